"""Writes a pack of cases out for paper: what is said before, the sheets, how to deal them, and both versions marked."""

from docutils import nodes

from powerwith import assign
from powerwith.model import Case, Vignette, pieces, told
from powerwith.model.vignette import NOT_ABOUT_ONE, Version
from powerwith.sphinx_ext.nodes import writing_lines
from powerwith.sphinx_ext.pieces import begun, listed, para, paragraphs, revealed

SEED = 1
"""What the packs on a page are dealt by, so that every print says the same."""

PACKS = 12

_HOW = (
    "Print the sheets and put packs together as the table says, then shuffle the closed packs. "
    "Nobody but chance decides who gets which."
)
_SPOILT = "If you are going to take part, leave this shut. Whoever has seen both versions cannot be asked any more."


def vignette_body(pack: Vignette) -> list[nodes.Node]:
    """Everything after the prompt. Nothing that is open gives a case away."""
    made: list[nodes.Node] = [para("Before you begin", "pw-question"), *paragraphs(pack.consent)]
    made += [para(pack.marker.agree, "pw-note")] if pack.marker else []
    made.append(para("What is asked about each case", "pw-question"))
    made.append(listed([*(_asked(one.asks, one.low, one.high) for one in pack.outcomes), _steps(pack), pack.line_asks]))
    made.append(revealed("Sheets for a lab on paper", [para(_SPOILT, "pw-hint"), *_sheets(pack)]))
    return [*made, revealed("Afterwards: both versions, side by side", _debrief(pack))]


def _asked(asks: str, low: str, high: str) -> str:
    return f"{asks} From 0 ({low}) to 10 ({high})."


def _steps(pack: Vignette) -> str:
    return f"{pack.step_asks} {' · '.join(f'☐ {step.label}' for step in pack.steps)}"


def _sheets(pack: Vignette) -> list[nodes.Node]:
    """A sheet for each version of each case, which never says what it is called, and the table to deal by."""
    made: list[nodes.Node] = []
    for number, case in enumerate(pack.cases, start=1):
        for letter in ("a", "b"):
            made.append(begun(f"Sheet {number}{letter.upper()}. {case.title}", ""))
            made.append(para(told(case, letter)))
            made += [para(f"{one.asks} 0 1 2 3 4 5 6 7 8 9 10", "pw-hint") for one in pack.outcomes]
            made += [para(_steps(pack), "pw-hint"), para(pack.line_asks, "pw-hint"), writing_lines(count=1)]
    return [*made, para("How to deal the packs", "pw-question"), para(_HOW), _table()]


def _table() -> nodes.Element:
    rows = [
        [str(number), *(f"{case + 1}{hand.versions[case].upper()}" for case in hand.order)]
        for number, hand in enumerate(assign.deal(SEED, PACKS), start=1)
    ]
    group = nodes.tgroup(cols=5)
    group += [nodes.colspec(colwidth=1) for _ in range(5)]
    group += nodes.thead("", _row(["Pack", "First sheet", "Second", "Third", "Fourth"]))
    group += nodes.tbody("", *[_row(cells) for cells in rows])
    return nodes.table("", group)


def _row(cells: list[str]) -> nodes.row:
    return nodes.row("", *[nodes.entry("", para(text)) for text in cells])


def _debrief(pack: Vignette) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    letters: tuple[tuple[Version, str], ...] = (("a", pack.versions.a), ("b", pack.versions.b))
    for case in pack.cases:
        made.append(para(case.title, "pw-part-title"))
        made += [_marked(case, letter, f"Version {letter.upper()}, {called}:") for letter, called in letters]
    made += paragraphs(pack.debrief)
    made += [para(NOT_ABOUT_ONE, "pw-note"), para(pack.asks, "pw-question"), listed(list(pack.fixes))]
    return made


def _marked(case: Case, letter: Version, called: str) -> nodes.paragraph:
    """One version with the words that differ in strong type."""
    made = nodes.paragraph("", "", nodes.strong("", called), nodes.Text(" "))
    made += [nodes.strong("", words) if differs else nodes.Text(words) for words, differs in pieces(case, letter)]
    return made
