"""The blind set is well-formed: what it measures is another matter, and `bench/blind.py` says it."""

import json
from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Any

from powerwith.model.codes import HARM_CODES, HELP_CODES

FILE = Path(__file__).parent / "vectors" / "coach" / "blind" / "replies.jsonl"
REPLIES: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
FIELDS = {"id", "text", "verdict", "tricky", "codes"}
TOO_ALIKE = 0.85


def carried(reply: dict[str, Any]) -> set[str]:
    return {mark["code"] for mark in reply["codes"]}


def is_near(one: str, other: str) -> bool:
    """Compare in the cheap ways first: 28,680 pairs are many."""
    pair = SequenceMatcher(None, one.lower(), other.lower(), autojunk=False)
    return pair.real_quick_ratio() > TOO_ALIKE and pair.quick_ratio() > TOO_ALIKE and pair.ratio() > TOO_ALIKE


def test_every_reply_has_the_same_fields_and_its_own_id():
    assert [reply["id"] for reply in REPLIES] == [f"blind-{number:03}" for number in range(1, 241)]
    assert [reply["id"] for reply in REPLIES if set(reply) != FIELDS] == []


def test_codes_are_those_of_the_codebook():
    assert set().union(*map(carried, REPLIES)) <= HARM_CODES | HELP_CODES
    assert [reply["id"] for reply in REPLIES if not reply["codes"]] == []


def test_spans_hold_whole_words_of_the_reply():
    loose = []
    for reply in REPLIES:
        for mark in reply["codes"]:
            start, end, text = mark["start"], mark["end"], reply["text"]
            words = text[start:end]
            inside = 0 <= start < end <= len(text) and words == words.strip()
            cut = inside and (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
            if not inside or cut:
                loose.append((reply["id"], mark))
    assert loose == []


def test_no_span_is_coded_twice_alike():
    for reply in REPLIES:
        marks = [(mark["code"], mark["start"], mark["end"]) for mark in reply["codes"]]
        assert len(marks) == len(set(marks)), reply["id"]


def test_verdict_is_harm_exactly_when_a_harm_code_is_there():
    at_odds = [reply["id"] for reply in REPLIES if (reply["verdict"] == "harm") != bool(carried(reply) & HARM_CODES)]
    assert at_odds == []
    assert {reply["verdict"] for reply in REPLIES} == {"harm", "ok"}


def test_counts_are_those_the_readme_promises():
    kinds = Counter((reply["verdict"], reply["tricky"]) for reply in REPLIES)
    assert kinds == {("harm", False): 67, ("harm", True): 33, ("ok", False): 100, ("ok", True): 40}
    for number in ("240 replies", "100 harmful (33 of them", "100 good", "40 good ones"):
        assert number in (FILE.parent / "README.md").read_text(encoding="utf-8")


def test_every_code_is_carried_by_at_least_eight_replies():
    counts = Counter(code for reply in REPLIES for code in carried(reply))
    assert {code: counts[code] for code in HARM_CODES | HELP_CODES if counts[code] < 8} == {}


def test_no_two_replies_are_nearly_the_same():
    near = [(a["id"], b["id"]) for a, b in combinations(REPLIES, 2) if is_near(a["text"], b["text"])]
    assert near == []
