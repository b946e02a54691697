"""Nobody who has all that was published can tell of one or two people, whatever they do with it."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd
import pytest
from attacker import Attacker, hidden
from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as st

from powerwith.cohort import cells, suppress
from powerwith.cohort.asked import Question
from powerwith.cohort.published import Look
from powerwith.cohort.scores import rounded
from powerwith.cohort.suppress import HIDDEN, MIDDLE, MOST, NOTHING, SHOWN, TOTAL

LEAST = 2
"""From the fewest to the most people that may have given an answer: at least three numbers are possible."""

slow = settings(
    deadline=None,
    max_examples=40,
    phases=(Phase.explicit, Phase.generate),  # shrinking with a solver takes minutes, and a table is small enough
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def asked(
    counts: Sequence[int], *, is_ordered: bool = True, aside: int = 0, part: str = "", first: int = 0
) -> Question:
    """A question whose answers were given so often, by people counted from `first`."""
    values = tuple("abcdefgh"[: len(counts)])
    given_ = [value for value, count in zip(values, counts, strict=True) for _ in range(count)]
    answers = {f"P{first + i:03}": value for i, value in enumerate(given_)}
    return Question("item", "x", "none", "1", "X", values, values, answers, is_ordered, aside, part=part)


def row_of(counts: Sequence[int], *, is_ordered: bool = True, aside: int = 0) -> cells.Row:
    return cells.merged([asked(counts, is_ordered=is_ordered, aside=aside)])[0]


def tables(least: int = 2, most: int = 6) -> st.SearchStrategy[list[int]]:
    """Counts with many small ones, from ten people on."""
    count = st.one_of(st.integers(0, 3), st.integers(0, 12))
    return st.lists(count, min_size=least, max_size=most).filter(lambda counts: 10 <= sum(counts) <= 60)


# The rule, example by example


@pytest.mark.parametrize(
    ("counts", "state", "groups"),
    [
        pytest.param([1, 1, 1, 1], NOTHING, None, id="four-people-nothing"),
        pytest.param([2, 2, 1, 0], TOTAL, None, id="five-people-no-single-question"),
        pytest.param([3, 3, 3, 0], TOTAL, None, id="nine-people-no-single-question"),
        pytest.param([3, 4, 3, 0], SHOWN, (0, 1, 2, 3), id="ten-people-and-no-small-cell"),
        pytest.param([4, 1, 5, 0], SHOWN, (0, 1, 1, 3), id="one-person-joins-the-next"),
        pytest.param([1, 1, 1, 7], SHOWN, (0, 0, 0, 3), id="until-three"),
        pytest.param([5, 4, 0, 1], SHOWN, (0, 1, 1, 1), id="the-last-one-goes-back"),
        pytest.param([5, 0, 0, 5], SHOWN, (0, 1, 2, 3), id="nobody-tells-of-no-one"),
        pytest.param([2, 6, 2, 0], MIDDLE, None, id="one-group-left-only-the-middle"),
        pytest.param([10, 0, 0, 0], MOST, None, id="unanimity-is-not-shown"),
        pytest.param([0, 8, 1, 1], MOST, None, id="nor-nearly-unanimity"),
        pytest.param([7, 3, 0, 0], SHOWN, (0, 1, 2, 3), id="three-others-are-enough"),
    ],
)  # fmt: skip
def test_small_groups_stay_hidden(counts: list[int], state: str, groups: tuple[int, ...] | None) -> None:
    row = row_of(counts)

    assert row["state"] == state
    if groups is None:
        assert set(row["totals"]) == {0}, "a count went out that was not to be shown"
    else:
        assert row["groups"] == groups
        assert row["totals"] == cells.totals(counts, groups)


def test_unanimity_and_near_unanimity_look_alike() -> None:
    alike = [row_of(counts) for counts in ([10, 0, 0], [9, 1, 0], [9, 0, 1], [8, 1, 1], [8, 2, 0], [8, 0, 2])]

    assert all(row == alike[0] for row in alike)


def test_answers_without_an_order_have_no_middle() -> None:
    row = row_of([2, 6, 2], is_ordered=False)

    assert row["state"] == HIDDEN
    assert (row["low"], row["median"], row["high"]) == (0, 0, 0)


def test_who_did_not_answer_does_not_count_towards_ten() -> None:
    assert row_of([4, 3, 3, 3], aside=1)["state"] == TOTAL
    assert row_of([3, 4, 3, 3], aside=1)["state"] == SHOWN
    assert row_of([1, 4, 3, 3], aside=1)["state"] == TOTAL, "11 in all and 10 answering: one did not, and that tells"


@pytest.mark.parametrize(("counts", "percent"), [
    pytest.param([4, 10], [30, 70], id="fourteen-people-in-fives"),
    pytest.param([10, 19], [35, 65], id="twenty-nine-people-in-fives"),
    pytest.param([10, 20], [33, 67], id="thirty-people-in-ones"),
    pytest.param([3, 17], [15, 85], id="halves-go-up-nowhere"),
    pytest.param([3, 21], [15, 90], id="twelve-and-a-half-goes-up"),
])  # fmt: skip
def test_percentages_are_rounded(counts: list[int], percent: list[int]) -> None:
    frame = pd.DataFrame([counts], columns=["a", "b"])
    shown = suppress.merged(frame, ["a", "b"], is_ordered=True)

    assert [shown.loc[0, "a_percent"], shown.loc[0, "b_percent"]] == percent
    assert [cells.percent(count, sum(counts)) for count in counts] == percent


def test_nothing_unsuppressed_goes_out_with_the_frame() -> None:
    frame = pd.DataFrame({"item": ["one", "two"], "a": [7, 2], "b": [2, 6], "c": [3, 2]})
    shown = suppress.merged(frame, ["a", "b", "c"], is_ordered=True)

    assert list(shown["item"]) == ["one", "two"]
    assert not {"a", "b", "c"} & set(shown.columns)
    assert not [name for name in shown.columns if name.startswith("pw_")]


def test_counts_come_from_rows_of_answers() -> None:
    rows = pd.DataFrame({"item": ["one", "one", "two", "one"], "value": ["a", "b", "a", "a"]})
    counts = suppress.counted(rows, ["a", "b"], by=["item"], column="value").set_index("item")

    assert counts.loc["one"].tolist() == [2, 1]
    assert counts.loc["two"].tolist() == [1, 0]


# The attacker with a solver


@slow
@given(counts=tables(), is_ordered=st.booleans())
def test_one_table_pins_nobody_down(counts: list[int], is_ordered: bool) -> None:
    row = row_of(counts, is_ordered=is_ordered)
    attacker = Attacker()
    attacker.reads("x", row, len(counts))

    places = hidden(row, counts)
    for i, (low, high) in zip(places, attacker.solves([("x", i) for i in places]), strict=True):
        assert high - low >= (LEAST if row["state"] == MOST else 3), f"{counts}: answer {i} is {low} to {high}"


@slow
@given(counts=tables(), aside=st.just(1))
def test_no_answer_pins_nobody_down(counts: list[int], aside: int) -> None:
    row = row_of(counts, aside=aside)
    attacker = Attacker()
    attacker.reads("x", row, len(counts), aside=aside)

    places = hidden(row, counts)
    for i, (low, high) in zip(places, attacker.solves([("x", i) for i in places]), strict=True):
        assert high - low >= LEAST, f"{counts}: answer {i} is {low} to {high}"


@st.composite
def scales(draw: st.DrawFn) -> list[list[int]]:
    """Items of one scale, all answered by the same number of people, mostly alike."""
    n, items = draw(st.integers(10, 40)), draw(st.integers(1, 5))
    size = draw(st.integers(2, 5))
    made = []
    for _ in range(items):
        some = draw(st.lists(st.one_of(st.integers(0, 2), st.integers(0, 8)), min_size=size, max_size=size))
        some[draw(st.integers(0, size - 1))] += max(0, n - sum(some))
        while sum(some) > n:
            some[some.index(max(some))] -= 1
        made.append(some)
    return made


@slow
@given(items=scales())
def test_a_total_beside_its_items_pins_nobody_down(items: list[list[int]]) -> None:
    n, size = sum(items[0]), len(items[0])
    rows = cells.merged([asked(one) for one in items])
    reach = max(1 if row["state"] == SHOWN else size - 1 for row in rows)
    reach = max([reach, *(suppress.reach(row["groups"]) for row in rows)])
    mean = sum(i * count for one in items for i, count in enumerate(one)) / (n * len(items))
    values = [float(i) for i in range(size)]
    sums = [suppress.sums(values, row["state"], n, row["most"], row["groups"], row["totals"]) for row in rows]
    step = suppress.safe_step(mean, n * len(items), sums, suppress.step(n, len(items), reach))
    assume(step)

    attacker = Attacker()
    for name, row in enumerate(rows):
        attacker.reads(f"{name}", row, size)
    parts = {(f"{name}", i): i / (n * len(items)) for name in range(len(items)) for i in range(size)}
    shown = rounded(mean, step)
    attacker.knows(parts, shown - step / 2 - 1e-9, shown + step / 2 + 1e-9)

    for name, row in enumerate(rows):
        places = hidden(row, items[name])
        for i, (low, high) in zip(places, attacker.solves([(f"{name}", i) for i in places]), strict=True):
            assert high - low >= LEAST, f"{items}: item {name}, answer {i} is {low} to {high}; mean {shown} by {step}"


@st.composite
def groups(draw: st.DrawFn) -> list[list[int]]:
    """Two or three subgroups of at least ten, with small cells here and there."""
    size = draw(st.integers(3, 4))
    small = st.lists(st.sampled_from([0, 1, 2, 3, 5, 9]), min_size=size - 2, max_size=size - 2)
    return [[draw(st.integers(4, 9)), *draw(small), draw(st.integers(6, 12))] for _ in range(draw(st.integers(2, 3)))]


@pytest.mark.parametrize("size", [2, 3, 4, 6])
@pytest.mark.parametrize(("is_ordered", "aside"), [(True, 0), (True, 1), (False, 0), (False, 1)])
def test_cells_that_a_question_does_not_have_change_nothing(size: int, is_ordered: bool, aside: int) -> None:
    chance = random.Random(size)
    rows = [[chance.choice([0, 0, 1, 1, 2, 3, 4, 9, 12]) for _ in range(size)] for _ in range(400)]
    names = [f"c{i}" for i in range(size + 3)]
    short = suppress.merged(pd.DataFrame(rows, columns=names[:size]), names[:size], is_ordered=is_ordered, aside=aside)
    padded = pd.DataFrame([[*row, 0, 0, 0] for row in rows], columns=names)
    long = suppress.merged(padded, names, is_ordered=is_ordered, aside=aside)

    assert len(set(short["state"])) > 3
    pd.testing.assert_frame_equal(long[list(short.columns)], short)


@slow
@given(parts=groups())
@example(parts=[[5, 9, 0, 10], [5, 9, 0, 8], [5, 2, 1, 9]])  # of all, the second is shown by itself: 20 less 9 less 9
def test_subgroups_beside_the_whole_pin_nobody_down(parts: list[list[int]]) -> None:
    whole = [sum(column) for column in zip(*parts, strict=True)]
    rows = cells.merged([asked(one) for one in parts])
    row = cells.merged([asked(whole)])[0]
    assume(all(one["state"] == SHOWN for one in rows))
    cut = suppress.joined([one["groups"] for one in (*rows, row)])
    assume(all(cells.are_several(cut, cells.totals(one, cut)) for one in parts))

    attacker = Attacker()
    attacker.reads("whole", row, len(whole))
    for name, (one, counts) in enumerate(zip(rows, parts, strict=True)):
        attacker.reads(f"{name}", cells.recut(one, cut, cells.totals(counts, cut)), len(whole))
    for i in range(len(whole)):
        together = {(f"{name}", i): 1.0 for name in range(len(parts))}
        attacker.knows(together | {("whole", i): -1.0}, 0, 0)

    for name, counts in enumerate(parts):
        places = [i for i in hidden(rows[name] | {"groups": cut}, counts) if counts[i] < 3]
        for i, (low, high) in zip(places, attacker.solves([(f"{name}", i) for i in places]), strict=True):
            assert high - low >= LEAST, f"{parts}: group {name}, answer {i} is {low} to {high}"


@st.composite
def looks(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """A table and the same with some more people, or some fewer."""
    before = draw(tables(3, 5))
    more = draw(st.lists(st.one_of(st.integers(0, 1), st.integers(0, 6)), min_size=len(before), max_size=len(before)))
    after = [a + b for a, b in zip(before, more, strict=True)]
    return (before, after) if draw(st.booleans()) else (after, before)


@settings(slow, max_examples=60)
@given(pair=looks())
@example(pair=([3, 3, 10], [2, 3, 6]))  # one left the first answer: two left there, were the group cut anew
@example(pair=([10, 2, 0], [10, 7, 0]))  # the 2 that were hidden are the 7 less the 5 who joined
def test_two_looks_pin_nobody_down(pair: tuple[list[int], list[int]]) -> None:
    before, after = pair
    first = row_of(before)
    look = Look(question="q", traces=(), state=first["state"], groups=first["groups"], totals=first["totals"])
    assume(abs(sum(after) - sum(before)) >= 5)
    second = cells.beside(asked(after), row_of(after), [look])
    assume(second is not None)
    assert second is not None

    attacker = Attacker()
    attacker.reads("before", first, len(before))
    attacker.reads("after", second, len(after))
    for i in range(len(before)):  # nobody changed an answer: some joined, or some left
        grew = 1.0 if sum(after) > sum(before) else -1.0
        attacker.knows({("after", i): grew, ("before", i): -grew}, 0, float("inf"))

    for name, row, counts in (("before", first, before), ("after", second, after)):
        places = [i for i in hidden(row, counts) if row["state"] != SHOWN or _is_secret(row, counts, i)]
        for i, (low, high) in zip(places, attacker.solves([(name, i) for i in places]), strict=True):
            assert high - low >= LEAST, f"{pair}: {name}, answer {i} is {low} to {high}"


def _is_secret(row: cells.Row, counts: Sequence[int], place: int) -> bool:
    """Whether somebody else in the group gave another answer: then there is something to tell."""
    return counts[place] < 3 or row["totals"][place] > counts[place]


# The attacker who also knows the rule, and tries every table there could be


def every_table(n: int, size: int) -> Iterator[tuple[int, ...]]:
    if size == 1:
        yield (n,)
        return
    for first in range(n + 1):
        yield from ((first, *rest) for rest in every_table(n - first, size - 1))


@pytest.mark.parametrize("aside", [0, 1])
@pytest.mark.parametrize(("n", "size"), [(10, 3), (11, 4), (13, 4), (14, 3), (10, 5), (29, 3)])
def test_even_who_knows_the_rule_cannot_tell_a_number(n: int, size: int, aside: int) -> None:
    names = [f"c{i}" for i in range(size)]
    counts = list(every_table(n, size))
    shown = suppress.merged(pd.DataFrame(counts, columns=names), names, is_ordered=True, aside=aside)
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, row in enumerate(shown.itertuples(index=False, name=None)):
        alike[row].append(place)

    for places in alike.values():
        state = shown.loc[places[0], "state"]
        groups = [shown.loc[places[0], f"{name}_group"] for name in names]
        for i in range(size):
            possible = {counts[place][i] for place in places}
            if state == SHOWN and groups.count(groups[i]) == 1:
                continue
            assert possible == {0} or len(possible) >= 2, f"{counts[places[0]]}: answer {i} is {possible}"


# Cut alike


def test_what_is_together_anywhere_is_together_everywhere() -> None:
    assert suppress.joined([(0, 0, 2, 3), (0, 1, 2, 2)]) == (0, 0, 2, 2)
    assert suppress.joined([(0, 0, 2, 3), (0, 1, 1, 3)]) == (0, 0, 0, 3)
    assert suppress.joined([(0, 1, 1, 3), (0, 1, 2, 2), (0, 0, 2, 3)]) == (0, 0, 0, 0)


@pytest.mark.parametrize(("n", "items", "reach", "step"), [
    pytest.param(24, 36, 4, 0.1, id="a-whole-scale"),
    pytest.param(14, 4, 1, 0.1, id="a-part-whose-answers-are-shown"),
    pytest.param(14, 4, 4, 0.5, id="a-part-with-an-answer-hidden"),
    pytest.param(10, 1, 4, 0.0, id="one-item-and-few-people"),
    pytest.param(0, 1, 4, 0.0, id="nobody"),
])  # fmt: skip
def test_means_of_few_answers_are_rounded_more(n: int, items: int, reach: float, step: float) -> None:
    assert suppress.step(n, items, reach) == step


def test_the_largest_reach_of_a_group_counts() -> None:
    assert suppress.reach((0, 1, 2)) == 0
    assert suppress.reach((0, 1, 1, 1, 4)) == 2


def test_what_was_hidden_once_is_not_shown_later() -> None:
    before = row_of([2, 10, 0])
    look = Look(question="q", traces=(), state=before["state"], groups=before["groups"], totals=before["totals"])
    after = asked([7, 10, 0])

    assert before["state"] == MOST
    assert cells.merged([after])[0]["state"] == SHOWN
    assert cells.beside(after, cells.merged([after])[0], [look]) is None


def test_what_was_together_stays_together() -> None:
    first = row_of([2, 4, 8])
    look = Look(question="q", traces=(), state=first["state"], groups=first["groups"], totals=first["totals"])
    again = replace(asked([3, 5, 11]), aside=0)
    second = cells.beside(again, cells.merged([again])[0], [look])

    assert first["groups"] == (0, 0, 2)
    assert second is not None
    assert second["groups"] == (0, 0, 2)
    assert second["totals"] == (8, 8, 11)
