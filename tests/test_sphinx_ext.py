"""The extension in plain Sphinx, on small books of its own, with real builds."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils
from support import GOOD_CHOICE, SHEET, two_conversations, write_bank

from powerwith import coach

REWRITE = """\
id: ID
kind: rewrite
title: The envelope
objective: Ask without blame.
minutes: 3
level: 1
skills: [ask]
rung: repair
seeds: [seed-027]
setting: tax
content_note: A debt.
prompt: A letter, still shut.
line: Why didn't you open it?
landed: I knew it.
look_for: [QUESTION_OPEN]
models:
  - text: What goes through your mind?
    why: It asks.
    landed: She wants to know.
  - text: What would help?
    why: It asks as well.
    landed: I could say.
"""
ROOT = Path(__file__).resolve().parents[1]
PAGE = "# A page\n\n## Practise\n\n```{practice} good\n```\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_bank(tmp_path, good=GOOD_CHOICE, envelope=REWRITE)
    (tmp_path / "index.md").write_text(PAGE + "\n```{practice} envelope\n```\n", encoding="utf-8")
    return tmp_path


@contextmanager
def sphinx(folder: Path, builder: str = "html") -> Iterator[Sphinx]:
    overrides = {
        "extensions": ["myst_parser", "powerwith.sphinx_ext"],
        "powerwith_harden": False,
        "exclude_patterns": ["_build", "exercises"],
        "html_theme": "basic",
    }
    out = folder / "_build" / builder
    with patch_docutils(), docutils_namespace():
        yield Sphinx(
            folder, None, out, folder / "_build" / "trees", builder, overrides,
            status=StringIO(), warning=StringIO(), warningiserror=True, freshenv=False,
        )  # fmt: skip


def build(folder: Path, builder: str = "html") -> str:
    with sphinx(folder, builder) as app:
        app.build()
        name = {"html": "index.html", "text": "index.txt", "singlehtml": "index.html"}[builder]
        return Path(app.outdir, name).read_text(encoding="utf-8")


def test_a_page_can_be_read_without_scripts(project: Path) -> None:
    page = re.sub(r"<script.*?</script>", "", build(project), flags=re.DOTALL)
    for text in ("Dawit arrives late.", "Where would you like to start?", "The agenda is shared.", "I get a say.",
                 "Content note: A debt.", "What goes through your mind?", "She wants to know."):  # fmt: skip
        assert text in page.replace("’", "'")
    assert page.count("<details") == 2


def test_plain_text_has_it_all(project: Path) -> None:
    text = build(project, "text")
    assert "Open the meeting" in text
    assert "Where would you like to start?" in text
    assert "She wants to know." in text
    assert "<" not in text


def test_a_conversation_can_be_gone_through_on_paper(tmp_path: Path) -> None:
    write_bank(tmp_path, **two_conversations())
    (tmp_path / "index.md").write_text("# Talk\n\n```{practice} a-borrowed-ladder\n```\n", encoding="utf-8")
    text = " ".join(build(tmp_path, "text").split())
    in_order = [
        "Trust: 2. (0: Wary. 4: Open-hearted.)",
        "Turn 2 If Trust stands at 0, Ines says: “I will ask somebody else.” She turns to go. Otherwise Ines says:",
        "2b “The rules are the rules.”",
        "**2b** Closes a door. Trust down 2, In the open down 1. If In the open stands at 2 or less, go to ending C; "
        "otherwise go to turn 2. How it landed: “There is the door.” It says who is in charge.",
        "What do you say to that?",
        "**Ending C: She goes without it** Ines says: “Never mind.” The door closed, and not because of her. "
        "* Where could it have opened again?",
    ]
    places = [text.find(words) for words in in_order]
    assert -1 not in places, in_order[places.index(-1)]
    assert places == sorted(places)
    assert "would rather not" not in text


def test_a_hard_conversation_names_the_other_one(tmp_path: Path) -> None:
    bank = two_conversations()
    bank["a_borrowed_ladder"] = bank["a_borrowed_ladder"].replace(
        "person: Ines\n", "person: Ines\ncontent_note: Rain.\n"
    )
    bank["a_lent_drill"] = bank["a_lent_drill"].replace("title: A borrowed ladder", "title: A lent drill")
    write_bank(tmp_path, **bank)
    (tmp_path / "index.md").write_text("# Talk\n\n```{practice} a-borrowed-ladder\n```\n", encoding="utf-8")
    text = " ".join(build(tmp_path, "text").split())
    assert "Content note: Rain." in text
    assert "Rather not this one? A lent drill is another conversation of equal value." in text
    (tmp_path / "index.md").write_text(
        "# Talk\n\n```{practice} a-borrowed-ladder\n```\n\n```{toctree}\nother\n```\n", encoding="utf-8"
    )
    (tmp_path / "other.md").write_text("# Other\n\n```{practice} a-lent-drill\n```\n", encoding="utf-8")
    assert 'href="other.html#practice-a-lent-drill">A lent drill</a>' in build(tmp_path)


def test_exercises_are_listed_with_where_they_stand(tmp_path: Path) -> None:
    write_bank(tmp_path, good=GOOD_CHOICE)
    (tmp_path / "index.md").write_text(
        "# All\n\n```{exercises}\n:kind: choice\n```\n\n```{toctree}\nother\n```\n", encoding="utf-8"
    )
    (tmp_path / "other.md").write_text("# 3. Other\n\n```{practice} good\n```\n", encoding="utf-8")
    text = build(tmp_path)
    assert 'href="other.html#practice-good">Open the meeting</a>' in text
    assert "(Choose, 3 minutes, chapter 3)" in text


def test_a_drawn_idea_comes_with_its_words(tmp_path: Path) -> None:
    write_bank(tmp_path, good=GOOD_CHOICE)
    (tmp_path / "index.md").write_text("# Ideas\n\n```{diagram} pcs-circles\n```\n", encoding="utf-8")
    text = build(tmp_path)
    assert '<svg class="pw-diagram"' in text
    assert "<summary>The picture in words</summary>" in text
    (tmp_path / "index.md").write_text("# Ideas\n\n```{diagram} pcs\n```\n", encoding="utf-8")
    with pytest.raises(SphinxError, match=r"index\.md:3: there is no diagram `pcs`\. Known: power-over-power-with"):
        build(tmp_path)


def sheet_page(tmp_path: Path, sheet: str, builder: str = "html") -> str:
    write_bank(tmp_path, good=GOOD_CHOICE)
    (tmp_path / "exercises" / "runsheets").mkdir()
    (tmp_path / "exercises" / "runsheets" / "a-talk.yml").write_text(sheet, encoding="utf-8")
    (tmp_path / "index.md").write_text("# Sheets\n\n## A talk\n\n```{runsheet} a-talk\n```\n", encoding="utf-8")
    (tmp_path / "drill.md").write_text(f"---\norphan: true\n---\n{PAGE}", encoding="utf-8")
    return build(tmp_path, builder)


def test_a_run_sheet_is_told_minute_by_minute(tmp_path: Path) -> None:
    text = " ".join(sheet_page(tmp_path, SHEET, "text").split())
    assert "10 to 20 · Debate" in text
    assert "Exercises: Open the meeting." in text
    assert "*If time runs short.* Leave out the drill." in text.replace("**", "*")
    assert "*Nobody speaks.* Count to ten." in text.replace("**", "*")
    assert "*“Not here.”* Ask what would have to change." in text.replace("**", "*")


def test_an_exercise_of_a_run_sheet_links_to_its_page_and_gives_its_lines_for_cards(tmp_path: Path) -> None:
    page = sheet_page(tmp_path, SHEET)
    assert page.count('href="drill.html#practice-good"') == 2  # at its step, and above its lines
    cards = page[page.index("Lines for cards and slips") :]
    assert "We need to get through the form." in cards


def test_the_meetings_of_a_series_are_headings_in_the_outline(tmp_path: Path) -> None:
    second = SHEET[SHEET.index("  - title: One") : SHEET.index("if_it_goes_wrong")].replace("title: One", "title: Two")
    page = sheet_page(tmp_path, SHEET.replace("if_it_goes_wrong:", f"{second}if_it_goes_wrong:"))
    headings = re.findall(r"<h3>(.*?)<a class=\"headerlink\" href=\"#(.*?)\"", page)
    ids = ["a-talk-one", "a-talk-two", "a-talk-if-it-goes-wrong", "a-talk-afterwards"]
    assert headings == list(zip(["One", "Two", "If it goes wrong", "Afterwards"], ids, strict=True))
    for name in ids:
        assert f'href="#{name}"' in page[: page.index("<h1")] or page.count(f'href="#{name}"') > 1, (
            "not in the contents"
        )


def test_a_single_meeting_stands_under_the_heading_it_has(tmp_path: Path) -> None:
    assert 'id="a-talk-' not in sheet_page(tmp_path, SHEET)


def test_the_title_is_a_heading_one_below_its_section(project: Path) -> None:
    assert '<h3 class="pw-title" id="practice-good-title">Open the meeting</h3>' in build(project)


def test_the_payload_is_the_exercise_with_its_digest(project: Path) -> None:
    found = re.search(r'<script type="application/json" class="pw-payload">(.*?)</script>', build(project))
    assert found
    payload = json.loads(found[1])
    assert payload["exercise"]["id"] == "good"
    assert re.fullmatch("[0-9a-f]{16}", payload["digest"])


def test_text_cannot_close_the_script_it_travels_in(tmp_path: Path) -> None:
    write_bank(tmp_path, good=GOOD_CHOICE.replace("They have decided.", "</script><script>window.pwned=1</script><!--"))
    (tmp_path / "index.md").write_text(PAGE, encoding="utf-8")
    page = build(tmp_path)
    assert "<script>window.pwned" not in page
    found = re.search(r'class="pw-payload">(.*?)</script>', page)
    assert found
    assert json.loads(found[1])["exercise"]["options"][0]["landed"].endswith("</script><!--")


def test_the_same_exercise_twice_has_two_ids(project: Path) -> None:
    (project / "index.md").write_text(PAGE + PAGE.removeprefix("# A page\n"), encoding="utf-8")
    ids = re.findall(r'id="(practice-[^"]*)"', build(project))
    assert len(ids) == 4
    assert len(set(ids)) == 4


def test_scripts_are_loaded_only_where_they_are_used(project: Path) -> None:
    (project / "plain.md").write_text("---\norphan: true\n---\n# Plain\n", encoding="utf-8")
    (project / "drill.md").write_text(f"---\norphan: true\n---\n{PAGE}", encoding="utf-8")
    build(project)
    html = project / "_build" / "html"
    assert "core.js" not in (html / "plain.html").read_text()
    assert "core.js" in (html / "drill.html").read_text()
    for script in ("coach.js", "coach-rules.js"):
        assert script not in (html / "drill.html").read_text()
        assert script in (html / "index.html").read_text()


def test_a_broken_exercise_stops_the_build_with_place_and_sentence(project: Path) -> None:
    path = project / "exercises" / "ch09" / "good.yml"
    path.write_text(path.read_text().replace("    landed: I get a say.\n", ""), encoding="utf-8")
    with pytest.raises(
        SphinxError, match=r"exercises/ch09/good\.yml:17: options\[1\] is said to somebody and has no `landed`"
    ):
        build(project)


@pytest.mark.parametrize(
    ("find", "put", "says"),
    [
        pytest.param("        to: cold\n", "        to: what\n", "no route leads to the turn `cold`", id="unreachable"),
        pytest.param("    debrief: The door", "    about: The door", r"endings\[2\] has no debrief", id="no-debrief"),
        pytest.param("{at_most: {trust: 0}}", "{at_most: {trust: 4}}", "`cold` never says “Well", id="never-said"),
        pytest.param("instead: a-lent-drill", "instead: a-drill", "`instead` is `a-drill`", id="no-alternative"),
    ],
)
def test_a_conversation_nobody_can_go_through_stops_the_build(tmp_path: Path, find: str, put: str, says: str) -> None:
    bank = two_conversations()
    assert find in bank["a_borrowed_ladder"]
    bank["a_borrowed_ladder"] = bank["a_borrowed_ladder"].replace(find, put)
    write_bank(tmp_path, **bank)
    (tmp_path / "index.md").write_text("# Talk\n\n```{practice} a-lent-drill\n```\n", encoding="utf-8")
    with pytest.raises(SphinxError, match=rf"exercises/ch09/a-borrowed-ladder\.yml:\d+: {says}"):
        build(tmp_path)


def test_an_unknown_id_names_the_closest_one(project: Path) -> None:
    (project / "index.md").write_text(PAGE.replace("} good", "} goood"), encoding="utf-8")
    with pytest.raises(SphinxError, match=r"index\.md:5: there is no exercise `goood`\. Did you mean `good`\?"):
        build(project)


def test_an_edited_exercise_rebuilds_its_pages_and_no_others(project: Path) -> None:
    (project / "other.md").write_text(
        "---\norphan: true\n---\n# Other\n\n```{practice} envelope\n```\n", encoding="utf-8"
    )
    build(project)
    path = project / "exercises" / "ch09" / "good.yml"
    path.write_text(path.read_text().replace("Dawit", "Dominika"), encoding="utf-8")
    with sphinx(project) as app:
        seen: list[str] = []
        app.connect("source-read", lambda _app, docname, _source: seen.append(docname))
        app.build()
        assert seen == ["index"]
        assert "Dominika" in Path(app.outdir, "index.html").read_text()


def test_the_shelf_lists_exercises_in_the_order_of_the_book(project: Path) -> None:
    (project / "index.md").write_text("# Home\n\n```{toctree}\nzebra\naardvark\n```\n", encoding="utf-8")
    (project / "zebra.md").write_text("# Z\n\n```{practice} envelope\n```\n", encoding="utf-8")
    (project / "aardvark.md").write_text(
        "# A\n\n```{practice} good\n```\n\n```{practice} envelope\n```\n", encoding="utf-8"
    )
    build(project)
    script = (project / "_build/html/_static/powerwith/shelf.js").read_text(encoding="utf-8")
    marks = json.loads(script.splitlines()[0].removeprefix("globalThis.powerwithShelf=").removesuffix(";"))
    assert [(mark["id"], mark["chapter"], mark["page"]) for mark in marks] == [
        ("envelope", "Z", "zebra.html"),
        ("good", "A", "aardvark.html"),
    ]


def test_the_shelf_puts_rules_into_words_for_the_journal(project: Path) -> None:
    (project / "index.md").write_text("# Home\n", encoding="utf-8")
    build(project)
    script = (project / "_build/html/_static/powerwith/shelf.js").read_text(encoding="utf-8")
    words = json.loads(script.splitlines()[1].removeprefix("globalThis.powerwithRuleWords=").removesuffix(";"))
    assert words == coach.in_words()


SIGNPOSTS = """\
- {id: here, country: Wales, name: A line, for: Anyone., phone: 0808 000 111, source: [x], checked_on: DAY,
   verified: confirmed}
