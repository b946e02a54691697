"""What every benchmark stands on: packages to compare with, a host that compresses, a watched Chromium, tables."""

import argparse
import gzip
import http.server
import math
import mimetypes
import os
import platform
import shutil
import statistics
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, CDPSession, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache" / "bench"
STOCK = CACHE / "stock"
"""A virtual environment of its own for what we compare with, so that nothing of it gets into the course."""
NPM = CACHE / "npm"
NPM_PACKAGES = ("@jupyter-widgets/html-manager@1.0", "requirejs@2.3", "vader-sentiment@1.1")
QUIET = (
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
    "--disable-default-apps", "--disable-domain-reliability", "--no-first-run", "--no-default-browser-check",
    "--disable-features=Translate,OptimizationHints,MediaRouter,InterestFeedContentSuggestions",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
SLOW = {"latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8, "offline": False}
"""A slow phone connection: 150 ms there and back, 1.6 Mbit/s down."""


def runs_wanted(says: str, default: int = 5) -> int:
    """The one option all benchmarks share."""
    parser = argparse.ArgumentParser(description=says)
    parser.add_argument("--runs", type=int, default=default, help=f"runs whose median counts (default {default})")
    return max(1, int(parser.parse_args().runs))


def stock_python() -> Path:
    """Python with the stock book and its widgets and quizzes; installed the first time."""
    python = STOCK / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = STOCK / ".ready"
    wanted = (ROOT / "constraints.txt").read_text(encoding="utf-8") + str(STOCK)
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        print("Installing what the benchmarks compare with (only this first time) ...", file=sys.stderr, flush=True)
        run(sys.executable, "-m", "venv", "--clear", str(STOCK))
        run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", "constraints.txt",
            *_group("bench"))  # fmt: skip
        stamp.write_text(wanted, encoding="utf-8")
    return python


def _group(name: str) -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    shared = ("jupyter-book", "ipywidgets", "anywidget", "myst-nb")
    core = [one for one in project["dependencies"] if one.startswith(shared)]
    return [*core, *project["optional-dependencies"][name]]


def npm_packages() -> Path:
    """The folder node_modules with the widget manager; installed the first time."""
    modules = NPM / "node_modules"
    stamp = NPM / ".ready"
    wanted = " ".join(NPM_PACKAGES)
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        NPM.mkdir(parents=True, exist_ok=True)
        (NPM / "package.json").write_text('{"private": true}\n', encoding="utf-8")
        run("npm", "install", "--prefix", str(NPM), "--no-audit", "--no-fund", "--silent", *NPM_PACKAGES)
        stamp.write_text(wanted, encoding="utf-8")
    return modules


def run(*command: str, cwd: Path = ROOT) -> str:
    """Run a command; its own words are the error when it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        words = (done.stderr or done.stdout)[-3000:]
        raise SystemExit(f"{' '.join(command[:4])}: it ended with {done.returncode}.\n{words}")
    return done.stdout


def esbuild(source: Path, target: Path, *more: str) -> Path:
    """Bundle or shorten one script with the front end's own bundler."""
    binary = ROOT / "js" / "node_modules" / ".bin" / "esbuild"
    target.parent.mkdir(parents=True, exist_ok=True)
    run(str(binary), str(source), f"--outfile={target}", "--log-level=error", "--allow-overwrite", *more)
    return target


# -- the host


class _Pages(http.server.BaseHTTPRequestHandler):
    """Answers from memory, compressed as ordinary hosts do, so that no disk is in the figures."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body in one write
    files: dict[str, tuple[str, bytes, bool]]

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).lstrip("/")
        found = self.files.get(path if path and not path.endswith("/") else f"{path}index.html")
        kind, body, packed = found or ("text/plain", b"not here\n", False)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name is the parent's)
        pass


PACKED = (".html", ".js", ".css", ".svg", ".json", ".txt")


def _content(path: Path) -> tuple[str, bytes, bool]:
    kind = {".js": "text/javascript", ".woff2": "font/woff2"}.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    body = path.read_bytes()
    packed = path.suffix in PACKED
    return kind or "application/octet-stream", gzip.compress(body, 6, mtime=0) if packed else body, packed


@contextmanager
def hosting(folder: Path) -> Iterator[str]:
    """Serve a folder with gzip on this device until the block ends; gives the address, ending in a slash."""
    files = {path.relative_to(folder).as_posix(): _content(path) for path in folder.rglob("*") if path.is_file()}
    handler = type("Handler", (_Pages,), {"files": files})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


# -- the browser


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """A headless Chromium that reaches this device only."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    with sync_playwright() as playwright:
        named = [os.environ.get("POWERWITH_CHROMIUM"), *map(shutil.which, names), playwright.chromium.executable_path]
        path = next((one for one in named if one and Path(one).is_file()), None)
        if path is None:
            raise SystemExit("Chromium: no browser is there. Install Chromium, or name one in POWERWITH_CHROMIUM.")
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *root, *more])
        yield browser
        browser.close()


def slow_down(session: CDPSession, *, network: bool = True, cpu: int = 4) -> None:
    """Make the page's device a slow phone."""
    if network:
        session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": cpu})


# -- figures and tables


def median(values: Iterable[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def quantile(values: Sequence[float], share: float) -> float:
    """The value that this share of all values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share) - 1)]


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; the first column is text, the others are figures."""
    lines = ["| " + " | ".join(head) + " |", "|---" + "|---:" * (len(head) - 1) + "|"]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def verdict(value: float, goal: float, unit: str, *, digits: int = 1) -> str:
    """The figure beside its goal, and whether it is reached."""
    return f"{value:.{digits}f} {unit} (goal ≤ {goal:g} {unit}: {'reached' if value <= goal else '**missed**'})"


def machine() -> str:
    """What the figures were taken on."""
    names = ("jupyter-book", "sphinx", "myst-nb", "playwright")
    packages = ", ".join(f"{name} {version(name)}" for name in names)
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {load} at the start; "
        f"Python {platform.python_version()}, {packages}"
    )
