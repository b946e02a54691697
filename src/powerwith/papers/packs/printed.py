"""A trainer pack as a PDF for the printer: A4, tagged, with headings and page numbers."""

from collections.abc import Iterable
from html import escape
from math import ceil
from pathlib import Path

from powerwith.papers.packs import codes
from powerwith.papers.packs.pieces import (
    Block,
    Deck,
    Grid,
    Heading,
    Items,
    Links,
    Marked,
    Numbers,
    Pack,
    PackError,
    Part,
    Room,
    Text,
    Ticks,
)
from powerwith.runsheets import stopped

LOOK = Path(__file__).with_name("printed.css")
NO_PANGO = (
    "There is no PDF, since Pango is not on this computer. Print the document instead, or install Pango "
    "(Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango) "
    "and make the pack again"
)
_LETTERS_A_LINE = 34


def pdf(pack: Pack, *, large: bool = False) -> bytes:
    """The pack as a PDF that keeps to PDF/UA-1. `large`: all of it in 18 points. Raises PackError without Pango."""
    try:
        from weasyprint import HTML
    except OSError:  # the package is there, and a library of the system is not
        raise PackError(NO_PANGO) from None
    made: bytes = HTML(string=page(pack, large=large)).write_pdf(pdf_variant="pdf/ua-1")
    return made


def page(pack: Pack, *, large: bool = False) -> str:
    """The page of HTML from which the PDF is made."""
    title = escape(f"{pack.title}: trainer pack{', large print' if large else ''}")
    look = LOOK.read_text(encoding="utf-8")
    parts = "\n".join(_part(part, large=large) for part in pack.parts)
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB" class="{"large" if large else "usual"}">\n<head>\n'
        f'<meta charset="utf-8">\n<title>{title}</title>\n<style>{look}</style>\n</head>\n<body>\n'
        f'<h1>{escape(pack.title)}</h1>\n<p class="kind">Trainer pack{", large print" if large else ""}</p>\n{parts}\n'
        "</body>\n</html>\n"
    )


def _part(part: Part, *, large: bool) -> str:
    blocks = _blocks(part.blocks)
    title = escape(part.title)
    made = f"<section>\n<h2>{title}</h2>\n{blocks}\n"
    again = f'<div class="again">\n<p class="title">{title}</p>\n{blocks}\n</div>\n' if part.twice and not large else ""
    return f"{made}{again}</section>"


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"<h3{' class=fresh' if block.fresh else ''}>{escape(block.text)}</h3>"
        case Text():
            return f'<p class="{block.look}">{escape(block.text)}</p>'
        case Marked():
            pieces = (f"<u>{escape(text)}</u>" if differs else escape(text) for text, differs in block.pieces)
            return f"<p>{''.join(pieces)}</p>"
        case Items():
            return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in block.items)}</ul>"
        case Grid():
            return _grid(block)
        case Deck():
            return _deck(block)
        case Room():
            hint = f'<p class="quiet">{escape(block.hint)}</p>' if block.hint else ""
            lines = '<div class="line"></div>' * block.lines
            return f'<div class="room"><p class="strong">{escape(block.asks)}</p>{hint}{lines}</div>'
        case Ticks():
            look = "ticks" if any(about for _, about in block.ticks) else "ticks short"
            return f'<ul class="{look}">{"".join(_tick(*tick) for tick in block.ticks)}</ul>'
        case Numbers():
            numbers = " ".join(f"<span>{number}</span>" for number in range(11))
            ends = f"0 is {escape(block.low)}, 10 is {escape(block.high)}."
            asks = f"<p><b>{escape(block.asks)}</b> {ends}</p>"
            return f'<div class="numbers">{asks}<p class="row">{numbers}</p></div>'
        case Links():
            return f'<ul class="codes">{"".join(_code(link.title, link.address) for link in block.links)}</ul>'


def _tick(label: str, about: str) -> str:
    if not about:
        return f"<li>☐ <b>{escape(label)}</b></li>"
    return f"<li>☐ <b>{escape(stopped(label))}</b> {escape(about)}</li>"


def _code(title: str, address: str) -> str:
    picture = f'<img src="{codes.svg(address)}" alt="{escape(codes.says(title))}">'
    return f'<li>{picture}<p class="strong">{escape(title)}</p><p class="address">{escape(address)}</p></li>'


def _grid(grid: Grid) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in grid.head)
    rows = "\n".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in grid.rows)
    look = f"{grid.look} of{len(grid.head)}"
    return (
        f'<table class="{look}">\n<caption>{escape(grid.title)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _cell(text: str) -> str:
    first, *more = text.split("\n")
    if not more:
        return f"<td>{escape(first)}</td>"
    return f"<td><p><b>{escape(first)}</b></p>{''.join(f'<p>{escape(line)}</p>' for line in more)}</td>"


def _deck(deck: Deck) -> str:
    """Cards of one height, which that with the most words sets."""
    lines = max(ceil(len(card.text) / _LETTERS_A_LINE) for card in deck.cards)
    cards = "".join(
        f'<li style="min-height: {1.45 * lines + 3.2:.1f}em">{_small("over", card.over)}<p>{escape(card.text)}</p>'
        f"{_small('under', card.under)}</li>"
        for card in deck.cards
    )
    return f'<ul class="deck">{cards}</ul>'


def _small(name: str, text: str) -> str:
    return f'<p class="{name}">{escape(text)}</p>' if text else ""
