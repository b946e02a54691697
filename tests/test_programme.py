"""Many cohorts at once come to what each comes to by itself, whatever engine reckons it."""

import os
import random
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from powerwith import synth
from powerwith.bank import load_bank
from powerwith.cohort import Taken
from powerwith.cohort.programme import engines, summaries
from powerwith.cohort.programme.plan import plan
from powerwith.cohort.programme.written import checksum
from powerwith.cohort.summary import Showing
from powerwith.cohort.tables import given, tabled
from powerwith.model import Authored, Choice, Sort
from powerwith.model.share import Share

ROOT = Path(__file__).resolve().parents[1]
ENGINES = ("pandas", "polars", "duckdb")
if spark := os.environ.get("POWERWITH_SPARK"):
    sys.path.append(spark)
    ENGINES = (*ENGINES, "spark")
SIZES = (24, 7, 12, 40, 9, 4, 31, 16)


@pytest.fixture(scope="module")
def bank() -> dict[str, Authored]:
    """A scale, and a choice or sort of each size there is."""
    every = load_bank(ROOT / "exercises").exercises
    sizes: dict[object, Authored] = {}
    for one in every.values():
        if isinstance(one, Choice | Sort):
            sizes.setdefault((one.kind, len(one.options if isinstance(one, Choice) else one.groups)), one)
    return {one.id: one for one in (every["epsa"], *sizes.values())}


def shares(bank: dict[str, Authored], seed: int) -> list[Share]:
    """Cohorts of several sizes; some people were there once only, some tried twice, and small cells abound."""
    made: list[Share] = []
    dice = random.Random(seed)
    for number, people in enumerate(SIZES):
        some = synth.shares(bank, list(bank), people=people, seed=seed, cohort=f"synth-{number}")
        # Whoever tried again answered as the one before them did.
        pairs = zip(some, (some[-1], *some[:-1]), strict=True)
        made += [one.model_copy(update={"answers": _more(dice, one, other)}) for one, other in pairs]
    return made


def _more(dice: random.Random, one: Share, other: Share) -> tuple[Any, ...]:
    answers = [each for each in one.answers if each.phase != "after" or dice.random() < 0.85]
    mine = {(each.exercise, each.phase) for each in answers}
    theirs = [each for each in other.answers if (each.exercise, each.phase) in mine and dice.random() < 0.3]
    again = [each.model_copy(update={"attempt": 5, "seq": 500 + each.seq}) for each in theirs]
    return (*answers, *again)


@pytest.fixture(scope="module", params=[1, 2])
def taken(bank: dict[str, Authored], request: pytest.FixtureRequest) -> Taken:
    return tabled(given(one) for one in shares(bank, request.param))


def frame(answers: pd.DataFrame, engine: str, folder: Path) -> Any:
    path = folder / "answers.parquet"
    if not path.exists():
        answers.drop(columns=["linked", "kind"]).to_parquet(path, index=False)
    return engines.read(str(path), engine)


def written(found: Any, path: Path) -> Path:
    engines.of(found).write(found, str(path))
    return path


def rows(found: Any) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in engines.rows_of([found])]


@pytest.mark.filterwarnings("default::Warning:pyspark")
@pytest.mark.parametrize("by", ["cohort", "whole"])
def test_every_engine_comes_to_the_same(
    bank: dict[str, Authored], taken: Taken, by: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = plan(bank.values())
    # However small the table, each goes its own way: what is small is otherwise handed on to another.
    monkeypatch.setattr(engines, "SMALL", -1)
    found = {name: summaries(frame(taken.answers, name, tmp_path), asked, by=by).each() for name in ENGINES}
    monkeypatch.undo()
    for name in ENGINES[2:]:
        found[f"{name}, handed on"] = summaries(frame(taken.answers, name, tmp_path), asked, by=by).each()
    for table, first in found["pandas"].items():
        expected = rows(first)
        assert expected
        for name in found:
            assert rows(found[name][table]) == expected, f"{name}: {table}"
            assert checksum(written(found[name][table], tmp_path / f"{name}-{table}")) == checksum(
                written(first, tmp_path / f"first-{table}")
            ), f"{name}: {table}"


def test_a_cohort_among_many_is_told_of_as_by_itself(bank: dict[str, Authored], taken: Taken, tmp_path: Path) -> None:
    found = summaries(frame(taken.answers, "pandas", tmp_path), bank.values())
    told_of = 0
    for cohort in sorted(set(taken.answers["cohort"])):
        mine = taken.answers[taken.answers["cohort"] == cohort]
        alone = Showing(Taken(mine, taken.marked, taken.appeals, taken.words, mine["person"].nunique()), bank.values())
        told = alone.everything()
        for one in (each for each in told if each.about == "item"):
            told_of += _same_item(one, found.distributions, cohort, bank)
        for about, table in (("total", found.means), ("change", found.changes)):
            for one in (each for each in told if each.about == about and each.exercise == "epsa" and not each.item):
                told_of += _same_number(one, table, cohort)
    assert told_of > 400


def _same_item(one: Any, found: pd.DataFrame, cohort: str, bank: dict[str, Authored]) -> int:
    is_it = (found["group"] == cohort) & (found["exercise"] == one.exercise)
    mine = found[is_it & (found["item"] == one.item) & (found["phase"] == one.phase)]
    place = f"{cohort} {one.exercise} {one.item} {one.phase}"
    if mine.empty:
        assert one.state in ("nothing", "total", "most or all"), place  # a card that nobody placed
        return 0
    assert set(mine["state"]) == {one.state}, place
    assert set(mine["n"]) == {one.n or 0}, place
    if one.parts:
        shown = list(zip(mine["percent"], mine["low"], mine["high"], strict=True))
        assert shown == [(part.estimate, part.low, part.high) for part in one.parts], place
        words = _words(bank[one.exercise], one)
        for answer, part in zip(mine["answer"], one.parts, strict=True):
            assert " or ".join(words[value] for value in answer.split(" or ")) == part.label, place
    elif one.state == "most or all":
        words = _words(bank[one.exercise], one)
        assert f"“{words[mine['answer'].iloc[0]]}”" in one.sentence, place
    elif one.state == "middle":
        words = _words(bank[one.exercise], one)
        for value in mine["answer"].iloc[0].split(" to "):
            assert f"“{words[value]}”" in one.sentence, place
    return 1


def _words(known: Authored, one: Any) -> dict[str, str]:
    asked = next(each for each in plan([known]).questions if each.item == one.item)
    return {value or "none": label for value, label in zip(asked.values, asked.labels, strict=True)}


def _same_number(one: Any, found: pd.DataFrame, cohort: str) -> int:
    mine = found[found["group"] == cohort]
    if "phase" in mine:
        mine = mine[mine["phase"] == one.phase]
    place = f"{cohort} {one.about} {one.phase}"
    if mine.empty:
        assert one.state == "nothing", place
        return 0
    row = mine.iloc[0]
    if one.state != "hidden":  # why a number is withheld, the one says and the other does not
        assert row["state"] == one.state, place
    assert (row["state"] == "shown") == (one.estimate is not None), place
    if one.estimate is not None:
        numbers = (row["n"], row["estimate"], row["low"], row["high"])
        assert numbers == (one.n, pytest.approx(one.estimate), pytest.approx(one.low), pytest.approx(one.high)), place
    return 1
