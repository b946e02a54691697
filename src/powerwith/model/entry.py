"""What a learner leaves behind: one record per attempt, the same on a page and in a notebook."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AwareDatetime, BeforeValidator, Field, StringConstraints, model_validator

from powerwith.model.authored import Effect
from powerwith.model.base import Record, Slug, Uuid
from powerwith.model.codes import Code, MarkCode
from powerwith.model.handed import MOST_COHORTS, Handed
from powerwith.model.rated import Scored
from powerwith.model.skill import Carried

TEXT_LIMIT = 20_000
"""The longest text one field of an answer may hold, in code points."""


def _written(stamp: Any) -> Any:
    if not isinstance(stamp, str | datetime):
        raise ValueError("a time is written as text, as in 2026-11-21T10:00:00Z. Write it so")
    return stamp


Text = Annotated[str, StringConstraints(max_length=TEXT_LIMIT)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,48}$")]
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


class Finding(Record):
    """Words the coach marked: `start` to `end` in code points, end not included."""

    rule: Slug
    code: MarkCode
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Said(Record):
    """One turn of a conversation: which reply was given, and the learner's own words where there are any.

    `by`: `chosen` from the replies, `heard` by the coach in own words, or picked by the learner for own words:
    `nearest` where the coach heard nothing, `overruled` where it heard something else.
    """

    turn: Slug
    reply: Slug
    by: Literal["chosen", "heard", "nearest", "overruled"] = "chosen"
    text: Text = ""
    findings: tuple[Finding, ...] = ()


class ConversationResponse(Record):
    """The way through a conversation so far, turn by turn, and own words not said yet."""

    kind: Literal["conversation"]
    turns: tuple[Said, ...] = Field(max_length=200)
    text: Text = ""


class PlannerResponse(Record):
    """What stands in the form: field id to text, and for rows one mapping of column id to text for each row.

    A scale is written as its number, a date as 2026-11-21, a choice as the words chosen.
    """

    kind: Literal["planner"]
    fields: dict[Key, Text]
    rows: dict[Key, Annotated[tuple[dict[Key, Text], ...], Field(max_length=12)]] = Field(default={})


Rating = Annotated[int, Field(ge=0, le=8)]
Mark = Annotated[int, Field(ge=0, le=3)]


class ScaleResponse(Record):
    """Item id to its rating, the first answer counting 0; `null` where it did not come up. Open items are left out.

    `about`: `now`, or `then` for looking back at how things were before (`Entry.about` names the entry it was
    given after). `fields`: question number (from `1`) to what was written.
    """

    kind: Literal["scale"]
    about: Literal["now", "then"] = "now"
    ratings: dict[Key, Rating | None]
    fields: dict[Key, Text] = Field(default={})


class RepliesResponse(Record):
    """Prompt id to the reply that was written, for one form."""

    kind: Literal["replies"]
    form: Key
    timed: bool = False
    texts: dict[Key, Text]


class ReplyMarks(Record):
    """What one reply was given: criterion id to mark, and whether a point comes off."""

    marks: dict[Key, Mark]
    deducted: bool = False


class MarksResponse(Record):
    """Prompt id to the marks for the replies of the entry that `Entry.about` names.

    `rater` tells two colleagues apart and is no name; a learner who rates their own replies has none.
    """

    kind: Literal["marks"]
    by: Literal["self", "peer"]
    rater: Uuid | None = None
    replies: dict[Key, ReplyMarks]


Rating10 = Annotated[int, Field(ge=0, le=10)]
Seed = Annotated[int, Field(ge=0, le=4_294_967_295)]


class VignetteCase(Record):
    """What was answered to one case, in the version that chance dealt. Open ratings are left out."""

    version: Literal["a", "b"]
    skipped: bool = False
    ratings: dict[Key, Rating10] = Field(default={})
    step: Key | None = None
    text: Text = ""


class VignetteResponse(Record):
    """Four cases in the order in which they were dealt. `cases` is empty where somebody did not take part, or withdrew.

    `part`: `taken`, `read` for looking at both versions without taking part, `withdrawn` for answers taken back.
    """

    kind: Literal["vignette"]
    pack: Slug
    version: int = Field(ge=1, le=999)
    part: Literal["taken", "read", "withdrawn"] = "taken"
    seed: Seed = Field(description="What the cases were dealt by, so that the dealing can be repeated.")
    order: tuple[Key, ...] = Field(max_length=4)
    cases: dict[Key, VignetteCase]


Response = Annotated[
    ChoiceResponse
    | RewriteResponse
    | SortResponse
    | ReflectionResponse
    | ConversationResponse
    | PlannerResponse
    | ScaleResponse
    | RepliesResponse
    | MarksResponse
    | VignetteResponse,
    Field(discriminator="kind"),
]


class Score(Record):
    """So many of so many, for kinds that count."""

    value: int = Field(ge=0)
    of: int = Field(ge=1)


class Outcome(Record):
    """The feedback that was given. Never worked out again later. Notices stand among the findings only."""

    effect: Effect | None = None
    codes: tuple[Code, ...] = ()
    findings: tuple[Finding, ...] = ()
    score: Score | None = None
    state: dict[Key, int] | None = Field(
        default=None, description="Where the gauges of a conversation stood at its end."
    )
    ending: Slug | None = Field(default=None, description="How a conversation ended.")
    scored: Scored | None = Field(default=None, description="What the ratings of a scale came to.")


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
    kind: Literal[
        "choice", "rewrite", "sort", "reflection", "conversation", "planner", "scale", "replies", "marks", "vignette"
    ] = Field(description="The kind of the exercise; `marks` for ratings of replies to a reply task.")
    attempt: int = Field(ge=1, description="The how-manyth try at this exercise on this device.")
    seq: int = Field(ge=0, description="Order on this device, whatever the clock said.")
    digest: Digest = Field(description="Of the exercise's meaning fields, as they stood.")
    phase: Literal["none", "before", "after", "later"] = "none"
    response: Response
    outcome: Outcome | None = None
    appeals: tuple[Appeal, ...] = ()
    rules_version: Digest | None = None
    about: Uuid | None = Field(
        default=None, description="The earlier entry it looks back on, such as a plan asked about again."
    )
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
    carried: tuple[Carried, ...] = Field(
        default=(), max_length=40, description="Progress brought in by a code: no words, one record for each skill."
    )
    handed: tuple[Handed, ...] = Field(
        default=(), max_length=MOST_COHORTS, description="For which cohorts shares were made, and how many: no words."
    )
