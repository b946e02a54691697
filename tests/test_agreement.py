"""How far raters agree: against published figures and another library, and where no figure is worth printing."""

import warnings

import numpy as np
import pandas as pd
import pytest

from powerwith.scoring import agreement
from powerwith.scoring.agreement import _icc

SHROUT = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float)
"""Six targets by four judges, from Shrout and Fleiss (1979), table 2."""


def drawn(seed: int, *, n: int = 12, k: int = 2, noise: float = 1.0, shift: float = 0.0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    true = rng.integers(0, 13, n)
    marks = [np.clip(np.round(true + rng.normal(shift * j, noise, n)), 0, 12) for j in range(k)]
    return pd.DataFrame(marks, index=[f"rater {j}" for j in range(k)], columns=[f"reply {i}" for i in range(n)])


def test_it_is_what_shrout_and_fleiss_printed() -> None:
    value, low, high = _icc(SHROUT, 0.95)
    assert round(value, 2) == 0.29
    assert (round(low, 3), round(high, 3)) == (0.019, 0.761)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("k", "noise", "shift"), [(2, 1.0, 0.0), (2, 4.0, 3.0), (3, 2.0, 1.0), (5, 6.0, 0.0)])
def test_another_library_finds_the_same(seed: int, k: int, noise: float, shift: float) -> None:
    pingouin = pytest.importorskip("pingouin")
    marks = drawn(seed, n=10 + 3 * seed, k=k, noise=noise, shift=shift)
    long = marks.rename_axis("rater").reset_index().melt(id_vars="rater", var_name="reply")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = pingouin.intraclass_corr(long, targets="reply", raters="rater", ratings="value").set_index("Type")
    wanted = table[table.index.isin(["ICC2", "ICC(A,1)"])].iloc[0]
    found = agreement(marks)
    assert found.estimate == pytest.approx(wanted["ICC"], abs=1e-6)
    ends = wanted["CI95%"] if "CI95%" in wanted else wanted["CI95"]
    assert found.low is not None and found.high is not None
    assert [round(found.low, 2), round(found.high, 2)] == pytest.approx(list(ends), abs=0.0051)


def test_a_rater_who_is_always_higher_lowers_agreement() -> None:
    same, higher = drawn(1, noise=0.5), drawn(1, noise=0.5)
    higher.iloc[1] += 4
    one, other = agreement(same).estimate, agreement(higher).estimate
    assert one is not None and other is not None
    assert other < one - 0.2


def test_the_sentence_says_whether_the_aim_is_met() -> None:
    assert "all of the interval lies above it" in agreement(drawn(3, n=40, noise=0.3)).sentence
    assert "still goes below it" in agreement(drawn(3, n=10, noise=2.2)).sentence
    assert "Settle the marks together once more" in agreement(drawn(4, noise=9.0)).sentence


def test_a_rater_who_turned_the_marks_round_is_noticed() -> None:
    marks = drawn(5, noise=0.1)
    marks.iloc[1] = 12 - marks.iloc[1]
    assert "turned the marks round" in agreement(marks).sentence


def test_replies_that_one_rater_left_out_are_left_out_and_counted() -> None:
    marks = drawn(6, n=13)
    marks.iloc[0, 2] = np.nan
    found = agreement(marks)
    assert found.n == 12
    assert found.sentence.endswith("1 reply not marked by all is left out.")


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        pytest.param(drawn(1, n=4), "With 4 replies no agreement is worth printing. From 10 on it is.", id="few"),
        pytest.param(drawn(1).iloc[:1], "Agreement needs at least two raters.", id="one-rater"),
        pytest.param(drawn(1) * 0 + 6, "Each rater gave all replies the same, so there is no difference to agree on.",
                     id="no-difference"),
        pytest.param(drawn(1).astype(object).replace(drawn(1).iloc[0, 0], "nine"), "cannot be read", id="words"),
        pytest.param(drawn(1).set_axis(["a", "a"]), "Two raters or two replies have the same name", id="one-name"),
    ],
)  # fmt: skip
def test_where_no_figure_is_worth_printing_a_sentence_says_why(marks: pd.DataFrame, says: str) -> None:
    found = agreement(marks)
    assert (found.estimate, found.low, found.high) == (None, None, None)
    assert says in found.sentence


def test_raters_who_always_agree_get_no_interval() -> None:
    marks = drawn(2)
    marks.iloc[1] = marks.iloc[0]
    found = agreement(marks)
    assert (found.estimate, found.low, found.high) == (1.0, None, None)
    assert "nan" not in found.sentence
