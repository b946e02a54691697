"""Makes schedule.json: where many made-up learners stand, for the twin in the browser.

.venv/bin/python tests/vectors/make_schedule.py
"""

import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from powerwith import schedule
from powerwith.bank import load_skills
from powerwith.model import Carried, Entry, SkillName
from powerwith.schedule import Done, Item, Practice

HERE = Path(__file__).resolve().parent
SETTINGS = ("tax", "ward", "school", "housing", "team")
TRAINED = ("ask", "reflect", "affirm", "step", "repair")


def shelf() -> tuple[Item, ...]:
    """A small made-up bank: two settings on each rung, one skill without a conversation, some beside the ladder."""
    items = []
    for place, skill in enumerate(TRAINED):
        for height, rung in enumerate((*schedule.RUNGS, "reflect")):
            if (skill, rung) == ("step", "converse"):
                continue
            for nth in range(2):
                items.append(
                    Item(
                        id=f"{skill}-{rung}-{nth + 1}",
                        skills=(skill, TRAINED[(place + height) % 5])
                        if height and nth and rung != "converse"
                        else (skill,),
                        rung=rung,
                        setting=SETTINGS[(place + height + 2 * nth) % 5],
                        minutes=3 + height,
                        level=1 + (height + nth) % 3,
                    )
                )
    return tuple(items)


def _done(*days: str) -> list[dict[str, Any]]:
    """One exercise of asking after the other, on these days."""
    order = [f"ask-{rung}-{nth}" for nth in (1, 2) for rung in schedule.RUNGS]
    return [{"exercise": order[i % len(order)], "day": day, "effect": None} for i, day in enumerate(days)]


def _carried(**changes: Any) -> dict[str, Any]:
    whole = {"skill": "ask", "rungs": ["recognise"], "returns": 0, "first": "2026-11-01", "last": "2026-11-01"}
    return whole | changes


CASES: dict[str, dict[str, Any]] = {
    "a new reader": {"today": "2026-11-22"},
    "begun today": {"today": "2026-11-22", "done": _done("2026-11-22")},
    "the day before the first return": {"today": "2026-11-23", "done": _done("2026-11-22")},
    "the first return": {"today": "2026-11-24", "done": _done("2026-11-22")},
    "the first return was met today": {"today": "2026-11-24", "done": _done("2026-11-22", "2026-11-24")},
    "practised too early counts as practice and not as a return": {
        "today": "2026-11-24",
        "done": _done("2026-11-22", "2026-11-23"),
    },
    "twice in a day is once": {"today": "2026-11-24", "done": _done("2026-11-22", "2026-11-22", "2026-11-22")},
    "four returns in time": {
        "today": "2027-03-30",
        "done": _done("2026-11-22", "2026-11-24", "2026-12-06", "2027-01-06", "2027-03-22"),
    },
    "a late return keeps its distance": {"today": "2026-12-20", "done": _done("2026-11-22", "2026-12-10")},
    "a year's pause": {"today": "2027-11-24", "done": _done("2026-11-22", "2026-11-24", "2026-12-06")},
    "over the spring change of clocks": {"today": "2027-03-28", "done": _done("2027-03-26")},
    "over the autumn change of clocks": {"today": "2026-10-26", "done": _done("2026-10-24")},
    "the leap day": {"today": "2028-03-01", "done": _done("2028-02-28", "2028-02-29")},
    "a return on the leap day": {"today": "2028-02-29", "done": _done("2028-02-27")},
    "practised on the far side of the date line": {"today": "2026-11-22", "done": _done("2026-11-20", "2026-11-23")},
    "a clock set back": {"today": "2026-11-22", "done": _done("2026-11-21", "2026-11-10", "2026-11-20")},
    "a clock that was years ahead": {"today": "2026-11-22", "done": _done("2030-01-01", "2026-11-10")},
    "only a clock that was years ahead": {"today": "2026-11-22", "done": _done("2030-01-01")},
    "an exercise that is no longer there": {
        "today": "2026-11-24",
        "done": [{"exercise": "gone", "day": "2026-11-20", "effect": "helps"}],
    },
    "what landed badly comes first when all was done": {
        "today": "2027-06-01",
        "done": [
            {"exercise": one.id, "day": "2026-11-22", "effect": "hurts" if one.id == "ask-repair-2" else "helps"}
            for one in shelf()
        ],
    },
    "a return beside a reflection": {
        "today": "2026-11-30",
        "done": [*_done("2026-11-22"), {"exercise": "ask-reflect-1", "day": "2026-11-28", "effect": None}],
    },
    "all three of today are done": {
        "today": "2026-11-22",
        "done": [
            {"exercise": f"{skill}-recognise-1", "day": "2026-11-22", "effect": "mixed"}
            for skill in ("ask", "reflect", "affirm")
        ],
    },
    "five skills due, three shown": {
        "today": "2026-12-24",
        "done": [
            {"exercise": f"{skill}-recognise-1", "day": f"2026-11-{20 + i}", "effect": None}
            for i, skill in enumerate(TRAINED)
        ],
    },
    "brought by a code": {"today": "2026-11-22", "carried": [_carried()]},
    "brought by a code with two returns": {
        "today": "2026-11-22",
        "carried": [_carried(rungs=["recognise", "sort", "write"], returns=2, last="2026-11-18")],
    },
    "brought by a code and practised here": {
        "today": "2026-12-22",
        "done": _done("2026-11-19", "2026-12-18"),
        "carried": [_carried(returns=2, last="2026-11-18")],
    },
    "brought by a code that knows less than this device": {
        "today": "2026-12-22",
        "done": _done("2026-11-01", "2026-11-03", "2026-11-15", "2026-12-16"),
        "carried": [_carried(first="2026-12-01", last="2026-12-01")],
    },
    "all returns done elsewhere": {
        "today": "2027-11-22",
        "carried": [_carried(returns=4, last="2027-04-01")],
    },
    "brought from a clock that was years ahead": {
        "today": "2026-11-22",
        "carried": [
            _carried(returns=1, first="2026-11-01", last="2031-01-01"),
            _carried(skill="step", first="2031-01-01", last="2031-01-01"),
        ],
    },
}  # fmt: skip


