"""The coach: every rule keeps its promises, every text is read alike in both languages, long texts stay quick."""

import gzip
import html
import json
import re
import time
from pathlib import Path

import pytest
from pydantic import ValidationError

from powerwith import coach
from powerwith.bank import load_bank
from powerwith.model import HARM_CODES, HELP_CODES, NOTICE_CODES, Choice, Rewrite, Rule

ROOT = Path(__file__).resolve().parents[1]
VECTORS = json.loads((Path(__file__).parent / "vectors" / "coach.json").read_text(encoding="utf-8"))
SHORT = [case for case in VECTORS if "times" not in case]
LONG = [case for case in VECTORS if "times" in case]
RULES = coach.records()


def examples(field: str) -> list[object]:
    return [pytest.param(rule, text, id=f"{rule.id}: {text}") for rule in RULES for text in getattr(rule, field)]


INFLATES_OR_GUESSES = frozenset({"PRAISE_INFLATED", "ASSUME"})


def good_replies() -> list[str]:
    """The model replies of the bank, and its options that help."""
    found = []
    for exercise in load_bank(ROOT / "exercises").exercises.values():
        if isinstance(exercise, Rewrite):
            found += [model.text for model in exercise.models]
        if isinstance(exercise, Choice):
            found += [option.text for option in exercise.options if option.effect == "helps"]
    return found


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


@pytest.mark.parametrize(("rule", "text"), examples("offers"))
def test_offers_neither_inflate_nor_guess(rule: Rule, text: str) -> None:
    assert [found.rule for found in coach.check(text) if found.code in INFLATES_OR_GUESSES] == []


@pytest.mark.parametrize("text", good_replies())
def test_replies_that_work_neither_inflate_nor_guess(text: str) -> None:
    assert [found.rule for found in coach.check(text) if found.code in INFLATES_OR_GUESSES] == []


@pytest.mark.parametrize("code", sorted(HARM_CODES | HELP_CODES | NOTICE_CODES))
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
    """What loads late, beside the page, where somebody writes. Most of it is the words of the patterns themselves."""
    assert len(gzip.compress(coach.rules_script().encode(), 9)) <= 56_000


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
    files = {path.name.partition(".")[0] for path in (Path(coach.__file__).parent / "rules").glob("*.yml")}
    assert files == {code.lower().replace("_", "-") for code in HARM_CODES | HELP_CODES | NOTICE_CODES}


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


NOTICES = [rule for rule in RULES if rule.code in NOTICE_CODES]


@pytest.mark.parametrize("rule", NOTICES, ids=lambda rule: rule.id)
def test_notices_ask_and_do_not_judge(rule: Rule) -> None:
    assert rule.asks is not None
    found = next(one for one in coach.check(rule.flags[0]) if one.rule == rule.id)
    assert (found.strength, found.offers, found.asks) == ("notice", (), rule.asks)
    said = f" {rule.says} {rule.asks} {rule.why} ".lower()
    verdicts = ("blame", "wrong", "should", "must", "could be heard", "bad")
    assert [word for word in verdicts if f" {word}" in said] == []


@pytest.mark.parametrize("text", [case["text"] for case in SHORT], ids=[repr(case["text"][:60]) for case in SHORT])
def test_notices_stand_beside_the_other_marks_and_change_none(text: str) -> None:
    """The same reply, read without any notice rule, has the same other marks; and no notice lies on harm."""
    found = coach.check(text)
    others = [one for one in found if one.code not in NOTICE_CODES]
    assert others == list(coach.check(text, WITHOUT_NOTICES))
    harm = {at for one in others if one.code in HARM_CODES for at in range(one.start, one.end)}
    assert [n.rule for n in found if n.code in NOTICE_CODES and harm & set(range(n.start, n.end))] == []


def without_notices() -> coach.Rules:
    book = coach.read_rulebook()
    rules = tuple(rule for rule in book.rules if rule.code not in NOTICE_CODES)
    return coach.prepare(coach.compile_rulebook(type(book)(rules, book.surroundings, book.slots)))


WITHOUT_NOTICES = without_notices()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("Well done!", ["PRAISE_GENERAL"], id="asks for the act"),
        pytest.param("Well done! You kept the receipts, every week.", [], id="the act is named"),
        pytest.param("Well done, but you still owe us the form.", [], id="harm on the same words says enough"),
        pytest.param("Your attendance has been poor.", ["SCORE"], id="a count alone"),
        pytest.param("Your attendance has been poor. What got in the way?", [], id="a count, and then a question"),
        pytest.param("It's only a matter of planning.", ["CONTEXT_BLIND"], id="the person alone"),
        pytest.param(
            "It's a matter of planning. Rent takes half of your pay.", ["NAME_CONTEXT"], id="the wall is named"
        ),
        pytest.param("He said “you're a star”, and you laughed.", [], id="somebody else's words"),
    ],
)
def test_a_notice_stays_away_when_its_question_is_answered(text: str, codes: list[str]) -> None:
    assert [found.code for found in coach.check(text) if found.code in NOTICE_CODES] == codes


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        pytest.param({"asks": None}, "`asks` nothing", id="a notice that asks nothing"),
        pytest.param({"asks": "Name it."}, "`asks` nothing", id="an order in place of a question"),
        pytest.param({"offers": ("You could say this.",)}, "no harm rule and has offers", id="a notice with offers"),
        pytest.param({"strength": "heard"}, "`notice` for a notice", id="a notice that judges"),
        pytest.param({"code": "WARN"}, "`heard` or `blames` for a harm code", id="harm that only asks"),
        pytest.param({"code": "AFFIRM", "strength": "helps"}, "is no notice", id="help that asks"),
    ],
)
def test_a_notice_keeps_to_its_form(changed: dict[str, object], told: str) -> None:
    authored = NOTICES[0].model_dump() | changed
    with pytest.raises(ValidationError, match=re.escape(told)):
        Rule.model_validate(authored)


def test_findings_are_a_tuple_that_notebooks_show() -> None:
    found = coach.check("Why didn't you call? You kept the receipts, every week.")
    assert isinstance(found, tuple) and found == tuple(found) and found[:1] == tuple(found)[:1]
    shown = found._repr_html_()
    assert shown.index("AFFIRM") < shown.index("CONFRONT")
    assert all(html.escape(part) in shown for one in found for part in (one.says, one.why, *one.offers))


def test_what_is_only_asked_stands_last_in_notebooks() -> None:
    shown = coach.check("You're a superstar! Why didn't you ring? What helped?")._repr_html_()
    assert shown.index("QUESTION_OPEN") < shown.index("CONFRONT") < shown.index("PRAISE_INFLATED")
    assert "Would you say it to a colleague?" in shown


def test_nothing_found_is_said_in_words() -> None:
    assert "No pattern of mine matched" in coach.check("Hm.")._repr_html_()
    assert coach.check("") == ()


def test_shown_words_cannot_become_markup() -> None:
    harm = coach.check("Why didn't you call?")[0].model_copy(update={"why": "Less <b>than</b> three."})
    assert "&lt;b&gt;than" in type(coach.check(""))((harm,))._repr_html_()
