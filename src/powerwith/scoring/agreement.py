"""How far raters give the same replies the same marks."""

import numpy as np
import pandas as pd
import scipy

from powerwith.scoring.estimate import (
    DETAIL,
    LARGEST,
    SMALLEST,
    Estimate,
    must_be_table,
    percent,
    quoted,
    refused,
    say,
)
from powerwith.scoring.factors import Matrix

AIM = 0.70
"""What raters of the reply task aim for before marks are used for anything but talk."""


def agreement(marks: pd.DataFrame, *, level: float = 0.95) -> Estimate:
    """The intraclass correlation of raters (rows) who marked the same replies (columns), in absolute agreement.

    For one rater out of many who could have rated: ICC(2,1) of Shrout and Fleiss (1979), interval by McGraw and
    Wong (1996). Replies that not everybody marked are left out.
    """
    rule = f"ICC(2,1), absolute agreement, {percent(level)} interval; replies not marked by all left out"
    must_be_table(marks, "marks")
    numbers = marks.apply(pd.to_numeric, errors="coerce").astype("float64")
    odd = numbers.columns[(numbers.isna() & marks.notna()).any() | (numbers.abs() > LARGEST).any()]
    whole = numbers.dropna(axis="columns")
    k, n = whole.shape
    left = len(numbers.columns) - n
    if len(odd):
        return refused(f"{quoted(list(odd))} cannot be read as marks. Look at that column", n, rule)
    if marks.columns.has_duplicates or marks.index.has_duplicates:
        return refused("Two raters or two replies have the same name. Give each its own", n, rule)
    if k < 2:
        return refused("Agreement needs at least two raters", n, rule)
    if n < DETAIL:
        return refused(f"With {_replies(n)} no agreement is worth printing. From {DETAIL} on it is", n, rule)
    table = whole.to_numpy().T
    if float(np.ptp(table, axis=0).max()) < SMALLEST:
        return refused("Each rater gave all replies the same, so there is no difference to agree on", n, rule)
    if float(np.ptp(table, axis=1).max()) < SMALLEST:
        says = f"The {k} raters gave each of {_replies(n)} the same marks. How sure that is cannot be reckoned from it."
        return Estimate(estimate=1.0, low=None, high=None, n=n, rule=rule, sentence=says)
    value, low, high = _icc(table, level)
    says = f"Agreement of {k} raters on {_replies(n)} is {say(value)} ({percent(level)} interval {say(low)} to "
    says += f"{say(high)}). {_said(value, low)}"
    says += f" {_replies(left).capitalize()} not marked by all {'is' if left == 1 else 'are'} left out." if left else ""
    return Estimate(estimate=value, low=low, high=high, n=n, rule=rule, sentence=says)


def _said(value: float, low: float) -> str:
    if value < 0:
        return "That is less than chance would give: look whether a rater turned the marks round."
    if value < AIM:
        return f"Raters aim for {say(AIM)} or more. Settle the marks together once more before you use them."
    if low < AIM:
        return f"Raters aim for {say(AIM)}, and the interval still goes below it."
    return f"Raters aim for {say(AIM)}, and all of the interval lies above it."


def _replies(count: int) -> str:
    return "1 reply" if count == 1 else f"{count} replies"


def _icc(table: Matrix, level: float) -> tuple[float, float, float]:
    """Of replies (rows) by raters (columns), without gaps: the estimate and the ends of its interval."""
    n, k = table.shape
    rows, columns, grand = table.mean(axis=1), table.mean(axis=0), float(table.mean())
    between = k * float(((rows - grand) ** 2).sum()) / (n - 1)
    raters = n * float(((columns - grand) ** 2).sum()) / (k - 1)
    rest = table - rows[:, None] - columns[None, :] + grand
    error = float((rest**2).sum()) / ((n - 1) * (k - 1))
    value = (between - error) / (between + (k - 1) * error + k * (raters - error) / n)
    a = k * value / (n * (1 - value))
    b = 1 + k * value * (n - 1) / (n * (1 - value))
    parts = (a * raters) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1))
    freedom = (a * raters + b * error) ** 2 / parts
    tail = 0.5 + level / 2
    lower, upper = float(scipy.stats.f.ppf(tail, n - 1, freedom)), float(scipy.stats.f.ppf(tail, freedom, n - 1))
    noise = k * raters + (k * n - k - n) * error
    low = n * (between - lower * error) / (lower * noise + n * between)
    high = n * (upper * between - error) / (noise + n * upper * between)
    return value, low, high
