"""Notices: what they find of the replies written for them, and what they leave alone."""

import json
from collections import Counter
from pathlib import Path

import pytest

from powerwith import coach
from powerwith.lint.words import harmful_moves
from powerwith.model import NOTICE_CODES
from powerwith.prose import Passage

PATH = Path(__file__).parent / "vectors" / "coach" / "notices.jsonl"
REPLIES = [json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines()]


def notices(text: str) -> set[str]:
    return {found.code for found in coach.check(text)} & NOTICE_CODES


def test_every_notice_has_its_replies() -> None:
    assert len({reply["text"] for reply in REPLIES}) == len({reply["id"] for reply in REPLIES}) == len(REPLIES)
    assert {reply["id"] for reply in REPLIES if set(reply) != {"id", "text", "notices"}} == set()
    counts = Counter(code for reply in REPLIES for code in reply["notices"] or [""])
    assert set(counts) == NOTICE_CODES | {""}
    assert min(counts.values()) >= 18


def test_most_of_what_notices_were_made_for_is_asked_about() -> None:
    found = [reply["id"] for reply in REPLIES for code in reply["notices"] if code in notices(reply["text"])]
    assert len(found) >= 110


@pytest.mark.parametrize("code", sorted(NOTICE_CODES))
def test_each_notice_finds_half_of_its_own(code: str) -> None:
    own = [reply["text"] for reply in REPLIES if code in reply["notices"]]
    assert sum(code in notices(text) for text in own) * 2 >= len(own)


def test_good_practice_that_comes_close_is_hardly_ever_asked() -> None:
    close = [reply for reply in REPLIES if not reply["notices"]]
    asked = [reply["id"] for reply in close if notices(reply["text"])]
    assert len(asked) <= 1, asked


def test_our_own_prose_may_hold_what_a_notice_asks_about() -> None:
    """Harm in our own text fails a build; a question about it does not."""
    asked = " ".join(reply["text"] for reply in REPLIES if notices(reply["text"]) and not harm(reply["text"]))
    assert len(notices(asked)) >= 4
    assert list(harmful_moves(passage(asked))) == []
    assert len(list(harmful_moves(passage("Shame on you. Well done!")))) == 1


def harm(text: str) -> bool:
    return any(found.strength in ("blames", "heard") for found in coach.check(text))


def passage(text: str) -> Passage:
    return Passage("book/page.md", 1, "paragraph", text, text, ())
