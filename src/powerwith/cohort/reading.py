"""One file as a share: read with suspicion, refused with its place and what to do."""

import json
import re
import sys
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from powerwith import plain
from powerwith.cohort.limits import Limits
from powerwith.cohort.shown import TURNING, label
from powerwith.cohort.tables import Notice
from powerwith.model.share import SHARED_ANSWERS, Share, SharedAnswer
from powerwith.source import own_path, spell

AGAIN = "Ask for it once more, from the page Share with a trainer"
MOST_TOLD = 3
"""So many fields of one file are named; whoever changed it by hand need not hear of every one."""
ANSWER_VALUES = 3_000
"""Fields and items inside one answer; the longest conversation has fewer."""
MARKS_IN_A_ROW = 30
"""Accents and other marks on one letter, as many as Unicode calls safe to normalise."""

T = TypeVar("T")
_ANSWER: TypeAdapter[SharedAnswer] = TypeAdapter(SharedAnswer)

_ELSE = {
    "powerwith-backup": (
        "this is the backup of a whole journal, with everything written in it, and nothing of it was read",
        "Delete it, and ask for a share instead",
    ),
    "powerwith-envelope": (
        "this is the locked backup of a journal and not a share",
        "Delete it, and ask for a share instead",
    ),
    "powerwith-replies": ("this is a sheet of replies to rate and not a share", "Open it under Rate replies"),
    "powerwith-marks": ("these are marks for one learner and not a share", "Give them back to who asked for them"),
}


class Refusal(Exception):  # noqa: N818 - the answer to a file and no fault
    """A file that is left out, with a field where there is one, what is the case, and what to do."""

    def __init__(self, *told: tuple[str, str, str]) -> None:
        super().__init__(told)
        self.told = told

    def notices(self, file: str) -> list[Notice]:
        """The same, with the file's name."""
        return [Notice("refused", file, *one) for one in self.told]


class Read(NamedTuple):
    """A share, at which number in the file each of its answers stands, and what is worth knowing about it."""

    share: Share
    places: list[int]
    notices: list[Notice]


def text_of(raw: bytes) -> str:
    """The text of a file. Raises Refusal that names what it is instead."""
    if not raw.strip():
        raise Refusal(("", "the file is empty", AGAIN))
    for start, what in _NOT_TEXT:
        if raw.startswith(start):
            raise Refusal(("", f"this is {what}, whatever its name says", AGAIN))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        says = "the text is not UTF-8, as a share always is"
        raise Refusal(("", says, "Save it as UTF-8, or ask for it once more")) from None
    if "\0" in text[:4096]:
        raise Refusal(("", "this is no text file", AGAIN))
    if re.match(r"\s*<(!|\?|html|head|body|svg|script)", text, re.IGNORECASE):
        raise Refusal(("", "this is a web page and not a share", "Open the page and save the share itself"))
    return text


_NOT_TEXT = (
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"%PDF", "a PDF"),
    (b"PK", "a zip or an office document"),
    (b"SQLite format 3", "a data base"),
    (b"\x1f\x8b", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"Rar!", "a packed file"),
)


def share_in(text: str, file: str, limits: Limits) -> Read:
    """The share in a JSON text. Raises Refusal, and then nothing of it is used."""
    if text.count(",") + text.count("[") + text.count("{") > limits.values:
        raise Refusal(("", f"the file holds more than {limits.values:,} values", AGAIN))
    values = _values(text)
    _head(values)
    answers = values["answers"]
    share = _fit(lambda: Share.model_validate(_frozen({**values, "answers": []})), values, ())
    found, notices = _answers(answers, file)
    return Read(share.model_copy(update={"answers": tuple(found.values())}), list(found), notices)


def _values(text: str) -> Any:
    try:
        return plain.cleaned(plain.values(text))
    except json.JSONDecodeError as error:
        says = f"the file breaks off or is no JSON, from line {error.lineno} on"
    except ValueError as error:
        says = label(str(error), 160)
    raise Refusal(("", says, AGAIN))


def _head(values: Any) -> None:
    """What must be so before a single answer is looked at."""
    if not isinstance(values, dict):
        raise Refusal(("", "the file holds no share but something else in JSON", AGAIN))
    name, version = values.get("format"), values.get("v")
    if isinstance(name, str) and name in _ELSE:
        raise Refusal(("format", *_ELSE[name]))
    if name != "powerwith-share":
        raise Refusal(("format", "the file does not say that it is a share", AGAIN))
    if isinstance(version, int) and not isinstance(version, bool) and version > 1:
        todo = "Bring your course up to date, and read it again"
        raise Refusal(("v", f"it was made with a newer version of the course (format {version})", todo))
    if version != 1 or isinstance(version, bool):
        raise Refusal(("v", f"{_quoted(version)} is no version that the course ever wrote", AGAIN))
    if strange := [name for name in values if name not in Share.model_fields]:
        raise Refusal(*((label(name), "a share has no such field", AGAIN) for name in strange[:MOST_TOLD]))
    answers = values.get("answers")
    if not isinstance(answers, list):
        raise Refusal(("answers", f"a list belongs here and there is {_what(answers)}", AGAIN))
    if len(answers) > SHARED_ANSWERS:
        says = f"there are {len(answers):,} answers of at most {SHARED_ANSWERS:,}"
        raise Refusal(("answers", says, "Ask for a share of fewer exercises"))


