"""The ground a journal on disk stands on: its file in order when it is opened, one write at a time, copies beside.

What is damaged is moved aside and never written over; what is missing is put back from the newest backup; where nothing
can be written, entries stay in memory and that is said.
"""

import json
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

import filelock
from pydantic import TypeAdapter

from powerwith.code import merge
from powerwith.journal import copies, place, store
from powerwith.journal.backup import JournalError, in_order
from powerwith.model import Backup, Carried, Entry, Handed
from powerwith.share import handed as shares

Mode = Literal["disk", "read-only", "memory"]

LOCK = "journal.lock"

T = TypeVar("T")
_CARRIED = TypeAdapter(tuple[Carried, ...])
_HANDED = TypeAdapter(tuple[Handed, ...])
_EFFECTIVE: dict[str, Any] = {"effective_ids": True} if os.access in os.supports_effective_ids else {}


class _ClosedError(Exception):
    """The place cannot be written; what is there may be read."""


class Ground:
    """A folder with a journal in it, and what could be done to bring it into order."""

    def __init__(
        self,
        folder: Path,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        steps: Sequence[store.Step] = store.STEPS,
    ) -> None:
        self.folder = folder.absolute()
        self.path = self.folder / place.NAME
        self.mode: Mode = "disk"
        self._now = now
        self._steps = steps
        self._says: list[str] = []
        self._copy_says = ""
        self._lock = filelock.FileLock(self.folder / LOCK, timeout=store.PATIENCE, mode=0o600)
        self._open()

    # Opening

    def _open(self) -> None:
        place.refuse_links([self.folder, self.path, self.folder / LOCK, self.folder / copies.FOLDER])
        try:
            place.make_folder(self.folder)
            self._try_to_write()
            self._locked(self._settle)
        except (OSError, NotImplementedError, _ClosedError) as error:
            self._keep_in_memory(error)

    def _try_to_write(self) -> None:
        probe = self.folder / f".probe-{os.getpid()}"
        os.close(place.make_file(probe))
        probe.unlink()
        if self.path.exists() and not os.access(self.path, os.W_OK, **_EFFECTIVE):
            raise PermissionError(13, "Permission denied")

    def _keep_in_memory(self, error: Exception) -> None:
        why = getattr(error, "strerror", None) or str(error)
        self.mode = "read-only" if self.path.exists() else "memory"
        self._says.append(
            f"{self.folder}: nothing can be written there ({why}). What you write stays only while this program runs. "
            f"Name another folder in {place.SETTING}, or take it along with write_backup()."
        )

    def _settle(self) -> None:
        """Bring the file into order. The lock is held, and what cannot be used is moved, never written over."""
        if not self.path.exists():
            self._begin()
            return
        state = self._state()
        if state == "damaged":
            self._rescue()
        elif state == "newer":
            self.mode = "read-only"
            self._says.append(
                f"{self.path}: it was written by a newer version of the course. It can be read and taken along; what "
                "you write now stays only while this program runs. Bring the course up to date."
            )
        else:
            with suppress(OSError):
                self.path.chmod(0o600)
            if state == "older":
                self._migrate()
            self._put_back()

    def _state(self) -> store.State:
        try:
            return store.state(self.path, self._steps)
        except sqlite3.Error as error:
            if store.is_closed(error):
                raise _ClosedError("the database cannot be opened for writing") from None
            raise JournalError(store.in_words(self.path, error)) from None

    def _begin(self) -> None:
        if store.has_rest(self.path):
            store.move_aside(self.path, self._stamp())
        if store.adopt(self.path, self._steps):
            return
        found = copies.newest_good(self.folder)
        entries = found[1].entries if found else ()
        with self._created(entries, found[1] if found else None) as made:
            made.rename(self.path)
        if found:
            self._says.append(
                f"{self.path}: the journal was gone. Its newest backup was put in its place: {len(entries)} entries "
                f"from {found[0].path}. Later ones are lost unless you have another backup."
            )

    def _rescue(self) -> None:
        found = copies.newest_good(self.folder)
        read = store.salvage(self.path)
        best = {one.id: one for one in (found[1].entries if found else ())}
        best |= {one.id: one for one in read if one.id not in best or one.rev >= best[one.id].rev}
        with self._created(tuple(best.values()), found[1] if found else None) as made:
            aside = store.move_aside(self.path, self._stamp())
            made.rename(self.path)
        beside = f"its newest backup is {found[0].path}" if found else "there was no backup"
        self._says.append(
            f"{self.path}: the file was damaged. {len(read)} entries could be read from it, and {beside}: "
            f"{len(best)} entries are here. The damaged file is {aside}. If entries are missing, open another backup."
        )

    def _stamp(self) -> str:
        return f"{self._now().astimezone(UTC):%Y%m%d-%H%M%S}"

    @contextmanager
    def _created(self, entries: Sequence[Entry], notes: Backup | None) -> Iterator[Path]:
        """A new journal with this in it, complete before anything else is touched. `notes`: a backup for the rest."""
        there = copies.copies(self.folder)

        def fill(db: sqlite3.Connection) -> None:
            store.set_note(db, "order", {"seq": 0, "tick": there[0].tick if there else 0})
            if entries:
                store.put(db, [(one, None) for one in sorted(entries, key=in_order)])
            if notes and notes.carried:
                store.set_note(db, "carried", plain(notes.carried))
            if notes and notes.handed:
                store.set_note(db, "handed", plain(notes.handed))

        made = store.create(self.path, fill, self._steps)
        yield made
        place.settle_folder(self.folder)

    def _migrate(self) -> None:
        before = self.folder / f"before-{len(self._steps)}.sqlite3"
        place.write_file(before, self.path.read_bytes())
        store.migrate(self.path, self._steps)

    def _put_back(self) -> None:
        """What the newest backup holds and the journal has lost: unreadable rows, and a file put back in time."""
        found = copies.newest_good(self.folder)
        if found is None:
            return
        copy, backup = found
        with store.connected(self.path) as db:
            here = {row.id: row for row in store.rows(db)}
            order = store.noted_order(db)
        lost = [one for one in backup.entries if _is_lost(one, here.get(one.id))]
        if not lost and order.tick >= copy.tick:
            return
        with store.writing(self.path) as db:
            for one in lost:
                if one.id in here:
                    store.set_aside(db, here[one.id].body)
            store.set_note(db, "order", {"seq": order.seq, "tick": max(order.tick, copy.tick)})
            store.put(db, [(one, None) for one in lost])
        if lost:
            self._says.append(
                f"{self.path}: {len(lost)} entries were missing or could not be read. They were put back from "
                f"{copy.path}."
            )

    # Inside the lock

    def _locked(self, task: Callable[[], T]) -> T:
        """One program after the other. The lock of a program that was killed is free at once."""
        try:
            with _undisturbed():
                try:
                    self._lock.acquire()
                    return task()
                finally:
                    self._lock.release(force=True)
        except filelock.Timeout:
            says = "another program is writing for a long time. Wait until it is done and try again."
            raise JournalError(f"{self.folder / LOCK}: {says}") from None

    def _written(self, task: Callable[[], T]) -> T:
        """The same for a journal that is open: a file or folder that went away is told of in words."""
        try:
            return self._locked(task)
        except (OSError, _ClosedError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise JournalError(
                f"{self.folder}: nothing can be written there any more ({why}). Nothing of yours is lost while this "
                "program runs: try again, or write a backup to another place."
            ) from None

    def _again(self) -> None:
        """The file went away or was damaged while it was open: bring it into order first."""
        place.refuse_links([self.folder, self.path])
        place.make_folder(self.folder)
        if not self.path.exists() or self.path.stat().st_size == 0:
            self._settle()

    def _copy(self, tick: int | None = None, *, always: bool = False) -> None:
        """An automatic backup if it is due. One that cannot be made is told of and stops nothing."""
        try:
            with store.connected(self.path) as db:
                tick = store.noted_order(db).tick if tick is None else tick
                if not always and not copies.is_due(self.folder, tick, self._now()):
                    return
                entries = [row.entry for row in store.rows(db) if row.entry]
                carried = read_carried(store.note(db, "carried"))
                handed = read_handed(store.note(db, "handed"))
            copies.make(self.folder, tick, self._now(), entries, carried, handed)
            self._copy_says = ""
        except (OSError, sqlite3.Error, JournalError) as error:
            why = getattr(error, "strerror", None) or str(error)
            self._copy_says = (
                f"{self.folder / copies.FOLDER}: the last automatic backup could not be made ({why}). What you wrote "
                "is in the journal. Make room, or write a backup to another place."
            )

    def _rows(self) -> tuple[store.Row, ...]:
        if self.mode == "memory" or not self.path.exists():
            return ()
        ways = ["mode=ro", "mode=ro&immutable=1"] if self.mode == "read-only" else ["mode=rw"]
        for way in ways:
            with suppress(sqlite3.Error), store.connected(self.path, way) as db:
                return store.rows(db)
        return tuple(store.Row(one.id, one.rev, None, "", one) for one in store.salvage(self.path))

    def _noted(self, name: str) -> Any:
        if self.mode == "memory" or not self.path.exists():
            return None
        way = "mode=rw" if self.mode == "disk" else "mode=ro&immutable=1"
        with suppress(sqlite3.Error), store.connected(self.path, way) as db:
            return store.note(db, name)
        return None


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits until a save is done, some milliseconds: else it could leave the lock behind for good."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def read_carried(noted: object) -> tuple[Carried, ...]:
    """Progress in a note, or none if it does not fit."""
    with suppress(ValueError):
        return merge(_CARRIED.validate_json(json.dumps(noted or [])), ())
    return ()


def read_handed(noted: object) -> tuple[Handed, ...]:
    """For which cohorts shares were made, or none if the note does not fit."""
    with suppress(ValueError):
        return shares.merge(_HANDED.validate_json(json.dumps(noted or [])), ())
    return ()


def plain(records: Sequence[Carried] | Sequence[Handed]) -> list[dict[str, Any]]:
    """Records as a note holds them."""
    return [one.model_dump(mode="json") for one in records]


def _is_lost(one: Entry, here: store.Row | None) -> bool:
    return here is None or here.entry is None or here.entry.rev < one.rev
