"""Cases that chance deals, in the built book: consent, skipping, withdrawing, both versions at once, and no verdict."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from powerwith.bank import course_bank
from powerwith.cohort.trial import CANNOT_TELL
from powerwith.model import Entry, Vignette, VignetteResponse, told
from powerwith.model.vignette import NOT_ABOUT_ONE, UNREAD

from .drive import Exercise, axe
from .keeping import records

pytestmark = pytest.mark.browser

PAGE, JOURNAL = "book/ch17.html", "book/journal.html"
FOUND = course_bank().find("four-cases-by-chance", "here")
assert isinstance(FOUND, Vignette)
SIGNED = course_bank().find("four-more-cases", "here")
assert isinstance(SIGNED, Vignette)
PACK = FOUND
LINE = "Good morning, what would help?"
NEVER = ("your bias score", "you are biased", "passed", "significant", "proves")
CHECKED = "one => one.checked"


class Cases(Exercise):
    """Somebody who reads what chance deals."""

    def __init__(self, page: Page, pack: Vignette = PACK) -> None:
        super().__init__(page, pack.id)

    def begin(self) -> None:
        """Take part, on a device of one's own."""
        self.press("Take part")
        expect(self.heading).to_contain_text("Case 1 of 4")
        self.own()

    @property
    def heading(self) -> Locator:
        return self.section.locator(".pw-vignette .pw-subheading")

    @property
    def debrief(self) -> Locator:
        return self.section.locator(".pw-feedback")

    def rate(self, value: int, step: int = 0) -> None:
        for group in self.section.locator(".pw-vignette fieldset:has(.pw-scale)").all():
            group.get_by_label(str(value), exact=True).check()
        self.section.get_by_label(PACK.steps[step].label).check()

    def all(self) -> None:
        """Every case, each with other ratings."""
        for at in range(4):
            expect(self.heading).to_contain_text(f"Case {at + 1} of 4")
            self.rate(2 * at + 1, at % 3)
            self.section.get_by_label(PACK.line_asks).fill(f"{LINE} {at}")
            self.press("Next" if at < 3 else "Finish and see both versions")


def opened(page: Page, site: str) -> Cases:
    page.goto(site + PAGE)
    return Cases(page)


def kept(page: Page) -> list[Entry]:
    bodies = [{**record.pop("body"), **record} for record in records(page)]
    return [Entry.model_validate_json(json.dumps(body)) for body in bodies if body["kind"] == "vignette"]


def answer(page: Page, holds: Callable[[VignetteResponse], bool] = lambda _: True) -> VignetteResponse:
    """The only one there is, once it is as it should be."""
    for _ in range(100):
        entries = kept(page)
        if len(entries) == 1 and isinstance(entries[0].response, VignetteResponse) and holds(entries[0].response):
            return entries[0].response
        page.wait_for_timeout(50)
    raise AssertionError(f"not kept as it should be: {kept(page)}")


def test_all_of_it_is_done_by_keyboard_alone(site: str, page: Page) -> None:
    me = opened(page, site)
    page.evaluate("section => section.querySelector('.pw-title').tabIndex = -1", me.section.element_handle())
    me.section.locator(".pw-title").focus()
    me.enter("Take part")
    for at in range(4):
        assert f"Case {at + 1} of 4" in me.focus().inner_text()
        if at == 2:
            me.enter("Leave this case out")
            continue
        for _ in range(4):
            me.tab_to_radio()
            page.keyboard.press("Space")
            page.keyboard.press("ArrowRight")
            assert me.focus().evaluate(CHECKED) and me.focus().get_attribute("id", timeout=2000)
        me.tab_to_field()
        page.keyboard.type(LINE)
        me.enter("Next" if at < 3 else "Finish and see both versions")
    assert me.focus().inner_text() == "Both versions, side by side"
    me.own()
    given = answer(page, lambda one: len([case for case in one.cases.values() if case.ratings]) == 3)
    assert [given.cases[name].skipped for name in given.order] == [False, False, True, False]
    assert all(set(case.ratings.values()) == {1} and case.text == LINE for case in given.cases.values() if case.ratings)


