"""A tool of others, which knows nothing of this course, looks for small cells in what the course shows."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from powerwith.cohort import suppress

ROOT = Path(__file__).resolve().parents[1]
NAMES = list("abcdef")


@pytest.fixture(scope="module")
def acro() -> Path:
    """The Python that has acro. CI must be able to make it."""
    made = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "second_opinion.py")], capture_output=True, text=True, check=False
    )
    if made.returncode:
        if os.environ.get("CI") == "true":
            pytest.fail(made.stderr)
        pytest.skip(made.stderr.strip())
    return Path(made.stdout.strip())


def ask(acro: Path, tables: list[dict[str, int]], *, threshold: int) -> list[list[object]]:
    script = str(ROOT / "tests" / "ask_acro.py")
    asked = json.dumps({"tables": tables, "threshold": threshold})
    said = subprocess.run(
        [str(acro), script], input=asked, capture_output=True, text=True, check=False, cwd=acro.parent
    )
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def counts() -> list[dict[str, int]]:
    """Three hundred tables of 4 to 40 people, many with small cells."""
    chance = random.Random(2026)
    made = []
    for _ in range(300):
        weights = [chance.choice([0.05, 0.2, 1, 2]) for _ in NAMES]
        given = chance.choices(NAMES, weights, k=chance.randint(4, 40))
        made.append({name: given.count(name) for name in NAMES})
    return made


@pytest.fixture(scope="module")
def shown(counts: list[dict[str, int]]) -> pd.DataFrame:
    return suppress.merged(pd.DataFrame(counts, columns=NAMES), NAMES, is_ordered=True)


def published(row: pd.Series) -> dict[str, int]:
    """The table as somebody sees it: a column for each group of answers."""
    return {f"group {row[f'{name}_group']}": int(row[f"{name}_total"]) for name in NAMES}


def test_acro_finds_no_small_cell_in_what_is_shown(acro: Path, shown: pd.DataFrame) -> None:
    tables = [published(row) for _, row in shown[shown["state"] == "shown"].iterrows()]

    assert len(tables) > 100
    assert ask(acro, tables, threshold=suppress.SMALL) == []


def test_acro_finds_no_small_group_of_people_in_what_is_shown(acro: Path, shown: pd.DataFrame) -> None:
    people = [{"all": int(row["n"])} for _, row in shown[shown["state"] == "shown"].iterrows()]

    assert ask(acro, people, threshold=10) == []


def test_acro_and_the_rule_see_the_same_small_cells(
    acro: Path, counts: list[dict[str, int]], shown: pd.DataFrame
) -> None:
    found = {(number, answer) for number, answer in ask(acro, counts, threshold=suppress.SMALL)}
    small = {(i, name) for i, table in enumerate(counts) for name in NAMES if 0 < table[name] < suppress.SMALL}

    assert found == small
    alone = {
        (i, name)
        for i, row in shown.iterrows()
        if row["state"] == "shown"
        for name in NAMES
        if row[f"{name}_total"] == counts[int(str(i))][name] and counts[int(str(i))][name]
    }
    assert not alone & found, "a cell that acro calls small is shown by itself"
