"""For a cohort's beginning and its end: pretend people to try things out with, and deleting what people handed in."""

import sys
from pathlib import Path

import click

from powerwith import share, synth
from powerwith.bank import Bank, load_bank
from powerwith.cli.base import course, main
from powerwith.cohort import forget, published
from powerwith.source import SourceError

USUAL = ("epsa", "reply-task")
"""What pretend people do where nothing else is said, beside the exercises of chapter 9."""


@main.command("synth")
@click.option("--people", default=24, show_default=True, help=f"How many, up to {synth.LARGEST}.")
@click.option(
    "--cohort", default="synth-demo", show_default=True, metavar="CODE", help=f"Its code begins with {synth.PREFIX}."
)
@click.option("--seed", default=1, show_default=True, help="The same number draws the same people again.")
@click.option("--gain", default=0.4, show_default=True, help="The true mean change, in standard deviations.")
@click.option("--only", "wanted", multiple=True, metavar="ID", help="An exercise they do. Can be given again.")
@click.option("--chapter", "chapters", multiple=True, metavar="CHAPTER", help="A folder such as ch09, or self.")
@click.option("--to", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
              help="A folder that is new or empty.")  # fmt: skip
def synth_command(
    people: int, cohort: str, seed: int, gain: float, wanted: tuple[str, ...], chapters: tuple[str, ...], folder: Path
) -> None:
    """Write the shares of a cohort of people who do not exist, one file each, into FOLDER."""
    try:
        bank = load_bank(course() / "exercises")
        names = _names(bank, wanted, chapters)
        made = synth.shares(bank.exercises, names, people=people, seed=seed, cohort=cohort, gain=gain)
    except (SourceError, synth.SynthError) as error:
        raise click.ClickException(str(error)) from None
    if folder.is_dir() and any(folder.iterdir()):
        raise click.ClickException(f"{folder}: something lies in this folder already. Name one that is new or empty.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, one in enumerate(made, start=1):
            (folder / f"share-{cohort}-{number:04}.json").write_text(share.text(one), encoding="utf-8")
    except OSError as error:
        raise click.ClickException(
            f"{folder}: it cannot be written ({error.strerror}). Choose another place."
        ) from None
    click.echo(f"{folder}: {len(made)} shares of the cohort {cohort}, over {len(names)} exercises.")
    click.echo(synth.NOT_REAL)


def _names(bank: Bank, wanted: tuple[str, ...], chapters: tuple[str, ...]) -> tuple[str, ...]:
    """Exercises by name and by chapter; without a wish the usual ones. Raises SynthError for an empty chapter."""
    if not wanted and not chapters:
        wanted, chapters = USUAL, ("ch09",)
    names = dict.fromkeys(wanted)
    for chapter in chapters:
        inside = [one.id for one in bank.exercises.values() if bank.path(one.id).parent.name == chapter]
        if not inside:
            raise synth.SynthError(f"{chapter}: no exercise is in this folder. Use one such as ch09 or self.")
        names |= dict.fromkeys(name for name in inside if synth.can_do(bank.exercises[name]))
    return tuple(names)


@main.command("forget")
@click.argument("cohort", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option("--keep-reports", is_flag=True, help="Delete what was handed in, and leave what was made for the group.")
@click.option("--all", "others_too", is_flag=True, help="Delete whatever else lies in FOLDER as well.")
@click.option("--look", "look_in", multiple=True, metavar="FOLDER", help="Look for copies here, too, as in Downloads.",
              type=click.Path(exists=True, file_okay=False, path_type=Path))  # fmt: skip
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget_command(cohort: Path, keep_reports: bool, others_too: bool, look_in: tuple[Path, ...], yes: bool) -> None:
    """Delete what a cohort handed in (a FOLDER or a zip) and every file made from it, and look whether any is left."""
    try:
        what = forget.plan(cohort, keep_made=keep_reports, take_others=others_too)
    except forget.ForgetError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Handed in: {_files(len(what.shares))}. Made from it: {_files(len(what.made))}.")
    click.echo("\n".join(what.lines()))
    if not (yes or click.confirm("Delete these for good?")):
        click.echo("Nothing was deleted.")
        return
    try:
        left = forget.carry_out(what, look_in)
    except OSError as error:
        says = f"it could not be deleted ({error.strerror}). Close it where it is open, and give the command again"
        raise click.ClickException(f"{error.filename}: {says}.") from None
    click.echo(
        f"Deleted. {_files(left.looked)} nearby looked through for ids, linking codes and PW1- codes of this cohort."
    )
    if left.folders:
        click.echo(f"{_folders(left.folders)} not looked into. Name one that could hold a copy with --look.")
    for path in left.holding:
        click.echo(f"{path}: {_holds(path, what)}. Delete it too.")
    for path in what.changed:
        click.echo(f"{path}: this is not as it was made, so it stays. Delete it yourself if it is yours.")
    for path in left.unlooked:
        click.echo(f"{path}: this was not looked into. Look yourself.")
    if not left.holding:
        click.echo("None was found. The bin, e-mails, other folders and backups are beyond this command.")
    sys.exit(1 if left.holding or what.changed else 0)


def _holds(path: Path, what: forget.Plan) -> str:
    if path.name.endswith(published.NAME):
        return "this remembers what was shown of these people"
    if path.resolve() in {one.resolve() for one in what.codes}:
        return "codes of this cohort came from here"
    return "this is or holds a copy"


def _folders(count: int) -> str:
    return "1 folder beside these was" if count == 1 else f"{count} folders beside these were"


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
