"""What leaves Python for the browser, and the digest of what an answer depends on."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from support import GOOD_CHOICE

from powerwith import payload
from powerwith.model import Authored, Conversation, Exercise
from powerwith.source import fit, load, parse_yaml

CASES = json.loads((Path(__file__).parent / "vectors" / "canonical.json").read_text(encoding="utf-8"))["cases"]
EXERCISE: TypeAdapter[Authored] = TypeAdapter(Exercise)


def exercise(text: str = GOOD_CHOICE) -> Authored:
    return fit(parse_yaml(text.replace("id: ID", "id: good"), "f"), EXERCISE)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_canonical_json_is_the_one_in_the_vectors(case: dict[str, Any]) -> None:
    assert payload.canonical(case["value"]) == case["canonical"]


def test_a_number_that_is_not_whole_is_refused() -> None:
    with pytest.raises(ValueError, match=r"1\.5 is not a whole number"):
        payload.canonical({"a": [1.5]})


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_canonical_json_does_not_depend_on_order(value: Any) -> None:
    def turned(item: Any) -> Any:
        if isinstance(item, dict):
            return {key: turned(item[key]) for key in reversed(list(item))}
        return [turned(each) for each in item] if isinstance(item, list) else item

    assert payload.canonical(turned(value)) == payload.canonical(value)


@pytest.mark.parametrize(
    ("find", "put", "changes"),
    [
        pytest.param("title: Open the meeting", "title: Another title", False, id="a-title-keeps-the-meaning"),
        pytest.param("feedback: The form leads.", "feedback: The form comes first.", False, id="so-does-feedback"),
        pytest.param("effect: hurts", "effect: mixed", True, id="an-effect-changes-it"),
        pytest.param("text: We need", "text: We have", True, id="and-so-does-an-option"),
    ],
)
def test_the_digest_follows_meaning_alone(find: str, put: str, changes: bool) -> None:
    assert find in GOOD_CHOICE
    before = payload.payload(exercise()).digest
    after = payload.payload(exercise(GOOD_CHOICE.replace(find, put))).digest
    assert (before != after) is changes


def test_a_journal_can_name_replies_endings_and_gauges_even_where_ids_are_shared() -> None:
    ladder, _ = load(Path(__file__).parent / "vectors" / "a-borrowed-ladder.yml", EXERCISE)
    assert isinstance(ladder, Conversation)
    first, *others = ladder.gauges
    long = "a" * 48
    shared = ladder.model_copy(update={"gauges": (first.model_copy(update={"id": "half"}), *others)})
    words = payload.words(shared)
    assert words["gauge-half"] == first.label
    assert words["ending-half"] == "She takes the ladder"
    assert words["hello-roof"] == "What are you working on?"
    ending = ladder.endings[0].model_copy(update={"id": long})
    words = payload.words(ladder.model_copy(update={"endings": (ending, *ladder.endings[1:])}))
    assert not any(long in name for name in words), "a key of the journal may have 48 characters"
