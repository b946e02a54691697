"""What shares become: four plain tables with no name, no file and no clock in them."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

import pandas as pd

from powerwith.model.share import (
    Share,
    SharedAnswer,
    SharedChoice,
    SharedConversation,
    SharedMarks,
    SharedPlanner,
    SharedReflection,
    SharedReplies,
    SharedRewrite,
    SharedScale,
    SharedSort,
    SharedVignette,
)

WHO = ("cohort", "person")
TRY = ("exercise", "phase", "attempt")
ANSWERS = (*WHO, "linked", "exercise", "digest", "kind", "phase", "attempt", "item", "value", "number")
"""One row for each person, exercise, attempt and item.

`item` is empty for a choice, a rewrite and a reflection; else the card's number, the item, turn, field or prompt, and
`prompt/criterion` for a mark. A turn that a conversation comes back to is `turn/2`, `turn/3`. Items that begin with `=`
tell about the whole answer: `=effect` (helps, mixed, hurts), `=score` (from 0 to 1), `=ending`, `=state/GAUGE`,
`=form`, `=by` (self or peer), `=after` (which replies the marks are for), `=timed`, `=pack` and `=part`. A vignette has
a row `case`, with its version as value, and for each rating `case/outcome` with the same value; `case/=step`.
`value` is what was chosen; `number` the rating, mark or score. An item of a scale with neither did not come up.
`phase` is none, before, after or later, and `then` for ratings that look back at how things were before.
"""
MARKED = (*WHO, *TRY, "rule", "code")
"""One row for each mark of the coach."""
APPEALS = (*WHO, *TRY, "rule")
"""One row for each rule that somebody sees differently."""
WORDS = (*WHO, *TRY, "place", "text")
"""Own words, only where the learner ticked that very entry."""

Kind = Literal["refused", "kept", "note"]
NAMES_EXERCISES = ("digest", "exercise")
"""The fields of notices that say which exercises somebody answered, so they are for groups large enough."""


@dataclass(frozen=True, order=True)
class Notice:
    """What was not taken as it came. `refused`: left out. `kept`: one of several. `note`: taken, and worth knowing.

    Names a file so that somebody can mend it, so it is for the screen of the trainer and never for a report.
    """

    kind: Kind
    file: str
    field: str
    says: str
    todo: str

    def __str__(self) -> str:
        place = f"{self.file}, {self.field}" if self.field else self.file
        return f"{place}: {self.says}. {self.todo}."


class Given(NamedTuple):
    """One share as rows, without who it is from."""

    cohort: str
    share: str
    seq: int
    linked: str | None
    answers: tuple[tuple[object, ...], ...]
    marked: tuple[tuple[object, ...], ...]
    appeals: tuple[tuple[object, ...], ...]
    words: tuple[tuple[object, ...], ...]


@dataclass(frozen=True)
class Taken:
    """A cohort as tables. Not rounded and not suppressed: only for what says of itself that it suppresses."""

    answers: pd.DataFrame
    marked: pd.DataFrame
    appeals: pd.DataFrame
    words: pd.DataFrame
    people: int
    notices: tuple[Notice, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Person to what stands for their share also when others join, to tell how many people two looks differ by."""

    def matched(self) -> "Taken":
        """Before and after of those who made up the same linking code side by side; then the codes are gone."""
        same, apart = _pairs(self.answers)
        tops = self.answers.groupby(["person", "exercise", "phase"])["attempt"].max().to_dict()
        tables: dict[str, Any] = {
            name: _as_one(getattr(self, name), same, tops) for name in ("answers", "marked", "appeals", "words")
        }
        tables["answers"]["linked"] = pd.Series(None, index=tables["answers"].index, dtype=object)
        notices = sorted({*self.notices, *map(_left_apart, apart)})
        return replace(self, **tables, people=self.people - len(same), notices=tuple(notices))


def given(share: Share) -> Given:
    """A share as rows."""
    return as_given(share.answers, share.cohort, share.share, seq=share.seq, linked=share.linking)


