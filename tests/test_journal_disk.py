"""The journal on disk survives what happens to files: twenty faults, D01 to D20, each caused for real."""

import json
import logging
import os
import runpy
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbconvert
import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbclient import NotebookClient
from on_disk import entry, said, texts

from powerwith import journal
from powerwith.journal import Journal, JournalError, copies, open_journal, place, read_backup, store
from powerwith.journal.restore import Placed, plan
from powerwith.journal.whole import clean
from powerwith.model import Carried

ROOT = Path(__file__).resolve().parents[1]
KILLS = int(os.environ.get("POWERWITH_KILLS", "100"))
"""So many times a saving program is killed."""

CANARY = "CANARY-4711"
BEYOND = "🙂👩🏾‍🦽 e\u0301 नमस्ते \U0010ffff"


def run(what: str, folder: Path, *more: object) -> list[str]:
    words = [sys.executable, str(ROOT / "tests" / "on_disk.py"), what, str(folder), *map(str, more)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-500:] + done.stderr[-2000:]
    return done.stdout.splitlines()


def filled(folder: Path, number: int = 30) -> Journal:
    """A journal with entries, and a backup of all of them but the last five."""
    mine = open_journal(folder)
    for n in range(number):
        mine.keep(entry(f"text {n} " + "long words " * 40))
        if n == number - 6:
            mine.back_up()
    for copy in copies.copies(folder)[1:]:
        copy.path.unlink()
    return mine


def said_by(mine: Journal) -> str:
    return " ".join(mine.status().says)


# D01, D04, D19: stopped


def test_d01_killed_while_saving_nothing_reported_is_lost(tmp_path: Path) -> None:
    reported, lost, unsound = map(int, run("kill", tmp_path / "j", KILLS)[-1].split())
    assert (lost, unsound) == (0, 0)
    assert reported > KILLS // 2, "hardly anything was reported as kept, so hardly anything was tried"


def test_d01_killed_while_a_backup_comes_in_all_of_it_is_there_or_nothing(tmp_path: Path) -> None:
    none, everything, some = map(int, run("restore", tmp_path / "j", 12)[0].split())
    assert some == 0
    assert none > 0
    assert none + everything == 12


def test_d01_killed_at_each_page_of_a_write_nothing_before_it_is_lost(tmp_path: Path) -> None:
    killed, sound = map(int, run("pages", tmp_path / "j")[0].split())
    assert killed == sound
    assert killed >= 4


def test_d01_killed_between_making_a_journal_and_naming_it(tmp_path: Path) -> None:
    mine = open_journal(tmp_path)
    mine.keep(entry("rescued"))
    mine.path.rename(tmp_path / f".new-1-{place.NAME}")
    shutil.rmtree(tmp_path / "backups")
    assert texts(open_journal(tmp_path)) == ["rescued"]
    (tmp_path / place.NAME).unlink()
    (tmp_path / f".new-2-{place.NAME}").write_bytes(store.HEAD)
    again = open_journal(tmp_path)
    assert (again.entries, list(tmp_path.glob(".new-*"))) == ((), [])


def test_d04_the_lock_of_a_killed_program_is_free_at_once(tmp_path: Path) -> None:
    assert int(run("hold", tmp_path / "j")[0]) < 1000


def test_d19_ctrl_c_in_a_save_loses_nothing_and_the_journal_goes_on(tmp_path: Path) -> None:
    times, reported, lost, twice = map(int, run("interrupt", tmp_path / "j", 60)[0].split())
    assert (lost, twice) == (0, 0)
    assert times > 40
    assert reported > 60


# D02: full


def test_d02_a_full_disk_is_told_of_and_the_same_words_are_kept_when_there_is_room(tmp_path: Path) -> None:
    says, counts = run("full", tmp_path / "j")
    assert "disk is full. Make room and keep it again" in says
    kept, before, after, mode, troubles = counts.split()
    assert int(kept) == int(before) > 5
    assert int(after) == int(kept) + 2  # the one that did not fit, and the one after it
    assert (mode, troubles) == ("disk", "0")


# D03: several at once


def test_d03_three_programs_at_once_keep_every_entry_and_every_place(tmp_path: Path) -> None:
    run("together", tmp_path, 3)
    mine = open_journal(tmp_path)
    assert sorted(texts(mine)) == sorted(f"p{k}-{n}" for k in range(3) for n in range(200))
    assert sorted(one.seq for one in mine.entries) == list(range(1, 601))