- {id: not-yet, country: Wales, name: Hidden, for: Anyone., phone: "1", source: [x], checked_on: DAY,
   verified: unconfirmed}
"""


@pytest.mark.parametrize(
    ("day", "notice"),
    [pytest.param("2001-01-31", True, id="an-old-number"), pytest.param("2199-01-31", False, id="a-fresh-number")],
)
def test_signposts_show_confirmed_numbers_and_their_age(tmp_path: Path, day: str, notice: bool) -> None:
    write_bank(tmp_path, good=GOOD_CHOICE)
    (tmp_path / "signposts.yml").write_text(SIGNPOSTS.replace("DAY", day), encoding="utf-8")
    (tmp_path / "index.md").write_text("# Help\n\n```{signposts} Wales\n```\n", encoding="utf-8")
    page = build(tmp_path)
    assert 'href="tel:0808000111"' in page
    assert "Hidden" not in page
    (note,) = re.findall(r'<span class="pw-old" data-after="([\d-]+)"( hidden="")?> That is more than six months', page)
    assert note == ("2001-07-31" if notice else "2199-07-31", "" if notice else ' hidden=""')


def test_a_country_without_signposts_stops_the_build(tmp_path: Path) -> None:
    write_bank(tmp_path, good=GOOD_CHOICE)
    (tmp_path / "signposts.yml").write_text(SIGNPOSTS.replace("DAY", "2026-01-01"), encoding="utf-8")
    (tmp_path / "index.md").write_text("# Help\n\n```{signposts} Atlantis\n```\n", encoding="utf-8")
    with pytest.raises(SphinxError, match="no confirmed signpost for `Atlantis`"):
        build(tmp_path)


def test_where_i_stand_carries_its_scale_its_task_and_its_script_and_no_other_page_does(project: Path) -> None:
    for name in ("epsa", "reply-task"):
        shutil.copy(ROOT / "exercises" / "self" / f"{name}.yml", project / "exercises" / "ch09")
    (project / "stand.md").write_text("# Where I stand\n\n```{standing}\n```\n", encoding="utf-8")
    index = project / "index.md"
    index.write_text(index.read_text(encoding="utf-8") + "\n```{toctree}\nstand\n```\n", encoding="utf-8")
    other = build(project)
    page = (project / "_build" / "html" / "stand.html").read_text(encoding="utf-8")
    text = re.search(r'data-powerwith="standing">\s*<script[^>]*>(.*?)</script>', page, re.DOTALL)
    assert text
    asked = json.loads(text[1])
    assert (asked["scale"]["exercise"]["kind"], asked["task"]["exercise"]["kind"]) == ("scale", "replies")
    assert len(asked["scale"]["digest"]) == len(asked["task"]["digest"]) == 16
    assert "powerwith/standing.js" in page and "powerwith/standing.js" not in other
    assert "it needs JavaScript to draw them" in page


def test_where_i_stand_without_the_self_assessment_stops_the_build(project: Path) -> None:
    (project / "index.md").write_text("# A page\n\n```{standing}\n```\n", encoding="utf-8")
    with pytest.raises(SphinxError, match=r"index.md:3: there is no exercise `epsa`"):
        build(project)
