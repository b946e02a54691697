"""Today's three in the built book: over days, clocks and devices, with injected time."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, BrowserContext, Page, expect
from support import backup_of, finished

from powerwith import code
from powerwith.bank import load_bank
from powerwith.model import Carried

from .conftest import Watched
from .drive import axe_in_both
from .keeping import answer, records, visit

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
TODAY = "book/today.html"
JOURNAL = "book/journal.html"
NOW = "2026-11-22T10:00:00Z"
OWN = "Only on this device, it is mine"
BANK = load_bank(ROOT / "exercises").exercises

IF_THEN = {"kind": "reflection", "fields": {"1": "x", "if": "the CANARY rings", "then": "breathe <b>out</b>"}}
FORM = {"kind": "planner", "fields": {"task": "Sort out the letter", "smaller": "Find it", "step": "open it CANARY"}}


def entry(place: int, exercise: str, day: str, **changes: Any) -> dict[str, Any]:
    """A finished attempt, at a choice unless another response is given."""
    return finished(place, exercise, day, changes.pop("response", {"kind": "choice", "option": "a"}), **changes)


def backup(*entries: dict[str, Any], **more: Any) -> bytes:
    return backup_of(*entries, **more).encode()


def bring(page: Page, content: bytes) -> None:
    """Say that the device is one's own, and bring a backup in."""
    page.get_by_role("button", name=OWN).click()
    expect(page.get_by_text("Your answers stay in this browser, on this device.")).to_be_visible()
    page.set_input_files(".pw-journal-file", {"name": "b.json", "mimeType": "application/json", "buffer": content})
    expect(page.locator(".pw-journal-said")).to_contain_text("b.json:")


def today(context: BrowserContext, site: str, *entries: dict[str, Any], now: str = NOW, **more: Any) -> Page:
    """The page as somebody finds it who kept these entries."""
    context.clock.set_fixed_time(now)
    page = visit(context, site + JOURNAL)
    bring(page, backup(*entries, **more))
    page.goto(site + TODAY)
    expect(page.get_by_role("heading", name="Your ladders")).to_be_visible()
    return page


def cards(page: Page) -> list[str]:
    """The exercises of today's three."""
    return [str(one.get_attribute("data-exercise-id")) for one in page.locator(".pw-today-card").all()]


def rung(page: Page, skill: str, place: int) -> str:
    return page.locator(f"[data-skill={skill}] .pw-rung").nth(place).inner_text().replace("\n", ": ")


# Choosing


def test_a_new_reader_finds_three_first_rungs_that_lead_to_their_exercise(page: Page, site: str) -> None:
    page.clock.set_fixed_time(NOW)
    page.goto(site + TODAY)
    expect(page.get_by_role("heading", name="For Sunday 22 November")).to_be_visible()
    expect(page.get_by_text("Nothing is kept on this device yet, so these are three first rungs.")).to_be_visible()
    picks = cards(page)
    assert len(picks) == 3
    assert {BANK[one].rung for one in picks} == {"recognise"}
    assert len({BANK[one].setting for one in picks}) == 3
    assert all("is new here." in one for one in page.locator(".pw-today-card").all_inner_texts())
    page.locator(".pw-today-card a").first.click()
    page.wait_for_url(f"**/*#practice-{picks[0]}")
    expect(page.locator(f"#practice-{picks[0]} .pw-stage")).to_be_visible()


def test_what_is_practised_in_the_book_is_ticked_off_here_and_has_its_day(context: BrowserContext, site: str) -> None:
    context.clock.set_fixed_time(NOW)
    page = visit(context, site + TODAY)
    before = cards(page)
    page.locator(".pw-today-card a").first.click()
    page.wait_for_url(f"**/*#practice-{before[0]}")
    section = page.locator(f"#practice-{before[0]}")
    answer(section)
    section.get_by_role("button", name=OWN).click()
    page.locator(".pw-state", has_text="Saved on this device.").first.wait_for()
    page.goto(site + TODAY)
    expect(page.locator(".pw-today-card").first).to_contain_text("Done today")
    assert cards(page) == before
    expect(page.locator(".pw-today-returns")).to_contain_text("Tuesday 24 November (return 1 of 4)")
    skill = BANK[before[0]].skills[0]
    assert rung(page, skill, 0).startswith("Recognise: done")
    assert rung(page, skill, 5) == "Again later: 0 of 4"


