"""The exercises as notebook widgets: the same front end as on the page.

What a learner types travels as a message and is never a synced trait, because a saved notebook stores
every trait. In the built book the cell's output becomes the same node as the `{practice}` directive.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from pydantic import ValidationError

from powerwith import assets, coach, payload
from powerwith.bank import Bank, load_bank
from powerwith.model import Entry

_KEPT = "Kept only while this notebook is running."


class Practice(anywidget.AnyWidget):
    """One exercise in a notebook: `Practice("the-brown-envelope")`."""

    _esm = assets.path("widget.js")
    _css = assets.path("powerwith.css")
    payload = traitlets.Dict().tag(sync=True)
    rules = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)

    def __init__(self, exercise_id: str, *, bank: Bank | None = None) -> None:
        """Look the exercise up in the bank. Raises BankError naming the closest id."""
        record = payload.payload((bank or _bank()).find(exercise_id, "this notebook"))
        self._id = exercise_id
        self._entries: dict[str, Entry] = {}
        rules = coach.compiled() if record.exercise.kind in payload.COACHED else None
        super().__init__(payload=record.model_dump(mode="json", exclude_none=True), rules=rules)
        self.on_msg(self._heard)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every attempt made in this session, oldest first. They live in the kernel alone."""
        return tuple(sorted(self._entries.values(), key=lambda entry: entry.seq))

    def __repr__(self) -> str:
        return f"Practice({self._id!r})"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        made = super()._repr_mimebundle_(**kwargs)
        bundle, metadata = made if isinstance(made, tuple) else (made or {}, {})
        return {**bundle, "text/plain": repr(self), payload.MIME: {"exercise": self._id}}, metadata

    def _heard(self, _widget: Any, content: dict[str, Any], _buffers: Any) -> None:
        if content.get("type") == "hello":
            entries = [entry.model_dump(mode="json") for entry in self.entries]
            self.send({"type": "entries", "entries": entries})
        if content.get("type") == "keep":
            self.send(self._keep(content.get("entry")))

    def _keep(self, given: Any) -> dict[str, str]:
        try:
            entry = Entry.model_validate_json(json.dumps(given))
        except ValidationError:
            return {
                "type": "state",
                "state": "failed",
                "words": "Not kept: this answer did not arrive whole. Press again.",
            }
        known = self._entries.get(entry.id)
        seq = known.seq if known else len(self._entries) + 1
        rev = known.rev + 1 if known else 1
        self._entries[entry.id] = entry.model_copy(update={"seq": seq, "rev": rev})
        return {"type": "state", "state": "memory", "words": _KEPT}


@cache
def _bank() -> Bank:
    """The course's bank, looked for from the notebook's folder upwards."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "exercises").is_dir() and (folder / "_toc.yml").is_file():
            return load_bank(folder / "exercises")
    raise FileNotFoundError(f"{here}: no course folder here or above. Open the notebook from inside the course.")
