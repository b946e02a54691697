"""A portfolio as a file: a document, a page of HTML, Markdown, or JSON for other programs."""

from docx.document import Document as Paper
from docx.shared import Pt, RGBColor

from powerwith.model.portfolio import Bodies, Body, Portfolio
from powerwith.papers.word import blank, clean, describe, saved, table, writing_line
from powerwith.payload import canonical
from powerwith.portfolio import Block, Heading, Note, Room, Said, Table, html, label, markdown, page

FORMS = ("docx", "html", "md", "json")
"""What a portfolio can be written as."""

_GREY = RGBColor(0x44, 0x44, 0x44)


def portfolio_file(portfolio: Portfolio, bodies: Bodies, body: Body, form: str) -> bytes:
    """The portfolio as a file. `form`: one of FORMS."""
    if form == "docx":
        return _docx(portfolio, bodies, body)
    if form == "json":
        return canonical(portfolio.model_dump(mode="json")).encode()
    return (html if form == "html" else markdown)(portfolio, bodies, body).encode()


def _docx(portfolio: Portfolio, bodies: Bodies, body: Body) -> bytes:
    title = bodies.words.title
    paper = blank(title)
    paper.add_heading(clean(title), level=1)
    for block in page(portfolio, bodies, body):
        _add(paper, block)
    return saved(paper)


def _add(paper: Paper, block: Block) -> None:
    match block:
        case Heading():
            made = paper.add_heading(clean(block.text), level=block.level)
            made.paragraph_format.page_break_before = block.fresh
        case Note():
            paper.add_paragraph().add_run(clean(block.text)).font.color.rgb = _GREY
        case Said():
            line = paper.add_paragraph()
            line.add_run(clean(label(block))).bold = True
            if block.text:
                line.add_run(f" {clean(block.text)}")
        case Table():
            describe(table(paper, block.head, block.rows), block.title)
        case Room():
            asks = paper.add_paragraph()
            asks.add_run(clean(block.asks)).bold = True
            asks.paragraph_format.keep_with_next = True
            asks.paragraph_format.space_before = Pt(6)
            for _ in range(block.lines):
                writing_line(paper)
