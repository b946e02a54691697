"""A drill on labels names words that the lexicon or the coach knows."""

from pathlib import Path

import pytest
from support import GOOD_CHOICE, write_bank

from powerwith.bank import load_bank
from powerwith.lint.labels import unknown_labels

LABELLED = GOOD_CHOICE.replace(
    "  - text: We need to get through the form.\n", "  - text: WORDS\n    codes: [LABEL]\n", 1
)
REWRITE = """\
id: ID
kind: rewrite
title: The note
objective: Write what happened.
minutes: 3
level: 1
skills: [be-clear]
rung: repair
seeds: [seed-027]
setting: ward
prompt: A note, late in the day.
line: WORDS
landed: That is not me.
carries: [LABEL]
look_for: [GIVE_INFO]
models:
  - {text: He came on Tuesday., why: It says when., landed: I did.}
  - {text: He came once., why: It counts., landed: Once.}
"""


def said(folder: Path, exercise: str, words: str) -> list[str]:
    bank = load_bank(write_bank(folder, good=exercise.replace("WORDS", words)))
    return [str(problem) for problem in unknown_labels(bank, bank.exercises["good"])]


@pytest.mark.parametrize("exercise", [LABELLED, REWRITE], ids=["choice", "rewrite"])
@pytest.mark.parametrize(
    "words",
    [
        pytest.param("He's a bed blocker.", id="lexicon-and-coach"),
        pytest.param("He is not one of our bed blockers.", id="lexicon-alone"),
        pytest.param("You doctors make the worst patients.", id="coach-alone"),
    ],
)
def test_a_known_label_is_fine(tmp_path: Path, exercise: str, words: str) -> None:
    assert said(tmp_path, exercise, words) == []


@pytest.mark.parametrize(
    ("exercise", "line"), [pytest.param(LABELLED, 13, id="choice"), pytest.param(REWRITE, 12, id="rewrite")]
)
def test_a_label_that_nobody_knows_is_told_with_its_place(tmp_path: Path, exercise: str, line: int) -> None:
    (problem,) = said(tmp_path, exercise, "He came on Tuesday.")
    assert problem.startswith(f"exercises/ch09/good.yml:{line}: “He came on Tuesday.” is coded LABEL")
    assert "Use a term of src/powerwith/lexicon.yml" in problem


def test_what_is_not_coded_as_a_label_is_not_asked(tmp_path: Path) -> None:
    assert said(tmp_path, GOOD_CHOICE, "") == []
