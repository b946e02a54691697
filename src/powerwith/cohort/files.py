"""What lies in folders and zip files, one file after the other, and never more of it than is allowed."""

import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from powerwith.cohort.limits import RATIO, Limits
from powerwith.cohort.shown import label
from powerwith.cohort.tables import Notice

READ = (".json", ".txt")
CHUNK = 65_536
MOST_SEEN = 20_000
"""So many names are looked at in folders, whatever they are."""
DIRECTORY = 1_000
"""Bytes for each name in the table of contents of a zip; longer ones are no names."""

ONE_SHARE = "Ask for the share by itself"
SMALLER = "Share fewer exercises, or raise the limit with an option"


class Found(NamedTuple):
    """One file and what stands in it."""

    name: str
    raw: bytes


class Budget:
    """What was read so far, of all that may be."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.files = 0
        self.size = 0

    def is_spent(self) -> bool:
        """Whether no further file may be read."""
        return self.files >= self.limits.files or self.size >= self.limits.all_bytes

    def spend(self, size: int) -> None:
        """One more file of this size."""
        self.files += 1
        self.size += size

    def says(self) -> Notice:
        """That it is spent."""
        most = f"{self.limits.files} files or {self.limits.all_bytes:,} bytes"
        says = f"more than {most} lie there, and what comes later by name was not read"
        return Notice("refused", "all files", "", says, "Take fewer at a time, or raise the limit with an option")


def found(paths: Iterable[Path], uploads: Mapping[str, bytes], limits: Limits) -> Iterator[Found | Notice]:
    """Every file that may hold a share, in the order of the names; for what is left out, the reason."""
    budget = Budget(limits)
    for path, name in _listed(paths):
        if isinstance(name, Notice):
            yield name
            continue
        yield from _at(path, name, budget)
    for name in sorted(uploads):
        raw = bytes(uploads[name])  # a file picker gives a view of its memory
        shown = label(PurePosixPath(name.replace("\\", "/")).name)
        if len(raw) > (limits.zip_bytes if _is_zip(name, raw) else limits.file_bytes):
            yield _too_large(shown, limits.file_bytes)
        elif _is_zip(name, raw):
            yield from _zip(io.BytesIO(raw), shown, budget)
        else:
            yield from _one(shown, raw, budget)


def _one(name: str, raw: bytes, budget: Budget) -> Iterator[Found | Notice]:
    if budget.is_spent():
        yield budget.says()
    else:
        budget.spend(len(raw))
        yield Found(name, raw)


def _listed(paths: Iterable[Path]) -> list[tuple[Path, str | Notice]]:
    """Files by themselves and in folders, each once, with the name they are called by."""
    listed: dict[Path, str | Notice] = {}
    for path in paths:
        if path.is_dir():
            listed |= {inside: name for inside, name in _below(path) if inside not in listed}
        else:
            listed[path.resolve()] = label(path.name)
    return sorted(listed.items(), key=lambda one: (str(one[1]), str(one[0])))


def _below(folder: Path) -> Iterator[tuple[Path, str | Notice]]:
    seen = others = 0
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        for name in sorted(names):
            seen += 1
            if seen > MOST_SEEN:
                says = f"more than {MOST_SEEN:,} files lie in it, and what comes later was not looked at"
                yield folder / "…", Notice("refused", label(folder.name), "", says, "Take a folder with shares alone")
                return
            path = Path(here) / name
            if name.startswith("."):
                continue
            if path.suffix.lower() in (*READ, ".zip"):
                yield path.resolve() if not path.is_symlink() else path, label(path.relative_to(folder).as_posix())
            else:
                others += 1
    if others:
        says = f"{others} other {'file was' if others == 1 else 'files were'} not looked at"
        yield folder, Notice("note", label(folder.name), "", says, "Shares end in .json; codes can lie in a .txt file")


def _at(path: Path, name: str, budget: Budget) -> Iterator[Found | Notice]:
    """One file on disk. What is no ordinary file is never opened: a pipe would wait for ever."""
    limits = budget.limits
    try:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode):
            yield Notice("refused", name, "", "this is a link or a device and no file", "Put the file itself there")
            return
        is_zip = path.suffix.lower() == ".zip"
        if about.st_size > (limits.zip_bytes if is_zip else limits.file_bytes):
            yield _too_large(name, limits.zip_bytes if is_zip else limits.file_bytes)
            return
        with path.open("rb") as stream:
            if is_zip:
                yield from _zip(stream, name, budget)
                return
            raw = stream.read(limits.file_bytes + 1)
    except FileNotFoundError:
        yield Notice("refused", name, "", "there is no such file or folder", "Look at the spelling")
    except OSError as error:
        says = f"it cannot be read ({error.strerror or 'the disk says no more'})"
        yield Notice("refused", name, "", says, "Look whether you may read it")
    else:
        yield from _one(name, raw, budget) if len(raw) <= limits.file_bytes else [_too_large(name, limits.file_bytes)]


def _too_large(name: str, most: int) -> Notice:
    return Notice("refused", name, "", f"it is larger than {most:,} bytes, and was not read", SMALLER)


def _is_zip(name: str, raw: bytes) -> bool:
    return name.lower().endswith(".zip") and raw.startswith(b"PK")


def _zip(stream: IO[bytes], name: str, budget: Budget) -> Iterator[Found | Notice]:
    """The members of a zip, by stream and never onto the disk."""
    try:
        if says := _contents(stream, budget.limits):
            yield Notice("refused", name, "", says, ONE_SHARE)
            return
        with zipfile.ZipFile(stream) as archive:
            yield from _members(archive, name, budget)
    except _BROKEN as error:
        says = f"the zip is damaged ({label(str(error), 60) or type(error).__name__})"
        yield Notice("refused", name, "", says, "Make the zip again")


_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
    OverflowError, UnicodeError, KeyError, IndexError,
)  # fmt: skip
"""What reading a zip that was made to harm can end in."""


def _contents(stream: IO[bytes], limits: Limits) -> str:
    """What is wrong with the table of contents, read before anything in Python grows with it."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - 22 - 65_535))
    tail = stream.read()
    at = len(tail) - 22
    if not (at >= 0 and tail[at:].startswith(b"PK\5\6") and tail.endswith(b"\0\0")):
        at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) < at + 22:
        return "the zip is damaged or breaks off"
    if tail[max(0, at - 20) : at].startswith(b"PK\6\7"):
        return f"the zip is of the kind for more than {limits.members:,} files or for very large ones"
    count, length = struct.unpack("<HI", tail[at + 10 : at + 16])
    if count > limits.members or length > limits.members * DIRECTORY:
        return f"there are more than {limits.members:,} files in the zip"
    stream.seek(0)
    return ""


