"""What might identify somebody: the hint while writing, and the review before words leave My journal."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from .drive import axe
from .keeping import CHAPTER, JOURNAL, box, records, rewrite, visit

pytestmark = pytest.mark.browser

V1 = Path(__file__).parents[1] / "vectors" / "backup" / "v1.json"
WORDS = (
    "Yesterday Zephyrine rang me from 07700 900123, and Mrs Quartermain said so. I told zephyrine. "
    "Zephyrine's mother lives at 14 Acacia Avenue. We met in Mordiford."
)
CANARIES = ("Zephyrine", "zephyrine", "Quartermain", "07700 900123", "Acacia", "Mordiford")
SMALL = """() => [...document.querySelectorAll(".pw-review :is(button, select, summary, .pw-review-ticks label)")]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
  .map(one => `${one.textContent} ${one.getBoundingClientRect().height}`)"""
SENTENCE = (
    "This may name somebody: 07700 900123 (a phone number), Mrs Quartermain (a title with a name) and "
    "14 Acacia Avenue (an address). Only you see this."
)


@pytest.fixture
def chapter(context: BrowserContext, site: str) -> Page:
    page = visit(context, site + CHAPTER)
    page.wait_for_load_state("load")
    return page


@pytest.fixture
def journal(context: BrowserContext, site: str) -> Page:
    """My journal with these words in it, and the review open."""
    backup = json.loads(V1.read_text(encoding="utf-8"))
    entry = next(one for one in backup["entries"] if one["kind"] == "rewrite")
    backup["entries"] = [entry | {"response": {"kind": "rewrite", "text": WORDS}, "outcome": None, "appeals": []}]
    page = visit(context, site + JOURNAL)
    page.get_by_role("button", name="Only on this device, it is mine").click()
    file = {"name": "one.json", "mimeType": "application/json", "buffer": json.dumps(backup).encode()}
    page.set_input_files(".pw-journal-file", file)  # type: ignore[arg-type]
    expect(page.locator("[data-entry]")).to_have_count(1)
    page.get_by_role("button", name="Download as plain text").click()
    expect(page.get_by_role("heading", name="Look through it first")).to_be_focused()
    return page


def _hint(page: Page) -> Locator:
    return rewrite(page).locator(".pw-identifies")


def _row(page: Page, words: str) -> Locator:
    return page.locator(".pw-review-finds > li").filter(has=page.get_by_text(f"“{words}”", exact=True))


def _decide(page: Page, words: str, choice: str) -> None:
    _row(page, words).locator("select").select_option(label=choice)


def _go_on(page: Page) -> None:
    page.get_by_role("button", name="Go on", exact=True).click()


def test_a_hint_stands_under_the_box_and_goes_with_what_it_is_about(chapter: Page) -> None:
    expect(_hint(chapter)).to_have_count(0)
    box(chapter).press_sequentially("Ring 07700 900123")
    expect(_hint(chapter)).to_contain_text("07700 900123 (a phone number). Only you see this.")
    expect(box(chapter)).to_be_focused()
    said = rewrite(chapter).locator(".pw-identifies-said")
    expect(said).to_have_text("This may name somebody: “07700 900123”, a phone number. Only you see this.")
    expect(box(chapter)).to_have_accessible_description(re.compile(r"07700 900123 \(a phone number\)"))

    box(chapter).fill(WORDS)
    expect(_hint(chapter).locator("p")).to_have_text(SENTENCE)
    expect(said).not_to_contain_text("Quartermain")  # spoken once for each box

    box(chapter).fill("Yesterday Zephyrine rang.")
    expect(_hint(chapter)).to_have_count(0)
    expect(box(chapter)).to_have_accessible_description("")


def test_hints_can_be_hidden_for_one_box_by_keyboard(chapter: Page) -> None:
    box(chapter).fill(WORDS)
    expect(_hint(chapter)).to_be_visible()
    box(chapter).press("Tab")
    expect(chapter.get_by_role("button", name="Hide such hints for this box")).to_be_focused()
    chapter.keyboard.press("Enter")
    expect(_hint(chapter)).to_have_count(0)
    expect(box(chapter)).to_be_focused()
    box(chapter).fill(f"{WORDS} Or 07700 900124.")
    box(chapter, 1).fill(WORDS)
    expect(rewrite(chapter, 1).locator(".pw-identifies")).to_be_visible()
    expect(_hint(chapter)).to_have_count(0)


def test_the_copy_that_goes_out_has_none_of_what_was_replaced(journal: Page) -> None:
    for words, choice in {
        "07700 900123": "Write [phone number]",
        "14 Acacia Avenue": "Write [address]",
        "Zephyrine": "Write Person A",
        "zephyrine": "Write Person A, as for Zephyrine",
        "Quartermain": "Write Person B",
        "Mordiford": "Write Place A",
    }.items():
        _decide(journal, words, choice)
    with journal.expect_download() as started:
        _go_on(journal)
    text = Path(started.value.path()).read_text(encoding="utf-8")

    assert [canary for canary in CANARIES if canary in text] == []
    assert "Yesterday Person A rang me from [phone number], and Person B said so. I told Person A." in text
    assert "Person A's mother lives at [address]. We met in Place A." in text
    expect(journal.locator(".pw-review")).to_have_count(0)
    expect(journal.get_by_role("button", name="Download as plain text")).to_be_focused()
    assert WORDS in json.dumps(records(journal)), "the journal itself was changed"
    with journal.expect_download() as backup:
        journal.get_by_role("button", name="Download a backup", exact=True).click()
    assert WORDS in Path(backup.value.path()).read_text(encoding="utf-8")


def test_it_goes_on_only_when_everything_is_decided(journal: Page) -> None:
    started: list[str] = []
    journal.on("download", lambda file: started.append(file.suggested_filename))
    said = journal.locator(".pw-review-ask")
    _go_on(journal)
    expect(said).to_have_text("6 things still need a choice. The first is “07700 900123”.")
    expect(_row(journal, "07700 900123").locator("select")).to_be_focused()

    _decide(journal, "07700 900123", "Leave it in")
    _decide(journal, "14 Acacia Avenue", "Write something else")
    journal.get_by_role("button", name="Leave the rest: they point at nobody").click()
    expect(said).to_have_text("4 words are left as they are.")
    _go_on(journal)
    why = _row(journal, "07700 900123").get_by_label("Why does it stay in? One line will do.")
    expect(why).to_be_focused()
    expect(said).to_contain_text("You leave in “07700 900123”, which is probably a phone number.")
    why.fill("It is a number made up for plays.")
    _go_on(journal)
    own = _row(journal, "14 Acacia Avenue").get_by_label("What should stand there?")
    expect(own).to_be_focused()
    assert started == []
    own.fill("a quiet street")
    with journal.expect_download() as file:
        _go_on(journal)
    text = Path(file.value.path()).read_text(encoding="utf-8")
    assert "lives at a quiet street. We met in Mordiford." in text
    assert "made up for plays" not in text + json.dumps(records(journal))


def test_it_can_be_done_by_keyboard_and_left_again(journal: Page) -> None:
    for _ in range(60):
        journal.keyboard.press("Tab")
        if journal.evaluate("document.activeElement.matches('.pw-review select')"):
            journal.keyboard.press("ArrowDown")
        elif journal.evaluate("document.activeElement.matches('.pw-review input[type=checkbox]')"):
            journal.keyboard.press("Space")
        elif journal.evaluate("document.activeElement.innerText") == "Cancel":
            break
    assert journal.locator(".pw-review-finds > li[data-decided]").count() == 6
    assert journal.locator(".pw-review input:checked").count() == 5
    journal.keyboard.press("Enter")
    expect(journal.locator(".pw-journal-said")).to_have_text("Nothing was downloaded.")
    expect(journal.locator(".pw-review")).to_have_count(0)


@pytest.mark.may_complain
def test_without_its_rules_nothing_goes_out(context: BrowserContext, site: str) -> None:
    context.route("**/privacy-words.js*", lambda route: route.abort())
    page = context.new_page()
    page.goto(site + JOURNAL)
    page.get_by_role("button", name="Download as plain text").click()
    expect(page.locator(".pw-review")).to_contain_text("nothing can go out yet")
    expect(page.get_by_role("button", name="Go on", exact=True)).to_have_count(0)


def test_axe_finds_nothing(journal: Page, chapter: Page, axe_source: str) -> None:
    box(chapter).fill(WORDS)
    expect(_hint(chapter)).to_be_visible()
    _decide(journal, "07700 900123", "Leave it in")
    _decide(journal, "14 Acacia Avenue", "Write something else")
    _go_on(journal)
    journal.evaluate("document.querySelectorAll('.pw-review details').forEach(one => { one.open = true; })")
    found = {"hint": axe(chapter, axe_source)}
    for theme, width in (("light", 360), ("dark", 1280)):
        journal.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
        journal.set_viewport_size({"width": width, "height": 800})
        found[f"{theme} {width}"] = axe(journal, axe_source)
        assert journal.evaluate("document.documentElement.scrollWidth") <= width
    assert journal.evaluate(SMALL) == []
    assert not any(found.values()), json.dumps(found, indent=1)
