"""Entries outside the browser: backups opened, attempts counted."""

import json
from pathlib import Path
from typing import Any

import pytest

from powerwith import coach, journal
from powerwith.model import Entry, Finding
from powerwith.model.entry import Appeal

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


def test_notices_are_kept_and_counted_nowhere() -> None:
    marks = [Finding(rule="r", code="PRAISE_GENERAL", start=0, end=3), Finding(rule="s", code="AFFIRM", start=4, end=9)]
    entry = journal.tried("left-till-friday", "Good for you", marks, attempt=1, digest="0" * 16)
    table = journal.table([entry])
    assert entry.outcome and (len(entry.outcome.findings), entry.outcome.codes) == (2, ("AFFIRM",))
    assert (table.loc[0, "loaded"], table.loc[0, "considerate"]) == (0, 1)


def test_the_table_follows_the_order_of_tries_not_the_clock() -> None:
    tries = [journal.tried("a", "x", [], attempt=n, digest="0" * 16) for n in (2, 1)]
    assert journal.table(tries)["attempt"].to_list() == [1, 2]


def test_an_empty_journal_is_an_empty_table() -> None:
    assert list(journal.table([]).columns) == list(journal.COLUMNS)


def doubted(seq: int, marked: list[str], differently: dict[str, str]) -> Entry:
    """An answer in which rules marked words, and the learner saw some of them differently."""
    marks = [Finding(rule=rule, code="DIRECT", start=i, end=i + 1) for i, rule in enumerate(marked)]
    entry = journal.tried("left-till-friday", "a b c d", marks, attempt=seq, digest="0" * 16)
    appeals = tuple(Appeal(rule=rule, reason=reason) for rule, reason in differently.items())
    return entry.model_copy(update={"appeals": appeals})


def test_what_was_seen_differently_is_counted_rule_by_rule() -> None:
    entries = [
        doubted(3, ["must", "calm"], {"must": "It is the law."}),
        doubted(1, ["must"], {"must": "She asked me to."}),
        doubted(2, ["must", "must", "never-doubted"], {}),
        doubted(4, ["calm"], {"calm": " "}),
    ]
    table = journal.appeals(entries, {"must": "could be heard as an order."})
    assert table.to_dict("records") == [
        {
            "rule": "must", "code": "DIRECT", "says": "could be heard as an order.", "marked": 3, "differently": 2,
            "reasons": ("She asked me to.", "It is the law."),
        },
        {"rule": "calm", "code": "DIRECT", "says": "", "marked": 2, "differently": 1, "reasons": ()},
    ]  # fmt: skip


def test_a_rule_that_left_no_mark_is_still_counted() -> None:
    table = journal.appeals([doubted(1, [], {"gone": "No such order."})])
    assert table.loc[0, ["code", "marked", "differently"]].to_list() == ["", 0, 1]


def test_a_journal_without_doubts_is_an_empty_table() -> None:
    assert list(journal.appeals([doubted(1, ["must"], {})]).columns) == list(journal.APPEALS)
    assert journal.appeals([]).empty


def test_every_rule_can_be_put_into_words() -> None:
    said = coach.in_words()
    assert {rule.id for rule in coach.records()} < set(said)
    assert all(says.endswith(".") for says in said.values())
    found = coach.check("Why didn't you ring, and what was it like?")
    assert found and all(said[one.rule] == one.says for one in found)
