"""The sample journal opens, says that nobody wrote it, and shows everything there is to look at."""

from pathlib import Path

import pytest

from powerwith import journal, payload, plots, standing
from powerwith.bank import load_bank
from powerwith.journal.backup import written
from powerwith.model import Entry, Replies, Scale, ScaleResponse
from powerwith.model.standing import Standing
from powerwith.score import score

FILE = Path(__file__).resolve().parents[1] / "notebooks" / "sample-journal.json"
BACKUP = journal.read_backup(FILE)
BANK = load_bank().exercises
EPSA, TASK = BANK["epsa"], BANK["reply-task"]
assert isinstance(EPSA, Scale) and isinstance(TASK, Replies)


@pytest.fixture(scope="module")
def here() -> Standing:
    return standing.stand(BACKUP.entries, scale=EPSA, task=TASK)


def test_it_is_in_the_one_form_that_a_browser_writes() -> None:
    assert FILE.read_text(encoding="utf-8") == written(BACKUP.entries, BACKUP.made) + "\n"


@pytest.mark.parametrize("entry", BACKUP.entries, ids=lambda one: f"{one.seq}-{one.exercise}")
def test_every_answer_is_to_a_question_of_today(entry: Entry) -> None:
    says = f"{FILE.name}: {entry.exercise} has changed its meaning. Run .venv/bin/python tools/sample_journal.py."
    assert entry.exercise in BANK and entry.digest == payload.payload(BANK[entry.exercise]).digest, says


def test_its_ratings_come_to_what_they_come_to() -> None:
    ratings = [one for one in BACKUP.entries if isinstance(one.response, ScaleResponse)]
    assert len(ratings) == 4
    for one in ratings:
        assert one.outcome and one.outcome.scored == score(EPSA, one.response.ratings)  # type: ignore[union-attr]


def test_it_shows_all_there_is_to_look_at(here: Standing) -> None:
    assert [one.when.phase for one in here.profiles] == ["before", "after", "later"]
    assert here.changes[0].says[0] == EPSA.when_lower, "one change is a fall"
    assert [one.total.is_noise for one in here.changes] == [True, False]
    assert all(any(step.is_noise is False for step in one.steps) for one in here.changes)
    assert here.shift and here.lines
    assert [one.raters for one in here.lines.peer_marks] == [2, 2]
    assert [one.when.phase for one in here.lines.own_marks] == ["before", "after"]
    assert here.left_out == 0


def test_practice_goes_on_for_months() -> None:
    table = journal.table(BACKUP.entries)
    days = [one.updated.date() for one in BACKUP.entries]
    assert days == sorted(days) and (days[-1] - days[0]).days > 120
    assert {"choice", "rewrite", "sort", "reflection"} <= set(table["kind"])
    assert plots.marks(table).says.startswith("First try: 2 loaded marks")
