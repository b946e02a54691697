"""What a group's cases can say: worked by hand, against groups whose truth is known, and where it stays silent."""

import itertools
import re
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from powerwith import assign, payload
from powerwith.bank import course_bank
from powerwith.cohort import trial as trials
from powerwith.cohort.trial import (
    ALIKE,
    CANNOT_TELL,
    DIFFERED,
    LEARNING,
    TOO_FEW,
    TOO_FEW_FOR_A_MARKER,
    Interval,
    Ratings,
)
from powerwith.model import Vignette
from powerwith.model.vignette import Marker

FOUND = course_bank().find("four-cases-by-chance", "here")
assert isinstance(FOUND, Vignette)
PACK = FOUND
MARKED = PACK.model_copy(
    update={
        "design": "marker",
        "marker": Marker(what="Age", agree="I know.", reverses=PACK.cases[0].id),
        "cases": tuple(
            case.model_copy(update={"text": "She [1] that.", "phrases": case.phrases[:1]}) for case in PACK.cases
        ),
    }
)
NEVER = ("bias score", "you are biased", "passed", "significant", "proves")
nan = float("nan")


def ratings(given: list[list[float]], loaded: list[str]) -> Ratings:
    """`loaded`: for each person the versions of the four cases, as in `abba`."""
    return Ratings(
        np.array(given, dtype=float), np.array([[letter == "b" for letter in row] for row in loaded], dtype=float)
    )


def group(people: int, *, effect: float = 0.0, seed: int = 0, missing: float = 0.0) -> Ratings:
    """A made-up group: people and cases differ, loaded words add `effect` points, and the rest is chance."""
    rng = np.random.default_rng(seed)
    loaded = np.array([[letter == "b" for letter in hand.versions] for hand in assign.deal(seed, people)], dtype=float)
    given = 5 + rng.normal(0, 1.5, (people, 1)) + rng.normal(0, 1, (1, 4)) + rng.normal(0, 1.6, (people, 4))
    given = given + effect * loaded
    given[rng.random(given.shape) < missing] = nan
    return Ratings(given, loaded)


def table(pack: Vignette, people: int, *, effect: float = 0.0, cohort: str = "spring", seed: int = 1,
          **more: Any) -> pd.DataFrame:  # fmt: skip
    """The answers of a made-up cohort, as `take` gives them."""
    rng = np.random.default_rng(seed)
    rows = []
    for number, hand in enumerate(assign.deal(seed, people), start=1):
        own = rng.normal(5, 1.5)
        for place, case in enumerate(pack.cases):
            version = hand.versions[place]
            for one in pack.outcomes:
                rating = round(own + effect * (version == "b") + rng.normal(0, 1.6))
                rows.append({"item": f"{case.id}/{one.id}", "value": version, "number": float(np.clip(rating, 0, 10)),
                             "person": f"{cohort}-{number:02d}"})  # fmt: skip
            rows.append({"item": case.id, "value": version, "number": nan, "person": f"{cohort}-{number:02d}"})
    kept = {"cohort": cohort, "linked": None, "exercise": pack.id, "digest": payload.payload(pack).digest,
            "kind": "vignette", "phase": "none", "attempt": 1}  # fmt: skip
    return pd.DataFrame(rows).assign(**(kept | more))


# Worked by hand

# Six people with the six splits. Every person's two plain ratings and every case's three add up alike, so that the
# difference is the mean of the twelve loaded ratings less that of the twelve plain ones: 60/12 - 84/12 = -2.
BY_HAND = ratings(
    [[5, 5, 7, 7], [5, 7, 5, 7], [5, 7, 7, 5], [7, 5, 5, 7], [7, 5, 7, 5], [7, 7, 5, 5]],
    ["bbaa", "baba", "baab", "abba", "abab", "aabb"],
)


def test_the_difference_worked_by_hand() -> None:
    assert trials.difference(BY_HAND) == pytest.approx(-2)