def _anybody(seed: int) -> dict[str, Any]:
    """A learner who practises now and then, differently for each seed."""
    dice = random.Random(seed)
    start = date(2026, 1, 1) + timedelta(dice.randrange(900))
    ids = [one.id for one in shelf()]
    done = [
        {
            "exercise": dice.choice(ids),
            "day": str(start + timedelta(int(dice.expovariate(1 / 30)))),
            "effect": dice.choice(["helps", "mixed", "hurts", None]),
        }
        for _ in range(dice.randrange(40))
    ]
    carried = []
    for skill in TRAINED:
        if dice.random() < 0.3:
            first = start + timedelta(dice.randrange(40))
            rungs = [rung for rung in schedule.RUNGS if dice.random() < 0.5]
            last = first + timedelta(dice.randrange(90))
            carried.append(
                _carried(skill=skill, rungs=rungs, returns=dice.randrange(5), first=str(first), last=str(last))
            )
    return {"today": str(start + timedelta(dice.randrange(150))), "done": done, "carried": carried}


def practice(skills: tuple[SkillName, ...], given: dict[str, Any]) -> Practice:
    """A case as the functions take it."""
    return Practice(
        skills=skills,
        shelf=shelf(),
        done=tuple(Done.model_validate_json(json.dumps(one)) for one in given.get("done", ())),
        today=date.fromisoformat(given["today"]),
        carried=tuple(Carried.model_validate_json(json.dumps(one)) for one in given.get("carried", ())),
    )


def _case(skills: tuple[SkillName, ...], name: str, given: dict[str, Any]) -> dict[str, Any]:
    at = practice(skills, given)
    told = {
        what: [one.model_dump(mode="json") for one in getattr(schedule, what)(at)]
        for what in ("ladder", "returns", "due", "three", "progress")
    }
    return {
        "name": name,
        "today": given["today"],
        "done": given.get("done", []),
        "carried": given.get("carried", []),
    } | told


