"""Makes share.json: entries, what of them may go, and the codes, for the twin in the browser.

.venv/bin/python tests/vectors/make_share.py
"""

import json
import random
from pathlib import Path
from typing import Any

from powerwith import share
from powerwith.model import Entry, Handed
from powerwith.model.share import SharedAnswer

HERE = Path(__file__).resolve().parent
SHARE = "0b9fa1de-32aa-4e11-8a36-a1b2c3d4e5f6"

CARDS = [["1", "2", "3"], ["opens", "closes"]]
TALK = [["begin/ask", "begin/tell", "later/stay"], ["heard", "left"]]
PLAN = [["step", "when", "people"]]
ITEMS = [["a1", "a2", "b1"]]
TASK = [["first", "second"], ["bus", "form", "door"], ["hears", "asks"]]
CASES = [["one", "two", "three"], ["likely", "warm"], ["ask", "tell"], ["four-cases", "1"]]
FOUND = {"rule": "why-didnt-you", "code": "CONFRONT", "start": 0, "end": 14}

WRITTEN: dict[str, tuple[dict[str, Any], dict[str, Any], list[list[str]]]] = {
    "a choice": ({"kind": "choice", "option": "b"}, {"effect": "helps", "codes": ["QUESTION_OPEN", "SEEK"]}, []),
    "a condition in own words": (
        {"kind": "choice", "option": "f", "text": "Only if Nóra asks 👋🏽"},
        {"effect": "mixed"},
        [],
    ),
    "a choice of nothing": ({"kind": "choice", "option": None}, {}, []),
    "a rewrite": (
        {"kind": "rewrite", "text": "What happened, Nóra?"},
        {
            "codes": ["QUESTION_OPEN", "CONFRONT"],
            "findings": [FOUND, FOUND, {**FOUND, "rule": "open-what", "code": "QUESTION_OPEN"}],
        },
        [],
    ),
    "a rewrite with more codes than marks": (
        {"kind": "rewrite", "text": "That is great, Nóra."},
        {
            "effect": "mixed",
            "codes": ["CONFRONT", "AFFIRM", "SUPPORT"],
            "findings": [FOUND, {**FOUND, "rule": "good-job", "code": "PRAISE_GENERAL"}],
        },
        [],
    ),
    "a rewrite with marks alone": (
        {"kind": "rewrite", "text": "Why didn't you, Nóra?"},
        {
            "codes": ["CONFRONT"],
            "findings": [FOUND, {**FOUND, "rule": "good-job", "code": "PRAISE_GENERAL"}],
        },
        [],
    ),
    "a rewrite of room alone": ({"kind": "rewrite", "text": " \n\ufeff\u2003"}, {}, []),
    "a sort": (
        {"kind": "sort", "groups": {"1": "closes", "2": "opens", "3": "opens"}},
        {"score": {"value": 2, "of": 3}},
        CARDS,
    ),
    "a sort into another group": ({"kind": "sort", "groups": {"1": "gone"}}, {"score": {"value": 0, "of": 3}}, CARDS),
    "a sort half done": ({"kind": "sort", "groups": {"2": "opens"}}, {"score": {"value": 200, "of": 300}}, CARDS),
    "a reflection": ({"kind": "reflection", "fields": {"1": "Nóra was quiet.", "action": "Ring on Monday."}}, {}, []),
    "a reflection left out": ({"kind": "reflection", "fields": {}, "skipped": True}, {}, []),
    "a conversation": (
        {
            "kind": "conversation",
            "turns": [
                {"turn": "begin", "reply": "ask", "by": "heard", "text": "And you, Nóra?", "findings": [FOUND]},
                {"turn": "later", "reply": "stay"},
            ],
            "text": "not said",
        },
        {"codes": ["AFFIRM"], "state": {"trust": 3, "say": 0}, "ending": "left"},
        TALK,
    ),
    "a planner": (
        {
            "kind": "planner",
            "fields": {"step": "Ring Nóra", "when": "  "},
            "rows": {"people": [{"who": "Nóra", "how": ""}, {"who": "", "how": "by bus"}]},
        },
        {},
        PLAN,
    ),
    "a planner with a long name": (
        {
            "kind": "planner",
            "fields": {},
            "rows": {"a-name-with-as-many-letters-as-may-be-in-a-key-x": [{"c": "Nóra"}]},
        },
        {},
        [["a-name-with-as-many-letters-as-may-be-in-a-key-x"]],
    ),
    "a scale": ({"kind": "scale", "ratings": {"a1": 4, "a2": None}, "fields": {"1": "Less of it."}}, {}, ITEMS),
    "a scale looking back": ({"kind": "scale", "about": "then", "ratings": {"a1": 0, "a2": 8, "b1": 2}}, {}, ITEMS),
    "replies": (
        {"kind": "replies", "form": "second", "timed": True, "texts": {"form": "Say more?", "bus": " "}},
        {},
        TASK,
    ),
    "marks": (
        {
            "kind": "marks",
            "by": "peer",
            "rater": "1b9fa1de-32aa-4e11-8a36-a1b2c3d4e5f6",
            "replies": {"bus": {"marks": {"hears": 3}, "deducted": True}, "door": {"marks": {"hears": 0, "asks": 2}}},
        },
        {"score": {"value": 5, "of": 9}},
        TASK,
    ),
    "a vignette": (
        {
            "kind": "vignette",
            "pack": "four-cases",
            "version": 1,
            "seed": 12345,
            "order": ["one", "two"],
            "cases": {
                "one": {"version": "a", "ratings": {"likely": 7}, "step": "ask", "text": "Nóra again"},
                "two": {"version": "b", "skipped": True, "text": "left out"},
            },
        },
        {},
        CASES,
    ),
    "a vignette taken back": (
        {
            "kind": "vignette",
            "pack": "four-cases",
            "version": 1,
            "part": "withdrawn",
            "seed": 1,
            "order": ["one"],
            "cases": {"one": {"version": "a", "ratings": {"likely": 7}, "text": "Nóra"}},
        },
        {},
        CASES,
    ),
}
"""What was answered, the feedback, and what such an answer can name."""


