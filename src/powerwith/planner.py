"""What a plan has and what it still lacks, and the finished page made of it.

The browser has the same functions in `js/src/judge/planner.ts`; `tests/vectors/planners.json` holds both together.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Literal

from powerwith.model import Planner, PlannerResponse, Record, RowsField, form
from powerwith.model.planner import (
    Check,
    Column,
    DateField,
    DrawingBlock,
    FormField,
    HeadingBlock,
    ListBlock,
    PageBlock,
    TableBlock,
    TextBlock,
    placeholders,
)

GAP = "…"
"""Stands where an answer goes that is not there yet."""

# The white space that browsers trim, so that both trim alike.
_SPACE = " \t\n\v\f\r\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
_PLACE = re.compile(r"\{([a-z0-9-]+)\}([.,;:]?)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_NEWLINE = re.compile(r"[ \t]*\n[ \t]*")
_DAY = re.compile(r"([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})")
_SCALE = re.compile(r"10|[0-9]")
_NUMBER = re.compile(r"[0-9]{1,3}(?![0-9])")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip

Drawn = Literal["web", "rings", "overlap", "chain", "arc", "fade"]


class Checked(Record):
    """One sentence about the plan: it holds already, or there is a question to ask."""

    says: str
    ask: str
    met: bool


class Heading(Record):
    """A heading of the finished page."""

    block: Literal["heading"] = "heading"
    text: str


class Paragraph(Record):
    """A sentence with what was written put in; line breaks are the learner's own."""

    block: Literal["text"] = "text"
    text: str


class Items(Record):
    """One line for each row."""

    block: Literal["list"] = "list"
    items: tuple[str, ...]


class Grid(Record):
    """The rows as a table."""

    block: Literal["table"] = "table"
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Piece(Record):
    """One thing in a drawing. `size`: how much of the drawing's `most`, if that is known."""

    name: str
    text: str
    size: int | None
    side: str


class Drawing(Record):
    """What a drawing shows, and the same `words` for whoever reads or hears it."""

    block: Literal["drawing"] = "drawing"
    drawing: Drawn
    title: str
    centre: str
    pieces: tuple[Piece, ...]
    most: int
    words: tuple[str, ...]


Block = Heading | Paragraph | Items | Grid | Drawing


def is_blank(response: PlannerResponse) -> bool:
    """Whether nothing at all stands in the form."""
    cells = (text for rows in response.rows.values() for row in rows for text in row.values())
    return not any(trim(text) for text in (*response.fields.values(), *cells))


def checked(planner: Planner, response: PlannerResponse) -> list[Checked]:
    """Every check as a sentence, with whether it is so already. A check never stops anybody."""
    fields = form(planner)
    return [Checked(says=check.says, ask=check.ask, met=_is_met(check, fields, response)) for check in planner.checks]


def _is_met(check: Check, fields: Mapping[str, FormField], response: PlannerResponse) -> bool:
    needs = all(_is_filled(fields[name], response) for name in check.needs)
    enough = all(_amount(fields[name], response) >= least for name, least in check.at_least.items())
    whole = all(
        (rows := _begun(name, response)) and all(trim(row.get(cell, "")) for row in rows for cell in cells)
        for name, cells in check.complete.items()
    )
    return needs and enough and whole


def _is_filled(field: FormField, response: PlannerResponse) -> bool:
    if isinstance(field, RowsField):
        return bool(_begun(field.id, response))
    return trim(response.fields.get(field.id, "")) != ""


def _amount(field: FormField, response: PlannerResponse) -> int:
    """The number on a scale, or how many rows are begun; -1 where nothing was chosen."""
    if isinstance(field, RowsField):
        return len(_begun(field.id, response))
    given = trim(response.fields.get(field.id, ""))
    return int(given) if _SCALE.fullmatch(given) else -1


def _begun(name: str, response: PlannerResponse) -> list[dict[str, str]]:
    """The rows with something in them."""
    return [row for row in response.rows.get(name, ()) if any(trim(text) for text in row.values())]


def page(planner: Planner, response: PlannerResponse) -> list[Block]:
    """The finished page: every block with something in it, and the headings above those. Empty while nothing is."""
    sections = [_section(blocks, form(planner), response) for blocks in _divided(planner.page)]
    if not any(filled for _, filled, _ in sections):
        return []
    return [block for made, filled, asks in sections if made and (filled or not asks) for block in made]


def _divided(blocks: Iterable[PageBlock]) -> list[list[PageBlock]]:
    sections: list[list[PageBlock]] = [[]]
    for block in blocks:
        if isinstance(block, HeadingBlock):
            sections.append([])
        sections[-1].append(block)
    return sections