def entries() -> tuple[Entry, ...]:
    """What a journal may hold: drafts, skipped and answered attempts, own words, plans, and an asking about one."""
    if_then = {"kind": "reflection", "fields": {"1": "x", "if": "the phone rings", "then": "breathe"}}
    plan = {"kind": "planner", "fields": {"step": "Open it"}, "rows": {}}
    late = "2026-11-10T23:30:00+13:00"
    told: list[dict[str, Any]] = [
        {"response": {"kind": "choice", "option": "a"}, "outcome": {"effect": "hurts"}},
        {"response": {"kind": "choice", "option": "a"}, "updated": late, "outcome": {"effect": "mixed"}},
        {"response": {"kind": "choice", "option": None}},
        {"response": {"kind": "rewrite", "text": "Why?"}, "outcome": {"codes": ["REFLECT", "CONFRONT"]}},
        {"response": {"kind": "rewrite", "text": "What?"}, "outcome": {"codes": ["QUESTION_OPEN"]}},
        {"response": {"kind": "rewrite", "text": "Hm."}, "outcome": {}},
        {"response": {"kind": "reflection", "fields": {}, "skipped": True}, "outcome": {}},
        {"exercise": "my-plan", "response": if_then, "outcome": {}},
        {"exercise": "my-plan", "response": if_then, "outcome": {}, "updated": "2026-11-12T08:00:00Z"},
        {"exercise": "my-plan", "response": if_then | {"skipped": True}, "outcome": {}},
        {"exercise": "my-plan", "response": {"kind": "reflection", "fields": {"if": " "}}, "outcome": {}},
        {"exercise": "my-plan", "response": if_then},
        {"exercise": "my-form", "response": plan, "outcome": {}},
        {"exercise": "my-form", "response": plan, "outcome": {}},
        {"exercise": "not-asked", "response": if_then, "outcome": {}},
        {"exercise": "ask-again", "response": if_then, "outcome": {}, "about": _uuid(12)},
        {"exercise": "ask-again", "response": if_then, "about": _uuid(13)},
        {"exercise": "say-next", "response": {"kind": "replies", "form": "a", "texts": {"bus": "Oh"}}, "outcome": {}},
        {"exercise": "say-next", "response": {"kind": "marks", "by": "self", "replies": {}}, "outcome": {}},
    ]
    return tuple(_entry(place, one) for place, one in enumerate(told))


def _uuid(place: int) -> str:
    return f"00000000-0000-4000-8000-{place:012d}"


def _entry(place: int, given: dict[str, Any]) -> Entry:
    whole = {
        "id": _uuid(place),
        "rev": 1,
        "exercise": "some-lines",
        "kind": given["response"]["kind"],
        "attempt": 1,
        "seq": 100 - place if place < 2 else place,
        "digest": "0123456789abcdef",
        "updated": "2026-11-08T09:00:00Z",
    }
    return Entry.model_validate_json(json.dumps(whole | given))


def _kept() -> dict[str, Any]:
    plans = ["my-plan", "my-form"]
    days = ["2026-11-21", "2026-11-22", "2026-11-25", "2026-11-26", "2027-11-22"]
    return {
        "entries": [one.model_dump(mode="json") for one in entries()],
        "plans": plans,
        "practised": [one.model_dump(mode="json") for one in schedule.practised(entries())],
        "asked": [
            {"today": day, "ids": [one.id for one in schedule.to_ask(entries(), plans, date.fromisoformat(day))]}
            for day in days
        ],
    }


def made() -> str:
    """The text of the file."""
    skills = load_skills(HERE.parents[1] / "exercises")
    known = tuple(one for one in skills if one.id in TRAINED)
    everybody = CASES | {f"somebody, number {seed}": _anybody(seed) for seed in range(1, 21)}
    vectors = {
        "skills": [one.model_dump(mode="json") for one in known],
        "shelf": [one.model_dump(mode="json") for one in shelf()],
        "cases": [_case(known, name, given) for name, given in everybody.items()],
        "kept": _kept(),
    }
    return json.dumps(vectors, ensure_ascii=False, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n"


if __name__ == "__main__":
    (HERE / "schedule.json").write_text(made(), encoding="utf-8")
