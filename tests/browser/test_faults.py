"""What a browser can do to a journal, and that nothing acknowledged is ever lost by it.

The ids B01 to B26 name the faults as the reliability page of the book lists them. POWERWITH_KILLS sets how often
the browser is killed while somebody types.
"""

import json
import os
import random
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect

from powerwith import serve

from .keeping import (
    CHAPTER,
    JOURNAL,
    answer,
    box,
    database_folder,
    own,
    records,
    rewrite,
    started,
    stored,
    texts,
    visit,
    wait_for_state,
)

pytestmark = pytest.mark.browser

KILLS = int(os.environ.get("POWERWITH_KILLS", "10"))
LAST = "the last words before leaving"


def close_tab(page: Page, site: str) -> None:
    page.close()


def follow_link(page: Page, site: str) -> None:
    page.locator("a[href*='journal.html']").first.evaluate("link => link.click()")


def reload(page: Page, site: str) -> None:
    page.reload()


def go_elsewhere(page: Page, site: str) -> None:
    page.goto(site)


def crash(page: Page, site: str) -> None:
    with page.expect_event("crash"), pytest.raises(Error):
        page.goto("chrome://crash", timeout=20_000)
    page.close()  # a tab opened before the dead one is gone may be given its process, and wait in it for ever


WAYS = [
    pytest.param(close_tab, id="B01-tab-closed"),
    pytest.param(follow_link, id="B02-link-followed"),
    pytest.param(reload, id="B02-reloaded"),
    pytest.param(go_elsewhere, id="B02-other-address"),
    pytest.param(crash, id="B03-page-crashed"),
]


@pytest.mark.parametrize("leave", WAYS)
def test_the_last_key_is_there_after_leaving(profile, site: str, leave: Callable[[Page, str], None]) -> None:
    context = profile.open()
    page = visit(context, site + CHAPTER)
    own(page)
    box(page).fill(LAST)
    leave(page, site)
    again = visit(context, site + CHAPTER)
    expect(box(again)).to_have_value(LAST)
    assert texts(again) == [LAST]


def test_b04_the_last_key_is_there_after_the_browser_was_closed(profile, site: str) -> None:
    page = visit(profile.open(), site + CHAPTER)
    own(page)
    box(page).fill(LAST)
    profile.close()
    expect(box(visit(profile.open(), site + CHAPTER))).to_have_value(LAST)


# Types without end, and reports each word and each word that the page said was saved.
TYPE = """area => {
  const state = area.closest("[data-exercise]").querySelector(".pw-state");
  const words = [];
  const saved = () => {
    if (state.textContent.startsWith("Saved")) console.log(`ACK ${words.length}`);
  };
  new MutationObserver(saved).observe(state, { childList: true, characterData: true, subtree: true });
  const type = () => {
    words.push(`w${words.length + 1}`);
    area.value = words.join(" ");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    console.log(`TYPED ${words.length} ${Date.now()}`);
    setTimeout(type, words.length % 12 === 0 ? 450 : 40);  // a pause for thought, long enough for a save
  };
  type();
}"""


@pytest.mark.parametrize("kill", range(KILLS))
def test_b05_a_kill_while_typing_loses_nothing_acknowledged_and_at_most_a_second(profile, site: str, kill: int) -> None:
    page = visit(profile.open(), site + CHAPTER)
    own(page)
    acked, typed = [0], [(0, 0.0)]

    def hear(said: ConsoleMessage) -> None:
        word, *rest = said.text.split()
        if word == "ACK":
            acked.append(int(rest[0]))
        elif word == "TYPED":
            typed.append((int(rest[0]), float(rest[1])))

    page.on("console", hear)
    box(page).evaluate(TYPE)
    page.wait_for_timeout(random.Random(kill).uniform(900, 2600))
    killed = time.time() * 1000
    profile.kill()

    again = visit(profile.open(), site + CHAPTER)
    expect(box(again)).not_to_have_value("")
    found = len(box(again).input_value().split())
    assert acked[-1] > 0, "nothing was acknowledged: the test would prove nothing"
    assert found >= max(acked)
    assert found >= max(word for word, at in typed if at < killed - 1000)
    again.goto(site + JOURNAL)
    expect(again.locator("[data-entry]")).to_have_count(1)
    expect(again.get_by_text("This browser had")).to_have_count(0)


