"""From the tables of a cohort to what each person was dealt and answered in one pack of cases."""

from dataclasses import dataclass, field

import pandas as pd

from powerwith import coach, payload
from powerwith.model import HARM_CODES, HELP_CODES, Vignette
from powerwith.scoring.estimate import GROUP

FINDS = ("the coach marks something", "nothing the coach knows", "a move that opens a door")
"""What the coach can find in an opening line, which it reads without knowing the version."""


@dataclass(frozen=True)
class Person:
    """What one person was dealt and answered, by case."""

    versions: dict[str, str]
    ratings: dict[str, float] = field(default_factory=dict)
    """By `case/outcome`."""
    steps: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    """What the coach found in each, as a place in FINDS. The words themselves are not kept."""


People = dict[tuple[str, str], Person]


def people_of(pack: Vignette, answers: pd.DataFrame, words: pd.DataFrame | None) -> tuple[People, tuple[str, ...]]:
    """Cohort and person to what they answered, in an order that does not depend on who came first."""
    ours = answers[answers["exercise"] == pack.id]
    same = ours[ours["digest"] == payload.payload(pack).digest]
    others = _count(ours) - _count(same)
    first = same[same["attempt"] == same.groupby(["cohort", "person"])["attempt"].transform("min")]
    people: People = {}
    undealt = unagreed = 0
    for (cohort, person), rows in first.groupby(["cohort", "person"], sort=True):
        one = _person(pack, rows)
        if not one.ratings:
            continue
        if set(rows.loc[rows["item"] == "=part", "value"]) != {"taken"}:
            unagreed += 1
        elif not _is_dealt(pack, one.versions):
            undealt += 1
        else:
            theirs = None if words is None else words[(words["cohort"] == cohort) & (words["person"] == person)]
            one.lines.update(_lines(pack, one, rows, theirs))
            people[str(cohort), str(person)] = one
    said = [
        ("to another version of this pack", others),
        ("of people who did not agree to take part", unagreed),
        ("in versions that chance never deals together", undealt),
    ]
    return people, tuple(f"Answers {what} are left out. People: {_many(count)}." for what, count in said if count)


def _many(count: int) -> str:
    return f"{count}" if count >= GROUP else f"fewer than {GROUP}"


def _count(rows: pd.DataFrame) -> int:
    return len(rows[["cohort", "person"]].drop_duplicates())


def _person(pack: Vignette, rows: pd.DataFrame) -> Person:
    """The rows of one attempt. A rating whose version is not that of its case makes the case one of no version."""
    steps = [one.id for one in pack.steps]
    one = Person({})
    for item, value, number in zip(rows["item"], rows["value"], rows["number"], strict=True):
        case, _, asked = str(item).partition("/")
        if not case or case.startswith("="):
            continue
        if asked == "=step":
            if value in steps:
                one.steps[case] = steps.index(value)
            continue
        one.versions[case] = str(value) if one.versions.get(case, value) == value else ""
        if asked and not pd.isna(number):
            one.ratings[f"{case}/{asked}"] = float(number)
    return one


def _lines(pack: Vignette, one: Person, rows: pd.DataFrame, words: pd.DataFrame | None) -> dict[str, int]:
    """What the coach finds in the lines of this attempt that somebody ticked to hand over."""
    if words is None:
        return {}
    mine = words[(words["exercise"] == pack.id) & (words["attempt"] == rows["attempt"].iloc[0])]
    said = {str(place): str(text) for place, text in zip(mine["place"], mine["text"], strict=True)}
    return {case: _found(text) for case, text in sorted(said.items()) if case in one.versions}


def _found(text: str) -> int:
    codes = {found.code for found in coach.check(text)}
    return 0 if codes & HARM_CODES else 2 if codes & HELP_CODES else 1


def _is_dealt(pack: Vignette, versions: dict[str, str]) -> bool:
    """Whether one of the six hands has these versions for these cases."""
    counts = [list(versions.values()).count(letter) for letter in ("a", "b")]
    return versions.keys() <= {case.id for case in pack.cases} and sum(counts) == len(versions) and max(counts) <= 2
