"""A short code that carries progress to another device: no words, no times of day, nothing about the person.

`PW1-` and groups of four characters in Crockford's base 32, the last of them a check character. The first character
says what the code carries: `0` is progress, the others are free. The browser has the same in `js/src/judge/code.ts`;
both are held together by `tests/vectors/codes.json`.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from powerwith.model import Carried
from powerwith.model.authored import Rung, Skill

SKILLS: tuple[Skill, ...] = (
    "ask", "reflect", "affirm", "validate", "inform", "step", "hand-over", "share-power", "be-clear",
    "name-context", "dream", "repair", "know-myself",
)  # fmt: skip
"""The place of a skill in a code. Only ever added to at the end, or old codes would mean something else."""

RUNGS: tuple[Rung, ...] = ("recognise", "sort", "repair", "write", "converse")

START = date(2026, 1, 1)
"""Days are counted from here."""

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_SIGNS = SIGNS + "*~$=U"
KIND = "0"
VERSION = 1

HEAD = 8
EACH = 6
"""Characters before the first skill (kind, which skills, first day of all) and for each skill."""


class CodeError(Exception):
    """A code that cannot be read, with what to do."""


_PASTED = re.compile(
    r"""[\s\x1c-\x1f\x85\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"""
    r"""\u2010-\u2015\u2212_"'\u2018-\u201f.,-]"""
)
"""What people type between the signs, and what messages put round them: hyphens, quotes, stops, marks nobody sees."""


def write(progress: Iterable[Carried]) -> str:
    """The code of this progress; empty if nothing was begun."""
    by = {one.skill: one for one in progress}
    if not by:
        return ""
    start = min(_days(one.first) for one in by.values())
    bits = "".join("1" if skill in by else "0" for skill in SKILLS).ljust(20, "0") + f"{start:015b}"
    bits += "".join(_packed(by[skill], start) for skill in SKILLS if skill in by)
    signs = KIND + "".join(SIGNS[int(bits[i : i + 5], 2)] for i in range(0, len(bits), 5))
    signs += _check(signs)
    return "-".join([f"PW{VERSION}", *(signs[i : i + 4] for i in range(0, len(signs), 4))])


def _packed(one: Carried, start: int) -> str:
    rungs = "".join("1" if rung in one.rungs else "0" for rung in RUNGS)
    since = min(_days(one.first) - start, 2047)
    span = min(_days(one.last) - _days(one.first), 2047)
    return f"{rungs}{one.returns:03b}{since:011b}{span:011b}"


def _days(day: date) -> int:
    return max(0, min((day - START).days, 32767))


def read(text: str) -> tuple[Carried, ...]:
    """The progress in a code, however it was typed. Raises CodeError with one sentence."""
    plain = _PASTED.sub("", text).upper()
    found = re.fullmatch(r"PW([0-9OIL])(.*)", plain, re.DOTALL)
    if not found:
        raise CodeError("This does not begin with PW1. Paste the whole code, from PW1 to its last character.")
    version = found[1].translate(_LIKE)
    if version != str(VERSION):
        raise CodeError(
            f"This code begins with PW{version}, and this course reads PW1. Compare it with the original, or bring it "
            "into a newer version of the course."
        )
    signs = found[2].translate(_LIKE)
    _look(signs)
    if signs[0] != KIND:
        raise CodeError("This code carries something other than progress. Look for the code under Today's three.")
    return _unpacked(signs)


_LIKE = str.maketrans("OIL", "011")
"""Letters that look like digits, and are no signs of a code for that reason."""


def _look(signs: str) -> None:
    """Whether these can be the signs of a code that nobody changed."""
    for place, sign in enumerate(signs, start=1):
        if sign not in (CHECK_SIGNS if place == len(signs) else SIGNS):
            raise CodeError(f"“{sign}” has no place there in a code. Compare it with the original, or copy it again.")
    size = len(signs) - HEAD - 1
    if size < EACH or size % EACH:
        raise CodeError("The code is not whole: characters are missing or doubled. Copy it again, to its end.")
    if _check(signs[:-1]) != signs[-1]:
        raise CodeError(
            "A character is wrong, or two have changed places. Compare it with the original, or copy it again."
        )


def _check(signs: str) -> str:
    total = 0
    for sign in signs:
        total = (total * 32 + SIGNS.index(sign)) % 37
    return CHECK_SIGNS[total]


def _unpacked(signs: str) -> tuple[Carried, ...]:
    bits = "".join(f"{SIGNS.index(sign):05b}" for sign in signs[1:-1])
    places = [i for i in range(20) if bits[i] == "1"]
    if len(places) * EACH != len(signs) - HEAD - 1:
        raise CodeError("The code is not whole: characters are missing or doubled. Copy it again, to its end.")
    if any(place >= len(SKILLS) for place in places):
        raise CodeError(
            "This code names a skill that this course does not have. Bring it into a newer version of the course."
        )
    start = int(bits[20:35], 2)
    return tuple(_one(SKILLS[place], bits[35 + 30 * i : 65 + 30 * i], start) for i, place in enumerate(places))


def _one(skill: Skill, bits: str, start: int) -> Carried:
    returns = int(bits[5:8], 2)
    if returns > 4:
        raise CodeError("This code holds more returns than there are. Copy it again from where it was made.")
    first = START + timedelta(start + int(bits[8:19], 2))
    rungs = tuple(rung for rung, bit in zip(RUNGS, bits, strict=False) if bit == "1")
    return Carried(skill=skill, rungs=rungs, returns=returns, first=first, last=first + timedelta(int(bits[19:30], 2)))


def merge(here: Sequence[Carried], brought: Sequence[Carried]) -> tuple[Carried, ...]:
    """Both together, skill by skill. Nothing is ever taken away."""
    every = {skill: [one for one in (*here, *brought) if one.skill == skill] for skill in SKILLS}
    return tuple(_merged(skill, some) for skill, some in every.items() if some)


def _merged(skill: Skill, some: Sequence[Carried]) -> Carried:
    return Carried(
        skill=skill,
        rungs=tuple(rung for rung in RUNGS if any(rung in one.rungs for one in some)),
        returns=max(one.returns for one in some),
        first=min(one.first for one in some),
        last=max(one.last for one in some),
    )
