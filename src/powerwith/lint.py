"""An author's critical friend: reads bank, book and rules, and says in sentences what could be better."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from powerwith import coach
from powerwith.bank import Bank
from powerwith.model import HARM_CODES, Authored, Choice, Rewrite
from powerwith.source import Problem, closest

STARTER = "Replace this"
"""Every text of a starter file begins so, and lint asks for each that is still there."""

_TELLING_OFF = re.compile(r"\bwhy (?:didn|don|haven|wouldn|couldn)['’]t you\b", re.IGNORECASE)


def lint(bank: Bank, root: Path) -> list[Problem]:
    """All that an author should look at before sharing the bank. Empty when there is nothing."""
    found = [problem for exercise in bank.exercises.values() for check in CHECKS for problem in check(bank, exercise)]
    found += _best_option_stands_out(bank)
    found += _ideas(bank, root / "exercises" / "ideas.csv")
    found += _cited(bank, root / "book" / "references.bib")
    found += _pages(bank, root)
    return found


def _starter_text(bank: Bank, exercise: Authored) -> Iterator[Problem]:
    for path, text in _texts(exercise.model_dump(mode="json")):
        if text.startswith(STARTER):
            yield _at(bank, exercise, path, "this still holds the starter's text", "Write your own")


def _model_replies_are_considerate(bank: Bank, exercise: Authored) -> Iterator[Problem]:
    for path, text in _good_practice(exercise):
        for found in coach.check(text):
            if found.code in HARM_CODES:
                words = text[found.start : found.end]
                says = f"the coach reads “{words}” in a reply that should help as {found.code} (rule {found.rule})"
                yield _at(bank, exercise, path, says, "Reword it, or mend the rule if the reply is fine")


def _reader_is_not_told_off(bank: Bank, exercise: Authored) -> Iterator[Problem]:
    ours: list[tuple[tuple[str | int, ...], str]] = [(("objective",), exercise.objective)]
    if isinstance(exercise, Choice):
        ours += [(("options", i, "feedback"), o.feedback) for i, o in enumerate(exercise.options)]
    for path, text in ours:
        bare = re.sub(r"“[^”]*”|\"[^\"]*\"", "", text)
        if _TELLING_OFF.search(bare):
            yield _at(bank, exercise, path, "our own text asks “why didn’t you”", "Say it another way")


def _chapter_folder(bank: Bank, exercise: Authored) -> Iterator[Problem]:
    folder = bank.path(exercise.id).parent.name
    if not re.fullmatch(r"ch\d\d", folder):
        yield _at(
            bank, exercise, ("id",), f"the file stands in `{folder}`", "Move it to a chapter's folder, as in `ch09`"
        )


CHECKS: tuple[Callable[[Bank, Authored], Iterator[Problem]], ...] = (
    _starter_text,
    _model_replies_are_considerate,
    _reader_is_not_told_off,
    _chapter_folder,
)
"""What is asked of each exercise on its own."""


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


def _good_practice(exercise: Authored) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(exercise, Rewrite):
        yield from ((("models", i, "text"), model.text) for i, model in enumerate(exercise.models))
    if isinstance(exercise, Choice) and exercise.options_are == "said":
        yield from ((("options", i, "text"), o.text) for i, o in enumerate(exercise.options) if o.effect == "helps")


def _best(choice: Choice) -> int:
    return next(i for i, option in enumerate(choice.options) if option.effect == "helps")


def _texts(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        yield from _texts(item, (*path, step))


def _at(bank: Bank, exercise: Authored, path: tuple[str | int, ...], says: str, todo: str) -> Problem:
    return Problem(bank.located[exercise.id].place(path), says, todo)


def _did_you_mean(word: str, known: list[str]) -> str:
    near = closest(word, known)
    return f"Did you mean `{near}`?" if near else "Look at the spelling"
