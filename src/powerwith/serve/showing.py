"""What a person runs: the whole course, or one exercise, in the browser until Ctrl+C."""

import os
import shutil
import socket
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from powerwith.bank import files
from powerwith.serve.building import build_book, watch
from powerwith.serve.server import Live, ServeError, Server, is_every_address, is_loopback, serve
from powerwith.source import closest

FOLDERS_OF_THE_BOOK = ("book", "exercises", "notebooks", "src/powerwith/static")
FILES_OF_THE_BOOK = ("index.md", "_config.yml", "_toc.yml")


def serve_book(
    root: Path = Path(),
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    live: bool = False,
    open_page: bool = True,
) -> int:
    """Build the course, serve it until Ctrl+C, and, when live, build again after every edit.

    Returns the exit code: 1 when the book could not be built, or not served.
    """
    root, started = Path(root).resolve(), time.time()
    print("Building the book. The first time, its notebooks are run.", flush=True)
    problem = build_book(root)
    if problem:
        print(problem, file=sys.stderr)
    folder = root / "_build" / "html"
    if problem and not (live and folder.is_dir()):
        return 1
    state = Live() if live else None
    if state:
        state.record(problem)

    def rebuild() -> None:
        _tell(state, build_book(root))

    def follow(stop: threading.Event) -> None:
        folders = [root / name for name in FOLDERS_OF_THE_BOOK]
        files = [root / name for name in FILES_OF_THE_BOOK]
        watch(folders, files, rebuild, stop, since=started)

    return _run(folder, state, follow, host=host, port=port, open_page=open_page)


def preview(
    exercise_id: str,
    *,
    root: Path = Path(),
    host: str = "127.0.0.1",
    port: int = 8000,
    open_page: bool = True,
) -> int:
    """Open one exercise in the browser and follow edits to its file.

    A file that cannot be read yet shows its problems as a page, and the exercise again once it is mended.
    Returns the exit code: 1 when there is no exercise of that id, or it could not be served.
    """
    root = Path(root).resolve()
    exercises = root / "exercises"
    bank = {path.stem: path for path in files(exercises)}
    source = bank.get(exercise_id)
    if source is None:
        near = closest(exercise_id, list(bank))
        advice = f"Did you mean {near}?" if near else "`powerwith new` makes one."
        print(f"{exercise_id}: no exercise has this id in {exercises}. {advice}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="powerwith-preview-") as scratch:
        project = _OnePage(root, source, Path(scratch).resolve())
        state = Live()

        def rebuild() -> None:
            problem = project.build()
            state.record("")  # the page that tells of a problem is a page too: show it
            if problem:
                print(problem, file=sys.stderr, flush=True)

        started = time.time()
        rebuild()

        def follow(stop: threading.Event) -> None:
            watch([exercises, root / "src/powerwith/static"], [], rebuild, stop, since=started)

        return _run(project.pages, state, follow, host=host, port=port, open_page=open_page)


@dataclass
class _OnePage:
    """A course of one page around one exercise, in a folder of its own: a broken neighbour does not matter."""

    root: Path
    source: Path
    scratch: Path

    @property
    def pages(self) -> Path:
        return self.scratch / "_build" / "html"

    def build(self) -> str:
        """Make the page; returns what is wrong, which is then also what the page says."""
        copy = self.scratch / self.source.relative_to(self.root)
        for folder in (copy.parent, self.pages):
            folder.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(self.source, copy)
        except FileNotFoundError:
            name = self.source.relative_to(self.root)
            return self._tell(f"{name}: the file is gone. Put it back, or stop with Ctrl+C.")
        shutil.copyfile(self.root / "_config.yml", self.scratch / "_config.yml")
        shutil.copytree(self.root / "book", self.scratch / "book", dirs_exist_ok=True)
        (self.scratch / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
        page = f"# Preview\n\n```{{practice}} {self.source.stem}\n```\n"
        (self.scratch / "index.md").write_text(page, encoding="utf-8")
        problem = build_book(self.scratch)
        return self._tell(problem) if problem else ""

    def _tell(self, problem: str) -> str:
        (self.pages / "index.html").write_text(_problem_page(self.source.stem, problem), encoding="utf-8")
        shutil.rmtree(self.scratch / "_build" / ".doctrees", ignore_errors=True)  # the next build writes all pages
        return problem


def _problem_page(exercise_id: str, problem: str) -> str:
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(exercise_id)}</title></head>\n'
        f"<body><h1>{escape(exercise_id)} cannot be shown yet</h1>\n<pre>{escape(problem)}</pre>\n"
        "<p>This page follows the file: save it and look here again.</p>\n</body></html>\n"
    )


def _tell(state: Live | None, problem: str) -> None:
    if state:
        state.record(problem)
    print(problem or "Built again.", file=sys.stderr if problem else sys.stdout, flush=True)


def _run(
    folder: Path,
    state: Live | None,
    follow: Callable[[threading.Event], None],
    *,
    host: str,
    port: int,
    open_page: bool,
) -> int:
    """Serve until Ctrl+C, following edits when live."""
    try:
        server = serve(folder, host=host, port=port, live=state)
    except ServeError as error:
        print(error, file=sys.stderr)
        return 1
    stop = threading.Event()
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(_where(server), flush=True)
        if open_page and _has_a_screen():
            webbrowser.open(server.url)
        try:
            if state:
                follow(stop)
            else:
                stop.wait()
        except KeyboardInterrupt:
            print("\nStopped.")
        finally:
            stop.set()
            server.shutdown()
    return 0


def _where(server: Server) -> str:
    """The lines that say where to look, and who else can."""
    if is_loopback(server.host):
        return f"The course is at {server.url} and only this device can open it. Ctrl+C stops it."
    seen = _lan_address() if is_every_address(server.host) else server.host
    return (
        f"On this device: {server.url}\n"
        f"On a phone in the same network: http://{seen}:{server.port}/\n"
        "Everybody in this network can read the pages of the course while this runs, and nothing else of this\n"
        "device. What somebody writes stays in the browser they write it in. Ctrl+C stops it."
    )


def _lan_address() -> str:
    """This device's address in its network, as the routing table has it; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address kept for documentation; UDP connects without a packet
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()


def _has_a_screen() -> bool:
    """Whether opening a browser window makes sense here."""
    if os.environ.get("CI"):
        return False
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
