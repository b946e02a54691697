"""What people chose in either version of their cases: described, and never tested.

What is compared was settled beforehand, and these are the ratings. A difference that is looked for among next steps
afterwards will be found by chance soon enough. So this only says what was chosen, in a way that tells of nobody.

The same people stand behind both versions: those who chose in both. Each counts the same in a version, whether they
answered one case there or two. The kinds of choice are put together, in both versions alike, until each was chosen by
nobody or by three people at least. People and percentages go in fives, so that neither the total nor the number of
those who rated can be set against a version to find who is missing. No figure for both versions together is shown.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from powerwith.cohort.compared import Both, Share, Spread
from powerwith.cohort.suppress import SMALL, joined
from powerwith.cohort.told import EXAGGERATE, shares
from powerwith.scoring.estimate import DETAIL

STEP = 5
"""People and percentages go in steps of this."""

DESCRIBED = "This is described and not compared. What counts as a difference was settled before, and it is the ratings."
TOO_CLOSE = "In one of the versions the answers lie so close together that showing them would tell of somebody."


class Chosen(NamedTuple):
    """What one person chose in version A, and in B: places in the list of kinds, one for each case."""

    a: tuple[int, ...]
    b: tuple[int, ...]


def spread(asks: str, labels: Sequence[str], chosen: Mapping[Any, Chosen], did: str = "chose") -> Spread:
    """What may be told. `labels`: the kinds of choice, in an order in which neighbours are alike; `did`: as a verb."""
    some = [one for one in chosen.values() if one.a and one.b]
    if len(some) < DETAIL:
        return Spread(asks=asks, people=None, parts=(), sentences=(too_few(did),))
    arms = [[one.a for one in some], [one.b for one in some]]
    groups = joined([grouped(len(labels), arm) for arm in arms])
    kinds = sorted(set(groups))
    if any(sum(_people(arm, _of(groups, kind)) > 0 for kind in kinds) < 2 for arm in arms):
        return Spread(asks=asks, people=None, parts=(), sentences=(TOO_CLOSE,))
    people = len(some) // STEP * STEP
    parts = tuple(_both(labels, _of(groups, kind), arms, people) for kind in kinds)
    says = f"{people} people or a few more {did} in both versions. {DESCRIBED} {EXAGGERATE}"
    return Spread(asks=asks, people=people, parts=parts, sentences=(says,))


def too_few(did: str) -> str:
    """Why nothing is shown of fewer than ten people."""
    return f"Fewer than {DETAIL} people {did} in both versions, so nothing is shown of this."


def grouped(kinds: int, arm: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Kinds put together from the first on while one or two people chose one of them; the last goes back.

    Each kind with the first of its group.
    """
    firsts, start = [], 0
    for kind in range(kinds):
        firsts.append(start)
        if not 0 < _people(arm, range(start, kind + 1)) < SMALL:
            start = kind + 1
    while firsts[-1] and 0 < _people(arm, _of(firsts, firsts[-1])) < SMALL:
        last, before = firsts[-1], firsts[firsts[-1] - 1]
        firsts = [before if one == last else one for one in firsts]
    return tuple(firsts)


def _of(groups: Sequence[int], first: int) -> list[int]:
    return [kind for kind, one in enumerate(groups) if one == first]


def _people(arm: Sequence[Sequence[int]], kinds: Sequence[int]) -> int:
    """How many people chose one of these at least once."""
    return sum(any(one in kinds for one in each) for each in arm)


def _both(labels: Sequence[str], kinds: Sequence[int], arms: Sequence[Sequence[Sequence[int]]], people: int) -> Both:
    a, b = (_share(arm, kinds, people) for arm in arms)
    return Both(label=" or ".join(labels[kind] for kind in kinds), a=a, b=b)


def _share(arm: Sequence[Sequence[int]], kinds: Sequence[int], people: int) -> Share:
    """How much of what people chose was of these kinds: the mean over people. The interval is for so many."""
    mean = sum(sum(one in kinds for one in each) / len(each) for each in arm) / len(arm)
    percent = int(mean * 100 / STEP + 0.5 + 1e-9) * STEP
    low, high = shares(people, percent, step=STEP)
    return Share(estimate=percent, low=low, high=high)
