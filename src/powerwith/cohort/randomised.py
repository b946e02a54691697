"""The difference between two versions, and all differences that the dealing itself cannot rule out.

Everybody rates some cases in version A and some in version B, so each person is a block. Each person's mean and each
case's mean are taken out, from the ratings and from the versions alike, and what is left of B minus A is the
difference. The interval holds every difference that chance cannot rule out: it could have dealt each person any of six
hands, so the ratings are set against the hands that might have been dealt (a randomisation test, turned round into an
interval). It leans on no bell curve.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from powerwith.assign import SPLITS
from powerwith.model import Record

WIDEST = 10.0
"""No difference on a scale from 0 to 10 is larger; this is the interval that rules nothing out."""

DRAWS = 4999
FEWEST = 199
EXACT = 50_000
"""Up to so many ways to deal, all of them are gone through; beyond that, so many draws by a seed."""

_SPLITS = np.array([[place in loaded for place in range(4)] for loaded in SPLITS], dtype=float)
_NOTHING = 1e-9

Numbers = npt.NDArray[np.float64]


class Interval(Record):
    """From low to high, in points on the scale from 0 to 10; B minus A."""

    low: float
    high: float

    @property
    def has_zero(self) -> bool:
        return self.low <= 0 <= self.high


@dataclass(frozen=True)
class Ratings:
    """A row for each person, a column for each case. `given` is NaN where there is no rating; `loaded` is 1 for B."""

    given: Numbers
    loaded: Numbers

    @property
    def there(self) -> Numbers:
        return (~np.isnan(self.given)).astype(float)

    @property
    def arms(self) -> tuple[int, int]:
        """How many people rated something in version A, and in B. One rating alone can be compared with nothing."""
        there = self.there * (self.there.sum(axis=1, keepdims=True) >= 2)
        return int(((1 - self.loaded) * there).any(axis=1).sum()), int((self.loaded * there).any(axis=1).sum())


def difference(ratings: Ratings) -> float | None:
    """Loaded minus plain, with each person's and each case's mean taken out. None where nothing can be compared."""
    basis = _cases(ratings.there)
    given, loaded = _left(_filled(ratings), ratings.there, basis), _left(ratings.loaded, ratings.there, basis)
    size = float((loaded * loaded).sum())
    return float((given * loaded).sum()) / size if size > _NOTHING else None


def intervals(ratings: Ratings, levels: Sequence[float], *, seed: int, draws: int = DRAWS) -> tuple[Interval, ...]:
    """For each level the differences that the dealing cannot rule out.

    For a supposed difference d, the ratings without d times loaded are what they are, whoever was dealt what. A hand
    that might have been dealt shows at least as much as the real one as long as d stays on one side of a threshold of
    its own, so the interval ends where enough thresholds have been passed. Every way to deal is gone through where
    there are few; else it is drawn by the seed, with the real one counted in.
    """
    if draws < FEWEST:
        raise ValueError(f"{draws} draws are too few for an interval. Use {FEWEST} or more")
    there = ratings.there
    basis = _cases(there)
    given, loaded = _left(_filled(ratings), there, basis), _left(ratings.loaded, there, basis)
    size = math.sqrt(float((loaded * loaded).sum()))
    thresholds, same, total = [], 0, 0
    for hands in _hands(len(there), seed, draws):
        other = _left(hands * there, there, basis)
        length = np.sqrt((other * other).sum(axis=(1, 2)))
        safe = np.where(length > _NOTHING, length, 1.0)
        shows, like = (other * given).sum(axis=(1, 2)) / safe, (other * loaded).sum(axis=(1, 2)) / safe
        room = size - like
        is_same = room < _NOTHING * max(size, 1.0)
        thresholds.append(((float((given * loaded).sum()) / size - shows) / np.where(is_same, 1.0, room))[~is_same])
        same, total = same + int(is_same.sum()), total + len(hands)
    if 6 ** len(there) > EXACT:
        same, total = same + 1, total + 1
    ordered = np.sort(np.concatenate(thresholds))
    return tuple(_between(ordered, same, math.floor((1 - level) / 2 * total)) for level in levels)


def is_alike(ratings: Ratings) -> bool:
    """Whether nothing is left to compare once each person's and each case's mean is out."""
    left = _left(_filled(ratings), ratings.there, _cases(ratings.there))
    return float((left * left).sum()) < _NOTHING


def _between(ordered: Numbers, same: int, out: int) -> Interval:
    """`out`: so many hands may show as much, on either side, and a difference is still ruled out."""
    place = out + 1 - same
    if place < 1 or place > len(ordered):
        return Interval(low=-WIDEST, high=WIDEST)
    return Interval(low=max(-WIDEST, float(ordered[place - 1])), high=min(WIDEST, float(ordered[-place])))


def _hands(people: int, seed: int, draws: int) -> Iterator[Numbers]:
    """Ways to deal to all of these people, some hundred at a time: so many, people, four cases."""
    step = max(1, 200_000 // max(people, 1))
    if 6**people <= EXACT:
        every = np.array(list(product(range(6), repeat=people)), dtype=int).reshape(-1, people)
    else:
        every = np.random.default_rng(seed).integers(0, 6, size=(draws, people))
    for start in range(0, len(every), step):
        yield _SPLITS[every[start : start + step]]


def _filled(ratings: Ratings) -> Numbers:
    return np.nan_to_num(ratings.given)


def _cases(there: Numbers) -> Numbers:
    """An orthonormal basis of what differs between cases once each person's mean is out."""
    columns = np.stack([_without_person(np.eye(4)[case] * there, there).ravel() for case in range(4)], axis=1)
    found, sizes, _ = np.linalg.svd(columns, full_matrices=False)
    return np.asarray(found[:, sizes > _NOTHING * max(float(sizes.max(initial=0.0)), 1.0)])


def _without_person(values: Numbers, there: Numbers) -> Numbers:
    count = there.sum(axis=-1, keepdims=True)
    mean = (values * there).sum(axis=-1, keepdims=True) / np.where(count > 0, count, 1.0)
    return np.asarray((values - mean) * there)


def _left(values: Numbers, there: Numbers, basis: Numbers) -> Numbers:
    """What is left once each person's and each case's mean is out."""
    own = _without_person(values * there, there)
    flat = own.reshape(*own.shape[:-2], -1)
    return np.asarray((flat - (flat @ basis) @ basis.T).reshape(own.shape))
