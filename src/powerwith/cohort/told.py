"""What may be told of a group: a number with how sure it is, how many people it stands on, the rule, and a sentence."""

import math
from collections.abc import Iterable, Sequence
from typing import Literal

import pandas as pd
from scipy import special

from powerwith.model import Record
from powerwith.scoring.estimate import DETAIL, GROUP, people, say

EXAGGERATE = "Small groups exaggerate."
LEVEL = 0.95
_Z = float(special.ndtri(0.5 + LEVEL / 2))

State = Literal["nothing", "total", "most or all", "middle", "hidden", "shown"]


class Part(Record):
    """One answer, or several together: how many of 100 people gave it, and what it may be in a larger group."""

    label: str
    estimate: int
    low: int
    high: int
    sentence: str


class Told(Record):
    """One thing told of a group. Where a number would tell of somebody it is None, and the sentence says so."""

    about: str
    exercise: str
    phase: str
    item: str = ""
    label: str
    state: State
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    rule: str
    sentence: str
    parts: tuple[Part, ...] = ()

    @property
    def is_shown(self) -> bool:
        return self.estimate is not None or bool(self.parts)


COLUMNS = ("about", "exercise", "phase", "item", "label", "answer", "estimate", "low", "high", "n", "rule", "sentence")


def frame(told: Iterable[Told]) -> pd.DataFrame:
    """A row for each part, or for what has none. What is not told is an empty text, never a gap without a word."""
    rows: list[dict[str, object]] = []
    for one in told:
        head = one.model_dump(include={"about", "exercise", "phase", "item", "label", "rule"}) | {"n": _cell(one.n)}
        for part in one.parts or (one,):
            numbers = {name: _cell(getattr(part, name)) for name in ("estimate", "low", "high")}
            answer = part.label if isinstance(part, Part) else ""
            rows.append(head | numbers | {"answer": answer, "sentence": part.sentence})
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _cell(number: float | None) -> float | str:
    return "" if number is None else number


def shares(n: int, percent: int, step: int | None = None) -> tuple[int, int]:
    """What a share may be in a larger group, in the steps it is shown in. From the rounded share: it tells no more."""
    step = step or (5 if n < 30 else 1)
    share, room = min(n, max(0, round(percent * n / 100))) / n, _Z**2 / n
    middle, half = share + room / 2, _Z * math.sqrt(share * (1 - share) / n + room / n / 4)  # Wilson
    low, high = max(0.0, middle - half) / (1 + room), min(1.0, (middle + half) / (1 + room))
    return math.floor(low * 100 / step + 1e-9) * step, math.ceil(high * 100 / step - 1e-9) * step


def part(labels: Sequence[str], percent: int, n: int) -> Part:
    """A group of answers in words."""
    low, high = shares(n, percent)
    label = " or ".join(labels)
    about = "About " if n < 30 else ""
    says = f"{about}{percent} of 100 answered {quoted(labels)} (95% interval {low} to {high})."
    if percent == 0:
        says = f"Nobody, or hardly anybody, answered {quoted(labels)}."
    return Part(label=label, estimate=percent, low=low, high=high, sentence=says)


def quoted(labels: Sequence[str]) -> str:
    return " or ".join(f"“{label}”" for label in labels)


def few(n: int) -> str:
    """Why nothing is shown of so few."""
    if n < GROUP:
        return f"Fewer than {GROUP} people answered, so nothing is shown. That keeps each of them out of sight."
    return f"{people(n)} answered. Single questions are shown from {DETAIL} on, so that no one can be told."


def digits(step: float) -> int:
    return 0 if step >= 1 else 1


def number(value: float, step: float) -> str:
    return say(value, digits(step))
