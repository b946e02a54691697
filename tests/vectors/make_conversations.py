"""Writes tests/vectors/conversations.json, which Python and TypeScript must both agree with.

    python tests/vectors/make_conversations.py

It holds the made-up conversation of `a-borrowed-ladder.yml` and every conversation of the bank, each with the places
along some routes, what is said there, and what its free turns hear. Of the bank's conversations only the workings are
kept, so that mending a sentence changes nothing here.
"""

import json
import random
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from powerwith import payload
from powerwith.bank import load_bank
from powerwith.conversation import begin, hears, holds, place, spoken, step, walk
from powerwith.model import HARM_CODES, HELP_CODES, Conversation, Exercise, Turn, When
from powerwith.model.conversation import TOP
from powerwith.source import load

HERE = Path(__file__).parent
FILE = HERE / "conversations.json"
BARE: dict[str, Any] = {
    "title": "title", "objective": "objective", "minutes": 1, "level": 1, "skills": ["ask"], "seeds": ["seed-027"],
    "moves": [], "cast": [], "content_note": None, "reviewed": None, "sources": [], "prompt": "prompt",
    "person": "person",
}  # fmt: skip
"""What takes the place of everything that no interpreter reads."""

WANDERINGS, PATIENCE = 12, 40
"""How many routes are wandered at random, and after how many replies one is given up."""


def conversations() -> list[Conversation]:
    """The made-up one first, then the bank's."""
    made_up, _ = load(HERE / "a-borrowed-ladder.yml", TypeAdapter(Exercise))
    every = [made_up, *load_bank(HERE.parents[1] / "exercises").exercises.values()]
    return [workings(one) for one in every if isinstance(one, Conversation)]


def workings(conversation: Conversation) -> Conversation:
    """The same conversation with every sentence replaced by its place."""
    plain = conversation.model_dump(mode="json") | BARE
    for turn in (*plain["turns"], *plain["endings"]):
        for number, line in enumerate(turn["says"]):
            line |= {"line": f"{turn['id']} {number}", "seen": None}
        turn |= {"write": turn["write"] and turn["write"] | {"ask": "ask"}} if "write" in turn else {}
        turn |= {name: name for name in ("title", "debrief") if name in turn}
        turn |= {"questions": ["question"]} if "questions" in turn else {}
        for reply in turn.get("replies", ()):
            reply |= {"text": reply["id"], "landed": "landed", "feedback": "feedback", "codes": []}
    for gauge in plain["gauges"]:
        gauge |= {name: name for name in ("label", "low", "high")}
    return Conversation.model_validate_json(json.dumps(plain))


def wandered(conversation: Conversation, chance: random.Random) -> list[str]:
    """One route, each reply picked by chance, until it ends or takes too long."""
    position, route = begin(conversation), []
    while len(route) < PATIENCE and isinstance(here := place(conversation, position.at), Turn):
        route.append(chance.choice(here.replies).id)
        position = step(conversation, position, route[-1])
    return route


def followed(conversation: Conversation, route: list[str]) -> dict[str, Any]:
    """Every position along a route, with what is said there."""
    positions = [
        {"at": p.at, "state": p.state, "said": list(p.said), "line": spoken(conversation, p).line}
        for p in walk(conversation, route)
    ]
    return {"replies": route, "positions": positions}


def heard(turn: Turn) -> list[dict[str, Any]]:
    """What a free turn makes of nothing, of every code alone, of all at once, and of one it does not listen for."""
    codes = sorted(HARM_CODES) + sorted(HELP_CODES)
    asked = [[], *([code] for code in codes), codes, list(reversed(codes)), ["PRAISE_GENERAL"]]
    answers = [(found, hears(turn, found)) for found in asked]
    return [{"turn": turn.id, "codes": found, "reply": heard.reply if heard else None} for found, heard in answers]


def held(conversation: Conversation, chance: random.Random) -> list[dict[str, Any]]:
    """Conditions made up at random, and whether they hold at some position of the first route."""
    positions = walk(conversation, wandered(conversation, chance))
    gauges = [gauge.id for gauge in conversation.gauges]
    names = sorted({name for turn in conversation.turns for reply in turn.replies for name in reply.remembers})
    cases = []
    for _ in range(60):
        when = When(
            at_least={name: chance.randint(0, TOP) for name in chance.sample(gauges, chance.randint(0, 1))},
            at_most={name: chance.randint(0, TOP) for name in chance.sample(gauges, chance.randint(0, 2))},
            said=tuple(chance.sample(names, min(len(names), chance.randint(0, 2)))),
            not_said=tuple(chance.sample([*names, "never-said"], 1)),
        )
        at = chance.choice(positions)
        position = {"at": at.at, "state": at.state, "said": list(at.said)}
        cases.append({"when": when.model_dump(mode="json"), "position": position, "holds": holds(when, at)})
    return cases


def case(conversation: Conversation) -> dict[str, Any]:
    """One conversation as a page receives it, and what both interpreters must make of it."""
    chance = random.Random(conversation.id)
    routes = [wandered(conversation, chance) for _ in range(WANDERINGS)]
    return {
        "exercise": json.loads(payload.as_json(payload.payload(conversation)))["exercise"],
        "routes": [followed(conversation, route) for route in [[], *routes]],
        "hears": [one for turn in conversation.turns if turn.write for one in heard(turn)],
        "holds": held(conversation, chance),
    }


def made() -> str:
    """The whole file, one conversation a line, so that a difference can be read."""
    lines = [json.dumps(case(one), ensure_ascii=False, separators=(",", ":")) for one in conversations()]
    return "[\n" + ",\n".join(lines) + "\n]\n"


if __name__ == "__main__":
    FILE.write_text(made(), encoding="utf-8")
    print(f"{len(conversations())} conversations")
