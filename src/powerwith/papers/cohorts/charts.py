"""What is told of an exercise as charts: each kind of figure has its own."""

from collections.abc import Callable, Mapping, Sequence

from powerwith.cohort.told import Told
from powerwith.model import Authored, Choice, Replies, Scale, Sort
from powerwith.papers.cohorts import drawn
from powerwith.papers.cohorts.drawn import Axis, Head, Row, Stack
from powerwith.papers.cohorts.tabled import LISTED, MEANS, number, of_100

Exercises = Mapping[str, Authored]
SAME = "The same as text below."


def charts(about: str, told: Sequence[Told], title: str, exercises: Exercises) -> tuple[str, ...]:
    """Pictures of what is shown, in as many parts as fit on paper."""
    shown = [one for one in told if one.parts or (one.is_shown and about in (*MEANS, *LISTED))]
    if not shown:
        return ()
    is_rated = about == "item" and isinstance(exercises.get(shown[0].exercise), Scale)
    return (_stacked if is_rated else _CHARTS.get(about, _barred))(shown, title, exercises)


def bar_rows(about: str, told: Sequence[Told], exercises: Exercises) -> tuple[Row | Head, ...]:
    """The bars of a figure that has bars: one for each answer, or for each rule; nothing for other figures."""
    shown = [one for one in told if one.parts or (one.is_shown and about in LISTED)]
    known = exercises.get(told[0].exercise)
    if about in MEANS or (about == "item" and isinstance(known, Scale)):
        return ()
    rows: list[Row | Head] = []
    for one in shown:
        if about in LISTED:
            value, low, high = of_100(one)
            rows.append(Row(one.label, value, low, high, f"{value} ({low}–{high})"))
        elif len(shown) > 1 or not isinstance(known, Choice):
            rows.append(Head(one.label))
        rows += [
            Row(part.label, part.estimate, part.low, part.high, f"{part.estimate} ({part.low}–{part.high})")
            for part in one.parts
        ]
    return tuple(rows)


def _barred(told: Sequence[Told], title: str, exercises: Exercises) -> tuple[str, ...]:
    about = told[0].about
    return drawn.bars(bar_rows(about, told, exercises), f"{title}: how many of 100 people. {SAME}")


def _stacked(told: Sequence[Told], title: str, _: Exercises) -> tuple[str, ...]:
    rows = [Stack(one.label, tuple((part.label, part.estimate) for part in one.parts)) for one in told]
    return drawn.stacks(rows, f"{title}: how many of 100 people gave which answer. The same as a table below.")


def _scored(told: Sequence[Told], title: str, exercises: Exercises) -> tuple[str, ...]:
    rows = _means(told)
    return drawn.dots(
        rows, _axis(exercises.get(told[0].exercise), rows), f"{title}: means with their intervals. {SAME}"
    )


def _changed(told: Sequence[Told], title: str, _: Exercises) -> tuple[str, ...]:
    rows = _means(told)
    reach = max(0.5, *(max(abs(row.low), abs(row.high)) for row in rows))
    axis = Axis(-reach, reach, ("lower than before", "higher"), line=0)
    return drawn.dots(rows, axis, f"{title}: mean change with its interval. {SAME}")


def _side_by_side(told: Sequence[Told], title: str, exercises: Exercises) -> tuple[str, ...]:
    """Each on a line of its own, as long as the other, from the least there could be to the most."""
    pictures: list[str] = []
    for one in told:
        rows, known = _means([one]), exercises.get(one.item)
        axis = _axis(known, rows) if known else Axis(-1, 1, ("the one high, the other low", "both high"), line=0)
        pictures += drawn.dots(rows, axis, f"{title}: {one.label}. {SAME}")
    return tuple(pictures)


def _axis(known: Authored | None, rows: Sequence[Row]) -> Axis:
    if isinstance(known, Scale):
        return Axis(0, len(known.answers) - 1, (known.answers[0].words, known.answers[-1].words))
    if isinstance(known, Sort):
        return Axis(0, 1, ("no card", "every card"))
    if isinstance(known, Replies):
        return Axis(0, 3, ("0: not there", "3: fully there"))
    top = max(3.0, *(row.high for row in rows))
    return Axis(0, top, ("0", f"{top:g}"))


def _means(told: Sequence[Told]) -> list[Row]:
    return [
        Row(one.label, one.estimate, one.low or 0.0, one.high or 0.0, number(one.estimate))
        for one in told
        if one.estimate is not None
    ]


_CHARTS: dict[str, Callable[[Sequence[Told], str, Exercises], tuple[str, ...]]] = {
    "score": _scored, "change": _changed, "beside": _side_by_side,
}  # fmt: skip
