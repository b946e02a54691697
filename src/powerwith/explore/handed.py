"""Where the shares of a group come from: the sample, a folder or zip on this computer, or files and codes."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ipywidgets

from powerwith.bank import course_bank
from powerwith.cohort import Taken, published, take
from powerwith.explore.still import WIDE, WORDS_WIDTH


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
    texts: tuple[str, ...] = field(default=(), repr=False)
    is_remembered: bool = True
    """Not so of people who do not exist."""

    def take(self, cohort: str | None = None) -> Taken:
        """The tables, with a notice for everything that was left out."""
        return take(self.paths, self.texts, uploads=self.uploads, exercises=course_bank().exercises, cohort=cohort)

    def kept(self, cohort: str, keys: Iterable[str]) -> published.Kept | None:
        """What was shown of this cohort, and where that is remembered; None where nothing is. Raises PublishedError.

        Beside a folder, also where it had another name then. Files and codes have no folder, so theirs lies where the
        notebook runs and is called after the cohort. `keys`: what stands for its people (`Taken.keys`).
        """
        return published.kept(self._place(cohort), keys) if self.is_remembered else None

    def record(self, cohort: str) -> Path:
        """Where a new record of this cohort would lie."""
        return published.beside(self._place(cohort))

    def _place(self, cohort: str) -> Path:
        return self.paths[0] if self.paths else Path.cwd() / cohort


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


def chosen(files: Mapping[str, bytes], texts: tuple[str, ...] = ()) -> Handed:
    """Files out of a picker and text out of the box, which stay in the kernel's memory. Raises CohortError."""
    if not files and not texts:
        raise CohortError(
            "No files are chosen yet. Press Choose files, and take all that were handed in. Or paste all of the codes."
        )
    digest = hashlib.sha256()
    pasted = [("", text.encode("utf-8", "replace")) for text in texts]
    for name, raw in [*sorted(files.items()), *pasted]:
        digest.update(f"{name}\n{len(raw)}\n".encode("utf-8", "replace") + raw)
    count = len(files)
    called = [f"{count} file{'' if count == 1 else 's'} that you chose"] if files else []
    called += ["what you pasted"] if texts else []
    return Handed(" and ".join(called), f"chosen {digest.hexdigest()}", (), files, texts)


def box(use: Callable[[str], None]) -> Any:
    """A box for codes out of messages. What is pasted goes to `use`, and the box is emptied before anything else.

    It is read when one leaves it, with Tab or a click, and never while somebody types: half a code would be refused.
    """
    made = ipywidgets.Textarea(
        description="Paste codes", placeholder="PW1-… one below the other. Then press Tab.", continuous_update=False,
        rows=4, style=WORDS_WIDTH, layout=ipywidgets.Layout(width=WIDE),
    )  # fmt: skip

    def empty(change: Mapping[str, Any]) -> None:
        if change["new"]:
            made.value = ""
            if change["new"].strip():
                use(change["new"])

    made.observe(empty, names="value")
    return made


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
