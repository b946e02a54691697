"""Charts of a group as SVG: as wide as a small phone, with every number written out, light by itself and dark by class.

A chart draws what it is given and counts nothing: what may be shown was decided before.
"""

import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

WIDTH = 360
"""On a small phone one unit is about one pixel."""

_LEFT, _RIGHT, _LINE, _BAR = 4, 300, 15, 13
_SIGNS_A_LINE = 54
TALLEST = 480
"""Units. More rows go into a picture of their own, so that paper can hold each."""
INK, QUIET, BAR, PALE = "#3d3a36", "#6b645c", "#0f6b66", "#d9d2c7"
SHADES = ("#e3ddd3", "#c3dedb", "#8fc0bb", "#559a94", "#24766f", "#0b4f4b", "#06302e")
"""From the first answer to the last. Numbers stand in them, so that nothing hangs on a shade."""


@dataclass(frozen=True)
class Row:
    """One line of a chart: its label, a number with its interval, and the number as it is said."""

    label: str
    value: float
    low: float
    high: float
    says: str
    inner: tuple[float, float] | None = None
    """A second, narrower interval, drawn as a thicker line."""
    is_grey: bool = False
    """A part of the row above: a grey dot without an interval of its own."""


@dataclass(frozen=True)
class Head:
    """What the rows below are about."""

    label: str


@dataclass(frozen=True)
class Stack:
    """All answers to one question in one bar: each with its label and percentage, in the order of the answers."""

    label: str
    pieces: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Axis:
    """From where to where, what stands at the ends, and a line to look from, such as zero."""

    low: float
    high: float
    ends: tuple[str, str]
    line: float | None = None


def bars(rows: Iterable[Row | Head], says: str) -> tuple[str, ...]:
    """A bar for each percentage, with a thin line for its interval."""
    return _drawn([(row, _bar) for row in rows], says, Axis(0, 100, ("0 of 100", "100 of 100")))


def dots(rows: Iterable[Row | Head], axis: Axis, says: str) -> tuple[str, ...]:
    """A dot for each mean or difference, with a line for its interval."""
    return _drawn([(row, _dot) for row in rows], says, axis)


def stacks(rows: Iterable[Stack], says: str) -> tuple[str, ...]:
    """One bar for each question, cut into its answers from the first to the last."""
    return _drawn([(row, _stack) for row in rows], says, None)


Painter = Callable[..., list[str]]
Rows = list[tuple[Row | Head | Stack, Painter]]


def _drawn(rows: Rows, says: str, axis: Axis | None) -> tuple[str, ...]:
    """As many pictures as it takes for each to fit on a page."""
    pages: list[Rows] = [[]]
    down = 0
    for row, paint in rows:
        high = _high(row)
        is_full = down + high > TALLEST
        # A question stays with its answers as far as they fit.
        if is_full or (isinstance(row, Head) and down > TALLEST * 0.7):
            pages.append([])
            down = 0
        pages[-1].append((row, paint))
        down += high
    many = len(pages)
    return tuple(
        _picture(some, says if many == 1 else f"{says} Part {number} of {many}.", axis)
        for number, some in enumerate(pages, start=1)
    )


def _lines(row: Row | Head | Stack) -> list[str]:
    return textwrap.wrap(row.label, _SIGNS_A_LINE)


def _high(row: Row | Head | Stack) -> int:
    return _LINE * len(_lines(row)) + (3 if isinstance(row, Head) else _BAR + 12)


def _picture(rows: Rows, says: str, axis: Axis | None) -> str:
    parts: list[str] = []
    down = top = 4
    for row, paint in rows:
        is_head = isinstance(row, Head)
        for i, line in enumerate(_lines(row), start=1):
            parts.append(_text(_LEFT, down + _LINE * i, line, size=12, is_bold=is_head))
        if not is_head:
            parts += paint(row, down + _LINE * len(_lines(row)) + 5, axis)
        down += _high(row)
    marks = _axis(axis, top, down) if axis else []
    height = down + (20 if axis else 4)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="{escape(says)}" class="pw-chart" font-family="system-ui, \'Liberation Sans\', '
        f"'DejaVu Sans', sans-serif\">{''.join([*marks, *parts])}</svg>"
    )


