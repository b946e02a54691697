"""The portfolio in the built book: chosen, looked through, put under headings, and taken along without a name in it."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from powerwith.model.portfolio import Portfolio

from .drive import axe
from .keeping import CHAPTER, JOURNAL, records, visit
from .test_lock import locked, unlock

pytestmark = pytest.mark.browser

PORTFOLIO = "book/portfolio.html"
CANARIES = ("Zephyrine", "zephyrine", "Quartermain", "07700 900123")
SEEN = """one => { const { outlineStyle, outlineWidth } = getComputedStyle(one);
  return one.matches(":focus-visible") && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2; }"""
SMALL = """() => [...document.querySelectorAll(
    ".pw-portfolio :is(button, select, summary, .pw-portfolio-tick), .pw-journal-restore label")]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
  .map(one => `${one.textContent} ${one.getBoundingClientRect().height}`)"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def _entry(number: int, exercise: str, response: dict[str, Any], *, done: bool = True) -> dict[str, Any]:
    return {
        "v": 1,
        "id": f"00000000-0000-4000-8000-{number:012d}",
        "rev": 1,
        "exercise": exercise,
        "kind": response["kind"],
        "attempt": 1,
        "seq": number,
        "digest": "0" * 16,
        "response": response,
        "outcome": {} if done else None,
        "updated": f"2026-11-{number:02d}T10:00:00Z",
    }


ENTRIES = [
    _entry(1, "why-to-what", {"kind": "rewrite", "text": "What happened, Zephyrine? I told zephyrine’s mother."}),
    _entry(2, "step-shrinker", {"kind": "planner", "fields": {"step": "ring 07700 900123 with her"}}),
    _entry(3, "a-slip-of-mine", {"kind": "reflection", "fields": {"1": "Mrs Quartermain was quiet."}}),
    _entry(4, "not-in-this-course", {"kind": "rewrite", "text": "Half a thought"}, done=False),
]


def _backup(entries: list[dict[str, Any]]) -> dict[str, Any]:
    file = {"format": "powerwith-backup", "v": 1, "made": "2026-11-22T10:00:00Z", "entries": entries}
    return {"name": "mine.json", "mimeType": "application/json", "buffer": json.dumps(file).encode()}


@pytest.fixture
def page(context: BrowserContext, site: str) -> Page:
    """The page of the portfolio, with nothing kept yet."""
    page = context.new_page()
    page.goto(site + PORTFOLIO)
    expect(page.locator(".pw-portfolio")).to_contain_text("Nothing is kept here yet")
    return page


@pytest.fixture
def mine(page: Page) -> Page:
    """The same with a backup opened on it."""
    page.set_input_files(".pw-journal-file", _backup(ENTRIES))  # type: ignore[arg-type]
    expect(page.locator("[data-entry]")).to_have_count(4)
    return page


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def _decide(page: Page, *, leave: bool = False) -> None:
    """One decision about each thing found."""
    for row in page.locator(".pw-review-finds > li").all():
        values = row.locator("option").evaluate_all("all => all.map(one => one.value)")
        new = next((value for value in values if value.startswith("to:")), "leave")
        row.locator("select").select_option("leave" if leave else new)
        if leave and (why := row.get_by_label("Why does it stay in?")).is_visible():
            why.fill("It is the number of the office")


def _made(page: Page, body: str = "nmc") -> Locator:
    """A portfolio of everything that is finished, looked through."""
    _press(page, "Choose all finished entries")
    page.get_by_label("Whose headings?").select_option(body)
    _press(page, "Look through it")
    expect(page.get_by_role("heading", name="Look through it first")).to_be_focused()
    _decide(page)
    _press(page, "Go on")
    expect(page.get_by_role("heading", name="4. Take it along")).to_be_focused()
    return page.locator(".pw-portfolio-paper")


def _saved(page: Page, name: str) -> tuple[str, str]:
    with page.expect_download() as download:
        _press(page, name)
    return download.value.suggested_filename, Path(download.value.path()).read_text(encoding="utf-8")


