"""The `powerwith` command, as an author uses it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import GOOD_CHOICE, write_bank

from powerwith.cli import main
from powerwith.model import KINDS, NOTICE_CODES


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A whole small course: one exercise on one page."""
    write_bank(tmp_path, good=GOOD_CHOICE)
    (tmp_path / "exercises" / "ideas.csv").write_text("id,idea\nseed-027,Blame shrinks people\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "ch09.md").write_text("# 9\n\n```{practice} good\n```\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(words))
    return result.exit_code, result.output


def test_lint_is_content_with_a_good_course(course: Path) -> None:
    assert run("lint") == (0, "1 exercises read. Nothing to mend.\n")


@pytest.mark.parametrize(
    ("file", "find", "put", "says"),
    [
        pytest.param(
            "exercises/ch09/good.yml",
            "level: 1",
            "level: 6",
            "good.yml:6: `level` is 6. Use 5 or less.",
            id="a-broken-file",
        ),
        pytest.param(
            "exercises/ch09/good.yml",
            "seed-027",
            "seed-028",
            "good.yml:9: `seed-028` is not in exercises/ideas.csv",
            id="an-unknown-idea",
        ),
        pytest.param(
            "exercises/ch09/good.yml",
            "rung:",
            "sources: [nobody2001]\nrung:",
            "good.yml:8: `nobody2001` is not in book/references.bib",
            id="an-unknown-source",
        ),
        pytest.param(
            "exercises/ch09/good.yml",
            "Where would you like to start?",
            "Why didn't you come on time?",
            "in a reply that should help as CONFRONT",
            id="a-loaded-model",
        ),
        pytest.param(
            "exercises/ch09/good.yml",
            "The form leads.",
            "Why didn’t you ask first?",
            "our own text asks “why didn’t you”",
            id="the-course-scolds",
        ),
        pytest.param(
            "exercises/ch09/good.yml",
            "The form leads.",
            "Replace this with your own.",
            "this still holds the starter's text",
            id="a-starter-left-as-it-was",
        ),
        pytest.param(
            "book/ch09.md",
            "{practice} good",
            "{practice} goood",
            "book/ch09.md:3: there is no exercise `goood`. Did you mean `good`?",
            id="an-unknown-id-on-a-page",
        ),
    ],
)
def test_lint_says_what_to_mend_and_exits_with_1(course: Path, file: str, find: str, put: str, says: str) -> None:
    text = (course / file).read_text(encoding="utf-8")
    assert find in text
    (course / file).write_text(text.replace(find, put), encoding="utf-8")
    code, output = run("lint")
    assert says in output
    assert code == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_starter_loads_and_asks_for_its_own_text(course: Path, kind: str) -> None:
    assert run("new", kind, "my-idea")[0] == 0
    code, output = run("lint")
    assert code == 1
    said = [line for line in output.splitlines() if "my-idea.yml" in line]
    assert said
    expected = ("starter's text", "no page of the book", "why didn", "`instead` is", "the main route has 2 turns")
    assert [line for line in said if not any(words in line for words in expected)] == []


def test_an_id_is_not_taken_twice(course: Path) -> None:
    code, output = run("new", "sort", "good")
    assert code == 1
    assert "exercises/ch09/good.yml: that id is taken" in output


def test_outside_the_course_it_says_where_to_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, output = run("lint")
    assert code == 1
    assert "Change into the course's folder first" in output


def test_the_coach_tells_people_what_it_reads_and_where() -> None:
    code, output = run("coach", "Why didn't you ring?")
    assert code == 0
    assert output.startswith("CONFRONT: the words “")
    assert output.count("You could say:") == 2


def test_the_coach_is_silent_without_praise() -> None:
    assert "not a judgement" in run("coach", "The bus was blue.")[1]


def test_the_coach_reads_lines_and_writes_lines() -> None:
    texts = ["Why didn't you ring?", "What happened?", "🙂 Why didn't you ring?", "The bus was blue."]
    lines = "".join(json.dumps({"id": i, "text": text}) + "\n" for i, text in enumerate(texts))
    result = CliRunner().invoke(main, ["coach", "--jsonl"], input=lines)
    told = [json.loads(line) for line in result.output.splitlines()]
    assert [(one["id"], one["stance"]) for one in told] == [
        (0, "loaded"),
        (1, "considerate"),
        (2, "loaded"),
        (3, "silent"),
    ]
    first, third = told[0]["codes"][0], told[2]["codes"][0]
    assert set(first) == {"code", "start", "end", "score", "rule"}
    assert third["start"] - first["start"] == 2


def test_the_coach_asks_last_and_under_a_heading() -> None:
    output = run("coach", "You're a superstar! What helped? Why didn't you ring?")[1]
    places = [output.index(part) for part in ("QUESTION_OPEN: ", "CONFRONT: ", "Worth a thought.", "PRAISE_INFLATED: ")]
    assert places == sorted(places)
    assert output.count("Worth a thought.") == 1
    assert "Worth a thought." not in run("coach", "Why didn't you ring?")[1]


def test_notices_have_a_key_of_their_own_and_change_no_stance() -> None:
    texts = ["Well done!", "Why didn't you ring?", "Well done! What helped?"]
    lines = "".join(json.dumps({"id": i, "text": text}) + "\n" for i, text in enumerate(texts))
    result = CliRunner().invoke(main, ["coach", "--jsonl"], input=lines)
    told = [json.loads(line) for line in result.output.splitlines()]
    assert [one["stance"] for one in told] == ["silent", "loaded", "considerate"]
    assert [[n["code"] for n in one["notices"]] for one in told] == [["PRAISE_GENERAL"], [], ["PRAISE_GENERAL"]]
    assert set(told[0]["notices"][0]) == {"code", "start", "end", "score", "rule"}
    assert [code["code"] for one in told for code in one["codes"] if code["code"] in NOTICE_CODES] == []


def test_a_line_that_is_not_a_reply_is_named() -> None:
    result = CliRunner().invoke(main, ["coach", "--jsonl"], input='{"id": 1, "text": "x"}\n{"id": 2}\n')
    assert result.exit_code == 1
    assert "standard input:2: this line holds no id and text" in result.output
