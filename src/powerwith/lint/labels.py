"""A drill on labels drills words that the course knows, so that exercises, lexicon and coach stay together."""

from collections.abc import Iterator

from powerwith import coach
from powerwith.bank import Bank
from powerwith.lint.words import watch
from powerwith.model import Authored, Choice, Conversation, Rewrite
from powerwith.source import Problem

Path_ = tuple[str | int, ...]


def unknown_labels(bank: Bank, exercise: Authored) -> Iterator[Problem]:
    """Wordings coded LABEL in which neither the lexicon nor a rule for labels knows a word."""
    for path, text in _labelled(exercise):
        if not watch().hits(text) and not any(found.code == "LABEL" for found in coach.check(text)):
            says = f"“{text}” is coded LABEL, and neither the lexicon nor a rule for labels knows a word in it"
            todo = "Use a term of src/powerwith/lexicon.yml, add one, or write a pattern in coach/rules/label.yml"
            yield Problem(bank.located[exercise.id].place(path), says, todo)


def _labelled(exercise: Authored) -> Iterator[tuple[Path_, str]]:
    if isinstance(exercise, Rewrite) and "LABEL" in exercise.carries:
        yield ("line",), exercise.line
    if isinstance(exercise, Choice):
        for i, option in enumerate(exercise.options):
            if "LABEL" in option.codes:
                yield ("options", i, "text"), option.text
    if isinstance(exercise, Conversation):
        for i, turn in enumerate(exercise.turns):
            for k, reply in enumerate(turn.replies):
                if "LABEL" in reply.codes:
                    yield ("turns", i, "replies", k, "text"), reply.text
