"""A portfolio: what somebody chose from their own journal, under the headings of a professional body."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from powerwith.model.authored import Skill
from powerwith.model.base import Line, Prose, Record, Slug

EntryKind = Literal[
    "choice", "rewrite", "sort", "reflection", "conversation", "planner", "scale", "replies", "marks", "vignette"
]  # fmt: skip
"""Every kind an entry of a journal can have."""

Day = Annotated[date, Field(strict=False)]


class BodyHeading(Record):
    """One heading of a portfolio, and what stands under it unless the author puts it elsewhere."""

    id: Slug
    title: Line
    asks: Line = Field(description="What to write there in one's own words, as a question.")
    takes: tuple[EntryKind, ...] = Field((), description="Kinds of entries that stand here.")
    skills: tuple[Skill, ...] = Field((), description="Entries with one of these as their main skill stand here first.")


class Body(Record):
    """What one professional body asks for, in our words, with the pages where we read it."""

    id: Slug
    name: Line
    short: Line
    country: Line | None = None
    asks: Prose = Field(description="What the body asks for.")
    note: Line | None = Field(None, description="What to mind, such as a form that has to be used.")
    peer: Line = Field(description="Who may be the colleague in the peer reflection.")
    sources: tuple[Line, ...] = Field((), description="Public pages on which this was read.")
    checked_on: Day = Field(description="The day on which it was read.")
    headings: tuple[BodyHeading, ...] = Field(min_length=1, max_length=8)

    @model_validator(mode="after")
    def _every_kind_has_its_place(self) -> Self:
        names = [one.id for one in self.headings]
        for i, name in enumerate(names):
            if name in names[:i]:
                raise ValueError(f"headings[{i}] has the id `{name}` of another. Give each its own")
        taken = [kind for one in self.headings for kind in one.takes]
        for kind in EntryKind.__args__:  # type: ignore[attr-defined]
            if taken.count(kind) != 1:
                raise ValueError(f"`{kind}` stands in {taken.count(kind)} headings. Put it under one in `takes`")
        return self


class Peer(Record):
    """The page for a colleague."""

    title: Line
    about: Line
    questions: tuple[Line, ...] = Field(min_length=1)
    signed: tuple[Line, ...] = Field(description="What to fill in at its end, such as the date of the talk.")


class PortfolioWords(Record):
    """The course's own words in a portfolio. Curly brackets are filled in."""

    title: Line
    made: Line = Field(description="Who made it, of what and when; holds `{day}`.")
    arranged: Line = Field(description="For whom it is arranged; holds `{body}` and `{asks}`.")
    read: Line = Field(description="Where and when that was read; holds `{day}` and `{sources}`.")
    did: Line = Field(description="The heading of the list of all entries.")
    head: tuple[Line, Line, Line, Line] = Field(description="Of that list: day, exercise, kind, skill.")
    reckoned: Line = Field(description="Holds `{entries}` and `{minutes}`.")
    own: Line = Field(description="Stands above the place for own words.")
    about: Line = Field(description="The heading of the last part.")
    credits: tuple[Line, ...]
    kept: Line = Field(description="Why something that might identify somebody was left; holds `{reason}`.")
    peer: Peer
    kinds: dict[EntryKind, Line]
    phases: dict[Literal["before", "after", "later"], Line]
    status: Line = Field(description="Stands at every rating whose exercise is not known any more.")


class Bodies(Record):
    """The file `bodies.yml`."""

    words: PortfolioWords
    bodies: tuple[Body, ...] = Field(min_length=1)


class PortfolioLine(Record):
    """One line of an answer: what it is, and the words."""

    name: str
    text: str
    own: bool = Field(description="In the learner's own words.")


class PortfolioPiece(Record):
    """One entry of the journal, as it stands in the portfolio."""

    exercise: Slug
    title: str
    kind: EntryKind
    day: Day
    attempt: int = Field(ge=1)
    phase: Literal["none", "before", "after", "later"] = "none"
    finished: bool
    skill: str = Field(description="The main skill in words, if it is known.")
    minutes: int = Field(ge=0)
    heading: Slug = Field(description="Under which heading of the body it stands.")
    status: str = Field(description="What a rating is not, such as validated. Empty for everything else.")
    lines: tuple[PortfolioLine, ...]


class Portfolio(Record):
    """What was chosen, after it was looked through."""

    format: Literal["powerwith-portfolio"] = "powerwith-portfolio"
    v: Literal[1] = 1
    made: Day
    body: Slug
    kept: str = Field(default="", description="Why something that might identify somebody was left in, if it was.")
    pieces: tuple[PortfolioPiece, ...]
