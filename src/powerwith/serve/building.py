"""Builds the book as strictly as the tests do, says what is wrong in sentences, and notices edits."""

import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchfiles import watch as changes_in

JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"
STRICTLY = ("--warningiserror", "--nitpick", "--keep-going", "-q")
FRAME = re.compile(
    r"=+|Exercises:|Building your book, returns a non-zero exit code.*|There was an error in building your book.*"
)


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
    *,
    since: float,
) -> None:
    """Call `react` after each burst of edits below the folders or to the files, until `stop` is set.

    An edit made after `since` (seconds of the epoch) and before the watching began counts too. Files are watched
    through the folder they lie in, since editors replace a file rather than write into it.
    """
    edits: queue.Queue[None] = queue.Queue()
    deep = [path for path in folders if path.is_dir()]
    wanted = [Path(path) for path in files]
    flat = sorted({path.parent for path in wanted})
    begun = [_follow(deep, None, edits, stop), _follow(flat, {str(path) for path in wanted}, edits, stop)]
    while not all(each.wait(0.1) or stop.is_set() for each in begun):
        pass
    if _newest([*wanted, *(path for folder in deep for path in folder.rglob("*"))]) > since:
        edits.put(None)
    while not stop.is_set():
        try:
            edits.get(timeout=0.25)
        except queue.Empty:
            continue
        while not edits.empty():
            edits.get_nowait()
        react()


def _follow(
    places: list[Path], wanted: set[str] | None, edits: "queue.Queue[None]", stop: threading.Event
) -> threading.Event:
    """Put a note into `edits` for each burst below the places, or only to the wanted files; gives a sign of life."""
    begun = threading.Event()

    def follow() -> None:
        # The pause after which it yields nothing is the only sign that it has begun to look.
        for burst in changes_in(
            *places, recursive=wanted is None, stop_event=stop, debounce=200, rust_timeout=200, yield_on_timeout=True,
            raise_interrupt=False,
        ):  # fmt: skip
            begun.set()
            if (wanted is None and burst) or any(path in (wanted or ()) for _, path in burst):
                edits.put(None)

    if places:
        threading.Thread(target=follow, daemon=True).start()
    else:
        begun.set()
    return begun


def _newest(paths: Iterable[Path]) -> float:
    return max((path.stat().st_mtime for path in paths if path.exists()), default=0.0)


def _what_sphinx_said(words: str) -> str:
    """Sphinx's own sentences, without colour, frames and the way the error took through the code."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", words)
    before, _, _ = plain.partition("Traceback (most recent call last)")
    lines = [line.strip() for line in (before if before.strip() else plain).splitlines()]
    kept = [line for line in lines if line and not FRAME.fullmatch(line)]
    return "\n".join(kept) or "The build stopped without a word. Run `make book` to see more."