def test_a_name_that_was_replaced_is_in_no_file_and_stays_in_the_journal(context: BrowserContext, site: str) -> None:
    journal = context.new_page()
    journal.goto(site + JOURNAL)
    _press(journal, "Only on this device, it is mine")
    journal.set_input_files(".pw-journal-file", _backup(ENTRIES))  # type: ignore[arg-type]
    expect(journal.locator("[data-entry]")).to_have_count(4)
    page = context.new_page()
    page.goto(site + PORTFOLIO)
    paper = _made(page)
    files = [_saved(page, name) for name in
             ("Save for a word processor", "Save as Markdown", "Save for other programs (JSON)")]  # fmt: skip
    expect(page.locator(".pw-journal-said").last).to_contain_text(".json among your downloads.")
    for name, text in [*files, ("the page", paper.inner_text())]:
        assert not [canary for canary in CANARIES if canary in text], name
        assert "Person A" in text, name
        assert "Half a thought" not in text, name
    assert [name.rpartition(".")[2] for name, _ in files] == ["html", "md", "json"]
    made = Portfolio.model_validate_json(files[2][1])
    assert made.body == "nmc"
    assert [piece.heading for piece in made.pieces] == ["activity", "changed", "learned"]
    kept = json.dumps(records(page))
    assert all(canary in kept for canary in CANARIES)


def test_each_entry_can_go_under_another_heading_and_each_chapter_be_chosen_whole(mine: Page) -> None:
    expect(mine.get_by_text("Nothing is chosen yet.")).to_be_visible()
    first = mine.locator(".pw-portfolio-chapter").first
    first.get_by_role("button", name="Choose all").click()
    chosen = mine.locator("[data-entry]:checked")
    assert 0 < chosen.count() < 3
    expect(first.locator("summary")).to_contain_text(
        f"{chosen.count()} of {first.locator('[data-entry]').count()} chosen"
    )
    first.get_by_role("button", name="Choose none").click()
    expect(chosen).to_have_count(0)
    mine.locator("[data-entry]").nth(0).check()
    mine.get_by_label("Whose headings?").select_option("casw")
    expect(mine.get_by_text("Read on 22 November 2026.")).to_have_count(1)
    mine.get_by_text("Put entries under other headings").click()
    mine.locator(".pw-portfolio-place select").select_option(label="How it relates to the code of ethics")
    _press(mine, "Look through it")
    _decide(mine)
    _press(mine, "Go on")
    made = Portfolio.model_validate_json(_saved(mine, "Save for other programs (JSON)")[1])
    assert [piece.heading for piece in made.pieces] == ["values"]


def test_what_was_left_in_on_purpose_says_why(mine: Page) -> None:
    _press(mine, "Choose all finished entries")
    _press(mine, "Look through it")
    _decide(mine, leave=True)
    _press(mine, "Go on")
    paper = mine.locator(".pw-portfolio-paper")
    expect(paper).to_contain_text("were left in on purpose: It is the number of the office")
    expect(paper).to_contain_text("07700 900123")


def test_another_choice_takes_away_what_was_made(mine: Page) -> None:
    paper = _made(mine)
    expect(paper).to_be_visible()
    mine.locator("[data-entry]").nth(0).uncheck()
    expect(paper).to_have_count(0)
    expect(mine.locator(".pw-portfolio")).to_contain_text("You changed what goes in, so the portfolio is gone.")
    expect(mine.locator("[data-entry]").nth(0)).to_be_focused()
    _press(mine, "Look through it")
    _press(mine, "Cancel")
    expect(mine.locator(".pw-portfolio")).to_contain_text("Nothing was made.")
    expect(mine.get_by_role("button", name="Look through it", exact=True)).to_be_focused()


def test_nothing_chosen_and_a_wrong_file_get_one_sentence(page: Page) -> None:
    wrong = {"name": "x.json", "mimeType": "application/json", "buffer": b"{}"}
    page.set_input_files(".pw-journal-file", wrong)  # type: ignore[arg-type]
    expect(page.locator(".pw-portfolio")).to_contain_text("x.json: ")
    expect(page.get_by_role("heading", name="1. Choose what goes in")).to_be_hidden()
    page.set_input_files(".pw-journal-file", _backup(ENTRIES))  # type: ignore[arg-type]
    expect(page.locator("[data-entry]")).to_have_count(4)
    _press(page, "Look through it")
    expect(page.get_by_text("Choose at least one entry first.")).to_be_focused()


