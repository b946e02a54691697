"""Notebooks are run again when what they show is made by other code or from other files, not only when they change."""

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

PACKAGE = Path(__file__).resolve().parents[1]
MADE_BY = (".py", ".yml", ".json")
BESIDE = ("notebooks/*.json", "notebooks/*.csv", "exercises/skills.yml", "exercises/self/*.yml")
"""What notebooks read. Other exercises stand on the page as they are, without a notebook being run."""

_OURS = re.compile(r"[0-9a-f]{16}")


def register(app: Sphinx) -> None:
    """Give each state of the code and of these files runs of its own. A new place for them makes Sphinx read afresh."""
    app.connect("config-inited", _choose_runs, priority=900)


def digest(course: Path) -> str:
    """One digest over everything that can change what a notebook shows."""
    total = hashlib.sha256()
    for path in _sources(course):
        total.update(path.as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def _sources(course: Path) -> Iterator[Path]:
    yield from sorted(path for path in PACKAGE.rglob("*") if path.suffix in MADE_BY and "__pycache__" not in path.parts)
    for pattern in BESIDE:
        yield from sorted(course.glob(pattern))


def _choose_runs(app: Sphinx, config: Config) -> None:
    if "nb_execution_cache_path" not in config:
        return
    # MyST-NB's own place, unless somebody named another.
    folder = Path(config.nb_execution_cache_path or Path(app.outdir).parent / ".jupyter_cache")
    now = digest(Path(app.srcdir))
    for old in folder.glob("*"):
        if old.is_dir() and old.name != now and _OURS.fullmatch(old.name):
            shutil.rmtree(old)
    config.nb_execution_cache_path = str(folder / now)
