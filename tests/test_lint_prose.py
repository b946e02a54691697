"""The critical friend reads prose: what it calls our own voice, and what it says about it."""

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import GOOD_CHOICE, write_bank

from powerwith import coach
from powerwith.bank import load_bank
from powerwith.cli import main
from powerwith.lint import lint
from powerwith.lint.grade import grade, sentences, syllables
from powerwith.lint.names import HEARD
from powerwith.lint.words import IN_PROSE
from powerwith.prose import masked, read_markdown, read_page

ROOT = Path(__file__).resolve().parents[1]
PAGE = "# 9\n\n```{practice} good\n```\n\n"
HARD = (
    "Notwithstanding organisational considerations, practitioners undertaking multidisciplinary interventions "
    "systematically acknowledge contextual determinants influencing participation. "
)


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A whole small course: one exercise on one page."""
    write_bank(tmp_path, good=GOOD_CHOICE)
    (tmp_path / "exercises" / "ideas.csv").write_text(
        "id,idea\nseed-027,Blame shrinks people\nseed-028,Ask\n", encoding="utf-8"
    )
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "ch09.md").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(course: Path) -> list[str]:
    """What the critical friend says about the course."""
    return [str(problem) for problem in lint(load_bank(course / "exercises"), course)]


def on_page(course: Path, text: str, page: str = "book/ch09.md") -> list[str]:
    """What it says when this text stands on a page."""
    path = course / page
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((PAGE if page == "book/ch09.md" else "") + text, encoding="utf-8")
    return said(course)


# --- reading prose -------------------------------------------------------------------------------------------------


def test_every_passage_knows_its_line_and_headings() -> None:
    passages = read_markdown("# One\n\nFirst.\n\n## Two\n\n- item\n  goes on\n\nTerm\n: Meaning\n", "p.md")
    assert [(p.line, p.kind, p.text, p.headings) for p in passages] == [
        (1, "heading", "One", ("One",)),
        (3, "paragraph", "First.", ("One",)),
        (5, "heading", "Two", ("One", "Two")),
        (7, "item", "item\ngoes on", ("One", "Two")),
        (10, "term", "Term", ("One", "Two")),
        (11, "definition", "Meaning", ("One", "Two")),
    ]
    assert passages[3].place(passages[3].text.index("goes")) == "p.md:8"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("```python\nthe poor are here\n```\n", id="code"),
        pytest.param("```{code-block} python\nthe poor are here\n```\n", id="a-code-directive"),
        pytest.param("---\ntitle: the poor are here\n---\n", id="front-matter"),
        pytest.param("% the poor are here\n", id="a-comment"),
        pytest.param("{cite:p}`thepoorare`\n", id="a-citation"),
        pytest.param("```{practice} the-poor-are\n```\n", id="an-exercise"),
        pytest.param("```{bibliography}\n:filter: the poor are\n```\n", id="a-bibliography"),
        pytest.param(":::{dropdown}\n:class-title: the poor are\n:::\n", id="an-option"),
    ],
)
def test_what_is_not_prose_is_left_out(text: str) -> None:
    assert not any("poor" in passage.text for passage in read_markdown(text, "p.md"))


def test_the_body_of_a_box_is_prose_with_its_own_lines() -> None:
    text = "# T\n\n::::{grid} 1 1 2\n:gutter: 3\n\n:::{grid-item-card} A card\nHead\n^^^\nBody\n:::\n::::\n"
    found = [(p.line, p.kind, p.text, p.box) for p in read_markdown(text, "p.md")][1:]
    assert found == [
        (6, "summary", "A card", "A card"),
        (7, "paragraph", "Head", "A card"),
        (9, "paragraph", "Body", "A card"),
    ]


def test_a_notebook_is_read_cell_by_cell_with_the_lines_of_the_file(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# T\n", "\n", "Same\n", "line"]},
        {"cell_type": "code", "metadata": {}, "source": ["# the poor are\n"], "outputs": []},
        {"cell_type": "markdown", "metadata": {}, "source": ["Same\n", "again"]},
    ]
    path = tmp_path / "n.ipynb"
    path.write_text(json.dumps({"cells": cells}, indent=1), encoding="utf-8")
    rows = path.read_text(encoding="utf-8").splitlines()
    found = read_page(path, "n.ipynb")
    assert [p.text for p in found] == ["T", "Same\nline", "Same\nagain"]
    assert [rows[p.line - 1].strip() for p in found] == ['"# T\\n",', '"Same\\n",', '"Same\\n",']
    assert found[1].line < found[2].line


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("He said “the poor” twice.", "He said “xxx xxxx” twice."),
        ('He said "the\npoor" twice.', 'He said "xxx\nxxxx" twice.'),
        ("It isn't ‘the poor’ who’d say it.", "It isn't ‘xxx xxxx’ who’d say it."),
        ("An “open quotation stays ours.", "An “open quotation stays ours."),
    ],
)
def test_words_in_quotation_marks_are_masked_in_place(text: str, left: str) -> None:
    assert masked(text) == left


# --- loaded words --------------------------------------------------------------------------------------------------

LOADED = "She is non-compliant."


def test_a_loaded_word_on_a_page_is_told_with_its_line_and_other_words(course: Path) -> None:
    [problem] = on_page(course, f"A plain line.\nAnd then: {LOADED}\n")
    assert problem.startswith(
        "book/ch09.md:7: “non-compliant” stands in our own text. It measures a person by obedience"
    )
    assert "Try “takes the tablets on some days” or “has not been able to follow the plan”" in problem


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"## {LOADED}\n", id="a-heading"),
        pytest.param(f"- {LOADED}\n", id="a-list"),
        pytest.param(f"**{LOADED}**\n", id="bold"),
        pytest.param(f"[{LOADED}](ch09.md)\n", id="a-link"),
        pytest.param(f"| Kind | What |\n|---|---|\n| a | {LOADED} |\n", id="a-table"),
        pytest.param(f":::{{dropdown}} Note for trainers\n{LOADED}\n:::\n", id="a-box"),
        pytest.param(f":::{{dropdown}} {LOADED}\nBody.\n:::\n", id="the-title-of-a-box"),
        pytest.param(f":::{{div}} counterexample\n{LOADED}\n:::\n", id="another-class"),
        pytest.param(f"{{.example}}\nShown.\n\n{LOADED}\n", id="after-an-example"),
        pytest.param(f"> Shown.\n\n{LOADED}\n", id="after-a-block-quote"),
        pytest.param(f"*Shown* and “shown”. {LOADED}\n", id="beside-shown-words"),
    ],
)
def test_everywhere_on_a_page_our_voice_is_ours(course: Path, text: str) -> None:
    assert ["non-compliant" in problem for problem in on_page(course, text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"They wrote “{LOADED}” in the notes.\n", id="quotation-marks"),
        pytest.param(f'They wrote "{LOADED}" in the notes.\n', id="straight-quotation-marks"),
        pytest.param(f"They wrote *{LOADED}* in the notes.\n", id="italics"),
        pytest.param(f"> {LOADED}\n>\n> > {LOADED}\n>\n> {LOADED}\n", id="block-quotes"),
        pytest.param(f"{{.example}}\n{LOADED}\n", id="a-marked-paragraph"),
        pytest.param(f"{{.example}}\n- {LOADED}\n- {LOADED}\n", id="a-marked-list"),
        pytest.param(f"The line [{LOADED}]{{.example}} was said.\n", id="a-marked-span"),
        pytest.param(f":::{{div}} example\n{LOADED}\n:::\n", id="a-marked-box"),
        pytest.param(f"| Instead of | Try |\n|---|---|\n| {LOADED} | Two of five. |\n", id="a-table-of-examples"),
    ],
)
def test_what_a_page_only_shows_is_left_alone(course: Path, text: str) -> None:
    assert on_page(course, text) == []


@pytest.mark.parametrize("page", ["index.md", "book/how-to.md", "book/reference/notes.md"])
def test_every_page_is_read(course: Path, page: str) -> None:
    assert [problem.split(": ")[0] for problem in on_page(course, f"# T\n\n{LOADED}\n", page)] == [f"{page}:3"]


@pytest.mark.parametrize(
    ("find", "put"),
    [
        pytest.param("title: Open the meeting", f"title: {LOADED}", id="title"),
        pytest.param("Share control of the agenda.", LOADED, id="objective"),
        pytest.param("Dawit arrives late.", LOADED, id="prompt"),
        pytest.param("The form leads.", LOADED, id="feedback"),
        pytest.param("setting: school", f"setting: school\ncontent_note: {LOADED}", id="content-note"),
        pytest.param(
            "setting: school", f"setting: school\ncast: [{{name: Al, role: person, faces: {LOADED}}}]", id="cast"
        ),
    ],
)
def test_a_loaded_word_in_our_voice_in_an_exercise_is_told(course: Path, find: str, put: str) -> None:
    path = course / "exercises" / "ch09" / "good.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(find, put), encoding="utf-8")
    problems = [problem for problem in said(course) if "stands in our own text" in problem]
    line = next(i for i, row in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1) if LOADED in row)
    assert [problem.split(": ")[0] for problem in problems] == [f"exercises/ch09/good.yml:{line}"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("book/signposts.yml", f"- id: a\n  for: {LOADED}\n  name: Non-compliant Ltd\n"),
        ("src/powerwith/coach/rules/label.yml", f"- id: a\n  why: {LOADED}\n  flags: [{LOADED}]\n"),
    ],
)
def test_what_the_book_prints_from_other_files_is_read_too(course: Path, file: str, text: str) -> None:
    (course / file).parent.mkdir(parents=True, exist_ok=True)
    (course / file).write_text(text, encoding="utf-8")
    assert [problem.split(": ")[0] for problem in said(course)] == [f"{file}:2"]


@pytest.mark.parametrize(
    ("find", "put"),
    [
        pytest.param("We need to get through the form.", LOADED, id="an-option"),
        pytest.param("They have decided.", LOADED, id="how-it-landed"),
        pytest.param("The form leads.", "The note said “non-compliant”.", id="a-quotation-in-feedback"),
        pytest.param("options:", f"line: {LOADED}\noptions:", id="the-line-under-discussion"),
    ],
)
def test_what_people_in_a_scene_say_is_theirs(course: Path, find: str, put: str) -> None:
    path = course / "exercises" / "ch09" / "good.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(find, put), encoding="utf-8")
    assert said(course) == []


# --- blame, scolding, length, grade --------------------------------------------------------------------------------


def test_a_starter_file_is_only_asked_for_its_own_text(course: Path) -> None:
    path = course / "exercises" / "ch09" / "good.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("The form leads.", "Replace this non-compliant text."), encoding="utf-8")
    [problem] = said(course)
    assert "starter's text" in problem


def test_blame_in_our_own_prose_is_told(course: Path) -> None:
    [problem] = on_page(course, "You should be ashamed of asking.\n")
    assert problem.startswith("book/ch09.md:6: our own text says “")
    assert "(rule ashamed)" in problem


@pytest.mark.parametrize(
    "text",
    [
        "Keep a copy somewhere safe. Do not send it by post.",
        "You need two minutes and a pen.",
        "If you stop here, nothing is lost.",
        "At least one option helps.",
        "“You should be ashamed,” says the man at the desk.",
        "*You should be ashamed* is a verdict.",
    ],
)
def test_a_page_may_tell_its_reader_what_to_press(course: Path, text: str) -> None:
    assert on_page(course, text + "\n") == []


def test_the_rules_that_read_prose_are_rules_of_the_coach() -> None:
    assert {rule.id for rule in coach.records()} >= IN_PROSE


@pytest.mark.parametrize(
    "text", ["Why didn’t you begin earlier?", "But why haven't you read it?", "Why did you not ask?"]
)
def test_a_page_never_asks_its_reader_why_they_did_not(course: Path, text: str) -> None:
    assert any("our own text asks “why didn’t you”" in problem for problem in on_page(course, text + "\n"))


def test_a_page_may_speak_about_the_question(course: Path) -> None:
    assert on_page(course, "What comes out is *why didn't you*. “Why didn't you ring?” closes a door.\n") == []


@pytest.mark.parametrize(("count", "told"), [(35, False), (36, True)])
def test_a_sentence_has_at_most_35_words(course: Path, count: int, told: bool) -> None:
    text = "Go. " + " ".join(["word"] * count) + ". Go."
    assert [f"has {count} words" in problem for problem in on_page(course, text + "\n")] == [True] * told


def test_a_page_that_is_too_hard_is_told_once(course: Path) -> None:
    [problem] = on_page(course, "# T\n\n" + HARD * 10 + "\n", "book/how-to.md")
    assert problem.startswith("book/how-to.md:3: the text has reading grade ")
    assert "8 is the most" in problem


def test_the_same_words_may_be_shown_or_too_few_to_judge(course: Path) -> None:
    assert on_page(course, "# T\n\n> " + HARD * 10 + "\n\n" + HARD + "\n", "book/how-to.md") == []


def test_a_text_for_trainers_may_be_harder(course: Path) -> None:
    text = (
        "Professionals usually remember difficult conversations, and many talk them over with a friend afterwards. "
        "They say what they saw and heard, and they ask for one thing. "
    )
    assert grade([text * 10]) == pytest.approx(9, abs=0.9)
    assert on_page(course, "# T\n\n" + text * 10 + "\n", "book/how-to.md")
    assert on_page(course, "# T\n", "book/how-to.md") == []
    assert on_page(course, f"# T\n\n:::{{dropdown}} Note for trainers\n{text * 10}\n:::\n", "book/how-to.md") == []
    assert on_page(course, "# T\n\n" + text * 10 + "\n", "book/reference/notes.md") == []


def test_a_chapter_is_judged_by_its_middle_paragraph_too(course: Path) -> None:
    easy = "You go in and sit down and say what you want to say. " * 30 + "\n\n"
    problems = on_page(course, easy + "\n\n".join([HARD] * 5) + "\n")
    assert any("half the paragraphs have reading grade" in problem for problem in problems)
    assert not any("half the paragraphs" in problem for problem in on_page(course, easy * 6 + HARD + "\n"))


def test_an_exercise_that_is_too_hard_is_told(course: Path) -> None:
    path = course / "exercises" / "ch09" / "good.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Dawit arrives late.", HARD * 10), encoding="utf-8")
    assert any("exercises/ch09/good.yml:11: the text has reading grade" in problem for problem in said(course))


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1), ("asked", 1), ("wanted", 2), ("times", 1), ("pages", 2), ("watches", 2), ("table", 2),
        ("tables", 2), ("people", 2), ("letter", 2), ("happened", 2), ("likely", 2), ("careful", 2), ("somewhere", 2),
        ("notebook", 2),
        ("everything", 3), ("idea", 3), ("being", 2), ("saying", 2), ("diary", 3), ("period", 3), ("nation", 2),
        ("marriage", 2), ("special", 2), ("usual", 3), ("client", 2), ("quiet", 2), ("patient", 2), ("easier", 3),
        ("create", 2), ("creature", 2), ("question", 2), ("experience", 4), ("information", 4), ("sarcasm", 3),
        ("didn't", 2), ("don't", 1), ("couldn’t", 2), ("you're", 1), ("person's", 2), ("well-being", 3), ("CPD", 3),
        ("UK", 2), ("25", 2), ("a", 1), ("rhythm", 1), ("colleague", 2), ("supervisor", 4), ("appointment", 3),
        ("empowerment", 4), ("beyond", 2), ("stayed", 1), ("played", 1), ("hope", 1), ("hopeless", 2), ("evening", 2),
    ],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 0.39 · words/sentences + 11.8 · syllables/words − 15.59, worked out by hand
        pytest.param("The cat sat.", 0.39 * 3 + 11.8 * 1 - 15.59, id="three-short-words"),
        pytest.param("The cat sat. The dog ran off.", 0.39 * 3.5 + 11.8 * 1 - 15.59, id="two-sentences"),
        pytest.param("People ask people.", 0.39 * 3 + 11.8 * 5 / 3 - 15.59, id="longer-words"),
        pytest.param("", 0.0, id="nothing"),
    ],
)
def test_grade_is_flesch_and_kincaids(text: str, expected: float) -> None:
    assert grade([text]) == pytest.approx(expected)


def test_sentences_end_where_a_reader_would_end_them() -> None:
    text = "It cost 2.91 pounds, e.g. on Monday. “Did it?” She asked… And then"
    assert [(at, len(words)) for at, words in sentences(text)] == [(0, 8), (37, 2), (47, 2), (58, 2)]
    assert [len(words) for _, words in sentences("No stop\nat the end")] == [5]


# --- claims and sources --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "A study of 92 students found it.",
        "**Praise costs.**\nWho and how: six experiments with children.",
        "Claim.\n: *Who and how.* Films of 302 visits.",
        "Scores fell by 12 %.",
    ],
)
def test_a_claim_in_the_evidence_check_needs_a_source(course: Path, text: str) -> None:
    problems = on_page(course, f"## Evidence check\n\n{text}\n\n### More\n\nPlain words.\n")
    assert [problem for problem in problems if "names no source" in problem], problems
    lines = text.split("\n")
    lines[-1] += " {cite:p}`goddu2018`"
    assert on_page(course, "## Evidence check\n\n" + "\n".join(lines) + "\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "## Evidence check\n\nWhat this chapter rests on.\n",
        "## Evidence check\n\n*What it does not show.* That the study would hold for 40 people elsewhere.\n",
        "## Evidence check\n\nNo study here shows that this chapter makes anybody's practice better.\n",
        "## Evidence check\n\nCraft only.\n\n## Looking back\n\nA study of 92 students stays with me.\n",
    ],
)
def test_what_claims_nothing_needs_no_source(course: Path, text: str) -> None:
    assert on_page(course, text) == []


# --- cast and coverage ---------------------------------------------------------------------------------------------


def shell(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["lint", *words])
    return result.exit_code, result.output


def with_cast(course: Path, *members: str) -> None:
    path = course / "exercises" / "ch09" / "good.yml"
    cast = "\n".join(f"  - {{{member}}}" for member in members)
    text = path.read_text(encoding="utf-8")
    before, _, after = text.partition("cast:\n" if "cast:\n" in text else "prompt:")
    after = after.partition("prompt:")[2] if "prompt:" in after else after
    path.write_text(f"{before}cast:\n{cast}\nprompt:{after}", encoding="utf-8")


def test_somebody_shown_with_a_problem_alone_is_told(course: Path) -> None:
    with_cast(course, "name: Al, role: person, faces: A late bus.")
    [problem] = said(course)
    assert problem.startswith("exercises/ch09/good.yml:11: in `school` 1 of 1 people are shown with a problem")


def test_a_strength_beside_the_problem_is_enough(course: Path) -> None:
    with_cast(
        course, "name: Al, role: person, faces: A late bus., brings: Knows every route.", "name: Bo, role: worker"
    )
    assert said(course) == []


def test_the_cast_table_shows_problem_strength_and_who_is_only_helped(course: Path) -> None:
    with_cast(
        course,
        "name: Al, role: person, faces: Stairs and a wheelchair., brings: Knows every route.",
        "name: the doctor, role: colleague",
    )
    code, table = shell("--cast")
    assert code == 0
    assert "school\n  Al (person; good)\n    faces: Stairs and a wheelchair.\n    brings: Knows every route." in table
    assert "disabled or with a long condition: 1 and 0  <- only ever the person helped" in table
    assert "a professional: 0 and 1\n" in table
    assert shell("--cast", "--strict")[0] == 1


def test_no_name_puts_anybody_in_a_group(course: Path) -> None:
    with_cast(course, "name: Amina, role: person, faces: A late bus., brings: A map.")
    table = shell("--cast")[1]
    assert "Amina" in table
    assert "only ever" not in table
    assert shell("--cast", "--strict")[0] == 0
    with_cast(course, "name: the mother, role: person, brings: A map.", "name: the father, role: colleague")
    assert "a parent: 1 and 1\n" in shell("--cast")[1]
    assert shell("--cast", "--strict")[0] == 0


def row(group: str) -> list[str]:
    """The figures of one group in the table of the cast, and what is said beside them."""
    [line] = [one for one in shell("--cast")[1].splitlines() if one.startswith(f"  {group}  ")]
    return line.removeprefix(f"  {group}").split(maxsplit=4)


def test_the_cast_table_counts_who_has_the_problem_who_helps_and_who_brings_something(course: Path) -> None:
    with_cast(
        course,
        "name: Mr Pryce, role: person, faces: Exams at eighty., brings: Roses.",
        "name: Dilys, role: worker",
        "name: Emrys, role: colleague, faces: A late bus., brings: A wheelchair and a map.",
        "name: Ngaio, role: interpreter, brings: Three languages.",
    )
    assert row("Wales") == ["3", "2", "1", "2"]
    assert row("the Pacific") == ["1", "0", "1", "1"]
    assert row("a man") == ["2", "2", "0", "2"]
    assert row("a woman") == ["2", "0", "2", "1"]
    assert row("young") == row("older") == ["1", "1", "0", "1"]
    assert row("disabled or with a long condition") == ["1", "1", "0", "1"]
    assert row("interpreter") == ["1", "0", "1", "1"]


def test_names_that_only_ever_have_the_problem_are_told_from_three_people_on(course: Path) -> None:
    welsh = [
        f"name: {name}, role: person, faces: A late bus., brings: A map." for name in ("Dilys", "Emrys", "Mr Pryce")
    ]
    with_cast(course, *welsh[:2])
    assert row("Wales") == ["2", "2", "0", "2"]
    assert shell("--cast", "--strict")[0] == 0
    with_cast(course, *welsh)
    assert row("Wales") == ["3", "3", "0", "3", "<- only ever the one with the problem"]
    assert shell("--cast", "--strict")[0] == 1
    with_cast(course, *welsh, "name: Rhys, role: worker")
    assert row("Wales") == ["4", "3", "1", "3"]
    assert shell("--cast", "--strict")[0] == 0


def test_a_title_tells_the_gender_and_a_name_on_no_list_is_named(course: Path) -> None:
    with_cast(course, "name: Mrs Pryce, role: person", "name: Dr Menon, role: worker", "name: Qwe, role: person")
    assert row("a woman") == ["1", "0", "0", "0"]
    assert row("either") == ["1", "0", "1", "0"]
    assert "Names on no list of lint/names.py: Qwe\n" in shell("--cast")[1]
    with_cast(course, "name: the nurse, role: worker", "name: you, role: worker")
    assert "Names on no list" not in shell("--cast")[1]


def test_a_name_stands_on_one_list() -> None:
    listed = [name for by_gender in HEARD.values() for names in by_gender.values() for name in names.split()]
    assert len(listed) > 300
    assert [name for name in listed if listed.count(name) > 1] == []


def test_coverage_names_the_exercises_and_what_is_not_practised_yet(course: Path) -> None:
    code, table = shell("--coverage")
    assert code == 1
    assert "seed-027  Blame shrinks people: ch09/good\n" in table
    assert "seed-028  Ask: not practised yet\n" in table
    assert "1 of 2 ideas are practised, 1 not yet." in table
    (course / "exercises" / "ideas.csv").write_text("id,idea\nseed-027,Blame shrinks people\n", encoding="utf-8")
    code, table = shell("--coverage")
    assert code == 0
    assert "1 of 1 ideas are practised, 0 not yet." in table


# --- the course itself ---------------------------------------------------------------------------------------------


def test_the_whole_course_has_nothing_to_mend_and_is_read_while_its_author_waits() -> None:
    bank = load_bank(ROOT / "exercises")
    started = time.process_time()
    said = [str(problem) for problem in lint(bank, ROOT)]
    took = time.process_time() - started
    assert said == []
    assert took < 10
