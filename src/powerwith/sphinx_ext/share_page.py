"""The page on which a learner shares with a trainer, and what a code needs to know of each exercise."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

WORDS = "What goes to a trainer is made by this browser from what it keeps for you, so it needs JavaScript."


class share_node(nodes.General, nodes.Element):  # noqa: N801  docutils names its nodes in small letters
    """The place on the page where a share is made."""


class SharePage(SphinxDirective):
    """Put *Share with a trainer* on the page."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """A place for it, and a sentence for readers without scripts."""
        node = share_node()
        node += nodes.paragraph("", WORDS)
        return [node]


def register(app: Sphinx) -> None:
    """Teach every builder the node, and authors the directive."""
    others: Any = dict.fromkeys(("latex", "man", "texinfo", "text"), (_pass, _pass))
    app.add_node(share_node, html=(_open, _close), **others)
    app.add_directive("share", SharePage)


def _pass(_translator: Any, _node: nodes.Element) -> None:
    """Print the children and nothing else."""


def _open(translator: HTML5Translator, _node: share_node) -> None:
    translator.body.append('<div data-powerwith="share">\n')


def _close(translator: HTML5Translator, _node: share_node) -> None:
    translator.body.append("</div>\n")
