"""Writes a scale out for pen and paper: its items with boxes to tick, and how to count them up."""

from docutils import nodes

from powerwith.model import Scale
from powerwith.sphinx_ext.nodes import writing_lines
from powerwith.sphinx_ext.pieces import begun, listed, para, revealed

BOX = "☐"
WHENS = ("Before the course", "At its end", "Some weeks later", "Just now, for another reason")


def scale_body(scale: Scale, *, then: bool) -> list[nodes.Node]:
    """Everything after the prompt. The names of the subscales stand only where it is counted up."""
    made: list[nodes.Node] = [para(scale.status, "pw-note")]
    if then:
        made.append(para("Rate how things are now on another day, or on another sheet first.", "pw-hint"))
    else:
        made.append(para("When is this?", "pw-question"))
        made.append(para(" · ".join(f"{BOX} {when}" for when in WHENS)))
    made.append(_table(scale))
    notes = [f"{number}: {item.note}" for number, item in enumerate(scale.items, start=1) if item.note]
    made += [para(f"To number {note}", "pw-hint") for note in notes]
    for question in () if then else scale.asks:
        made += [para(question, "pw-question"), writing_lines(count=3)]
    return [*made, revealed("How to count it up", _counting(scale))]


def _table(scale: Scale) -> nodes.Element:
    heads = ["", "", *(answer.words for answer in scale.answers), scale.skip]
    rows = [[str(number), item.text, *[BOX] * (len(heads) - 2)] for number, item in enumerate(scale.items, start=1)]
    group = nodes.tgroup(cols=len(heads))
    group += [nodes.colspec(colwidth=width) for width in (4, 40, *[8] * (len(heads) - 2))]
    group += nodes.thead("", _row(["Number", "What happened", *heads[2:]]))
    group += nodes.tbody("", *[_row(cells) for cells in rows])
    return nodes.table("", group, classes=["pw-rating-table"])


def _row(cells: list[str]) -> nodes.row:
    return nodes.row("", *[nodes.entry("", para(text)) for text in cells])


def _counting(scale: Scale) -> list[nodes.Node]:
    top = len(scale.answers) - 1
    places = {item.id: number for number, item in enumerate(scale.items, start=1)}
    reverse = [str(places[item.id]) for item in scale.items if item.reverse]
    counts = ", ".join(f"“{answer.words}” counts {i}" for i, answer in enumerate(scale.answers))
    steps = [
        f"{counts}. “{scale.skip}” does not count at all.",
        f"Turn these round, since more of them is less: {', '.join(reverse)}. "
        + ", ".join(f"{i} becomes {top - i}" for i in range(top + 1))
        + ".",
        f"Add up each part below and divide by the answers you gave. A part needs {scale.minimum_items} answers.",
        f"The total is the mean of the parts. It needs {scale.minimum_subscales} of them.",
    ]
    parts = [
        f"{part.label}: {', '.join(str(places[item.id]) for item in scale.items if item.subscale == part.id)}"
        for part in scale.subscales
    ]
    bands = [begun(f"From {band.at_least}: {band.label}.", band.says) for band in scale.bands]
    return [listed(steps), para("The parts, with the numbers of their items", "pw-question"), listed(parts), *bands]
