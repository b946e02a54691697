"""Automatic backups beside the journal: written whole, counted not dated, thinned out, and always one that opens.

Their names carry the journal's count of writes, because a clock can be put back.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from powerwith.journal import place
from powerwith.journal.backup import BACKUP_LIMIT, MOST_ENTRIES, JournalError, read_backup, written
from powerwith.model import Backup, Carried, Entry, Handed

FOLDER = "backups"
EVERY = timedelta(minutes=10)
WRITES = 20
"""A backup is due after so many writes, or so much time, whichever comes first."""

NEWEST = 5
DAYS = 14
"""The newest few stay, and the last one of each of so many days."""

_NAME = re.compile(r"journal-(\d{8,})-(\d{8}T\d{6})Z\.json")


class Copy(NamedTuple):
    """One automatic backup: how many writes the journal had seen, and when it was made."""

    tick: int
    made: datetime
    path: Path


def copies(folder: Path) -> tuple[Copy, ...]:
    """All of them, the newest first."""
    found = []
    for path in (folder / FOLDER).glob("journal-*.json"):
        named = _NAME.fullmatch(path.name)
        if named and not path.is_symlink():
            made = datetime.strptime(named[2], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            found.append(Copy(int(named[1]), made, path))
    return tuple(sorted(found, reverse=True))


def newest_good(folder: Path) -> tuple[Copy, Backup] | None:
    """The newest one that opens."""
    for copy in copies(folder):
        try:
            return copy, read_backup(copy.path)
        except (JournalError, OSError):
            continue
    return None


def is_due(folder: Path, tick: int, now: datetime) -> bool:
    """Whether it is time for one. A clock that was put back counts as time gone by."""
    there = copies(folder)
    return not there or tick - there[0].tick >= WRITES or abs(now - there[0].made) >= EVERY


def make(
    folder: Path,
    tick: int,
    now: datetime,
    entries: Sequence[Entry],
    carried: Sequence[Carried],
    handed: Sequence[Handed] = (),
) -> Path:
    """Write one, look at it, and only then thin out the others. Raises JournalError if it would not open again."""
    shelf = folder / FOLDER
    place.make_folder(shelf)
    path = shelf / f"journal-{tick:08d}-{now.astimezone(UTC):%Y%m%dT%H%M%S}Z.json"
    write(path, entries, now, carried, handed)
    thin_out(folder)
    return path


def write(
    path: Path, entries: Sequence[Entry], now: datetime, carried: Sequence[Carried], handed: Sequence[Handed] = ()
) -> None:
    """One backup file, for its owner alone. Raises JournalError in words."""
    if len(entries) > MOST_ENTRIES:
        raise JournalError(
            f"{path}: the journal holds {len(entries)} entries, and a backup may hold {MOST_ENTRIES}. "
            "Remove some, or copy the journal's own file."
        )
    content = written(entries, now, carried, handed).encode()
    if len(content) > BACKUP_LIMIT:
        raise JournalError(
            f"{path}: the backup would be larger than 5 MB. Remove some, or copy the journal's own file."
        )
    try:
        place.write_file(path, content)
    except OSError as error:
        raise JournalError(f"{path}: it cannot be written ({error.strerror}). Choose another place.") from None
    if path.read_bytes() != content:
        raise JournalError(f"{path}: what was written there reads differently. Choose another disk.")


def thin_out(folder: Path) -> None:
    """Remove what is neither among the newest nor the last of a day."""
    there = copies(folder)
    days: dict[object, Copy] = {}
    for copy in there:
        days.setdefault(copy.made.date(), copy)
    stay = {copy.path for copy in (*there[:NEWEST], *list(days.values())[:DAYS])}
    for copy in there:
        if copy.path not in stay:
            copy.path.unlink(missing_ok=True)
    for left in (folder / FOLDER).glob(".journal-*.part"):
        left.unlink(missing_ok=True)


def forget(folder: Path, id_: str) -> None:
    """Take one entry out of every automatic backup. One that cannot be read and speaks of it goes."""
    for copy in copies(folder):
        if id_.encode() not in copy.path.read_bytes():
            continue
        try:
            backup = read_backup(copy.path)
        except JournalError:
            copy.path.unlink()
            continue
        left = tuple(one for one in backup.entries if one.id != id_)
        write(copy.path, left, backup.made, backup.carried, backup.handed)
    for left_over in (folder / FOLDER).glob(".journal-*.part"):
        left_over.unlink(missing_ok=True)
