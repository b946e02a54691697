"""The `powerwith` command: for authors, and for the Makefile."""

from powerwith.cli import authoring, cohorts, gathering, handing, keeping, making, packing, sharing, wording
from powerwith.cli.base import main

__all__ = ["authoring", "cohorts", "gathering", "handing", "keeping", "main", "making", "packing", "sharing", "wording"]
