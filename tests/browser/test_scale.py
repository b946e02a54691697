"""People rate their own practice in the built book: by keyboard, half-way, twice, and looking back."""

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from powerwith import score
from powerwith.model import Entry

from .drive import Exercise, axe
from .keeping import records

pytestmark = pytest.mark.browser

NOW, THEN, JOURNAL = "book/self-assessment.html", "book/looking-back.html", "book/journal.html"
EPSA = score.load("epsa")
NAMES = [part.label for part in EPSA.subscales]
FOCUSED = "one => one === document.activeElement"

# Inside the page, item by item as they stand there. What a key or a finger does is tested apart from this.
RATE = """(section, worth) => {
  for (const item of section.querySelectorAll(".pw-rating")) {
    const value = worth[item.querySelector("input").name.split("-").pop()];
    if (value !== undefined) [...item.querySelectorAll("input")].find(one => one.value === value).click();
  }
}"""


def worth(value: int) -> dict[str, str]:
    """Every item worth so much once the reversed ones are turned round."""
    return {item.id: str(4 - value if item.reverse else value) for item in EPSA.items}


class Self(Exercise):
    """Somebody who rates their own practice."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, "epsa")

    @property
    def item(self) -> Locator:
        """The one that is there now."""
        return self.section.locator(".pw-rating:visible")

    @property
    def result(self) -> Locator:
        return self.section.locator(".pw-feedback")

    def begin(self, when: str = "Before the course") -> None:
        self.section.get_by_label(when).check()
        self.press("Begin")

    def say(self, words: str) -> None:
        self.item.get_by_label(words, exact=True).check()

    def finish(self, ratings: dict[str, str]) -> None:
        self.section.evaluate(RATE, ratings)
        self.press("Show all on one page")
        self.press("See what it comes to")
        expect(self.result).to_be_visible()


def opened(page: Page, site: str, address: str = NOW) -> Self:
    page.goto(site + address)
    return Self(page)


def kept(page: Page) -> list[Entry]:
    """What the browser holds, oldest first."""
    bodies = [{**record.pop("body"), **record} for record in records(page)]
    entries = [Entry.model_validate_json(json.dumps(body)) for body in bodies]
    return sorted(entries, key=lambda entry: entry.attempt)


def test_all_of_it_is_done_by_keyboard_alone(site: str, page: Page) -> None:
    me = opened(page, site)
    page.evaluate("section => section.querySelector('.pw-title').tabIndex = -1", me.section.element_handle())
    me.section.locator(".pw-title").focus()
    assert me.section.locator("input:checked").count() == 0, "an answer was chosen beforehand"
    me.enter("Begin")
    assert me.focus().get_attribute("value") == "before", "not led to the question that is open"
    expect(me.section.locator(".pw-live")).to_have_text("First say when this is. “Just now” always fits.")
    page.keyboard.press("Space")
    me.enter("Begin")
    for place, item in enumerate(EPSA.items, start=1):
        assert me.item.count() == 1
        assert me.item.evaluate(FOCUSED), f"the focus is not on item {place}"
        expect(me.item.locator("legend")).to_have_text(f"{place} of 32 {item.text}")
        assert not any(name in me.section.inner_text() for name in NAMES), "a name of a part is shown too early"
        expect(me.section).to_contain_text("New and not yet validated.")
        if place == 1:
            me.focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        for _ in range((place * 7) % 6):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    assert me.focus().inner_text() == "To end with"
    me.tab_to_field()
    page.keyboard.type("The talk on Tuesday.")
    me.enter("See what it comes to")
    assert me.focus().inner_text() == "What it comes to"
    for words in (*NAMES, EPSA.status, "Your strongest items", "Your weakest items", "The talk on Tuesday."):
        expect(me.result).to_contain_text(words)
    assert me.result.locator(".pw-lower").count() == 0, "a first score cannot be lower"
    me.tab_to_button("Rate again")


def test_an_open_item_is_asked_about_once_and_can_be_left(site: str, page: Page) -> None:
    me = opened(page, site)
    me.begin("Just now, for another reason")
    asked = me.section.locator(".pw-rating .pw-ask:visible")
    me.press("Next")
    expect(asked).to_have_text("There is no answer here yet. Choose one, or press Next again to leave it open.")
    expect(me.section.locator(".pw-live")).to_have_text(asked.inner_text())
    described = (me.item.get_attribute("aria-describedby") or "").split()
    assert asked.get_attribute("id") in described
    me.press("Next")
    expect(me.item.locator("legend")).to_contain_text("2 of 32")
    expect(asked).to_have_count(0)
    me.say("4 to 6")
    me.press("Back")
    expect(me.item.locator("legend")).to_contain_text("1 of 32")
    expect(me.section.get_by_role("button", name="Back", exact=True)).to_be_hidden()
    me.press("Show all on one page")
    expect(me.item).to_have_count(32)
    me.press("See what it comes to")
    expect(me.result).to_contain_text("You answered 1 of 32. 31 items had no answer. These are left out.")
    expect(me.result).to_contain_text("A total needs six of the eight parts, and none has enough")


def test_it_goes_on_where_it_was_left(site: str, page: Page) -> None:
    me = opened(page, site)
    me.begin()
    for words in ("None", "All 10", "It did not come up"):
        me.say(words)
        me.press("Next")
    me.own()
    page.reload()
    again = Self(page)
    expect(again.item.locator("legend")).to_contain_text("4 of 32")
    expect(again.section).to_contain_text("after 3 of 32. You can go on.")
    (entry,) = kept(page)
    assert entry.phase == "before" and entry.outcome is None
    assert entry.response.ratings == {"e1": 0, "a1": 4, "c3": None}  # type: ignore[union-attr]
    again.section.evaluate(RATE, {"f4": "2"})
    page.reload()
    third = Self(page)
    expect(third.item.locator("legend")).to_contain_text("5 of 32")
    third.press("Start again instead")
    assert third.section.locator("input:checked").count() == 0
    third.begin("At its end")
    third.say("1 to 3")
    expect(third.section).to_contain_text("Saved on this device.")
    page.wait_for_timeout(600)
    assert [(one.attempt, one.phase) for one in kept(page)] == [(1, "before"), (2, "after")]


def test_a_lower_total_is_explained_before_it_is_shown_and_looking_back_is_kept_apart(site: str, page: Page) -> None:
    back = opened(page, site, THEN)
    expect(back.section).to_contain_text("Looking back comes after a rating of how things are now")
    expect(back.section.get_by_role("button", name="Next", exact=True)).to_be_hidden()
    back.section.get_by_role("link", name="Rate how things are now").click()
    me = Self(page)
    expect(me.section).to_contain_text("No rating is kept here yet.")
    me.begin()
    me.finish(worth(3))
    me.own()
    expect(me.result).to_contain_text("In all: 3.0, from 0 to 4. Regular habit.")
    me.press("Rate again")
    expect(me.section.locator(".pw-feedback")).to_be_hidden()
    expect(me.section).to_contain_text("You rated yourself before the course, on ")
    page.reload()
    me = Self(page)
    expect(me.result).to_contain_text("In all: 3.0")
    me.press("Rate again")
    expect(me.section).to_contain_text("You rated yourself before the course, on ")
    me.begin("At its end")
    me.finish(worth(2) | {"e1": "skip", "h2": "skip"})
    first = me.result.locator(".pw-feedback-body > *").first
    expect(first).to_have_text(EPSA.when_lower)
    expect(me.section.get_by_text("Saved on this device.")).to_be_visible()
    for entry in kept(page):
        assert entry.outcome and entry.outcome.scored == score.score(EPSA, entry.response.ratings)  # type: ignore[union-attr]

    back = opened(page, site, THEN)
    expect(back.item.locator("legend")).to_contain_text("1 of 32")
    expect(back.section).to_contain_text("Now think back to the time before you began this course")
    assert back.section.locator("input:checked").count() == 0, "earlier answers would colour the look back"
    assert back.section.locator("textarea").count() == 0
    back.finish(worth(1))
    expect(back.result).to_contain_text("It does not show what you learned.")
    assert EPSA.when_lower not in back.result.inner_text()
    expect(back.section.get_by_text("Saved on this device.")).to_be_visible()
    before, after, then = kept(page)
    assert (before.phase, after.phase, then.phase) == ("before", "after", "after")
    assert (then.attempt, then.about, then.response.about) == (3, after.id, "then")  # type: ignore[union-attr]

    me = opened(page, site)
    expect(me.result).to_contain_text("At its end. You answered 30 of 32. Two items did not come up.")
    assert "Looking back" not in me.section.inner_text(), "a look back stands among the ratings of now"
    link = me.result.get_by_role("link", name="Where I stand")
    assert page.request.get(f"{site}book/{link.get_attribute('href', timeout=1000).rpartition('/')[2]}").ok  # type: ignore[union-attr]

    page.goto(site + JOURNAL)
    told = page.locator(".pw-journal-entry")
    expect(told).to_have_count(3)
    expect(told.nth(1)).to_contain_text("at its end")
    expect(told.nth(1)).to_contain_text("Small steps: 2.0")
    expect(told.nth(1)).to_contain_text("It did not come up: We agreed one action small enough to do within a week;")
    expect(told.nth(1)).to_contain_text(EPSA.status)
    expect(told.nth(2)).to_contain_text("Looking back at how it was then")


@pytest.mark.parametrize(("theme", "width"), [("light", 360), ("dark", 1280)])
def test_axe_finds_nothing_in_any_state(
    theme: Any, width: int, site: str, context: BrowserContext, axe_source: str
) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 740})
    me = opened(page, site)
    me.press("Begin")
    found = {"asked when": axe(page, axe_source)}
    me.begin()
    me.press("Next")
    found["asked for an answer"] = axe(page, axe_source)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    seen = me.item.evaluate(
        "one => { one.focus(); const box = one.getBoundingClientRect(); return [box.top, box.bottom]; }"
    )
    assert seen[0] >= 60, "the item lies under the header"
    small = me.item.evaluate(
        "one => [...one.querySelectorAll('label')].filter(each => each.getBoundingClientRect().height < 43.5).length"
    )
    assert small == 0
    me.press("Next")
    me.press("Show all on one page")
    found["all on one page"] = axe(page, axe_source)
    me.press("Show one at a time")
    me.finish({name: value for name, value in worth(2).items() if name != "a1"})
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
    found["result"] = axe(page, axe_source)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not any(found.values()), json.dumps(found, indent=1)


def test_what_is_typed_at_the_end_is_only_ever_text(site: str, page: Page) -> None:
    me = opened(page, site)
    me.begin()
    me.section.locator("textarea").first.evaluate(
        "(one, words) => { one.value = words; one.dispatchEvent(new Event('input', { bubbles: true })); }",
        "<img src=x onerror=window.pwned=1>",
    )
    me.finish(worth(2))
    expect(me.result).to_contain_text("<img src=x onerror=window.pwned=1>")
    assert page.evaluate("window.pwned") is None
    page.emulate_media(media="print")
    assert me.section.locator(".pw-rating:visible").count() == 0, "paper shows the result and not the form"
