"""What ratings come to: the same in both languages, in whole numbers, and told in sentences where it cannot be."""

import importlib.util
import itertools
import json
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from powerwith import score, source
from powerwith.model import Scale
from powerwith.model.rated import Ratio

ROOT = Path(__file__).resolve().parents[1]
VECTORS = json.loads((ROOT / "tests/vectors/scores.json").read_text(encoding="utf-8"))
SCALES = {one["id"]: TypeAdapter(Scale).validate_json(json.dumps(one)) for one in VECTORS["scales"]}
EPSA = score.load("epsa")

rated = st.fixed_dictionaries({}, optional={item.id: st.one_of(st.none(), st.integers(0, 4)) for item in EPSA.items})


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_scores", ROOT / "tests/vectors/make_scores.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _exact(mean: Any) -> Fraction | None:
    return None if mean is None else score.fraction(mean.exact)


def test_the_vectors_are_what_python_says() -> None:
    assert (ROOT / "tests/vectors/scores.json").read_text(encoding="utf-8") == _maker().made(), (
        "stale. Run .venv/bin/python tests/vectors/make_scores.py"
    )


def test_there_are_enough_vectors_of_every_sort() -> None:
    scored = [case["scored"] for case in VECTORS["cases"] if case["scored"]]

    assert len(VECTORS["cases"]) >= 200
    assert sum(one["total"] is None for one in scored) >= 20
    assert sum(one["skipped"] > 0 for one in scored) >= 50
    assert sum(one["total"]["exact"]["under"] > 4 for one in scored if one["total"]) >= 50
    assert sum(case["problems"] is not None for case in VECTORS["cases"]) >= 15


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: f"{case['scale']}, {case['name']}")
def test_means_are_what_fractions_say(case: dict[str, Any]) -> None:
    """Reckoned a second time, from the definition and with Python's own decimals."""
    scale, ratings = SCALES[case["scale"]], case["ratings"]
    if case["problems"]:
        assert all(problem.endswith(".") for problem in case["problems"])
        return
    top = len(scale.answers) - 1
    means = []
    for part, found in zip(scale.subscales, case["scored"]["parts"], strict=True):
        own = [item for item in scale.items if item.subscale == part.id and ratings.get(item.id) is not None]
        values = [top - ratings[item.id] if item.reverse else ratings[item.id] for item in own]
        assert (found["subscale"], found["answered"]) == (part.id, len(values))
        assert (found["mean"] is None) == (len(values) < scale.minimum_items)
        if found["mean"]:
            means.append(Fraction(sum(values), len(values)))
            _is_mean(found["mean"], means[-1])
    assert (case["scored"]["total"] is None) == (len(means) < scale.minimum_subscales)
    if case["scored"]["total"]:
        _is_mean(case["scored"]["total"], sum(means) / len(means))


def _is_mean(found: dict[str, Any], exact: Fraction) -> None:
    assert found["exact"] == {"over": exact.numerator, "under": exact.denominator}
    tenth = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    assert found["shown"] == str(tenth)


@pytest.mark.parametrize(
    ("over", "under", "expected"),
    [(9, 4, "2.2"), (11, 4, "2.8"), (1, 4, "0.2"), (3, 4, "0.8"), (1, 20, "0.0"), (3, 20, "0.2"), (5, 2, "2.5")],
)
def test_a_half_goes_to_the_even_digit(over: int, under: int, expected: str) -> None:
    assert score.shown(Ratio(over=over, under=under)) == expected


@given(rated)
def test_turning_every_rating_round_turns_the_score_round(ratings: dict[str, int | None]) -> None:
    turned = {name: None if rating is None else 4 - rating for name, rating in ratings.items()}

    one, other = score.score(EPSA, ratings), score.score(EPSA, turned)

    for here, there in zip((*one.parts, one.total), (*other.parts, other.total), strict=True):
        a = _exact(getattr(here, "mean", here))
        b = _exact(getattr(there, "mean", there))
        assert (a is None) == (b is None) and (a is None or b is None or a + b == 4)
    assert (one.strongest, one.weakest) == (other.weakest, other.strongest)


@given(rated, st.sampled_from(EPSA.items))
def test_an_item_that_did_not_come_up_counts_nowhere(ratings: dict[str, int | None], item: Any) -> None:
    skipped = score.score(EPSA, ratings | {item.id: None})
    unasked = score.score(EPSA, {name: rating for name, rating in ratings.items() if name != item.id})

    assert skipped.parts == unasked.parts and skipped.total == unasked.total
    assert (skipped.skipped, skipped.open) == (unasked.skipped + 1, unasked.open - 1)


@given(rated)
def test_every_item_is_answered_skipped_or_open(ratings: dict[str, int | None]) -> None:
    found = score.score(EPSA, ratings)

    assert found.answered + found.skipped + found.open == len(EPSA.items)
    assert not set(found.strongest) & set(found.weakest)


