"""Who came to which score, and what is shown of the items behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from powerwith.cohort import cells, suppress
from powerwith.cohort.asked import Question, rows_of
from powerwith.cohort.cells import Row
from powerwith.cohort.reckoned import Open, opened, together
from powerwith.cohort.scores import Scores, Shown, of_marks, rated
from powerwith.cohort.suppress import HIDDEN, NOTHING, SHOWN, TOTAL
from powerwith.cohort.tables import Taken
from powerwith.model import Authored, Replies, Scale, Sort


def scored(
    taken: Taken, exercise: str, phase: str, known: Authored | None, asked: Sequence[Question],
    rows: Sequence[Row | None],
) -> dict[str, Scores]:  # fmt: skip
    """The total of an exercise (under an empty name) and its subscales. `rows`: what is shown of each of its items."""
    if isinstance(known, Scale):
        return _of_scale(taken, phase, known, asked, rows)
    if isinstance(known, Replies):
        return of_marks(known, rows_of(taken, exercise, phase, known, newest=True, kind="marks"))
    given = rows_of(taken, exercise, phase, known)
    given = given[(given["item"] == "=score") & given["number"].notna()]
    if given.empty:
        return {}
    each = dict(zip(given["person"], given["number"].astype(float), strict=True))
    if not isinstance(known, Sort):
        return {"": Scores(each, 1, (0.0, 1.0))}
    seen = {one.item: _seen(one, row, set()) for one, row in zip(asked, rows, strict=True)}
    return {"": _with_items(Scores(each, len(known.cards), (0.0, 1.0)), dict.fromkeys(seen, 1 / len(seen)), seen)}


def _of_scale(
    taken: Taken, phase: str, known: Scale, asked: Sequence[Question], rows: Sequence[Row | None]
) -> dict[str, Scores]:
    found = rated(known, rows_of(taken, known.id, phase, known, newest=True))
    turned = {item.id for item in known.items if item.reverse}
    seen = {one.item: _seen(one, row, turned) for one, row in zip(asked, rows, strict=True)}
    parts = {one.id: [item.id for item in known.items if item.subscale == one.id] for one in known.subscales}
    weights = {name: dict.fromkeys(items, 1 / len(items)) for name, items in parts.items()}
    weights[""] = {item: 1 / len(items) / len(parts) for items in parts.values() for item in items}
    return {name: _with_items(found[name], weigh, seen) for name, weigh in weights.items()}


@dataclass(frozen=True)
class _Seen:
    """What is shown of one item, as far as it says something of the score."""

    shown: Shown
    open: Open
    is_shown: bool


def _with_items(made: Scores, weights: Mapping[str, float], seen: Mapping[str, _Seen]) -> Scores:
    some = [(weight, seen[item]) for item, weight in weights.items() if item in seen]
    if not some:
        return made
    sums = tuple(pair for _, one in some for pair in one.shown.sums)
    shown = Shown(max(one.shown.reach for _, one in some), sums, sum(one.shown.answers for _, one in some))
    is_shown = any(one.is_shown for _, one in some)
    return replace(made, shown=shown, open=together([(weight, one.open) for weight, one in some]) if is_shown else None)


def _seen(asked: Question, row: Row | None, turned: set[str]) -> _Seen:
    counts = asked.counts()
    if asked.best:
        values = [float(value in asked.best) for value in asked.values]
    else:
        places = [float(max(0, i - asked.aside)) for i in range(len(asked.values))]
        values = [max(places) - place for place in places] if asked.item in turned else places
    # A card that was not placed counts as one that does not fit; an item that did not come up counts as nothing.
    found = opened(values, row, sum(counts), aside=0 if asked.best else asked.aside)
    if row is None:
        row = cells.merged([asked])[0] | {"state": HIDDEN}
    if asked.aside and row["groups"].count(row["groups"][0]) == 1:
        values[0] = 0.0  # nothing was rated, so nothing is added up
    reach = max(1.0, float(suppress.reach(row["groups"]))) if row["state"] == SHOWN else max(values)
    allowed = suppress.sums(values, row["state"], row["n"], row["most"], row["groups"], row["totals"])
    shown = Shown(1.0 if asked.best else reach, (allowed,), sum(counts[asked.aside :]))
    return _Seen(shown, found, row["state"] not in (NOTHING, TOTAL))
