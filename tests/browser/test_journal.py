"""My journal and the question before it, in the built book."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from .drive import axe
from .keeping import CHAPTER, JOURNAL, answer, box, own, records, rewrite, started, stored, visit, wait_for_state

pytestmark = pytest.mark.browser

V1 = Path(__file__).parents[1] / "vectors" / "backup" / "v1.json"
DATABASES = "async () => (await indexedDB.databases()).map(({ name }) => name)"
QUESTION = "Where should your answers stay?"


@pytest.fixture
def journal(context: BrowserContext, site: str) -> Page:
    """My journal on a device of one's own, with the first backup ever brought in."""
    page = visit(context, site + JOURNAL)
    page.get_by_role("button", name="Only on this device, it is mine").click()
    page.set_input_files(".pw-journal-file", V1)
    expect(page.locator(".pw-journal-said")).to_have_text("v1.json: 6 entries are back.")
    expect(page.locator("[data-entry]")).to_have_count(6)
    return page


def _bring(page: Page, name: str, content: bytes) -> Locator:
    page.set_input_files(".pw-journal-file", {"name": name, "mimeType": "application/json", "buffer": content})
    return page.locator(".pw-journal-said")


# The question


def test_nothing_is_kept_before_the_question_is_answered(context: BrowserContext, site: str) -> None:
    page = visit(context, site + CHAPTER)
    expect(page.get_by_text(QUESTION)).to_have_count(0)
    box(page).fill("CANARY")
    expect(rewrite(page).get_by_text(QUESTION)).to_be_visible()
    expect(box(page)).to_be_focused()
    page.wait_for_timeout(800)
    assert page.evaluate(DATABASES) == []
    assert stored(page) == {}
    assert "powerwith:mode" not in page.evaluate("Object.keys(sessionStorage)")


def test_own_device_writes_at_once_what_was_in_memory_and_is_not_asked_again(
    context: BrowserContext, site: str
) -> None:
    page = visit(context, site + CHAPTER)
    for section in started(page)[:3]:
        answer(section)
    own(page, "and this")
    assert len(records(page)) == 4
    expect(page.get_by_text(QUESTION)).to_have_count(0)
    assert page.evaluate("document.activeElement.textContent").startswith("Your answers stay on this device")
    again = visit(context, site + CHAPTER)
    box(again, 1).fill("not asked")
    wait_for_state(again, "Saved on this device.", 1)
    expect(again.get_by_text(QUESTION)).to_have_count(0)


