"""What a cohort was asked, question by question: the answers there could be, and who gave which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from powerwith import payload
from powerwith.cohort.tables import Taken
from powerwith.model import Authored, Choice, Conversation, Scale, Sort

NO_ANSWER = ""
"""What stands for no answer, or one that did not come up."""

EFFECTS = ("helps", "mixed", "hurts")


@dataclass(frozen=True)
class Question:
    """One question, its possible answers in an order in which neighbours are alike, and each person's answer."""

    about: str
    exercise: str
    phase: str
    item: str
    label: str
    values: tuple[str, ...]
    labels: tuple[str, ...]
    answers: Mapping[str, str] = field(repr=False)
    is_ordered: bool = False
    aside: int = 0
    best: frozenset[str] = frozenset()
    part: str = ""
    """The name of the subgroup, where it is asked of one."""

    @property
    def name(self) -> str:
        return f"{self.about}:{self.exercise}:{self.phase}:{self.item}"

    def counts(self) -> tuple[int, ...]:
        given = list(self.answers.values())
        return tuple(given.count(value) for value in self.values)


def rows_of(
    taken: Taken, exercise: str, phase: str, known: Authored | None, *, newest: bool = False, kind: str | None = None
) -> pd.DataFrame:
    """One attempt of each person: the first, before any feedback, or the newest. Answers to other wordings left out."""
    answers = taken.answers
    rows = answers[(answers["exercise"] == exercise) & (answers["phase"] == phase)]
    rows = rows[rows["kind"] == kind] if kind else rows[rows["kind"] != "marks"]
    if rows.empty:
        return rows
    digests = rows.drop_duplicates(["person", "digest"])["digest"].value_counts()
    usual = min(digests.index[digests == digests.max()])
    rows = rows[rows["digest"] == (payload.payload(known).digest if known else usual)]
    attempts = rows.groupby("person")["attempt"]
    return rows[rows["attempt"] == (attempts.transform("max") if newest else attempts.transform("min"))]


def questions(taken: Taken, exercise: str, phase: str, known: Authored | None) -> tuple[Question, ...]:
    """Every closed question of an exercise. A way through a conversation is no row of single questions.

    Nor are cases that were read in two versions: figures for both together would stand beside those for each.
    """
    is_scale = isinstance(known, Scale)
    rows = rows_of(taken, exercise, phase, known, newest=is_scale)
    if (
        rows.empty
        or isinstance(known, Conversation)
        or set(rows["kind"]) & {"conversation", "rewrite", "replies", "vignette"}
    ):
        return ()
    people = sorted(rows["person"].unique())
    if isinstance(known, Choice | Sort | Scale):
        return tuple(
            replace(one, phase=phase, answers=given(rows, one.item, people, one.values[one.aside :]))
            for one in closed(known)
        )
    return _unknown(exercise, phase, rows, people)


def closed(known: Authored) -> tuple[Question, ...]:
    """The closed questions of an exercise, before anybody answered; none where it is all in own words."""
    if isinstance(known, Choice):
        return (_choice(known),)
    if isinstance(known, Sort):
        return tuple(_card(known, place) for place in range(len(known.cards)))
    if isinstance(known, Scale):
        return tuple(_rated(known, place) for place in range(len(known.items)))
    return ()


def given(rows: pd.DataFrame, item: str, people: Sequence[str], allowed: Sequence[str]) -> dict[str, str]:
    """Each person's answer to one item, and no answer for whoever has none."""
    some = rows[rows["item"] == item]
    found = {
        who: value if isinstance(value, str) else NO_ANSWER if pd.isna(number) else str(int(number))
        for who, value, number in zip(some["person"], some["value"], some["number"], strict=True)
    }
    return {who: found[who] if found.get(who) in allowed else NO_ANSWER for who in people}


def _choice(known: Choice) -> Question:
    keyed = [(chr(ord("a") + i), option) for i, option in enumerate(known.options)]
    keyed.sort(key=lambda pair: (EFFECTS.index(pair[1].effect), pair[0]))
    keys = [key for key, _ in keyed]
    best = frozenset(key for key, option in keyed if option.effect == "helps")
    labels = ("no answer", *(one.text for _, one in keyed))
    return Question("item", known.id, "", "", known.title, (NO_ANSWER, *keys), labels, {}, aside=1, best=best)


def _card(known: Sort, place: int) -> Question:
    card, ids = known.cards[place], [group.id for group in known.groups]
    labels = ("not placed", *(group.label for group in known.groups))
    best = frozenset((card.group, *card.also))
    return Question("item", known.id, "", str(place + 1), card.text, (NO_ANSWER, *ids), labels, {}, aside=1, best=best)


def _rated(known: Scale, place: int) -> Question:
    item = known.items[place]
    values = (NO_ANSWER, *(str(i) for i in range(len(known.answers))))
    labels = (known.skip, *(answer.words for answer in known.answers))
    return Question("item", known.id, "", item.id, item.text, values, labels, {}, is_ordered=True, aside=1)


def _unknown(exercise: str, phase: str, rows: pd.DataFrame, people: Sequence[str]) -> tuple[Question, ...]:
    """Of an exercise this course does not have, a reflection or a planner: in the words of the file."""
    made = []
    plain = rows[~rows["item"].str.startswith("=")]
    for item, some in plain.groupby("item"):
        texts = {str(int(one)) for one in some["number"].dropna()} | set(some["value"].dropna())
        values = sorted(texts)
        is_number = bool(some["number"].notna().any())
        made.append(Question(
            "item", exercise, phase, str(item), f"{exercise} {item}".strip(), (NO_ANSWER, *values),
            ("no answer", *values), given(rows, str(item), people, values), is_ordered=is_number, aside=1,
        ))  # fmt: skip
    return tuple(made)


def way(taken: Taken, exercise: str, phase: str, known: Authored | None) -> tuple[Question, ...]:
    """A conversation turn by turn, with *another way* for whoever did not come by, and how it ended."""
    rows = rows_of(taken, exercise, phase, known)
    people = sorted(rows["person"].unique())
    words = payload.words(known) if known else {}
    turns = [turn.id for turn in known.turns] if isinstance(known, Conversation) else []
    seen = [item for item in dict.fromkeys(rows["item"]) if not item.startswith("=")]
    order = sorted(seen, key=lambda item: (_place(turns, item), item))
    made = []
    for item in [*order, *(["=ending"] if (rows["item"] == "=ending").any() else [])]:
        values = sorted(set(rows.loc[rows["item"] == item, "value"].dropna()))
        labels = [words.get(f"ending-{one}" if item == "=ending" else one, one) for one in values]
        label = "how it ended" if item == "=ending" else f"turn {item}"
        made.append(Question(
            "turn", exercise, phase, item, label, (NO_ANSWER, *values), ("went another way", *labels),
            given(rows, item, people, values), aside=1,
        ))  # fmt: skip
    return tuple(made)


def _place(turns: Sequence[str], item: str) -> tuple[int, int]:
    turn, _, times = item.partition("/")
    return (int(times or 1), turns.index(turn) if turn in turns else len(turns))
