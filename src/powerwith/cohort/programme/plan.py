"""What the exercises of a bank ask, as small tables that any engine can put beside a table of answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from powerwith import payload
from powerwith.cohort.asked import Question, closed
from powerwith.cohort.means import MANY
from powerwith.model import Authored, Scale

Small = Mapping[str, Sequence[str | float]]
"""A small table: name of a column to its values, all of the same length."""

WHOLE: Final = ("", "=score", "=effect")
"""Items that tell about a whole answer: they say that somebody answered, and not what."""

NO_ITEM: Final = -1
NEVER: Final = "∅"
"""Stands where a question has fewer answers than the longest. Nobody can have given it."""


@dataclass(frozen=True)
class Plan:
    """The closed questions of a bank in a fixed order, and the scales with their subscales."""

    questions: tuple[Question, ...]
    digests: dict[str, str]
    scales: tuple[Scale, ...]

    @property
    def cells(self) -> int:
        """How many answers the longest question has, *no answer* counted."""
        return max((len(one.values) for one in self.questions), default=2)

    @property
    def most_parts(self) -> int:
        """How many subscales the longest scale has."""
        return max((len(scale.subscales) for scale in self.scales), default=0)

    def long(self) -> Small:
        """One row for each scale of so many items that a real mean of it may be told."""
        rows = [(one.id, len(one.items), len(one.answers) - 1, 10.0) for one in self.scales if len(one.items) >= MANY]
        return _table(("exercise", "items", "top", "ten"), rows)

    def rated(self) -> Small:
        """One row for each item of a scale: its question, whether it is turned, its highest rating."""
        rows = []
        for q, one in enumerate(self.questions):
            if scale := next((each for each in self.scales if each.id == one.exercise), None):
                item = next(each for each in scale.items if each.id == one.item)
                rows.append((q, one.exercise, int(item.reverse), len(scale.answers) - 1))
        return _table(("q", "exercise", "turned", "top"), rows)

    def items(self) -> Small:
        """One row for each item an answer may be about: its question, and what the answers to it are called.

        `v1`, `v2`, …: the answers of a choice or a card; of a scale the number itself says it. `part`: the place of
        the subscale, 0 for none. `turned`: 1 where a high rating says little.
        """
        rows = [self._row(q, one) for q, one in enumerate(self.questions)]
        known = {(one.exercise, one.item) for one in self.questions}
        for exercise in self.digests:
            rows += [
                (exercise, self.digests[exercise], item, NO_ITEM, 0, 0, 0, 0, *[NEVER] * (self.cells - 1))
                for item in WHOLE
                if (exercise, item) not in known
            ]
        names = ("exercise", "digest", "item", "q", "is_rated", "part", "turned", "top")
        return _table((*names, *(f"v{i}" for i in range(1, self.cells))), rows)

    def _row(self, q: int, one: Question) -> tuple[str | float, ...]:
        scale = next((each for each in self.scales if each.id == one.exercise), None)
        values = [*one.values[1:], *[NEVER] * (self.cells - len(one.values))]
        head = (one.exercise, self.digests[one.exercise], one.item, q)
        if scale is None:
            return (*head, 0, 0, 0, 0, *values)
        item = next(each for each in scale.items if each.id == one.item)
        part = [each.id for each in scale.subscales].index(item.subscale) + 1
        return (*head, 1, part, int(item.reverse), len(scale.answers) - 1, *[NEVER] * (self.cells - 1))

    def each(self) -> Small:
        """One row for each exercise: how many rows an answer to it has at the most, and what a score of it needs."""
        rows = []
        for exercise in self.digests:
            items = sum(one.exercise == exercise for one in self.questions)
            scale = next((one for one in self.scales if one.id == exercise), None)
            needs = (scale.minimum_items, scale.minimum_subscales) if scale else (0, 0)
            rows.append((exercise, int(scale is not None), items + len(WHOLE), *needs))
        return _table(("exercise", "is_scale", "most_rows", "least_items", "least_parts"), rows)

    def shapes(self) -> Small:
        """One row for each question: whose it is, and how many answers it has."""
        rows = [
            (q, one.exercise, one.item, int(one.is_ordered), len(one.values)) for q, one in enumerate(self.questions)
        ]
        return _table(("q", "exercise", "item", "is_ordered", "size"), rows)

    def answers(self) -> Small:
        """What each run of neighbouring answers to a question is called: `a or b`, and `a to b` for a middle."""
        rows = []
        for q, one in enumerate(self.questions):
            names = ["none", *one.values[1:]]
            for low in range(len(names)):
                for high in range(low, len(names)):
                    span = names[low] if low == high else f"{names[low]} to {names[high]}"
                    either = " or ".join(names[low : high + 1])
                    rows.append((q, one.exercise, one.item, low, high, either, span))
        return _table(("q", "exercise", "item", "first", "last", "either", "span"), rows)

    def codebook(self) -> list[dict[str, str]]:
        """What the names of questions and answers stand for, in words."""
        made = []
        for one in self.questions:
            for value, label in zip(one.values, one.labels, strict=True):
                row = {"exercise": one.exercise, "item": one.item, "question": one.label}
                made.append(row | {"answer": value or "none", "words": label})
        return made


def plan(exercises: Iterable[Authored]) -> Plan:
    """The plan of these exercises: choices, sorts and scales. What is said in own words is not counted here."""
    known = sorted(exercises, key=lambda one: one.id)
    asked = [(one, closed(one)) for one in known]
    return Plan(
        questions=tuple(question for _, some in asked for question in some),
        digests={one.id: payload.payload(one).digest for one, some in asked if some},
        scales=tuple(one for one in known if isinstance(one, Scale)),
    )


def _table(names: Iterable[str], rows: Sequence[tuple[str | float, ...]]) -> Small:
    columns = list(zip(*rows, strict=True))
    return {name: list(columns[i]) if columns else [] for i, name in enumerate(names)}