def test_b06_no_room_is_said_and_mended(context: BrowserContext, site: str) -> None:
    page = visit(context, site + CHAPTER)
    room = context.new_cdp_session(page)
    # Chromium remembers for a while how much room there is, so it is told before the first write.
    room.send("Storage.overrideQuotaForOrigin", {"origin": site.rstrip("/"), "quotaSize": 150_000})
    own(page, "Written while there was room.")
    signs = random.Random(6)  # text that repeats itself is packed so small that it always fits
    long = ["".join(chr(signs.randrange(0x4E00, 0x9E00)) for _ in range(19_000)) for _ in range(2)]
    box(page, 1).fill(long[0])
    wait_for_state(page, "Saved on this device.", 1)
    box(page, 2).fill(long[1])
    wait_for_state(page, "Not saved. Download now.", 2)
    expect(rewrite(page, 2).get_by_role("button", name="Download my answers")).to_be_visible()
    assert texts(page) == sorted(["Written while there was room.", long[0]])
    expect(box(page, 2)).to_have_value(long[1])
    room.send("Storage.overrideQuotaForOrigin", {"origin": site.rstrip("/")})
    wait_for_state(page, "Saved on this device.", 2)
    assert texts(page) == sorted(["Written while there was room.", *long])


def test_b08_two_tabs_on_two_exercises_keep_both(context: BrowserContext, site: str) -> None:
    first = visit(context, site + CHAPTER)
    own(first, "")
    second = visit(context, site + CHAPTER)
    box(first, 0).fill("in the first tab")
    box(second, 1).fill("in the second tab")
    wait_for_state(first, "Saved on this device.", 0)
    wait_for_state(second, "Saved on this device.", 1)
    assert [text for text in texts(second) if text] == ["in the first tab", "in the second tab"]
    second.goto(site + JOURNAL)
    for text in ("in the first tab", "in the second tab"):
        expect(second.get_by_text(text, exact=True)).to_be_visible()


def test_b09_two_tabs_on_one_answer_keep_and_show_both(context: BrowserContext, site: str) -> None:
    first = visit(context, site + CHAPTER)
    own(first, "where both began")
    second = visit(context, site + CHAPTER)
    expect(box(second)).to_have_value("where both began")
    box(first).fill("how the first tab went on")
    box(second).fill("how the second tab went on")
    both = ["how the first tab went on", "how the second tab went on"]
    second.wait_for_timeout(1000)
    assert texts(second) == both
    third = visit(context, site + CHAPTER)
    for page in (first, second, third):
        for text in both:
            expect(page.locator(".pw-other").get_by_text(text)).to_be_visible()
    third.goto(site + JOURNAL)
    for text in both:
        expect(third.get_by_text(text, exact=True)).to_be_visible()


def test_b10_a_hundred_answers_from_each_of_two_tabs_are_two_hundred(context: BrowserContext, site: str) -> None:
    first = visit(context, site + CHAPTER)
    own(first)
    second = visit(context, site + CHAPTER)
    press = """async area => {
      const check = area.closest("[data-exercise]").querySelector(".pw-actions button");
      for (let i = 0; i < 100; i++) {
        area.value = `try ${i}`;
        area.dispatchEvent(new Event("input", { bubbles: true }));
        check.click();
        await new Promise(done => setTimeout(done, 1));
      }
    }"""
    box(first, 1).evaluate(press)
    box(second, 2).evaluate(press)
    wait_for_state(first, "Saved on this device.", 1)
    wait_for_state(second, "Saved on this device.", 2)
    first.wait_for_function("() => !Object.keys(localStorage).some(key => key.startsWith('powerwith:draft:'))")
    kept = [record for record in records(first) if record["body"]["outcome"]]
    assert len(kept) == 200
    assert len({record["seq"] for record in kept}) == 200


OPEN_NEWER = """() => new Promise((yes, no) => {
  const asked = indexedDB.open("powerwith-journal", 7);
  asked.onsuccess = () => (asked.result.close(), yes());
  asked.onerror = () => no(asked.error);
})"""


def test_b11_an_old_page_steps_aside_for_a_newer_one_and_keeps_its_draft(context: BrowserContext, site: str) -> None:
    old = visit(context, site + CHAPTER)
    own(old, "before the new version")
    newer = visit(context, site)
    began = time.monotonic()
    newer.evaluate(OPEN_NEWER)
    assert time.monotonic() - began < 2
    wait_for_state(old, "A newer version of this course is open in another tab.")
    box(old).fill("typed in the old page")
    assert any("typed in the old page" in draft for draft in stored(old).values())
    old.evaluate("window.stop()")


