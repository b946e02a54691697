"""A page that is open while somebody edits the course: it reloads by itself, under the book's own policy."""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support import running

from powerwith.serve import Live, build_book, serve

from .drive import eventually

pytestmark = [pytest.mark.browser, pytest.mark.window]


@pytest.fixture
def course(root: Path, tmp_path: Path) -> Path:
    """A course of one page, with the settings and templates of the real one."""
    for name in ("_config.yml", "pyproject.toml"):
        shutil.copy(root / name, tmp_path)
    shutil.copytree(root / "book", tmp_path / "book")
    (tmp_path / "exercises").mkdir()
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    (tmp_path / "index.md").write_text("# Before\n", encoding="utf-8")
    return tmp_path


def test_an_open_page_follows_edits_and_says_what_stands_in_the_way(course: Path, page: Page) -> None:
    with live(course) as address:
        page.goto(address)
        expect(page.locator("h1")).to_have_text("Before")

        (course / "index.md").write_text("# After\n", encoding="utf-8")
        expect(page.locator("h1")).to_have_text("After", timeout=60_000)

        (course / "index.md").write_text("# After\n\n```{practice} nowhere\n```\n", encoding="utf-8")
        expect(page.get_by_role("status").filter(has_text="index.md:3")).to_be_visible(timeout=60_000)

        (course / "index.md").write_text("# Mended\n", encoding="utf-8")
        expect(page.locator("h1")).to_have_text("Mended", timeout=60_000)
        expect(page.get_by_text("index.md:3")).to_have_count(0)
        page.goto("about:blank")  # a page left open would note that the server has stopped


ACTIVE = """async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated" """


def test_pages_kept_from_an_earlier_visit_do_not_hide_edits(course: Path, browser: Browser) -> None:
    html = course / "_build" / "html"
    assert build_book(course) == ""
    context = browser.new_context(service_workers="allow")
    page = context.new_page()
    try:
        with running(serve(html, port=0)) as server:
            page.goto(server.url)
            eventually(page, ACTIVE)
            page.reload()
            assert page.evaluate("navigator.serviceWorker.controller !== null")

        index = html / "index.html"
        index.write_text(index.read_text(encoding="utf-8").replace("Before", "After"), encoding="utf-8")
        with running(serve(html, port=server.port, live=Live())) as again:
            assert again.port == server.port
            page.goto(again.url)
            expect(page.locator("h1")).to_contain_text("After", timeout=60_000)
    finally:
        context.close()


@contextmanager
def live(course: Path) -> Iterator[str]:
    """Run `powerwith serve --live` until the block ends; gives its address."""
    started = subprocess.Popen(
        [sys.executable, "-m", "powerwith.cli", "serve", "--live", "--port", "0", "--no-open"],
        cwd=course, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert started.stdout is not None
    try:
        address = next((found[0] for line in started.stdout if (found := re.search(r"http://\S+", line))), None)
        assert address, "no address was printed"
        yield address
    finally:
        started.send_signal(signal.SIGINT)
        started.communicate(timeout=30)
