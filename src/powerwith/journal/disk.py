"""The journal on disk, for notebooks and the shell: kept in one file, backed up beside it, never empty without a word.

    from powerwith.journal import open_journal
    mine = open_journal()
    print(mine.status())

What a browser took along can be brought in (`mine.open_backup(path)`), and what is here taken to a browser
(`mine.write_backup(path)`); equal entries and other versions of one are told apart by the browser's rules.
"""

import os
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from powerwith.code import merge
from powerwith.journal import copies, place, store
from powerwith.journal.backup import JournalError, Secret, in_order, read_backup
from powerwith.journal.ground import Ground, Mode, plain, read_carried, read_handed
from powerwith.journal.restore import Plan, plan
from powerwith.journal.whole import content, covers, whole
from powerwith.model import Carried, Entry, Handed
from powerwith.share import handed as shares

MOST = 10**15
"""Counts stay below this, so that a browser can hold them."""


class Kept(NamedTuple):
    """An entry as it was kept, where, and another version of it that was kept as well."""

    entry: Entry
    on_disk: bool
    other: Entry | None = None


class Restored(NamedTuple):
    """What a backup brought: new, here already, further along than here, and whether it brought progress."""

    added: int
    same: int
    newer: int
    further: bool


class Status(NamedTuple):
    """How the journal is doing, and what its owner should know, in sentences."""

    path: Path
    mode: Mode
    entries: int
    unread: int
    copies: int
    last_copy: datetime | None
    says: tuple[str, ...]

    def __str__(self) -> str:
        """A few lines for people."""
        made = f"{self.last_copy:%Y-%m-%d %H:%M} UTC, one of {self.copies}" if self.last_copy else "none yet"
        lines = [f"Journal: {self.path}", f"Entries: {self.entries}", f"Last automatic backup: {made}", *self.says]
        if self.unread:
            lines.append(f"{self.unread} records cannot be read. They stay where they are.")
        return "\n".join(lines)


def open_journal(folder: str | os.PathLike[str] | None = None) -> "Journal":
    """The journal in this folder, or in its usual place; made if it is not there. Raises JournalError in words."""
    return Journal(Path(folder) if folder is not None else place.default_folder())


