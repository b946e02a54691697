"""The command itself, and what its parts share."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import click

from powerwith.journal import Secret

MODULES = ("authoring", "cohorts", "gathering", "handing", "keeping", "making", "packing", "sharing", "wording")
"""Where the commands stand, in this folder."""

ALONE = {"cohort": "cohorts", "synth": "gathering", "forget": "gathering"}
"""Commands that people wait for: their module alone is loaded, since all of them take a second."""


class Commands(click.Group):
    """The commands, loaded when somebody asks for one."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for name in [ALONE[cmd_name]] if cmd_name in ALONE else MODULES:
            import_module(f"powerwith.cli.{name}")
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        for name in MODULES:
            import_module(f"powerwith.cli.{name}")
        return super().list_commands(ctx)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="powerwith")
def main() -> None:
    """Work on the Power With course: check it, add to it, look at it."""


locked_too = click.option(
    "--passphrase-file", "secret", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    callback=lambda _context, _option, file: _secret(file),
    help="Where the passphrase or recovery code of a locked BACKUP stands. Left out, it is asked for.",
)  # fmt: skip


def _secret(file: Path | None) -> Secret:
    """Asked for only when a backup turns out to be locked; never an argument, since other people can see those."""
    if file is None:
        return lambda: click.prompt("Passphrase or recovery code", hide_input=True, err=True, type=str)
    try:
        return file.read_text(encoding="utf-8-sig").strip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise click.ClickException(f"{file}: it cannot be read as text. Name another file.") from None


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Says in one sentence what could not be written, and what to do."""
    try:
        yield
    except OSError as error:
        says = f"it cannot be written ({error.strerror}). Choose another place"
        raise click.ClickException(f"{error.filename or out}: {says}.") from None


def course() -> Path:
    """The course's folder: here, or the nearest one above that holds a bank and a table of contents."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "exercises").is_dir() and (folder / "pyproject.toml").is_file():
            return folder
    raise click.ClickException(f"{here}: no course folder here or above. Change into the course's folder first.")
