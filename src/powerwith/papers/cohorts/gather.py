"""A report about a cohort, put together from what may be told of it: pictures, sentences, tables and questions."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from powerwith import coach
from powerwith.bank import Bank
from powerwith.cohort import Taken
from powerwith.cohort.cells import CELLS, UNMOVED, WITHHELD
from powerwith.cohort.compared import Trial
from powerwith.cohort.published import Published
from powerwith.cohort.summary import FOR_AUTHORS, Showing
from powerwith.cohort.told import Told, few
from powerwith.cohort.trial import told as cases_told
from powerwith.cohort.trial import told_beside
from powerwith.model import Authored, Conversation, Replies, Scale, Vignette
from powerwith.papers.cohorts.authors import for_authors
from powerwith.papers.cohorts.cases import of_trial
from powerwith.papers.cohorts.figures import Figure as Figure
from powerwith.papers.cohorts.figures import figures
from powerwith.scoring.estimate import GROUP
from powerwith.synth import NOT_REAL, is_synthetic

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
AS_BEFORE = "Some figures are as they were shown before, and so of the people who had handed something in then."
POOLED = "Only packs of cases are put together, where the cohorts used the very same pack."
_STATES = {
    "nothing": "Hidden: too few people answered",
    "total": "Hidden: 5 to 9 people answered, too few for a single question",
    "hidden": "Hidden: what is left would tell of somebody",
    "most or all": "Only “most or all”: nearly everybody answered alike",
    "middle": "Only where the middle lies: the answers were too thinly spread",
}


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
    for_authors: tuple[Told, ...] = ()
    author_rows: pd.DataFrame = field(default_factory=pd.DataFrame)
    pooled: tuple[str, ...] = ()
    """The cohorts that were put together, where it is about several."""

    @property
    def about(self) -> str:
        """Which cohort, or how many together."""
        return f"{len(self.pooled)} cohorts together" if self.pooled else f"the cohort {self.cohort}"

    @property
    def who(self) -> str:
        """Who is in it, and where a figure is an older one, that it is of others."""
        says = f"{self.people} of {self.about} handed something in.{f' {POOLED}' if self.pooled else ''}"
        is_older = any(UNMOVED in one.sentence for one in self.told) or any(one.note for one in self.trials)
        return f"{says} {AS_BEFORE}" if is_older else says

    @property
    def banner(self) -> str:
        """What has to stand on every page of pretend people."""
        return NOT_REAL if any(map(is_synthetic, self.pooled or (self.cohort,))) else ""


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
    cohort = str(next(iter(matched.answers["cohort"]), ""))
    if matched.people < GROUP:
        return gather(cohort, matched.people, (), exercises), published or Published()
    showing = Showing(matched, exercises.values(), published)
    told = showing.everything()
    cases = [exercises[name] for name in sorted(set(matched.answers["exercise"])) if name in exercises]
    trials, now = {}, showing.published
    for one in cases:
        if isinstance(one, Vignette):
            trials[one.id], now = cases_told(one, matched, now)
    made = gather(cohort, matched.people, told, exercises, chapters=chapters, trials=trials)
    return made, now


def pooled(
    taken: Taken,
    exercises: Mapping[str, Authored],
    records: Sequence[Published],
    *,
    chapters: Mapping[str, str] | None = None,
) -> tuple[Report, tuple[Published, ...]]:
    """The report about the packs of cases of several cohorts put together, and what each is to remember as shown.

    `records`: what was shown of these cohorts so far.
    """
    matched = taken.matched()
    trials, now = {}, tuple(records)
    packs = [exercises.get(name) for name in sorted(set(matched.answers["exercise"]))]
    for one in packs if matched.people >= GROUP else ():
        if isinstance(one, Vignette):
            trials[one.id], now = told_beside(one, matched, now)
    made = gather("", matched.people, (), exercises, chapters=chapters, trials=trials)
    return replace(made, pooled=tuple(sorted(map(str, set(matched.answers["cohort"]))))), now


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
    """The report. `told`: what may be shown; `chapters`: exercise to its chapter; `trials`: of packs of cases.

    Of fewer than five people it is one sentence: which exercises they did would tell of them as well.
    """
    if people < GROUP:
        told, trials = (_OF_A_FEW,), {}
    trials = dict(trials or {})
    every = tuple(_named(one, exercises) for one in told if not isinstance(exercises.get(one.exercise), Vignette))
    kept = tuple(one for one in every if one.about not in FOR_AUTHORS)
    names = [*dict.fromkeys(one.exercise for one in kept if one.exercise), *(name for name in trials)]
    chapters = chapters or {}
    places = {name: place for place, name in enumerate(exercises)}
    order = sorted(names, key=lambda name: (_nth(chapters.get(name, "")), places.get(name, -1), name))
    sections = []
    for name in order:
        known = exercises.get(name)
        title = known.title if known else f"Unknown exercise “{name}”"
        made = figures([one for one in kept if one.exercise == name], exercises)
        if name in trials:
            made += of_trial(trials[name])
        sections.append(Section(title, chapters.get(name, ""), tuple(made), name))
    others = [one for one in kept if not one.exercise]
    if people < GROUP:
        sections.append(Section("A few people", "", (Figure("Too few", "few", (_OF_A_FEW.sentence,), pd.DataFrame()),)))
    elif others:
        sections.append(Section("Seen differently", "", tuple(figures(others, exercises))))
    hidden = Counter(_STATES[one.state] for one in kept if one.state in _STATES)
    hidden.update(_STATES["hidden" if one.refused == WITHHELD else "nothing"] for one in trials.values() if one.refused)
    return Report(
        cohort=cohort,
        people=_people(people),
        note=(NOT_FOR, *RULES),
        hidden=tuple((says, hidden[says]) for says in _STATES.values() if hidden[says]),
        sections=tuple(sections),
        told=kept,
        trials=tuple(trials.values()),
        for_authors=tuple(one for one in every if one.about in FOR_AUTHORS),
        author_rows=for_authors([one for one in every if one.about in FOR_AUTHORS], exercises),
    )


def _nth(chapter: str) -> tuple[int, str]:
    number = re.search(r"[0-9]+", chapter)
    return (int(number[0]) if number else 99, chapter)


def _named(one: Told, exercises: Mapping[str, Authored]) -> Told:
    """With a label that reads: what a rule says of words, what was said at a turn, a title instead of a name."""
    label, known = one.label, exercises.get(one.exercise)
    if one.about in ("marked", "appeals") and (says := coach.in_words().get(one.item)):
        label = f"{says[:1].upper()}{says[1:].rstrip('.')} (rule {one.item})"
    elif one.about == "turn" and isinstance(known, Conversation):
        turn, _, times = one.item.partition("/")
        says = next((one.says[-1].line for one in known.turns if one.id == turn), "")
        label = f"After: “{says}”{' (again)' if times else ''}" if says else one.label[:1].upper() + one.label[1:]
    elif one.about == "beside":
        label = _side(exercises.get(one.item), label)
    elif one.about in ("total", "change") and not one.item:
        label = "All together"
    elif known and label == one.exercise:
        label = known.title
    return one.model_copy(update={"label": label})


def _side(known: Authored | None, label: str) -> str:
    if isinstance(known, Scale):
        return f"How people rate themselves, from 0 to {len(known.answers) - 1}"
    if isinstance(known, Replies):
        return "How their replies were marked, from 0 to 3"
    return f"{label}, from −1 to 1"


def _people(count: int) -> str:
    return f"{count} people" if count >= GROUP else f"Fewer than {GROUP} people"


_OF_A_FEW = Told(
    about="few", exercise="", phase="none", label="All together", state="nothing", rule=CELLS, sentence=few(0)
)