def test_the_keyboard_goes_all_the_way(mine: Page) -> None:
    def tab_to(what: str) -> None:
        for _ in range(80):
            mine.keyboard.press("Tab")
            focused = mine.locator(":focus")
            assert focused.evaluate(SEEN), focused.evaluate("one => one.outerHTML.slice(0, 200)")
            if focused.evaluate("(one, what) => one.matches(what) || one.textContent === what || "
                                "one.ariaLabel === what", what):  # fmt: skip
                return
        raise AssertionError(f"80 times Tab and not at {what}")

    mine.locator(".pw-portfolio-chapter summary").first.focus()
    tab_to("input")
    mine.keyboard.press("Space")
    tab_to("select")
    mine.keyboard.type("Nursing")
    tab_to("Look through it")
    mine.keyboard.press("Enter")
    for _ in range(mine.locator(".pw-review-finds > li").count()):
        tab_to("select")
        mine.keyboard.type("Write Person A")
    tab_to("Go on")
    mine.keyboard.press("Enter")
    expect(mine.get_by_role("heading", name="4. Take it along")).to_be_focused()
    expect(mine.locator(".pw-portfolio-paper")).to_contain_text("Nursing and Midwifery Council")
    with mine.expect_download():
        tab_to("Save as Markdown")
        mine.keyboard.press("Enter")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_is_accessible_on_a_phone(page: Page, scheme: Any, axe_source: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 740})

    def look(state: str) -> None:
        assert axe(page, axe_source) == [], state
        assert page.evaluate(WIDE) == 0, state
        assert page.evaluate(SMALL) == [], state

    look("nothing kept")
    page.set_input_files(".pw-journal-file", _backup(ENTRIES))  # type: ignore[arg-type]
    expect(page.locator("[data-entry]")).to_have_count(4)
    _press(page, "Choose all finished entries")
    page.get_by_text("Put entries under other headings").click()
    look("chosen")
    _made(page)
    look("made")


def test_only_the_portfolio_is_printed(mine: Page) -> None:
    mine.evaluate("window.print = () => { window.printed = true; }")
    _made(mine)
    _press(mine, "Print it")
    assert mine.evaluate("window.printed")
    mine.emulate_media(media="print")
    expect(mine.get_by_role("heading", name="My practice portfolio")).to_be_visible()
    expect(mine.get_by_role("heading", name="1. Choose what goes in")).to_be_hidden()
    expect(mine.get_by_text("What the bodies ask for").first).to_be_hidden()
    assert (
        mine.get_by_role("heading", name="Peer reflection").evaluate("one => getComputedStyle(one).breakBefore")
        == "page"
    )
    mine.emulate_media(media="screen")
    mine.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(mine.get_by_role("heading", name="1. Choose what goes in")).to_be_visible()


def test_a_locked_journal_is_opened_first_and_what_was_made_goes_when_it_shuts(
    context: BrowserContext, site: str
) -> None:
    page = visit(context, site + CHAPTER)
    locked(page, "Zephyrine rang.")
    page.goto(site + PORTFOLIO)
    expect(page.locator(".pw-portfolio")).to_contain_text("Open your journal above to choose from it.")
    expect(page.locator(".pw-journal-file")).to_have_count(0)
    unlock(page)
    page.locator("[data-entry]").check()
    _press(page, "Look through it")
    _decide(page, leave=True)
    _press(page, "Go on")
    expect(page.locator(".pw-portfolio-paper")).to_contain_text("Zephyrine rang.")
    _press(page, "Lock now")
    expect(page.locator(".pw-portfolio")).to_contain_text("Open your journal above to choose from it.")
    assert "Zephyrine" not in page.locator("main").inner_html()


def test_without_scripts_the_page_says_what_it_needs(site: str, context: BrowserContext) -> None:
    plain = context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = plain.new_page()
    page.goto(site + PORTFOLIO)
    expect(page.locator("[data-powerwith=portfolio]")).to_contain_text("it needs JavaScript")
    expect(page.get_by_text("Health and Care Professions Council (HCPC), United Kingdom")).to_be_visible()
    plain.close()