def test_a_shared_computer_keeps_nothing_and_warns_until_it_is_downloaded(context: BrowserContext, site: str) -> None:
    page = visit(context, site + CHAPTER)
    box(page).fill("only in memory")
    rewrite(page).get_by_role("button", name="Nowhere: this is a shared or work computer").click()
    wait_for_state(page, "Kept only until you leave this page.")
    box(page).fill("only in memory, and on")
    page.wait_for_timeout(800)
    assert page.evaluate(DATABASES) == []
    assert stored(page) == {}
    assert _warns(page)
    with page.expect_download() as download:
        rewrite(page).get_by_role("button", name="Download my answers").click()
    assert re.fullmatch(r"powerwith-journal-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)
    entries = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["entries"]
    assert [entry["response"]["text"] for entry in entries] == ["only in memory, and on"]
    assert not _warns(page)
    page.goto(site + CHAPTER)
    started(page)
    expect(box(page)).not_to_have_value("only in memory, and on")
    box(page).fill("in the same session")
    wait_for_state(page, "Kept only until you leave this page.")
    expect(page.get_by_text(QUESTION)).to_have_count(0)


def _warns(page: Page) -> bool:
    """Whether leaving would be asked about."""
    return page.evaluate(  # type: ignore[no-any-return]
        "() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    )


def test_the_answer_can_be_changed_in_my_journal(journal: Page, context: BrowserContext, site: str) -> None:
    journal.get_by_role("button", name="This is a shared or work computer after all").click()
    expect(journal.get_by_text("nothing is kept after you leave a page")).to_be_visible()
    expect(journal.locator("[data-entry]")).to_have_count(0)
    expect(journal.get_by_text("Nothing kept here yet")).to_have_count(0)
    journal.get_by_role("button", name="This device is mine after all").click()
    expect(journal.locator("[data-entry]")).to_have_count(6)


# The page


def test_an_empty_journal_says_so_only_where_nothing_was_lost(context: BrowserContext, site: str) -> None:
    page = visit(context, site + JOURNAL)
    expect(page.get_by_text(QUESTION)).to_be_visible()
    expect(page.get_by_text("Nothing kept here yet")).to_have_count(0)
    page.get_by_role("button", name="Only on this device, it is mine").click()
    expect(page.get_by_text("Nothing kept here yet")).to_be_visible()


def test_entries_stand_by_chapter_and_lead_back_to_their_exercise(context: BrowserContext, site: str) -> None:
    page = visit(context, site + CHAPTER)
    own(page, "my own wording")
    exercise = rewrite(page).get_attribute("data-exercise")
    title = rewrite(page).locator(".pw-title").inner_text()
    chapter = page.locator("h1").inner_text()
    page.goto(site + JOURNAL)
    expect(page.get_by_role("heading", level=2, name=chapter.strip("#¶ "))).to_be_visible()
    expect(page.get_by_text("my own wording", exact=True)).to_be_visible()
    expect(page.get_by_text("Not finished.")).to_be_visible()
    page.get_by_role("link", name=title, exact=True).click()
    page.wait_for_url(f"**/{CHAPTER}#practice-{exercise}")


def test_what_was_written_is_shown_as_text_and_never_run(journal: Page) -> None:
    expect(journal.get_by_text("<script>window.pwned = 1</script>")).to_be_visible()
    assert journal.evaluate("window.pwned") is None
    attack = V1.read_text(encoding="utf-8").replace(
        "<script>window.pwned = 1</script>", "<img src=x onerror='window.pwned = 2'> \u202e$x^2$ {{ 7 * 7 }} **bold**"
    )
    attack = attack.replace('"rev":3', '"rev":4')
    expect(_bring(journal, "attack.json", attack.encode())).to_contain_text("newer there")
    expect(journal.get_by_text("onerror='window.pwned = 2'")).to_be_visible()
    assert journal.evaluate("window.pwned") is None
    assert journal.locator(".pw-journal-list img").count() == 0


def test_the_entries_of_the_first_backup_are_told_in_words(journal: Page) -> None:
    shown = journal.locator(".pw-journal-list").inner_text()
    assert "From another version of the course" in shown
    assert "“Why didn't you” as blame" in shown
    assert "You saw “Why didn't you” differently:\nWe know each other well." in shown
    assert "Agreed: 2 of 3" in shown
    assert "One thing I now understand:\nShe knew the way already." in shown
    assert "function" not in shown


def test_one_entry_is_deleted_after_a_question_and_focus_stays_near(journal: Page) -> None:
    second = journal.locator("[data-entry]").nth(1)
    name = second.get_attribute("data-entry")
    second.get_by_role("button", name="Delete: ").click()
    expect(second.get_by_role("button", name="Keep it")).to_be_focused()
    journal.keyboard.press("Enter")
    expect(journal.locator("[data-entry]")).to_have_count(6)
    second.get_by_role("button", name="Delete: ").click()
    second.get_by_role("button", name="Delete it").click()
    expect(journal.locator("[data-entry]")).to_have_count(5)
    assert name not in [record["id"] for record in records(journal)]
    assert journal.evaluate("document.activeElement !== document.body")
    journal.reload()
    expect(journal.locator("[data-entry]")).to_have_count(5)
    expect(journal.get_by_text("This browser had")).to_have_count(0)


def test_plain_text_holds_everything(journal: Page) -> None:
    journal.get_by_role("button", name="Download as plain text").click()
    expect(journal.get_by_role("heading", name="Look through it first")).to_be_focused()
    for one in journal.locator(".pw-review select").all():
        one.select_option("leave")
    with journal.expect_download() as download:
        journal.get_by_role("button", name="Go on", exact=True).click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    for part in (
        "What was going on for you that day?",
        "استمعت",
        "It depends on who is in the room.",
        "card 1 to “opens”",
    ):
        assert part in text


# Where I see it differently


def _doubts(page: Page) -> Locator:
    return page.locator(".pw-journal-differently")


def _disagree(page: Page, reason: str) -> None:
    """Check a reply in the chapter, and see its first mark differently."""
    rewrite(page).get_by_role("button", name="Check my wording").click()
    rewrite(page).get_by_role("button", name="I see it differently").first.click()
    rewrite(page).get_by_label("Why, if you want to say").first.fill(reason)
    rewrite(page).get_by_role("button", name="Add my reason").first.click()
    expect(rewrite(page).locator(".pw-differently").first).to_contain_text("Noted with your reason.")


def test_what_was_seen_differently_is_counted_rule_by_rule(context: BrowserContext, site: str, axe_source: str) -> None:
    page = visit(context, site + CHAPTER)
    own(page, "You must ring them today.")
    _disagree(page, "The court says so.")
    wait_for_state(page, "Saved on this device.")
    box(page).fill("You must ring them on Monday.")
    rewrite(page).get_by_role("button", name="Check my wording").click()
    wait_for_state(page, "Saved on this device.")
    page.goto(site + JOURNAL)
    rules = _doubts(page).locator("[data-rule]")
    expect(rules).to_have_count(1)
    expect(rules).to_contain_text("Words that could be heard as an order.")
    expect(rules).to_contain_text("Marked in two answers. You saw it differently in one of them.")
    expect(rules).to_contain_text("“You must ring them today”: The court says so.")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        assert axe(page, axe_source) == []


def test_the_reasons_are_hidden_with_the_answers(journal: Page) -> None:
    reason = _doubts(journal).get_by_text("We know each other well.")
    expect(reason).to_be_visible()
    journal.keyboard.press("Alt+H")
    expect(reason).to_be_hidden()


def test_a_journal_without_doubts_says_where_to_find_them(context: BrowserContext, site: str) -> None:
    page = visit(context, site + CHAPTER)
    own(page, "What happened?")
    page.goto(site + JOURNAL)
    expect(_doubts(page)).to_contain_text("Beside each mark of the coach stands “I see it differently”.")
    expect(_doubts(page).locator("li")).to_have_count(0)


def test_deleting_the_answer_takes_its_doubt_along(journal: Page) -> None:
    expect(_doubts(journal).locator("[data-rule]")).to_have_count(1)
    doubted = journal.locator("[data-entry]", has_text="We know each other well.")
    doubted.get_by_role("button", name="Delete: ").click()
    doubted.get_by_role("button", name="Delete it").click()
    expect(_doubts(journal).locator("[data-rule]")).to_have_count(0)


REFUSED = [
    pytest.param(b"", "it is empty", id="empty"),
    pytest.param(b"<!doctype html><title>404</title>", "it is a web page", id="a-page"),
    pytest.param("{}".encode("utf-16"), "it is not text in UTF-8", id="utf-16"),
    pytest.param('{"a": "é"}'.encode("latin-1"), "it is not text in UTF-8", id="latin-1"),
    pytest.param(b"\x89PNG\r\n\x1a\n\x00", "it is not text in UTF-8", id="a-picture"),
    pytest.param(b"[" * 100_000 + b"]" * 100_000, "nested more than 20 levels", id="deep"),
    pytest.param(b" " * 5_000_001, "larger than 5 MB", id="too-large"),
    pytest.param(
        b'{"format":"powerwith-backup","v":2,"made":"","entries":[]}', "newer version of this course", id="newer"
    ),
    pytest.param(b'{"format":"powerwith-backup","v":1,"v":1}', "stands there twice", id="a-name-twice"),
]


@pytest.mark.parametrize(("content", "words"), REFUSED)
def test_a_file_that_is_no_backup_is_refused_in_a_sentence(journal: Page, content: bytes, words: str) -> None:
    before = records(journal)
    said = _bring(journal, "dia\u202ery.json", content)
    expect(said).to_contain_text(words)
    assert said.inner_text().startswith("diary.json: ")
    assert records(journal) == before


# Clearing


def test_clear_everything_asks_for_a_word_and_leaves_nothing_of_ours(
    journal: Page, context: BrowserContext, site: str
) -> None:
    other = visit(context, site + CHAPTER)
    box(other).fill("open in another tab")
    wait_for_state(other, "Saved on this device.")
    journal.evaluate("localStorage.setItem('someone-else', 'stays')")
    journal.evaluate("async () => { await caches.open('powerwith-test'); await caches.open('someone-else'); }")
    journal.get_by_text("Clear everything").first.click()
    press = journal.get_by_role("button", name="Clear everything")
    press.click()
    expect(journal.get_by_text("Type the word clear in the box first.")).to_be_visible()
    expect(journal.locator("[data-entry]")).to_have_count(7)
    journal.get_by_label("To go on, type the word clear").fill("Clear ")
    press.click()
    expect(journal.get_by_text("Gone from this journal. Traces can remain in the files of the browser")).to_be_visible()
    expect(journal.locator("[data-entry]")).to_have_count(0)
    expect(journal.get_by_text("erased")).to_have_count(0)
    assert journal.evaluate(DATABASES) == []
    assert journal.evaluate("Object.keys(localStorage).filter(key => /powerwith:/.test(key))") == []
    assert journal.evaluate("localStorage.getItem('someone-else')") == "stays"
    assert journal.evaluate("caches.keys()") == ["someone-else"]
    other.wait_for_timeout(1000)
    assert stored(other) == {}
    assert other.evaluate(DATABASES) == []
    expect(box(other)).not_to_have_value("open in another tab")
    journal.reload()
    expect(journal.get_by_text(QUESTION)).to_be_visible()
    expect(journal.locator("[data-entry]")).to_have_count(0)


# Hiding


def _is_hidden(page: Page) -> bool:
    return page.locator(".pw-journal-answer").first.evaluate("one => getComputedStyle(one).visibility === 'hidden'")  # type: ignore[no-any-return]


def test_answers_are_hidden_by_button_and_by_key(journal: Page) -> None:
    assert not _is_hidden(journal)
    journal.get_by_role("button", name="Hide my answers").click()
    assert _is_hidden(journal)
    journal.keyboard.press("Alt+H")
    assert not _is_hidden(journal)
    journal.keyboard.press("Alt+H")
    assert _is_hidden(journal)
    journal.get_by_role("button", name="Show my answers").click()
    assert not _is_hidden(journal)


def test_answers_are_hidden_after_three_minutes_without_use(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    page.clock.install(time="2026-05-01T10:00:00")
    page.goto(site + JOURNAL)
    page.get_by_role("button", name="Only on this device, it is mine").click()
    page.set_input_files(".pw-journal-file", V1)
    page.clock.run_for(1000)
    expect(page.locator("[data-entry]")).to_have_count(6)
    page.clock.run_for("02:30")
    assert not _is_hidden(page)
    page.keyboard.press("Tab")
    page.clock.run_for("02:30")
    assert not _is_hidden(page)
    page.clock.run_for("00:40")
    assert _is_hidden(page)


def test_paper_leaves_answers_out_unless_it_is_ticked(journal: Page) -> None:
    journal.emulate_media(media="print")
    expect(journal.locator(".pw-journal-list")).to_be_hidden()
    journal.emulate_media(media="screen")
    journal.get_by_label("Put my answers on paper").check()
    journal.emulate_media(media="print")
    expect(journal.locator("[data-entry]").get_by_text("We know each other well.")).to_be_visible()
    expect(_doubts(journal).get_by_text("We know each other well.")).to_be_visible()


def test_a_reminder_comes_after_five_days_without_a_backup(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    page.clock.set_fixed_time("2026-05-01T10:00:00")
    page.goto(site + CHAPTER)
    own(page)
    page.clock.set_fixed_time("2026-05-06T09:00:00")
    page.goto(site + JOURNAL)
    expect(page.locator("[data-entry]")).to_have_count(1)
    expect(page.get_by_text("without a new backup")).to_have_count(0)
    page.clock.set_fixed_time("2026-05-06T11:00:00")
    page.goto(site + JOURNAL)
    expect(page.get_by_text("without a new backup")).to_be_visible()
    with page.expect_download():
        page.get_by_role("button", name="Download a backup", exact=True).click()
    expect(page.get_by_text("without a new backup")).to_have_count(0)


# Leaving quickly


@pytest.fixture
def away(browser: Browser, site: str) -> Iterator[Page]:
    """My journal, in a browser where the page to leave for is answered here."""
    context = browser.new_context(service_workers="block")
    context.set_default_timeout(30_000)
    context.route(
        re.compile(r"^https:"), lambda route: route.fulfill(content_type="text/html", body="<title>Weather</title>")
    )
    page = context.new_page()
    page.goto(site)
    page.goto(site + CHAPTER)
    started(page)
    yield page
    context.close()


def test_the_exit_button_goes_at_once_and_is_not_asked_about(away: Page, site: str) -> None:
    own(away, "kept before")
    box(away).fill("kept before, and typed just now")
    asked: list[str] = []
    away.on("dialog", lambda dialog: asked.append(dialog.type))
    away.get_by_role("link", name="Exit this page").click()
    away.wait_for_url(re.compile(r"^https:"))
    assert asked == []
    away.go_back()
    assert away.url == site, "the page that was left is not one step back"
    assert not [key for key in stored(away) if ":draft:" in key]


def test_shift_three_times_goes_too(away: Page) -> None:
    box(away).fill("Capitals Are Typed With Shift")
    for key in ("Shift+A", "Shift+B", "Shift+C"):
        away.keyboard.press(key)
    away.wait_for_timeout(300)
    assert away.url.startswith("http://127.0.0.1")
    for _ in range(3):
        away.keyboard.press("Shift")
    away.wait_for_url(re.compile(r"^https:"))


def test_my_journal_has_the_exit_and_says_what_it_cannot_do(journal: Page) -> None:
    link = journal.get_by_role("link", name="Exit this page")
    expect(link).to_be_visible()
    expect(link).to_have_accessible_description(re.compile("history will still show"))
    assert link.get_attribute("rel") == "nofollow noreferrer"
    assert link.get_attribute("href", timeout=1000).startswith("https://")


# Small screens


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_and_the_exit_covers_no_focus(journal: Page, width: int, scheme: str) -> None:
    journal.set_viewport_size({"width": width, "height": 640})
    journal.emulate_media(color_scheme=scheme)
    assert journal.evaluate("document.documentElement.scrollWidth <= innerWidth")
    journal.locator(".pw-journal-tools button").first.focus()
    for _ in range(25):
        journal.keyboard.press("Tab")
        covered = journal.evaluate("""() => {
          const one = document.activeElement, exit = document.querySelector(".pw-exit");
          if (one === exit || one === document.body) return false;
          const a = one.getBoundingClientRect(), b = exit.getBoundingClientRect();
          return a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom && a.width > 1;
        }""")
        assert not covered
