"""The reply task: which form comes next, what goes to a colleague, and what the marks that come back add up to.

The browser has the same in `js/src/judge/replies.ts`; both are held together by `tests/vectors/replies.json`.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence

from powerwith.model import Replies, RepliesResponse
from powerwith.model.base import Record
from powerwith.model.entry import ReplyMarks
from powerwith.model.replies import ReplyPrompt, ReplySheet, SheetMark, SheetMarks, SheetReply

MOST = 48
"""So many replies a sheet may hold; the model says the same."""
TOP = 3
"""The highest mark for one criterion."""

_WORDS = re.compile(r"[^\s\ufeff]")

Marks = Mapping[str, ReplyMarks]
"""Prompt id to the marks for its reply."""


class RepliesError(Exception):
    """Marks that do not belong to these replies. Holds every problem, not only the first."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Total(Record):
    """What one form came to: `value` of `of`, and how many replies were left empty or have no marks yet."""

    value: int
    of: int
    blank: int
    open: int


class Agreed(Record):
    """Two raters beside each other: marks both gave, those that are the same, and those at most one apart."""

    of: int
    same: int
    near: int


def prompts(task: Replies, form: str) -> tuple[ReplyPrompt, ...]:
    """The prompts of a form; none where the task has no such form any more."""
    return next((one.prompts for one in task.forms if one.id == form), ())


def next_form(task: Replies, answered: Sequence[str]) -> str | None:
    """The form that was not used last. None before the first time: then a coin decides."""
    known = [form for form in answered if prompts(task, form)]
    return next(form.id for form in task.forms if form.id != known[-1]) if known else None


def points(task: Replies, given: ReplyMarks | None) -> int | None:
    """What one reply gets: its marks, less one where something takes a point off, and never below 0."""
    if given is None or not _is_whole(task, given):
        return None
    return max(0, sum(given.marks.values()) - given.deducted)


def total(task: Replies, response: RepliesResponse, marks: Marks) -> Total:
    """Of 12 points for each prompt with four criteria. An empty reply gets 0 and needs no marks."""
    asked = prompts(task, response.form)
    written = [prompt.id for prompt in asked if _WORDS.search(response.texts.get(prompt.id, ""))]
    each = [points(task, marks.get(prompt)) for prompt in written]
    return Total(
        value=sum(one or 0 for one in each),
        of=TOP * len(task.criteria) * len(asked),
        blank=len(asked) - len(written),
        open=each.count(None),
    )


def sheet_key(sheet: str, entry: str, prompt: str) -> str:
    """What stands for a reply on a sheet. Only who has the journal, with the id of its entry, can tell which it is."""
    return hashlib.sha256(f"{sheet} {entry} {prompt}".encode()).hexdigest()[:12]


def sheet_of(
    task: Replies, digest: str, sheet: str, answers: Mapping[str, RepliesResponse], changed: Mapping[str, str]
) -> ReplySheet:
    """The replies of these entries in an order that says nothing. `changed`: key to the text that goes out instead."""
    keys = _keys(sheet, answers)
    asked = {prompt.id for form in task.forms for prompt in form.prompts}
    texts = {key: (prompt, answers[entry].texts[prompt]) for key, (entry, prompt) in keys.items() if prompt in asked}
    replies = [
        SheetReply(key=key, prompt=prompt, text=changed.get(key, text))
        for key, (prompt, text) in sorted(texts.items())
        if _WORDS.search(text)
    ]
    return ReplySheet(
        format="powerwith-replies", v=1, sheet=sheet, exercise=task.id, digest=digest, replies=tuple(replies[:MOST])
    )


def matched(
    task: Replies, digest: str, marks: SheetMarks, answers: Mapping[str, RepliesResponse]
) -> dict[str, dict[str, ReplyMarks]]:
    """The marks that came back, by entry and prompt. Raises RepliesError, and then nothing of the file is used."""
    if marks.exercise != task.id:
        raise RepliesError((f"These marks are for {marks.exercise}, and this is {task.id}. Choose the file for it.",))
    if marks.digest != digest:
        raise RepliesError(("The task has changed since these replies went out. Make a new file for your colleague.",))
    keys = _keys(marks.sheet, answers)
    if not any(one.key in keys for one in marks.replies):
        says = "None of these marks belongs to a reply in this journal. Look whose file it is, or restore that journal."
        raise RepliesError((says,))
    if problems := tuple(_problems(task, marks.replies, keys)):
        raise RepliesError(problems)
    found: dict[str, dict[str, ReplyMarks]] = {}
    for one in marks.replies:
        entry, prompt = keys[one.key]
        found.setdefault(entry, {})[prompt] = ReplyMarks(marks=one.marks, deducted=one.deducted)
    return found


def settled(task: Replies, given: Sequence[ReplyMarks | None]) -> int:
    """How many of a rater's marks for the training replies are those agreed for them, in per cent, rounded down."""
    same = of = 0
    for reply, mine in zip(task.training, given, strict=True):
        for criterion in task.criteria:
            of += 1
            same += mine is not None and mine.marks.get(criterion.id) == reply.marks[criterion.id]
        of += 1
        same += mine is not None and mine.deducted == reply.deducted
    return 100 * same // of


def agreed(task: Replies, one: Marks, other: Marks) -> Agreed:
    """Marks that two raters gave to the same replies, criterion by criterion."""
    pairs = [
        abs(one[prompt].marks[criterion.id] - other[prompt].marks[criterion.id])
        for prompt in one
        if prompt in other
        for criterion in task.criteria
        if criterion.id in one[prompt].marks and criterion.id in other[prompt].marks
    ]
    return Agreed(of=len(pairs), same=sum(apart == 0 for apart in pairs), near=sum(apart <= 1 for apart in pairs))


def _keys(sheet: str, answers: Mapping[str, RepliesResponse]) -> dict[str, tuple[str, str]]:
    return {
        sheet_key(sheet, entry, prompt): (entry, prompt) for entry, given in answers.items() for prompt in given.texts
    }


def _problems(task: Replies, replies: Sequence[SheetMark], keys: Mapping[str, tuple[str, str]]) -> list[str]:
    seen: dict[str, int] = {}
    found = []
    for number, one in enumerate(replies, start=1):
        if one.key in seen:
            found.append(f"Reply {number} is the same as reply {seen[one.key]}. Each may stand there once.")
        elif one.key not in keys:
            found.append(f"Reply {number} is not in this journal. The others are, so the file was changed.")
        elif not _is_whole(task, ReplyMarks(marks=one.marks)):
            wanted = ", ".join(criterion.id for criterion in task.criteria)
            found.append(f"Reply {number} needs one mark each for {wanted}, and no other.")
        seen.setdefault(one.key, number)
    return found


def _is_whole(task: Replies, given: ReplyMarks) -> bool:
    return sorted(given.marks) == sorted(criterion.id for criterion in task.criteria)