def test_nobody_sees_a_case_before_they_agreed_and_only_reading_keeps_no_rating(site: str, page: Page) -> None:
    me = opened(page, site)
    expect(me.section).to_contain_text("We look only at the group")
    assert "Delphine is 44" not in me.section.inner_text()
    me.press("Only read both versions")
    expect(me.debrief).to_contain_text("Nothing was rated.")
    me.own()
    given = answer(page)
    assert (given.part, given.cases, given.seed) == ("read", {}, 0)
    expect(me.section.get_by_role("button", name="Withdraw my answers")).to_be_hidden()


def test_each_case_stands_in_the_version_that_was_dealt_and_a_reload_deals_nothing_anew(site: str, page: Page) -> None:
    me = opened(page, site)
    me.begin()
    expect(me.heading).to_contain_text("Case 1 of 4")
    given = answer(page)
    assert sorted(case.version for case in given.cases.values()) == ["a", "a", "b", "b"]
    first = next(case for case in PACK.cases if case.id == given.order[0])
    expect(me.section.locator(".pw-case")).to_have_text(told(first, given.cases[first.id].version))
    me.rate(7)
    me.press("Next")
    answer(page, lambda one: bool(one.cases[first.id].step))
    page.reload()
    again = Cases(page)
    expect(again.heading).to_contain_text("Case 2 of 4")
    after = answer(page)
    assert (after.order, after.seed) == (given.order, given.seed)
    assert [case.version for case in after.cases.values()] == [case.version for case in given.cases.values()]
    again.press("Back")
    expect(again.section.locator(".pw-vignette input:checked")).to_have_count(4)


def test_next_asks_once_for_what_is_open_and_then_lets_it_be(site: str, page: Page) -> None:
    me = opened(page, site)
    me.press("Take part")
    me.press("Next")
    expect(me.section.locator(".pw-case-asks + .pw-ask")).to_contain_text("Something is still open here.")
    assert me.focus().get_attribute("type") == "radio"
    me.press("Next")
    expect(me.heading).to_contain_text("Case 2 of 4")


def test_both_versions_stand_side_by_side_at_once_and_nothing_about_the_person(
    site: str, context: BrowserContext, page: Page
) -> None:
    me = opened(page, site)
    me.begin()
    me.all()
    expect(me.debrief.locator(".pw-both")).to_have_count(4)
    for at, case in enumerate(PACK.cases):
        halves = me.debrief.locator(".pw-both").nth(at).locator(".pw-half")
        for half, version in zip(halves.all(), ("a", "b"), strict=True):
            expect(half.locator("p").nth(1)).to_have_text(told(case, version))
            assert half.locator("mark").all_inner_texts() == [getattr(phrase, version) for phrase in case.phrases]
    text = me.debrief.inner_text()
    assert NOT_ABOUT_ONE in text and all(fix in text for fix in PACK.fixes) and PACK.asks in text
    assert text.count("the one you read") == 4
    assert not re.search(r"\d of 10|\bscore\b", text) and CANNOT_TELL not in text, "no rating comes back as a result"
    assert not [words for words in NEVER if words in text.lower()]
    assert LINE not in text
    expect(me.section.get_by_role("button", name=re.compile("again", re.IGNORECASE))).to_have_count(0)
    answer(page, lambda one: len([case for case in one.cases.values() if case.text]) == 4)
    journal = context.new_page()
    journal.goto(site + JOURNAL)
    expect(journal.locator("main")).to_contain_text("How warm do you feel towards them?")
    text = journal.locator("main").inner_text().replace("Privacy in plain words", "")
    assert "7 of 10" in text and LINE in text
    assert "loaded words" not in text and "plain words" not in text, "the journal never says who read what"


