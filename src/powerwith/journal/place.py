"""Where a journal lies on disk: a folder that only its owner can open, and what is unusual about it, in sentences."""

import os
from collections.abc import Iterable
from pathlib import Path

import platformdirs

from powerwith.journal.backup import JournalError

NAME = "journal.sqlite3"
SETTING = "POWERWITH_JOURNAL"
"""The setting of the shell that names another folder."""

SHARED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pcloud": "pCloud",
    "syncthing": "Syncthing",
    "box sync": "Box",
}
"""How folders begin that a program copies to other machines, and whose they are."""

NETWORK = {"nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "afs", "davfs", "fuse.sshfs", "fuse.rclone", "afpfs"}
MOUNTS = Path("/proc/self/mounts")


def default_folder() -> Path:
    """The folder that POWERWITH_JOURNAL names, or this system's place for what programs keep."""
    named = os.environ.get(SETTING)
    return Path(named).expanduser() if named else platformdirs.user_data_path("powerwith", appauthor=False)


def make_folder(folder: Path) -> None:
    """Make it, and every folder above that is missing, for the owner alone. What was there keeps its rights."""
    for missing in reversed([folder, *folder.parents]):
        if not os.path.lexists(missing):
            missing.mkdir(mode=0o700)
            missing.chmod(0o700)


def make_file(path: Path) -> int:
    """An open descriptor of a new file that only its owner can read. Follows no link, takes no other file's place."""
    made = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    if hasattr(os, "fchmod"):
        os.fchmod(made, 0o600)
    return made


def write_file(path: Path, content: bytes) -> None:
    """A file that is there as a whole or not at all, also after the power went."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(make_file(part), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    settle_folder(path.parent)


def settle_folder(folder: Path) -> None:
    """Bring the folder's list of names onto the disk, where the system can."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    except OSError:
        pass  # some network drives refuse; they settle by themselves
    finally:
        os.close(opened)


def refuse_links(paths: Iterable[Path]) -> None:
    """Raises JournalError for a link, since what is written would lie in another place than somebody thinks."""
    for path in paths:
        if path.is_symlink():
            raise JournalError(
                f"{path}: this is a link to {path.readlink()}, and a journal is not written through links. "
                f"Name the real folder in {SETTING}, or remove the link."
            )


def unusual(folder: Path) -> tuple[str, ...]:
    """What to know about this place: copied to other machines, on a network, or with a second journal beside."""
    says = []
    whose = _shared_by(folder)
    if whose:
        says.append(
            f"{folder}: this folder seems to belong to {whose}, which copies it to other machines. What you write goes "
            f"there too, and two machines at once make two journals. Name another folder in {SETTING}."
        )
    if _is_on_network(folder):
        says.append(
            f"{folder}: this folder is on a network drive. Others may be able to read it, and it can go away while you "
            f"write. Name another folder in {SETTING}."
        )
    says += [
        f"{copy}: a second journal lies beside yours, as when two machines wrote at once. Bring it in with: "
        f"powerwith journal open “{copy}”"
        for copy in second_copies(folder)
    ]
    return tuple(says)


def second_copies(folder: Path) -> tuple[Path, ...]:
    """Journals beside the journal, under the names that such programs give to a conflicted copy."""
    beside = sorted(folder.glob(f"*{Path(NAME).stem}*{Path(NAME).suffix}"))
    return tuple(path for path in beside if path.name != NAME and not path.name.startswith(".") and path.is_file())


def _shared_by(folder: Path) -> str | None:
    for part in folder.absolute().parts:
        for start, whose in SHARED.items():
            if part.lower().lstrip(".").startswith(start):
                return whose
    return None


def _is_on_network(folder: Path) -> bool:
    if str(folder).startswith("\\\\"):
        return True
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    place, kind = "", ""
    for line in lines:
        _, mount, type_, *_ = [*line.split(" "), "", "", ""]
        mount = mount.replace("\\040", " ")
        if folder.absolute().is_relative_to(mount) and len(mount) >= len(place):
            place, kind = mount, type_
    return kind in NETWORK
