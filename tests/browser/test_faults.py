"""Pages left, killed, full, doubled and outdated: nothing acknowledged is ever lost by it.

The ids B01 to B13 name the faults as `tests/faults.yml` describes them; the others are in test_faults_store.py.
POWERWITH_KILLS sets how often the browser is killed while somebody types.
"""

import os
import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Playwright, expect

from .conftest import Profile, profile_in
from .disk import SmallDisk
from .keeping import (
    CHAPTER,
    JOURNAL,
    box,
    own,
    records,
    rewrite,
    state,
    stored,
    texts,
    visit,
    wait_for_state,
    wait_for_storage_on_disk,
)

pytestmark = [pytest.mark.browser, pytest.mark.window]

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


def left_and_back(profile: Profile, site: str, leave: Callable[[Page, str], None]) -> None:
    """Leave right after the last key, and find it there on coming back."""
    context = profile.open()
    page = visit(context, site + CHAPTER)
    own(page)
    box(page).fill(LAST)
    leave(page, site)
    again = visit(context, site + CHAPTER)
    expect(box(again)).to_have_value(LAST)
    assert texts(again) == [LAST]


def test_b01_the_last_key_is_there_after_the_tab_was_closed(profile: Profile, site: str) -> None:
    left_and_back(profile, site, close_tab)


WAYS = [
    pytest.param(follow_link, id="link-followed"),
    pytest.param(reload, id="reloaded"),
    pytest.param(go_elsewhere, id="other-address"),
]


@pytest.mark.parametrize("leave", WAYS)
def test_b02_the_last_key_is_there_after_leaving(
    profile: Profile, site: str, leave: Callable[[Page, str], None]
) -> None:
    left_and_back(profile, site, leave)


def test_b03_the_last_key_is_there_after_the_page_crashed(profile: Profile, site: str) -> None:
    left_and_back(profile, site, crash)


def test_b04_the_last_key_is_there_after_the_browser_was_closed(profile: Profile, site: str) -> None:
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
def test_b05_a_kill_while_typing_loses_nothing_acknowledged_and_at_most_a_second(
    profile: Profile, site: str, kill: int
) -> None:
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
    # Until the journal has answered, the loaded line stands there.
    expect(box(again)).not_to_have_value(re.compile("^(Why didn|$)"), timeout=15_000)
    found = len(box(again).input_value().split())
    assert acked[-1] > 0, "nothing was acknowledged: the test would prove nothing"
    assert found >= max(acked)
    assert found >= max(word for word, at in typed if at < killed - 1000)
    again.goto(site + JOURNAL)
    expect(again.locator("[data-entry]")).to_have_count(1)
    expect(again.get_by_text("This browser had")).to_have_count(0)


def unpackable(signs: random.Random) -> str:
    """A long text in which nothing is repeated; others are packed so small that they always fit."""
    return "".join(chr(signs.randrange(0x4E00, 0x9E00)) for _ in range(19_000))


def test_b06_no_room_is_said_and_mended(context: BrowserContext, site: str) -> None:
    page = visit(context, site + CHAPTER)
    room = context.new_cdp_session(page)
    # Chromium remembers for a while how much room there is, so it is told before the first write.
    room.send("Storage.overrideQuotaForOrigin", {"origin": site.rstrip("/"), "quotaSize": 150_000})
    own(page, "Written while there was room.")
    signs = random.Random(6)
    long = [unpackable(signs) for _ in range(2)]
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


def written_until_full(page: Page, disk: SmallDisk) -> str:
    """Fill the disk, and write until there is no room for it; the browser makes a little room now and then."""
    signs = random.Random(7)
    for _ in range(10):
        disk.fill()
        late = unpackable(signs)
        box(page, 2).fill(late)
        rewrite(page, 2).locator(".pw-state", has_text=re.compile("^Saved|saved again|^Not saved")).wait_for()
        if state(page, 2).startswith("Not saved"):
            return late
    raise AssertionError("there was always room")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with SmallDisk.made(tmp_path / "disk") as disk:
        yield disk


