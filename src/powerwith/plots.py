"""Pictures of one's own practice, each with its text and the table behind it."""

from collections.abc import Sequence
from typing import Any

import matplotlib.style
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from powerwith.model.rated import Mean
from powerwith.model.standing import Axis, Change, Lines, Point, Profile, Step
from powerwith.picture import CONSIDERATE, INK, LOADED, Picture, drawn

__all__ = ["Picture", "dumbbell", "lines", "marks", "profile", "shift"]

QUIET, BAND = "#6b645c", "#ebe4d8"
NONE = "–"


def marks(table: pd.DataFrame) -> Picture:
    """Loaded and considerate marks over attempts at written exercises.

    `table` comes from `journal.table`. Raises ValueError when nothing written has been checked yet.
    """
    written = table[table["kind"] == "rewrite"]
    if written.empty:
        raise ValueError(
            "No written reply has been checked yet. Try one of the drills above, then run this cell again."
        )
    loaded = written["loaded"].astype(int).to_list()
    considerate = written["considerate"].astype(int).to_list()
    tries = list(range(1, len(written) + 1))
    with matplotlib.style.context("default"):
        figure = Figure(figsize=(6.4, 3.2), layout="constrained")
        axes = figure.subplots()
        axes.plot(tries, considerate, color=CONSIDERATE, marker="o", label="considerate marks")
        axes.plot(tries, loaded, color=LOADED, marker="s", linestyle="--", label="loaded marks")
        axes.set(xlabel="try, in order", ylabel="marks in the reply", ylim=(-0.3, max(*loaded, *considerate, 1) + 0.6))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(colors=INK)
        axes.legend(frameon=False, loc="upper left", ncols=2, bbox_to_anchor=(0, 1.16))
        return drawn(figure, _says(loaded, considerate))


def _says(loaded: list[int], considerate: list[int]) -> str:
    first, last = (loaded[0], considerate[0]), (loaded[-1], considerate[-1])
    start = f"First try: {_count(first[0], 'loaded mark')}, {_count(first[1], 'considerate mark')}."
    if len(loaded) == 1:
        return f"{start} One try shows nothing about change."
    end = f"Try {len(loaded)}: {_count(last[0], 'loaded mark')}, {_count(last[1], 'considerate mark')}."
    return f"{start} {end} Marks count words, not worth; a few tries are too few for a trend."


def _count(number: int, name: str) -> str:
    return f"{number or 'no'} {name}{'' if number == 1 else 's'}"


def profile(one: Profile) -> Picture:
    """Where each subscale stands, for one of `standing.stand(…).profiles`."""
    with matplotlib.style.context("default"):
        figure, axes = _rows(one.axis, [part.label for part in one.parts], f"{one.axis.title}. {one.when.words}")
        for place, part in enumerate(one.parts):
            _dot(axes, part.mean, place, filled=True)
        table = pd.DataFrame(
            [(part.label, _shown(part.mean), part.answered) for part in one.parts]
            + [("Total", _shown(one.total), sum(part.answered for part in one.parts))],
            columns=["Part", "Mean", "Items answered"],
        )
        return drawn(figure, " ".join((*one.says, one.axis.status)), table)


def dumbbell(one: Change) -> Picture:
    """Every subscale at two times, and the band in which a change is noise, for one of `standing.stand(…).changes`."""
    of_total = f" (for the total: {one.least})" if one.least else ""
    return _two_times(one, f"less than one step is noise{of_total}")


def shift(one: Change) -> Picture:
    """A time as rated then and as rated looking back, for `standing.stand(…).shift`. It shows no effect."""
    return _two_times(one, "")


def _two_times(one: Change, band: str) -> Picture:
    top = len(one.axis.answers) - 1
    steps = [*one.steps, one.total]
    with matplotlib.style.context("default"):
        figure, axes = _rows(one.axis, [step.label for step in steps], one.axis.title)
        for place, step in enumerate(steps):
            width = 1.0 if step.subscale != "total" else float(one.least or 0)
            if band and step.before and width:
                low, high = max(0.0, _value(step.before) - width), min(float(top), _value(step.before) + width)
                axes.barh(place, high - low, left=low, height=0.62, color=BAND, edgecolor=QUIET, lw=0.5)
            _join(axes, step, place, is_big=one.kind == "change" and step.is_noise is False)
            _dot(axes, step.before, place, filled=False)
            _dot(axes, step.after, place, filled=True)
        _legend(figure, axes, one, band)
        return drawn(figure, " ".join((*one.says, one.axis.status)), _of_steps(one, steps))


def _join(axes: Any, step: Step, place: int, *, is_big: bool) -> None:
    """From the one to the other: a thin broken line within noise, a strong one beyond it."""
    if step.before is None or step.after is None:
        return
    look = {"lw": 2.6, "ls": "-"} if is_big else {"lw": 1.1, "ls": ":"}
    axes.plot((_value(step.before), _value(step.after)), (place, place), color=INK, **look)


def _legend(figure: Figure, axes: Any, one: Change, band: str) -> None:
    look = {"marker": "o", "linestyle": "none", "color": CONSIDERATE, "markersize": 8}
    axes.plot([], [], **look, markerfacecolor="white", markeredgewidth=1.8, label=one.before.words)
    axes.plot([], [], **look, label=one.after.words)
    if band:
        axes.fill_between([], [], color=BAND, edgecolor=QUIET, lw=0.5, label=band)
    figure.legend(frameon=False, loc="outside lower center", ncols=1, fontsize=9)