class Journal(Ground):
    """Entries kept on disk. Any number of programs may have it open at once."""

    def __init__(
        self,
        folder: Path,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        steps: Sequence[store.Step] = store.STEPS,
    ) -> None:
        self._held: dict[str, Entry] = {}
        self._held_carried: tuple[Carried, ...] = ()
        self._held_handed: tuple[Handed, ...] = ()
        self._base: dict[str, int] = {}
        self._wrote: dict[str, set[str]] = {}
        super().__init__(folder, now=now, steps=steps)

    def __repr__(self) -> str:
        return f"<Journal {str(self.path)!r}, {self.mode}>"

    # Looking

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry that can be read, in the order in which they were written."""
        kept = {row.entry.id: row.entry for row in self._rows() if row.entry}
        return tuple(sorted((kept | self._held).values(), key=in_order))

    @property
    def carried(self) -> tuple[Carried, ...]:
        """Progress that codes brought, one record for each skill."""
        return merge(read_carried(self._noted("carried")), self._held_carried)

    @property
    def handed(self) -> tuple[Handed, ...]:
        """For which cohorts shares were made, and how many."""
        return shares.merge(read_handed(self._noted("handed")), self._held_handed)

    def status(self) -> Status:
        """How it is doing: never a word of what was written."""
        there = copies.copies(self.folder)
        unread = sum(row.entry is None for row in self._rows())
        last = there[0].made if there else None
        says = (*self._says, *place.unusual(self.folder), *filter(None, [self._copy_says]))
        return Status(self.path, self.mode, len(self.entries), unread, len(there), last, says)

    # Writing

    def keep(self, entry: Entry) -> Kept:
        """Keep an entry: it is on disk when this returns, or `on_disk` is false because nothing can be kept there.

        Where another program wrote to the same entry, both texts are kept. Raises JournalError with nothing lost: the
        entry stays in memory and goes along with the next one.
        """
        mine = whole(entry)
        if max(mine.seq, mine.rev, mine.attempt) >= MOST:
            raise JournalError(f"{self.path}: a count of this entry is {MOST} or more. Start it afresh.")
        self._held[mine.id] = mine
        if self.mode != "disk":
            seq = mine.seq or 1 + max((one.seq for one in self.entries), default=0)
            self._held[mine.id] = mine.model_copy(update={"seq": seq, "rev": mine.rev + 1})
            return Kept(self._held[mine.id], on_disk=False)
        kept = self._written(self._keep_held)
        return next(one for one in kept if one.entry.id == mine.id)

    def remove(self, id_: str) -> tuple[Path, ...]:
        """Take an entry out of the journal and its automatic backups.

        Returns files that may still hold it: damaged ones that were moved aside. Disks keep traces of what was removed.
        """
        for each in (self._held, self._base, self._wrote):
            each.pop(id_, None)
        if self.mode == "disk":
            self._written(lambda: self._remove(id_))
        return tuple(sorted(self.folder.glob(f"{place.NAME}.damaged-*")))

    def carry(self, brought: Iterable[Carried]) -> bool:
        """Add progress from a code; nothing is ever taken away. True if anything was new."""
        before = self.carried
        after = merge(before, tuple(brought))
        if self.mode == "disk":
            self._written(lambda: self._write_note("carried", lambda noted: merge(read_carried(noted), after)))
        else:
            self._held_carried = after
        return after != before

    def hand_over(self, made: Iterable[Handed]) -> None:
        """Remember shares that were made, so that the next one for a cohort takes the place of the last."""
        after = shares.merge(self.handed, tuple(made))
        if self.mode == "disk":
            self._written(lambda: self._write_note("handed", lambda noted: shares.merge(read_handed(noted), after)))
        else:
            self._held_handed = after

    def open_backup(self, path: Path, passphrase: Secret = None) -> Restored:
        """Bring a backup in, or the copy of a journal: all of it or nothing. The same file again changes nothing."""
        entries, carried, handed = _brought(path, passphrase)
        if self.mode == "disk":
            made = self._written(lambda: self._restore(entries))
        else:
            made = plan(entries, self.entries, _uuid)
            self._held |= {put.entry.id: put.entry for put in made.puts}
        further = bool(carried) and self.carry(carried)
        if handed:
            self.hand_over(handed)
        return Restored(made.added, made.same, made.newer, further)

    def write_backup(self, path: Path) -> None:
        """Write everything that can be read into a file that My journal opens. Raises JournalError in words."""
        place.refuse_links([path])
        copies.write(path, self.entries, self._now(), self.carried, self.handed)

    def back_up(self) -> None:
        """Make an automatic backup now, whether it is due or not."""
        if self.mode == "disk":
            self._written(lambda: self._copy(always=True))

    def _keep_held(self) -> list[Kept]:
        self._again()
        with store.writing(self.path) as db:
            kept = [self._swap(db, one) for one in list(self._held.values())]
            tick = store.noted_order(db).tick
        for one in kept:
            self._base[one.entry.id] = one.entry.rev
            self._held.pop(one.entry.id, None)
            self._wrote[one.entry.id] = {content(one.entry)}
        self._copy(tick)
        return kept

    def _swap(self, db: sqlite3.Connection, mine: Entry) -> Kept:
        """Write one entry on what it is based on. Where somebody else wrote meanwhile, keep both."""
        base = max(self._base.get(mine.id, 0), mine.rev)
        wrote = self._wrote.setdefault(mine.id, set())
        found = store.row(db, mine.id)
        if found is None:
            placed = store.put(db, [(_at(mine, rev=base + 1, seq=0), None)])
        elif found.entry is None:
            store.set_aside(db, found.body)
            placed = store.put(db, [(_at(mine, rev=max(0, found.rev) + 1, seq=0), None)])
        else:
            theirs = found.entry
            if content(theirs) == content(mine):
                return Kept(theirs, on_disk=True)
            if theirs.rev != base and content(theirs) not in wrote and not covers(mine, theirs):
                return self._keep_both(db, mine, theirs)
            placed = store.put(db, [(_at(mine, rev=theirs.rev + 1, seq=theirs.seq), None)])
        wrote.add(content(mine))
        return Kept(placed[0], on_disk=True)

    def _keep_both(self, db: sqlite3.Connection, mine: Entry, theirs: Entry) -> Kept:
        is_there = any(content(one) == content(theirs) for one in store.versions_of(db, mine.id))
        other = _at(theirs, rev=1, seq=theirs.seq).model_copy(update={"id": _uuid()})
        puts: list[tuple[Entry, str | None]] = [] if is_there else [(other, mine.id)]
        puts.append((_at(mine, rev=theirs.rev + 1, seq=theirs.seq if is_there else 0), None))
        self._wrote[mine.id].add(content(mine))
        return Kept(store.put(db, puts)[-1], on_disk=True, other=None if is_there else other)

    def _remove(self, id_: str) -> None:
        # Backups first: what the newest one holds and the journal does not is taken for lost, and put back.
        copies.forget(self.folder, id_)
        for before in self.folder.glob("before-*.sqlite3"):
            before.unlink()
        self._again()
        with store.writing(self.path) as db:
            store.remove(db, id_)
        self._copy(always=True)

    def _write_note(self, name: str, merged: Callable[[object], Sequence[Carried] | Sequence[Handed]]) -> None:
        self._again()
        with store.writing(self.path) as db:
            store.set_note(db, name, plain(merged(store.note(db, name))))
            store.put(db, [])
            tick = store.noted_order(db).tick
        self._copy(tick)

    def _restore(self, entries: Sequence[Entry]) -> Plan:
        self._again()
        with store.writing(self.path) as db:
            rows = {row.id: row for row in store.rows(db)}
            made = plan(entries, [row.entry for row in rows.values() if row.entry], _uuid)
            for put in made.puts:
                found = rows.get(put.entry.id)
                if found and found.entry is None:
                    store.set_aside(db, found.body)
            if made.puts:
                store.put(db, [(_at(put.entry, rev=max(1, put.entry.rev)), None) for put in made.puts])
            tick = store.noted_order(db).tick
        self._copy(tick, always=bool(made.puts))
        return made


def _brought(path: Path, passphrase: Secret) -> tuple[tuple[Entry, ...], tuple[Carried, ...], tuple[Handed, ...]]:
    try:
        with path.open("rb") as file:
            is_journal = file.read(len(store.HEAD)) == store.HEAD
    except OSError as error:
        raise JournalError(f"{path}: it cannot be read ({error.strerror}). Choose another file.") from None
    if not is_journal:
        backup = read_backup(path, passphrase)
        return backup.entries, backup.carried, backup.handed
    entries = store.salvage(path)
    if not entries:
        raise JournalError(f"{path}: no entry could be read from it. Choose another file.")
    return tuple(sorted(entries, key=in_order)), (), ()


def _at(entry: Entry, *, rev: int, seq: int | None = None) -> Entry:
    return entry.model_copy(update={"rev": rev} if seq is None else {"rev": rev, "seq": seq})


def _uuid() -> str:
    return str(uuid.uuid4())
