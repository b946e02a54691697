"""The glass-box layer: it adds helping marks where rules are weak, can be read by word, and never raises a harm."""

import copy
import gzip
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from powerwith import coach
from powerwith.coach.glass import FILLERS, MARKS, MOST_SENTENCES, MOST_WORDS, lean, signs, weights
from powerwith.coach.reading import read
from powerwith.model import HARM_CODES, HELP_CODES

HERE = Path(__file__).parent / "vectors"
CASES = json.loads((HERE / "coach" / "glass.json").read_text(encoding="utf-8"))
WORD = r"[a-z0-9']+"
SIGN = rf"\^?{WORD}( {WORD})?|{WORD}\$|\.{WORD}|\+\^?{WORD}|\^{WORD} -|\.-|@(you|me|both|-)|>\d|#[A-Z_]+"
REPLIES = [
    json.loads(line)["text"]
    for path in sorted((HERE / "coach" / "labelled").glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]
TEXTS = [
    *REPLIES,
    *(case["text"] * min(case.get("times", 1), 40) for case in json.loads((HERE / "coach.json").read_text())),
]


def blind() -> coach.Rules:
    """The coach without this layer: every task leans away from everything."""
    compiled = copy.deepcopy(coach.compiled())
    compiled["glass"]["tasks"] = {task: {"bias": -1, "features": {}} for task in compiled["glass"]["tasks"]}
    return coach.prepare(compiled)


def eager() -> coach.Rules:
    """The coach with a layer that says yes to everything it may be asked."""
    compiled = copy.deepcopy(coach.compiled())
    compiled["glass"]["tasks"] = {task: {"bias": 1, "features": {}} for task in compiled["glass"]["tasks"]}
    return coach.prepare(compiled)


def harms(text: str, rules: coach.Rules | None = None) -> list[tuple[Any, ...]]:
    return [(f.rule, f.code, f.start, f.end) for f in coach.check(text, rules) if f.code in HARM_CODES]


def rules_of(text: str) -> list[str]:
    return [found.rule for found in coach.check(text)]


def test_harm_marks_are_the_same_with_and_without_it() -> None:
    without, most = blind(), eager()
    assert sum(bool(harms(text)) for text in TEXTS) > 400
    assert [text for text in TEXTS if not harms(text) == harms(text, without) == harms(text, most)] == []


def test_its_marks_all_help() -> None:
    assert {code for code, _, _ in MARKS.values()} <= HELP_CODES
    most = eager()
    marked = [f for text in TEXTS for f in coach.check(text, most) if f.rule.startswith("glass-")]
    assert len(marked) > 100
    assert {(f.strength, f.code in HELP_CODES, f.offers) for f in marked} == {("helps", True, ())}


def test_it_never_speaks_where_the_rules_see_harm() -> None:
    """Not in the same sentence; and a reply with harm in it is not called a reflection anywhere."""
    most = eager()
    for text in TEXTS:
        found = coach.check(text, most)
        harm = [f for f in found if f.code in HARM_CODES]
        added = [f for f in found if f.rule.startswith("glass-")]
        assert not any(f.start < h.end and h.start < f.end for f in added for h in harm), text
        assert not (harm and any(f.rule == "glass-reflect" for f in added)), text


def test_it_takes_no_mark_away_but_closed_for_open() -> None:
    without = blind()
    for text in TEXTS:
        gone = {(f.code, f.start) for f in coach.check(text, without)} - {(f.code, f.start) for f in coach.check(text)}
        assert {code for code, _ in gone} <= {"QUESTION_CLOSED"}, text


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param("What do you think would help", "glass-question-open", id="open, nobody typed the mark"),
        pytest.param("Do you still see her, or", "glass-question-closed", id="closed, broken off"),
        pytest.param("Who else knows about this?", "glass-question-open", id="open, the rules say closed"),
        pytest.param("And it's like you're the only one who is told nothing.", "glass-reflect", id="reflection"),
    ],
)
def test_it_sees_what_rules_miss(text: str, rule: str) -> None:
    assert rule in rules_of(text)
    assert rule not in [found.rule for found in coach.check(text, blind())]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("What you want is to be left in peace.", id="a full stop says it is no question"),
        pytest.param("How many times a week?", id="one fact"),
        pytest.param("The form has two parts.", id="information"),
        pytest.param("I think you should ring them.", id="advice"),
        pytest.param("He said “how do you see it working” and left.", id="quoted"),
        pytest.param("Okay.", id="nothing to read"),
    ],
)
def test_it_stays_silent(text: str) -> None:
    assert [rule for rule in rules_of(text) if rule.startswith("glass-")] == []


@pytest.mark.parametrize("case", CASES, ids=[repr(case["text"][:40]) for case in CASES])
def test_signs_and_sums_are_as_the_vector_says(case: dict[str, Any]) -> None:
    shown = signs(read(case["text"]).tokens, ["SUPPORT"])
    assert shown == case["signs"]
    assert {task: lean(weighed, shown) for task, weighed in weights().items()} == case["leans"]


def test_signs_pass_over_fillers_and_stutter() -> None:
    assert signs(read("So, um, you- you feel, uh, alone.").tokens) == signs(read("So you feel alone.").tokens)
    assert not FILLERS & {sign.strip("^.$+") for sign in signs(read("Um, what, er, now?").tokens)}


def test_weights_are_whole_numbers_under_plain_words() -> None:
    assert set(weights()) == {"question", "open", "reflect"}
    for task in weights().values():
        assert set(task) == {"bias", "features"}
        assert all(type(number) is int for number in (task["bias"], *task["features"].values()))
        for sign in task["features"]:
            assert re.fullmatch(SIGN, sign), sign


def test_weights_are_small() -> None:
    packed = json.dumps(weights(), separators=(",", ":")).encode()
    assert len(gzip.compress(packed, 9)) <= 4_000


def test_a_version_changes_with_a_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    before = coach.rules_version()
    changed = copy.deepcopy(weights())
    changed["open"]["bias"] += 1
    monkeypatch.setattr("powerwith.coach.glass.weights", lambda: changed)
    assert coach.compile_rulebook(coach.read_rulebook())["version"] != before


def test_only_the_beginning_of_hostile_texts_is_looked_at() -> None:
    many = coach.check("who else knows about this? " * (MOST_SENTENCES + 5))
    assert sum(found.rule == "glass-question-open" for found in many) == MOST_SENTENCES
    assert len(signs(["so", "word", "you"] * 9_000)) < 4 * MOST_WORDS


def test_it_costs_little() -> None:
    without = blind()

    def seconds(rules: coach.Rules | None) -> float:
        began = time.process_time()
        for text in REPLIES:
            coach.check(text, rules)
        return time.process_time() - began

    with_it, bare = min(seconds(None) for _ in range(3)), min(seconds(without) for _ in range(3))
    assert (with_it - bare) / len(REPLIES) < 0.000_3
    assert with_it / len(REPLIES) < 0.002


def test_what_it_says_is_about_the_words() -> None:
    for code, says, why in MARKS.values():
        assert says.startswith("read like ") and says.endswith(".") and why.endswith(".")
        assert code not in HARM_CODES
