"""What every exercise says about itself, whatever its kind."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from powerwith.model.base import Line, Prose, Record, Slug

Effect = Literal["helps", "mixed", "hurts"]
Rung = Literal["recognise", "sort", "repair", "write", "converse", "plan", "reflect", "rate"]
Skill = Literal[
    "ask", "reflect", "affirm", "validate", "inform", "step", "hand-over", "share-power", "be-clear",
    "name-context", "dream", "repair", "know-myself",
]  # fmt: skip
Setting = Literal[
    "tax", "benefits", "physiotherapy", "prescription", "surgery-phone", "job-loss", "return-to-study",
    "newcomer", "custody", "isolation", "housing", "youth", "occupational-therapy", "mandated",
    "substance-use", "mental-health", "online-forms", "career", "domestic-abuse", "school", "ward",
    "volunteering", "team", "own-practice",
]  # fmt: skip
SeedId = Annotated[str, StringConstraints(pattern=r"^seed-(00[1-9]|0[1-9]\d|1[0-2]\d|13[01])$")]
MoveId = Annotated[str, StringConstraints(pattern=r"^[DE]([1-9]|1[0-2])$")]
BibKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]+$")]


class CastMember(Record):
    """Somebody in the scene, so that the bank can be asked who is shown with which problem."""

    name: Line = Field(description="The name used in the text, or a role such as `the receptionist`.")
    role: Literal["person", "worker", "relative", "colleague", "interpreter"] = Field(
        description="`person` is whoever the help is for."
    )
    faces: Line | None = Field(None, description="What they are up against here, in a few plain words.")
    brings: Line | None = Field(None, description="A strength or achievement that the text really shows.")


class Authored(Record):
    """What every exercise says about itself, whatever its kind."""

    id: Slug = Field(description="Kebab-case, the same as the file's name, never used again for another exercise.")
    title: Annotated[str, StringConstraints(min_length=1, max_length=60)] = Field(
        description="A few words, as on a card."
    )
    objective: Line = Field(description="What the learner practises, starting with a verb one could observe.")
    minutes: int = Field(ge=1, le=60, description="How long it takes most people, in minutes.")
    level: int = Field(ge=1, le=5, description="1 for a first look, 5 for a hard case under pressure.")
    skills: tuple[Skill, ...] = Field(min_length=1, description="The skills it trains, the main one first.")
    rung: Rung = Field(description="Where it stands on the ladder: recognise, sort, repair, write, and so on.")
    seeds: tuple[SeedId, ...] = Field(min_length=1, description="The ideas from `exercises/ideas.csv` it practises.")
    moves: tuple[MoveId, ...] = Field((), description="The moves it shows: D1 to D12 close doors, E1 to E12 open them.")
    setting: Setting = Field(description="Where the scene is set.")
    cast: tuple[CastMember, ...] = Field((), description="The people in the scene.")
    content_note: Line | None = Field(
        None, description="One line on content that may be hard to read, if there is any."
    )
    quick_exit: bool = Field(False, description="`true` where the content is about abuse: the page gets a quick exit.")
    reviewed: Line | None = Field(
        None,
        description="The review record of a person with lived experience of this. Leave it out until there is one.",
    )
    sources: tuple[BibKey, ...] = Field((), description="Keys in `book/references.bib` for claims made in this file.")
    prompt: Prose = Field(description="The situation, in two to five short sentences.")