def test_d03_two_programs_at_one_entry_keep_both_texts(tmp_path: Path) -> None:
    one, two = open_journal(tmp_path), open_journal(tmp_path)
    first = one.keep(entry("start")).entry
    there = next(each for each in two.entries if each.id == first.id)
    one.keep(said(first, "written here"))
    kept = two.keep(said(there, "written there"))
    assert kept.other is not None
    assert sorted(texts(one)) == ["written here", "written there"]
    two.keep(said(kept.entry, "written there, and on"))
    assert sorted(texts(one)) == ["written here", "written there, and on"]


def test_d03_typing_on_in_one_program_makes_no_second_version(tmp_path: Path) -> None:
    mine = open_journal(tmp_path)
    one = entry("a")
    for text in ("a", "b", "c", "c"):
        mine.keep(said(one, text))  # with the revision it had at first, as a notebook sends it
    assert [(kept.rev, kept.response.text) for kept in mine.entries] == [(3, "c")]  # type: ignore[union-attr]


# D05 to D08: damaged


def zeroed(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(100))


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def scribbled(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 4096)


def unmarked(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA application_id = 0")
    db.close()


def put_back(folder: Path, damage: Callable[[Path], None], read: int) -> None:
    """Damage a journal; it is moved aside, and what can be read, `read` rows at least, is put back."""
    before = {one.id: one for one in filled(folder).entries}
    path = folder / place.NAME
    damage(path)
    bytes_then = path.read_bytes()
    mine = open_journal(folder)
    assert "the file was damaged" in said_by(mine)
    aside = list(folder.glob("*.damaged-*"))
    assert [each.read_bytes() for each in aside] == [bytes_then], "the damaged file was changed"
    assert str(aside[0]) in said_by(mine)
    assert all(one == before[one.id] for one in mine.entries)
    assert len(mine.entries) >= 25, "the backup held 25"
    assert len(store.salvage(aside[0])) >= read
    assert mine.keep(entry("on it goes")).on_disk
    again = open_journal(folder)
    assert again.status().says == ()
    assert len(again.entries) == len(mine.entries)


def test_d05_without_its_head_the_file_is_moved_aside_and_its_backup_put_back(tmp_path: Path) -> None:
    put_back(tmp_path, zeroed, 0)


def test_d06_what_stands_round_a_damage_is_read(tmp_path: Path) -> None:
    put_back(tmp_path, scribbled, 15)


def test_d07_a_file_cut_in_half_is_moved_aside_and_its_backup_put_back(tmp_path: Path) -> None:
    put_back(tmp_path, cut, 0)


@pytest.mark.parametrize(
    ("damage", "read"),
    [pytest.param(emptied, 0, id="emptied"), pytest.param(unmarked, 30, id="mark-of-the-course-gone")],
)
def test_d08_an_empty_or_unmarked_file_is_a_loss_and_not_new(
    tmp_path: Path, damage: Callable[[Path], None], read: int
) -> None:
    put_back(tmp_path, damage, read)


def test_d06_rows_after_the_damage_are_read_too(tmp_path: Path) -> None:
    filled(tmp_path)
    scribbled(tmp_path / place.NAME)
    shutil.rmtree(tmp_path / "backups")
    there = texts(open_journal(tmp_path))
    assert any(text.startswith("text 0 ") for text in there)
    assert any(text.startswith("text 29 ") for text in there)
    assert len(there) < 30, "nothing was damaged"


def test_d06_a_row_that_cannot_be_read_comes_back_from_the_backup(tmp_path: Path) -> None:
    lost = filled(tmp_path).entries[3]
    with sqlite3.connect(tmp_path / place.NAME) as db:
        db.execute("UPDATE entries SET body = '{' WHERE id = ?", (lost.id,))
    db.close()
    mine = open_journal(tmp_path)
    assert lost in mine.entries
    assert "1 entries were missing or could not be read" in said_by(mine)


def test_d06_a_row_that_no_backup_holds_stays_where_it_is(tmp_path: Path) -> None:
    lost = filled(tmp_path).entries[29]
    with sqlite3.connect(tmp_path / place.NAME) as db:
        db.execute("UPDATE entries SET body = '{half' WHERE id = ?", (lost.id,))
    db.close()
    mine = open_journal(tmp_path)
    assert (mine.status().entries, mine.status().unread) == (29, 1)
    mine.keep(said(lost, "typed again"))
    with sqlite3.connect(tmp_path / place.NAME) as db:
        assert db.execute("SELECT raw FROM aside").fetchall() == [("{half",)]
    db.close()
    assert "typed again" in texts(mine)


def test_d07_a_damaged_newest_backup_is_passed_over_for_the_one_before(tmp_path: Path) -> None:
    mine = filled(tmp_path)
    mine.back_up()
    newest, before = copies.copies(tmp_path)
    cut(newest.path)
    (tmp_path / place.NAME).unlink()
    again = open_journal(tmp_path)
    assert str(before.path) in said_by(again)
    assert len(again.entries) == 25


def test_d08_a_journal_that_is_gone_is_a_loss_and_not_new(tmp_path: Path) -> None:
    filled(tmp_path)
    (tmp_path / place.NAME).unlink()
    mine = open_journal(tmp_path)
    assert len(mine.entries) == 25
    assert "the journal was gone" in said_by(mine)


def test_d08_an_older_state_of_the_file_is_brought_up_to_its_backup(tmp_path: Path) -> None:
    mine = filled(tmp_path)
    old = (tmp_path / place.NAME).read_bytes()
    late = mine.keep(entry("later")).entry
    mine.back_up()
    (tmp_path / place.NAME).write_bytes(old)
    again = open_journal(tmp_path)
    assert late.id in {one.id for one in again.entries}
    assert "put back" in said_by(again)


@pytest.mark.parametrize("what", ["gone", "damaged", "put back in time"])
def test_d08_after_a_loss_new_backups_count_on_from_the_old_ones(tmp_path: Path, what: str) -> None:
    mine = filled(tmp_path)
    old = mine.path.read_bytes()
    for n in range(20):
        mine.keep(entry(f"more {n}"))
    mine.back_up()
    mine.path.write_bytes(old if what == "put back in time" else b"\xff" * 5000)
    if what == "gone":
        mine.path.unlink()
    again = open_journal(tmp_path)
    again.keep(entry("after the loss"))
    again.back_up()
    again.path.unlink()
    assert "after the loss" in texts(open_journal(tmp_path))


def test_d08_what_a_killed_program_left_to_undo_is_not_done_to_the_next_file(tmp_path: Path) -> None:
    mine = filled(tmp_path, 8)
    with sqlite3.connect(mine.path, isolation_level=None) as db:
        db.execute("PRAGMA cache_size = 1")
        db.execute("BEGIN")
        db.execute("UPDATE entries SET body = 'undone' || body")
        left = (tmp_path / f"{place.NAME}-journal").read_bytes()
        db.execute("ROLLBACK")
    db.close()
    assert len(left) > 4096
    mine.path.unlink()
    rest = tmp_path / f"{place.NAME}-journal"
    rest.write_bytes(left)
    again = open_journal(tmp_path)
    again.keep(entry("goes on"))
    assert not rest.exists()
    assert [path.read_bytes() for path in tmp_path.glob("*.damaged-*-journal")] == [left]
    later = open_journal(tmp_path)
    assert "goes on" in texts(later)
    assert later.status().says == ()


def test_the_file_goes_away_while_the_journal_is_open(tmp_path: Path) -> None:
    mine = filled(tmp_path)
    (tmp_path / place.NAME).unlink()
    mine.keep(entry("still here"))
    assert "still here" in texts(open_journal(tmp_path))
    assert len(mine.entries) == 26


def test_a_new_journal_is_new_and_says_nothing(tmp_path: Path) -> None:
    mine = open_journal(tmp_path / "j")
    assert (mine.mode, mine.entries, mine.status().says) == ("disk", (), ())


def test_another_programs_file_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / place.NAME) as db:
        db.execute("CREATE TABLE recipes (soup TEXT)")
    db.close()
    with pytest.raises(JournalError, match="belongs to another program"):
        open_journal(tmp_path)
    assert [path.name for path in tmp_path.glob("*damaged*")] == []


