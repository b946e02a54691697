"""Shows the course in a browser on this device, and follows edits while somebody writes.

`serve_book` builds and serves the whole course, `preview` one exercise. The server only reads files: it has
no way to receive an answer, so what learners write stays in their browser.
"""

import contextlib
import difflib
import http.server
import ipaddress
import json
import os
import queue
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from watchfiles import watch as changes_in

__all__ = ["Live", "ServeError", "Server", "build_book", "preview", "serve", "serve_book", "watch"]

FOLDERS_OF_THE_BOOK = ("book", "exercises", "notebooks", "src/powerwith/static")
FILES_OF_THE_BOOK = ("index.md", "_config.yml", "_toc.yml")
JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"
FRAME = re.compile(r"=+|Exercises:|Building your book, returns a non-zero exit code.*|There was an error in building .*")
STRICTLY = ("--warningiserror", "--nitpick", "--keep-going", "-q")

# Named here because the operating system's own table may be empty or wrong (Windows serves .js as plain text).
MIME_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".ipynb": "application/x-ipynb+json",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".yml": "text/yaml; charset=utf-8",
    ".zip": "application/zip",
}

# The page carries the version it was made from in the script's address, so a page opened while a build was
# running still notices that it is old.
LIVE_SCRIPT = """\
(() => {
  const mine = new URL(document.currentScript.src).searchParams.get("version");
  let note = null;
  const show = (words) => {
    if (note === null) {
      note = document.createElement("pre");
      note.setAttribute("role", "status");
      Object.assign(note.style, {
        position: "fixed", inset: "auto 0 0 0", zIndex: "9999", margin: "0", padding: "1rem", maxHeight: "50vh",
        overflow: "auto", whiteSpace: "pre-wrap", background: "#fff4e5", color: "#222", borderTop: "3px solid #b45309",
      });
      document.body.append(note);
    }
    note.hidden = words === "";
    if (note.textContent !== words) note.textContent = words;
  };
  const look = async () => {
    try {
      const answer = await fetch("/__version", { cache: "no-store" });
      const { version, problem } = await answer.json();
      if (version !== mine) { location.reload(); return; }
      show(problem);
    } catch { /* The server has stopped. It may come back. */ }
    setTimeout(look, 500);
  };
  look();
})();
"""

# Served in place of the book's own worker while somebody edits: one installed by an earlier `make serve` on this
# address would go on showing the pages it keeps.
NO_WORKER = """\
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
  const kept = (await caches.keys()).filter((name) => name.startsWith("powerwith-"));
  for (const name of kept) await caches.delete(name);
  const open = kept.length ? await clients.matchAll({ type: "window", includeUncontrolled: true }) : [];
  await registration.unregister();
  for (const page of open) page.navigate(page.url);
})()));
"""


class ServeError(Exception):
    """The course cannot be shown; the message says why and what to do."""


@dataclass
class Live:
    """What an open page asks for: which build it should show, and what stands in the way of a newer one."""

    problem: str = ""
    builds: int = 0
    started: str = field(default_factory=lambda: secrets.token_hex(4))

    @property
    def version(self) -> str:
        """Another word after every build, and after every restart."""
        return f"{self.started}-{self.builds}"

    def record(self, problem: str) -> None:
        """Note a finished build: open pages reload, and say what is the case if something is."""
        self.problem = problem
        self.builds += 1


