"""A report about a cohort, put together from what may be told of it: pictures, sentences, tables and questions."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from powerwith import coach
from powerwith.bank import Bank
from powerwith.cohort import Taken
from powerwith.cohort.compared import Spread, Trial
from powerwith.cohort.published import Published
from powerwith.cohort.summary import Showing
from powerwith.cohort.told import EXAGGERATE, Told
from powerwith.cohort.trial import points
from powerwith.cohort.trial import shown as rounded
from powerwith.cohort.trial import told as cases_told
from powerwith.model import Authored, Choice, Conversation, Scale, Sort, Vignette
from powerwith.papers.cohorts import drawn
from powerwith.papers.cohorts.drawn import Axis, Head, Row, Stack
from powerwith.papers.cohorts.questions import ABOUT
from powerwith.scoring.change import NO_CONTROL
from powerwith.synth import NOT_REAL, is_synthetic

PHASES = {"none": "", "before": "before the course", "after": "after the course", "later": "some time later",
          "then": "looking back at how it was before", "before to after": "from before to after"}  # fmt: skip
NOT_FOR = (
    "These are figures about a group. They are not for judging, comparing, choosing or paying anybody, and they say "
    "nothing about any one person."
)
RULES = (
    "Fewer than 5 people answered: nothing is shown. 5 to 9: one figure for all together. 10 or more: each question.",
    "An answer that only 1 or 2 people gave is put together with others. Where all but 2 answered alike, only “most or "
    "all” is said.",
    "Means are rounded, and percentages go in steps of 5 below 30 people. A line beside a number is its 95% interval.",
    "A second look is shown only once 5 people or more have joined, left or answered anew.",
)
_STATES = {
    "nothing": "Hidden: too few people answered",
    "total": "Hidden: 5 to 9 people answered, too few for a single question",
    "hidden": "Hidden: what is left would tell of somebody",
    "most or all": "Only “most or all”: nearly everybody answered alike",
    "middle": "Only where the middle lies: the answers were too thinly spread",
}


@dataclass(frozen=True)
class Figure:
    """One picture with what it says, the same as a table, and what to talk about."""

    title: str
    about: str
    says: tuple[str, ...]
    table: pd.DataFrame
    drawn: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """All about one exercise."""

    title: str
    chapter: str
    figures: tuple[Figure, ...]
    exercise: str = ""


@dataclass(frozen=True)
class Report:
    """What is handed over: for the group, and nothing about anybody in it."""

    cohort: str
    people: str
    note: tuple[str, ...]
    hidden: tuple[tuple[str, int], ...]
    sections: tuple[Section, ...]
    told: tuple[Told, ...]
    trials: tuple[Trial, ...] = ()

    @property
    def banner(self) -> str:
        """What has to stand on every page of pretend people."""
        return NOT_REAL if is_synthetic(self.cohort) else ""


def report(
    taken: Taken,
    exercises: Mapping[str, Authored],
    *,
    chapters: Mapping[str, str] | None = None,
    published: Published | None = None,
) -> tuple[Report, Published]:
    """The report about one cohort as it was taken in, and what is to be remembered as shown.

    Before and after are laid side by side by the linking codes first; the codes are gone after that.
    """
    matched = taken.matched()
    showing = Showing(matched, exercises.values(), published)
    told = showing.everything()
    cases = [exercises[name] for name in sorted(set(matched.answers["exercise"])) if name in exercises]
    trials, now = {}, showing.published
    for one in cases:
        if isinstance(one, Vignette):
            trials[one.id], now = cases_told(one, matched, now)
    cohort = next(iter(matched.answers["cohort"]), "")
    made = gather(str(cohort), matched.people, told, exercises, chapters=chapters, trials=trials)
    return made, now


def chapters_of(bank: Bank) -> dict[str, str]:
    """Exercise to the name of its chapter."""
    return {name: _chapter(bank.path(name).parent.name) for name in bank.exercises}


def _chapter(folder: str) -> str:
    found = re.fullmatch(r"ch([0-9]+)", folder)
    return f"Chapter {int(found[1])}" if found else "For oneself" if folder == "self" else folder


def gather(
    cohort: str,
    people: int,
    told: Iterable[Told],
    exercises: Mapping[str, Authored],
    *,
    chapters: Mapping[str, str] | None = None,
    trials: Mapping[str, Trial] | None = None,
) -> Report:
    """The report. `told`: what may be shown; `chapters`: exercise to its chapter; `trials`: of packs of cases."""
    trials = dict(trials or {})
    kept = tuple(
        _named(one, exercises.get(one.exercise))
        for one in told
        if not isinstance(exercises.get(one.exercise), Vignette)
    )
    names = [*dict.fromkeys(one.exercise for one in kept if one.exercise), *(name for name in trials)]
    chapters = chapters or {}
    places = {name: place for place, name in enumerate(exercises)}
    order = sorted(names, key=lambda name: (_nth(chapters.get(name, "")), places.get(name, -1), name))
    sections = []
    for name in order:
        known = exercises.get(name)
        title = known.title if known else f"Unknown exercise “{name}”"
        made = _figures([one for one in kept if one.exercise == name], known)
        if name in trials:
            made += _of_trial(trials[name])
        sections.append(Section(title, chapters.get(name, ""), tuple(made), name))
    appeals = [one for one in kept if not one.exercise]
    if appeals:
        sections.append(Section("Seen differently", "", tuple(_figures(appeals, None))))
    hidden = Counter(_STATES[one.state] for one in kept if one.state in _STATES)
    return Report(
        cohort=cohort,
        people=_people(people),
        note=(NOT_FOR, *RULES),
        hidden=tuple((says, hidden[says]) for says in _STATES.values() if hidden[says]),
        sections=tuple(sections),
        told=kept,
        trials=tuple(trials.values()),
    )


def _nth(chapter: str) -> tuple[int, str]:
    number = re.search(r"[0-9]+", chapter)
    return (int(number[0]) if number else 99, chapter)


def _named(one: Told, known: Authored | None) -> Told:
    """With a label that reads: what a rule says of words, what was said at a turn, a title instead of a name."""
    label = one.label
    if one.about in ("marked", "appeals") and (says := coach.in_words().get(one.item)):
        label = f"{says[:1].upper()}{says[1:].rstrip('.')} (rule {one.item})"
    elif one.about == "turn" and isinstance(known, Conversation):
        turn, _, times = one.item.partition("/")
        says = next((one.says[-1].line for one in known.turns if one.id == turn), "")
        label = f"After: “{says}”{' (again)' if times else ''}" if says else one.label[:1].upper() + one.label[1:]
    elif one.about in ("total", "change") and not one.item:
        label = "All together"
    elif known and label == one.exercise:
        label = known.title
    return one.model_copy(update={"label": label})


def _people(count: int) -> str:
    return f"{count} people" if count >= 5 else "Fewer than 5 people"


def _figures(told: Sequence[Told], known: Authored | None) -> list[Figure]:
    """One for each phase and each thing it is about, in the order told."""
    groups: dict[tuple[str, str], list[Told]] = {}
    for one in told:
        about = "score" if one.about in ("total", "subscale") else one.about
        groups.setdefault((about, one.phase), []).append(one)
    order = {"change": 0, "score": 1, "turn": 2, "item": 3}
    phases = list(PHASES)
    ordered = sorted(
        groups.items(),
        key=lambda pair: (order.get(pair[0][0], 4), phases.index(pair[0][1]) if pair[0][1] in phases else len(phases)),
    )
    return [_figure(about, phase, some, known) for (about, phase), some in ordered]


def _figure(about: str, phase: str, told: Sequence[Told], known: Authored | None) -> Figure:
    title = _title(about, phase, known)
    shown = [one for one in told if one.is_shown]
    draw = _stacked if isinstance(known, Scale) and about == "item" else _CHARTS.get(about, _barred)
    pictures = draw(shown, title, known) if shown else ()
    sentences = _sentences(told)
    if about == "item" and isinstance(known, Scale) and shown:
        first, last = known.answers[0].words, known.answers[-1].words
        skip = f", after “{known.skip}”" if any(one.parts[0].label.startswith(known.skip) for one in shown) else ""
        sentences = (f"From left to right, from “{first}” to “{last}”{skip}. Numbers are people of 100.", *sentences)
    return Figure(title, about, sentences, _table(told, about), pictures, _questions(about, known))


def _sentences(told: Sequence[Told]) -> tuple[str, ...]:
    """What each says. Of many questions with their answers, the table says it; small groups exaggerate but once."""
    if len(told) == 1:
        return (told[0].sentence,)
    said = [one for one in told if not one.parts]
    shared = [tail for tail in _TAILS if sum(tail in one.sentence for one in said) > 1]
    own = [f"{one.label}: {_without(one.sentence, shared)}" for one in said]
    is_silent = not said and any(one.is_shown for one in told)
    return (*own, *shared, *([EXAGGERATE] if is_silent else []))


_TAILS = (NO_CONTROL, EXAGGERATE)
"""Sentences that end many others. Under a picture each stands once."""


def _without(sentence: str, tails: Iterable[str]) -> str:
    for tail in tails:
        sentence = sentence.replace(tail, "")
    return " ".join(sentence.split())


_EACH = {"sort": "Each card", "scale": "Each question"}


def _title(about: str, phase: str, known: Authored | None) -> str:
    names = {
        "item": _EACH.get(str(getattr(known, "kind", "")), "What was chosen"),
        "score": "The score",
        "change": "Change",
        "turn": "The way through",
        "marked": "What the coach marked",
        "appeals": "Marks that people see differently",
        "beside": "Rating and replies side by side",
    }
    when = PHASES.get(phase, phase)
    return f"{names.get(about, about.capitalize())}{f', {when}' if when else ''}"


def _questions(about: str, known: Authored | None) -> tuple[str, ...]:
    if about in ABOUT:
        return ABOUT[about]
    kind = str(getattr(known, "kind", "other"))
    return ABOUT.get(kind, ABOUT["other"])


# Charts


def _barred(told: Sequence[Told], title: str, known: Authored | None) -> tuple[str, ...]:
    rows: list[Row | Head] = []
    for one in told:
        if len(told) > 1 or not isinstance(known, Choice):
            rows.append(Head(one.label))
        rows += [
            Row(part.label, part.estimate, part.low, part.high, f"{part.estimate} ({part.low}–{part.high})")
            for part in one.parts
        ]
    return drawn.bars(rows, f"{title}: how many of 100 people. The same as text below.")


def _listed(told: Sequence[Told], title: str, _known: Authored | None) -> tuple[str, ...]:
    """One bar for each rule: those for whom it holds."""
    rows = [_percent(one) for one in told if one.estimate is not None]
    return drawn.bars(rows, f"{title}: how many of 100 people. The same as text below.")


def _stacked(told: Sequence[Told], title: str, _known: Authored | None) -> tuple[str, ...]:
    rows = [Stack(one.label, tuple((part.label, part.estimate) for part in one.parts)) for one in told if one.parts]
    return drawn.stacks(rows, f"{title}: how many of 100 people gave which answer. The same as a table below.")


def _scored(told: Sequence[Told], title: str, known: Authored | None) -> tuple[str, ...]:
    rows = _means(told)
    if isinstance(known, Scale):
        axis = Axis(0, len(known.answers) - 1, (known.answers[0].words, known.answers[-1].words))
    else:
        top = 1.0 if isinstance(known, Sort) else max(3.0, *(row.high for row in rows))
        axis = Axis(0, top, ("no card", "every card") if isinstance(known, Sort) else ("0", f"{top:g}"))
    return drawn.dots(rows, axis, f"{title}: means with their intervals. The same as text below.")


def _changed(told: Sequence[Told], title: str, _known: Authored | None) -> tuple[str, ...]:
    rows = _means(told)
    reach = max(0.5, *(max(abs(row.low), abs(row.high)) for row in rows))
    axis = Axis(-reach, reach, ("lower than before", "higher"), line=0)
    return drawn.dots(rows, axis, f"{title}: mean change with its interval. The same as text below.")


def _means(told: Sequence[Told]) -> list[Row]:
    return [
        Row(one.label, one.estimate, one.low or 0.0, one.high or 0.0, f"{_number(one.estimate)}")
        for one in told
        if one.estimate is not None
    ]


def _percent(one: Told) -> Row:
    value, low, high = (round(100 * (number or 0.0)) for number in (one.estimate, one.low, one.high))
    return Row(one.label, value, low, high, f"{value} ({low}–{high})")


def _number(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")


_LISTED = ("marked", "appeals")
_CHARTS: dict[str, Callable[[Sequence[Told], str, Authored | None], tuple[str, ...]]] = {
    "score": _scored, "change": _changed, "beside": _changed, "marked": _listed, "appeals": _listed,
}  # fmt: skip


def _table(told: Sequence[Told], about: str) -> pd.DataFrame:
    """What the picture shows, and for what it does not show the reason."""
    if sum(bool(one.parts) for one in told) > 1:
        return _by_question(told)
    rows: list[tuple[str, str, str, str, str]] = []
    for one in told:
        if one.parts:
            rows += [
                (one.label, part.label, f"{part.estimate}", f"{part.low} to {part.high}", _n(one)) for part in one.parts
            ]
        elif one.estimate is None:
            rows.append((one.label, one.sentence, "not shown", "", _n(one)))
        elif about in _LISTED:
            share = _percent(one)
            rows.append((one.label, "", f"{share.value:g}", f"{share.low:g} to {share.high:g}", _n(one)))
        else:
            interval = f"{_number(one.low or 0.0)} to {_number(one.high or 0.0)}"
            rows.append((one.label, "", _number(one.estimate), interval, _n(one)))
    number = "Mean" if about in ("score", "change", "beside") else "Of 100"
    words = "Answer" if any(one.parts for one in told) else "Why not"
    table = pd.DataFrame(rows, columns=["Question", words, number, "95% interval", "People"])
    if not any(table[words]):
        return table.drop(columns=words)
    return table.drop(columns="Question") if words == "Answer" and table["Question"].nunique() == 1 else table


def _by_question(told: Sequence[Told]) -> pd.DataFrame:
    """Many questions with their answers: a row for each, so that paper is spared."""
    rows = [
        (
            one.label,
            "; ".join(f"{part.label}: {part.estimate} ({part.low} to {part.high})" for part in one.parts)
            or one.sentence,
            _n(one),
        )
        for one in told
    ]
    return pd.DataFrame(rows, columns=["Question", "Of 100, with 95% interval", "People"])


def _n(one: Told) -> str:
    return "" if one.n is None else str(one.n)


# A pack of cases


def _of_trial(trial: Trial) -> list[Figure]:
    """The comparison of two versions, with its own fixed sentences, and what was chosen in either."""
    fixes = tuple(f"One way: {fix}" for fix in trial.fixes)
    about = ABOUT["vignette" if trial.design == "wording" else "marker"]
    asks = (*about, f"Now what: {trial.asks[0].lower()}{trial.asks[1:]}", *fixes)
    notes = (*trial.left_out, *([trial.note] if trial.note else []))
    if trial.refused:
        empty = pd.DataFrame([("both versions", trial.refused)], columns=["Question", "Answer"])
        return [Figure(_TWO, "vignette", (trial.refused, *notes), empty, (), asks)]
    plain, loaded = trial.versions
    against = f"{loaded[:1].upper()}{loaded[1:]} against {plain}"
    rows = [
        Row(one.label, one.difference, (wide := rounded(one.bar95)).low, wide.high, _number(one.difference),
            inner=(one.bar50.low, one.bar50.high))
        for one in trial.compared
        if one.difference is not None and one.bar95 and one.bar50
    ]  # fmt: skip
    reach = max([1.0, *(max(abs(row.low), abs(row.high)) for row in rows)])
    axis = Axis(-reach, reach, (f"lower: {loaded}", "higher"), line=0)
    pictures = drawn.dots(rows, axis, f"{against}, in points of 10. The same as text below.") if rows else ()
    says = [" ".join(one.sentences) for one in trial.compared]
    label = (
        f"{trial.people} people{f', {trial.label}' if trial.label else ''}. The thick line is a 50% "
        "interval, the thin one a 95% interval.",
    )
    table = pd.DataFrame(
        [
            (
                one.label,
                "cannot be said" if one.difference is None else points(one.difference),
                "" if one.bar95 is None else f"{_number(rounded(one.bar95).low)} to {_number(rounded(one.bar95).high)}",
                str(one.plain),
                str(one.loaded),
            )
            for one in trial.compared
        ],
        columns=["What was rated, 0 to 10", against, "95% interval", f"People, {plain}", f"People, {loaded}"],
    )
    first = Figure(_TWO, "vignette", (*label, *says, *notes), table, pictures, asks)
    chosen = (("What was chosen next", trial.steps), ("What was said first", trial.lines))
    return [first, *(_spread(title, one, trial.versions, about) for title, one in chosen if one)]


_TWO = "Two versions of four cases"


def _spread(title: str, spread: Spread, versions: tuple[str, str], asks: tuple[str, ...]) -> Figure:
    """What was chosen in either version, one below the other."""
    if not spread.parts:
        empty = pd.DataFrame([(spread.asks, *spread.sentences)], columns=["Question", "Why not"])
        return Figure(title, "vignette", (spread.asks, *spread.sentences), empty, (), asks)
    rows: list[Row | Head] = []
    for part in spread.parts:
        rows.append(Head(part.label))
        for version, one in zip(versions, (part.a, part.b), strict=True):
            rows.append(Row(version, one.estimate, one.low, one.high, f"{one.estimate} ({one.low}–{one.high})"))
    cells = [
        (part.label, *(f"{one.estimate} ({one.low} to {one.high})" for one in (part.a, part.b)))
        for part in spread.parts
    ]
    table = pd.DataFrame(cells, columns=["Of 100, with 95% interval", *versions])
    pictures = drawn.bars(rows, f"{title}: how many of 100 in either version. The same as a table below.")
    return Figure(title, "vignette", (spread.asks, *spread.sentences), table, pictures, asks)
