"""Entries in one form, so that equal ones can be told: the twin of `js/src/journal/whole.ts`."""

import json
import re
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
)
from powerwith.model.entry import ReplyMarks, Response
from powerwith.payload import canonical

WHO_AND_WHEN = ("v", "id", "rev", "seq", "updated")
"""What an entry says about itself and not about the answer."""

_HALF = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def clean(text: str) -> str:
    """Half characters become U+FFFD, control characters go; tab and line end stay."""
    return _CONTROL.sub("", _HALF.sub("\ufffd", text))


def cleaned(value: Any) -> Any:
    """The same plain value with every text in it clean."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return [cleaned(each) for each in value]
    if isinstance(value, dict):
        return {name: cleaned(each) for name, each in value.items()}
    return value


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
    return True


def _has_marks(now: ReplyMarks | None, given: ReplyMarks) -> bool:
    if now is None:
        return not given.deducted and not given.marks
    return now.deducted == given.deducted and given.marks.items() <= now.marks.items()


def _texts(response: Response) -> Iterable[tuple[str, str]]:
    """Everything written in an answer, each text with its place."""
    match response:
        case SortResponse() | MarksResponse():
            return
        case ScaleResponse():
            yield from ((name, clean(text)) for name, text in response.fields.items())
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
