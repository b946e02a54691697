"""The counts of questions as they may be shown: cut into groups, also beside how they were cut before."""

from collections.abc import Sequence
from typing import TypedDict

import pandas as pd

from powerwith.cohort import suppress
from powerwith.cohort.asked import Question
from powerwith.cohort.published import Look
from powerwith.cohort.suppress import HIDDEN, MIDDLE, MOST, NOTHING, SHOWN, SMALL, TOTAL
from powerwith.cohort.told import EXAGGERATE, State, Told, few, part, quoted
from powerwith.scoring.estimate import DETAIL, GROUP, people

CELLS = (
    f"from {DETAIL} people answering; answers of 1 or 2 people put together with a neighbour until 3 or more; "
    "percentages in steps of 5 below 30 people; 95% interval (Wilson) from the rounded percentage"
)
ALIKE = "all but 2 people or fewer answered alike: only most or all is said"
SPREAD = "put together until 3 or more, all answers are one group: only where the middle lies is said"
UNMOVED = (
    "This is as it was shown before. Since then fewer than 5 answers have changed, or the groups would be cut "
    "differently, and a second look beside the first could tell of somebody."
)
WITHHELD = (
    "Not shown: the people in it differ by fewer than 5 from others of whom the same was shown, so that taking one "
    "from the other could tell of somebody."
)


class Row(TypedDict):
    """What may be shown of one question."""

    state: State
    n: int
    most: int
    low: int
    median: int
    high: int
    groups: tuple[int, ...]
    totals: tuple[int, ...]


_Key = tuple[tuple[int, ...], bool, int]
_SEEN: dict[_Key, Row] = {}
"""Rows reckoned before. To go through the rule takes as long for one row as for a hundred."""
_MOST_SEEN = 10_000


def merged(asked: Sequence[Question]) -> list[Row]:
    """The rule, applied to all questions at once. The same counts give the same row.

    Answers that nobody could give are put at the end of the shorter ones: they change nothing.
    """
    keys = [(one.counts(), one.is_ordered, one.aside) for one in asked]
    if len(_SEEN) > _MOST_SEEN:
        _SEEN.clear()
    shapes: dict[tuple[bool, int], list[_Key]] = {}
    for key in dict.fromkeys(keys):
        if key not in _SEEN:
            shapes.setdefault(key[1:], []).append(key)
    for (is_ordered, aside), some in shapes.items():
        size = max(len(key[0]) for key in some)
        cells = [f"c{i}" for i in range(size)]
        counts = pd.DataFrame([(*key[0], *[0] * (size - len(key[0]))) for key in some], columns=cells)
        shown = suppress.merged(counts, cells, is_ordered=is_ordered, aside=aside).to_dict("records")
        for key, row in zip(some, shown, strict=True):
            own = cells[: len(key[0])]
            _SEEN[key] = Row(
                state=row["state"], n=row["n"], most=row["most"], low=row["low"], median=row["median"],
                high=row["high"], groups=tuple(int(row[f"{cell}_group"]) for cell in own),
                totals=tuple(int(row[f"{cell}_total"]) for cell in own),
            )  # fmt: skip
    return [_SEEN[key].copy() for key in keys]


def is_whole(asked: Question) -> bool:
    """Whether no answer of it would have to be hidden."""
    counts = asked.counts()
    return sum(counts) >= DETAIL and not any(0 < one < SMALL for one in counts) and max(counts) <= sum(counts) - SMALL


def totals(counts: Sequence[int], groups: Sequence[int]) -> tuple[int, ...]:
    """For each answer, how many people gave one of its group."""
    return tuple(sum(count for count, other in zip(counts, groups, strict=True) if other == mine) for mine in groups)


def are_several(groups: Sequence[int], in_each: Sequence[int]) -> bool:
    """Whether people are in more than one group."""
    return len({group for group, total in zip(groups, in_each, strict=True) if total}) > 1


