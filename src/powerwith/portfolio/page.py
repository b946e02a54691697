"""The portfolio block by block, and as HTML and Markdown. The twin of `js/src/judge/portfolio.ts`."""

import re
from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Literal

from powerwith.model import Record
from powerwith.model.portfolio import Bodies, Body, Portfolio, PortfolioPiece
from powerwith.planner import day

ROOM, ROOM_FOR_PEER = 4, 3
"""Lines to write on."""


class Heading(Record):
    """A heading. `fresh`: on a page of its own."""

    block: Literal["heading"] = "heading"
    level: Literal[2, 3]
    text: str
    fresh: bool = False


class Note(Record):
    """A sentence of the course's own."""

    block: Literal["note"] = "note"
    text: str


class Said(Record):
    """What was answered, with a name for it."""

    block: Literal["said"] = "said"
    name: str
    text: str
    own: bool


class Table(Record):
    """The list of all entries."""

    block: Literal["table"] = "table"
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Room(Record):
    """Empty lines, to be filled in by hand or in a word processor."""

    block: Literal["room"] = "room"
    asks: str
    lines: int


Block = Heading | Note | Said | Table | Room


def page(portfolio: Portfolio, bodies: Bodies, body: Body) -> list[Block]:
    """Everything below the title."""
    words = bodies.words
    blocks: list[Block] = [
        Note(text=words.made.replace("{day}", dated(portfolio.made))),
        Note(text=words.arranged.replace("{body}", _called(body)).replace("{asks}", body.asks)),
    ]
    blocks += [Note(text=body.note)] if body.note else []
    if body.sources:
        read = words.read.replace("{day}", dated(body.checked_on))
        blocks.append(Note(text=read.replace("{sources}", " and ".join(body.sources))))
    blocks += _list(portfolio, bodies)
    for one in body.headings:
        blocks.append(Heading(level=2, text=one.title))
        for piece in portfolio.pieces:
            if piece.heading == one.id:
                blocks += _piece(piece, bodies)
        blocks.append(Room(asks=words.own.replace("{asks}", one.asks), lines=ROOM))
    return [*blocks, *_peer(bodies, body), *_about(portfolio, bodies)]


def _called(body: Body) -> str:
    more = ", ".join(one for one in (body.short if body.short != body.name else "", body.country or "") if one)
    return f"{body.name} ({more})" if more and body.country else body.name


def _list(portfolio: Portfolio, bodies: Bodies) -> list[Block]:
    words = bodies.words
    rows = tuple(
        (dated(piece.day), f"{piece.title}{_try(piece)}", words.kinds[piece.kind], piece.skill)
        for piece in portfolio.pieces
    )
    made: list[Block] = [Heading(level=2, text=words.did), Table(title=words.did, head=words.head, rows=rows)]
    minutes = sum(piece.minutes for piece in portfolio.pieces)
    if minutes:
        counted = words.reckoned.replace("{entries}", _count(len(rows), "entry", "entries"))
        made.append(Note(text=counted.replace("{minutes}", _count(minutes, "minute", "minutes"))))
    return made


def _piece(piece: PortfolioPiece, bodies: Bodies) -> list[Block]:
    phase = "" if piece.phase == "none" else bodies.words.phases[piece.phase]
    about = [dated(piece.day) + _try(piece), phase, "" if piece.finished else "not finished"]
    made: list[Block] = [
        Heading(level=3, text=piece.title),
        Note(text=f"{', '.join(one for one in about if one)}."),
    ]
    made += [Note(text=piece.status)] if piece.status else []
    return made + [Said(name=line.name, text=line.text, own=line.own) for line in piece.lines]


def _peer(bodies: Bodies, body: Body) -> list[Block]:
    peer = bodies.words.peer
    return [
        Heading(level=2, text=peer.title, fresh=True),
        Note(text=peer.about),
        Note(text=body.peer),
        *(Room(asks=question, lines=ROOM_FOR_PEER) for question in peer.questions),
        *(Room(asks=line, lines=1) for line in peer.signed),
    ]


def _about(portfolio: Portfolio, bodies: Bodies) -> list[Block]:
    words = bodies.words
    kept = [words.kept.replace("{reason}", portfolio.kept)] if portfolio.kept else []
    return [Heading(level=2, text=words.about), *(Note(text=text) for text in (*words.credits, *kept))]


def dated(when: date) -> str:
    """22 November 2026"""
    return day(when.isoformat()).partition(" ")[2]


