"""Where the shares of a group come from: the sample, a folder or zip on this computer, or files that were chosen."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from powerwith.bank import course_bank
from powerwith.cohort import Taken, published, take


class CohortError(ValueError):
    """What was chosen cannot be shown, with what to do."""


@dataclass(frozen=True)
class Handed:
    """What was handed in, before anything of it is told."""

    called: str
    key: str
    """Other files have another one."""
    paths: tuple[Path, ...] = ()
    uploads: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    is_remembered: bool = True
    """Not so of people who do not exist."""

    def take(self, cohort: str | None = None) -> Taken:
        """The tables, with a notice for everything that was left out."""
        return take(self.paths, uploads=self.uploads, exercises=course_bank().exercises, cohort=cohort)

    def record(self, cohort: str) -> Path:
        """Where it is remembered what was shown of this cohort.

        Beside a folder. Files that were chosen have no folder, so theirs lies where the notebook runs and is called
        after the cohort. A folder of this name that lies there would have the same, which does no harm.
        """
        return published.beside(self.paths[0] if self.paths else Path.cwd() / cohort)


def sample(path: Path) -> Handed:
    """People who do not exist."""
    return Handed(str(path), f"sample {path.resolve()}", (path,), is_remembered=False)


def folder(typed: str) -> Handed:
    """A folder or a zip by its name. Raises CohortError."""
    if not typed.strip():
        raise CohortError("No folder is named yet. Type where the shares lie, and press Enter.")
    at = Path(typed.strip()).expanduser()
    if not at.exists():
        raise CohortError(f"{at}: there is no such folder or zip. Look at the spelling.")
    return Handed(str(at), f"folder {at.resolve()}", (at,))


def chosen(files: Mapping[str, bytes]) -> Handed:
    """Files out of a file picker, which stay in the kernel's memory. Raises CohortError."""
    if not files:
        raise CohortError("No files are chosen yet. Press Choose files, and take all that were handed in.")
    digest = hashlib.sha256()
    for name, raw in sorted(files.items()):
        digest.update(f"{name}\n{len(raw)}\n".encode("utf-8", "replace") + raw)
    count = len(files)
    return Handed(f"{count} file{'' if count == 1 else 's'} that you chose", f"chosen {digest.hexdigest()}", (), files)


def named(picked: Iterable[Mapping[str, Any]]) -> dict[str, bytes]:
    """Name to bytes of what a file picker gives. Two files of one name, out of two folders, both stay."""
    files: dict[str, bytes] = {}
    for one in picked:
        name, times = str(one["name"]), 1
        while name in files:
            times += 1
            stem, dot, ending = str(one["name"]).rpartition(".")
            name = f"{stem} ({times}){dot}{ending}" if dot else f"{ending} ({times})"
        files[name] = bytes(one["content"])
    return files
