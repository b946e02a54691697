"""Noughts and ones, written and read one after the other, and names as their places in a list."""

import hashlib
from collections.abc import Iterable

from powerwith.signs import NOT_WHOLE, CodeError

Keys = tuple[tuple[str, ...], ...]
"""What an answer can name, in order: it goes into a code as a place in one of these lists."""


def hashed(text: str, size: int) -> str:
    """The first bits of the SHA-256 of a text."""
    return f"{int(hashlib.sha256(text.encode()).hexdigest()[:8], 16):032b}"[:size]


def each_known(names: Iterable[str], known: tuple[str, ...]) -> None:
    """Raises ValueError for a name that the exercise does not have."""
    for name in names:
        known.index(name)


class Bits:
    """Bits, added one after the other."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, bits: str) -> None:
        self.text += bits

    def number(self, value: int, size: int) -> None:
        """A whole number. Raises ValueError for one that does not fit."""
        if not 0 <= value < 2**size:
            raise ValueError(value)
        self.text += f"{value:0{size}b}"

    def flag(self, is_so: bool) -> None:
        self.text += "1" if is_so else "0"

    def place(self, name: str | None, names: tuple[str, ...]) -> None:
        """A name by its place, counted from 1; 0 is none. Raises ValueError for a name that is not there."""
        self.number(0 if name is None else names.index(name) + 1, len(names).bit_length())


class Read:
    """The same, taken one after the other. Raises CodeError where too few are left, or too many."""

    def __init__(self, bits: str) -> None:
        self.left = bits

    def take(self, size: int) -> str:
        if len(self.left) < size:
            raise CodeError(NOT_WHOLE)
        taken, self.left = self.left[:size], self.left[size:]
        return taken

    def number(self, size: int, *, most: int | None = None) -> int:
        value = int(self.take(size), 2) if size else 0
        if most is not None and value > most:
            raise CodeError(NOT_WHOLE)
        return value

    def flag(self) -> bool:
        return self.take(1) == "1"

    def place(self, names: tuple[str, ...]) -> str | None:
        at = self.number(len(names).bit_length(), most=len(names))
        return names[at - 1] if at else None

    def one_of(self, names: tuple[str, ...]) -> str:
        """The same where there must be one."""
        name = self.place(names)
        if name is None:
            raise CodeError(NOT_WHOLE)
        return name

    def end(self) -> None:
        if len(self.left) > 4 or "1" in self.left:
            raise CodeError(NOT_WHOLE)
