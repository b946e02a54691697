"""Makes planners.json: what a made-up planner says of many responses, for the twin in the browser.

.venv/bin/python tests/vectors/make_planners.py
"""

import json
from pathlib import Path
from typing import Any

from powerwith.model import Planner, PlannerResponse
from powerwith.planner import checked, is_blank, page, plain

HERE = Path(__file__).resolve().parent

PLANNER: dict[str, Any] = {
    "id": "everything",
    "kind": "planner",
    "title": "Everything at once",
    "objective": "Use every field, check and block.",
    "minutes": 5,
    "level": 1,
    "skills": ["step"],
    "rung": "plan",
    "seeds": ["seed-020"],
    "setting": "tax",
    "prompt": "A planner made up for the tests.",
    "makes": "Naïve plan",
    "parts": [
        {
            "title": "One",
            "fields": [
                {"id": "cue", "type": "line", "label": "When?"},
                {"id": "step", "type": "words", "label": "What?"},
                {"id": "place", "type": "choose", "label": "Where?", "options": ["At home", "At the office."]},
                {"id": "sure", "type": "scale", "label": "How sure?", "low": "Not at all", "high": "Quite sure"},
                {"id": "on", "type": "date", "label": "Which day?"},
            ],
        },
        {
            "title": "Two",
            "fields": [
                {
                    "id": "people",
                    "type": "rows",
                    "label": "Who is there?",
                    "row": "person",
                    "columns": [
                        {"id": "name", "label": "Name"},
                        {"id": "pull", "label": "How strong?", "type": "scale"},
                        {"id": "way", "label": "Which way", "type": "choose", "options": ["Me", "Both", "Them"]},
                        {"id": "since", "label": "Since", "type": "date"},
                        {"id": "time", "label": "Minutes"},
                    ],
                }
            ],
        },
    ],
    "checks": [
        {"says": "It has a cue and a step.", "ask": "What, and when?", "needs": ["cue", "step"]},
        {"says": "You are seven out of ten sure.", "ask": "What would make it surer?", "at_least": {"sure": 7}},
        {"says": "Two people are in it.", "ask": "Who else?", "at_least": {"people": 2}, "needs": ["people"]},
        {
            "says": "Each has a name and a way.",
            "ask": "Who, and which way?",
            "complete": {"people": ["name", "way"]},
        },
        {"says": "It has a day.", "ask": "Which day?", "needs": ["on"]},
    ],
    "page": [
        {
            "block": "text",
            "text": "If {cue}, then I will {step}. {place}!\n\nHow sure: {sure} of 10.\n\nOn {on}: {step}",
        },
        {"block": "heading", "text": "Who"},
        {"block": "text", "text": "Words that always\nstand here."},
        {"block": "text", "text": "There are {people}."},
        {"block": "list", "rows": "people", "text": "{name} since {since}. {time} minutes"},
        {"block": "table", "rows": "people"},
        {"block": "heading", "text": "Nothing asked here"},
        {"block": "text", "text": "Keep this page where you find it."},
        {"block": "heading", "text": "Pictures"},
        {
            "block": "drawing",
            "drawing": "web",
            "title": "Round us",
            "rows": "people",
            "label": "name",
            "size": "pull",
            "side": "way",
            "centre": "{cue}",
        },
        {"block": "drawing", "drawing": "web", "title": "Bare", "rows": "people", "centre": "Us"},
        {"block": "drawing", "drawing": "rings", "title": "Rings", "of": ["cue", "step", "place"]},
        {"block": "drawing", "drawing": "overlap", "title": "Overlap", "of": ["cue", "people", "on"]},
        {"block": "drawing", "drawing": "chain", "title": "Chain of fields", "of": ["cue", "sure", "step", "on"]},
        {"block": "drawing", "drawing": "chain", "title": "Chain of rows", "rows": "people", "label": "name"},
        {"block": "drawing", "drawing": "arc", "title": "Arc", "rows": "people", "label": "name", "size": "time"},
        {"block": "drawing", "drawing": "fade", "title": "Fade", "rows": "people", "label": "name", "side": "way"},
    ],
    "afterwards": "Nothing follows.",
}

NOOR = {"name": "Noor", "pull": "8", "way": "Them", "since": "2024-02-29", "time": "5 minutes"}
DAWIT = {"name": "Dawit?", "pull": "0", "way": "Me", "since": "soon", "time": "12"}

CASES: dict[str, dict[str, Any]] = {
    "nothing": {"fields": {}},
    "only spaces": {"fields": {"cue": " \u00a0\ufeff\n", "step": "\u2003"}, "rows": {"people": [{"name": "\t "}]}},
    "half of it": {"fields": {"cue": "the kettle boils"}},
    "fields alone": {
        "fields": {
            "cue": "  it rings.  ",
            "step": "open it.\nThen put the kettle on",
            "place": "At the office.",
            "sure": "7",
            "on": "2026-11-24",
        }
    },
    "a question and a dot": {"fields": {"step": "Ask: what happened?", "sure": "10"}},
    "rows alone": {"fields": {}, "rows": {"people": [NOOR, {}, DAWIT, {"name": "", "pull": " "}]}},
    "one row": {"fields": {"sure": "6"}, "rows": {"people": [NOOR]}},
    "a row without a name": {"fields": {}, "rows": {"people": [{"way": "Both", "time": "1"}]}},
    "three rows": {
        "fields": {"cue": "Émilie rings", "on": "2026-02-30"},
        "rows": {"people": [NOOR, DAWIT, {"name": "Zoë 🙂", "pull": "10", "way": "Nobody knows", "time": "1000"}]},
    },
    "odd values": {
        "fields": {"sure": "11", "on": "0001-01-01", "place": "Somewhere else", "cue": "{step} and $& and \\1"},
        "rows": {"people": [{"name": "a.", "pull": "٣", "since": "2026-13-01", "time": "007"}]},
    },
    "unknown names": {
        "fields": {"gone": "kept", "cue": "x"},
        "rows": {"lost": [{"a": "b"}], "people": [{"was": "here"}]},
    },
    "everything": {
        "fields": {"cue": "x", "step": "y!", "place": "At home", "sure": "0", "on": "2000-02-29"},
        "rows": {"people": [NOOR, DAWIT]},
    },
}


def cases() -> list[dict[str, Any]]:
    """Every response with what the planner says of it."""
    planner = Planner.model_validate_json(json.dumps(PLANNER))
    return [_case(planner, name, given) for name, given in CASES.items()]


def _case(planner: Planner, name: str, given: dict[str, Any]) -> dict[str, Any]:
    response = PlannerResponse.model_validate_json(json.dumps({"kind": "planner", "rows": {}} | given))
    return {
        "name": name,
        "response": response.model_dump(mode="json"),
        "blank": is_blank(response),
        "checked": [one.model_dump(mode="json") for one in checked(planner, response)],
        "page": [block.model_dump(mode="json") for block in page(planner, response)],
        "plain": plain(planner, response),
    }


def made() -> str:
    """The text of the file."""
    return json.dumps({"planner": PLANNER, "cases": cases()}, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    (HERE / "planners.json").write_text(made(), encoding="utf-8")
