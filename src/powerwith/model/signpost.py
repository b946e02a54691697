"""Where to turn: a service, its number, and the day somebody looked it up."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from powerwith.model.base import Line, Prose, Record, Slug

Country = Literal[
    "United Kingdom", "England", "Wales", "Scotland", "Northern Ireland", "Ireland", "Canada", "United States"
]
MONTHS_FRESH = 6
"""How long a telephone number is trusted after it was looked up."""


class Signpost(Record):
    """One entry of `book/signposts.yml`."""

    id: Slug
    country: Country
    name: Line = Field(description="What the service calls itself.")
    for_: Prose = Field(alias="for", description="Who it is for and what it does.")
    phone: Line = Field(description="The number, grouped as people read it aloud.")
    hours: Line | None = Field(None, description="When somebody answers, if that was confirmed.")
    web: Line | None = Field(None, description="The service's own address.")
    source: tuple[Line, ...] = Field(min_length=1, description="Public pages on which the number was seen.")
    checked_on: Annotated[date, Field(strict=False)] = Field(description="The day it was looked up.")
    verified: Literal["confirmed", "unconfirmed"] = Field(description="`unconfirmed` entries are never shown.")
