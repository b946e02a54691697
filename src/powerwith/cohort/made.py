"""What was made from a cohort, noted down beside its files, so that all of it can be found again and deleted."""

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


class Lying(NamedTuple):
    """A file that was made and is still there."""

    path: Path
    is_changed: bool
    """Whether somebody has written in it since."""


def manifest(cohort: Path) -> Path:
    """Where it is noted down: in the cohort's folder, or beside its zip. Begins with a dot, so that it is no share."""
    return cohort / NAME if cohort.is_dir() else cohort.parent / f".{cohort.name}{NAME}"


def note(cohort: Path, files: Iterable[Path]) -> None:
    """Note down that these files were made from this cohort."""
    known = {one.path: one for one in read(cohort)}
    for file in files:
        path = str(file.resolve())
        known[path] = Made(path=path, sha256=_hash(file))
    text = json.dumps(_Manifest(made=tuple(known.values())).model_dump(), indent=1, ensure_ascii=False)
    at = manifest(cohort)
    beside = at.with_name(at.name + ".new")
    beside.write_text(text + "\n", encoding="utf-8")
    beside.replace(at)


def read(cohort: Path) -> tuple[Made, ...]:
    """What was noted down. What cannot be read as such a note counts as none."""
    try:
        raw = manifest(cohort).read_bytes()
        return _Manifest.model_validate_json(raw).made
    except (OSError, ValidationError):
        return ()


def lying(cohort: Path) -> tuple[Lying, ...]:
    """What was made from this cohort and is still there."""
    found = [(Path(one.path), one.sha256) for one in read(cohort)]
    return tuple(Lying(path, _hash(path) != was) for path, was in found if path.is_file() and not path.is_symlink())


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
