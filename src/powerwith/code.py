"""A short code that carries progress to another device: no words, no times of day, nothing about the person.

The first sign after `PW1-` is `0`; signs and check are in `signs`. The browser has the same in `js/src/judge/code.ts`;
both are held together by `tests/vectors/codes.json`.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from powerwith.model import Carried
from powerwith.model.authored import Rung, Skill
from powerwith.signs import NOT_WHOLE, SLIPPED, CodeError, bits_of, code_of, is_sound, signs_in

__all__ = ["RUNGS", "SKILLS", "CodeError", "merge", "read", "write"]

SKILLS: tuple[Skill, ...] = (
    "ask", "reflect", "affirm", "validate", "inform", "step", "hand-over", "share-power", "be-clear",
    "name-context", "dream", "repair", "know-myself",
)  # fmt: skip
"""The place of a skill in a code. Only ever added to at the end, or old codes would mean something else."""

RUNGS: tuple[Rung, ...] = ("recognise", "sort", "repair", "write", "converse")

START = date(2026, 1, 1)
"""Days are counted from here."""

KIND = "0"

HEAD = 8
EACH = 6
"""Characters before the first skill (kind, which skills, first day of all) and for each skill."""


def write(progress: Iterable[Carried]) -> str:
    """The code of this progress; empty if nothing was begun."""
    by = {one.skill: one for one in progress}
    if not by:
        return ""
    start = min(_days(one.first) for one in by.values())
    bits = "".join("1" if skill in by else "0" for skill in SKILLS).ljust(20, "0") + f"{start:015b}"
    bits += "".join(_packed(by[skill], start) for skill in SKILLS if skill in by)
    return code_of(KIND, bits)


def _packed(one: Carried, start: int) -> str:
    rungs = "".join("1" if rung in one.rungs else "0" for rung in RUNGS)
    since = min(_days(one.first) - start, 2047)
    span = min(_days(one.last) - _days(one.first), 2047)
    return f"{rungs}{one.returns:03b}{since:011b}{span:011b}"


def _days(day: date) -> int:
    return max(0, min((day - START).days, 32767))


def read(text: str) -> tuple[Carried, ...]:
    """The progress in a code, however it was typed. Raises CodeError with one sentence."""
    signs = signs_in(text)
    size = len(signs) - HEAD - 1
    if signs[:1] in ("", KIND) and (size < EACH or size % EACH):
        raise CodeError(NOT_WHOLE)
    if not is_sound(signs):
        raise CodeError(SLIPPED)
    if signs[0] != KIND:
        raise CodeError("This code carries something other than progress. Look for the code under Today's three.")
    return _unpacked(signs)


def _unpacked(signs: str) -> tuple[Carried, ...]:
    bits = bits_of(signs[1:-1])
    places = [i for i in range(20) if bits[i] == "1"]
    if len(places) * EACH != len(signs) - HEAD - 1:
        raise CodeError(NOT_WHOLE)
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
