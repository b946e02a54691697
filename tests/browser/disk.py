"""A disk so small that it can be filled to its last byte, for a browser to run out of room on."""

import contextlib
import errno
import functools
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SIZE = "320m"


@functools.cache
def why_not() -> str:
    """Why no small disk can be mounted here; empty where one can."""
    with tempfile.TemporaryDirectory() as folder:
        problem = mounted(Path(folder))
        if not problem:
            subprocess.run(["umount", "--lazy", folder], check=True)
    return problem


def mounted(folder: Path) -> str:
    """Mount a small disk there. The problem in words, or nothing."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(folder)]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stderr.strip()
    except FileNotFoundError:
        return "no program called mount"


@dataclass
class SmallDisk:
    """A folder that is a disk of its own. Only who may mount one can have it."""

    folder: Path

    @classmethod
    @contextlib.contextmanager
    def made(cls, folder: Path) -> Iterator["SmallDisk"]:
        """The disk, gone again at the end of the block."""
        folder.mkdir()
        problem = mounted(folder)
        assert not problem, f"{folder}: no small disk can be mounted here ({problem}). Run this test as root."
        try:
            yield cls(folder)
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)

    def fill(self) -> None:
        """From now on there is no room."""
        with (self.folder / "ballast").open("ab", buffering=0) as ballast:
            try:
                while True:
                    ballast.write(bytes(4096))
            except OSError as full:
                assert full.errno == errno.ENOSPC, full

    def free(self) -> None:
        """There is room again."""
        (self.folder / "ballast").unlink()
