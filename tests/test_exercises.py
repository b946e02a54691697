"""Every exercise of the bank, one by one."""

from pathlib import Path

import pytest

from powerwith import payload
from powerwith.bank import load_bank
from powerwith.model import Authored, Choice, Payload, Reflection

ROOT = Path(__file__).resolve().parents[1]
BANK = load_bank(ROOT / "exercises")


@pytest.mark.parametrize("exercise", BANK.exercises.values(), ids=list(BANK.exercises))
def test_it_survives_the_journey_to_the_browser(exercise: Authored) -> None:
    record = payload.payload(exercise)
    assert Payload.model_validate_json(payload.as_json(record)) == record


@pytest.mark.parametrize(
    "exercise",
    [pytest.param(e, id=e.id) for e in BANK.exercises.values() if isinstance(e, Choice)],
)
def test_no_two_options_get_the_same_feedback(exercise: Choice) -> None:
    feedback = [option.feedback for option in exercise.options]
    assert len(set(feedback)) == len(feedback)


def test_nobody_is_only_their_problem() -> None:
    bare = [
        f"{exercise.id}: {member.name}"
        for exercise in BANK.exercises.values()
        for member in exercise.cast
        if member.role == "person" and member.faces and not member.brings
    ]
    assert bare == []


def test_reflections_are_never_graded() -> None:
    graded = [e.id for e in BANK.exercises.values() if isinstance(e, Reflection) and "score" in e.afterwards.lower()]
    assert graded == []