def test_kind_people_and_easy_cases_change_nothing() -> None:
    kinder = BY_HAND.given + np.array([[0], [9], [-3], [1], [0], [4]]) + np.array([[2, 0, -7, 1]])
    assert trials.difference(Ratings(kinder, BY_HAND.loaded)) == pytest.approx(-2)


def test_two_people_worked_by_hand() -> None:
    """Anna reads 1 and 2 loaded, Ben 3 and 4; their means are 5.5 and 5.

    Case by case, what whoever read it loaded is above their own mean, less the same of whoever read it plain:
    1.5, 1.5, 4.5 and -1.5.
    """
    two = ratings([[6, 5, 5, 6], [4, 3, 9, 4]], ["bbaa", "aabb"])
    by_case = [(6 - 5.5) - (4 - 5), (5 - 5.5) - (3 - 5), (9 - 5) - (5 - 5.5), (4 - 5) - (6 - 5.5)]
    assert trials.difference(two) == pytest.approx(sum(by_case) / 4) == pytest.approx(1.5)


def by_force(given: Ratings, level: float, supposed: Iterable[float]) -> list[bool]:
    """Whether each supposed difference stays in the interval: every hand of everybody, each by least squares."""
    there = ~np.isnan(given.given)
    people, places = np.nonzero(there)
    fixed = np.column_stack([people[:, None] == np.arange(len(there)), places[:, None] == np.arange(4)]).astype(float)
    take_out = np.eye(len(people)) - fixed @ np.linalg.pinv(fixed)

    def standing(loaded: np.ndarray, y: np.ndarray) -> float:
        left = take_out @ loaded
        size = float(np.sqrt(left @ left))
        return 0.0 if size < 1e-9 else float(left @ take_out @ y) / size

    splits = [[float(i in pair) for i in range(4)] for pair in itertools.combinations(range(4), 2)]
    hands = [np.array(hand)[there] for hand in itertools.product(splits, repeat=len(there))]
    real = given.loaded[there]
    kept = []
    for one in supposed:
        y = given.given[there] - one * real
        shows = [standing(hand, y) for hand in hands]
        seen = standing(real, y)
        more, less = (sum(s >= seen - 1e-9 for s in shows), sum(s <= seen + 1e-9 for s in shows))
        kept.append(min(more, less) / len(hands) > (1 - level) / 2)
    return kept


@pytest.mark.parametrize("level", [0.5, 0.9])
@pytest.mark.parametrize(
    "given",
    [
        pytest.param(group(4, effect=1, seed=3), id="four-people"),
        pytest.param(
            ratings([[6, 5, 5, nan], [4, 3, 9, 4], [2, nan, 3, 5]], ["bbaa", "abab", "baab"]), id="some-left-out"
        ),
    ],
)
def test_the_interval_is_what_every_hand_tried_by_force_leaves(given: Ratings, level: float) -> None:
    (found,) = trials.intervals(given, (level,), seed=1)
    supposed = np.linspace(-9.5, 9.5, 39) + 0.0137
    assert by_force(given, level, supposed) == [found.low <= one <= found.high for one in supposed]


# Against a truth that is known


@pytest.mark.parametrize(
    ("people", "effect", "missing"),
    [
        pytest.param(12, 0.0, 0.0, id="twelve-people-and-no-effect"),
        pytest.param(20, 1.0, 0.0, id="twenty-people-and-one-point"),
        pytest.param(20, -0.7, 0.15, id="twenty-people-who-leave-some-out"),
    ],
)
def test_the_interval_holds_the_truth_as_often_as_it_says(people: int, effect: float, missing: float) -> None:
    """Of 600 groups 95% and 50%, give or take four standard errors."""
    held = {0.5: 0, 0.95: 0}
    for seed in range(600):
        made = group(people, effect=effect, seed=seed, missing=missing)
        for level, found in zip(held, trials.intervals(made, tuple(held), seed=seed, draws=399), strict=True):
            held[level] += found.low <= effect <= found.high
    for level, count in held.items():
        assert abs(count / 600 - level) < 4 * (level * (1 - level) / 600) ** 0.5, (level, count / 600)


