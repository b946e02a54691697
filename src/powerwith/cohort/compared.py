"""What may be told of a group's answers to a pack of cases. There is no field for a person in any of it."""

from powerwith.cohort.randomised import Interval
from powerwith.model import Record


class Dot(Record):
    """One cohort of a pool, drawn in grey."""

    cohort: str
    people: int
    difference: float


class Compared(Record):
    """One outcome: the difference in points, loaded minus plain, and the sentences that go with it.

    Of a pack with a marker, `plain` is the version without it and `loaded` the one with it.
    """

    outcome: str
    label: str
    asks: str
    plain: int
    loaded: int
    difference: float | None
    bar50: Interval | None
    bar95: Interval | None
    dots: tuple[Dot, ...]
    sentences: tuple[str, ...]


class Share(Record):
    """How many of 100 choices in one version were of this kind, in steps of 5, with a 95% interval."""

    estimate: int
    low: int
    high: int


class Both(Record):
    """One kind of choice, or several together, in either version."""

    label: str
    a: Share
    b: Share


class Spread(Record):
    """What was chosen in either version, described and not compared. Without parts, the sentences say why."""

    asks: str
    people: int | None
    parts: tuple[Both, ...]
    sentences: tuple[str, ...]


class Trial(Record):
    """What a group's answers to one pack come to. `refused` says why nothing was computed."""

    pack: str
    version: int
    design: str
    versions: tuple[str, str]
    """What version A is called, and what B is."""
    people: int
    cohorts: int
    left_out: tuple[str, ...]
    refused: str | None
    label: str | None
    compared: tuple[Compared, ...]
    steps: Spread | None
    lines: Spread | None
    note: str | None = None
    """That this is as it was shown before, and why."""
    asks: str
    fixes: tuple[str, ...]
