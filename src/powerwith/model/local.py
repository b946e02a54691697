"""What differs from country to country: law, codes, rules for CPD, each with its source and its day."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from powerwith.model.base import Line, Prose, Record, Slug

Home = Literal["England", "Scotland", "Wales", "Northern Ireland", "Canada"]
"""The countries the course has texts for. Everybody else is told to check locally."""

HOMES: tuple[Home, ...] = ("England", "Scotland", "Wales", "Northern Ireland", "Canada")

MONTHS_FRESH = 12
"""How long a statement about law or rules is trusted after somebody looked it up."""


class Topic(Record):
    """Something that differs from place to place, as chapters ask for it."""

    id: Slug
    title: Line = Field(description="What the box is called, as in `Equality law where you work`.")
    elsewhere: Prose = Field(description="What a reader in any other country could look for, and where.")


class Source(Record):
    """A public page on which it was seen."""

    name: Line
    address: Line


class LocalText(Record):
    """What holds in one country for one topic."""

    topic: Slug
    says: Prose
    sources: tuple[Source, ...] = Field(min_length=1)
    checked_on: Annotated[date, Field(strict=False)] = Field(description="The day it was looked up.")


class LocalFile(Record):
    """One country's file."""

    country: Home
    texts: tuple[LocalText, ...]


class PersonWord(Record):
    """What people who are helped are called in some service, so that the book can use the reader's own word."""

    id: Slug
    one: Line = Field(description="For one, as in `service user`.")
    many: Line = Field(description="For several, as in `service users`.")
    about: Line = Field(description="Where it is used, and what some people think of it.")


def months_since(day: date, today: date) -> int:
    """Whole months that have passed."""
    return (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)


def after_months(day: date, months: int) -> date:
    """The first day on which so many whole months have passed."""
    years, month = divmod(day.month - 1 + months, 12)
    try:
        return date(day.year + years, month + 1, day.day)
    except ValueError:  # there is no 31st in that month
        years, month = divmod(day.month + months, 12)
        return date(day.year + years, month + 1, 1)
