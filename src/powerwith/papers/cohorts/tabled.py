"""What is told of an exercise as a table: all that a picture shows, and for what it does not show the reason."""

from collections.abc import Sequence

import pandas as pd

from powerwith.cohort.told import Told

LISTED = ("marked", "appeals")
"""Told as a share of people, each in a line of its own."""

MEANS = ("score", "change", "beside")


def table(told: Sequence[Told], about: str) -> pd.DataFrame:
    """A row for each answer or number. Of many questions with their answers, a row for each question."""
    if sum(bool(one.parts) for one in told) > 1:
        return _by_question(told)
    rows: list[tuple[str, str, str, str, str]] = []
    for one in told:
        if one.parts:
            rows += [
                (one.label, part.label, f"{part.estimate}", f"{part.low} to {part.high}", _n(one)) for part in one.parts
            ]
        elif one.estimate is None:
            rows.append((one.label, one.sentence, "not shown", "", _n(one)))
        elif about in LISTED:
            value, low, high = of_100(one)
            rows.append((one.label, "", f"{value}", f"{low} to {high}", _n(one)))
        else:
            interval = f"{number(one.low or 0.0)} to {number(one.high or 0.0)}"
            rows.append((one.label, "", number(one.estimate), interval, _n(one)))
    words = "Answer" if any(one.parts for one in told) else "Why not"
    values = "Mean" if about in MEANS else "Of 100"
    made = pd.DataFrame(rows, columns=["Question", words, values, "95% interval", "People"])
    if not any(made[words]):
        return made.drop(columns=words)
    return made.drop(columns="Question") if words == "Answer" and made["Question"].nunique() == 1 else made


def _by_question(told: Sequence[Told]) -> pd.DataFrame:
    rows = [
        (
            one.label,
            "; ".join(f"{part.label}: {part.estimate} ({part.low} to {part.high})" for part in one.parts)
            or one.sentence,
            _n(one),
        )
        for one in told
    ]
    return pd.DataFrame(rows, columns=["Question", "Of 100, with 95% interval", "People"])


def of_100(one: Told) -> tuple[int, int, int]:
    """A share and its interval as people of 100."""
    return round(100 * (one.estimate or 0.0)), round(100 * (one.low or 0.0)), round(100 * (one.high or 0.0))


def number(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")


def _n(one: Told) -> str:
    return "" if one.n is None else str(one.n)
