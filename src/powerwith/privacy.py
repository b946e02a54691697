"""What might identify somebody in a text: numbers, addresses and dates by rule, and words with a capital for a review.

The rules stand in `privacy.yml`. The browser has the same functions in `js/src/judge/privacy.ts`; both are held
together by `tests/vectors/privacy.json`. There is no model of names: such models find English names twice as often as
others. Rules read strings and not stories: a rare condition or a small village can point at a person as well.
"""

import functools
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, Literal

from pydantic import Field, TypeAdapter

from powerwith.model.base import Record, Slug
from powerwith.source import Located, Problem, SourceError, load

FILE = Path(__file__).with_suffix(".yml")

LETTERS = (
    "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u037d\u037f-\u0386\u0388-\u060b"
    "\u060d-\u061a\u0620-\u06d3\u06d5-\u0963\u0966-\u1fff\u2c00-\u2dff\u3041-\ud7ff\uf900-\ufdff\ufe70-\ufefc"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc\U00010000-\U0001efff\U00020000-\U0003ffff"
)
"""Letters, digits and accents of all scripts, listed because the languages of the two twins disagree about them."""

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


LONGEST = 5_000_000
"""The largest file that is read, in bytes."""

CAUTION = (
    "Rules see numbers, dates, addresses and capitals. They cannot see a story: would somebody who was there know who "
    "it is about?"
)


class PrivacyError(Exception):
    """A text that cannot be read, with its place and what to do."""


class Spot(Record):
    """A place that might identify somebody: what it looks like, and where, in code points."""

    kind: str
    start: int
    end: int
    hard: bool


class Name(Record):
    """A word with a capital that may be a name, and every place where it stands, without its possessive."""

    word: str
    spots: tuple[tuple[int, int], ...]


class Finder(Record):
    """One rule as it is written."""

    kind: Slug = Field(description="What it finds. Several rules may share a kind.")
    called: str = Field(description="The same in words, with its article.")
    hard: bool = Field(description="It can hardly be anything else.")
    after: str = Field(default="", description="What stands before it and is not marked.")
    not_after: str = Field(default="", alias="not-after", description="Signs that may not stand right before it.")
    patterns: tuple[str, ...] = Field(min_length=1, description="Wordings that are marked.")
    letters: Literal["any", "as-written"] = Field(default="as-written", description="Whether case matters.")
    check: Literal["", "mod-11", "area"] = Field(default="", description="What is counted or looked up.")
    needs: str = Field(default="", description="A sign without which there is nothing, or `digit`.")
    finds: tuple[str, ...] = Field(min_length=1, description="Texts with it.")
    leaves: tuple[str, ...] = Field(min_length=1, description="Texts without it.")


class Words(Record):
    """Lists of words for the review of capitals."""

    allowed: str
    months: str
    month_after: str = Field(alias="month-after")
    verbs: str
    verb_before: str = Field(alias="verb-before")
    common: str


class PrivacyRules(Record):
    """The whole rule file."""

    pieces: dict[str, str]
    rules: tuple[Finder, ...]
    areas: str
    words: Words


_RULES = TypeAdapter(PrivacyRules)

Compiled = dict[str, Any]


def read_rules(path: Path = FILE) -> PrivacyRules:
    """The rule file as it is written. Raises SourceError with every pattern that cannot be used."""
    rules, located = load(path, _RULES)
    problems = [problem for i, rule in enumerate(rules.rules) for problem in _problems(rule, i, rules.pieces, located)]
    if problems:
        raise SourceError(tuple(problems))
    return rules


def _problems(rule: Finder, number: int, pieces: Mapping[str, str], located: Located) -> Iterator[Problem]:
    written = [("after", rule.after), *((f"patterns[{i}]", one) for i, one in enumerate(rule.patterns))]
    for name, pattern in written:
        try:
            re.compile("".join(_tokens(pattern, pieces)))
        except (ValueError, re.error) as error:
            place = located.place(("rules", number, name.partition("[")[0]))
            yield Problem(place, f"`{name}` cannot be read: {error}", "The head of the file says what can be written")


@functools.cache
def rules() -> PrivacyRules:
    """The course's own rules, read once."""
    return read_rules()


