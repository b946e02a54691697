"""What a group's ratings of cases can say about two wordings, with its interval, and never anything about one person.

Everybody rates some cases in version A and some in version B, so each person is a block. Each person's mean and each
case's mean are taken out, from the ratings and from the versions alike, and what is left of loaded minus plain is the
difference. The interval holds every difference that the dealing itself cannot rule out: chance could have dealt each
person any of six hands, so the ratings are set against the hands that might have been dealt (a randomisation test,
turned round into an interval). It leans on no bell curve.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd

from powerwith import payload
from powerwith.assign import SPLITS
from powerwith.model import Record, Vignette

ARM = 10
"""So many people must have rated something in each version, or nothing is computed."""

WIDEST = 10.0
"""No difference on a scale from 0 to 10 is larger; this is the interval that rules nothing out."""

MARKER = 30
"""So many people a pack with a marker needs, unless several cohorts are put together."""

STILL = 100
"""Below this many people, what is found is still being learned."""

DRAWS = 4999
FEWEST = 199
EXACT = 50_000
"""Up to so many ways to deal, all of them are gone through; beyond that, so many draws by a seed."""

CANNOT_TELL = "We cannot tell. This is not proof of no difference."
DIFFERED = (
    "In this group, on these cases, the two versions were judged differently on average. "
    "Small groups exaggerate. It says nothing about any one of us."
)
LEARNING = "still learning"
TOO_FEW = (
    f"Fewer than {ARM} people rated each version, so nothing is computed. Talk about both versions instead: "
    "which phrase did something, and where do such phrases live in our forms?"
)
TOO_FEW_FOR_A_MARKER = (
    f"This pack differs in a sign of who somebody is. Fewer than {MARKER} people took part, in one cohort, so nothing "
    "is computed. Talk about both versions instead, or put cohorts together that used the same pack."
)
ALIKE = "The ratings hardly differ from case to case, so there is nothing to compare."

_SPLITS = np.array([[place in loaded for place in range(4)] for loaded in SPLITS], dtype=float)
_NOTHING = 1e-9

Numbers = npt.NDArray[np.float64]


class Interval(Record):
    """From low to high, in points on the scale from 0 to 10; loaded minus plain."""

    low: float
    high: float

    @property
    def has_zero(self) -> bool:
        return self.low <= 0 <= self.high


class Dot(Record):
    """One cohort of a pool, drawn in grey."""

    cohort: str
    people: int
    difference: float


class Compared(Record):
    """One outcome: the difference in points, loaded minus plain, and the sentences that go with it."""

    outcome: str
    label: str
    asks: str
    plain: int
    loaded: int
    difference: float | None
    bar50: Interval | None
    bar95: Interval | None
    dots: tuple[Dot, ...]
    sentences: tuple[str, ...]


class Trial(Record):
    """What a group's answers to one pack come to. `refused` says why nothing was computed."""

    pack: str
    version: int
    people: int
    cohorts: int
    left_out: tuple[str, ...]
    refused: str | None
    label: str | None
    compared: tuple[Compared, ...]
    asks: str
    fixes: tuple[str, ...]


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


def trial(pack: Vignette, answers: pd.DataFrame, *, seed: int = 1, draws: int = DRAWS) -> Trial:
    """The answers of one cohort, or of several that used this very pack and version, put together.

    `answers`: a cohort's table of answers. Only first attempts count, since whoever has seen both versions cannot be
    asked again. Answers to another version of the pack are left out, and counted.
    """
    people, left_out = _people(pack, answers)
    cohorts = sorted({cohort for cohort, _ in people})
    refused = _refused(pack, len(people), len(cohorts))
    tables = {one.id: _ratings(pack, one.id, people.values()) for one in pack.outcomes}
    if refused is None and all(min(table.arms) < ARM for table in tables.values()):
        refused = TOO_FEW
    names = [cohort for cohort, _ in people]
    compared = () if refused else tuple(_compared(pack, one, tables[one], names, seed, draws) for one in tables)
    return Trial(
        pack=pack.pack,
        version=pack.version,
        people=len(people),
        cohorts=len(cohorts),
        left_out=left_out,
        refused=refused,
        label=LEARNING if len(people) < STILL else None,
        compared=compared,
        asks=pack.asks,
        fixes=pack.fixes,
    )


def _refused(pack: Vignette, people: int, cohorts: int) -> str | None:
    if pack.design == "marker" and people < MARKER and cohorts < 2:
        return TOO_FEW_FOR_A_MARKER
    return None


# From the table of a cohort

_Person = dict[str, tuple[str, float]]
"""`case/outcome` to version and rating."""