# D09, D10: versions


def test_d09_a_newer_journal_is_read_and_taken_along_and_not_changed(tmp_path: Path) -> None:
    filled(tmp_path, 8)
    path = tmp_path / place.NAME
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 9")
    db.close()
    before = path.read_bytes()
    mine = open_journal(tmp_path)
    assert "newer version of the course" in said_by(mine)
    assert not mine.keep(entry("for now")).on_disk
    assert len(mine.entries) == 9
    mine.write_backup(tmp_path / "along.json")
    assert len(read_backup(tmp_path / "along.json").entries) == 9
    mine.remove(mine.entries[0].id)
    assert path.read_bytes() == before


def _more(db: sqlite3.Connection) -> None:
    db.execute("ALTER TABLE entries ADD COLUMN place TEXT")


def test_d10_an_older_journal_is_copied_and_brought_up_to_date(tmp_path: Path) -> None:
    before = filled(tmp_path, 8).entries
    old = (tmp_path / place.NAME).read_bytes()
    mine = Journal(tmp_path, steps=(*store.STEPS, _more))
    assert (mine.mode, mine.entries) == ("disk", before)
    assert (tmp_path / "before-2.sqlite3").read_bytes() == old
    assert open_journal(tmp_path).mode == "read-only"


def test_d10_killed_while_changing_an_older_journal_leaves_the_old_one(tmp_path: Path) -> None:
    before = filled(tmp_path, 8).entries
    words = [sys.executable, str(ROOT / "tests" / "on_disk.py"), "migrate", str(tmp_path)]
    assert subprocess.run(words).returncode == -9
    assert list(tmp_path.glob("*-journal")), "it was killed before anything was written"
    mine = open_journal(tmp_path)
    assert (mine.mode, mine.entries, mine.status().says) == ("disk", before, ())
    assert Journal(tmp_path, steps=(*store.STEPS, _more)).entries == before


