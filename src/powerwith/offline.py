"""Write the service worker that lets the book open without a network after the first visit."""

import hashlib
import json
from pathlib import Path

WORKER = Path(__file__).with_name("offline_worker.js")
LEFT_OUT = frozenset((".buildinfo", ".nojekyll", "objects.inv", "sw.js"))


def write(outdir: Path) -> None:
    """Write `sw.js` into the built book: its list of files with digests, then the worker itself."""
    files = {path.relative_to(outdir).as_posix(): _digest(path.read_bytes()) for path in _files(outdir)}
    worker = WORKER.read_text(encoding="utf-8")
    version = _digest(json.dumps(files, sort_keys=True).encode() + worker.encode())
    book = json.dumps({"version": version, "files": files}, sort_keys=True, indent=0)
    text = f"const BOOK = {book};\n\n{worker}"
    target = outdir / "sw.js"
    if not target.is_file() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8", newline="\n")


def _files(outdir: Path) -> list[Path]:
    return sorted(
        path
        for path in outdir.rglob("*")
        if path.is_file() and path.name not in LEFT_OUT and not path.name.startswith(".")
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
