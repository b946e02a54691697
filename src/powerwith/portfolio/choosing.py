"""Which entries of a journal go into a portfolio, and what the bank knows of their exercises."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from powerwith import payload
from powerwith.bank import Bank, load_skills
from powerwith.model import Entry
from powerwith.model.portfolio import Body
from powerwith.portfolio.gather import Shelf
from powerwith.portfolio.looking import PortfolioError
from powerwith.portfolio.page import dated


def shelf(bank: Bank) -> Shelf:
    """What the bank knows: each exercise as the book's shelf holds it, and the skills in words. Raises BankError."""
    marks = {
        name: payload.mark(exercise, chapter=bank.path(name).parent.name, page=bank.path(name).parent.name)
        for name, exercise in bank.exercises.items()
    }
    return Shelf(marks=marks, skills={skill.id: skill.label for skill in load_skills(bank.folder)})


def choose(
    entries: Iterable[Entry],
    known: Shelf,
    *,
    only: Sequence[str] = (),
    chapters: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> list[Entry]:
    """The entries of these exercises, chapters and days, oldest first. Raises PortfolioError if none is left.

    `only`: ids of exercises or of single entries. Entries not finished come along only if they are named by their id.
    """
    kept = sorted(entries, key=lambda entry: (entry.updated.date().isoformat(), entry.seq, entry.id))
    unknown = [name for name in only if not any(name in (entry.id, entry.exercise) for entry in kept)]
    if unknown:
        raise PortfolioError(f"there is no entry “{unknown[0]}” in it. Run it without --to to see what there is")
    chosen = [
        entry
        for entry in kept
        if (entry.outcome or entry.id in only)
        and (not only or entry.id in only or entry.exercise in only)
        and (not chapters or _chapter(entry, known) in chapters)
        and (since is None or entry.updated.date() >= since)
        and (until is None or entry.updated.date() <= until)
    ]
    if not chosen:
        raise PortfolioError("no finished entry is left after that choice. Choose more days, chapters or exercises")
    return chosen


def moved(places: Mapping[str, str], entries: Iterable[Entry], body: Body) -> dict[str, str]:
    """Entry id to heading, from ids of exercises or entries to ids of headings. Raises PortfolioError."""
    kept = list(entries)
    headings = [one.id for one in body.headings]
    made: dict[str, str] = {}
    for name, heading in places.items():
        if heading not in headings:
            raise PortfolioError(f"{body.short} has no heading “{heading}”. Use one of {', '.join(headings)}")
        found = [entry.id for entry in kept if name in (entry.id, entry.exercise)]
        if not found:
            raise PortfolioError(f"“{name}” is not among the entries you chose. Look at the spelling")
        made |= dict.fromkeys(found, heading)
    return made


def _chapter(entry: Entry, known: Shelf) -> str:
    mark = known.marks.get(entry.exercise)
    return mark.chapter if mark else ""


def listed(entries: Iterable[Entry], known: Shelf) -> str:
    """What could go into a portfolio, oldest first, one line for each and one for its id."""
    lines = []
    for entry in sorted(entries, key=lambda one: (one.updated.date().isoformat(), one.seq, one.id)):
        mark = known.marks.get(entry.exercise)
        state = "" if entry.outcome else ", not finished"
        where = f"{mark.chapter}, " if mark else ""
        lines.append(f"{dated(entry.updated.date())}, {where}{mark.title if mark else entry.exercise}, "
                     f"try {entry.attempt}{state}")  # fmt: skip
        lines.append(f"     {entry.exercise}  {entry.id}")
    return "\n".join(lines)