def _of_steps(one: Change, steps: Sequence[Step]) -> pd.DataFrame:
    says = {True: "within noise", False: "more than noise", None: NONE}
    rows = [
        (step.label, _shown(step.before), _shown(step.after), step.gap.shown if step.gap else NONE, says[step.is_noise])
        for step in steps
    ]
    table = pd.DataFrame(rows, columns=["Part", one.before.words, one.after.words, "Difference", "Beside the noise"])
    return table if one.kind == "change" else table.drop(columns="Beside the noise")


def lines(both: Lines) -> Picture:
    """Own ratings above, marks for replies below: two panels, since a rating and a mark are not the same measure."""
    columns = _columns(both)
    panels = (
        ("How I rated myself", both.top, [("my rating", both.ratings, "o", CONSIDERATE, "-")]),
        ("What my replies showed", both.most, [("marked by others", both.peer_marks, "s", LOADED, "-"),
                                               ("marked by me", both.own_marks, "^", QUIET, "--")]),
    )  # fmt: skip
    with matplotlib.style.context("default"):
        figure = Figure(figsize=(6.4, 4.8), layout="constrained")
        for axes, (title, top, series) in zip(figure.subplots(2, 1), panels, strict=True):
            axes.set_title(title, loc="left", fontsize=11, color=INK)
            axes.set(ylim=(-0.16 * top, top * 1.2), ylabel=f"of {top}", xlim=(-0.5, len(columns) - 0.5))
            axes.set_xticks(range(len(columns)), [words.replace(", ", "\n", 1) for words in columns.values()])
            axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=4))
            _plain(axes)
            for name, points, marker, colour, style in series:
                _line(axes, points, list(columns), label=name, color=colour, marker=marker, linestyle=style)
            if sum(bool(points) for _, points, *_ in series) > 1:
                axes.legend(frameon=False, loc="lower right", ncols=2)
        return drawn(figure, " ".join((*both.says, *both.status)), _of_lines(both, columns))


def _columns(both: Lines) -> dict[str, str]:
    """Days in order, each with its words. What was kept on one day stands in one column."""
    points = sorted((*both.ratings, *both.own_marks, *both.peer_marks), key=lambda point: point.when.seq)
    columns: dict[str, str] = {}
    for point in points:
        columns.setdefault(point.when.day, point.when.words)
    return columns


def _line(axes: Any, points: Sequence[Point], days: Sequence[str], **look: Any) -> None:
    if not points:
        return
    across = [days.index(point.when.day) for point in points]
    up = [point.value.over / point.value.under for point in points]
    axes.plot(across, up, **look)
    for x, y, point in zip(across, up, points, strict=True):
        above = 7 if look["linestyle"] == "--" or look["marker"] == "o" else -15
        axes.annotate(point.shown, (x, y), (0, above), textcoords="offset points", ha="center", color=look["color"])


def _of_lines(both: Lines, columns: dict[str, str]) -> pd.DataFrame:
    series = {
        f"My rating, of {both.top}": both.ratings,
        f"Marked by others, of {both.most}": both.peer_marks,
        f"Marked by me, of {both.most}": both.own_marks,
    }
    rows = [(words, *(_on(points, day) for points in series.values())) for day, words in columns.items()]
    return pd.DataFrame(rows, columns=["When", *series])


def _on(points: Sequence[Point], day: str) -> str:
    return ", ".join(point.shown for point in points if point.when.day == day) or NONE


def _rows(axis: Axis, labels: Sequence[str], title: str) -> tuple[Figure, Any]:
    """Axes with a row for every label, the first on top, and every answer in words below."""
    top = len(axis.answers) - 1
    figure = Figure(figsize=(6.4, 1.5 + 0.42 * len(labels)), layout="constrained")
    axes = figure.subplots()
    axes.set_yticks(range(len(labels)), labels)
    axes.set_xticks(range(top + 1), [f"{number}\n{words}" for number, words in enumerate(axis.answers)])
    axes.set(xlim=(-0.2, top + 0.35), ylim=(len(labels) - 0.4, -0.6))
    figure.suptitle(title, x=0.01, ha="left", fontsize=11, color=INK)
    axes.grid(axis="x", color=BAND, lw=0.8)
    axes.set_axisbelow(True)
    _plain(axes)
    return figure, axes


def _plain(axes: Any) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=INK)


def _dot(axes: Any, mean: Mean | None, place: int, *, filled: bool) -> None:
    if mean is None:
        return
    look = {"color": CONSIDERATE, "markersize": 8, "markeredgewidth": 1.8, "zorder": 3}
    axes.plot(_value(mean), place, "o", markerfacecolor=CONSIDERATE if filled else "white", **look)
    if filled:
        axes.annotate(mean.shown, (_value(mean), place), (7, 5), textcoords="offset points", color=INK, fontsize=8.5)


def _value(mean: Mean) -> float:
    return mean.exact.over / mean.exact.under


def _shown(mean: Mean | None) -> str:
    return mean.shown if mean else NONE
