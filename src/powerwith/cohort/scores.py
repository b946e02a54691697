"""Each person's score, and a mean of them rounded so that it tells of nobody."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from powerwith.cohort import suppress
from powerwith.cohort.reckoned import Open
from powerwith.cohort.told import LEVEL, number
from powerwith.model import Replies, Scale
from powerwith.score import ScoreError, fraction, score

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Scores:
    """Person to score, over how many items it was taken, and the lowest and highest there could be."""

    of: Mapping[str, float] = field(repr=False)
    items: int
    ends: tuple[float, float]
    shown: "Shown | None" = None
    """What is shown of its items, where it is."""
    open: Open | None = None
    """What its mean can be from that alone."""

    @property
    def width(self) -> float:
        return self.ends[1] - self.ends[0]

    def only(self, people: Iterable[str]) -> "Scores":
        return replace(self, of={who: self.of[who] for who in people})

    def step(self) -> float:
        """What its mean is rounded to; 0 where none can be shown."""
        if not self.of:
            return 0.0
        if self.shown is None:
            one = suppress.step(len(self.of), self.items, self.width)
        else:
            mean = sum(self.of.values()) / len(self.of)
            least = suppress.step(len(self.of), self.items, self.shown.reach)
            one = suppress.safe_step(mean, self.shown.answers, self.shown.sums, least)
        return one if one <= self.width / 2 else 0.0


@dataclass(frozen=True)
class Shown:
    """What is shown of the items of a score: how far apart answers put together lie, and what sums that allows."""

    reach: float
    sums: tuple[tuple[float, float], ...]
    answers: int


NONE = Scores({}, 1, (0.0, 1.0))


def rated(scale: Scale, rows: pd.DataFrame) -> dict[str, Scores]:
    """The total (under an empty name) and the subscales of a scale, of whoever answered enough of it."""
    ends = (0.0, float(len(scale.answers) - 1))
    items = Counter(item.subscale for item in scale.items)
    found: dict[str, dict[str, float]] = {name: {} for name in ("", *items)}
    known = {item.id for item in scale.items}
    plain = rows[rows["item"].isin(known)]
    for who, some in plain.groupby("person"):
        ratings = {
            item: None if pd.isna(rating) else int(rating)
            for item, rating in zip(some["item"], some["number"], strict=True)
        }
        try:
            scored = score(scale, ratings)
        except ScoreError:
            continue
        means = {"": scored.total} | {one.subscale: one.mean for one in scored.parts}
        for name, mean in means.items():
            if mean:
                found[name][str(who)] = float(fraction(mean.exact))
    return {name: Scores(some, items[name] or len(scale.items), ends) for name, some in found.items()}


def of_marks(task: Replies, rows: pd.DataFrame) -> dict[str, Scores]:
    """The mean mark of a person's replies, each less one where something takes a point off, never below 0."""
    top = 3.0
    given = rows[rows["item"].str.contains("/", regex=False) & ~rows["item"].str.startswith("=")]
    found: dict[str, float] = {}
    for who, some in given.groupby("person"):
        prompts = some["item"].str.partition("/")[0]
        taken_off = set(prompts[some["item"].str.endswith("/-")])
        numbers = some["number"].groupby(prompts).agg(["sum", "count"])
        if (numbers["count"] != len(task.criteria)).any() or len(numbers) == 0:
            continue
        points = [max(0.0, total - (prompt in taken_off)) for prompt, total in numbers["sum"].items()]
        found[str(who)] = sum(points) / (len(points) * len(task.criteria))
    items = len(task.criteria) * len(task.forms[0].prompts)
    return {"": Scores(found, items, (0.0, top))} if found else {}


def most(values: Vector) -> int:
    """How many people have the commonest score."""
    return int(np.unique(np.round(values, 9), return_counts=True)[1].max())


def rounded(value: float, step: float) -> float:
    """To a whole number of steps, halves upwards."""
    return round(math.floor(value / step + 0.5 + 1e-9) * step, 6) + 0.0


def outwards(low: float, high: float, step: float, ends: tuple[float, float]) -> tuple[float, float]:
    """An interval to whole steps that hold all of it, within what there could be."""
    down, up = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return round(max(down, ends[0]), 6) + 0.0, round(min(up, ends[1]), 6) + 0.0


def by_t(values: Vector, step: float, ends: tuple[float, float]) -> tuple[float, float]:
    half = _t(len(values)) * float(values.std(ddof=1)) / math.sqrt(len(values))
    mean = float(values.mean())
    return outwards(mean - half, mean + half, step, ends)


def widest(mean: float, n: int, step: float, ends: tuple[float, float]) -> tuple[float, float]:
    """From the rounded mean alone: the interval were people as far apart as that mean allows."""
    inside = min(max(mean, ends[0] + step / 2), ends[1] - step / 2)
    half = _t(n) * math.sqrt((inside - ends[0]) * (ends[1] - inside) / (n - 1))
    return outwards(mean - half, mean + half, step, ends)


def by_items(found: Open, step: float, ends: tuple[float, float]) -> tuple[float, float]:
    """By t, were people's scores spread as far as those of the single items."""
    half = _t(found.n) * found.spread / math.sqrt(found.n - 1)
    return outwards(found.middle - half, found.middle + half, step, ends)


def _t(n: int) -> float:
    return float(special.stdtrit(n - 1, 0.5 + LEVEL / 2))


def interval(low: float, high: float, step: float) -> str:
    return f"95% interval {number(low, step)} to {number(high, step)}"
