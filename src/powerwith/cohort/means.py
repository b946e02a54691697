"""Means of a group's scores, how they changed, and whether two go together: each rounded so that it tells of nobody."""

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy import special

from powerwith.cohort.asked import Question
from powerwith.cohort.cells import ALIKE, record
from powerwith.cohort.looks import Looks
from powerwith.cohort.reckoned import Open
from powerwith.cohort.scores import NONE, Scores, by_items, by_t, interval, most, outwards, rounded, widest
from powerwith.cohort.suppress import HIDDEN, MOST, NOTHING, SHOWN, SMALL, TOTAL
from powerwith.cohort.told import EXAGGERATE, LEVEL, Told, few, number
from powerwith.model import Scale
from powerwith.scoring import paired_change
from powerwith.scoring.change import NO_CONTROL
from powerwith.scoring.estimate import DETAIL, GROUP, SMALLEST, people

CORRELATED = 30
"""Below this many people a correlation is the answer of one or two."""

MANY = 12
"""From so many items on the real spread of a score is told. Of fewer, it would say which hidden answers were given, and
who came to which score: beside items that are shown, all is then reckoned from these (`reckoned`)."""

FINE = 0.2
"""A change rounded more roughly than this would say nothing."""

BY_T = "95% interval by t, rounded outwards"
FROM_ITEMS = "mean reckoned from what is shown of the single questions"
BY_ITEMS = "95% interval for scores that are spread as far as single answers, rounded outwards"
WIDEST = "95% interval for the widest spread there could be, since the real one would tell"


def total(looks: Looks, exercise: str, phase: str) -> Told:
    """The mean score: of a scale its total, of a sort the share of cards, of marks the mark of a reply."""
    made = looks.scores(exercise, phase).get("", NONE)
    return mean(looks, score_of("total", exercise, phase), made, least=GROUP)


def subscales(looks: Looks, exercise: str, phase: str) -> tuple[Told, ...]:
    """The mean of each subscale, from ten people on."""
    made = looks.scores(exercise, phase)
    return tuple(
        mean(looks, score_of("subscale", exercise, phase, name, label), made.get(name, NONE), least=DETAIL)
        for name, label in _parts(looks, exercise).items()
    )


def change(looks: Looks, exercise: str, first: str, second: str) -> tuple[Told, ...]:
    """How the same people came out the two times: the total, and each subscale from ten people on."""
    known = looks.known(exercise)
    before, after = looks.scores(exercise, first), looks.scores(exercise, second)
    told = []
    for name, label in ({"": exercise if known is None else known.title} | _parts(looks, exercise)).items():
        one, two = before.get(name, NONE), after.get(name, NONE)
        about = score_of("change", exercise, f"{first} to {second}", name, label)
        told.append(_change(looks, about, one, two, (first, second)))
    return tuple(told)


def mean(looks: Looks, asked: Question, made: Scores, *, least: int) -> Told:
    if made.open is not None and made.items < MANY:
        return _from_items(looks, asked, made, made.open, least)
    n = len(made.of)
    step = made.step()
    rule = f"from {least} people; mean rounded to {step:g}; {BY_T if made.items >= MANY else WIDEST}"
    if n < least:
        return record(asked, NOTHING if n < GROUP else TOTAL, f"from {least} people", few(n), n=_n(n))
    values = np.array(list(made.of.values()))
    if most(values) > n - SMALL:
        says = f"Most or all of {people(n)} came out the same, so no number is shown."
        return looks.number(asked, made.of, record(asked, MOST, ALIKE, says, n=n))
    if not step:
        says = f"So few answers stand behind this score that a mean of {people(n)} would tell. It is not shown."
        return looks.number(asked, made.of, record(asked, HIDDEN, f"from {least} people", says, n=n))
    value = rounded(float(values.mean()), step)
    low, high = by_t(values, step, made.ends) if made.items >= MANY else widest(value, n, step, made.ends)
    says = f"On average {people(n)} came to {number(value, step)} of {made.ends[1]:g} ({interval(low, high, step)}). "
    return looks.number(asked, made.of, record(asked, SHOWN, rule, says + EXAGGERATE, value, low, high, n))


def _from_items(looks: Looks, asked: Question, made: Scores, found: Open, least: int) -> Told:
    n, step = found.n, found.step()
    if n < least:
        return record(asked, TOTAL, f"from {least} people", few(n), n=n)
    if not 0 < step <= made.width / 2:
        says = f"So little is shown of the single questions that no mean of {people(n)} can be reckoned from them."
        return looks.number(asked, made.of, record(asked, HIDDEN, FROM_ITEMS, says, n=n))
    value = rounded(found.middle, step)
    low, high = by_items(found, step, made.ends)
    says = f"On average {people(n)} came to about {number(value, step)} of {made.ends[1]:g} "
    says += f"({interval(low, high, step)}). {EXAGGERATE}"
    rule = f"from {least} people; {FROM_ITEMS}, to {step:g}; {BY_ITEMS}"
    return looks.number(asked, made.of, record(asked, SHOWN, rule, says, value, low, high, n))