class Server(http.server.ThreadingHTTPServer):
    """Serves one folder of finished pages, for reading only."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows this would let two servers share one port

    def __init__(self, folder: Path, host: str, port: int, live: Live | None) -> None:
        self.folder, self.host, self.live = folder, host, live
        self._open: set[Any] = set()
        if ":" in host:
            self.address_family = socket.AF_INET6
        super().__init__((host, port), _Pages)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Stop listening, and end what browsers keep open: a stopped server answers nobody."""
        super().server_close()
        for request in tuple(self._open):
            with contextlib.suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away in mid-sentence is not worth a word."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        """The address for a browser on this device."""
        host = self.host if _is_loopback(self.host) else "127.0.0.1" if _is_every_address(self.host) else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"

    def answers_to(self, host_header: str | None) -> bool:
        """Whether a request meant this server.

        A page elsewhere can point a name of its own at this device and read what is served here. Such a
        request names a foreign host, so only names of this device are answered, and addresses where other
        devices may look.
        """
        try:
            name = urlsplit(f"//{host_header or ''}").hostname or ""
        except ValueError:
            return False
        if _is_loopback(name):
            return True
        if _is_loopback(self.host):
            return False
        own = socket.gethostname().lower()
        return _is_address(name) or name in {self.host.lower(), own, f"{own}.local"}


class _Pages(http.server.SimpleHTTPRequestHandler):
    """Answers one request with a file, or with one sentence."""

    server: Server
    server_version = "powerwith"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 30
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | MIME_TYPES

    def __init__(self, request: Any, client_address: Any, server: Server) -> None:
        super().__init__(request, client_address, server, directory=str(server.folder))

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        live = self.server.live
        path = urlsplit(self.path).path
        if not self.server.answers_to(self.headers.get("Host")):
            words = f"This server does not answer to that name. Open {self.server.url} instead.\n"
            self._send(words, ".txt", with_body, HTTPStatus.MISDIRECTED_REQUEST)
        elif live and path == "/__version":
            self._send(json.dumps({"version": live.version, "problem": live.problem}), ".json", with_body)
        elif live and path == "/__live.js":
            self._send(LIVE_SCRIPT, ".js", with_body)
        elif live and path == "/sw.js":
            self._send(NO_WORKER, ".js", with_body)
        elif live and (page := self._page()) is not None:
            tag = f'<script src="/__live.js?version={live.version}"></script>\n</body>'
            head, mark, tail = page.read_text(encoding="utf-8").rpartition("</body>")
            self._send(f"{head}{tag}{tail}" if mark else tail, ".html", with_body)
        elif with_body:
            super().do_GET()
        else:
            super().do_HEAD()

    def _page(self) -> Path | None:
        """The page asked for, if it is one; a folder without its closing slash is left to the redirect."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and urlsplit(self.path).path.endswith("/"):
            path /= "index.html"
        return path if path.suffix == ".html" and path.is_file() else None

    def _send(self, words: str, kind: str, with_body: bool, status: HTTPStatus = HTTPStatus.OK) -> None:
        body = words.encode()
        self.send_response(status)
        self.send_header("Content-Type", MIME_TYPES[kind])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def list_directory(self, path: Any) -> None:
        """Folders are not listed: a course is read by its pages."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store" if self.server.live else "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name is the parent's)
        """Say nothing: which page somebody reads is theirs."""


def serve(folder: Path, *, host: str = "127.0.0.1", port: int = 8000, live: Live | None = None) -> Server:
    """Open a server on a folder of pages, on the next free port when this one is taken.

    The server is bound but not yet running: call `serve_forever`. Raises `ServeError` when the address is
    not one of this device, or not ours to use.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise ServeError(f"{folder}: there is no such folder. Build the book first: `make book`.")
    for candidate in (port, *range(port + 1, port + 20), 0) if port else (0,):
        try:
            return Server(folder, host, candidate, live)
        except PermissionError as error:
            raise ServeError(f"port {candidate}: this one needs an administrator. Take one above 1023.") from error
        except OverflowError as error:
            raise ServeError(f"port {candidate}: ports go from 0 to 65535. Take one in between.") from error
        except socket.gaierror as error:
            raise ServeError(f"{host}: no such name is known here. Take 127.0.0.1 or 0.0.0.0.") from error
        except OSError as error:
            if not _is_own_address(host):
                raise ServeError(f"{host}: not an address of this device. Take 127.0.0.1 or 0.0.0.0.") from error
    raise ServeError(f"{host}: no port is free. Stop another server and try again.")


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
    root = Path(root).resolve()
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

    folders = [root / name for name in FOLDERS_OF_THE_BOOK]
    files = [root / name for name in FILES_OF_THE_BOOK]
    return _run(folder, host, port, state, rebuild, folders, files, open_page)


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
    source = next(exercises.rglob(f"{exercise_id}.yml"), None)
    if source is None:
        near = difflib.get_close_matches(exercise_id, [path.stem for path in exercises.rglob("*.yml")], n=1)
        advice = f"Did you mean {near[0]}?" if near else "`powerwith new` makes one."
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

        rebuild()
        folders = [exercises, root / "src/powerwith/static"]
        return _run(project.pages, host, port, state, rebuild, folders, [], open_page)


