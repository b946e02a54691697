"""What a journal shows of practice: how much of what, how far up each ladder, and what comes back when."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

import matplotlib.style
import pandas as pd
from matplotlib.figure import Figure

from powerwith import schedule, today
from powerwith.bank import course_bank
from powerwith.model import Entry
from powerwith.picture import CONSIDERATE, INK, Picture, drawn
from powerwith.schedule import GAPS, RUNGS, Ladder, Practice
from powerwith.today import RUNG_WORDS

KINDS = {
    "choice": "choices", "rewrite": "own wordings", "sort": "sortings", "reflection": "reflections",
    "conversation": "conversations", "planner": "plans", "scale": "self-ratings", "replies": "sets of replies",
    "vignette": "sets of cases",
    "marks": "marks for replies",
}  # fmt: skip

DOTS = {"done": "o", "next": "o", "open": "."}


def practised(entries: Iterable[Entry]) -> pd.DataFrame:
    """How many finished answers of each kind there are, from which days. No words of any."""
    kept = [entry for entry in entries if entry.outcome is not None]
    counts: Counter[str] = Counter(entry.kind for entry in kept)
    days: dict[str, list[date]] = {
        kind: sorted(one.updated.date() for one in kept if one.kind == kind) for kind in counts
    }
    return pd.DataFrame({
        "kind": [KINDS[kind] for kind in KINDS if kind in counts],
        "finished": [counts[kind] for kind in KINDS if kind in counts],
        "first": [_day(days[kind][0]) for kind in KINDS if kind in counts],
        "latest": [_day(days[kind][-1]) for kind in KINDS if kind in counts],
    })  # fmt: skip


def ladders(at: Practice) -> Picture:
    """Each skill that was begun: which rungs are done, which is next. Raises ValueError where none was begun."""
    names = {one.id: one.label for one in at.skills}
    begun = [one for one in schedule.ladder(at) if one.begun]
    if not begun:
        raise ValueError("No skill has been begun yet. Do an exercise of a chapter, and its ladder stands here.")
    table = pd.DataFrame({"skill": [names[one.skill] for one in begun]} | {
        RUNG_WORDS[rung]: [_states(one)[rung] for one in begun] for rung in RUNGS
    })  # fmt: skip
    with matplotlib.style.context("default"):
        figure = Figure(figsize=(5.4, 0.9 + 0.38 * len(begun)), layout="constrained")
        axes = figure.subplots()
        for row, one in enumerate(begun):
            there = [(place, state) for place, state in enumerate(_states(one).values()) if state]
            for (left, a), (right, b) in pairwise(there):
                is_climbed = a == b == "done"
                axes.plot([left, right], [row, row], color=CONSIDERATE if is_climbed else "#b9b4ad", linewidth=2)
            for place, state in there:
                axes.plot(place, row, marker=DOTS[state], markersize=11 if state != "open" else 7, color=CONSIDERATE,
                          markerfacecolor=CONSIDERATE if state == "done" else "white" if state == "next" else "#b9b4ad",
                          markeredgecolor=CONSIDERATE if state != "open" else "#b9b4ad", markeredgewidth=2)  # fmt: skip
        axes.set(xlim=(-0.4, len(RUNGS) - 0.6), ylim=(len(begun) - 0.5, -0.6))
        axes.set_xticks(range(len(RUNGS)), [RUNG_WORDS[rung] for rung in RUNGS])
        axes.set_yticks(range(len(begun)), [names[one.skill] for one in begun])
        axes.xaxis.tick_top()
        axes.tick_params(length=0, colors=INK)
        axes.spines[:].set_visible(False)
    done = sum(step.is_done for one in begun for step in one.steps)
    of = sum(step.there > 0 or step.is_done for one in begun for step in one.steps)
    skills = "1 skill is" if len(begun) == 1 else f"{len(begun)} skills are"
    says = f"{skills} begun; {done} of their {of} rungs are done. A full dot is done, a ring is next, a small dot open."
    return drawn(figure, says, table)


def _states(one: Ladder) -> dict[str, str]:
    return {
        step.rung: "done" if step.is_done else "next" if step.rung == one.next else "open" if step.there else ""
        for step in one.steps
    }


def returns(at: Practice) -> pd.DataFrame | str:
    """What comes back, the longest due first; a sentence where nothing does."""
    names = {one.id: one.label for one in at.skills}
    found = schedule.returns(at)
    if not found:
        return "Nothing comes back yet. A skill does two days after its first exercise."
    due = {one.skill for one in schedule.due(at)}
    return pd.DataFrame({
        "skill": [names[one.skill] for one in found],
        "comes back": ["today" if one.skill in due else _when(one.day, at.today) for one in found],
        "return": [f"{one.nth} of {len(GAPS)}" for one in found],
    })  # fmt: skip


def three(at: Practice) -> pd.DataFrame | str:
    """Today's three with their reasons; a sentence where there are none."""
    bank, picks = course_bank(), schedule.three(at)
    if not picks:
        return "Nothing comes back today, and every rung you began is climbed."
    return pd.DataFrame({
        "exercise": [bank.exercises[one.exercise].title for one in picks],
        "minutes": [bank.exercises[one.exercise].minutes for one in picks],
        "why": [one.reason for one in picks],
        "done today": ["yes" if one.is_done else "no" for one in picks],
    })  # fmt: skip


def plans(entries: Iterable[Entry], day: date) -> pd.DataFrame | str:
    """Plans made two weeks ago or longer that nobody has asked about yet."""
    bank = course_bank()
    asked = today.plans(bank, entries, day)
    if not asked:
        return "No plan waits for a second look."
    return pd.DataFrame({
        "plan": [bank.exercises[one.exercise].title for one in asked],
        "made on": [_day(one.updated.date()) for one in asked],
    })  # fmt: skip


def _when(day: date, now: date) -> str:
    return "soon, after today's three" if day <= now else _day(day)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
