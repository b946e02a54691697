"""Many cohorts on one machine: the one path over DuckDB beside the same task written by hand in SQL.

    .venv/bin/python bench/engines.py [--rows 10000 1000000 50000000] [--runs 3]

Both read the same Parquet, reckon the same three tables and write them as Parquet; that they are the same is checked.
Each run is a process of its own, and they take turns. Seconds are those of the whole process, as somebody waits for it:
the start of Python, the exercises of the bank (which answer belongs to which question, both need), and the tables. Of
the tables alone the ratio stands beside it. The memory is the most the process ever had.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from by_hand import reckon
from stand import ROOT

from powerwith.bank import load_bank
from powerwith.cohort.programme import engines, summaries
from powerwith.cohort.programme.plan import Plan, plan
from powerwith.cohort.programme.written import checksum
from powerwith.model import Authored, Choice, Sort

SIZES = (10_000, 1_000_000, 50_000_000)
TABLES = ("distributions", "means", "changes")
MOST = "1GB"
"""What DuckDB may use before it lays things aside on the disk, in both."""


def asked_of() -> list[Authored]:
    """What pretend people were asked: the self-assessment, ten choices and two sorts."""
    every = sorted(load_bank(ROOT / "exercises").exercises.values(), key=lambda one: one.id)
    choices = [one for one in every if isinstance(one, Choice)][:10]
    sorts = [one for one in every if isinstance(one, Sort)][:2]
    return [next(one for one in every if one.id == "epsa"), *choices, *sorts]


def answers(rows: int) -> Path:
    """Made-up answers as a Parquet file: cohorts of 4 to 46 people, the same for the same number of rows."""
    import duckdb

    path = ROOT / ".cache" / "bench" / f"answers-{rows}.parquet"
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    asked = plan(asked_of())
    con = duckdb.connect()
    con.execute("create table item (exercise varchar, digest varchar, item varchar, times varchar[], names varchar[])")
    for one in asked.questions:
        times = ["before", "after"] if one.is_ordered else ["none"]
        names = [] if one.is_ordered else list(one.values[1:])
        con.execute("insert into item values (?, ?, ?, ?, ?)",
                    [one.exercise, asked.digests[one.exercise], one.item, times, names])  # fmt: skip
    (per_person,) = con.execute("select sum(len(times)) from item").fetchall()[0]
    people = max(60, round(rows / (int(per_person) * 0.95)))
    # A cohort takes 4 to 46 people; chance comes from hashes, so that the same rows come out each time.
    con.execute(f"""
        create table person as
        with cohort as (select i, 4 + hash(i) % 43 as many from range({people // 25 + 2}) t(i))
        select format('C{{:06d}}', i) as cohort, format('P{{:02d}}', j) as person, i * 100 + j as number
        from cohort, range(46) r(j) where j < many
    """)
    half = path.with_suffix(".half")
    con.execute(f"""
        copy (
            select cohort, person, exercise, digest, phase, 1::bigint as attempt, item,
                case when len(names) = 0 then null else names[1 + drawn % len(names)] end as value,
                case when len(names) > 0 or drawn % 50 = 0 then null
                     else least(4, greatest(0, (drawn % 7 + drawn // 7 % 3 + (phase = 'after')::int) // 2 - 1)) end
                     ::double as number
            from (select *, (hash(number, item, exercise, phase) % 1000003)::bigint as drawn
                  from person, (select *, unnest(times) as phase from item))
            where phase <> 'after' or hash(number, 'after') % 100 < 85
            order by cohort, person
        ) to '{half}' (format parquet, compression zstd)
    """)
    half.rename(path)
    return path


def one(way: str, path: Path, out: Path) -> dict[str, float]:
    """One run, in this process."""
    import duckdb

    asked = plan(asked_of())
    began = time.perf_counter()
    config = {"memory_limit": MOST, "temp_directory": str(out / "aside"), "preserve_insertion_order": "false"}
    con = duckdb.connect(config=config)
    if way == "by hand":
        reckon(con, path, asked, out)
    else:
        found = ours(con.read_parquet(str(path)), asked)
        for name in TABLES:
            engines.DuckDB(found[name]).write(found[name], str(out / f"{name}.parquet"))
    taken = time.perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": taken, "mib": most}


def ours(relation: object, asked: Plan) -> dict[str, object]:
    return summaries(relation, asked).each()


def measured(rows: int, runs: int) -> tuple[str, dict[str, float]]:
    """A row of the table, and its figures: both ways in turn, and whether they came to the same."""
    path = answers(rows)
    taken: dict[str, list[dict[str, float]]] = {"ours": [], "by hand": []}
    sums: dict[str, set[str]] = {"ours": set(), "by hand": set()}
    for _ in range(runs):
        for way in taken:
            with tempfile.TemporaryDirectory(dir=path.parent) as folder:
                out = Path(folder)
                command = [sys.executable, __file__, "--way", way, "--path", str(path), "--out", str(out)]
                began = time.perf_counter()
                said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
                waited = time.perf_counter() - began
                taken[way].append({"waited": waited, **json.loads(said.stdout.splitlines()[-1])})
                sums[way].add(" ".join(checksum(out / f"{name}.parquet") for name in TABLES))
    if len(sums["ours"] | sums["by hand"]) != 1:
        raise SystemExit(f"{rows} rows: the two ways come to different tables: {sums}")
    names = ("waited", "seconds", "mib")
    ours, hand = ({name: statistics.median(run[name] for run in taken[way]) for name in names} for way in taken)
    ratios = {name: ours[name] / hand[name] for name in names}
    row = (
        f"| {rows:,} | {ours['waited']:.2f} s | {hand['waited']:.2f} s | {ratios['waited']:.2f} "
        f"| {ratios['seconds']:.2f} | {ours['mib']:,.0f} MiB | {hand['mib']:,.0f} MiB |"
    )
    return row, {"ratio": ratios["waited"], "tables": ratios["seconds"], "seconds": ours["waited"], "mib": ours["mib"]}


def report(runs: int, sizes: tuple[int, ...] = SIZES) -> tuple[str, dict[str, float]]:
    """The section of the results, and the figures in short."""
    head = "| answers | one path, DuckDB | SQL by hand | ratio | of the tables alone | most memory | by hand |"
    found = {rows: measured(rows, runs if rows < 10_000_000 else 1) for rows in sizes}
    lines = [head, "|---:|---:|---:|---:|---:|---:|---:|", *(row for row, _ in found.values())]
    says = (
        f"Equal checksums in every run. Up to {engines.SMALL:,} answers DuckDB hands the table on to Polars; DuckDB "
        f"may use {MOST} before it lays things aside on the disk, in both."
    )
    short = {f"{name} {rows}": figure for rows, (_, one) in found.items() for name, figure in one.items()}
    return "\n".join(["## Many cohorts", "", says, "", *lines]), short


def main() -> None:
    asked = argparse.ArgumentParser(description="Measure the summaries of many cohorts on DuckDB beside SQL by hand.")
    asked.add_argument("--rows", type=int, nargs="+", default=list(SIZES))
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--way", help=argparse.SUPPRESS)
    asked.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    asked.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.way:
        print(json.dumps(one(given.way, given.path, given.out)))
    else:
        print(report(given.runs, tuple(given.rows))[0])


if __name__ == "__main__":
    main()
