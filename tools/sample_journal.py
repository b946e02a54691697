"""Writes notebooks/sample-journal.json: the backup of an invented person, for notebooks and tests.

.venv/bin/python tools/sample_journal.py

Nobody wrote it. Ratings and marks are drawn around values chosen here, from a fixed seed; the words were made up for
this file. It is made by hand when a reply or a rating is to change, since an answer is never judged again later.
"""

import random
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, cast

from powerwith import coach, payload
from powerwith.bank import load_bank
from powerwith.journal.backup import written
from powerwith.model import Choice, Entry, Outcome, Replies, Scale, Score, Sort
from powerwith.score import score

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "notebooks" / "sample-journal.json"
SUMMER = timezone(timedelta(hours=1))

BEFORE, AFTER, LATER = date(2026, 6, 1), date(2026, 7, 13), date(2026, 10, 5)

# What each part of the self-assessment is drawn around, in the order of its subscales.
RATED = {
    "before": (2.3, 2.6, 2.1, 1.9, 1.3, 2.2, 1.4, 2.0),
    "after": (1.7, 2.5, 2.2, 1.8, 1.7, 2.4, 1.3, 1.7),
    "later": (2.6, 3.2, 2.8, 2.8, 3.2, 3.0, 1.6, 2.5),
    "then": (1.4, 2.0, 1.8, 1.3, 1.2, 1.7, 1.1, 1.6),
}

REPLIES: dict[str, dict[str, str]] = {
    "a": {
        "envelope": "You really need to open it. It could be a fine, and then it gets worse.",
        "bus": "I understand. The exercises only work if you do them, though.",
        "yard": "I'm sure you are good at lots of things!",
        "college": "It's not stupid. What did you think about studying?",
        "sister-in-law": "Does she always get it right? I would like to hear it from you.",
        "the-last-one": "I'm sorry you feel that way. I promise it will be different with me.",
    },
    "b": {
        "voicemail": "You kept it, and you brought it up. Shall we listen together, or only look at who rang?",
        "tablets": "Feeling like a zombie is no way to get through a day. What was it like before you stopped?",
        "sixty": "Sixty is a lot of work for no answer. Which of them would have suited you?",
        "cafe": "She has seen something. What might it be?",
        "son": (
            "He helps you a lot. Some things are heavy for a boy of twelve. "
            "I can ask for an interpreter, if that suits you. What would you like to say without him?"
        ),
        "passport": (
            "Thank you for telling me. I can't promise to leave it out: if you are in danger I may have to pass it on, "
            "and I would tell you first. Are you safe to go home today?"
        ),
    },
}
"""Form to what was written: the first before the course, the second at its end."""

# Understanding, agency, worth, honesty for each reply; `-` behind a reply that loses a point.
MARKED: dict[str, dict[str, str]] = {
    "a": {
        "envelope": "0 0 0 2 -", "bus": "1 1 0 2 -", "yard": "0 1 1 1", "college": "1 2 0 1",
        "sister-in-law": "1 1 0 2", "the-last-one": "0 1 0 0",
    },
    "b": {
        "voicemail": "2 3 2 2", "tablets": "2 2 0 2", "sixty": "2 2 2 2", "cafe": "1 2 1 2",
        "son": "2 3 1 3", "passport": "2 2 1 3",
    },
}  # fmt: skip

