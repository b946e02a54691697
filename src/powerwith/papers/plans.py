"""Plans as files that people take to work: a document, a page of HTML, or plain text."""

import re
from collections.abc import Sequence
from html import escape

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH

from powerwith.model import Entry, Planner, PlannerResponse
from powerwith.papers.word import after, blank, boxes, bullets, caption, clean, saved, table
from powerwith.planner import Block, Drawing, Grid, Heading, Items, Paragraph, day, page, plain

_LOOK = (
    'body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:12pt/1.5 system-ui,"Liberation Sans",sans-serif}'
    "p,li,td{white-space:pre-line}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #777;padding:4pt 6pt;text-align:left;vertical-align:top}"
)


class PapersError(Exception):
    """A plan that cannot be written out, with what to do."""


def written(planner: Planner, response: PlannerResponse, form: str) -> bytes:
    """The finished page as a file. `form`: docx, html or text."""
    if form == "docx":
        return as_docx(planner, response)
    text = as_html(planner, response) if form == "html" else plain(planner, response)
    return text.encode()


def choose(plans: Sequence[Entry], wanted: str | None) -> Entry:
    """One plan by its number in the list or by its id; without a wish the newest. Raises PapersError."""
    if not plans:
        raise PapersError("no plan in this backup. Keep one on the page of planners, and download a new backup")
    if wanted is None:
        return plans[-1]
    if re.fullmatch(r"[0-9]{1,4}", wanted) and 1 <= int(wanted) <= len(plans):
        return plans[int(wanted) - 1]
    for entry in plans:
        if entry.id == wanted:
            return entry
    raise PapersError(f"there is no plan “{wanted}”. Choose a number from 1 to {len(plans)}, or an id from the list")


def listed(plans: Sequence[Entry], titles: dict[str, str]) -> str:
    """The plans of a backup, oldest first, one a line."""
    lines = []
    for number, entry in enumerate(plans, start=1):
        state = "" if entry.outcome else ", not finished"
        when = day(entry.updated.date().isoformat())
        lines.append(f"{number:>3}  {titles.get(entry.exercise, entry.exercise)}, try {entry.attempt}, {when}{state}")
        lines.append(f"     {entry.id}")
    return "\n".join(lines)


def as_html(planner: Planner, response: PlannerResponse) -> str:
    """One page that browsers and word processors open. Drawings stand there in words."""
    title = escape(planner.makes)
    body = "\n".join(_html(block) for block in page(planner, response))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{_LOOK}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
    )


def _html(block: Block) -> str:
    match block:
        case Heading():
            return f"<h2>{escape(block.text)}</h2>"
        case Paragraph():
            return f'<p dir="auto">{_broken(block.text)}</p>'
        case Items():
            return _html_list(block.items)
        case Grid():
            head = "".join(f"<th>{_broken(cell)}</th>" for cell in block.head)
            rows = ["".join(f"<td>{_broken(cell)}</td>" for cell in row) for row in block.rows]
            return "\n".join(["<table>", *(f"<tr>{row}</tr>" for row in [head, *rows]), "</table>"])
        case Drawing():
            return f"<p><b>{escape(block.title)}</b></p>\n{_html_list(block.words)}"


def _html_list(items: Sequence[str]) -> str:
    return "\n".join(["<ul>", *(f'<li dir="auto">{_broken(item)}</li>' for item in items), "</ul>"])


def _broken(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def as_docx(planner: Planner, response: PlannerResponse) -> bytes:
    """A document for word processors, A4, with real headings, lists and tables, and nobody's name in its properties."""
    paper = blank(planner.makes)
    paper.add_heading(clean(planner.makes), level=1)
    for block in page(planner, response):
        _add(paper, block)
    return saved(paper)


def _add(paper: Paper, block: Block) -> None:
    match block:
        case Heading():
            paper.add_heading(clean(block.text), level=2)
        case Paragraph():
            paper.add_paragraph(clean(block.text))
        case Items():
            bullets(paper, block.items)
        case Grid():
            table(paper, block.head, block.rows)
        case Drawing():
            caption(paper, block.title)
            _draw(paper, block)


def _draw(paper: Paper, drawing: Drawing) -> None:
    """What a table can show as well as a picture becomes one; the rest stands in words."""
    pieces = drawing.pieces
    if drawing.drawing == "overlap":
        table(paper, [piece.name for piece in pieces], [[piece.text for piece in pieces]])
    elif drawing.drawing == "rings":
        outside_in = [[piece.name, piece.text] for piece in reversed(pieces)]
        table(paper, ["From the outside in", "What is there"], outside_in)
    elif drawing.drawing == "chain":
        _chain(paper, [piece.text for piece in pieces])
    else:
        bullets(paper, drawing.words)


def _chain(paper: Paper, texts: Sequence[str]) -> None:
    column = boxes(paper, 2 * len(texts) - 1, 1)
    for i, text in enumerate(texts):
        column.cell(2 * i, 0).text = clean(text)
        if i:
            arrow = column.cell(2 * i - 1, 0).paragraphs[0]
            arrow.text, arrow.alignment = "↓", WD_ALIGN_PARAGRAPH.CENTER
    after(paper)
