"""Makes restore.json: what a journal makes of texts, entries and backups, for the twin in the browser.

.venv/bin/python tests/vectors/make_restore.py
"""

import itertools
import json
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from powerwith.journal.backup import read_backup, written
from powerwith.journal.restore import plan
from powerwith.journal.whole import clean, content, covers, entry
from powerwith.model import Entry

HERE = Path(__file__).resolve().parent
MADE = datetime(2026, 4, 1, 12, tzinfo=UTC)

TEXTS = {
    "plain": "She knew the way already.",
    "tab and line end": "one\ttwo\nthree",
    "carriage return": "one\r\ntwo",
    "nul and bell": "a\x00b\x07c",
    "deleted and the second block of control characters": "a\x7fb\x80c\x9fd\xa0e",
    "half a character": "a \ud83d b",
    "the other half": "a \ude42 b",
    "two halves in the wrong order": "\ude42\ud83d",
    "a whole character": "a 🙂 b",
    "turned round": "\u202eabc\u202c\u2066d\u2069",
    "joined": "👩🏾‍🦽 नमस्ते e\u0301",
    "no character": "\ufffe \uffff \U0010ffff",
    "line and paragraph separator": "a\u2028b\u2029c",
}

RESPONSES: tuple[dict[str, Any], ...] = (
    {"kind": "choice", "option": None, "text": ""},
    {"kind": "choice", "option": "a", "text": "It depends"},
    {"kind": "choice", "option": "b", "text": "It depends on who is there"},
    {"kind": "rewrite", "text": "What happened"},
    {"kind": "rewrite", "text": "What happened on Monday? 🙂"},
    {"kind": "sort", "groups": {"1": "opens"}},
    {"kind": "sort", "groups": {"1": "opens", "2": "closes"}},
    {"kind": "sort", "groups": {"1": "closes", "2": "closes"}},
    {"kind": "reflection", "fields": {"1": "She knew"}, "skipped": False},
    {"kind": "reflection", "fields": {"1": "She knew the way", "insight": "Ask"}, "skipped": False},
    {"kind": "planner", "fields": {"who": "me"}, "rows": {"steps": [{"what": "ring"}]}},
    {"kind": "planner", "fields": {"who": "me and her"}, "rows": {"steps": [{"what": "ring"}, {"what": "go"}]}},
    {"kind": "planner", "fields": {"who": "me"}, "rows": {"steps": [{"what": "go"}, {"what": "ring"}]}},
    {"kind": "conversation", "turns": [], "text": "Hel"},
    {"kind": "conversation", "turns": [{"turn": "t", "reply": "r"}], "text": "Hello"},
    {"kind": "conversation", "turns": [{"turn": "t", "reply": "r", "text": "Hel"}], "text": ""},
    {"kind": "scale", "about": "now", "ratings": {"a1": 3}, "fields": {}},
    {"kind": "scale", "about": "now", "ratings": {"a1": 3, "b1": None}, "fields": {"1": "The walk"}},
    {"kind": "scale", "about": "now", "ratings": {"a1": 2, "b1": None}, "fields": {"1": "The walk"}},
    {"kind": "scale", "about": "then", "ratings": {"a1": 3, "b1": 0}, "fields": {}},
    {"kind": "replies", "form": "a", "timed": False, "texts": {"envelope": "What would"}},
    {"kind": "replies", "form": "a", "timed": True, "texts": {"envelope": "What would help?", "bus": "Ah"}},
    {"kind": "marks", "by": "self", "replies": {"envelope": {"marks": {"agency": 2}}}},
    {"kind": "marks", "by": "self", "replies": {"envelope": {"marks": {"agency": 2, "worth": 0}}, "b": {"marks": {}}}},
    {"kind": "marks", "by": "self", "replies": {"envelope": {"marks": {"agency": 2}, "deducted": True}}},
    {
        "kind": "marks",
        "by": "peer",
        "rater": "00000000-0000-4000-8000-000000000001",
        "replies": {"envelope": {"marks": {"agency": 2}}},
    },
    *(
        {"kind": "vignette", "pack": "p", "version": 1, "part": part, "seed": seed, "order": ["a", "b"], "cases": cases}
        for part, seed, cases in (
            ("taken", 5, {"a": {"version": "b"}, "b": {"version": "a"}}),
            ("taken", 5, {"a": {"version": "b", "ratings": {"warm": 3}, "text": "Good"}, "b": {"version": "a"}}),
            ("taken", 5, {"a": {"version": "b", "ratings": {"warm": 3}, "step": "x", "text": "Good day"}}),
            ("taken", 5, {"a": {"version": "b", "skipped": True}, "b": {"version": "a", "ratings": {"warm": 9}}}),
            ("taken", 6, {"a": {"version": "a", "ratings": {"warm": 3}, "text": "Good"}}),
            ("withdrawn", 0, {}),
        )
    ),
)
MEAN = {"exact": {"over": 3, "under": 1}, "shown": "3.0", "band": 2}
SCORED = {
    "parts": [{"subscale": "stand", "answered": 1, "mean": MEAN}, {"subscale": "listen", "answered": 0, "mean": None}],
    "total": None, "answered": 1, "skipped": 1, "open": 0, "strongest": ["a1"], "weakest": [],
}  # fmt: skip
OUTCOME = {"effect": "helps", "codes": ["AFFIRM"], "findings": [{"rule": "r", "code": "AFFIRM", "start": 0, "end": 3}]}