def _people(pack: Vignette, answers: pd.DataFrame) -> tuple[dict[tuple[str, str], _Person], tuple[str, ...]]:
    """Cohort and person to what was rated, in an order that does not depend on who came first."""
    ours = answers[answers["exercise"] == pack.id]
    same = ours[ours["digest"] == payload.payload(pack).digest]
    others = _count(ours) - _count(same)
    first = same[same["attempt"] == same.groupby(["cohort", "person"])["attempt"].transform("min")]
    people: dict[tuple[str, str], _Person] = {}
    undealt = 0
    for (cohort, person), rows in first.groupby(["cohort", "person"], sort=True):
        found = {
            str(item): (str(version), float(number))
            for item, version, number in zip(rows["item"], rows["value"], rows["number"], strict=True)
            if "/" in str(item) and not pd.isna(number)
        }
        if not found:
            continue
        if _is_dealt(pack, found):
            people[str(cohort), str(person)] = found
        else:
            undealt += 1
    said = [("to another version of this pack", others), ("in versions that chance never deals together", undealt)]
    return people, tuple(f"Answers {what} are left out. People: {count}." for what, count in said if count)


def _count(rows: pd.DataFrame) -> int:
    return len(rows[["cohort", "person"]].drop_duplicates())


def _is_dealt(pack: Vignette, found: _Person) -> bool:
    """Whether one of the six hands has these versions for these cases."""
    versions = {(item.split("/")[0], version) for item, (version, _) in found.items()}
    cases = {case for case, _ in versions}
    counts = [sum(version == letter for _, version in versions) for letter in ("a", "b")]
    known = {case.id for case in pack.cases}
    return cases <= known and len(versions) == len(cases) and sum(counts) == len(versions) and max(counts) <= 2


def _ratings(pack: Vignette, outcome: str, people: Iterable[_Person]) -> Ratings:
    given, loaded = [], []
    for person in people:
        cells = [person.get(f"{case.id}/{outcome}") for case in pack.cases]
        given.append([math.nan if cell is None else cell[1] for cell in cells])
        loaded.append([0.0 if cell is None else float(cell[0] == "b") for cell in cells])
    shape = (len(given), len(pack.cases))
    return Ratings(np.array(given, dtype=float).reshape(shape), np.array(loaded, dtype=float).reshape(shape))


# The difference and its interval


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


# In words


def _compared(pack: Vignette, outcome: str, ratings: Ratings, names: list[str], seed: int, draws: int) -> Compared:
    asked = next(one for one in pack.outcomes if one.id == outcome)
    plain, loaded = ratings.arms
    found = difference(ratings) if min(plain, loaded) >= ARM else None
    left = _left(_filled(ratings), ratings.there, _cases(ratings.there))
    sentences: tuple[str, ...]
    bar50 = bar95 = None
    if found is None:
        sentences = (TOO_FEW,)
    elif float((left * left).sum()) < _NOTHING:
        found, sentences = None, (ALIKE,)
    else:
        bar50, bar95 = intervals(ratings, (0.5, 0.95), seed=seed, draws=draws)
        bar = shown(bar95)
        ends = f"Data like these fit anything from {points(bar.low)} to {points(bar.high)}."
        sentences = (f"{asked.short}, {pack.versions.b} against {pack.versions.a}. {ends}", verdict(bar95))
    return Compared(
        outcome=outcome,
        label=asked.short,
        asks=asked.asks,
        plain=plain,
        loaded=loaded,
        difference=None if found is None else round(found, 1) + 0.0,
        bar50=bar50,
        bar95=bar95,
        dots=_dots(ratings, names) if found is not None else (),
        sentences=sentences,
    )


def verdict(interval: Interval) -> str:
    """The fixed sentence, chosen by one rule."""
    return CANNOT_TELL if shown(interval).has_zero else DIFFERED


def shown(interval: Interval) -> Interval:
    """To one digit, and rounded outwards, so that a picture never shows more than is known."""
    low, high = math.floor(interval.low * 10 + 1e-6) / 10, math.ceil(interval.high * 10 - 1e-6) / 10
    return Interval(low=low + 0.0, high=high + 0.0)


def points(value: float) -> str:
    """“1.3 points more”, said of the loaded version; an end of a bar is rounded outwards before it comes here."""
    amount = f"{abs(value):.1f}"
    if amount == "0.0":
        return "no difference"
    return f"{amount} {'point' if amount == '1.0' else 'points'} {'more' if value > 0 else 'less'}"


def _dots(ratings: Ratings, names: list[str]) -> tuple[Dot, ...]:
    """Each cohort of a pool that is large enough, unless a smaller one could be worked out from the rest."""
    cohorts = sorted(set(names))
    if len(cohorts) < 2:
        return ()
    rows = {cohort: [i for i, name in enumerate(names) if name == cohort] for cohort in cohorts}
    parts = {cohort: Ratings(ratings.given[rows[cohort]], ratings.loaded[rows[cohort]]) for cohort in cohorts}
    large = [cohort for cohort in cohorts if min(parts[cohort].arms) >= ARM]
    large.sort(key=lambda cohort: (len(rows[cohort]), cohort), reverse=True)
    while large and 0 < sum(len(rows[cohort]) for cohort in cohorts if cohort not in large) < ARM:
        large.pop()
    found = {cohort: difference(parts[cohort]) for cohort in sorted(large)}
    return tuple(
        Dot(cohort=cohort, people=len(rows[cohort]), difference=round(value, 1) + 0.0)
        for cohort, value in found.items()
        if value is not None
    )