def _change(looks: Looks, asked: Question, before: Scores, after: Scores, phases: tuple[str, str]) -> Told:
    both = sorted(before.of.keys() & after.of.keys())
    least = GROUP if before.items >= MANY else DETAIL
    n = len(both)
    if n < least:
        rule = f"from {least} people there both times"
        return record(asked, NOTHING if n < GROUP else TOTAL, rule, few(n), n=_n(n))
    pairs = {who: f"{before.of[who]} {after.of[who]}" for who in both}
    steps = before.only(both).step(), after.only(both).step()
    step = max(steps) if min(steps) else 0.0
    rule = f"people there both times; rounded to {step:g}; {BY_T}"
    found = paired_change(pd.Series({who: before.of[who] for who in both}),
                          pd.Series({who: after.of[who] for who in both}))  # fmt: skip
    moves = np.array([after.of[who] - before.of[who] for who in both])
    if found.estimate is None or found.low is None or found.high is None or most(moves) > n - SMALL:
        says = f"Most or all of {people(n)} changed by the same, so no number is shown. {NO_CONTROL}"
        return looks.number(asked, pairs, record(asked, MOST, ALIKE, says, n=n))
    if not 0 < step <= FINE:
        says = f"So few answers stand behind this score that the change of {people(n)} would tell. It is not shown."
        return looks.number(asked, pairs, record(asked, HIDDEN, rule, says, n=n))
    # Means of either time are then those of the people in the change, unless five or more others are in them.
    about = "subscale" if asked.item else "total"
    looks.hold([
        (score_of(about, asked.exercise, phase, asked.item, asked.label), {who: made.of[who] for who in both})
        for made, phase in ((before, phases[0]), (after, phases[1]))
    ])  # fmt: skip
    value = rounded(found.estimate, step)
    low, high = outwards(found.low, found.high, step, (-before.width, before.width))
    says = _moved(value, low, high, n, step)
    return looks.number(asked, pairs, record(asked, SHOWN, rule, says, value, low, high, n))


def correlated(looks: Looks, asked: Question, one: Mapping[str, float], two: Mapping[str, float], *, rule: str,
               ends: str, n: int | None = None) -> Told:  # fmt: skip
    """Whether two numbers of the same people go together. `n`: how many are told of, where the exact number is not."""
    who = sorted(one)
    answers = {each: f"{one[each]} {two[each]}" for each in who}
    a, b = np.array([one[each] for each in who]), np.array([two[each] for each in who])
    if min(np.ptp(a), np.ptp(b)) < SMALLEST or max(most(a), most(b)) > len(who) - SMALL:
        says = f"Most or all came out the same, so nothing can go together. {ends}"
        return looks.number(asked, answers, record(asked, HIDDEN, ALIKE, says))
    # The interval is that of the rounded number: from the real one it would say what was rounded away.
    value = rounded(float(np.corrcoef(pd.Series(a).rank(), pd.Series(b).rank())[0, 1]), 0.1)  # Spearman
    told = len(who) if n is None else n
    noise = float(special.ndtri(0.5 + LEVEL / 2)) * math.sqrt((1 + value**2 / 2) / (told - 3))
    reach = np.arctanh(np.clip(value, -0.999, 0.999))
    low, high = outwards(float(np.tanh(reach - noise)), float(np.tanh(reach + noise)), 0.1, (-1.0, 1.0))
    whom = people(told) if n is None else f"{told} people or a few more"
    says = f"{whom}: {number(value, 0.1)} on a scale from -1 to 1 ({interval(low, high, 0.1)}). {ends}"
    return looks.number(asked, answers, record(asked, SHOWN, rule, says, value, low, high, told))


def _parts(looks: Looks, exercise: str) -> dict[str, str]:
    known = looks.known(exercise)
    return {one.id: one.label for one in known.subscales} if isinstance(known, Scale) else {}


def score_of(about: str, exercise: str, phase: str, item: str = "", label: str = "") -> Question:
    """What a score is called and remembered by. It has no answers to choose from."""
    return Question(about, exercise, phase, item, label or exercise, (), (), {})


def _n(n: int) -> int | None:
    return n if n >= GROUP else None


def _moved(value: float, low: float, high: float, n: int, step: float) -> str:
    far = number(abs(value), step)
    way = "about the same as before" if value == 0 else f"{far} {'higher' if value > 0 else 'lower'}"
    says = f"On average {people(n)} came out {way} ({interval(low, high, step)}). "
    says += "No change at all is within the interval. " if low <= 0 <= high else ""
    return f"{says}{EXAGGERATE} {NO_CONTROL}"
