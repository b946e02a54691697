"""A run sheet: what a trainer does with a group, minute by minute."""

from typing import Literal, Self

from pydantic import Field, model_validator

from powerwith.model.authored import BibKey, SeedId
from powerwith.model.base import Line, Prose, Record, Slug


class Step(Record):
    """One thing the group does."""

    title: Line
    minutes: int = Field(ge=1, le=90)
    how: Literal["alone", "pairs", "threes", "tables", "everyone", "break"] = Field(description="Who works with whom.")
    what: Prose = Field(description="What happens, for the trainer.")
    say: Prose | None = Field(None, description="Words to say, which the trainer may change. Without quotation marks.")
    exercises: tuple[Slug, ...] = Field((), description="Exercises of the bank that are used.")
    seeds: tuple[SeedId, ...] = Field((), description="Ideas this activity practises by itself, such as a debate.")
    materials: tuple[Line, ...] = Field((), description="What lies ready for this step, where a series needs much.")


class Session(Record):
    """One meeting of the group."""

    title: Line
    minutes: int = Field(ge=20, le=300, description="From welcome to goodbye, breaks included.")
    before: Prose | None = Field(None, description="What people do on their own before it.")
    if_short: Prose = Field(description="What to leave out first when time runs short. Never what is said about it.")
    steps: tuple[Step, ...] = Field(min_length=3)
    between: Prose | None = Field(None, description="What people try until the next time.")

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(step.minutes for step in self.steps)
        if total != self.minutes:
            raise ValueError(f"the steps take {total} minutes and the session {self.minutes}. Change one of them")
        return self


class Trouble(Record):
    """Something that may go wrong in the room."""

    when: Line = Field(description="What happens, in a few words.")
    do: Prose = Field(description="What the trainer does then, or says.")


class RunSheet(Record):
    """A workshop or a series of them."""

    id: Slug
    title: Line
    aim: Line = Field(description="What people can do afterwards, as one could see it.")
    people: Line = Field(description="How many it is made for, as in `8 to 20 people`.")
    materials: tuple[Line, ...]
    room: Prose = Field(description="How the room is set, and how people take part on paper and with a phone.")
    prepare: Prose = Field(description="What the trainer does before.")
    sessions: tuple[Session, ...] = Field(min_length=1, max_length=8)
    if_it_goes_wrong: tuple[Trouble, ...] = Field(min_length=2, description="What may go wrong here, and what helps.")
    aftercare: Prose = Field(description="Who looks after people afterwards, and how.")
    sources: tuple[BibKey, ...] = ()