def entries() -> list[Entry]:
    """One entry for each, in an order that is not theirs."""
    made = []
    for i, (name, (response, outcome, _)) in enumerate(WRITTEN.items(), start=1):
        appeals = [{"rule": "why-didnt-you", "reason": "She asked for it."}, {"rule": "open-what", "reason": ""}]
        made.append(
            {
                "v": 1,
                "id": f"{i:08d}-0000-4000-8000-{i:012d}",
                "rev": i,
                "exercise": name.replace(" ", "-"),
                "kind": response["kind"],
                "attempt": i % 4 * 11 + 1,
                "seq": i // 2 + 1,
                "digest": f"{i:016x}",
                "phase": ("none", "none", "after", "later")[i % 4],
                "response": response,
                "outcome": outcome,
                "appeals": appeals if response["kind"] == "rewrite" else [],
                "rules_version": "0123456789abcdef" if i % 2 else None,
                "about": "00000001-0000-4000-8000-000000000001" if response["kind"] == "marks" else None,
                "updated": "2026-11-22T10:00:00Z",
            }
        )
    made.append({**made[0], "id": "99999999-0000-4000-8000-000000000099", "outcome": None, "seq": 90, "attempt": 7})
    random.Random(8).shuffle(made)
    return [Entry.model_validate_json(json.dumps(one)) for one in made]


def _handed(**changes: Any) -> Handed:
    return Handed.model_validate({"cohort": "spring-b", "share": SHARE, "seq": 1} | changes)


CHOICES: dict[str, dict[str, Any]] = {
    "everything, nobody's words": {"handed": _handed()},
    "before, for the first time": {"handed": _handed(before=99), "phase": "before", "linking": "BUS42KITE"},
    "after, with what was before": {"handed": _handed(seq=2, before=4, after=99), "phase": "after"},
    "weeks later, with what was before and after": {
        "handed": _handed(seq=3, before=3, after=6, later=99),
        "phase": "later",
    },
    "a third time, whenever that was": {"handed": _handed(seq=4, before=3, after=6)},
    "two exercises": {"handed": _handed(seq=7), "exercises": ["a-rewrite", "a-scale"]},
    "own words of one entry": {"handed": _handed(), "words": ["a rewrite"]},
    "own words of every entry": {"handed": _handed(), "words": list(WRITTEN)},
}

TYPED = [
    "spring-b",
    " Spring B ",
    "SPRING_B",
    "spring – b",
    "Ｓｐｒｉｎｇ",
    "ab",
    "a" * 24,
    "a" * 25,
    "",
    "Nóra's group",
    "--a--1--",
    "team\u00a07",
]
LINKS = ["bus42kite", " BUS 42-kite ", "", "  ", "abc", "A" * 12, "A" * 13, "bus!", "ＢＵＳ４２", "straße1"]


def gathered(choice: dict[str, Any]) -> str:
    """The text of the file."""
    every = entries()
    named = {one.exercise: one for one in every if one.outcome}
    ticked = [named[name.replace(" ", "-")] for name in choice.get("words", ())]
    words = {one.id: share.own(one) for one in ticked}
    rest = {name: value for name, value in choice.items() if name not in ("words",)}
    return share.text(share.gather(every, words=words, **rest))


def _plain(choice: dict[str, Any]) -> dict[str, Any]:
    return {name: value.model_dump(mode="json") if name == "handed" else value for name, value in choice.items()}


def _shared(entry: Entry) -> SharedAnswer:
    return share.answer(entry, phase="before", words=share.own(entry) if entry.attempt % 2 else {}, after=4)


def _code(shared: SharedAnswer, keys: list[list[str]]) -> str | None:
    try:
        return share.write_code(shared, tuple(map(tuple, keys)), SHARE)
    except share.CodeError:
        return None


def _typed(read: Any, text: str) -> str | None:
    try:
        made: str | None = read(text)
    except share.ShareError:
        return "refused"
    return made


def made() -> str:
    """The text of the file."""
    every = entries()
    known = {name.replace(" ", "-"): keys for name, (_, _, keys) in WRITTEN.items()}
    finished = [one for one in every if one.outcome]
    vectors = {
        "entries": [one.model_dump(mode="json") for one in every],
        "own": {one.id: share.own(one) for one in every},
        "shares": [{"name": name, **_plain(choice), "text": gathered(choice)} for name, choice in CHOICES.items()],
        "codes": [
            {
                "id": one.id,
                "keys": known[one.exercise],
                "share": SHARE,
                "code": _code(_shared(one), known[one.exercise]),
                "carried": share.carried(_shared(one)).model_dump(mode="json"),
                "left_out": share.left_out(_shared(one)),
            }
            for one in finished
        ],
        "cohorts": {text: _typed(share.cohort_code, text) for text in TYPED},
        "links": {text: _typed(share.linking_code, text) for text in LINKS},
    }
    return json.dumps(vectors, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    (HERE / "share.json").write_text(made(), encoding="utf-8")
