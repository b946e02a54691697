"""What a mean of scores can be, reckoned from nothing but what is shown of its items.

Whoever has the items can reckon the same, so it tells nothing new of anybody. It is for scores of few items: there the
real mean and the real spread would say which of the hidden answers were given.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from powerwith.cohort.cells import Row
from powerwith.cohort.suppress import MOST, SHOWN, SMALL, STEPS


@dataclass(frozen=True)
class Open:
    """A mean lies from low to high; one person's score lies no farther from it, on average, than the spread."""

    low: float
    high: float
    spread: float
    n: int

    def step(self) -> float:
        """What it is rounded to, at least as wide as it is open; 0 where none is."""
        return next((one for one in STEPS if one >= self.high - self.low - 1e-9), 0.0)

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


def opened(values: Sequence[float], row: Row | None, n: int, *, aside: int) -> Open:
    """One item. `values`: what each answer counts; `aside`: so many first ones are no answer and count nothing.

    None for a row, or one of which no answer is shown: it lies anywhere.
    """
    given = values[aside:]
    low, high = min(given), max(given)
    if row is None or row["state"] not in (SHOWN, MOST):
        return Open(low, high, (high - low) / 2, n)
    parts = _parts(values, row, aside)
    ends = [_mean(parts, pick, drop) for pick in (0, 1) for drop in (False, True)]
    low, high = min(ends), max(ends)
    middle = (low + high) / 2
    people = sum(count for count, *_ in parts)
    squares = sum(count * max((down - middle) ** 2, (up - middle) ** 2) for count, down, up, _ in parts)
    return Open(low, high, math.sqrt(squares / people), n)


_Part = tuple[int, float, float, bool]
"""So many people, who gave at least and at most this, and who may have given no answer."""


def _parts(values: Sequence[float], row: Row, aside: int) -> list[_Part]:
    if row["state"] == MOST:
        few = SMALL - 1
        mostly = values[row["most"]] if row["most"] >= aside else min(values[aside:])
        ends = min(values[aside:]), max(values[aside:])
        return [(row["n"] - few, mostly, mostly, row["most"] < aside), (few, *ends, aside > 0)]
    made: list[_Part] = []
    for group in sorted(set(row["groups"])):
        places = [i for i, one in enumerate(row["groups"]) if one == group]
        inside = [values[i] for i in places if i >= aside]
        if row["totals"][group] and inside:
            made.append((row["totals"][group], min(inside), max(inside), min(places) < aside))
    return made


def _mean(parts: Sequence[_Part], pick: int, drop: bool) -> float:
    """With everybody at the lower or the upper end, and those who may have given no answer in it or left out."""
    kept = [part for part in parts if not (drop and part[3])] or list(parts)
    return sum(part[0] * part[1 + pick] for part in kept) / sum(part[0] for part in kept)


def together(items: Sequence[tuple[float, Open]]) -> Open:
    """A mean of items, each with its weight. Scores spread no more than their items do on average (Minkowski)."""
    return Open(
        sum(weight * one.low for weight, one in items),
        sum(weight * one.high for weight, one in items),
        sum(weight * one.spread for weight, one in items),
        max(one.n for _, one in items),
    )
