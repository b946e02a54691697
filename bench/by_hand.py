"""The summaries of many cohorts as somebody who knows DuckDB well would write them in SQL, to measure against."""

import re
from pathlib import Path
from typing import Any

from powerwith.cohort.programme.distributions import Z, t_of
from powerwith.cohort.programme.means import LARGE, UNIT
from powerwith.cohort.programme.plan import Plan, Small


def reckon(con: Any, path: Path, asked: Plan, out: Path) -> None:
    """Read the answers, and write the three tables as Parquet into `out`."""
    for name, table in _small(asked).items():
        con.execute(f"create temp table {name} ({', '.join(f'{key} {_type(some)}' for key, some in table.items())})")
        rows = ", ".join(str(tuple(row)) for row in zip(*table.values(), strict=True))
        con.execute(f"insert into {name} values {rows}")
    places = range(1, asked.most_parts + 1)
    con.execute(_given(asked, path))
    con.execute(_tries(asked))
    con.execute(_out())
    con.execute("""create temp table each_one as
        from tries anti join out using (cohort, person, exercise, phase, attempt)""")
    con.execute(_rows(asked))
    con.execute(f"copy ({_told(asked)}) to '{out}/distributions.parquet' (format parquet, compression zstd)")
    con.execute(_scored(places))
    con.execute(_ranges(asked))
    con.execute(_changes())
    con.execute(f"""copy (from changes order by "group", exercise)
        to '{out}/changes.parquet' (format parquet, compression zstd)""")
    con.execute(f"copy ({_means()}) to '{out}/means.parquet' (format parquet, compression zstd)")


def _small(asked: Plan) -> dict[str, Small]:
    people = list(range(1, LARGE + 1))
    return {
        "items": asked.items(), "each_exercise": asked.each(), "shapes": asked.shapes(), "names": asked.answers(),
        "rated": asked.rated(), "scales": asked.long(), "reach_of": {"people": people, "t": [t_of(n) for n in people]},
    }  # fmt: skip


PHASES = ("none", "before", "after", "later", "then")


def _type(values: Any) -> str:
    kinds = {type(value) for value in values}
    return "varchar" if str in kinds else "double" if float in kinds else "bigint"


def _given(asked: Plan, path: Path) -> str:
    places = " ".join(f"when value = v{i} then {i}" for i in range(1, asked.cells))
    return f"""
        create temp view given as
        select cohort, person, exercise, phase, attempt, q, part,
            is_rated = 1 and number between 0 and top as has_rating,
            case when has_rating then number::bigint + 1 {places} else 0 end as place,
            case when has_rating and turned = 1 then top - number::bigint
                 when has_rating then number::bigint else -1 end as rating
        from read_parquet('{path}') join items using (exercise, digest, item)
    """


def _tries(asked: Plan) -> str:
    sums = ", ".join(
        f"coalesce(sum(rating) filter (has_rating and part = {i}), 0)::bigint as s{i}, "
        f"count(*) filter (has_rating and part = {i}) as k{i}"
        for i in range(1, asked.most_parts + 1)
    )
    return f"""
        create temp table tries as
        select * from (
            select cohort, person, exercise, phase, attempt, count(*) as many_rows, {sums}
            from given group by all
        ) join each_exercise using (exercise)
    """


def _out() -> str:
    at = ", ".join(f"bool_or(phase = '{phase}') as at_{phase}" for phase in PHASES)
    pairs = [(a, b) for i, a in enumerate(PHASES) for b in PHASES[i + 1 :]]
    few = "count(*) filter (at_{0} and not at_{1}) between 1 and 4"
    tells = ", ".join(
        f"count(*) filter (at_{a} and at_{b}) > 0 and ({few.format(a, b)} or {few.format(b, a)}) as {a}_{b}"
        for a, b in pairs
    )
    gone = " or ".join(
        f"(phase = '{one}' and (" + " or ".join(
            f"({f'{one}_{other}' if (one, other) in pairs else f'{other}_{one}'} and not at_{other})"
            for other in PHASES if other != one
        ) + "))"
        for one in PHASES
    )  # fmt: skip
    return f"""
        create temp table out as
        with tops as (
            select cohort, person, exercise, phase, attempt,
                case when is_scale = 1 then max(attempt) over who else min(attempt) over who end as counts
            from tries window who as (partition by cohort, person, exercise, phase)
        ), others as (select * exclude counts from tops where attempt <> counts),
        here as (
            select cohort, person, exercise, {at} from tries
            group by all
        ), apart as (select cohort, exercise, {tells} from here group by all)
        from others
        union all
        select cohort, person, exercise, phase, attempt
        from (from tries anti join others using (cohort, person, exercise, phase, attempt))
        join here using (cohort, person, exercise) join apart using (cohort, exercise) where {gone}
    """


