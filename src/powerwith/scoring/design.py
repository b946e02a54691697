"""What a group of some size can show: how often, in which direction, and how overstated."""

import math

import scipy

from powerwith.scoring.estimate import Estimate, of_100, percent, refused, say


def power(effect: float, n: int, *, level: float = 0.95) -> Estimate:
    """How often a group of `n` would show a real mean change of `effect` (in standard deviations of the change)."""
    rule = _design(level)
    if why := _no_design(effect, n):
        return refused(why, n, rule)
    up, down = _tails(effect, n, level)
    says = f"If the real change were {say(effect)} of its spread, {of_100(up + down)} groups of {n} would show a change"
    return Estimate(estimate=up + down, low=None, high=None, n=n, rule=rule, sentence=f"{says}.")


def sign_error(effect: float, n: int, *, level: float = 0.95) -> Estimate:
    """Of the groups that show a change, how many show it in the wrong direction. Gelman and Carlin (2014)."""
    rule = _design(level)
    why = _no_design(effect, n) or ("With no real change, no direction is the right one" if effect == 0 else "")
    if why:
        return refused(why, n, rule)
    up, down = _tails(abs(effect), n, level)
    wrong = down / (up + down)
    says = f"Of groups of {n} that show a change, {of_100(wrong)} would show it in the wrong direction."
    return Estimate(estimate=wrong, low=None, high=None, n=n, rule=rule, sentence=says)


def magnitude_error(effect: float, n: int, *, level: float = 0.95) -> Estimate:
    """By how much the groups that show a change overstate it, on average. Gelman and Carlin (2014).

    Exact for the paired t test: over all spreads a group may happen to have, not for a fixed one.
    """
    rule = _design(level)
    why = _no_design(effect, n) or ("With no real change, every change shown is too large" if effect == 0 else "")
    if why:
        return refused(why, n, rule)
    df, critical = n - 1, float(scipy.stats.t.ppf(0.5 + level / 2, n - 1))
    error = 1 / math.sqrt(n)

    def shown(part: float) -> float:
        spread = float(scipy.stats.chi.ppf(part, df)) / math.sqrt(df)
        return _beyond(abs(effect), error, critical * spread * error)

    total = float(scipy.integrate.quad(shown, 0, 1, limit=400, epsabs=1e-12)[0])
    times = total / sum(_tails(effect, n, level)) / abs(effect)
    says = f"Groups of {n} that show a change would make it look {say(times, 1)} times as large as it is, on average."
    return Estimate(estimate=times, low=None, high=None, n=n, rule=rule, sentence=says)


def _beyond(mean: float, error: float, edge: float) -> float:
    """The mean size of a normal estimate where it lies beyond the edge on either side, times how often it does."""
    high, low = (edge - mean) / error, (-edge - mean) / error
    above = mean * float(scipy.stats.norm.sf(high)) + error * float(scipy.stats.norm.pdf(high))
    below = -mean * float(scipy.stats.norm.cdf(low)) + error * float(scipy.stats.norm.pdf(low))
    return above + below


def _tails(effect: float, n: int, level: float) -> tuple[float, float]:
    """How often the t of the change lies beyond the edge upwards, and downwards."""
    df, edge, away = n - 1, float(scipy.stats.t.ppf(0.5 + level / 2, n - 1)), effect * math.sqrt(n)
    return float(scipy.stats.nct.sf(edge, df, away)), float(scipy.stats.nct.sf(edge, df, -away))


def _design(level: float) -> str:
    return f"paired t, {percent(level)} interval that leaves out no change; effect in spreads of the change"


def _no_design(effect: float, n: int) -> str:
    if n < 2:
        return "It takes at least two people to see a spread"
    if not (math.isfinite(effect) and abs(effect) <= 5):
        return f"A change of {effect} spreads is nothing one could plan with. Use one between -5 and 5"
    return ""
