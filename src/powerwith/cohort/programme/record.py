"""The summaries of a table as files, and a record beside the table of how it was shown.

A table is shown in one way, and shown again only while it is the same: by cohort and as a whole, or before and after
somebody joined, two looks beside each other would tell of the few in whom they differ.
"""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import ValidationError

from powerwith.cohort import shown
from powerwith.cohort.programme import By, Summaries, engines
from powerwith.cohort.programme.engines import EngineError
from powerwith.cohort.programme.plan import Plan
from powerwith.cohort.programme.written import checksum
from powerwith.model import Record

NAME = "powerwith-shown.json"
NOTE = "READ-FIRST.txt"
BOOK = "codebook.csv"


class Shown(Record):
    """How a table was shown: by cohort or as a whole, and what came out."""

    format: Literal["powerwith-shown"] = "powerwith-shown"
    v: Literal[1] = 1
    by: By
    tables: dict[str, str]
    """Table to its checksum."""


def beside(table: str, to: Path) -> Path:
    """Where the record lies: beside the table; where that is not on this machine, beside what was made."""
    at = to if "://" in table else Path(table)
    at = at.resolve()
    return at.with_name(f"{at.name}.{NAME}")


def read(path: Path) -> Shown | None:
    """How the table was shown before; None where it never was. Raises EngineError for a record that is none."""
    try:
        return Shown.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeError, ValidationError):
        says = "the record of what was shown cannot be read"
        raise EngineError(f"{path}: {says}. Put it back as it was, or show nothing more of this table.") from None


def must_be_same_way(path: Path, by: By) -> None:
    """Raises EngineError where the table was shown cut in the other way."""
    if (before := read(path)) and before.by != by:
        was = {"cohort": "by cohort", "whole": "as a whole"}[before.by]
        raise EngineError(
            f"{path}: this table was shown {was} before. Both ways together would tell of small cohorts by what is "
            f"left over; stay with --by {before.by}."
        )


def write(found: Summaries, plan: Plan, to: Path, record: Path, *, by: By, note: Iterable[str]) -> dict[str, str]:
    """Write the tables, the codebook and the note into a new folder; returns each table's checksum.

    Raises EngineError where the table has changed since it was shown; then nothing is left of it.
    """
    half = to.with_name(f"{to.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    try:
        sums = {}
        for name, frame in found.each().items():
            engines.of(frame).write(frame, str(half / f"{name}.parquet"))
            sums[name] = checksum(half / f"{name}.parquet")
        before = read(record)
        if before and before.tables != sums:
            raise EngineError(
                f"{record}: the table has changed since it was shown. Two looks at it would tell of those who came or "
                "went; put new cohorts into a table of their own."
            )
        book = shown.csv(pd.DataFrame(plan.codebook()))
        (half / BOOK).write_text(book, encoding="utf-8-sig", newline="")
        (half / NOTE).write_text("\n".join(note) + "\n", encoding="utf-8")
        text = json.dumps(Shown(by=by, tables=sums).model_dump(), indent=1) + "\n"
        record.write_text(text, encoding="utf-8")
        half.rename(to)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return sums
