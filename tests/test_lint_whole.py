"""The critical friend looks at the whole: scenes told twice, effects, content notes, links and long sentences."""

import re
import shutil
from pathlib import Path

import pytest
from support import GOOD_CHOICE, write_bank

from powerwith.bank import load_bank
from powerwith.lint import lint
from powerwith.lint.grade import grade, size
from powerwith.prose import read_markdown

ROOT = Path(__file__).resolve().parents[1]
PAGE = "# 9\n\n```{practice} good\n```\n\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A whole small course: one exercise on one page."""
    write_bank(tmp_path, good=GOOD_CHOICE)
    (tmp_path / "exercises" / "ideas.csv").write_text(
        "id,idea\nseed-027,Blame shrinks people\nseed-028,Ask\n", encoding="utf-8"
    )
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "ch09.md").write_text(PAGE, encoding="utf-8")
    return tmp_path


def said(course: Path) -> list[str]:
    return [str(problem) for problem in lint(load_bank(course / "exercises"), course)]


def on_page(course: Path, text: str) -> list[str]:
    (course / "book" / "ch09.md").write_text(PAGE + text, encoding="utf-8")
    return said(course)


def with_bank(course: Path, **files: str) -> list[str]:
    shutil.rmtree(course / "exercises" / "ch09")
    write_bank(course, **files)
    listed = "".join(f"```{{practice}} {name}\n```\n\n" for name in files)
    (course / "book" / "ch09.md").write_text(f"# 9\n\n{listed}", encoding="utf-8")
    return said(course)


def test_a_small_good_course_has_nothing(course: Path) -> None:
    assert said(course) == []


def test_a_scene_told_twice_is_seen(course: Path) -> None:
    again = GOOD_CHOICE.replace("title: ", "title: Again, ")
    found = with_bank(course, good=GOOD_CHOICE, again=again)
    assert any("`good` and `again` share 100% of their words in a row" in one for one in found), found


def test_effects_that_can_be_guessed_are_seen(course: Path) -> None:
    found = with_bank(course, **{f"e{i}": GOOD_CHOICE for i in range(4)})
    assert any("0 of 8 options of all choices are `mixed`" in one for one in found), found


@pytest.mark.parametrize("word", ["suicide", "abusive", "overdosed", "self-harm"])
def test_an_exercise_that_names_harm_needs_a_content_note(course: Path, word: str) -> None:
    named = GOOD_CHOICE.replace("prompt: ", f"prompt: Somebody spoke of {word}. ")
    assert named != GOOD_CHOICE
    found = [one for one in with_bank(course, good=named) if "content note" in one]
    assert len(found) == 1
    told = named.replace("prompt: ", "content_note: It is named in this scene.\nprompt: ")
    assert [one for one in with_bank(course, good=told) if "content note" in one] == []


def test_a_scene_of_abuse_at_home_needs_a_quick_exit(course: Path) -> None:
    at_home = re.sub(r"setting: \S+", "setting: domestic-abuse", GOOD_CHOICE)
    assert any("no quick exit" in one for one in with_bank(course, good=at_home))
    assert not any("quick exit" in one for one in with_bank(course, good=f"{at_home}quick_exit: true\n"))


def test_a_chapter_that_names_suicide_says_so_first(course: Path) -> None:
    assert any("has no content note before it" in one for one in on_page(course, "## Two\n\nA word about suicide.\n"))
    told = "*Content note.* One line names it.\n\n## Two\n\nA word about suicide.\n"
    assert on_page(course, told) == []


@pytest.mark.parametrize(
    "link", ["[here](../index.md)", "[Read more](../index.md)", "[https://a.test/x](https://a.test/x)"]
)
def test_a_link_says_where_it_leads(course: Path, link: str) -> None:
    assert any("says nothing when it is heard alone" in one for one in on_page(course, f"Look {link} now.\n"))


def test_a_link_with_its_own_words_and_one_in_code_are_fine(course: Path) -> None:
    assert on_page(course, "See [support and safety](support.md). Write `[here](x)` so.\n") == []


def test_a_picture_has_words(course: Path) -> None:
    assert any("has no words" in one for one in on_page(course, "![](a.png)\n"))
    assert any("has no words" in one for one in on_page(course, "```{figure} a.png\nA caption.\n```\n"))
    assert on_page(course, "```{figure} a.png\n:alt: A door.\n\nA caption.\n```\n") == []


def test_too_many_long_sentences_are_seen(course: Path) -> None:
    long = (
        "One two three four five six seven eight nine ten and one two three four five six seven eight nine ten end it. "
    )
    short = "This one is short. "
    assert len(long.split()) in range(21, 24)
    longer = long.replace("end it", "and then there was one more thing to end it")
    assert any("sentences have more than 25 words" in one for one in on_page(course, (short * 8 + longer) * 3 + "\n"))
    assert not any("more than 25" in one for one in on_page(course, (short * 11 + longer) * 3 + "\n"))


def test_a_word_that_leads_to_the_glossary_is_read() -> None:
    texts = [p.text for p in read_markdown("We mean {term}`power with` and {term}`words <affirm>`.\n", "p.md")]
    assert texts == ["We mean power with and words."]


REWRITE = """\
id: ID
kind: rewrite
title: The envelope
objective: Ask about the moment.
minutes: 3
level: 1
skills: [ask]
rung: repair
seeds: [seed-027]
moves: [D1, E2]
setting: tax
prompt: A letter has lain there since May.
line: Why didn't you open it?
landed: I knew it.
carries: [CONFRONT]
look_for: [QUESTION_OPEN]
models:
  - {text: What happened when it came?, why: It can be answered., landed: I froze.}
  - {text: What goes through your mind when you see it?, why: It asks about them., landed: Debt.}
"""


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        pytest.param("[CONFRONT]", "[LABEL]", "LABEL belongs to none of its moves that close doors", id="closing"),
        pytest.param("look_for: [QUESTION_OPEN]", "look_for: [AFFIRM]", "open doors bring QUESTION_OPEN", id="opening"),
    ],
)
def test_a_rewrite_carries_what_its_moves_carry(course: Path, before: str, after: str, says: str) -> None:
    assert not any("open doors" in one or "close doors" in one for one in with_bank(course, good=REWRITE))
    assert any(says in one for one in with_bank(course, good=REWRITE.replace(before, after)))


LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
SOURCES = [p for name in ("view", "host", "journal") for p in sorted((ROOT / "js/src" / name).rglob("*.ts"))]


def messages(path: Path) -> list[str]:
    """What a script of the page says to people: its longer texts, with five for whatever is put in."""
    code = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    code = re.sub(r"(?:^|\s)//[^\n]*", "", code)
    found = [re.sub(r"\$\{[^}]*\}", "five", a or b) for a, b in LITERAL.findall(code)]
    return [one for one in found if len(one.split()) >= 4 and one[0].isupper() and not re.search(r"[<>{}=]|\bM\d", one)]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_buttons_and_messages_are_easy_to_read(path: Path) -> None:
    if path.stem in ("check", "icons"):  # lists of codes, and the paths of drawings
        return
    said = messages(path)
    assert size(said) < 20 or grade(said) <= 6.0, said


def test_messages_are_found_at_all() -> None:
    assert sum(size(messages(path)) for path in SOURCES) > 2000
