"""Chance, with a seed: which cases are read in which version, and in which order.

Everybody reads two cases in each version. There are six ways to choose which two, and packs take them in turns, six at
a time in mixed order, so that in a group every case is read equally often in each version, as near as can be. The
browser has the same in `js/src/judge/assign.ts`; both are held together by `tests/vectors/assign.json`.
"""

from collections.abc import Iterator
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from powerwith.model import Record

SPLITS = ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3))
"""The six ways to read two of four cases in version B."""

LARGEST = 4_294_967_295
"""The largest seed."""

_T = TypeVar("_T")


class Hand(Record):
    """What one person reads: the places of the four cases, from 0, in reading order, and the version of each place."""

    order: tuple[int, ...]
    versions: Annotated[tuple[Literal["a", "b"], ...], Field(description="By the place of a case, not by the order.")]


def numbers(seed: int) -> Iterator[int]:
    """Whole numbers below 2 to the 32nd, the same ones for the same seed (mulberry32)."""
    if not 0 <= seed <= LARGEST:
        raise ValueError(f"the seed is {seed}. Use a whole number from 0 to {LARGEST}")
    state = seed
    while True:
        state = (state + 0x6D2B79F5) & LARGEST
        mixed = (state ^ state >> 15) * (state | 1) & LARGEST
        mixed ^= mixed + ((mixed ^ mixed >> 7) * (mixed | 61) & LARGEST) & LARGEST
        yield (mixed ^ mixed >> 14) & LARGEST


def shuffled(items: tuple[_T, ...], source: Iterator[int]) -> tuple[_T, ...]:
    """The same items in an order by chance; every order is equally likely."""
    mixed = list(items)
    for last in range(len(mixed) - 1, 0, -1):
        other = _below(last + 1, source)
        mixed[last], mixed[other] = mixed[other], mixed[last]
    return tuple(mixed)


def deal(seed: int, packs: int) -> tuple[Hand, ...]:
    """So many packs. Within every six, each way to choose the two loaded cases comes once."""
    source = numbers(seed)
    hands: list[Hand] = []
    while len(hands) < packs:
        for loaded in shuffled(SPLITS, source):
            order = shuffled((0, 1, 2, 3), source)
            hands.append(Hand(order=order, versions=tuple("b" if case in loaded else "a" for case in range(4))))
    return tuple(hands[:packs])


def hand(seed: int) -> Hand:
    """What one person on a device of their own reads."""
    return deal(seed, 1)[0]


def _below(most: int, source: Iterator[int]) -> int:
    """A number from 0 to `most` - 1. Numbers from the uneven rest are drawn again, so that none comes more often."""
    even = (LARGEST + 1) - (LARGEST + 1) % most
    drawn = next(source)
    while drawn >= even:
        drawn = next(source)
    return drawn % most
