"""The end of a cohort: its files and whatever was made from them are deleted, and it is looked whether any is left."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from powerwith.cohort import made, published
from powerwith.cohort.files import READ, Found, found
from powerwith.cohort.limits import Limits
from powerwith.cohort.pasted import tags_in
from powerwith.cohort.tables import key_of, of_codes
from powerwith.cohort.take import LOOSE
from powerwith.share import tag_of

SHARES = (*READ, ".zip")
COPIES = (*SHARES, ".csv", ".eml", ".htm", ".html", ".ipynb", ".md", ".parquet", ".pdf", ".xlsx")
"""Kinds of files in which a copy might lie."""
LOOKED_INTO = 20_000_000
"""Bytes. A larger file nearby is named and not looked into."""
NEARBY = 2_000
"""So many files of one folder are looked into."""

_SIGNS = re.compile(rb'"(?:share|linking)"\s*:\s*"([A-Za-z0-9-]{4,40})"')
_ENDING = f".{published.NAME}"
_OURS = re.compile(rb"powerwith-[a-z]+|\bPW[0-9OIL]-", re.IGNORECASE)
"""What stands in a share, in a backup that came instead of one, and in codes."""
_SHARE = re.compile(rb'"share"\s*:\s*"([A-Za-z0-9-]{4,40})"')
_COHORT = re.compile(rb'"cohort"\s*:\s*"([A-Za-z0-9-]{3,24})"')
_SOFT = re.compile(r"=\r?\n")
"""Where an e-mail that was saved breaks a line in the middle of a code."""
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class ForgetError(Exception):
    """A folder that is left alone, with what to do."""


@dataclass(frozen=True)
class Signs:
    """By what a copy is known. Never shown."""

    words: frozenset[bytes] = frozenset()
    """The ids of the shares and the linking codes in them."""
    tags: frozenset[str] = frozenset()
    """What stands in each code of the same people."""
    keys: frozenset[str] = frozenset()
    """What stands for them in a record of what was shown."""


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
    """What was shown so far, with marks made from the answers, under whichever name: they go with these."""
    in_use: tuple[Path, ...]
    """Such records that another folder or zip goes by, which is still there: these stay."""
    codes: tuple[Path, ...]
    """Codes that lie elsewhere and were counted with them: these stay, for there may be other things in them."""
    others: tuple[Path, ...]
    """In the folder, without a share that could be found in them: these stay."""
    signs: Signs = field(default=Signs(), repr=False)

    def lines(self) -> list[str]:
        """The plan, one thing a line."""
        told = [f"  {path}" for path in self.shares]
        told += [f"  {path}" for path in (*self.made, *self.records)]
        told += [
            f"  {path} stays: it is not as it was made. Delete it yourself if it is yours" for path in self.changed
        ]
        told += [
            f"  {path} stays: {path.name.removesuffix(_ENDING)} is still there and goes by it" for path in self.in_use
        ]
        told += [f"  {path} stays: codes of this cohort came from it. Delete it yourself" for path in self.codes]
        return [*told, *(f"  {path} stays: no share was found in it" for path in self.others)]


@dataclass(frozen=True)
class Left:
    """What is still there after it was deleted."""

    looked: int
    holding: tuple[Path, ...]
    """Files nearby that still hold an id, a linking code or a code with an answer, or remember what was shown."""
    unlooked: tuple[Path, ...]
    """Too large to look into, or not to be read."""
    folders: int = 0
    """So many folders lie there, and were not looked into."""


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
    lying = () if keep_made else made.lying(cohort)
    theirs = {one.path.resolve() for one in made.lying(cohort)}
    shares: list[Path] = []
    others: list[Path] = []
    raws: list[bytes] = []
    for path in every:
        if path == note or path.resolve() in theirs:
            continue
        ours = _ours(path)
        (shares if ours else others).append(path)
        raws += ours
    codes = tuple(path for path in made.codes(cohort) if path.resolve() not in {one.resolve() for one in every})
    signs = _signs_of(raws, codes, made.cohorts(cohort))
    own = published.beside(cohort)
    records = dict.fromkeys([own] if own.is_file() else [])
    records |= dict.fromkeys(published.about(own.parent, signs.keys))
    in_use = tuple(path for path in records if path != own and path.with_name(path.name.removesuffix(_ENDING)).exists())
    if not (shares or lying or records or note.exists()):
        raise ForgetError(f"{cohort}: no share lies in it and nothing was made from it. Name a cohort's own folder.")
    if take_others:
        shares, others = [*shares, *others], []
    as_made = tuple(one.path for one in lying if not one.is_changed)
    changed = tuple(one.path for one in lying if one.is_changed)
    gone = tuple(path for path in records if path not in in_use)
    return Plan(cohort, tuple(shares), as_made, changed, gone, in_use, codes, tuple(others), signs)


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


def _ours(path: Path) -> list[bytes]:
    """What was handed in with a file; nothing for any other file."""
    if path.is_symlink() or path.suffix.lower() not in SHARES:
        return []
    pieces = [piece.raw for piece in found([path], {}, Limits()) if isinstance(piece, Found)]
    return [raw for raw in pieces if _OURS.search(raw)]


def _signs_of(raws: list[bytes], codes: Iterable[Path], cohorts: Iterable[str]) -> Signs:
    """By what a copy of this is known, and of the codes that lie elsewhere."""
    words = {sign.group(1) for raw in raws for sign in _SIGNS.finditer(raw)}
    ids = {sign.group(1).decode("ascii") for raw in raws for sign in _SHARE.finditer(raw)}
    of = {sign.group(1).decode("ascii") for raw in raws for sign in _COHORT.finditer(raw)}
    coded = {tag for raw in raws for tag in _tags_in(raw)}
    coded |= {tag for path in codes for tag in _tags_in(_read(path))}
    people = ids | {of_codes(tag) for tag in coded}
    keys = {key_of(cohort, who) for cohort in {*of, *cohorts, LOOSE} for who in people}
    return Signs(frozenset(words), frozenset(coded | {tag_of(one) for one in ids}), frozenset(keys))


def _read(path: Path) -> bytes:
    """A file that may be large, or not to be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(LOOKED_INTO)
    except OSError:
        return b""


