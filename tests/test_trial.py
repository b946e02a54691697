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
from powerwith.cohort import randomised
from powerwith.cohort import trial as trials
from powerwith.cohort.cells import UNMOVED
from powerwith.cohort.compared import Trial
from powerwith.cohort.published import Published
from powerwith.cohort.randomised import Interval, Ratings
from powerwith.cohort.spread import DESCRIBED, TOO_CLOSE, Chosen, grouped, spread
from powerwith.cohort.spread import too_few as too_few_to_show
from powerwith.cohort.suppress import SMALL, joined
from powerwith.cohort.tables import Taken
from powerwith.cohort.trial import (
    ALIKE,
    CANNOT_TELL,
    DIFFERED,
    LEARNING,
    TOO_FEW,
    TOO_FEW_FOR_A_MARKER,
    TOO_FEW_WITH,
)
from powerwith.model import Vignette

FOUND, SIGNED = (course_bank().find(name, "here") for name in ("four-cases-by-chance", "four-more-cases"))
assert isinstance(FOUND, Vignette) and isinstance(SIGNED, Vignette)
PACK, MARKED = FOUND, SIGNED
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
            step = pack.steps[rng.integers(len(pack.steps))].id
            rows.append({"item": case.id, "value": version, "number": nan, "person": f"{cohort}-{number:02d}"})
            rows.append({"item": f"{case.id}/=step", "value": step, "number": nan, "person": f"{cohort}-{number:02d}"})
        rows.append({"item": "=part", "value": "taken", "number": nan, "person": f"{cohort}-{number:02d}"})
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
    assert randomised.difference(BY_HAND) == pytest.approx(-2)


def test_kind_people_and_easy_cases_change_nothing() -> None:
    kinder = BY_HAND.given + np.array([[0], [9], [-3], [1], [0], [4]]) + np.array([[2, 0, -7, 1]])
    assert randomised.difference(Ratings(kinder, BY_HAND.loaded)) == pytest.approx(-2)


def test_two_people_worked_by_hand() -> None:
    """Anna reads 1 and 2 loaded, Ben 3 and 4; their means are 5.5 and 5.

    Case by case, what whoever read it loaded is above their own mean, less the same of whoever read it plain:
    1.5, 1.5, 4.5 and -1.5.
    """
    two = ratings([[6, 5, 5, 6], [4, 3, 9, 4]], ["bbaa", "aabb"])
    by_case = [(6 - 5.5) - (4 - 5), (5 - 5.5) - (3 - 5), (9 - 5) - (5 - 5.5), (4 - 5) - (6 - 5.5)]
    assert randomised.difference(two) == pytest.approx(sum(by_case) / 4) == pytest.approx(1.5)


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
    (found,) = randomised.intervals(given, (level,), seed=1)
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
        for level, found in zip(held, randomised.intervals(made, tuple(held), seed=seed, draws=399), strict=True):
            held[level] += found.low <= effect <= found.high
    for level, count in held.items():
        assert abs(count / 600 - level) < 4 * (level * (1 - level) / 600) ** 0.5, (level, count / 600)


def test_without_an_effect_about_one_group_in_twenty_finds_one() -> None:
    seeds = range(10_000, 10_800)
    found = sum(
        not randomised.intervals(group(20, seed=seed), (0.95,), seed=seed, draws=399)[0].has_zero for seed in seeds
    )
    assert 0.019 < found / 800 < 0.081


def test_twenty_people_know_about_as_little_as_the_course_says() -> None:
    """Four cases each: about 0.37 of a standard deviation either way, where 0.8 of it is left between the cases."""
    made = [randomised.intervals(group(20, seed=seed), (0.95,), seed=seed, draws=999)[0] for seed in range(100)]
    assert np.mean([(one.high - one.low) / 2 for one in made]) * 0.8 / 1.6 == pytest.approx(0.37, abs=0.02)


def test_the_same_seed_gives_the_same_interval() -> None:
    made = group(15, seed=2)
    assert randomised.intervals(made, (0.95,), seed=4) == randomised.intervals(made, (0.95,), seed=4)


