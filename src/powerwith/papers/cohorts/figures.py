"""One picture for each thing that is told of an exercise, with its sentences, its table and what to talk about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from powerwith.cohort.told import EXAGGERATE, Told
from powerwith.model import Authored, Scale
from powerwith.papers.cohorts.charts import bar_rows, charts
from powerwith.papers.cohorts.drawn import Head, Row
from powerwith.papers.cohorts.questions import ABOUT
from powerwith.papers.cohorts.tabled import LISTED, MEANS, table
from powerwith.scoring.change import NO_CONTROL

PHASES = {"none": "", "before": "before the course", "after": "after the course", "later": "some time later",
          "then": "looking back at how it was before", "before to after": "from before to after"}  # fmt: skip

TWO_MEASURES = (
    "These are two measures. Compare where each dot stands on its own line, and not the numbers. Replies were marked "
    "by the learners or by a colleague."
)


@dataclass(frozen=True)
class Figure:
    """One picture with what it says, the same as a table, and what to talk about."""

    title: str
    about: str
    says: tuple[str, ...]
    table: pd.DataFrame
    drawn: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    kind: str = "other"
    bars: tuple[Row | Head, ...] = ()
    """What the picture shows, where it shows bars."""

    @property
    def is_said(self) -> bool:
        """Whether sentences and picture hold every number, so that a table would only say it again."""
        return bool(self.drawn) and (self.about in (*MEANS, *LISTED) or (self.about, self.kind) != ("item", "scale"))


def figures(told: Sequence[Told], exercises: Mapping[str, Authored]) -> list[Figure]:
    """What is told of one exercise: one figure for each phase and each thing it is about."""
    groups: dict[tuple[str, str], list[Told]] = {}
    for one in told:
        about = "score" if one.about in ("total", "subscale") else one.about
        groups.setdefault((about, one.phase), []).append(one)
    order = {"beside": 0, "change": 1, "score": 2, "turn": 3, "item": 4}
    phases = list(PHASES)
    ordered = sorted(
        groups.items(),
        key=lambda pair: (order.get(pair[0][0], 5), phases.index(pair[0][1]) if pair[0][1] in phases else len(phases)),
    )
    return [_figure(about, phase, some, exercises) for (about, phase), some in ordered]


def _figure(about: str, phase: str, told: Sequence[Told], exercises: Mapping[str, Authored]) -> Figure:
    known = exercises.get(told[0].exercise)
    title = _title(about, phase, known)
    pictures = charts(about, told, title, exercises)
    kind = str(getattr(known, "kind", "other"))
    says = (*_before(about, told, known), *_sentences(told))
    return Figure(title, about, says, table(told, about), pictures, ABOUT.get(about) or _asks(kind), kind,
                  bar_rows(about, told, exercises))  # fmt: skip


def _before(about: str, told: Sequence[Told], known: Authored | None) -> tuple[str, ...]:
    """How to read the picture, where it does not say so itself."""
    shown = [one for one in told if one.parts]
    if about == "beside" and any(one.is_shown for one in told):
        return (TWO_MEASURES,)
    if about == "item" and isinstance(known, Scale) and shown:
        first, last = known.answers[0].words, known.answers[-1].words
        skip = f", after “{known.skip}”" if any(one.parts[0].label.startswith(known.skip) for one in shown) else ""
        return (f"From left to right, from “{first}” to “{last}”{skip}. Numbers are people of 100.",)
    return ()


def _sentences(told: Sequence[Told]) -> tuple[str, ...]:
    """What each says. Of many questions with their answers, the table says it; small groups exaggerate but once."""
    if len(told) == 1:
        return (told[0].sentence,)
    said = [one for one in told if not one.parts]
    shared = [tail for tail in _TAILS if sum(tail in one.sentence for one in said) > 1]
    own = [f"{one.label}: {_without(one.sentence, shared)}" for one in said]
    people = sorted(one.n for one in told if one.parts and one.n)
    silent = (f"{_many(people[0], people[-1])} answered. {EXAGGERATE}",) if people and not said else ()
    return (*own, *shared, *silent)


def _many(least: int, most: int) -> str:
    return f"{least} people" if least == most else f"{least} to {most} people"


_TAILS = (NO_CONTROL, EXAGGERATE)
"""Sentences that end many others. Under a picture each stands once."""


def _without(sentence: str, tails: Iterable[str]) -> str:
    for tail in tails:
        sentence = sentence.replace(tail, "")
    return " ".join(sentence.split())


_EACH = {"sort": "Each card", "scale": "Each question"}


def _title(about: str, phase: str, known: Authored | None) -> str:
    names = {
        "item": _EACH.get(str(getattr(known, "kind", "")), "What was chosen"),
        "score": "The score",
        "change": "Change",
        "turn": "The way through",
        "marked": "What the coach marked",
        "appeals": "Marks that people see differently",
        "beside": "Self-rating beside replies",
    }
    when = PHASES.get(phase, phase)
    return f"{names.get(about, about.capitalize())}{f', {when}' if when else ''}"


def _asks(kind: str) -> tuple[str, ...]:
    return ABOUT.get(kind, ABOUT["other"])
