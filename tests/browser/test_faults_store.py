"""What happens to the browser's store and to the browser: damage, clearing, policy, private windows, clocks, backups.

The ids B14 to B26 name the faults as `tests/faults.yml` describes them; the first ones are in test_faults.py.
"""

import json
import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from powerwith import serve

from .conftest import Profile, Watched
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

pytestmark = [pytest.mark.browser, pytest.mark.window]

ROOT = Path(__file__).resolve().parents[2]
FORMATS = sorted((ROOT / "tests" / "vectors" / "backup").glob("v*.json"))


WRITTEN = 6


def _written(profile: Profile, site: str, count: int = WRITTEN) -> None:
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


def found_short(profile: Profile, site: str, damage: Callable[[Path], None]) -> None:
    """Damage what the browser kept, and see that it is said, stays said, and can be answered."""
    _written(profile, site)
    folder = database_folder(profile.folder, site)
    assert folder.is_dir()
    damage(folder)
    context = profile.open()
    page = visit(context, site + JOURNAL)
    expect(page.get_by_text("This browser had")).to_be_visible()
    expect(page.get_by_text("Nothing kept here yet")).to_have_count(0)
    had, found = stored(page)["powerwith:marker"].split('"lost":')[1].removesuffix("}").strip("{}").split(",")
    assert int(had.split(":")[1]) >= WRITTEN
    assert int(found.split(":")[1]) == len(records(page))
    chapter = visit(context, site + CHAPTER)
    expect(chapter.get_by_text("This browser had")).to_be_visible()
    answer(started(chapter)[-1])
    chapter.wait_for_timeout(500)
    page.reload()
    expect(page.get_by_text("This browser had")).to_be_visible()
    page.get_by_role("button", name="Go on without it").click()
    expect(page.get_by_text("This browser had")).to_have_count(0)


def test_b14_a_damaged_file_is_told_of(profile: Profile, site: str) -> None:
    found_short(profile, site, _flip)


def test_b16_a_file_cut_in_half_is_told_of(profile: Profile, site: str) -> None:
    found_short(profile, site, _truncate)


def test_b18_a_database_that_is_gone_is_no_fresh_start(profile: Profile, site: str) -> None:
    found_short(profile, site, _delete)


COUNT_OPENINGS = """(() => { globalThis.openings = 0; const real = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...given) { globalThis.openings++; return real.apply(this, given); }; })();"""


def test_b15_a_database_that_will_not_open_leaves_memory_and_a_way_back(
    profile: Profile, site: str, tmp_path: Path
) -> None:
    _written(profile, site, 2)
    page = visit(profile.open(), site + JOURNAL)
    backup = _backup(page, tmp_path / "backup.json")
    profile.close()
    for manifest in database_folder(profile.folder, site).glob("MANIFEST*"):
        manifest.unlink()
    context = profile.open()
    context.add_init_script(COUNT_OPENINGS)
    chapter = visit(context, site + CHAPTER)
    answer(rewrite(chapter))
    expect(rewrite(chapter).locator(".pw-state")).to_contain_text("cannot open the store where it kept your answers")
    expect(rewrite(chapter).get_by_role("button", name="Download my answers")).to_be_visible()
    page = visit(context, site + JOURNAL)
    expect(page.get_by_text("cannot open the store where it kept your answers")).to_be_visible()
    expect(page.get_by_text("Nothing kept here yet")).to_have_count(0)
    page.set_input_files(".pw-journal-file", tmp_path / "backup.json")
    expect(page.locator("[data-entry]")).to_have_count(len(backup["entries"]))
    page.wait_for_timeout(2000)
    assert page.evaluate("openings") <= 3, "tried again without end"
    # What the words advise: the browser's own clearing, and then the backup.
    browser = context.new_cdp_session(page)
    browser.send("Storage.clearDataForOrigin", {"origin": site.rstrip("/"), "storageTypes": "all"})
    page.goto(site + JOURNAL)
    page.get_by_role("button", name="Only on this device, it is mine").click()
    page.set_input_files(".pw-journal-file", tmp_path / "backup.json")
    expect(page.locator(".pw-journal-said")).to_contain_text("back")
    assert len(records(page)) == len(backup["entries"])


def test_b17_site_data_cleared_under_an_open_page_keeps_what_is_on_it(context: BrowserContext, site: str) -> None:
    page = visit(context, site + CHAPTER)
    own(page, "still on the page")
    browser = page.context.new_cdp_session(page)
    browser.send("Storage.clearDataForOrigin", {"origin": site.rstrip("/"), "storageTypes": "all"})
    wait_for_state(page, "What you wrote on this page is saved again.")
    assert texts(page) == ["still on the page"]


