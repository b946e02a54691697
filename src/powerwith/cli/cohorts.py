"""For trainers: what learners handed in."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click

from powerwith import synth
from powerwith.bank import Bank, load_bank
from powerwith.cli import pooling, programmes
from powerwith.cli.base import course, main, writing
from powerwith.cohort import Limits, Taken, published, take
from powerwith.cohort import made as made_from
from powerwith.cohort.listing import listed
from powerwith.cohort.programme import engines
from powerwith.papers import PapersError, cohorts
from powerwith.source import SourceError

_USUAL = Limits()


@main.command("cohort")
@click.argument("sources", nargs=-1, metavar="FOLDER|ZIP|FILE...")
@click.option("--cohort", metavar="CODE", help="Take only this cohort. Pasted codes count towards it.")
@click.option("--codes", type=click.File(encoding="utf-8", errors="replace"), metavar="FILE",
              help="Pasted PW1- codes, as many as you like; - reads them from the keyboard or a pipe.")  # fmt: skip
@click.option("--most-files", type=click.IntRange(1), default=_USUAL.files, show_default=True, help="Files to read.")
@click.option(
    "--most-members", type=click.IntRange(1), default=_USUAL.members, show_default=True, help="Files in one zip."
)
@click.option("--most-mb", type=click.IntRange(1, 100), default=_USUAL.file_bytes // 10**6, show_default=True,
              help="Megabytes in one file.")  # fmt: skip
@click.option("--most-zip-mb", type=click.IntRange(1, 1000), default=_USUAL.zip_bytes // 10**6, show_default=True,
              help="Megabytes that come out of one zip.")  # fmt: skip
@click.option("--report", "out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write a report for the group: a .html, .pdf, .xlsx, .csv or .parquet.")  # fmt: skip
@click.option("--pool", is_flag=True,
              help="With --report: several cohorts that used the same pack of cases, put together.")  # fmt: skip
@click.option("--answers", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the single answers as a .parquet, to put together with other cohorts.")  # fmt: skip
@click.option("--engine", type=click.Choice(sorted(engines.READERS)),
              help="Summarise such a table (a Parquet file or a folder of them) with this engine.")  # fmt: skip
@click.option("--by", type=click.Choice(programmes.WAYS), default="cohort", show_default=True,
              help="With --engine: each cohort, or all as one group. A table is shown in one way only.")  # fmt: skip
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
              help="With --engine: a new folder for the tables; left out, NAME-summaries.")  # fmt: skip
def cohort_command(
    sources: tuple[str, ...],
    cohort: str | None,
    codes: TextIO | None,
    most_files: int,
    most_members: int,
    most_mb: int,
    most_zip_mb: int,
    out: Path | None,
    pool: bool,
    answers: Path | None,
    engine: str | None,
    by: str,
    to: Path | None,
) -> None:
    """Take in what learners handed over, and list how many people answered what, and what was left out and why.

    Without --report or --answers nothing is written. Where fewer than five people answered, no number is shown.
    """
    if engine:
        _of_many(sources, engine, by, to, others=(cohort, codes, out, answers, pool))
        return
    if to:
        raise click.UsageError("--to is for the tables of many cohorts: give --engine, too.")
    paths = [Path(source) for source in sources]
    limits = Limits(
        files=most_files,
        members=most_members,
        file_bytes=most_mb * 10**6,
        zip_bytes=most_zip_mb * 10**6,
        all_bytes=max(_USUAL.all_bytes, most_zip_mb * 10**6),
        values=_USUAL.values * max(1, most_mb * 10**6 // _USUAL.file_bytes),
    )
    if not paths and codes is None:
        raise click.UsageError("Name a folder or a zip with shares, or give --codes.")
    if pool and (out is None or cohort or codes or not paths):
        raise click.UsageError("--pool needs folders or zips and --report, and goes without --cohort and --codes.")
    if pool:
        pooling.must_be_whole(paths)
    if out:
        _must_be_new(out, paths, pool)
    if answers:
        programmes.must_be_new(answers, "file")
    bank = _bank()
    exercises = bank.exercises
    boxes = [codes.read()] if codes is not None else []
    taken = take(paths, boxes, exercises=exercises, cohort=cohort, limits=limits)
    click.echo(listed(taken, {name: exercise.title for name, exercise in exercises.items()}))
    if any(map(synth.is_synthetic, taken.answers["cohort"].unique())):
        click.echo(synth.NOT_REAL)
    if taken.people == 0:
        sys.exit(1)
    if out and pool:
        pooling.report(taken, bank, paths, out, limits)
    elif out:
        _report(taken, bank, paths[0], out, codes)
    if answers:
        programmes.write_answers(taken, paths, answers)


def _bank() -> Bank:
    try:
        return load_bank(course() / "exercises")
    except SourceError as error:
        raise click.ClickException(str(error)) from None


def _of_many(sources: Sequence[str], engine: str, by: str, to: Path | None, others: Sequence[object]) -> None:
    if len(sources) != 1:
        raise click.UsageError("Name one Parquet file, or one folder of those that --answers wrote.")
    if any(others):
        raise click.UsageError(
            "With --engine a table is summarised, so --cohort, --codes, --report, --answers do not go."
        )
    to = to or Path(f"{Path(sources[0]).stem}-summaries")
    programmes.summarise(sources[0], _bank(), engine=engine, by=by, to=to)


def _must_be_new(out: Path, paths: Sequence[Path], pool: bool) -> None:
    if out.suffix[1:].lower() not in cohorts.FORMS:
        endings = ", ".join(f".{form}" for form in cohorts.FORMS)
        raise click.UsageError(f"{out}: the ending says what to write. Use one of {endings}.")
    if len(paths) != 1 and not pool:
        says = "A report is about one folder or zip, beside which it is remembered what was shown."
        raise click.UsageError(f"{says} Packs of cases of several are put together with --pool.")
    if out.exists():
        raise click.ClickException(f"{out}: this file is there already. Name another.")


def _report(taken: Taken, bank: Bank, folder: Path, out: Path, codes: TextIO | None) -> None:
    """Write the report, and remember what was shown and what was made, so that both can be found again."""
    names = sorted(taken.answers["cohort"].unique())
    if len(names) != 1:
        says = f"there are answers of {len(names)} cohorts ({', '.join(names)})"
        todo = "Choose one with --cohort. Their packs of cases are put together with --pool."
        raise click.ClickException(f"{folder}: {says}. {todo}")
    try:
        with writing(out):
            kept = published.kept(folder, taken.keys.values())
            made, now = cohorts.report(
                taken, bank.exercises, chapters=cohorts.chapters_of(bank), published=kept.published
            )
            file = cohorts.report_file(made, out.suffix[1:].lower())
            published.write(now, kept.path)
            out.write_bytes(file)
            made_from.note(folder, [out], codes=_lying(codes), of=names)
    except (published.PublishedError, PapersError) as error:
        raise click.ClickException(str(error)) from None
    if kept.is_renamed:
        click.echo(
            f"{kept.path} remembers what was shown of the same people under another name, so this report goes on from "
            "there."
        )
    click.echo(
        f"{out} written. It is about the group, and not for judging anybody. `powerwith forget` deletes it, too."
    )


def _lying(codes: TextIO | None) -> list[Path]:
    """The file that codes were read from, if they came from a file."""
    path = Path(getattr(codes, "name", ""))
    return [path] if codes is not None and path.is_file() else []