# D11 to D14: places


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that others may look into, since a test must stop being the superuser to be refused."""
    folder = Path(tempfile.mkdtemp(prefix="powerwith-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_d11_a_folder_that_cannot_be_written_keeps_in_memory_and_says_so(open_place: Path) -> None:
    open_place.chmod(0o555)
    kept, *says = run("closed", open_place / "j")
    assert kept == "memory False 1"
    assert "nothing can be written there (Permission denied)" in " ".join(says)
    assert list(open_place.iterdir()) == []


def test_d11_a_journal_that_cannot_be_written_is_still_read(open_place: Path) -> None:
    filled(open_place, 8)
    for path in (*open_place.rglob("*"), open_place):
        path.chmod(0o555 if path.is_dir() else 0o444)
    kept, *says = run("closed", open_place)
    assert kept == "read-only False 9"
    assert "stays only while this program runs" in " ".join(says)


def test_d11_a_file_where_the_folder_should_be_keeps_in_memory(tmp_path: Path) -> None:
    (tmp_path / "j").write_text("a note", encoding="utf-8")
    mine = open_journal(tmp_path / "j")
    assert mine.mode == "memory"
    assert mine.keep(entry("one")).entry.seq == 1
    assert mine.keep(entry("two")).entry.seq == 2
    mine.write_backup(tmp_path / "along.json")
    assert len(read_backup(tmp_path / "along.json").entries) == 2
    assert (tmp_path / "j").read_text(encoding="utf-8") == "a note"


@pytest.mark.parametrize("name", ["OneDrive - Council", "Dropbox", "Google Drive", ".dropbox", "iCloud~com"])
def test_d12_a_folder_that_is_copied_to_other_machines_is_told_of(tmp_path: Path, name: str) -> None:
    assert "copies it to other machines" in said_by(open_journal(tmp_path / name / "powerwith"))


def test_d12_a_conflicted_copy_is_offered_and_brought_in(tmp_path: Path) -> None:
    mine = filled(tmp_path, 8)
    other = tmp_path / "journal (Ada's conflicted copy 2026-11-22).sqlite3"
    shutil.copy(tmp_path / place.NAME, other)
    mine.keep(entry("here only"))
    with sqlite3.connect(other) as db:
        body = entry("there only")
        db.execute(
            "INSERT INTO entries (id, seq, rev, body) VALUES (?, 9, 1, ?)",
            (body.id, body.model_copy(update={"seq": 9, "rev": 1}).model_dump_json()),
        )
    db.close()
    assert f"powerwith journal open “{other}”" in said_by(mine)
    assert mine.open_backup(other)[:3] == (1, 8, 0)
    assert {"here only", "there only"} <= set(texts(mine))
    assert mine.open_backup(other)[:3] == (0, 9, 0)


def test_d12_a_network_drive_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/home {tmp_path} nfs4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(place, "MOUNTS", mounts)
    assert "on a network drive" in " ".join(place.unusual(tmp_path / "j"))
    assert place.unusual(Path("/elsewhere")) == ()


def test_d13_everything_is_for_its_owner_alone_whatever_the_mask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        mine = open_journal(tmp_path / "a" / "b" / "j")
        mine.keep(entry("x"))
        mine.back_up()
        mine.write_backup(tmp_path / "a" / "along.json")
    finally:
        os.umask(before)
    found = {path: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "a", *(tmp_path / "a").rglob("*"))}
    assert {mode for path, mode in found.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in found.items() if path.is_file()} == {0o600}
    assert len(found) >= 7


def test_d13_a_journal_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    open_journal(tmp_path)
    (tmp_path / place.NAME).chmod(0o666)
    open_journal(tmp_path)
    assert stat.S_IMODE((tmp_path / place.NAME).stat().st_mode) == 0o600


@pytest.mark.parametrize("what", ["folder", place.NAME, "journal.lock", "backups"])
def test_d14_links_are_refused_with_the_reason(tmp_path: Path, what: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder = tmp_path / "j"
    if what == "folder":
        folder.symlink_to(elsewhere)
    else:
        folder.mkdir()
        (folder / what).symlink_to(elsewhere / "target")
    with pytest.raises(JournalError, match=r"this is a link to .* not written through links"):
        open_journal(folder)
    assert list(elsewhere.iterdir()) == []


def test_d14_a_backup_is_not_written_through_a_link(tmp_path: Path) -> None:
    mine = filled(tmp_path / "j", 8)
    (tmp_path / "along.json").symlink_to(tmp_path / "target.json")
    with pytest.raises(JournalError, match="this is a link"):
        mine.write_backup(tmp_path / "along.json")
    assert not (tmp_path / "target.json").exists()


# D15: the clock


@pytest.mark.parametrize("days", [pytest.param(-365, id="a-year-back"), pytest.param(365 * 40, id="far-forward")])
def test_d15_a_wrong_clock_changes_no_order_and_removes_no_newest_backup(tmp_path: Path, days: int) -> None:
    clock = datetime(2026, 11, 22, 12, tzinfo=UTC)
    for n in range(6):
        at = clock + timedelta(days=days if n % 2 else 0, minutes=n)
        mine = Journal(tmp_path, now=lambda at=at: at)  # type: ignore[misc]
        mine.keep(entry(f"n{n}").model_copy(update={"updated": at}))
        mine.back_up()
    assert texts(mine) == [f"n{n}" for n in range(6)]
    assert [copy.tick for copy in copies.copies(tmp_path)][:5] == [6, 5, 4, 3, 2]
    found = copies.newest_good(tmp_path)
    assert found and len(found[1].entries) == 6


def test_d15_a_clock_put_back_does_not_stop_the_backups(tmp_path: Path) -> None:
    clock = datetime(2026, 11, 22, 12, tzinfo=UTC)
    for hours in (0, -5):
        Journal(tmp_path, now=lambda hours=hours: clock + timedelta(hours=hours)).keep(entry(f"{hours}"))  # type: ignore[misc]
    assert [copy.tick for copy in copies.copies(tmp_path)] == [2, 1]


def test_d15_the_first_second_of_all_clocks_is_a_date_like_others(tmp_path: Path) -> None:
    mine = Journal(tmp_path, now=lambda: datetime.fromtimestamp(0, UTC))
    mine.keep(entry("x"))
    assert [copy.made.year for copy in copies.copies(tmp_path)] == [1970]
    assert Journal(tmp_path).status().says == ()


# D16: backups


def test_d16_killed_at_each_step_of_a_backup_there_is_always_one_that_opens(tmp_path: Path) -> None:
    done, survived, through = run("rotate", tmp_path)[0].split()
    assert (int(survived), through) == (int(done), "True")
    assert int(done) > 8, "hardly any step was tried"


def test_d16_the_newest_stay_and_the_last_of_each_day(tmp_path: Path) -> None:
    start = datetime(2026, 11, 1, 9, tzinfo=UTC)
    hours = [0, 1, 24, 48, 49, 72, 96, 97, 98, 99]
    for n, hour in enumerate(hours):
        mine = Journal(tmp_path, now=lambda hour=hour: start + timedelta(hours=hour))  # type: ignore[misc]
        mine.keep(entry(f"n{n}"))
        mine.back_up()
    made = [(copy.made - start) // timedelta(hours=1) for copy in copies.copies(tmp_path)]
    assert made == [99, 98, 97, 96, 72, 49, 24, 1]


def test_d16_backups_come_by_themselves(tmp_path: Path) -> None:
    clock = datetime(2026, 11, 22, 12, tzinfo=UTC)
    mine = Journal(tmp_path, now=lambda: clock)
    for n in range(21):
        mine.keep(entry(f"n{n}"))
    assert [copy.tick for copy in copies.copies(tmp_path)] == [21, 1]
    later = Journal(tmp_path, now=lambda: clock + timedelta(minutes=10))
    later.keep(entry("later"))
    assert copies.copies(tmp_path)[0].tick == 22
    assert later.status().last_copy == clock + timedelta(minutes=10)


def test_d16_a_backup_that_cannot_be_made_is_told_of_and_stops_nothing(tmp_path: Path) -> None:
    mine = open_journal(tmp_path)
    (tmp_path / "backups").write_text("in the way", encoding="utf-8")
    assert mine.keep(entry("kept")).on_disk
    assert "the last automatic backup could not be made" in said_by(mine)
    (tmp_path / "backups").unlink()
    mine.keep(entry("and again"))
    assert mine.status().says == ()


# D17, D18: traces


def test_d17_a_notebook_leaves_no_word_of_an_answer_behind(tmp_path: Path) -> None:
    """In the notebook's file, its HTML, the history, what it prints, logs and tracebacks."""
    typed = entry(f"{CANARY} she said it in the corridor")
    hidden = typed.model_dump_json().encode().hex()
    cells = [
        "from powerwith.journal import open_journal\nfrom powerwith.widgets import Practice\n"
        f"mine = open_journal({str(tmp_path / 'j')!r})\ndrill = Practice('why-to-what', journal=mine)\ndrill",
        f"import json, binascii\nmessage = json.loads(binascii.unhexlify('{hidden}'))\n"
        "drill._handle_custom_msg({'type': 'keep', 'entry': message}, [])\nlen(mine.entries)",
        "import logging\nlogging.basicConfig(level='DEBUG')\nprint(mine, mine.status())\nmine",
        "mine.path.write_bytes(b'SQLite format 3\\0' + b'\\xff' * 5000)\n"
        "message['response']['text'] += ' and more'\n"
        "drill._handle_custom_msg({'type': 'keep', 'entry': message}, [])",
        "from powerwith.journal import entry\nmine.keep(entry(message))",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.cells[-1].metadata["tags"] = ["raises-exception"]
    home = tmp_path / "home"
    env = {**os.environ, "IPYTHONDIR": str(home), "JUPYTER_DATA_DIR": str(home / "data")}
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        resources={"metadata": {"path": str(ROOT / "notebooks")}},
        ipython_hist_file=str(home / "history.sqlite"),
    )
    client.execute(env=env)
    assert notebook.cells[1].outputs[0]["data"]["text/plain"] == "1"
    assert any("JournalError" in str(out.get("ename")) for out in notebook.cells[-1].outputs), "no traceback was made"
    nbformat.write(notebook, tmp_path / "saved.ipynb")
    html, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
    (tmp_path / "saved.html").write_text(html, encoding="utf-8")
    beside = [path for path in tmp_path.rglob("*") if path.is_file() and (tmp_path / "j") not in path.parents]
    assert {"saved.ipynb", "saved.html", "history.sqlite"} <= {path.name for path in beside}
    assert [path for path in beside if CANARY.encode() in path.read_bytes()] == []
    assert any(CANARY.encode() in path.read_bytes() for path in (tmp_path / "j").rglob("*.json"))


