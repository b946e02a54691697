"""What differs between engines: reading a Parquet file, a small table of ours, keeping a step, writing a result.

Everything else is written once. pandas, Polars and DuckDB run on one machine; Spark where a programme has a cluster.
"""

import importlib
import itertools
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import narwhals as nw

from powerwith.cohort.programme.plan import Small

COLUMNS: Final = ("cohort", "person", "exercise", "digest", "phase", "attempt", "item", "value", "number")
"""What is needed of a table of answers; see `powerwith.cohort.tables.ANSWERS`."""

_TEXT: Final = frozenset({"cohort", "person", "exercise", "digest", "phase", "item", "value"})


SMALL: Final = 2_000_000
"""So many answers are few: a large engine plans longer than an engine in memory (Polars for DuckDB, pandas for Spark)
takes for all of it."""


class EngineError(Exception):
    """An engine that is not there, or a table that cannot be read; the message says what to do."""


class Engine(Protocol):
    """What the one way through needs of an engine."""

    def small(self, table: Small, name: str) -> Any:
        """A small table as a frame of this engine."""

    def keep(self, frame: Any, name: str) -> Any:
        """The same frame, reckoned now and not again for each that asks for it."""

    def drop(self, name: str) -> None:
        """Nobody will ask for it again, so its memory may go."""

    def taken_in(self, frame: Any) -> Any | None:
        """A small frame as one of an engine in memory; None where it is too large, or is in memory already."""

    def given_back(self, frame: Any) -> Any:
        """A frame of that engine as one of this."""

    def write(self, frame: Any, path: str) -> None:
        """Write a frame as Parquet."""


class _InPlace:
    """An engine that has no need to hand anything on: every step costs it little."""

    def drop(self, name: str) -> None:
        pass

    def taken_in(self, frame: Any) -> Any | None:
        return None

    def given_back(self, frame: Any) -> Any:
        return frame


class Pandas(_InPlace):
    """In memory, at once."""

    def small(self, table: Small, name: str) -> Any:
        import pandas as pd

        return pd.DataFrame(table)

    def keep(self, frame: Any, name: str) -> Any:
        return frame

    def write(self, frame: Any, path: str) -> None:
        frame.to_parquet(path, index=False, compression="zstd")


class Polars(_InPlace):
    """On one machine, in a stream."""

    def small(self, table: Small, name: str) -> Any:
        import polars as pl

        return pl.DataFrame(table).lazy()

    def keep(self, frame: Any, name: str) -> Any:
        return frame.collect(engine="streaming").lazy()

    def write(self, frame: Any, path: str) -> None:
        frame.sink_parquet(path)


class DuckDB:
    """On one machine, with what does not fit into memory laid aside on the disk."""

    _every = itertools.count()

    def __init__(self, relation: Any) -> None:
        self._relation = relation
        self._run = next(self._every)  # so that two runs over one connection have tables of their own

    def _table(self, name: str) -> Any:
        return self._relation.query("pw_any", f"select * from pw_{self._run}_{name}")

    def small(self, table: Small, name: str) -> Any:
        import pandas as pd

        pw_small = pd.DataFrame(table)  # noqa: F841 (the engine finds it by this name)
        self._relation.query("pw_any", f"create temp table pw_{self._run}_{name} as select * from pw_small")
        return self._table(name)

    def keep(self, frame: Any, name: str) -> Any:
        frame.query("pw_kept", f"create temp table pw_{self._run}_{name} as select * from pw_kept")
        return self._table(name)

    def drop(self, name: str) -> None:
        self._relation.query("pw_any", f"drop table pw_{self._run}_{name}")

    def taken_in(self, frame: Any) -> Any | None:
        ((rows,),) = frame.query("pw_any", "select count(*) from pw_any").fetchall()
        return frame.pl().lazy() if rows <= SMALL else None

    def given_back(self, frame: Any) -> Any:
        pw_back = frame.with_row_index("pw_at").collect()  # noqa: F841 (the engine finds it by this name)
        return self._relation.query("pw_any", "select * exclude (pw_at) from pw_back order by pw_at")

    def write(self, frame: Any, path: str) -> None:
        frame.write_parquet(path, compression="zstd")


class Spark:
    """On a cluster that is there already, or on this machine."""

    def __init__(self, frame: Any) -> None:
        self._session = frame.sparkSession
        self._kept: dict[str, Any] = {}

    def small(self, table: Small, name: str) -> Any:
        rows = list(zip(*table.values(), strict=True))
        types = ", ".join(f"`{column}` {_sql_type(values)}" for column, values in table.items())
        return self._session.createDataFrame(rows, types)

    def keep(self, frame: Any, name: str) -> Any:
        # Cut off from how it came to be: what is planned upon it stays short.
        self._kept[name] = frame.localCheckpoint()
        return self._kept[name]

    def drop(self, name: str) -> None:
        self._kept.pop(name).unpersist()

    def taken_in(self, frame: Any) -> Any | None:
        return frame.toArrow().to_pandas() if frame.count() <= SMALL else None

    def given_back(self, frame: Any) -> Any:
        import pyarrow as pa

        return self._session.createDataFrame(pa.Table.from_pandas(frame, preserve_index=False)).coalesce(1)

    def write(self, frame: Any, path: str) -> None:
        # What may be told is small beside what it was made from, and belongs where the command runs.
        import pyarrow.parquet as pq

        pq.write_table(frame.toArrow(), path, compression="zstd")


