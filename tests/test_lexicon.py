"""The lexicon: what it finds, what it leaves alone, and where it comes from."""

import re
import time
from pathlib import Path

import pytest

from powerwith import coach
from powerwith.coach.pattern import compile_pattern
from powerwith.lexicon import CRAFT, FILE, RULES, lexicon, read_lexicon, rules_file, words_page
from powerwith.lint.words import Watch, watch
from powerwith.model.lexicon import Term
from powerwith.source import SourceError

ROOT = Path(__file__).resolve().parents[1]
SPOKEN = [pytest.param(term, id=term.term) for term in lexicon().terms if term.in_speech]
TERMS = [pytest.param(term, id=term.term) for term in lexicon().terms]


def sentences(name: str) -> list[str]:
    """The sentences of a list, without its comments."""
    text = (ROOT / "tests" / "vectors" / "words" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def found(text: str) -> list[str]:
    """The words of a text that are marked."""
    return [text[hit.start : hit.end] for hit in watch().hits(text)]


@pytest.mark.parametrize("sentence", sentences("clean"))
def test_a_considerate_sentence_stays_unmarked(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize("sentence", sentences("loaded"))
def test_a_loaded_sentence_is_marked(sentence: str) -> None:
    assert found(sentence)


def test_both_lists_are_long_enough_to_say_something() -> None:
    assert len(set(sentences("clean"))) >= 60
    assert len(set(sentences("loaded"))) >= 60
    assert len(lexicon().terms) >= 80


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        pytest.param("A wheelchair-bound man waits.", ["wheelchair-bound"], id="a-hyphen-is-a-space"),
        pytest.param("The poor, the homeless and more.", ["The poor", "the homeless"], id="only-the-words-themselves"),
        pytest.param("She DNA'd twice.", ["DNA'd"], id="office-talk"),
        pytest.param("Hard to reach. Non-compliant.", ["Hard to reach", "Non-compliant"], id="in-the-order-they-stand"),
        pytest.param("Our most vulnerable people.", ["Our most vulnerable"], id="no-word-is-marked-twice"),
    ],
)
def test_the_very_words_are_marked(text: str, marked: list[str]) -> None:
    assert found(text) == marked


