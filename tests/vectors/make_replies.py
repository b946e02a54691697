"""Makes replies.json: forms, sheets, marks that come back and what they add up to, for the twin in the browser.

.venv/bin/python tests/vectors/make_replies.py
"""

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from powerwith.model import Replies, RepliesResponse
from powerwith.model.entry import ReplyMarks
from powerwith.model.replies import SheetMarks
from powerwith.replies import RepliesError, agreed, matched, next_form, settled, sheet_key, sheet_of, total

HERE = Path(__file__).resolve().parent
DIGEST = "0123456789abcdef"
SHEET = "11111111-1111-4111-8111-111111111111"
RATER = "22222222-2222-4222-8222-222222222222"
FIRST, SECOND = "33333333-3333-4333-8333-333333333333", "44444444-4444-4444-8444-444444444444"

LEVELS = ["Nothing.", "A little.", "Enough.", "All of it."]

TASK: dict[str, Any] = {
    "id": "say-next",
    "kind": "replies",
    "title": "Say what comes next",
    "objective": "Use every part of the task.",
    "minutes": 5,
    "level": 1,
    "skills": ["reflect"],
    "rung": "rate",
    "seeds": ["seed-106"],
    "setting": "own-practice",
    "prompt": "A task made up for the tests.",
    "status": "For tests only.",
    "seconds": 60,
    "forms": [
        {
            "id": "a",
            "prompts": [{"id": "letter", "text": "A letter came."}, {"id": "bus", "text": "The bus was late."}],
        },
        {"id": "b", "prompts": [{"id": "phone", "text": "It rang."}, {"id": "rain", "text": "It rained."}]},
    ],
    "criteria": [
        {"id": "heard", "label": "Heard", "asks": "Was it heard?", "levels": LEVELS},
        {"id": "agency", "label": "Agency", "asks": "Whose is it?", "levels": LEVELS},
    ],
    "deductions": ["A question that blames."],
    "training": [
        {"prompt": "letter", "text": "Oh.", "marks": {"heard": 0, "agency": 0}, "deducted": True, "why": "Too short."},
        {"prompt": "bus", "text": "And then?", "marks": {"heard": 1, "agency": 3}, "why": "It asks."},
        {"prompt": "phone", "text": "Who?", "marks": {"heard": 1, "agency": 1}, "why": "It asks a little."},
        {"prompt": "rain", "text": "Wet?", "marks": {"heard": 2, "agency": 0}, "why": "It hears."},
    ],
    "when_lower": "Lower can be learning.",
}

ANSWERS: dict[str, Any] = {
    FIRST: {
        "kind": "replies",
        "form": "a",
        "texts": {"letter": "Where is it now? 📮", "bus": "How long did you wait?"},
    },
    SECOND: {"kind": "replies", "form": "b", "timed": True, "texts": {"phone": "Who was it?", "rain": " \n\ufeff "}},
}


def m(heard: int, agency: int, *, deducted: bool = False) -> dict[str, Any]:
    return {"marks": {"heard": heard, "agency": agency}, "deducted": deducted}


TOTALS: list[tuple[str, str, dict[str, Any]]] = [
    ("all marks there", FIRST, {"letter": m(3, 3), "bus": m(2, 1)}),
    ("a point comes off", FIRST, {"letter": m(3, 3, deducted=True), "bus": m(2, 1)}),
    ("never below nought", FIRST, {"letter": m(0, 0, deducted=True), "bus": m(2, 1)}),
    ("one reply has no marks yet", FIRST, {"letter": m(3, 2)}),
    ("half the marks of a reply are no marks", FIRST, {"letter": {"marks": {"heard": 3}, "deducted": False}}),
    ("a mark for a criterion that is none", FIRST, {"letter": {"marks": {"heard": 3, "tone": 1}, "deducted": False}}),
    ("an empty reply gets nothing and waits for nothing", SECOND, {"phone": m(1, 2)}),
    ("marks for an empty reply do not count", SECOND, {"phone": m(1, 2), "rain": m(3, 3)}),
    ("marks for another form do not count", SECOND, {"phone": m(1, 2), "letter": m(3, 3)}),
    ("nothing marked", SECOND, {}),
]

FORMS: list[list[str]] = [[], ["a"], ["b"], ["a", "b"], ["b", "a", "b"], ["gone"], ["b", "gone"]]

SETTLED: list[tuple[str, list[dict[str, Any] | None]]] = [
    ("all agree", [m(0, 0, deducted=True), m(1, 3), m(1, 1), m(2, 0)]),
    ("one mark is another", [m(0, 0, deducted=True), m(1, 2), m(1, 1), m(2, 0)]),
    ("a forgotten point off", [m(0, 0), m(1, 3), m(1, 1), m(2, 0)]),
    ("one left out", [m(0, 0, deducted=True), None, m(1, 1), m(2, 0)]),
    ("none agree", [m(3, 3), m(0, 0, deducted=True), m(0, 0, deducted=True), m(3, 3, deducted=True)]),
]

