"""What bringing a backup in would change: the twin of `plan` in `js/src/journal/restore.ts`."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from powerwith.journal.whole import content
from powerwith.model import Entry


class Placed(NamedTuple):
    """An entry to write, and the revision of the record it takes the place of; 0 for a new one."""

    entry: Entry
    expect: int


class Plan(NamedTuple):
    """What would be written, and what of the file was new, here already, or further along than here."""

    puts: tuple[Placed, ...]
    added: int
    same: int
    newer: int


def plan(incoming: Sequence[Entry], here: Sequence[Entry], uuid: Callable[[], str]) -> Plan:
    """What a restore would do to what is here. Restoring the same file again does nothing."""
    known = {one.id: one for one in here}
    said = {content(one) for one in here}
    puts: list[Placed] = []
    same = newer = 0
    for one in incoming:
        mine = known.get(one.id)
        if mine is None:
            puts.append(Placed(one, 0))
        elif mine.rev > one.rev or content(one) in said:
            same += 1
        elif mine.rev < one.rev:
            newer += 1
            puts.append(Placed(one.model_copy(update={"seq": mine.seq}), mine.rev))
        else:
            puts.append(Placed(one.model_copy(update={"id": uuid(), "seq": 0}), 0))
    return Plan(tuple(puts), len(puts) - newer, same, newer)
