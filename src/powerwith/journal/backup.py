"""The file that takes a whole journal along, as the browser writes it: read with suspicion, written in one form."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from powerwith.envelope import SIZE_LIMIT, EnvelopeError, is_envelope, unseal
from powerwith.journal.whole import whole
from powerwith.model import Backup, Carried, Entry, Handed
from powerwith.payload import canonical
from powerwith.plain import TooDeepError, cleaned, values

BACKUP_LIMIT = 5_000_000
"""The largest backup file that is read, in bytes."""

MOST_ENTRIES = 5000
"""So many entries fit into one backup; the format says so."""

Secret = str | Callable[[], str] | None
"""The passphrase or recovery code of a locked backup, or how to ask for it. Asked only if the file is locked."""


class JournalError(Exception):
    """A journal or a file of it that cannot be used, with its place and a way out."""


def open_backup(path: Path, passphrase: Secret = None) -> tuple[Entry, ...]:
    """The entries of a backup file made in the browser. Raises JournalError; reads nothing from a file too large."""
    return read_backup(path, passphrase).entries


def read_backup(path: Path, passphrase: Secret = None) -> Backup:
    """The whole of a backup file: entries, and progress that a code brought. Raises JournalError."""
    raw = path.read_bytes() if path.stat().st_size <= SIZE_LIMIT else None
    return backup_in(raw, str(path), passphrase)


def backup_in(raw: bytes | None, path: str, passphrase: Secret = None) -> Backup:
    """The same from bytes that are in memory already; None stands for too many. `path` is what errors call them."""
    try:
        text = raw.decode("utf-8-sig") if raw is not None else ""
        size = SIZE_LIMIT if raw is None else len(raw)
        if is_envelope(text):
            text = _unlocked(text, path, passphrase)
            size = len(text.encode())
        if size > BACKUP_LIMIT:
            raise JournalError(
                f"{path}: the file is larger than {BACKUP_LIMIT:,} bytes. Choose a backup made by the course."
            )
        backup = Backup.model_validate_json(json.dumps(cleaned(values(text))))
        _each_once(backup.entries)
        return backup
    except (UnicodeDecodeError, TooDeepError):
        raise JournalError(f"{path}: this is not a backup of the course. Choose another file.") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "the file"
        raise JournalError(f"{path}: {where}: {first['msg']}. Choose a backup made by the course.") from None
    except json.JSONDecodeError as error:
        raise JournalError(
            f"{path}: the file breaks off or is no JSON, from line {error.lineno} on. "
            "Choose a whole backup of the course."
        ) from None
    except ValueError as error:
        raise JournalError(f"{path}: {error}. Choose a backup made by the course.") from None


def _unlocked(text: str, path: str, passphrase: Secret) -> str:
    secret = passphrase() if callable(passphrase) else passphrase
    if secret is None:
        raise JournalError(f"{path}: this backup is locked. Give its passphrase or its recovery code with it.")
    try:
        return unseal(text, secret, path)
    except EnvelopeError as error:
        raise JournalError(str(error)) from None


def written(
    entries: Iterable[Entry], made: datetime, carried: Sequence[Carried] = (), handed: Sequence[Handed] = ()
) -> str:
    """The text of a backup. The same journal always makes the same file but for the date."""
    kept = sorted(entries, key=in_order)
    file: dict[str, Any] = {
        "format": "powerwith-backup",
        "v": 1,
        "made": stamp(made),
        "entries": [whole(one).model_dump(mode="json") for one in kept],
    }
    if carried:
        file["carried"] = [one.model_dump(mode="json") for one in carried]
    if handed:
        file["handed"] = [one.model_dump(mode="json") for one in handed]
    return canonical(file)


def in_order(entry: Entry) -> tuple[int, str]:
    """Order on this device, whatever the clock said."""
    return entry.seq, entry.id


def stamp(now: datetime) -> str:
    """A time as the browser writes it: to the second, with its offset."""
    return now.astimezone(now.tzinfo).isoformat(timespec="seconds").replace("+00:00", "Z")


def _each_once(entries: Sequence[Entry]) -> None:
    twice = [name for name, times in Counter(one.id for one in entries).items() if times > 1]
    if twice:
        raise ValueError(f"the id {twice[0]} stands there twice")
