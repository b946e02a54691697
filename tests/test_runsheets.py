"""Run sheets add up, name exercises that are there, and count as practice of their ideas."""

from pathlib import Path

import pytest
from support import GOOD_CHOICE, SHEET, write_bank

from powerwith.bank import load_bank
from powerwith.lint import coverage
from powerwith.runsheets import RunSheetError, load_runsheets

ROOT = Path(__file__).resolve().parents[1]
BANK = load_bank(ROOT / "exercises")
SHEETS = load_runsheets(BANK.folder, tuple(BANK.exercises))


def course(tmp_path: Path, sheet: str, name: str = "a-talk") -> Path:
    write_bank(tmp_path, good=GOOD_CHOICE)
    folder = tmp_path / "exercises" / "runsheets"
    folder.mkdir()
    (folder / f"{name}.yml").write_text(sheet, encoding="utf-8")
    (tmp_path / "exercises" / "ideas.csv").write_text("id,idea\nseed-027,a\nseed-028,b\n", encoding="utf-8")
    return tmp_path


def test_a_group_activity_counts_as_practice(tmp_path: Path) -> None:
    root = course(tmp_path, SHEET)
    bank = load_bank(root / "exercises")
    assert list(bank.exercises) == ["good"]
    assert coverage(bank, root) == {"seed-027": ["ch09/good"], "seed-028": ["runsheets/a-talk"]}


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        pytest.param("minutes: 30", "minutes: 40", "the steps take 30 minutes and the session 40", id="minutes"),
        pytest.param("[good]", "[goood]", "there is no exercise `goood`. Did you mean `good`?", id="an-exercise"),
        pytest.param("id: a-talk", "id: a-walk", "the id is `a-walk` and the file is called `a-talk.yml`", id="the-id"),
        pytest.param("how: pairs", "how: fives", "how", id="who-with-whom"),
    ],
)
def test_a_slip_is_told_with_its_place(tmp_path: Path, before: str, after: str, says: str) -> None:
    root = course(tmp_path, SHEET.replace(before, after))
    with pytest.raises(RunSheetError) as caught:
        load_runsheets(root / "exercises", ("good",))
    assert says in str(caught.value)
    assert str(caught.value).startswith("exercises/runsheets/a-talk.yml:")


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_of_the_course_begins_with_people_and_ends_with_them(name: str) -> None:
    for session in SHEETS[name].sessions:
        assert "elcome" in session.steps[0].title
        assert session.steps[-1].how in ("everyone", "pairs")
        assert any("what, now what" in step.title.lower() or "debrief" in step.title.lower() for step in session.steps)
