"""The server: one folder of finished pages, for reading only, on this device."""

import contextlib
import http.server
import ipaddress
import json
import os
import secrets
import socket
import sys
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

LIVE_SCRIPT = Path(__file__).with_name("live.js").read_text(encoding="utf-8")
NO_WORKER = Path(__file__).with_name("no_worker.js").read_text(encoding="utf-8")

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
        host = self.host if is_loopback(self.host) else "127.0.0.1" if is_every_address(self.host) else self.host
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
        if is_loopback(name):
            return True
        if is_loopback(self.host):
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


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(name: str) -> bool:
    return name == "localhost" or (_is_address(name) and ipaddress.ip_address(name).is_loopback)


def is_every_address(name: str) -> bool:
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
