"""The page where somebody sees their ratings, how these changed, and what their replies showed."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from powerwith import payload
from powerwith.bank import BankError
from powerwith.sphinx_ext import book
from powerwith.sphinx_ext.nodes import write_payload

SCALE, TASK = "epsa", "reply-task"
WORDS = "Your ratings are kept by this browser, so it needs JavaScript to draw them. Nothing of yours is on this page."


class standing_node(nodes.General, nodes.Element):  # noqa: N801  docutils names its nodes in small letters
    """The place on the page where ratings are shown. Attribute: payload (JSON text) of the scale and the task."""


class StandingPage(SphinxDirective):
    """Put *Where I stand* on the page."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """A place for it, and a sentence for readers without scripts. Stops the build without the two exercises."""
        source, line = self.get_source_info()
        bank = book.bank(self.env)
        try:
            asked = {name: bank.find(exercise, f"{source}:{line}")
                     for name, exercise in (("scale", SCALE), ("task", TASK))}  # fmt: skip
        except BankError as error:
            raise book.BrokenExercisesError(f"\n{error}") from None
        for exercise in asked.values():
            self.env.note_dependency(str(bank.path(exercise.id)))
        texts = (f'"{name}":{payload.as_json(payload.payload(exercise))}' for name, exercise in asked.items())
        node = standing_node(payload=f"{{{','.join(texts)}}}")
        node += nodes.paragraph("", WORDS)
        return [node]


def register(app: Sphinx) -> None:
    """Teach every builder the node, authors the directive, and pages with it their script."""
    others: Any = dict.fromkeys(("latex", "man", "texinfo", "text"), (_pass, _pass))
    app.add_node(standing_node, html=(_open, _close), **others)
    app.add_directive("standing", StandingPage)
    app.connect("html-page-context", _add_script)


def _add_script(app: Sphinx, _name: str, _template: str, _context: Any, doctree: nodes.document | None) -> None:
    if doctree is not None and any(doctree.findall(standing_node)):
        app.add_js_file("powerwith/standing.js", loading_method="defer")


def _pass(_translator: Any, _node: nodes.Element) -> None:
    """Print the children and nothing else."""


def _open(translator: HTML5Translator, node: standing_node) -> None:
    translator.body.append('<div data-powerwith="standing">\n')
    write_payload(translator, node["payload"])


def _close(translator: HTML5Translator, _node: standing_node) -> None:
    translator.body.append("</div>\n")
