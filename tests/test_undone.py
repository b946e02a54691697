"""Whoever knows every rule tries every cohort there could be, and looks which of them give what was published."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement

import pytest

from powerwith.cohort import cells, means
from powerwith.cohort.asked import Question
from powerwith.cohort.cells import Row
from powerwith.cohort.looks import Looks
from powerwith.cohort.reckoned import opened, together
from powerwith.cohort.scores import Scores, Shown
from powerwith.cohort.suppress import MOST
from powerwith.cohort.tables import tabled
from powerwith.cohort.told import Told

LEAST = 2
"""From the fewest to the most people that may have given an answer: at least three numbers are possible."""

ABOUT = Question("total", "x", "none", "", "x", (), (), {})


def scored(sums: Sequence[int], items: int, top: int, rows: Sequence[Row] = ()) -> Scores:
    """Scores of people whose answers, each from 0 to `top`, add up so. `rows`: what is shown of the items."""
    n, values = len(sums), [0.0, *map(float, range(top + 1))]
    open_ = together([(1 / items, opened(values, row, n, aside=1)) for row in rows]) if rows else None
    shown = Shown(float(top), tuple((0.0, float(n * top)) for _ in range(items)), n * items)
    return Scores({f"P{i:02}": one / items for i, one in enumerate(sums)}, items, (0.0, float(top)), shown, open_)


def told(made: Scores) -> tuple[object, ...]:
    """What is published of a mean."""
    one: Told = means.mean(Looks(tabled([])), ABOUT, made, least=5)
    return one.state, one.estimate, one.low, one.high, one.n, one.rule, one.sentence


def item(counts: Sequence[int]) -> Question:
    """An item whose answers from 0 up were given so often."""
    values = ("", *map(str, range(len(counts))))
    given = [value for value, count in zip(values[1:], counts, strict=True) for _ in range(count)]
    answers = {f"P{i:02}": value for i, value in enumerate(given)}
    return Question("item", "x", "none", "1", "X", values, values, answers, True, 1)


# Beside items that are shown


def can_be(people: Sequence[int], items: Sequence[int]) -> bool:
    """Whether so many yeses of each person and to each item fit into one table (Gale and Ryser)."""
    down = sorted(items, reverse=True)
    return all(sum(down[:k]) <= sum(min(one, k) for one in people) for k in range(1, len(down) + 1))


@pytest.mark.parametrize(("n", "items"), [(10, 3), (12, 3)])
def test_a_mean_of_few_items_tells_nothing_that_is_not_shown_of_them(n: int, items: int) -> None:
    """Every table of yes and no there could be: who sees the same items sees the same mean and interval."""
    published: dict[tuple[Row, ...], set[tuple[object, ...]]] = defaultdict(set)
    behind: dict[object, set[int]] = defaultdict(set)
    people = defaultdict(list)
    for sums in combinations_with_replacement(range(items + 1), n):
        people[sum(sums)].append(sums)
    for yes in combinations_with_replacement(range(n + 1), items):
        rows = cells.merged([item((n - one, one)) for one in yes])
        key = tuple(tuple(row.items()) for row in rows)
        for sums in [one for one in people[sum(yes)] if can_be(one, yes)][::5]:
            published[key].add(told(scored(sums, items, 1, rows)))
            behind[key].add(yes[0])
    assert len(published) > 50 and all(len(one) == 1 for one in published.values())
    hidden = [key for key in published if dict(key[0])["state"] == MOST and dict(key[-1])["state"] != MOST]
    assert len(hidden) > 5 and all(max(behind[key]) - min(behind[key]) >= LEAST for key in hidden)


# Five to nine people, of whom only one figure is shown


def every(n: int, items: int, top: int) -> Iterator[tuple[int, ...]]:
    yield from combinations_with_replacement(range(items * top + 1), n)


def could_have_given(sums: Sequence[int], items: int, top: int, answer: int) -> tuple[int, int]:
    """The fewest and the most people that may have given an answer to one item, from what their answers add up to."""
    each = [[one for one in range(top + 1) if 0 <= total - one <= (items - 1) * top] for total in sums]
    return sum(one == [answer] for one in each), sum(answer in one for one in each)


@pytest.mark.parametrize(("n", "items", "top"), [(5, 4, 1), (6, 4, 1), (9, 3, 1), (5, 3, 2), (5, 12, 1)])
def test_a_mean_of_five_to_nine_people_leaves_every_answer_open(n: int, items: int, top: int) -> None:
    alike: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for sums in every(n, items, top):
        alike[told(scored(sums, items, top))].append(sums)
    assert len(alike) >= 3, "else there is nothing to tell apart"
    for published, some in alike.items():
        for answer in range(top + 1):
            ends = [could_have_given(sums, items, top, answer) for sums in some]
            low, high = min(one for one, _ in ends), max(one for _, one in ends)
            assert high - low >= LEAST, f"answer {answer} was given by {low} to {high}: {published}, {some[:3]}"


@pytest.mark.parametrize(("n", "items"), [(5, 4), (5, 8), (6, 4)])
def test_of_few_items_nobody_can_tell_the_scores_of_five_people_apart(n: int, items: int) -> None:
    alike: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for sums in every(n, items, 1):
        alike[told(scored(sums, items, 1))].append(sums)
    assert min(map(len, alike.values())) >= 3