def test_without_an_effect_about_one_group_in_twenty_finds_one() -> None:
    seeds = range(10_000, 10_800)
    found = sum(not trials.intervals(group(20, seed=seed), (0.95,), seed=seed, draws=399)[0].has_zero for seed in seeds)
    assert 0.019 < found / 800 < 0.081


def test_twenty_people_know_about_as_little_as_the_course_says() -> None:
    """Four cases each: about 0.37 of a standard deviation either way, where 0.8 of it is left between the cases."""
    made = [trials.intervals(group(20, seed=seed), (0.95,), seed=seed, draws=999)[0] for seed in range(100)]
    assert np.mean([(one.high - one.low) / 2 for one in made]) * 0.8 / 1.6 == pytest.approx(0.37, abs=0.02)


def test_the_same_seed_gives_the_same_interval() -> None:
    made = group(15, seed=2)
    assert trials.intervals(made, (0.95,), seed=4) == trials.intervals(made, (0.95,), seed=4)


def test_too_few_draws_are_refused() -> None:
    with pytest.raises(ValueError, match="Use 199 or more"):
        trials.intervals(group(15), (0.95,), seed=1, draws=50)


# What is said, and when nothing is


def test_no_effect_is_no_proof_of_no_difference() -> None:
    made = trials.trial(PACK, table(PACK, 12))
    assert made.refused is None and made.label == LEARNING and made.people == 12
    for one in made.compared:
        assert one.bar95 and one.bar50 and one.bar95.low < one.bar50.low < one.bar50.high < one.bar95.high
        assert (one.plain, one.loaded, one.dots) == (12, 12, ())
        assert one.sentences[1] == CANNOT_TELL
        assert re.search(r"fit anything from \d\.\d points? less to \d\.\d points? more\.$", one.sentences[0])


def test_a_large_effect_is_one_of_this_group_on_these_cases() -> None:
    for one in trials.trial(PACK, table(PACK, 24, effect=-4)).compared:
        assert one.sentences[1] == DIFFERED
        assert one.difference is not None and -5 < one.difference < -2 and one.difference == round(one.difference, 1)


def test_the_sentence_goes_with_the_numbers_that_are_shown() -> None:
    """A bar that just misses nought is drawn as touching it, so it says that we cannot tell."""
    assert trials.verdict(Interval(low=0.04, high=2.0)) == CANNOT_TELL
    assert trials.verdict(Interval(low=0.1, high=2.0)) == DIFFERED
    assert trials.shown(Interval(low=-1.21, high=0.31)) == Interval(low=-1.3, high=0.4)


@pytest.mark.parametrize(
    ("value", "said"),
    [(1.3, "1.3 points more"), (-2.5, "2.5 points less"), (1.0, "1.0 point more"), (0.0, "no difference")],
)
def test_an_end_of_a_bar_in_words(value: float, said: str) -> None:
    assert trials.points(value) == said


def test_under_ten_people_in_a_version_nothing_is_computed() -> None:
    made = trials.trial(PACK, table(PACK, 9, effect=-5))
    assert made.refused == TOO_FEW and made.compared == ()
    assert made.asks == PACK.asks and made.fixes == PACK.fixes, "the talk goes on"


def test_an_outcome_that_few_rated_stays_out_and_the_others_do_not() -> None:
    answers = table(PACK, 14)
    few = answers[~(answers["item"].str.endswith("/warmth") & (answers["person"] > "spring-08"))]
    made = {one.outcome: one for one in trials.trial(PACK, few).compared}
    assert made["warmth"].difference is None and made["warmth"].sentences == (TOO_FEW,)
    assert made["warmth"].bar95 is None and made["leave-it"].difference is not None


