"""How groups came out on a scale, and how the same people moved from before to after.

The rules are those of `powerwith.cohort.means`, row by row, for the totals of long scales. Of few items a mean is
reckoned from what is shown of them, so it stands in the distributions already. Scores are whole numbers, so that every
engine adds them up to the same.
"""

from typing import Any, Final

import narwhals as nw

from powerwith.cohort.means import FINE
from powerwith.cohort.programme.plan import Plan
from powerwith.cohort.programme.sittings import WHO, Beside, one_if, whole
from powerwith.cohort.suppress import HIDDEN, MOST, NOTHING, SHOWN, SMALL, STEPS
from powerwith.scoring.estimate import GROUP, SMALLEST

UNIT: Final = 20160
"""A score is a mean times this: a number that every count up to ten divides, so that nothing is rounded off."""

AT_ONCE: Final = ("group", "exercise", "phase")

LARGE: Final = 1000
"""From so many people on what an interval reaches out by hardly changes."""


def scores(each: Any, plan: Plan, group: nw.Expr) -> Any:
    """One row for each person, scale and time with a total: the mean of the means of the subscales, as a score."""
    places = range(1, plan.most_parts + 1)
    made = each.filter(nw.col("is_scale") == 1).with_columns(
        group.alias("group"), *(_mean(part).alias(f"mean{part}") for part in places)
    )
    there = [one_if(nw.col(f"mean{part}") >= 0) for part in places]
    sums = [nw.when(nw.col(f"mean{part}") >= 0).then(nw.col(f"mean{part}")).otherwise(whole(0)) for part in places]
    made = made.select(
        *WHO, "group", "least_parts", nw.sum_horizontal(*there).alias("parts"), nw.sum_horizontal(*sums).alias("sum"),
        nw.sum_horizontal(*(nw.col(f"k{part}").cast(nw.Int64) for part in places)).alias("answers"),
    )  # fmt: skip
    is_enough = (nw.col("parts") >= nw.col("least_parts")) & (nw.col("parts") > 0)
    many = nw.when(nw.col("parts") > 0).then(nw.col("parts")).otherwise(whole(1))
    score = nw.when(is_enough).then((nw.col("sum") * 2 + many) // (many * 2)).otherwise(whole(-1))
    return made.select(*WHO, "group", "answers", score.alias("score"))


def _mean(part: int) -> nw.Expr:
    count = nw.col(f"k{part}").cast(nw.Int64)
    many = nw.when(count > 0).then(count).otherwise(whole(1))
    is_enough = (count >= nw.col("least_items")) & (count > 0)
    return (
        nw.when(is_enough)
        .then((nw.col(f"s{part}").cast(nw.Int64) * (UNIT * 2) + many) // (many * 2))
        .otherwise(whole(-1))
    )


def allowed(rows: Any, scored: Any, beside: Beside, plan: Plan) -> Any:
    """What sums of all ratings everything that is shown of the items allows; see `suppress.sums` and `scored`.

    Values of answers rise, or fall where an item is turned, so the least and the largest of a group stand at its ends.
    """
    wide_again = (nw.col(f"c{i}_{what}").cast(nw.Int64) for i in range(plan.cells) for what in ("group", "total"))
    rated = rows.join(beside.rated, on=["q"], how="inner").with_columns(
        *wide_again, *(nw.col(name).cast(nw.Int64) for name in ("n", "most", "size"))
    )
    cells = range(plan.cells)
    is_alone = nw.col("c1_group") != nw.col("c0_group")
    falls = nw.col("turned") == 1
    first, last = whole(0), whole(0)
    wide = [whole(1)]
    for i in cells:
        rising = whole(max(0, i - 1))
        worth = nw.when(falls).then(nw.col("top") - rising).otherwise(rising)
        worth = nw.when(is_alone).then(whole(0)).otherwise(worth) if i == 0 else worth
        people = nw.col(f"c{i}_total") * worth
        first = first + nw.when(nw.col(f"c{i}_group") == i).then(people).otherwise(whole(0))
        is_last = nw.col("size") == i + 1
        if i + 1 < plan.cells:
            is_last = is_last | (nw.col(f"c{i + 1}_group") != nw.col(f"c{i}_group"))
        is_last = is_last & (nw.col("size") > i)
        last = last + nw.when(is_last).then(people).otherwise(whole(0))
        wide.append(nw.when(is_last).then(i - nw.col(f"c{i}_group")).otherwise(whole(0)))
    rated = rated.with_columns(first.alias("first"), last.alias("last"), nw.max_horizontal(*wide).alias("wide"))
    least = nw.when(falls).then(nw.col("last")).otherwise(nw.col("first"))
    largest = nw.when(falls).then(nw.col("first")).otherwise(nw.col("last"))
    most, top, few = nw.col("most"), nw.col("top"), SMALL - 1
    commonest = nw.when(falls).then(top - (most - 1)).otherwise(most - 1)
    commonest = (nw.col("n") - few) * nw.when(most == 0).then(whole(0)).otherwise(commonest)
    is_shown, is_most = nw.col("state") == SHOWN, nw.col("state") == MOST
    rated = rated.select(
        *AT_ONCE,
        nw.when(is_shown).then(least).when(is_most).then(commonest).otherwise(whole(0)).alias("low"),
        nw.when(is_shown).then(largest).when(is_most).then(commonest + top * few).otherwise(nw.col("n") * top)
        .alias("high"),
        nw.when(is_shown).then(nw.col("wide")).otherwise(top).alias("reach"),
    ).with_columns((nw.col("high") - nw.col("low")).alias("widest"))  # fmt: skip
    added = rated.group_by(*AT_ONCE).agg(
        nw.col("low").sum(), nw.col("high").sum(), nw.col("widest").max(), nw.col("reach").max(),
        nw.len().alias("seen"),
    )  # fmt: skip
    answers = scored.group_by(*AT_ONCE).agg(nw.col("answers").sum())
    found = added.join(answers, on=list(AT_ONCE), how="inner").join(beside.scales, on=["exercise"], how="inner")
    reach = nw.when(nw.col("seen") < nw.col("items")).then(nw.col("top")).otherwise(nw.col("reach"))
    return found.select(*AT_ONCE, "items", "top", "ten", "low", "high", "widest", "answers", reach.alias("reach"))


def spread(each: Any, keys: list[str], score: nw.Expr, *more: str) -> Any:
    """How many people, the sum and the sum of squares of their scores, and how many have the commonest one."""
    same = (
        each.with_columns(score.alias("score"))
        .group_by(*keys, "score")
        .agg(nw.len().alias("people"), *(nw.col(name).sum() for name in more))
    )
    same = same.with_columns(
        nw.col("people").cast(nw.Int64),
        (nw.col("people").cast(nw.Int64) * nw.col("score")).alias("sum"),
        (nw.col("people").cast(nw.Int64) * nw.col("score") * nw.col("score")).alias("squares"),
    )
    made = same.group_by(*keys).agg(
        nw.col("people").max().alias("commonest"), nw.col("people").sum().alias("n"),
        *(nw.col(name).sum() for name in ("sum", "squares", *more)),
    )  # fmt: skip
    names = ("n", "commonest", "sum", "squares", *more)
    return made.select(*keys, *(nw.col(name).cast(nw.Int64) for name in names))


def moves(scored: Any) -> Any:
    """How the same people moved from before to after, and what they came to each time."""
    keys = ["cohort", "person", "exercise", "group"]
    there = scored.filter(nw.col("score") >= 0)
    was, now = (there.filter(nw.col("phase") == time).select(*keys, nw.col("score").alias(time))
                for time in ("before", "after"))  # fmt: skip
    both = was.join(now, on=keys, how="inner")
    return spread(both, ["group", "exercise"], nw.col("after") - nw.col("before"), "before", "after")


# What a number is rounded to


def _with_step(there: Any, sum_: str, name: str) -> Any:
    """The step as `suppress.safe_step`, in tenths; 0 where none can be shown, or one wider than half the scale."""
    many = (nw.col("items") * nw.col("n")).cast(nw.Float64)
    there = there.with_columns(
        (4.0 * nw.col("reach").cast(nw.Float64) / many - SMALLEST).alias("needed"),
        (nw.col("high").cast(nw.Float64) - nw.col("widest").cast(nw.Float64) + 1e-6).alias("most_down"),
        (nw.col("low").cast(nw.Float64) + nw.col("widest").cast(nw.Float64) - 1e-6).alias("least_up"),
        nw.col("answers").cast(nw.Float64).alias("all"), points(sum_).alias("came_to"),
    )  # fmt: skip
    found = whole(0)
    for one in reversed(STEPS):
        shown = (nw.col("came_to") / one + 0.5 + SMALLEST).floor() * one
        is_safe = ((shown - one / 2) * nw.col("all") <= nw.col("most_down")) & (
            (shown + one / 2) * nw.col("all") >= nw.col("least_up")
        )
        is_safe = is_safe & (nw.col("needed") <= one) & (nw.col("top").cast(nw.Float64) / 2.0 >= one)
        found = nw.when(is_safe).then(whole(round(one * 10))).otherwise(found)
    return there.with_columns(found.alias(name)).drop("needed", "most_down", "least_up", "all", "came_to")


def points(sum_: str) -> nw.Expr:
    """A mean in points of the scale."""
    return nw.col(sum_).cast(nw.Float64) / UNIT / nw.col("n").cast(nw.Float64)


def _told(there: Any, beside: Beside, state: nw.Expr, lowest: nw.Expr, *keys: str) -> Any:
    """The mean with its interval by t, rounded, where it may be shown; numbers in points."""
    people = nw.when(nw.col("n") > LARGE).then(whole(LARGE)).otherwise(nw.col("n"))
    there = there.with_columns(state.alias("state"), people.alias("people")).join(beside.t, on=["people"], how="inner")
    many, total, squares = (nw.col(name).cast(nw.Float64) for name in ("n", "sum", "squares"))
    over = many * squares - total * total
    others = nw.when(nw.col("n") > 1).then(nw.col("n") - 1).otherwise(whole(1)).cast(nw.Float64)
    variance = nw.when(over > 0.0).then(over).otherwise(nw.lit(0.0)) / (many * others)
    step = nw.when(nw.col("step") > 0).then(nw.col("step")).otherwise(whole(1)).cast(nw.Float64)
    there = there.with_columns(
        points("sum").alias("mean"), (step / nw.col("ten")).alias("wide"), step.alias("tenths"),
        (nw.col("t") * variance.sqrt() / UNIT / many.sqrt()).alias("half"),
    )  # fmt: skip
    mean, half, wide, tenths = (nw.col(name) for name in ("mean", "half", "wide", "tenths"))
    value = (mean / wide + 0.5 + SMALLEST).floor() * tenths
    low, high = ((mean - half) / wide + SMALLEST).floor() * tenths, ((mean + half) / wide - SMALLEST).ceil() * tenths
    least, largest = lowest.cast(nw.Float64) * 10.0, nw.col("top").cast(nw.Float64) * 10.0
    low = nw.when(low < least).then(least).otherwise(low)
    high = nw.when(high > largest).then(largest).otherwise(high)
    is_shown = nw.col("state") == SHOWN
    n = nw.when(nw.col("state") == NOTHING).then(whole(0)).otherwise(nw.col("n"))
    numbers = (("estimate", value), ("low", low), ("high", high), ("step", nw.col("step").cast(nw.Float64)))
    # Ten is a column: by a constant, one of the engines multiplies by what is nearly a tenth instead of dividing.
    return there.select(
        *keys, "state", n.alias("n"),
        *((nw.when(is_shown).then(one).otherwise(nw.lit(0.0)) / nw.col("ten")).alias(name) for name, one in numbers),
    )  # fmt: skip


def told_changes(moved: Any, ranges: Any, beside: Beside) -> Any:
    """How the same people moved, as far as it may be shown."""
    there = moved
    for time in ("before", "after"):
        mine = ranges.filter(nw.col("phase") == time).drop("phase")
        there = _with_step(there.join(mine, on=["group", "exercise"], how="inner"), time, f"at_{time}")
        kept = ["items", "top", "ten"] if time == "after" else []
        there = there.drop(*(name for name in ranges.collect_schema().names()
                             if name not in ("group", "exercise", "phase", *kept)))  # fmt: skip
    one, two = nw.col("at_before"), nw.col("at_after")
    step = nw.when((one == 0) | (two == 0)).then(whole(0)).when(one > two).then(one).otherwise(two)
    there = there.with_columns(step.alias("step"))
    is_fine = (nw.col("step") > 0) & (nw.col("step") <= round(FINE * 10))
    state = nw.when(is_fine).then(nw.lit(SHOWN)).otherwise(nw.lit(HIDDEN))
    state = nw.when(nw.col("commonest") > nw.col("n") - SMALL).then(nw.lit(MOST)).otherwise(state)
    state = nw.when(nw.col("n") < GROUP).then(nw.lit(NOTHING)).otherwise(state)
    return _told(there, beside, state, whole(0) - nw.col("top"), "group", "exercise")


def told_means(scored: Any, ranges: Any, changed: Any, beside: Beside) -> Any:
    """The mean of each group at every time, as far as it may be shown beside its change."""
    there = spread(scored.filter(nw.col("score") >= 0), list(AT_ONCE), nw.col("score"))
    there = _with_step(there.join(ranges, on=list(AT_ONCE), how="inner"), "sum", "step")
    kept = changed.filter(nw.col("state") == SHOWN).select("group", "exercise", nw.col("n").alias("both"))
    there = there.join(kept, on=["group", "exercise"], how="left")
    # Where one to four more people than in the change are in a mean, the two together would tell of them.
    others = nw.col("n") - nw.col("both").fill_null(0)
    is_timed = (nw.col("phase") == "before") | (nw.col("phase") == "after")
    is_held = ~nw.col("both").is_null() & is_timed & (others > 0) & (others < GROUP)
    state = nw.when((nw.col("step") == 0) | is_held).then(nw.lit(HIDDEN)).otherwise(nw.lit(SHOWN))
    is_same = ~is_held & (nw.col("commonest") > nw.col("n") - SMALL)
    state = nw.when(is_same).then(nw.lit(MOST)).otherwise(state)
    state = nw.when(nw.col("n") < GROUP).then(nw.lit(NOTHING)).otherwise(state)
    return _told(there, beside, state, whole(0), *AT_ONCE)
