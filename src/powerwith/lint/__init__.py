"""An author's critical friend: reads bank, book and rules, and says in sentences what could be better."""

from collections.abc import Iterator
from pathlib import Path

from powerwith.bank import Bank
from powerwith.lint.bank import check_bank
from powerwith.lint.cast import cast_table, only_helped, only_problems
from powerwith.lint.conversations import check_conversations, sizes
from powerwith.lint.coverage import coverage, coverage_table
from powerwith.lint.dates import old_days
from powerwith.lint.evidence import uncited_claims
from powerwith.lint.exercises import check_exercise
from powerwith.lint.labels import unknown_labels
from powerwith.lint.ladder import ladder_table, missing_rungs
from powerwith.lint.links import check_links
from powerwith.lint.notes import unannounced_in, unannounced_on_pages
from powerwith.lint.style import exercise_grade, long_sentences, page_grades, scolding
from powerwith.lint.twice import near_duplicates
from powerwith.lint.vignettes import unread
from powerwith.lint.voice import beside_pages, in_exercise, is_running, on_pages
from powerwith.lint.words import harmful_moves, loaded_words
from powerwith.prose import Passage
from powerwith.source import Problem

__all__ = [
    "cast_table", "coverage", "coverage_table", "ladder_table", "lint", "missing_rungs", "old_days", "only_helped",
    "sizes", "unread",
]  # fmt: skip


def lint(bank: Bank, root: Path) -> list[Problem]:
    """All that an author should look at before sharing the course. Empty when there is nothing."""
    return [
        *_exercises(bank),
        *check_conversations(bank),
        *check_bank(bank, root),
        *only_problems(bank),
        *missing_rungs(bank),
        *near_duplicates(bank),
        *check_links(root),
        *_prose([*on_pages(root), *beside_pages(root)]),
    ]


def _exercises(bank: Bank) -> Iterator[Problem]:
    for exercise in bank.exercises.values():
        yield from check_exercise(bank, exercise)
        yield from unknown_labels(bank, exercise)
        yield from unannounced_in(bank, exercise)
        ours = in_exercise(bank, exercise)
        for passage in ours:
            yield from _passage(passage)
        yield from exercise_grade([passage for passage in ours if is_running(passage)])


def _prose(passages: list[Passage]) -> Iterator[Problem]:
    ours = [passage for passage in passages if not passage.example]
    for passage in ours:
        yield from _passage(passage)
    yield from page_grades(ours)
    yield from uncited_claims(ours)
    yield from unannounced_on_pages(passages)


def _passage(passage: Passage) -> Iterator[Problem]:
    """What every passage in our own voice is asked."""
    yield from loaded_words(passage)
    yield from harmful_moves(passage)
    yield from scolding(passage)
    yield from long_sentences(passage)
