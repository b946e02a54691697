"""The end of a cohort: its files and whatever was made from them are deleted, and it is looked whether any is left."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from powerwith.cohort import made, published
from powerwith.cohort.files import READ, Found, found
from powerwith.cohort.limits import Limits

SHARES = (*READ, ".zip")
COPIES = (*SHARES, ".csv", ".eml", ".htm", ".html", ".ipynb", ".md", ".parquet", ".pdf", ".xlsx")
"""Kinds of files in which a copy might lie."""
LOOKED_INTO = 20_000_000
"""Bytes. A larger file nearby is named and not looked into."""
NEARBY = 2_000
"""So many files of one folder are looked into."""

_SIGNS = re.compile(rb'"(?:share|linking)"\s*:\s*"([A-Za-z0-9-]{4,40})"')
_OURS = re.compile(rb"powerwith-[a-z]+|\bPW[0-9OIL]-", re.IGNORECASE)
"""What stands in a share, in a backup that came instead of one, and in codes."""
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class ForgetError(Exception):
    """A folder that is left alone, with what to do."""


@dataclass(frozen=True)
class Plan:
    """What would be deleted, and what would not."""

    cohort: Path
    shares: tuple[Path, ...]
    made: tuple[Path, ...]
    changed: tuple[Path, ...]
    """Said to be made from it, but no longer as they were made: these stay. Whoever hands in a note of what was made
    could name any file in it."""
    records: tuple[Path, ...]
    """What was shown so far, with marks made from the answers: they go with these."""
    others: tuple[Path, ...]
    """In the folder, without a share that could be found in them: these stay."""
    signs: frozenset[bytes] = field(default=frozenset(), repr=False)
    """The ids of the shares and the linking codes in them, by which a copy is known."""

    def lines(self) -> list[str]:
        """The plan, one thing a line."""
        told = [f"  {path}" for path in self.shares]
        told += [f"  {path}" for path in (*self.made, *self.records)]
        told += [
            f"  {path} stays: it is not as it was made. Delete it yourself if it is yours" for path in self.changed
        ]
        return [*told, *(f"  {path} stays: no share was found in it" for path in self.others)]


@dataclass(frozen=True)
class Left:
    """What is still there after it was deleted."""

    looked: int
    holding: tuple[Path, ...]
    """Files nearby that still hold an id or a linking code of this cohort."""
    unlooked: tuple[Path, ...]
    """Too large to look into, or not to be read."""


def plan(cohort: Path, *, keep_made: bool = False, take_others: bool = False) -> Plan:
    """What there is of this cohort. Raises ForgetError for what is no folder of shares.

    `keep_made`: what was made from it stays. `take_others`: whatever else lies in the folder goes as well.
    """
    if not cohort.exists():
        raise ForgetError(f"{cohort}: there is no such folder. Look at the spelling.")
    if cohort.is_symlink():
        raise ForgetError(f"{cohort}: this is a link. Name the folder itself.")
    _must_be_no_home(cohort)
    every = sorted(_inside(cohort)) if cohort.is_dir() else [cohort]
    note = made.manifest(cohort)
    records = [path for path in (published.beside(cohort),) if path.is_file()]
    lying = () if keep_made else made.lying(cohort)
    theirs = {one.path.resolve() for one in made.lying(cohort)}
    shares: list[Path] = []
    others: list[Path] = []
    signs: set[bytes] = set()
    for path in every:
        if path == note or path.resolve() in theirs:
            continue
        known_by = _signs_of(path)
        (shares if known_by is not None else others).append(path)
        signs |= known_by or set()
    if not (shares or lying or records or note.exists()):
        raise ForgetError(f"{cohort}: no share lies in it and nothing was made from it. Name a cohort's own folder.")
    if take_others:
        shares, others = [*shares, *others], []
    as_made = tuple(one.path for one in lying if not one.is_changed)
    changed = tuple(one.path for one in lying if one.is_changed)
    return Plan(cohort, tuple(shares), as_made, changed, tuple(records), tuple(others), frozenset(signs))


def _must_be_no_home(cohort: Path) -> None:
    """A folder in which somebody lives or works is never a cohort's own."""
    here = cohort.resolve()
    if here == Path.home().resolve() or here in Path.cwd().resolve().parents or here == Path(here.anchor):
        raise ForgetError(f"{cohort}: this folder holds much more than a cohort. Name the cohort's own folder.")
    if here.is_dir() and any((here / name).exists() for name in (".git", "pyproject.toml")):
        raise ForgetError(f"{cohort}: this is the folder of a project. Name the cohort's own folder.")


def _inside(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_dir():
            yield path


def _signs_of(path: Path) -> set[bytes] | None:
    """The ids and linking codes in a file that was handed in; None for any other file."""
    if path.is_symlink() or path.suffix.lower() not in SHARES:
        return None
    pieces = [piece.raw for piece in found([path], {}, Limits()) if isinstance(piece, Found)]
    ours = [raw for raw in pieces if _OURS.search(raw)]
    return {sign.group(1) for raw in ours for sign in _SIGNS.finditer(raw)} if ours else None


def carry_out(what: Plan, look_in: Iterable[Path] = ()) -> Left:
    """Delete it, and look for what is left in the folders where it lay and in those named."""
    near = {
        what.cohort.parent.resolve(),
        *(path.parent for path in what.made),
        *(path.resolve() for path in look_in),
    }
    for path in (*what.shares, *what.made, *what.records, made.manifest(what.cohort)):
        path.unlink(missing_ok=True)
    if what.cohort.is_dir():
        _fold(what.cohort)
        near |= {what.cohort.resolve()} if what.cohort.is_dir() else set()
    return look((folder for folder in near if folder.is_dir()), what.signs)


def _fold(folder: Path) -> None:
    """Take away folders in which nothing is left."""
    for path in sorted((one for one in folder.rglob("*") if one.is_dir() and not one.is_symlink()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()
    if not any(folder.iterdir()):
        folder.rmdir()


def look(folders: Iterable[Path], signs: frozenset[bytes]) -> Left:
    """Which files of these folders still hold one of the signs. Zips are looked into, folders in them are not."""
    looked = 0
    holding: list[Path] = []
    unlooked: list[Path] = []
    for folder in sorted(folders):
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in COPIES and path.is_file())
        unlooked += files[NEARBY:]
        for path in files[:NEARBY]:
            try:
                if path.stat().st_size > LOOKED_INTO:
                    unlooked.append(path)
                    continue
                looked += 1
                if _holds(path, signs):
                    holding.append(path)
            except OSError:
                unlooked.append(path)
    return Left(looked, tuple(holding), tuple(unlooked))


def _holds(path: Path, signs: frozenset[bytes]) -> bool:
    raws = [path.read_bytes()]
    if path.suffix.lower() == ".zip":
        raws += [piece.raw for piece in found([path], {}, Limits()) if isinstance(piece, Found)]
    return any(_stands(sign, raw) for sign in signs for raw in raws)


def _stands(sign: bytes, raw: bytes) -> bool:
    """An id is sought anywhere. A linking code is short, so that it counts only where a share would hold it."""
    if _ID.fullmatch(sign.decode("ascii")):
        return sign in raw
    return re.search(rb'"linking"\s*:\s*"' + re.escape(sign) + rb'"', raw) is not None