_TOKEN = re.compile(
    r"""(?P<class>\[\^?(?:\\(?:u[0-9a-f]{4}|[nt\\\]\[.\-/()+?*|^$])|[^\\\[\]])+\])
    |(?P<group>\(\?[:=!])|(?P<sign>[)|?])|(?P<times>\{[0-9]{1,3}(?:,[0-9]{1,3})?\})
    |\{(?P<piece>[A-Za-z][A-Za-z-]*)\}
    |(?P<escape>\\(?:u[0-9a-f]{4}|[nt.()\[\]+?*|/\\]))|(?P<plain>[^\\^$.|?*+()\[\]{}])""",
    re.VERBOSE,
)


def _tokens(pattern: str, pieces: Mapping[str, str], *, both: bool = False) -> Iterator[str]:
    """A pattern with its pieces put in; `both` writes each letter as small or capital. Raises ValueError."""
    at = 0
    while at < len(pattern):
        token = _TOKEN.match(pattern, at)
        if token is None:
            raise ValueError(f"`{pattern[at : at + 12]}` is not part of the notation")
        at = token.end()
        if (piece := token["piece"]) is not None:
            if piece not in pieces:
                raise ValueError(f"there is no piece `{piece}`")
            yield f"(?:{''.join(_tokens(pieces[piece], pieces, both=both))})"
        elif both and token["class"]:
            yield _both_in_class(token[0])
        elif both and token["plain"] and token[0].isascii() and token[0].isalpha():
            yield f"[{token[0].upper()}{token[0].lower()}]"
        else:
            yield token[0]


def _both_in_class(written: str) -> str:
    body = re.sub(r"\\(?:u[0-9a-f]{4}|.)", "", written[1:-1])
    more = "".join(
        part.swapcase() for part in re.findall(r"[A-Z]-[A-Z]|[a-z]-[a-z]|[A-Za-z]", body) if part.swapcase() not in body
    )
    return f"{written[:-1]}{more}]"


@functools.cache
def compiled() -> Compiled:
    """The rules as plain JSON values for Python and the browser: regular expressions that both read alike."""
    book = rules()
    words = book.words.model_dump(by_alias=True)
    return {
        "letters": LETTERS,
        "rules": [_compiled_rule(rule, book.pieces) for rule in book.rules],
        "areas": book.areas.split(),
        "words": {name: text.split() for name, text in words.items()},
    }


def _compiled_rule(rule: Finder, pieces: Mapping[str, str]) -> Compiled:
    def source(pattern: str) -> str:
        return "".join(_tokens(pattern, pieces, both=rule.letters == "any"))

    marked = "|".join(source(one) for one in rule.patterns)
    plain = {
        "kind": rule.kind,
        "called": rule.called,
        "hard": rule.hard,
        "after": source(rule.after),
        "marked": marked,
    }
    return plain | {name: value for name in ("check", "needs", "not_after") if (value := getattr(rule, name))}


@dataclass(frozen=True)
class _Ready:
    """One rule, ready to run."""

    kind: str
    hard: bool
    pattern: re.Pattern[str]
    check: Callable[[str], bool]
    needs: str


@functools.cache
def _ready() -> tuple[_Ready, ...]:
    plain = compiled()
    areas = frozenset(plain["areas"])
    checks = {"": lambda text: True, "mod-11": _adds_up, "area": lambda text: _area(text) in areas}
    return tuple(
        _Ready(one["kind"], one["hard"], _whole(one), checks[one.get("check", "")], one.get("needs", ""))
        for one in plain["rules"]
    )


def _whole(rule: Compiled) -> re.Pattern[str]:
    """The rule's expression: a sign that is no letter and what stands before it, then what is marked."""
    no_letter = f"[^{LETTERS}{rule.get('not_after', '')}]"
    return re.compile(f"({no_letter}{rule['after']})({rule['marked']})(?![{LETTERS}])")


def _adds_up(text: str) -> bool:
    """The check digit of NHS, CHI and Health and Care numbers: weights 10 to 2, modulo 11."""
    digits = [int(sign) for sign in text if "0" <= sign <= "9"]
    total = sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False))
    return (11 - total % 11) % 11 == digits[9]


def _area(text: str) -> str:
    letters = re.match("[A-Za-z]{1,2}", text)
    return letters[0].upper() if letters else ""


