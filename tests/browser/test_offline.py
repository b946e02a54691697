"""After the first visit the book opens without a network, and a new version never traps an old page."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from powerwith import offline, serve

from .drive import REFUSED, answer_all, eventually

pytestmark = [pytest.mark.browser, pytest.mark.window]

CHAPTER = "book/ch09.html"


@pytest.fixture
def copy(book: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(book, tmp_path / "html"))


@pytest.fixture
def visitor(browser: Browser, watched) -> Iterator[BrowserContext]:
    """A context in which service workers run, watched like any other."""
    context = watched.over(browser.new_context())
    context.set_default_timeout(30_000)
    yield context
    context.close()
    watched.verdict(may_complain=True)


def _listed(folder: Path) -> dict:
    text = (folder / "sw.js").read_text(encoding="utf-8")
    return json.loads(re.search(r"^const BOOK = (\{.*?\n?\});\n\n", text, re.DOTALL)[1])


def _kept(page: Page) -> list[str]:
    return page.evaluate("async () => (await caches.keys()).sort()")


IN_CHARGE = """async version => {
  const names = (await caches.keys()).filter(name => name.startsWith("powerwith-/-"));
  const { active } = (await navigator.serviceWorker.getRegistration()) ?? {};
  return active?.state === "activated" && navigator.serviceWorker.controller === active
    && names.length === 1 && names[0].endsWith(version);
}"""


def _wait_for(page: Page, folder: Path) -> None:
    """Until this version of the book is kept whole and answers for the page."""
    eventually(page, IN_CHARGE, _listed(folder)["version"])


def _publish(folder: Path, old: str, new: str) -> None:
    page = folder / "book" / "how-to.html"
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new), encoding="utf-8")
    offline.write(folder)


def test_every_page_opens_with_the_server_stopped(
    copy: Path, pages: list[str], visitor: BrowserContext, serving
) -> None:
    page = visitor.new_page()
    with serving(copy) as address:
        page.goto(address)
        _wait_for(page, copy)
    for name in pages:
        page.goto(address + name)
        expect(page.locator("main h1")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.body).fontFamily").count(",") > 2, "the style sheet is missing"
    page.goto(address)
    expect(page.locator("main h1")).to_have_text("Power With")


def test_an_exercise_can_be_answered_with_the_server_stopped(copy: Path, visitor: BrowserContext, serving) -> None:
    page = visitor.new_page()
    with serving(copy) as address:
        page.goto(address)
        _wait_for(page, copy)
    page.goto(address + CHAPTER)
    assert answer_all(page) > 0


def test_search_works_with_the_server_stopped(copy: Path, visitor: BrowserContext, serving) -> None:
    page = visitor.new_page()
    with serving(copy) as address:
        page.goto(address)
        _wait_for(page, copy)
    page.get_by_role("searchbox").fill("privacy")
    page.keyboard.press("Enter")
    expect(page.locator("#search-results a", has_text="Privacy").first).to_be_visible()


def test_a_changed_text_is_shown_one_visit_later(copy: Path, visitor: BrowserContext, serving) -> None:
    page = visitor.new_page()
    with serving(copy) as address:
        page.goto(address + "book/how-to.html")
        _wait_for(page, copy)
        _publish(copy, "How to use this course</h1>", "A newer heading</h1>")
        page.goto(address)  # this visit brings the news
        _wait_for(page, copy)
        page.goto(address + "book/how-to.html")
        expect(page.locator("main h1")).to_have_text("A newer heading")
        assert len(_kept(page)) == 1


def test_a_new_version_that_did_not_arrive_whole_changes_nothing(copy: Path, visitor: BrowserContext, serving) -> None:
    page = visitor.new_page()
    with serving(copy) as address:
        page.goto(address + "book/how-to.html")
        _wait_for(page, copy)
        before = _kept(page)
        _publish(copy, "How to use this course</h1>", "A newer heading</h1>")
        (copy / "book" / "how-to.html").unlink()
        refused = page.evaluate(REFUSED)
        assert refused == "redundant"
        page.goto(address + "book/how-to.html")
        expect(page.locator("main h1")).to_have_text("How to use this course")
        assert before[0] in _kept(page)


def test_a_host_that_still_hands_out_the_old_file_traps_nobody(copy: Path, visitor: BrowserContext, serving) -> None:
    page = visitor.new_page()
    file = copy / "book" / "how-to.html"
    old = file.read_bytes()
    with serving(copy) as address:
        page.goto(address)
        _wait_for(page, copy)
        _publish(copy, "How to use this course</h1>", "A newer heading</h1>")
        new = file.read_bytes()
        file.write_bytes(old)  # the worker is there already, the page is not
        assert page.evaluate(REFUSED) == "redundant"
        file.write_bytes(new)
        page.goto(address)
        _wait_for(page, copy)
        page.goto(address + "book/how-to.html")
        expect(page.locator("main h1")).to_have_text("A newer heading")


def test_what_others_keep_at_the_same_address_is_left_alone(copy: Path, visitor: BrowserContext, serving) -> None:
    page = visitor.new_page()
    with serving(copy) as address:
        page.goto(address)
        _wait_for(page, copy)
        page.evaluate("Promise.all(['another-site', 'powerwith-/second-book/-1'].map(name => caches.open(name)))")
        _publish(copy, "How to use this course</h1>", "A newer heading</h1>")
        page.goto(address)
        _wait_for(page, copy)
        assert {"another-site", "powerwith-/second-book/-1"} <= set(_kept(page))


def test_a_second_visit_asks_the_server_for_nothing_but_news(copy: Path, visitor: BrowserContext, serving) -> None:
    page = visitor.new_page()
    with serving(copy) as address:
        page.goto(address)
        _wait_for(page, copy)
        page.goto(address + CHAPTER)
        transferred = page.evaluate(
            "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
            ".map(one => one.workerStart > 0)"
        )
        assert transferred and all(transferred)


def test_nothing_is_kept_while_somebody_follows_edits(copy: Path, visitor: BrowserContext, serving) -> None:
    page = visitor.new_page()
    with serving(copy) as address:
        page.goto(address)
        _wait_for(page, copy)
        port = int(address.rstrip("/").rpartition(":")[2])
    with serving(copy, port=port, live=serve.Live()) as address:
        page.goto(address)
        eventually(page, "navigator.serviceWorker.getRegistration().then(one => one === undefined)")


def test_the_worker_lists_every_file_a_page_needs(book: Path) -> None:
    listed = set(_listed(book)["files"])
    built = {path.relative_to(book).as_posix() for path in book.rglob("*") if path.is_file()}
    assert {name for name in built if name.endswith((".html", ".js", ".css", ".svg", ".png"))} - {"sw.js"} <= listed
    assert listed <= built
    assert "sw.js" not in listed


def test_the_version_follows_the_text_and_nothing_else(copy: Path) -> None:
    before = (copy / "sw.js").read_bytes()
    offline.write(copy)
    assert (copy / "sw.js").read_bytes() == before
    _publish(copy, "How to use this course</h1>", "A newer heading</h1>")
    old, new = json.loads(re.search(rb"^const BOOK = (.*?);\n\n", before, re.DOTALL)[1]), _listed(copy)
    assert old["version"] != new["version"]
    assert [name for name in new["files"] if new["files"][name] != old["files"].get(name)] == ["book/how-to.html"]
