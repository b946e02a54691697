"""What an answer says, line by line, in the words of its exercise. The twin of `js/src/judge/said.ts`."""

import re
from collections.abc import Mapping
from typing import TypeVar

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
    ShelfMark,
    SortResponse,
    VignetteResponse,
)
from powerwith.model.portfolio import PortfolioLine
from powerwith.planner import day, listed, trim

ENDINGS = {"insight": "One thing I now understand", "action": "One thing I will try", "if": "If", "then": "Then I will"}
FEW = "too few answers"
PARTS = {"read": "You read both versions and did not take part", "withdrawn": "Answers withdrawn"}

_Lines = list[PortfolioLine]
_Words = Mapping[str, str]
_T = TypeVar("_T")


def said(entry: Entry, mark: ShelfMark | None) -> _Lines:
    """What was answered. Without a mark, or once the exercise means something else, keys stand for themselves."""
    words: _Words = mark.words if mark and mark.digest == entry.digest else {}
    match entry.response:
        case ChoiceResponse() as response:
            chosen = "none yet" if response.option is None else words.get(response.option, _option(response.option))
            return [*_began(words), _line("You chose", chosen), *_own("You wrote", response.text)]
        case RewriteResponse() as response:
            return [*_began(words), *_own("You wrote", response.text)]
        case SortResponse() as response:
            return _sorted(response, words)
        case ReflectionResponse() as response:
            skipped = [_line("You skipped this one", "")] if response.skipped else []
            return [*skipped, *_fields(response.fields, words)]
        case ConversationResponse() as response:
            turns = [line for at, one in enumerate(response.turns, 1) for line in _turn(at, one.reply, one.text, words)]
            return [*turns, *_ended(entry, words), *_own("Not said yet", response.text)]
        case PlannerResponse() as response:
            return _planned(response, words)
        case ScaleResponse() as response:
            back = [_line("Looking back at how it was then", "")] if response.about == "then" else []
            return [*back, *_rated(entry, response, words), *_fields(response.fields, words)]
        case RepliesResponse() as response:
            placed = _in_order(response.texts, words)
            return [line for key, text in placed for line in _own(_quoted(words, key), text)]
        case MarksResponse() as response:
            return _marked(response, words)
        case VignetteResponse() as response:
            return _of_cases(response, words)


def _line(name: str, text: str, own: bool = False) -> PortfolioLine:
    return PortfolioLine(name=name, text=text, own=own)


def _own(name: str, text: str) -> _Lines:
    return [_line(name, text, own=True)] if trim(text) else []


def _began(words: _Words) -> _Lines:
    return [_line("The line", f"“{words['line']}”")] if words.get("line") else []


def _option(key: str) -> str:
    return f"option {key.upper()}"


def _sorted(response: SortResponse, words: _Words) -> _Lines:
    cards = sorted(response.groups.items(), key=lambda one: _order(one[0]))
    if words and cards:
        return [_line(words.get(group, group), words.get(card, card)) for card, group in cards]
    placed = [f"card {card} to “{group}”" for card, group in cards]
    return [_line("You sorted", listed(placed) if placed else "nothing yet")]


def _order(key: str) -> tuple[int, str]:
    """Questions by number, then the ending in its own order."""
    if key in ENDINGS:
        return 10_000 + list(ENDINGS).index(key), key
    return (int(key) if re.fullmatch("[0-9]{1,3}", key) else 9999), key


def _fields(fields: Mapping[str, str], words: _Words) -> _Lines:
    asked = sorted(fields.items(), key=lambda one: _order(one[0]))
    return [line for key, text in asked for line in _own(ENDINGS.get(key) or words.get(key) or f"Question {key}", text)]


def _turn(at: int, reply: str, text: str, words: _Words) -> _Lines:
    reads, name = words.get(reply, reply), f"You said, turn {at}"
    if not text:
        return [_line(name, reads)]
    return [*_own(name, text), _line("It counted as", reads)]


def _ended(entry: Entry, words: _Words) -> _Lines:
    """How a conversation ended, and where its gauges stood then."""
    outcome = entry.outcome
    if outcome is None or not outcome.ending:
        return []
    gauges = [f"{words.get(f'gauge-{name}', name)} {value}" for name, value in (outcome.state or {}).items()]
    stood = [_line("Where it stood then, from 0 to 4", listed(gauges))] if gauges else []
    return [_line("How it ended", words.get(f"ending-{outcome.ending}", outcome.ending)), *stood]


def _planned(response: PlannerResponse, words: _Words) -> _Lines:
    """In the order of the form, which the shelf knows; a backup keeps none."""
    held = {key: _own(words.get(key, key), day(text)) for key, text in response.fields.items()}
    for key, rows in response.rows.items():
        held[key] = [
            line
            for at, row in enumerate(rows, 1)
            for cell, text in _in_order(row, words, f"{key}-")
            for line in _own(f"{words.get(f'{key}-{cell}', cell)} ({at})", day(text))
        ]
    return [line for _, lines in _in_order(held, words) for line in lines]


def _rated(entry: Entry, response: ScaleResponse, words: _Words) -> _Lines:
    """What the ratings came to, or how many there are so far."""
    scored = entry.outcome.scored if entry.outcome else None
    if scored is None:
        return [_line("Answered so far", str(len(response.ratings)))]
    top = sum(name.startswith("answer-") for name in words) - 1
    means = [(f"In all{f', from 0 to {top}' if top > 0 else ''}", scored.total)]
    means += [(words.get(f"part-{part.subscale}", part.subscale), part.mean) for part in scored.parts]
    of = scored.answered + scored.skipped + scored.open
    skipped = [_line("Did not come up", f"{scored.skipped} of {of}")] if scored.skipped else []
    return [*(_line(name, mean.shown if mean else FEW) for name, mean in means), *skipped]


def _marked(response: MarksResponse, words: _Words) -> _Lines:
    lines = [_line("Self-rated" if response.by == "self" else "Rated by a colleague", "")]
    for key, reply in _in_order(response.replies, words):
        given = [f"{words.get(f'mark-{one}', one)} {mark}" for one, mark in _in_order(reply.marks, words, "mark-")]
        off = ["one point off"] if reply.deducted else []
        lines.append(_line(_quoted(words, key), listed([*given, *off])))
    return lines


def _of_cases(response: VignetteResponse, words: _Words) -> _Lines:
    """What was answered to each case, and never in which version: that would look like a finding about somebody."""
    if response.part != "taken":
        return [_line(PARTS[response.part], "")]
    lines = [_line("Pack", f"{response.pack}, version {response.version}")]
    for key, case in _in_order(response.cases, words):
        title = words.get(key, key)
        if case.skipped:
            lines.append(_line(title, "left out"))
            continue
        for one, rating in _in_order(case.ratings, words, "rate-"):
            lines.append(_line(f"{title}. {words.get(f'rate-{one}', one)}", f"{rating} of 10"))
        if case.step is not None:
            asked = words.get("ask-step", "Next step")
            lines.append(_line(f"{title}. {asked}", words.get(f"step-{case.step}", case.step)))
        lines += _own(f"{title}. {words.get('ask-line', 'You wrote')}", case.text)
    return lines


def _in_order(held: Mapping[str, _T], words: _Words, before: str = "") -> list[tuple[str, _T]]:
    """What is held by id, in the order in which the exercise names it."""
    places = {name: i for i, name in enumerate(words)}
    return sorted(held.items(), key=lambda one: (places.get(before + one[0], len(places)), one[0]))


def _quoted(words: _Words, key: str) -> str:
    return f"“{words[key]}”" if key in words else key
