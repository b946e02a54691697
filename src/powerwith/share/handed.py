"""What a journal remembers about shares: under which id, how many, and up to which entry they were *before*."""

import hashlib
import uuid
from collections.abc import Iterable, Sequence

from powerwith.model import Entry, Handed
from powerwith.model.handed import MOST_COHORTS
from powerwith.share.answers import Phase


def merge(here: Iterable[Handed], brought: Iterable[Handed]) -> tuple[Handed, ...]:
    """Both together, cohort by cohort: the id under which more shares went out, and the higher counts."""
    made: dict[str, Handed] = {}
    for one in (*here, *brought):
        made[one.cohort] = _merged(one, made.get(one.cohort, one))
    return tuple(made.values())[-MOST_COHORTS:]


def _merged(a: Handed, b: Handed) -> Handed:
    first = a if a.seq > b.seq or (a.seq == b.seq and a.share < b.share) else b
    return Handed(
        cohort=a.cohort,
        share=first.share,
        seq=first.seq,
        before=_most(a.before, b.before),
        after=_most(a.after, b.after),
        later=_most(a.later, b.later),
    )


def _most(a: int | None, b: int | None) -> int | None:
    return max((one for one in (a, b) if one is not None), default=None)


def of(cohort: str, some: Sequence[Handed]) -> Handed | None:
    """What is remembered of this cohort."""
    return next((one for one in some if one.cohort == cohort), None)


def following(cohort: str, some: Sequence[Handed], *, share: str, phase: Phase, entries: Sequence[Entry]) -> Handed:
    """What is remembered once the next share is made. `share`: the id for a cohort that has none yet."""
    known = of(cohort, some) or Handed(cohort=cohort, share=share, seq=1)
    seq = known.seq + 1 if of(cohort, some) else 1
    update: dict[str, int] = {"seq": seq}
    if phase != "none":
        update[phase] = max((entry.seq for entry in entries), default=0)
    return known.model_copy(update=update)


def from_file(cohort: str, some: Sequence[Handed], *, phase: Phase, entries: Sequence[Entry]) -> Handed:
    """The same for a file that nothing can be remembered in: made again from the same journal, it is the same share.

    A cohort without an id gets one from the oldest entry, and a count that grows with the journal.
    """
    first = min((entry.id for entry in entries if entry.seq == min(one.seq for one in entries)), default="")
    made = uuid.UUID(bytes=hashlib.sha256(f"{cohort} {first}".encode()).digest()[:16], version=4)
    handed = following(cohort, some, share=str(made), phase=phase, entries=entries)
    if of(cohort, some):
        return handed
    return handed.model_copy(update={"seq": max([1, *(entry.seq for entry in entries)])})
