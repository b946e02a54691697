"""The page of the portfolio: the place where it is made, and what each professional body asks for."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from powerwith import portfolio
from powerwith.model.local import MONTHS_FRESH, after_months
from powerwith.model.portfolio import Body
from powerwith.portfolio import dated
from powerwith.sphinx_ext.nodes import OLD, old_note, write_payload

WORDS = "A portfolio is made by this browser from what it keeps for you, so it needs JavaScript. None of it is here."


class portfolio_node(nodes.General, nodes.Element):  # noqa: N801  docutils names its nodes in small letters
    """The place on the page where a portfolio is made. Attribute: payload (JSON text) of the bodies."""


class PortfolioPage(SphinxDirective):
    """Put the portfolio on the page."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """A place for it, and a sentence for readers without scripts."""
        self.env.note_dependency(str(portfolio.FILE))
        node = portfolio_node(payload=portfolio.bodies().model_dump_json(exclude_none=True))
        node += nodes.paragraph("", WORDS)
        return [node]


class BodiesList(SphinxDirective):
    """List what each professional body asks for, with the pages where it was read."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """A list of terms and what they mean."""
        self.env.note_dependency(str(portfolio.FILE))
        named = (body for body in portfolio.bodies().bodies if body.country)
        return [nodes.definition_list("", *(_body(body) for body in named))]


def _body(body: Body) -> nodes.definition_list_item:
    term = f"{body.name}, {body.country}" if body.name == body.short else f"{body.name} ({body.short}), {body.country}"
    links: list[nodes.Node] = [nodes.Text(f"Read on {dated(body.checked_on)}: ")]
    for i, source in enumerate(body.sources):
        links += [nodes.Text(" and "), _link(source)] if i else [_link(source)]
    said = [body.asks, body.note, f"For the peer reflection: {body.peer[0].lower()}{body.peer[1:]}"]
    texts = [nodes.paragraph("", text) for text in said if text]
    old = old_note("", OLD, after=after_months(body.checked_on, MONTHS_FRESH).isoformat())
    read = nodes.paragraph("", "", *links, nodes.Text("."), old, classes=["pw-hint"])
    return nodes.definition_list_item("", nodes.term("", term), nodes.definition("", *texts, read))


def _link(source: str) -> nodes.reference:
    return nodes.reference("", source.removeprefix("https://").removeprefix("www."), refuri=source)


def register(app: Sphinx) -> None:
    """Teach every builder the node, and authors the directives."""
    others: Any = dict.fromkeys(("latex", "man", "texinfo", "text"), (_pass, _pass))
    app.add_node(portfolio_node, html=(_open, _close), **others)
    app.add_directive("portfolio", PortfolioPage)
    app.add_directive("bodies", BodiesList)


def _pass(_translator: Any, _node: nodes.Element) -> None:
    """Print the children and nothing else."""


def _open(translator: HTML5Translator, node: portfolio_node) -> None:
    translator.body.append('<div data-powerwith="portfolio">\n')
    write_payload(translator, node["payload"])


def _close(translator: HTML5Translator, _node: portfolio_node) -> None:
    translator.body.append("</div>\n")
