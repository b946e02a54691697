"""Pretend people and groups, to see what numbers do where the truth is known.

Everything is drawn from a seed, so the same question always gets the same answer. Nobody real is in it.
"""

from collections.abc import Sequence
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from powerwith.model import Record
from powerwith.scoring import ScoringError, least_step

Numbers = NDArray[np.float64]

DRAWS = 200
"""So many groups are drawn: enough to see a pattern, few enough to count."""

RISE, UNSURE, FALL = "a rise", "cannot tell", "a fall"
"""What a group concludes from its interval."""


class Sameness(Record):
    """How ratings of people who have not changed spread: between people, and between two times.

    The default is what the course's own scale is planned with: subscales from 0 to 4 with a spread of 0.70 and a
    retest correlation of .70, totals with 0.50 and about .9.
    """

    subscales: int = 8
    spread: float = 0.70
    retest: float = 0.70
    total_spread: float = 0.50
    middle: float = 2.0


def groups(size: int, change: float, spread: float, *, draws: int = DRAWS, seed: int = 1) -> pd.DataFrame:
    """Groups of one size, drawn where people really change by `change` on average, with `spread` between them.

    A row for each group: its mean change, the ends of its 95% t interval, and what it `shows`.
    Raises ScoringError for a size or spread that no interval can be made from.
    """
    if not 2 <= size <= 1000 or not 0 < spread <= 10 or not abs(change) <= 10 or not 1 <= draws <= 2000:
        raise ScoringError(
            f"size {size}, change {change}, spread {spread}, draws {draws}: no groups can be drawn. "
            "Use 2 to 1000 people, a spread above 0 and up to 10, a change up to 10, and up to 2000 draws."
        )
    people = np.random.default_rng(seed).normal(change, spread, (draws, size))
    mean = people.mean(axis=1)
    half = float(stats.t.ppf(0.975, size - 1)) * people.std(axis=1, ddof=1) / np.sqrt(size)
    shows = np.where(mean - half > 0, RISE, np.where(mean + half < 0, FALL, UNSURE))
    return pd.DataFrame({"mean": mean, "low": mean - half, "high": mean + half, "shows": shows})


def groups_in_words(drawn: pd.DataFrame, size: int, change: float) -> str:
    """What the groups would have concluded, counted."""
    rise, fall = (int((drawn["shows"] == name).sum()) for name in (RISE, FALL))
    unsure, many = len(drawn) - rise - fall, len(drawn)
    says = f"{many} pretend groups of {size}. The real change is {change:.1f}. "
    says += f"{_so_many(rise, many)} would say it went up, {_so_many(unsure, many)} could not tell, "
    says += f"and {_so_many(fall, many)} would say it went down."
    if change > 0 and rise > 0:
        seen = float(drawn["mean"][drawn["shows"] == RISE].mean())
        says += f" Those that say up see a change of {seen:.1f} on average"
        times = seen / change
        says += f", {times:.1f} times the real one." if times >= 1.15 else ", close to the real one."
    return says


def by_size(sizes: Sequence[int], change: float, spread: float, *, seed: int = 1) -> pd.DataFrame:
    """The same for several sizes: how many of 200 groups show what, and how large a rise looks where it is shown."""
    rows = []
    for size in sizes:
        drawn = groups(size, change, spread, seed=seed)
        counts = {name: int((drawn["shows"] == name).sum()) for name in (RISE, UNSURE, FALL)}
        seen = drawn["mean"][drawn["shows"] == RISE].mean()
        half = ((drawn["high"] - drawn["low"]) / 2).mean()
        rows.append({
            "people": size, "say up": counts[RISE], "cannot tell": counts[UNSURE], "say down": counts[FALL],
            "a rise looks like": f"{seen:.2f}" if counts[RISE] else "none seen", "give or take": f"{half:.2f}",
        })  # fmt: skip
    return pd.DataFrame(rows)


