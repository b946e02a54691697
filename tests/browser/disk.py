"""A disk so small that it can be filled to its last byte, for a browser to run out of room on."""

import contextlib
import errno
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SIZE = "96m"


@dataclass
class SmallDisk:
    """A folder that is a disk of its own. Only who may mount one can have it; CI may."""

    folder: Path

    @classmethod
    @contextlib.contextmanager
    def made(cls, folder: Path) -> Iterator["SmallDisk"]:
        """The disk, gone again at the end of the block."""
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(folder)]
        try:
            problem = subprocess.run(command, capture_output=True, text=True, check=False).stderr
        except FileNotFoundError:
            problem = "no program called mount"
        if problem:
            says = f"{folder}: no small disk can be mounted here ({problem.strip()}). Run this test as root."
            if os.environ.get("CI") == "true":
                pytest.fail(says)
            pytest.skip(says)
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
