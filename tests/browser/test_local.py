"""Where somebody works and which word they use: said once, by keyboard, true on every page, gone when they clear."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from powerwith.local import load_local
from powerwith.model.local import HOMES, after_months

from .drive import axe

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
LOCAL = load_local(ROOT / "book" / "local")
HOW_TO, SUPPORT, JOURNAL = "book/how-to.html", "book/support.html", "book/journal.html"
PARTS = [*HOMES, "Somewhere else"]
OURS = "() => Object.entries({...localStorage, ...sessionStorage}).filter(([key]) => key.startsWith('powerwith:'))"


def how_to(page: Page, site: str) -> Page:
    page.goto(site + HOW_TO)
    page.get_by_label("I work in").wait_for()
    return page


def box(page: Page, topic: str) -> Locator:
    return page.locator(".pw-local", has=page.get_by_text(LOCAL.topics[topic].title, exact=True))


def seen(box: Locator) -> list[str]:
    """Which parts of a box somebody sees, open ones with a mark."""
    parts = [part for part in box.locator("details").all() if part.is_visible()]
    names = [part.locator("summary").inner_text() for part in parts]
    return [
        f"{name} open" if part.get_attribute("open") is not None else name
        for part, name in zip(parts, names, strict=True)
    ]


def kept(page: Page) -> dict[str, str]:
    return dict(page.evaluate(OURS))


def test_before_anything_is_said_each_country_can_be_unfolded(page: Page, site: str) -> None:
    how_to(page, site)
    assert seen(box(page, "cpd-rules")) == PARTS
    box(page, "cpd-rules").get_by_text("Scotland", exact=True).last.click()
    expect(box(page, "cpd-rules").get_by_text("no longer counts hours")).to_be_visible()
    assert kept(page) == {}


def test_a_country_chosen_by_keyboard_is_open_in_every_box_of_every_page(page: Page, site: str) -> None:
    how_to(page, site).get_by_label("I work in").focus()
    for _ in range(1 + HOMES.index("Wales")):
        page.keyboard.press("ArrowDown")
    for topic in ("cpd-rules", "data-protection"):
        assert seen(box(page, topic)) == ["Wales open"]
        expect(box(page, topic).get_by_label("Show what holds in")).to_have_value("Wales")
    page.goto(site + SUPPORT)
    page.get_by_label("Show what holds in").wait_for()
    assert seen(box(page, "safeguarding")) == ["Wales open"]


def test_a_box_can_be_asked_about_another_place_and_the_others_follow(page: Page, site: str) -> None:
    how_to(page, site)
    box(page, "data-protection").get_by_label("Show what holds in").select_option("Somewhere else")
    assert seen(box(page, "cpd-rules")) == ["Somewhere else open"]
    expect(page.get_by_label("I work in")).to_have_value("Somewhere else")
    box(page, "cpd-rules").get_by_label("Show what holds in").select_option("all of them")
    assert seen(box(page, "data-protection")) == PARTS
    expect(page.get_by_label("I work in")).to_have_value("not said")
    assert kept(page) == {}


def test_the_word_chosen_stands_wherever_the_book_uses_it(page: Page, site: str) -> None:
    how_to(page, site)
    mention = page.locator(".pw-person")
    expect(mention).to_have_text("the person")
    page.get_by_label("I say").select_option("service user")
    expect(mention).to_have_text("the service user")
    expect(page.locator(".pw-local-example")).to_contain_text("Service users know.")
    page.reload()
    expect(mention).to_have_text("the service user")
    page.get_by_label("I say").select_option("person")
    expect(mention).to_have_text("the person")


def test_clearing_everything_takes_both_away(page: Page, site: str) -> None:
    how_to(page, site).get_by_label("I work in").select_option("Canada")
    page.get_by_label("I say").select_option("client")
    assert set(kept(page)) == {"powerwith:country", "powerwith:word"}
    page.goto(site + JOURNAL)
    page.locator("summary", has_text="Clear everything").click()
    page.get_by_label("To go on, type the word").fill("clear")
    page.get_by_role("button", name="Clear everything").click()
    expect(page.get_by_text("Gone from this journal.")).to_be_visible()
    assert kept(page) == {}
    how_to(page, site)
    expect(page.get_by_label("I work in")).to_have_value("not said")
    expect(page.locator(".pw-person")).to_have_text("the person")


def test_on_a_shared_computer_both_go_with_the_tab(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    page.goto(site + JOURNAL)
    page.get_by_role("button", name="Nowhere: this is a shared or work computer").click()
    how_to(page, site).get_by_label("I work in").select_option("Scotland")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('powerwith:'))") == []
    page.goto(site + SUPPORT)
    page.get_by_label("Show what holds in").wait_for()
    assert seen(box(page, "safeguarding")) == ["Scotland open"]
    page.close()
    other = how_to(context.new_page(), site)
    expect(other.get_by_label("I work in")).to_have_value("not said")


def test_a_book_opened_from_files_keeps_neither(page: Page, book: Path) -> None:
    page.goto(f"file://{book / HOW_TO}")
    page.get_by_label("I work in").select_option("England")
    page.get_by_label("I say").select_option("patient")
    assert seen(box(page, "cpd-rules")) == ["England open"]
    expect(page.locator(".pw-person")).to_have_text("the patient")
    assert kept(page) == {}


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280], ids=["phone", "desktop"])
def test_the_boxes_shut_nobody_out(page: Page, site: str, axe_source: str, width: int, colours: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    how_to(page, site).get_by_label("I work in").select_option("Northern Ireland")
    assert axe(page, axe_source) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_every_country_is_there(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + HOW_TO)
    assert seen(box(page, "cpd-rules")) == PARTS
    expect(page.get_by_text("With JavaScript it opens yours.")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("months", "old"), [(5, "none"), (7, "numbers"), (13, "all")])
def test_a_book_on_a_host_says_by_itself_what_was_looked_up_too_long_ago(
    page: Page, site: str, months: int, old: str
) -> None:
    newest = max(text.checked_on for text in LOCAL.texts.values())
    page.clock.set_fixed_time(after_months(newest, months).isoformat())
    for name in (SUPPORT, HOW_TO, "book/portfolio.html"):
        page.goto(site + name)
        page.wait_for_load_state()
        told = page.locator(".pw-old").evaluate_all("all => all.map(one => [one.textContent, one.hidden])")
        assert told
        for words, hidden in told:
            assert hidden is (old == "none" or (old == "numbers" and "six months" not in words)), (name, words)
