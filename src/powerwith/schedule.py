"""When a skill comes back, which rung of its ladder is next, and what today's three exercises are.

Pure functions over calendar days; whoever calls them turns times into days. The browser has the same functions in
`js/src/judge/schedule.ts`; both are held together by `tests/vectors/schedule.json`.
"""

import itertools
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from powerwith.model import (
    HARM_CODES,
    Authored,
    Carried,
    Entry,
    PlannerResponse,
    Record,
    ReflectionResponse,
    SkillName,
)
from powerwith.model.authored import Effect, Rung, Setting, Skill

GAPS = (2, 14, 45, 120)
"""A skill comes back so many days after its first practice: a few returns, further and further apart."""

MOST = 3
"""So many are shown at once at most, however long somebody was away."""

RUNGS: tuple[Rung, ...] = ("recognise", "sort", "repair", "write", "converse")
"""The rungs of the ladder, from below. Exercises on other rungs stand beside it."""

AFTER = 14
"""So many days after a plan was made, somebody is asked what became of it."""


class Item(Record):
    """An exercise, as far as choosing it is concerned."""

    id: str
    skills: tuple[Skill, ...]
    rung: Rung
    setting: Setting
    minutes: int
    level: int


class Done(Record):
    """One finished attempt: which exercise, on which day of the learner's own calendar, and how it landed."""

    exercise: str
    day: date
    effect: Effect | None = None


class Practice(Record):
    """Where somebody stands: the skills and exercises there are, what was done, the day, and what a code brought."""

    skills: tuple[SkillName, ...]
    shelf: tuple[Item, ...]
    done: tuple[Done, ...]
    today: date
    carried: tuple[Carried, ...] = ()


class Step(Record):
    """One rung for one skill: how many exercises there are, how many were done, and whether it counts as climbed."""

    rung: Rung
    there: int
    done: int
    is_done: bool


class Ladder(Record):
    """One skill: its rungs from below, which is next, and what stands beside (plans, reflections, ratings)."""

    skill: Skill
    steps: tuple[Step, ...]
    next: Rung | Literal["again"] | None
    beside: int
    beside_done: int
    begun: bool
    last: date | None
    returns: int


class Return(Record):
    """The day on which a skill comes back, and the how-manyth time that is."""

    skill: Skill
    day: date
    nth: int


class Pick(Record):
    """One of today's three, and why it is."""

    exercise: str
    skill: Skill
    why: Literal["due", "next", "new"]
    reason: str
    is_done: bool


def item(exercise: Authored) -> Item:
    """What choosing needs to know of an exercise."""
    return Item(**{name: getattr(exercise, name) for name in Item.model_fields})


def practised(entries: Iterable[Entry]) -> tuple[Done, ...]:
    """Every finished attempt in the order in which it was kept, on the day that the learner's clock showed then.

    Marks for replies are about an attempt and are none.
    """
    return tuple(
        Done(exercise=entry.exercise, day=entry.updated.date(), effect=_landed(entry))
        for entry in sorted(entries, key=lambda entry: (entry.seq, entry.id))
        if entry.outcome is not None
        and entry.kind != "marks"
        and not (isinstance(entry.response, ReflectionResponse) and entry.response.skipped)
    )


def to_ask(entries: Iterable[Entry], plans: Collection[str], today: date) -> tuple[Entry, ...]:
    """Plans made at least two weeks ago that nobody has asked about, the oldest first. `plans` are exercise ids."""
    kept = sorted(entries, key=lambda entry: (entry.seq, entry.id))
    asked = {entry.about for entry in kept if entry.outcome is not None}
    return tuple(
        entry
        for entry in kept
        if entry.exercise in plans
        and entry.outcome is not None
        and entry.id not in asked
        and entry.updated.date() + timedelta(AFTER) <= today
        and _holds_words(entry)
    )


def _holds_words(entry: Entry) -> bool:
    match entry.response:
        case ReflectionResponse(fields=fields, skipped=skipped):
            return not skipped and bool(fields.get("if", "").strip() or fields.get("then", "").strip())
        case PlannerResponse(fields=fields):
            return any(text.strip() for text in fields.values())
    return False


def _landed(entry: Entry) -> Effect | None:
    """The effect that was shown; for own words, `hurts` if the coach marked any harm and `helps` if only help."""
    outcome = entry.outcome
    if outcome is None or outcome.effect or not outcome.codes:
        return outcome.effect if outcome else None
    return "hurts" if any(code in HARM_CODES for code in outcome.codes) else "helps"


