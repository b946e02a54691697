"""A skill of the course by name, and how far somebody has come with it."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from powerwith.model.authored import Rung, Skill
from powerwith.model.base import Line, Record

RETURNS = 4
"""How often a skill comes back."""


class SkillName(Record):
    """One skill that exercises train, as learners read it."""

    id: Skill = Field(description="The name used in exercises.")
    label: Line = Field(description="A few words, as in a list.")
    about: Line = Field(description="What it is, in one sentence.")


class Carried(Record):
    """How far one skill has come, without a word of what was written: what a progress code carries."""

    skill: Skill
    rungs: tuple[Rung, ...] = Field(description="The rungs of the ladder on which at least one exercise was done.")
    returns: int = Field(ge=0, le=RETURNS, description="How many of the returns have been.")
    first: date = Field(description="The day of the first practice.")
    last: date = Field(description="The day of the latest practice.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"the last day {self.last} is before the first day {self.first}. Turn them round")
        return self