def test_too_few_draws_are_refused() -> None:
    with pytest.raises(ValueError, match="Use 199 or more"):
        randomised.intervals(group(15), (0.95,), seed=1, draws=50)


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
    assert made.left_out == ("Answers to another version of this pack are left out. People: fewer than 5.",)


def test_from_five_people_on_it_is_said_how_many_were_left_out() -> None:
    others = table(PACK, 5, cohort="autumn", digest="0" * 16)
    assert trials.trial(PACK, others).left_out == ("Answers to another version of this pack are left out. People: 5.",)


def test_a_hand_that_chance_never_deals_stays_out() -> None:
    ours, forged = table(PACK, 12), table(PACK, 1, cohort="spring", seed=8).assign(person="spring-99")
    forged.loc[forged["value"] == "a", "value"] = "b"
    made = trials.trial(PACK, pd.concat([ours, forged]))
    assert made.people == 12 and "never deals together" in made.left_out[0]


def test_who_came_first_changes_nothing() -> None:
    answers = pd.concat([table(PACK, 12), table(PACK, 11, cohort="autumn", seed=3)])
    assert trials.trial(PACK, answers) == trials.trial(PACK, answers.sample(frac=1, random_state=1))


@pytest.mark.parametrize("part", ["read", "withdrawn", None])
@pytest.mark.parametrize("pack", [PACK, MARKED], ids=["words", "a-marker"])
def test_who_did_not_agree_to_take_part_is_not_counted(pack: Vignette, part: str | None) -> None:
    ours, other = table(pack, 36), table(pack, 3, cohort="spring", seed=9)
    other["person"] = other["person"].str.replace("spring-", "other-")
    other.loc[other["item"] == "=part", "value"] = part
    other = other if part else other[other["item"] != "=part"]
    made = trials.trial(pack, pd.concat([ours, other]))
    assert made.people == 36
    assert made.left_out == ("Answers of people who did not agree to take part are left out. People: fewer than 5.",)
    assert made.compared == trials.trial(pack, ours).compared


def test_a_marker_pack_of_people_who_only_read_computes_nothing() -> None:
    answers = table(MARKED, 40)
    answers.loc[answers["item"] == "=part", "value"] = "read"
    made = trials.trial(MARKED, answers)
    assert (made.people, made.refused) == (0, TOO_FEW_FOR_A_MARKER)
    assert made.compared == () and made.steps is None and made.lines is None


def test_a_pool_of_a_marker_pack_still_needs_ten_in_each_version() -> None:
    made = [table(MARKED, 4, cohort=f"cohort-{i}", seed=i + 1) for i in range(2)]
    assert trials.trial(MARKED, pd.concat(made)).refused == TOO_FEW_WITH
    assert "phrase" not in TOO_FEW_WITH, "a marker is no phrase"


# Pooling


def pool(*sizes: int) -> Trial:
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


# What was chosen next, and what was said first


def test_what_was_chosen_worked_by_hand() -> None:
    """Ten people with one case each way: in A six, three and one; in B five and five. The one goes with the three."""
    a = [0] * 6 + [1] * 3 + [2]
    b = [0] * 5 + [1] * 5
    made = spread("What next?", ("x", "y", "z"), {i: Chosen((a[i],), (b[i],)) for i in range(10)})
    assert [(part.label, part.a.estimate, part.b.estimate) for part in made.parts] == [
        ("x", 60, 50),
        ("y or z", 40, 50),
    ]
    assert made.people == 10 and DESCRIBED in made.sentences[0]
    assert all(part.a.low < part.a.estimate < part.a.high for part in made.parts)