def ladder(practice: Practice) -> tuple[Ladder, ...]:
    """Every skill with its rungs. An exercise counts for each skill it lists."""
    return tuple(_Skill(name, practice).ladder() for name in practice.skills)


def progress(practice: Practice) -> tuple[Carried, ...]:
    """How far each skill that was begun has come."""
    every = (_Skill(name, practice).progress() for name in practice.skills)
    return tuple(one for one in every if one)


def returns(practice: Practice) -> tuple[Return, ...]:
    """The next return of each skill that has one, the earliest first; it may lie in the past, and never heaps up."""
    every = (_Skill(name, practice).comes_back() for name in practice.skills)
    return tuple(sorted((one for one in every if one), key=lambda one: one.day))


def due(practice: Practice) -> tuple[Return, ...]:
    """What comes back today, the longest due first, and no more than three."""
    return tuple(one for one in returns(practice) if one.day <= practice.today)[:MOST]


def three(practice: Practice) -> tuple[Pick, ...]:
    """Today's three: what is due, then the next rung of what was begun, then what is new, in different settings.

    They are chosen from what was done on other days, so they stay the same all day and are ticked off.
    """
    today, shelf = practice.today, practice.shelf
    before = practice.model_copy(update={"done": tuple(one for one in practice.done if one.day != today)})
    known = {name.id: _Skill(name, before) for name in practice.skills}
    coming = [one.skill for one in due(before)]
    begun = [skill for skill, one in known.items() if one.last is not None and skill not in coming]
    begun.sort(key=lambda skill: known[skill].last or today)
    fresh = [skill for skill, one in known.items() if one.last is None]
    chosen: list[list[Pick]] = []
    for skill in (*coming, *begun, *fresh):
        picks = known[skill].picks("due" if skill in coming else "next" if skill in begun else "new")
        if len(chosen) < MOST and _mixed([*chosen, picks], shelf) is not None:
            chosen.append(picks)
    ticked = {one.exercise for one in practice.done if one.day == today}
    mixed = _mixed(chosen, shelf) or ()
    return tuple(pick.model_copy(update={"is_done": pick.exercise in ticked}) for pick in mixed)


def _mixed(lists: Sequence[Sequence[Pick]], shelf: Sequence[Item]) -> tuple[Pick, ...] | None:
    """One of each list, no exercise twice: as many settings as can be, then whatever stands first in its list."""
    settings = {one.id: one.setting for one in shelf}
    best: tuple[tuple[int, ...], tuple[Pick, ...]] | None = None
    for places in itertools.product(*(range(len(each)) for each in lists)):
        picks = tuple(each[place] for each, place in zip(lists, places, strict=True))
        if len({pick.exercise for pick in picks}) < len(picks):
            continue
        order = (-len({settings[pick.exercise] for pick in picks}), sum(places), *places)
        if best is None or order < best[0]:
            best = order, picks
    return best[1] if best else None


