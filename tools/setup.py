"""Makes the virtual environment .venv and installs what the course needs into it.

    tools/python tools/setup.py [dev] [lab]

Without a word after it, what building and reading the course needs; `dev` adds the tools for tests,
`lab` JupyterLab. A second run looks at a stamp and returns at once. Needs only the standard library.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / ".ready"
LOG = ROOT / ".cache" / "install.log"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSTALLED_FROM = ("pyproject.toml", "constraints.txt", "requirements.txt", "tools/setup.py")
NO_NETWORK = re.compile(
    r"NewConnectionError|NameResolution|Name or service|Connection\w*Error|ConnectTimeout|ReadTimeout|timed out"
    r"|ProxyError|dns error|error sending request|No address|Network is unreachable",
    re.IGNORECASE,
)


class SetupError(Exception):
    """The course cannot be set up here; the message says why and what to do."""


def main(extras: list[str]) -> int:
    """Set up what is asked for, unless it already is; returns the exit code."""
    try:
        ready(extras)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def ready(extras: list[str]) -> None:
    """Make sure .venv holds the course and these extras. Raises SetupError."""
    there, have = _stamp()
    if there and have.issuperset(extras):
        return
    started = time.monotonic()
    if not _runs():
        _make_venv()
    wanted = sorted(have.union(extras))
    target = f"-e.[{','.join(wanted)}]" if wanted else "-e."
    print(f"Installing the course into {VENV.name} (needed once) ...", flush=True)
    install("-c", "constraints.txt", target)
    STAMP.write_text(f"{_digest()} {' '.join(wanted)}".strip() + "\n", encoding="utf-8")
    print(f"Installed in {time.monotonic() - started:.0f} s.", flush=True)


def install(*what: str) -> None:
    """Install packages into .venv: with uv when it is on the path, and with pip otherwise. Raises SetupError."""
    LOG.parent.mkdir(exist_ok=True)
    LOG.write_text("", encoding="utf-8")
    if (uv := shutil.which("uv")) and _logged([uv, "pip", "install", "--python", str(PYTHON), *what]):
        return
    pip = [str(PYTHON), "-m", "pip"]
    if _quiet([*pip, "--version"]) != 0:  # an environment that uv made has none
        _quiet([str(PYTHON), "-m", "ensurepip"])
    if _logged([*pip, "install", "--disable-pip-version-check", "--retries", "2", *what]):
        return
    words = LOG.read_text(encoding="utf-8", errors="replace")
    where = LOG.relative_to(ROOT)
    if NO_NETWORK.search(words):
        raise SetupError(f"{where}: the packages could not be fetched. Look at the connection and run this again.")
    said = [line for line in words.splitlines() if re.match(r"\s*(ERROR|error|×)", line)]
    raise SetupError(f"{where}: the packages could not be installed ({(said or ['no reason given'])[-1].strip()}).")


def _stamp() -> tuple[bool, set[str]]:
    """Whether .venv is still what these files ask for, and which extras it holds."""
    if not STAMP.is_file():
        return False, set()
    digest, *extras = STAMP.read_text(encoding="utf-8").split()
    return digest == _digest() and PYTHON.exists(), set(extras)


def _digest() -> str:
    """Changes with the files that say what to install, and with the folder, to which .venv is bound."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in INSTALLED_FROM:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()[:16]


def _runs() -> bool:
    """Whether .venv holds a Python that starts, is new enough, and lies where it was made: it cannot be moved."""
    activate = PYTHON.with_name("activate")
    if not activate.is_file() or str(VENV) not in activate.read_text(encoding="utf-8"):
        return False
    return _quiet([str(PYTHON), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]) == 0


def _make_venv() -> None:
    uv = shutil.which("uv")
    if uv:
        made = _quiet([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)])
    else:
        made = _quiet([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)  # a half-made one would be taken for a whole one
    if not uv and _quiet([sys.executable, "-c", "import ensurepip, venv"]) != 0:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise SetupError(
            f"{sys.executable}: this Python came without its venv module. "
            f"On Debian and Ubuntu: sudo apt-get install python{version}-venv"
        )
    raise SetupError(f"{VENV}: the virtual environment could not be made. Is there room, and may you write here?")


def _logged(command: list[str]) -> bool:
    """Whether a command ended well; its words go to the log."""
    with LOG.open("a", encoding="utf-8") as log:
        return subprocess.run(command, cwd=ROOT, stdout=log, stderr=log, check=False).returncode == 0


def _quiet(command: list[str]) -> int:
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
