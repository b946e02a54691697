"""The directives authors write: `{practice}`, `{journal}`, `{today}`, `{signposts}` and `{diagram}`."""

import re
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from pydantic import TypeAdapter
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from powerwith import diagrams, payload
from powerwith.bank import BankError
from powerwith.model.local import after_months
from powerwith.model.signpost import MONTHS_FRESH, Signpost
from powerwith.source import SourceError, load
from powerwith.sphinx_ext import book, content
from powerwith.sphinx_ext.nodes import exercise_body, exercise_node, journal_node, old_note, reveal, today_node

ASKS = "ask-again"
"""The exercise in which a plan is asked about again."""

_SIGNPOSTS: TypeAdapter[tuple[Signpost, ...]] = TypeAdapter(tuple[Signpost, ...])


class Practice(SphinxDirective):
    """Put one exercise on the page: ```` ```{practice} brown-envelope ````. `:then:` lets a scale look back."""

    required_arguments = 1
    has_content = False
    option_spec: ClassVar = {"then": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Content nodes for the exercise. Stops the build with the closest id where there is none."""
        source, line = self.get_source_info()
        node = exercise(self.env, self.arguments[0].strip(), f"{source}:{line}", then="then" in self.options)
        self.set_source_info(node)
        return [node]


class JournalPage(SphinxDirective):
    """Put *My journal* on the page."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """A place for the journal, and a sentence for readers without scripts."""
        node = journal_node()
        words = "Your journal is kept by this browser and needs JavaScript to be shown. Nothing of it is on this page."
        node += nodes.paragraph("", words)
        return [node]


class TodayPage(SphinxDirective):
    """Put *Today's three* on the page, with the exercise that asks about a plan."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """A place for the three, and a sentence for readers without scripts. Stops the build without that exercise."""
        source, line = self.get_source_info()
        try:
            asks = book.bank(self.env).find(ASKS, f"{source}:{line}")
        except BankError as error:
            raise book.BrokenExercisesError(f"\n{error}") from None
        book.note_exercise(self.env, self.env.docname, ASKS)
        node = today_node(payload=payload.as_json(payload.payload(asks)))
        words = "Today's three are chosen by this browser from what it keeps, so they need JavaScript to be shown."
        node += nodes.paragraph("", words)
        return [node]


class Signposts(SphinxDirective):
    """List the services of one country from `signposts.yml` beside the page, each with the day it was looked up."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = False

    def run(self) -> list[nodes.Node]:
        """A list of services. Stops the build where the file has problems or the country has no entry."""
        path = Path(self.env.doc2path(self.env.docname)).parent / "signposts.yml"
        self.env.note_dependency(str(path))
        try:
            entries, _ = load(path, _SIGNPOSTS)
        except SourceError as error:
            raise book.BrokenExercisesError(f"\n{error}") from None
        shown = [e for e in entries if e.country == self.arguments[0] and e.verified == "confirmed"]
        if not shown:
            source, line = self.get_source_info()
            says = f"{source}:{line}: no confirmed signpost for `{self.arguments[0]}`. Look at {path.name}"
            raise book.BrokenExercisesError(f"\n{says}.")
        items = [nodes.list_item("", *_service(entry)) for entry in shown]
        return [nodes.bullet_list("", *items, classes=["pw-signposts"])]


class DrawnIdea(SphinxDirective):
    """Put one of the course's own pictures on the page, with its words: ```` ```{diagram} pcs-circles ````."""

    required_arguments = 1
    has_content = False

    def run(self) -> list[nodes.Node]:
        """The drawing for readers who see it, and the same in words. Stops the build where there is no such picture."""
        name = self.arguments[0].strip()
        diagram = diagrams.DIAGRAMS.get(name)
        if diagram is None:
            source, line = self.get_source_info()
            says = f"{source}:{line}: there is no diagram `{name}`. Known: {', '.join(diagrams.names())}"
            raise book.BrokenExercisesError(f"\n{says}.")
        drawn = nodes.raw("", diagrams.svg(name, diagram), format="html")
        caption = nodes.caption("", diagram.title)
        items = [nodes.list_item("", nodes.paragraph("", words)) for words in diagram.words]
        told = reveal("", nodes.bullet_list("", *items), summary="The picture in words")
        return [nodes.figure("", drawn, caption, classes=["pw-drawn"]), told]


def _service(entry: Signpost) -> list[nodes.Node]:
    digits = re.sub(r"\D", "", entry.phone)
    dialled = re.fullmatch(r"[\d\s]+", entry.phone) is not None
    phone = nodes.reference("", entry.phone, refuri=f"tel:{digits}") if dialled else nodes.Text(entry.phone)
    hours = f" · {entry.hours}" if entry.hours else ""
    checked = f"Looked up on {entry.checked_on.day} {entry.checked_on:%B %Y}."
    old = " That is more than six months ago: check it before you rely on it."
    after = after_months(entry.checked_on, MONTHS_FRESH).isoformat()
    return [
        nodes.paragraph("", "", nodes.strong("", entry.name), classes=["pw-service"]),
        nodes.paragraph("", "", phone, nodes.Text(hours), classes=["pw-phone"]),
        nodes.paragraph("", entry.for_.replace("\n", " ")),
        nodes.paragraph("", "", nodes.Text(checked), old_note("", old, after=after), classes=["pw-hint"]),
    ]


def exercise(env: BuildEnvironment, exercise_id: str, place: str, *, then: bool = False) -> exercise_node:
    """The node of one exercise, the same for a directive and for a notebook cell. `then`: a scale that looks back."""
    try:
        found = book.bank(env).find(exercise_id, place)
    except BankError as error:
        raise book.BrokenExercisesError(f"\n{error}") from None
    if then and not payload.can_look_back(found):
        says = f"{place}: `{exercise_id}` has no words for looking back. Leave out `:then:`, or give it `looking_back:`"
        raise book.BrokenExercisesError(f"\n{says}.")
    before = book.note_exercise(env, env.docname, exercise_id)
    record = payload.payload(found, then=then)
    anchor = f"practice-{exercise_id}" + (f"-{before + 1}" if before else "")
    node = exercise_node(
        ids=[anchor],
        exercise=exercise_id,
        kind=record.exercise.kind,
        payload=payload.as_json(record),
        quick_exit=found.quick_exit,
    )
    node += content.head(found, record.exercise.kind, anchor, lambda other: book.bank(env).find(other, place).title)
    inner = exercise_body()
    inner += content.body(found, then=then)
    node += inner
    return node
