"""The journal's database on disk: opened, checked, moved aside, read as far as it can be read.

One connection for each transaction, so that nothing is held open between saves. The rollback journal is deleted and not
kept as a write-ahead log, because home folders often lie on drives where such a log does not work. `synchronous=EXTRA`
is FULL and settles the folder, too: an entry that was reported as kept is there after a power cut.
"""

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from powerwith.journal import place
from powerwith.journal.backup import JournalError
from powerwith.model import Entry

APPLICATION = 0x50776A6C
"""Marks a file as a journal of the course: `Pwjl`."""

_NEW = ".new-"
HEAD = b"SQLite format 3\0"
PATIENCE = 10.0
"""So many seconds another program may be writing."""

Step = Callable[[sqlite3.Connection], object]
State = Literal["good", "older", "newer", "damaged"]

FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_TOOBIG}
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
CLOSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}


def _first(db: sqlite3.Connection) -> None:
    # `of`: for another version of an entry, whose. `aside`: what cannot be read, as it lay there.
    db.execute(
        "CREATE TABLE entries (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL, "
        "rev INTEGER NOT NULL, body TEXT NOT NULL, of TEXT)"
    )
    db.execute("CREATE TABLE aside (n INTEGER PRIMARY KEY, raw TEXT NOT NULL)")
    db.execute("CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL)")


STEPS: tuple[Step, ...] = (_first,)
"""What makes a journal of each version from the one before. Steps are only ever added."""


class Row(NamedTuple):
    """One record as it lies there, and the entry in it if it can be read."""

    id: str
    rev: int
    of: str | None
    body: str
    entry: Entry | None


class Order(NamedTuple):
    """The highest place given on this device, and how many writes there were."""

    seq: int
    tick: int


@contextlib.contextmanager
def connected(path: Path, way: str = "mode=rw") -> Iterator[sqlite3.Connection]:
    """A connection to a file that is there. `immutable=1` reads it and changes nothing, not even to repair."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?{way}", uri=True, isolation_level=None, timeout=PATIENCE)
    try:
        db.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        for line in ("journal_mode=DELETE", "synchronous=EXTRA", "secure_delete=ON", "temp_store=MEMORY"):
            if way == "mode=rw":
                db.execute(f"PRAGMA {line}").fetchall()
        yield db
    finally:
        db.close()


@contextlib.contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction: all of it, or nothing. Raises JournalError in words, with nothing written."""
    try:
        with connected(path) as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    db.execute("ROLLBACK")
                raise
    except sqlite3.Error as error:
        raise JournalError(in_words(path, error)) from None


def in_words(path: Path, error: sqlite3.Error) -> str:
    """What the database says, for people. Never what was to be written."""
    code = _code(error)
    if code in FULL:
        return f"{path}: it was not written, as when the disk is full. Make room and keep it again; nothing is lost."
    if code in BUSY:
        return f"{path}: another program is writing to it for a long time. Wait until it is done and keep it again."
    if code in BROKEN:
        return f"{path}: it was damaged while it was in use. Open the journal again; what can be read is put back."
    if code in CLOSED:
        return f"{path}: it cannot be written. Look at the rights of the file and its folder and keep it again."
    return f"{path}: it was not written ({error}). Keep it again, or write a backup to another place."


def is_closed(error: sqlite3.Error) -> bool:
    """Whether the file or its folder is closed to writing."""
    return _code(error) in CLOSED


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def state(path: Path, steps: Sequence[Step] = STEPS, way: str = "mode=rw") -> State:
    """How a file is doing. An empty one is a loss and never new. Raises JournalError if it is not ours."""
    if path.stat().st_size == 0:
        return "damaged"
    try:
        with connected(path, way) as db:
            ours = _number(db, "application_id")
            version = _number(db, "user_version")
            names = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            sound = [says for (says,) in db.execute("PRAGMA quick_check(1)")] == ["ok"]
    except sqlite3.Error as error:
        if _code(error) in BROKEN or getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_SHORT_READ:
            return "damaged"
        raise
    if ours != APPLICATION and names and not {"entries", "notes"} <= names:
        raise JournalError(f"{path}: this file belongs to another program. Move it away, or name another folder.")
    if ours != APPLICATION or not sound:
        return "damaged"
    if version > len(steps):
        return "newer"
    return "older" if version < len(steps) else "good"


def _number(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])


def create(path: Path, fill: Callable[[sqlite3.Connection], None], steps: Sequence[Step] = STEPS) -> Path:
    """A new journal, complete under another name beside its place: whoever asked for it gives it the real one."""
    made = path.with_name(f"{_NEW}{os.getpid()}-{path.name}")
    for left in path.parent.glob(f"{_NEW}*{path.name}*"):
        left.unlink()
    os.close(place.make_file(made))
    with writing(made) as db:
        for step in steps:
            step(db)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {len(steps)}")
        fill(db)
    return made


def adopt(path: Path, steps: Sequence[Step] = STEPS) -> bool:
    """Where a program was killed between making a journal and naming it: give it its name."""
    for left in path.parent.glob(f"{_NEW}*-{path.name}"):
        with contextlib.suppress(sqlite3.Error, JournalError):
            if state(left, steps) == "good":
                left.rename(path)
                return True
    return False