def test_d17_errors_and_logs_hold_no_word(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    mine = open_journal(tmp_path)
    mine.keep(entry(CANARY))
    (tmp_path / place.NAME).write_bytes(store.HEAD + b"\xff" * 5000)
    plain = entry(CANARY).model_dump(mode="json")
    backup = tmp_path / "bad.json"
    backup.write_text(json.dumps({"format": "powerwith-backup", "entries": [{**plain, "attempt": 0}]}))
    for task in (
        lambda: mine.keep(entry(CANARY)),
        lambda: mine.open_backup(backup),
        lambda: mine.keep(entry(CANARY).model_copy(update={"seq": 10**16})),
    ):
        with pytest.raises(JournalError) as caught:
            task()
        assert CANARY not in "".join(traceback.format_exception(caught.value))
    assert CANARY not in caplog.text + repr(mine) + str(mine.status())


def test_d18_what_was_removed_is_in_no_file(tmp_path: Path) -> None:
    mine = open_journal(tmp_path)
    kept = [mine.keep(entry(f"{CANARY}-{n} " + "words " * 50)).entry for n in range(68)]
    mine.keep(said(kept[0], f"{CANARY} changed"))
    stay = mine.keep(entry("stays")).entry
    mine.back_up()
    Journal(tmp_path, steps=(*store.STEPS, lambda db: None))  # leaves a copy from before
    with sqlite3.connect(tmp_path / place.NAME) as db:
        db.execute("PRAGMA user_version = 1")
    db.close()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert sum(CANARY.encode() in path.read_bytes() for path in files) >= 3
    for one in kept:
        assert mine.remove(one.id) == ()
    left = [path for path in tmp_path.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    assert left == []
    assert [one.id for one in mine.entries] == [one.id for one in open_journal(tmp_path).entries] == [stay.id]


def test_d18_a_damaged_file_that_may_still_hold_it_is_named(tmp_path: Path) -> None:
    one = filled(tmp_path).entries[0]
    scribbled(tmp_path / place.NAME)
    mine = open_journal(tmp_path)
    assert mine.remove(one.id) == tuple(tmp_path.glob("*.damaged-*"))
    assert one.id not in {each.id for each in open_journal(tmp_path).entries}


# D20: characters


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        pytest.param("half \ud83d a", "half \ufffd a", id="half-a-character"),
        pytest.param("nul \x00 bell \x07 \x7f\x85", "nul  bell  ", id="control-characters"),
        pytest.param("tab\tline\n", "tab\tline\n", id="tab-and-line-end"),
        pytest.param("\u202eturned\u202c \u2066\u2069", "\u202eturned\u202c \u2066\u2069", id="turned-round"),
        pytest.param(
            "🙂👩🏾‍🦽 e\u0301 नमस्ते \U0010ffff", "🙂👩🏾‍🦽 e\u0301 नमस्ते \U0010ffff", id="beyond-the-first-plane"
        ),
    ],
)
def test_d20_every_text_is_kept_or_mended_as_in_the_browser(tmp_path: Path, written: str, kept: str) -> None:
    plain = entry("x").model_dump(mode="json")
    plain["response"]["text"] = written
    mine = open_journal(tmp_path / "j")
    mine.keep(journal.entry(plain))
    assert texts(mine) == [kept]
    mine.write_backup(tmp_path / "along.json")
    other = open_journal(tmp_path / "other")
    other.open_backup(tmp_path / "along.json")
    assert texts(other) == [kept]
    (tmp_path / "by-hand.json").write_text(
        json.dumps({"format": "powerwith-backup", "v": 1, "made": "2026-11-22T10:00:00Z", "entries": [plain]})
    )
    assert read_backup(tmp_path / "by-hand.json").entries[0].response.text == kept  # type: ignore[union-attr]


