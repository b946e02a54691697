"""What was shown of a cohort, so that a second look beside the first cannot tell of somebody.

It holds what was shown and, for each question, a mark for each answer that stood behind it. The marks are made with
the numbers of the shares, so they say nothing to somebody who does not have those, and are deleted with them. A mark
for each person tells whose record it is, whatever their folder is called by now.
"""

import hashlib
import json
import os
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, StringConstraints, ValidationError

from powerwith.cohort.compared import Trial
from powerwith.cohort.told import State, Told
from powerwith.model import Record
from powerwith.scoring.estimate import GROUP

NAME = "powerwith-published.json"
"""The file beside a cohort's folder is called after the folder and this."""

Trace = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class PublishedError(Exception):
    """A record of what was shown that cannot be read; the message says what to do."""


class Look(Record):
    """One question as it was shown once."""

    question: str
    traces: tuple[Trace, ...] = Field(description="One for each answer that stood behind it.")
    part: str = Field(default="", description="The subgroup it was of.")
    state: State | None = None
    is_withheld: bool = Field(
        default=False, description="Beside a change that was shown, this would tell too much for good."
    )
    groups: tuple[int, ...] = Field(default=(), description="How the answers were put together; empty for a mean.")
    totals: tuple[int, ...] = Field(default=(), description="People in the group of each answer.")
    told: Told | None = Field(
        default=None, description="What was shown; nothing where only another number rests on these."
    )
    trial: Trial | None = Field(default=None, description="What was shown of a pack of cases.")


class Published(Record):
    """All that was shown of one cohort."""

    format: Literal["powerwith-published"] = "powerwith-published"
    v: Literal[1] = 1
    salt: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")] = Field(
        default_factory=lambda: secrets.token_hex(16)
    )
    people: tuple[Trace, ...] = Field(default=(), description="One for everybody who was ever among them.")
    looks: tuple[Look, ...] = ()

    def of(self, question: str) -> tuple[Look, ...]:
        """The looks at one question, the oldest first."""
        return tuple(look for look in self.looks if look.question == question)

    def and_look(self, look: Look) -> "Published":
        return self.model_copy(update={"looks": (*self.looks, look)})

    def and_people(self, keys: Iterable[str]) -> "Published":
        """The record as one of these people, too."""
        return self.model_copy(update={"people": tuple(sorted({*self.people, *_people(self, keys)}))})

    def is_about(self, keys: Iterable[str]) -> bool:
        """Whether one of these people was ever among them. Nobody has the same key in another cohort."""
        return not _people(self, keys).isdisjoint(self.people)


class Kept(NamedTuple):
    """Where the record of a cohort lies, and what it says."""

    path: Path
    published: Published
    is_renamed: bool = False
    """It is called after another folder, and these are the same people."""


def _people(published: Published, keys: Iterable[str]) -> set[str]:
    return set(trace(published, "", dict.fromkeys(keys, "")))


def trace(published: Published, question: str, answers: Mapping[str, str]) -> tuple[str, ...]:
    """What stands for the answers to a question, by key of the person. In an order that says nothing."""
    salt = bytes.fromhex(published.salt)
    made = (f"{question}\n{key}\n{value}".encode("utf-8", "replace") for key, value in answers.items())
    return tuple(sorted(hashlib.blake2b(one, digest_size=8, key=salt).hexdigest() for one in made))


def changed(look: Look, traces: Iterable[str]) -> int:
    """How many people at least joined, left or answered anew since that look."""
    before, now = Counter(look.traces), Counter(traces)
    return max((now - before).total(), (before - now).total())


def would_tell(looks: Iterable[Look], traces: Iterable[str]) -> bool:
    """Whether a look at these answers differs from an earlier one by one to four people: take away, and see them."""
    traces = tuple(traces)
    return any(0 < changed(look, traces) < GROUP for look in looks)


def beside(folder: Path) -> Path:
    """Where the record of a cohort's folder (or zip) lies: beside it, so that it is not taken for a share."""
    folder = folder.resolve()
    return folder.with_name(f"{folder.name}.{NAME}")


def read(path: Path) -> Published:
    """What was shown so far; an empty record where nothing was. Raises PublishedError."""
    if not path.exists():
        return Published()
    try:
        return Published.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, ValidationError) as error:
        raise PublishedError(
            f"{path}: the record of what was shown cannot be read. Put the file back as it was; if it is "
            "lost, show nothing more of this cohort than what was shown."
        ) from error


def kept(folder: Path, keys: Iterable[str]) -> Kept:
    """What was shown of the people with these keys, whichever name their folder had then. Raises PublishedError.

    `keys`: what stands for each of them (`Taken.keys`). What is shown next belongs into the same record.
    """
    own, keys = beside(folder), tuple(keys)
    before = read(own)
    others = [one for one in records(own.parent) if one != own]
    theirs = {path: found for path in others if (found := _read_other(path)).is_about(keys)}
    is_own = before.is_about(keys) or bool(before.looks and not before.people)
    if len(theirs) + is_own > 1:
        names = ", ".join(path.name for path in sorted({*theirs, *([own] if is_own else [])}))
        raise PublishedError(
            f"{own.parent}: {names} each remember something else that was shown of the same people. Delete the one "
            "whose report nobody has seen; if all were seen, show nothing more of this cohort."
        )
    for path, found in theirs.items():
        return Kept(path, found.and_people(keys), is_renamed=True)
    return Kept(own, before.and_people(keys))


def records(folder: Path) -> list[Path]:
    """The records that lie in a folder, by name."""
    return sorted(path for path in folder.iterdir() if path.name.endswith(f".{NAME}") and path.is_file())


def about(folder: Path, keys: Iterable[str]) -> list[Path]:
    """The records in a folder that hold marks of people with these keys. What cannot be read as a record is none."""
    keys = tuple(keys)
    return [path for path in records(folder) if is_about(path, keys)]


def is_about(path: Path, keys: Iterable[str]) -> bool:
    """Whether this is a record with a mark of somebody with one of these keys."""
    try:
        return path.name.endswith(f".{NAME}") and read(path).is_about(keys)
    except PublishedError:
        return False


def _read_other(path: Path) -> Published:
    try:
        return read(path)
    except PublishedError:
        says = "this record cannot be read, so nobody knows whether it is about the same people"
        raise PublishedError(f"{path}: {says}. Put it back as it was, or take it out of this folder.") from None


def write(published: Published, path: Path) -> None:
    """Keep the record, whole or not at all."""
    text = json.dumps(published.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"
    half = path.with_name(f"{path.name}.{os.getpid()}")
    half.write_text(text, encoding="utf-8")
    half.replace(path)
