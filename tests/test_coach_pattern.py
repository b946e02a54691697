"""The pattern language: what an author can write, what it finds, and what they are told when it cannot be read."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from powerwith.coach import check, compile_rulebook, prepare, read_rulebook
from powerwith.coach.pattern import PatternError, compile_pattern
from powerwith.coach.program import Program, expand
from powerwith.coach.reading import read
from powerwith.coach.reference import BEGIN, END, reference_page
from powerwith.coach.rulebook import FOLDER
from powerwith.source import SourceError

SLOTS = {"they": ("he", "she"), "feeling": ("sad", "*ful")}


def words_found(pattern: str, text: str) -> list[str]:
    program = Program([compile_pattern(pattern, SLOTS)], SLOTS)
    reading = read(text)
    spans = sorted(set(program.scan(reading).get(0, [])))
    return [text[reading.starts[first] : reading.ends[last]] for first, last in spans]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        pytest.param("need to", "You need to go.", ["need to"], id="words in a row"),
        pytest.param(
            "didn't you", "Did not you? Didn’t you?", ["Did not you", "Didn’t you"], id="contractions in full"
        ),
        pytest.param("[need|have] to", "I need to, you have to.", ["need to", "have to"], id="choice of words"),
        pytest.param("[have got|need] to", "You have got to.", ["have got to"], id="choice of phrases"),
        pytest.param("[[go|come] back|stay]", "Come back, or stay.", ["Come back", "stay"], id="brackets in brackets"),
        pytest.param(
            "you (really)? must", "You must. You really must.", ["You must", "You really must"], id="may be missing"
        ),
        pytest.param(
            "you (have got)? to", "you to, you have got to", ["you to", "you have got to"], id="phrase may be missing"
        ),
        pytest.param("you ... late", "You were a bit too late.", ["You were a bit too late"], id="gap of four"),
        pytest.param("you _ ... (so)? late", "You were late.", ["You were late"], id="gap and missing word unused"),
        pytest.param("you ... (so)? late", "You came too late.", ["You came too late"], id="missing word after a gap"),
        pytest.param("you ... late", "You were a little bit too late.", [], id="no gap of five"),
        pytest.param("you ... late", "You. Late.", [], id="never across a sentence"),
        pytest.param("{they} failed", "She failed. They failed.", ["She failed"], id="list"),
        pytest.param("you are {feeling}", "You are hopeful.", ["You are hopeful"], id="ending in a list"),
        pytest.param("you *ed", "You tried. You red.", ["You tried"], id="ending needs two letters before it"),
        pytest.param("so _ then", "So what then?", ["So what then"], id="any one word"),
        pytest.param("^ stop", "Stop. Do stop.", ["Stop"], id="start of a sentence"),
        pytest.param("again $", "Again and again.", ["again"], id="end of a sentence"),
        pytest.param("do you ?", "Do you. Do you?", ["Do you"], id="end with a question mark"),
        pytest.param("not again !", "Not again. Not again!", ["Not again"], id="end with an exclamation mark"),
        pytest.param("well , you", "Well, you. Well you.", ["Well, you"], id="comma wanted"),
        pytest.param("well you", "Well, you. Well you.", ["Well, you", "Well you"], id="comma allowed"),
        pytest.param("(so)? you (now)?", "So you now.", ["you"], id="edges that may be missing are found without"),
    ],
)
def test_pattern_finds(pattern: str, text: str, found: Sequence[str]) -> None:
    words = words_found(pattern, text)
    assert set(found) <= set(words)
    assert bool(words) == bool(found)


def test_shortest_occurrence_is_marked() -> None:
    assert words_found("you ... late", "You, you were late.") == ["you were late"]


@pytest.mark.parametrize(
    ("pattern", "says", "todo"),
    [
        pytest.param("you [need", "leaves a bracket open", "Close it", id="open bracket"),
        pytest.param("you need] to", "has `]` in the middle", "Put ^ first", id="closed bracket"),
        pytest.param("you (need|have) to", "round brackets without `?`", "Use [a|b]", id="round brackets"),
        pytest.param("you ^ need", "has `^` in the middle", "Put ^ first", id="edge inside"),
        pytest.param("Need to", "cannot be read from `Need to` on", "Write small letters", id="capital"),
        pytest.param("need.*to", "cannot be read from `.*to` on", "Write small letters", id="regular expression"),
        pytest.param("{nobody} failed", "names the list `{nobody}`", "Known lists: feeling, they", id="unknown list"),
        pytest.param("_ ... _", "has no firm word", "Write at least one word", id="nothing firm"),
        pytest.param("you ,", "has a comma at an edge", "Put words on both sides", id="comma last"),
        pytest.param("[a|b c] " * 60, "stands for 1152921504606846976 sequences", "write two patterns", id="too many"),
        pytest.param("", "no firm word", "Write at least one word", id="empty"),
        pytest.param("a " * 33, "longer than 32 words", "Cut it", id="too long"),
    ],
)  # fmt: skip
def test_unreadable_pattern_is_explained(pattern: str, says: str, todo: str) -> None:
    with pytest.raises(PatternError) as caught:
        compile_pattern(pattern, SLOTS)
    assert says in str(caught.value) and todo in str(caught.value)


def test_every_line_of_the_rules_can_be_expanded() -> None:
    book = compile_rulebook(read_rulebook())
    assert all(expand(line) for rule in book["rules"] for line in rule["lines"])


def copied_rules(tmp_path: Path, name: str, old: str, new: str) -> Path:
    folder = tmp_path / "coach"
    (folder / "rules").mkdir(parents=True)
    for path in (*FOLDER.glob("*.yml"), *(FOLDER / "rules").glob("*.yml")):
        (folder / path.relative_to(FOLDER)).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        pytest.param("code: WARN", "code: POWER", "a POWER rule stands in `warn.yml`", id="wrong file"),
        pytest.param("[quoted,", "[quotd,", "Did you mean `quoted`?", id="unknown context"),
        pytest.param("id: or-i-will", "id: if-you-dont", "`if-you-dont` is already a rule", id="id twice"),
        pytest.param("strength: heard", "strength: helps", "has code WARN and strength `helps`", id="strength"),
        pytest.param("says: could", "says: Could", "a small letter first", id="says is no sentence of its own"),
    ],
)
def test_broken_rule_is_named_with_its_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    folder = copied_rules(tmp_path, "rules/warn.yml", old, new)
    with pytest.raises(SourceError) as caught:
        read_rulebook(folder)
    problem = caught.value.problems[0]
    assert "rules/warn.yml:" in problem.place
    assert says in str(problem)


def test_other_rules_can_be_read_with(tmp_path: Path) -> None:
    folder = copied_rules(
        tmp_path, "rules/warn.yml", "says: could be heard as a threat.", "says: could be heard as doom."
    )
    rules = prepare(compile_rulebook(read_rulebook(folder)))
    assert check("You'll regret it.", rules)[0].says == "could be heard as doom."


def test_sentences_end_where_people_end_them() -> None:
    def split(text: str) -> list[str]:
        return [text[s.start : s.end] for s in read(text).sentences]

    assert split("Dr. Khan rang. You came!  So?") == ["Dr. Khan rang.", "You came!", "So?"]
    assert split("At 3.5 km… you stop") == ["At 3.5 km… you stop"]
    assert split("One line\nNext line") == ["One line", "Next line"]
    assert split("“Stop.” She left.") == ["Stop.", "She left."]


def test_quotation_is_somebody_elses_unless_it_is_all() -> None:
    harm = "Why didn't you call?"
    assert check(harm)[0].code == "CONFRONT"
    assert check(f"“{harm}”")[0].code == "CONFRONT"
    assert check(f"I would say “{harm}”")[0].code == "CONFRONT"
    assert all(found.code != "CONFRONT" for found in check(f"He said “{harm}” and you left."))


def test_page_keeps_what_people_wrote() -> None:
    page = reference_page(f"Before\n{BEGIN}a stale table{END}\nAfter")
    assert page.startswith("Before\n") and page.endswith("\nAfter") and "a stale table" not in page
    assert "`why-didnt-you`" in page
    with pytest.raises(ValueError, match="lost a mark"):
        reference_page("no marks here")


def test_page_is_fresh() -> None:
    path = Path(__file__).parents[1] / "book" / "reference" / "coach.md"
    page = path.read_text(encoding="utf-8")
    assert page == reference_page(page), "book/reference/coach.md is stale. Run `make regen`."
