"""What the ratings of a scale come to: exact numbers, and how they are shown."""

from typing import Annotated

from pydantic import Field, StringConstraints

from powerwith.model.base import Record, Slug

Tenths = Annotated[str, StringConstraints(pattern=r"^\d\.\d$")]
"""A number with one digit after the point, written as text so that no language rounds it: `2.5`."""


class Ratio(Record):
    """An exact number: `over` divided by `under`, in lowest terms."""

    over: int = Field(ge=0)
    under: int = Field(ge=1)


class Mean(Record):
    """A mean, exact and as shown, and which band it falls into (0 for the first)."""

    exact: Ratio
    shown: Tenths
    band: int = Field(ge=0)


class SubscaleMean(Record):
    """What came out for one subscale; no mean where too few items were answered."""

    subscale: Slug
    answered: int = Field(ge=0)
    mean: Mean | None


class Scored(Record):
    """What the ratings come to. Skipped items are left out, and nothing is filled in for them."""

    parts: tuple[SubscaleMean, ...]
    total: Mean | None = Field(description="The mean of the subscales' means.")
    answered: int = Field(ge=0)
    skipped: int = Field(ge=0, description="Items that did not come up.")
    open: int = Field(ge=0, description="Items with no answer yet.")
    strongest: tuple[Slug, ...] = Field(description="The items rated highest, reversed ones turned round.")
    weakest: tuple[Slug, ...] = Field(description="The items rated lowest; none where all are equal.")
