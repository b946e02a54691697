"""Change of a group, and of one person beside the noise of the score."""

import math
from typing import Any, Literal

import numpy as np
import pandas as pd
import scipy

from powerwith.scoring.estimate import (
    DETAIL,
    GROUP,
    LARGEST,
    SMALLEST,
    Estimate,
    ScoringError,
    must_be_column,
    people,
    percent,
    refused,
    say,
    there_are,
    way,
)
from powerwith.scoring.factors import Vector

BOOTSTRAP = 20
"""Below this, resampling the same few people looks surer than it is."""

NO_CONTROL = "There was no other group to compare with, so this does not show what brought the change."


def paired_change(
    before: pd.Series,
    after: pd.Series,
    *,
    method: Literal["t", "bootstrap"] = "t",
    level: float = 0.95,
    when_lower: str = "",
) -> Estimate:
    """How much higher the same people came out the second time, on average, with its interval.

    People are matched by the index. `when_lower` is said first where the mean fell. Bootstrap: bias-corrected and
    accelerated, 9,999 draws from a fixed seed.
    """
    if method not in ("t", "bootstrap"):
        raise ScoringError(f"method: it is `{method}`. Known: t, bootstrap.")
    rule = f"people there both times, {percent(level)} interval by {'t' if method == 't' else 'bootstrap (BCa)'}"
    change, left, why = _changes(before, after)
    n = len(change)
    if not why and method == "bootstrap" and n < BOOTSTRAP:
        why = f"The bootstrap needs {BOOTSTRAP} people, and here {there_are(n)}. Use the t interval"
    if why:
        return refused(why, n, rule)
    mean, spread = float(change.mean()), float(change.std(ddof=1))
    if spread < SMALLEST:
        if abs(mean) < SMALLEST:
            says = f"All {n} people came out the same both times."
            return Estimate(estimate=0.0, low=None, high=None, n=n, rule=rule, sentence=says)
        return refused(f"All {n} changes are equal, so there is no spread to make an interval from", n, rule)
    low, high = _interval(change, method, level)
    says = f"{when_lower} " if mean < 0 and when_lower else ""
    says += f"On average {n} people came out {way(mean)} ({percent(level)} interval {say(low)} to {say(high)}). "
    says += "No change at all is within the interval. " if low <= 0 <= high else ""
    says += _rose_and_fell(change) + left + NO_CONTROL
    return Estimate(estimate=mean, low=low, high=high, n=n, rule=rule, sentence=says)


def _interval(change: Vector, method: str, level: float) -> tuple[float, float]:
    if method == "bootstrap":
        draws = scipy.stats.bootstrap(
            (change,), np.mean, confidence_level=level, n_resamples=9999, method="BCa", rng=np.random.default_rng(2026)
        )
        return float(draws.confidence_interval.low), float(draws.confidence_interval.high)
    far = float(scipy.special.stdtrit(len(change) - 1, 0.5 + level / 2))
    half = far * float(change.std(ddof=1)) / math.sqrt(len(change))
    return float(change.mean()) - half, float(change.mean()) + half


def _changes(before: pd.Series, after: pd.Series) -> tuple[Vector, str, str]:
    """The changes of people there both times, what to say of the others, and why nothing is shown if so."""
    must_be_column(before, "before")
    must_be_column(after, "after")
    none: Vector = np.array([], dtype="float64")
    if before.index.has_duplicates or after.index.has_duplicates:
        return none, "", "Somebody stands in the table twice, so before and after cannot be matched. Keep one row each"
    both = pd.DataFrame({"before": before, "after": after})
    numbers = both.apply(pd.to_numeric, errors="coerce").astype("float64")
    if (numbers.isna() & both.notna()).any(axis=None) or (numbers.abs() > LARGEST).any(axis=None):
        return none, "", "A score is not a number. Look at the two columns"
    there = numbers.dropna()
    once = int(numbers.notna().any(axis=1).sum()) - len(there)
    left = f"{people(once)} with a score at one time only left out. " if once else ""
    change: Vector = (there["after"] - there["before"]).to_numpy(dtype="float64")
    if len(change) < GROUP:
        return change, left, f"With {people(len(change))} there both times, nothing about the group is shown"
    return np.where(np.abs(change) < SMALLEST, 0.0, change), left, ""


