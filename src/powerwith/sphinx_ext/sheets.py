"""`{runsheet}` puts a workshop on the page, minute by minute, to read on a phone or to print."""

from pathlib import Path

from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.util.docutils import SphinxDirective

from powerwith.bank import Bank
from powerwith.model import Authored
from powerwith.model.runsheet import RunSheet, Session, Step
from powerwith.runsheets import FOLDER, HOW, RunSheetError, lines, load_runsheets, stopped, used
from powerwith.sphinx_ext import book
from powerwith.sphinx_ext.nodes import exercise_link
from powerwith.sphinx_ext.pieces import begun, listed, para, paragraphs, revealed


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
        sheets = _sheets(bank)
        name = self.arguments[0].strip()
        if name not in sheets:
            known = ", ".join(sheets)
            raise BrokenRunSheetsError(f"\n{source}:{line}: there is no run sheet `{name}`. Known: {known}.")
        self.env.note_dependency(str(Path(bank.folder, FOLDER, f"{name}.yml")))
        several = len(sheets[name].sessions) > 1
        return _series(sheets[name], bank) if several else _single(sheets[name], bank)


def _single(sheet: RunSheet, bank: Bank) -> list[nodes.Node]:
    """One meeting, under the heading it stands under."""
    troubles = [begun("If it goes wrong.", ""), _troubles(sheet)]
    after = [begun("Afterwards.", ""), *paragraphs(sheet.aftercare)]
    made = [*_beforehand(sheet), *_session(sheet.sessions[0], bank), *troubles, *after]
    return [nodes.container("", *made, *_to_copy(sheet, bank), classes=["pw-runsheet"])]


def _series(sheet: RunSheet, bank: Bank) -> list[nodes.Node]:
    """Several meetings, each with a heading of its own, so that the page has an outline."""
    made: list[nodes.Node] = [nodes.container("", *_beforehand(sheet), classes=["pw-runsheet"])]
    for session in sheet.sessions:
        made.append(_part(sheet, session.title, para(f"{session.minutes} minutes."), *_session(session, bank)))
    made.append(_part(sheet, "If it goes wrong", _troubles(sheet)))
    return [*made, _part(sheet, "Afterwards", *paragraphs(sheet.aftercare), *_to_copy(sheet, bank))]


def _part(sheet: RunSheet, title: str, *children: nodes.Node) -> nodes.section:
    name = nodes.make_id(f"{sheet.id} {title}")
    return nodes.section("", nodes.title("", title), *children, ids=[name], classes=["pw-runsheet"])


class Packs(SphinxDirective):
    """Put the trainer pack of every run sheet on the page: ```` ```{packs} ````."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """One place for each."""
        sheets = _sheets(book.bank(self.env))
        for name in sheets:
            self.env.note_dependency(str(Path(book.bank(self.env).folder, FOLDER, f"{name}.yml")))
        return [_pack(sheet, f"{sheet.title}.") for sheet in sheets.values()]


def _sheets(bank: Bank) -> dict[str, RunSheet]:
    """Every run sheet by its id. Stops the build where one is not whole."""
    try:
        return load_runsheets(bank.folder, tuple(bank.exercises))
    except RunSheetError as error:
        raise BrokenRunSheetsError(f"\n{error}") from None


def _pack(sheet: RunSheet, name: str = "To print and to show.") -> nodes.container:
    """How to get the pack. `make site` makes the packs and puts links here; until then there is nothing to lead to."""
    says = f"powerwith pack {sheet.id}"
    words = para("")
    words += [nodes.strong("", name), nodes.Text(" One command makes the pack: "), nodes.literal("", says)]
    return nodes.container("", words, classes=["pw-pack", f"pw-pack-{sheet.id}"])


def _beforehand(sheet: RunSheet) -> list[nodes.Node]:
    return [
        _pack(sheet),
        begun("What for.", sheet.aim),
        begun("For whom.", f"{sheet.people}."),
        begun("What you need.", ""),
        listed(list(sheet.materials)),
        begun("The room.", ""),
        *paragraphs(sheet.room),
        begun("Before.", ""),
        *paragraphs(sheet.prepare),
    ]


def _troubles(sheet: RunSheet) -> nodes.bullet_list:
    items = [nodes.list_item("", begun(stopped(one.when), one.do)) for one in sheet.if_it_goes_wrong]
    return nodes.bullet_list("", *items)


def _session(session: Session, bank: Bank) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    if session.before:
        made += [begun("On their own, before.", ""), *paragraphs(session.before)]
    made.append(begun("If time runs short.", session.if_short))
    items, at = [], 0
    for step in session.steps:
        items.append(nodes.list_item("", *_step(step, at, bank)))
        at += step.minutes
    made.append(nodes.bullet_list("", *items, classes=["pw-steps"]))
    if session.between:
        made += [begun("Until the next time.", ""), *paragraphs(session.between)]
    return made


def _step(step: Step, at: int, bank: Bank) -> list[nodes.Node]:
    time = f"{at} to {at + step.minutes}"
    made: list[nodes.Node] = [begun(f"{time} · {step.title}", f"({HOW[step.how]})"), *paragraphs(step.what)]
    if step.say:
        made.append(nodes.block_quote("", *paragraphs(step.say), classes=["pw-say"]))
    if step.exercises:
        made.append(_exercises(step, bank))
    if step.materials:
        made.append(para(f"You need: {', '.join(step.materials)}.", "pw-hint"))
    return made


def _exercises(step: Step, bank: Bank) -> nodes.paragraph:
    """The exercises of a step, each a link to its page."""
    made: list[nodes.Node] = [nodes.Text("Exercises: ")]
    for name in step.exercises:
        made += [_linked(bank.exercises[name]), nodes.Text(", ")]
    return nodes.paragraph("", "", *made[:-1], nodes.Text("."), classes=["pw-hint"])


def _linked(exercise: Authored) -> exercise_link:
    return exercise_link("", exercise.title, exercise=exercise.id)


def _to_copy(sheet: RunSheet, bank: Bank) -> list[nodes.Node]:
    """What a trainer puts on cards, from the exercises themselves. Shut, so that the minutes stay in sight."""
    made = [part for name in used(sheet) for part in _lines(bank.exercises[name])]
    return [revealed("Lines for cards and slips, to copy or print", made)] if made else []


def _lines(exercise: Authored) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for part in lines(exercise):
        looks = () if part.about == exercise.prompt else ("pw-hint",)
        made += [para(part.about, *looks), listed(list(part.on_cards))]
    return [nodes.paragraph("", "", nodes.strong("", "", _linked(exercise))), *made] if made else []
