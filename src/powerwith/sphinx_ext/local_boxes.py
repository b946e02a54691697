"""`{local}` boxes, which say what holds where the reader works, and `{person}`, which uses the reader's own word."""

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util.docutils import SphinxDirective, SphinxRole

from powerwith.local import Local, LocalError, load_local
from powerwith.model.local import HOMES, MONTHS_FRESH, LocalText, Topic, after_months
from powerwith.sphinx_ext.nodes import OLD, old_note, reveal, write_payload
from powerwith.sphinx_ext.pieces import para, paragraphs

GENERAL = "General information, not legal advice. Pages change: check them, and your own policy."


class local_box(nodes.General, nodes.Element):  # noqa: N801
    """Everything about one topic, country by country."""


class local_choice(nodes.General, nodes.Element):  # noqa: N801
    """Where the reader says where they work and which word they use. Attribute: payload (JSON text)."""


class person_word(nodes.Inline, nodes.TextElement):  # noqa: N801
    """A mention of the people who are helped, to be put into the reader's own word."""


LOCAL = (local_box, local_choice, person_word)
"""Nodes that a script of their own makes the reader's."""


class BrokenLocalError(SphinxError):
    """Stops the build with the places and sentences of the files about countries."""

    category = "Countries"


class LocalBox(SphinxDirective):
    """Say what holds where the reader works: ```` ```{local} equality-law ````."""

    required_arguments = 1
    has_content = False

    def run(self) -> list[nodes.Node]:
        """A heading, one part to unfold for each country and one for everybody else. Stops the build otherwise."""
        source, line = self.get_source_info()
        try:
            local = places(self.env)
            topic = local.topic(self.arguments[0].strip(), f"{source}:{line}")
        except LocalError as error:
            raise BrokenLocalError(f"\n{error}") from None
        made = local_box()
        made += para(topic.title, "pw-local-title")
        for country in HOMES:
            made += _country(country, local.texts[topic.id, country])
        made += _elsewhere(topic)
        made += para(GENERAL, "pw-hint")
        return [made]


class LocalChoice(SphinxDirective):
    """Let the reader say once where they work, and which word they use for people."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """A place for two choices, and a sentence for readers without scripts."""
        words = [word.model_dump() for word in places(self.env).words]
        made = local_choice(payload=json.dumps({"homes": HOMES, "words": words}, ensure_ascii=False))
        made += para("Each box about law or rules has a part for every country. With JavaScript it opens yours.")
        return [made]


class PersonRole(SphinxRole):
    """{person}`the person` reads so, or with the word the reader chose."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """One inline node."""
        return [person_word("", self.text)], []


def places(env: BuildEnvironment) -> Local:
    """What the course knows about places, read once a build. The page is built again when a file changes."""
    if not hasattr(env.app, "powerwith_places"):
        env.app.powerwith_places = load_local(Path(env.srcdir, "book", "local"))  # type: ignore[attr-defined]
    found: Local = env.app.powerwith_places  # type: ignore[attr-defined]
    for path in found.files:
        env.note_dependency(str(path))
    return found


def _country(country: str, text: LocalText) -> nodes.Node:
    sources = nodes.paragraph("", "Seen on: ", classes=["pw-hint"])
    for i, source in enumerate(text.sources):
        sources += nodes.Text(", ") if i else nodes.Text("")
        sources += nodes.reference("", source.name, refuri=source.address)
    day = f"{text.checked_on.day} {text.checked_on:%B %Y}"
    sources += nodes.Text(f". Looked up on {day}.")
    sources += old_note("", OLD, after=after_months(text.checked_on, MONTHS_FRESH).isoformat())
    return reveal("", *paragraphs(text.says), sources, summary=country)


def _elsewhere(topic: Topic) -> nodes.Node:
    return reveal("", para("Check locally.", "pw-hint"), *paragraphs(topic.elsewhere), summary="Somewhere else")


def register(app: Any) -> None:
    """Teach every builder the boxes; those not named print the content as it stands."""
    plain = (_pass, _pass)
    others: Any = dict.fromkeys(("text", "latex", "man", "texinfo"), plain)
    app.add_node(local_box, html=(_open_box, _close), **others)
    app.add_node(local_choice, html=(_open_choice, _close), **others)
    app.add_node(person_word, html=(_open_word, _close_word), **others)
    app.add_directive("local", LocalBox)
    app.add_directive("local-choice", LocalChoice)
    app.add_role("person", PersonRole())


def _pass(_translator: Any, _node: nodes.Element) -> None:
    """Print the children and nothing else."""


def _open_box(translator: Any, _node: local_box) -> None:
    translator.body.append('<aside class="pw-local">\n')


def _open_choice(translator: Any, node: local_choice) -> None:
    translator.body.append('<aside class="pw-local-choice">\n')
    write_payload(translator, node["payload"])


def _close(translator: Any, _node: nodes.Element) -> None:
    translator.body.append("</aside>\n")


def _open_word(translator: Any, _node: person_word) -> None:
    translator.body.append('<span class="pw-person">')


def _close_word(translator: Any, _node: person_word) -> None:
    translator.body.append("</span>")
