"""Several cohorts that used the same pack of cases, put together in one report."""

from collections.abc import Sequence
from pathlib import Path

import click

from powerwith.bank import Bank
from powerwith.cli.base import writing
from powerwith.cohort import Limits, Taken, published, take
from powerwith.cohort import made as made_from
from powerwith.papers import PapersError, cohorts


def must_be_whole(paths: Sequence[Path]) -> None:
    """What was shown is remembered beside each folder, so a single file of one would have a record of its own."""
    if single := next((path for path in paths if path.is_file() and path.suffix.lower() != ".zip"), None):
        raise click.UsageError(f"{single}: with --pool, name whole folders or zips and no single files.")


def report(taken: Taken, bank: Bank, paths: Sequence[Path], out: Path, limits: Limits) -> None:
    """Write it, and remember what was shown beside every folder, so that no cohort can be taken from the pool."""
    names = sorted(taken.answers["cohort"].unique())
    if len(names) < 2:
        raise click.ClickException(f"{paths[0]}: all answers are of one cohort, {names[0]}. Leave --pool out.")
    folders = list(dict.fromkeys(path.resolve() for path in paths))
    try:
        with writing(out):
            each = [
                published.kept(folder, take([folder], exercises=bank.exercises, limits=limits).keys.values())
                for folder in folders
            ]
            kept = {one.path: one.published for one in each}
            made, now = cohorts.pooled(taken, bank.exercises, list(kept.values()), chapters=cohorts.chapters_of(bank))
            if not made.trials and not made.told:
                raise click.ClickException(
                    "In these cohorts no pack of cases was answered, and a pool is of nothing else."
                )
            file = cohorts.report_file(made, out.suffix[1:].lower())
            for path, record in zip(kept, now, strict=True):
                published.write(record, path)
            out.write_bytes(file)
            for folder in folders:
                made_from.note(folder, [out])
    except (published.PublishedError, PapersError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(
        f"{out} written, about {len(names)} cohorts together. It is for the groups, and not for judging anybody. What "
        "it shows is remembered beside each folder, so that none can be taken from the others. To `powerwith forget` "
        "one of them deletes it, too."
    )
