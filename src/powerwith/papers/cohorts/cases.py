"""A pack of cases in two versions: what a group's answers to it come to, with its own fixed sentences."""

import pandas as pd

from powerwith.cohort.compared import Compared, Dot, Spread, Trial
from powerwith.cohort.trial import points
from powerwith.cohort.trial import shown as rounded
from powerwith.papers.cohorts import drawn
from powerwith.papers.cohorts.drawn import Axis, Head, Row
from powerwith.papers.cohorts.figures import Figure
from powerwith.papers.cohorts.questions import ABOUT
from powerwith.papers.cohorts.tabled import number


def of_trial(trial: Trial) -> list[Figure]:
    """The comparison of two versions, with its own fixed sentences, and what was chosen in either."""
    fixes = tuple(f"One way: {fix}" for fix in trial.fixes)
    about = ABOUT["vignette" if trial.design == "wording" else "marker"]
    asks = (*about, f"Now what: {trial.asks[0].lower()}{trial.asks[1:]}", *fixes)
    notes = (*trial.left_out, *([trial.note] if trial.note else []))
    if trial.refused:
        empty = pd.DataFrame([("both versions", trial.refused)], columns=["Question", "Answer"])
        return [Figure(_TWO, "vignette", (trial.refused, *notes), empty, (), asks)]
    plain, loaded = trial.versions
    against = f"{loaded[:1].upper()}{loaded[1:]} against {plain}"
    rows = [row for one in trial.compared for row in _rows(one)]
    reach = max([1.0, *(max(abs(row.low), abs(row.high)) for row in rows)])
    axis = Axis(-reach, reach, (f"lower: {loaded}", "higher"), line=0)
    pictures = drawn.dots(rows, axis, f"{against}, in points of 10. The same as text below.") if rows else ()
    says = [" ".join(one.sentences) for one in trial.compared]
    of = f" of {trial.cohorts} cohorts that used the same pack" if trial.cohorts > 1 else ""
    label = (
        f"{trial.people} people{of}{f', {trial.label}' if trial.label else ''}. The thick line is a 50% "
        "interval, the thin one a 95% interval.",
        *([GREY] if any(one.dots for one in trial.compared) else []),
    )
    table = pd.DataFrame(
        [
            (
                one.label,
                "cannot be said" if one.difference is None else points(one.difference),
                "" if one.bar95 is None else f"{number(rounded(one.bar95).low)} to {number(rounded(one.bar95).high)}",
                str(one.plain),
                str(one.loaded),
            )
            for one in trial.compared
        ]
        + [(_alone(one, dot), points(dot.difference), "", "", "") for one in trial.compared for dot in one.dots],
        columns=["What was rated, 0 to 10", against, "95% interval", f"People, {plain}", f"People, {loaded}"],
    )
    first = Figure(_TWO, "vignette", (*label, *says, *notes), table, pictures, asks)
    chosen = (("What was chosen next", trial.steps), ("What was said first", trial.lines))
    return [first, *(_spread(title, one, trial.versions, about) for title, one in chosen if one)]


_TWO = "Two versions of four cases"
GREY = "A grey dot is one cohort by itself. Those too small for one are in the figure above it."


def _rows(one: Compared) -> list[Row]:
    """The difference with its intervals, and a grey dot for each cohort of a pool that is large enough."""
    if one.difference is None or not one.bar95 or not one.bar50:
        return []
    wide, inner = rounded(one.bar95), (one.bar50.low, one.bar50.high)
    grey = [
        Row(_alone(one, dot), dot.difference, dot.difference, dot.difference, number(dot.difference), is_grey=True)
        for dot in one.dots
    ]
    return [Row(one.label, one.difference, wide.low, wide.high, number(one.difference), inner=inner), *grey]


def _alone(one: Compared, dot: Dot) -> str:
    return f"{one.label}: {dot.people} people of {dot.cohort}"


def _spread(title: str, spread: Spread, versions: tuple[str, str], asks: tuple[str, ...]) -> Figure:
    """What was chosen in either version, one below the other."""
    if not spread.parts:
        empty = pd.DataFrame([(spread.asks, *spread.sentences)], columns=["Question", "Why not"])
        return Figure(title, "vignette", (spread.asks, *spread.sentences), empty, (), asks)
    rows: list[Row | Head] = []
    for part in spread.parts:
        rows.append(Head(part.label))
        for version, one in zip(versions, (part.a, part.b), strict=True):
            rows.append(Row(version, one.estimate, one.low, one.high, f"{one.estimate} ({one.low}–{one.high})"))
    cells = [
        (part.label, *(f"{one.estimate} ({one.low} to {one.high})" for one in (part.a, part.b)))
        for part in spread.parts
    ]
    table = pd.DataFrame(cells, columns=["Of 100, with 95% interval", *versions])
    pictures = drawn.bars(rows, f"{title}: how many of 100 in either version. The same as a table below.")
    return Figure(title, "vignette", (spread.asks, *spread.sentences), table, pictures, asks)
