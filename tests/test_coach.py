"""The coach: every rule keeps its promises, every text is read alike in both languages, long texts stay quick."""

import gzip
import html
import json
import time
from pathlib import Path
from typing import get_args

import pytest

from powerwith import coach
from powerwith.model import HARM_CODES, HELP_CODES, Rule

VECTORS = json.loads((Path(__file__).parent / "vectors" / "coach.json").read_text(encoding="utf-8"))
SHORT = [case for case in VECTORS if "times" not in case]
LONG = [case for case in VECTORS if "times" in case]
RULES = coach.records()


def examples(field: str) -> list[object]:
    return [pytest.param(rule, text, id=f"{rule.id}: {text}") for rule in RULES for text in getattr(rule, field)]


def marks(text: str) -> list[list[object]]:
    return [[f.rule, f.code, f.start, f.end] for f in coach.check(text)]


@pytest.mark.parametrize(("rule", "text"), examples("flags"))
def test_rule_fires(rule: Rule, text: str) -> None:
    assert rule.id in {found.rule for found in coach.check(text)}


@pytest.mark.parametrize(("rule", "text"), examples("passes"))
def test_rule_stays_silent(rule: Rule, text: str) -> None:
    assert rule.id not in {found.rule for found in coach.check(text)}


@pytest.mark.parametrize(("rule", "text"), examples("offers"))
def test_offers_pass_the_coach(rule: Rule, text: str) -> None:
    assert [found.rule for found in coach.check(text) if found.code in HARM_CODES] == []


@pytest.mark.parametrize("code", sorted(HARM_CODES | HELP_CODES))
def test_every_code_has_a_rule(code: str) -> None:
    assert any(rule.code == code for rule in RULES)


@pytest.mark.parametrize("case", SHORT, ids=[repr(case["text"][:60]) for case in SHORT])
def test_reads_as_the_vector_says(case: dict[str, object]) -> None:
    assert marks(str(case["text"])) == case["found"]


@pytest.mark.parametrize("case", SHORT, ids=[repr(case["text"][:60]) for case in SHORT])
def test_marked_words_lie_inside_the_text(case: dict[str, object]) -> None:
    text = str(case["text"])
    for found in coach.check(text):
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end]


@pytest.mark.parametrize("case", LONG, ids=[repr(case["text"]) for case in LONG])
def test_long_texts_are_read_as_the_vector_says(case: dict[str, object]) -> None:
    found = marks(str(case["text"]) * int(str(case["times"])))
    assert len(found) == case["count"]
    assert found[:1] + found[-1:] == case["ends"]


@pytest.mark.parametrize("case", LONG, ids=[repr(case["text"]) for case in LONG])
def test_time_grows_with_length_and_nothing_else(case: dict[str, object]) -> None:
    text, times = str(case["text"]), int(str(case["times"]))
    short, long = (min(_seconds(text * (times // part)) for _ in range(3)) for part in (8, 1))
    assert long < 8 * short * 2.5 + 0.01


def _seconds(text: str) -> float:
    began = time.process_time()
    coach.check(text)
    return time.process_time() - began


def test_rules_fit_the_page_budget() -> None:
    assert len(gzip.compress(coach.rules_script().encode(), 9)) <= 30_000


def test_version_changes_with_a_rule() -> None:
    book = coach.read_rulebook()
    first, *rest = book.rules
    changed = first.model_copy(update={"says": "could be heard as something else."})
    other = coach.compile_rulebook(type(book)((changed, *rest), book.surroundings, book.slots))
    assert other["version"] != coach.rules_version()
    assert len(coach.rules_version()) == 16


def test_findings_are_about_words_not_about_people() -> None:
    for rule in RULES:
        shown = " ".join((rule.says, rule.why)).lower()
        assert "you should" not in shown and "wrong" not in shown.replace("can be wrong", "")
        assert rule.strength != "heard" or rule.says.startswith("could be heard as ")


def test_codes_have_a_file_each() -> None:
    from powerwith.model import Code

    files = {path.stem for path in (Path(coach.__file__).parent / "rules").glob("*.yml")}
    codes = {code for part in get_args(Code) for code in get_args(part)}
    assert files == {code.lower().replace("_", "-") for code in codes}


def lines_under(heading: str) -> list[str]:
    """The texts of one section of `coach-texts.txt`."""
    text = (Path(__file__).parent / "vectors" / "coach-texts.txt").read_text(encoding="utf-8")
    return text.partition(f"# {heading}\n")[2].partition("\n# ")[0].split("\n")


@pytest.mark.parametrize("text", lines_under("Lines that open one") + lines_under("Hard truths, said well"))
def test_good_practice_is_never_marked_as_harm(text: str) -> None:
    assert [(f.rule, text[f.start : f.end]) for f in coach.check(text) if f.code in HARM_CODES] == []


def test_most_lines_that_close_a_door_are_found() -> None:
    lines = lines_under("Lines that close a door")
    found = [line for line in lines if any(f.code in HARM_CODES for f in coach.check(line))]
    assert len(lines) == 72
    assert len(found) >= 65


def test_findings_are_a_tuple_that_notebooks_show() -> None:
    found = coach.check("Why didn't you call? You kept the receipts, every week.")
    assert isinstance(found, tuple) and found == tuple(found) and found[:1] == tuple(found)[:1]
    shown = found._repr_html_()
    assert shown.index("AFFIRM") < shown.index("CONFRONT")
    assert all(html.escape(part) in shown for one in found for part in (one.says, one.why, *one.offers))


def test_nothing_found_is_said_in_words() -> None:
    assert "No pattern of mine matched" in coach.check("Hm.")._repr_html_()
    assert coach.check("") == ()


def test_shown_words_cannot_become_markup() -> None:
    harm = coach.check("Why didn't you call?")[0].model_copy(update={"why": "Less <b>than</b> three."})
    assert "&lt;b&gt;than" in type(coach.check(""))((harm,))._repr_html_()