def build_book(root: Path, *, into: Path | None = None) -> str:
    """Build the whole course with every warning counted as an error; returns what is wrong, or nothing."""
    where = ["--path-output", str(into)] if into else []
    done = subprocess.run(
        [sys.executable, "-c", JUPYTER_BOOK, "build", str(root), *STRICTLY, *where],
        cwd=root, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if done.returncode == 0:
        return ""
    return _what_sphinx_said(done.stderr or done.stdout).replace(f"{root.resolve()}{os.sep}", "")


def watch(
    folders: Iterable[Path],
    files: Iterable[Path],
    react: Callable[[], None],
    stop: threading.Event,
) -> None:
    """Call `react` after each burst of edits below the folders or to the files, until `stop` is set.

    Files are watched through the folder they lie in, since editors replace a file rather than write into it.
    """
    edits: queue.Queue[None] = queue.Queue()
    wanted = {str(path) for path in files}

    def follow(places: list[Path], *, deep: bool) -> None:
        for burst in changes_in(*places, recursive=deep, stop_event=stop, debounce=200, raise_interrupt=False):
            if deep or any(path in wanted for _, path in burst):
                edits.put(None)

    deep = [path for path in folders if path.is_dir()]
    flat = sorted({Path(path).parent for path in wanted})
    for places, is_deep in ((deep, True), (flat, False)):
        if places:
            threading.Thread(target=follow, args=(places,), kwargs={"deep": is_deep}, daemon=True).start()
    while not stop.is_set():
        try:
            edits.get(timeout=0.25)
        except queue.Empty:
            continue
        while not edits.empty():
            edits.get_nowait()
        react()


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
            return self._tell(f"{self.source.relative_to(self.root)}: the file is gone. Put it back, or stop with Ctrl+C.")
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


def _what_sphinx_said(words: str) -> str:
    """Sphinx's own sentences, without colour, frames and the way the error took through the code."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", words)
    before, _, _ = plain.partition("Traceback (most recent call last)")
    lines = [line.strip() for line in (before if before.strip() else plain).splitlines()]
    kept = [line for line in lines if line and not FRAME.fullmatch(line)]
    return "\n".join(kept) or "The build stopped without a word. Run `make book` to see more."


def _tell(state: Live | None, problem: str) -> None:
    if state:
        state.record(problem)
    print(problem or "Built again.", file=sys.stderr if problem else sys.stdout, flush=True)


def _run(
    folder: Path,
    host: str,
    port: int,
    state: Live | None,
    rebuild: Callable[[], None],
    folders: Iterable[Path],
    files: Iterable[Path],
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
                watch(folders, files, rebuild, stop)
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
    if _is_loopback(server.host):
        return f"The course is at {server.url} and only this device can open it. Ctrl+C stops it."
    seen = _lan_address() if _is_every_address(server.host) else server.host
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


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(name: str) -> bool:
    return name == "localhost" or (_is_address(name) and ipaddress.ip_address(name).is_loopback)


def _is_every_address(name: str) -> bool:
    return name == "" or (_is_address(name) and ipaddress.ip_address(name).is_unspecified)


def _is_own_address(host: str) -> bool:
    """Whether this device has the address at all, so that only the port can have been taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        try:
            probe.bind((host, 0))
        except OSError:
            return False
    return True
