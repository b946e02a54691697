"""One box full of codes, as they come out of messages: with names, wishes and line ends between them."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from powerwith.cohort.limits import Limits
from powerwith.cohort.reading import Refusal
from powerwith.cohort.shown import label
from powerwith.cohort.tables import Notice
from powerwith.model import Authored
from powerwith.share import Coded, CodeError, read_code
from powerwith.signs import signs_in

_START = re.compile(r"(?<![0-9A-Za-z*~$=])(?<![-\u2010-\u2015])PW[0-9OIL]", re.IGNORECASE)
"""Where a code begins. After a sign or a hyphen the same letters are the middle of one."""

LONGEST = 700
"""Signs, hyphens and spaces of the longest code there can be, and some room."""
GROUPS = 60


class Place(NamedTuple):
    """One code and where it stands."""

    text: str
    field: str


def has_codes(text: str) -> bool:
    """Whether a code begins anywhere in it."""
    return _START.search(text) is not None


def codes_in(text: str, file: str, exercises: Mapping[str, Authored], limits: Limits) -> Iterator[Coded | Notice]:
    """Every answer in the codes of a text, and for each code that cannot be read the reason."""
    for place in _places(text, limits):
        try:
            yield _read(place.text, exercises)
        except CodeError as error:
            says, _, todo = str(error).partition(". ")
            told = label(says[:1].lower() + says[1:], 200), label(todo.rstrip("."), 200)
            yield Notice("refused", file, place.field, *told)


def tags_in(text: str) -> set[str]:
    """Who the codes of a text are from (`share.tag_of`), also where they are of another course or not whole."""
    found = (_tag(text[start.start() : start.start() + _TAGGED]) for start in _START.finditer(text))
    return {tag for tag in found if tag}


_TAGGED = 80
"""Within so many characters of a code's beginning stands whose it is, also where it is typed in groups."""


def _tag(text: str) -> str | None:
    for end in range(16, len(text) + 1):
        try:
            signs = signs_in(text[:end])
        except CodeError:
            return None
        if len(signs) > 13:
            return signs[8:13]
    return None


def _places(text: str, limits: Limits) -> list[Place]:
    starts = [found.start() for found in _START.finditer(text)]
    if len(starts) > limits.codes:
        says = f"{len(starts):,} codes are more than the {limits.codes:,} that are read at once"
        raise Refusal(("", says, "Paste fewer at a time"))
    ends = [*starts[1:], len(text)]
    places, line, last = [], 1, 0
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        line += text.count("\n", last, start)
        last = start
        places.append(Place(text[start : min(end, start + LONGEST)], f"code {number}, line {line}"))
    return places


def _read(text: str, exercises: Mapping[str, Authored]) -> Coded:
    """The code that begins here. It may be typed in groups or broken by a line end, and other words may follow it."""
    groups = text.split()[:GROUPS]
    first: CodeError | None = None
    for count in range(1, len(groups) + 1):
        try:
            return read_code("".join(groups[:count]), exercises)
        except CodeError as error:
            if first is None or groups[count - 1] in text.split("\n", 1)[0].split():
                first = error
    assert first is not None
    raise first
