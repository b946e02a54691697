"""Makes portfolios.json: what is made of a made-up journal for several bodies, for the twin in the browser.

.venv/bin/python tests/vectors/make_portfolios.py
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from powerwith.model import Entry, ShelfMark
from powerwith.portfolio import Shelf, bodies, find, gather, html, markdown, page, reviewed, texts

HERE = Path(__file__).resolve().parent
MADE = date(2026, 11, 22)

SKILLS = {"ask": "Ask what and how", "know-myself": "Know where I stand", "step": "Shrink a step"}

MARKS: list[dict[str, Any]] = [
    {
        "id": "a-choice",
        "title": "Open the meeting",
        "words": {"a": "What shall we do?", "b": "The form & <you>", "line": "Go"},
    },
    {"id": "a-line", "title": "Say it another way", "words": {"line": "Why didn't you?"}, "minutes": 1},
    {"id": "a-sort", "title": "Doors", "words": {"1": "A card", "2": "Another", "10": "A tenth", "opens": "Opens"}},
    {
        "id": "a-reflection",
        "title": "Looking back",
        "skills": ["know-myself"],
        "words": {"1": "What happened?", "2": "What did you feel"},
    },
    {
        "id": "a-talk",
        "title": "A talk",
        "words": {"ending-good": "They ring", "gauge-trust": "Trust", "hello": "Good morning.", "ask": "What next?"},
    },
    {
        "id": "a-plan",
        "title": "One step",
        "skills": ["step"],
        "words": {
            "task": "Which task?",
            "steps": "Steps",
            "steps-what": "What",
            "steps-on": "When",
            "day": "Which day?",
        },
    },
    {
        "id": "a-scale",
        "title": "In ten talks",
        "skills": ["know-myself"],
        "words": {
            "status": "New, not validated.",
            "answer-0": "In none",
            "answer-1": "In some",
            "answer-2": "In all",
            "part-ask": "Asking",
            "part-share": "Sharing",
            "asked-first": "I asked first.",
            "1": "What surprised you?",
        },
    },
    {
        "id": "a-task",
        "title": "Six replies",
        "words": {
            "status": "No exam.",
            "mark-partner": "Partnership",
            "mark-clear": "Clear",
            "late": "I am late.",
            "lost": "I lost it.",
        },
    },
]

SCORED = {
    "parts": [
        {"subscale": "ask", "answered": 2, "mean": {"exact": {"over": 3, "under": 2}, "shown": "1.5", "band": 0}},
        {"subscale": "share", "answered": 0, "mean": None},
    ],
    "total": {"exact": {"over": 3, "under": 2}, "shown": "1.5", "band": 0},
    "answered": 2,
    "skipped": 1,
    "open": 3,
    "strongest": ["asked-first"],
    "weakest": [],
}

ENTRIES: list[dict[str, Any]] = [
    {"exercise": "a-choice", "response": {"kind": "choice", "option": "b", "text": "Only if Priya is there."}},
    {"exercise": "a-choice", "response": {"kind": "choice", "option": None, "text": " \n"}, "attempt": 2, "open": True},
    {"exercise": "a-choice", "response": {"kind": "choice", "option": "c"}, "attempt": 3, "changed": True},
    {
        "exercise": "a-line",
        "response": {"kind": "rewrite", "text": "# Ask *Priya*\n\n- what happened?\n1. then\n  <b>& more_"},
    },
    {
        "exercise": "a-line",
        "response": {"kind": "rewrite", "text": "اكتب\nthere $x$ | y ~ `z` \\ #"},
        "on": "2026-11-01",
    },
    {"exercise": "a-sort", "response": {"kind": "sort", "groups": {"10": "opens", "2": "gone", "1": "opens"}}},
    {"exercise": "lost", "kind": "sort", "response": {"kind": "sort", "groups": {"2": "opens", "1": "opens"}}},
    {"exercise": "lost", "response": {"kind": "sort", "groups": {}}, "open": True},
    {
        "exercise": "a-reflection",
        "phase": "before",
        "response": {
            "kind": "reflection",
            "fields": {"insight": "I hurry.", "2": "Tired", "1": "He left.\nTwice.", "12": "x"},
        },
    },
    {
        "exercise": "a-reflection",
        "phase": "later",
        "response": {
            "kind": "reflection",
            "fields": {"then": "ask", "if": "he is late", "odd": "kept"},
            "skipped": True,
        },
    },
    {
        "exercise": "a-talk",
        "outcome": {"ending": "good", "state": {"trust": 4, "say": 2}},
        "response": {
            "kind": "conversation",
            "turns": [
                {"turn": "one", "reply": "hello"},
                {"turn": "two", "reply": "ask", "by": "heard", "text": "What now, Sam?"},
                {"turn": "three", "reply": "gone"},
            ],
        },
    },
    {"exercise": "a-talk", "response": {"kind": "conversation", "turns": [], "text": "I wanted to"}, "open": True},
    {
        "exercise": "a-plan",
        "response": {
            "kind": "planner",
            "fields": {"day": "2026-11-24", "task": "the letter", "was": "there", "nil": " "},
            "rows": {"steps": [{"on": "soon", "what": "open it"}, {}, {"what": "2026-12-01"}], "gone": [{"a": "b"}]},
        },
    },
    {
        "exercise": "a-scale",
        "phase": "after",
        "outcome": {"scored": SCORED},
        "response": {
            "kind": "scale",
            "ratings": {"asked-first": 2, "b": 1, "c": None},
            "fields": {"2": "Nothing", "1": "Much"},
        },
    },
    {"exercise": "a-scale", "response": {"kind": "scale", "about": "then", "ratings": {"b": 1}}, "open": True},
    {"exercise": "lost-scale", "outcome": {"scored": SCORED}, "response": {"kind": "scale", "ratings": {"b": 1}}},
    {
        "exercise": "a-task",
        "response": {"kind": "replies", "form": "a", "texts": {"lost": "Where?", "late": "I see. ", "x": "y"}},
    },
    {
        "exercise": "a-task",
        "response": {
            "kind": "marks",
            "by": "peer",
            "rater": "00000000-0000-4000-8000-00000000000a",
            "replies": {
                "lost": {"marks": {"clear": 0, "partner": 3}, "deducted": True},
                "late": {"marks": {"partner": 1}},
            },
        },
    },
    {"exercise": "a-task", "response": {"kind": "marks", "by": "self", "replies": {}}},
    {
        "exercise": "some-cases",
        "response": {
            "kind": "vignette",
            "pack": "notes",
            "version": 2,
            "seed": 7,
            "order": ["tin", "bus", "shop", "gate"],
            "cases": {
                "tin": {"version": "b", "ratings": {"warm": 10, "sure": 0}, "step": "shared", "text": "Good morning. "},
                "bus": {"version": "a", "skipped": True},
                "shop": {"version": "b", "ratings": {"odd": 3}, "step": "gone", "text": " "},
                "gate": {"version": "a"},
            },
        },
    },
    {
        "exercise": "some-cases",
        "response": {
            "kind": "vignette",
            "pack": "n",
            "version": 1,
            "part": "read",
            "seed": 0,
            "order": [],
            "cases": {},
        },
    },
    {
        "exercise": "lost-cases",
        "response": {
            "kind": "vignette",
            "pack": "n",
            "version": 1,
            "part": "withdrawn",
            "seed": 0,
            "order": [],
            "cases": {},
        },
    },
]

CHOICES: dict[str, dict[str, Any]] = {
    "nothing, plain": {"body": "plain", "entries": []},
    "one": {"body": "nmc", "entries": [3]},
    "everything, plain": {"body": "plain", "entries": list(range(len(ENTRIES)))},
    "everything, hcpc": {"body": "hcpc", "entries": list(range(len(ENTRIES)))},
    "moved": {"body": "casw", "entries": [0, 3, 8, 12], "headings": {0: "values", 3: "values", 8: "no-such-heading"}},
    "looked through": {
        "body": "social-work-england",
        "entries": [0, 3, 10],
        "changed": {"0.2": "Only with Person A.", "9.9": "gone"},
        "kept": "the office's own number <020>",
    },
    "cdi": {"body": "cdi", "entries": [4, 13, 16, 17]},
}


def marks() -> dict[str, ShelfMark]:
    """The shelf, by id."""
    usual = {
        "chapter": "ch",
        "page": "p",
        "digest": "0" * 16,
        "skills": ["ask"],
        "rung": "write",
        "setting": "team",
        "minutes": 4,
        "level": 1,
        "asked_again": False,
    }
    return {each["id"]: ShelfMark.model_validate_json(json.dumps(usual | each)) for each in MARKS}


def entries() -> list[Entry]:
    """The journal, in order."""
    return [_entry(number, dict(plain)) for number, plain in enumerate(ENTRIES)]


def _entry(number: int, plain: dict[str, Any]) -> Entry:
    is_open, changed, on = plain.pop("open", False), plain.pop("changed", False), plain.pop("on", "2026-11-20")
    usual = {
        "v": 1,
        "id": f"00000000-0000-4000-8000-{number:012d}",
        "rev": 1,
        "attempt": 1,
        "seq": number + 1,
        "kind": plain["response"]["kind"],
        "digest": ("1" if changed else "0") * 16,
        "updated": f"{on}T23:30:00Z",
        "outcome": None if is_open else {},
    }
    return Entry.model_validate_json(json.dumps(usual | plain))


def cases() -> list[dict[str, Any]]:
    """Every choice with what is made of it."""
    return [_case(name, dict(choice)) for name, choice in CHOICES.items()]


def _case(name: str, choice: dict[str, Any]) -> dict[str, Any]:
    kept = entries()
    body = find(choice["body"], bodies())
    headings = {kept[i].id: heading for i, heading in choice.get("headings", {}).items()}
    chosen = [kept[i] for i in choice["entries"]]
    made = gather(chosen, Shelf(marks(), SKILLS), bodies(), body, made=MADE, headings=headings)
    done = reviewed(made, choice.get("changed", {}), choice.get("kept", ""))
    return choice | {
        "name": name,
        "headings": headings,
        "gathered": made.model_dump(mode="json"),
        "texts": [one.model_dump(mode="json") for one in texts(made)],
        "reviewed": done.model_dump(mode="json"),
        "page": [block.model_dump(mode="json") for block in page(done, bodies(), body)],
        "html": html(done, bodies(), body),
        "markdown": markdown(done, bodies(), body),
    }


def made() -> str:
    """The text of the file."""
    whole = {
        "bodies": bodies().model_dump(mode="json"),
        "skills": [{"id": name, "label": label, "about": "-"} for name, label in SKILLS.items()],
        "shelf": [mark.model_dump(mode="json") for mark in marks().values()],
        "entries": [entry.model_dump(mode="json") for entry in entries()],
        "cases": cases(),
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    (HERE / "portfolios.json").write_text(made(), encoding="utf-8")
