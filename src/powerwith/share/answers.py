"""From the entries of a journal to what may go: nothing written, but for entries that were ticked."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from powerwith.model import (
    ChoiceResponse,
    ConversationResponse,
    Entry,
    Finding,
    Handed,
    MarksResponse,
    PlannerResponse,
    ReflectionResponse,
    RepliesResponse,
    RewriteResponse,
    ScaleResponse,
    SortResponse,
    VignetteResponse,
)
from powerwith.model.share import (
    SHARED_ANSWERS,
    Share,
    SharedAnswer,
    SharedChoice,
    SharedConversation,
    SharedMark,
    SharedMarks,
    SharedOutcome,
    SharedPlanner,
    SharedReflection,
    SharedReplies,
    SharedResponse,
    SharedRewrite,
    SharedScale,
    SharedSort,
    SharedTurn,
    SharedVignette,
    SharedVignetteCase,
)
from powerwith.payload import canonical

Phase = Literal["none", "before", "after", "later"]
LONGEST_KEY = 48

_WRITTEN = re.compile(r"[^\s\ufeff\x85\x1c-\x1f]")
"""Anything but room between words; the browser counts the same signs as room."""


class ShareError(ValueError):
    """What was chosen cannot make a share, with what to do."""


def cohort_code(typed: str) -> str:
    """The code of a cohort as it goes into a file, however it was typed. Raises ShareError."""
    plain = re.sub(r"[\s_\-\u2010-\u2015]+", "-", unicodedata.normalize("NFKC", typed).strip().lower()).strip("-")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", plain) or not 3 <= len(plain) <= 24:
        raise ShareError(
            f"“{typed.strip()[:40]}” is not a group code. It has 3 to 24 letters, digits and hyphens, such as "
            "spring-b. Ask your trainer for it"
        )
    return plain


def linking_code(typed: str) -> str | None:
    """The learner's own code as it goes into a file; nothing if nothing was typed. Raises ShareError."""
    plain = re.sub(r"[\s_\-\u2010-\u2015]+", "", unicodedata.normalize("NFKC", typed)).upper()
    if plain == "":
        return None
    if not re.fullmatch(r"[A-Z0-9]{4,12}", plain):
        raise ShareError("Your own code has 4 to 12 letters and digits, such as BUS42KITE. Make another one")
    return plain


def phase_of(entry: Entry, now: Phase, handed: Handed | None) -> Phase:
    """When an entry was written: as it says itself, as an earlier share said, or as is said now.

    What went out as *before* stays so, although it goes along once more with what came after.
    """
    if entry.phase != "none" or handed is None:
        return entry.phase if entry.phase != "none" else now
    earlier: tuple[tuple[Phase, int | None], ...] = (
        ("before", handed.before),
        ("after", handed.after),
        ("later", handed.later),
    )
    for name, until in earlier:
        if name == now:
            break
        if until is not None and entry.seq <= until:
            return name
    return now