def beside(asked: Question, row: Row, looks: Sequence[Look]) -> Row | None:
    """The row cut so that no earlier look beside it tells more, or None where it would.

    What was together stays together. What is newly together must have gained or lost five people as a whole, and what
    was shown is not hidden later, nor the other way round.
    """
    for look in looks:
        if look.state != row["state"]:
            return None
        if row["state"] != SHOWN:
            continue
        groups = suppress.joined([look.groups, row["groups"]])
        counts = asked.counts()
        first = dict(zip(look.groups, look.totals, strict=True))
        for group in set(groups):
            inside = {look.groups[i] for i, one in enumerate(groups) if one == group}
            now = sum(count for count, one in zip(counts, groups, strict=True) if one == group)
            if len(inside) > 1 and abs(now - sum(first[one] for one in inside)) < GROUP:
                return None
        in_each = totals(counts, groups)
        if not are_several(groups, in_each):
            return None
        row = recut(row, groups, in_each)
    return row


def recut(row: Row, groups: tuple[int, ...], in_each: tuple[int, ...]) -> Row:
    made = row.copy()
    made["groups"], made["totals"] = groups, in_each
    return made


def say(asked: Question, row: Row) -> Told:
    """The row in words."""
    state, n = row["state"], row["n"]
    if state == NOTHING:
        return record(asked, state, CELLS, few(0))
    if state == TOTAL:
        says = few(n) if n < DETAIL else f"Fewer than {DETAIL} people answered this. From {DETAIL} on it is shown."
        return record(asked, state, CELLS, says, n=n)
    if state == MOST:
        says = f"Most or all of {people(n)} answered {quoted([asked.labels[row['most']]])}. How many is not shown."
        return record(asked, state, ALIKE, says, n=n)
    if state == MIDDLE:
        low, median, high = (asked.labels[row[name]] for name in ("low", "median", "high"))
        reach = f"from “{low}” to “{high}”" if low != high else f"at “{low}”"
        says = (
            f"The middle one of the answers of {people(n)} is “{median}”, and those around it lie {reach}. {EXAGGERATE}"
        )
        ends = {"low": float(row["low"] - asked.aside), "high": float(row["high"] - asked.aside)}
        return record(asked, state, SPREAD, says, n=n).model_copy(
            update={"estimate": float(row["median"] - asked.aside), **ends}
        )
    if state == HIDDEN:
        says = f"{people(n)} answered, and each answer was given by so few that showing them would tell of somebody."
        return record(asked, state, SPREAD, says, n=n)
    return _shown(asked, row)


def _shown(asked: Question, row: Row) -> Told:
    n = row["n"]
    parts = []
    for group in sorted(set(row["groups"])):
        places = [i for i, one in enumerate(row["groups"]) if one == group]
        total = row["totals"][places[0]]
        if total or places != list(range(asked.aside)):
            parts.append(part([asked.labels[i] for i in places], percent(total, n), n))
    largest = max(parts, key=lambda one: one.estimate)
    says = f"{people(n)} answered. {largest.sentence} {EXAGGERATE}"
    made = record(asked, SHOWN, CELLS, says, n=n)
    return made.model_copy(update={"parts": tuple(parts)})


def percent(total: int, n: int) -> int:
    """As `suppress.merged` rounds it."""
    step = 5 if n < suppress.ROUGH else 1
    return (total * 200 + step * n) // (step * n * 2) * step


def record(
    asked: Question, state: State, rule: str, says: str, estimate: float | None = None, low: float | None = None,
    high: float | None = None, n: int | None = None,
) -> Told:  # fmt: skip
    """A record about a question."""
    label = f"{asked.label} ({asked.part})" if asked.part else asked.label
    return Told(
        about=asked.about, exercise=asked.exercise, phase=asked.phase, item=asked.item, label=label, state=state,
        estimate=estimate, low=low, high=high, n=n, rule=rule, sentence=says,
    )  # fmt: skip


def unmoved(asked: Question, looks: Sequence[Look]) -> Told:
    """What was shown before, with the reason why it has not moved; or why nothing is shown."""
    last = next((look.told for look in reversed(looks) if look.told), None)
    if last is None:
        return record(asked, HIDDEN, "people differ by none or by 5 or more from those shown before", WITHHELD)
    return last.model_copy(update={"sentence": f"{last.sentence} {UNMOVED}"})


def also(one: Told, says: str) -> Told:
    return one.model_copy(update={"sentence": f"{one.sentence} {says}"})
