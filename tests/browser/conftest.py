"""Chromium over the built book: watched for every error and every request, and killed without warning."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, sync_playwright

from . import disk, fox

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SHELL = "chromium-headless-shell"
QUIET = (
    # Chromium asks its maker for this and that at every start. Not here: each request would be counted as ours.
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
    "--disable-default-apps", "--disable-domain-reliability", "--no-first-run", "--no-default-browser-check",
    "--disable-features=Translate,OptimizationHints,MediaRouter,InterestFeedContentSuggestions",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
ROOT = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
OWN = ("127.0.0.1",)

WATCH_POLICY = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(
    `policy: ${event.effectiveDirective} stopped ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`));
"""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what a machine cannot do at all, and say so: to mount a small disk, or to run a Firefox."""
    reasons: dict[str, str] = {}
    if any("test_b07_" in item.name for item in items) and (problem := disk.why_not()):
        reasons["test_b07_"] = f"no small disk can be mounted here ({problem})"
    if any("_in_firefox_" in item.name for item in items) and fox.program() is None:
        reasons["_in_firefox_"] = "no Firefox is here"
    for part, reason in reasons.items():
        left = [item for item in items if part in item.name]
        items[:] = [item for item in items if part not in item.name]
        config.hook.pytest_deselected(items=left)
        print(f"\n{len(left)} tests named {part}… do not run: {reason}.")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium_path(playwright: Playwright) -> str:
    """Chromium from POWERWITH_CHROMIUM, from the PATH, or Playwright's own."""
    named = os.environ.get("POWERWITH_CHROMIUM")
    candidates = [named] if named else [*map(shutil.which, NAMES), playwright.chromium.executable_path]
    for candidate in candidates:
        if candidate and Path(candidate).is_file():
            return candidate
    says = f"{named or 'Chromium'}: no browser is there. Install Chromium, or name one in POWERWITH_CHROMIUM."
    if os.environ.get("CI") == "true":
        pytest.fail(says)
    pytest.skip(says)


@pytest.fixture(scope="session")
def axe_source(root: Path) -> str:
    """The accessibility checker, as the script that a page runs."""
    path = root / "js" / "node_modules" / "axe-core" / "axe.min.js"
    assert path.is_file(), f"{path}: axe-core is not there. Run `make test`, or `npm ci` in js."
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def browsers(playwright: Playwright) -> Iterator[Callable[[str], Browser]]:
    """Browsers by their program: each is started when it is first asked for, and serves all tests that follow."""
    running: dict[str, Browser] = {}

    def opened(program: str) -> Browser:
        if program not in running:
            running[program] = playwright.chromium.launch(executable_path=program, args=[*QUIET, *ROOT])
        return running[program]

    yield opened
    for one in running.values():
        one.close()


@pytest.fixture
def browser(request: pytest.FixtureRequest, browsers: Callable[[str], Browser], chromium_path: str) -> Browser:
    """Chromium, or where the mark `window` is missing its headless shell: the same engine without tabs and toolbars,
    whose windows and menus nobody sees here and which cost more time than most tests do."""
    if request.node.get_closest_marker("window"):
        return browsers(chromium_path)
    return browsers(os.environ.get("POWERWITH_SHELL") or shutil.which(SHELL) or chromium_path)


@dataclass
class Watched:
    """What a browser context did that it should not have done."""

    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> BrowserContext:
        """Begin to watch. Requests of every page and worker count, those that were stopped too."""
        context.add_init_script(WATCH_POLICY)
        context.on("request", self._asked)
        context.on("page", self._opened)
        for page in context.pages:
            self._opened(page)
        return context

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in OWN:
            self.elsewhere.append(f"{request.method} {request.url}")

    def _opened(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: said.type == "error" and self.complaints.append(f"{page.url}: {said.text} {said.location}"),
        )

    def verdict(self, *, may_complain: bool = False) -> None:
        """Fail when anything was asked of another host, or (unless expected) when a page reported an error."""
        assert not self.elsewhere, f"asked of other hosts: {self.elsewhere}"
        assert may_complain or not self.complaints, f"reported by the pages: {self.complaints}"


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
def context(browser: Browser, watched: Watched, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A fresh browser context that nothing was kept in."""
    opened = watched.over(browser.new_context(service_workers="block"))
    opened.set_default_timeout(30_000)
    yield opened
    opened.close()
    watched.verdict(may_complain=request.node.get_closest_marker("may_complain") is not None)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A fresh page. The test fails if it reports an error, breaks its policy, or asks another host."""
    return context.new_page()


@dataclass
class Profile:
    """A browser profile on disk that outlives the browser, which can be killed as a power cut would."""

    playwright: Playwright
    chromium: str
    folder: Path
    extra: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    browser: Browser | None = None

    def open(self) -> BrowserContext:
        """Start Chromium on this profile, in a process group of its own."""
        assert self.process is None, "the profile is open already"
        port_file = self.folder / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [self.chromium, "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={self.folder}",
             "--disable-gpu", *QUIET, *ROOT, *self.extra, "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        port = _first_line(port_file, self.process)
        self.browser = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        return self.browser.contexts[0]

    def kill(self) -> None:
        """SIGKILL to the whole group: no page hears of it."""
        assert self.process is not None, "the profile is not open"
        _kill_group(self.process)
        self._forget()

    def close(self) -> None:
        """Close the browser as a person does."""
        assert self.process is not None and self.browser is not None, "the profile is not open"
        self.browser.new_browser_cdp_session().send("Browser.close")
        try:
            self.process.wait(timeout=10)
        finally:
            _kill_group(self.process)
            self._forget()

    def _forget(self) -> None:
        self.process = None
        self.browser = None


@contextlib.contextmanager
def profile_in(folder: Path, playwright: Playwright, chromium: str) -> Iterator[Profile]:
    """A new profile in a folder; the browser ends with the block."""
    if sys.platform == "win32":
        pytest.skip("a process group can be killed at once only where signals exist.")
    made = Profile(playwright, chromium, folder / "profile")
    made.folder.mkdir()
    try:
        yield made
    finally:
        if made.process is not None:
            made.kill()


@pytest.fixture
def profile(playwright: Playwright, chromium_path: str, tmp_path: Path) -> Iterator[Profile]:
    """`profile.open()` gives a context on a profile kept on disk; `kill()` and `close()` end the browser."""
    with profile_in(tmp_path, playwright, chromium_path) as made:
        yield made


def _first_line(path: Path, process: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if path.is_file() and (text := path.read_text(encoding="utf-8")).count("\n"):
            return text.splitlines()[0]
        assert process.poll() is None, "Chromium ended while it was starting"
        time.sleep(0.02)
    raise AssertionError("Chromium did not open its debugging port in 20 s")


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=10)
