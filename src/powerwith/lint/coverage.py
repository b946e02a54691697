"""Which idea is practised where, and which is not practised yet."""

import csv
from collections import defaultdict
from pathlib import Path

from powerwith.bank import Bank
from powerwith.runsheets import FOLDER, load_runsheets
from powerwith.runsheets import practised as practised_in_groups


def ideas(root: Path) -> dict[str, str]:
    """Every idea of the course by its id. Empty where the list is not there."""
    path = root / "exercises" / "ideas.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["idea"] for row in csv.DictReader(file)}


def coverage(bank: Bank, root: Path) -> dict[str, list[str]]:
    """Each idea with what practises it, as `ch09/the-envelope` or `runsheets/why-to-what`, in the order of the list."""
    practised: dict[str, list[str]] = defaultdict(list)
    for exercise in bank.exercises.values():
        for seed in exercise.seeds:
            practised[seed].append(f"{bank.path(exercise.id).parent.name}/{exercise.id}")
    for seed, sheet in practised_in_groups(load_runsheets(bank.folder)):
        practised[seed].append(f"{FOLDER}/{sheet}")
    return {seed: list(dict.fromkeys(practised[seed])) for seed in ideas(root)}


def coverage_table(bank: Bank, root: Path) -> str:
    """A line an idea, and how many there are still to practise."""
    named, found = ideas(root), coverage(bank, root)
    lines = [f"{seed}  {_short(named[seed])}: {', '.join(ids) or 'not practised yet'}" for seed, ids in found.items()]
    missing = sum(not ids for ids in found.values())
    return "\n".join([*lines, "", f"{len(found) - missing} of {len(found)} ideas are practised, {missing} not yet."])


def _short(idea: str) -> str:
    return idea if len(idea) <= 70 else idea[:69].rstrip() + "…"
