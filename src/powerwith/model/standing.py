"""Where somebody stands: what they rated and what their replies were given, set side by side without a verdict."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from powerwith.model.base import Record, Slug, Uuid
from powerwith.model.rated import Mean, Ratio
from powerwith.model.scale import Hundredths

Phase = Literal["none", "before", "after", "later"]

Signed = Annotated[str, StringConstraints(pattern=r"^(0|[+−]\d)\.\d$|^0$")]
"""A difference with its sign and one digit after the point: `+0.8`, `−0.3`, `0.0`."""


class Gap(Record):
    """An exact difference: `over` divided by `under`, in lowest terms, below nothing where it fell."""

    over: int
    under: int = Field(ge=1)
    shown: Signed


class Occasion(Record):
    """When something was kept."""

    entry: Uuid
    seq: int
    day: str = Field(description="As the learner's clock showed it: 2026-11-22.")
    phase: Phase
    name: str = Field(description="`Before the course`, or the date where it belongs to no phase.")
    words: str = Field(description="The name with the date.")


class Named(Record):
    """An item by its words, and whether it counts the other way round."""

    text: str
    reverse: bool


class Part(Record):
    """What came out for one subscale, under its name."""

    subscale: Slug
    label: str
    answered: int
    mean: Mean | None


class Axis(Record):
    """What a chart of ratings is drawn on, and what must stand beside it."""

    title: str
    status: str
    answers: tuple[str, ...] = Field(description="From least to most; the first counts 0.")


class Profile(Record):
    """One rating: its parts, its total, and what to say about them."""

    when: Occasion
    about: Literal["now", "then"]
    axis: Axis
    parts: tuple[Part, ...]
    total: Mean | None
    strongest: tuple[Named, ...]
    weakest: tuple[Named, ...]
    says: tuple[str, ...]


class Step(Record):
    """One subscale at two times. Less than one whole step is noise."""

    subscale: Slug
    label: str
    before: Mean | None
    after: Mean | None
    gap: Gap | None
    is_noise: bool | None


class Change(Record):
    """Two ratings set side by side, or for a `shift` a time as rated then and as rated looking back.

    `least`: the change of the total from which on it is more than noise. A shift has none: it is no effect.
    """

    kind: Literal["change", "shift"]
    before: Occasion
    after: Occasion
    axis: Axis
    steps: tuple[Step, ...]
    total: Step
    least: Hundredths | None
    says: tuple[str, ...]


class Point(Record):
    """One value of a line: a total of ratings, or the marks that replies were given."""

    when: Occasion
    value: Ratio
    shown: str
    raters: int = Field(ge=1, description="How many people's marks it is the mean of.")


class Lines(Record):
    """How somebody rated themselves, and what their replies showed. Two measures, so two panels."""

    ratings: tuple[Point, ...]
    own_marks: tuple[Point, ...]
    peer_marks: tuple[Point, ...]
    top: int = Field(description="The highest rating there is.")
    most: int = Field(ge=0, description="The most marks there are; 0 where no replies were marked.")
    status: tuple[str, ...]
    says: tuple[str, ...]


class Standing(Record):
    """All of it, for one journal."""

    axis: Axis
    profiles: tuple[Profile, ...] = Field(description="Ratings of now, the oldest first.")
    back: tuple[Profile, ...] = Field(description="Ratings of looking back.")
    changes: tuple[Change, ...] = Field(description="From before the course to its end, and to some weeks later.")
    shift: Change | None
    lines: Lines | None
    left_out: int = Field(ge=0, description="Ratings and marks given before the questions changed.")
    says: tuple[str, ...]
