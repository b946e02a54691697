"""The trainers' run sheets, read and checked against the bank."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from powerwith.model.runsheet import RunSheet
from powerwith.source import Located, Problem, SourceError, closest, load

FOLDER = "runsheets"
"""Inside the bank's folder, beside the chapters."""

_SHEET: TypeAdapter[RunSheet] = TypeAdapter(RunSheet)


class RunSheetError(SourceError):
    """Run sheets have problems that an author can mend."""


def load_runsheets(folder: Path, known: tuple[str, ...] | None = None) -> dict[str, RunSheet]:
    """Every run sheet by its id; `known` are the ids of the exercises there are. Raises RunSheetError."""
    problems: list[Problem] = []
    sheets: dict[str, RunSheet] = {}
    for path in sorted((folder / FOLDER).glob("*.yml")):
        try:
            sheet, where = load(path, _SHEET, f"{folder.name}/{FOLDER}/{path.name}")
        except SourceError as error:
            problems += error.problems
            continue
        problems += _faults(sheet, where, path, known)
        sheets[sheet.id] = sheet
    if problems:
        raise RunSheetError(tuple(problems))
    return sheets


def _faults(sheet: RunSheet, where: Located, path: Path, known: tuple[str, ...] | None) -> Iterator[Problem]:
    if sheet.id != path.stem:
        says = f"the id is `{sheet.id}` and the file is called `{path.name}`"
        yield Problem(where.place(("id",)), says, f"Rename one, so that both are `{path.stem}`")
    for s, session in enumerate(sheet.sessions):
        for k, step in enumerate(session.steps):
            for e, name in enumerate(step.exercises):
                if known is not None and name not in known:
                    near = closest(name, list(known))
                    place: tuple[Any, ...] = ("sessions", s, "steps", k, "exercises", e)
                    todo = f"Did you mean `{near}`?" if near else "Look at the spelling"
                    yield Problem(where.place(place), f"there is no exercise `{name}`", todo)


def practised(sheets: dict[str, RunSheet]) -> Iterator[tuple[str, str]]:
    """Each idea that a group activity practises, with the run sheet it stands in."""
    for sheet in sheets.values():
        for session in sheet.sessions:
            for step in session.steps:
                yield from ((seed, sheet.id) for seed in step.seeds)
