"""What an author should look at in the bank as a whole, and between the bank and the book."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from powerwith.bank import Bank
from powerwith.model import Authored, Choice
from powerwith.source import Problem, closest

Path_ = tuple[str | int, ...]

LEAST, MOST = 0.15, 0.60
"""The share of each effect among the options of all choices."""


def check_bank(bank: Bank, root: Path) -> Iterator[Problem]:
    """Best options, ideas, sources, and whether every exercise stands on a page."""
    yield from _best_option_stands_out(bank)
    yield from _effects_are_balanced(bank)
    yield from _ideas(bank, root / "exercises" / "ideas.csv")
    yield from _cited(bank, root / "book" / "references.bib")
    yield from _pages(bank, root)


def _best_option_stands_out(bank: Bank) -> list[Problem]:
    """A learner should not be able to guess the best reply by its place or its length."""
    choices = [e for e in bank.exercises.values() if isinstance(e, Choice) and not e.contexts]
    if len(choices) < 4:
        return []
    places = Counter(_best(choice) for choice in choices)
    longest = sum(_best(c) == max(range(len(c.options)), key=lambda i: len(c.options[i].text)) for c in choices)
    found = []
    place, times = places.most_common(1)[0]
    if times > 0.6 * len(choices):
        says = f"the best option stands in place {place + 1} in {times} of {len(choices)} choices"
        found.append(Problem(f"{bank.folder.name}:1", says, "Move some of them"))
    if longest > 0.6 * len(choices):
        says = f"the best option is the longest in {longest} of {len(choices)} choices"
        found.append(Problem(f"{bank.folder.name}:1", says, "Shorten some, or give the others more to say"))
    return found


def _effects_are_balanced(bank: Bank) -> list[Problem]:
    """Where nearly every option hurts, or none is in between, the answer can be guessed without reading."""
    choices = [e for e in bank.exercises.values() if isinstance(e, Choice) and not e.contexts]
    counts = Counter(option.effect for choice in choices for option in choice.options)
    total = counts.total()
    found = []
    for effect in ("helps", "mixed", "hurts"):
        share = counts[effect] / total if len(choices) >= 4 else 1 / 3
        if not LEAST <= share <= MOST:
            says = f"{counts[effect]} of {total} options of all choices are `{effect}`"
            todo = f"Keep each effect between {LEAST:.0%} and {MOST:.0%}, so that nobody can guess by it"
            found.append(Problem(f"{bank.folder.name}:1", says, todo))
    return found


def _ideas(bank: Bank, ideas: Path) -> list[Problem]:
    if not ideas.is_file():
        return [Problem("exercises/ideas.csv:1", "the list of ideas is not there", "Put it back")]
    with ideas.open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    return [
        _at(bank, exercise, ("seeds", i), f"`{seed}` is not in exercises/ideas.csv", "Name an idea from the list")
        for exercise in bank.exercises.values()
        for i, seed in enumerate(exercise.seeds)
        if seed not in known
    ]


def _cited(bank: Bank, references: Path) -> list[Problem]:
    text = references.read_text(encoding="utf-8") if references.is_file() else ""
    known = re.findall(r"^@\w+\{([^,\s]+),", text, flags=re.MULTILINE)
    return [
        _at(bank, exercise, ("sources", i), f"`{key}` is not in book/references.bib", _did_you_mean(key, known))
        for exercise in bank.exercises.values()
        for i, key in enumerate(exercise.sources)
        if key not in known
    ]


def _pages(bank: Bank, root: Path) -> list[Problem]:
    """Every exercise stands on a page, and every page names exercises that are there."""
    used: set[str] = set()
    found = []
    for page in sorted((root / "book").rglob("*.md")):
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
            named = re.fullmatch(r"\s*[`:]{3,}\{practice\}\s+(\S+)\s*", line)
            if named and named[1] not in bank.exercises:
                todo = _did_you_mean(named[1], list(bank.exercises))
                found.append(Problem(f"{page.relative_to(root)}:{number}", f"there is no exercise `{named[1]}`", todo))
            if named:
                used.add(named[1])
            if re.fullmatch(r"\s*[`:]{3,}\{today\}\s*", line):
                used.add("ask-again")
    return found + [
        _at(
            bank,
            exercise,
            ("id",),
            "no page of the book has this exercise",
            "Add a `{practice}` directive to a chapter",
        )
        for exercise in bank.exercises.values()
        if exercise.id not in used
    ]


def _best(choice: Choice) -> int:
    return next(i for i, option in enumerate(choice.options) if option.effect == "helps")


def _at(bank: Bank, exercise: Authored, path: Path_, says: str, todo: str) -> Problem:
    return Problem(bank.located[exercise.id].place(path), says, todo)


def _did_you_mean(word: str, known: list[str]) -> str:
    near = closest(word, known)
    return f"Did you mean `{near}`?" if near else "Look at the spelling"
