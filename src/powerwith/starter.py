"""Starter files: a whole small exercise of each kind, with every field explained where it stands."""

import json
from typing import Any

from powerwith.model import KINDS, Authored

_OURS = "Replace this"
_FEEDBACK = f"{_OURS}: what this wording does, and why."
_LANDED = f"{_OURS}: how it landed, one line in the first person."
_COMMON: dict[str, Any] = {
    "title": f"{_OURS}: a few words",
    "objective": f"{_OURS}: what the learner practises.",
    "minutes": 3,
    "level": 1,
    "skills": ["ask"],
    "rung": "recognise",
    "seeds": ["seed-027"],
    "moves": ["D1", "E2"],
    "setting": "tax",
    "cast": [
        {
            "name": "Noor",
            "role": "person",
            "faces": f"{_OURS}: what they are up against.",
            "brings": f"{_OURS}: a strength the text shows.",
        }
    ],
    "prompt": f"{_OURS}: the situation, in two to five short sentences.",
}
_KIND: dict[str, dict[str, Any]] = {
    "choice": {
        "question": "What would you say?",
        "options": [
            {
                "text": f"{_OURS}: a loaded reply.",
                "effect": "hurts",
                "codes": ["CONFRONT"],
                "feedback": _FEEDBACK,
                "landed": _LANDED,
            },
            {
                "text": f"{_OURS}: a reply that opens the door.",
                "effect": "helps",
                "codes": ["QUESTION_OPEN"],
                "feedback": _FEEDBACK,
                "landed": _LANDED,
            },
        ],
    },
    "rewrite": {
        "rung": "repair",
        "line": f"{_OURS}: the loaded line.",
        "landed": _LANDED,
        "look_for": ["QUESTION_OPEN"],
        "models": [
            {"text": f"{_OURS}: a reply that works.", "why": f"{_OURS}: what it does.", "landed": _LANDED},
            {"text": f"{_OURS}: another reply that works.", "why": f"{_OURS}: what it does.", "landed": _LANDED},
        ],
    },
    "sort": {
        "rung": "sort",
        "groups": [{"id": "opens", "label": "Opens the door"}, {"id": "closes", "label": "Closes the door"}],
        "cards": [
            {"text": f"{_OURS}: one card.", "group": "opens", "feedback": f"{_OURS}: why it fits there."},
            {"text": f"{_OURS}: a second card.", "group": "closes", "feedback": f"{_OURS}: why it fits there."},
            {"text": f"{_OURS}: a third card.", "group": "opens", "feedback": f"{_OURS}: why it fits there."},
        ],
    },
    "reflection": {
        "rung": "reflect",
        "frame": "borton-driscoll",
        "questions": [{"label": "What did you say, word for word?", "hint": "Change who, where and when."}],
        "ending": "insight-action",
        "afterwards": f"{_OURS}: what to notice next, never a grade.",
    },
}


def starter(kind: str, exercise_id: str) -> str:
    """The text of a commented starter file that loads as it is."""
    record = KINDS[kind]
    values = {"id": exercise_id, "kind": kind} | _COMMON | _KIND[kind]
    order = [
        *(name for name in Authored.model_fields if name in values),
        *(n for n in values if n not in Authored.model_fields),
    ]
    lines = ["# yaml-language-server: $schema=../../schema/exercise.json"]
    for name in ["id", "kind", *[n for n in order if n not in ("id", "kind")]]:
        about = record.model_fields[name].description if name != "kind" else record.__doc__
        lines.append(f"# {about}")
        lines += _written(name, values[name])
    unused = [name for name in record.model_fields if name not in values]
    lines += ["", "# Not needed by every exercise:"]
    lines += [f"# {name}: {record.model_fields[name].description}" for name in unused]
    return "\n".join(lines) + "\n"


def _written(name: str, value: Any) -> list[str]:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [f"{name}:", *[line for item in value for line in _item(item)]]
    return [f"{name}: {_scalar(value)}"]


def _item(item: dict[str, Any]) -> list[str]:
    return [f"{'  - ' if i == 0 else '    '}{key}: {_scalar(value)}" for i, (key, value) in enumerate(item.items())]


def _scalar(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(value)}]"
    if isinstance(value, str) and ": " in value:
        return json.dumps(value, ensure_ascii=False)
    return str(value)
