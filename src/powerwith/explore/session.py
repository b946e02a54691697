"""Answers given in a running notebook, held in its memory by all its exercises together."""

from collections.abc import Callable

from powerwith.journal import Kept
from powerwith.model import Entry


class Session:
    """A journal that is gone when the notebook is closed: `Practice("epsa", journal=session)`.

    Exercises that share one see each other's answers, as those on a page do.
    """

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._told: list[Callable[[Entry], None]] = []

    def __repr__(self) -> str:
        return f"<Session, {len(self._entries)} answers>"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every answer in the order in which they were first kept."""
        return tuple(sorted(self._entries.values(), key=lambda entry: entry.seq))

    def keep(self, entry: Entry) -> Kept:
        """Keep an answer in memory, and tell those who follow."""
        known = self._entries.get(entry.id)
        seq = known.seq if known else 1 + max((one.seq for one in self._entries.values()), default=0)
        kept = entry.model_copy(update={"seq": seq, "rev": known.rev + 1 if known else 1})
        self._entries[kept.id] = kept
        for tell in self._told:
            tell(kept)
        return Kept(kept, on_disk=False)

    def follow(self, tell: Callable[[Entry], None]) -> None:
        """Call this with every answer that is kept from now on."""
        self._told.append(tell)