def as_given(
    shared: Iterable[SharedAnswer], cohort: str, who: str, *, seq: int = 0, linked: str | None = None
) -> Given:
    """Answers as rows. An attempt that stands there twice under another number of order becomes the next attempt."""
    used: Counter[tuple[str, ...]] = Counter()
    answers: list[tuple[object, ...]] = []
    marked: list[tuple[object, ...]] = []
    appeals: list[tuple[object, ...]] = []
    words: list[tuple[object, ...]] = []
    for one in sorted(shared, key=lambda answer: (answer.attempt, answer.seq)):
        kind, phase = one.response.kind, _phase(one)
        key = (one.exercise, kind, phase)
        used[key] = attempt = max(one.attempt, used[key] + 1)
        told = one.exercise, phase, attempt
        answers += ((one.exercise, one.digest, kind, phase, attempt, *row) for row in _rows(one))
        if one.outcome:
            marked += ((*told, mark.rule, mark.code) for mark in dict.fromkeys(one.outcome.marked))
        appeals += ((*told, rule) for rule in dict.fromkeys(one.appeals))
        words += ((*told, place, text) for place, text in sorted(one.words.items()))
    return Given(cohort, who, seq, linked, tuple(answers), tuple(marked), tuple(appeals), tuple(words))


def together(file: Given, codes: Given) -> Given:
    """What somebody handed in as a file and as codes, every answer once: the file knows more about it.

    Answers to a vignette that a code takes back are gone from the file, too, also where they were given another phase.
    """
    gone = {(row[0], row[4]) for row in codes.answers if row[5:7] == ("=part", "withdrawn")}
    kept = [row for row in file.answers if row[2] != "vignette" or (row[0], row[4]) not in gone]
    known = {_try(row) for row in kept}
    more = [row for row in codes.answers if _try(row) not in known]
    new = {(row[0], *row[3:5]) for row in more}
    return file._replace(
        answers=(*kept, *more),
        marked=(*file.marked, *(row for row in codes.marked if row[:3] in new)),
        appeals=(*file.appeals, *(row for row in codes.appeals if row[:3] in new)),
        words=tuple(row for row in file.words if (row[0], row[2]) not in gone),
    )


def _try(row: tuple[object, ...]) -> tuple[object, ...]:
    """Exercise, kind, phase and attempt of a row of answers."""
    return row[0], *row[2:5]


def tabled(shares: Iterable[Given], notices: Iterable[Notice] = ()) -> Taken:
    """The tables of these shares, one for each learner and cohort. Nothing in them depends on the order given."""
    every = sorted(shares, key=lambda one: key_of(one.cohort, one.share))
    wide = max(2, len(str(len(every))))
    named = [(f"P{number:0{wide}}", one) for number, one in enumerate(every, start=1)]
    return Taken(
        answers=_frame(ANSWERS, [(one.cohort, who, one.linked, *row) for who, one in named for row in one.answers]),
        marked=_frame(MARKED, [(one.cohort, who, *row) for who, one in named for row in one.marked]),
        appeals=_frame(APPEALS, [(one.cohort, who, *row) for who, one in named for row in one.appeals]),
        words=_frame(WORDS, [(one.cohort, who, *row) for who, one in named for row in one.words]),
        people=len(every),
        notices=tuple(sorted(notices)),
        keys={who: key_of(one.cohort, one.share) for who, one in named},
    )


def key_of(cohort: str, share: str) -> str:
    """What stands for a share in its cohort, the same whoever else is there. Of codes the share is `of_codes`."""
    return hashlib.sha256(f"{cohort} {share}".encode()).hexdigest()


def of_codes(tag: str) -> str:
    """What stands for the share of somebody of whom there are codes and no file."""
    return f"code {tag}"


