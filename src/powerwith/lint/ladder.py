"""Which skill has exercises on which rung, and where the ladder has a gap."""

from collections.abc import Iterator, Sequence

from powerwith.bank import Bank, load_skills, read_skills
from powerwith.model import Conversation, SkillName
from powerwith.schedule import RUNGS
from powerwith.source import Problem

CONVERSATIONS = 6
"""So many conversations a bank has before every skill must have one."""


def ladder_table(bank: Bank) -> str:
    """A line a skill: how many exercises stand on each rung, in brackets those for which it is the main one."""
    skills = load_skills(bank.folder)
    wide = max((len(one.id) for one in skills), default=0)
    head = " ".join(f"{rung:>12}" for rung in RUNGS)
    lines = [f"{one.id:<{wide}} " + " ".join(f"{_cell(bank, one, rung):>12}" for rung in RUNGS) for one in skills]
    gaps = list(missing_rungs(bank))
    end = "Every skill has its rungs." if not gaps else f"{len(gaps)} {'gap' if len(gaps) == 1 else 'gaps'}."
    return "\n".join([" " * (wide + 1) + head, *lines, "", end])


def _cell(bank: Bank, skill: SkillName, rung: str) -> str:
    there = [one for one in bank.exercises.values() if one.rung == rung and skill.id in one.skills]
    return f"{len(there)} ({sum(one.skills[0] == skill.id for one in there)})"


def missing_rungs(bank: Bank) -> list[Problem]:
    """Rungs on which a skill of the bank's list has no exercise at all."""
    return list(_missing(bank))


def _missing(bank: Bank) -> Iterator[Problem]:
    talks = sum(isinstance(one, Conversation) for one in bank.exercises.values())
    needed = [rung for rung in RUNGS if rung != "converse" or talks >= CONVERSATIONS]
    skills, where = read_skills(bank.folder)
    for place, skill in enumerate(skills):
        there = {one.rung for one in bank.exercises.values() if skill.id in one.skills}
        if left := [rung for rung in needed if rung not in there]:
            says = f"no exercise lets people {_listed(left)} for `{skill.id}` ({skill.label})"
            yield Problem(where.place((place,)), says, "Add one, or list the skill where it is trained")


def _listed(rungs: Sequence[str]) -> str:
    return rungs[0] if len(rungs) == 1 else f"{', '.join(rungs[:-1])} or {rungs[-1]}"
