"""Slides open from a file, without a network, and go by keyboard and by touch."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_packs import BANK, SHEETS, SHORT, STANDS

from powerwith.model.runsheet import RunSheet
from powerwith.papers.packs import slides

from .drive import axe

FIRST = "What it is for"
pytestmark = pytest.mark.browser


def opened(page: Page, folder: Path, sheet: RunSheet = SHORT, *, codes: bool = False) -> Page:
    file = folder / "slides.html"
    file.write_text(slides(sheet, BANK, STANDS if codes else None), encoding="utf-8")
    page.goto(file.as_uri())
    return page


def shown(page: Page) -> list[str]:
    """The headings in sight, of which there is one."""
    return page.locator("main > section:not([hidden])").locator("h2").all_inner_texts()


def test_one_slide_at_a_time_by_keyboard(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path)
    steps = [step.title for step in SHORT.sessions[0].steps]
    assert shown(page) == [FIRST]
    seen = []
    for _ in range(page.locator("main > section").count() - 1):
        page.keyboard.press("ArrowRight")
        seen += shown(page)
    assert [title for title in seen if title in steps] == steps
    assert seen[-1] == steps[-1]
    page.keyboard.press("PageDown")
    assert shown(page) == [steps[-1]]
    for key, title in (("Home", FIRST), ("PageDown", steps[0]), ("ArrowLeft", FIRST), ("End", steps[-1])):
        page.keyboard.press(key)
        assert shown(page) == [title], key


def test_buttons_say_where_one_is_and_keep_the_focus(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path)
    back, onward = page.get_by_role("button", name="Back"), page.get_by_role("button", name="Next")
    expect(back).to_have_attribute("aria-disabled", "true")
    onward.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("2 of ")
    expect(page.get_by_role("status")).to_contain_text(SHORT.sessions[0].steps[0].title)
    expect(onward).to_be_focused()
    expect(back).to_have_attribute("aria-disabled", "false")


def test_words_to_say_are_seen_and_notes_wait_for_the_trainer(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path)
    step = SHORT.sessions[0].steps[0]
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text(str(step.say))).to_be_visible()
    note = page.locator("section:not([hidden]) details.notes p").first
    expect(note).to_be_hidden()
    page.get_by_role("button", name="Notes").click()
    expect(note).to_be_visible()
    expect(page.get_by_role("button", name="Notes")).to_have_attribute("aria-pressed", "true")


def test_the_focus_is_not_lost_with_its_slide(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path)
    page.keyboard.press("ArrowRight")
    page.locator("section:not([hidden]) summary").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("section:not([hidden]) h2")).to_be_focused()


def test_the_address_of_a_slide_opens_it_from_its_top(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path)
    page.goto(f"{page.url}#slide-3")
    page.reload()
    assert shown(page) == [SHORT.sessions[0].steps[1].title]
    expect(page.get_by_role("heading", name=SHORT.title, exact=True).first).to_be_in_viewport(ratio=1)


def test_a_series_begins_with_its_meetings(page: Page, tmp_path: Path) -> None:
    sheet = SHEETS["six-weeks"]
    opened(page, tmp_path, sheet)
    page.get_by_role("link", name=sheet.sessions[3].title).click()
    assert shown(page) == [sheet.sessions[3].title]
    page.go_back()
    assert shown(page) == [FIRST]


def test_no_slide_says_which_answer_is_best(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path, SHEETS["six-weeks"])
    text = str(page.locator("main").evaluate("one => one.textContent"))
    told = [
        option.feedback
        for exercise in BANK.exercises.values()
        for option in getattr(exercise, "options", ())
        if option.feedback in text
    ]
    assert told == []


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)], ids=["projector", "phone"])
def test_every_slide_fits_its_width_and_axe_finds_nothing(
    width: int, height: int, context: BrowserContext, axe_source: str, tmp_path: Path
) -> None:
    page = opened(context.new_page(), tmp_path, codes=True)
    page.set_viewport_size({"width": width, "height": height})
    found = {}
    for number in range(1, page.locator("main > section").count() + 1):
        page.evaluate("at => { location.hash = `slide-${at}`; }", number)
        expect(page.get_by_role("status")).to_contain_text(f"{number} of ")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), number
        if number in (1, 2, 8):
            page.get_by_role("button", name="Notes").click()
            found[number] = axe(page, axe_source)
    assert found == {1: [], 2: [], 8: []}


def test_without_scripts_all_slides_stand_below_each_other(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context.new_page(), tmp_path)
    for title in [SHORT.title, *(step.title for step in SHORT.sessions[0].steps)]:
        expect(page.get_by_role("heading", name=title, exact=True).first).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    context.close()
