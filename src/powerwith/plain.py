"""Plain values out of JSON that anybody may have written: read with suspicion, for a backup and for a share."""

import json
import re
from typing import Any

MOST_DIGITS = 15
"""A browser holds whole numbers of so many digits exactly."""

DEPTH_LIMIT = 20

_HALF = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class TooDeepError(ValueError):
    """Values inside values without an end in sight."""


def values(text: str) -> Any:
    """The plain values of a JSON text. Raises ValueError with what is the case; JSONDecodeError knows the line.

    Refused: a name twice in one place, numbers that are not whole or longer than a browser can hold, NaN, too deep.
    """
    try:
        plain = json.loads(
            text, object_pairs_hook=_no_twice, parse_float=_no_float, parse_int=_whole, parse_constant=_no_float
        )
    except RecursionError:
        raise TooDeepError(f"values in it are nested more than {DEPTH_LIMIT} deep") from None
    _not_deep(plain)
    return plain


def clean(text: str) -> str:
    """Half characters become U+FFFD, control characters go; tab and line end stay."""
    return _CONTROL.sub("", _HALF.sub("\ufffd", text))


def cleaned(value: Any) -> Any:
    """The same plain value with every text in it clean."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return [cleaned(each) for each in value]
    if isinstance(value, dict):
        return {name: cleaned(each) for name, each in value.items()}
    return value


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a name stands twice in one place")
    return made


def _no_float(text: str) -> Any:
    raise ValueError(f"`{text[:40]}` is not a whole number")


def _whole(text: str) -> int:
    if len(text.lstrip("-")) > MOST_DIGITS:
        raise ValueError(f"the number {text[:30]} has more than {MOST_DIGITS} digits")
    return int(text)


def _not_deep(plain: Any) -> None:
    """Level by level, so that no stack is needed for what may be deep."""
    level = [plain]
    for _ in range(DEPTH_LIMIT):
        level = [
            inside
            for value in level
            if isinstance(value, dict | list)
            for inside in (value.values() if isinstance(value, dict) else value)
            if isinstance(inside, dict | list)
        ]
        if not level:
            return
    raise TooDeepError(f"values in it are nested more than {DEPTH_LIMIT} deep")