@pytest.mark.parametrize("after", ["room again", "killed while full"])
def test_b07_a_full_disk_is_said_and_what_was_saved_is_there_again(
    playwright: Playwright, chromium_path: str, small_disk: SmallDisk, site: str, after: str
) -> None:
    with profile_in(small_disk.folder, playwright, chromium_path) as profile:
        page = visit(profile.open(), site + CHAPTER)
        own(page, "Written while there was room.")
        box(page, 1).fill("This, too.")
        wait_for_state(page, "Saved on this device.", 1)
        wait_for_storage_on_disk(profile.folder)
        late = written_until_full(page, small_disk)
        expect(box(page, 2)).to_have_value(late)
        with page.expect_download() as download:
            rewrite(page, 2).get_by_role("button", name="Download my answers").click()
        assert late in Path(download.value.path()).read_text(encoding="utf-8")
        kept = ["This, too.", "Written while there was room."]
        if after == "room again":
            small_disk.free()
            rewrite(page, 2).locator(".pw-state", has_text=re.compile("^Saved|saved again")).wait_for()
            profile.close()
            kept = sorted([*kept, late])
        else:
            profile.kill()
            small_disk.free()
        # What comes after half a record at the end of the browser's file would be gone at the start after the next.
        again = visit(profile.open(), site + CHAPTER)
        expect(box(again)).to_have_value("Written while there was room.")
        box(again, 3).fill("Written after it.")
        wait_for_state(again, "Saved on this device.", 3)
        profile.close()
        last = visit(profile.open(), site + CHAPTER)
        expect(box(last, 3)).to_have_value("Written after it.")
        assert texts(last) == sorted([*kept, "Written after it."])
        expect(last.get_by_text("This browser had")).to_have_count(0)


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
    page.goto(site + CHAPTER)
    wait_for_state(page, "Your journal was written by a newer version of this course.")
    box(page).fill("typed in the older page")
    expect(rewrite(page).get_by_role("button", name="Download my answers")).to_be_visible()
    page.wait_for_timeout(800)
    assert texts(page) == ["written by a newer version"]


# Stops a change of the database's form at its nth step: by an error, or by never coming to an end.
STUMBLE = """({ at, how }) => {
  let step = 0;
  for (const [kind, name] of [[IDBDatabase, "createObjectStore"], [IDBObjectStore, "createIndex"]]) {
    const real = kind.prototype[name];
    kind.prototype[name] = function (...given) {
      if (++step !== at) return real.apply(this, given);
      console.log("STUMBLED");
      if (how === "error") throw new Error("stopped half-way");
      for (;;);
    };
  }
}"""


@pytest.mark.may_complain("the change is made to fail")
@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_b13_a_store_half_made_is_made_again(context: BrowserContext, site: str, step: int) -> None:
    page = visit(context, site + CHAPTER)
    page.evaluate(STUMBLE, {"at": step, "how": "error"})
    box(page).fill("written before there was a store")
    with page.expect_console_message(lambda said: said.text == "STUMBLED"):
        rewrite(page).get_by_role("button", name="Only on this device, it is mine").click()
    # The next try, a moment later, meets no error and begins from nothing.
    wait_for_state(page, "Saved on this device.")
    assert texts(page) == ["written before there was a store"]
    again = visit(context, site + CHAPTER)
    expect(box(again)).to_have_value("written before there was a store")


def test_b13_killed_while_the_store_is_made_the_next_visit_makes_it(profile: Profile, site: str) -> None:
    page = visit(profile.open(), site + CHAPTER)
    page.evaluate(STUMBLE, {"at": 3, "how": "kill"})
    box(page).fill("written before the kill")
    with page.expect_console_message(lambda said: said.text == "STUMBLED"):
        page.evaluate("() => void setTimeout(() => document.querySelector('.pw-keep-choice button').click())")
    profile.kill()
    again = visit(profile.open(), site + CHAPTER)
    own(again, "written after the kill")
    assert texts(again) == ["written after the kill"]


# A later version of the course, whose change to the journal's form empties one store before it has filled the next.
CHANGE = """how => {
  const asked = indexedDB.open("powerwith-journal", 9);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("later", { keyPath: "id" });
    asked.transaction.objectStore("entries").clear().onsuccess = () => {
      asked.result.deleteObjectStore("meta");
      console.log("STUMBLED");
      if (how === "error") throw new Error("stopped half-way");
      for (;;);
    };
  };
}"""


@pytest.mark.parametrize("how", ["error", "kill"])
def test_b13_a_newer_version_that_stops_half_way_leaves_the_journal_whole(
    profile: Profile, site: str, how: str
) -> None:
    context = profile.open()
    page = visit(context, site + CHAPTER)
    own(page, "whole before the change")
    page.goto(site)
    with page.expect_console_message(lambda said: said.text == "STUMBLED"):
        page.evaluate(CHANGE, how)
    if how == "kill":
        profile.kill()
        context = profile.open()
    again = visit(context, site + CHAPTER)
    expect(box(again)).to_have_value("whole before the change")
    box(again).fill("whole before the change, and after")
    wait_for_state(again, "Saved on this device.")
    assert texts(again) == ["whole before the change, and after"]
    expect(again.get_by_text("This browser had")).to_have_count(0)
