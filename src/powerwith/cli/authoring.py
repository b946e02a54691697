"""For authors: check, begin, look, talk a conversation through."""

import sys
from datetime import date
from pathlib import Path

import click

from powerwith import lint as critic
from powerwith import maps, serve, terminal
from powerwith.bank import Bank, load_bank
from powerwith.cli.base import course, main
from powerwith.model import KINDS, Conversation
from powerwith.source import SourceError
from powerwith.starter import starter


@main.command()
@click.option("--cast", is_flag=True, help="Print who is shown with which problem and which strength, and stop.")
@click.option("--coverage", is_flag=True, help="Print what practises which idea. Exit code 1 if one has none.")
@click.option("--dates", is_flag=True, help="Print what was looked up too long ago, and stop. Exit code 1 if anything.")
@click.option("--ladder", is_flag=True, help="Print how many exercises each skill has on each rung, and stop.")
@click.option("--strict", is_flag=True, help="With a table: exit code 1 while it shows a gap.")
def lint(cast: bool, coverage: bool, dates: bool, ladder: bool, strict: bool) -> None:
    """Say in sentences what an author should look at. Exit code 1 if there is anything."""
    try:
        if dates:
            _dates()
            return
        bank = load_bank(course() / "exercises")
        if cast or coverage or ladder:
            _tables(bank, cast=cast, coverage=coverage, ladder=ladder, strict=strict)
            return
        problems = critic.lint(bank, course())
    except SourceError as error:
        problems = list(error.problems)
        bank = None
    for problem in problems:
        click.echo(str(problem))
    for line in (*critic.sizes(bank), *critic.unread(bank)) if bank else ():
        click.echo(line)
    if problems:
        click.echo(f"{len(problems)} to look at.", err=True)
        sys.exit(1)
    click.echo(f"{len(bank.exercises) if bank else 0} exercises read. Nothing to mend.")


def _dates() -> None:
    old = critic.old_days(course(), date.today())
    for problem in old:
        click.echo(str(problem))
    if old:
        click.echo(f"{len(old)} to look up again.", err=True)
        sys.exit(1)
    click.echo("Everything with a day was looked up recently enough.")


def _tables(bank: Bank, *, cast: bool, coverage: bool, ladder: bool, strict: bool) -> None:
    gaps = False
    if cast:
        click.echo(critic.cast_table(bank))
        gaps = bool(critic.only_helped(bank))
    if coverage:
        click.echo(critic.coverage_table(bank, course()))
        strict = strict or not (cast or ladder)
        gaps = gaps or not all(critic.coverage(bank, course()).values())
    if ladder:
        click.echo(critic.ladder_table(bank))
        gaps = gaps or bool(critic.missing_rungs(bank))
    if strict and gaps:
        sys.exit(1)


@main.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("exercise_id", metavar="ID")
@click.option("--chapter", default="ch09", show_default=True, help="Folder of the chapter it belongs to.")
def new(kind: str, exercise_id: str, chapter: str) -> None:
    """Write a commented starter file for an exercise of KIND with that ID."""
    path = course() / "exercises" / chapter / f"{exercise_id}.yml"
    taken = list((course() / "exercises").glob(f"*/{exercise_id}.yml"))
    if taken:
        raise click.ClickException(f"{taken[0].relative_to(course())}: that id is taken. Choose another.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(starter(kind, exercise_id), encoding="utf-8")
    click.echo(f"{path.relative_to(course())} written. See it with: powerwith preview {exercise_id}")


@main.command()
@click.argument("exercise_id", metavar="ID")
@click.option("--port", default=8000, show_default=True, help="Port on this machine; the next free one if it is taken.")
@click.option("--open/--no-open", "open_page", default=True, help="Open the browser, or only print the address.")
def preview(exercise_id: str, port: int, open_page: bool) -> None:
    """Open one exercise in the browser and follow edits to its file."""
    sys.exit(serve.preview(exercise_id, root=course(), port=port, open_page=open_page))


@main.command("serve")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Another address only to look from another device."
)
@click.option("--port", default=8000, show_default=True, help="Port; the next free one if it is taken.")
@click.option("--live", is_flag=True, help="Build again and reload the page after every edit.")
@click.option("--open/--no-open", "open_page", default=True, help="Open the browser, or only print the address.")
def serve_command(host: str, port: int, live: bool, open_page: bool) -> None:
    """Build the book and show it on this device."""
    sys.exit(serve.serve_book(course(), host=host, port=port, live=live, open_page=open_page))


@main.command("conversation")
@click.argument("exercise_id", metavar="ID")
@click.option(
    "--map",
    "drawing",
    is_flag=False,
    flag_value="-",
    metavar="[FILE.svg]",
    help="Show the routes instead: as an outline, or drawn into FILE.svg with the outline in FILE.txt.",
)
def conversation_command(exercise_id: str, drawing: str | None) -> None:
    """Talk with the person of conversation ID, here in the terminal."""
    conversation = _conversation(exercise_id)
    if drawing:
        _map(conversation, None if drawing == "-" else Path(drawing))
        return
    play = terminal.Play(conversation, lambda text: click.echo(terminal.wrapped(text)), _typed)
    if not play.play():
        says = "it ended before the conversation did. Give a reply for every turn, or q"
        raise click.ClickException(f"standard input: {says}.")


def _conversation(exercise_id: str) -> Conversation:
    try:
        found = load_bank(course() / "exercises").find(exercise_id, "powerwith conversation")
    except SourceError as error:
        raise click.ClickException(str(error)) from None
    if not isinstance(found, Conversation):
        says = f"`{exercise_id}` is a {type(found).__name__.lower()}. Name a conversation"
        raise click.ClickException(f"powerwith conversation: {says}.")
    return found


def _map(conversation: Conversation, file: Path | None) -> None:
    outline = maps.outline(conversation)
    if file is None:
        click.echo(outline)
        return
    beside = file.with_suffix(".txt")
    if beside == file:
        raise click.UsageError(f"{file} would be overwritten by its own outline. Call the picture {file.stem}.svg")
    try:
        file.write_text(maps.picture(conversation), encoding="utf-8")
        beside.write_text(outline + "\n", encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{file}: it cannot be written ({error.strerror}). Choose another place.") from None
    click.echo(f"{file} and {beside} written.")


def _typed() -> str | None:
    """A line from whoever is there; None when the input has ended."""
    click.echo("> ", nl=False)
    line = sys.stdin.readline()
    if line and not sys.stdin.isatty():
        click.echo(line.rstrip("\n"))
    return line or None
