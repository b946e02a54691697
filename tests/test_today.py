"""`powerwith today` and `powerwith lint --ladder` say in words what the page shows."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from support import GOOD_CHOICE, backup_of, finished, write_bank

from powerwith import lint as critic
from powerwith import today
from powerwith.bank import load_bank
from powerwith.cli import main
from powerwith.model import Backup

ROOT = Path(__file__).resolve().parents[1]


def _backup(folder: Path, *entries: dict[str, Any], **more: Any) -> Path:
    path = folder / "backup.json"
    path.write_text(backup_of(*entries, **more), encoding="utf-8")
    return path


def _said(monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, list(words))
    assert result.exit_code == 0, result.output
    return result.output


PLAN = {"kind": "reflection", "fields": {"if": "CANARY", "then": "CANARY"}}
CHOSE = {"kind": "choice", "option": "a"}


def test_it_says_the_three_what_comes_back_plans_ladders_and_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = _backup(
        tmp_path,
        finished(1, "name-the-move", "2026-11-20", CHOSE),
        finished(2, "one-plan-for-noticing", "2026-11-01", PLAN),
    )
    said = _said(monkeypatch, "today", str(backup), "--on", "2026-11-22")

    assert said.startswith("For Sunday 22 November 2026\n  1. ")
    assert "“Ask what and how” came up 2 days ago. Now it comes back." in said
    assert "What comes back\n  Ask what and how: today (return 1 of 4)" in said
    assert "A plan to look at\n  One plan for noticing, made on Sunday 1 November 2026" in said
    assert "Ask what and how: Recognise next · Sort done" in said
    assert "Progress as a code\n  PW1-0" in said
    assert "CANARY" not in said


def test_progress_that_a_code_brought_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    brought = {"skill": "affirm", "rungs": ["recognise"], "returns": 1, "first": "2026-10-01", "last": "2026-10-04"}
    said = _said(monkeypatch, "today", str(_backup(tmp_path, carried=[brought])), "--on", "2026-11-22")

    assert "1. " in said and "“Affirm a specific act” came up 49 days ago. Now it comes back." in said
    assert "Affirm a specific act: today (return 2 of 4)" in said


def test_an_empty_journal_begins_with_three_first_rungs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = _said(monkeypatch, "today", str(_backup(tmp_path)), "--on", "2026-11-22")

    assert said.count("is new here.") == 3
    assert "What comes back" not in said and "Ladders" not in said and "PW1" not in said


def test_the_first_backup_ever_is_still_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "For Thursday 2 April 2026" in _said(
        monkeypatch, "today", str(ROOT / "tests/vectors/backup/v1.json"), "--on", "2026-04-02"
    )


def test_a_file_that_is_no_backup_is_refused_with_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "notes.json"
    path.write_text("{}", encoding="utf-8")
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, ["today", str(path)])

    assert result.exit_code == 1
    assert "Choose a backup made by the course." in result.output


def test_what_was_done_today_is_ticked_off(tmp_path: Path) -> None:
    bank = load_bank(ROOT / "exercises")
    backup = Backup.model_validate_json(_backup(tmp_path).read_text())
    first = today.told(bank, backup, date(2026, 11, 22))
    name = first.split("[")[1].split("]")[0]
    again = Backup.model_validate_json(_backup(tmp_path, finished(1, name, "2026-11-22", CHOSE)).read_text())

    assert f"[{name}], about" in first and "(done today)" not in first
    assert "(done today)" in today.told(bank, again, date(2026, 11, 22)).splitlines()[1]


# the ladder


def _bank(tmp_path: Path, **exercises: str) -> Path:
    folder = write_bank(tmp_path, **exercises)
    shutil.copy(ROOT / "exercises/skills.yml", folder)
    return folder


def test_a_rung_without_an_exercise_is_named_with_its_place(tmp_path: Path) -> None:
    sorting = GOOD_CHOICE.replace("rung: recognise", "rung: sort").replace("skills: [ask]", "skills: [affirm, ask]")
    bank = load_bank(_bank(tmp_path, one=GOOD_CHOICE, two=sorting))
    found = critic.missing_rungs(bank)

    assert len(found) == 13
    assert str(found[0]) == (
        "exercises/skills.yml:3: no exercise lets people repair or write for `ask` (Ask what and how). "
        "Add one, or list the skill where it is trained."
    )
    assert "let people recognise, repair or write for `affirm`" in str(found[2]).replace("lets", "let")


def test_lint_names_the_gaps_among_everything_else(tmp_path: Path) -> None:
    bank = load_bank(_bank(tmp_path, one=GOOD_CHOICE))

    assert set(map(str, critic.missing_rungs(bank))) <= set(map(str, critic.lint(bank, tmp_path)))


def test_talking_is_asked_for_once_there_are_six_conversations() -> None:
    bank = load_bank(ROOT / "exercises")
    talks = [one for one in bank.exercises.values() if one.rung == "converse"]
    few = {name: one for name, one in bank.exercises.items() if one not in talks[1:]}

    assert len(talks) >= 6 and critic.missing_rungs(bank) == []
    assert critic.missing_rungs(replace(bank, exercises=few)) == [], "with one conversation none is asked for"
    silent = {
        name: one.model_copy(update={"skills": ("be-clear",)}) if one in talks else one
        for name, one in bank.exercises.items()
    }
    assert len(critic.missing_rungs(replace(bank, exercises=silent))) == 12


def test_the_table_counts_each_rung_and_the_main_skill_in_brackets(tmp_path: Path) -> None:
    bank = load_bank(
        _bank(tmp_path, one=GOOD_CHOICE, two=GOOD_CHOICE.replace("skills: [ask]", "skills: [affirm, ask]"))
    )
    table = critic.ladder_table(bank).splitlines()

    assert table[0].split() == ["recognise", "sort", "repair", "write", "converse"]
    assert table[1].split()[:3] == ["ask", "2", "(1)"]
    assert table[-1] == "13 gaps."


def test_a_bank_without_a_list_of_skills_has_no_gaps(tmp_path: Path) -> None:
    assert critic.missing_rungs(load_bank(write_bank(tmp_path, one=GOOD_CHOICE))) == []


def test_strict_turns_a_gap_into_an_exit_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _bank(tmp_path, one=GOOD_CHOICE)
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.chdir(tmp_path)

    assert CliRunner().invoke(main, ["lint", "--ladder"]).exit_code == 0
    assert CliRunner().invoke(main, ["lint", "--ladder", "--strict"]).exit_code == 1
