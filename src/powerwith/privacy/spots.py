"""Finds what might identify somebody by its form: a number, an address, a date."""

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from powerwith.model.base import Record
from powerwith.privacy.rulebook import LETTERS, Compiled, compiled


class Spot(Record):
    """A place that might identify somebody: what it looks like, and where, in code points."""

    kind: str
    start: int
    end: int
    hard: bool


@dataclass(frozen=True)
class _Ready:
    """One rule, ready to run."""

    kind: str
    hard: bool
    pattern: re.Pattern[str]
    check: Callable[[str], bool]
    needs: str


@functools.cache
def _ready() -> tuple[_Ready, ...]:
    plain = compiled()
    areas = frozenset(plain["areas"])
    checks = {"": lambda text: True, "mod-11": _adds_up, "area": lambda text: _area(text) in areas}
    return tuple(
        _Ready(one["kind"], one["hard"], _whole(one), checks[one.get("check", "")], one.get("needs", ""))
        for one in plain["rules"]
    )


def _whole(rule: Compiled) -> re.Pattern[str]:
    """The rule's expression: a sign that is no letter and what stands before it, then what is marked."""
    no_letter = f"[^{LETTERS}{rule.get('not_after', '')}]"
    return re.compile(f"({no_letter}{rule['after']})({rule['marked']})(?![{LETTERS}])")


def _adds_up(text: str) -> bool:
    """The check digit of NHS, CHI and Health and Care numbers: weights 10 to 2, modulo 11."""
    digits = [int(sign) for sign in text if "0" <= sign <= "9"]
    total = sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False))
    return (11 - total % 11) % 11 == digits[9]


def _area(text: str) -> str:
    letters = re.match("[A-Za-z]{1,2}", text)
    return letters[0].upper() if letters else ""


def found(text: str) -> tuple[Spot, ...]:
    """Every place that might identify somebody by its form, in order, none of them overlapping."""
    padded = f"\n{text}\n"
    spots: list[Spot] = []
    for rule in _ready():
        if rule.needs and not (_DIGIT.search(text) if rule.needs == "digit" else rule.needs in text):
            continue
        spots.extend(_by(rule, padded))
    return _settled(spots)


_DIGIT = re.compile("[0-9]")


def _by(rule: _Ready, padded: str) -> Iterator[Spot]:
    at = 0
    while match := rule.pattern.search(padded, at):
        start, end = match.span(2)
        if rule.check(match[2]):
            yield Spot.model_construct(kind=rule.kind, start=start - 1, end=end - 1, hard=rule.hard)
            at = end
        else:
            at = match.start() + 1


def _settled(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """What overlaps becomes one: as long as all together, of the kind of the longest, hard if one of them is.

    Of two equally long the hard one gives its kind, then the one whose rule stands first.
    """
    done: list[Spot] = []
    longest: list[tuple[int, bool]] = []
    for spot in sorted(spots, key=lambda one: one.start):
        rank = (spot.end - spot.start, spot.hard)
        if not done or spot.start >= done[-1].end:
            done.append(spot)
            longest.append(rank)
            continue
        last, wins = done[-1], rank > longest[-1]
        longest[-1] = max(longest[-1], rank)
        done[-1] = Spot.model_construct(
            kind=spot.kind if wins else last.kind,
            start=last.start,
            end=max(last.end, spot.end),
            hard=last.hard or spot.hard,
        )
    return tuple(done)