def _rose_and_fell(change: Vector) -> str:
    """How many rose, stayed and fell, where no such number is about one or two people."""
    counts = [int((change > 0).sum()), int((change == 0).sum()), int((change < 0).sum())]
    if len(change) < DETAIL or min(counts) < 3:
        return ""
    return f"{counts[0]} rose, {counts[1]} stayed the same, {counts[2]} fell. "


def by_group(before: pd.Series, after: pd.Series, groups: pd.Series, *, level: float = 0.95) -> dict[str, Estimate]:
    """The change of each group, if every group has ten people there both times; otherwise of none.

    People who belong to no group count as a group of their own: beside the whole, one hidden group could be worked
    out by taking the others away.
    """
    both = pd.DataFrame({"before": before, "after": after}).dropna()
    part = groups.reindex(both.index).astype("object").where(lambda one: one.notna(), "not said")
    counts = part.astype(str).value_counts()
    if len(counts) == 0 or counts.min() < DETAIL:
        why = f"Not every group has {DETAIL} people there both times. Then none is shown, so that no one can be told"
        return {name: refused(why, len(both), "all groups or none") for name in sorted(counts.index)}
    return {
        name: paired_change(both["before"][part == name], both["after"][part == name], level=level)
        for name in sorted(counts.index)
    }


def least_step(spread: float, retest: float, *, level: float = 0.95) -> float:
    """The change of one person's score from which on it is more than noise. Jacobson and Truax (1991)."""
    if not (math.isfinite(spread) and spread > 0 and 0 <= retest < 1):
        raise ScoringError(
            f"spread {spread}, retest {retest}: no noise can be reckoned from these. Use a spread above 0 and a "
            "retest correlation from 0 to below 1."
        )
    return float(scipy.stats.norm.ppf(0.5 + level / 2)) * spread * math.sqrt(2 * (1 - retest))


def reliable_change(
    before: pd.Series | float, after: pd.Series | float, *, spread: float, retest: float, level: float = 0.95
) -> Estimate:
    """A change of the total beside the noise of the score: one person's two scores, or two Series of a group.

    For a person: the change, and what it may really be. For a group of ten or more: the share of people who changed
    by more than noise, with Wilson's interval. Meant for the total alone: eight subscales would raise false alarms.
    """
    step = least_step(spread, retest, level=level)
    rule = f"reliable change: noise is up to {say(step)} (spread {say(spread)}, retest {say(retest)})"
    if not isinstance(before, pd.Series) and not isinstance(after, pd.Series):
        return _own_change(before, after, step, rule)
    change, left, why = _changes(pd.Series(before), pd.Series(after))
    n = len(change)
    if not why and n < DETAIL:
        why = f"With {people(n)} there both times, no share is shown. From {DETAIL} on it is"
    if why:
        return refused(why, n, rule)
    moved = int((np.abs(change) > step + SMALLEST).sum())
    ends = scipy.stats.binomtest(moved, n).proportion_ci(confidence_level=level, method="wilson")
    many = f"{moved} of {n}" if 3 <= moved <= n - 3 else "Fewer than 3" if moved < 3 else "All but fewer than 3"
    says = f"{many} changed by more than {say(step)}, the noise of this score. "
    says += f"By noise alone it would be about {say(n * (1 - level), 1)} of {n}. {left}"
    if not 3 <= moved <= n - 3:
        return Estimate(estimate=None, low=None, high=None, n=n, rule=rule, sentence=says.strip())
    low, high = float(ends.low), float(ends.high)
    return Estimate(estimate=moved / n, low=low, high=high, n=n, rule=rule, sentence=says.strip())


def _own_change(before: Any, after: Any, step: float, rule: str) -> Estimate:
    scores = [pd.to_numeric(one, errors="coerce") for one in (before, after)]
    if not all(math.isfinite(one) for one in scores):
        return refused("There are no two scores to set side by side. It takes one from each time", 0, rule)
    change = float(scores[1]) - float(scores[0])
    if abs(change) < SMALLEST:
        says = "Your total is the same both times."
    elif abs(change) > step + SMALLEST:
        says = f"Your total is {way(change)}. That is more than {say(step)}, the noise of this score."
    else:
        says = f"Your total is {way(change)}. Up to {say(step)} is noise, so it may be no change at all."
    return Estimate(estimate=change, low=change - step, high=change + step, n=1, rule=rule, sentence=says)
