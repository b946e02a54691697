"""What came in, in words: how many people, which exercises, and every refusal. No answer of anybody."""

from collections.abc import Mapping, Sequence

from powerwith.cohort.shown import label
from powerwith.cohort.tables import NAMES_EXERCISES, Notice, Taken
from powerwith.scoring.estimate import GROUP

_HEADS = {"refused": "Left out", "kept": "One of several", "note": "Worth knowing"}


def listed(taken: Taken, titles: Mapping[str, str]) -> str:
    """The list for a screen. `titles`: exercise id to title; an id that is not there is an unknown exercise."""
    return "\n".join([*_people(taken), *_exercises(taken, titles), *_notices(_told(taken))])


def noticed(taken: Taken) -> list[str]:
    """Every refusal and notice in a line of its own."""
    return [f"{_HEADS[one.kind]}: {one}" for kind in _HEADS for one in _told(taken) if one.kind == kind]


def _told(taken: Taken) -> list[Notice]:
    return [one for one in taken.notices if taken.people >= GROUP or one.field not in NAMES_EXERCISES]


def _people(taken: Taken) -> list[str]:
    cohorts = sorted(taken.answers["cohort"].unique())
    where = f" in the cohort {cohorts[0]}" if len(cohorts) == 1 else f" in {len(cohorts)} cohorts" if cohorts else ""
    if taken.people == 0:
        return ["Nobody's answers could be taken in."]
    if taken.people < GROUP:
        return [f"Fewer than {GROUP} people{where}. How many, and which exercises they answered, stays hidden."]
    tries = taken.answers.drop_duplicates(["person", "exercise", "kind", "phase", "attempt"])
    return [f"{taken.people} people{where}, {len(tries)} answers."]


def _exercises(taken: Taken, titles: Mapping[str, str]) -> list[str]:
    """Each exercise with how many people answered it; few stay a few."""
    if taken.people < GROUP:
        return []
    lines = []
    for cohort, answers in taken.answers.groupby("cohort"):
        lines += ["", f"Exercises of {cohort}:"]
        if answers["person"].nunique() < GROUP:
            lines.append(f"  Fewer than {GROUP} people: which exercises they answered stays hidden.")
            continue
        people = answers.groupby("exercise")["person"].nunique()
        for name in sorted(map(str, people.index)):
            said = f"“{titles[name]}” ({name})" if name in titles else f"unknown exercise “{label(name)}”"
            count = int(people[name])
            lines.append(f"  {said}: {f'{count} people' if count >= GROUP else f'fewer than {GROUP} people'}")
    return lines


def _notices(notices: Sequence[Notice]) -> list[str]:
    lines = []
    for kind, head in _HEADS.items():
        some = [notice for notice in notices if notice.kind == kind]
        lines += ["", f"{head}:", *(f"  {notice}" for notice in some)] if some else []
    return lines
