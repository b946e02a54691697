"""Ratings as a table, and where a score stands among many."""

import numpy as np
import pandas as pd
import scipy

from powerwith.model import Scale
from powerwith.scoring.estimate import (
    LARGEST,
    Estimate,
    ScoringError,
    must_be_column,
    must_be_table,
    people,
    percent,
    refused,
    say,
)

PERCENTILE = 30
"""Below this a percentile is the answer of one or two people."""


def turned(items: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """The ratings of a scale (a row for each person) with its reversed items turned round, once.

    Raises ScoringError for a rating the scale does not have, and for a table turned round before.
    """
    must_be_table(items, "items")
    if items.attrs.get("turned") == scale.id:
        raise ScoringError(f"{scale.id}: these ratings have been turned round already. Use them as they are.")
    top = len(scale.answers) - 1
    known = {item.id: item for item in scale.items}
    made = {}
    for name in items.columns:
        if name not in known:
            raise ScoringError(f"{name}: {scale.id} has no such item. Leave the column out.")
        values = pd.to_numeric(items[name], errors="coerce").astype("float64")
        wrong = items[name].notna() & ~values.isin(range(top + 1))
        if wrong.any():
            place, rating = next(iter(items[name][wrong].items()))
            raise ScoringError(f"row {place}, {name}: the rating is {rating}. Use a whole number from 0 to {top}.")
        made[name] = top - values if known[name].reverse else values
    frame = pd.DataFrame(made, index=items.index)
    frame.attrs["turned"] = scale.id
    return frame


def percentile(scores: pd.Series, at: int = 50, *, level: float = 0.95) -> Estimate:
    """The score below which `at` of 100 people lie, with an interval that supposes no shape of the scores."""
    rule = f"percentile {at} by order, {percent(level)} interval by the binomial"
    if not 1 <= at <= 99:
        raise ScoringError(f"at: it is {at}. Use a whole number from 1 to 99.")
    must_be_column(scores, "scores")
    values = np.sort(pd.to_numeric(scores, errors="coerce").dropna().to_numpy(dtype="float64"))
    n = len(values)
    if (np.abs(values) > LARGEST).any():
        return refused("A score is not a number. Look at the column", n, rule)
    if n < PERCENTILE:
        return refused(
            f"With {people(n)} a percentile is the score of one or two. From {PERCENTILE} on it works", n, rule
        )
    low = int(scipy.stats.binom.ppf((1 - level) / 2, n, at / 100))
    high = int(scipy.stats.binom.ppf(0.5 + level / 2, n, at / 100))
    if low < 1 or high >= n:
        return refused(
            f"Percentile {at} of {n} people lies too near the end to be sure of. Use one nearer the middle", n, rule
        )
    value, ends = float(np.percentile(values, at)), (float(values[low - 1]), float(values[high]))
    says = f"Of {n} people, {at} of 100 lie below {say(value)} "
    says += f"({percent(level)} interval {say(ends[0])} to {say(ends[1])})."
    return Estimate(estimate=value, low=ends[0], high=ends[1], n=n, rule=rule, sentence=says)
