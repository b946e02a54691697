"""Exercises that say nearly the same: a learner would meet one scene twice and practise nothing new."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from powerwith.bank import Bank
from powerwith.lint.voice import texts
from powerwith.model import Authored
from powerwith.source import Problem

ALIKE = 0.35
"""The share of three-word runs that two exercises may have in common (Jaccard's index)."""

Run = tuple[str, str, str]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SCENE = frozenset({"prompt", "text", "line", "landed", "label"})
"""Fields that make the scene. Feedback may well repeat itself."""


def near_duplicates(bank: Bank) -> Iterator[Problem]:
    """Pairs of exercises of one kind whose scenes share too many words in a row."""
    runs = {exercise.id: _runs(exercise) for exercise in bank.exercises.values()}
    having: dict[Run, list[str]] = defaultdict(list)
    for name, mine in runs.items():
        for run in mine:
            having[run].append(name)
    shared = Counter(pair for names in having.values() for pair in combinations(names, 2))
    for (a, b), count in shared.items():
        share = count / (len(runs[a]) + len(runs[b]) - count)
        if share > ALIKE:
            says = f"`{b}` and `{a}` share {share:.0%} of their words in a row"
            place = bank.located[b].place(("prompt",))
            yield Problem(place, says, "Give one of them a scene of its own, or let it go")


def _runs(exercise: Authored) -> frozenset[Run]:
    found: set[Run] = set()
    for path, text in texts(exercise.model_dump(mode="json")):
        field = next((step for step in reversed(path) if isinstance(step, str)), "")
        if field in _SCENE:
            words = [word.lower() for word in _WORD.findall(text)]
            found.update(zip(words, words[1:], words[2:], strict=False))
    return frozenset(found)
