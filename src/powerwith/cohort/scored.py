"""Who came to which score, and what is shown of the items behind it."""

from collections.abc import Sequence
from dataclasses import replace

from powerwith.cohort import cells, suppress
from powerwith.cohort.asked import Question, rows_of
from powerwith.cohort.scores import Scores, Shown, of_marks, rated
from powerwith.cohort.suppress import SHOWN
from powerwith.cohort.tables import Taken
from powerwith.model import Authored, Replies, Scale, Sort


def scored(
    taken: Taken, exercise: str, phase: str, known: Authored | None, asked: Sequence[Question]
) -> dict[str, Scores]:
    """The total of an exercise (under an empty name) and its subscales. `asked`: its questions, as they are shown."""
    if isinstance(known, Scale):
        return _of_scale(taken, phase, known, asked)
    if isinstance(known, Replies):
        return of_marks(known, rows_of(taken, exercise, phase, known, newest=True, kind="marks"))
    rows = rows_of(taken, exercise, phase, known)
    given = rows[(rows["item"] == "=score") & rows["number"].notna()]
    if given.empty:
        return {}
    cards = len(known.cards) if isinstance(known, Sort) else 1
    each = dict(zip(given["person"], given["number"].astype(float), strict=True))
    return {"": Scores(each, cards, (0.0, 1.0), _both(_shown(asked, set())) if cards > 1 else None)}


def _of_scale(taken: Taken, phase: str, known: Scale, asked: Sequence[Question]) -> dict[str, Scores]:
    found = rated(known, rows_of(taken, known.id, phase, known, newest=True))
    turned = {item.id for item in known.items if item.reverse}
    shown = dict(zip((one.item for one in asked), _shown(asked, turned), strict=True))
    parts = {one.id: [item.id for item in known.items if item.subscale == one.id] for one in known.subscales}
    parts[""] = [item.id for item in known.items]
    return {
        name: replace(found[name], shown=_both([shown[item] for item in items if item in shown]))
        for name, items in parts.items()
    }


def _shown(asked: Sequence[Question], turned: set[str]) -> list[Shown]:
    """What will be shown of each item, as far as it says something of the score."""
    made = []
    for one, row in zip(asked, cells.merged(asked), strict=True):
        if one.best:
            values = [float(value in one.best) for value in one.values]
        else:
            places = [float(max(0, i - one.aside)) for i in range(len(one.values))]
            values = [max(places) - place for place in places] if one.item in turned else places
        if one.aside and row["groups"].count(row["groups"][0]) == 1:
            values[0] = 0.0  # nothing was rated, so nothing is added up
        reach = max(1.0, float(suppress.reach(row["groups"]))) if row["state"] == SHOWN else max(values)
        allowed = suppress.sums(values, row["state"], row["n"], row["most"], row["groups"], row["totals"])
        given = sum(one.counts()[one.aside :])
        made.append(Shown(1.0 if one.best else reach, (allowed,), given))
    return made


def _both(each: Sequence[Shown]) -> Shown | None:
    if not each:
        return None
    sums = tuple(pair for one in each for pair in one.sums)
    return Shown(max(one.reach for one in each), sums, sum(one.answers for one in each))
