"""The trainers' run sheets, read and checked against the bank."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from powerwith.model import Authored, Choice, Replies, Rewrite, Sort
from powerwith.model.runsheet import RunSheet, Slips, Step
from powerwith.source import Located, Problem, SourceError, closest, load

FOLDER = "runsheets"
"""Inside the bank's folder, beside the chapters."""

SLIPS = "slips.yml"
"""In the bank's folder: the papers that every trainer pack has."""

HOW = {
    "alone": "each alone", "pairs": "in pairs", "threes": "in threes", "tables": "at tables", "everyone": "everyone",
    "break": "break",
}  # fmt: skip
"""Who works with whom, as one says it."""

_SHEET: TypeAdapter[RunSheet] = TypeAdapter(RunSheet)
_SLIPS: TypeAdapter[Slips] = TypeAdapter(Slips)


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


def load_slips(folder: Path) -> Slips:
    """The consent slip, the observer slip and the others. Raises RunSheetError."""
    try:
        return load(folder / SLIPS, _SLIPS, f"{folder.name}/{SLIPS}")[0]
    except SourceError as error:
        raise RunSheetError(error.problems) from None


@dataclass(frozen=True)
class Lines:
    """What stands on cards that belong together, word for word as in the exercise."""

    about: str
    on_cards: tuple[str, ...]


def lines(exercise: Authored) -> tuple[Lines, ...]:
    """What a trainer puts on cards from an exercise; the page of run sheets and the trainer pack both have it here."""
    match exercise:
        case Sort():
            heaps = ", ".join(group.label for group in exercise.groups)
            return (Lines(f"Heaps: {heaps}.", tuple(card.text for card in exercise.cards)),)
        case Choice():
            said = (exercise.line,) if exercise.line else ()
            return (Lines(exercise.prompt, (*said, *(option.text for option in exercise.options))),)
        case Rewrite():
            return (Lines(exercise.prompt, (exercise.line,)),)
        case Replies():
            sets = zip(("First set:", "Second set:"), exercise.forms, strict=True)
            return tuple(Lines(name, tuple(prompt.text for prompt in form.prompts)) for name, form in sets)
    return ()


def steps(sheet: RunSheet) -> tuple[Step, ...]:
    """Every step of every session, in order."""
    return tuple(step for session in sheet.sessions for step in session.steps)


def used(sheet: RunSheet) -> tuple[str, ...]:
    """The ids of the exercises, each once, in the order in which the group meets them."""
    return tuple(dict.fromkeys(name for step in steps(sheet) for name in step.exercises))


def stopped(words: str) -> str:
    """With a full stop, unless something ends it already."""
    return words if words.endswith((".", "?", "”")) else f"{words}."


def practised(sheets: dict[str, RunSheet]) -> Iterator[tuple[str, str]]:
    """Each idea that a group activity practises, with the run sheet it stands in."""
    for sheet in sheets.values():
        for step in steps(sheet):
            yield from ((seed, sheet.id) for seed in step.seeds)