def of(frame: Any) -> Engine:
    """The engine of a frame. Raises EngineError for one that is not known."""
    found = nw.from_native(frame).implementation
    if found.is_pandas():
        return Pandas()
    if found.is_polars():
        return Polars()
    if found.is_duckdb():
        return DuckDB(frame)
    if found.is_pyspark():
        return Spark(frame)
    raise EngineError(f"engine: it is {found}. Use a frame of one of these: {', '.join(READERS)}.")


def read(path: str, engine: str) -> Any:
    """A table of answers as a frame of this engine. Raises EngineError.

    `path`: a Parquet file, a folder of them, or for Spark whatever it can read. Only the columns that are needed are.
    """
    if engine not in READERS:
        raise EngineError(f"engine: it is {engine}. Use one of these: {', '.join(READERS)}.")
    if "://" not in path and not Path(path).exists():
        raise EngineError(f"{path}: there is no such file. Give the Parquet that `--answers` wrote.")
    try:
        frame = READERS[engine](path)
        schema = nw.from_native(frame).collect_schema()
    except ImportError as error:
        says = f"{error.name or engine} is not installed"
        todo = f'In the course\'s folder, type: .venv/bin/pip install -e ".[{engine}]"'
        raise EngineError(f"{engine}: {says}. {todo}") from None
    except Exception as error:  # each engine has errors of its own for a file that it cannot read
        says = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise EngineError(
            f"{path}: {engine} cannot read it as Parquet ({says}). Give what `--answers` wrote."
        ) from None
    return _checked(frame, schema, path)


def _checked(frame: Any, schema: Any, path: str) -> Any:
    missing = [name for name in COLUMNS if name not in schema]
    if missing:
        says = f"the column `{missing[0]}` is missing"
        raise EngineError(f"{path}: {says}. Write the file anew: powerwith cohort FOLDER --answers {path}.")
    for name in COLUMNS:
        kind = schema[name]
        is_right = kind in (nw.String, nw.Object, nw.Categorical) if name in _TEXT else kind.is_numeric()
        if not is_right:
            wanted = "text" if name in _TEXT else "numbers"
            raise EngineError(f"{path}: the column `{name}` holds {kind} where {wanted} belong. Write the file anew.")
    return nw.to_native(nw.from_native(frame).select(*COLUMNS))


def _pandas(path: str) -> Any:
    import pandas as pd

    importlib.import_module("pyarrow")
    return pd.read_parquet(path)


def _polars(path: str) -> Any:
    import polars as pl

    return pl.scan_parquet(_files(path))


def _duckdb(path: str) -> Any:
    import duckdb

    aside = os.environ.get("POWERWITH_ASIDE", "")
    config = {"temp_directory": aside} if aside else {}
    return duckdb.connect(config={"preserve_insertion_order": "false", **config}).read_parquet(_files(path))


def _spark(path: str) -> Any:
    from pyspark.sql import SparkSession

    return SparkSession.builder.appName("powerwith").getOrCreate().read.parquet(path)


READERS: Final[dict[str, Callable[[str], Any]]] = {
    "pandas": _pandas, "polars": _polars, "duckdb": _duckdb, "spark": _spark,
}  # fmt: skip
"""Engine to how it reads Parquet."""


def _files(path: str) -> str | list[str]:
    """The file, or the Parquet files of a folder."""
    folder = Path(path)
    return sorted(str(one) for one in folder.glob("**/*.parquet")) if folder.is_dir() else path


def _sql_type(values: Sequence[str | float]) -> str:
    kinds = {type(value) for value in values}
    return "string" if str in kinds else "double" if float in kinds else "bigint"


def has_cohort(frame: Any, prefix: str) -> bool:
    """Whether a cohort's code begins so."""
    found = nw.from_native(frame).filter(nw.col("cohort").str.starts_with(prefix)).select("cohort").head(1)
    return bool(rows_of([nw.to_native(found)]))


def rows_of(frames: Iterable[Any]) -> list[dict[str, Any]]:
    """The rows of small frames, for looking at."""
    made: list[dict[str, Any]] = []
    for frame in frames:
        one = nw.from_native(frame)
        eager = one.collect() if isinstance(one, nw.LazyFrame) else one
        made += eager.rows(named=True)
    return made
