"""How well several items measure one thing, and its limits: alpha and omega."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd
import scipy

from powerwith.scoring import factors
from powerwith.scoring.estimate import (
    DETAIL,
    LARGEST,
    SMALLEST,
    Estimate,
    ScoringError,
    must_be_table,
    people,
    percent,
    quoted,
    refused,
    say,
    spelt,
    there_are,
)
from powerwith.scoring.factors import Matrix

Missing = Literal["listwise", "pairwise"]

DIRECTIONS = "The items point in different directions: is one of them reversed and not turned round?"


def alpha(items: pd.DataFrame, *, missing: Missing = "listwise", level: float = 0.95) -> Estimate:
    """Cronbach's alpha of people (rows) by items (columns), with Feldt's interval.

    `listwise` leaves out people with a gap; `pairwise` uses each pair of items with everybody who answered both, and
    takes the smallest such number for the interval. Feldt, Woodruff and Salih (1987).
    """
    must_be_table(items, "items")
    table = _Items(items, missing, least=2, name="Alpha")
    if table.refusal:
        return refused(table.refusal, table.n, table.rule)
    total, k = float(table.cov.sum()), len(table.cov)
    if total <= 1e-12 * float(np.trace(table.cov)):
        return refused(f"Everybody's items add up to the same total. {DIRECTIONS}", table.n, table.rule)
    value = _alpha(table.cov)
    df = table.pairs - 1
    tail = (1 - level) / 2
    low = 1 - (1 - value) * float(scipy.stats.f.ppf(1 - tail, df, df * (k - 1)))
    high = 1 - (1 - value) * float(scipy.stats.f.ppf(tail, df, df * (k - 1)))
    return _reliability("Alpha", value, (low, high), table, level)


def _alpha(cov: Matrix) -> float:
    k = len(cov)
    return k / (k - 1) * (1 - float(np.trace(cov)) / float(cov.sum()))


def omega(items: pd.DataFrame, *, level: float = 0.95) -> Estimate:
    """McDonald's omega: the part of the total's variance that one common factor explains.

    The factor is fitted by maximum likelihood to people without gaps; the interval is the delta method's on the
    logit. McDonald (1999); for the interval Raykov (2002), Kelley and Pornprasertmanit (2016).
    """
    must_be_table(items, "items")
    return omegas(items, {"": list(items.columns)}, level=level)[""]


def omegas(
    items: pd.DataFrame, subscales: Mapping[str, Sequence[Hashable]], *, level: float = 0.95
) -> dict[str, Estimate]:
    """Omega of each subscale, from one model with a factor for each that may go together."""
    must_be_table(items, "items")
    names = [name for part in subscales.values() for name in part]
    table = _Items(items[names], "listwise", least=3, name="Omega")
    sizes = [len(part) for part in subscales.values()]
    why = table.refusal
    if not why and min(sizes) < 3:
        why = "Omega needs at least three items for each factor"
    if not why and table.constant:
        why = f"{quoted(table.constant)} got the same answer from everybody, so no factor can be fitted. Leave that out"
    if not why and np.linalg.eigvalsh(table.correlations)[0] < 1e-8:
        why = "Some items say exactly the same as others together, so no factor can be fitted. Leave one out"
    fit = None if why else factors.fit(table.correlations, sizes)
    if why or fit is None:
        why = why or "One common factor does not fit these items: one would have no error of its own. Use alpha"
        return {name: refused(why, table.n, table.rule) for name in subscales}
    found = fit.rescaled(np.sqrt(np.diag(table.cov))).omegas(table.n, float(scipy.stats.norm.ppf(0.5 + level / 2)))
    return {
        name: _reliability("Omega", value, ends, table, level)
        for name, (value, ends) in zip(subscales, found, strict=True)
    }


class _Items:
    """People by items, looked through: how many there are, how they go together, or why nothing is worth printing."""

    def __init__(self, items: pd.DataFrame, missing: Missing, *, least: int, name: str) -> None:
        if missing not in ("listwise", "pairwise"):
            raise ScoringError(f"missing: the rule is `{missing}`. Known: listwise, pairwise.")
        numbers = items.apply(pd.to_numeric, errors="coerce").astype("float64")
        odd = numbers.columns[(numbers.isna() & items.notna()).any() | (numbers.abs() > LARGEST).any()]
        empty = numbers.columns[numbers.isna().all()] if len(numbers) else numbers.columns[:0]
        complete = numbers.dropna()
        kept = complete if missing == "listwise" else numbers[numbers.notna().sum(axis=1) >= 2]
        self.n = len(kept)
        left = len(items) - self.n
        self.rule = f"{missing}: " + (
            "people with a gap are left out" if missing == "listwise" else "each pair of items by all who answered both"
        )
        self.left = f"{people(left)} with {'gaps' if missing == 'listwise' else 'fewer than two answers'} left out. "
        self.left = self.left if left else ""
        self.pairs = self.n
        self.refusal = ""
        self.constant: list[str] = []
        if len(items.columns) < least:
            self.refusal = f"{name} needs at least {spelt(least)} items. Here {there_are(len(items.columns))}"
        elif items.columns.has_duplicates:
            self.refusal = "Two columns have the same name. Give each item its own"
        elif len(odd):
            self.refusal = f"{quoted(list(odd))} cannot be read as ratings. Look at that column"
        elif len(empty):
            self.refusal = f"Nobody answered {quoted(list(empty))}. Leave that column out"
        elif self.n < DETAIL:
            self.refusal = f"With {people(self.n)} no reliability is worth printing. From {DETAIL} on it is"
        else:
            self._look(kept)

    def _look(self, kept: pd.DataFrame) -> None:
        given = kept.notna().to_numpy().astype(int)
        self.pairs = int((given.T @ given).min())
        if self.pairs < DETAIL:
            self.refusal = f"Some two items were both answered by only {people(self.pairs)}. From {DETAIL} on it works"
            return
        self.cov: Matrix = np.atleast_2d(kept.cov().to_numpy(dtype="float64"))
        constant = kept.columns[np.diag(self.cov) <= SMALLEST**2]
        self.constant = [str(name) for name in constant]
        if len(constant) == len(kept.columns):
            self.refusal = "Everybody gave the same answer to each item, so there is no difference to measure"
            return
        with np.errstate(divide="ignore", invalid="ignore"):
            spread = np.sqrt(np.diag(self.cov))
            self.correlations: Matrix = self.cov / np.outer(spread, spread)


def _reliability(name: str, value: float, ends: tuple[float, float], table: _Items, level: float) -> Estimate:
    low, high = ends
    says = f"{name} is {say(value)} with {people(table.n)} ({percent(level)} interval {say(low)} to {say(high)}). "
    says += table.left
    if table.constant:
        says += f"{quoted(table.constant)} got the same answer from everybody, which adds nothing. "
    if value < 0:
        says += f"{DIRECTIONS} "
    return Estimate(estimate=value, low=low, high=high, n=table.n, rule=table.rule, sentence=says.strip())
