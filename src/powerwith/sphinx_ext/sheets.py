"""`{runsheet}` puts a workshop on the page, minute by minute, to read on a phone or to print."""

from pathlib import Path

from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.util.docutils import SphinxDirective

from powerwith.model.runsheet import RunSheet, Session, Step
from powerwith.runsheets import FOLDER, RunSheetError, load_runsheets
from powerwith.sphinx_ext import book
from powerwith.sphinx_ext.pieces import begun, listed, para, paragraphs

HOW = {
    "alone": "each alone", "pairs": "in pairs", "threes": "in threes", "tables": "at tables", "everyone": "everyone",
    "break": "break",
}  # fmt: skip


class BrokenRunSheetsError(SphinxError):
    """Stops the build with the places and sentences of the run sheets."""

    category = "Run sheets"


class RunSheetPage(SphinxDirective):
    """Put one run sheet on the page: ```` ```{runsheet} from-why-to-what ````."""

    required_arguments = 1
    has_content = False

    def run(self) -> list[nodes.Node]:
        """Aim, materials and every session. Stops the build where the sheet is not whole or not there."""
        source, line = self.get_source_info()
        bank = book.bank(self.env)
        try:
            sheets = load_runsheets(bank.folder, tuple(bank.exercises))
        except RunSheetError as error:
            raise BrokenRunSheetsError(f"\n{error}") from None
        name = self.arguments[0].strip()
        if name not in sheets:
            known = ", ".join(sheets)
            raise BrokenRunSheetsError(f"\n{source}:{line}: there is no run sheet `{name}`. Known: {known}.")
        self.env.note_dependency(str(Path(bank.folder, FOLDER, f"{name}.yml")))
        titles = {exercise.id: exercise.title for exercise in bank.exercises.values()}
        return [nodes.container("", *_sheet(sheets[name], titles), classes=["pw-runsheet"])]


def _sheet(sheet: RunSheet, titles: dict[str, str]) -> list[nodes.Node]:
    made: list[nodes.Node] = [
        begun("What for.", sheet.aim),
        begun("For whom.", f"{sheet.people}."),
        begun("What you need.", ""),
        listed(list(sheet.materials)),
        begun("Before.", ""),
        *paragraphs(sheet.prepare),
    ]
    for session in sheet.sessions:
        made += _session(session, titles, several=len(sheet.sessions) > 1)
    return [*made, begun("Afterwards.", ""), *paragraphs(sheet.aftercare)]


def _session(session: Session, titles: dict[str, str], *, several: bool) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    if several:
        made.append(nodes.rubric("", f"{session.title} ({session.minutes} minutes)"))
    if session.before:
        made += [begun("On their own, before.", ""), *paragraphs(session.before)]
    items, at = [], 0
    for step in session.steps:
        items.append(nodes.list_item("", *_step(step, at, titles)))
        at += step.minutes
    made.append(nodes.bullet_list("", *items, classes=["pw-steps"]))
    if session.between:
        made += [begun("Until the next time.", ""), *paragraphs(session.between)]
    return made


def _step(step: Step, at: int, titles: dict[str, str]) -> list[nodes.Node]:
    time = f"{at} to {at + step.minutes}"
    made: list[nodes.Node] = [begun(f"{time} · {step.title}", f"({HOW[step.how]})"), *paragraphs(step.what)]
    if step.say:
        made.append(nodes.block_quote("", *paragraphs(step.say), classes=["pw-say"]))
    if step.exercises:
        made.append(para(f"Exercises: {', '.join(titles[name] for name in step.exercises)}.", "pw-hint"))
    if step.materials:
        made.append(para(f"You need: {', '.join(step.materials)}.", "pw-hint"))
    return made