def _section(
    blocks: list[PageBlock], fields: Mapping[str, FormField], response: PlannerResponse
) -> tuple[list[Block], bool, bool]:
    """What one section holds, whether any answer stands in it, and whether it asked for one."""
    head: list[Block] = [Heading(text=block.text) for block in blocks if isinstance(block, HeadingBlock)]
    body: list[Block] = []
    filled = asks = False
    for block in blocks:
        made, is_filled, is_asking = _finished(block, fields, response)
        body += made
        filled, asks = filled or is_filled, asks or is_asking
    return (head + body if body else []), filled, asks


def _finished(
    block: PageBlock, fields: Mapping[str, FormField], response: PlannerResponse
) -> tuple[list[Block], bool, bool]:
    if isinstance(block, HeadingBlock):
        return [], False, False
    if isinstance(block, TextBlock):
        return _paragraphs(block, fields, response)
    if isinstance(block, ListBlock):
        made: list[Block] = _items(block, fields, response)
    elif isinstance(block, TableBlock):
        made = _grid(_rows_field(fields, block.rows), response)
    else:
        made = _drawing(block, fields, response)
    return made, bool(made), True


def _paragraphs(
    block: TextBlock, fields: Mapping[str, FormField], response: PlannerResponse
) -> tuple[list[Block], bool, bool]:
    made: list[Block] = []
    filled = asks = False
    for part in _BLANK_LINE.split(block.text):
        text = _NEWLINE.sub(" ", trim(part))
        if not any(True for _ in placeholders(text)):
            made.append(Paragraph(text=text))
            continue
        asks = True
        if (line := _put_in(text, lambda name: _shown(fields[name], response))) is not None:
            made.append(Paragraph(text=line))
            filled = True
    return made, filled, asks


def _put_in(text: str, value: Callable[[str], str]) -> str | None:
    """Words in place of the curly brackets, or None while all of them are empty. No full stop stands twice."""
    if not any(value(name) for name in placeholders(text)):
        return None

    def put(found: re.Match[str]) -> str:
        words, mark = value(found.group(1)) or GAP, found.group(2)
        if mark == "." and words.endswith((".", "!", "?", GAP)):
            return words
        return (words[:-1] if mark and words.endswith(".") else words) + mark

    return _PLACE.sub(put, text)


def _shown(field: FormField, response: PlannerResponse) -> str:
    """An answer as it stands on the page. Of rows, what the first column holds."""
    if isinstance(field, RowsField):
        first = field.columns[0]
        return listed([text for row in _begun(field.id, response) if (text := _cell(first, row))])
    text = trim(response.fields.get(field.id, ""))
    return day(text) if isinstance(field, DateField) else text


def _cell(column: Column, row: Mapping[str, str]) -> str:
    text = trim(row.get(column.id, ""))
    return day(text) if column.type == "date" else text


def day(text: str) -> str:
    """2026-11-24 as *Tuesday 24 November 2026*; anything else as it stands."""
    found = _DAY.fullmatch(text)
    try:
        when = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        when = None
    return f"{_DAYS[when.weekday()]} {when.day} {_MONTHS[when.month - 1]} {when.year}" if when else text


def _items(block: ListBlock, fields: Mapping[str, FormField], response: PlannerResponse) -> list[Block]:
    columns = {column.id: column for column in _rows_field(fields, block.rows).columns}
    lines = [
        line
        for row in _begun(block.rows, response)
        if (line := _put_in(block.text, lambda name, row=row: _cell(columns[name], row))) is not None  # type: ignore[misc]
    ]
    return [Items(items=tuple(lines))] if lines else []


def _grid(field: RowsField, response: PlannerResponse) -> list[Block]:
    rows = tuple(tuple(_cell(column, row) for column in field.columns) for row in _begun(field.id, response))
    return [Grid(head=tuple(column.label for column in field.columns), rows=rows)] if rows else []


def _rows_field(fields: Mapping[str, FormField], name: str) -> RowsField:
    field = fields[name]
    assert isinstance(field, RowsField)  # the model has seen to it
    return field


def _drawing(block: DrawingBlock, fields: Mapping[str, FormField], response: PlannerResponse) -> list[Block]:
    columns = {column.id: column for column in _rows_field(fields, block.rows).columns} if block.rows else {}
    pieces = _from_rows(block, columns, response) if block.rows else _from_fields(block, fields, response)
    if not any(piece.text for piece in pieces):
        return []
    centre = (_put_in(block.centre, lambda name: _shown(fields[name], response)) if block.centre else None) or ""
    if block.centre and not any(True for _ in placeholders(block.centre)):
        centre = block.centre
    made = Drawing(
        drawing=block.drawing,
        title=block.title,
        centre=centre,
        pieces=tuple(pieces),
        most=_most(block, columns, pieces),
        words=(),
    )
    labels = (columns[block.size].label if block.size else "", columns[block.side].label if block.side else "")
    return [made.model_copy(update={"words": tuple(_WORDS[block.drawing](made, *labels))})]


def _from_fields(block: DrawingBlock, fields: Mapping[str, FormField], response: PlannerResponse) -> list[Piece]:
    """Rings and overlaps keep a place for what is not there yet; a chain goes on to the next."""
    pieces = [
        Piece(name=fields[name].label, text=_shown(fields[name], response), size=None, side="") for name in block.of
    ]
    keeps = block.drawing in ("rings", "overlap")
    return [piece for piece in pieces if piece.text or keeps]


