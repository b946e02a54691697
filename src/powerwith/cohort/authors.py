"""For authors of exercises: how hard each question was, and whether it goes with the others."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from powerwith.cohort import cells
from powerwith.cohort.asked import Question
from powerwith.cohort.cells import Row, record, unmoved
from powerwith.cohort.looks import Looks
from powerwith.cohort.means import CORRELATED, correlated
from powerwith.cohort.suppress import HIDDEN, NOTHING, SHOWN
from powerwith.cohort.told import EXAGGERATE, Told, part
from powerwith.model import Authored, Scale

LEAST_ITEMS = 3
"""With two, an item and the rest are one pair of answers."""

TOO_FEW = (
    f"How an item goes with the others is shown from {CORRELATED} people without gaps on, and from {LEAST_ITEMS} items "
    "of which no answer is hidden."
)
NOT_PLAIN = "Some answers to this are hidden, so it is not set against the others."
MEANS = "Above 0 people who do well elsewhere do well here; near 0 or below, look at the wording."
MIXED = "What helps was put together with another answer, so how hard this is cannot be told."
RULE = (
    f"item with the rest of the items (Spearman), from {CORRELATED} people without gaps, rounded to 0.1; "
    "people rounded down to fives"
)


def difficulty(looks: Looks, exercise: str, phase: str) -> tuple[Told, ...]:
    """How many chose what helps, or the group a card fits. Reckoned only from what is shown of the item."""
    asked = [one for one in looks.asked(exercise, phase) if one.best]
    return tuple(_difficulty(looks, one, told) for one, told in zip(asked, looks.tell(asked), strict=True))


def _difficulty(looks: Looks, asked: Question, told: Told) -> Told:
    about = replace(asked, about="difficulty")
    look = looks.last(asked.name)
    if look is None or look.state != SHOWN or told.state != SHOWN or told.n is None:
        return record(about, told.state, told.rule, told.sentence, n=told.n)
    best = {look.groups[asked.values.index(value)] for value in asked.best}
    if _is_mixed(asked, look.groups, look.totals):
        return record(about, HIDDEN, told.rule, MIXED, n=told.n)
    share = cells.percent(sum(look.totals[place] for place in best), told.n)
    one = part(("what fits best",), share, told.n)
    says = f"About {share} of 100 chose what fits best (95% interval {one.low} to {one.high}). {EXAGGERATE}"
    return record(about, SHOWN, told.rule, says, share / 100, one.low / 100, one.high / 100, told.n)


def discrimination(looks: Looks, exercise: str, phase: str) -> tuple[Told, ...]:
    """How far each card or item goes with all the others, from 30 people on.

    Only items of which all that counts is shown are set against each other, so that no hidden answer has a part in it.
    How many are without gaps is told in fives: taken from how many answered, the exact number would tell of a gap.
    """
    asked = looks.asked(exercise, phase)
    known = looks.known(exercise)
    rows = looks.rows(asked)
    if not all(rows):
        return tuple(_unmoved(looks, replace(one, about="discrimination")) for one in asked)
    plain = [one for one, row in zip(asked, rows, strict=True) if row and _is_plain(one, row)]
    table = _numbers(plain, known)
    if len(table) < CORRELATED or len(table.columns) < LEAST_ITEMS:
        about = Question("discrimination", exercise, phase, "", known.title if known else exercise, (), (), {})
        return (record(about, NOTHING, RULE, TOO_FEW),)
    return tuple(
        _discrimination(looks, one, table)
        if one.item in table
        else record(replace(one, about="discrimination"), HIDDEN, RULE, NOT_PLAIN)
        for one in asked
    )


def _unmoved(looks: Looks, about: Question) -> Told:
    """What was shown before, where some of the items are: set against other ones, it would be another number."""
    return unmoved(about, [look for look in looks.published.of(about.name) if look.told])


def _is_plain(asked: Question, row: Row) -> bool:
    """Whether what is shown says of every answer what it counts."""
    if row["state"] != SHOWN:
        return False
    if asked.best:
        return not _is_mixed(asked, row["groups"], row["totals"])
    return all(
        row["groups"].count(group) == 1 for group, total in zip(row["groups"], row["totals"], strict=True) if total
    )


def _is_mixed(asked: Question, groups: Sequence[int], totals: Sequence[int]) -> bool:
    """Whether what fits best was put together with something else that somebody may have given."""
    best = {groups[asked.values.index(value)] for value in asked.best}
    others = {groups[i] for i, value in enumerate(asked.values) if value not in asked.best}
    return any(totals[place] for place in best & others)


def _discrimination(looks: Looks, asked: Question, table: pd.DataFrame) -> Told:
    one, rest = table[asked.item], table.drop(columns=asked.item).mean(axis=1)
    about = replace(asked, about="discrimination")
    n = len(table) // 5 * 5
    return correlated(looks, about, _by_person(one), _by_person(rest), rule=RULE, ends=MEANS, n=n)


def _by_person(column: pd.Series) -> dict[str, float]:
    return {str(who): float(value) for who, value in column.items()}


def _numbers(asked: Sequence[Question], known: Authored | None) -> pd.DataFrame:
    """People by items: 1 for what fits best, or for whoever has no gap the ratings, turned round where reversed."""
    top = len(known.answers) - 1 if isinstance(known, Scale) else 1
    turned = {item.id for item in known.items if item.reverse} if isinstance(known, Scale) else set()
    table = {}
    for one in asked:
        if one.best:
            table[one.item] = {who: float(answer in one.best) for who, answer in one.answers.items()}
        elif one.is_ordered:
            given = {who: float(answer) for who, answer in one.answers.items() if answer}
            table[one.item] = {who: top - each if one.item in turned else each for who, each in given.items()}
    return pd.DataFrame(table).dropna()
