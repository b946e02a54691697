"""Starter files: a whole small exercise of each kind, with every field explained where it first stands."""

import json
from collections.abc import Iterator
from typing import Any, get_args

from powerwith.model import KINDS, Authored, Record

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
    "conversation": {
        "rung": "converse",
        "person": "Noor",
        "instead": "the-envelope",
        "gauges": [
            {"id": "trust", "label": "Trust", "low": "Keeps her distance.", "high": "Says what weighs.", "start": 1},
            {"id": "say", "label": "Say in decisions", "low": "I decide.", "high": "She decides.", "start": 2},
        ],
        "turns": [
            {
                "id": "hello",
                "says": [{"line": f"{_OURS}: her first words.", "seen": f"{_OURS}: what can be seen meanwhile."}],
                "replies": [
                    {
                        "id": "hello-loaded",
                        "text": f"{_OURS}: a loaded reply.",
                        "effect": "hurts",
                        "codes": ["CONFRONT"],
                        "landed": _LANDED,
                        "feedback": _FEEDBACK,
                        "moves": {"trust": -1},
                        "remembers": ["blamed"],
                        "to": "later",
                    },
                    {
                        "id": "hello-open",
                        "text": f"{_OURS}: a reply that opens the door.",
                        "effect": "helps",
                        "codes": ["QUESTION_OPEN"],
                        "landed": _LANDED,
                        "feedback": _FEEDBACK,
                        "moves": {"trust": 1, "say": 1},
                        "to": "later",
                    },
                ],
            },
            {
                "id": "later",
                "says": [
                    {"when": {"said": ["blamed"]}, "line": f"{_OURS}: her words after blame."},
                    {"line": f"{_OURS}: her words otherwise."},
                ],
                "write": {
                    "ask": "Say it in your own words.",
                    "heard": [
                        {"codes": ["DIRECT", "POWER"], "reply": "later-loaded"},
                        {"codes": ["REFLECT", "SEEK"], "reply": "later-open"},
                    ],
                },
                "replies": [
                    {
                        "id": "later-open",
                        "text": f"{_OURS}: a reply that hands over.",
                        "effect": "helps",
                        "codes": ["SEEK"],
                        "landed": _LANDED,
                        "feedback": _FEEDBACK,
                        "moves": {"trust": 1},
                        "to": [{"when": {"at_least": {"trust": 2}}, "to": "opened"}, {"to": "closed"}],
                    },
                    {
                        "id": "later-loaded",
                        "text": f"{_OURS}: a reply that takes over.",
                        "effect": "hurts",
                        "codes": ["DIRECT"],
                        "landed": _LANDED,
                        "feedback": _FEEDBACK,
                        "to": "closed",
                    },
                ],
            },
        ],
        "endings": [
            {
                "id": "opened",
                "title": f"{_OURS}: how it ended",
                "says": [{"line": f"{_OURS}: her last words."}],
                "debrief": f"{_OURS}: what made the difference, and what stays open.",
                "questions": [f"{_OURS}: a question to think about."],
            },
            {
                "id": "closed",
                "title": f"{_OURS}: how it ended otherwise",
                "says": [{"line": f"{_OURS}: her last words."}],
                "debrief": f"{_OURS}: what closed the door, and where it can be opened again.",
                "questions": [f"{_OURS}: a question to think about."],
            },
        ],
    },
    "replies": {
        "rung": "rate",
        "status": "New and not yet tested with learners. For your own learning. Not for appraisal or grading.",
        "seconds": 90,
        "forms": [
            {
                "id": "a",
                "prompts": [
                    {
                        "id": "first",
                        "text": f"{_OURS}: what somebody says.",
                        "needs": f"{_OURS}: what a reply may not leave out here.",
                    }
                ],
            },
            {
                "id": "b",
                "prompts": [
                    {
                        "id": "other",
                        "text": f"{_OURS}: something else that asks for the same skill.",
                        "needs": f"{_OURS}: what a reply may not leave out here.",
                    }
                ],
            },
        ],
        "criteria": [
            {
                "id": "heard",
                "label": f"{_OURS}: a name",
                "asks": f"{_OURS}: the question a rater puts to the reply.",
                "levels": [f"{_OURS}: what {mark} looks like." for mark in range(4)],
            }
        ],
        "deductions": [f"{_OURS}: what takes a point off."],
        "training": [
            {"prompt": prompt, "text": f"{_OURS}: a reply.", "marks": {"heard": mark}, "why": f"{_OURS}: the reason."}
            | ({"deducted": True} if mark == 0 else {})
            for prompt, mark in (("first", 0), ("first", 3), ("other", 1), ("other", 2))
        ],
        "when_lower": f"{_OURS}: what is said first when later marks are lower.",
    },
    "vignette": {
        "rung": "rate",
        "pack": "replace-this",
        "version": 1,
        "design": "wording",
        "consent": "Some details in the cases differ between people, by chance. We look only at the group. "
        "You may skip any case, and withdraw your answers.",
        "versions": {"a": "plain words", "b": "loaded words"},
        "cases": [
            {
                "id": f"case-{number}",
                "title": f"{_OURS}: a name for the case",
                "text": f"{_OURS}: about ninety words of plain facts, the same for everybody. Say who it is and how "
                "they live. Say what they are up against, and what they bring. Put a number in brackets wherever "
                "the two versions differ, and change words there, never facts. She [1] that the letter was lost. End "
                "with something the person asked for, so that there is more to judge by than one word.",
                "phrases": [{"a": "said", "b": "claimed"}],
            }
            for number in ("one", "two", "three", "four")
        ],
        "outcomes": [
            {
                "id": "warmth",
                "asks": "How warm do you feel towards this person?",
                "low": "not at all",
                "high": "very",
                "short": "Warmth",
            }
        ],
        "step_asks": "What would you do next?",
        "steps": [
            {"id": "directive", "label": f"{_OURS}: you decide."},
            {"id": "shared", "label": f"{_OURS}: you both decide."},
            {"id": "person-led", "label": f"{_OURS}: the person decides."},
        ],
        "line_asks": "What would you say first? One line.",
        "debrief": f"{_OURS}: why chance decided, and what a small group cannot tell.",
        "asks": "Which step in our way of working lets such words in?",
        "fixes": [f"{_OURS}: a change in a form or a way of working."],
    },
    "planner": {
        "rung": "plan",
        "makes": f"{_OURS}: a title for the finished page",
        "parts": [
            {
                "title": f"{_OURS}: what this part is about",
                "fields": [
                    {"id": "step", "label": "One step", "type": "line", "example": f"{_OURS}: what one could write."},
                    {"id": "day", "label": "Day", "type": "date"},
                    {"id": "sure", "label": "How sure", "type": "scale", "low": "Not at all.", "high": "Quite sure."},
                ],
            },
        ],
        "checks": [
            {"says": "A step has a day.", "ask": "Which day?", "needs": ["step", "day"]},
            {"says": "The step is small enough.", "ask": "What would make you surer?", "at_least": {"sure": 7}},
        ],
        "page": [{"block": "text", "text": "I will {step} on {day}. How sure: {sure} out of 10."}],
        "afterwards": f"{_OURS}: what to do with it at work, and what to notice.",
    },
    "scale": {
        "rung": "rate",
        "setting": "own-practice",
        "status": f"{_OURS}: what it is not, such as validated, and what it is not for.",
        "answers": [{"words": "None"}, {"words": "1 to 5"}, {"words": "6 to 9"}, {"words": "All 10"}],
        "skip": "It did not come up",
        "subscales": [
            {"id": "ask", "label": f"{_OURS}: one part"},
            {"id": "share", "label": f"{_OURS}: another part"},
        ],
        "items": [
            {"id": "a1", "text": f"{_OURS}: I did this.", "subscale": "ask"},
            {"id": "b1", "text": f"{_OURS}: I did that.", "subscale": "share"},
            {"id": "a2", "text": f"{_OURS}: I left this out.", "subscale": "ask", "reverse": True},
            {"id": "b2", "text": f"{_OURS}: I left that out.", "subscale": "share", "reverse": True},
        ],
        "minimum_items": 2,
        "minimum_subscales": 2,
        "bands": [
            {"at_least": "0.0", "label": "Starting point", "says": f"{_OURS}: one small thing to try."},
            {"at_least": "2.0", "label": "Building", "says": f"{_OURS}: a question to think about."},
        ],
        "when_lower": f"{_OURS}: what a lower score can mean.",
        "asks": [f"{_OURS}: an open question"],
    },
}


