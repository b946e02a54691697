"""How much is read before it stops. The format itself allows 5,000 answers in a share and 20,000 signs in a text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Every one can be changed by an option of the command."""

    file_bytes: int = 5_000_000
    zip_bytes: int = 50_000_000
    """Of a zip file, and of what comes out of it."""
    members: int = 2_000
    files: int = 500
    all_bytes: int = 100_000_000
    """Of all files together."""
    values: int = 250_000
    """Lists, fields and items in one file: what a reader pays for them is more than their bytes."""
    codes: int = 1_000
    """In one box of pasted text."""


RATIO = 100
"""What comes out of a zip may be so many times what went in."""
