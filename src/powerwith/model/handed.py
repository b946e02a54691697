"""What a journal remembers about shares, so that the next one fits the last: for which cohort, and how often."""

from typing import Annotated

from pydantic import Field, StringConstraints

from powerwith.model.base import Record, Uuid

CohortCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=3, max_length=24)]
"""What a trainer calls a cohort: `spring-b`. Never the name of a person or a place of work."""

MOST_COHORTS = 100
"""So many cohorts are remembered; the one handed to longest ago goes first."""


class Handed(Record):
    """Shares made for one cohort. `before`, `after`, `later`: up to which entry (`seq`) they went out as that."""

    cohort: CohortCode
    share: Uuid = Field(description="Stands for this learner in this cohort and nowhere else; made by chance.")
    seq: int = Field(ge=1, description="How many shares there were.")
    before: int | None = Field(default=None, ge=0)
    after: int | None = Field(default=None, ge=0)
    later: int | None = Field(default=None, ge=0)