def starter(kind: str, exercise_id: str) -> str:
    """The text of a commented starter file that loads as it is."""
    record = KINDS[kind]
    values = {"id": exercise_id, "kind": kind} | _COMMON | _KIND[kind]
    own = [name for name in values if name not in Authored.model_fields]
    names = dict.fromkeys(["id", "kind", *(name for name in Authored.model_fields if name in values), *own])
    lines = ["# yaml-language-server: $schema=../../schema/exercise.json"]
    lines += _fields(record, {name: values[name] for name in names}, "", set())
    unused = [name for name in record.model_fields if name not in values]
    lines += ["", "# Not needed by every exercise:"]
    lines += [f"# {name}: {record.model_fields[name].description}" for name in unused]
    return "\n".join(lines) + "\n"


def _fields(record: type[Record], values: dict[str, Any], indent: str, told: set[str]) -> Iterator[str]:
    """`name: value` lines; above each, what it is for, the first time this comes up."""
    for name, value in values.items():
        field = record.model_fields[name]
        about = record.__doc__ if name == "kind" else field.description
        if about and about not in told:
            told.add(about)
            yield f"{indent}# {about}"
        if isinstance(value, list) and isinstance(value[0], dict):
            yield f"{indent}{name}:"
            for item in value:
                lines = _fields(_record(field.annotation, item), item, f"{indent}    ", told)
                yield from _marked(lines, indent)
        elif isinstance(value, dict) and (inner := _record(field.annotation, value)) is not Record:
            yield f"{indent}{name}:"
            yield from _fields(inner, value, f"{indent}  ", told)
        else:
            yield f"{indent}{name}: {_scalar(value)}"


def _marked(lines: Iterator[str], indent: str) -> Iterator[str]:
    """The lines of one item of a list, its first field after the hyphen, comments above it."""
    begun = False
    for line in lines:
        text = line.lstrip()
        if begun:
            yield line
        elif text.startswith("#"):
            yield f"{indent}  {text}"
        else:
            begun = True
            yield f"{indent}  - {text}"


def _record(annotation: Any, value: dict[str, Any]) -> type[Record]:
    """The record of a field that these values are for; `Record` itself where the field holds none."""
    fitting = [record for record in _records(annotation) if _fits(record, value)]
    return fitting[0] if fitting else Record


def _records(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for inner in get_args(annotation):
        yield from _records(inner)


def _fits(record: type[Record], value: dict[str, Any]) -> bool:
    """Whether the values name fields of this record and, where one must have a certain value, that one."""
    fields = record.model_fields
    return value.keys() <= fields.keys() and all(
        value[name] in get_args(field.annotation)
        for name, field in fields.items()
        if name in ("type", "block") and get_args(field.annotation)
    )


def _scalar(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_scalar(item) for item in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_scalar(item)}" for name, item in value.items()) + "}"
    if isinstance(value, str) and (": " in value or "{" in value):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else str(value)
