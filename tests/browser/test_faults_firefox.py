"""The faults once more in Firefox, whose store is built in another way: files of SQLite, and rules of its own."""

import json
import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from . import fox
from .disk import SmallDisk
from .fox import Fox
from .keeping import CHAPTER, JOURNAL, READY, RECORDS, STORED

pytestmark = pytest.mark.browser

FILL = """(nth, text) => {
  const area = document.querySelectorAll("[data-exercise][data-kind=rewrite]")[nth].querySelector("textarea");
  area.value = text;
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
}"""
VALUE = (
    """nth => document.querySelectorAll("[data-exercise][data-kind=rewrite]")[nth].querySelector("textarea").value"""
)
STATED = """(nth, words) => new RegExp(words).test(
  document.querySelectorAll("[data-exercise][data-kind=rewrite]")[nth].querySelector(".pw-state").innerText)"""
STATE = """(nth, words) => document.querySelectorAll("[data-exercise][data-kind=rewrite]")[nth]
  .querySelector(".pw-state").innerText.includes(words)"""
PRESS = """name => {
  const found = [...document.querySelectorAll("main button")]
    .find(one => one.innerText.trim() === name && one.checkVisibility());
  found?.click();
  return Boolean(found);
}"""
SHOWS = "words => document.querySelector('main').innerText.includes(words)"
SAVED = "Saved on this device."
LAST = "the last words before leaving"

# Saves what would be downloaded, as text.
CATCH = """() => { window.caught = null; const real = URL.createObjectURL;
  URL.createObjectURL = blob => {
    blob.text().then(text => { window.caught = text; });
    return real.call(URL, blob);
  };
}"""
TYPE = """() => {
  const section = document.querySelectorAll("[data-exercise][data-kind=rewrite]")[0];
  const area = section.querySelector("textarea"), state = section.querySelector(".pw-state");
  const words = []; window.log = [];
  setInterval(() => {
    if (state.innerText.startsWith("Saved")) window.log.push(["ACK", words.length, Date.now()]);
    words.push("w" + words.length);
    area.value = words.join(" ");
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    window.log.push(["TYPED", words.length, Date.now()]);
  }, 40);
}"""


@pytest.fixture(scope="session")
def firefox() -> str:
    """Firefox. Where there is none, conftest.py leaves these tests out."""
    found = fox.program()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def running(firefox: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fox]:
    """One that stays open for all tests that kill nothing."""
    shared = Fox(firefox, tmp_path_factory.mktemp("firefox") / "profile").open()
    yield shared
    shared.kill()


@pytest.fixture
def own_fox(firefox: str, tmp_path: Path) -> Iterator[Fox]:
    """One of this test's own, not yet open."""
    made = Fox(firefox, tmp_path / "profile")
    yield made
    if made.process is not None:
        made.kill()


