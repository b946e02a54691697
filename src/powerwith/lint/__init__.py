"""An author's critical friend: reads bank, book and rules, and says in sentences what could be better."""

from pathlib import Path

from powerwith.bank import Bank
from powerwith.lint.bank import check_bank
from powerwith.lint.exercises import check_exercise
from powerwith.source import Problem


def lint(bank: Bank, root: Path) -> list[Problem]:
    """All that an author should look at before sharing the course. Empty when there is nothing."""
    found = [problem for exercise in bank.exercises.values() for problem in check_exercise(bank, exercise)]
    found += check_bank(bank, root)
    return found
