"""`powerwith journal`: where it is, a backup brought in, a backup taken along."""

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from powerwith.cli import main
from powerwith.journal import place, read_backup

V1 = Path(__file__).parent / "vectors" / "backup" / "v1.json"


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("POWERWITH_JOURNAL", str(tmp_path / "j"))
    return tmp_path / "j"


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["journal", *map(str, words)])
    return result.exit_code, result.output


def test_it_says_where_the_journal_is(at_home: Path) -> None:
    code, output = run()
    assert code == 0
    assert output.splitlines() == [
        f"Journal: {at_home / place.NAME}",
        "Entries: 0",
        "Last automatic backup: none yet",
    ]


def test_a_backup_comes_in_and_goes_along(at_home: Path, tmp_path: Path) -> None:
    code, output = run("open", V1)
    assert code == 0
    assert "6 new, 0 further along than here, 0 here already." in output
    assert "Entries: 6" in output
    assert "Last automatic backup: none yet" not in output
    assert "0 new, 0 further along than here, 6 here already." in run("open", V1)[1]
    along = tmp_path / "along.json"
    assert run("backup", along)[0] == 0
    assert len(read_backup(along).entries) == 6
    assert stat.S_IMODE(along.stat().st_mode) == 0o600


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    there = tmp_path / "there.json"
    there.write_text("mine", encoding="utf-8")
    code, output = run("backup", there)
    assert code == 1
    assert "this file is there already. Name another." in output
    assert there.read_text(encoding="utf-8") == "mine"


def test_a_file_that_does_not_fit_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("<!doctype html>", encoding="utf-8")
    code, output = run("open", tmp_path / "bad.json")
    assert code == 1
    assert "bad.json: " in output
    assert "Traceback" not in output


def test_a_folder_nearby_can_be_named(tmp_path: Path) -> None:
    assert run("--at", tmp_path / "stick", "open", V1)[0] == 0
    assert "Entries: 6" in run("--at", tmp_path / "stick")[1]
    assert "Entries: 0" in run()[1]


def test_nothing_is_brought_in_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "note").write_text("a note", encoding="utf-8")
    code, output = run("--at", tmp_path / "note", "open", V1)
    assert code == 1
    assert "nothing can be written there" in output


def test_a_link_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "j").symlink_to(tmp_path / "elsewhere")
    code, output = run()
    assert code == 1
    assert "this is a link to" in output