def _tags_in(raw: bytes) -> set[str]:
    return tags_in(_SOFT.sub("", raw.decode("utf-8", "replace")))


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
    return look((folder for folder in near if folder.is_dir()), what.signs, what.codes)


def _fold(folder: Path) -> None:
    """Take away folders in which nothing is left."""
    for path in sorted((one for one in folder.rglob("*") if one.is_dir() and not one.is_symlink()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()
    if not any(folder.iterdir()):
        folder.rmdir()


def look(folders: Iterable[Path], signs: Signs, codes: Iterable[Path] = ()) -> Left:
    """Which files of these folders still hold one of the signs. Zips are looked into, folders in them are not.

    `codes`: files to look into wherever they are and whatever they are called.
    """
    looked = deeper = 0
    holding: list[Path] = []
    unlooked: list[Path] = []
    seen: set[Path] = set()
    for folder in (*sorted(folders), None):
        lying = sorted(folder.iterdir()) if folder else list(codes)
        deeper += sum(path.is_dir() for path in lying)
        files = [path for path in lying if (not folder or path.suffix.lower() in COPIES) and path.is_file()]
        unlooked += files[NEARBY:]
        for path in files[:NEARBY]:
            if path.resolve() in seen:
                continue
            seen.add(path.resolve())
            try:
                if path.stat().st_size > LOOKED_INTO:
                    unlooked.append(path)
                    continue
                looked += 1
                if _holds(path, signs):
                    holding.append(path)
            except OSError:
                unlooked.append(path)
    return Left(looked, tuple(holding), tuple(unlooked), deeper)


def _holds(path: Path, signs: Signs) -> bool:
    if published.is_about(path, signs.keys):
        return True
    raws = [path.read_bytes()]
    if path.suffix.lower() == ".zip":
        raws += [piece.raw for piece in found([path], {}, Limits()) if isinstance(piece, Found)]
    return any(_stands(sign, raw) for sign in signs.words for raw in raws) or any(
        not signs.tags.isdisjoint(_tags_in(raw)) for raw in raws if _OURS.search(raw)
    )


def _stands(sign: bytes, raw: bytes) -> bool:
    """An id is sought anywhere. A linking code is short, so that it counts only where a share would hold it."""
    if _ID.fullmatch(sign.decode("ascii")):
        return sign in raw
    return re.search(rb'"linking"\s*:\s*"' + re.escape(sign) + rb'"', raw) is not None
