"""Today's three in words: from a bank and what somebody kept, for the terminal and for notebooks."""

from collections.abc import Iterable
from datetime import date

from powerwith import code, payload, schedule
from powerwith.bank import Bank, load_skills
from powerwith.model import Backup, Entry
from powerwith.schedule import Ladder, Practice, Return

RUNG_WORDS = {"recognise": "Recognise", "sort": "Sort", "repair": "Repair", "write": "Write", "converse": "Talk"}


def practice(bank: Bank, backup: Backup, today: date) -> Practice:
    """Where the person of this backup stands on that day. Raises BankError if the list of skills cannot be read."""
    return Practice(
        skills=load_skills(bank.folder),
        shelf=tuple(schedule.item(exercise) for exercise in bank.exercises.values()),
        done=schedule.practised(backup.entries),
        today=today,
        carried=backup.carried,
    )


def told(bank: Bank, backup: Backup, today: date) -> str:
    """Today's three with their reasons, what comes back, plans to look at, the ladders begun, and the progress code."""
    at = practice(bank, backup, today)
    parts = [
        [f"For {_day(today)}", *_three(bank, at)],
        ["A plan to look at", *_plans(bank, backup.entries, today)],
        ["What comes back", *_returns(at)],
        ["Ladders", *_ladders(at)],
        ["Progress as a code", code.write(schedule.progress(at))],
    ]
    return "\n\n".join("\n  ".join(lines) for lines in parts if any(lines[1:]))


def _three(bank: Bank, at: Practice) -> list[str]:
    picks = schedule.three(at)
    if not picks:
        return ["Nothing comes back today, and every rung you began is climbed."]
    lines = []
    for place, pick in enumerate(picks, start=1):
        exercise = bank.exercises[pick.exercise]
        ticked = " (done today)" if pick.is_done else ""
        lines.append(f"{place}. {exercise.title} [{pick.exercise}], about {exercise.minutes} min{ticked}")
        lines.append(f"   {pick.reason}")
    return lines


def plans(bank: Bank, entries: Iterable[Entry], today: date) -> tuple[Entry, ...]:
    """Plans made long enough ago to ask what became of them, of the exercises that want to be asked about."""
    asked = {exercise.id for exercise in bank.exercises.values() if payload.is_asked_again(exercise)}
    return schedule.to_ask(entries, asked, today)


def _plans(bank: Bank, entries: Iterable[Entry], today: date) -> list[str]:
    return [
        f"{bank.exercises[one.exercise].title}, made on {_day(one.updated.date())}"
        for one in plans(bank, entries, today)
    ]


def _returns(at: Practice) -> list[str]:
    labels = {name.id: name.label for name in at.skills}
    shown = schedule.due(at)
    later = [one for one in schedule.returns(at) if one.day > at.today]

    def line(one: Return, when: str) -> str:
        return f"{labels[one.skill]}: {when} (return {one.nth} of {len(schedule.GAPS)})"

    return [line(one, "today") for one in shown] + [line(one, _day(one.day)) for one in later]


def _ladders(at: Practice) -> list[str]:
    labels = {name.id: name.label for name in at.skills}
    return [f"{labels[one.skill]}: {_rungs(one)}" for one in schedule.ladder(at) if one.begun]


def _rungs(ladder: Ladder) -> str:
    states = (
        f"{RUNG_WORDS[step.rung]} {'done' if step.is_done else 'next' if step.rung == ladder.next else 'open'}"
        for step in ladder.steps
        if step.there or step.is_done
    )
    return " · ".join(states)


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