def _try(piece: PortfolioPiece) -> str:
    return f", try {piece.attempt}" if piece.attempt > 1 else ""


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def label(block: Said) -> str:
    """A name before its text, with a colon where it ends in no mark of its own; without text a sentence."""
    if block.name.endswith(("?", ".", "!", "…", "”")):
        return block.name
    return f"{block.name}{':' if block.text else '.'}"


_LOOK = (
    'body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:12pt/1.5 system-ui,"Liberation Sans",sans-serif}'
    'h1,h2,h3{font-family:system-ui,"Liberation Sans",sans-serif}h1{font-size:22pt}'
    "h2{font-size:16pt;margin-top:2rem}h3{font-size:13pt;margin-bottom:.2rem}"
    "p{margin:.4rem 0}.note{color:#444}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top}"
    ".asks{margin-top:1rem}hr{border:0;border-bottom:1px solid #777;margin:0}"
    ".fresh{page-break-before:always;break-before:page}h2,h3,.asks{break-after:avoid}tr{break-inside:avoid}"
    "@media print{body{margin:0;max-width:none;padding:0}}"
)


def html(portfolio: Portfolio, bodies: Bodies, body: Body) -> str:
    """One page that browsers and word processors open: no script, and nothing from anywhere else."""
    title = escape(bodies.words.title)
    blocks = "\n".join(_html(block) for block in page(portfolio, bodies, body))
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{_LOOK}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{blocks}\n</body>\n</html>\n"
    )


def _html(block: Block) -> str:
    match block:
        case Heading():
            fresh = ' class="fresh"' if block.fresh else ""
            return f"<h{block.level}{fresh}>{_safe(block.text)}</h{block.level}>"
        case Note():
            return f'<p class="note">{_safe(block.text)}</p>'
        case Said():
            text = f' <span dir="auto">{_broken(block.text)}</span>' if block.text else ""
            return f"<p><b>{_safe(label(block))}</b>{text}</p>"
        case Table():
            head = "".join(f'<th scope="col">{_safe(cell)}</th>' for cell in block.head)
            rows = "\n".join(f"<tr>{''.join(f'<td>{_safe(c)}</td>' for c in row)}</tr>" for row in block.rows)
            # The way of word processors, which read the lines of a table from nowhere else.
            start = f'<table border="1" cellspacing="0" cellpadding="5" aria-label="{_safe(block.title)}">'
            return f"{start}\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
        case Room():
            lines = "\n".join(["<p>\xa0</p>\n<hr>"] * block.lines)
            return f'<p class="asks"><b>{_safe(block.asks)}</b></p>\n{lines}'


def _safe(text: str) -> str:
    return escape(text, quote=False)


def _broken(text: str) -> str:
    return _safe(text).replace("\n", "<br>")


_SIGNS = re.compile(r"[\\`*_{}\[\]<>&#|~$]")
_LISTED = re.compile(r"^([ \t]*)([-+=:])")
_NUMBERED = re.compile(r"^([ \t]*[0-9]+)([.)])(?=[ \t]|$)")


def markdown(portfolio: Portfolio, bodies: Bodies, body: Body) -> str:
    """The same as Markdown. Signs that would mean something there are written so that they stand for themselves."""
    parts = [f"# {plain(bodies.words.title)}", *(_markdown(block) for block in page(portfolio, bodies, body))]
    return "\n\n".join(parts) + "\n"


def _markdown(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {plain(block.text)}"
        case Note():
            return plain(block.text)
        case Said():
            name = f"**{plain(label(block))}**"
            if block.own:
                return "\n".join([name, "", *_quote(block.text)])
            return f"{name} {plain(block.text)}" if block.text else name
        case Table():
            rows = [block.head, ["---"] * len(block.head), *([plain(cell) for cell in row] for row in block.rows)]
            return "\n".join(f"| {' | '.join(row)} |" for row in rows)
        case Room():
            return f"**{plain(block.asks)}**\n\n…"


def _quote(text: str) -> Iterator[str]:
    """Line by line behind a mark; a backslash keeps the break."""
    lines = [plain(line).strip(" \t") for line in text.split("\n")]
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        yield f"> {line}{chr(92) if line and after else ''}" if line else ">"


def plain(text: str) -> str:
    """Text in which no sign means anything to Markdown."""
    return "\n".join(_plain_line(line) for line in text.split("\n"))


def _plain_line(line: str) -> str:
    escaped = _SIGNS.sub(lambda found: f"\\{found[0]}", line)
    return _NUMBERED.sub(r"\1\\\2", _LISTED.sub(r"\1\\\2", escaped))