def _from_rows(block: DrawingBlock, columns: Mapping[str, Column], response: PlannerResponse) -> list[Piece]:
    label = block.label or next(iter(columns))
    return [
        Piece(
            name=columns[label].label,
            text=_cell(columns[label], row) or GAP,
            size=_size(block, columns, row),
            side=_cell(columns[block.side], row) if block.side else "",
        )
        for row in _begun(block.rows or "", response)
    ]


def _size(block: DrawingBlock, columns: Mapping[str, Column], row: Mapping[str, str]) -> int | None:
    """A number of the row; in a fade, how far along its options the choice is."""
    if block.drawing == "fade":
        column = columns[block.side] if block.side else None
        given = _cell(column, row) if column else ""
        return column.options.index(given) if column and given in column.options else None
    found = _NUMBER.match(trim(row.get(block.size, ""))) if block.size else None
    return int(found.group()) if found else None


def _most(block: DrawingBlock, columns: Mapping[str, Column], pieces: list[Piece]) -> int:
    sizes = [piece.size or 0 for piece in pieces]
    if block.drawing == "fade":
        return max(len(columns[block.side].options) - 1, 1) if block.side else 1
    if block.drawing == "arc":
        return sum(sizes)
    return max(10, *sizes)


def _web(made: Drawing, size: str, side: str) -> list[str]:
    words = [_sentence(named("In the middle", made.centre))] if made.centre else []
    for piece in made.pieces:
        more = [_sentence(named(side, piece.side))] if piece.side else []
        more += [_sentence(named(size, f"{piece.size} of {made.most}"))] if piece.size is not None else []
        words.append(" ".join([_sentence(piece.text), *more]))
    return words


def _rings(made: Drawing, _size: str, _side: str) -> list[str]:
    places = ["In the middle", *["Around it"] * len(made.pieces)]
    return [
        f"{place}. {_sentence(named(piece.name, piece.text or GAP))}"
        for place, piece in zip(places, made.pieces, strict=False)
    ]


def _overlap(made: Drawing, _size: str, _side: str) -> list[str]:
    return [_sentence(named(piece.name, piece.text or GAP)) for piece in made.pieces]


def _chain(made: Drawing, _size: str, _side: str) -> list[str]:
    last = len(made.pieces) - 1
    places = ["First" if i == 0 else "Last" if i == last else "Then" for i in range(len(made.pieces))]
    return [_sentence(named(place, piece.text)) for place, piece in zip(places, made.pieces, strict=True)]


def _arc(made: Drawing, _size: str, _side: str) -> list[str]:
    words, at = [], 0
    for piece in made.pieces:
        if piece.size is None:
            words.append(_sentence(named(piece.text, "no time yet")))
        else:
            words.append(_sentence(named(f"Minutes {at} to {at + piece.size}", piece.text)))
            at += piece.size
    return [*words, f"{at} {'minute' if at == 1 else 'minutes'} in all."]


def _fade(made: Drawing, _size: str, _side: str) -> list[str]:
    return [_sentence(named(piece.text, piece.side or GAP)) for piece in made.pieces]


_WORDS: dict[str, Callable[[Drawing, str, str], list[str]]] = {
    "web": _web,
    "rings": _rings,
    "overlap": _overlap,
    "chain": _chain,
    "arc": _arc,
    "fade": _fade,
}


def plain(planner: Planner, response: PlannerResponse) -> str:
    """The finished page as plain text, for any program that shows letters."""
    lines = [planner.makes, "=" * len(planner.makes), ""]
    for block in page(planner, response):
        lines += [*_plain(block), ""]
    return "\n".join(lines)


def _plain(block: Block) -> list[str]:
    match block:
        case Heading():
            return [block.text, "-" * len(block.text)]
        case Paragraph():
            return [block.text]
        case Items():
            return [f"- {_indented(item)}" for item in block.items]
        case Grid():
            return [line for i, row in enumerate(block.rows) for line in ([""] if i else []) + _record(block.head, row)]
        case Drawing():
            return [block.title, *(f"- {_indented(line)}" for line in block.words)]


def _record(head: Iterable[str], row: Iterable[str]) -> list[str]:
    return [
        f"{'- ' if i == 0 else '  '}{_indented(named(name, cell or GAP))}"
        for i, (name, cell) in enumerate(zip(head, row, strict=True))
    ]


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def named(name: str, text: str) -> str:
    """A name before its text; a question keeps its own mark."""
    return f"{name}{'' if name.endswith(('?', '.', '!', GAP)) else ':'} {text}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", GAP)) else f"{text}."


def listed(parts: list[str]) -> str:
    """a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def trim(text: str) -> str:
    """Without the white space round it that a browser takes away."""
    return text.strip(_SPACE)
