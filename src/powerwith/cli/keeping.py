"""For what was kept: the journal, backups, and what comes next."""

from datetime import date, datetime
from pathlib import Path

import click

from powerwith import today as todays
from powerwith.bank import load_bank
from powerwith.cli.base import course, locked_too, main
from powerwith.journal import Journal, JournalError, Secret, open_journal, read_backup
from powerwith.source import SourceError


@main.command("today")
@click.argument("backup", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Another day than today: 2026-11-22."
)
@locked_too
def today_command(backup: Path, day: datetime | None, secret: Secret) -> None:
    """Say today's three for the person of a BACKUP from My journal, and what comes back when."""
    try:
        bank = load_bank(course() / "exercises")
        click.echo(todays.told(bank, read_backup(backup, secret), day.date() if day else date.today()))
    except (SourceError, JournalError) as error:
        raise click.ClickException(str(error)) from None


@main.group("journal", invoke_without_command=True)
@click.option(
    "--at", "folder", type=click.Path(path_type=Path), metavar="FOLDER", help="Another folder than the usual one."
)
@click.pass_context
def journal_command(context: click.Context, folder: Path | None) -> None:
    """Say where the journal on this device is, how many entries it holds, and when it was last backed up."""
    try:
        context.obj = open_journal(folder)
    except JournalError as error:
        raise click.ClickException(str(error)) from None
    if context.invoked_subcommand is None:
        click.echo(context.obj.status())


@journal_command.command("open")
@click.argument("backup", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@locked_too
@click.pass_obj
def journal_open(journal: Journal, backup: Path, secret: Secret) -> None:
    """Bring in a BACKUP from My journal, or a second copy of a journal. The same one again changes nothing."""
    _must_keep(journal)
    try:
        made = journal.open_backup(backup, secret)
    except JournalError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{backup}: {made.added} new, {made.newer} further along than here, {made.same} here already.")
    if made.further:
        click.echo("It brought progress from a code, too.")
    click.echo(journal.status())


@journal_command.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def journal_backup(journal: Journal, file: Path) -> None:
    """Write the whole journal into FILE, which My journal opens in a browser."""
    if file.exists():
        raise click.ClickException(f"{file}: this file is there already. Name another.")
    try:
        journal.write_backup(file)
    except JournalError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{file} written: {len(journal.entries)} entries. It holds what was typed: keep it where only you look.")


def _must_keep(journal: Journal) -> None:
    """A command ends at once, so what it only kept in memory would be gone."""
    if journal.mode != "disk":
        raise click.ClickException("\n".join(journal.status().says))