AGREED: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("the same", {"letter": m(1, 2)}, {"letter": m(1, 2)}),
    ("one apart and three apart", {"letter": m(1, 0)}, {"letter": m(2, 3)}),
    ("only what both marked", {"letter": m(1, 2), "bus": m(0, 0)}, {"bus": m(1, 0)}),
    ("nothing in common", {"letter": m(1, 2)}, {"bus": m(1, 2)}),
    ("half marks", {"letter": {"marks": {"heard": 2}}}, {"letter": m(2, 2)}),
]


def _file(replies: list[dict[str, Any]], **other: Any) -> dict[str, Any]:
    return {"format": "powerwith-marks", "v": 1, "sheet": SHEET, "exercise": "say-next", "digest": DIGEST,
            "rater": RATER, "settled": 80, "replies": replies} | other  # fmt: skip


def _one(entry: str, prompt: str, marks: dict[str, Any]) -> dict[str, Any]:
    return {"key": sheet_key(SHEET, entry, prompt)} | marks


LETTER, BUS, PHONE = _one(FIRST, "letter", m(1, 2)), _one(FIRST, "bus", m(3, 3)), _one(SECOND, "phone", m(0, 1))
STRANGER = {"key": "ffffffffffff"} | m(1, 1)

FILES: list[tuple[str, dict[str, Any]]] = [
    ("all of both times", _file([PHONE, LETTER, BUS])),
    ("a part of one time", _file([BUS])),
    ("a point off", _file([_one(FIRST, "bus", m(3, 3, deducted=True))])),
    ("another sheet of the same journal", _file([LETTER], sheet=RATER)),
    ("another task", _file([LETTER], exercise="reply-task")),
    ("the task as it was", _file([LETTER], digest="fedcba9876543210")),
    ("another journal", _file([STRANGER])),
    ("one reply that is not here", _file([LETTER, STRANGER])),
    ("a reply twice", _file([LETTER, BUS, LETTER])),
    ("a stranger twice", _file([LETTER, STRANGER, STRANGER])),
    ("a criterion is missing", _file([LETTER | {"marks": {"heard": 1}}])),
    ("a criterion too many", _file([LETTER | {"marks": {"heard": 1, "agency": 1, "tone": 1}}])),
    ("out of range", _file([LETTER | {"marks": {"heard": 1, "agency": 4}}])),
    ("too new", _file([LETTER], v=2)),
    ("another format", _file([LETTER], format="powerwith-backup")),
    ("no replies", _file([])),
]


def made() -> str:
    """The examples as JSON text."""
    task = Replies.model_validate_json(json.dumps(TASK))
    answers = {entry: _response(one) for entry, one in ANSWERS.items()}
    sheet = sheet_of(task, DIGEST, SHEET, answers, {sheet_key(SHEET, FIRST, "bus"): "How long was it, [name]?"})
    found = {
        "task": TASK,
        "digest": DIGEST,
        "answers": ANSWERS,
        "totals": [
            {"name": name, "entry": entry, "marks": marks,
             "total": total(task, answers[entry], _marks(marks)).model_dump(mode="json")}
            for name, entry, marks in TOTALS
        ],
        "forms": [{"answered": one, "next": next_form(task, one)} for one in FORMS],
        "settled": [
            {"name": name, "given": given, "settled": settled(task, [_mark(one) if one else None for one in given])}
            for name, given in SETTLED
        ],
        "agreed": [
            {"name": name, "one": one, "other": other,
             "agreed": agreed(task, _marks(one), _marks(other)).model_dump(mode="json")}
            for name, one, other in AGREED
        ],
        "keys": [{"sheet": SHEET, "entry": entry, "prompt": prompt, "key": sheet_key(SHEET, entry, prompt)}
                 for entry, prompt in ((FIRST, "letter"), (FIRST, "x" * 48), (SECOND, "the-last-one"))],
        "sheet": {"id": SHEET, "changed": {sheet_key(SHEET, FIRST, "bus"): "How long was it, [name]?"},
                  "made": sheet.model_dump(mode="json")},
        "files": [{"name": name, "file": file} | _matched(task, file, answers) for name, file in FILES],
    }  # fmt: skip
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _matched(task: Replies, file: dict[str, Any], answers: dict[str, RepliesResponse]) -> dict[str, Any]:
    """The marks by entry and prompt, or the problems; only `fits: false` where the file is not of the format."""
    try:
        marks = SheetMarks.model_validate_json(json.dumps(file))
    except ValidationError:
        return {"fits": False}
    try:
        by = matched(task, DIGEST, marks, answers)
    except RepliesError as error:
        return {"fits": True, "problems": list(error.problems)}
    plain = {entry: {prompt: one.model_dump(mode="json") for prompt, one in each.items()} for entry, each in by.items()}
    return {"fits": True, "marks": plain}


def _response(plain: dict[str, Any]) -> RepliesResponse:
    return RepliesResponse.model_validate_json(json.dumps(plain))


def _mark(plain: dict[str, Any]) -> ReplyMarks:
    return ReplyMarks.model_validate_json(json.dumps(plain))


def _marks(plain: dict[str, Any]) -> dict[str, ReplyMarks]:
    return {prompt: _mark(one) for prompt, one in plain.items()}


if __name__ == "__main__":
    (HERE / "replies.json").write_text(made(), encoding="utf-8")
