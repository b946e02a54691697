"""Firefox, driven by Marionette, the remote control that every Firefox has: a few commands as JSON over a socket.

Playwright drives no ordinary Firefox, and another package with a browser of its own would be large. What a page does
is said as JavaScript, as in keeping.py.
"""

import contextlib
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NAMES = ("firefox-esr", "firefox")
PREFERENCES = {
    # Firefox asks its maker for this and that at every start. Not here.
    "app.normandy.enabled": False, "app.update.disabledForTesting": True, "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False, "browser.region.network.url": "", "browser.search.update": False,
    "browser.safebrowsing.downloads.remote.enabled": False, "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False, "browser.safebrowsing.provider.mozilla.updateURL": "",
    "browser.shell.checkDefaultBrowser": False, "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0, "browser.tabs.remote.autostart": True, "captivedetect.canonicalURL": "",
    "datareporting.policy.dataSubmissionEnabled": False, "dom.serviceWorkers.enabled": False,
    "extensions.systemAddon.update.enabled": False, "extensions.update.enabled": False,
    "geo.provider.testing": True, "media.gmp-manager.updateEnabled": False,
    "messaging-system.rsexperimentloader.enabled": False,
    "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True, "network.proxy.type": 0,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.server": "", "toolkit.telemetry.unified": False, "marionette.port": 0,
    "dom.disable_beforeunload": True,
}  # fmt: skip


class FoxError(AssertionError):
    """What Firefox answered instead of doing what it was told."""


@dataclass
class Fox:
    """One Firefox over a profile on disk, which can be killed and opened again."""

    program: str
    folder: Path
    preferences: dict[str, Any] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    wire: socket.socket | None = None
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _unread: bytes = b""

    def open(self) -> "Fox":
        """Start it, in a process group of its own."""
        assert self.process is None, "the profile is open already"
        self.folder.mkdir(exist_ok=True)
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in (PREFERENCES | self.preferences).items()]
        (self.folder / "user.js").write_text("\n".join(lines), encoding="utf-8")
        port_file = self.folder / "MarionetteActivePort"
        port_file.unlink(missing_ok=True)
        command = [
            self.program,
            "--headless",
            "--marionette",
            "--remote-allow-system-access",
            "--no-remote",
            "--profile",
            str(self.folder),
        ]
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            env=os.environ | {"HOME": str(self.folder.parent), "MOZ_CRASHREPORTER_DISABLE": "1"},
        )  # fmt: skip
        until = time.monotonic() + 30
        while not (port_file.is_file() and port_file.read_text().strip()):
            assert self.process.poll() is None, "Firefox ended while it was starting"
            assert time.monotonic() < until, "Firefox did not open its port in 30 s"
            time.sleep(0.05)
        self.wire = socket.create_connection(("127.0.0.1", int(port_file.read_text())), timeout=60)
        self._unread = b""
        self._answer()
        self.tell("WebDriver:NewSession", capabilities={"alwaysMatch": {"unhandledPromptBehavior": "accept"}})
        self.tell("WebDriver:SetTimeouts", script=40_000, pageLoad=40_000)
        return self

    def tell(self, command: str, **given: Any) -> Any:
        """One command; what it answers, or a FoxError."""
        assert self.wire is not None, "Firefox is not open"
        message = json.dumps([0, next(self._numbers), command, given]).encode()
        self.wire.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._answer()
        if error:
            raise FoxError(f"{error['error']}: {error['message']}")
        return result.get("value", result) if isinstance(result, dict) else result

    def _answer(self) -> Any:
        assert self.wire is not None
        while b":" not in self._unread:
            self._read()
        length, self._unread = self._unread.split(b":", 1)
        while len(self._unread) < int(length):
            self._read()
        text, self._unread = self._unread[: int(length)], self._unread[int(length) :]
        return json.loads(text)

    def _read(self) -> None:
        assert self.wire is not None
        more = self.wire.recv(65536)
        if not more:
            raise FoxError("Firefox hung up")
        self._unread += more

    def goto(self, address: str) -> None:
        self.tell("WebDriver:Navigate", url=address)

    def run(self, script: str, *given: Any) -> Any:
        """What a function, async or not, makes of the given things in the page that is in front."""
        wrapped = (
            f"const done = arguments[arguments.length - 1]; Promise.resolve(({script})(...arguments)).then("
            "value => done({value}), error => done({error: String(error)}))"
        )
        said = self.tell(
            "WebDriver:ExecuteAsyncScript", script=wrapped, args=list(given), newSandbox=False, sandbox=None
        )
        if "error" in said:
            raise FoxError(said["error"])
        return said.get("value")

    def wait(self, script: str, *given: Any, seconds: float = 20) -> Any:
        """Until a function says something true."""
        until = time.monotonic() + seconds
        while not (found := self.run(script, *given)):
            assert time.monotonic() < until, f"waited {seconds} s in vain: {script} {given}"
            time.sleep(0.05)
        return found

    def chrome(self, script: str, *given: Any) -> Any:
        """The same in the browser itself."""
        self.tell("Marionette:SetContext", value="chrome")
        try:
            return self.run(script, *given)
        finally:
            self.tell("Marionette:SetContext", value="content")

    def tab(self, address: str) -> str:
        """Another tab, now in front, at an address; returns its handle for `front`."""
        handle: str = self.tell("WebDriver:NewWindow", type="tab", focus=True)["handle"]
        self.front(handle)
        self.goto(address)
        return handle

    def here(self) -> str:
        return str(self.tell("WebDriver:GetWindowHandle"))

    def front(self, handle: str) -> None:
        self.tell("WebDriver:SwitchToWindow", handle=handle, focus=True)

    def close_tab(self) -> None:
        """Close the one in front; another comes to the front."""
        self.front(self.tell("WebDriver:CloseWindow")[0])

    def attach(self, selector: str, path: Path) -> None:
        """Give a file to a file chooser."""
        found = self.tell("WebDriver:FindElement", using="css selector", value=selector)
        self.tell("WebDriver:ElementSendKeys", id=next(iter(found.values())), text=str(path))

    def kill(self) -> None:
        """SIGKILL to the whole group."""
        assert self.process is not None, "Firefox is not open"
        if self.wire:
            self.wire.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=20)
        self.process = self.wire = None

    def close(self) -> None:
        """Close it as a person does."""
        assert self.process is not None, "Firefox is not open"
        with contextlib.suppress(FoxError, OSError):
            self.tell("Marionette:Quit", flags=["eAttemptQuit"])
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=20)
        self.kill()


def program() -> str | None:
    """A Firefox from POWERWITH_FIREFOX or from the PATH."""
    named = os.environ.get("POWERWITH_FIREFOX")
    return named or next(filter(None, map(shutil.which, NAMES)), None)