def test_somebody_who_answered_two_cases_counts_no_more_than_who_answered_one() -> None:
    chosen = {i: Chosen((0, 0), (0, 1)) for i in range(6)} | {i: Chosen((1,), (1,)) for i in range(6, 12)}
    made = spread("What next?", ("x", "y"), chosen)
    assert [(part.label, part.a.estimate, part.b.estimate) for part in made.parts] == [("x", 50, 25), ("y", 50, 75)]


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        pytest.param({i: Chosen((i % 2,), (i % 2,)) for i in range(9)}, too_few_to_show("chose"), id="nine-people"),
        pytest.param({i: Chosen((i % 2,), (i % 2,) if i < 9 else ()) for i in range(30)}, too_few_to_show("chose"),
                     id="nine-in-both-versions"),
        pytest.param({i: Chosen((0,), (i % 3,)) for i in range(30)}, TOO_CLOSE, id="all-alike-in-one-version"),
        pytest.param({i: Chosen((int(i < 2),), (i % 3,)) for i in range(30)}, TOO_CLOSE, id="all-but-two-alike"),
    ],
)  # fmt: skip
def test_where_somebody_could_be_told_nothing_is_shown(chosen: dict[int, Chosen], says: str) -> None:
    made = spread("What next?", ("x", "y", "z"), chosen)
    assert made.sentences == (says,) and made.parts == () and made.people is None


def test_neither_people_nor_shares_are_exact() -> None:
    """Nobody can be found by taking those who chose from those who took part, nor one version from the other."""
    for people in range(10, 40):
        made = spread("?", ("x", "y", "z"), {i: Chosen((i % 3, i % 2), (i % 3,)) for i in range(people)})
        assert made.people == people // 5 * 5
        assert all(one.estimate % 5 == 0 for part in made.parts for one in (part.a, part.b))


ONES = [(0,), (1,), (2,)]
TWOS = [tuple(sorted(pair)) for pair in itertools.combinations_with_replacement(range(3), 2)]


def worlds(kinds: list[tuple[int, ...]], people: int) -> list[list[tuple[int, ...]]]:
    """Every way in which so many people could have chosen in one version."""
    places = itertools.combinations_with_replacement(range(len(kinds)), people)
    return [[kinds[place] for place in world] for world in places]


@pytest.mark.parametrize(
    ("kinds", "people"), [(ONES, range(10, 15)), (TWOS, range(10, 12))], ids=["one-case-each", "two-cases-each"]
)
def test_nobody_with_all_that_is_shown_can_tell_how_few_chose_what(
    kinds: list[tuple[int, ...]], people: Iterable[int]
) -> None:
    """Every world of a version, cut as each world of the other version would cut it: what is shown fits several.

    Somebody who knows the rule, both versions and the number of all who took part goes through every world that shows
    the same. The number of people who chose a kind is never known where one or two did, nor is it known that it was
    one of the two: what is shown of both versions together leaves open which of them made the cut.
    """
    seen: dict[object, list[set[int]]] = {}
    every = [(count, world) for count in people for world in worlds(kinds, count)]
    cuts = {(0, 1, 2), (0, 0, 2), (0, 1, 1), (0, 0, 0)}
    for count, world in every:
        own = grouped(3, world)
        assert own in cuts
        for other in cuts:
            cut = joined([own, other])
            shown = _shown(world, cut, count)
            if shown is None:
                continue
            exact = [sum(kind in each for each in world) for kind in range(3)]
            for kind, number in enumerate(exact):
                seen.setdefault(shown, [set(), set(), set()])[kind].add(number)
    assert len(seen) > 20
    for shown, numbers in seen.items():
        for kind, possible in enumerate(numbers):
            assert not possible <= {1, 2}, (shown, kind, possible)


def _shown(world: list[tuple[int, ...]], cut: tuple[int, ...], count: int) -> object:
    """What is shown of one version: its cut, its shares and people in fives. The real thing does the same sums."""
    groups = sorted(set(cut))
    if sum(any(cut[one] == group for each in world for one in each) for group in groups) < 2:
        return None
    shares = []
    for group in groups:
        mean = sum(sum(cut[one] == group for one in each) / len(each) for each in world) / count
        shares.append(int(mean * 20 + 0.5 + 1e-9) * 5)
    return cut, tuple(shares), count // 5 * 5