def test_a_return_comes_with_its_reason_and_in_another_setting(context: BrowserContext, site: str) -> None:
    page = today(context, site, entry(1, "name-the-move", "2026-11-20"))
    first = page.locator(".pw-today-card").first
    expect(first).to_contain_text("“Ask what and how” came up 2 days ago. Now it comes back.")
    assert BANK[cards(page)[0]].setting != BANK["name-the-move"].setting


def test_after_a_years_pause_three_wait_and_no_more(context: BrowserContext, site: str) -> None:
    kept = [entry(i, one.id, "2025-11-01") for i, one in enumerate(BANK.values(), start=1)]
    page = today(context, site, *kept)
    assert len(cards(page)) == 3
    expect(page.locator(".pw-today-returns li")).to_have_count(3)
    expect(page.get_by_text(re.compile(r"more waits? for another day\. They do not pile up\."))).to_be_visible()


@pytest.mark.parametrize(
    ("zone", "now", "heading", "back"),
    [
        pytest.param(
            "Europe/London", "2026-10-24T22:59:00Z", "Saturday 24 October", "Monday 26 October", id="London-autumn-eve"
        ),
        pytest.param(
            "Europe/London", "2026-10-25T00:30:00Z", "Sunday 25 October", "Tuesday 27 October", id="London-hour-twice"
        ),
        pytest.param(
            "Europe/London", "2027-03-28T01:30:00Z", "Sunday 28 March", "Tuesday 30 March", id="London-hour-that-is-not"
        ),
        pytest.param(
            "Pacific/Auckland", "2026-09-26T11:30:00Z", "Saturday 26 September", "Monday 28 September",
            id="Auckland-before-spring",
        ),
        pytest.param(
            "Pacific/Auckland", "2026-11-22T11:30:00Z", "Monday 23 November", "Wednesday 25 November",
            id="Auckland-is-a-day-ahead",
        ),
    ],
)  # fmt: skip
def test_days_are_those_of_the_learners_own_calendar(
    zone: str, now: str, heading: str, back: str, browser: Browser, watched: Watched, site: str
) -> None:
    context = watched.over(browser.new_context(service_workers="block", timezone_id=zone))
    context.clock.set_fixed_time(now)
    page = visit(context, site + "book/ch09.html")
    section = page.locator("[data-exercise][data-kind=choice]").first
    answer(section)
    section.get_by_role("button", name=OWN).click()
    page.locator(".pw-state", has_text="Saved on this device.").first.wait_for()
    page.goto(site + TODAY)
    expect(page.get_by_role("heading", name=f"For {heading}")).to_be_visible()
    expect(page.locator(".pw-today-returns li").first).to_contain_text(f"{back} (return 1 of 4)")
    context.close()
    watched.verdict()


def test_a_page_left_open_overnight_shows_the_new_day(context: BrowserContext, site: str) -> None:
    page = today(context, site, entry(1, "name-the-move", "2026-11-20"), now="2026-11-21T22:00:00Z")
    expect(page.locator(".pw-today-returns")).to_contain_text("Sunday 22 November")
    context.clock.set_fixed_time("2026-11-22T07:00:00Z")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("heading", name="For Sunday 22 November")).to_be_visible()
    expect(page.locator(".pw-today-returns")).to_contain_text("Ask what and how: today")


def test_a_clock_set_back_loses_nothing(context: BrowserContext, site: str) -> None:
    kept = [entry(1, "name-the-move", "2026-11-20"), entry(2, "why-to-what", "2026-11-21")]
    page = today(context, site, *kept, now="2026-11-10T10:00:00Z")
    assert len(cards(page)) == 3
    assert "done" in rung(page, "ask", 1)


# The ladder


def test_skills_not_begun_are_folded_and_every_exercise_is_a_link(context: BrowserContext, site: str) -> None:
    page = today(context, site, entry(1, "name-the-move", "2026-11-22"))
    expect(page.locator("[data-skill=ask]")).to_be_visible()
    expect(page.locator("[data-skill=dream]")).to_be_hidden()
    page.get_by_text(re.compile(r"^\d+ skills not begun yet$")).click()
    expect(page.locator("[data-skill=dream]")).to_be_visible()
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
    linked = page.locator("[data-skill=ask] .pw-today-all a")
    assert linked.count() == sum("ask" in one.skills for one in BANK.values() if one.id != "ask-again")
    broken = page.evaluate("""async () => {
      const found = [];
      for (const link of document.querySelectorAll('.pw-today-all a')) {
        const [page, id] = link.href.split('#');
        window.pages ??= {};
        window.pages[page] ??= await (await fetch(page)).text();
        if (!window.pages[page].includes(`id="${id}"`)) found.push(link.href);
      }
      return found;
    }""")
    assert broken == []


