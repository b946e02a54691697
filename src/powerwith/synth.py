"""Cohorts of people who do not exist, to learn with before real people hand anything in.

Everybody has one number for how far along they are and one for how much they gain, both drawn by chance; what they
choose follows from these and from more chance. So the truth is known, and it is nobody's. Every such cohort has a code
that begins with `synth-`: whatever shows one says that the people are not real (`is_synthetic`).
"""

import math
import random
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from powerwith import assign, payload
from powerwith.coach import records
from powerwith.conversation import begin, place, step
from powerwith.model import (
    HARM_CODES,
    Authored,
    Choice,
    Conversation,
    Planner,
    Reflection,
    Replies,
    Rewrite,
    Scale,
    Sort,
    Turn,
    Vignette,
)
from powerwith.model.planner import form
from powerwith.model.share import Share, SharedAnswer

PREFIX = "synth-"
NOT_REAL = "These people are not real. They were drawn by chance, to try things out with."
LARGEST = 2000
"""The most people of one cohort."""

Phase = Literal["none", "before", "after"]
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class SynthError(Exception):
    """A cohort that cannot be made, with what to do."""


@dataclass(frozen=True)
class Pretend:
    """One person: how far along before the course, in standard deviations, and how much further after it."""

    level: float
    gain: float

    def at(self, phase: Phase) -> float:
        return self.level + (self.gain if phase == "after" else 0.0)


def is_synthetic(cohort: str) -> bool:
    """Whether the people of a cohort with this code were drawn by chance."""
    return cohort.startswith(PREFIX)


def can_do(exercise: Authored) -> bool:
    """Whether pretend people can do exercises of this kind."""
    return type(exercise) in _KINDS


def shares(
    bank: Mapping[str, Authored],
    names: Sequence[str],
    *,
    people: int = 24,
    seed: int = 1,
    cohort: str = "synth-demo",
    gain: float = 0.4,
    linked: float = 0.85,
) -> tuple[Share, ...]:
    """One share for each pretend person, in an order that says nothing. The same seed gives the same shares.

    `names`: the exercises they did. Scales and reply tasks are done before and after the course, other exercises once.
    `gain`: the true mean change in standard deviations. `linked`: how many of 1 made up a linking code.
    Raises SynthError for an exercise that is not in the bank, and for a cohort too large or with a code of its own.
    """
    if not is_synthetic(cohort):
        raise SynthError(f"{cohort}: the code of a synthetic cohort begins with {PREFIX}. Call it {PREFIX}{cohort}.")
    if not 1 <= people <= LARGEST:
        raise SynthError(f"people: it is {people}. Use a whole number from 1 to {LARGEST}.")
    missing = [name for name in names if name not in bank]
    if missing:
        raise SynthError(
            f"{missing[0]}: no exercise of that name is in the bank. `powerwith lint --coverage` lists all."
        )
    dice = random.Random(f"{cohort} {seed} {people}")
    chosen = [bank[name] for name in names]
    return tuple(_share(dice, chosen, cohort, gain, linked) for _ in range(people))


def _share(dice: random.Random, chosen: Iterable[Authored], cohort: str, gain: float, linked: float) -> Share:
    person = Pretend(dice.gauss(0, 1), dice.gauss(gain, 0.3))
    answers: list[SharedAnswer] = []
    for exercise in chosen:
        if dice.random() < 0.08:
            continue  # not everybody does everything
        for phase in _phases(exercise):
            answers += _answers(dice, person, exercise, phase, len(answers))
    return Share(
        format="powerwith-share",
        v=1,
        share=str(uuid.UUID(int=dice.getrandbits(128), version=4)),
        seq=1,
        cohort=cohort,
        linking="".join(dice.choices(_LETTERS, k=6)) if dice.random() < linked else None,
        answers=tuple(answers),
    )


def _phases(exercise: Authored) -> tuple[Phase, ...]:
    return ("before", "after") if isinstance(exercise, Scale | Replies) else ("none",)


def _answers(dice: random.Random, person: Pretend, exercise: Authored, phase: Phase, before: int) -> list[SharedAnswer]:
    """What somebody left at one exercise, one answer or, for a reply task, the replies and their own marks."""
    able = person.at(phase) + dice.gauss(0, 0.3)  # a good day or a bad one
    made: list[SharedAnswer] = []
    for response, outcome in _KINDS[type(exercise)](dice, able, exercise, phase):
        marks = response["kind"] == "marks"
        made.append(
            SharedAnswer.model_validate({
                "exercise": exercise.id,
                "digest": payload.payload(exercise).digest,
                "attempt": 2 if phase == "after" else 1,
                "seq": before + len(made) + 1,
                "phase": phase,
                "response": response | ({"after": before + len(made)} if marks else {}),
                "outcome": outcome,
                "appeals": _appeals(dice, outcome),
            })
        )  # fmt: skip
    return made


