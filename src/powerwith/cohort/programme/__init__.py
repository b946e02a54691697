"""Many cohorts at once: written once, and run on whatever engine an agency or a national programme has.

    from powerwith.cohort.programme import summaries
    found = summaries(taken.answers, bank.exercises.values())           # pandas, in a notebook
    found = summaries(duckdb.read_parquet("answers.parquet"), ...)      # the same on DuckDB, Polars or Spark
    found.distributions, found.means, found.changes                     # frames of the same engine

Only what may be shown comes out; the rules are those of a single cohort (`suppress`, `summary`). Closed questions and
scales are counted; what is said in own words, marked or reflected upon is not. A table is shown cut in one way, by
cohort or as a whole: both together would tell of a small cohort by what is left over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import narwhals as nw

from powerwith.cohort.programme import distributions, engines, means
from powerwith.cohort.programme.distributions import t_of
from powerwith.cohort.programme.engines import Engine, EngineError
from powerwith.cohort.programme.plan import Plan, Small, plan
from powerwith.cohort.programme.sittings import (
    WHO,
    Beside,
    is_double,
    known,
    left_out,
    other_attempts,
    phases,
    sittings,
)
from powerwith.model import Authored

__all__ = ["By", "EngineError", "Summaries", "plan", "summaries"]

By = Literal["cohort", "whole"]
ALL = "all"
"""The one group where a table is shown as a whole."""


@dataclass(frozen=True)
class Summaries:
    """What may be shown, as frames of the engine it was reckoned with. Where `state` is not `shown`, numbers are 0."""

    distributions: Any
    """group, exercise, item, phase, state, n, answer, percent, low, high."""
    means: Any | None
    """group, exercise, phase, state, n, estimate, low, high, step: the totals of long scales; None without one."""
    changes: Any | None
    """group, exercise, state, n, estimate, low, high, step: from before to after, of the same people."""

    def each(self) -> dict[str, Any]:
        every = {"distributions": self.distributions, "means": self.means, "changes": self.changes}
        return {name: frame for name, frame in every.items() if frame is not None}


def summaries(answers: Any, exercises: Iterable[Authored] | Plan, *, by: By = "cohort") -> Summaries:
    """The summaries of a table of answers; see `tables.ANSWERS` for its columns.

    `answers`: a frame of pandas, Polars, DuckDB or Spark. Raises EngineError for another, and for a table in which
    answers stand twice, since that would make groups look larger than they are.
    """
    asked = exercises if isinstance(exercises, Plan) else plan(exercises)
    engine = engines.of(answers)
    few = engine.taken_in(answers)
    if few is None:
        return Summaries(*_Way(engine, asked, by).go(answers))
    # So few answers are sooner reckoned in memory than a way through a large engine is planned.
    made = _Way(engines.of(few), asked, by).go(few)
    return Summaries(*(one if one is None else engine.given_back(one) for one in made))


class _Way:
    """One way through: every step is a frame of narwhals, kept where more than one step goes on from it."""

    def __init__(self, engine: Engine, asked: Plan, by: By) -> None:
        self.engine = engine
        self.plan = asked
        self.group = nw.col("cohort") if by == "cohort" else nw.lit(ALL)
        self.beside = _beside(engine, asked)

    def keep(self, frame: Any, name: str) -> Any:
        return nw.from_native(self.engine.keep(nw.to_native(frame), name))

    def go(self, answers: Any) -> list[Any]:
        counts, scored = self.counted(nw.from_native(answers))
        return [one if one is None else nw.to_native(one) for one in self.ruled(counts, scored)]

    def counted(self, answers: Any) -> tuple[Any, Any]:
        """How many gave each answer in each group, and each person's score: all that is taken from the answers."""
        given = known(answers, self.beside, self.plan)
        tries = self.keep(sittings(given, self.beside, self.plan), "tries")
        _refuse_double(tries)
        others = self.keep(other_attempts(tries), "others")
        out, times = others, phases(tries)
        if len(times) > 1:
            gone = left_out(tries.join(others, on=[*WHO, "attempt"], how="anti"), self.group, times)
            out = self.keep(nw.concat([others, gone], how="vertical"), "out")
        each = tries.join(out, on=[*WHO, "attempt"], how="anti")
        has_long = bool(self.plan.long()["exercise"])
        scored = self.keep(means.scores(each, self.plan, self.group), "scored") if has_long else None
        counts = self.keep(distributions.counts(given, each, out, self.beside, self.plan, self.group), "counts")
        self.engine.drop("tries")
        return counts, scored

    def ruled(self, counts: Any, scored: Any) -> tuple[Any, Any, Any]:
        """What may be shown of that."""
        rows = self.keep(distributions.merged(counts, self.plan), "rows")
        told = _sorted(distributions.told(rows, self.beside, self.plan), "q", "phase", "first")
        if scored is None:
            return told, None, None
        ranges = self.keep(means.allowed(rows, scored, self.beside, self.plan), "ranges")
        changes = self.keep(means.told_changes(means.moves(scored), ranges, self.beside), "changes")
        measured = means.told_means(scored, ranges, changes, self.beside)
        return told, _sorted(measured, "phase"), _sorted(changes)


def _refuse_double(tries: Any) -> None:
    if double := engines.rows_of([nw.to_native(is_double(tries).head(1))]):
        one = double[0]
        says = f"an answer of {one['person']} in {one['cohort']} to {one['exercise']} stands in it more than once"
        raise EngineError(f"the table: {says}. Take every file in once only; nothing was counted.")


def _beside(engine: Engine, asked: Plan) -> Beside:
    people = list(range(1, means.LARGE + 1))
    tables: dict[str, Small] = {
        "items": asked.items(), "each": asked.each(), "shapes": asked.shapes(), "answers": asked.answers(),
        "rated": asked.rated(), "scales": asked.long(), "t": {"people": people, "t": [t_of(n) for n in people]},
    }  # fmt: skip
    return Beside(**{name: nw.from_native(engine.small(table, f"of_{name}")) for name, table in tables.items()})


def _sorted(frame: Any, *last: str) -> Any:
    """In a fixed order, without the columns that are only for it."""
    frame = frame.sort("group", "exercise", *last)
    return frame.drop(*(name for name in ("q", "first") if name in frame.collect_schema().names()))
