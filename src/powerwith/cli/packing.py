"""For the trainer pack: everything for one workshop, in a folder."""

import secrets
from collections.abc import Callable
from pathlib import Path

import click

from powerwith.assign import LARGEST
from powerwith.bank import load_bank
from powerwith.cli.base import course, main
from powerwith.model.runsheet import RunSheet
from powerwith.papers import packs
from powerwith.runsheets import load_runsheets, load_slips
from powerwith.source import SourceError, closest


@main.command("pack")
@click.argument("runsheet")
@click.option("--seed", type=click.IntRange(0, LARGEST), help="Deals the cases. The same number deals the same packs.")
@click.option("--people", type=click.IntRange(2, 200), help="How many packs. The most that the run sheet is for.")
@click.option("--address", metavar="URL", help="Where your course stands on the web: adds codes that open exercises.")
@click.option(
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path), help="The folder: a new or empty one."
)
def pack_command(runsheet: str, seed: int | None, people: int | None, address: str | None, folder: Path | None) -> None:
    """Make everything for the workshop RUNSHEET, to print and to show: PDF, document and slides."""
    root = course()
    folder = folder or Path(f"pack-{runsheet}")
    seed = secrets.randbelow(1_000_000) if seed is None else seed
    try:
        bank = load_bank(root / "exercises")
        sheet = _sheet(runsheet, load_runsheets(bank.folder, tuple(bank.exercises)))
        stands = packs.addresses(root, address) if address else {}
        count = people or packs.most(sheet)
        pack = packs.gather(sheet, bank, load_slips(bank.folder), people=count, seed=seed, stands=stands)
    except SourceError as error:
        raise click.ClickException(str(error)) from None
    except packs.PackError as error:
        raise click.ClickException(f"{error}.") from None
    _fresh(folder)
    try:
        for name, made in packs.files(sheet, bank, pack, stands):
            _write(folder / name, made)
    except packs.PackError as error:
        click.echo(f"{error}.", err=True)
    if says := packs.outside(sheet, count):
        click.echo(says, err=True)
    click.echo(f"Made for {count} people with the seed {seed}. Begin with the first page: it says what to print.")


def _sheet(name: str, sheets: dict[str, RunSheet]) -> RunSheet:
    if name not in sheets:
        near = closest(name, list(sheets))
        todo = f"Did you mean “{near}”?" if near else f"Choose one of {', '.join(sheets)}."
        raise click.ClickException(f"there is no run sheet “{name}”. {todo}")
    return sheets[name]


def _fresh(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()):
        raise click.ClickException(f"{folder}: there is something in this folder. Name a new one with --to.")
    folder.mkdir(parents=True, exist_ok=True)


def _write(path: Path, made: Callable[[], bytes]) -> None:
    path.write_bytes(made())
    click.echo(f"{path} written.")
