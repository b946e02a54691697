"""A conversation step by step, held to the examples that the browser's half reads too."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from powerwith.conversation import Position, hears, holds, place, spoken, walk
from powerwith.model import Conversation, Turn, When

VECTORS = Path(__file__).parent / "vectors"
CASES: list[dict[str, Any]] = json.loads((VECTORS / "conversations.json").read_text(encoding="utf-8"))
CONVERSATION: TypeAdapter[Conversation] = TypeAdapter(Conversation)


def conversation_of(case: dict[str, Any]) -> Conversation:
    return CONVERSATION.validate_json(json.dumps(case["exercise"]))


def each(part: str) -> list[Any]:
    return [
        pytest.param(conversation_of(case), one, id=f"{case['exercise']['id']}-{number}")
        for case in CASES
        for number, one in enumerate(case[part])
    ]


@pytest.mark.parametrize(("conversation", "route"), each("routes"))
def test_routes_lead_where_the_vectors_say(conversation: Conversation, route: dict[str, Any]) -> None:
    positions = [
        {"at": p.at, "state": p.state, "said": list(p.said), "line": spoken(conversation, p).line}
        for p in walk(conversation, route["replies"])
    ]
    assert positions == route["positions"]


@pytest.mark.parametrize(("conversation", "one"), each("hears"))
def test_own_words_are_heard_as_the_vectors_say(conversation: Conversation, one: dict[str, Any]) -> None:
    turn = place(conversation, one["turn"])
    assert isinstance(turn, Turn)
    heard = hears(turn, one["codes"])
    assert (heard.reply if heard else None) == one["reply"]


@pytest.mark.parametrize(("conversation", "one"), each("holds"))
def test_conditions_hold_where_the_vectors_say(conversation: Conversation, one: dict[str, Any]) -> None:
    at = one["position"]
    when = When.model_validate_json(json.dumps(one["when"]))
    assert holds(when, Position(at["at"], at["state"], tuple(at["said"]))) is one["holds"]
