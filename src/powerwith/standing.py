"""Where somebody stands, from the entries of a journal: their ratings, how these changed, what their replies showed.

The browser has the same in `js/src/judge/standing.ts`; both are held together by `tests/vectors/standing.json`.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal

from powerwith import payload
from powerwith.model import Entry, MarksResponse, Replies, RepliesResponse, Scale, ScaleResponse, Scored
from powerwith.model.rated import Mean, Ratio
from powerwith.model.standing import (
    Axis,
    Change,
    Gap,
    Lines,
    Named,
    Occasion,
    Part,
    Point,
    Profile,
    Standing,
    Step,
)
from powerwith.score import fraction, shown
from powerwith.scoring import least_step

NAMES = {"before": "Before the course", "after": "At its end", "later": "Some weeks later"}
SMALLEST = 1e-9
"""What comes out so close to the noise counts as noise."""

PLANNED = "That noise was reckoned for planning. No study has measured it yet."
NOT_EFFECT = "That is a shift in your own standard, or in memory. It does not show what you learned."
APART = "A self-rating is a weak measure, and two sets of replies are few. Where the two part, trust neither alone."


def stand(entries: Iterable[Entry], *, scale: Scale, task: Replies | None = None) -> Standing:
    """What the finished entries come to. Those given before the questions changed are counted and left out."""
    kept = sorted((one for one in entries if one.outcome is not None), key=lambda one: (one.seq, one.id))
    rated = [one for one in kept if one.exercise == scale.id and _scored(one) is not None]
    same = [one for one in rated if one.digest == payload.payload(scale).digest]
    profiles = tuple(_profile(scale, one) for one in same)
    now = tuple(one for one in profiles if one.about == "now")
    back = tuple(one for one in profiles if one.about == "then")
    marks, old = _marked(kept, task)
    lines = _lines(scale, task, now, marks)
    left_out = len(rated) - len(same) + old
    return Standing(
        axis=axis(scale),
        profiles=now,
        back=back,
        changes=tuple(change(scale, first, second) for first, second in _pairs(now)),
        shift=_latest_shift(now, back, same),
        lines=lines,
        left_out=left_out,
        says=_said(len(now), left_out),
    )


def _scored(entry: Entry) -> Scored | None:
    is_rating = isinstance(entry.response, ScaleResponse) and entry.outcome is not None
    return entry.outcome.scored if is_rating and entry.outcome else None


def axis(scale: Scale) -> Axis:
    """What a chart of this scale is drawn on."""
    return Axis(title=scale.title, status=scale.status, answers=tuple(answer.words for answer in scale.answers))


def _said(count: int, left_out: int) -> tuple[str, ...]:
    first = {
        0: "There is no rating here yet.",
        1: "There is one rating so far. A second one, some weeks on, lets you see change.",
    }
    left = "1 answer was given" if left_out == 1 else f"{left_out} answers were given"
    tail = (f"{left} before the questions changed, and left out here.",) if left_out else ()
    return (*([first[count]] if count in first else []), *tail)


# Occasions


def _occasion(entry: Entry, name: str = "") -> Occasion:
    day = entry.updated.date()
    said = dated(day)
    called = name or NAMES.get(entry.phase, "")
    return Occasion(
        entry=entry.id,
        seq=entry.seq,
        day=day.isoformat(),
        phase=entry.phase,
        name=called or said,
        words=f"{called}, {said}" if called else said,
    )


def dated(day: date) -> str:
    """A day in words: 3 August 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


# One rating


def _profile(scale: Scale, entry: Entry) -> Profile:
    scored = _scored(entry)
    assert scored is not None and isinstance(entry.response, ScaleResponse)
    found = {part.subscale: part for part in scored.parts}
    parts = tuple(
        Part(
            subscale=one.id,
            label=one.label,
            answered=found[one.id].answered if one.id in found else 0,
            mean=found[one.id].mean if one.id in found else None,
        )
        for one in scale.subscales
    )
    about = entry.response.about
    return Profile(
        when=_occasion(entry, "Looking back" if about == "then" else ""),
        about=about,
        axis=axis(scale),
        parts=parts,
        total=scored.total,
        strongest=_named(scale, scored.strongest),
        weakest=_named(scale, scored.weakest),
        says=(_of_total(scale, scored, parts), *_of_band(scale, scored.total), *_of_parts(parts), *_of_gaps(scored)),
    )


def _named(scale: Scale, ids: Sequence[str]) -> tuple[Named, ...]:
    return tuple(Named(text=item.text, reverse=item.reverse) for item in scale.items if item.id in ids)


def _of_total(scale: Scale, scored: Scored, parts: Sequence[Part]) -> str:
    if scored.total:
        answered = f"{scored.answered} of {len(scale.items)} items"
        return f"Your total is {scored.total.shown} of {len(scale.answers) - 1}, from {answered}."
    there = sum(part.mean is not None for part in parts)
    count = f"{there} of {len(parts)} parts have" if there != 1 else f"1 of {len(parts)} parts has"
    return f"There is no total: {count} enough answers, and it takes {scale.minimum_subscales}."