def test_b19_a_browser_that_keeps_nothing_still_runs_the_exercises(profile: Profile, site: str) -> None:
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


def test_b20_a_private_window_works_and_lets_one_take_everything_along(
    browser: Browser, context: BrowserContext, site: str, tmp_path: Path, watched: Watched
) -> None:
    page = visit(context, site + CHAPTER)
    box(page).fill("in a private window")
    expect(rewrite(page).get_by_text("A private window forgets them when it is closed.")).to_be_visible()
    own(page, "in a private window")
    page.goto(site + JOURNAL)
    expect(page.get_by_text("Your browser has not promised to keep them")).to_be_visible()
    taken = _backup(page, tmp_path / "taken.json")
    context.close()
    later = watched.over(browser.new_context(service_workers="block"))
    page = visit(later, site + JOURNAL)
    assert (stored(page), records(page)) == ({}, [])
    page.get_by_role("button", name="Only on this device, it is mine").click()
    page.set_input_files(".pw-journal-file", tmp_path / "taken.json")
    expect(page.locator("[data-entry]")).to_have_count(1)
    assert _backup(page, tmp_path / "again.json")["entries"] == taken["entries"]
    later.close()


SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/18.5 Mobile/15E148 Safari/604.1"
)


def test_b21_before_a_week_is_over_a_backup_is_asked_for_and_brings_everything_back(
    browser: Browser, site: str, tmp_path: Path, watched: Watched
) -> None:
    context = watched.over(browser.new_context(service_workers="block", user_agent=SAFARI))
    page = context.new_page()
    page.clock.set_fixed_time("2026-05-01T10:00:00")
    page.goto(site + CHAPTER)
    own(page, "written on the first day")
    page.clock.set_fixed_time("2026-05-06T11:00:00")
    page.goto(site + JOURNAL)
    expect(page.get_by_text("Some browsers clear a site that was not used for a week.")).to_be_visible()
    before = _backup(page, tmp_path / "before.json")
    expect(page.get_by_text("without a new backup")).to_have_count(0)
    # Safari's clearing itself cannot be had here: this is what it leaves.
    page.goto("about:blank")
    context.new_cdp_session(page).send(
        "Storage.clearDataForOrigin", {"origin": site.rstrip("/"), "storageTypes": "all"}
    )
    page.clock.set_fixed_time("2026-05-14T10:00:00")
    page.goto(site + JOURNAL)
    page.get_by_role("button", name="Only on this device, it is mine").click()
    page.set_input_files(".pw-journal-file", tmp_path / "before.json")
    expect(page.locator("[data-entry]")).to_have_count(1)
    assert _backup(page, tmp_path / "after.json")["entries"] == before["entries"]
    context.close()


CLOCKS = [
    ("2027-06-01T12:00:00Z", "first"),
    ("2026-06-01T12:00:00Z", "a year back"),
    ("2028-06-01T12:00:00Z", "a year on"),
    ("1970-01-01T00:00:30Z", "at the first second of all clocks"),
    ("2028-10-29T00:30:00Z", "half past one in summer time"),
    ("2028-10-29T01:30:00Z", "half past one once more"),
]


def test_b22_order_holds_when_the_clock_jumps(browser: Browser, site: str, watched: Watched) -> None:
    context = watched.over(browser.new_context(service_workers="block", timezone_id="Europe/London"))
    page = context.new_page()
    for moment, text in CLOCKS:
        page.clock.set_fixed_time(moment)
        if text == "first":
            page.goto(site + CHAPTER)
            own(page, text)
        else:
            box(page).fill(text)
        rewrite(page).locator(".pw-work .pw-actions button").first.click()
    page.wait_for_timeout(600)
    in_order = sorted(records(page), key=lambda record: record["seq"])
    assert [record["body"]["response"]["text"] for record in in_order] == [text for _, text in CLOCKS]
    assert [record["body"]["updated"][-6:] for record in in_order][-2:] == ["+01:00", ":30:00Z"[-6:]]
    page.goto(site + JOURNAL)
    expect(page.locator(".pw-journal-list")).to_contain_text(CLOCKS[-1][1])
    shown = page.locator(".pw-journal-list").inner_text()
    places = [shown.index(text) for _, text in CLOCKS]
    assert places == sorted(places)
    assert "NaN" not in page.locator("main").inner_text()
    assert "Invalid" not in page.locator("main").inner_text()
    context.close()


