"""One number with how sure it is, and the words in which it is said."""

from collections.abc import Hashable, Sequence

import pandas as pd

from powerwith.model import Record

GROUP = 5
"""Below this many people nothing about a group is shown."""

DETAIL = 10
"""From here on reliabilities, shares and subgroups are shown."""

LARGEST = 1e9
"""A number beyond this, either way, is no score."""

SMALLEST = 1e-9
"""Scores that differ by less are the same."""


class Estimate(Record):
    """A number, its interval, how many people it stands on, the rule used, and all of it in a sentence.

    Where a number would mislead, it is None and the sentence says why.
    """

    estimate: float | None
    low: float | None
    high: float | None
    n: int
    rule: str
    sentence: str


class ScoringError(Exception):
    """A table that cannot be used as it stands, with what to do."""


def must_be_table(given: object, name: str) -> None:
    """Raises ScoringError, with what to do, where a list or an array was given for a table."""
    if not isinstance(given, pd.DataFrame):
        raise ScoringError(f"{name}: it is a {type(given).__name__}. Make it a table: pandas.DataFrame({name}).")


def must_be_column(given: object, name: str) -> None:
    """Raises ScoringError, with what to do, where a list or an array was given for scores with their people."""
    if not isinstance(given, pd.Series):
        raise ScoringError(f"{name}: it is a {type(given).__name__}. Make it a column: pandas.Series({name}).")


def refused(why: str, n: int, rule: str) -> Estimate:
    end = "" if why.endswith(("?", ".")) else "."
    return Estimate(estimate=None, low=None, high=None, n=n, rule=rule, sentence=f"{why}{end}")


def say(value: float, digits: int = 2) -> str:
    text = f"{value:,.{digits}f}"
    return text.removeprefix("-") if float(text.replace(",", "")) == 0 else text


def way(change: float) -> str:
    return f"{say(abs(change))} {'higher' if change > 0 else 'lower'}"


def percent(level: float) -> str:
    """How sure an interval is, in words. Raises ScoringError for what is no such share."""
    if not 0 < level < 1:
        raise ScoringError(f"level: it is {level}. Use a share between 0 and 1, as in 0.95.")
    return f"{level * 100:g}%"


def of_100(share: float) -> str:
    count = round(share * 100)
    if 0 < count < 100:
        return f"{count} of 100"
    return "fewer than 1 of 100" if count == 0 else "more than 99 of 100"


def people(count: int) -> str:
    return "nobody" if count == 0 else "1 person" if count == 1 else f"{count} people"


def there_are(count: int) -> str:
    return "is 1" if count == 1 else f"are {count}"


def spelt(count: int) -> str:
    return {2: "two", 3: "three"}[count]


def quoted(names: Sequence[Hashable]) -> str:
    """Names as in a sentence: “b1”, “b2” and “b3”."""
    shown = [f"“{name}”" for name in names]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
