"""Puts boxes into layers, so that most arrows lead down and few of them cross.

The steps are those of Sugiyama, Tagawa and Toda (1981): turn round the arrows that lead back, give every box the layer
of its longest way from the first, let long arrows pass the layers between, sort each layer by the middle of what it is
joined to, and move everything towards that middle.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Ends = tuple[str, str]

SWEEPS = 24


@dataclass(eq=False)
class Spot:
    """A box, or the place where a long arrow passes a layer."""

    name: str
    layer: int
    width: float
    x: float = 0.0
    up: list["Spot"] = field(default_factory=list)
    down: list["Spot"] = field(default_factory=list)


@dataclass(frozen=True)
class Layout:
    """Boxes by name, and for every arrow the spots it passes, from where it begins to where it ends."""

    boxes: dict[str, Spot]
    lanes: dict[Ends, list[Spot]]
    layers: list[list[Spot]]


def layout(names: Sequence[str], arrows: Iterable[Ends], last: frozenset[str], *, box: float, lane: float) -> Layout:
    """Place boxes of width `box` and arrows of width `lane`. `last` are the names that stand in the last layer."""
    ends = [pair for pair in dict.fromkeys(arrows) if pair[0] != pair[1]]
    back = _backwards(names, ends)
    downward = [pair[::-1] if pair in back else pair for pair in ends]
    depth = _depths(names, downward, last)
    layers: list[list[Spot]] = [[] for _ in range(max(depth.values()) + 1)]
    boxes = {name: Spot(name, depth[name], box) for name in names}
    for spot in boxes.values():
        layers[spot.layer].append(spot)
    lanes = {pair: _lane(boxes, pair, layers, lane) for pair in dict.fromkeys(downward)}
    _sort(layers)
    _place(layers)
    return Layout(boxes, {pair: lanes[pair[::-1]][::-1] if pair in back else lanes[pair] for pair in ends}, layers)


def _backwards(names: Sequence[str], ends: list[Ends]) -> frozenset[Ends]:
    """The arrows that lead back to where one came from."""
    onward: dict[str, list[str]] = defaultdict(list)
    for source, to in ends:
        onward[source].append(to)
    found: set[Ends] = set()
    done: set[str] = set()
    for name in names:
        path: list[tuple[str, int]] = [] if name in done else [(name, 0)]
        open_ = {name} if path else set()
        while path:
            here, number = path.pop()
            if number == len(onward[here]):
                done.add(here)
                open_.discard(here)
                continue
            path.append((here, number + 1))
            to = onward[here][number]
            if to in open_:
                found.add((here, to))
            elif to not in done:
                open_.add(to)
                path.append((to, 0))
    return frozenset(found)


def _depths(names: Sequence[str], downward: list[Ends], last: frozenset[str]) -> dict[str, int]:
    depth = dict.fromkeys(names, 0)
    for _ in names:
        for source, to in downward:
            depth[to] = max(depth[to], depth[source] + 1)
    lowest = max([depth[name] for name in names if name not in last], default=0) + 1
    return depth | dict.fromkeys(last, lowest)


def _lane(boxes: dict[str, Spot], pair: Ends, layers: list[list[Spot]], width: float) -> list[Spot]:
    start, end = boxes[pair[0]], boxes[pair[1]]
    passed = [Spot(f"{pair[0]} {pair[1]}", layer, width) for layer in range(start.layer + 1, end.layer)]
    for spot in passed:
        layers[spot.layer].append(spot)
    spots = [start, *passed, end]
    for above, below in pairwise(spots):
        above.down.append(below)
        below.up.append(above)
    return spots


def _sort(layers: list[list[Spot]]) -> None:
    """Sort every layer by the middle of its neighbours, down and up again, and keep the order with fewest crossings."""
    best, fewest = [list(layer) for layer in layers], _crossings(layers)
    for sweep in range(SWEEPS):
        falling = sweep % 2 == 0
        for near, moving in pairwise(layers if falling else layers[::-1]):
            rank = {id(spot): number for number, spot in enumerate(near)}
            middle = {
                id(spot): _mean([rank[id(other)] for other in (spot.up if falling else spot.down)], number)
                for number, spot in enumerate(moving)
            }
            moving.sort(key=_looked_up(middle))
        if (crossings := _crossings(layers)) < fewest:
            best, fewest = [list(layer) for layer in layers], crossings
    for layer, kept in zip(layers, best, strict=True):
        layer[:] = kept


def _looked_up(middle: dict[int, float]) -> Callable[[Spot], float]:
    return lambda spot: middle[id(spot)]


def _crossings(layers: list[list[Spot]]) -> int:
    count = 0
    for above, below in pairwise(layers):
        rank = {id(spot): number for number, spot in enumerate(below)}
        ends = [(i, rank[id(other)]) for i, spot in enumerate(above) for other in spot.down]
        count += sum(a[0] < b[0] and a[1] > b[1] for a in ends for b in ends)
    return count


def _place(layers: list[list[Spot]]) -> None:
    """Give every spot an x: near the middle of what it is joined to, and apart from its neighbours."""
    for layer in layers:
        _spread(layer, lambda spot: 0.0)
    for sweep in range(SWEEPS):
        for layer in layers if sweep % 2 == 0 else layers[::-1]:
            _spread(layer, _middle)
    left = min(spot.x - spot.width / 2 for layer in layers for spot in layer)
    for layer in layers:
        for spot in layer:
            spot.x -= left


def _middle(spot: Spot) -> float:
    return _mean([other.x for other in (*spot.up, *spot.down)], spot.x)


def _spread(layer: list[Spot], wish: Callable[[Spot], float]) -> None:
    """As near to the wishes as the widths allow, in the order given: once from the left, once from the right."""
    wishes = [wish(spot) for spot in layer]
    apart = [(a.width + b.width) / 2 for a, b in pairwise(layer)]
    from_left, from_right = list(wishes), list(wishes)
    for i in range(1, len(layer)):
        from_left[i] = max(wishes[i], from_left[i - 1] + apart[i - 1])
        from_right[-1 - i] = min(wishes[-1 - i], from_right[-i] - apart[-i])
    for spot, a, b in zip(layer, from_left, from_right, strict=True):
        spot.x = (a + b) / 2


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
