"""The exercises as notebook widgets: the same front end as on the page.

What a learner types travels as a message and is never a synced trait, because a saved notebook stores
every trait. In the built book the cell's output becomes the same node as the `{practice}` directive.
"""

from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from powerwith import assets, coach, payload
from powerwith.bank import Bank, BankError, course_bank
from powerwith.journal import Journal, JournalError, entry
from powerwith.model import Entry
from powerwith.source import Problem

_KEPT = "Kept only while this notebook is running."
_SAVED = "Saved on this device."


class Practice(anywidget.AnyWidget):
    """One exercise in a notebook: `Practice("the-brown-envelope")`.

    Answers are gone with the kernel, unless it is given a journal: `Practice("the-brown-envelope",
    journal=open_journal())` keeps them on disk and shows what was kept before. `Practice("epsa", then=True)`
    looks back at how things were before.
    """

    _esm = assets.path("widget.js")
    _css = assets.path("powerwith.css")
    payload = traitlets.Dict().tag(sync=True)
    rules = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)

    def __init__(
        self, exercise_id: str, *, bank: Bank | None = None, journal: Journal | None = None, then: bool = False
    ) -> None:
        """Look the exercise up in the bank. Raises BankError naming the closest id."""
        found = (bank or course_bank()).find(exercise_id, "this notebook")
        if then and not payload.can_look_back(found):
            problem = Problem(
                "this notebook", f"`{exercise_id}` has no words for looking back", "Leave out `then=True`"
            )
            raise BankError((problem,))
        record = payload.payload(found, then=then)
        self._id = exercise_id
        self._then = then
        self._journal = journal
        self._entries: dict[str, Entry] = {}
        rules = coach.compiled() if record.exercise.kind in payload.COACHED else None
        super().__init__(payload=record.model_dump(mode="json", exclude_none=True), rules=rules)
        self.on_msg(self._heard)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every attempt, oldest first: those of this session, or with a journal all that it holds for this exercise."""
        if self._journal is not None:
            return tuple(one for one in self._journal.entries if one.exercise == self._id)
        return tuple(sorted(self._entries.values(), key=lambda entry: entry.seq))

    def __repr__(self) -> str:
        return f"Practice({self._id!r}{', then=True' if self._then else ''})"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        made = super()._repr_mimebundle_(**kwargs)
        bundle, metadata = made if isinstance(made, tuple) else (made or {}, {})
        return {**bundle, "text/plain": repr(self), payload.MIME: self._shown()}, metadata

    def _shown(self) -> dict[str, Any]:
        """What the built book needs to know of this cell."""
        return {"exercise": self._id} | ({"then": True} if self._then else {})

    def _heard(self, _widget: Any, content: dict[str, Any], _buffers: Any) -> None:
        if content.get("type") == "hello":
            entries = [entry.model_dump(mode="json") for entry in self.entries]
            self.send({"type": "entries", "entries": entries})
        if content.get("type") == "keep":
            self.send(self._keep(content.get("entry")))

    def _keep(self, given: Any) -> dict[str, str]:
        try:
            kept = entry(given)
        except ValueError:
            return _state("failed", "Not kept: this answer did not arrive whole. Press again.")
        if self._journal is not None:
            return self._keep_in(self._journal, kept)
        known = self._entries.get(kept.id)
        seq = known.seq if known else len(self._entries) + 1
        rev = known.rev + 1 if known else 1
        self._entries[kept.id] = kept.model_copy(update={"seq": seq, "rev": rev})
        return _state("memory", _KEPT)

    def _keep_in(self, journal: Journal, given: Entry) -> dict[str, str]:
        try:
            kept = journal.keep(given)
        except JournalError as error:
            return _state("failed", f"Not saved yet. {error}")
        if kept.other:
            self.send({"type": "other", "entry": kept.other.model_dump(mode="json")})
        return _state("saved", _SAVED) if kept.on_disk else _state("memory", _KEPT)


class FilePicker(anywidget.AnyWidget):
    """Asks for a file in a notebook. What comes is given to `heard`, and held by nothing that a notebook saves."""

    _esm = assets.path("picker.js")
    label = traitlets.Unicode().tag(sync=True)
    most = traitlets.Int().tag(sync=True)

    def __init__(self, label: str, most: int, heard: Callable[[str, bytes], None]) -> None:
        """`most`: the largest file that is taken, in bytes; a larger one is refused before it is sent."""
        super().__init__(label=label, most=most)
        self._heard = heard
        self.on_msg(self._came)

    def __repr__(self) -> str:
        return f"FilePicker({self.label!r})"

    def _came(self, _widget: Any, content: dict[str, Any], buffers: Any) -> None:
        if content.get("type") == "file" and len(buffers) == 1:
            self._heard(str(content.get("name")), bytes(buffers[0]))


def _state(state: str, words: str) -> dict[str, str]:
    return {"type": "state", "state": state, "words": words}
