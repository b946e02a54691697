"""A plain pen: lines, circles and boxes that look drawn by hand, the same at every build."""

import html
import math
import random
import textwrap
from dataclasses import dataclass, field
from itertools import pairwise

WIDTH = 360
"""Of every picture, in its own units: on a small phone one unit is about one pixel."""

Point = tuple[float, float]


@dataclass
class Pen:
    """Draws into a list of SVG elements. `seed` settles how the hand shakes."""

    seed: str
    parts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)

    def line(self, *points: Point, look: str = "ink", arrow: bool = False) -> None:
        """A line through the points, with a tip at its end if wanted."""
        path = f"M{_at(points[0])}"
        for a, b in pairwise(points):
            middle = self._shaken(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), math.dist(a, b) / 50)
            path += f" Q{_at(middle)} {_at(b)}"
        self._path(path, look)
        if arrow:
            self._tip(points[-2], points[-1], look)

    def curve(self, a: Point, bend: Point, b: Point, *, look: str = "ink", arrow: bool = False) -> None:
        """A bent line from `a` to `b`, pulled towards `bend`."""
        self._path(f"M{_at(a)} Q{_at(bend)} {_at(b)}", look)
        if arrow:
            self._tip(bend, b, look)

    def circle(self, middle: Point, radius: float, *, look: str = "ink") -> None:
        """A circle that nearly closes where it began."""
        steps = 12
        around = [
            self._shaken(
                (
                    middle[0] + radius * math.cos(2 * math.pi * i / steps),
                    middle[1] + radius * math.sin(2 * math.pi * i / steps),
                ),
                radius / 60,
            )
            for i in range(steps)
        ]
        self._closed(around, look)

    def box(self, left: float, top: float, width: float, height: float, *, look: str = "ink") -> None:
        """A box with soft corners."""
        r = min(10.0, height / 2, width / 2)
        right, bottom = left + width, top + height
        sides = [
            ((left + r, top), (right - r, top), (right, top)),
            ((right, top + r), (right, bottom - r), (right, bottom)),
            ((right - r, bottom), (left + r, bottom), (left, bottom)),
            ((left, bottom - r), (left, top + r), (left, top)),
        ]
        begun = self._shaken(sides[0][0], 0.8)
        path = f"M{_at(begun)}"
        for i, (_, end, corner) in enumerate(sides):
            after = begun if i == 3 else self._shaken(sides[i + 1][0], 0.8)
            path += f" L{_at(self._shaken(end, 0.8))} Q{_at(corner)} {_at(after)}"
        self._path(f"{path} Z", look)

    def text(self, middle: Point, words: str, *, letters: int = 24, look: str = "") -> None:
        """Words around their middle, broken into lines of so many letters."""
        lines = textwrap.wrap(words, letters)
        top = middle[1] - 9 * (len(lines) - 1) + 5
        for i, one in enumerate(lines):
            kind = f' class="{look}"' if look else ""
            self.parts.append(
                f'<text{kind} x="{middle[0]:g}" y="{top + 18 * i:g}" text-anchor="middle">{html.escape(one)}</text>'
            )

    def _closed(self, points: list[Point], look: str) -> None:
        """A smooth closed line through the points (Catmull-Rom, written as cubic curves)."""
        count = len(points)
        path = f"M{_at(points[0])}"
        for i in range(count):
            before, a, b, after = (points[(i + k) % count] for k in (-1, 0, 1, 2))
            first = (a[0] + (b[0] - before[0]) / 6, a[1] + (b[1] - before[1]) / 6)
            second = (b[0] - (after[0] - a[0]) / 6, b[1] - (after[1] - a[1]) / 6)
            path += f" C{_at(first)} {_at(second)} {_at(b)}"
        self._path(path, look)

    def _tip(self, before: Point, end: Point, look: str) -> None:
        angle = math.atan2(end[1] - before[1], end[0] - before[0])
        wings = [(end[0] - 9 * math.cos(angle + turn), end[1] - 9 * math.sin(angle + turn)) for turn in (0.5, -0.5)]
        self._path(f"M{_at(wings[0])} L{_at(end)} L{_at(wings[1])}", look)

    def _path(self, path: str, look: str) -> None:
        self.parts.append(f'<path class="{look}" d="{path}"/>')

    def _shaken(self, point: Point, by: float) -> Point:
        return point[0] + self._dice.uniform(-by, by), point[1] + self._dice.uniform(-by, by)


def _at(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