@pytest.fixture
def fresh(book: Path, serving: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    """The book at an address where nothing was ever kept."""
    with serving(book) as address:
        yield address


def visit(on: Fox, address: str) -> None:
    on.goto(address)
    on.wait(READY)


def own(on: Fox, text: str = "First words.") -> None:
    on.run(FILL, 0, text)
    on.wait(PRESS, "Only on this device, it is mine")
    on.wait(STATE, 0, SAVED)


def begun(on: Fox, site: str, text: str = "First words.") -> None:
    visit(on, site + CHAPTER)
    own(on, text)


def texts(on: Fox) -> list[str]:
    return sorted(record["body"]["response"].get("text", "") for record in on.run(RECORDS))


def back(on: Fox, site: str, text: str) -> None:
    """Come back to the chapter and find the text there, and in the store."""
    visit(on, site + CHAPTER)
    on.wait("(nth, text) => (" + VALUE + ")(nth) === text", 0, text)
    on.wait(STATE, 0, "")
    assert text in texts(on)


def backup(on: Fox) -> dict[str, Any]:
    on.run(CATCH)
    on.wait(PRESS, "Download a backup")
    return json.loads(on.wait("() => window.caught"))  # type: ignore[no-any-return]


def test_b01_in_firefox_a_closed_tab(running: Fox, fresh: str) -> None:
    running.goto(fresh)
    running.tab(fresh + CHAPTER)
    running.wait(READY)
    own(running)
    running.run(FILL, 0, LAST)
    running.close_tab()
    back(running, fresh, LAST)


@pytest.mark.parametrize("leave", ["reload", "other address"])
def test_b02_in_firefox_leaving_at_once(running: Fox, fresh: str, leave: str) -> None:
    begun(running, fresh)
    running.run(FILL, 0, LAST)
    if leave == "reload":
        running.tell("WebDriver:Refresh")
    else:
        running.goto(fresh)
    back(running, fresh, LAST)


def test_b03_in_firefox_a_page_that_crashed(own_fox: Fox, fresh: str) -> None:
    own_fox.open()
    own_fox.goto(fresh)
    first = own_fox.here()
    own_fox.tab(fresh + CHAPTER)
    own_fox.wait(READY)
    own(own_fox)
    pid = own_fox.chrome("() => gBrowser.selectedBrowser.browsingContext.currentWindowGlobal.osPid")
    own_fox.run(FILL, 0, LAST)
    os.kill(pid, signal.SIGKILL)
    time.sleep(1)
    own_fox.front(first)
    own_fox.tab("about:blank")
    back(own_fox, fresh, LAST)


def test_b04_in_firefox_the_browser_was_closed(own_fox: Fox, fresh: str) -> None:
    begun(own_fox.open(), fresh)
    own_fox.run(FILL, 0, LAST)
    own_fox.close()
    back(own_fox.open(), fresh, LAST)


@pytest.mark.parametrize("kill", range(2))
def test_b05_in_firefox_a_kill_while_typing(own_fox: Fox, fresh: str, kill: int) -> None:
    begun(own_fox.open(), fresh, "")
    own_fox.run(TYPE)
    time.sleep(random.Random(kill).uniform(1.5, 2.5))
    log = own_fox.run("() => window.log")
    own_fox.kill()
    visit(own_fox.open(), fresh + CHAPTER)
    own_fox.wait("nth => !/^(Why didn|$)/.test((" + VALUE + ")(nth))", 0)  # until the journal has answered
    found = len(own_fox.run(VALUE, 0).split())
    acked = [count for word, count, _ in log if word == "ACK"]
    assert acked[-1] > 0, "nothing was acknowledged: the test would prove nothing"
    assert found >= max(acked)
    assert found >= max(count for word, count, at in log if word == "TYPED" and at < log[-1][2] - 1000)


def test_b06_in_firefox_no_room_is_said(own_fox: Fox, fresh: str) -> None:
    own_fox.preferences["dom.quotaManager.temporaryStorage.fixedLimit"] = 600
    own_fox.open()
    begun(own_fox, fresh, "Written while there was room.")
    signs = random.Random(6)
    for nth in range(1, 12):
        long = "".join(chr(signs.randrange(0x4E00, 0x9E00)) for _ in range(19_000))
        own_fox.run(FILL, nth, long)
        own_fox.wait(STATED, nth, "^Saved|^Not")
        if own_fox.run(STATE, nth, "Not saved. Download now."):
            break
    else:
        raise AssertionError("there was always room")
    assert own_fox.run(VALUE, nth) == long
    kept = texts(own_fox)
    assert "Written while there was room." in kept
    assert len(kept) == nth


def test_b07_in_firefox_a_full_disk(firefox: str, fresh: str, tmp_path: Path) -> None:
    with SmallDisk.made(tmp_path / "disk") as disk:
        full = Fox(firefox, disk.folder / "profile").open()
        try:
            begun(full, fresh, "Written while there was room.")
            signs = random.Random(7)
            for _ in range(10):  # the browser makes a little room now and then, and grows its file by large steps
                disk.fill()
                late = "".join(chr(signs.randrange(0x4E00, 0x9E00)) for _ in range(19_000))
                full.run(FILL, 1, late)
                full.wait(STATED, 1, "^Saved|saved again|^Not saved")
                if full.run(STATE, 1, "Not saved. Download now."):
                    break
            else:
                raise AssertionError("there was always room")
            assert full.run(VALUE, 1) == late
            disk.free()
            full.wait(STATED, 1, "^Saved|saved again")
            full.close()
            back(full.open(), fresh, "Written while there was room.")
            assert texts(full) == sorted(["Written while there was room.", late])
        finally:
            if full.process is not None:
                full.kill()


def test_b08_in_firefox_two_tabs_on_two_exercises(running: Fox, fresh: str) -> None:
    begun(running, fresh, "")
    first = running.here()
    running.tab(fresh + CHAPTER)
    running.wait(READY)
    running.run(FILL, 1, "in the second tab")
    running.front(first)
    running.run(FILL, 0, "in the first tab")
    running.wait(STATE, 0, SAVED)
    running.wait("async words => JSON.stringify(await (" + RECORDS + ")()).includes(words)", "in the second tab")
    assert [text for text in texts(running) if text] == ["in the first tab", "in the second tab"]


def test_b09_in_firefox_two_tabs_on_one_answer(running: Fox, fresh: str) -> None:
    begun(running, fresh, "where both began")
    first = running.here()
    second = running.tab(fresh + CHAPTER)
    running.wait(READY)
    running.wait("(nth, text) => (" + VALUE + ")(nth) === text", 0, "where both began")
    running.run(FILL, 0, "how the second tab went on")
    running.front(first)
    running.run(FILL, 0, "how the first tab went on")
    both = ["how the first tab went on", "how the second tab went on"]
    running.wait("async count => (await (" + RECORDS + ")()).length === count", 2)
    assert texts(running) == both
    for handle in (first, second):
        running.front(handle)
        running.wait(SHOWS, "how the first tab went on" if handle == second else "how the second tab went on")


def test_b10_in_firefox_a_hundred_answers_from_each_of_two_tabs(running: Fox, fresh: str) -> None:
    begun(running, fresh)
    press = """async nth => {
      const section = document.querySelectorAll("[data-exercise][data-kind=rewrite]")[nth];
      const area = section.querySelector("textarea"), check = section.querySelector(".pw-actions button");
      window.finished = (async () => {
        for (let i = 0; i < 100; i++) {
          area.value = `try ${i}`;
          area.dispatchEvent(new Event("input", { bubbles: true }));
          check.click();
          await new Promise(done => { // a timer of a tab in the background waits for a second
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = done;
            port2.postMessage(0);
          });
        }
        return true;
      })();
    }"""
    first = running.here()
    running.tab(fresh + CHAPTER)
    running.wait(READY)
    running.run(press, 2)
    running.front(first)
    running.run(press, 1)
    running.wait("() => window.finished")
    finished = "async () => (await (" + RECORDS + ")()).filter(one => one.body.outcome).length === 200"
    running.wait(finished, seconds=40)
    kept = [record for record in running.run(RECORDS) if record["body"]["outcome"]]
    assert len({record["seq"] for record in kept}) == 200


OPEN_NEWER = """() => new Promise((yes, no) => {
  const asked = indexedDB.open("powerwith-journal", 7);
  asked.onsuccess = () => (asked.result.close(), yes(true));
  asked.onerror = () => no(asked.error);
})"""


def test_b11_in_firefox_an_old_page_steps_aside(running: Fox, fresh: str) -> None:
    begun(running, fresh, "before the new version")
    old = running.here()
    running.tab(fresh)
    began = time.monotonic()
    running.run(OPEN_NEWER)
    assert time.monotonic() - began < 2
    running.close_tab()
    running.front(old)
    running.wait(STATE, 0, "A newer version of this course is open in another tab.")
    running.run(FILL, 0, "typed in the old page")
    assert "typed in the old page" in running.run(STORED)


def test_b12_in_firefox_a_page_older_than_the_journal(running: Fox, fresh: str) -> None:
    begun(running, fresh, "kept by a newer one")
    running.run(OPEN_NEWER)
    running.goto(fresh + JOURNAL)
    running.wait(SHOWS, "written by a newer version of this course")
    running.wait(SHOWS, "kept by a newer one")
    assert "kept by a newer one" in json.dumps(backup(running))
    assert texts(running) == ["kept by a newer one"]


def test_b13_in_firefox_a_newer_version_that_stops_half_way(running: Fox, fresh: str) -> None:
    begun(running, fresh, "whole before the change")
    running.goto(fresh)
    running.run("""() => new Promise(done => {
      const asked = indexedDB.open("powerwith-journal", 9);
      asked.onupgradeneeded = () => {
        asked.transaction.objectStore("entries").clear().onsuccess = () => {
          asked.result.deleteObjectStore("meta");
          asked.transaction.abort();
        };
      };
      asked.onerror = () => done(true);
    })""")
    back(running, fresh, "whole before the change")


def _files(profile: Path, site: str) -> Path:
    host = site.removeprefix("http://").strip("/").replace(":", "+")
    return profile / "storage" / "default" / f"http+++{host}" / "idb"


def _flip(folder: Path) -> None:
    for path in folder.glob("*.sqlite"):
        content = bytearray(path.read_bytes())
        for place in range(100, len(content), 97):
            content[place] ^= 0xFF
        path.write_bytes(content)


def _truncate(folder: Path) -> None:
    for path in folder.glob("*.sqlite"):
        os.truncate(path, path.stat().st_size // 2)


def found_short(own_fox: Fox, site: str, damage: Callable[[Path], None]) -> None:
    begun(own_fox.open(), site)
    own_fox.run(FILL, 1, "another")
    own_fox.wait(STATE, 1, SAVED)
    own_fox.close()
    folder = _files(own_fox.folder, site)
    assert list(folder.glob("*.sqlite")), f"{folder}: no database there"
    damage(folder)
    own_fox.open()
    own_fox.goto(site + JOURNAL)
    own_fox.wait(f"""() => ({SHOWS})("This browser had 2 entries")
      || ({SHOWS})("cannot open the store where it kept your answers")""")
    assert not own_fox.run(SHOWS, "Nothing kept here yet")
    visit(own_fox, site + CHAPTER)
    own_fox.run(FILL, 2, "the exercise works all the same")
    own_fox.wait(STATED, 2, "^Saved|cannot open")


def test_b14_in_firefox_a_damaged_file(own_fox: Fox, fresh: str) -> None:
    found_short(own_fox, fresh, _flip)


def test_b16_in_firefox_a_file_cut_in_half(own_fox: Fox, fresh: str) -> None:
    found_short(own_fox, fresh, _truncate)


def test_b18_in_firefox_a_database_that_is_gone(own_fox: Fox, fresh: str) -> None:
    found_short(own_fox, fresh, shutil.rmtree)


def test_b17_in_firefox_site_data_cleared_under_an_open_page(running: Fox, fresh: str) -> None:
    begun(running, fresh, "still on the page")
    running.chrome(
        """host => new Promise(done => Services.clearData.deleteDataFromHost(
      host, true, Ci.nsIClearDataService.CLEAR_DOM_STORAGES, () => done(true)))""",
        "127.0.0.1",
    )
    running.run(FILL, 0, "still on the page, and on")
    running.wait("async text => JSON.stringify(await (" + RECORDS + ")()).includes(text)", "still on the page, and on")


def test_b19_in_firefox_a_browser_that_keeps_nothing(own_fox: Fox, fresh: str) -> None:
    own_fox.preferences["network.cookie.cookieBehavior"] = 2
    own_fox.open()
    visit(own_fox, fresh + CHAPTER)
    own_fox.run(FILL, 0, "What happened?")
    own_fox.wait(STATE, 0, "does not let this site keep anything")
    own_fox.wait(SHOWS, "Download my answers")
    own_fox.goto(fresh + JOURNAL)
    own_fox.wait(SHOWS, "does not let this site keep anything")


def test_b20_in_firefox_a_private_window(own_fox: Fox, fresh: str) -> None:
    own_fox.preferences["browser.privatebrowsing.autostart"] = True
    begun(own_fox.open(), fresh, "in a private window")
    own_fox.goto(fresh + JOURNAL)
    own_fox.wait(SHOWS, "in a private window")
    assert "in a private window" in json.dumps(backup(own_fox))
    own_fox.close()
    own_fox.open()
    own_fox.goto(fresh + JOURNAL)
    own_fox.wait(SHOWS, "Where should your answers stay?")
    assert own_fox.run(STORED) == "{}"


def test_b23_in_firefox_a_page_from_the_browsers_memory(running: Fox, fresh: str) -> None:
    begun(running, fresh, "before going on")
    running.run("() => { addEventListener('pageshow', event => { window.restored = event.persisted; }); }")
    first = running.here()
    running.goto(fresh)
    running.tab(fresh + CHAPTER)
    running.wait(READY)
    running.run(FILL, 0, "written in another tab meanwhile")
    running.wait(STATE, 0, SAVED)
    running.close_tab()
    running.front(first)
    running.tell("WebDriver:Back")
    running.wait("(nth, text) => (" + VALUE + ")(nth) === text", 0, "written in another tab meanwhile")
    running.run(FILL, 1, "and on in the first")
    running.wait(STATE, 1, SAVED)
    assert texts(running) == ["and on in the first", "written in another tab meanwhile"]


def test_b24_in_firefox_a_page_from_a_file(running: Fox, book: Path) -> None:
    running.goto((book / CHAPTER).as_uri())
    running.wait(READY)
    running.run(FILL, 0, "What happened?")
    running.wait(STATE, 0, "opened from a file")
    assert running.run(STORED) == "{}"


def test_b25_in_firefox_a_full_local_storage(running: Fox, fresh: str) -> None:
    begun(running, fresh)
    running.run("""() => {
      for (let size = 1_000_000; size > 0; size = Math.floor(size / 2)) {
        try { for (let i = 0; ; i++) localStorage.setItem(`full-${size}-${i}`, "x".repeat(size)); } catch {}
      }
    }""")
    running.run(FILL, 0, "written all the same")
    running.wait(STATE, 0, SAVED)
    assert texts(running) == ["written all the same"]


def test_b26_in_firefox_backup_clear_restore_and_again(running: Fox, fresh: str, tmp_path: Path) -> None:
    begun(running, fresh, "comes back")
    running.goto(fresh + JOURNAL)
    running.wait(SHOWS, "comes back")
    before = backup(running)
    (tmp_path / "before.json").write_text(json.dumps(before), encoding="utf-8")
    running.run("""() => { document.querySelector(".pw-journal-clear").open = true;
      document.querySelector(".pw-journal-clear input").value = "clear"; }""")
    running.wait(PRESS, "Clear everything")
    running.wait(SHOWS, "Gone from this journal.")
    running.wait(PRESS, "Only on this device, it is mine")
    for said in ("entry is back", "Nothing changed"):
        running.wait("() => !document.querySelector('.pw-journal-restore').hidden")
        running.attach(".pw-journal-file", tmp_path / "before.json")
        running.wait(SHOWS, said)
        assert backup(running)["entries"] == before["entries"]