def _answers(answers: list[Any], file: str) -> tuple[dict[int, SharedAnswer], list[Notice]]:
    """Every answer once, by its number in the file. Of two under the same order and try the first is kept."""
    first: dict[tuple[object, ...], SharedAnswer] = {}
    found: dict[int, SharedAnswer] = {}
    notices: list[Notice] = []
    told: list[tuple[str, str, str]] = []
    for i, plain_answer in enumerate(answers):
        try:
            one = _answer(plain_answer, i)
        except Refusal as refusal:
            told += refusal.told
            if len(told) >= MOST_TOLD:
                break
            continue
        if any(TURNING.search(text) for text in one.words.values()):
            says = "own words hold marks that turn the direction of reading"
            notices.append(Notice("note", file, f"answers[{i}].words", says, "Look twice at what they seem to say"))
        key = one.exercise, one.response.kind, one.phase, one.attempt, one.seq, getattr(one.response, "about", "")
        if key in first:
            says = "it stands there twice" + ("" if one == first[key] else ", and not the same")
            notices.append(Notice("kept", file, f"answers[{i}]", says, "The first was counted"))
            continue
        first[key] = found[i] = one
    if told:
        raise Refusal(*told[:MOST_TOLD])
    return found, notices


def _answer(values: Any, i: int) -> SharedAnswer:
    if not isinstance(values, dict):
        raise Refusal((f"answers[{i}]", f"an answer belongs here and there is {_what(values)}", AGAIN))
    if _size(values) > ANSWER_VALUES:
        raise Refusal((f"answers[{i}]", f"this one answer holds more than {ANSWER_VALUES:,} values", AGAIN))
    if isinstance(values.get("words"), dict):
        values = {**values, "words": {place: _normal(text) for place, text in values["words"].items()}}
    return _fit(lambda: _ANSWER.validate_python(_frozen(values)), values, ("answers", i))


def _fit(make: Callable[[], T], values: Any, inside: tuple[str | int, ...]) -> T:
    try:
        return make()
    except ValidationError as error:
        every = error.errors(include_url=False)[:MOST_TOLD]
        raise Refusal(*dict.fromkeys(_told(values, details, inside) for details in every)) from None


def _told(values: Any, details: ErrorDetails, inside: tuple[str | int, ...]) -> tuple[str, str, str]:
    place = (*inside, *own_path(values, details))
    return label(spell(place), 120), _says(details), AGAIN


def _says(details: ErrorDetails) -> str:
    """What does not fit, in words."""
    ctx, given = details.get("ctx", {}), _quoted(details.get("input"))
    match details["type"]:
        case "missing":
            return "it is missing"
        case "extra_forbidden":
            return "a share has no such field"
        case "union_tag_invalid":
            return f"{label(str(ctx['tag']))} is no kind of exercise that this version knows"
        case "union_tag_not_found":
            return "it does not say of which kind it is"
        case "greater_than_equal":
            return f"{given} is less than {ctx['ge']}"
        case "less_than_equal":
            return f"{given} is more than {ctx['le']}"
        case "too_long" | "string_too_long":
            return f"it is longer than {ctx['max_length']:,}"
        case "string_pattern_mismatch":
            return f"{given} is not written as it would be in a share"
        case "literal_error":
            return f"{given} is none of {ctx['expected']}"
    return f"{given} does not belong here"


def _quoted(value: Any) -> str:
    if isinstance(value, str):
        return f"“{label(value, 40)}”"
    return str(value) if value is None or isinstance(value, bool | int) else _what(value)


def _what(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case dict():
            return "a group of fields"
        case list() | tuple():
            return "a list"
    return _quoted(value)


def _size(value: Any) -> int:
    """How many values lie inside, counted no further than is allowed."""
    count, todo = 0, [value]
    while todo and count <= ANSWER_VALUES:
        inside = todo.pop()
        if isinstance(inside, dict | list):
            count += len(inside)
            todo.extend(inside.values() if isinstance(inside, dict) else inside)
    return count


def _frozen(value: Any) -> Any:
    """Lists become tuples, which is what frozen records hold; keys are shared between answers."""
    if isinstance(value, dict):
        return {sys.intern(key): _frozen(item) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return value


def _normal(text: Any) -> Any:
    """One form for letters that can be written in two. Endless marks are cut first: sorting them takes for ever."""
    if not isinstance(text, str) or text.isascii():
        return text
    return unicodedata.normalize("NFC", _marks().sub(r"\1", text))


@cache
def _marks() -> re.Pattern[str]:
    points = map(chr, range(sys.maxunicode + 1))
    every = "".join(re.escape(point) for point in points if unicodedata.combining(point))
    return re.compile(f"([{every}]{{{MARKS_IN_A_ROW}}})[{every}]+")
