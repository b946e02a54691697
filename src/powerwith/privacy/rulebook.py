"""Reads the rule file `rules.yml`, and compiles it into regular expressions that Python and the browser read alike."""

import functools
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, TypeAdapter

from powerwith.model.base import Record, Slug
from powerwith.source import Located, Problem, SourceError, load

FILE = Path(__file__).with_name("rules.yml")

LETTERS = (
    "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u037d\u037f-\u0386\u0388-\u060b"
    "\u060d-\u061a\u0620-\u06d3\u06d5-\u0963\u0966-\u1fff\u2c00-\u2dff\u3041-\ud7ff\uf900-\ufdff\ufe70-\ufefc"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc\U00010000-\U0001efff\U00020000-\U0003ffff"
)
"""Letters, digits and accents of all scripts, listed because the languages of the two twins disagree about them."""


class Finder(Record):
    """One rule as it is written."""

    kind: Slug = Field(description="What it finds. Several rules may share a kind.")
    called: str = Field(description="The same in words, with its article.")
    hard: bool = Field(description="It can hardly be anything else.")
    hint: bool = Field(default=True, description="Whether it is said while somebody writes, not only in the review.")
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
    if not rule.hint:
        plain["hint"] = False
    return plain | {name: value for name in ("check", "needs", "not_after") if (value := getattr(rule, name))}


def called(kind: str) -> str:
    """A kind in words: `an NHS number`."""
    return next(rule.called for rule in rules().rules if rule.kind == kind)


def rules_json() -> str:
    """The compiled rules as one line of JSON, for the browser."""
    return json.dumps(compiled(), ensure_ascii=False, separators=(",", ":")) + "\n"


SCRIPT_HEAD = "/*! Power With, CC BY 4.0 (rules). Made from src/powerwith/privacy/rules.yml by `make regen`. */\n"


def rules_script() -> str:
    """What finds by form, as the classic script a page loads, since `fetch` fails on file://."""
    return _script("powerwithPrivacy", {name: value for name, value in compiled().items() if name != "words"})


def words_script() -> str:
    """The lists of words for the review of capitals, as a script of their own, since a hint does not need them."""
    return _script("powerwithPrivacyWords", compiled()["words"])


def _script(name: str, value: Compiled) -> str:
    return f"{SCRIPT_HEAD}globalThis.{name}={json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n"