# Plans


def test_a_plan_is_asked_about_after_two_weeks_and_not_a_day_before(context: BrowserContext, site: str) -> None:
    plan = entry(1, "one-plan-for-noticing", "2026-11-08", response=IF_THEN)
    page = today(context, site, plan, now="2026-11-21T12:00:00Z")
    expect(page.get_by_role("heading", name="A plan you made")).to_be_hidden()
    context.clock.set_fixed_time(NOW)
    page.reload()
    expect(page.locator(".pw-today-planned")).to_have_text("If the CANARY rings, then I will breathe <b>out</b>")
    expect(page.locator(".pw-today-plan")).to_contain_text("On 8 November 2026 you planned:")


def test_an_answer_is_kept_half_way_and_once_given_not_asked_again(context: BrowserContext, site: str) -> None:
    plan = entry(1, "one-plan-for-noticing", "2026-11-01", response=IF_THEN)
    page = today(context, site, plan)
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("Choose one of the three first, or let the plan go.")).to_be_visible()
    page.get_by_label("Not yet").check()
    page.get_by_label("What made it easier or harder?").fill("The ward was full.")
    page.wait_for_timeout(900)
    page.reload()
    expect(page.get_by_label("Not yet")).to_be_checked()
    expect(page.get_by_label("What made it easier or harder?")).to_have_value("The ward was full.")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.locator(".pw-today-said")).to_have_text(
        "Kept. Plans often meet the day. Make the step smaller, or let it go."
    )
    expect(page.locator(".pw-today-said")).to_be_focused()
    expect(page.locator(".pw-today-plan")).to_have_count(0)
    page.wait_for_timeout(900)
    page.reload()
    expect(page.get_by_role("heading", name="What comes back")).to_be_visible()
    expect(page.locator(".pw-today-plan")).to_have_count(0)
    [kept] = [one for one in records(page) if one["exercise"] == "ask-again"]
    assert kept["body"]["about"] == plan["id"]
    assert kept["body"]["response"]["fields"] == {"1": "Not yet", "2": "The ward was full."}
    page.goto(site + JOURNAL)
    expect(page.get_by_text("The ward was full.")).to_be_visible()
    expect(page.get_by_text("What became of it?")).to_be_visible()


def test_a_plan_can_be_let_go_and_the_next_one_follows(context: BrowserContext, site: str) -> None:
    page = today(
        context,
        site,
        entry(1, "one-plan-for-noticing", "2026-11-01", response=IF_THEN),
        entry(2, "step-shrinker", "2026-11-02", response=FORM),
    )
    expect(page.get_by_text("After this one, 1 more plan waits.")).to_be_visible()
    page.get_by_role("button", name="Let it go").click()
    expect(page.locator(".pw-today-said")).to_contain_text("Let go. It will not be asked about again.")
    expect(page.locator(".pw-today-planned")).to_contain_text("open it CANARY")
    page.wait_for_timeout(900)
    page.reload()
    expect(page.locator(".pw-today-planned")).to_contain_text("open it CANARY")
    expect(page.get_by_text("more plan waits")).to_have_count(0)


# The calendar file


def test_the_calendar_file_is_read_by_a_parser_and_holds_no_words(context: BrowserContext, site: str) -> None:
    page = today(
        context,
        site,
        entry(1, "name-the-move", "2026-11-20"),
        entry(2, "why-to-what", "2026-11-22"),
        entry(3, "lever-ruler-lid", "2026-11-21"),
        entry(4, "one-plan-for-noticing", "2026-11-01", response=IF_THEN),
    )
    listed = page.locator(".pw-today-returns li").all_inner_texts()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the days for my calendar").click()
    assert download.value.suggested_filename == "powerwith-dates.ics"
    content = Path(download.value.path()).read_bytes()
    read = Calendar.from_ical(content)
    assert read.errors == []
    days = [event.start for event in read.events]
    assert days == sorted(set(days)) and all(type(day) is date and day > date(2026, 11, 22) for day in days)
    shown = {f"{day:%A} {day.day} {day:%B}" for day in days}
    assert shown > {one.split(": ")[1].split(" (")[0] for one in listed if ": today" not in one}
    assert days[-1] == date(2026, 11, 22) + timedelta(days=120), "the fourth return of what was begun last"
    assert {str(event["summary"]) for event in read.events} == {"Power With: three short exercises"}
    assert {str(event["url"]) for event in read.events} == {site + TODAY}
    assert b"CANARY" not in content and b"noticing" not in content