# Chromium drops a page from its memory as soon as another one tells it something; other browsers may not.
MUTE = "globalThis.BroadcastChannel = class { postMessage() {} close() {} };"
RESTORED = "addEventListener('pageshow', event => { globalThis.restored = event.persisted; });"


def test_b23_a_page_from_the_browsers_memory_shows_what_another_tab_wrote(profile: Profile, site: str) -> None:
    context = profile.open()  # other ways of starting Chromium for tests turn this memory off
    context.add_init_script(RESTORED)
    page = visit(context, site + CHAPTER)
    own(page, "before going on")
    page.goto(site)
    other = context.new_page()
    other.add_init_script(MUTE)
    other.goto(site + CHAPTER)
    started(other)
    box(other).fill("written in another tab meanwhile")
    wait_for_state(other, "Saved on this device.")
    page.evaluate("history.back()")
    page.wait_for_function("() => globalThis.restored === true")
    box(page).fill("before going on, and on")
    wait_for_state(page, "Saved on this device.")
    both = ["before going on, and on", "written in another tab meanwhile"]
    assert texts(page) == both, "what the other tab wrote is never written over"
    expect(page.locator(".pw-other").get_by_text("written in another tab meanwhile")).to_be_visible()


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


REFUSE = """(() => { const refuse = () => { throw new DOMException("no", "SecurityError"); };
  for (const name of ["getItem", "setItem", "removeItem", "key"]) Storage.prototype[name] = refuse; })();"""


def test_b25_a_local_storage_that_throws_does_not_stop_the_journal(context: BrowserContext, site: str) -> None:
    context.add_init_script(REFUSE)
    page = visit(context, site + CHAPTER)
    own(page, "kept in spite of it")
    assert texts(page) == ["kept in spite of it"]
    again = visit(context, site + CHAPTER)
    expect(box(again)).to_have_value("kept in spite of it")


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


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.stem)
def test_b26_a_backup_of_every_format_ever_comes_back_letter_for_letter(
    page: Page, site: str, path: Path, tmp_path: Path
) -> None:
    _own_journal(page, site)
    page.set_input_files(".pw-journal-file", path)
    expect(page.locator(".pw-journal-said")).to_contain_text("back")
    page.set_input_files(".pw-journal-file", path)
    expect(page.locator(".pw-journal-said")).to_contain_text("Nothing changed")
    first = json.loads(path.read_text(encoding="utf-8"))["entries"]
    again = {entry["id"]: entry for entry in _backup(page, tmp_path / "again.json")["entries"]}
    assert len(again) == len(first)
    for entry in first:
        assert _within(entry, again[entry["id"]]), entry["id"]


def test_b26_a_backup_from_a_newer_course_is_refused_and_changes_nothing(page: Page, site: str, tmp_path: Path) -> None:
    _own_journal(page, site)
    page.set_input_files(".pw-journal-file", FORMATS[-1])
    expect(page.locator(".pw-journal-said")).to_contain_text("back")
    before = records(page)
    newer = json.loads(FORMATS[-1].read_text(encoding="utf-8")) | {"v": 99}
    (tmp_path / "newer.json").write_text(json.dumps(newer), encoding="utf-8")
    page.set_input_files(".pw-journal-file", tmp_path / "newer.json")
    expect(page.locator(".pw-journal-said")).to_contain_text("made with a newer version of this course (format 99)")
    assert records(page) == before


def _own_journal(page: Page, site: str) -> None:
    page.goto(site + JOURNAL)
    page.get_by_role("button", name="Only on this device, it is mine").click()
    expect(page.get_by_text("Your answers stay in this browser, on this device.")).to_be_visible()


def _within(old: Any, new: Any) -> bool:
    """Everything in `old` stands in `new`, which may have fields that came later."""
    if isinstance(old, dict):
        return isinstance(new, dict) and all(key in new and _within(old[key], new[key]) for key in old)
    if isinstance(old, list):
        return isinstance(new, list) and len(old) == len(new) and all(map(_within, old, new))
    return bool(old == new)


def _backup(page: Page, path: Path) -> dict[str, Any]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download a backup", exact=True).click()
    download.value.save_as(path)
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def _clear(page: Page) -> None:
    page.get_by_text("Clear everything").first.click()
    page.get_by_label("To go on, type the word clear").fill("clear")
    page.get_by_role("button", name="Clear everything").click()
    expect(page.get_by_text("Gone from this journal.")).to_be_visible()
