"""For whoever writes exercises: how hard each question was, and whether it goes with the others. Not for the group."""

from collections.abc import Iterable, Mapping

import pandas as pd

from powerwith.cohort.authors import TOO_FEW
from powerwith.cohort.told import Told
from powerwith.model import Authored
from powerwith.papers.cohorts.tabled import number, of_100

TITLE = "For authors of exercises"
SAYS = (
    "This part is for people who write exercises, and not for the group. It says nothing about learners.",
    "Hard or easy: how many of 100 chose what fits best, with the 95% interval. Near 100 everybody knew it before; few "
    "may mean that the wording misleads.",
    "With the rest: whether people who do well elsewhere do well here, from −1 to 1. Near 0 or below, look at the "
    "wording.",
)
NOT_HERE = (
    "How hard each question was, for those who write exercises, stands in the same report as .html or .xlsx, and not "
    "on paper."
)
_COLUMNS = ["Exercise", "Question", "Of 100 who chose what fits best", "With the rest", "People"]


def for_authors(told: Iterable[Told], exercises: Mapping[str, Authored]) -> pd.DataFrame:
    """A row for each question of which something can be told; the rest is told as a number of questions."""
    rows: dict[tuple[str, str, str], dict[str, str]] = {}
    for one in told:
        if one.estimate is None:
            continue
        known = exercises.get(one.exercise)
        key = one.exercise, one.phase, one.item
        title = known.title if known else one.exercise
        row = rows.setdefault(key, {"Exercise": title, "Question": "" if one.label == title else one.label})
        if one.about == "difficulty":
            value, low, high = of_100(one)
            row |= {_COLUMNS[2]: f"{value} ({low} to {high})", "People": f"{one.n}"}
        else:
            row[_COLUMNS[3]] = f"{number(one.estimate)} ({number(one.low or 0.0)} to {number(one.high or 0.0)})"
            row.setdefault("People", f"{one.n} or a few more")
    names = [name for name in _COLUMNS if any(name in row for row in rows.values())]
    return pd.DataFrame([[row.get(name, "") for name in names] for row in rows.values()], columns=names)


def left_out(told: Iterable[Told]) -> tuple[str, ...]:
    """What is not in the table, and why."""
    every = list(told)
    hidden = sum(one.about == "difficulty" and one.estimate is None for one in every)
    made = []
    if hidden:
        many = "1 question" if hidden == 1 else f"{hidden} questions"
        made.append(f"Of {many} it cannot be told how hard they were without telling of people.")
    if any(one.sentence == TOO_FEW for one in every):
        made.append(TOO_FEW)
    return tuple(made)
