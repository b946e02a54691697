"""Pretend groups follow the truth they are drawn from, and conclude what the statistics of the course conclude."""

import numpy as np
import pandas as pd
import pytest

from powerwith import scoring, simulate
from powerwith.simulate import FALL, RISE, UNSURE


def test_a_group_concludes_what_paired_change_concludes() -> None:
    drawn = simulate.groups(8, 0.3, 0.8, draws=20)
    people = np.random.default_rng(1).normal(0.3, 0.8, (20, 8))
    for place, row in drawn.iterrows():
        found = scoring.paired_change(pd.Series(np.zeros(8)), pd.Series(people[place]))
        assert (row["mean"], row["low"], row["high"]) == pytest.approx(
            (found.estimate, found.low, found.high), abs=1e-12
        )
        assert row["shows"] == (RISE if found.low > 0 else FALL if found.high < 0 else UNSURE)


@pytest.mark.parametrize(("size", "change"), [(5, 0.3), (8, 0.5), (20, 0.3), (40, 0.0)])
def test_so_many_groups_show_a_change_as_theory_says(size: int, change: float) -> None:
    drawn = simulate.groups(size, change, 0.8, draws=2000)
    expected = scoring.power(change / 0.8, size).estimate or 0.0
    assert (drawn["shows"] != UNSURE).mean() == pytest.approx(expected, abs=4 * (0.25 / 2000) ** 0.5)


def test_groups_that_show_a_rise_overstate_it_as_theory_says() -> None:
    drawn = simulate.groups(8, 0.3, 0.8, draws=2000, seed=3)
    shown = drawn[drawn["shows"] != UNSURE]
    times = scoring.magnitude_error(0.3 / 0.8, 8).estimate
    assert shown["mean"].abs().mean() / 0.3 == pytest.approx(times, abs=0.15)


def test_the_same_seed_draws_the_same_and_another_draws_others() -> None:
    pd.testing.assert_frame_equal(simulate.groups(8, 0.3, 0.8), simulate.groups(8, 0.3, 0.8))
    assert not simulate.groups(8, 0.3, 0.8, seed=2).equals(simulate.groups(8, 0.3, 0.8))


@pytest.mark.parametrize(
    ("size", "change", "spread"),
    [(1, 0.3, 0.8), (0, 0.3, 0.8), (2000, 0.3, 0.8), (8, 0.3, 0.0), (8, 11.0, 0.8), (8, float("nan"), 0.8)],
    ids=["one person", "nobody", "too many", "no spread", "too large a change", "no number"],
)
def test_what_cannot_be_drawn_is_said_in_a_sentence(size: int, change: float, spread: float) -> None:
    with pytest.raises(scoring.ScoringError, match=r"no groups can be drawn\. Use 2 to 1000 people"):
        simulate.groups(size, change, spread)


def test_the_sentence_counts_every_group_once() -> None:
    drawn = simulate.groups(8, 0.3, 0.8)
    says = simulate.groups_in_words(drawn, 8, 0.3)
    rise, unsure, fall = (int((drawn["shows"] == one).sum()) for one in (RISE, UNSURE, FALL))
    assert rise + unsure + fall == 200
    assert f"{rise} would say it went up, {unsure} could not tell, and {fall} would say it went down" in says
    assert "2.3 times the real one" in says


@pytest.mark.parametrize(("size", "change", "spread", "part"), [
    (40, 1.5, 0.5, "all would say it went up, none could not tell, and none would say it went down"),
    (40, 1.5, 0.5, "close to the real one"),
    (30, 0.0, 0.8, "The real change is 0.0"),
])  # fmt: skip
def test_the_sentence_fits_the_ends(size: int, change: float, spread: float, part: str) -> None:
    assert part in simulate.groups_in_words(simulate.groups(size, change, spread), size, change)


def test_no_rise_is_called_overstated_where_there_is_none() -> None:
    assert "times" not in simulate.groups_in_words(simulate.groups(8, 0.0, 0.8), 8, 0.0)


def test_larger_groups_can_tell_more_often() -> None:
    table = simulate.by_size([5, 8, 12, 20, 40], 0.3, 0.8)
    assert table["cannot tell"].is_monotonic_decreasing
    assert (table[["say up", "cannot tell", "say down"]].sum(axis=1) == 200).all()
    assert simulate.by_size([5], -1.0, 0.1)["a rise looks like"].to_list() == ["none seen"]


def test_people_who_stay_the_same_spread_as_planned() -> None:
    people = simulate.twice(50_000)
    assert people["before"].std() == pytest.approx(0.70, abs=0.01)
    assert people[["before", "after"]].corr().iloc[0, 1] == pytest.approx(0.70, abs=0.01)
    assert (people["after"] - people["before"]).mean() == pytest.approx(0, abs=0.01)


def test_one_in_three_sees_a_change_that_is_none() -> None:
    people = simulate.twice(50_000)
    assert (people["flags"] > 0).mean() == pytest.approx(1 - 0.95**8, abs=0.01)
    assert people["moved"].mean() == pytest.approx(0.05, abs=0.005)


def test_who_began_lowest_rises_though_nobody_changes() -> None:
    people = simulate.twice(50_000)
    lowest = simulate.lowest_quarter(people)
    # The mean of the lowest quarter lies 1.271 spreads below; three tenths of that comes back.
    assert (lowest["after"] - lowest["before"]).mean() == pytest.approx(1.271 * 0.70 * 0.30, abs=0.01)
    assert "the quarter who began lowest rise by 0.3" in simulate.twice_in_words(people)


def test_alphas_lie_round_the_real_one_and_closer_in_larger_groups() -> None:
    small, large = (simulate.alphas(size, draws=1000) for size in (20, 500))
    assert large.mean() == pytest.approx(0.75, abs=0.01)
    assert large.std() < small.std() / 3


def test_alpha_of_a_drawn_group_is_that_of_scoring() -> None:
    table = pd.DataFrame(np.random.default_rng(5).normal(size=(30, 4)) + np.arange(30)[:, None] / 10)
    whole = simulate.small_samples(table, 30, draws=3)
    assert whole.to_numpy() == pytest.approx([scoring.alpha(table).estimate] * 3, abs=1e-12)


@pytest.mark.parametrize("people", [2, 302])
def test_a_sample_is_no_larger_than_its_table(people: int) -> None:
    with pytest.raises(scoring.ScoringError, match="Use 3 to 301, since so many are in the table"):
        simulate.small_samples(pd.DataFrame(np.zeros((301, 3))), people)


@pytest.mark.parametrize(("people", "items", "true"), [(2, 4, 0.7), (20, 1, 0.7), (20, 4, 1.0), (20, 4, 0.0)])
def test_an_alpha_that_cannot_be_is_said_in_a_sentence(people: int, items: int, true: float) -> None:
    with pytest.raises(scoring.ScoringError, match="Use 3 to 2000 people, 2 to 40 items and an alpha between 0 and 1"):
        simulate.alphas(people, items, true)
