"""The small pieces that every kind is written out with."""

from docutils import nodes

from powerwith.model.authored import Effect
from powerwith.sphinx_ext.nodes import reveal

LANDING: dict[Effect, str] = {"helps": "Opens a door.", "mixed": "Leaves it half open.", "hurts": "Closes a door."}
"""What the effect of a reply is called."""


def para(text: str, *classes: str) -> nodes.paragraph:
    """One paragraph of plain text."""
    return nodes.paragraph("", text, classes=list(classes))


def paragraphs(text: str, *classes: str) -> list[nodes.Node]:
    """Plain text with empty lines between its paragraphs."""
    return [para(part.strip().replace("\n", " "), *classes) for part in text.split("\n\n") if part.strip()]


def begun(strong: str, text: str) -> nodes.paragraph:
    """A paragraph whose first words stand out."""
    return nodes.paragraph("", "", nodes.strong("", strong), nodes.Text(f" {text}" if text else ""))


def quoted(text: str) -> str:
    """Words that somebody says."""
    return f"“{text}”"


def speech(line: str) -> nodes.Element:
    """Words that somebody says, set apart."""
    return nodes.block_quote("", para(quoted(line)), classes=["pw-line"])


def landed(line: str) -> nodes.paragraph:
    """How a reply landed."""
    return para(f"How it landed: {quoted(line)}", "pw-landed")


def revealed(summary: str, children: list[nodes.Node]) -> nodes.Element:
    """What may be read after one's own try."""
    node = reveal(summary=summary)
    node += children
    return node


def listed(texts: list[str], *classes: str, letters: bool = False) -> nodes.Element:
    """A list, with letters where its items are spoken of later."""
    kind = nodes.enumerated_list if letters else nodes.bullet_list
    made = kind("", *[nodes.list_item("", para(text)) for text in texts], classes=list(classes))
    if letters:
        made["enumtype"], made["prefix"], made["suffix"] = "loweralpha", "", "."
    return made
