"""What leaves Python for the browser: an exercise as JSON, with the digest of what it means."""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from powerwith.model import (
    MEANING,
    Authored,
    Choice,
    Conversation,
    Payload,
    Planner,
    Reflection,
    Replies,
    Rewrite,
    RowsField,
    Scale,
    ShelfMark,
    Sort,
    Vignette,
    form,
)
from powerwith.model.vignette import NOT_ABOUT_ONE

MIME = "application/vnd.powerwith.exercise+json"
"""What a widget adds to its output: only the exercise's id, so that an edited exercise needs no new run."""

COACHED = frozenset({"rewrite", "conversation", "replies"})
"""Kinds in which the coach reads the learner's own words, so they need its rules."""

LONGEST_KEY = 48
"""What the journal's keys may have; an id that would be longer with its prefix stands for itself."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def canonical(value: Any) -> str:
    """JSON in one form only: keys sorted by code point, no spaces, whole numbers, nothing escaped that need not be.

    Lone surrogates become U+FFFD. Raises ValueError for a number that is not whole. The browser has the
    same function; both are held together by `tests/vectors/canonical.json`.
    """
    _only_whole_numbers(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _SURROGATE.sub("\ufffd", text)


def digest(value: Any) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the canonical JSON, as UTF-8."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()[:16]


def meaning(exercise: Authored) -> dict[str, Any]:
    """The fields of an exercise that an answer depends on, and no others."""
    whole = exercise.model_dump(mode="json")
    kind = whole["kind"]
    return {"kind": kind} | {path: _pick(whole, path.split(".")) for path in MEANING[kind]}


def words(exercise: Authored) -> dict[str, str]:
    """What the keys of an answer stand for, so that a journal can be read without the exercise."""
    match exercise:
        case Choice():
            said = {chr(ord("a") + i): option.text for i, option in enumerate(exercise.options)}
            return said | ({"line": exercise.line} if exercise.line else {})
        case Rewrite():
            return {"line": exercise.line}
        case Sort():
            return {group.id: group.label for group in exercise.groups} | _numbered(
                card.text for card in exercise.cards
            )
        case Reflection():
            return _numbered(question.label for question in exercise.questions)
        case Conversation():
            return _route(exercise)
        case Planner():
            return _labels(exercise)
        case Scale():
            return _of_scale(exercise)
        case Replies():
            return _of_replies(exercise)
        case Vignette():
            return _of_vignette(exercise)
    raise TypeError(f"{type(exercise).__name__} has no words for a journal. Add them to payload.words")


def _route(conversation: Conversation) -> dict[str, str]:
    """Every reply by its id, endings as `ending-id` and gauges as `gauge-id`, since these may share a name."""
    replies = {reply.id: reply.text for turn in conversation.turns for reply in turn.replies}
    endings = {f"ending-{ending.id}": ending.title for ending in conversation.endings}
    gauges = {f"gauge-{gauge.id}": gauge.label for gauge in conversation.gauges}
    return {name: text for name, text in (endings | gauges | replies).items() if len(name) <= LONGEST_KEY}


def is_asked_again(exercise: Authored) -> bool:
    """Whether it holds a plan that the course asks about after two weeks."""
    if isinstance(exercise, Reflection):
        return exercise.ending == "if-then"
    return isinstance(exercise, Planner) and exercise.asked_again


def _labels(planner: Planner) -> dict[str, str]:
    """Every field of a planner by its id, and every column as `rows.column` with a hyphen between."""
    fields = form(planner)
    cells = {
        f"{field.id}-{column.id}": column.label
        for field in fields.values()
        if isinstance(field, RowsField)
        for column in field.columns
    }
    labels = {field.id: field.label for field in fields.values()} | cells
    return {name: text for name, text in labels.items() if len(name) <= LONGEST_KEY}


def _of_scale(scale: Scale) -> dict[str, str]:
    """Status, `skip`, answers as `answer-0`, subscales as `part-id`, items by their id, open questions by number."""
    answers = {f"answer-{i}": answer.words for i, answer in enumerate(scale.answers)}
    parts = {f"part-{part.id}": part.label for part in scale.subscales}
    items = {item.id: item.text for item in scale.items}
    said = {"status": scale.status, "skip": scale.skip} | answers | parts | items | _numbered(scale.asks)
    return {name: text for name, text in said.items() if len(name) <= LONGEST_KEY}


def _of_replies(task: Replies) -> dict[str, str]:
    """Status, prompts of both forms by their id, criteria as `mark-id`."""
    prompts = {prompt.id: prompt.text for form in task.forms for prompt in form.prompts}
    criteria = {f"mark-{one.id}": one.label for one in task.criteria}
    said = {"status": task.status} | criteria | prompts
    return {name: text for name, text in said.items() if len(name) <= LONGEST_KEY}


def _of_vignette(pack: Vignette) -> dict[str, str]:
    """Status, cases by their id, what is rated as `rate-id`, next steps as `step-id`."""
    cases = {case.id: case.title for case in pack.cases}
    rated = {f"rate-{one.id}": one.asks for one in pack.outcomes}
    steps = {f"step-{one.id}": one.label for one in pack.steps}
    said = {"status": NOT_ABOUT_ONE, "ask-step": pack.step_asks, "ask-line": pack.line_asks} | rated | steps | cases
    return {name: text for name, text in said.items() if len(name) <= LONGEST_KEY}


def _numbered(texts: Iterable[str]) -> dict[str, str]:
    return {str(number): text for number, text in enumerate(texts, start=1)}


def payload(exercise: Authored, *, then: bool = False) -> Payload:
    """One exercise as pages and notebooks receive it. `then`: a scale that looks back at how things were before."""
    about = "then" if then else None
    return Payload(exercise=exercise, digest=digest(meaning(exercise)), about=about)  # type: ignore[arg-type]


def can_look_back(exercise: Authored) -> bool:
    """Whether it is a scale that has words for looking back."""
    return isinstance(exercise, Scale) and exercise.looking_back is not None


def mark(exercise: Authored, *, chapter: str, page: str) -> ShelfMark:
    """One exercise as the shelf holds it. `chapter`: title of its page, `page`: address of it."""
    return ShelfMark(
        id=exercise.id,
        title=exercise.title,
        chapter=chapter,
        page=page,
        digest=payload(exercise).digest,
        words=words(exercise),
        skills=exercise.skills,
        rung=exercise.rung,
        setting=exercise.setting,
        minutes=exercise.minutes,
        level=exercise.level,
        asked_again=is_asked_again(exercise),
    )


def as_json(record: Payload) -> str:
    """Compact JSON for embedding in a page or a trait. Fields left at nothing are left out."""
    return json.dumps(
        record.model_dump(mode="json", exclude_none=True), ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )


def _pick(value: Any, steps: list[str]) -> Any:
    if not steps or value is None:
        return value
    if isinstance(value, list):
        return [_pick(item, steps) for item in value]
    return _pick(value.get(steps[0]), steps[1:])


def _only_whole_numbers(value: Any) -> None:
    if isinstance(value, float):
        raise ValueError(f"{value} is not a whole number. Canonical JSON holds whole numbers only")
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        _only_whole_numbers(item)