def twice(people: int = DRAWS, kind: Sameness | None = None, *, seed: int = 1) -> pd.DataFrame:
    """People rated twice who have not changed at all.

    `before` and `after` are one subscale's; `flags` counts the subscales that differ by more than their noise, and
    `moved` says whether the total (the mean of the subscales) differs by more than its own.
    """
    given = kind or Sameness()
    dice = np.random.default_rng(seed)
    whole = given.spread**2 * given.retest
    noise = given.spread * np.sqrt(1 - given.retest)
    # Parts that all subscales share and parts of their own, so that totals spread as planned.
    total = max(0.0, given.total_spread**2 - noise**2 / given.subscales)
    own = max(0.0, (whole - total) * given.subscales / max(1, given.subscales - 1))
    shared = max(0.0, whole - own)
    true = (
        given.middle
        + dice.normal(0, np.sqrt(shared), (people, 1))
        + dice.normal(0, np.sqrt(own), (people, given.subscales))
    )
    first, second = (true + dice.normal(0, noise, true.shape) for _ in range(2))
    flags = (np.abs(second - first) > least_step(given.spread, given.retest)).sum(axis=1)
    change = second.mean(axis=1) - first.mean(axis=1)
    # The total's noise is that of one subscale over the root of their number.
    moved = np.abs(change) > least_step(given.spread, given.retest) / np.sqrt(given.subscales)
    return pd.DataFrame({"before": first[:, 0], "after": second[:, 0], "flags": flags, "moved": moved})


def twice_in_words(people: pd.DataFrame) -> str:
    """What somebody would have read into it."""
    flagged, moved = int((people["flags"] > 0).sum()), int(people["moved"].sum())
    lowest = lowest_quarter(people)
    rose = float((lowest["after"] - lowest["before"]).mean())
    return (
        f"{len(people)} pretend people rate themselves twice, and nobody changes. Even so, {flagged} have at least "
        f"one of eight subscales that looks changed, and {moved} a total that does. In one subscale, the quarter who "
        f"began lowest {'rise' if rose > 0 else 'fall'} by {abs(rose):.1f} on average."
    )


def lowest_quarter(people: pd.DataFrame) -> pd.DataFrame:
    """Those who began lowest."""
    return people.nsmallest(max(1, len(people) // 4), "before")


def alphas(people: int, items: int = 4, true: float = 0.75, *, draws: int = DRAWS, seed: int = 1) -> pd.Series:
    """What alpha comes out in groups of one size, where it really is `true`."""
    if not 3 <= people <= 2000 or not 2 <= items <= 40 or not 0 < true < 1:
        raise ScoringError(
            f"people {people}, items {items}, alpha {true}: no groups can be drawn. "
            "Use 3 to 2000 people, 2 to 40 items and an alpha between 0 and 1."
        )
    link = true / (items - true * (items - 1))  # the correlation of two items that gives this alpha
    dice = np.random.default_rng(seed)
    shared = dice.normal(0, np.sqrt(link), (draws, people, 1))
    return pd.Series(_alphas(shared + dice.normal(0, np.sqrt(1 - link), (draws, people, items))), name="alpha")


def small_samples(items: pd.DataFrame, people: int, *, draws: int = DRAWS, seed: int = 1) -> pd.Series:
    """Alpha of so many people at a time, taken from a real table without gaps, again and again."""
    table = items.to_numpy(dtype="float64")
    if not 3 <= people <= len(table):
        raise ScoringError(f"people: it is {people}. Use 3 to {len(table)}, since so many are in the table.")
    dice = np.random.default_rng(seed)
    picked = np.stack([dice.choice(len(table), people, replace=False) for _ in range(draws)])
    return pd.Series(_alphas(table[picked]), name="alpha")


def alphas_in_words(found: pd.Series, people: int, groups: str = "pretend groups") -> str:
    """The middle of what came out: 95 of 100."""
    low, high = (float(found.quantile(part)) for part in (0.025, 0.975))
    return (
        f"{len(found)} {groups} of {people}: 95 of 100 find an alpha from {low:.2f} to {high:.2f}, "
        f"and the lowest finds {float(found.min()):.2f}."
    )


def _alphas(drawn: Numbers) -> Numbers:
    """Cronbach's alpha of each layer of draws by people by items."""
    k = drawn.shape[2]
    parts = drawn.var(axis=1, ddof=1).sum(axis=1)
    return cast(Numbers, k / (k - 1) * (1 - parts / drawn.sum(axis=2).var(axis=1, ddof=1)))


def _so_many(count: int, of: int) -> str:
    return "none" if count == 0 else "all" if count == of else f"{count}"
