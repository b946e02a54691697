"""Who answered which exercise at which time, and which attempt of theirs counts."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import narwhals as nw

from powerwith.cohort.programme.plan import Plan
from powerwith.scoring.estimate import GROUP

WHO: Final = ("cohort", "person", "exercise", "phase")
NOBODY: Final = -1


@dataclass(frozen=True)
class Beside:
    """The tables of a plan as frames of the engine at hand."""

    items: Any
    each: Any
    shapes: Any
    answers: Any
    rated: Any
    scales: Any
    t: Any


def known(answers: Any, beside: Beside, plan: Plan) -> Any:
    """The answers to exercises of the plan, in its wording: to which question, and which of its answers, from 1 on.

    0 is an answer that there is not. `rating`: of a scale, turned round where a high rating says little; -1 for none.
    """
    frame = answers.join(beside.items, on=["exercise", "digest", "item"], how="inner")
    number = nw.col("number").fill_null(float(NOBODY)).floor().cast(nw.Int64)
    is_rated = (nw.col("is_rated") == 1) & (number >= 0) & (number <= nw.col("top"))
    place = whole(0)
    for i in range(plan.cells - 1, 0, -1):
        place = nw.when(nw.col("value") == nw.col(f"v{i}")).then(whole(i)).otherwise(place)
    turned = nw.when(nw.col("turned") == 1).then(nw.col("top") - number).otherwise(number)
    return frame.select(
        *WHO,
        nw.col("attempt").cast(nw.Int64),
        "q",
        "part",
        nw.when(is_rated).then(number + 1).otherwise(place).alias("place"),
        nw.when(is_rated).then(turned).otherwise(whole(NOBODY)).alias("rating"),
    )


def sittings(answers: Any, beside: Beside, plan: Plan) -> Any:
    """One row for each attempt of each person: how many rows it has, and of each subscale the sum and the number."""
    sums = []
    for part in range(1, plan.most_parts + 1):
        is_in = (nw.col("part") == part) & (nw.col("rating") >= 0)
        sums.append(nw.when(is_in).then(nw.col("rating")).otherwise(whole(0)).alias(f"s{part}"))
        sums.append(one_if(is_in).alias(f"k{part}"))
    names = [name for part in range(1, plan.most_parts + 1) for name in (f"s{part}", f"k{part}")]
    frame = answers.with_columns(*sums) if sums else answers
    counted = frame.group_by(*WHO, "attempt").agg(nw.len().alias("rows"), *(nw.col(name).sum() for name in names))
    narrow = (nw.col(name).cast(nw.Int16) for name in names)  # there are many of these rows
    return counted.select(*WHO, "attempt", nw.col("rows").cast(nw.Int64), *narrow).join(
        beside.each, on=["exercise"], how="inner"
    )


def is_double(each: Any) -> Any:
    """The attempts with more rows than the exercise has items: a table in which answers stand twice."""
    return each.filter(nw.col("rows") > nw.col("most_rows"))


def other_attempts(each: Any) -> Any:
    """The attempts that do not count: of a scale all but the newest, else all but the first, before any feedback."""
    tops = each.group_by(*WHO).agg(
        nw.col("attempt").min().alias("first"), nw.col("attempt").max().alias("newest")
    ).filter(nw.col("first") != nw.col("newest"))  # fmt: skip
    counts = nw.when(nw.col("is_scale") == 1).then(nw.col("newest")).otherwise(nw.col("first"))
    beside = each.select(*WHO, "attempt", "is_scale").join(tops, on=list(WHO), how="inner")
    return beside.filter(nw.col("attempt") != counts).select(*WHO, "attempt")


def phases(tries: Any) -> tuple[str, ...]:
    """The times at which anybody answered."""
    found = tries.select("phase").unique()
    eager = found.collect() if isinstance(found, nw.LazyFrame) else found
    return tuple(sorted(eager["phase"].to_list()))


def left_out(each: Any, group: nw.Expr, times: Sequence[str]) -> Any:
    """Whose answers do not count at one time, since beside another they would show.

    Where people of a group answered at two times, and one to four only at one of them, those are left out.
    """
    was = {time: nw.col(f"at_{time}") for time in times}
    here = each.select(*WHO, *(one_if(nw.col("phase") == time).alias(f"at_{time}") for time in times))
    here = here.group_by("cohort", "person", "exercise").agg(*(at.max() for at in was.values()))
    here = here.with_columns(group.alias("group"))
    pairs = list(itertools.combinations(times, 2))
    many = here.with_columns(*((was[a] * was[b]).alias(f"both_{a}_{b}") for a, b in pairs))
    many = many.group_by("group", "exercise").agg(
        *(at.sum().alias(f"all_{time}") for time, at in was.items()), *(nw.col(f"both_{a}_{b}").sum() for a, b in pairs)
    )
    many = many.select("group", "exercise", *(_tells(a, b).alias(f"apart_{a}_{b}") for a, b in pairs))
    beside = here.join(many, on=["group", "exercise"], how="inner")
    gone = []
    for time in times:
        missing = [
            (nw.col(f"apart_{a}_{b}") == 1) & (was[b if time == a else a] == 0) for a, b in pairs if time in (a, b)
        ]
        gone.append(one_if((was[time] == 1) & nw.any_horizontal(*missing, ignore_nulls=True)).alias(f"gone_{time}"))
    beside = beside.select("cohort", "person", "exercise", *gone)
    is_gone = nw.lit(False)
    for time in times:
        is_gone = nw.when(nw.col("phase") == time).then(nw.col(f"gone_{time}") == 1).otherwise(is_gone)
    found = each.select(*WHO, "attempt").join(beside, on=["cohort", "person", "exercise"], how="inner")
    return found.filter(is_gone).select(*WHO, "attempt")


def _tells(a: str, b: str) -> nw.Expr:
    both = nw.col(f"both_{a}_{b}")
    only = [nw.col(f"all_{one}") - both for one in (a, b)]
    few = [(one > 0) & (one < GROUP) for one in only]
    return one_if((both > 0) & (few[0] | few[1]))


def one_if(is_so: nw.Expr) -> nw.Expr:
    """1 where it is so, else 0."""
    return nw.when(is_so).then(whole(1)).otherwise(whole(0))


def whole(number: int) -> nw.Expr:
    """A whole number, of the same type in every engine."""
    return nw.lit(number, dtype=nw.Int64)