# The code


def _code(page: Page) -> str:
    return page.locator(".pw-code").inner_text().strip()


def test_a_code_carries_progress_to_another_device_without_words(
    context: BrowserContext, browser: Browser, watched: Watched, site: str
) -> None:
    page = today(
        context,
        site,
        entry(1, "name-the-move", "2026-11-19"),
        entry(2, "why-to-what", "2026-11-21", response={"kind": "rewrite", "text": "CANARY"}),
    )
    text = _code(page)
    skills = {one.skill for one in code.read(text)}
    assert skills == {*BANK["name-the-move"].skills, *BANK["why-to-what"].skills}

    other = watched.over(browser.new_context(service_workers="block"))
    other.clock.set_fixed_time(NOW)
    there = visit(other, site + TODAY)
    there.get_by_label("A code from another device").fill(text.lower().replace("-", " "))
    there.get_by_role("button", name="Look what it brings").click()
    expect(there.locator(".pw-code-told li")).to_have_count(len(skills))
    expect(there.locator(".pw-code-told")).to_contain_text("Ask what and how, up to")
    expect(there.locator(".pw-code-told")).to_contain_text("last on 21 November 2026")
    assert there.locator("[data-skill=ask] [data-state=done]").count() == 0, "looking changes nothing"
    there.get_by_role("button", name="Bring it in").click()
    expect(there.locator(".pw-today-said")).to_have_text(
        "Brought in until you leave this page: nothing is kept on this device."
    )
    there.get_by_role("button", name=OWN).click()
    expect(there.locator(".pw-today-said")).to_contain_text("Your answers stay on this device")
    expect(there.locator(".pw-today-said")).to_be_focused()
    expect(there.locator("[data-skill=ask] [data-state=done]").first).to_be_visible()
    there.reload()
    expect(there.locator("[data-skill=ask] [data-state=done]").first).to_be_visible()
    assert _code(there) == text
    assert there.locator(".pw-today-returns").inner_text() == page.locator(".pw-today-returns").inner_text()
    assert cards(there)[0] in BANK

    there.goto(site + JOURNAL)
    with there.expect_download() as download:
        there.get_by_role("button", name="Download a backup", exact=True).click()
    whole = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert {one["skill"] for one in whole["carried"]} == skills and whole["entries"] == []
    there.get_by_text("Clear everything").first.click()
    there.get_by_label("To go on, type the word clear").fill("clear")
    there.get_by_role("button", name="Clear everything").click()
    expect(there.get_by_text("Gone from this journal.")).to_be_visible()
    there.goto(site + TODAY)
    expect(there.get_by_text("Once you have practised something, a short code stands here")).to_be_visible()
    other.close()


def test_a_wrong_code_is_refused_in_a_sentence_and_changes_nothing(context: BrowserContext, site: str) -> None:
    page = today(context, site, entry(1, "name-the-move", "2026-11-19"))
    text = _code(page)
    slip = text[:5] + ("1" if text[5] != "1" else "2") + text[6:]
    for typed, says in (
        (slip, "A character is wrong, or two have changed places."),
        (text[:-3], "The code is not whole"),
        ("<img src=x onerror=alert(1)>", "This does not begin with PW1."),
        ("PW1-<b>", "has no place there in a code"),
    ):
        page.get_by_label("A code from another device").fill(typed)
        page.get_by_label("A code from another device").press("Enter")
        expect(page.locator(".pw-code-told")).to_contain_text(says)
        expect(page.get_by_role("button", name="Bring it in")).to_have_count(0)
        expect(page.get_by_label("A code from another device")).to_be_focused()
    page.get_by_label("A code from another device").fill(text)
    page.get_by_label("A code from another device").press("Enter")
    expect(page.locator(".pw-code-told")).to_contain_text("Everything in it is here already.")
    assert _code(page) == text