def found(text: str) -> tuple[Spot, ...]:
    """Every place that might identify somebody by its form, in order, none of them overlapping."""
    padded = f"\n{text}\n"
    spots: list[Spot] = []
    for rule in _ready():
        if rule.needs and not (_DIGIT.search(text) if rule.needs == "digit" else rule.needs in text):
            continue
        spots.extend(_by(rule, padded))
    return _settled(spots)


_DIGIT = re.compile("[0-9]")


def _by(rule: _Ready, padded: str) -> Iterator[Spot]:
    at = 0
    while match := rule.pattern.search(padded, at):
        start, end = match.span(2)
        if rule.check(match[2]):
            yield Spot.model_construct(kind=rule.kind, start=start - 1, end=end - 1, hard=rule.hard)
            at = end
        else:
            at = match.start() + 1


def _settled(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """What overlaps becomes one: as long as all together, of the kind of the longest, hard if one of them is.

    Of two equally long the hard one gives its kind, then the one whose rule stands first.
    """
    done: list[Spot] = []
    longest: list[tuple[int, bool]] = []
    for spot in sorted(spots, key=lambda one: one.start):
        rank = (spot.end - spot.start, spot.hard)
        if not done or spot.start >= done[-1].end:
            done.append(spot)
            longest.append(rank)
            continue
        last, wins = done[-1], rank > longest[-1]
        longest[-1] = max(longest[-1], rank)
        done[-1] = Spot.model_construct(
            kind=spot.kind if wins else last.kind,
            start=last.start,
            end=max(last.end, spot.end),
            hard=last.hard or spot.hard,
        )
    return tuple(done)


@dataclass(frozen=True)
class _Part:
    """A word, or what stands between two hyphens."""

    text: str
    start: int
    end: int
    gap: str
    """What stands before it, since the word before."""


def _parts(text: str) -> list[_Part]:
    parts: list[_Part] = []
    before = 0
    for match in _WORD.finditer(text):
        parts.append(_Part(match[0], match.start(), match.end(), text[before : match.start()]))
        before = match.end()
    return parts


def _bare(word: str) -> str:
    """A word without a possessive or contracted verb: `Priya` of `Priya's`."""
    return _ENDING.sub("", word)


def _key(word: str) -> str:
    """What makes two spellings one word: no capitals, one kind of apostrophe, accents joined to their letters."""
    return unicodedata.normalize("NFC", re.sub(f"[{_APOSTROPHE}]", "'", word)).lower()


def _stands_out(word: str) -> bool:
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
    free = _lists()["allowed"] | {_key(_bare(part.text)) for one in allowed for part in _parts(one)}
    sure: list[tuple[str, _Part]] = []
    starts: list[tuple[str, _Part]] = []
    parts = _parts(text)
    for i, part in enumerate(parts):
        key = _key(_bare(part.text))
        if key in free or not _stands_out(_bare(part.text)) or _is_code(_bare(part.text)):
            continue
        if _is_month(parts, i) or _is_verb(parts, i):
            continue
        common = _begins(part, i) and (key in _lists()["common"] or _key(part.text) in _lists()["common"])
        (starts if common else sure).append((key, part))
    inside = {key for key, _ in sure}
    return _grouped([*sure, *(one for one in starts if one[0] in inside)])


def _grouped(found: list[tuple[str, _Part]]) -> tuple[Name, ...]:
    groups: dict[str, list[_Part]] = {}
    for key, part in sorted(found, key=lambda one: one[1].start):
        groups.setdefault(key, []).append(part)
    return tuple(
        Name(word=_bare(parts[0].text), spots=tuple((one.start, one.start + len(_bare(one.text))) for one in parts))
        for parts in groups.values()
    )


def _begins(part: _Part, number: int) -> bool:
    """Whether a word begins a sentence, a line, or something that is said."""
    return number == 0 or _STARTS.search(part.gap) is not None or part.gap.endswith((" -", "- "))


def _is_month(parts: list[_Part], number: int) -> bool:
    lists, part = _lists(), parts[number]
    if _key(part.text) not in lists["months"]:
        return False
    before = "" if _begins(part, number) else _key(parts[number - 1].text)
    after = parts[number + 1].text if number + 1 < len(parts) else ""
    return before in lists["month-after"] or _DIGIT.match(before) is not None or _DIGIT.match(after) is not None


def _is_verb(parts: list[_Part], number: int) -> bool:
    """Whether a word that is a name as well asks or tells here: `Will you`, `Mark the place`."""
    lists, part = _lists(), parts[number]
    if _key(part.text) not in lists["verbs"] or number + 1 == len(parts) or not _begins(part, number):
        return False
    return parts[number + 1].gap == " " and _key(parts[number + 1].text) in lists["verb-before"]


def replaced(text: str, by: Mapping[str, str]) -> str:
    """The text with each of these words or names replaced wherever it stands whole; possessives stay.

    The longest name goes first. A word with a capital is not replaced where it stands in small letters. Neighbours
    that become the same, such as a forename and a surname, become one.
    """
    wanted = _wanted(by)
    parts = _parts(text)
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
        ending = final.text[len(_bare(final.text)) :]
        again = bool(last) and last == new and _JOINED.fullmatch(part.gap) is not None
        out += [ending] if again else [text[end : part.start], new, ending]
        end, i, last = final.end, i + size, "" if ending else new
    return "".join([*out, text[end:]])


_Wanted = dict[str, list[tuple[list[_Part], str]]]


def _wanted(by: Mapping[str, str]) -> _Wanted:
    """The names by their first word, the longest first."""
    wanted: _Wanted = {}
    for name, new in sorted(by.items(), key=lambda item: -len(_parts(item[0]))):
        if parts := _parts(name):
            wanted.setdefault(_key(_bare(parts[0].text)), []).append((parts, new))
    return wanted


def _choices(parts: list[_Part], at: int, wanted: _Wanted) -> Iterator[tuple[int, str]]:
    """How many words from here on are a name, and what it becomes."""
    for name, new in wanted.get(_key(_bare(parts[at].text)), ()):
        here = parts[at : at + len(name)]
        if len(here) == len(name) and _is_same(here, name) and not (len(name) == 1 and _is_verb(parts, at)):
            yield len(name), new


def _is_same(here: list[_Part], name: list[_Part]) -> bool:
    inner = [bool(_bare(one.text) == one.text) for one in here[:-1]]
    alike = all(_key(_bare(a.text)) == _key(_bare(b.text)) for a, b in zip(here, name, strict=True))
    shown = all(_stands_out(_bare(a.text)) or not _stands_out(_bare(b.text)) for a, b in zip(here, name, strict=True))
    gaps = all(
        _JOINED.fullmatch(b.gap) and bool(_HYPHENED.search(b.gap)) == bool(_HYPHENED.search(d.gap))
        for (_, b), (_, d) in zip(pairwise(here), pairwise(name), strict=True)
    )
    return all(inner) and alike and shown and gaps


def read_text(file: BinaryIO, place: str) -> str:
    """The text of an open file. Raises PrivacyError, and reads no more than it must of a file too large."""
    raw = file.read(LONGEST + 1)
    if len(raw) > LONGEST:
        raise PrivacyError(f"{place}: the file is larger than {LONGEST:,} bytes. Divide it.")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise PrivacyError(f"{place}: this is not text in UTF-8. Save it as plain text.") from None


def called(kind: str) -> str:
    """A kind in words: `an NHS number`."""
    return next(rule.called for rule in rules().rules if rule.kind == kind)


def in_words(text: str, place: str) -> str:
    """What might identify somebody, line by line, for people: what it looks like, then words with a capital."""
    lines = [
        f"{place}:{_line(text, spot.start)}: “{_shown(text[spot.start : spot.end])}” "
        f"{'is probably' if spot.hard else 'looks like'} {called(spot.kind)}. Leave it out, or say it more broadly."
        for spot in found(text)
    ]
    for name in names(text):
        where = sorted({_line(text, start) for start, _ in name.spots})
        lines.append(
            f"{place}:{where[0]}: “{_shown(name.word)}” has a capital"
            f"{_also(where[1:])}. If it is a name, write Person A or Place A instead."
        )
    return "\n".join(lines)


def _also(lines: list[int]) -> str:
    if not lines:
        return ""
    return f" (again on line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))})"


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _shown(text: str) -> str:
    """Words for a terminal: no line ends, nothing that would steer it."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in " ".join(text.split()))


def rules_json() -> str:
    """The compiled rules as one line of JSON, for the browser."""
    return json.dumps(compiled(), ensure_ascii=False, separators=(",", ":")) + "\n"
