"""Documents for word processors: A4, in British English, with real headings, lists and tables, and nobody's name."""

import io
import re
import zipfile
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Paper
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph as Line

from powerwith.planner import GAP

_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
"""A paragraph's properties stand in one order, and borders stand before these."""

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def blank(title: str) -> Paper:
    """An empty document with its title among its properties, and no other."""
    paper = Document()
    about = paper.core_properties
    about.author = about.last_modified_by = about.comments = ""
    about.title, about.language = clean(title), "en-GB"
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = paper.styles["Normal"]
    normal.font.size = Pt(11)
    for name in ("Heading 1", "Heading 2", "Heading 3"):
        paper.styles[name].font.color.rgb = None
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.get_or_add_rPr().append(language)
    return paper


def saved(paper: Paper) -> bytes:
    """The document as a file, the same to the byte whenever it is made: it tells nobody the hour."""
    held, timeless = io.BytesIO(), io.BytesIO()
    paper.save(held)
    with zipfile.ZipFile(held) as made, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in made.infolist():
            archive.writestr(zipfile.ZipInfo(entry.filename, _NO_TIME), made.read(entry), zipfile.ZIP_DEFLATED)
    return timeless.getvalue()


def table(paper: Paper, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table whose first row is a header that every page repeats."""
    made = boxes(paper, 1 + len(rows), len(head))
    for i, cells in enumerate([head, *rows]):
        for k, text in enumerate(cells):
            made.cell(i, k).text = clean(text or GAP)
    for cell in made.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    for row in made.rows:
        whole(row)
    _set(made.rows[0], "w:tblHeader")
    after(paper)
    return made


def whole(row: _Row) -> None:
    """Keep the row on one page."""
    _set(row, "w:cantSplit")


def _set(row: _Row, name: str) -> None:
    """Whether the row stays in one piece (`w:cantSplit`), or stands on every page (`w:tblHeader`)."""
    element = OxmlElement(name)
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)


def boxes(paper: Paper, rows: int, columns: int) -> Table:
    """An empty table with lines round its cells."""
    made: Table = paper.add_table(rows, columns, style="Table Grid")
    return made


def after(paper: Paper) -> None:
    """Room below a table."""
    paper.add_paragraph().paragraph_format.space_after = Pt(2)


def caption(paper: Paper, text: str) -> Line:
    """A line in bold that stays with what follows."""
    line = paper.add_paragraph()
    line.add_run(clean(text)).bold = True
    line.paragraph_format.keep_with_next = True
    return line


def bullets(paper: Paper, items: Sequence[str]) -> None:
    """One point for each."""
    for item in items:
        paper.add_paragraph(clean(item), style="List Bullet")


def clean(text: str) -> str:
    """Without the few signs that no document can hold."""
    return NOT_IN_XML.sub("", text)


def writing_line(paper: Paper) -> None:
    """An empty paragraph with a line below it, on which one can write by hand or type."""
    line = paper.add_paragraph()
    line.paragraph_format.space_after = Pt(0)
    line.paragraph_format.line_spacing = Pt(20)
    borders = OxmlElement("w:pBdr")
    # Of neighbours with equal borders only the outer ones are drawn, unless there are some between.
    for side in ("w:bottom", "w:between"):
        border = OxmlElement(side)
        for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "777777")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    line._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def describe(made: Table, title: str) -> None:
    """What a screen reader says of the table."""
    for name in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(name)
        element.set(qn("w:val"), clean(title))
        made._tbl.tblPr.append(element)
