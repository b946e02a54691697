"""What was shown of a cohort, so that a second look beside the first cannot tell of somebody.

It holds what was shown and, for each question, a mark for each answer that stood behind it. The marks are made with
the numbers of the shares, so they say nothing to somebody who does not have those, and are deleted with them.
"""

import hashlib
import json
import os
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal

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
    looks: tuple[Look, ...] = ()

    def of(self, question: str) -> tuple[Look, ...]:
        """The looks at one question, the oldest first."""
        return tuple(look for look in self.looks if look.question == question)

    def and_look(self, look: Look) -> "Published":
        return self.model_copy(update={"looks": (*self.looks, look)})


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


def write(published: Published, path: Path) -> None:
    """Keep the record, whole or not at all."""
    text = json.dumps(published.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"
    half = path.with_name(f"{path.name}.{os.getpid()}")
    half.write_text(text, encoding="utf-8")
    half.replace(path)