WROTE: tuple[tuple[int, str, str], ...] = (
    (2, "why-to-what", "Why didn't you bring it sooner? You should have opened it when it came."),
    (2, "why-to-what", "You have carried it for half a year. What was going on when it came?"),
    (5, "four-minutes", "You need to get those certificates. Why didn't you take them?"),
    (9, "running-out", "You must order it sooner, but I know you are busy."),
    (9, "running-out", "You work until seven and we shut at six. What would make it easier to get here in time?"),
    (14, "under-the-table", "She is just attention-seeking, I think."),
    (14, "under-the-table", "She went under the table when it got loud. What did you see before that?"),
    (20, "the-missed-sessions", "You have to come more often. What stops you on Tuesdays?"),
    (27, "start-again", "I read out what was missing. Sorry. May I start again? What have you learned in these years?"),
    (33, "shrink-the-superstar", "You opened it, after six months, with shaking hands. What made today the day?"),
    (39, "twice-in-a-week", "You came twice this week, once on foot. What helped you get here?"),
    (66, "four-minutes", "You had four minutes and two children. Is it safe for post to reach you where you are now?"),
    (
        118,
        "running-out",
        "You get eleven people up before noon. How is your breathing today?",
    ),
)
"""Days after the first rating, exercise, and what was written."""

CHOSE = (
    (1, "the-brown-envelope"), (4, "what-stopped-you"), (6, "second-exclusion"), (8, "the-late-essay"),
    (12, "how-wide-a-question"), (15, "keep-reword-drop"), (18, "handover-at-seven"), (22, "what-mends-it"),
    (25, "what-kind-of-kind"), (29, "the-call-she-made"), (36, "four-kinds-of-kind-words"), (64, "three-out-of-five"),
    (65, "whose-win-is-it"), (117, "groups-on-my-list"),
)  # fmt: skip

PLANNED = (
    (30, "if-why-then-what", {
        "1": "On the phone, late in the afternoon, when a paper is missing.",
        "2": "What got in the way?",
        "if": "a paper is missing",
        "then": "I will ask what got in the way before I say what I need",
    }),
)  # fmt: skip