def _frame(columns: Sequence[str], rows: list[tuple[object, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(columns), dtype=object)
    frame["attempt"] = frame["attempt"].astype("int64")
    if "number" in columns:
        frame["number"] = frame["number"].astype("float64")
    return frame


Row = tuple[str, str | None, float | None]
"""Item, value, number."""


def _phase(answer: SharedAnswer) -> str:
    looks_back = isinstance(answer.response, SharedScale) and answer.response.about == "then"
    return "then" if looks_back else answer.phase


def _rows(answer: SharedAnswer) -> list[Row]:
    """One row for each item; an answer without any still leaves one, so that it counts."""
    rows = [*_said(answer), *_outcome(answer)]
    return rows if any(not item.startswith("=") for item, _, _ in rows) else [("", None, None), *rows]


def _said(answer: SharedAnswer) -> Iterable[Row]:
    match answer.response:
        case SharedChoice(option=option):
            yield "", option, None
        case SharedRewrite():
            yield "", "written", None
        case SharedReflection(skipped=skipped):
            yield "", "skipped" if skipped else "done", None
        case SharedSort(groups=groups):
            yield from ((card, group, None) for card, group in sorted(groups.items()))
        case SharedConversation(turns=turns):
            yield from _route([(one.turn, one.reply) for one in turns])
        case SharedPlanner(filled=filled):
            yield from ((field, "filled", None) for field in sorted(set(filled)))
        case SharedScale(ratings=ratings):
            yield from ((item, None, rating) for item, rating in sorted(ratings.items()))
        case SharedReplies(form=form, timed=timed, answered=answered):
            yield from ((prompt, "answered", None) for prompt in sorted(set(answered)))
            yield "=form", form, None
            if timed:
                yield "=timed", "timed", None
        case SharedMarks():
            yield from _marks(answer.response)
        case SharedVignette():
            yield from _vignette(answer.response)


def _route(turns: Sequence[tuple[str, str]]) -> Iterable[Row]:
    times: Counter[str] = Counter()
    for turn, reply in turns:
        times[turn] += 1
        yield turn if times[turn] == 1 else f"{turn}/{times[turn]}", reply, None


def _marks(given_marks: SharedMarks) -> Iterable[Row]:
    for prompt, reply in sorted(given_marks.replies.items()):
        yield from ((f"{prompt}/{criterion}", None, mark) for criterion, mark in sorted(reply.marks.items()))
        if reply.deducted:
            yield f"{prompt}/-", "deducted", None
    yield "=by", given_marks.by, None
    if given_marks.after is not None:
        yield "=after", None, given_marks.after


def _vignette(response: SharedVignette) -> Iterable[Row]:
    for name, case in sorted(response.cases.items()):
        yield name, case.version, None
        yield from ((f"{name}/{outcome}", case.version, rating) for outcome, rating in sorted(case.ratings.items()))
        if case.step is not None:
            yield f"{name}/=step", case.step, None
    yield "=pack", f"{response.pack}/{response.version}", None
    yield "=part", response.part, None


def _outcome(answer: SharedAnswer) -> Iterable[Row]:
    outcome = answer.outcome
    if outcome is None:
        return
    if outcome.effect:
        yield "=effect", outcome.effect, None
    if outcome.score:
        yield "=score", None, outcome.score.value / outcome.score.of
    if outcome.ending:
        yield "=ending", outcome.ending, None
    yield from ((f"=state/{gauge}", None, level) for gauge, level in sorted((outcome.state or {}).items()))


def _pairs(answers: pd.DataFrame) -> tuple[dict[str, str], list[tuple[str, int]]]:
    """Who is whom, and the linking codes (by cohort, with how many people) that cannot tell people apart."""
    people: dict[tuple[str, str], set[str]] = defaultdict(set)
    for cohort, person, linked in answers[["cohort", "person", "linked"]].drop_duplicates().itertuples(index=False):
        if isinstance(linked, str):
            people[cohort, linked].add(person)
    timed = answers[answers["phase"] != "none"]
    done = {person: set(zip(rows["exercise"], rows["phase"], strict=True)) for person, rows in timed.groupby("person")}
    same: dict[str, str] = {}
    apart: list[tuple[str, int]] = []
    for (cohort, _), some in sorted(people.items()):
        if len(some) < 2:
            continue
        first, *others = sorted(some, key=lambda person: (not _has_before(done.get(person, set())), person))
        if len(others) > 1 or done.get(first, set()) & done.get(others[0], set()):
            apart.append((cohort, len(some)))
        else:
            same[others[0]] = first
    return same, apart


def _has_before(done: set[tuple[str, str]]) -> bool:
    return any(phase == "before" for _, phase in done)


def _as_one(table: pd.DataFrame, same: dict[str, str], tops: dict[Any, int]) -> pd.DataFrame:
    """The second of a pair becomes the first. Attempts outside before and after go on counting."""
    table = table.copy()
    firsts = [same.get(person) for person in table["person"]]
    keys = zip(firsts, table["exercise"], table["phase"], strict=True)
    table["attempt"] = table["attempt"] + [tops.get(key, 0) for key in keys]
    table["person"] = [first or person for first, person in zip(firsts, table["person"], strict=True)]
    return table


def _left_apart(found: tuple[str, int]) -> Notice:
    cohort, people = found
    says = f"{people} shares of cohort {cohort} carry one linking code and cannot be told apart"
    return Notice("note", "all files", "linking", says, "They stay unmatched; count them as people of their own")
