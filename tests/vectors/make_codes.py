"""Makes codes.json: progress and its codes, and codes as people type them, for the twin in the browser.

.venv/bin/python tests/vectors/make_codes.py
"""

import itertools
import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from powerwith import code, signs
from powerwith.model import Carried

HERE = Path(__file__).resolve().parent


def _one(skill: Any, rungs: str, returns: int, first: str, last: str) -> Carried:
    climbed = tuple(rung for rung in code.RUNGS if rung in rungs.split())
    return Carried(
        skill=skill, rungs=climbed, returns=returns, first=date.fromisoformat(first), last=date.fromisoformat(last)
    )


def _anybody(seed: int) -> list[Carried]:
    dice = random.Random(seed)
    made = []
    for skill in code.SKILLS:
        if dice.random() < 0.4:
            first = date(2026, 6, 1) + timedelta(dice.randrange(1000))
            rungs = tuple(rung for rung in code.RUNGS if dice.random() < 0.5)
            last = first + timedelta(dice.randrange(900))
            made.append(Carried(skill=skill, rungs=rungs, returns=dice.randrange(5), first=first, last=last))
    return made


PROGRESS: dict[str, list[Carried]] = {
    "nothing begun": [],
    "one skill on its first day": [_one("ask", "recognise", 0, "2026-11-22", "2026-11-22")],
    "one skill after a month": [_one("repair", "recognise sort repair", 2, "2026-10-20", "2026-11-22")],
    "three skills": [
        _one("ask", "recognise sort repair write converse", 4, "2026-02-28", "2027-01-06"),
        _one("affirm", "write", 1, "2026-03-01", "2026-11-22"),
        _one("know-myself", "", 0, "2028-02-29", "2028-02-29"),
    ],
    "every skill": [
        _one(skill, "recognise sort", i % 5, "2026-11-01", f"2026-11-{10 + i}") for i, skill in enumerate(code.SKILLS)
    ],
    "the first day there is": [_one("dream", "sort", 0, "2026-01-01", "2026-01-01")],
    **{f"somebody, number {seed}": made for seed in range(1, 13) if (made := _anybody(seed))},
}

EDGES: dict[str, list[Carried]] = {
    "before days are counted": [_one("ask", "sort", 1, "2019-05-01", "2026-03-01")],
    "more years than fit": [
        _one("ask", "sort", 1, "2026-05-01", "2060-03-01"),
        _one("step", "", 0, "2050-01-01", "2050-01-01"),
    ],
}
"""Progress that a code cannot carry exactly: it says as much as fits."""


def typed() -> dict[str, str]:
    """Codes as people type and paste them, good and bad."""
    good = code.write(PROGRESS["one skill after a month"])
    zeros = code.write(PROGRESS["one skill on its first day"])
    other = "1" + good.replace("-", "")[4:-1]
    newer = "PW2" + good[3:]
    return {
        "small letters": good.lower(),
        "without hyphens": good.replace("-", ""),
        "with spaces and line ends": "  " + good.replace("-", " \n ") + " ",
        "with long dashes": good.replace("-", "\u2013"),
        "in quotes, with a full stop": f"\u201c{good}.\u201d",
        "with marks nobody sees": f"\u200f\ufeff{good[:9]}\u200b{good[9:]}\u2069",
        "o for zero": zeros.replace("0", "o"),
        "i and l for one": good.replace("1", "l", 1).replace("1", "i"),
        "empty": "",
        "something else": "Noor rang on Tuesday",
        "the prefix alone": "PW1-",
        "cut off": good[:-6],
        "cut off by one skill": code.write(PROGRESS["three skills"])[:-8],
        "one too many": good + "0",
        "a letter no code has": good[:8] + "U" + good[9:],
        "an emoji": good[:8] + "\U0001f600" + good[9:],
        "a sign for the check in the middle": good[:8] + "$" + good[9:],
        "a newer version": newer,
        "another kind": "PW1-" + other + signs.check_sign(other),
        "a skill that is not there yet": _with_skill(17),
        "more returns than there are": _with_returns(7),
        "two skills named and one told": _sealed("11" + "0" * 63),
    }


def _with_skill(place: int) -> str:
    bits = "".join("1" if i == place else "0" for i in range(20)) + "0" * 45
    return _sealed(bits)


def _with_returns(count: int) -> str:
    return _sealed("1" + "0" * 34 + f"00000{count:03b}" + "0" * 22)


def _sealed(bits: str) -> str:
    return signs.code_of("0", bits)


def _plain(some: Any) -> list[Any]:
    return [one.model_dump(mode="json") for one in some]


def _read(text: str) -> dict[str, Any]:
    try:
        return {"carried": _plain(code.read(text)), "problem": None}
    except code.CodeError as error:
        return {"carried": None, "problem": str(error)}


def made() -> str:
    """The text of the file."""
    written = PROGRESS | EDGES
    lists = list(PROGRESS.values())
    vectors = {
        "skills": list(code.SKILLS),
        "written": [
            {"name": name, "progress": _plain(some), "code": code.write(some), "read": _read(code.write(some))}
            for name, some in written.items()
        ],
        "typed": [{"name": name, "text": text, "read": _read(text)} for name, text in typed().items()],
        "merged": [
            {"here": _plain(a), "brought": _plain(b), "both": _plain(code.merge(a, b))}
            for a, b in itertools.pairwise(lists)
        ],
    }
    return json.dumps(vectors, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    (HERE / "codes.json").write_text(made(), encoding="utf-8")
