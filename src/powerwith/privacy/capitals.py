"""The review of words with a capital, which knows no names, and writing *Person A* in their place."""

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from powerwith.model.base import Record
from powerwith.privacy.rulebook import LETTERS, compiled

_APOSTROPHE = "'\u2019\u02bc"
_HYPHEN = "\\-\u2010\u2011"
_WORD = re.compile(f"[{LETTERS}]+(?:[{_APOSTROPHE}][{LETTERS}]+)*")
_ENDING = re.compile(f"[{_APOSTROPHE}](?:s|S|ll|d|ve|re|m)$")
_STARTS = re.compile('[.!?\u2026:;\u061f\u3002\uff01\uff1f\n\r\u2028\u2029"\u201c\u201d\u00ab\u2018\u2022*|]')
_JOINED = re.compile(f"(?:[ \u00a0\u202f]{{1,3}}|[{_HYPHEN}])")
_HYPHENED = re.compile(f"[{_HYPHEN}]")
_CASELESS = re.compile(
    "[\u0590-\u05ff\u0620-\u065f\u066e-\u06ef\u06fa-\u0965\u0970-\u109f\u10d0-\u10ff\u1100-\u139f\u13f6-\u1c8f"
    "\u1cc0-\u1dff\u3041-\ua63f\ua6a0-\ua6ff\ua800-\uab2f\uabc0-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc"
    "\uff66-\uffdc\U00010800-\U000118ff\U00020000-\U0003ffff]"
)
"""Letters of scripts that know no capitals: in a text in English, a word of them is shown as a capital would be."""

_DIGIT = re.compile("[0-9]")


class Name(Record):
    """A word with a capital that may be a name, and every place where it stands, without its possessive."""

    word: str
    spots: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Part:
    """A word, or what stands between two hyphens."""

    text: str
    start: int
    end: int
    gap: str
    """What stands before it, since the word before."""


def split(text: str) -> list[Part]:
    """The words of a text, and what stands between hyphens, each for itself."""
    parts: list[Part] = []
    before = 0
    for match in _WORD.finditer(text):
        parts.append(Part(match[0], match.start(), match.end(), text[before : match.start()]))
        before = match.end()
    return parts


def bare(word: str) -> str:
    """A word without a possessive or contracted verb: `Priya` of `Priya's`."""
    return _ENDING.sub("", word)


def key(word: str) -> str:
    """What makes two spellings one word: no capitals, one kind of apostrophe, accents joined to their letters."""
    return unicodedata.normalize("NFC", re.sub(f"[{_APOSTROPHE}]", "'", word)).lower()


def stands_out(word: str) -> bool:
    """Whether a word has a capital, or letters of a script that knows none."""
    return any(sign.lower() != sign for sign in word) or _CASELESS.search(word) is not None


def _is_code(word: str) -> bool:
    """An initial, or letters with digits, such as `E12`: neither is a name that has to be replaced."""
    return _DIGIT.search(word) is not None or (len(word) == 1 and not _CASELESS.search(word))


@functools.cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in compiled()["words"].items()}


def names(text: str, allowed: Iterable[str] = ()) -> tuple[Name, ...]:
    """Words with a capital that may be names, in the order in which they first stand.

    `allowed` are further words to leave out, such as the people of an exercise. At the start of a sentence a common
    word is left out, unless it has its capital inside a sentence, too.
    """
    free = _lists()["allowed"] | {key(bare(part.text)) for one in allowed for part in split(one)}
    sure: list[tuple[str, Part]] = []
    starts: list[tuple[str, Part]] = []
    parts = split(text)
    for i, part in enumerate(parts):
        own = key(bare(part.text))
        if own in free or not stands_out(bare(part.text)) or _is_code(bare(part.text)):
            continue
        if _is_month(parts, i) or _is_verb(parts, i):
            continue
        common = _begins(part, i) and (own in _lists()["common"] or key(part.text) in _lists()["common"])
        (starts if common else sure).append((own, part))
    inside = {own for own, _ in sure}
    return _grouped([*sure, *(one for one in starts if one[0] in inside)])


