"""The `powerwith` command: for authors, and for the Makefile."""

from powerwith.cli.base import main

__all__ = ["main"]
