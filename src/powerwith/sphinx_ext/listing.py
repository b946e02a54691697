"""`{exercises}` lists exercises with links to where they stand: by kind, or by skill and rung."""

import re

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from powerwith.bank import Bank, load_skills
from powerwith.model import KINDS, Authored
from powerwith.sphinx_ext import book
from powerwith.sphinx_ext.content import KIND_WORDS
from powerwith.sphinx_ext.directives import ASKS
from powerwith.sphinx_ext.nodes import exercise_link, reveal
from powerwith.sphinx_ext.pieces import para

RUNGS = ("recognise", "sort", "repair", "write", "converse", "plan", "reflect", "rate")
"""The ladder, from the ground up."""

_KIND = {made: kind for kind, made in KINDS.items()}


class exercise_list(nodes.General, nodes.Element):  # noqa: N801
    """A list that is written out when every page has been read. Attribute: kind (None for all, by skill)."""


class ExerciseList(SphinxDirective):
    """List exercises with links: ```` ```{exercises} ```` with `:kind: planner`, or all of them by skill."""

    has_content = False
    option_spec = {"kind": lambda word: directives.choice(word, list(KINDS))}  # noqa: RUF012 - as docutils wants it

    def run(self) -> list[nodes.Node]:
        """A place for the list. Titles of skills are headings, so that the page has an outline."""
        kind = self.options.get("kind")
        if kind:
            return [exercise_list(kind=kind)]
        bank = book.bank(self.env)
        made: list[nodes.Node] = []
        for skill in load_skills(bank.folder):
            part = nodes.section("", nodes.title("", skill.label), para(skill.about), ids=[f"skill-{skill.id}"])
            listed = exercise_list(kind=None, skill=skill.id)
            part += reveal("", listed, summary=f"{len(_chosen(bank, listed))} exercises")
            made.append(part)
        return made


def write_out(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the lists in, now that it is known where each exercise stands."""
    lists, links = list(doctree.findall(exercise_list)), list(doctree.findall(exercise_link))
    if not (lists or links):
        return
    where = book.first_pages(app.env)
    for node in lists:
        node.replace_self(_listed(app, docname, node, where))
    for link in links:
        if page := where.get(link["exercise"]):
            target = f"{app.builder.get_relative_uri(docname, page)}#practice-{link['exercise']}"
            link.replace_self(nodes.reference("", link.astext(), refuri=target, internal=True))


def _listed(app: Sphinx, docname: str, node: exercise_list, where: dict[str, str]) -> nodes.Node:
    places = {exercise: place for place, exercise in enumerate(where)}
    chosen = [one for one in _chosen(book.bank(app.env), node) if one.id in where]
    chosen.sort(key=lambda one: (RUNGS.index(one.rung), one.level, places[one.id]))
    items = [_item(app, docname, where[one.id], one) for one in chosen]
    return nodes.bullet_list("", *items, classes=["pw-exercises"])


def _chosen(bank: Bank, node: exercise_list) -> list[Authored]:
    """Without the one that comes by itself, and without cases that nobody should meet outside a lab with a trainer."""
    everything = [one for one in bank.exercises.values() if one.id != ASKS and getattr(one, "marker", None) is None]
    if node.get("kind"):
        return [one for one in everything if KINDS[node["kind"]] is type(one)]
    return [one for one in everything if one.skills[0] == node["skill"]]


def _item(app: Sphinx, docname: str, page: str, one: Authored) -> nodes.list_item:
    target = f"{app.builder.get_relative_uri(docname, page)}#practice-{one.id}"
    title = app.env.titles[page].astext()
    number = re.match(r"(\d+)\. ", title)
    place = f"chapter {number[1]}" if number else title
    kind = KIND_WORDS[_KIND[type(one)]]
    link = nodes.reference("", one.title, refuri=target, internal=True)
    about = f". {one.objective} ({kind}, {one.minutes} {'minute' if one.minutes == 1 else 'minutes'}, {place})"
    return nodes.list_item("", nodes.paragraph("", "", link, nodes.Text(about)))


def register(app: Sphinx) -> None:
    """Teach Sphinx the directive."""
    app.add_node(exercise_list)
    app.add_directive("exercises", ExerciseList)
    app.connect("doctree-resolved", write_out)
