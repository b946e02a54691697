"""A scale: how somebody rates their own recent conversations, and what its ratings come to."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from powerwith.model.authored import Authored
from powerwith.model.base import Line, Prose, Record, Slug
from powerwith.model.rated import Tenths

Hundredths = Annotated[str, StringConstraints(pattern=r"^\d\.\d\d$")]
"""A number with two digits after the point, written as text: `0.90`."""


class ScaleAnswer(Record):
    """One answer that every item can get. Its place in the list is its rating: the first counts 0."""

    words: Line = Field(description="What the learner chooses, in words, as in `4 to 6 of them`.")


class ScaleItem(Record):
    """One thing that may have happened in a conversation."""

    id: Slug = Field(description="A short name, kept for as long as there are answers.")
    text: Line = Field(description="One sentence in the first person about something one could see or hear.")
    subscale: Slug = Field(description="The id of the subscale it counts towards.")
    reverse: bool = Field(False, description="`true` where more of it is less of what the subscale is about.")
    note: Line | None = Field(None, description="When to say that it did not come up, where that is not plain.")


class Subscale(Record):
    """Some items that belong together. Its name stays hidden the first time."""

    id: Slug = Field(description="A short name for use in `items`.")
    label: Line = Field(description="What is shown once the items are answered.")


class Band(Record):
    """What to say from this mean upwards: an invitation to think, no norm."""

    at_least: Tenths = Field(description="The lowest mean, as shown, to which it applies: `1.5`.")
    label: Line = Field(description="A word or two that praises nobody.")
    says: Line = Field(description="An invitation to think or to try something.")


class Planning(Record):
    """Values for the total score with which to reckon until a pilot has measured them."""

    spread: Hundredths = Field(description="Standard deviation between people.")
    retest: Hundredths = Field(description="Correlation of two ratings by people who have not changed.")


class Scale(Authored):
    """Say in how many of your last conversations each thing happened, for your own learning."""

    kind: Literal["scale"]
    looking_back: Prose | None = Field(
        None, description="What is asked instead of `prompt` where a page says `:then:`, to look back."
    )
    status: Line = Field(description="What the scale is not, shown wherever it or a score of it is shown.")
    answers: tuple[ScaleAnswer, ...] = Field(min_length=2, max_length=9, description="From least to most.")
    skip: Line = Field(description="The words for an item that could not happen: it is left out, never counted as 0.")
    subscales: tuple[Subscale, ...] = Field(
        min_length=1, max_length=12, description="What the items are about, in parts that get a mean each."
    )
    items: tuple[ScaleItem, ...] = Field(
        min_length=2, max_length=72, description="In the order in which they are asked."
    )
    minimum_items: int = Field(ge=1, le=12, description="So many answered items give a subscale a mean.")
    minimum_subscales: int = Field(ge=1, le=12, description="So many subscales with a mean give a total.")
    bands: tuple[Band, ...] = Field(min_length=1, description="From the lowest up; the first begins at `0.0`.")
    when_lower: Line = Field(description="What is said first when a later score is lower.")
    asks: tuple[Line, ...] = Field((), description="Open questions afterwards; answers stay private.")
    planning: Planning | None = Field(None, description="For the reliable change of the total.")

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        for name, ids in (("subscales", self.subscales), ("items", self.items)):
            _all_different(name, [one.id for one in ids])
        known = [one.id for one in self.subscales]
        for i, item in enumerate(self.items):
            if item.subscale not in known:
                raise ValueError(f"items[{i}] counts towards `{item.subscale}`. Known: {', '.join(known)}")
        self._enough_items(known)
        self._mixed(known)
        self._bands_rise()
        return self

    def _enough_items(self, known: list[str]) -> None:
        for i, name in enumerate(known):
            count = sum(item.subscale == name for item in self.items)
            if not self.minimum_items <= count <= MOST_ITEMS:
                raise ValueError(
                    f"subscales[{i}] has {count} items. It needs {self.minimum_items} (`minimum_items`) to {MOST_ITEMS}"
                )
        if self.minimum_subscales > len(known):
            raise ValueError(
                f"`minimum_subscales` is {self.minimum_subscales}, of {len(known)} subscales. Use {len(known)} or fewer"
            )

    def _mixed(self, known: list[str]) -> None:
        for i in range(1, len(self.items)):
            if len(known) > 1 and self.items[i].subscale == self.items[i - 1].subscale:
                raise ValueError(
                    f"items[{i}] follows another of `{self.items[i].subscale}`. Mix the order, so that the names of "
                    "the subscales cannot be guessed"
                )

    def _bands_rise(self) -> None:
        starts = [band.at_least for band in self.bands]
        if starts[0] != "0.0":
            raise ValueError(f"bands[0] begins at {starts[0]}. Begin the first at 0.0")
        for i in range(1, len(starts)):
            if starts[i] <= starts[i - 1]:
                raise ValueError(f"bands[{i}] begins at {starts[i]}, after {starts[i - 1]}. Go from the lowest up")


MOST_ITEMS = 12
"""Of one subscale: then every sum stays a whole number that a browser holds exactly."""


def _all_different(name: str, ids: list[str]) -> None:
    for i, one in enumerate(ids):
        if one in ids[:i]:
            raise ValueError(f"{name}[{i}] has the id `{one}` of another. Give each its own")