def one(number: int, response: dict[str, Any], **changes: Any) -> Entry:
    plain = {
        "v": 1, "id": f"00000000-0000-4000-8000-{number:012d}", "rev": 1, "exercise": "a", "kind": response["kind"],
        "attempt": 1, "seq": number, "digest": "0" * 16, "response": response, "updated": "2026-03-01T09:30:00Z",
    }  # fmt: skip
    return entry(plain | changes)


def _ended() -> list[Entry]:
    """Every response with an outcome, so that no field of either gets lost on the way."""
    whole = OUTCOME | {"score": {"value": 40, "of": 72}, "state": {"trust": -1}, "ending": "e", "scored": SCORED}
    return [one(1, response, outcome=whole) for response in RESPONSES]


def _covered() -> list[dict[str, Any]]:
    made = []
    for newer, older in itertools.product(RESPONSES, RESPONSES):
        if newer["kind"] == older["kind"] or RESPONSES.index(newer) == 0:
            for ended in (None, OUTCOME):
                a, b = one(1, newer), one(1, older, outcome=ended)
                made.append({"newer": _plain(a), "older": _plain(b), "covers": covers(a, b)})
    return made


def _journal(dice: random.Random) -> list[Entry]:
    numbers = sorted(dice.sample(range(1, 7), dice.randint(0, 5)))
    return [
        one(n, dice.choice(RESPONSES[:6]), rev=dice.randint(0, 3), seq=dice.randint(0, 9), attempt=dice.randint(1, 2))
        for n in numbers
    ]


def _planned(seed: int) -> dict[str, Any]:
    dice = random.Random(seed)
    here, incoming = _journal(dice), _journal(dice)
    fresh = (f"ffffffff-0000-4000-8000-{n:012d}" for n in itertools.count(1))
    made = plan(incoming, here, lambda: next(fresh))
    return {
        "here": [_plain(each) for each in here],
        "incoming": [_plain(each) for each in incoming],
        "puts": [{"entry": _plain(put.entry), "expect": put.expect} for put in made.puts],
        "added": made.added,
        "same": made.same,
        "newer": made.newer,
    }


def _plain(kept: Entry) -> dict[str, Any]:
    return kept.model_dump(mode="json")


def made() -> str:
    """The whole file."""
    first = read_backup(HERE / "backup" / "v1.json")
    file = {
        "clean": [{"name": name, "text": text, "clean": clean(text)} for name, text in TEXTS.items()],
        "content": [{"entry": _plain(each), "content": content(each)} for each in (*first.entries, *_ended())],
        "covers": _covered(),
        "plans": [_planned(seed) for seed in range(60)],
        "written": {"made": "2026-04-01T12:00:00Z", "text": written(first.entries, MADE, first.carried)},
    }
    return json.dumps(file, separators=(",", ":"), sort_keys=True).replace('},{"', '},\n{"') + "\n"


if __name__ == "__main__":
    (HERE / "restore.json").write_text(made(), encoding="utf-8")
