"""What a group's answers to cases in two versions can say, with its interval, and never anything about one person.

The ratings are compared (`randomised`), since it was settled before anybody answered that they would be. The next steps
and the opening lines are described (`spread`). What is shown is remembered, so that a second look beside the first
cannot tell of somebody.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from powerwith.cohort.cells import UNMOVED, WITHHELD
from powerwith.cohort.compared import Compared, Dot, Spread, Trial
from powerwith.cohort.dealt import FINDS, People, Person, people_of
from powerwith.cohort.published import Look, Published, changed, trace, would_tell
from powerwith.cohort.randomised import DRAWS, Interval, Ratings, difference, intervals, is_alike
from powerwith.cohort.spread import Chosen, spread
from powerwith.cohort.tables import Taken
from powerwith.model import Vignette
from powerwith.scoring.estimate import GROUP

ARM = 10
"""So many people must have rated something in each version, or nothing is computed."""

MARKER = 30
"""So many people a pack with a marker needs, unless several cohorts are put together."""

STILL = 100
"""Below this many people, what is found is still being learned."""

CANNOT_TELL = "We cannot tell. This is not proof of no difference."
DIFFERED = (
    "In this group, on these cases, the two versions were judged differently on average. "
    "Small groups exaggerate. It says nothing about any one of us."
)
LEARNING = "still learning"
TOO_FEW = (
    f"Fewer than {ARM} people rated each version, so nothing is computed. Talk about both versions instead: "
    "which phrase did something, and where do such phrases live in our forms?"
)
TOO_FEW_WITH = (
    f"Fewer than {ARM} people rated each version, so nothing is computed. Talk about both versions instead: "
    "what did that one detail do, and which of our forms ask for it first?"
)
TOO_FEW_FOR_A_MARKER = (
    f"This pack differs in a sign of who somebody is. Fewer than {MARKER} people took part, in one cohort, so nothing "
    "is computed. Talk about both versions instead, or put cohorts together that used the same pack."
)
ALIKE = "The ratings hardly differ from case to case, so there is nothing to compare."

LINES = "What was said first, as the coach reads it. It does not know who read which version."


def told(pack: Vignette, taken: Taken, published: Published) -> tuple[Trial, Published]:
    """What may be shown of a pack beside what was shown of it before, and what is to be remembered from now on."""
    made, (now,) = told_beside(pack, taken, (published,))
    return made, now


def told_beside(pack: Vignette, taken: Taken, records: Sequence[Published]) -> tuple[Trial, tuple[Published, ...]]:
    """The same where cohorts with a record each are put together: it is held beside all of them, and kept in each.

    So no cohort can be taken from a pool, nor a pool from a larger one, where fewer than five people would be left.
    """
    people, _ = people_of(pack, taken.answers, taken.words)
    name, cohorts = f"trial:{pack.id}", len({cohort for cohort, _ in people})
    answers = {taken.keys.get(person, person): repr(one) for (_, person), one in people.items()}
    traces = [trace(one, name, answers) for one in records]
    each = [(look, marks) for one, marks in zip(records, traces, strict=True) for look in reversed(one.of(name))]
    mine = [(look, marks, look.trial) for look, marks in each if look.trial and look.trial.cohorts == cohorts]
    if any(would_tell([look], marks) for look, marks in each):
        near = [made for look, marks, made in mine if cohorts < 2 or would_tell([look], marks)]
        if near:
            return near[0].model_copy(update={"note": UNMOVED}), tuple(records)
        return _withheld(trial(pack, taken.answers, taken.words)), tuple(records)
    made = next((made for look, marks, made in mine if changed(look, marks) == 0), None)
    if made is None:
        made = trial(pack, taken.answers, taken.words)
        if not made.refused and cohorts > 1 and 0 < _never_shown(name, answers, records) < GROUP:
            return _withheld(made), tuple(records)
    if made.refused:
        return made, tuple(records)
    return made, tuple(_and_look(one, Look(question=name, traces=marks, trial=made))
                       for one, marks in zip(records, traces, strict=True))  # fmt: skip


def _and_look(published: Published, look: Look) -> Published:
    is_there = any(changed(one, look.traces) == 0 for one in published.of(look.question))
    return published if is_there else published.and_look(look)


def _withheld(made: Trial) -> Trial:
    return made.model_copy(update={"refused": made.refused or WITHHELD, "compared": (), "steps": None, "lines": None})


def _never_shown(name: str, answers: Mapping[str, str], records: Iterable[Published]) -> int:
    """How many people stood behind nothing that was shown: beside all that was, they are what is left of a pool."""
    left = dict(answers)
    for one in records:
        shown = {mark for look in one.of(name) for mark in look.traces}
        left = {key: value for key, value in left.items() if trace(one, name, {key: value})[0] not in shown}
    return len(left)


def trial(
    pack: Vignette, answers: pd.DataFrame, words: pd.DataFrame | None = None, *, seed: int = 1, draws: int = DRAWS
) -> Trial:
    """The answers of one cohort, or of several that used this very pack and version, put together.

    `answers`, `words`: a cohort's tables. Only first attempts count, since whoever has seen both versions cannot be
    asked again, and only of people who agreed to take part. Answers to another version of the pack are left out, and
    counted. It remembers nothing; `told` does.
    """
    people, left_out = people_of(pack, answers, words)
    cohorts = sorted({cohort for cohort, _ in people})
    refused = _refused(pack, len(people), len(cohorts))
    tables = {one.id: _ratings(pack, one.id, people.values()) for one in pack.outcomes}
    if refused is None and all(min(table.arms) < ARM for table in tables.values()):
        refused = too_few(pack)
    names = [cohort for cohort, _ in people]
    return Trial(
        pack=pack.pack,
        version=pack.version,
        design=pack.design,
        versions=(pack.versions.a, pack.versions.b),
        people=len(people),
        cohorts=len(cohorts),
        left_out=left_out,
        refused=refused,
        label=LEARNING if len(people) < STILL else None,
        compared=() if refused else tuple(_compared(pack, one, tables[one], names, seed, draws) for one in tables),
        steps=None if refused else _steps(pack, people),
        lines=None if refused else _lines(people),
        asks=pack.asks,
        fixes=pack.fixes,
    )


def too_few(pack: Vignette) -> str:
    """Why nothing is computed, and what to talk about instead."""
    return TOO_FEW if pack.design == "wording" else TOO_FEW_WITH


def _refused(pack: Vignette, people: int, cohorts: int) -> str | None:
    if pack.design == "marker" and people < MARKER and cohorts < 2:
        return TOO_FEW_FOR_A_MARKER
    return None


# What was answered, as tables


def _ratings(pack: Vignette, outcome: str, people: Iterable[Person]) -> Ratings:
    given, loaded = [], []
    for person in people:
        cells = [person.ratings.get(f"{case.id}/{outcome}", math.nan) for case in pack.cases]
        given.append(cells)
        rated = zip(pack.cases, cells, strict=True)
        loaded.append([float(not math.isnan(cell) and person.versions[case.id] == "b") for case, cell in rated])
    shape = (len(given), len(pack.cases))
    return Ratings(np.array(given, dtype=float).reshape(shape), np.array(loaded, dtype=float).reshape(shape))


def _steps(pack: Vignette, people: People) -> Spread:
    labels = [one.label for one in pack.steps]
    return spread(pack.step_asks, labels, {who: _by_version(one, one.steps) for who, one in people.items()})


def _lines(people: People) -> Spread:
    chosen = {who: _by_version(one, one.lines) for who, one in people.items()}
    return spread(LINES, FINDS, chosen, "handed over a line")


def _by_version(one: Person, kinds: dict[str, int]) -> Chosen:
    a, b = (tuple(kind for case, kind in kinds.items() if one.versions.get(case) == letter) for letter in ("a", "b"))
    return Chosen(a, b)


# In words


def _compared(pack: Vignette, outcome: str, ratings: Ratings, names: list[str], seed: int, draws: int) -> Compared:
    asked = next(one for one in pack.outcomes if one.id == outcome)
    plain, loaded = ratings.arms
    found = difference(ratings) if min(plain, loaded) >= ARM else None
    sentences: tuple[str, ...]
    bar50 = bar95 = None
    if found is None:
        sentences = (too_few(pack),)
    elif is_alike(ratings):
        found, sentences = None, (ALIKE,)
    else:
        bar50, bar95 = intervals(ratings, (0.5, 0.95), seed=seed, draws=draws)
        bar = shown(bar95)
        ends = f"Data like these fit anything from {points(bar.low)} to {points(bar.high)}."
        sentences = (f"{asked.short}, {pack.versions.b} against {pack.versions.a}. {ends}", verdict(bar95))
    return Compared(
        outcome=outcome,
        label=asked.short,
        asks=asked.asks,
        plain=plain,
        loaded=loaded,
        difference=None if found is None else round(found, 1) + 0.0,
        bar50=bar50,
        bar95=bar95,
        dots=_dots(ratings, names) if found is not None else (),
        sentences=sentences,
    )


def verdict(interval: Interval) -> str:
    """The fixed sentence, chosen by one rule."""
    return CANNOT_TELL if shown(interval).has_zero else DIFFERED


def shown(interval: Interval) -> Interval:
    """To one digit, and rounded outwards, so that a picture never shows more than is known."""
    low, high = math.floor(interval.low * 10 + 1e-6) / 10, math.ceil(interval.high * 10 - 1e-6) / 10
    return Interval(low=low + 0.0, high=high + 0.0)


def points(value: float) -> str:
    """“1.3 points more”, said of the loaded version; an end of a bar is rounded outwards before it comes here."""
    amount = f"{abs(value):.1f}"
    if amount == "0.0":
        return "no difference"
    return f"{amount} {'point' if amount == '1.0' else 'points'} {'more' if value > 0 else 'less'}"


def _dots(ratings: Ratings, names: list[str]) -> tuple[Dot, ...]:
    """Each cohort of a pool that is large enough, unless a smaller one could be worked out from the rest."""
    cohorts = sorted(set(names))
    if len(cohorts) < 2:
        return ()
    rows = {cohort: [i for i, name in enumerate(names) if name == cohort] for cohort in cohorts}
    parts = {cohort: Ratings(ratings.given[rows[cohort]], ratings.loaded[rows[cohort]]) for cohort in cohorts}
    large = [cohort for cohort in cohorts if min(parts[cohort].arms) >= ARM]
    large.sort(key=lambda cohort: (len(rows[cohort]), cohort), reverse=True)
    while large and 0 < sum(len(rows[cohort]) for cohort in cohorts if cohort not in large) < ARM:
        large.pop()
    found = {cohort: difference(parts[cohort]) for cohort in sorted(large)}
    return tuple(
        Dot(cohort=cohort, people=len(rows[cohort]), difference=round(value, 1) + 0.0)
        for cohort, value in found.items()
        if value is not None
    )
