"""What leaves Python for the browser."""

from typing import Literal

from pydantic import Field

from powerwith.model.authored import Rung, Setting, Skill
from powerwith.model.base import Line, Record, Slug
from powerwith.model.entry import Digest, Key
from powerwith.model.exercise import Exercise


class Payload(Record):
    """One exercise as a page or a notebook receives it."""

    exercise: Exercise
    digest: Digest
    about: Literal["then"] | None = Field(
        None, description="`then` where a scale looks back at how things were before. Otherwise it is about now."
    )


class ShelfMark(Record):
    """Where an exercise stands in the book and on the ladder, for My journal and Today's three."""

    id: Slug
    title: Line
    chapter: Line = Field(description="The title of the page it is on, with its number.")
    page: Line = Field(description="Address of that page, relative to the book's root.")
    digest: Digest
    words: dict[Key, Line] = Field(
        description="What the keys of an answer stand for: options, cards, groups, questions, and the `line` in hand."
    )
    skills: tuple[Skill, ...] = Field(description="The skills it trains, the main one first.")
    rung: Rung
    setting: Setting
    minutes: int
    level: int
    asked_again: bool = Field(description="Whether the course asks after two weeks what became of the plan in it.")