def test_axe_finds_nothing_on_the_way_light_and_dark(site: str, page: Page, axe_source: str) -> None:
    me = opened(page, site)
    where = f"#{me.section.get_attribute('id')}"

    def look() -> None:
        for scheme in ("light", "dark"):
            page.evaluate("scheme => { document.documentElement.dataset.theme = scheme; }", scheme)
            assert axe(page, axe_source, where) == []

    look()
    me.press("Take part")
    me.press("Next")
    look()
    me.press("Next")
    for _ in range(3):
        me.press("Leave this case out")
    me.press("Withdraw my answers")
    look()


@pytest.mark.parametrize("when", ["half-way", "afterwards"])
def test_withdrawing_leaves_no_answer_behind(site: str, context: BrowserContext, page: Page, when: str) -> None:
    me = opened(page, site)
    me.begin()
    if when == "afterwards":
        me.all()
        answer(page, lambda one: len([case for case in one.cases.values() if case.text]) == 4)
    else:
        me.rate(3)
        me.section.get_by_label(PACK.line_asks).fill(LINE)
        answer(page, lambda one: any(case.text for case in one.cases.values()))
    me.press("Withdraw my answers")
    me.press("No, keep them")
    expect(page.locator(":focus")).to_have_text("Withdraw my answers")
    me.press("Withdraw my answers")
    me.press("Yes, withdraw them")
    expect(me.debrief).to_contain_text("Your answers are withdrawn.")
    expect(me.debrief).to_contain_text("the new file or code takes them out.")
    expect(me.debrief.locator(".pw-both")).to_have_count(4)
    given = answer(page, lambda one: one.part == "withdrawn")
    assert (given.cases, given.order, given.seed) == ({}, (), 0)
    page.reload()
    expect(Cases(page).debrief).to_contain_text("Your answers are withdrawn.")
    journal = context.new_page()
    journal.goto(site + JOURNAL)
    expect(journal.locator("main")).to_contain_text("Answers withdrawn")
    assert LINE not in journal.content()


@pytest.fixture
def signed(site: str, page: Page) -> Cases:
    """The cases that differ in one detail, on their page for trainers."""
    page.goto(site + "book/trainers/one-detail.html")
    return Cases(page, SIGNED)


def test_a_marker_is_read_only_after_a_tick_of_its_own(signed: Cases, page: Page) -> None:
    expect(signed.section).to_contain_text(UNREAD)
    assert not re.search(r"address|estate", signed.section.inner_text(), re.IGNORECASE), "nothing open says which"
    signed.press("Take part")
    expect(signed.section.locator(".pw-ask:visible")).to_contain_text("Tick the sentence first.")
    assert signed.focus().get_attribute("type") == "checkbox"
    expect(signed.heading).to_be_hidden()
    assert "Judith is 31" not in signed.section.inner_text()
    page.keyboard.press("Space")
    signed.press("Take part")
    expect(signed.heading).to_contain_text("Case 1 of 4")
    signed.own()
    given = answer(page)
    assert (given.pack, given.part, sorted(case.version for case in given.cases.values())) == (
        SIGNED.pack, "taken", ["a", "a", "b", "b"],
    )  # fmt: skip


def test_both_versions_of_a_marker_are_shown_at_once_also_to_whoever_only_reads(signed: Cases, page: Page) -> None:
    signed.press("Only read both versions")
    expect(signed.debrief.locator(".pw-both")).to_have_count(4)
    expect(signed.debrief.locator("mark")).to_have_count(8)
    text = signed.debrief.inner_text()
    assert NOT_ABOUT_ONE in text and SIGNED.asks in text and all(fix in text for fix in SIGNED.fixes)
    assert not [words for words in NEVER if words in text.lower()]
    signed.own()
    assert (answer(page).part, answer(page).cases) == ("read", {})


def test_axe_finds_nothing_in_the_cases_with_a_marker(signed: Cases, page: Page, axe_source: str) -> None:
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.evaluate("scheme => { document.documentElement.dataset.theme = scheme; }", scheme)
            assert axe(page, axe_source, "main") == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