def _of_band(scale: Scale, total: Mean | None) -> tuple[str, ...]:
    if total is None or total.band >= len(scale.bands):
        return ()
    band = scale.bands[total.band]
    return (f"“{band.label}”: {band.says}",)


def _of_parts(parts: Sequence[Part]) -> tuple[str, ...]:
    means = [(fraction(part.mean.exact), part) for part in parts if part.mean]
    if len(means) < 2:
        return ()
    most, least = max(value for value, _ in means), min(value for value, _ in means)
    if most == least:
        return (f"All parts that have a mean stand at {shown(_ratio(most))}.",)
    ends = [
        f"{name}: {_listed([part.label for value, part in means if value == end])}, at {shown(_ratio(end))}."
        for name, end in (("Highest", most), ("Lowest", least))
    ]
    return (" ".join(ends),)


def _of_gaps(scored: Scored) -> tuple[str, ...]:
    did_not = f"{_items(scored.skipped)} did not come up" if scored.skipped else ""
    no_answer = f"{_items(scored.open)} had no answer" if scored.open else ""
    both = " and ".join(one for one in (did_not, no_answer) if one)
    left = "It is" if scored.skipped + scored.open == 1 else "They are"
    return (f"{both}. {left} left out.",) if both else ()


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"


# Two ratings


def _pairs(now: Sequence[Profile]) -> list[tuple[Profile, Profile]]:
    """From the first rating before the course to the last at its end and the last later; else from first to last."""
    if len(now) < 2:
        return []
    first = next((one for one in now if one.when.phase == "before"), now[0])
    rest = [one for one in now if one.when.seq > first.when.seq]
    ends = [[one for one in rest if one.when.phase == phase][-1:] for phase in ("after", "later")]
    found = [(first, one) for end in ends for one in end]
    if found:
        return found
    return [(first, rest[-1])] if rest else [(now[0], first)]


def change(scale: Scale, first: Profile, second: Profile) -> Change:
    """The second rating beside the first. A fall is never said without what it can mean."""
    steps, total = _steps(first, second)
    least = _least(scale)
    total = total.model_copy(update={"is_noise": _is_noise_of_total(total.gap, least)})
    lower = (scale.when_lower,) if total.gap and total.gap.over < 0 else ()
    return Change(
        kind="change",
        before=first.when,
        after=second.when,
        axis=first.axis,
        steps=steps,
        total=total,
        least=None if least is None else f"{least:.2f}",
        says=(*lower, *_of_change(total, least), _of_steps(steps)),
    )


def shift(before: Profile, back: Profile) -> Change:
    """How somebody rated a time then, and how they rate it looking back. No effect, and never told as one."""
    steps, total = _steps(before, back)
    if total.gap is None:
        says = "One of the two has no total, so only their parts can be compared."
    elif total.gap.over == 0:
        says = "Looking back, you rate that time as you did then."
    else:
        says = f"Looking back, you rate that time {_way(total.gap)} than you did then."
    return Change(
        kind="shift",
        before=before.when,
        after=back.when,
        axis=before.axis,
        steps=steps,
        total=total,
        least=None,
        says=(says, NOT_EFFECT),
    )


def _latest_shift(now: Sequence[Profile], back: Sequence[Profile], kept: Sequence[Entry]) -> Change | None:
    """The last looking back, beside the rating of the time that it looks back on, if there is one."""
    if not back:
        return None
    last = back[-1]
    after = {one.id: one.about for one in kept}[last.when.entry]
    earlier = [one for one in now if one.when.seq < last.when.seq and one.when.entry != after]
    before = next((one for one in earlier if one.when.phase == "before"), earlier[0] if earlier else None)
    return shift(before, last) if before else None


def _steps(first: Profile, second: Profile) -> tuple[tuple[Step, ...], Step]:
    later = {part.subscale: part.mean for part in second.parts}
    steps = tuple(_step(part.subscale, part.label, part.mean, later.get(part.subscale)) for part in first.parts)
    return steps, _step("total", "Total", first.total, second.total).model_copy(update={"is_noise": None})


def _step(subscale: str, label: str, before: Mean | None, after: Mean | None) -> Step:
    if before is None or after is None:
        return Step(subscale=subscale, label=label, before=before, after=after, gap=None, is_noise=None)
    moved = fraction(after.exact) - fraction(before.exact)
    return Step(
        subscale=subscale, label=label, before=before, after=after, gap=_gap(moved), is_noise=abs(moved) < 1
    )  # fmt: skip


def _gap(moved: Fraction) -> Gap:
    text = shown(_ratio(abs(moved)))
    sign = "" if text == "0.0" else "+" if moved > 0 else "−"
    return Gap(over=moved.numerator, under=moved.denominator, shown=f"{sign}{text}")


def _least(scale: Scale) -> float | None:
    return least_step(float(scale.planning.spread), float(scale.planning.retest)) if scale.planning else None


def _is_noise_of_total(gap: Gap | None, least: float | None) -> bool | None:
    return None if gap is None or least is None else abs(gap.over) / gap.under <= least + SMALLEST


