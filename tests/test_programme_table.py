"""Tables of many cohorts: what is refused, what is remembered, and what never stands in them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from powerwith import share, synth
from powerwith.bank import load_bank
from powerwith.cli import main
from powerwith.cohort.programme import EngineError, engines, summaries
from powerwith.cohort.programme.plan import plan
from powerwith.cohort.programme.written import checksum
from powerwith.model import Authored

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def bank() -> dict[str, Authored]:
    return load_bank(ROOT / "exercises").exercises


def some(bank: dict[str, Authored]) -> list[str]:
    """The scale, two choices and a sort, and a rewrite that is not counted."""
    kinds = {"choice": 2, "sort": 1, "rewrite": 1}
    names = ["epsa"]
    for one in sorted(bank.values(), key=lambda each: each.id):
        if kinds.get(one.kind, 0):
            kinds[one.kind] -= 1
            names.append(one.id)
    return names


@pytest.fixture
def folders(bank: dict[str, Authored], tmp_path: Path) -> list[Path]:
    """Two cohorts as they were handed in."""
    made = []
    for number, people in enumerate((24, 12)):
        folder = tmp_path / f"handed-in-{number}"
        folder.mkdir()
        for one in synth.shares(bank, some(bank), people=people, seed=number, cohort=f"synth-{number}"):
            (folder / f"{one.share}.json").write_text(share.text(one), encoding="utf-8")
        made.append(folder)
    return made


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(ROOT)
    return lambda *words: CliRunner().invoke(main, ["cohort", *map(str, words)])


@pytest.fixture
def answers(folders: list[Path], run: Callable[..., Result], tmp_path: Path) -> Path:
    """A folder with a table for each cohort."""
    tables = tmp_path / "tables"
    tables.mkdir()
    for folder in folders:
        made = run(folder, "--answers", tables / f"{folder.name}.parquet")
        assert made.exit_code == 0, made.output
    return tables


def test_folders_become_a_table_and_the_table_what_may_be_told(
    answers: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    said = {name: run(answers, "--engine", name, "--to", tmp_path / name) for name in ("pandas", "polars", "duckdb")}

    for name, one in said.items():
        assert one.exit_code == 0, one.output
        assert synth.NOT_REAL in one.output
        tables = {path.stem: checksum(path) for path in (tmp_path / name).glob("*.parquet")}
        assert set(tables) == {"distributions", "means", "changes"}
        assert all(f"{table}.parquet: checksum {found}" in one.output for table, found in tables.items())
        assert (tmp_path / name / "READ-FIRST.txt").read_text(encoding="utf-8").startswith(synth.NOT_REAL)
    assert len({one.output.replace(name, "") for name, one in said.items()}) == 1, "the same on every engine"
    words = pd.read_csv(tmp_path / "duckdb" / "codebook.csv", dtype=str, keep_default_na=False)
    told = pd.read_parquet(tmp_path / "duckdb" / "distributions.parquet")
    known = set(zip(words["exercise"], words["item"], words["answer"], strict=True))
    for row in told[told["answer"] != ""].itertuples():
        parts = row.answer.replace(" to ", " or ").split(" or ")
        assert {(row.exercise, row.item, part) for part in parts} <= known


def test_no_share_code_or_word_goes_into_the_table(folders: list[Path], answers: Path) -> None:
    shares = [json.loads(path.read_text(encoding="utf-8")) for folder in folders for path in folder.glob("[!.]*.json")]
    canaries = [one["share"] for one in shares] + [one["linking"] for one in shares if one.get("linking")]
    for path in answers.glob("*.parquet"):
        table = pd.read_parquet(path)
        text = table.to_csv()
        assert not [canary for canary in canaries if canary in text]
        assert set(table.columns) == set(engines.COLUMNS)
        assert not set(table["exercise"]) & {one["exercise"] for each in shares for one in each["answers"]
                                             if one["response"]["kind"] == "rewrite"}  # fmt: skip


def test_a_table_is_deleted_with_what_it_was_made_from(folders: list[Path], answers: Path) -> None:
    gone = CliRunner().invoke(main, ["forget", str(folders[0]), "--yes"])

    assert gone.exit_code == 0, gone.output
    assert not (answers / f"{folders[0].name}.parquet").exists()
    assert (answers / f"{folders[1].name}.parquet").exists()


def test_a_table_is_shown_in_one_way_only(answers: Path, run: Callable[..., Result], tmp_path: Path) -> None:
    assert run(answers, "--engine", "polars", "--to", tmp_path / "first").exit_code == 0
    other = run(answers, "--engine", "polars", "--by", "whole", "--to", tmp_path / "second")
    again = run(answers, "--engine", "polars", "--to", tmp_path / "third")

    assert other.exit_code == 1
    assert "was shown by cohort before" in other.output
    assert not (tmp_path / "second").exists()
    assert again.exit_code == 0


def test_a_table_that_has_changed_is_not_shown_again(answers: Path, run: Callable[..., Result], tmp_path: Path) -> None:
    assert run(answers, "--engine", "duckdb", "--to", tmp_path / "first").exit_code == 0
    path = next(answers.glob("*.parquet"))
    table = pd.read_parquet(path)
    table[table["person"] != table["person"].iloc[0]].to_parquet(path, index=False)
    second = run(answers, "--engine", "duckdb", "--to", tmp_path / "second")

    assert second.exit_code == 1
    assert "has changed since it was shown" in second.output
    assert sorted(one.name for one in tmp_path.iterdir() if "second" in one.name) == [], "nothing is left of it"


def test_a_record_that_cannot_be_read_shows_nothing(answers: Path, run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "tables.powerwith-shown.json").write_text("{", encoding="utf-8")
    said = run(answers, "--engine", "polars", "--to", tmp_path / "first")

    assert said.exit_code == 1
    assert "the record of what was shown cannot be read" in said.output
    assert not (tmp_path / "first").exists()


def test_a_share_that_comes_in_twice_is_refused(answers: Path, run: Callable[..., Result], tmp_path: Path) -> None:
    path = next(answers.glob("*.parquet"))
    shutil.copy(path, answers / "once-more.parquet")
    said = run(answers, "--engine", "duckdb", "--to", tmp_path / "out")

    assert said.exit_code == 1
    assert "stands in it more than once" in said.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["pandas", "polars", "duckdb"])
def test_what_is_no_table_of_answers_is_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    table = pd.DataFrame({column: ["x"] for column in engines.COLUMNS})
    cases: dict[str, Any] = {
        "there is no such file": tmp_path / "nowhere.parquet",
        "cannot read it as Parquet": tmp_path / "text.parquet",
        "the column `person` is missing": tmp_path / "short.parquet",
        "the column `attempt` holds": tmp_path / "words.parquet",
    }
    (tmp_path / "text.parquet").write_text("no Parquet", encoding="utf-8")
    table.drop(columns="person").to_parquet(tmp_path / "short.parquet")
    table.to_parquet(tmp_path / "words.parquet")
    for says, path in cases.items():
        with pytest.raises(EngineError, match=says) as error:
            engines.read(str(path), name)
        assert "\n" not in str(error.value)
        assert str(error.value).startswith(str(path))


def test_an_empty_folder_is_no_table(tmp_path: Path) -> None:
    for name in ("polars", "duckdb", "pandas"):
        with pytest.raises(EngineError, match=r"cannot read it as Parquet|the column"):
            engines.read(str(tmp_path), name)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--to", "x"], "give --engine, too"),
        (["a", "b", "--engine", "polars", "--to", "x"], "Name one Parquet file"),
        (["a", "--engine", "polars", "--to", "x", "--cohort", "spring-b"], "do not go"),
        (["a", "--engine", "abacus", "--to", "x"], "abacus"),
    ],
)
def test_options_that_do_not_go_together_are_named(run: Callable[..., Result], words: list[str], says: str) -> None:
    said = run(*words)

    assert said.exit_code == 2
    assert says in said.output


def test_without_a_name_the_tables_are_called_after_theirs(
    bank: dict[str, Authored], answers: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("exercises", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(main, ["cohort", "--engine", "polars", str(answers)])

    assert said.exit_code == 0, said.output
    assert (tmp_path / "tables-summaries" / "distributions.parquet").exists()


def test_a_name_that_is_taken_is_never_written_over(
    folders: list[Path], answers: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in answers.iterdir()}
    table = run(folders[0], "--answers", next(iter(before)))
    folder = run(answers, "--engine", "polars", "--to", folders[0])

    assert (table.exit_code, folder.exit_code) == (1, 1)
    assert "is there already" in table.output
    assert "is there already" in folder.output
    assert {path: path.read_bytes() for path in answers.iterdir()} == before


def test_two_runs_over_one_connection_do_not_meet(bank: dict[str, Authored], answers: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(engines, "SMALL", -1)
    con = duckdb.connect()
    table = con.read_parquet(sorted(map(str, answers.glob("*.parquet"))))
    asked = plan(bank.values())
    first = summaries(table, asked)
    second = summaries(table.filter("cohort = 'synth-1'"), asked)

    both = {row["group"] for row in engines.rows_of([first.distributions])}
    assert both == {"synth-0", "synth-1"}
    assert {row["group"] for row in engines.rows_of([second.distributions])} == {"synth-1"}


def test_without_a_long_scale_there_are_no_means(bank: dict[str, Authored], answers: Path) -> None:
    table = engines.read(str(answers), "pandas")
    found = summaries(table, [one for one in bank.values() if one.kind == "choice"])

    assert set(found.each()) == {"distributions"}
    assert len(found.distributions)


def test_a_checksum_knows_rows_and_columns_and_no_order(tmp_path: Path) -> None:
    table = pd.DataFrame({"group": ["a", "b", "b"], "n": [1, 2, 2]})
    same = table.iloc[[2, 0, 1]]
    others = [table.assign(n=[1, 2, 3]), table.rename(columns={"n": "m"}), table.iloc[:2]]
    sums = []
    for number, one in enumerate((table, same, *others)):
        one.to_parquet(tmp_path / f"{number}.parquet", index=False)
        sums.append(checksum(tmp_path / f"{number}.parquet"))

    assert sums[0] == sums[1]
    assert len(set(sums)) == 4


@pytest.mark.parametrize("engine", list(engines.READERS))
def test_an_engine_that_is_not_there_is_installed_from_the_folder(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(path: str) -> None:
        raise ImportError(f"No module named {engine}", name=engine)

    monkeypatch.setitem(engines.READERS, engine, missing)
    with pytest.raises(EngineError) as error:
        engines.read(str(tmp_path), engine)
    todo = f'.venv/bin/pip install -e ".[{engine}]"'
    assert str(error.value) == f"{engine}: {engine} is not installed. In the course's folder, type: {todo}"