def gather(
    entries: Iterable[Entry],
    *,
    handed: Handed,
    exercises: Collection[str] | None = None,
    phase: Phase = "none",
    linking: str | None = None,
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> Share:
    """The share of these entries: finished attempts at these exercises, or at every one. Raises ShareError.

    `handed`: for which cohort, under which id and the how-manyth time. `words`: by the id of an entry, what of its
    own words may go; an entry that is not there gives none.
    """
    every = sorted(entries, key=lambda one: (one.seq, one.id))
    places = {one.id: one.seq for one in every}
    chosen = [one for one in every if one.outcome and (exercises is None or one.exercise in exercises)]
    if not chosen:
        raise ShareError("Nothing was chosen that is finished. Choose an exercise you have answered")
    if len(chosen) > SHARED_ANSWERS:
        raise ShareError(f"{len(chosen)} answers are too many for one file of {SHARED_ANSWERS}. Choose fewer exercises")
    answers = tuple(
        answer(
            one, phase=phase_of(one, phase, handed), after=places.get(one.about or ""), words=(words or {}).get(one.id)
        )
        for one in chosen
    )
    return Share(
        format="powerwith-share",
        v=1,
        share=handed.share,
        seq=handed.seq,
        cohort=handed.cohort,
        linking=linking,
        answers=answers,
    )


def text(share: Share) -> str:
    """The file itself, the same wherever it is made."""
    return canonical(share.model_dump(mode="json"))


def file_name(share: Share) -> str:
    """What the file is called: no name and no date in it."""
    return f"share-{share.cohort}-{share.share[:4]}-{share.seq}.json"


def answer(
    entry: Entry, *, phase: Phase = "none", after: int | None = None, words: Mapping[str, str] | None = None
) -> SharedAnswer:
    """One finished attempt as it goes. `after`: for marks, the order of the answers they are for."""
    return SharedAnswer(
        exercise=entry.exercise,
        digest=entry.digest,
        attempt=min(entry.attempt, 10_000),
        seq=entry.seq,
        phase=phase,
        response=_response(entry, after),
        outcome=_outcome(entry),
        appeals=tuple(dict.fromkeys(one.rule for one in entry.appeals)),
        rules_version=entry.rules_version,
        words=dict(words or {}),
    )


def _response(entry: Entry, after: int | None) -> SharedResponse:
    match entry.response:
        case ChoiceResponse(option=option):
            return SharedChoice(kind="choice", option=option)
        case RewriteResponse():
            return SharedRewrite(kind="rewrite")
        case SortResponse(groups=groups):
            return SharedSort(kind="sort", groups=groups)
        case ReflectionResponse(skipped=skipped):
            return SharedReflection(kind="reflection", skipped=skipped)
        case ConversationResponse(turns=turns):
            way = tuple(SharedTurn(turn=one.turn, reply=one.reply, by=one.by) for one in turns)
            return SharedConversation(kind="conversation", turns=way)
        case PlannerResponse(fields=fields, rows=rows):
            begun = [
                name
                for name, each in rows.items()
                if any(_WRITTEN.search(text) for row in each for text in row.values())
            ]
            filled = [name for name, text in fields.items() if _WRITTEN.search(text)]
            return SharedPlanner(kind="planner", filled=tuple(sorted({*filled, *begun})))
        case ScaleResponse(about=about, ratings=ratings):
            return SharedScale(kind="scale", about=about, ratings=ratings)
        case RepliesResponse(form=form, timed=timed, texts=texts):
            answered = tuple(sorted(name for name, text in texts.items() if _WRITTEN.search(text)))
            return SharedReplies(kind="replies", form=form, timed=timed, answered=answered)
        case MarksResponse(by=by, replies=replies):
            return SharedMarks(kind="marks", by=by, replies=replies, after=after)
        case VignetteResponse():
            return _vignette(entry.response)
    raise TypeError(f"{entry.kind} has no shape in a share. Add it to share.answers")


def _vignette(response: VignetteResponse) -> SharedVignette:
    """Answers that were taken back do not go, nor do cases that were left out."""
    cases = {
        name: SharedVignetteCase(version=case.version, ratings=case.ratings, step=case.step)
        for name, case in response.cases.items()
        if response.part == "taken" and not case.skipped
    }
    return SharedVignette(
        kind="vignette", pack=response.pack, version=response.version, part=response.part, cases=cases
    )


def _outcome(entry: Entry) -> SharedOutcome | None:
    outcome = entry.outcome
    if outcome is None:
        return None
    found: list[Finding] = list(outcome.findings)
    if isinstance(entry.response, ConversationResponse):
        found += [one for said in entry.response.turns for one in said.findings]
    marked = dict.fromkeys((one.rule, one.code) for one in found)
    return SharedOutcome(
        effect=outcome.effect,
        codes=outcome.codes,
        marked=tuple(SharedMark(rule=rule, code=code) for rule, code in marked),
        score=outcome.score,
        state=outcome.state,
        ending=outcome.ending,
    )


def own(entry: Entry) -> dict[str, str]:
    """The learner's own words in an entry by their place: what goes if this entry is ticked."""
    made: dict[str, str] = {}
    match entry.response:
        case ChoiceResponse(text=text) | RewriteResponse(text=text):
            made["text"] = text
        case ReflectionResponse(fields=fields) | ScaleResponse(fields=fields):
            made |= fields
        case ConversationResponse(turns=turns):
            made |= {f"turn-{i}": said.text for i, said in enumerate(turns, start=1)}
        case PlannerResponse(fields=fields, rows=rows):
            made |= fields
            for name in sorted(rows):
                for i, row in enumerate(rows[name], start=1):
                    made |= {_cell(name, i, column): text for column, text in row.items()}
        case RepliesResponse(texts=texts):
            made |= texts
        case VignetteResponse(cases=cases, part=part):
            made |= {name: case.text for name, case in cases.items() if part == "taken" and not case.skipped}
    made |= {f"appeal-{i}": one.reason for i, one in enumerate(entry.appeals, start=1)}
    return {place: text for place, text in made.items() if _WRITTEN.search(text)}


def _cell(rows: str, number: int, column: str) -> str:
    """`steps-2-when`. Long names of rows are cut, so that number and column stay whole."""
    end = f"-{number}-{column}"[-LONGEST_KEY:]
    return f"{rows[: LONGEST_KEY - len(end)]}{end}"
