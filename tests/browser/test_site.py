"""The published folder in Chromium: below a path of a host it shares, and as files from a USB stick."""

import http.server
import importlib.util
import json
import re
import shutil
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from powerwith import offline

from .drive import REFUSED, answer_all, eventually, started

pytestmark = [pytest.mark.browser, pytest.mark.window]

CHAPTER = "book/ch09.html"
IN_CHARGE = """async version => {
  const { active } = (await navigator.serviceWorker.getRegistration()) ?? {};
  const kept = await caches.keys();
  return active?.state === "activated" && navigator.serviceWorker.controller === active
    && kept.length === 1 && kept[0].endsWith(version);
}"""


@pytest.fixture(scope="module")
def host(root: Path, book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A host's folder in which the course, unpacked from the zip, stands as /course/, beside another site."""
    folder = tmp_path_factory.mktemp("host")
    sys.path.insert(0, str(root / "tools"))
    spec = importlib.util.spec_from_file_location("powerwith_site_tool", root / "tools" / "site.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    sys.path.remove(str(root / "tools"))
    tool.make(book, folder / "made")
    tool.pack(folder / "made", folder / "site.zip")
    with zipfile.ZipFile(folder / "site.zip") as archive:
        archive.extractall(folder / "htdocs" / "course")
    (folder / "htdocs" / "index.html").write_text("<!doctype html><title>Another site</title>", encoding="utf-8")
    return folder / "htdocs"


class _Host(http.server.SimpleHTTPRequestHandler):
    """Answers as the large hosts do: a missing page is the course's own 404.html, shown at the address asked for."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = Path(self.directory, "course", "404.html").read_bytes() if code == 404 else b""
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def list_directory(self, path: Any) -> None:
        self.send_error(404)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name is the parent's)
        pass


@contextmanager
def _hosting(folder: Path) -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(_Host):
        def __init__(self, *args: Any) -> None:
            self.asked = asked
            super().__init__(*args, directory=str(folder))

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()


def _wait_until_kept(page: Page, course: Path) -> None:
    """Until this version of the course is kept whole and answers for the page."""
    listed = re.search(r"^const BOOK = (\{.*?\n?\});\n\n", (course / "sw.js").read_text(encoding="utf-8"), re.DOTALL)
    assert listed
    eventually(page, IN_CHARGE, json.loads(listed[1])["version"])


def test_below_a_path_every_request_stays_below_it(host: Path, pages: list[str], page: Page) -> None:
    with _hosting(host) as (address, asked):
        for name in pages:
            page.goto(f"{address}course/{name}")
            started(page)
        page.goto(f"{address}course/{CHAPTER}")
        assert answer_all(page)
    assert [path for path in asked if not path.startswith("/course/")] == []


def test_below_a_path_the_course_opens_with_the_host_gone(host: Path, browser: Browser, watched: Any) -> None:
    context = watched.over(browser.new_context())
    page = context.new_page()
    with _hosting(host) as (address, _asked):
        page.goto(f"{address}course/")
        _wait_until_kept(page, host / "course")
        scope = page.evaluate("navigator.serviceWorker.getRegistration().then(one => one.scope)")
        assert scope == f"{address}course/", "it may speak for its own path only"
        page.goto(address)
        assert page.title() == "Another site"
        assert page.evaluate("navigator.serviceWorker.controller") is None
    page.goto(f"{address}course/{CHAPTER}")
    assert answer_all(page)
    context.close()
    watched.verdict(may_complain=True)  # the browser may say that it could not ask for news


def test_a_version_half_of_which_is_stale_is_not_taken(
    host: Path, browser: Browser, tmp_path: Path, watched: Any
) -> None:
    """Caches on the way forget file by file: the new list may come with an old page."""
    shutil.copytree(host, tmp_path / "host")
    course = tmp_path / "host" / "course"
    page_file = course / "book" / "privacy.html"
    old = page_file.read_text(encoding="utf-8")
    context = watched.over(browser.new_context())
    page = context.new_page()
    with _hosting(tmp_path / "host") as (address, _asked):
        page.goto(f"{address}course/")
        _wait_until_kept(page, course)
        before = page.evaluate("caches.keys()")
        page_file.write_text(old.replace("</h1>", ", newly said</h1>"), encoding="utf-8")
        offline.write(course)
        page_file.write_text(old, encoding="utf-8")
        assert page.evaluate(REFUSED) == "redundant"
        assert before[0] in page.evaluate("caches.keys()")
        page_file.write_text(old.replace("</h1>", ", newly said</h1>"), encoding="utf-8")
        page.goto(f"{address}course/")
        _wait_until_kept(page, course)
        page.goto(f"{address}course/book/privacy.html")
        expect(page.locator("main h1")).to_contain_text("newly said")
    context.close()
    watched.verdict(may_complain=True)


@pytest.mark.may_complain("the page is shown for an address that is not there, which the browser reports")
@pytest.mark.parametrize("lost", ["gone.html", "book/gone.html", "a/b/c/gone", "book/"])
def test_a_lost_address_leads_home(host: Path, page: Page, lost: str) -> None:
    with _hosting(host) as (address, _asked):
        page.goto(f"{address}course/{lost}")
        expect(page.locator("h1")).to_have_text("This page is not here")
        expect(page.get_by_role("link", name="Go to the start")).to_have_attribute("href", f"{address}course/")
        expect(page.locator("#by-hand")).to_be_hidden()
        page.get_by_role("link", name="Go to the start").click()
        expect(page.locator("main h1")).to_have_text("Power With")


@pytest.mark.may_complain("the page is shown for an address that is not there, which the browser reports")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_lost_address_keeps_the_look(host: Path, context: BrowserContext, theme: str) -> None:
    look = """() => ['body', 'h1', '.pw-page-brand'].map(one => {
      const { color, backgroundColor, fontFamily, fontSize } = getComputedStyle(document.querySelector(one));
      return [color, backgroundColor, fontFamily, fontSize];
    })"""
    page = context.new_page()
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    with _hosting(host) as (address, _asked):
        page.goto(f"{address}course/book/privacy.html")
        wanted = page.evaluate(look)
        page.goto(f"{address}course/gone.html")
        assert page.locator("h1").inner_text() == "This page is not here"
        assert page.evaluate(look) == wanted


@pytest.mark.parametrize("name", ["index.html", CHAPTER, "404.html"])
def test_from_a_stick_pages_ask_for_nothing_but_files(host: Path, page: Page, name: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((host / "course" / name).as_uri())
    started(page)
    below = (host / "course").as_uri()
    assert [url for url in asked if not url.startswith((below, "data:"))] == []


def test_from_a_stick_each_kind_answers_and_nothing_is_stored(host: Path, page: Page) -> None:
    page.goto((host / "course" / CHAPTER).as_uri())
    assert answer_all(page)
    kinds = page.locator("[data-exercise]").evaluate_all("all => all.map(one => one.dataset.kind)")
    assert {"choice", "rewrite", "sort", "reflection"} <= set(kinds)
    page.wait_for_timeout(1000)  # longer than the journal waits before it writes
    kept = page.evaluate(
        "async () => [Object.keys(localStorage), Object.keys(sessionStorage), (await indexedDB.databases()).length]"
    )
    assert kept == [[], [], 0]


def test_from_a_stick_the_page_for_lost_addresses_leads_to_the_start(host: Path, page: Page) -> None:
    page.goto((host / "course" / "404.html").as_uri())
    page.get_by_role("link", name="Go to the start").click()
    expect(page.locator("main h1")).to_have_text("Power With")
