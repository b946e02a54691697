"""Makes standing.json: where many made-up learners stand, for the twin in the browser.

.venv/bin/python tests/vectors/make_standing.py
"""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from powerwith import payload, standing
from powerwith.bank import load_bank
from powerwith.journal import entry, open_backup
from powerwith.model import Authored, Replies, Scale
from powerwith.score import score

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BANK = load_bank(ROOT / "exercises").exercises


def _scale(name: str, **changes: Any) -> Scale:
    return Scale.model_validate(BANK["epsa"].model_dump() | {"id": name} | changes)


def small() -> Scale:
    """Two subscales of three items, three answers, and nobody knows the noise."""
    items = tuple(
        {"id": f"{part}{i}", "text": f"Line {part}{i}.", "subscale": part, "reverse": i == 2}
        for i in range(3)
        for part in "ab"
    )
    return _scale(
        "small",
        items=items,
        subscales=({"id": "a", "label": "First"}, {"id": "b", "label": "Second"}),
        answers=tuple({"words": words} for words in ("Never", "At times", "Often")),
        minimum_items=2,
        minimum_subscales=1,
        planning=None,
    )


SCALES: dict[str, Scale] = {
    "epsa": _scale("epsa"),
    "noisy": _scale("noisy", planning={"spread": "0.70", "retest": "0.75"}),
    "small": small(),
}
TASK = BANK["reply-task"]
assert isinstance(TASK, Replies)


class Learner:
    """Entries of one made-up learner."""

    def __init__(self, scale: Scale, seed: str) -> None:
        self.scale = scale
        self.dice = random.Random(f"{scale.id} {seed}")
        self.entries: list[dict[str, Any]] = []

    def add(self, exercise: Authored, response: dict[str, Any], outcome: dict[str, Any] | None, **more: Any) -> str:
        seq = more.pop("seq", len(self.entries) + 1)
        name = f"00000000-0000-4000-8000-{len(self.entries) + 1:012d}"
        day = f"2026-{1 + seq // 28:02d}-{1 + seq % 28:02d}T00:30:00+13:00"
        made = {
            "v": 1, "id": name, "rev": 1, "exercise": exercise.id, "kind": response["kind"], "attempt": 1, "seq": seq,
            "digest": payload.payload(exercise).digest, "response": response, "outcome": outcome, "updated": day,
        }  # fmt: skip
        self.entries.append(made | more)
        return name

    def rate(self, worth: Sequence[int | None] | None = None, about: str = "now", **more: Any) -> str:
        """Ratings worth so much for each subscale in turn, or whatever comes."""
        top = len(self.scale.answers) - 1
        order = [one.id for one in self.scale.subscales]
        ratings: dict[str, int | None] = {}
        for item in self.scale.items:
            value = worth[order.index(item.subscale) % len(worth)] if worth else self._anything(top)
            if value == -1:
                continue
            ratings[item.id] = None if value is None else top - value if item.reverse else value
        outcome = None if more.pop("draft", False) else {"scored": score(self.scale, ratings).model_dump(mode="json")}
        response = {"kind": "scale", "about": about, "ratings": ratings}
        return self.add(self.scale, response, outcome, **more)

    def _anything(self, top: int) -> int | None:
        return self.dice.choice([None, -1]) if self.dice.random() < 0.12 else self.dice.randint(0, top)

    def reply(self, **more: Any) -> str:
        return self.add(TASK, {"kind": "replies", "form": "a", "texts": {}}, {}, **more)

    def mark(self, about: str, value: int, rater: int = 0, **more: Any) -> str:
        name = f"00000000-0000-4000-8000-{rater:012d}" if rater else None
        response = {"kind": "marks", "by": "peer" if rater else "self", "rater": name, "replies": {}}
        return self.add(TASK, response, {"score": {"value": value, "of": 72}}, about=about, **more)

    def anything(self) -> None:
        """A journal as it may come: phases in any order, drafts, old questions, marks for nothing."""
        for _ in range(self.dice.randrange(9)):
            phase = self.dice.choice(["none", "before", "after", "later"])
            old = {"digest": "0" * 16} if self.dice.random() < 0.1 else {}
            names = [one["id"] for one in self.entries]
            match self.dice.randrange(6):
                case 0 | 1 | 2:
                    self.rate(phase=phase, draft=self.dice.random() < 0.1, **old)
                case 3:
                    self.rate(about="then", phase=phase, **old)
                    self.entries[-1]["about"] = self.dice.choice([*names, None])
                case 4:
                    about = self.reply(phase=phase, **old)
                    for _ in range(self.dice.randrange(4)):
                        self.mark(about, self.dice.randint(0, 72), self.dice.randrange(3))
                case _ if names:
                    self.mark(self.dice.choice(names), self.dice.randint(0, 72), self.dice.randrange(3))


