"""For agencies and programmes: the answers of many cohorts as one table, and what may be told of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import click

from powerwith import synth
from powerwith.bank import Bank
from powerwith.cli.base import writing
from powerwith.cohort import Taken
from powerwith.cohort import made as made_from
from powerwith.cohort.programme import By, EngineError, engines, record, summaries, table
from powerwith.cohort.programme.plan import plan
from powerwith.papers.cohorts.gather import NOT_FOR, RULES
from powerwith.papers.plans import PapersError

WAYS = ("cohort", "whole")


def must_be_new(out: Path, kind: str) -> None:
    """Raises click.ClickException where something of that name is there."""
    if out.exists():
        raise click.ClickException(f"{out}: this {kind} is there already. Name another.")


def write_answers(taken: Taken, folders: Sequence[Path], out: Path) -> None:
    """Write the answers as a table, and note down beside each folder that it was made from it."""
    if out.suffix.lower() != ".parquet":
        raise click.UsageError(f"{out}: the table is a Parquet file. Let its name end in .parquet.")
    try:
        with writing(out):
            rows = table.write(taken, out)
            for folder in folders:
                made_from.note(folder, [out])
    except ImportError:
        raise click.ClickException(
            'pyarrow is not installed. In the course\'s folder, type: .venv/bin/pip install -e ".[cohort]"'
        ) from None
    click.echo(
        f"{out} written: {rows:,} answers, each with a number for the person who gave it. It is to be kept as safe as "
        "what was handed in; `powerwith forget` deletes it, too."
    )


def summarise(source: str, bank: Bank, *, engine: str, by: str, to: Path) -> None:
    """Write what may be told of a table of many cohorts into a new folder, and print the checksums."""
    must_be_new(to, "folder")
    way = cast(By, by)
    try:
        with writing(to):
            at = record.beside(source, to)
            record.must_be_same_way(at, way)
            asked = plan(bank.exercises.values())
            answers = engines.read(source, engine)
            synthetic = engines.has_cohort(answers, synth.PREFIX)
            found = summaries(answers, asked, by=way)
            note = _note(by, synthetic)
            sums = record.write(found, asked, to, at, by=way, note=note)
    except (EngineError, PapersError) as error:
        raise click.ClickException(str(error)) from None
    if synthetic:
        click.echo(synth.NOT_REAL)
    for name, checksum in sums.items():
        click.echo(f"{to / name}.parquet: checksum {checksum}")
    click.echo(f"{to / record.BOOK} says what exercises, questions and answers are. Read {to / record.NOTE} first.")
    click.echo(f"{at} remembers how the table was shown. Keep it as long as the table.")


def _note(by: str, synthetic: bool) -> list[str]:
    groups = "one row for each cohort" if by == "cohort" else "all cohorts as one group"
    return [
        *([synth.NOT_REAL, ""] if synthetic else []),
        NOT_FOR,
        "",
        *RULES[:3],
        f"The tables hold {groups}. They were made once from this table of answers; cut in another way, or with some "
        "people more, they would not be shown.",
        "Where `state` is not `shown`, numbers are 0 and say nothing. `nothing`, `total`: too few people. `most or "
        "all`: nearly everybody gave this answer. `middle`: only where the middle lies is said. `hidden`: it "
        "would tell.",
        "Means are in points of the scale, percentages whole numbers; low and high are the ends of the 95% interval.",
    ]