def _of_change(total: Step, least: float | None) -> tuple[str, ...]:
    if total.gap is None:
        return ("One of the two has no total, so only their parts can be compared.",)
    if total.gap.over == 0:
        return ("Your total is the same both times.",)
    if least is None:
        return (f"Your total is {_way(total.gap)}. Nobody knows the noise of this score yet.",)
    if total.is_noise:
        return (f"Your total is {_way(total.gap)}. Up to {least:.2f} is noise, so it may be no change at all.", PLANNED)
    return (f"Your total is {_way(total.gap)}. That is more than {least:.2f}, the noise of this score.", PLANNED)


def _of_steps(steps: Sequence[Step]) -> str:
    both = [step for step in steps if step.gap]
    moved = [f"{step.label} ({step.gap.shown})" for step in both if step.gap and not step.is_noise]
    if not both:
        return "No part has a mean both times."
    if not moved:
        return "No part moved by a whole step. Less than one step is noise."
    rest = " The others moved less than one step, which is noise." if len(moved) < len(both) else ""
    one = "1 part" if len(moved) == 1 else f"{len(moved)} parts"
    return f"{one} moved by a whole step or more: {_listed(moved)}.{rest}"


def _way(gap: Gap) -> str:
    return f"{_hundredths(abs(Fraction(gap.over, gap.under)))} {'higher' if gap.over > 0 else 'lower'}"


def _hundredths(value: Fraction) -> str:
    """Two digits after the point; a half goes to the even digit, and what is there never shows as nothing."""
    count = round(value * 100)
    return f"{count // 100}.{count % 100:02}" if count or not value else "less than 0.01"


def _ratio(value: Fraction) -> Ratio:
    return Ratio(over=value.numerator, under=value.denominator)


# Two lines


Marked = dict[Literal["self", "peer"], list[Point]]


def _marked(kept: Sequence[Entry], task: Replies | None) -> tuple[tuple[Marked, int], int]:
    """Marks for each set of replies, as points of two lines, with the most there are; and how many were left out."""
    own: Marked = {"self": [], "peer": []}
    digest = payload.payload(task).digest if task else None
    replies = [one for one in kept if isinstance(one.response, RepliesResponse)]
    ours = [one for one in replies if task is None or one.exercise == task.id]
    current = [one for one in ours if digest is None or one.digest == digest]
    most = 0
    for one in current:
        for by, line in own.items():
            scores = _latest_marks(kept, one.id, by)
            if scores:
                most = max(most, *(of for _, of in scores))
                line.append(_point(_occasion(one), [value for value, _ in scores]))
    return (own, most), len(ours) - len(current)


def _latest_marks(kept: Sequence[Entry], replies: str, by: str) -> list[tuple[int, int]]:
    """The last marks of every rater for these replies, and of how many."""
    found: dict[str | None, tuple[int, int]] = {}
    for one in kept:
        is_for = isinstance(one.response, MarksResponse) and one.about == replies and one.response.by == by
        if is_for and isinstance(one.response, MarksResponse) and one.outcome and one.outcome.score:
            found[one.response.rater] = (one.outcome.score.value, one.outcome.score.of)
    return list(found.values())


def _point(when: Occasion, values: Sequence[int]) -> Point:
    mean = Fraction(sum(values), len(values))
    text = str(mean.numerator) if mean.denominator == 1 else _tenths(mean)
    return Point(when=when, value=_ratio(mean), shown=text, raters=len(values))


def _tenths(value: Fraction) -> str:
    count = round(value * 10)
    return f"{count // 10}.{count % 10}"


def _lines(scale: Scale, task: Replies | None, now: Sequence[Profile], marks: tuple[Marked, int]) -> Lines | None:
    (own, most) = marks
    ratings = [
        Point(when=one.when, value=one.total.exact, shown=one.total.shown, raters=1) for one in now if one.total
    ]  # fmt: skip
    if not own["self"] and not own["peer"]:
        return None
    top = len(scale.answers) - 1
    lower = [scale.when_lower] if _fell(ratings) else []
    if task and (_fell(own["peer"]) or _fell(own["self"])) and task.when_lower not in lower:
        lower.append(task.when_lower)
    return Lines(
        ratings=tuple(ratings),
        own_marks=tuple(own["self"]),
        peer_marks=tuple(own["peer"]),
        top=top,
        most=most,
        status=tuple(dict.fromkeys([scale.status, *([task.status] if task else [])])),
        says=(
            *lower,
            *_of_line("How you rated yourself", ratings, top, ""),
            *_of_line("What your replies showed", own["peer"], most, ", as marked by others"),
            *_of_line("What your replies showed", own["self"], most, ", as marked by you"),
            APART,
        ),
    )


def _fell(line: Sequence[Point]) -> bool:
    return len(line) > 1 and fraction(line[-1].value) < fraction(line[0].value)


def _of_line(name: str, line: Sequence[Point], of: int, by: str) -> tuple[str, ...]:
    if not line:
        return ()
    return (f"{name}{by}: {', then '.join(point.shown for point in line)}, of {of}.",)


def _listed(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
