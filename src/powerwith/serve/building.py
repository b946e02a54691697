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


def _what_sphinx_said(words: str) -> str:
    """Sphinx's own sentences, without colour, frames and the way the error took through the code."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", words)
    before, _, _ = plain.partition("Traceback (most recent call last)")
    lines = [line.strip() for line in (before if before.strip() else plain).splitlines()]
    kept = [line for line in lines if line and not FRAME.fullmatch(line)]
    return "\n".join(kept) or "The build stopped without a word. Run `make book` to see more."
