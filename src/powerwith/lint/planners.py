"""What an author should look at in one planner: answers that get lost, and drawings that cannot be drawn."""

from collections.abc import Iterator

from powerwith.model import Planner, RowsField, form
from powerwith.model.planner import (
    SCALE_TOP,
    DrawingBlock,
    HeadingBlock,
    ListBlock,
    TableBlock,
    TextBlock,
    placeholders,
)

Path_ = tuple[str | int, ...]
Look = tuple[Path_, str, str]

PIECES = 3
"""What an overlap is made of: theirs, both, mine."""


def check_planner(planner: Planner) -> Iterator[Look]:
    """Each thing to look at as its path in the file, what is the case, and what to do."""
    yield from _lost(planner)
    yield from _out_of_reach(planner)
    for i, block in enumerate(planner.page):
        if isinstance(block, DrawingBlock):
            for says, todo in _undrawable(block, planner):
                yield ("page", i), f"the drawing “{block.title}” {says}", todo


def _lost(planner: Planner) -> Iterator[Look]:
    """Somebody answers, and the finished page does not have it."""
    shown = _shown(planner)
    for i, part in enumerate(planner.parts):
        for k, field in enumerate(part.fields):
            names = [f"{field.id}.{c.id}" for c in field.columns] if isinstance(field, RowsField) else [field.id]
            for name in names:
                if name not in shown:
                    says = f"`{name}` is asked for and stands nowhere on the finished page"
                    yield ("parts", i, "fields", k), says, "Put it into a block of `page`, or do not ask for it"


def _shown(planner: Planner) -> set[str]:
    """Fields by their id, and cells as `rows.column`."""
    fields = form(planner)
    shown: set[str] = set()
    for block in planner.page:
        match block:
            case TextBlock():
                for name in placeholders(block.text):
                    field = fields[name]
                    shown.add(f"{name}.{field.columns[0].id}" if isinstance(field, RowsField) else name)
            case ListBlock():
                shown |= {f"{block.rows}.{name}" for name in placeholders(block.text)}
            case TableBlock():
                field = fields[block.rows]
                shown |= {f"{block.rows}.{c.id}" for c in field.columns} if isinstance(field, RowsField) else set()
            case DrawingBlock():
                shown |= {*block.of, *placeholders(block.centre or "")}
                shown |= {f"{block.rows}.{name}" for name in (block.label, block.size, block.side) if name}
            case HeadingBlock():
                pass
    return shown


def _out_of_reach(planner: Planner) -> Iterator[Look]:
    """A check that no answer can meet, or that every answer meets."""
    fields = form(planner)
    for i, check in enumerate(planner.checks):
        for name, least in check.at_least.items():
            field = fields[name]
            most = field.most if isinstance(field, RowsField) else SCALE_TOP
            if not 1 <= least <= most:
                says = f"the check “{check.says}” asks for {least} of `{name}`, which goes from 1 to {most}"
                yield ("checks", i), says, f"Choose a number from 1 to {most}"


def _undrawable(block: DrawingBlock, planner: Planner) -> Iterator[tuple[str, str]]:
    if block.drawing in ("rings", "overlap") and block.rows:
        yield f"is made of rows, and `{block.drawing}` is made of fields", "Name the fields in `of`"
    if block.drawing == "overlap" and not block.rows and len(block.of) != PIECES:
        yield f"is made of {len(block.of)} fields", "Name three in `of`: theirs, both, mine"
    if block.drawing in ("arc", "fade") and not block.rows:
        yield f"is made of fields, and `{block.drawing}` is made of rows", "Name a field of `type: rows` in `rows`"
    if block.drawing == "arc" and block.rows and not block.size:
        yield "does not know how long each stretch is", "Name the column with the minutes in `size`"
    if block.drawing == "fade" and block.rows and _column_type(block, planner) != "choose":
        yield "does not know who does how much", "Name a column of `type: choose` in `side`, the worker's share first"


def _column_type(block: DrawingBlock, planner: Planner) -> str | None:
    field = form(planner)[block.rows or ""]
    columns = field.columns if isinstance(field, RowsField) else ()
    return next((column.type for column in columns if column.id == block.side), None)
