"""The routes of a conversation as a picture: boxes for turns, rounded ones for endings, arrows for replies."""

import html
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from powerwith.conversation import names, places
from powerwith.maps.layout import Ends, Layout, Spot, layout
from powerwith.model import Conversation, Turn, ways
from powerwith.model.authored import Effect

SIGNS: dict[Effect, str] = {"helps": "+", "mixed": "±", "hurts": "\u2212"}
"""What stands beside a letter, so that nothing is told by colour alone."""

BOX, TALL, LANE, ACROSS, DOWN, EDGE = 236.0, 76.0, 34.0, 28.0, 92.0, 24.0
"""Width and height of a box, width of an arrow passing by, space across, down, and round the whole, in pixels."""

BESIDE = 8.0
"""How far apart arrows between the same two boxes run."""

LETTERS, LINES = 36, 2
"""How many letters of a line fit into a box, and how many lines."""

KEY = "+ opens a door · ± leaves it half open · \u2212 closes a door · ? where a condition decides · pen: own words too"

STYLE = """
svg { background: #fdfcfa; color: #2b2926; font: 12px system-ui, sans-serif; }
text { fill: currentColor; } .name { font-weight: 600; font-size: 13px; }
.box { fill: #fff; stroke: #6b665f; stroke-width: 1.2; } .ending { fill: #f1eee8; }
.way { fill: none; stroke-width: 1.6; } .if { stroke-dasharray: 6 4; }
.label { font-weight: 600; paint-order: stroke; stroke: #fdfcfa; stroke-width: 4px; stroke-linejoin: round; }
.helps { stroke: #0f6b66; } .mixed { stroke: #8a6100; } .hurts { stroke: #a2492f; }
.label.helps, .tip.helps { fill: #0f6b66; } .label.mixed, .tip.mixed { fill: #8a6100; }
.label.hurts, .tip.hurts { fill: #a2492f; } .tip { stroke: none; } text.label { stroke: #fdfcfa; }
@media (prefers-color-scheme: dark) {
  svg { background: #1c1b1a; color: #eeeae4; }
  .box { fill: #282624; stroke: #a39d94; } .ending { fill: #34302c; } text.label { stroke: #1c1b1a; }
  .helps { stroke: #6fd0c6; } .mixed { stroke: #e3b95c; } .hurts { stroke: #f0957a; }
  .label.helps, .tip.helps { fill: #6fd0c6; } .label.mixed, .tip.mixed { fill: #e3b95c; }
  .label.hurts, .tip.hurts { fill: #f0957a; }
}
"""


@dataclass(frozen=True)
class Arrow:
    """All replies of one effect that lead from one place to another."""

    ends: Ends
    effect: Effect
    letters: tuple[str, ...]
    may: bool

    @property
    def label(self) -> str:
        """The letters, the sign of their effect, and a question mark where a condition decides."""
        return f"{' '.join(self.letters)}{SIGNS[self.effect]}{'?' if self.may else ''}"


def arrows(conversation: Conversation) -> list[Arrow]:
    """Every arrow of the picture, in the order of the turns."""
    found: dict[tuple[Ends, Effect, bool], list[str]] = {}
    for turn in conversation.turns:
        for i, reply in enumerate(turn.replies):
            leads_to = list(dict.fromkeys(way.to for way in ways(reply)))
            for to in leads_to:
                found.setdefault(((turn.id, to), reply.effect, len(leads_to) > 1), []).append(chr(ord("a") + i))
    return [Arrow(ends, effect, tuple(letters), may) for (ends, effect, may), letters in found.items()]


def picture(conversation: Conversation) -> str:
    """An SVG document, light or dark as the reader's screen is."""
    drawn = arrows(conversation)
    ids = [turn.id for turn in conversation.turns] + [ending.id for ending in conversation.endings]
    last = frozenset(ending.id for ending in conversation.endings)
    made = layout(ids, [arrow.ends for arrow in drawn], last, box=BOX + ACROSS, lane=LANE)
    width = max(spot.x + spot.width / 2 for layer in made.layers for spot in layer) + 2 * EDGE
    height = len(made.layers) * (TALL + DOWN) - DOWN + 2 * EDGE + 30
    parts = [*_ways(made, drawn), *_boxes(conversation, made)]
    title = html.escape(f"{conversation.title}: the routes")
    about = f"{len(conversation.turns)} turns from top to bottom and {len(conversation.endings)} endings, joined by "
    about += "arrows with the letters of replies. The outline says the same in words."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}" role="img" aria-labelledby="title about">\n'
        f'<title id="title">{title}</title>\n<desc id="about">{html.escape(about)}</desc>\n'
        f"<style>{STYLE}</style>\n" + "\n".join(parts) + "\n"
        f'<text x="{EDGE:.0f}" y="{height - EDGE / 2:.0f}">{html.escape(KEY)}</text>\n</svg>\n'
    )


def _top(spot: Spot) -> float:
    return EDGE + spot.layer * (TALL + DOWN)


