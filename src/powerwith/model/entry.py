"""What a learner leaves behind: one record per attempt, the same on a page and in a notebook."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AwareDatetime, BeforeValidator, Field, StringConstraints, model_validator

from powerwith.model.base import Record, Slug
from powerwith.model.codes import Code
from powerwith.model.exercise import Effect

TEXT_LIMIT = 20_000
"""The longest text one field of an answer may hold, in code points."""


def _written(stamp: Any) -> Any:
    if not isinstance(stamp, str | datetime):
        raise ValueError("a time is written as text, as in 2026-11-21T10:00:00Z. Write it so")
    return stamp


Text = Annotated[str, StringConstraints(max_length=TEXT_LIMIT)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,48}$")]
Uuid = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
Stamp = Annotated[AwareDatetime, BeforeValidator(_written), Field(strict=False)]
"""ISO 8601 as text, with its offset."""


class ChoiceResponse(Record):
    """The option chosen (`a` is the first), and for *it depends* the condition the learner wrote."""

    kind: Literal["choice"]
    option: Key | None
    text: Text = ""


class RewriteResponse(Record):
    """The learner's own wording."""

    kind: Literal["rewrite"]
    text: Text


class SortResponse(Record):
    """Card number (from `1`) to group id; cards not placed yet are left out."""

    kind: Literal["sort"]
    groups: dict[Key, Key]


class ReflectionResponse(Record):
    """Question number (from `1`), or `insight`, `action`, `if`, `then`, to what was written."""

    kind: Literal["reflection"]
    fields: dict[Key, Text]
    skipped: bool = False


Response = Annotated[ChoiceResponse | RewriteResponse | SortResponse | ReflectionResponse, Field(discriminator="kind")]


class Finding(Record):
    """Words the coach marked: `start` to `end` in code points, end not included."""

    rule: Slug
    code: Code
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Score(Record):
    """So many of so many, for kinds that count."""

    value: int = Field(ge=0)
    of: int = Field(ge=1)


class Outcome(Record):
    """The feedback that was given. Never worked out again later."""

    effect: Effect | None = None
    codes: tuple[Code, ...] = ()
    findings: tuple[Finding, ...] = ()
    score: Score | None = None


class Appeal(Record):
    """*I see it differently*: a rule the learner disagrees with here, and why if they say so."""

    rule: Slug
    reason: Text = ""


class Entry(Record):
    """One attempt at one exercise. While `outcome` is null it is still being written."""

    v: Literal[1] = Field(1, description="Version of this format.")
    id: Uuid
    rev: int = Field(ge=0, description="Raised by one at each save; a save from an older revision is a conflict.")
    exercise: Slug
    kind: Literal["choice", "rewrite", "sort", "reflection"]
    attempt: int = Field(ge=1, description="The how-manyth try at this exercise on this device.")
    seq: int = Field(ge=0, description="Order on this device, whatever the clock said.")
    digest: Digest = Field(description="Of the exercise's meaning fields, as they stood.")
    phase: Literal["none", "before", "after", "later"] = "none"
    response: Response
    outcome: Outcome | None = None
    appeals: tuple[Appeal, ...] = ()
    rules_version: Digest | None = None
    updated: Stamp = Field(description="ISO 8601 with offset. Never leaves in a share.")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if self.kind != self.response.kind:
            raise ValueError(f"the entry is a {self.kind} and its response a {self.response.kind}. They must agree")
        return self


class Backup(Record):
    """The file that takes a whole journal along."""

    format: Literal["powerwith-backup"]
    v: Literal[1]
    made: Stamp
    entries: tuple[Entry, ...] = Field(max_length=5000)