def test_one_rating_alone_counts_in_no_version() -> None:
    given = np.full((12, 4), nan)
    given[:, 0] = 5
    assert Ratings(given, np.zeros((12, 4))).arms == (0, 0)


def test_a_group_of_one_mind_is_not_shown_as_a_number() -> None:
    made = trials.trial(PACK, table(PACK, 12).assign(number=4.0))
    assert all(one.sentences == (ALIKE,) and one.difference is None for one in made.compared)


@pytest.mark.parametrize(
    ("people", "cohorts", "refused"),
    [(29, 1, TOO_FEW_FOR_A_MARKER), (30, 1, None), (12, 2, None)],
    ids=["29-in-one", "30-in-one", "two-cohorts-together"],
)
def test_a_marker_needs_thirty_people_or_several_cohorts(people: int, cohorts: int, refused: str | None) -> None:
    made = [table(MARKED, people, cohort=f"cohort-{i}", seed=i + 1) for i in range(cohorts)]
    assert trials.trial(MARKED, pd.concat(made)).refused == refused


# Who counts


def test_only_the_first_attempt_counts() -> None:
    first = table(PACK, 12)
    again = table(PACK, 12, effect=9, attempt=2, seed=5)
    assert trials.trial(PACK, pd.concat([again, first])) == trials.trial(PACK, first)


def test_answers_to_another_version_stay_out_and_are_counted() -> None:
    ours, others = table(PACK, 12), table(PACK, 3, cohort="autumn", digest="0" * 16)
    made = trials.trial(PACK, pd.concat([ours, others]))
    assert made.people == 12 and made.cohorts == 1
    assert made.left_out == ("Answers to another version of this pack are left out. People: 3.",)


def test_a_hand_that_chance_never_deals_stays_out() -> None:
    ours, forged = table(PACK, 12), table(PACK, 1, cohort="spring", seed=8).assign(person="spring-99", value="b")
    made = trials.trial(PACK, pd.concat([ours, forged]))
    assert made.people == 12 and "never deals together" in made.left_out[0]


def test_who_came_first_changes_nothing() -> None:
    answers = pd.concat([table(PACK, 12), table(PACK, 11, cohort="autumn", seed=3)])
    assert trials.trial(PACK, answers) == trials.trial(PACK, answers.sample(frac=1, random_state=1))


# Pooling


def pool(*sizes: int) -> trials.Trial:
    made = [table(PACK, size, cohort=f"c{i}", seed=i + 1) for i, size in enumerate(sizes)]
    return trials.trial(PACK, pd.concat(made))


def test_each_large_cohort_is_a_grey_dot_under_the_pool() -> None:
    made = pool(12, 15, 20)
    assert made.cohorts == 3 and made.people == 47
    assert [(dot.cohort, dot.people) for dot in made.compared[0].dots] == [("c0", 12), ("c1", 15), ("c2", 20)]


def test_no_small_cohort_can_be_worked_out_from_the_dots_of_the_others() -> None:
    assert [dot.cohort for dot in pool(12, 6, 20).compared[0].dots] == ["c2"], "six and twelve hide each other"
    assert [dot.cohort for dot in pool(12, 6, 7).compared[0].dots] == ["c0"], "two small ones hide each other"
    assert pool(12, 6).compared[0].dots == ()


def test_from_a_hundred_people_on_it_is_no_longer_called_learning() -> None:
    assert pool(50, 49).label == LEARNING
    assert pool(50, 50).label is None


def test_no_sentence_speaks_of_a_person_or_of_proof() -> None:
    said = [CANNOT_TELL, DIFFERED, ALIKE, TOO_FEW, TOO_FEW_FOR_A_MARKER, LEARNING]
    said += [sentence for one in trials.trial(PACK, table(PACK, 12)).compared for sentence in one.sentences]
    assert not [words for words in NEVER for sentence in said if words in sentence.lower()]


def test_a_trial_has_no_field_for_a_person() -> None:
    text = trials.trial(PACK, table(PACK, 12)).model_dump_json()
    assert "spring-" not in text