def _boxes(conversation: Conversation, made: Layout) -> Iterator[str]:
    called = names(conversation)
    for here in places(conversation):
        spot = made.boxes[here.id]
        left, top = spot.x + EDGE - BOX / 2, _top(spot)
        if isinstance(here, Turn):
            name, text, shape = f"{called[here.id].split()[1]} · {here.id}", here.says[-1].line, 'class="box" rx="4"'
            name += " ✎" if here.write else ""
        else:
            name, text, shape = f"E{called[here.id][1:]} · {here.id}", here.title, 'class="box ending" rx="22"'
        yield f'<rect {shape} x="{left:.1f}" y="{top:.1f}" width="{BOX:.0f}" height="{TALL:.0f}"/>'
        yield f'<text class="name" x="{left + 14:.1f}" y="{top + 24:.1f}">{html.escape(name)}</text>'
        for number, line in enumerate(_fitting(text)):
            yield f'<text x="{left + 14:.1f}" y="{top + 44 + 17 * number:.1f}">{html.escape(line)}</text>'


def _fitting(text: str) -> list[str]:
    lines = textwrap.wrap(text, LETTERS)
    return lines if len(lines) <= LINES else [*lines[: LINES - 1], f"{lines[LINES - 1][: LETTERS - 1].rstrip()}…"]


def _ways(made: Layout, drawn: list[Arrow]) -> Iterator[str]:
    """Lines first, then labels, so that no line runs through a letter."""
    ports = _ports(made, drawn)
    labels = []
    for number, arrow in enumerate(drawn):
        style = f"{arrow.effect}{' if' if arrow.may else ''}"
        if arrow.ends[0] == arrow.ends[1]:
            line, tip, label = _loop(made.boxes[arrow.ends[0]], number)
        else:
            beside = [other for other, each in enumerate(drawn) if {*each.ends} == {*arrow.ends}]
            aside = BESIDE * (beside.index(number) - (len(beside) - 1) / 2)
            line, tip, label = _line(made.lanes[arrow.ends], ports[number, "out"], ports[number, "in"], aside)
        yield f'<path class="way {style}" d="{line}"/>'
        yield f'<path class="tip {arrow.effect}" d="{tip}"/>'
        x, y = label
        text = html.escape(arrow.label)
        labels.append(f'<text class="label {arrow.effect}" x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{text}</text>')
    yield from labels


def _ports(made: Layout, drawn: list[Arrow]) -> dict[tuple[int, str], float]:
    """Where each arrow leaves and meets its boxes: spread along the edge in the order of where they come from."""
    edges: dict[tuple[int, bool], list[tuple[float, int, str]]] = {}
    for number, arrow in enumerate(drawn):
        if arrow.ends[0] == arrow.ends[1]:
            continue
        lane = made.lanes[arrow.ends]
        for spot, near, side in ((lane[0], lane[1], "out"), (lane[-1], lane[-2], "in")):
            edges.setdefault((id(spot), near.layer > spot.layer), []).append((near.x, number, side))
    boxes = {id(spot): spot for spot in made.boxes.values()}
    found = {}
    for (spot_id, _), ends in edges.items():
        step = (BOX - 28) / len(ends)
        for place, (_, number, side) in enumerate(sorted(ends)):
            found[number, side] = boxes[spot_id].x - (BOX - 28) / 2 + (place + 0.5) * step
    return found


def _line(lane: list[Spot], out: float, in_: float, aside: float) -> tuple[str, str, tuple[float, float]]:
    """The curve along a lane, so far aside from its middle, its tip, and where its label stands."""
    falls = lane[0].layer < lane[-1].layer
    start = _top(lane[0]) + (TALL if falls else 0)
    end = _top(lane[-1]) + (0 if falls else TALL)
    points = [(out, start)]
    for spot in lane[1:-1]:
        above, below = (spot.x + aside, _top(spot)), (spot.x + aside, _top(spot) + TALL)
        points += [above, below] if falls else [below, above]
    tip = 9 if falls else -9
    points.append((in_, end - tip))
    path = f"M{points[0][0] + EDGE:.1f} {points[0][1]:.1f}"
    for (x0, y0), (x1, y1) in pairwise(points):
        bend = (y1 - y0) / 2
        path += f" C{x0 + EDGE:.1f} {y0 + bend:.1f} {x1 + EDGE:.1f} {y1 - bend:.1f} {x1 + EDGE:.1f} {y1:.1f}"
    head = f"M{in_ + EDGE - 5:.1f} {end - tip:.1f} h10 L{in_ + EDGE:.1f} {end:.1f} z"
    return path, head, (out + EDGE, start + (20 if falls else -10))


def _loop(spot: Spot, number: int) -> tuple[str, str, tuple[float, float]]:
    """A way back to the same turn, at the right side of its box."""
    x, y = spot.x + EDGE + BOX / 2, _top(spot) + TALL / 2 + 6 * (number % 3)
    path = f"M{x:.1f} {y - 16:.1f} C{x + 24:.1f} {y - 16:.1f} {x + 24:.1f} {y + 16:.1f} {x + 8:.1f} {y + 16:.1f}"
    return path, f"M{x + 9:.1f} {y + 11:.1f} v10 L{x:.1f} {y + 16:.1f} z", (x + 24, y - 18)