@given(st.text(st.characters(), max_size=60))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_d20_any_text_comes_back_from_the_disk_as_it_was_mended(tmp_path: Path, text: str) -> None:
    mine = open_journal(tmp_path)
    plain = entry("x").model_dump(mode="json")
    plain["response"]["text"] = text
    kept = mine.keep(journal.entry(plain)).entry
    assert next(one for one in mine.entries if one.id == kept.id).response.text == clean(text)  # type: ignore[union-attr]


# What goes between browser and disk


V1 = ROOT / "tests" / "vectors" / "backup" / "v1.json"
RESTORE = json.loads((ROOT / "tests" / "vectors" / "restore.json").read_text(encoding="utf-8"))


def test_a_browsers_backup_is_brought_in_and_taken_along_letter_for_letter(tmp_path: Path) -> None:
    mine = Journal(tmp_path / "j", now=lambda: datetime(2026, 4, 1, 12, tzinfo=UTC))
    assert mine.open_backup(V1) == (6, 0, 0, False)
    mine.write_backup(tmp_path / "along.json")
    assert (tmp_path / "along.json").read_text(encoding="utf-8") == RESTORE["written"]["text"]
    assert mine.open_backup(V1) == (0, 6, 0, False)
    assert mine.open_backup(tmp_path / "along.json") == (0, 6, 0, False)
    other = Journal(tmp_path / "other", now=lambda: datetime(2026, 4, 1, 12, tzinfo=UTC))
    other.open_backup(tmp_path / "along.json")
    other.write_backup(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "along.json").read_bytes()


