"""Which counts of a group may be shown, so that no one can be told from them.

Written once, row by row: a frame has a row for each question and a column for each answer, holding how many people
gave it. Any engine that narwhals knows gives the same result. Nothing here reads an answer of a person.

The rule: under 5 people answering nothing is shown, under 10 no single question. An answer that 1 or 2 people gave is
put together with its neighbour until 3 or more gave one of them; where all but 2 gave the same answer, only `most or
all` is said; where everything would have to be put together, only where the middle of the answers lies.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Any, Final

import narwhals as nw

from powerwith.scoring.estimate import DETAIL, GROUP

SMALL = 3
"""Fewer people than this in a cell could be told. Nobody at all tells of no one."""

ROUGH = 30
"""Below this many people percentages are rounded to 5."""

DEEP = 4
"""The middle of the answers leaves at least three people outside on either side."""

NOTHING: Final = "nothing"
TOTAL: Final = "total"
MOST: Final = "most or all"
MIDDLE: Final = "middle"
HIDDEN: Final = "hidden"
SHOWN: Final = "shown"
"""What may be shown of a question: from nothing at all to every group of answers."""

NO_ONE = 0
"""What stands for no number, as some engines know none: read `state` first."""


def counted(answers: Any, values: Sequence[str], *, by: Sequence[str], column: str) -> Any:
    """How many rows have each value, one row for each `by`: the first step, after which little is left to reckon."""
    frame = nw.from_native(answers)
    cells = {f"c{i}": nw.col(column) == value for i, value in enumerate(values)}
    frame = frame.with_columns(*(is_it.cast(nw.Int64).alias(name) for name, is_it in cells.items()))
    return nw.to_native(frame.group_by(*by).agg(*(nw.col(name).sum() for name in cells)))


def merged(counts: Any, cells: Sequence[str], *, is_ordered: bool | nw.Expr, aside: int = 0) -> Any:
    """The frame with what may be shown: `n`, `state`, and each cell's group with its total and percentage.

    `aside`: so many first cells are no answer, such as *did not come up*. They count towards the people and are put
    together like any other, but do not count as answering. Where the answers have no order, give them in one in which
    neighbours are alike. Groups are made from the first cell on: taking the smallest cells instead would tell which
    those were. A group is named by the place of its first cell. `most` is the place of the answer most or all gave;
    `low`, `median` and `high` are places of answers.
    """
    frame = nw.from_native(counts)
    kept = list(frame.collect_schema().names())
    names = [f"pw_{i}" for i in range(len(cells))]
    frame = frame.with_columns(
        *(nw.col(cell).cast(nw.Int64).alias(name) for cell, name in zip(cells, names, strict=True))
    )
    frame = frame.with_columns(_sum(names).alias("n"), _sum(names[aside:]).alias("pw_given"))
    frame = _in_groups(frame, names)
    has_middle = is_ordered if isinstance(is_ordered, nw.Expr) else nw.lit(is_ordered)
    frame = _state(frame, names, nw.when(has_middle).then(nw.lit(MIDDLE)).otherwise(nw.lit(HIDDEN)))
    frame = _middle(frame, names, aside)
    return nw.to_native(_blanked(frame, kept, cells))


def _sum(names: Sequence[str]) -> nw.Expr:
    return _added([nw.col(name) for name in names])


def _added(each: Sequence[nw.Expr]) -> nw.Expr:
    total = each[0]
    for one in each[1:]:
        total = total + one
    return total


def _few(expression: nw.Expr) -> nw.Expr:
    return (expression > 0) & (expression < SMALL)


def _either(is_so: nw.Expr, then: nw.Expr | int, other: nw.Expr | int) -> nw.Expr:
    return nw.when(is_so).then(_whole(then)).otherwise(_whole(other))


def _whole(one: nw.Expr | int) -> nw.Expr:
    return nw.lit(one, dtype=nw.Int64) if isinstance(one, int) else one


# A small cell joins its neighbour


def _in_groups(frame: Any, names: Sequence[str]) -> Any:
    """From the lowest answer up, a group stays open while it holds 1 or 2; what is left open at the end goes back.

    Going back it takes in the groups below until it holds three.
    """
    last = len(names) - 1
    frame = frame.with_columns(nw.col(names[0]).alias("pw_sum_0"), _whole(0).alias("pw_g_0"))
    for i in range(1, last + 1):
        is_open = _few(nw.col(f"pw_sum_{i - 1}"))
        frame = frame.with_columns(
            (nw.col(names[i]) + _either(is_open, nw.col(f"pw_sum_{i - 1}"), 0)).alias(f"pw_sum_{i}"),
            _either(is_open, nw.col(f"pw_g_{i - 1}"), i).alias(f"pw_g_{i}"),
        )
    back = _whole(0)
    for i in range(1, last + 1):
        is_enough = (nw.col(f"pw_g_{i}") == i) & (_sum(names[i:]) >= SMALL)
        back = _either(is_enough, i, back)
    frame = frame.with_columns(_either(_few(nw.col(f"pw_sum_{last}")), back, last + 1).alias("pw_from"))
    groups = [nw.col(f"pw_g_{i}") for i in range(last + 1)]
    goes_back = [nw.col("pw_from") <= i for i in range(last + 1)]
    frame = frame.with_columns(
        *(_either(goes_back[i], nw.col("pw_from"), group).alias(f"pw_g_{i}") for i, group in enumerate(groups))
    ).drop(*(f"pw_sum_{i}" for i in range(last + 1)))
    return frame.with_columns(
        *(_added([_either(groups[j] == groups[i], nw.col(names[j]), 0) for j in range(last + 1)]).alias(f"pw_t_{i}")
          for i in range(last + 1))
    )  # fmt: skip


# What is left to show


def _state(frame: Any, names: Sequence[str], when_one: nw.Expr) -> Any:
    groups = _added([
        _either((nw.col(f"pw_g_{i}") == i) & (nw.col(f"pw_t_{i}") > 0), 1, 0) for i in range(len(names))
    ])  # fmt: skip
    frame = frame.with_columns(groups.alias("pw_groups"), nw.max_horizontal(*names).alias("pw_top"))
    most = _whole(0)
    for i in range(len(names) - 1, -1, -1):
        most = _either(nw.col(names[i]) == nw.col("pw_top"), i, most)
    frame = frame.with_columns(most.alias("most"))
    state = nw.when(nw.col("pw_groups") < 2).then(when_one).otherwise(nw.lit(SHOWN))
    state = nw.when(nw.col("n") - nw.col("pw_top") < SMALL).then(nw.lit(MOST)).otherwise(state)
    aside = nw.col("n") - nw.col("pw_given")
    is_few = (nw.col("pw_given") < DETAIL) | ((aside > 0) & (nw.col("n") < DETAIL + SMALL))
    state = nw.when(is_few).then(nw.lit(TOTAL)).otherwise(state)
    return frame.with_columns(nw.when(nw.col("pw_given") < GROUP).then(nw.lit(NOTHING)).otherwise(state).alias("state"))


def _middle(frame: Any, names: Sequence[str], aside: int) -> Any:
    """The places of the answers in the middle, never of one that only the three lowest or highest people gave."""
    given = nw.col("pw_given")
    quarter = (given + 3) // 4
    first = _either(quarter < DEEP, DEEP, quarter)
    ranks = {"low": first, "median": (given + 1) // 2, "high": given + 1 - first}
    places = {name: _whole(aside) for name in ranks}
    below = _whole(0)
    for i in range(aside, len(names) - 1):
        below = below + nw.col(names[i])
        places = {name: place + _either(below < ranks[name], 1, 0) for name, place in places.items()}
    return frame.with_columns(*(place.alias(name) for name, place in places.items()))


def _blanked(frame: Any, kept: Sequence[str], cells: Sequence[str]) -> Any:
    """Only what may be shown goes out: the counts themselves, and whatever the state does not allow, do not."""
    is_shown, state, n = nw.col("state") == SHOWN, nw.col("state"), nw.col("n")
    step = _either(n < ROUGH, 5, 1)
    columns: list[nw.Expr] = [nw.col(name) for name in kept if name not in cells]
    columns += [state, _either(state == NOTHING, NO_ONE, n).alias("n")]
    columns.append(_either(state == MOST, nw.col("most"), NO_ONE).alias("most"))
    columns += [_either(state == MIDDLE, nw.col(name), NO_ONE).alias(name) for name in ("low", "median", "high")]
    for i, cell in enumerate(cells):
        total = nw.col(f"pw_t_{i}")
        columns.append(_either(is_shown, nw.col(f"pw_g_{i}"), NO_ONE).alias(f"{cell}_group"))
        columns.append(_either(is_shown, total, NO_ONE).alias(f"{cell}_total"))
        many = _either(n > 0, n, 1)
        rounded = (total * 200 + step * many) // (step * many * 2) * step
        columns.append(_either(is_shown, rounded, NO_ONE).alias(f"{cell}_percent"))
    return frame.select(*columns)


# Groups cut the same way everywhere, and means


def joined(groups: Iterable[Sequence[int]]) -> tuple[int, ...]:
    """The finest way to put cells together that keeps together what any of these ways does."""
    ways = list(groups)
    place = list(range(len(ways[0])))
    for way in ways:
        for i, first in enumerate(way):
            a, b = place[i], place[first]
            place = [min(a, b) if one in (a, b) else one for one in place]
    return tuple(place)


STEPS = (0.1, 0.2, 0.5, 1.0)


def step(n: int, items: int, reach: float) -> float:
    """What a mean of `n` people over `items` is rounded to: 0.1, or more where few answers stand behind it; 0 for none.

    `reach` is how far apart two answers lie that must not be told apart. Two people could have given the one for the
    other without it showing, even where the mean lies at an end and half of what is rounded away lies outside.
    """
    needed = 4 * reach / (items * n) if n else 2.0
    return next((one for one in STEPS if one >= needed - 1e-9), 0.0)


def safe_step(mean: float, answers: int, ranges: Sequence[tuple[float, float]], least: float) -> float:
    """The finest step from `least` on in which a mean beside its items says nothing new of any of them; 0 for none.

    `ranges` holds for each item the least and the largest sum of its answers that what is shown of it allows, and
    `answers` how many there are in all. A mean that leaves each of these sums as open as before tells of nobody.
    """
    low, high = sum(one for one, _ in ranges), sum(one for _, one in ranges)
    widest = max((up - down for down, up in ranges), default=0.0)
    for one in STEPS:
        shown = math.floor(mean / one + 0.5 + 1e-9) * one
        down, up = (shown - one / 2) * answers, (shown + one / 2) * answers
        if one >= least > 0 and down <= high - widest + 1e-6 and up >= low + widest - 1e-6:
            return one
    return 0.0


def sums(
    values: Sequence[float], state: str, n: int, most: int, groups: Sequence[int], totals: Sequence[int]
) -> tuple[float, float]:
    """The least and the largest sum of the answers to a question that what is shown of it allows."""
    if state == SHOWN:
        inside = {group: [value for value, one in zip(values, groups, strict=True) if one == group] for group in groups}
        people = dict(zip(groups, totals, strict=True))
        low = sum(people[group] * min(some) for group, some in inside.items())
        return low, sum(people[group] * max(some) for group, some in inside.items())
    if state == MOST:
        few = SMALL - 1
        return (n - few) * values[most] + few * min(values), (n - few) * values[most] + few * max(values)
    return n * min(values), n * max(values)


def reach(groups: Sequence[int]) -> int:
    """How far apart the lowest and the highest answer of a group lie, of the group where they are farthest."""
    return max(i - group for i, group in enumerate(groups))
