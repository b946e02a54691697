"""Finds the built bundles and style sheets that ship with the package."""

import hashlib
import shutil
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
"""Everything in here is our own and is copied to `_static/powerwith/` of a built book."""


def path(name: str) -> Path:
    """One shipped file. Raises FileNotFoundError with the command that makes it."""
    found = FOLDER / name
    if not found.is_file():
        raise FileNotFoundError(f"{found}: the file is not there. Run `make regen`")
    return found


def digest() -> str:
    """One digest over all shipped files: a changed script must rewrite the pages that name it."""
    total = hashlib.sha256()
    for file in sorted(FOLDER.iterdir()):
        total.update(file.name.encode() + b"\0" + file.read_bytes())
    return total.hexdigest()[:16]


def copy_to(folder: Path) -> None:
    """Copy what differs, and leave the time stamps of the rest alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(FOLDER.iterdir()):
        target = folder / file.name
        if not target.is_file() or target.read_bytes() != file.read_bytes():
            shutil.copyfile(file, target)
