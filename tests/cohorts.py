"""Shares and small cohorts for tests."""

import json
import random
import uuid
from typing import Any

from powerwith.cohort import Taken
from powerwith.cohort.tables import given, tabled
from powerwith.model.share import Share

DIGEST = "0123456789abcdef"


def share_id(number: int) -> str:
    """An id that is the same each time."""
    return str(uuid.UUID(int=random.Random(number).getrandbits(128), version=4))


def answer(exercise: str, response: dict[str, Any], *, seq: int = 1, attempt: int = 1, **more: Any) -> dict[str, Any]:
    """One answer as it stands in a share."""
    return {"exercise": exercise, "digest": DIGEST, "attempt": attempt, "seq": seq, "response": response, **more}


def share(number: int, answers: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A share as it stands in a file."""
    head = {"format": "powerwith-share", "v": 1, "share": share_id(number), "seq": 1, "cohort": "spring-b"}
    return {**head, **more, "answers": answers}


def example(people: int = 12, *, seed: int = 1) -> Taken:
    """A small cohort: a choice, a sort, a scale before and after, a conversation, marks, and an appeal or two."""
    chance = random.Random(seed)
    shares = [share(number, _answers(chance), linking=f"LINK{number:03}") for number in range(people)]
    return tabled(given(Share.model_validate_json(_json(one))) for one in shares)


def _answers(chance: random.Random) -> list[dict[str, Any]]:
    option = chance.choice("abc")
    effect = {"a": "hurts", "b": "mixed", "c": "helps"}[option]
    groups = {str(card): chance.choice(["opens", "closes"]) for card in range(1, 7)}
    right = sum(group == "opens" for group in groups.values())
    before = {f"item-{i}": chance.randint(0, 4) for i in range(1, 5)}
    after = {item: chance.choice([None, min(4, rating + 1), rating]) for item, rating in before.items()}
    marked = [{"rule": "why-question", "code": "CONFRONT"}] if chance.random() < 0.4 else []
    return [
        answer("a-choice", {"kind": "choice", "option": option}, outcome={"effect": effect, "codes": []}),
        answer("a-sort", {"kind": "sort", "groups": groups}, seq=2, outcome={"score": {"value": right, "of": 6}}),
        answer("a-scale", {"kind": "scale", "ratings": before}, seq=3, phase="before"),
        answer("a-scale", {"kind": "scale", "ratings": after}, seq=4, attempt=2, phase="after"),
        answer(
            "a-talk",
            {"kind": "conversation", "turns": [{"turn": "start", "reply": chance.choice(["ask", "tell"])}]},
            seq=5,
            outcome={"ending": "stays", "state": {"trust": chance.randint(0, 4)}},
        ),
        answer(
            "a-rewrite",
            {"kind": "rewrite"},
            seq=6,
            outcome={"marked": marked},
            appeals=["why-question"] if marked and chance.random() < 0.5 else [],
        ),
        answer(
            "a-task",
            {"kind": "replies", "form": "one", "answered": ["p1", "p2"]},
            seq=7,
            phase="before",
        ),
        answer(
            "a-task",
            {
                "kind": "marks",
                "by": "self",
                "after": 7,
                "replies": {"p1": {"marks": {"asks": chance.randint(0, 3)}}, "p2": {"marks": {"asks": 2}}},
            },
            seq=8,
            phase="before",
        ),
    ]


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value)