class _Skill:
    """One skill on one day: what there is for it, and what was done."""

    def __init__(self, name: SkillName, practice: Practice) -> None:
        shelf, done = practice.shelf, practice.done
        self.name = name
        self.today = practice.today
        listed = {one.id: one for one in shelf if name.id in one.skills}
        self.shelf = [one for one in shelf if one.id in listed and one.rung in RUNGS]
        self.beside = [one for one in shelf if one.id in listed and one.rung not in RUNGS]
        self.finished = [(one, listed[one.exercise]) for one in done if one.exercise in listed]
        self.done = [(one, found) for one, found in self.finished if found.rung in RUNGS]
        self.carried = next((one for one in practice.carried if one.skill == name.id), None)
        brought = self.carried.rungs if self.carried else ()
        self.rungs = {found.rung for _, found in self.done} | set(brought)
        days = [one.day for one, _ in self.done]
        if self.carried:
            days += [self.carried.first, self.carried.last]
        self.first = min(days, default=None)
        self.last = max(days, default=None)
        self.nth, self.back = self._next_return()

    def next(self) -> Rung | Literal["again"] | None:
        there = {one.rung for one in self.shelf}
        left = (rung for rung in RUNGS if rung in there and rung not in self.rungs)
        return next(left, "again" if there else None)

    def ladder(self) -> Ladder:
        names = {one.exercise for one, _ in self.finished}
        return Ladder(
            skill=self.name.id,
            steps=tuple(self._step(rung, names) for rung in RUNGS),
            next=self.next(),
            beside=len(self.beside),
            beside_done=sum(one.id in names for one in self.beside),
            begun=self.last is not None,
            last=self.last,
            returns=self._been(),
        )

    def _step(self, rung: Rung, names: set[str]) -> Step:
        there = [one.id for one in self.shelf if one.rung == rung]
        done = sum(name in names for name in there)
        return Step(rung=rung, there=len(there), done=done, is_done=rung in self.rungs)

    def progress(self) -> Carried | None:
        if self.first is None or self.last is None:
            return None
        rungs = tuple(rung for rung in RUNGS if rung in self.rungs)
        return Carried(skill=self.name.id, rungs=rungs, returns=self._been(), first=self.first, last=self.last)

    def _been(self) -> int:
        """How many returns have been, here or before a code brought them."""
        return max(self.nth, self.carried.returns if self.carried else 0)

    def comes_back(self) -> Return | None:
        if self.back is None or not self.shelf:
            return None
        return Return(skill=self.name.id, day=self.back, nth=self.nth + 1)

    def _next_return(self) -> tuple[int, date | None]:
        """How many returns have been, and the day of the next one.

        A practice on or after the day is the return. A late one keeps its distance from the next. Days that this
        clock has not reached, but for tomorrow in another time zone, were written by a clock that was wrong: they
        would hold up the next return for years, so no return is reckoned from them.
        """
        days = sorted({one.day for one, _ in self.done if self._is_reached(one.day)})
        ways = [_reckon(days[0], 0, days[0] + timedelta(GAPS[0]), days)] if days else []
        if self.carried and self._is_reached(self.carried.first):
            ways.append(_reckon(*self._brought(self.carried, days), [d for d in days if d > self.carried.last]))
        if not ways:
            return (self.carried.returns if self.carried else 0), None
        return min(ways, key=lambda way: (-way[0], way[1] or self.today))

    def _brought(self, carried: Carried, days: Sequence[date]) -> tuple[date, int, date | None]:
        nth = carried.returns
        first = min([carried.first, *days])
        if nth == len(GAPS):
            return first, nth, None
        day = first + timedelta(GAPS[nth])
        if nth and self._is_reached(carried.last):
            day = max(day, carried.last + timedelta(GAPS[nth] - GAPS[nth - 1]))
        return first, nth, day

    def _is_reached(self, day: date) -> bool:
        return day <= self.today + timedelta(1)

    def picks(self, why: Literal["due", "next", "new"]) -> list[Pick]:
        """What could be done for it today, the best first; one for each setting, and the first few whatever theirs."""
        order = self._for_a_return if why == "due" else self._for_a_rung
        some = [one for one in self.shelf if why == "due" or one.rung == self.next()]
        some.sort(key=order)
        seen: set[str] = set()
        kept = []
        for place, one in enumerate(some):
            if place < MOST or one.setting not in seen:
                kept.append(one)
            seen.add(one.setting)
        reason = self._reason(why)
        return [Pick(exercise=one.id, skill=self.name.id, why=why, reason=reason, is_done=False) for one in kept]

    def _for_a_rung(self, one: Item) -> tuple[int, ...]:
        return (one.setting == self._last_setting(), one.skills[0] != self.name.id, one.level)

    def _for_a_return(self, one: Item) -> tuple[int, ...]:
        """Another setting than last time, not done yet, then what landed badly; near the rung that is next."""
        landed = [each.effect for each, found in self.done if found.id == one.id]
        tried = {"hurts": 1, "mixed": 2}.get(landed[-1] or "", 3) if landed else 0
        goal = self.next()
        far = abs(RUNGS.index(one.rung) - (RUNGS.index("write") if goal in ("again", None) else RUNGS.index(goal)))
        return (one.setting == self._last_setting(), tried, far, one.skills[0] != self.name.id, one.level)

    def _last_setting(self) -> Setting | None:
        if not self.done:
            return None
        place = max(range(len(self.done)), key=lambda i: (self.done[i][0].day, i))
        return self.done[place][1].setting

    def _reason(self, why: Literal["due", "next", "new"]) -> str:
        label = f"“{self.name.label}”"
        if why == "new":
            return f"{label} is new here."
        if why == "next":
            return f"The next rung of {label}: {self.next()}."
        days = (self.today - self.last).days if self.last else 0
        ago = "yesterday" if days == 1 else f"{days} days ago" if days > 1 else "not long ago"
        return f"{label} came up {ago}. Now it comes back."


def _reckon(first: date, nth: int, day: date | None, days: Sequence[date]) -> tuple[int, date | None]:
    for practice in days:
        if day is None or practice < day:
            continue
        nth += 1
        if nth == len(GAPS):
            return nth, None
        day = max(first + timedelta(GAPS[nth]), practice + timedelta(GAPS[nth] - GAPS[nth - 1]))
    return nth, day