def _cases() -> dict[str, tuple[Scale, list[dict[str, Any]], bool]]:
    epsa = SCALES["epsa"]
    cases: dict[str, tuple[Scale, list[dict[str, Any]], bool]] = {}

    def case(name: str, *ratings: tuple[Sequence[int | None] | None, str], scale: Scale = epsa) -> Learner:
        learner = Learner(scale, name)
        for worth, phase in ratings:
            learner.rate(worth, phase=phase)
        cases[name] = (scale, learner.entries, True)
        return learner

    case("nothing")
    case("one rating", ([1, 2, 3], "none"))
    case("all parts alike", ([2], "none"))
    case("too few parts for a total", ([2, 2, 2, None, None, None, -1, -1], "none"))
    case("one part", ([2, None, None, None, None, None, None, None], "none"))
    case("the same twice", ([2], "before"), ([2], "after"))
    case("one part a step up", ([2], "before"), ([3, 2, 2, 2, 2, 2, 2, 2], "after"))
    case("exactly at a step down", ([2], "before"), ([1, 2, 2, 2, 2, 2, 2, 2], "later"))
    case("a fall beyond noise", ([3], "before"), ([2], "after"))
    case("a rise beyond noise", ([1], "before"), ([2], "after"), ([4], "later"))
    case("no total the second time", ([1], "before"), ([2, None, None, None, 2, 2, 2, 2], "after"))
    case("nothing in common", ([1, None, None, None] * 2, "before"), ([None, 1, 1, 1] * 2, "after"))
    case("only later phases", ([1], "after"), ([2], "later"))
    case("before comes last", ([1], "none"), ([2], "before"))
    case("no noise known", ([1, 2], "before"), ([2, 2], "after"), scale=SCALES["small"])
    looks = case("looking back", ([3], "before"), ([3], "after"))
    looks.rate([1], about="then", phase="after")
    looks.entries[-1]["about"] = looks.entries[1]["id"]
    same = case("looking back the same", ([3], "before"))
    same.rate([3], about="then", phase="after")
    alone = case("looking back on nothing", ([3], "after"))
    alone.rate([3], about="then", phase="after")
    alone.entries[-1]["about"] = alone.entries[0]["id"]
    replies = case("marks of one and of three", ([3], "before"), ([2], "after"))
    first, second = replies.reply(phase="before"), replies.reply(phase="after")
    replies.mark(first, 30)
    for rater, value in ((1, 20), (2, 21), (3, 23), (1, 22)):
        replies.mark(first, value, rater)
    replies.mark(second, 29)
    replies.mark(second, 41, 1)
    for name, scale in SCALES.items():
        for seed in range(16 if name == "epsa" else 6):
            learner = Learner(scale, str(seed))
            learner.anything()
            learner.dice.shuffle(learner.entries)
            cases[f"{name}, anybody {seed}"] = (scale, learner.entries, seed % 5 > 0)
    sample = [one.model_dump(mode="json") for one in open_backup(ROOT / "notebooks" / "sample-journal.json")]
    cases["the sample journal"] = (epsa, sample, True)
    return cases


def _case(name: str, scale: Scale, entries: list[dict[str, Any]], with_task: bool) -> dict[str, Any]:
    there = [entry(one) for one in entries]
    assert isinstance(TASK, Replies)
    here = standing.stand(there, scale=scale, task=TASK if with_task else None)
    lean = _without_axis(here.model_dump(mode="json"))
    return {"name": name, "scale": scale.id, "task": with_task, "entries": entries, "standing": lean}


def _without_axis(value: Any) -> Any:
    """The axis is the same in every record of a standing, so the file holds it once for each scale."""
    if isinstance(value, dict):
        return {name: _without_axis(each) for name, each in value.items() if name != "axis"}
    return [_without_axis(each) for each in value] if isinstance(value, list) else value


def vectors() -> dict[str, Any]:
    """Everything in the file."""
    return {
        "scales": [payload.payload(scale).model_dump(mode="json", exclude_none=True) for scale in SCALES.values()],
        "axes": [standing.axis(scale).model_dump(mode="json") for scale in SCALES.values()],
        "task": payload.payload(TASK).model_dump(mode="json", exclude_none=True),
        "cases": [_case(name, *case) for name, case in _cases().items()],
    }


def text() -> str:
    return json.dumps(vectors(), ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    path = HERE / "standing.json"
    path.write_text(text(), encoding="utf-8")
    print(f"{path.name}: {len(vectors()['cases'])} journals, {path.stat().st_size:,} bytes")
