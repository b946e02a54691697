"""Where I stand in the built book: from a backup to its charts, their sentences and their tables."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from powerwith import journal, standing
from powerwith.bank import load_bank
from powerwith.journal.backup import written
from powerwith.model import Entry, Replies, RepliesResponse, Scale
from powerwith.model.standing import Change, Standing

from .drive import axe, unfold

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
BACKUP = journal.read_backup(ROOT / "notebooks" / "sample-journal.json")
BANK = load_bank(ROOT / "exercises").exercises
EPSA, TASK = BANK["epsa"], BANK["reply-task"]
PAGE = "book/where-i-stand.html"
NONE = "–"


def stand(*entries: Entry) -> Standing:
    assert isinstance(EPSA, Scale) and isinstance(TASK, Replies)
    return standing.stand(entries, scale=EPSA, task=TASK)


HERE = stand(*BACKUP.entries)


def look(page: Page, site: str, *entries: Entry) -> Page:
    """The page as somebody finds it who kept these entries."""
    page.goto(f"{site}book/journal.html")
    page.get_by_role("button", name="Only on this device, it is mine").click()
    text = written(entries, BACKUP.made)
    page.set_input_files(
        ".pw-journal-file", {"name": "b.json", "mimeType": "application/json", "buffer": text.encode()}
    )
    expect(page.locator(".pw-journal-said")).to_contain_text("b.json:")
    page.goto(site + PAGE)
    page.locator(".pw-standing .pw-chart").first.wait_for()
    return page


def section(page: Page, title: str) -> Locator:
    return page.locator(".pw-standing-part", has=page.get_by_role("heading", name=title, exact=True))


def said(figure: Locator) -> list[str]:
    return figure.locator("figcaption p").all_inner_texts()


def rows(figure: Locator) -> list[list[str]]:
    return [row.locator("th, td").all_inner_texts() for row in figure.locator("tbody tr").all()]


def told(change: Change) -> list[list[str]]:
    """The rows of a change as its table shows them."""
    words = {True: "Within noise", False: "More than noise", None: NONE}
    return [
        [
            step.label,
            step.before.shown if step.before else NONE,
            step.after.shown if step.after else NONE,
            step.gap.shown if step.gap else NONE,
            *([words[step.is_noise]] if change.kind == "change" else []),
        ]
        for step in (*change.steps, change.total)
    ]


def test_an_empty_journal_is_told_where_to_begin(page: Page, site: str, axe_source: str) -> None:
    page.goto(site + PAGE)
    expect(page.locator(".pw-standing")).to_contain_text("There is no rating here yet.")
    assert page.locator(".pw-chart").count() == 0
    assert axe(page, axe_source) == []
    page.locator(".pw-standing").get_by_role("link", name="Rate your own practice").click()
    page.wait_for_url("**/book/self-assessment.html")


def test_the_page_shows_and_says_what_a_notebook_does(page: Page, site: str, axe_source: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    look(page, site, *BACKUP.entries)
    unfold(page)
    assert page.locator(".pw-standing h2").all_inner_texts() == [
        "Your rating now", "What changed", "Looking back", "Two lines together",
    ]  # fmt: skip
    expect(page.locator(".pw-standing .pw-status").first).to_have_text(EPSA.status)  # type: ignore[attr-defined]

    now = section(page, "Your rating now").locator("figure")
    assert said(now) == list(HERE.profiles[-1].says)
    assert [row[1] for row in rows(now)][:-1] == [one.mean.shown for one in HERE.profiles[-1].parts if one.mean]
    listed = section(page, "Your rating now").locator("li").all_inner_texts()
    for one in (*HERE.profiles[-1].strongest, *HERE.profiles[-1].weakest):
        assert any(text.startswith(one.text) for text in listed), "the highest and lowest items stand there by name"

    figures = section(page, "What changed").locator("figure").all()
    for figure, change in zip(figures, HERE.changes, strict=True):
        assert said(figure) == list(change.says)
        assert rows(figure) == told(change)
        assert figure.locator(".pw-chart .pw-chart-band").count() == 9, "a band for each part, and one for the total"
        assert figure.locator(".pw-chart .pw-chart-big").count() == sum(
            step.is_noise is False for step in (*change.steps, change.total)
        )
    assert said(figures[0])[0] == "A lower score after learning can mean you now see more. That counts as learning."

    back = section(page, "Looking back").locator("figure")
    assert HERE.shift and HERE.lines
    assert said(back) == list(HERE.shift.says)
    assert rows(back) == told(HERE.shift)
    assert back.locator(".pw-chart-band, .pw-chart-big").count() == 0, "a shift is no change"

    both = section(page, "Two lines together").locator("figure")
    assert said(both) == list(HERE.lines.says)
    assert both.locator(".pw-chart").count() == 2, "two measures, two panels"
    assert rows(both)[1] == [HERE.profiles[1].when.words, "2.0", "44", "54"]

    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert axe(page, axe_source) == []
    page.emulate_media(color_scheme="dark")
    assert axe(page, axe_source) == []
    everything = page.locator("body").inner_text()
    for entry in BACKUP.entries:
        if isinstance(entry.response, RepliesResponse):
            assert not any(text in everything for text in entry.response.texts.values()), "numbers need no words"


RATE = """(section, worth) => {
  for (const item of section.querySelectorAll(".pw-rating")) {
    const value = worth[item.querySelector("input").name.split("-").pop()];
    [...item.querySelectorAll("input")].find(one => one.value === value).click();
  }
}"""


def rate(page: Page, address: str, value: int, when: str = "") -> None:
    """Rate on the page of the book, every item worth the same once the reversed ones are turned round."""
    page.goto(address)
    epsa = page.locator("[data-exercise=epsa]")
    again, first = (epsa.get_by_role("button", name=name, exact=True) for name in ("Rate again", "Next"))
    begin = epsa.get_by_role("button", name="Begin")
    begin.or_(again).or_(first).filter(visible=True).first.wait_for()
    if again.is_visible():
        again.click()
    if when:
        epsa.get_by_label(when).check()
        begin.click()
    assert isinstance(EPSA, Scale)
    worth = {item.id: str(4 - value if item.reverse else value) for item in EPSA.items}
    epsa.evaluate(RATE, worth)
    epsa.get_by_role("button", name="Show all on one page").click()
    epsa.get_by_role("button", name="See what it comes to").click()
    own = epsa.get_by_role("button", name="Only on this device, it is mine")
    saved = epsa.locator(".pw-state", has_text="Saved on this device.")
    own.or_(saved).first.wait_for()
    if own.count():
        own.click()
    saved.wait_for()


def test_what_is_rated_in_the_book_is_seen_here(page: Page, site: str) -> None:
    rate(page, f"{site}book/self-assessment.html", 3, "Before the course")
    rate(page, f"{site}book/self-assessment.html", 2, "At its end")
    rate(page, f"{site}book/looking-back.html", 1)
    page.goto(site + PAGE)
    page.locator(".pw-standing .pw-chart").first.wait_for()
    assert page.locator(".pw-standing h2").all_inner_texts() == ["Your rating now", "What changed", "Looking back"]
    change = said(section(page, "What changed").locator("figure"))
    assert change[0] == "A lower score after learning can mean you now see more. That counts as learning."
    assert change[1] == "Your total is 1.00 lower. That is more than 0.44, the noise of this score."
    assert said(section(page, "Looking back").locator("figure"))[0] == (
        "Looking back, you rate that time 2.00 lower than you did then."
    )


def test_one_rating_is_shown_alone_and_tables_open_by_keyboard(page: Page, site: str) -> None:
    first = BACKUP.entries[0]
    look(page, site, first)
    assert page.locator(".pw-standing h2").all_inner_texts() == ["Your rating now"]
    expect(page.locator(".pw-standing")).to_contain_text(stand(first).says[0])
    page.locator(".pw-standing h2").first.evaluate("one => { one.tabIndex = -1; one.focus(); }")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.pw-chart-figure summary')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".pw-chart-table")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == (
        "Means from 0 to 4: Before the course, 1 June 2026"
    )


def test_it_stays_as_it_is_on_paper_and_without_colours(page: Page, site: str) -> None:
    look(page, site, *BACKUP.entries)
    page.emulate_media(media="print")
    assert page.locator(".pw-chart-table").first.is_visible(), "paper cannot be unfolded"
    page.emulate_media(media="screen", forced_colors="active")
    look_of = "one => [getComputedStyle(one).fill, getComputedStyle(one).stroke].join(' ')"
    hollow, full = (page.locator(f".pw-chart .pw-chart-{each}").first.evaluate(look_of) for each in ("hollow", "full"))
    assert hollow != full


def test_a_locked_journal_shows_nothing_until_it_is_opened(page: Page, site: str) -> None:
    look(page, site, *BACKUP.entries)
    page.goto(f"{site}book/journal.html")
    page.get_by_role("button", name="Lock it with a passphrase").click()
    secret = "four words are enough"
    page.get_by_label("Passphrase", exact=True).fill(secret)
    page.get_by_label("The same once more").fill(secret)
    page.get_by_role("button", name="Go on", exact=True).click()
    page.get_by_label("Or write it down").fill(page.locator(".pw-lock-code").inner_text())
    page.get_by_role("button", name="Go on", exact=True).click()
    with page.expect_download():
        page.get_by_role("button", name="Download a locked backup", exact=True).click()
    page.get_by_role("button", name="Lock my journal", exact=True).click()
    expect(page.locator("main")).to_contain_text("Your journal is open.")
    page.goto(site + PAGE)
    page.get_by_role("button", name="Lock now").or_(page.get_by_label("Passphrase or recovery code")).first.wait_for()
    if page.get_by_role("button", name="Lock now").count():
        page.get_by_role("button", name="Lock now").click()
    expect(page.locator(".pw-standing")).to_contain_text("Open your journal above to see where you stand.")
    assert page.locator(".pw-chart").count() == 0
    assert "There is no rating" not in page.locator(".pw-standing").inner_text()
    page.get_by_label("Passphrase or recovery code").fill(secret)
    page.keyboard.press("Enter")
    page.locator(".pw-standing .pw-chart").first.wait_for()
    assert said(section(page, "Your rating now").locator("figure")) == list(HERE.profiles[-1].says)
