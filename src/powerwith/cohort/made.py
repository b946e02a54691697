"""What was made from a cohort, noted down beside its files, so that all of it can be found again and deleted.

Beside it stands where pasted codes came from, if that was no file of the cohort.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from powerwith.model import Record

NAME = ".powerwith-made.json"


class Made(Record):
    """One file that was made: where it lies, and what it was when it was made."""

    path: str
    sha256: str


class _Manifest(Record):
    format: str = "powerwith-made"
    v: int = 1
    made: tuple[Made, ...] = ()
    codes: tuple[str, ...] = ()
    cohorts: tuple[str, ...] = ()


class Lying(NamedTuple):
    """A file that was made and is still there."""

    path: Path
    is_changed: bool
    """Whether somebody has written in it since."""


def manifest(cohort: Path) -> Path:
    """Where it is noted down: in the cohort's folder, or beside its zip. Begins with a dot, so that it is no share."""
    return cohort / NAME if cohort.is_dir() else cohort.parent / f".{cohort.name}{NAME}"


def note(cohort: Path, files: Iterable[Path], *, codes: Iterable[Path] = (), of: Iterable[str] = ()) -> None:
    """Note down that these files were made from this cohort, with codes out of those, and of which codes of a group."""
    before = _read(cohort)
    known = {one.path: one for one in before.made}
    after = _Manifest(
        codes=tuple(dict.fromkeys((*before.codes, *(str(path.resolve()) for path in codes)))),
        cohorts=tuple(dict.fromkeys((*before.cohorts, *of))),
    )
    for file in files:
        path = str(file.resolve())
        known[path] = Made(path=path, sha256=_hash(file))
    after = after.model_copy(update={"made": tuple(known.values())})
    text = json.dumps(after.model_dump(), indent=1, ensure_ascii=False)
    at = manifest(cohort)
    beside = at.with_name(at.name + ".new")
    beside.write_text(text + "\n", encoding="utf-8")
    beside.replace(at)


def read(cohort: Path) -> tuple[Made, ...]:
    """What was noted down. What cannot be read as such a note counts as none."""
    return _read(cohort).made


def codes(cohort: Path) -> tuple[Path, ...]:
    """The files that pasted codes came from, as far as they are still there."""
    return tuple(path for path in map(Path, _read(cohort).codes) if path.is_file() and not path.is_symlink())


def cohorts(cohort: Path) -> tuple[str, ...]:
    """The codes of the groups that something was made about."""
    return _read(cohort).cohorts


def _read(cohort: Path) -> _Manifest:
    try:
        return _Manifest.model_validate_json(manifest(cohort).read_bytes())
    except (OSError, ValidationError):
        return _Manifest()


def lying(cohort: Path) -> tuple[Lying, ...]:
    """What was made from this cohort and is still there."""
    found = [(Path(one.path), one.sha256) for one in read(cohort)]
    return tuple(Lying(path, _hash(path) != was) for path, was in found if path.is_file() and not path.is_symlink())


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