def _grouped(found: list[tuple[str, Part]]) -> tuple[Name, ...]:
    groups: dict[str, list[Part]] = {}
    for key, part in sorted(found, key=lambda one: one[1].start):
        groups.setdefault(key, []).append(part)
    return tuple(
        Name(word=bare(parts[0].text), spots=tuple((one.start, one.start + len(bare(one.text))) for one in parts))
        for parts in groups.values()
    )


def _begins(part: Part, number: int) -> bool:
    """Whether a word begins a sentence, a line, or something that is said."""
    return number == 0 or _STARTS.search(part.gap) is not None or part.gap.endswith((" -", "- "))


def _is_month(parts: list[Part], number: int) -> bool:
    lists, part = _lists(), parts[number]
    if key(part.text) not in lists["months"]:
        return False
    before = "" if _begins(part, number) else key(parts[number - 1].text)
    after = parts[number + 1].text if number + 1 < len(parts) else ""
    return before in lists["month-after"] or _DIGIT.match(before) is not None or _DIGIT.match(after) is not None


def _is_verb(parts: list[Part], number: int) -> bool:
    """Whether a word that is a name as well asks or tells here: `Will you`, `Mark the place`."""
    lists, part = _lists(), parts[number]
    if key(part.text) not in lists["verbs"] or number + 1 == len(parts) or not _begins(part, number):
        return False
    return parts[number + 1].gap == " " and key(parts[number + 1].text) in lists["verb-before"]


def replaced(text: str, by: Mapping[str, str]) -> str:
    """The text with each of these words or names replaced wherever it stands whole; possessives stay.

    The longest name goes first. A word with a capital is not replaced where it stands in small letters. Neighbours
    that become the same, such as a forename and a surname, become one.
    """
    wanted = _wanted(by)
    parts = split(text)
    out: list[str] = []
    i = end = 0
    last = ""
    while i < len(parts):
        part = parts[i]
        size, new = next(((n, new) for n, new in _choices(parts, i, wanted)), (0, ""))
        if not size:
            out += [text[end : part.end]]
            end, i, last = part.end, i + 1, ""
            continue
        final = parts[i + size - 1]
        ending = final.text[len(bare(final.text)) :]
        again = bool(last) and last == new and _JOINED.fullmatch(part.gap) is not None
        out += [ending] if again else [text[end : part.start], new, ending]
        end, i, last = final.end, i + size, "" if ending else new
    return "".join([*out, text[end:]])


_Wanted = dict[str, list[tuple[list[Part], str]]]


def _wanted(by: Mapping[str, str]) -> _Wanted:
    """The names by their first word, the longest first."""
    wanted: _Wanted = {}
    for name, new in sorted(by.items(), key=lambda item: -len(split(item[0]))):
        if parts := split(name):
            wanted.setdefault(key(bare(parts[0].text)), []).append((parts, new))
    return wanted


def _choices(parts: list[Part], at: int, wanted: _Wanted) -> Iterator[tuple[int, str]]:
    """How many words from here on are a name, and what it becomes."""
    for name, new in wanted.get(key(bare(parts[at].text)), ()):
        here = parts[at : at + len(name)]
        if len(here) == len(name) and _is_same(here, name) and not (len(name) == 1 and _is_verb(parts, at)):
            yield len(name), new


def _is_same(here: list[Part], name: list[Part]) -> bool:
    inner = [bool(bare(one.text) == one.text) for one in here[:-1]]
    alike = all(key(bare(a.text)) == key(bare(b.text)) for a, b in zip(here, name, strict=True))
    shown = all(stands_out(bare(a.text)) or not stands_out(bare(b.text)) for a, b in zip(here, name, strict=True))
    gaps = all(
        _JOINED.fullmatch(b.gap) and bool(_HYPHENED.search(b.gap)) == bool(_HYPHENED.search(d.gap))
        for (_, b), (_, d) in zip(pairwise(here), pairwise(name), strict=True)
    )
    return all(inner) and alike and shown and gaps