def test_b12_a_page_older_than_the_journal_reads_and_exports_it(context: BrowserContext, site: str) -> None:
    page = visit(context, site + CHAPTER)
    own(page, "written by a newer version")
    page.evaluate(OPEN_NEWER)
    page.goto(site + JOURNAL)
    expect(page.get_by_text("written by a newer version of this course")).to_be_visible()
    expect(page.get_by_text("written by a newer version", exact=True)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download a backup", exact=True).click()
    assert "written by a newer version" in Path(download.value.path()).read_text(encoding="utf-8")
    assert texts(page) == ["written by a newer version"]


def _written(profile, site: str, count: int = 6) -> None:
    """Some entries, in a browser that was then closed."""
    page = visit(profile.open(), site + CHAPTER)
    own(page)
    for section in started(page)[:count]:
        answer(section)
    page.wait_for_function("() => !Object.keys(localStorage).some(key => key.startsWith('powerwith:draft:'))")
    page.wait_for_timeout(500)
    profile.close()
    time.sleep(0.3)


def _truncate(folder: Path) -> None:
    for log in folder.glob("*.log"):
        os.truncate(log, log.stat().st_size // 2)


def _flip(folder: Path) -> None:
    for log in folder.glob("*.log"):
        content = bytearray(log.read_bytes())
        for place in range(len(content) // 3, len(content), 97):
            content[place] ^= 0xFF
        log.write_bytes(content)


def _delete(folder: Path) -> None:
    shutil.rmtree(folder)


DAMAGE = [
    pytest.param(_flip, id="B14-damaged"),
    pytest.param(_truncate, id="B16-cut-in-half"),
    pytest.param(_delete, id="B18-gone"),
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_journal_that_lost_entries_says_so(profile, site: str, damage: Callable[[Path], None]) -> None:
    _written(profile, site)
    folder = database_folder(profile.folder, site)
    assert folder.is_dir()
    damage(folder)
    context = profile.open()
    page = visit(context, site + JOURNAL)
    expect(page.get_by_text("This browser had")).to_be_visible()
    expect(page.get_by_text("Nothing kept here yet")).to_have_count(0)
    chapter = visit(context, site + CHAPTER)
    expect(chapter.get_by_text("This browser had")).to_be_visible()
    answer(started(chapter)[-1])
    chapter.wait_for_timeout(500)
    page.reload()
    expect(page.get_by_text("This browser had")).to_be_visible()
    page.get_by_role("button", name="Go on without it").click()
    expect(page.get_by_text("This browser had")).to_have_count(0)


def test_b15_a_database_that_will_not_open_leaves_memory_and_says_so(profile, site: str) -> None:
    _written(profile, site, 2)
    for manifest in database_folder(profile.folder, site).glob("MANIFEST*"):
        manifest.unlink()
    page = visit(profile.open(), site + JOURNAL)
    expect(
        page.get_by_text("does not let this site keep anything").or_(page.get_by_text("This browser had")).first
    ).to_be_visible()
    expect(page.get_by_text("Nothing kept here yet")).to_have_count(0)


def test_b17_site_data_cleared_under_an_open_page_keeps_what_is_on_it(context: BrowserContext, site: str) -> None:
    page = visit(context, site + CHAPTER)
    own(page, "still on the page")
    browser = page.context.new_cdp_session(page)
    browser.send("Storage.clearDataForOrigin", {"origin": site.rstrip("/"), "storageTypes": "all"})
    wait_for_state(page, "What you wrote on this page is saved again.")
    assert texts(page) == ["still on the page"]


def test_b19_a_browser_that_keeps_nothing_still_runs_the_exercises(profile, site: str) -> None:
    preferences = profile.folder / "Default" / "Preferences"
    preferences.parent.mkdir()
    preferences.write_text(
        json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}}), encoding="utf-8"
    )
    context = profile.open()
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(site + CHAPTER)
    section = started(page)[0]
    assert page.evaluate("() => { try { localStorage; return true } catch { return false } }") is False
    answer(section)
    expect(section.locator(".pw-state")).to_contain_text("does not let this site keep anything")
    expect(section.get_by_text("Where should your answers stay?")).to_have_count(0)
    with page.expect_download() as download:
        section.get_by_role("button", name="Download my answers").click()
    assert json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["entries"]
    page.goto(site + JOURNAL)
    expect(page.get_by_text("does not let this site keep anything")).to_be_visible()
    assert faults == []


def test_b22_order_holds_when_the_clock_jumps(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    page.clock.set_fixed_time("2027-06-01T12:00:00")
    page.goto(site + CHAPTER)
    own(page, "first")
    rewrite(page).locator(".pw-work .pw-actions button").first.click()
    for moment, text in (("1970-01-01T00:00:30", "second"), ("2040-03-31T01:30:00", "third")):
        page.clock.set_fixed_time(moment)
        box(page).fill(text)
        rewrite(page).locator(".pw-actions button").first.click()
    page.wait_for_timeout(600)
    in_order = sorted(records(page), key=lambda record: record["seq"])
    assert [record["body"]["response"]["text"] for record in in_order] == ["first", "second", "third"]


def test_b23_back_in_the_browser_shows_what_another_tab_wrote(context: BrowserContext, site: str) -> None:
    page = visit(context, site + CHAPTER)
    own(page, "before going on")
    page.goto(site)
    other = visit(context, site + CHAPTER)
    box(other).fill("written in another tab meanwhile")
    wait_for_state(other, "Saved on this device.")
    page.go_back()
    page.wait_for_timeout(500)
    box(page, 1).fill("and on in the first")
    wait_for_state(page, "Saved on this device.", 1)
    assert "written in another tab meanwhile" in texts(page)


@pytest.mark.may_complain("a page from a file may not have what a server gives")
def test_b24_from_a_file_everything_works_in_memory_and_says_so(page: Page, book: Path) -> None:
    page.goto((book / CHAPTER).as_uri())
    section = started(page)[0]
    answer(section)
    expect(section.locator(".pw-state")).to_contain_text("opened from a file")
    assert page.evaluate("async () => (await indexedDB.databases()).map(({ name }) => name)") == []
    assert stored(page) == {}
    page.goto((book / JOURNAL).as_uri())
    expect(page.get_by_text("This page was opened from a file")).to_be_visible()
    expect(page.get_by_text("Nothing kept here yet")).to_have_count(0)


def test_b24_in_a_frame_of_another_site_everything_works_in_memory_and_says_so(
    browser: Browser, site: str, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(
        f"<!doctype html><title>Elsewhere</title><iframe src='{site}{CHAPTER}' width=1000 height=800></iframe>",
        encoding="utf-8",
    )
    elsewhere = serve.serve(tmp_path, port=0)
    threading.Thread(target=elsewhere.serve_forever, daemon=True).start()
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(elsewhere.url)
    frame = page.frame_locator("iframe")
    section = frame.locator("[data-exercise][data-ready]").first
    section.wait_for()
    answer(section)
    expect(section.locator(".pw-state")).to_contain_text("inside another site")
    context.close()
    elsewhere.shutdown()
    elsewhere.server_close()


def test_b25_a_full_local_storage_does_not_stop_the_journal(context: BrowserContext, site: str) -> None:
    page = visit(context, site + CHAPTER)
    own(page)
    page.evaluate("""() => {
      for (let size = 1_000_000; size > 0; size = Math.floor(size / 2)) {
        try { for (let i = 0; ; i++) localStorage.setItem(`full-${size}-${i}`, "x".repeat(size)); } catch {}
      }
    }""")
    box(page).fill("written all the same")
    wait_for_state(page, "Saved on this device.")
    assert texts(page) == ["written all the same"]
    page.reload()
    expect(box(page)).to_have_value("written all the same")


def test_b26_backup_clear_restore_is_identical_and_twice_changes_nothing(
    context: BrowserContext, site: str, tmp_path: Path
) -> None:
    page = visit(context, site + CHAPTER)
    own(page)
    for section in started(page)[:8]:
        answer(section)
    page.goto(site + JOURNAL)
    before = _backup(page, tmp_path / "before.json")
    assert len(before["entries"]) >= 8
    _clear(page)
    page.get_by_role("button", name="Only on this device, it is mine").click()
    for said in ("entries are back", "Nothing changed"):
        page.set_input_files(".pw-journal-file", tmp_path / "before.json")
        expect(page.locator(".pw-journal-said")).to_contain_text(said)
        assert _backup(page, tmp_path / "after.json")["entries"] == before["entries"]


def _backup(page: Page, path: Path) -> dict:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download a backup", exact=True).click()
    download.value.save_as(path)
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def _clear(page: Page) -> None:
    page.get_by_text("Clear everything").first.click()
    page.get_by_label("To go on, type the word clear").fill("clear")
    page.get_by_role("button", name="Clear everything").click()
    expect(page.get_by_text("Gone from this journal.")).to_be_visible()