class Sample:
    """The entries made so far, in order."""

    def __init__(self) -> None:
        self.bank = load_bank(ROOT / "exercises").exercises
        self.dice = random.Random("a sample journal")
        self.entries: list[Entry] = []

    def add(self, day: date, exercise: str, response: Mapping[str, Any], outcome: Outcome, **more: Any) -> str:
        """One finished entry; returns its id."""
        name = str(uuid.UUID(int=self.dice.getrandbits(128), version=4))
        at = datetime(day.year, day.month, day.day, 9, tzinfo=SUMMER) + timedelta(minutes=10 * len(self.entries))
        made = {
            "v": 1,
            "id": name,
            "rev": 1,
            "exercise": exercise,
            "kind": response["kind"],
            "attempt": 1 + sum(one.exercise == exercise for one in self.entries),
            "seq": len(self.entries) + 1,
            "digest": payload.payload(self.bank[exercise]).digest,
            "response": dict(response),
            "outcome": outcome,
            "updated": at.isoformat(),
        }
        self.entries.append(Entry.model_validate(made | more))
        return name

    def rate(self, day: date, name: str, **more: Any) -> str:
        """A rating drawn around what `RATED` says; one item did not come up."""
        scale = cast(Scale, self.bank["epsa"])
        top = len(scale.answers) - 1
        around = dict(zip((one.id for one in scale.subscales), RATED[name], strict=True))
        ratings: dict[str, int | None] = {}
        for item in scale.items:
            drawn = min(top, max(0, round(self.dice.gauss(around[item.subscale], 0.6))))
            ratings[item.id] = top - drawn if item.reverse else drawn
        ratings["h2"] = None
        about = "then" if name == "then" else "now"
        phase = "after" if name == "then" else name
        response = {"kind": "scale", "about": about, "ratings": ratings, "fields": {}}
        return self.add(day, scale.id, response, Outcome(scored=score(scale, ratings)), phase=phase, **more)

    def reply(self, day: date, form: str, phase: str) -> None:
        """A set of replies, marked by the person and by two colleagues."""
        task = cast(Replies, self.bank["reply-task"])
        response = {"kind": "replies", "form": form, "timed": False, "texts": REPLIES[form]}
        about = self.add(day, task.id, response, Outcome(), phase=phase)
        self.mark(day, about, form, task, {"by": "self", "rater": None}, kindness=1)
        for rater in (1, 2):
            peer = {"by": "peer", "rater": f"00000000-0000-4000-8000-{rater:012d}"}
            self.mark(day + timedelta(days=7), about, form, task, peer, kindness=0)

    def mark(
        self, day: date, about: str, form: str, task: Replies, who: Mapping[str, str | None], *, kindness: int
    ) -> None:
        """Marks around those of `MARKED`; people mark themselves a little higher."""
        replies = {prompt: self._marks(line.split(), task, kindness) for prompt, line in MARKED[form].items()}
        value = sum(max(0, sum(one["marks"].values()) - one["deducted"]) for one in replies.values())
        outcome = Outcome(score=Score(value=value, of=3 * len(task.criteria) * len(replies)))
        phase = next(one.phase for one in self.entries if one.id == about)
        self.add(day, task.id, {"kind": "marks", **who, "replies": replies}, outcome, about=about, phase=phase)

    def _marks(self, line: Sequence[str], task: Replies, kindness: int) -> dict[str, Any]:
        given = [int(mark) for mark in line[:4]]
        drawn = [min(3, max(0, mark + self.dice.choice((0, 0, 0, kindness, kindness or -1)))) for mark in given]
        return {"marks": dict(zip((one.id for one in task.criteria), drawn, strict=True)), "deducted": line[-1] == "-"}

    def practise(self, first: int, last: int) -> None:
        """What was practised between these days, in order."""
        done = [*((day, name, None) for day, name in CHOSE), *WROTE, *PLANNED]
        for after, name, said in sorted(done, key=lambda one: one[0]):
            if first <= after <= last:
                self._practised(BEFORE + timedelta(days=after), name, said)

    def _practised(self, day: date, name: str, said: object) -> None:
        exercise = self.bank[name]
        if isinstance(said, str):
            found = coach.check(said)
            findings = [{"rule": f.rule, "code": f.code, "start": f.start, "end": f.end} for f in found]
            codes = list(dict.fromkeys(f.code for f in found if f.strength != "notice"))
            outcome = Outcome.model_validate_json(_json({"findings": findings, "codes": codes}))
            self.add(day, name, {"kind": "rewrite", "text": said}, outcome, rules_version=coach.compiled()["version"])
        elif isinstance(said, dict):
            self.add(day, name, {"kind": "reflection", "fields": said, "skipped": False}, Outcome())
        elif isinstance(exercise, Choice):
            at = self.dice.choice([i for i, one in enumerate(exercise.options) if one.effect != "hurts"])
            option = exercise.options[at]
            outcome = Outcome(effect=option.effect, codes=option.codes)
            self.add(day, name, {"kind": "choice", "option": chr(ord("a") + at), "text": ""}, outcome)
        else:
            assert isinstance(exercise, Sort)
            groups = {str(i): card.group for i, card in enumerate(exercise.cards, start=1)}
            whole = Score(value=len(groups), of=len(groups))
            self.add(day, name, {"kind": "sort", "groups": groups}, Outcome(score=whole))


def _json(value: Any) -> str:
    return payload.canonical(value)


def made() -> str:
    """The text of the file."""
    sample = Sample()
    sample.rate(BEFORE, "before")
    sample.reply(BEFORE, "a", "before")
    sample.practise(0, 41)
    now = sample.rate(AFTER, "after")
    sample.rate(AFTER, "then", about=now)
    sample.reply(AFTER, "b", "after")
    sample.practise(42, 125)
    sample.rate(LATER, "later")
    order = sorted(sample.entries, key=lambda one: one.updated)
    kept = [one.model_copy(update={"seq": seq}) for seq, one in enumerate(order, start=1)]
    return written(kept, datetime(2026, 10, 6, 8, 0, tzinfo=SUMMER))


if __name__ == "__main__":
    FILE.write_text(made() + "\n", encoding="utf-8")
    print(f"{FILE.relative_to(ROOT)}: {FILE.stat().st_size:,} bytes")
