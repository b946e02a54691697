"""For trainers: what learners handed in."""

import sys
from pathlib import Path
from typing import TextIO

import click

from powerwith.bank import load_bank
from powerwith.cli.base import course, main
from powerwith.cohort import Limits, take
from powerwith.cohort.listing import listed
from powerwith.source import SourceError

_USUAL = Limits()


@main.command("cohort")
@click.argument("paths", nargs=-1, metavar="FOLDER|ZIP|FILE...", type=click.Path(path_type=Path))
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
def cohort_command(
    paths: tuple[Path, ...],
    cohort: str | None,
    codes: TextIO | None,
    most_files: int,
    most_members: int,
    most_mb: int,
    most_zip_mb: int,
) -> None:
    """Take in what learners handed over, and list how many people answered what, and what was left out and why.

    Nothing is written. Where fewer than five people answered, no number is shown.
    """
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
    try:
        exercises = load_bank(course() / "exercises").exercises
    except SourceError as error:
        raise click.ClickException(str(error)) from None
    boxes = [codes.read()] if codes is not None else []
    taken = take(paths, boxes, exercises=exercises, cohort=cohort, limits=limits)
    click.echo(listed(taken, {name: exercise.title for name, exercise in exercises.items()}))
    if taken.people == 0:
        sys.exit(1)