def test_examples_say_what_python_makes_of_them() -> None:
    made = runpy.run_path(str(ROOT / "tests" / "vectors" / "make_restore.py"))["made"]()
    assert json.loads(made) == RESTORE


def test_the_higher_revision_wins_and_keeps_its_place_here() -> None:
    here = entry("old").model_copy(update={"rev": 3, "seq": 4})
    further = said(here, "new").model_copy(update={"rev": 5, "seq": 1})
    assert plan([further], [here], str) == ((Placed(further.model_copy(update={"seq": 4}), 3),), 0, 0, 1)
    assert plan([here], [further], str) == ((), 0, 1, 0)


def test_equal_revisions_with_different_texts_are_both_kept_once(tmp_path: Path) -> None:
    here = entry("here").model_copy(update={"rev": 3, "seq": 1})
    for name, one in (("here", here), ("there", said(here, "there"))):
        copies.write(tmp_path / f"{name}.json", [one], datetime.now(UTC), ())
    mine = open_journal(tmp_path / "j")
    assert mine.open_backup(tmp_path / "here.json").added == 1
    assert mine.open_backup(tmp_path / "there.json").added == 1
    assert mine.open_backup(tmp_path / "there.json").same == 1
    assert sorted(texts(mine)) == ["here", "there"]