def _rows(asked: Plan) -> str:
    """Counts, and the rule on small cells."""
    last = asked.cells - 1
    cells = range(asked.cells)
    few = "{0} between 1 and 2"
    made = [f"{' + '.join(f'c{i}' for i in cells)} as n", f"{' + '.join(f'c{i}' for i in cells[1:])} as ok"]
    made += ["c0 as a0", "0 as g0"]
    for i in cells[1:]:
        is_open = few.format(f"a{i - 1}")
        made += [f"c{i} + case when {is_open} then a{i - 1} else 0 end as a{i}"]
        made += [f"case when {is_open} then g{i - 1} else {i} end as g{i}"]
    made += [f"a{last} as t{last}"]
    made += [f"case when g{i + 1} = g{i} then t{i + 1} else a{i} end as t{i}" for i in reversed(cells[:-1])]
    is_open = few.format(f"t{last}")
    made += [f"case when {is_open} then g{last} else {last + 1} end as from_{last}"]
    made += [f"case when {is_open} then t{last} else 3 end as end_{last}"]
    for i in reversed(cells[:-1]):
        takes = f"from_{i + 1} > {i} and end_{i + 1} < 3"
        made += [f"case when {takes} then g{i} else from_{i + 1} end as from_{i}"]
        made += [f"case when {takes} then end_{i + 1} + t{i} else end_{i + 1} end as end_{i}"]
    made += [f"case when from_0 <= {i} then from_0 else g{i} end as group_{i}" for i in cells]
    made += [f"case when from_0 <= {i} then end_0 else t{i} end as total_{i}" for i in cells]
    groups = " + ".join(f"(group_{i} = {i} and total_{i} > 0)::int" for i in cells)
    made += [f"greatest({', '.join(f'c{i}' for i in cells)}) as most_people"]
    made += ["case " + " ".join(f"when c{i} = most_people then {i}" for i in cells) + " end as most"]
    made += [
        f"""case when ok < 5 then 'nothing' when ok < 10 or (c0 > 0 and n < 13) then 'total'
        when n - most_people < 3 then 'most or all' when {groups} >= 2 then 'shown'
        when is_ordered = 1 then 'middle' else 'hidden' end as state"""
    ]
    made += ["greatest(4, (ok + 3) // 4) as first_rank"]
    for name, rank in (("low", "first_rank"), ("median", "((ok + 1) // 2)"), ("high", "(ok + 1 - first_rank)")):
        below = ["0", *(" + ".join(f"c{j}" for j in range(1, i + 1)) for i in range(1, last))]
        made += [f"1 + {' + '.join(f'({one} < {rank})::int' for one in below[1:]) or '0'} as {name}_at"]
    kept = ", ".join(f"group_{i}, total_{i}" for i in cells)
    counts = ", ".join(f"count(*) filter (place = {i}) as c{i}" for i in cells[1:])
    return f"""
        create temp table told_rows as
        with counted as (
            select cohort, q, phase, {counts} from given anti join out using (cohort, person, exercise, phase, attempt)
            where q >= 0 group by all
        ), people as (select cohort, exercise, phase, count(*) as people from each_one group by all),
        cells as (
            select * exclude people, people - ({" + ".join(f"c{i}" for i in cells[1:])}) as c0
            from counted join shapes using (q) join people using (cohort, exercise, phase)
        )
        select q, cohort, exercise, item, phase, size, state, n, most, low_at, high_at, {kept}
        from {_in_layers("cells", made)}
    """


def _in_layers(table: str, made: list[str]) -> str:
    """Columns one upon another: each in a query around those it needs, so that none is reckoned twice."""
    depth: dict[str, int] = {}
    layers: dict[int, list[str]] = {}
    for one in made:
        formula, name = one.rsplit(" as ", 1)
        depth[name] = 1 + max((depth.get(word, 0) for word in re.findall(r"[a-z_0-9]+", formula)), default=0)
        layers.setdefault(depth[name], []).append(one)
    for place in sorted(layers):
        table = f"(select *, {', '.join(layers[place])} from {table})"
    return table


