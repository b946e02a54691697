"""How the answers to single questions lie, on the way through a conversation, and in subgroups."""

from collections.abc import Mapping
from dataclasses import replace

from powerwith.cohort import cells, suppress
from powerwith.cohort.asked import Question, way
from powerwith.cohort.cells import record
from powerwith.cohort.looks import Looks, nobody
from powerwith.cohort.suppress import NOTHING, SHOWN, TOTAL
from powerwith.cohort.told import EXAGGERATE, Told
from powerwith.scoring.estimate import DETAIL

ONLY_FIRST = "On this conversation only the first turn is shown. Later turns would tell who came by."
NOT_EVERY = f"Not every group has {DETAIL} people who answered. Then none is shown, so that no one can be told."
TOO_CLOSE = "In one of the groups the answers lie so close together that they would tell of its people."


def items(looks: Looks, exercise: str, phase: str) -> tuple[Told, ...]:
    """How the answers to each question of an exercise lie."""
    return looks.tell(looks.asked(exercise, phase)) or (nobody("item", exercise, phase),)


def on_the_way(looks: Looks, exercise: str, phase: str) -> tuple[Told, ...]:
    """The whole way where nothing on it has to be put together, and else the first turn.

    Turns give each other away: who came by one is who gave a reply before.
    """
    asked = way(looks.only(exercise), exercise, phase, looks.known(exercise))
    if not asked:
        return (nobody("turn", exercise, phase),)
    if not looks.is_put_together(asked[0].name) and all(cells.is_whole(one) for one in asked):
        return looks.tell(asked)
    return tuple(cells.also(one, ONLY_FIRST) for one in looks.tell(asked[:1]))


def by_group(looks: Looks, asked: Question, groups: Mapping[str, str]) -> tuple[Told, ...]:
    """One question in each subgroup, cut the same way in all; in none unless every one has ten people answering.

    People in no group are a group of their own, for they could be worked out by taking the others away. What is put
    together where all are shown as one stays together in each, for the same reason.
    """
    parts: dict[str, dict[str, str]] = {}
    for who, answer in asked.answers.items():
        parts.setdefault(groups.get(who, "not said"), {})[who] = answer
    each = [replace(asked, answers=some, part=name) for name, some in sorted(parts.items())]
    rows = cells.merged(each)
    why = NOT_EVERY
    if len(each) > 1 and all(row["state"] not in (NOTHING, TOTAL) for row in rows):
        wholes = [look.groups for look in looks.published.of(asked.name) if not look.part and look.groups]
        cut = suppress.joined(
            [row["groups"] for row in (*rows, *cells.merged([asked])) if row["state"] == SHOWN] + wholes
        )
        cuts = [cells.totals(one.counts(), cut) for one in each]
        why = TOO_CLOSE
        if all(row["state"] == SHOWN for row in rows) and all(cells.are_several(cut, totals) for totals in cuts):
            remade = [cells.recut(row, cut, totals) for row, totals in zip(rows, cuts, strict=True)]
            return tuple(looks.row(one, row) for one, row in zip(each, remade, strict=True))
    return (record(asked, NOTHING, "all groups or none", f"{why} {EXAGGERATE}"),)