def test_progress_that_a_code_brought_comes_along(tmp_path: Path) -> None:
    day = datetime(2026, 11, 1).date()
    one = Carried(skill="ask", rungs=("recognise",), returns=1, first=day, last=day)
    more = one.model_copy(update={"rungs": ("sort",), "returns": 0})
    mine = open_journal(tmp_path / "j")
    assert mine.carry([one])
    assert not mine.carry([one])
    assert mine.carry([more])
    mine.write_backup(tmp_path / "along.json")
    other = open_journal(tmp_path / "other")
    assert other.open_backup(tmp_path / "along.json").further
    assert other.carried == mine.carried == (one.model_copy(update={"rungs": ("recognise", "sort")}),)
    mine.back_up()
    (tmp_path / "j" / place.NAME).unlink()
    assert open_journal(tmp_path / "j").carried == mine.carried


def test_a_backup_that_does_not_fit_changes_nothing(tmp_path: Path) -> None:
    mine = filled(tmp_path / "j", 8)
    plain = json.loads(V1.read_text(encoding="utf-8"))
    plain["entries"][-1]["attempt"] = 0
    (tmp_path / "bad.json").write_text(json.dumps(plain), encoding="utf-8")
    before = mine.entries
    with pytest.raises(JournalError, match="attempt"):
        mine.open_backup(tmp_path / "bad.json")
    with pytest.raises(JournalError, match="it cannot be read"):
        mine.open_backup(tmp_path / "nowhere.json")
    assert mine.entries == before


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param(lambda b: b["entries"].append(b["entries"][0]), "stands there twice", id="an-id-twice"),
        pytest.param(lambda b: b["entries"][0].update(seq=10**16), "more than 15 digits", id="a-number-too-long"),
    ],
)
def test_what_the_browser_refuses_is_refused(tmp_path: Path, change: object, says: str) -> None:
    plain = json.loads(V1.read_text(encoding="utf-8"))
    change(plain)  # type: ignore[operator]
    (tmp_path / "bad.json").write_text(json.dumps(plain), encoding="utf-8")
    with pytest.raises(JournalError, match=says):
        read_backup(tmp_path / "bad.json")


def test_more_than_a_backup_may_hold_is_told_of(tmp_path: Path) -> None:
    one = entry("x")
    with pytest.raises(JournalError, match="holds 5001 entries, and a backup may hold 5000"):
        copies.write(tmp_path / "b.json", [one] * 5001, datetime.now(UTC), ())
    assert list(tmp_path.iterdir()) == []


def test_the_place_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERWITH_JOURNAL", str(tmp_path / "named"))
    assert open_journal().path == tmp_path / "named" / place.NAME
    monkeypatch.delenv("POWERWITH_JOURNAL")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert place.default_folder().name == "powerwith"