def test_the_code_can_be_copied(context: BrowserContext, site: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.rstrip("/"))
    page = today(context, site, entry(1, "name-the-move", "2026-11-19"))
    page.get_by_role("button", name="Copy the code").click()
    expect(page.locator(".pw-today-said")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == _code(page)


# Everybody


STATES = {
    "new": [],
    "begun": [
        entry(1, "name-the-move", "2026-11-20"),
        entry(2, "why-to-what", "2026-11-22"),
        entry(3, "one-plan-for-noticing", "2026-11-01", response=IF_THEN),
        entry(4, "step-shrinker", "2026-11-02", response=FORM),
    ],
}


@contextmanager
def _looked_at(browser: Browser, watched: Watched, theme: str, width: int) -> Iterator[BrowserContext]:
    context = watched.over(
        browser.new_context(
            service_workers="block",
            color_scheme=theme,  # type: ignore[arg-type]
            viewport={"width": width, "height": 800},
            reduced_motion="reduce",
        )
    )
    yield context
    context.close()
    watched.verdict()


@pytest.mark.parametrize(("width", "theme"), [(320, "light"), (390, "dark"), (1280, "light")])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(
    state: str, theme: str, width: int, browser: Browser, watched: Watched, site: str, axe_source: str
) -> None:
    longest = code.write(
        Carried(skill=one, rungs=code.RUNGS, returns=4, first=date(2026, 3, 1), last=date(2026, 11, 1))
        for one in code.SKILLS
    )
    with _looked_at(browser, watched, theme, width) as context:
        page = today(context, site, *STATES[state])
        found = {"start": axe_in_both(page, axe_source)}
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
        if state == "begun":
            page.get_by_role("button", name="Keep", exact=True).click()
            page.get_by_role("button", name="Copy the code").click()
        page.get_by_label("A code from another device").fill("PW1-0")
        page.get_by_role("button", name="Look what it brings").click()
        found["asked and refused"] = axe_in_both(page, axe_source)
        page.get_by_label("A code from another device").fill(longest)
        page.get_by_role("button", name="Look what it brings").click()
        found["a code in words"] = axe_in_both(page, axe_source)
        page.get_by_role("button", name="Bring it in").click()
        expect(page.locator(".pw-ladder [data-state=done]")).to_have_count(13 * 5)
        found["everything done"] = axe_in_both(page, axe_source)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("html").get_attribute("data-theme") == theme
    assert not any(found.values()), json.dumps(found, indent=1)


def test_the_keyboard_alone_answers_a_plan_and_brings_a_code_in(context: BrowserContext, site: str) -> None:
    page = today(context, site, *STATES["begun"])
    focus = "document.activeElement.closest('.pw-today-plan, .pw-code-in, .pw-today-card')?.className ?? ''"

    def tab_to(name: str) -> None:
        for _ in range(120):
            page.keyboard.press("Tab")
            if name in page.evaluate(focus):
                return
        raise AssertionError(f"Tab never reached {name}")

    tab_to("pw-today-card")
    tab_to("pw-today-plan")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("It happened in part, or in another way")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("A colleague reminded me.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".pw-today-said")).to_be_focused()
    tab_to("pw-code-in")
    page.keyboard.type(_code(page))
    page.keyboard.press("Enter")
    expect(page.locator(".pw-code-told")).to_contain_text("Everything in it is here already.")


def test_without_scripts_there_is_a_sentence(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + TODAY)
    expect(page.get_by_text("are chosen by this browser from what it keeps")).to_be_visible()
    expect(page.get_by_role("heading", name="How they are chosen")).to_be_visible()
    context.close()


def test_it_works_from_a_file_and_says_that_nothing_is_kept(context: BrowserContext, book: Path) -> None:
    page = context.new_page()
    page.goto((book / TODAY).as_uri())
    expect(page.locator(".pw-today-card")).to_have_count(3)
    expect(page.locator(".pw-today-where")).to_contain_text("This page was opened from a file")
    link = page.locator(".pw-today-card a").first
    link.click()
    expect(page.locator("[data-exercise] .pw-stage").first).to_be_visible()


def test_only_this_page_carries_its_script(book: Path, pages: list[str]) -> None:
    carrying = [name for name in pages if "powerwith/today.js" in (book / name).read_text(encoding="utf-8")]
    assert carrying == [TODAY]