def test_rising_ratings_never_lower_a_score() -> None:
    ratings = {item.id: 4 if item.reverse else 0 for item in EPSA.items}
    before = Fraction(-1)
    for item in EPSA.items:
        ratings[item.id] = 0 if item.reverse else 4
        total = _exact(score.score(EPSA, ratings).total)
        assert total is not None and total > before
        before = total
    assert before == 4


@pytest.mark.parametrize(
    ("total", "label"),
    [(0, "Starting point"), (14, "Starting point"), (15, "Building"), (24, "Building"), (25, "Regular habit"),
     (32, "Regular habit"), (33, "Ask someone else"), (40, "Ask someone else")],
)  # fmt: skip
def test_bands_begin_where_the_scale_says(total: int, label: str) -> None:
    mean = score._mean(EPSA, [Fraction(total, 10)])

    assert EPSA.bands[mean.band].label == label


def test_every_wrong_rating_is_told_at_once() -> None:
    with pytest.raises(score.ScoreError) as raised:
        score.score(EPSA, {"b1": 7, "e1": True, "h1": 2.5, "g9": 1})

    assert raised.value.problems == (
        "e1: the rating is true. Use a whole number from 0 to 4.",
        "b1: the rating is 7. Use a whole number from 0 to 4.",
        "h1: the rating is 2.5. Use a whole number from 0 to 4.",
        "g9: epsa has no such item. Look at the spelling, or leave it out.",
    )


def test_ratings_from_a_table_are_taken_too() -> None:
    row = pandas.Series({item.id: 3 for item in EPSA.items}, dtype="int64")

    assert score.score(EPSA, row.to_dict()) == score.score(EPSA, {item.id: 3 for item in EPSA.items})


def test_a_scale_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(score.ScoreError, match=r"^epas: there is no scale of this name\. Known: epsa\.$"):
        score.load("epas")


# The scale itself


def test_the_self_assessment_is_whole() -> None:
    assert (len(EPSA.items), len(EPSA.subscales), len(EPSA.answers)) == (32, 8, 5)
    for part in EPSA.subscales:
        own = [item for item in EPSA.items if item.subscale == part.id]
        assert len(own) == 4
        assert sum(item.reverse for item in own) == 1
    assert (EPSA.minimum_items, EPSA.minimum_subscales) == (3, 6)
    assert [band.at_least for band in EPSA.bands] == ["0.0", "1.5", "2.5", "3.3"]


def test_the_label_says_that_it_is_not_validated_and_not_for_appraisal() -> None:
    assert EPSA.status.startswith("New and not yet validated. For your own learning")
    assert "Not for appraisal, selection, grading or comparing people." in EPSA.status


def test_the_order_gives_no_subscale_away() -> None:
    ids = [item.id for item in EPSA.items]
    letters = [name[0] for name in ids]

    assert all(a != b for a, b in itertools.pairwise(letters))
    assert ids != sorted(ids) and not EPSA.items[0].reverse
    assert {
        letter: {EPSA.items[i].subscale for i, each in enumerate(letters) if each == letter} for letter in "abcdefgh"
    } == {letter: {part.id} for letter, part in zip("abcdefgh", EPSA.subscales, strict=True)}


def _broken(**changes: Any) -> dict[str, Any]:
    return EPSA.model_dump(mode="python") | changes


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"minimum_items": 5}, r"subscales\[0\] has 4 items\. It needs 5", id="too few items"),
        pytest.param({"minimum_subscales": 9}, r"`minimum_subscales` is 9, of 8", id="more subscales than there are"),
        pytest.param({"items": EPSA.items + EPSA.items[:1]}, r"items\[32\] has the id `\w\d` of another", id="twice"),
        pytest.param(
            {"items": tuple(sorted(EPSA.items, key=lambda item: item.id))}, "Mix the order", id="not mixed"
        ),
        pytest.param(
            {"items": (EPSA.items[0].model_copy(update={"subscale": "luck"}), *EPSA.items[1:])},
            r"items\[0\] counts towards `luck`\. Known: stand",
            id="unknown subscale",
        ),
        pytest.param({"bands": EPSA.bands[1:]}, r"bands\[0\] begins at 1\.5\. Begin", id="no lowest band"),
        pytest.param({"bands": (EPSA.bands[0], *EPSA.bands[:1:-1])}, "Go from the lowest up", id="bands fall"),
        pytest.param({"subscales": EPSA.subscales + EPSA.subscales[:1]}, r"subscales\[8\] has the id", id="two names"),
    ],
)  # fmt: skip
def test_a_scale_that_does_not_hang_together_is_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        TypeAdapter(Scale).validate_python(_broken(**changes))


def test_an_author_is_told_the_line(tmp_path: Path) -> None:
    text = (ROOT / "exercises/self/epsa.yml").read_text(encoding="utf-8")
    path = tmp_path / "mine.yml"
    path.write_text(text.replace("subscale: trust\n    reverse: true", "subscale: luck\n    reverse: true"), "utf-8")

    with pytest.raises(source.SourceError, match=r"mine\.yml:\d+: items\[2\] counts towards `luck`\. Known: stand"):
        source.load(path, TypeAdapter(Scale), "mine.yml")
