"""A cohort in numbers that tell of nobody: each with its interval, the people behind it, the rule and a sentence.

Everything that is shown goes through one `Showing`, which remembers it: two harmless looks beside each other can tell
of the one person in whom they differ. What two different tables give away together (a total and its parts, turns of
one conversation, options and what they do) is held apart here: only one of them is shown, or both rounded enough.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import stats

from powerwith.cohort import cells, suppress
from powerwith.cohort.asked import Question, questions, rows_of, way
from powerwith.cohort.cells import ALIKE, CELLS, UNMOVED, Row, record, unmoved
from powerwith.cohort.published import Look, Published, changed, trace, would_tell
from powerwith.cohort.scores import (
    NONE,
    Scores,
    Shown,
    by_t,
    interval,
    most,
    of_marks,
    outwards,
    rated,
    rounded,
    widest,
)
from powerwith.cohort.suppress import HIDDEN, MOST, NOTHING, SHOWN, SMALL, TOTAL
from powerwith.cohort.tables import Taken
from powerwith.cohort.told import EXAGGERATE, LEVEL, Told, few, number, part, shares
from powerwith.model import Authored, Conversation, Replies, Scale, Sort
from powerwith.scoring import paired_change
from powerwith.scoring.change import NO_CONTROL
from powerwith.scoring.estimate import DETAIL, GROUP, SMALLEST, people

CORRELATED = 30
"""Below this many people a correlation is the answer of one or two."""

MANY = 4
"""From so many items on the spread of a score says little of any one of them."""

FINE = 0.2
"""A change rounded more roughly than this would say nothing."""

APART = "A self-rating is a weak measure, and two sets of replies are few. Where the two part, trust neither alone."


class Showing:
    """A cohort, the exercises it answered, and what was shown of it. `published` is what to keep afterwards."""

    def __init__(self, taken: Taken, exercises: Iterable[Authored] = (), published: Published | None = None) -> None:
        self.taken = taken
        self.exercises = {one.id: one for one in exercises}
        self.published = published or Published()
        self._made: dict[tuple[str, str], dict[str, Scores]] = {}

    def known(self, exercise: str) -> Authored | None:
        return self.exercises.get(exercise)

    # Single questions

    def items(self, exercise: str, phase: str = "none") -> tuple[Told, ...]:
        """How the answers to each question of an exercise lie; the first attempt counts, of a scale the newest."""
        stay = self._there(exercise, phase)
        asked = [
            replace(one, answers={who: answer for who, answer in one.answers.items() if who in stay})
            for one in questions(self.taken, exercise, phase, self.known(exercise))
        ]
        return self.tell(asked) or (self._nobody("item", exercise, phase),)

    def _there(self, exercise: str, phase: str) -> frozenset[str]:
        """Whose answers to single questions count: beside another time, one to four who were there once would show."""
        rows = self.taken.answers
        rows = rows[(rows["exercise"] == exercise) & (rows["kind"] != "marks")]
        each = {str(name): frozenset(some) for name, some in rows.groupby("phase")["person"]}
        stay = here = each.pop(phase, frozenset())
        for there in each.values():
            if here & there and (0 < len(here - there) < GROUP or 0 < len(there - here) < GROUP):
                stay &= there
        return stay

    def tell(self, asked: Sequence[Question]) -> tuple[Told, ...]:
        """Each question as it may be shown, and remembered as shown."""
        return tuple(self._remembered(one, row) for one, row in zip(asked, cells.merged(asked), strict=True))

    def way(self, exercise: str, phase: str = "none") -> tuple[Told, ...]:
        """Which replies were given on the way through a conversation, and how it ended.

        Turns give each other away: who came by one is who gave a reply before. So it is the whole way where nothing
        on it has to be put together, and else the first turn.
        """
        asked = way(self.taken, exercise, phase, self.known(exercise))
        if not asked:
            return (self._nobody("turn", exercise, phase),)
        cut = any(look.groups != tuple(range(len(look.groups))) for look in self.published.of(asked[0].name))
        if not cut and all(cells.is_whole(one) for one in asked):
            return self.tell(asked)
        says = "On this conversation only the first turn is shown. Later turns would tell who came by."
        return tuple(cells.also(one, says) for one in self.tell(asked[:1]))

    def by_group(self, asked: Question, groups: Mapping[str, str]) -> tuple[Told, ...]:
        """One question in each subgroup, cut the same way in all; in none unless every one has ten people answering.

        People in no group are a group of their own, for they could be worked out by taking the others away.
        """
        parts: dict[str, dict[str, str]] = {}
        for who, answer in asked.answers.items():
            parts.setdefault(groups.get(who, "not said"), {})[who] = answer
        each = [replace(asked, answers=some, part=name) for name, some in sorted(parts.items())]
        rows = cells.merged(each)
        why = f"Not every group has {DETAIL} people who answered. Then none is shown, so that no one can be told."
        if len(each) > 1 and all(row["state"] not in (NOTHING, TOTAL) for row in rows):
            cut = suppress.joined([row["groups"] for row in rows])
            cuts = [cells.totals(one.counts(), cut) for one in each]
            why = "In one of the groups the answers lie so close together that they would tell of its people."
            if all(row["state"] == SHOWN for row in rows) and all(cells.are_several(cut, totals) for totals in cuts):
                remade = [cells.recut(row, cut, totals) for row, totals in zip(rows, cuts, strict=True)]
                return tuple(self._remembered(one, row) for one, row in zip(each, remade, strict=True))
        return (record(asked, NOTHING, "all groups or none", f"{why} {EXAGGERATE}"),)

    def _remembered(self, asked: Question, row: Row) -> Told:
        looks = self.published.of(asked.name)
        mine = [look for look in looks if look.part == asked.part]
        traces = self._traces(asked.name, asked.answers)
        if would_tell(looks, traces):
            return unmoved(asked, mine)
        if mine and changed(mine[-1], traces) == 0 and mine[-1].told:
            return mine[-1].told
        if row["state"] in (NOTHING, TOTAL):
            return cells.say(asked, row)
        kept = cells.beside(asked, row, mine)
        if kept is None:
            return unmoved(asked, mine)
        told = cells.say(asked, kept)
        look = Look(
            question=asked.name, part=asked.part, traces=traces, state=kept["state"], groups=kept["groups"],
            totals=kept["totals"], told=told,
        )  # fmt: skip
        self.published = self.published.and_look(look)
        return told

    def _traces(self, question: str, answers: Mapping[str, object]) -> tuple[str, ...]:
        keys = self.taken.keys
        return trace(self.published, question, {keys.get(who, who): f"{value}" for who, value in answers.items()})

    def _nobody(self, about: str, exercise: str, phase: str) -> Told:
        says = f"Nobody answered this in a form that can be counted. {EXAGGERATE}"
        return Told(about=about, exercise=exercise, phase=phase, label=exercise, state=NOTHING, rule=CELLS,
                    sentence=says.removesuffix(f" {EXAGGERATE}"))  # fmt: skip

    # Scores

    def total(self, exercise: str, phase: str = "none") -> Told:
        """The mean score: of a scale its total, of a sort the share of cards, of marks the mark of a reply."""
        made = self._scores(exercise, phase)
        return self._mean(_of("total", exercise, phase), made.get("", NONE), least=GROUP)

    def subscales(self, exercise: str, phase: str = "none") -> tuple[Told, ...]:
        """The mean of each subscale, from ten people on."""
        known = self.known(exercise)
        made = self._scores(exercise, phase)
        labels = {one.id: one.label for one in known.subscales} if isinstance(known, Scale) else {}
        return tuple(
            self._mean(_of("subscale", exercise, phase, name, label), made.get(name, NONE), least=DETAIL)
            for name, label in labels.items()
        )

    def change(self, exercise: str, first: str = "before", second: str = "after") -> tuple[Told, ...]:
        """How the same people came out the two times: the total, and each subscale from ten people on.

        Means of both times are then of the same people, or not shown: the others could be worked out.
        """
        known = self.known(exercise)
        labels = {"": exercise if known is None else known.title}
        labels |= {one.id: one.label for one in known.subscales} if isinstance(known, Scale) else {}
        before, after = self._scores(exercise, first), self._scores(exercise, second)
        told = []
        for name, label in labels.items():
            one, two = before.get(name, NONE), after.get(name, NONE)
            about = _of("change", exercise, f"{first} to {second}", name, label)
            told.append(self._change(about, one, two, (first, second)))
        return tuple(told)

    def beside(self, scale: str, task: str, phase: str = "none") -> tuple[Told, ...]:
        """How people rated themselves beside the marks their replies got: of those who have both."""
        own = self._scores(scale, phase).get("", NONE)
        marks = self._scores(task, phase).get("", NONE)
        both = sorted(own.of.keys() & marks.of.keys())
        told = [
            self._mean(_of("total", name, phase), made.only(both), least=GROUP)
            for name, made in ((scale, own), (task, marks))
        ]
        told.append(self._together(_of("beside", scale, phase, task), own.only(both), marks.only(both)))
        return tuple(told)

    def _together(self, asked: Question, own: Scores, marks: Scores) -> Told:
        n = len(own.of)
        rule = f"rank correlation (Spearman), from {CORRELATED} people, rounded to 0.1"
        if n < CORRELATED:
            says = f"Whether the two go together is shown from {CORRELATED} people with both on. {APART}"
            return record(asked, TOTAL if n >= GROUP else NOTHING, rule, says)
        return self._correlated(asked, own, marks, rule, APART)

    def _correlated(self, asked: Question, one: Scores, two: Scores, rule: str, ends: str) -> Told:
        who = sorted(one.of)
        a, b = np.array([one.of[each] for each in who]), np.array([two.of[each] for each in who])
        if min(np.ptp(a), np.ptp(b)) < SMALLEST or max(most(a), most(b)) > len(who) - SMALL:
            return record(asked, HIDDEN, ALIKE, f"Most or all came out the same, so nothing can go together. {ends}")
        value = float(stats.spearmanr(a, b).statistic)
        noise = float(stats.norm.ppf(0.5 + LEVEL / 2)) * math.sqrt((1 + value**2 / 2) / (len(who) - 3))
        reach = np.arctanh(np.clip(value, -0.999, 0.999))
        low, high = outwards(float(np.tanh(reach - noise)), float(np.tanh(reach + noise)), 0.1, (-1.0, 1.0))
        value = rounded(value, 0.1)
        answers = {each: f"{one.of[each]} {two.of[each]}" for each in who}
        says = f"{people(len(who))}: {number(value, 0.1)} on a scale from -1 to 1 ({interval(low, high, 0.1)}). {ends}"
        return self._once(asked, answers, record(asked, SHOWN, rule, says, value, low, high, len(who)))

    def _mean(self, asked: Question, made: Scores, *, least: int) -> Told:
        n = len(made.of)
        step = made.step()
        rule = f"from {least} people; mean rounded to {step:g}; " + (
            "95% interval by t, rounded outwards"
            if made.items >= MANY
            else
            "95% interval for the widest spread there could be, since the real one would tell"
        )  # fmt: skip
        if n < least:
            return record(asked, NOTHING if n < GROUP else TOTAL, f"from {least} people", few(n), n=_n(n))
        values = np.array(list(made.of.values()))
        if most(values) > n - SMALL:
            says = f"Most or all of {people(n)} came out the same, so no number is shown."
            return self._once(asked, made.of, record(asked, MOST, ALIKE, says, n=n))
        if not step:
            says = f"So few answers stand behind this score that a mean of {people(n)} would tell. It is not shown."
            return record(asked, HIDDEN, f"from {least} people", says, n=n)
        mean = rounded(float(values.mean()), step)
        low, high = by_t(values, step, made.ends) if made.items >= MANY else widest(mean, n, step, made.ends)
        says = (
            f"On average {people(n)} came to {number(mean, step)} of {made.ends[1]:g} ({interval(low, high, step)}). "
        )
        return self._once(asked, made.of, record(asked, SHOWN, rule, says + EXAGGERATE, mean, low, high, n))

    def _change(self, asked: Question, before: Scores, after: Scores, phases: tuple[str, str]) -> Told:
        both = sorted(before.of.keys() & after.of.keys())
        least = DETAIL if asked.item else GROUP
        n = len(both)
        if n < least:
            return record(
                asked, NOTHING if n < GROUP else TOTAL, f"from {least} people there both times", few(n), n=_n(n)
            )
        pairs = {who: f"{before.of[who]} {after.of[who]}" for who in both}
        steps = before.only(both).step(), after.only(both).step()
        step = max(steps) if min(steps) else 0.0
        rule = f"people there both times; rounded to {step:g}; 95% interval by t, rounded outwards"
        found = paired_change(pd.Series({who: before.of[who] for who in both}),
                              pd.Series({who: after.of[who] for who in both}))  # fmt: skip
        moves = np.array([after.of[who] - before.of[who] for who in both])
        if found.estimate is None or found.low is None or found.high is None or most(moves) > n - SMALL:
            says = f"Most or all of {people(n)} changed by the same, so no number is shown. {NO_CONTROL}"
            return self._once(asked, pairs, record(asked, MOST, ALIKE, says, n=n))
        if not 0 < step <= FINE:
            says = f"So few answers stand behind this score that the change of {people(n)} would tell. It is not shown."
            return record(asked, HIDDEN, rule, says, n=n)
        self._hold(asked, before, after, both, phases)
        value = rounded(found.estimate, step)
        low, high = outwards(found.low, found.high, step, (-before.width, before.width))
        return self._once(asked, pairs, record(
            asked, SHOWN, rule, _moved(value, low, high, n, step), value, low, high, n,
        ))  # fmt: skip

    def _hold(
        self, asked: Question, before: Scores, after: Scores, both: Sequence[str], phases: tuple[str, str]
    ) -> None:
        """Means of either time are those of the people in the change, unless five or more others are in them.

        Where one of them was shown already of a few others, the one not shown yet is withheld for good.
        """
        about = "subscale" if asked.item else "total"
        looks = []
        for made, phase in ((before, phases[0]), (after, phases[1])):
            one = _of(about, asked.exercise, phase, asked.item, asked.label)
            looks.append(Look(question=one.name, traces=self._traces(one.name, {who: made.of[who] for who in both})))
        told_apart = any(would_tell(self.published.of(look.question), look.traces) for look in looks)
        for look in looks:
            kept = look.model_copy(update={"is_withheld": told_apart})
            if kept not in self.published.looks:
                self.published = self.published.and_look(kept)

    def _once(self, asked: Question, answers: Mapping[str, object], told: Told) -> Told:
        """A number as it may be shown beside what was shown of it before."""
        looks = self.published.of(asked.name)
        mine = [look for look in looks if look.told]
        traces = self._traces(asked.name, answers)
        if would_tell(looks, traces) or any(look.is_withheld for look in looks):
            return unmoved(asked, mine)
        if mine and changed(mine[-1], traces) == 0 and mine[-1].told:
            return mine[-1].told
        self.published = self.published.and_look(Look(question=asked.name, traces=traces, state=told.state, told=told))
        return told

    def _scores(self, exercise: str, phase: str) -> dict[str, Scores]:
        key = exercise, phase
        if key not in self._made:
            self._made[key] = self._scored(exercise, phase)
        return self._made[key]

    def _scored(self, exercise: str, phase: str) -> dict[str, Scores]:
        known = self.known(exercise)
        if isinstance(known, Scale):
            found = rated(known, rows_of(self.taken, exercise, phase, known, newest=True))
            asked = {one.item: one for one in questions(self.taken, exercise, phase, known)}
            turned = {item.id for item in known.items if item.reverse}
            shown = dict(zip(asked, _shown(list(asked.values()), turned), strict=True))
            parts = {one.id: [item.id for item in known.items if item.subscale == one.id] for one in known.subscales}
            parts[""] = [item.id for item in known.items]
            return {
                name: replace(found[name], shown=_both([shown[item] for item in items if item in shown]))
                for name, items in parts.items()
            }
        if isinstance(known, Replies):
            rows = rows_of(self.taken, exercise, phase, known, newest=True, kind="marks")
            return of_marks(known, rows)
        rows = rows_of(self.taken, exercise, phase, known)
        scored = rows[(rows["item"] == "=score") & rows["number"].notna()]
        if scored.empty:
            return {}
        cards = len(known.cards) if isinstance(known, Sort) else 1
        each = dict(zip(scored["person"], scored["number"].astype(float), strict=True))
        of_cards = _both(_shown(questions(self.taken, exercise, phase, known), set())) if cards > 1 else None
        return {"": Scores(each, cards, (0.0, 1.0), of_cards)}

    # What the coach marked

    def marked(self, exercise: str, phase: str = "none") -> tuple[Told, ...]:
        """For how many people the coach marked each rule at least once, of all who answered. Codes stand beside."""
        rows = self.taken.answers
        asked = rows[(rows["exercise"] == exercise) & (rows["phase"] == phase) & (rows["kind"] != "marks")]
        who = sorted(asked["person"].unique())
        marked = self.taken.marked
        marked = marked[(marked["exercise"] == exercise) & (marked["phase"] == phase)]
        each = []
        for (rule, code), some in marked.groupby(["rule", "code"]):
            had = set(some["person"])
            each.append(
                _yes_no("marked", exercise, phase, str(rule), f"{rule} ({code})", {one: one in had for one in who})
            )
        told = [one for one in self.tell(each) if _is_listed(one)]
        if told:
            return tuple(_in_words(one, "had this marked in a reply at least once") for one in told)
        says = "No rule was marked for so many people that it can be shown." if len(who) >= DETAIL else few(len(who))
        return (Told(about="marked", exercise=exercise, phase=phase, label="marked words",
                     state=NOTHING, rule=CELLS, sentence=says),)  # fmt: skip

    def appeals(self) -> tuple[Told, ...]:
        """For each rule of the coach, how many of those it was marked for saw it differently, over all exercises.

        The number of people is rounded down to fives: set beside single exercises, the exact one would tell.
        """
        had = self.taken.marked.groupby("rule")["person"].agg(set)
        other = self.taken.appeals.groupby("rule")["person"].agg(set)
        each = [
            _yes_no(
                "appeals", "", "", str(rule), str(rule), {one: one in other.get(rule, set()) for one in sorted(who)}
            )
            for rule, who in had.items()
        ]
        told = [_in_fives(one, "saw this mark differently") for one in self.tell(each)]
        told = [one for one in told if one.state not in (NOTHING, TOTAL)]
        says = f"No rule was marked for {DETAIL} people or more, so nothing is said of appeals."
        none = Told(about="appeals", exercise="", phase="", label="appeals", state=NOTHING, rule=CELLS, sentence=says)
        return tuple(told) or (none,)

    # For authors

    def difficulty(self, exercise: str, phase: str = "none") -> tuple[Told, ...]:
        """How many chose what helps, or the group a card fits, for authors. Only from what is shown of the item."""
        known = self.known(exercise)
        asked = [one for one in questions(self.taken, exercise, phase, known) if one.best]
        return tuple(self._difficulty(one, told) for one, told in zip(asked, self.tell(asked), strict=True))

    def _difficulty(self, asked: Question, told: Told) -> Told:
        about = replace(asked, about="difficulty")
        look = next((one for one in reversed(self.published.of(asked.name)) if one.told and not one.part), None)
        if look is None or look.state != SHOWN or told.state != SHOWN or told.n is None:
            return record(about, told.state, told.rule, told.sentence, n=told.n)
        best = {look.groups[asked.values.index(value)] for value in asked.best}
        mixed = {look.groups[i] for i, value in enumerate(asked.values) if value not in asked.best}
        if best & mixed and any(look.totals[place] for place in best & mixed):
            says = "What helps was put together with another answer, so how hard this is cannot be told."
            return record(about, HIDDEN, told.rule, says, n=told.n)
        share = cells.percent(sum(look.totals[place] for place in best), told.n)
        one = part(("what fits best",), share, told.n)
        says = f"About {share} of 100 chose what fits best (95% interval {one.low} to {one.high}). {EXAGGERATE}"
        return record(about, SHOWN, told.rule, says, share / 100, one.low / 100, one.high / 100, told.n)

    def discrimination(self, exercise: str, phase: str = "none") -> tuple[Told, ...]:
        """How far each card or item goes with all the others, for authors, from 30 people on."""
        known = self.known(exercise)
        asked = questions(self.taken, exercise, phase, known)
        table = _numbers(asked, known)
        rule = f"item with the rest of the items (Spearman), from {CORRELATED} people without gaps, rounded to 0.1"
        told = []
        for one in asked:
            about = replace(one, about="discrimination")
            if len(table) < CORRELATED or len(table.columns) < 3 or one.item not in table:
                says = f"How an item goes with the others is shown from {CORRELATED} people and three items on."
                told.append(record(about, NOTHING, rule, says))
                continue
            rest = table.drop(columns=one.item).mean(axis=1)
            pair = [
                Scores({str(who): value for who, value in column.items()}, 1, (0, 1))
                for column in (table[one.item], rest)
            ]
            says = "Above 0 people who do well elsewhere do well here; near 0 or below, look at the wording."
            told.append(self._correlated(about, pair[0], pair[1], rule, says))
        return tuple(told)

    def everything(self) -> tuple[Told, ...]:
        """All there is to tell of a cohort, in an order in which nothing gives anything else away."""
        told: list[Told] = []
        answers = self.taken.answers
        phases = answers[answers["kind"] != "marks"].drop_duplicates(["exercise", "phase"])
        there = sorted(zip(phases["exercise"], phases["phase"], strict=True))
        # All at once, and then each is there already: see `cells.merged`.
        cells.merged([one for name, phase in there for one in questions(self.taken, name, phase, self.known(name))])
        for exercise in sorted({one for one, _ in there}):
            if {(exercise, "before"), (exercise, "after")} <= set(there) and self._scores(exercise, "before"):
                told += self.change(exercise)
        for exercise, phase in there:
            told += self._all_of(exercise, phase)
        return (*told, *self.appeals())

    def _all_of(self, exercise: str, phase: str) -> Iterable[Told]:
        kinds = set(self.taken.answers.loc[self.taken.answers["exercise"] == exercise, "kind"])
        if isinstance(self.known(exercise), Conversation) or "conversation" in kinds:
            yield from self.way(exercise, phase)
        elif questions(self.taken, exercise, phase, self.known(exercise)):
            yield from self.items(exercise, phase)
        if self._scores(exercise, phase):
            yield self.total(exercise, phase)
            yield from self.subscales(exercise, phase)
        mine = self.taken.marked["exercise"] == exercise
        if (mine & (self.taken.marked["phase"] == phase)).any():
            yield from self.marked(exercise, phase)


def _of(about: str, exercise: str, phase: str, item: str = "", label: str = "") -> Question:
    """What a score is called and remembered by. It has no answers to choose from."""
    return Question(about, exercise, phase, item, label or exercise, (), (), {})


def _n(n: int) -> int | None:
    return n if n >= GROUP else None


def _moved(value: float, low: float, high: float, n: int, step: float) -> str:
    far = number(abs(value), step)
    way = "about the same as before" if value == 0 else f"{far} {'higher' if value > 0 else 'lower'}"
    says = f"On average {people(n)} came out {way} ({interval(low, high, step)}). "
    says += "No change at all is within the interval. " if low <= 0 <= high else ""
    return f"{says}{EXAGGERATE} {NO_CONTROL}"


def _shown(asked: Sequence[Question], turned: set[str]) -> list[Shown]:
    """What will be shown of each item, as far as it says something of the score."""
    made = []
    for one, row in zip(asked, cells.merged(asked), strict=True):
        if one.best:
            values = [float(value in one.best) for value in one.values]
        else:
            places = [float(max(0, i - one.aside)) for i in range(len(one.values))]
            values = [max(places) - place for place in places] if one.item in turned else places
        if one.aside and row["groups"].count(row["groups"][0]) == 1:
            values[0] = 0.0  # nothing was rated, so nothing is added up
        reach = max(1.0, float(suppress.reach(row["groups"]))) if row["state"] == SHOWN else max(values)
        allowed = suppress.sums(values, row["state"], row["n"], row["most"], row["groups"], row["totals"])
        given = sum(one.counts()[one.aside :])
        made.append(Shown(1.0 if one.best else reach, (allowed,), given))
    return made


def _both(each: Sequence[Shown]) -> Shown | None:
    if not each:
        return None
    sums = tuple(pair for one in each for pair in one.sums)
    return Shown(max(one.reach for one in each), sums, sum(one.answers for one in each))


def _yes_no(about: str, exercise: str, phase: str, item: str, label: str, had: Mapping[str, bool]) -> Question:
    answers = {who: "yes" if one else "no" for who, one in had.items()}
    return Question(about, exercise, phase, item, label, ("no", "yes"), ("no", "yes"), answers)


def _is_listed(one: Told) -> bool:
    """A rule that was marked for fewer than three people is not even named."""
    return bool(one.parts) or (one.state == MOST and "“yes”" in one.sentence)


def _in_words(one: Told, did: str, whom: str = "") -> Told:
    """A question of yes or no as a sentence about who did. `whom`: of so many, where the number is not to be exact."""
    if not one.is_shown and one.state != MOST:
        return one
    whom = whom or people(one.n or 0)
    ends = f" {UNMOVED}" if one.sentence.endswith(UNMOVED) else ""
    yes = next((each for each in one.parts if each.label == "yes"), None)
    if yes is None:
        some = "Few or none" if "“no”" in one.sentence else "Most or all"
        says = f"{some} of {whom} {did}. How many is not shown.{ends}"
        return one.model_copy(update={"sentence": says})
    says = f"Of {whom}, about {yes.estimate} in 100 {did} (95% interval {yes.low} to {yes.high}). {EXAGGERATE}{ends}"
    numbers = {"estimate": yes.estimate / 100, "low": yes.low / 100, "high": yes.high / 100}
    return one.model_copy(update=numbers | {"parts": (), "sentence": says})


def _in_fives(one: Told, did: str) -> Told:
    """The same with people and percentages in fives, so that no exact number can be taken from another."""
    n = (one.n or 0) // 5 * 5
    yes = next((each.estimate for each in one.parts if each.label == "yes"), 0)
    share = (yes + 2) // 5 * 5
    low, high = shares(max(n, 1), share, step=5)
    parts = tuple(each.model_copy(update={"estimate": share, "low": low, "high": high}) for each in one.parts)
    return _in_words(one.model_copy(update={"n": n, "parts": parts}), did, f"{n} people or a few more")


def _numbers(asked: Sequence[Question], known: Authored | None) -> pd.DataFrame:
    """People without gaps by items: ratings, turned round where an item is reversed, or 1 for what fits best."""
    top = len(known.answers) - 1 if isinstance(known, Scale) else 1
    turned = {item.id for item in known.items if item.reverse} if isinstance(known, Scale) else set()
    table = {}
    for one in asked:
        if one.best:
            table[one.item] = {who: float(answer in one.best) for who, answer in one.answers.items() if answer}
        elif one.is_ordered:
            given = {who: float(answer) for who, answer in one.answers.items() if answer}
            table[one.item] = {who: top - each if one.item in turned else each for who, each in given.items()}
    return pd.DataFrame(table).dropna()