def _told(asked: Plan) -> str:
    cells = range(asked.cells)
    runs = []
    for i in cells:
        wide = " + ".join(f"(group_{j} = {i} and size > {j})::int" for j in cells[i:])
        runs.append(f"{{'at': {i}, 'last': {i} - 1 + {wide}, 'total': total_{i}, 'is_one': group_{i} = {i} "
                    f"and size > {i} and ({i} > 0 or total_{i} > 0 or {wide} > 1)}}")  # fmt: skip
    step = "(case when n < 30 then 5 else 1 end)"
    return f"""
        with long as (
            select * exclude run, run.at as first, run.last as last, run.total as total
            from (select q, cohort, exercise, item, phase, state, n, unnest([{", ".join(runs)}]) as run
                  from told_rows where state = 'shown') where run.is_one
        ), shares as (
            select *, (total * 200 + {step} * n) // ({step} * n * 2) * {step} as percent, percent * n as over,
                (over + 50) // 100 as half, least(n, half - (over % 100 = 50 and half % 2 = 1)::int) as yes,
                yes::double / n::double as p, 2.0::double * (n::double + {Z!r}::double * {Z!r}::double) as below,
                (2.0::double * n::double * p + {Z!r}::double * {Z!r}::double) / below as centre,
                {Z!r}::double * sqrt(4.0::double * n::double * p * (1.0::double - p)
                    + {Z!r}::double * {Z!r}::double) / below as reach,
                (floor((case when yes = 0 then 0 else centre - reach end)::double * 100.0::double / {step}) * {step})
                    ::bigint as low,
                (ceil((case when yes = n then 1 else centre + reach end)::double * 100.0::double / {step}) * {step})
                    ::bigint as high
            from long
        ), instead as (
            select q, cohort, exercise, item, phase, state,
                case when state = 'nothing' then 0 else n end as n,
                case state when 'most or all' then most when 'middle' then low_at else 0 end as first,
                case state when 'most or all' then most when 'middle' then high_at else 0 end as last
            from told_rows where state <> 'shown'
        ), every as (
            select q, cohort, exercise, item, phase, state, n, first, last, percent, low, high from shares
            union all
            select *, 0, 0, 0 from instead
        )
        select cohort as "group", exercise, item, phase, state, n,
            case when state in ('shown', 'most or all') then either when state = 'middle' then span else '' end
                as answer,
            percent::bigint as percent, low::bigint as low, high::bigint as high
        from every join (select q, first, last, either, span from names) using (q, first, last)
        order by "group", exercise, q, phase, first
    """


def _scored(places: Any) -> str:
    means = ", ".join(
        f"case when k{i} >= least_items and k{i} > 0 then (s{i} * {UNIT * 2} + k{i}) // (k{i} * 2) else -1 end as m{i}"
        for i in places
    )
    there = " + ".join(f"(m{i} >= 0)::int" for i in places)
    total = " + ".join(f"greatest(m{i}, 0)" for i in places)
    return f"""
        create temp table scored as
        select cohort, person, exercise, phase, answers, case when parts >= least_parts and parts > 0
            then (total * 2 + parts) // (parts * 2) else -1 end as score
        from (select *, {there} as parts, {total} as total, {" + ".join(f"k{i}" for i in places)} as answers
              from (select *, {means} from each_one where is_scale = 1))
    """


def _ranges(asked: Plan) -> str:
    """What sums of answers the rows shown allow, for each scale."""
    cells = range(asked.cells)
    worth = ["case when group_1 <> group_0 then 0 when turned = 1 then top else 0 end as w0"]
    worth += [f"case when turned = 1 then top - {i - 1} else {i - 1} end as w{i}" for i in cells[1:]]
    low, high, reach = [], [], []
    for i in cells:
        inside = [f"case when group_{j} = {i} and size > {j} then w{j} end" for j in cells[i + 1 :]]
        each = ", ".join([f"w{i}", *inside])
        low.append(f"case when group_{i} = {i} then total_{i} * least({each}) else 0 end")
        high.append(f"case when group_{i} = {i} then total_{i} * greatest({each}) else 0 end")
        reach += [f"case when group_{j} = {i} and size > {j} then {j - i} end" for j in cells[i + 1 :]]
    most = "case most " + " ".join(f"when {i} then w{i}" for i in cells) + " end"
    return f"""
        create temp table ranges as
        with valued as (
            select t.*, turned, top, {", ".join(worth)}
            from told_rows t join (select q, turned, top from rated) using (q)
        ),
        spans as (
            select cohort, exercise, phase,
                case state when 'shown' then {" + ".join(low)} when 'most or all' then (n - 2) * ({most}) else 0 end
                    as a,
                case state when 'shown' then {" + ".join(high)}
                    when 'most or all' then (n - 2) * ({most}) + 2 * top when 'nothing' then 0 else n * top end as b,
                case when state = 'shown' then greatest(1, {", ".join(reach)}) else top end as reach
            from valued
        ), summed as (
            select cohort, exercise, phase, sum(a) as low, sum(b) as high, max(b - a) as widest, max(reach) as reach,
                count(*) as seen from spans group by all
        ), answered as (select cohort, exercise, phase, sum(answers) as answers from scored group by all)
        select * exclude (seen, reach), case when seen < items then top else reach end as reach
        from summed join answered using (cohort, exercise, phase) join scales using (exercise)
    """


