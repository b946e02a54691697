"""A trainer pack as a document for word processors, so that everything on it can be changed before it is printed."""

import io
from collections.abc import Sequence

from docx.document import Document as Paper
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from powerwith.papers import word
from powerwith.papers.packs import codes
from powerwith.papers.packs.pieces import (
    Block,
    Card,
    Deck,
    Grid,
    Heading,
    Items,
    Link,
    Links,
    Marked,
    Numbers,
    Pack,
    Part,
    Room,
    Text,
    Ticks,
)
from powerwith.papers.word import clean
from powerwith.runsheets import stopped

LARGE = 18
"""Points of large print."""

_QUIET = 0.9
_WIDTHS = {"minutes": (2.2, 9, 5.4)}


def docx(pack: Pack, *, large: bool = False) -> bytes:
    """The pack as a document. `large`: all of it in 18 points."""
    kind = "Trainer pack, large print" if large else "Trainer pack"
    paper = word.blank(f"{pack.title}: {kind[0].lower()}{kind[1:]}")
    if large:
        _enlarge(paper)
    _footer(paper, pack.title)
    paper.add_heading(clean(pack.title), level=1)
    paper.add_paragraph(kind)
    for number, part in enumerate(pack.parts):
        _part(paper, part, large=large, fresh=number > 0)
    return word.saved(paper)


def _enlarge(paper: Paper) -> None:
    for name in ("Normal", "Heading 3"):
        paper.styles[name].font.size = Pt(LARGE)
    for name, points in (("Heading 2", 24), ("Heading 1", 30)):
        paper.styles[name].font.size = Pt(points)


def _footer(paper: Paper, title: str) -> None:
    """The title, and the page's number, which word processors fill in."""
    line = paper.sections[0].footer.paragraphs[0]
    line.style = paper.styles["Normal"]
    line.add_run(f"{clean(title)} · Page ")
    _field(line, "PAGE")
    line.add_run(" of ")
    _field(line, "NUMPAGES")


def _field(line: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    field.append(line.add_run("1")._r)
    line._p.append(field)


def _part(paper: Paper, part: Part, *, large: bool, fresh: bool) -> None:
    paper.add_heading(clean(part.title), level=2).paragraph_format.page_break_before = fresh
    for block in part.blocks:
        _block(paper, block, large=large)
    if part.twice and not large:
        paper.add_paragraph("✂ " + "-" * 80)
        word.caption(paper, part.title)
        for block in part.blocks:
            _block(paper, block, large=large)


def _block(paper: Paper, block: Block, *, large: bool) -> None:
    match block:
        case Heading():
            paper.add_heading(clean(block.text), level=3).paragraph_format.page_break_before = block.fresh
        case Text():
            _text(paper, block, large=large)
        case Marked():
            line = paper.add_paragraph()
            for text, differs in block.pieces:
                run = line.add_run(clean(text))
                run.bold = run.underline = differs or None
        case Items():
            word.bullets(paper, block.items)
        case Grid():
            _grid(paper, block)
        case Deck():
            _deck(paper, block.cards, large=large)
        case Room():
            word.caption(paper, block.asks).paragraph_format.space_before = Pt(8)
            if block.hint:
                _quiet(paper, block.hint, large=large)
            for _ in range(block.lines):
                word.writing_line(paper)
        case Ticks():
            for label, about in block.ticks:
                line = paper.add_paragraph("☐ ")
                line.add_run(clean(stopped(label) if about else label)).bold = True
                line.add_run(f" {clean(about)}" if about else "")
        case Numbers():
            word.caption(paper, block.asks)
            _quiet(paper, f"0 is {block.low}, 10 is {block.high}.", large=large)
            paper.add_paragraph("   ".join(str(number) for number in range(11)))
        case Links():
            for link in block.links:
                _code(paper, link)


def _text(paper: Paper, block: Text, *, large: bool) -> None:
    if block.look == "strong":
        word.caption(paper, block.text)
    elif block.look == "quiet":
        _quiet(paper, block.text, large=large)
    else:
        paper.add_paragraph().add_run(clean(block.text)).italic = block.look == "said" or None


def _quiet(paper: Paper, text: str, *, large: bool) -> None:
    run = paper.add_paragraph().add_run(clean(text))
    run.font.size = Pt(LARGE if large else 11 * _QUIET)


def _grid(paper: Paper, grid: Grid) -> None:
    word.caption(paper, grid.title)
    empty = "\u00a0" if grid.look == "tall" else ""
    made = word.table(paper, grid.head, [[cell or empty or "–" for cell in row] for row in grid.rows])
    word.describe(made, grid.title)
    if grid.look == "tall":
        for row in made.rows[1:]:
            row.height, row.height_rule = Cm(1.4), WD_ROW_HEIGHT_RULE.AT_LEAST
    if widths := _WIDTHS.get(grid.look):
        made.autofit = False
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Cm(width)
            for cell in column.cells:
                cell.width = Cm(width)


def _deck(paper: Paper, cards: Sequence[Card], *, large: bool) -> None:
    """Two cards in a row, cut along the lines; in large print one."""
    across = 1 if large else 2
    made = word.boxes(paper, -(-len(cards) // across), across)
    word.describe(made, "Cards to cut out")
    for place, card in enumerate(cards):
        cell = made.cell(place // across, place % across)
        over = cell.paragraphs[0]
        over.add_run(clean(card.over)).font.size = Pt(LARGE if large else 9)
        cell.add_paragraph().add_run(clean(card.text)).font.size = Pt(LARGE if large else 13)
        cell.add_paragraph().add_run(clean(card.under)).font.size = Pt(LARGE if large else 9)
    for row in made.rows:
        row.height, row.height_rule = Cm(2.6), WD_ROW_HEIGHT_RULE.AT_LEAST
        word.whole(row)
    word.after(paper)


def _code(paper: Paper, link: Link) -> None:
    word.caption(paper, link.title)
    line = paper.add_paragraph()
    picture = line.add_run().add_picture(io.BytesIO(codes.png(link.address)), width=Cm(4.6))
    picture._inline.docPr.set("descr", clean(codes.says(link.title)))
    line.paragraph_format.keep_with_next = True
    paper.add_paragraph(clean(link.address))