@pytest.mark.parametrize(
    "text",
    [
        "She describes herself as a recovering addict.",
        "Many call themselves alcoholics, in their own words.",
        "I am an addict, and I chair this meeting.",
        "He calls himself a cripple and writes about the word.",
    ],
)
def test_what_people_call_themselves_is_theirs(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["He is an addict.", "I am told that she is non-compliant.", "We call him an addict."])
def test_what_we_call_others_is_ours(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize("term", TERMS)
def test_every_term_finds_the_word_it_is_listed_under(term: Term) -> None:
    hits = [hit for frame in ("{}", "He is {}.", "{} here") for hit in watch().hits(frame.format(term.term))]
    assert any(hit.term == term for hit in hits), hits


@pytest.mark.parametrize("term", TERMS)
def test_no_term_offers_a_loaded_word(term: Term) -> None:
    assert [found(other) for other in term.alternatives if found(other)] == []


@pytest.mark.parametrize("term", TERMS)
def test_every_spare_wording_belongs_to_its_term(term: Term) -> None:
    lists = lexicon().lists
    for pattern in (*term.patterns, *term.spares):
        assert compile_pattern(pattern, lists)
    assert not set(term.patterns) & set(term.spares)


@pytest.mark.parametrize("term", TERMS)
def test_every_term_names_a_source_that_is_there(term: Term) -> None:
    references = (ROOT / "book" / "references.bib").read_text(encoding="utf-8")
    in_book = re.search(rf"^@\w+\{{{term.source},", references, re.MULTILINE)
    assert term.source == CRAFT or term.source in lexicon().guides or in_book


@pytest.mark.parametrize("term", SPOKEN)
def test_what_is_said_of_people_is_known_to_linter_and_coach_alike(term: Term) -> None:
    for sentence in term.said:
        assert term in [hit.term for hit in watch().hits(sentence)]
        assert f"word-{term.in_speech}" in [one.rule for one in coach.check(sentence) if one.code == "LABEL"]


@pytest.mark.parametrize("name", lexicon().spoken)
def test_what_the_coach_offers_is_made_of_the_other_words(name: str) -> None:
    others = [other for term in lexicon().terms if term.in_speech == name for other in term.alternatives]
    for offer in lexicon().spoken[name].offers:
        assert any(other in offer for other in others), offer
        assert found(offer) == []


def test_the_rules_of_the_coach_are_made_from_the_terms() -> None:
    assert rules_file(lexicon()) == RULES.read_text(encoding="utf-8"), "stale. Run `make regen`."
    marked = {rule.id: rule for rule in coach.records() if rule.code == "LABEL"}
    for name in lexicon().spoken:
        wanted = [sentence for term in lexicon().terms if term.in_speech == name for sentence in term.said]
        assert list(marked[f"word-{name}"].flags) == wanted


def test_a_term_that_is_not_said_of_people_makes_no_rule() -> None:
    quiet = lexicon().model_copy(
        update={"terms": tuple(t.model_copy(update={"in_speech": None, "said": ()}) for t in lexicon().terms)}
    )
    assert "bed blocker" in rules_file(lexicon())
    assert "bed blocker" not in rules_file(quiet)


def test_most_terms_rest_on_a_guide() -> None:
    craft = [term.term for term in lexicon().terms if term.source == CRAFT]
    assert len(craft) <= len(lexicon().terms) // 6, craft


def test_every_guide_says_what_of_it_was_read() -> None:
    assert all(len(guide.seen.split()) >= 2 for guide in lexicon().guides.values())


@pytest.mark.parametrize(
    ("find", "put", "says"),
    [
        pytest.param("    source: tact\n", "    source: tact-\n", "Use small letters", id="a-shape"),
        pytest.param("source: govuk-disability\n", "source: govuk-disabilty\n", "mean `govuk-disability`?", id="typo"),
        pytest.param("  - term: abscond\n", "  - term: addict\n", "“addict” is already a term", id="a-double"),
        pytest.param("kind: jargon", "kind: slang", "is `slang`", id="an-unknown-kind"),
        pytest.param("in_speech: verdict\n", "in_speech: verdicts\n", "mean `verdict`?", id="an-unknown-group"),
        pytest.param("    in_speech: verdict\n", "", "has only one of `in_speech` and `said`", id="no-group"),
        pytest.param("  verdict:\n", "  other:\n", "no term is in the group `other`", id="an-idle-group"),
        pytest.param("source: unlock\n", "source: craft\n", "no term cites the guide `unlock`", id="an-idle-guide"),
    ],
)  # fmt: skip
def test_a_slip_in_the_file_is_told_with_its_place(tmp_path: Path, find: str, put: str, says: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert find in text
    path = tmp_path / "lexicon.yml"
    path.write_text(text.replace(find, put, 1), encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_lexicon(path)
    problems = [str(problem) for problem in caught.value.problems]
    assert any(says in problem and re.search(r"lexicon\.yml:\d+: ", problem) for problem in problems), problems


def test_a_pattern_that_cannot_be_read_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.yml"
    text = FILE.read_text(encoding="utf-8")
    path.write_text(text.replace("patterns: [clientele]", 'patterns: ["[clientele"]'), encoding="utf-8")
    with pytest.raises(SourceError, match=r"lexicon\.yml:\d+: .* leaves a bracket open\. Close it\."):
        Watch(*read_lexicon(path))


def test_the_page_has_every_term_with_its_other_words() -> None:
    page = words_page(lexicon())
    for term in lexicon().terms:
        assert f"“{term.term}”\n: {term.why}" in page
        assert all(f"*{other}*" in page for other in term.alternatives)


def test_hostile_text_takes_time_in_proportion() -> None:
    text = "the poor the homeless failed to he claims " * 500
    watch().hits(text)
    started = time.perf_counter()
    watch().hits(text)
    assert time.perf_counter() - started < 0.5