def migrate(path: Path, steps: Sequence[Step] = STEPS) -> None:
    """Bring an older journal to this version, in one transaction; a kill half-way leaves the old one."""
    with writing(path) as db:
        at = _number(db, "user_version")
        for step in steps[at:]:
            step(db)
        db.execute(f"PRAGMA user_version = {len(steps)}")


def move_aside(path: Path, stamp: str) -> Path:
    """Give a damaged file another name, with what belongs to it. Never takes the place of another file.

    What a killed program left to undo its last write goes along: it would be written into the next file of this name.
    """
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    number = 1
    while os.path.lexists(aside) or os.path.lexists(_rest(aside)):
        number += 1
        aside = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
    for old, new in ((_rest(path), _rest(aside)), (path, aside)):
        if os.path.lexists(old):
            old.rename(new)
    place.settle_folder(path.parent)
    return aside


def has_rest(path: Path) -> bool:
    """Whether a killed program left something to undo."""
    return os.path.lexists(_rest(path))


def _rest(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def salvage(path: Path) -> tuple[Entry, ...]:
    """Every entry of a file that can still be read, however damaged it is. Changes nothing in it."""
    found: dict[str, Entry] = {}
    try:
        with connected(path, "mode=ro&immutable=1") as db:
            for number in _numbers(db):
                try:
                    for (body,) in db.execute("SELECT body FROM entries WHERE n = ?", (number,)):
                        one = read(body)
                        if one:
                            found[one.id] = one
                except sqlite3.Error:
                    continue
    except sqlite3.Error:
        pass
    return tuple(found.values())


def _numbers(db: sqlite3.Connection) -> range:
    try:
        return range(1, 1 + int(db.execute("SELECT max(n) FROM entries").fetchone()[0] or 0))
    except sqlite3.Error:
        return range(1, 20_000)


def read(body: Any) -> Entry | None:
    """The entry in a stored text, or nothing if it does not fit."""
    try:
        return Entry.model_validate_json(body)
    except (ValueError, TypeError):
        return None


def rows(db: sqlite3.Connection) -> tuple[Row, ...]:
    """Everything that lies there, readable or not."""
    found = db.execute("SELECT id, rev, of, body FROM entries ORDER BY seq, id")
    return tuple(Row(id_, rev, of, body, read(body)) for id_, rev, of, body in found)


def row(db: sqlite3.Connection, id_: str) -> Row | None:
    """One record by its id."""
    found = db.execute("SELECT id, rev, of, body FROM entries WHERE id = ?", (id_,)).fetchone()
    return Row(found[0], found[1], found[2], found[3], read(found[3])) if found else None


def versions_of(db: sqlite3.Connection, id_: str) -> tuple[Entry, ...]:
    """Other versions that were kept beside this entry."""
    found = (read(body) for (body,) in db.execute("SELECT body FROM entries WHERE of = ?", (id_,)))
    return tuple(one for one in found if one)


def put(db: sqlite3.Connection, entries: Iterable[tuple[Entry, str | None]]) -> tuple[Entry, ...]:
    """Write entries, each with whose version it is; those without a place get the next one. Returns them as written."""
    order = noted_order(db)
    seq = order.seq
    placed = []
    for entry, of in entries:
        seq = max(seq, entry.seq) if entry.seq else seq + 1
        one = entry if entry.seq else entry.model_copy(update={"seq": seq})
        db.execute(
            "INSERT INTO entries (id, seq, rev, body, of) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "seq = excluded.seq, rev = excluded.rev, body = excluded.body, of = coalesce(excluded.of, of)",
            (one.id, one.seq, one.rev, one.model_dump_json(), of),
        )
        placed.append(one)
    set_note(db, "order", {"seq": seq, "tick": order.tick + 1})
    return tuple(placed)


def noted_order(db: sqlite3.Connection) -> Order:
    """Where the counting stands."""
    noted = note(db, "order") or {}
    return Order(int(noted.get("seq", 0)), int(noted.get("tick", 0)))


def note(db: sqlite3.Connection, name: str) -> Any:
    """One note, or nothing if it is not there or cannot be read."""
    found = db.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
    try:
        return json.loads(found[0]) if found else None
    except ValueError:
        return None


def set_note(db: sqlite3.Connection, name: str, value: Any) -> None:
    """Write one note."""
    db.execute(
        "INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, json.dumps(value)),
    )


def set_aside(db: sqlite3.Connection, raw: str) -> None:
    """Keep beside the entries what cannot be read."""
    db.execute(
        "INSERT INTO aside (raw) VALUES (?)", (raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace"),)
    )


def remove(db: sqlite3.Connection, id_: str) -> None:
    """Take out one entry, and what lies aside and speaks of it."""
    db.execute("DELETE FROM entries WHERE id = ?", (id_,))
    db.execute("DELETE FROM aside WHERE instr(raw, ?)", (id_,))
    order = noted_order(db)
    set_note(db, "order", {"seq": order.seq, "tick": order.tick + 1})