def _members(archive: zipfile.ZipFile, name: str, budget: Budget) -> Iterator[Found | Notice]:
    every = archive.infolist()
    if len(every) > budget.limits.members:
        yield Notice("refused", name, "", f"there are more than {budget.limits.members:,} files in the zip", ONE_SHARE)
        return
    if _overlap(every):
        says = "files in the zip lie over one another, as no ordinary program packs them"
        yield Notice("refused", name, "", says, ONE_SHARE)
        return
    twice: set[str] = set()
    room = budget.limits.zip_bytes
    for info in sorted(every, key=lambda one: (one.filename, one.header_offset)):
        base = PurePosixPath(info.filename.replace("\\", "/")).name
        shown = f"{name}/{label(base) or 'a file without a name'}"
        if info.is_dir() or base.startswith(".") or "__MACOSX" in info.filename:
            continue
        if info.filename in twice:
            yield Notice("refused", shown, "", "the name stands in the zip twice, and the first was read", ONE_SHARE)
            continue
        twice.add(info.filename)
        if says := _odd(info, base):
            yield Notice("refused", shown, "", says, ONE_SHARE)
            continue
        if not base.lower().endswith(READ):
            yield Notice("note", shown, "", "it was not looked at", "Shares end in .json")
            continue
        if budget.is_spent():
            yield budget.says()
            return
        raw, size, says = _unpacked(archive, info, min(budget.limits.file_bytes, room))
        room -= size
        if says:
            yield Notice("refused", shown, "", says, ONE_SHARE)
        else:
            yield from _one(shown, raw, budget)
        if room <= 0:
            says = f"more than {budget.limits.zip_bytes:,} bytes come out of it, and the rest was not read"
            yield Notice("refused", name, "", says, SMALLER)
            return


def _odd(info: zipfile.ZipInfo, base: str) -> str:
    """Why a member is not even opened."""
    if info.flag_bits & 1:
        return "it is locked with a passphrase"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link and no file"
    if base.lower().endswith(".zip"):
        return "it is a zip inside a zip"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "it is packed in a way that is not usual in a zip"
    return ""


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> tuple[bytes, int, str]:
    """What really comes out, whatever the zip says of itself; how much that was; and why it was left, if it was."""
    made = bytearray()
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(CHUNK):
                made += chunk
                if len(made) > most or len(made) > RATIO * max(1, info.compress_size):
                    return b"", len(made), "more comes out of it than may be read"
    except _BROKEN:
        return b"", len(made), "it is damaged"
    return bytes(made), len(made), ""


def _overlap(every: list[zipfile.ZipInfo]) -> bool:
    """Whether two members share bytes: then a small file can stand for endless ones."""
    spans = sorted((info.header_offset, info.header_offset + 30 + info.compress_size) for info in every)
    return any(end > start for (_, end), (start, _) in pairwise(spans))
