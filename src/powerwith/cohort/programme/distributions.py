"""How the answers to every question lie in every group, as far as it may be shown."""

from typing import Any

import narwhals as nw
from scipy import special

from powerwith.cohort import suppress
from powerwith.cohort.programme.plan import Plan
from powerwith.cohort.programme.sittings import WHO, Beside, one_if, whole
from powerwith.cohort.suppress import MIDDLE, MOST, SHOWN
from powerwith.cohort.told import LEVEL

KEYS = ("group", "exercise", "item", "phase")


def cells_of(plan: Plan) -> list[str]:
    return [f"c{i}" for i in range(plan.cells)]


def counts(answers: Any, each: Any, out: Any, beside: Beside, plan: Plan, group: nw.Expr) -> Any:
    """A row for each group, question and time, with how many gave each answer; nobody's own answer is left in it.

    `each`: the attempts that count. `out`: those that do not.
    """
    given = answers.filter(nw.col("q") >= 0).join(out, on=[*WHO, "attempt"], how="anti")
    given = given.with_columns(
        group.alias("group"),
        *(one_if(nw.col("place") == i).alias(f"c{i}")
          for i in range(1, plan.cells)),
    )  # fmt: skip
    names = cells_of(plan)[1:]
    counted = given.group_by("group", "q", "phase").agg(*(nw.col(name).sum() for name in names))
    counted = counted.join(beside.shapes, on=["q"], how="inner")
    people = each.with_columns(group.alias("group"))
    people = people.group_by("group", "exercise", "phase").agg(nw.len().alias("people"))
    told = counted.join(people, on=["group", "exercise", "phase"], how="inner")
    given_in_all = nw.sum_horizontal(*names)
    c0 = nw.col("people").cast(nw.Int64) - given_in_all.cast(nw.Int64)
    return told.select(
        "q", "group", "phase", c0.cast(nw.Int32).alias("c0"), *(nw.col(name).cast(nw.Int32) for name in names),
        nw.col("is_ordered").cast(nw.Int16), nw.col("size").cast(nw.Int16),
    )  # fmt: skip


def merged(counted: Any, plan: Plan) -> Any:
    """The rule, row by row. Numbers are as narrow as they may be, since at this point most memory is needed."""
    cells = cells_of(plan)
    made = suppress.merged(nw.to_native(counted), cells, is_ordered=nw.col("is_ordered") == 1, aside=1)
    narrow = [f"{cell}_{what}" for cell in cells for what in ("group", "percent")]
    return nw.from_native(made).select(
        "q", "group", "phase", "state", "size", nw.col("n").cast(nw.Int32),
        *(nw.col(name).cast(nw.Int16) for name in (*narrow, "most", "low", "high")),
        *(nw.col(f"{cell}_total").cast(nw.Int32) for cell in cells),
    )  # fmt: skip


def told(rows: Any, beside: Beside, plan: Plan) -> Any:
    """One row for each group of answers, or for what is said instead of them; percentages with their interval."""
    heads = ["q", "group", "phase", "state", "n"]
    shown = rows.filter(nw.col("state") == SHOWN)
    each = [_group_of(shown, i, plan).select(*heads, "first", "last", "percent") for i in range(plan.cells)]
    state = nw.col("state")
    first = nw.when(state == MOST).then(nw.col("most")).otherwise(nw.col("low")).cast(nw.Int64)
    last = nw.when(state == MOST).then(nw.col("most")).otherwise(nw.col("high")).cast(nw.Int64)
    instead = rows.filter(state != SHOWN).select(
        *heads, first.alias("first"), last.alias("last"), whole(0).alias("percent")
    )
    long = nw.concat([*each, instead], how="vertical").with_columns(nw.col("n").cast(nw.Int64))
    long = long.join(beside.answers, on=["q", "first", "last"], how="inner")
    names_answers = (state == SHOWN) | (state == MOST)
    answer = nw.when(names_answers).then(nw.col("either")).when(state == MIDDLE).then(nw.col("span"))
    return _with_interval(long).select(
        "q", *KEYS, "state", "n", "first", answer.otherwise(nw.lit("")).alias("answer"), "percent", "low", "high"
    )


def _group_of(shown: Any, i: int, plan: Plan) -> Any:
    """The groups that begin with the cell at this place; no row where only the empty *no answer* is one."""
    later = [one_if(nw.col(f"c{j}_group") == i) for j in range(i + 1, plan.cells)]
    width = nw.sum_horizontal(*later) if later else whole(0)
    room = nw.col("size").cast(nw.Int64) - (i + 1)
    last = nw.when(width < room).then(width).otherwise(room) + i
    is_one = (nw.col(f"c{i}_group") == i) & (nw.col("size") > i)
    made = shown.filter(is_one).with_columns(
        whole(i).alias("first"), last.alias("last"), nw.col(f"c{i}_percent").cast(nw.Int64).alias("percent")
    )
    return made if i else made.filter((nw.col("c0_total") > 0) | (nw.col("last") > 0))


Z = float(special.ndtri(0.5 + LEVEL / 2))


def _with_interval(long: Any) -> Any:
    """Wilson's interval from the rounded percentage, outwards to the steps it is shown in; see `told.shares`."""
    n = nw.when(nw.col("n") > 0).then(nw.col("n")).otherwise(whole(1))
    hundredths, half, yes, many, p = (nw.col(name) for name in ("hundredths", "half", "yes", "many", "p"))
    long = long.with_columns((nw.col("percent") * n).alias("hundredths"), n.cast(nw.Float64).alias("many"))
    long = long.with_columns(((hundredths + 50) // 100).alias("half"))
    is_tie = (hundredths % 100 == 50) & (half % 2 == 1)
    long = long.with_columns(nw.when(is_tie).then(half - 1).otherwise(half).cast(nw.Float64).alias("yes"))
    long = long.with_columns((yes / many).alias("p"), (2.0 * (many + Z * Z)).alias("below"))
    centre = (2.0 * many * p + Z * Z) / nw.col("below")
    reach = Z * (4.0 * many * p * (1.0 - p) + Z * Z).sqrt() / nw.col("below")
    step = nw.when(nw.col("n") < suppress.ROUGH).then(nw.lit(5.0)).otherwise(nw.lit(1.0))
    long = long.with_columns(
        nw.when(yes == 0.0).then(nw.lit(0.0)).otherwise(centre - reach).alias("low_end"),
        nw.when(yes == many).then(nw.lit(1.0)).otherwise(centre + reach).alias("high_end"),
        step.alias("step"),
    )
    step, is_shown = nw.col("step"), nw.col("state") == SHOWN
    ends = {"low": (nw.col("low_end") * 100.0 / step).floor(), "high": (nw.col("high_end") * 100.0 / step).ceil()}
    return long.with_columns(*(
        nw.when(is_shown).then(end * step).otherwise(nw.lit(0.0)).cast(nw.Int64).alias(name)
        for name, end in ends.items()
    ))  # fmt: skip


def t_of(n: int) -> float:
    """What a 95 % interval of a mean of `n` people reaches out by, in standard errors; 0 for one person."""
    return float(special.stdtrit(n - 1, 0.5 + LEVEL / 2)) if n > 1 else 0.0
