"""What ratings on a scale come to, in whole numbers from end to end.

The browser has the same in `js/src/judge/score.ts`; both are held together by `tests/vectors/scores.json`.
"""

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, SupportsIndex

from pydantic import TypeAdapter

from powerwith import source
from powerwith.model import Scale, Scored
from powerwith.model.rated import Mean, Ratio, SubscaleMean
from powerwith.model.scale import ScaleItem


class ScoreError(Exception):
    """Ratings that cannot be scored. Holds every problem, not only the first."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load(name: str = "epsa", folder: Path | None = None) -> Scale:
    """A scale of the course by its id, from `folder` or the course's own exercises.

    Raises SourceError, FileNotFoundError outside the course, and ScoreError for a name that is no scale's.
    """
    bank = folder or source.course_folder() / "exercises"
    found = next((path for path in sorted(bank.glob(f"*/{name}.yml")) if _is_scale(path)), None)
    if found is None:
        known = sorted(path.stem for path in bank.glob("*/*.yml") if _is_scale(path))
        raise ScoreError((f"{name}: there is no scale of this name. Known: {', '.join(known)}.",))
    return source.load(found, TypeAdapter(Scale), found.relative_to(bank.parent).as_posix())[0]


def _is_scale(path: Path) -> bool:
    return "\nkind: scale\n" in path.read_text(encoding="utf-8")


def score(scale: Scale, ratings: Mapping[str, Any]) -> Scored:
    """The mean of each subscale and of all, from item id to rating; None is an item that did not come up.

    Reversed items are turned round, skipped ones left out and never filled in. Raises ScoreError.
    """
    if problems := _problems(scale, ratings):
        raise ScoreError(problems)
    rated = [(item, _turned(scale, item, ratings[item.id])) for item in scale.items if _is_rated(item, ratings)]
    parts = tuple(_part(scale, part.id, [value for item, value in rated if item.subscale == part.id])
                  for part in scale.subscales)  # fmt: skip
    means = [fraction(part.mean.exact) for part in parts if part.mean]
    values = {value for _, value in rated}
    ends = (max(values), min(values)) if len(values) > 1 else (None, None)
    skipped = sum(item.id in ratings and ratings[item.id] is None for item in scale.items)
    return Scored(
        parts=parts,
        total=_mean(scale, means) if len(means) >= scale.minimum_subscales else None,
        answered=len(rated),
        skipped=skipped,
        open=len(scale.items) - len(rated) - skipped,
        strongest=tuple(item.id for item, value in rated if value == ends[0]),
        weakest=tuple(item.id for item, value in rated if value == ends[1]),
    )


def fraction(exact: Ratio) -> Fraction:
    """The same number, to reckon with."""
    return Fraction(exact.over, exact.under)


def _is_rated(item: ScaleItem, ratings: Mapping[str, Any]) -> bool:
    return ratings.get(item.id) is not None


def _turned(scale: Scale, item: ScaleItem, rating: int) -> int:
    return len(scale.answers) - 1 - int(rating) if item.reverse else int(rating)


def _part(scale: Scale, subscale: str, values: list[int]) -> SubscaleMean:
    is_enough = len(values) >= scale.minimum_items
    mean = _mean(scale, [Fraction(value) for value in values]) if is_enough else None
    return SubscaleMean(subscale=subscale, answered=len(values), mean=mean)


def _mean(scale: Scale, values: list[Fraction]) -> Mean:
    exact = sum(values, Fraction(0)) / len(values)
    ratio = Ratio(over=exact.numerator, under=exact.denominator)
    text = shown(ratio)
    return Mean(exact=ratio, shown=text, band=max(i for i, band in enumerate(scale.bands) if band.at_least <= text))


def shown(exact: Ratio) -> str:
    """The number with one digit after the point; a half goes to the even digit, as in 2.25 to 2.2."""
    tenths, rest = divmod(exact.over * 10, exact.under)
    if rest * 2 > exact.under or (rest * 2 == exact.under and tenths % 2):
        tenths += 1
    return f"{tenths // 10}.{tenths % 10}"


def _problems(scale: Scale, ratings: Mapping[str, Any]) -> tuple[str, ...]:
    """One sentence for each rating that is none, in the order of the items; then what the scale does not know."""
    top = len(scale.answers) - 1
    known = {item.id for item in scale.items}
    bad = [item.id for item in scale.items if _is_rated(item, ratings) and not _fits(ratings[item.id], top)]
    strange = sorted(
        (key for key in ratings if key not in known), key=lambda key: key.encode("utf-16-be", "surrogatepass")
    )
    return (
        *(f"{name}: the rating is {_quoted(ratings[name])}. Use a whole number from 0 to {top}." for name in bad),
        *(f"{name}: {scale.id} has no such item. Look at the spelling, or leave it out." for name in strange),
    )


def _fits(rating: Any, top: int) -> bool:
    """Whole numbers of a table are not of Python's own type, so the type is asked what it can stand for."""
    return not isinstance(rating, bool) and isinstance(rating, SupportsIndex) and 0 <= rating.__index__() <= top


def _quoted(rating: Any) -> str:
    text = json.dumps(rating, ensure_ascii=False, separators=(",", ":"), default=str)
    return text if len(text) <= 40 else text[:39] + "…"
