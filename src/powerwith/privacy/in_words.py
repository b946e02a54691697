"""What might identify somebody, said line by line for people."""

from collections.abc import Sequence
from typing import BinaryIO

from powerwith.privacy.capitals import names
from powerwith.privacy.rulebook import called
from powerwith.privacy.spots import Spot, found

LONGEST = 5_000_000
"""The largest file that is read, in bytes."""

CAUTION = (
    "Rules see numbers, dates, addresses and capitals. They cannot see a story: would somebody who was there know who "
    "it is about?"
)


class PrivacyError(Exception):
    """A text that cannot be read, with its place and what to do."""


def read_text(file: BinaryIO, place: str) -> str:
    """The text of an open file. Raises PrivacyError, and reads no more than it must of a file too large."""
    raw = file.read(LONGEST + 1)
    if len(raw) > LONGEST:
        raise PrivacyError(f"{place}: the file is larger than {LONGEST:,} bytes. Divide it.")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise PrivacyError(f"{place}: this is not text in UTF-8. Save it as plain text.") from None


def in_words(text: str, place: str) -> str:
    """What might identify somebody, line by line, for people: what it looks like, then words with a capital."""
    formed = found(text)
    lines = [
        f"{place}:{_line(text, spot.start)}: “{_shown(text[spot.start : spot.end])}” "
        f"{'is probably' if spot.hard else 'looks like'} {called(spot.kind)}. Leave it out, or say it more broadly."
        for spot in formed
    ]
    for name in names(text):
        where = sorted({_line(text, start) for start, end in name.spots if not _is_told(formed, start, end)})
        if not where:
            continue
        lines.append(
            f"{place}:{where[0]}: “{_shown(name.word)}” has a capital"
            f"{_also(where[1:])}. If it is a name, write Person A or Place A instead."
        )
    return "\n".join(lines)


def _is_told(formed: Sequence[Spot], start: int, end: int) -> bool:
    """Whether it stands within something that was found by its form, and told of already."""
    return any(spot.start < end and start < spot.end for spot in formed)


def _also(lines: list[int]) -> str:
    if not lines:
        return ""
    return f" (again on line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))})"


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _shown(text: str) -> str:
    """Words for a terminal: no line ends, nothing that would steer it."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in " ".join(text.split()))