def test_a_kind_that_one_or_two_chose_never_stands_alone() -> None:
    rng = np.random.default_rng(4)
    for _ in range(300):
        people, kinds = int(rng.integers(10, 40)), int(rng.integers(2, 5))
        weights = rng.dirichlet(np.full(kinds, 0.5))
        chosen = {}
        for i in range(people):
            arms = [tuple(int(x) for x in rng.choice(kinds, size=rng.integers(0, 3), p=weights)) for _ in range(2)]
            chosen[i] = Chosen(*arms)
        labels = [str(kind) for kind in range(kinds)]
        made = spread("?", labels, chosen)
        both = [one for one in chosen.values() if one.a and one.b]
        for part in made.parts:
            places = {int(label) for label in part.label.split(" or ")}
            for arm in ([one.a for one in both], [one.b for one in both]):
                inside = sum(bool(places & set(each)) for each in arm)
                outside = sum(bool(set(each) - places) for each in arm)
                assert not 0 < inside < SMALL and not 0 < outside < SMALL


def test_next_steps_are_described_by_version_and_no_verdict_is_given() -> None:
    made = trials.trial(PACK, table(PACK, 24))
    assert made.steps is not None and made.steps.people == 20
    assert sum(part.a.estimate for part in made.steps.parts) == pytest.approx(100, abs=5)
    said = " ".join(made.steps.sentences)
    assert DESCRIBED in said and CANNOT_TELL not in said and DIFFERED not in said
    assert made.lines is not None and made.lines.sentences == (too_few_to_show("handed over a line"),), (
        "nobody handed over a line"
    )


SAID = ("You need to calm down and listen to me first.", "What would you like us to start with?", "Good morning.")


def lines(answers: pd.DataFrame, people: int) -> pd.DataFrame:
    """The opening lines of the first so many people, who ticked them one by one."""
    rows = []
    for number, person in enumerate(sorted(answers["person"].unique())[:people]):
        for place, case in enumerate(PACK.cases):
            rows.append({"cohort": "spring", "person": person, "exercise": PACK.id, "phase": "none", "attempt": 1,
                         "place": case.id, "text": SAID[(number + place) % 3]})  # fmt: skip
    return pd.DataFrame(rows)


def test_opening_lines_are_read_by_the_coach_without_the_version_and_no_word_is_kept() -> None:
    answers = table(PACK, 24)
    made = trials.trial(PACK, answers, lines(answers, 18))
    assert made.lines is not None and made.lines.people == 15
    assert {part.label for part in made.lines.parts} == set(trials.FINDS)
    assert all(part.a.estimate > 0 and part.b.estimate > 0 for part in made.lines.parts)
    assert not [text for text in SAID if text in made.model_dump_json()]
    few = trials.trial(PACK, answers, lines(answers, 9)).lines
    assert few is not None and few.sentences == (too_few_to_show("handed over a line"),)


# A second look


def taken(answers: pd.DataFrame) -> Taken:
    empty = pd.DataFrame(columns=["cohort", "person", "exercise", "phase", "attempt", "place", "text"])
    return Taken(answers, empty, empty, empty, answers["person"].nunique())


def test_a_second_look_that_differs_by_a_few_people_stays_as_the_first_was() -> None:
    answers = table(PACK, 30, effect=-3)
    first, known = trials.told(PACK, taken(answers[answers["person"] <= "spring-24"]), Published())
    assert first.people == 24 and first.note is None and len(known.looks) == 1
    for more in ("spring-25", "spring-28"):
        again, after = trials.told(PACK, taken(answers[answers["person"] <= more]), known)
        assert again == first.model_copy(update={"note": UNMOVED}) and after == known
    third, after = trials.told(PACK, taken(answers[answers["person"] <= "spring-29"]), known)
    assert third.people == 29 and third.note is None and len(after.looks) == 2
    kept = Published.model_validate_json(after.model_dump_json())
    assert trials.told(PACK, taken(answers[answers["person"] <= "spring-29"]), kept) == (third, kept)


def test_a_changed_step_counts_as_an_answer_given_anew() -> None:
    answers = table(PACK, 24)
    _, known = trials.told(PACK, taken(answers), Published())
    one = (answers["person"] == "spring-03") & answers["item"].str.endswith("=step")
    other = answers.assign(value=answers["value"].where(~one, PACK.steps[0].id))
    assert trials.told(PACK, taken(other), known)[0].note == UNMOVED


def test_what_is_refused_is_not_remembered() -> None:
    made, known = trials.told(PACK, taken(table(PACK, 9)), Published())
    assert made.refused == TOO_FEW and known.looks == ()
