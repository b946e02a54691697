"""The `powerwith` command: for authors, and for the Makefile."""

from powerwith.cli import authoring, handing, keeping, making, wording
from powerwith.cli.base import main

__all__ = ["authoring", "handing", "keeping", "main", "making", "wording"]
