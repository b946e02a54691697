"""Entries outside the browser: backups opened, attempts counted."""

import json
from pathlib import Path
from typing import Any

import pytest

from powerwith import journal
from powerwith.model import Finding

V1 = Path(__file__).parent / "vectors" / "backup" / "v1.json"


def changed(tmp_path: Path, change: Any) -> Path:
    plain = json.loads(V1.read_text(encoding="utf-8"))
    change(plain)
    path = tmp_path / "backup.json"
    path.write_text(json.dumps(plain), encoding="utf-8")
    return path


def test_the_first_backup_ever_still_opens() -> None:
    entries = journal.open_backup(V1)
    assert {entry.kind for entry in entries} == {"choice", "rewrite", "sort", "reflection"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param(lambda b: b.update(v=2), "v:", id="newer-version"),
        pytest.param(lambda b: b.update(format="other"), "format:", id="another-format"),
        pytest.param(lambda b: b["entries"][0].update(extra=1), "entries.0.extra", id="unknown-field"),
        pytest.param(lambda b: b["entries"][0].update(attempt=0), "entries.0.attempt", id="attempt-out-of-range"),
        pytest.param(
            lambda b: b["entries"][0].update(kind="sort" if b["entries"][0]["kind"] != "sort" else "choice"),
            "entries.0",
            id="kinds-disagree",
        ),
    ],
)
def test_a_backup_that_does_not_fit_is_refused_with_its_place(tmp_path: Path, change: Any, says: str) -> None:
    with pytest.raises(journal.JournalError, match="Choose a backup made by the course") as caught:
        journal.open_backup(changed(tmp_path, change))
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<!doctype html>", id="a-page"),
        pytest.param(b"\xff\xfe{\x00}\x00", id="utf-16"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b'{"v": 1, "v": 1}', id="a-name-twice"),
        pytest.param(b'{"v": NaN}', id="not-a-number"),
        pytest.param(b'{"v": 1e400}', id="endless-number"),
        pytest.param(b'{"v": ' + b"9" * 5000 + b"}", id="five-thousand-digits"),
    ],
)
def test_hostile_files_get_one_sentence(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "backup.json"
    path.write_bytes(raw)
    with pytest.raises(journal.JournalError, match=r"backup\.json: "):
        journal.open_backup(path)


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "backup.json"
    with path.open("wb") as file:
        file.truncate(500_000_000)
    with pytest.raises(journal.JournalError, match="larger than 5,000,000 bytes"):
        journal.open_backup(path)


def test_the_table_counts_marks_and_holds_no_words() -> None:
    marks = [Finding(rule="r", code="CONFRONT", start=0, end=3), Finding(rule="s", code="AFFIRM", start=4, end=9)]
    entry = journal.tried("left-till-friday", "CANARY words of a learner", marks, attempt=1, digest="0" * 16)
    table = journal.table([entry])
    assert (table.loc[0, "loaded"], table.loc[0, "considerate"]) == (1, 1)
    assert "CANARY" not in table.to_csv()


def test_the_table_follows_the_order_of_tries_not_the_clock() -> None:
    tries = [journal.tried("a", "x", [], attempt=n, digest="0" * 16) for n in (2, 1)]
    assert journal.table(tries)["attempt"].to_list() == [1, 2]


def test_an_empty_journal_is_an_empty_table() -> None:
    assert list(journal.table([]).columns) == list(journal.COLUMNS)