def _appeals(dice: random.Random, outcome: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(mark["rule"] for mark in outcome.get("marked", ()) if dice.random() < 0.06)


Made = list[tuple[dict[str, Any], dict[str, Any]]]
"""Responses, each with the outcome it had."""

_WORTH = {"helps": 1.0, "mixed": 0.0, "hurts": -1.0}


def _chance(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def _drawn(dice: random.Random, worths: Sequence[float], able: float) -> int:
    """A place in a list: the further along somebody is, the likelier what is worth more."""
    return dice.choices(range(len(worths)), [math.exp((0.6 + 0.7 * able) * worth) for worth in worths])[0]


def _choice(dice: random.Random, able: float, exercise: Choice, phase: Phase) -> Made:
    at = _drawn(dice, [_WORTH[option.effect] for option in exercise.options], able)
    option = exercise.options[at]
    return [
        ({"kind": "choice", "option": chr(ord("a") + at)}, {"effect": option.effect, "codes": option.codes}),
    ]


def _rewrite(dice: random.Random, able: float, exercise: Rewrite, phase: Phase) -> Made:
    harm = [rule for rule in records() if rule.code in (exercise.carries or HARM_CODES)]
    slips = dice.sample(harm, k=min(len(harm), sum(dice.random() < _chance(-0.8 - able) for _ in range(3))))
    help_found = [code for code in exercise.look_for if dice.random() < _chance(0.3 + able)]
    marked = [{"rule": rule.id, "code": rule.code} for rule in slips]
    codes = dict.fromkeys([*help_found, *(rule.code for rule in slips)])
    return [({"kind": "rewrite"}, {"marked": tuple(marked), "codes": tuple(codes)})]


def _sort(dice: random.Random, able: float, exercise: Sort, phase: Phase) -> Made:
    others = [group.id for group in exercise.groups]
    fits = [dice.random() < _chance(1.0 + able) for _ in exercise.cards]
    groups = {
        str(number): card.group if fit else dice.choice([one for one in others if one != card.group])
        for number, (card, fit) in enumerate(zip(exercise.cards, fits, strict=True), start=1)
    }
    right = sum(groups[str(n)] in (card.group, *card.also) for n, card in enumerate(exercise.cards, start=1))
    return [({"kind": "sort", "groups": groups}, {"score": {"value": right, "of": len(exercise.cards)}})]


def _reflection(dice: random.Random, able: float, exercise: Reflection, phase: Phase) -> Made:
    return [({"kind": "reflection", "skipped": dice.random() < 0.2}, {})]


def _conversation(dice: random.Random, able: float, exercise: Conversation, phase: Phase) -> Made:
    here, turns = begin(exercise), []
    while isinstance(turn := place(exercise, here.at), Turn):
        worths = [_WORTH[reply.effect] for reply in turn.replies]
        reply = turn.replies[_drawn(dice, worths, able)].id
        turns.append({"turn": turn.id, "reply": reply, "by": "chosen"})
        here = step(exercise, here, reply)
    return [({"kind": "conversation", "turns": tuple(turns)}, {"ending": here.at, "state": here.state})]


def _planner(dice: random.Random, able: float, exercise: Planner, phase: Phase) -> Made:
    filled = tuple(field for field in form(exercise) if dice.random() < 0.8)
    return [({"kind": "planner", "filled": filled}, {})]


def _scale(dice: random.Random, able: float, exercise: Scale, phase: Phase) -> Made:
    top = len(exercise.answers) - 1
    ratings: dict[str, int | None] = {}
    for item in exercise.items:
        if dice.random() < 0.05:
            ratings[item.id] = None
            continue
        rating = max(0, min(top, round(top / 2 + top / 5 * able + dice.gauss(0, top / 5))))
        ratings[item.id] = top - rating if item.reverse else rating
    return [({"kind": "scale", "about": "now", "ratings": ratings}, {})]


def _replies(dice: random.Random, able: float, exercise: Replies, phase: Phase) -> Made:
    form = exercise.forms[1 if phase == "after" else 0]
    prompts = [prompt.id for prompt in form.prompts]
    # People mark themselves a little higher than they would be marked, some more so than others.
    marks = {
        prompt: {
            "marks": {
                one.id: max(0, min(3, round(1.7 + 0.6 * able + dice.gauss(0, 0.7)))) for one in exercise.criteria
            },
            "deducted": dice.random() < _chance(-2 - able),
        }
        for prompt in prompts
    }
    return [
        ({"kind": "replies", "form": form.id, "timed": False, "answered": tuple(prompts)}, {}),
        ({"kind": "marks", "by": "self", "replies": marks}, {}),
    ]


LOADED = (-0.8, -0.3, 0.0)
"""What loaded words truly do to pretend people's ratings of each outcome, in points on a scale from 0 to 10."""


def _vignette(dice: random.Random, able: float, exercise: Vignette, phase: Phase) -> Made:
    versions = assign.hand(dice.randrange(assign.LARGEST)).versions
    cases = {}
    for nth, case in enumerate(exercise.cases):
        if dice.random() < 0.04:
            continue  # a case may be skipped
        around = 5.6 + 0.5 * nth + 0.9 * able
        rated = {}
        for one, less in zip(exercise.outcomes, (*LOADED, 0.0), strict=False):
            mean = around + (less if versions[nth] == "b" else 0.0)
            rated[one.id] = max(0, min(10, round(dice.gauss(mean, 1.4))))
        cases[case.id] = {"version": versions[nth], "ratings": rated, "step": dice.choice(exercise.steps).id}
    return [({"kind": "vignette", "pack": exercise.pack, "version": exercise.version, "cases": cases}, {})]


_KINDS: dict[type, Callable[[random.Random, float, Any, Phase], Made]] = {
    Choice: _choice,
    Rewrite: _rewrite,
    Sort: _sort,
    Reflection: _reflection,
    Conversation: _conversation,
    Planner: _planner,
    Scale: _scale,
    Replies: _replies,
    Vignette: _vignette,
}
