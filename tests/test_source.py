"""Authored YAML: read strictly, every problem with its place and a way out."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from support import GOOD_CHOICE

from powerwith.model import Exercise
from powerwith.source import SourceError, fit, load, parse_yaml, read_yaml

EXERCISE: TypeAdapter[object] = TypeAdapter(Exercise)
GOOD = GOOD_CHOICE.replace("id: ID", "id: open-the-meeting")


def problems(text: str) -> list[str]:
    with pytest.raises(SourceError) as caught:
        fit(parse_yaml(text, "exercises/ch09/it.yml"), EXERCISE)
    return [str(problem) for problem in caught.value.problems]


def test_a_good_file_becomes_a_record(tmp_path: Path) -> None:
    path = tmp_path / "open-the-meeting.yml"
    path.write_text(GOOD, encoding="utf-8")
    exercise, where = load(path, EXERCISE)
    assert exercise.options[1].effect == "helps"  # type: ignore[attr-defined]
    assert where.place(("options", 1, "text")).endswith(":17")


@pytest.mark.parametrize(
    ("find", "put", "expected"),
    [
        pytest.param(
            "kind: choice", "kind: choise", ":2: kind is `choise`. Did you mean `choice`?", id="mistyped-kind"
        ),
        pytest.param(
            "title:",
            "titel:",
            ":3: the file has a field `titel` that is not known. Did you mean `title`?",
            id="mistyped-field",
        ),
        pytest.param(
            "minutes: 3", 'minutes: "3"', ":5: `minutes` is not a whole number but the text `3`.", id="number-in-quotes"
        ),
        pytest.param(
            "minutes: 3",
            "minutes: 1:30",
            ":5: `minutes` is not a whole number but the text `1:30`.",
            id="no-sexagesimal",
        ),
        pytest.param("level: 1", "level: 9", ":6: `level` is 9. Use 5 or less.", id="level-out-of-range"),
        pytest.param("[ask]", "[asking]", ":7: `skills[0]` is `asking`. Did you mean `ask`?", id="mistyped-skill"),
        pytest.param(
            "seed-027",
            "seed-132",
            ":9: `seeds[0]` is `seed-132`. Name an idea from exercises/ideas.csv",
            id="unknown-idea",
        ),
        pytest.param(
            "    feedback: The form leads.\n",
            "",
            ":13: options[0] has no feedback. Add `feedback:`.",
            id="option-without-feedback",
        ),
        pytest.param(
            "    landed: They have decided.\n",
            "",
            ":13: options[0] is said to somebody and has no `landed`. Add how it landed.",
            id="never-landed",
        ),
        pytest.param(
            "effect: helps",
            "effect: hurts",
            ":1: the options do not differ. Have at least one that `helps` and one that does not.",
            id="no-option-helps",
        ),
        pytest.param(
            "text: Where would you like to start?",
            "text:",
            ":17: `options[1].text` is not text but empty.",
            id="empty-text",
        ),
        pytest.param(
            "prompt: Dawit arrives late.", "prompt: [a, b]", ":11: `prompt` is not text but a list.", id="list-for-text"
        ),
        pytest.param(
            "skills: [ask]", "skills: ask", ":7: `skills` is not a list but the text `ask`.", id="text-for-list"
        ),
    ],
)
def test_a_problem_has_its_place_and_a_way_out(find: str, put: str, expected: str) -> None:
    assert find in GOOD
    found = problems(GOOD.replace(find, put, 1))
    assert len(found) == 1
    assert expected in found[0]
    assert found[0].startswith("exercises/ch09/it.yml:")


def test_all_problems_of_a_file_come_at_once() -> None:
    broken = (
        GOOD.replace("level: 1", "level: 0").replace("rung: recognise", "rung: recognize").replace("title", "titel")
    )
    assert len(problems(broken)) == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("a: &x [1]\nb: *x", "`x` is a YAML anchor or alias", id="alias"),
        pytest.param("a: 1\na: 2", "`a` stands here a second time", id="duplicate-key"),
        pytest.param("a: !!python/object/apply:os.system [x]", "is a YAML tag", id="python-object"),
        pytest.param("a: !local x", "is a YAML tag", id="local-tag"),
        pytest.param("[" * 100_000, "values are nested too deeply", id="deep-flow"),
        pytest.param("- " * 50_000, "values are nested too deeply", id="deep-block"),
        pytest.param("", "the file is empty", id="empty"),
        pytest.param("a: b: c", "this is not YAML that can be read", id="colon-in-text"),
        pytest.param("a: \x00", "a character that YAML does not allow", id="nul"),
        pytest.param("? [a]\n: b", "a key is not a plain word", id="list-as-key"),
        pytest.param("a: '\ud800'", "half a character", id="lone-surrogate"),
    ],
)
def test_hostile_yaml_is_refused(text: str, says: str) -> None:
    with pytest.raises(SourceError, match=r"^f\.yml:\d+: ") as caught:
        parse_yaml(text, "f.yml")
    assert says in str(caught.value)


def test_scalars_are_text_unless_they_are_plainly_something_else() -> None:
    read = parse_yaml("{a: no, b: 012, c: 2026-11-21, d: 12, e: true, f: null, g: '12', h: 1e400, i: .nan}", "f")
    assert read.value == {
        "a": "no", "b": "012", "c": "2026-11-21", "d": 12, "e": True, "f": None, "g": "12", "h": "1e400", "i": ".nan",
    }  # fmt: skip


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yml"
    path.write_text("a: " + "x" * 300_000)
    with pytest.raises(SourceError, match="300,003 bytes"):
        read_yaml(path)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.yml"
    path.write_bytes("title: café".encode("latin-1"))
    with pytest.raises(SourceError, match="Save the file as UTF-8"):
        read_yaml(path)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab:-[]{}&*!?|>'\"#%\n\t 0~é", max_size=80))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        parse_yaml(text, "f.yml")
    except SourceError as error:
        assert all(problem.place.startswith("f.yml:") for problem in error.problems)
