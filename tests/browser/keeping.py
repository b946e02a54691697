"""Writes in the built book as a learner would, and looks at what the browser kept of it."""

import json
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page

CHAPTER = "book/ch09.html"
JOURNAL = "book/journal.html"
READY = "() => [...document.querySelectorAll('[data-exercise]')].every(one => 'ready' in one.dataset)"

# Inside the page: what a key or a finger does is tested elsewhere.
ANSWER = """(exercise, words) => {
  const radios = [...exercise.querySelectorAll("input[type=radio]")];
  for (const name of new Set(radios.map(one => one.name))) radios.find(one => one.name === name).click();
  for (const area of exercise.querySelectorAll("textarea")) {
    area.value = words;
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  exercise.querySelector(".pw-work .pw-actions button").click();
}"""

RECORDS = """async () => {
  if (!(await indexedDB.databases()).some(({ name }) => name === "powerwith-journal")) return [];
  const db = await new Promise((yes, no) => {
    const asked = indexedDB.open("powerwith-journal");
    asked.onsuccess = () => yes(asked.result);
    asked.onerror = () => no(asked.error);
  });
  const all = await new Promise((yes, no) => {
    const asked = db.transaction("entries").objectStore("entries").getAll();
    asked.onsuccess = () => yes(asked.result);
    asked.onerror = () => no(asked.error);
  });
  db.close();
  return all;
}"""


STORED = """() => JSON.stringify(
  Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith("powerwith:"))))"""


def visit(context: BrowserContext, address: str) -> Page:
    """A page of the book whose exercises have come alive."""
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(address)
    page.wait_for_function(READY)
    return page


def started(page: Page) -> list[Locator]:
    """All exercises of the page, once they have come alive."""
    page.wait_for_function(READY)
    return page.locator("[data-exercise]").all()


def rewrite(page: Page, nth: int = 0) -> Locator:
    return page.locator("[data-exercise][data-kind=rewrite]").nth(nth)


def box(page: Page, nth: int = 0) -> Locator:
    return rewrite(page, nth).locator("textarea").first


def state(page: Page, nth: int = 0) -> str:
    return rewrite(page, nth).locator(".pw-state").inner_text()


def wait_for_state(page: Page, words: str, nth: int = 0) -> None:
    rewrite(page, nth).locator(".pw-state", has_text=words).wait_for()


def answer(section: Locator) -> None:
    """Fill in everything there is to fill in, then press the button that answers."""
    section.evaluate(ANSWER, "What was going on for you that day?")
    section.locator(".pw-feedback").first.wait_for(state="visible")


def own(page: Page, text: str = "First words.") -> None:
    """Write something and say, at the exercise's foot, that the device is one's own."""
    box(page).fill(text)
    rewrite(page).get_by_role("button", name="Only on this device, it is mine").click()
    wait_for_state(page, "Saved on this device.")


def records(page: Page) -> list[dict[str, Any]]:
    """What lies in the database."""
    return page.evaluate(RECORDS)  # type: ignore[no-any-return]


def texts(page: Page) -> list[str]:
    return sorted(record["body"]["response"].get("text", "") for record in records(page))


def stored(page: Page) -> dict[str, str]:
    """Our own keys in local storage."""
    return json.loads(  # type: ignore[no-any-return]
        page.evaluate(STORED)
    )


def database_folder(profile: Path, site: str) -> Path:
    """Where Chromium keeps the database of the site, in a profile on disk."""
    host = site.removeprefix("http://").strip("/").replace(":", "_")
    return profile / "Default" / "IndexedDB" / f"http_{host}.indexeddb.leveldb"


def wait_for_storage_on_disk(profile: Path, *, seconds: float = 20) -> None:
    """Chromium writes local storage down a few seconds after a page did."""
    folder = profile / "Default" / "Local Storage" / "leveldb"
    until = time.monotonic() + seconds
    while not any(b"powerwith:open:" in path.read_bytes() for path in folder.glob("*.log")):
        assert time.monotonic() < until, f"{folder}: nothing of ours came there in {seconds} s"
        time.sleep(0.1)
