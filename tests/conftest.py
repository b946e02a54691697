"""What all tests share: the repository, and the real book built once."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from faults import note_fault, write_faults
from support import running

from powerwith import serve

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("_config.yml", "_toc.yml", "index.md", "book", "notebooks", "exercises", "src/powerwith")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "may_complain(reason): the page of this test is expected to report an error")


def pytest_sessionstart(session: pytest.Session) -> None:
    manager = session.config.pluginmanager
    if (terminal := manager.get_plugin("terminalreporter")) and not hasattr(session.config, "workerinput"):
        manager.register(AtOnce(terminal))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note how each test of a fault ended; `tools/faults.py` puts it on the page of the book."""
    if report.when == "call" or not report.passed:
        note_fault(report.nodeid, passed=report.passed)


class AtOnce:
    """Names a failure when it happens: a run that is cut short has said by then what it found."""

    def __init__(self, terminal: pytest.TerminalReporter) -> None:
        self.terminal = terminal

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            crash = getattr(report.longrepr, "reprcrash", None)
            said = str(crash.message if crash else report.longrepr).strip().splitlines()[:1]
            self.terminal.write_line(f"\nFAILED {report.nodeid} ({report.when}): {''.join(said)}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if named := os.environ.get("POWERWITH_FAULTS"):
        write_faults(Path(named), is_worker=hasattr(session.config, "workerinput"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def book() -> Path:
    """The real book, built with every warning an error; built again only when something in it is newer.

    POWERWITH_BOOK may name a book that is built already.
    """
    if named := os.environ.get("POWERWITH_BOOK"):
        return Path(named)
    html = ROOT / "_build" / "html"
    stamp = ROOT / "_build" / ".tested"
    if not stamp.is_file() or not (html / "index.html").is_file() or stamp.stat().st_mtime < _newest():
        started = _newest()
        problem = serve.build_book(ROOT)
        assert not problem, problem
        stamp.touch()
        os.utime(stamp, (started, started))
    return html


@pytest.fixture(scope="session")
def pages(book: Path) -> list[str]:
    """Every page of the built book, as an address relative to its root."""
    found = [path.relative_to(book).as_posix() for path in book.rglob("*.html")]
    return sorted(page for page in found if not page.startswith("_static/"))


@pytest.fixture(scope="session")
def site(book: Path) -> Iterator[str]:
    """The address of the built book on this machine, ending in a slash."""
    with _serving(book) as address:
        yield address


@pytest.fixture(scope="session")
def serving() -> Callable[..., AbstractContextManager[str]]:
    """`with serving(folder) as address:` serves a folder with the course's own server until the block ends."""
    return _serving


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice, which opens what was saved without a window. CI must have it."""
    path = shutil.which("soffice") or shutil.which("libreoffice")
    if path is None:
        says = "LibreOffice is not here. Install libreoffice-writer-nogui to see documents opened."
        if os.environ.get("CI") == "true":
            pytest.fail(says)
        pytest.skip(says)
    return path


@contextmanager
def _serving(folder: Path, *, port: int = 0, live: serve.Live | None = None) -> Iterator[str]:
    with running(serve.serve(folder, port=port, live=live)) as server:
        yield server.url


def _newest() -> float:
    files = [path for name in SOURCES for path in _below(ROOT / name)]
    return max(path.stat().st_mtime for path in files)


def _below(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return [path for path in place.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
