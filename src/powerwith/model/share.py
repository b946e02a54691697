"""What a learner may hand to a trainer: what was chosen and rated, never what was written, and no clock."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from powerwith.model.authored import Effect
from powerwith.model.base import Record, Slug, Uuid
from powerwith.model.codes import Code, MarkCode
from powerwith.model.entry import Digest, Key, Rating, Rating10, ReplyMarks, Score, Text
from powerwith.model.handed import CohortCode

LinkingCode = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{4,12}$")]
"""What a learner makes up, so that before and after can be laid side by side without a name."""

SHARED_ANSWERS = 5000
"""The most answers that one share may hold."""


class SharedChoice(Record):
    """The option chosen."""

    kind: Literal["choice"]
    option: Key | None


class SharedRewrite(Record):
    """That something was written; the outcome tells which moves the coach found."""

    kind: Literal["rewrite"]


class SharedSort(Record):
    """Card number (from `1`) to group id."""

    kind: Literal["sort"]
    groups: dict[Key, Key]


class SharedReflection(Record):
    """That it was done, or skipped."""

    kind: Literal["reflection"]
    skipped: bool = False


class SharedTurn(Record):
    """One step of the way through a conversation."""

    turn: Slug
    reply: Slug
    by: Literal["chosen", "heard", "nearest", "overruled"] = "chosen"


class SharedConversation(Record):
    """The way through, turn by turn."""

    kind: Literal["conversation"]
    turns: tuple[SharedTurn, ...] = Field(max_length=200)


class SharedPlanner(Record):
    """Which fields hold something."""

    kind: Literal["planner"]
    filled: tuple[Key, ...]


class SharedScale(Record):
    """Item id to rating, the first answer counting 0; `null` where it did not come up."""

    kind: Literal["scale"]
    about: Literal["now", "then"] = "now"
    ratings: dict[Key, Rating | None]


class SharedReplies(Record):
    """Which form was answered, and which of its prompts."""

    kind: Literal["replies"]
    form: Key
    timed: bool = False
    answered: tuple[Key, ...]


class SharedMarks(Record):
    """Prompt id to the marks for the replies of one form. `after` is the `seq` of the answers they are for."""

    kind: Literal["marks"]
    by: Literal["self", "peer"]
    replies: dict[Key, ReplyMarks]
    after: int | None = Field(default=None, ge=0)


class SharedVignetteCase(Record):
    """What was rated and chosen for one case, in the version that chance dealt. Cases left out are not there."""

    version: Literal["a", "b"]
    ratings: dict[Key, Rating10] = Field(default={})
    step: Key | None = None


class SharedVignette(Record):
    """The pack, and what was rated. Nothing stands under `cases` once the answers were withdrawn."""

    kind: Literal["vignette"]
    pack: Slug
    version: int = Field(ge=1, le=999)
    part: Literal["taken", "read", "withdrawn"] = "taken"
    cases: dict[Key, SharedVignetteCase]


SharedResponse = Annotated[
    SharedChoice
    | SharedRewrite
    | SharedSort
    | SharedReflection
    | SharedConversation
    | SharedPlanner
    | SharedScale
    | SharedReplies
    | SharedMarks
    | SharedVignette,
    Field(discriminator="kind"),
]


class SharedMark(Record):
    """A rule of the coach that marked something, without where and in what words."""

    rule: Slug
    code: MarkCode


class SharedOutcome(Record):
    """The feedback that was given, without words."""

    effect: Effect | None = None
    codes: tuple[Code, ...] = ()
    marked: tuple[SharedMark, ...] = ()
    score: Score | None = None
    state: dict[Key, int] | None = None
    ending: Slug | None = None


class SharedAnswer(Record):
    """One finished attempt at one exercise. `words` is empty unless the learner ticked this very entry."""

    exercise: Slug
    digest: Digest
    attempt: int = Field(ge=1, le=10_000)
    seq: int = Field(ge=0, description="Order on the learner's device; no time of day.")
    phase: Literal["none", "before", "after", "later"] = "none"
    response: SharedResponse
    outcome: SharedOutcome | None = None
    appeals: tuple[Slug, ...] = Field((), description="Rules the learner sees differently.")
    rules_version: Digest | None = None
    words: dict[Key, Text] = Field(default={}, description="Own words by place, only where this entry was ticked.")


class Share(Record):
    """The file that a learner hands to a trainer."""

    format: Literal["powerwith-share"]
    v: Literal[1]
    share: Uuid = Field(description="Stands for one learner in one cohort; another cohort gets another.")
    seq: int = Field(ge=1, description="The how-manyth share of this learner for this cohort: the newest counts.")
    cohort: CohortCode
    linking: LinkingCode | None = Field(None, description="Made up by the learner; deleted after matching.")
    answers: tuple[SharedAnswer, ...] = Field(max_length=SHARED_ANSWERS)
