"""Entries in one form, so that equal ones can be told: the twin of `js/src/journal/whole.ts`."""

import json
from collections.abc import Iterable
from typing import Any

from powerwith.model import (
    ChoiceResponse,
    ConversationResponse,
    Entry,
    MarksResponse,
    PlannerResponse,
    ReflectionResponse,
    RepliesResponse,
    RewriteResponse,
    ScaleResponse,
    SortResponse,
    VignetteCase,
    VignetteResponse,
)
from powerwith.model.entry import ReplyMarks, Response
from powerwith.payload import canonical
from powerwith.plain import clean, cleaned

WHO_AND_WHEN = ("v", "id", "rev", "seq", "updated")
"""What an entry says about itself and not about the answer."""


def entry(plain: Any) -> Entry:
    """An entry from plain JSON, as it comes from a browser. Raises ValueError if it does not fit the format."""
    return Entry.model_validate_json(json.dumps(cleaned(plain)))


def whole(kept: Entry) -> Entry:
    """A copy with clean text."""
    return entry(kept.model_dump(mode="json"))


def content(kept: Entry) -> str:
    """What an entry says, without who it is and when: equal content is never kept twice."""
    said = cleaned(kept.model_dump(mode="json", exclude=set(WHO_AND_WHEN)))
    return canonical(said)


def covers(newer: Entry, older: Entry) -> bool:
    """True if everything written in `older` still stands in `newer`, so that it can take its place."""
    if content(newer) == content(older):
        return True
    if older.outcome or newer.kind != older.kind:
        return False
    now = dict(_texts(newer.response))
    if any(text not in now.get(name, "") for name, text in _texts(older.response)):
        return False
    a, b = newer.response, older.response
    if isinstance(a, ChoiceResponse) and isinstance(b, ChoiceResponse):
        return b.option is None or a.option == b.option
    if isinstance(a, SortResponse) and isinstance(b, SortResponse):
        return b.groups.items() <= a.groups.items()
    if isinstance(a, ScaleResponse) and isinstance(b, ScaleResponse):
        return b.ratings.items() <= a.ratings.items()
    if isinstance(a, MarksResponse) and isinstance(b, MarksResponse):
        return all(_has_marks(a.replies.get(prompt), given) for prompt, given in b.replies.items())
    if isinstance(a, VignetteResponse) and isinstance(b, VignetteResponse):
        same = (a.pack, a.version, a.seed) == (b.pack, b.version, b.seed)
        return same and all(_has_case(a.cases.get(case), given) for case, given in b.cases.items())
    return True


def _has_marks(now: ReplyMarks | None, given: ReplyMarks) -> bool:
    if now is None:
        return not given.deducted and not given.marks
    return now.deducted == given.deducted and given.marks.items() <= now.marks.items()


def _has_case(now: VignetteCase | None, given: VignetteCase) -> bool:
    if now is None:
        return not given.skipped and not given.ratings and given.step is None
    chosen = given.step is None or now.step == given.step
    return chosen and now.skipped == given.skipped and given.ratings.items() <= now.ratings.items()


def _texts(response: Response) -> Iterable[tuple[str, str]]:
    """Everything written in an answer, each text with its place."""
    match response:
        case SortResponse() | MarksResponse():
            return
        case ScaleResponse():
            yield from ((name, clean(text)) for name, text in response.fields.items())
        case VignetteResponse():
            yield from ((name, clean(case.text)) for name, case in response.cases.items())
        case RepliesResponse():
            yield from ((name, clean(text)) for name, text in response.texts.items())
        case ChoiceResponse() | RewriteResponse():
            yield "text", clean(response.text)
        case ReflectionResponse():
            yield from ((name, clean(text)) for name, text in response.fields.items())
        case PlannerResponse():
            yield from ((name, clean(text)) for name, text in response.fields.items())
            for name, rows in response.rows.items():
                for at, row in enumerate(rows):
                    yield from ((f"{name} {at} {key}", clean(text)) for key, text in row.items())
        case ConversationResponse():
            yield "text", clean(response.text)
            for at, said in enumerate(response.turns):
                yield f"turn {at}", f"{said.turn} {said.reply} {clean(said.text)}"
