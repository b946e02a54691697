"""What the coach gets right on replies that were written without sight of its rules, beside ordinary tools.

    .venv/bin/python bench/blind.py

Prints counts and shares, and never a reply: the set is for measuring only (tests/vectors/coach/blind/README.md).
VADER, TextBlob and alex stand beside the coach once bench/coach.py has installed them.
"""

import json
from collections.abc import Iterator, Sequence
from math import sqrt
from typing import Any

from judged import PEERS, Flags, asked, commands, shares
from stand import ROOT, table

from powerwith import coach
from powerwith.model import HARM_CODES, HELP_CODES

FILE = ROOT / "tests" / "vectors" / "coach" / "blind" / "replies.jsonl"
NORMAL = 1.96
"""How many standard errors make an interval of 95 %."""

Reply = dict[str, Any]


def main() -> None:
    """Measure and print."""
    print(report())


def report() -> str:
    """Any harm beside the peers, then each code of the coach."""
    replies = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    marks = [coach.check(reply["text"]) for reply in replies]
    tools: dict[str, Flags] = {"coach": [{mark.code for mark in found} for found in marks]}
    tools |= {name: asked(name, replies) for name in installed()}
    head = ["tool", "precision", "recall", "plain harm", "friendly harm", "good, flagged", "alarming good, flagged"]
    return "\n\n".join([
        f"Blind set, {len(replies)} replies, rules {coach.rules_version()}. Any harm; intervals hold 95 %:",
        table(head, ([name, *any_harm(replies, flags)] for name, flags in tools.items())),
        "The coach by code. Precision, recall: was a reply given the code, wherever in it. In place: of the replies "
        "rightly given it, those where a mark of that code touches the words the codes name.",
        table(["code", "replies", "given", "precision", "recall", "in place"], by_code(replies, marks)),
    ])  # fmt: skip


def installed() -> tuple[str, ...]:
    """The peers that need no download now."""
    ready = (PEERS / "textblob").is_dir() and (PEERS / "node_modules" / "alex").is_dir()
    return tuple(commands()) if ready else ()


def any_harm(replies: list[Reply], flags: Flags) -> list[str]:
    """Precision and recall with their intervals, and how many of each sort of reply are flagged."""
    flagged = [bool(codes & HARM_CODES) for codes in flags]
    harmful = [reply["verdict"] == "harm" for reply in replies]
    right = sum(a and b for a, b in zip(harmful, flagged, strict=True))
    cells = [share(right, sum(flagged)), share(right, sum(harmful))]
    for sort in (("harm", False), ("harm", True), ("ok", False), ("ok", True)):
        mine = [was for reply, was in zip(replies, flagged, strict=True) if (reply["verdict"], reply["tricky"]) == sort]
        cells.append(f"{sum(mine)} of {len(mine)}")
    return cells


def share(part: int, whole: int) -> str:
    """A share with its Wilson interval, a dash where there is nothing to divide by."""
    if not whole:
        return "–"
    square = NORMAL * NORMAL
    middle = (part + square / 2) / (whole + square)
    reach = NORMAL * sqrt(part * (whole - part) / whole + square / 4) / (whole + square)
    return f"{part / whole:.2f} ({middle - reach:.2f} to {middle + reach:.2f})"


def by_code(replies: list[Reply], marks: Sequence[Sequence[Any]]) -> Iterator[list[str]]:
    """A row for each code, harm first."""
    for code in [*sorted(HARM_CODES), *sorted(HELP_CODES)]:
        wanted = [[mark for mark in reply["codes"] if mark["code"] == code] for reply in replies]
        given = [[mark for mark in found if mark.code == code] for found in marks]
        both = [(named, found) for named, found in zip(wanted, given, strict=True) if named and found]
        placed = sum(any(touches(a, b) for a in named for b in found) for named, found in both)
        yield [
            code, str(sum(map(bool, wanted))), str(sum(map(bool, given))),
            *shares(list(map(bool, wanted)), list(map(bool, given))), f"{placed} of {len(both)}",
        ]  # fmt: skip


def touches(named: Reply, mark: Any) -> bool:
    """Whether a mark of the coach shares a character with coded words."""
    return bool(mark.start < named["end"] and named["start"] < mark.end)


if __name__ == "__main__":
    main()
