"""The signs of every short code of the course: Crockford's base 32, and one more that finds a slip.

`PW1-` and groups of four signs. The first sign says what the code carries: `0` progress, `1` one answer for a trainer.
The browser has the same in `js/src/judge/signs.ts`.
"""

import re

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_SIGNS = SIGNS + "*~$=U"
VERSION = 1

NOT_WHOLE = "The code is not whole: characters are missing or doubled. Copy it again, to its end."
SLIPPED = "A character is wrong, or two have changed places. Compare it with the original, or copy it again."

_PASTED = re.compile(
    r"""[\s\x1c-\x1f\x85\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"""
    r"""\u2010-\u2015\u2212_"'\u2018-\u201f.,-]"""
)
"""What people type between the signs, and what messages put round them: hyphens, quotes, stops, marks nobody sees."""

_LIKE = str.maketrans("OIL", "011")
"""Letters that look like digits, and are no signs of a code for that reason."""


class CodeError(Exception):
    """A code that cannot be read, with what to do."""


def code_of(kind: str, bits: str) -> str:
    """The code with these bits, as it is shown to people. Short of a multiple of five, noughts are added."""
    bits = bits.ljust(-(-len(bits) // 5) * 5, "0")
    signs = kind + "".join(SIGNS[int(bits[i : i + 5], 2)] for i in range(0, len(bits), 5))
    signs += check_sign(signs)
    return "-".join([f"PW{VERSION}", *(signs[i : i + 4] for i in range(0, len(signs), 4))])


def signs_in(text: str) -> str:
    """What stands after `PW1` in a code, however it was typed; every sign in its place. Raises CodeError."""
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
    for place, sign in enumerate(signs, start=1):
        if sign not in (CHECK_SIGNS if place == len(signs) else SIGNS):
            raise CodeError(f"“{sign}” has no place there in a code. Compare it with the original, or copy it again.")
    return signs


def bits_of(signs: str) -> str:
    """Five bits for each sign."""
    return "".join(f"{SIGNS.index(sign):05b}" for sign in signs)


def check_sign(signs: str) -> str:
    """The last sign of a code: another one wherever a sign was changed, or two have changed places."""
    total = 0
    for sign in signs:
        total = (total * 32 + SIGNS.index(sign)) % 37
    return CHECK_SIGNS[total]


def is_sound(signs: str) -> bool:
    """Whether the last sign is the one that belongs to the others."""
    return check_sign(signs[:-1]) == signs[-1]
