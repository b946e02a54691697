"""Whose answers a notebook shows: the sample's, a backup file's, those on this computer, or those just given here."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import ipywidgets

from powerwith import today as todays
from powerwith.bank import course_bank
from powerwith.envelope import SIZE_LIMIT
from powerwith.explore.session import Session
from powerwith.explore.still import WIDE, Showable, Shown
from powerwith.journal import JournalError, backup_in, open_journal, place, read_backup
from powerwith.model import Backup, Entry
from powerwith.schedule import Practice
from powerwith.widgets import FilePicker

SAMPLE = "the sample, an invented person"
FILE = "a backup file"
DISK = "my journal on this computer"
HERE = "what I answered in this notebook"


class Chosen(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """A question at the top of a notebook: whose answers? What is shown further down follows at once.

    The bytes of a file go to the kernel's memory and nowhere else, since a notebook can be saved with what its controls
    hold. For the same reason a passphrase is taken out of its control as soon as it was used.
    """

    def __init__(self, sample: Path, *, session: Session | None = None, folder: Path | None = None) -> None:
        """`session` holds what is answered in this notebook; `folder` is where a journal on disk lies, if elsewhere."""
        self._sample, self._session, self._folder = sample, session, folder
        self._raw: tuple[str, bytes] | None = None
        self._following: list[Shown] = []
        self._whose = ipywidgets.RadioButtons(
            options=[SAMPLE, FILE, DISK, *([HERE] if session else [])], description="Show",
            layout=ipywidgets.Layout(width=WIDE),
        )  # fmt: skip
        self._file = FilePicker("Choose the file:", SIZE_LIMIT, self._brought)
        self._secret = ipywidgets.Password(
            description="Passphrase", continuous_update=False, layout=ipywidgets.Layout(width="24em")
        )
        self._again = ipywidgets.Button(description="Look again")
        self._words = ipywidgets.HTML()
        self._words.add_class("jp-RenderedHTMLCommon")
        self._whose.observe(lambda _: self._load(), names="value")
        self._secret.observe(self._told, names="value")
        self._again.on_click(lambda _: self._load())
        super().__init__([self._whose, self._file, self._secret, self._again, self._words])
        if session:
            session.follow(self._answered)
        self._load()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The answers that are shown now."""
        return self.backup.entries

    @property
    def is_sample(self) -> bool:
        """Whether they are the invented person's."""
        return self._is_sample

    @property
    def today(self) -> date:
        """The day that counts as today: for the sample the day on which it was made, so that it never grows old."""
        return self.backup.made.date() if self._is_sample else date.today()

    @property
    def practice(self) -> Practice:
        """Where the person stands with the skills of the course, today."""
        return todays.practice(course_bank(), self.backup, self.today)

    def show(self, draw: Callable[["Chosen"], Showable]) -> Shown:
        """What `draw` makes of the chosen answers; drawn again when others are chosen."""
        made = Shown(lambda: draw(self))
        self._following.append(made)
        return made

    # Choosing

    def _brought(self, name: str, content: bytes) -> None:
        self._raw = _name(name), content
        if self._whose.value == FILE:
            self._load()
        else:
            self._whose.value = FILE

    def _told(self, change: dict[str, Any]) -> None:
        if change["new"]:
            self._load(change["new"])
            self._secret.value = ""

    def _answered(self, entry: Entry) -> None:
        """Follow what is answered further up; a first finished answer takes the place of the sample."""
        if self._whose.value == HERE:
            self._load()
        elif self._whose.value == SAMPLE and entry.outcome is not None:
            self._whose.value = HERE

    def _load(self, secret: str | None = None) -> None:
        """Read what is chosen. What cannot be read leaves the sample there, with a sentence."""
        self._is_sample = False
        try:
            self.backup, says = self._read(secret)
        except (JournalError, OSError) as error:
            self.backup, says = self._of_sample(), f"{error} Until then, this shows the sample."
            self._is_sample = True
        self._say(says)
        for shown in self._following:
            shown.draw()

    def _read(self, secret: str | None) -> tuple[Backup, str]:
        whose = self._whose.value
        is_file = whose == FILE
        for control, is_wanted in (
            (self._file, is_file),
            (self._secret, is_file and self._raw is not None),
            (self._again, whose == DISK),
        ):
            control.layout.display = "" if is_wanted else "none"
        if whose == SAMPLE:
            self._is_sample = True
            return self._of_sample(), "These are the answers of an invented person."
        if whose == DISK:
            return self._on_disk()
        if whose == HERE:
            return self._given_here()
        if self._raw is None:
            raise JournalError("No file is chosen yet. In My journal, use Save a backup, then choose that file here.")
        found = backup_in(self._raw[1], self._raw[0], secret)
        self._secret.layout.display = "none"
        return found, f"{_answers(len(found.entries))} from {self._raw[0]}. They are in this notebook's memory only."

    def _of_sample(self) -> Backup:
        return read_backup(self._sample)

    def _on_disk(self) -> tuple[Backup, str]:
        folder = self._folder or place.default_folder()
        if not (folder / place.NAME).is_file():
            raise JournalError(
                f"{folder}: there is no journal here yet. In a terminal, `powerwith journal open BACKUP` makes one "
                "from a backup."
            )
        mine = open_journal(folder)
        return _as_backup(mine.entries, mine.carried), f"{_answers(len(mine.entries))} from {mine.path}."

    def _given_here(self) -> tuple[Backup, str]:
        entries = self._session.entries if self._session else ()
        if not entries:
            raise JournalError("Nothing has been answered in this notebook yet. Answer above, and it shows here.")
        return _as_backup(entries), f"{_answers(len(entries))} from this notebook. They go when it is closed."

    def _say(self, says: str) -> None:
        self._says = says
        self._words.value = "<p>" + says.replace("&", "&amp;").replace("<", "&lt;") + "</p>"

    def __repr__(self) -> str:
        return self._says

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """Live where a kernel is behind it; otherwise what is shown and where one can choose."""
        live: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        note = "<p>In JupyterLab, this cell asks whose answers to show, and everything below follows.</p>"
        return {**live, "text/plain": self._says, "text/html": f"{note}{self._words.value}"}


def _as_backup(entries: Sequence[Entry], carried: Sequence[Any] = ()) -> Backup:
    now = datetime.now(UTC)
    return Backup(format="powerwith-backup", v=1, made=now, entries=tuple(entries), carried=tuple(carried))


def _name(given: str) -> str:
    """A file's name as it can stand in a sentence."""
    return "".join(each for each in given if each.isprintable())[:80] or "This file"


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count:,} answers"
