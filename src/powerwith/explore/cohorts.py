"""A group in a notebook: choose what was handed in, a cohort and a chapter, and every picture below follows."""

import html
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import ipywidgets

from powerwith.bank import course_bank
from powerwith.cohort import Taken, published
from powerwith.cohort.listing import noticed
from powerwith.explore import handed
from powerwith.explore.handed import CohortError, Handed
from powerwith.explore.still import WIDE, WORDS_WIDTH, Showable, Shown
from powerwith.papers import cohorts
from powerwith.papers.cohorts import Report
from powerwith.papers.cohorts.gather import Figure, Section
from powerwith.picture import Picture

SAMPLE = "the sample, people who do not exist"
MINE = "a folder or zip of mine"
PICKED = "files that I choose, or codes"
ALL = "all chapters"
TOGETHER = "all cohorts together"


class Cohort(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """A question at the top of a notebook: whose answers, of which cohort, from which chapter?

    What is read stays in the kernel's memory. What was shown of a folder is remembered beside it, as a report does;
    what was shown of files and codes, in a file where the notebook runs.
    """

    def __init__(self, sample: Path, folder: Path | None = None, *, together: bool = False) -> None:
        """`folder`: where the trainer's own shares lie, to begin with it instead of the sample.

        `together`: whether several cohorts can be put together, which only packs of cases are made for.
        """
        self._sample = sample
        self._is_pool_offered = together
        self._following: list[Shown] = []
        self._kept: dict[tuple[str, str], Report] = {}
        self._picked: dict[str, bytes] = {}
        self._pasted: tuple[str, ...] = ()
        self._whose = ipywidgets.RadioButtons(
            options=[SAMPLE, MINE, PICKED], description="Show", value=MINE if folder else SAMPLE,
            layout=ipywidgets.Layout(width=WIDE),
        )  # fmt: skip
        self._path = ipywidgets.Text(
            value=str(folder or ""), description="Folder or zip", continuous_update=False,
            placeholder="such as /home/me/spring or spring.zip", style=WORDS_WIDTH,
            layout=ipywidgets.Layout(width=WIDE),
        )  # fmt: skip
        self._files = ipywidgets.FileUpload(
            accept=".json,.zip,.txt", multiple=True, description="Choose files",
            layout=ipywidgets.Layout(width="12em", margin="0.2em 0 0.2em 11.4em"),
        )  # fmt: skip
        self._codes = handed.box(self._paste)
        self._cohort = _drop("Cohort")
        self._chapter = _drop("Chapter")
        self._words = ipywidgets.HTML()
        self._left = ipywidgets.HTML()
        for words in (self._words, self._left):
            words.add_class("jp-RenderedHTMLCommon")
        self._is_loading = False
        self._report: Report | None = None
        for control in (self._whose, self._path, self._cohort):
            control.observe(lambda _: self._load(), names="value")
        self._files.observe(lambda change: self._pick(change["new"]), names="value")
        self._chapter.observe(lambda _: self._draw(), names="value")
        super().__init__(
            [self._whose, self._path, self._files, self._codes, self._cohort, self._chapter, self._words, self._left]
        )
        self._load()

    @property
    def report(self) -> Report:
        """What may be told of the cohort. Raises CohortError where there is none."""
        if self._report is None:
            raise CohortError(self._says)
        return self._report

    @property
    def is_sample(self) -> bool:
        """Whether these are the people who do not exist."""
        return bool(self._whose.value == SAMPLE)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The exercises of the chapter that was chosen."""
        chosen = self._chapter.value
        return tuple(one for one in self.report.sections if chosen in (None, ALL, one.chapter))

    def show(self, draw: Callable[["Cohort"], Showable]) -> Shown:
        """What `draw` makes of the chosen cohort; drawn again when another is chosen."""
        made = Shown(lambda: draw(self))
        self._following.append(made)
        return made

    def _pick(self, picked: Sequence[Any]) -> None:
        """Take over what was chosen, and empty the picker: a notebook that is saved never holds a file."""
        if not picked:
            return
        self._picked = handed.named(picked)
        self._files.value = ()
        self._handed_over()

    def _paste(self, text: str) -> None:
        """Take over what was pasted, in the place of what was pasted before. Files that were chosen still count."""
        self._pasted = (text,)
        self._handed_over()

    def _handed_over(self) -> None:
        if self._whose.value == PICKED:
            self._load()
        else:
            self._whose.value = PICKED

    def _load(self) -> None:
        if self._is_loading:
            return
        self._is_loading = True
        self._left.value = ""
        try:
            self._report, self._says = self._read()
        except (CohortError, published.PublishedError, OSError) as error:
            self._report, self._says = None, str(error)
        finally:
            self._is_loading = False
        self._draw()

    def _draw(self) -> None:
        if self._is_loading:
            return
        self._words.value = "".join(f"<p>{html.escape(line)}</p>" for line in self._says.splitlines())
        for shown in self._following:
            shown.draw()

    def _read(self) -> tuple[Report, str]:
        for control, mine in ((self._path, MINE), (self._files, PICKED), (self._codes, PICKED)):
            control.layout.display = "" if self._whose.value == mine else "none"
        source = self._source()
        every = source.take()
        names = sorted(map(str, every.answers["cohort"].unique()))
        if not names:
            self._left.value = _folded(every)
            raise CohortError(f"{source.called}: no share could be taken in. {_why(source)}")
        _fill(self._cohort, [*names, TOGETHER] if self._is_pool_offered and len(names) > 1 else names)
        cohort = str(self._cohort.value)
        taken = every if len(names) == 1 or cohort == TOGETHER else source.take(cohort)
        report = self._pooled(source, names, taken) if cohort == TOGETHER else self._told(source, cohort, taken)
        self._left.value = "" if self.is_sample else _folded(taken)
        _fill(self._chapter, [ALL, *dict.fromkeys(one.chapter for one in report.sections if one.chapter)])
        says = [f"{report.who}{_left_out(source, taken)}"]
        if source.uploads or source.texts:
            says.append(_remembered(source, names if cohort == TOGETHER else [cohort]))
        return report, "\n".join([*([report.banner] if report.banner else []), *says])

    def _source(self) -> Handed:
        if self.is_sample:
            return handed.sample(self._sample)
        return (
            handed.folder(self._path.value) if self._whose.value == MINE else handed.chosen(self._picked, self._pasted)
        )

    def _told(self, source: Handed, cohort: str, taken: Taken) -> Report:
        key = source.key, cohort
        if key not in self._kept:
            bank = course_bank()
            kept = source.kept(cohort, taken.keys.values())
            before = kept.published if kept else None
            made, now = cohorts.report(taken, bank.exercises, chapters=cohorts.chapters_of(bank), published=before)
            if kept:
                _remember(now, kept.path)
            self._kept[key] = made
        return self._kept[key]

    def _pooled(self, source: Handed, names: Sequence[str], taken: Taken) -> Report:
        """The packs of cases of all cohorts together, remembered in the record of each."""
        key = source.key, TOGETHER
        if key not in self._kept:
            bank = course_bank()
            # A folder has one record for all its cohorts; files and codes have one for each.
            every = [("", list(taken.keys.values()))]
            if not source.paths:
                every = [(name, _keys(taken, name)) for name in names]
            kept = [found for name, keys in every if (found := source.kept(name, keys))]
            before = [one.published for one in kept]
            made, now = cohorts.pooled(taken, bank.exercises, before, chapters=cohorts.chapters_of(bank))
            for one, record in zip(now, kept, strict=False):
                _remember(one, record.path)
            self._kept[key] = made
        return self._kept[key]

    def __repr__(self) -> str:
        return self._says

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """Live where a kernel is behind it; otherwise what is shown and where one can choose."""
        live: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        note = (
            "<p>In JupyterLab, this cell asks for a folder, files or codes, a cohort and a chapter, and "
            "everything below follows.</p>"
        )
        return {**live, "text/plain": self._says, "text/html": f"{note}{self._words.value}"}


def _drop(name: str) -> Any:
    return ipywidgets.Dropdown(options=[], description=name, style=WORDS_WIDTH, layout=ipywidgets.Layout(width=WIDE))


def _remember(now: published.Published, record: Path) -> None:
    """Nothing is shown that cannot be remembered as shown."""
    try:
        published.write(now, record)
    except OSError as error:
        says = f"{record}: what is shown cannot be remembered here ({error.strerror}), so nothing is shown"
        raise CohortError(f"{says}. Put things where you may write, and choose them again.") from None


def _remembered(source: Handed, names: Sequence[str]) -> str:
    read, again = [], []
    if source.uploads:
        read.append("The files are read. The button counts from 0 again")
        again.append("choose all of its files")
    if source.texts:
        read.append("The codes are read. The box is empty again")
        again.append("paste all of its codes")
    records = " and ".join(str(source.record(name)) for name in names)
    holds, whose, that = ("hold", "cohorts", "those files") if len(names) > 1 else ("holds", "cohort", "that file")
    return "\n".join([
        *(f"{says}, so that none of them is saved with the notebook." for says in read),
        f"What is shown of them is remembered in {records}, which {holds} nobody's answer. Stay with this way for the "
        f"{whose} {' and '.join(names)}, and {' and '.join(again)} each time. Delete {that} when you delete the "
        "shares.",
    ])  # fmt: skip


def _keys(taken: Taken, cohort: str) -> list[str]:
    """What stands for each person of one cohort."""
    people = taken.answers.loc[taken.answers["cohort"] == cohort, "person"].unique()
    return [taken.keys[who] for who in people]


def _left_out(source: Handed, taken: Taken) -> str:
    left = sum(one.kind == "refused" for one in taken.notices)
    if not left:
        return ""
    count = "1 thing was left out" if left == 1 else f"{left} things were left out"
    return f" {count}. {_why(source)}"


def _why(source: Handed) -> str:
    return f"The list below says why{f', and so does `powerwith cohort {source.called}`' if source.paths else ''}."


def _folded(taken: Taken) -> str:
    """What was left out and why, to unfold. It names files, so it is never part of what a saved cell shows."""
    lines = noticed(taken)
    if not lines:
        return ""
    inside = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    return f"<details><summary>About the files ({len(lines)})</summary><ul>{inside}</ul></details>"


def _fill(control: Any, options: Sequence[str]) -> None:
    """Other things to choose from; what was chosen stays if it is still there."""
    if tuple(control.options) == tuple(options):
        return
    chosen = control.value
    control.options = list(options)
    control.value = chosen if chosen in options else options[0]


def note(group: Cohort) -> Showable:
    """What has to be known before anything else: who, how many, what was hidden by which rule."""
    made = group.report
    hidden = [f"{says}. In {count} {'place' if count == 1 else 'places'}." for says, count in made.hidden]
    return [*([made.banner] if made.banner else []), *made.note, *(hidden or ["Nothing had to be hidden."])]


def pictures(group: Cohort, *about: str) -> Showable:
    """Every picture of these kinds, each with its exercise, what it says, its table and what to talk about.

    `about`: item, score, change, turn, marked, appeals or vignette; `choice`, `sort` and `scale` for items of a kind.
    """
    shown: list[Showable] = []
    if few := [
        line for one in group.report.sections for each in one.figures if each.about == "few" for line in each.says
    ]:
        return few
    for section in group.sections:
        figures = [one for one in section.figures if one.about in about or _kind(section, one) in about]
        for figure in figures:
            shown += [f"{section.title}: {figure.title.lower()}", *_drawn(figure)]
            shown.append("\n".join(["To talk about:", *figure.questions]))
    return shown or "There is nothing of this kind in what was chosen."


def _kind(section: Section, figure: Figure) -> str:
    known = course_bank().exercises.get(section.exercise)
    return str(getattr(known, "kind", "other")) if figure.about == "item" else ""


def _drawn(figure: Figure) -> list[Showable]:
    says = " ".join(figure.says)
    if not figure.drawn:
        return [says, figure.table]
    first, *others = figure.drawn
    more: list[Showable] = [Picture(_on_white(svg), f"{figure.title}, continued.") for svg in others]
    return [Picture(_on_white(first), says, figure.table), *more]


def _on_white(svg: str) -> bytes:
    """The picture by itself: it cannot know whether the page round it is dark."""
    start = svg.index(">") + 1
    return f'{svg[:start]}<rect width="100%" height="100%" fill="#ffffff"/>{svg[start:]}'.encode()