def _step(sum_: str, name: str) -> str:
    """The finest step that is safe, in tenths."""
    tried = []
    for one in (1, 2, 5, 10):
        tenth = f"{one / 10}::double"
        mean = f"({sum_}::double / {UNIT}::double / n::double)"
        shown = f"floor({mean} / {tenth} + 0.5::double + 1e-9::double) * {tenth}"
        tried.append(f"""when 4.0::double * reach / (items * n) - 1e-9::double <= {tenth}
            and top / 2.0::double >= {tenth}
            and ({shown} - {tenth} / 2) * answers <= high - widest + 1e-6::double
            and ({shown} + {tenth} / 2) * answers >= low + widest - 1e-6::double then {one}""")
    return f"case {' '.join(tried)} else 0 end as {name}"


def _spread(keys: str, score: str, source: str, more: tuple[str, ...] = ()) -> str:
    inner, outer = ("".join(f", sum({name})::bigint as {name}" for name in more) for _ in range(2))
    return f"""
        select {keys}, sum(people)::bigint as n, max(people) as commonest, sum(people * score)::bigint as sum,
            sum(people * score * score)::bigint as squares {outer}
        from (select {keys}, {score} as score, count(*) as people {inner} from {source} group by {keys}, {score})
        group by {keys}"""


_HALF = f"""t * sqrt(greatest(n::double * squares::double - sum::double * sum::double, 0::double)
    / (n::double * greatest(n - 1, 1)::double)) / {UNIT}::double / sqrt(n::double)"""


def _told_numbers(source: str, states: str, keys: str, lowest: str) -> str:
    numbers = {
        "estimate": "floor(mean / wide + 0.5::double + 1e-9::double) * tenths",
        "low": f"greatest(floor((mean - half) / wide + 1e-9::double) * tenths, {lowest} * 10.0::double)",
        "high": "least(ceil((mean + half) / wide - 1e-9::double) * tenths, top * 10.0::double)",
        "step": "step::double",
    }
    shown = ", ".join(
        f"case when state = 'shown' then {sql} else 0::double end / 10.0::double as {name}"
        for name, sql in numbers.items()
    )
    return f"""
        select {keys}, state, case when state = 'nothing' then 0 else n end as n, {shown}
        from (select *, {states} as state, greatest(step, 1)::double as tenths, tenths / 10.0::double as wide,
                  sum::double / {UNIT}::double / n::double as mean, {_HALF} as half
              from {source} join reach_of on people = least(n, 1000))"""


def _changes() -> str:
    pairs = """(select b.cohort, b.exercise, b.score as before, a.score as after
        from scored b join scored a using (cohort, person, exercise)
        where b.phase = 'before' and a.phase = 'after' and b.score >= 0 and a.score >= 0)"""
    states = """case when n < 5 then 'nothing' when commonest > n - 3 then 'most or all'
        when step between 1 and 2 then 'shown' else 'hidden' end"""
    return f"""
        create temp table changes as
        with moved as ({_spread("cohort, exercise", "after - before", pairs, ("before", "after"))}),
        was as (select m.*, {_step("before", "step_was")}
                from moved m join ranges r using (cohort, exercise) where r.phase = 'before'),
        now as (select w.*, r.top, {_step("after", "step_now")}
                from was w join ranges r using (cohort, exercise) where r.phase = 'after'),
        stepped as (
            select *, case when step_was = 0 or step_now = 0 then 0 else greatest(step_was, step_now) end as step
            from now)
        {_told_numbers("stepped", states, 'cohort as "group", exercise', "-top")}
    """


def _means() -> str:
    states = """case when n < 5 then 'nothing' when not is_held and commonest > n - 3 then 'most or all'
        when step = 0 or is_held then 'hidden' else 'shown' end"""
    return f"""
        with spread as ({_spread("cohort, exercise, phase", "score", "(from scored where score >= 0)")}),
        stepped as (
            select *, phase in ('before', 'after') and coalesce(n - there_twice between 1 and 4, false) as is_held,
                {_step("sum", "step")}
            from spread join ranges using (cohort, exercise, phase)
            left join (select "group" as cohort, exercise, n as there_twice from changes where state = 'shown')
                using (cohort, exercise)
        )
        {_told_numbers("stepped", states, 'cohort as "group", exercise, phase', "0")}
        order by "group", exercise, phase
    """
