"""The labelled replies: the files say what they promise, so that figures measured on them mean something."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from powerwith import coach
from powerwith.model import HARM_CODES, HELP_CODES
from powerwith.model.authored import Setting

FOLDER = Path(__file__).parent / "vectors" / "coach" / "labelled"
FILES = sorted(FOLDER.glob("*.jsonl"))


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


REPLIES = [reply for path in FILES for reply in read(path)]


def bare(text: str) -> str:
    """A text without case, marks and spaces, so that two spellings of one reply count as one."""
    return re.sub(r"\W+", " ", text.lower()).strip()


def repeated(values: list[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_ids_count_through_their_file(path: Path) -> None:
    replies = read(path)
    assert [reply["id"] for reply in replies] == [f"{path.stem}-{n:03d}" for n in range(1, len(replies) + 1)]


def slips(reply: dict[str, Any]) -> list[str]:
    """Everything that is not as the files promise, in one reply."""
    harms = {mark["code"] for mark in reply["codes"]} & HARM_CODES
    marks = [(mark["start"], -mark["end"], mark["code"]) for mark in reply["codes"]]
    promises = {
        "the setting is one of the course": reply["setting"] in get_args(Setting),
        "codes are of the codebook": {mark["code"] for mark in reply["codes"]} <= HARM_CODES | HELP_CODES,
        "marked words stand at their place": all(
            reply["text"][mark["start"] : mark["end"]] == mark["text"] for mark in reply["codes"]
        ),
        "no mark is empty or begins or ends in a space": all(
            mark["text"] == mark["text"].strip() != "" for mark in reply["codes"]
        ),
        "marks are in order and each stands once": marks == sorted(set(marks)),
        "the verdict follows from the codes": reply["verdict"] == ("harm" if harms else "ok"),
        "a hard negative is a good reply": not (reply["hard"] and harms),
    }
    return [f"{reply['id']}: {promise}" for promise, kept in promises.items() if not kept]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_labels_are_exact(path: Path) -> None:
    assert [slip for reply in read(path) for slip in slips(reply)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_has_the_same_fields(path: Path) -> None:
    fields = {"id", "setting", "text", "codes", "verdict", "hard", "why"}
    assert [reply["id"] for reply in read(path) if set(reply) != fields] == []
    spans = {"code", "start", "end", "text"}
    assert [reply["id"] for reply in read(path) if any(set(mark) != spans for mark in reply["codes"])] == []


def test_there_are_enough_replies_of_every_kind() -> None:
    held = Counter(code for reply in REPLIES for code in {mark["code"] for mark in reply["codes"]})
    assert len(REPLIES) >= 600
    assert sum(reply["hard"] for reply in REPLIES) * 3 >= len(REPLIES)
    assert {code: held[code] for code in HARM_CODES | HELP_CODES if held[code] < 15} == {}
    assert len({reply["setting"] for reply in REPLIES}) >= 20


def test_replies_are_as_long_as_replies_are() -> None:
    words = [len(reply["text"].split()) for reply in REPLIES]
    assert 10 <= sum(words) / len(words) <= 25
    assert max(words) <= 60


def test_no_reply_stands_twice() -> None:
    assert repeated([bare(reply["text"]) for reply in REPLIES]) == []


def test_no_reply_is_an_example_of_a_rule() -> None:
    examples = {bare(text) for rule in coach.records() for text in (*rule.flags, *rule.passes, *rule.offers)}
    assert [reply["id"] for reply in REPLIES if bare(reply["text"]) in examples] == []


def test_some_offsets_can_tell_code_points_from_other_counts() -> None:
    """Behind an emoji, code points, bytes and the browser's own units differ: at least one mark stands there."""
    texts = [(reply["text"][: mark["start"]], mark) for reply in REPLIES for mark in reply["codes"]]
    assert [mark for before, mark in texts if any(ord(letter) > 0xFFFF for letter in before)] != []