def _axis(axis: Axis, top: float, down: float) -> list[str]:
    """The ends in words, and the line to look from."""
    made = [
        _text(_LEFT, down + 15, axis.ends[0], size=10, look="quiet"),
        _text(_RIGHT, down + 15, axis.ends[1], size=10, look="quiet", anchor="end"),
    ]
    if axis.line is not None:
        x = _across(axis, axis.line)
        made.insert(0, _line(x, top, x, down, "quiet", width=1, dash="2 3"))
        made.append(_text(x, down + 15, f"{axis.line:g}", size=10, look="quiet", anchor="middle"))
    return made


def _bar(row: Row, y: float, axis: Axis) -> list[str]:
    x, low, high = (_across(axis, value) for value in (row.value, row.low, row.high))
    middle = y + _BAR / 2
    return [
        _rect(_LEFT, y, _RIGHT - _LEFT, _BAR, "pale", PALE),
        _rect(_LEFT, y, x - _LEFT, _BAR, "bar", BAR),
        *_whisker(low, high, middle),
        _text(WIDTH - 2, y + _BAR - 2.5, row.says, size=11, anchor="end"),
    ]


def _dot(row: Row, y: float, axis: Axis) -> list[str]:
    x, low, high = (_across(axis, value) for value in (row.value, row.low, row.high))
    middle = y + _BAR / 2
    look, colour = ("quiet", QUIET) if row.is_grey else ("bar", BAR)
    return [
        _line(_LEFT, middle, _RIGHT, middle, "pale", width=1, colour=PALE),
        *([] if row.is_grey else _whisker(low, high, middle)),
        *_inner(row, middle, axis),
        f'<circle class="{look}" cx="{x:.1f}" cy="{middle:.1f}" r="5" fill="{colour}"/>',
        _text(WIDTH - 2, y + _BAR - 2.5, row.says, size=11, anchor="end"),
    ]


def _whisker(low: float, high: float, middle: float) -> list[str]:
    return [
        _line(low, middle, high, middle, "ink", width=1.6),
        _line(low, middle - 4, low, middle + 4, "ink", width=1.6),
        _line(high, middle - 4, high, middle + 4, "ink", width=1.6),
    ]


def _inner(row: Row, middle: float, axis: Axis) -> list[str]:
    if row.inner is None:
        return []
    low, high = (_across(axis, value) for value in row.inner)
    return [_line(low, middle, high, middle, "ink", width=4.5)]


def _stack(row: Stack, y: float, _axis: Axis | None) -> list[str]:
    made: list[str] = []
    total = sum(percent for _, percent in row.pieces) or 1
    x = float(_LEFT)
    step = (len(SHADES) - 1) / max(1, len(row.pieces) - 1)
    for i, (_, percent) in enumerate(row.pieces):
        wide = (WIDTH - 2 * _LEFT) * percent / total
        if wide <= 0:
            continue
        shade = round(i * step)
        made.append(_rect(x, y, wide, _BAR, f"shade{shade}", SHADES[shade], edge=True))
        if wide >= 18:
            look, colour = ("on-dark", "#ffffff") if shade >= 4 else ("on-light", "#1f1d1b")
            made.append(
                f'<text class="{look}" x="{x + wide / 2:.1f}" y="{y + _BAR - 3:.1f}" font-size="10" '
                f'text-anchor="middle" fill="{colour}">{percent}</text>'
            )
        x += wide
    return made


def _across(axis: Axis, value: float) -> float:
    share = (min(max(value, axis.low), axis.high) - axis.low) / (axis.high - axis.low)
    return _LEFT + share * (_RIGHT - _LEFT)


def _rect(x: float, y: float, width: float, height: float, look: str, colour: str, *, edge: bool = False) -> str:
    line = ' stroke="#ffffff" stroke-width="1"' if edge else ""
    return (
        f'<rect class="{look}" x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:g}" '
        f'fill="{colour}"{line}/>'
    )


def _line(
    x1: float, y1: float, x2: float, y2: float, look: str, *, width: float, dash: str = "", colour: str = ""
) -> str:
    colour = colour or {"ink": INK, "quiet": QUIET}[look]
    broken = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line class="{look}-line" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{width:g}"{broken}/>'
    )


def _text(
    x: float, y: float, text: str, *, size: float, look: str = "ink", anchor: str = "start", is_bold: bool = False
) -> str:
    colour = {"ink": INK, "quiet": QUIET}[look]
    weight = ' font-weight="bold"' if is_bold else ""
    return (
        f'<text class="{look}" x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}"{weight} '
        f'fill="{colour}">{escape(text)}</text>'
    )
