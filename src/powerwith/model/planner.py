"""A planner: a small form that builds something to use at work."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from powerwith.model.authored import Authored
from powerwith.model.base import Line, Prose, Record, Slug

SCALE_TOP = 10
"""A scale runs from 0 to this."""

PLACEHOLDER = re.compile(r"\{([a-z0-9-]+)\}")

CellType = Literal["line", "choose", "scale", "date"]


class Asked(Record):
    """What every field of a form says about itself."""

    id: Slug = Field(description="A short name, used once in the planner, for use in `checks` and `page`.")
    label: Line = Field(description="The question or the name above the field.")
    hint: Line | None = Field(None, description="A second line that helps to start.")


class LineField(Asked):
    """One line of words."""

    type: Literal["line"]
    example: Line | None = Field(None, description="What somebody could write here, shown beside the field.")


class WordsField(Asked):
    """Room for a few sentences."""

    type: Literal["words"]
    example: Line | None = Field(None, description="What somebody could write here, shown beside the field.")


class ChooseField(Asked):
    """One of a few."""

    type: Literal["choose"]
    options: tuple[Line, ...] = Field(min_length=2, max_length=7, description="What can be chosen.")


class ScaleField(Asked):
    """A number from 0 to 10 with words at both ends."""

    type: Literal["scale"]
    low: Line = Field(description="What 0 means.")
    high: Line = Field(description="What 10 means.")


class DateField(Asked):
    """A day, as 2026-11-21."""

    type: Literal["date"]


class Column(Record):
    """One cell of every row."""

    id: Slug = Field(description="A short name, used once in these rows.")
    label: Line = Field(description="The name of the column.")
    hint: Line | None = Field(None, description="A second line that helps to start.")
    type: CellType = Field("line", description="`line`, `choose`, `scale` or `date`.")
    options: tuple[Line, ...] = Field((), max_length=7, description="For `choose`: what can be chosen.")

    @model_validator(mode="after")
    def _chooses(self) -> Self:
        if (self.type == "choose") != (len(self.options) >= 2):
            raise ValueError(f"column `{self.id}` is `{self.type}`. Give `options`, two or more, to `choose` alone")
        return self


class RowsField(Asked):
    """A list of things with the same questions about each."""

    type: Literal["rows"]
    row: Line = Field(description="What one row is: `person`, `step`, `source`. For the button: Add a step.")
    columns: tuple[Column, ...] = Field(min_length=1, max_length=5, description="What is asked about each.")
    first: int = Field(3, ge=1, le=8, description="How many empty rows there are to begin with.")
    most: int = Field(8, ge=1, le=12, description="How many rows there can be.")


FormField = Annotated[
    LineField | WordsField | ChooseField | ScaleField | DateField | RowsField, Field(discriminator="type")
]


class Part(Record):
    """A few fields that belong together."""

    title: Line = Field(description="What this part is about.")
    about: Line | None = Field(None, description="A sentence before the fields.")
    fields: tuple[FormField, ...] = Field(min_length=1, max_length=8, description="The fields, in order.")


class Check(Record):
    """Something a good plan has, said as a sentence. Never stops anybody from keeping the plan."""

    says: Line = Field(description="The sentence: A step has a day and a time.")
    ask: Line = Field(description="The question put where it is not so yet: When exactly?")
    needs: tuple[Slug, ...] = Field((), description="Fields with something in them.")
    at_least: dict[Slug, int] = Field({}, description="For a scale the lowest number; for rows how many are begun.")
    complete: dict[Slug, tuple[Slug, ...]] = Field({}, description="For rows: cells that every row begun has filled.")

    @model_validator(mode="after")
    def _checks_something(self) -> Self:
        if not (self.needs or self.at_least or self.complete):
            raise ValueError("a check looks at nothing. Add `needs`, `at_least` or `complete`")
        return self


class HeadingBlock(Record):
    """A heading of the finished page."""

    block: Literal["heading"]
    text: Line = Field(description="The words.")


class TextBlock(Record):
    """A sentence with what was written put in. Left out while all of it is empty."""

    block: Literal["text"]
    text: Prose = Field(description="Words with `{field-id}` where an answer goes: If {cue}, then I will {step}.")


class ListBlock(Record):
    """One line for each row."""

    block: Literal["list"]
    rows: Slug = Field(description="The `id` of a field of rows.")
    text: Line = Field(description="Words with `{column-id}` where a cell goes.")


class TableBlock(Record):
    """The rows as a table."""

    block: Literal["table"]
    rows: Slug = Field(description="The `id` of a field of rows.")


class DrawingBlock(Record):
    """A picture of what was written, always with the same in words.

    `web`: somebody in the middle and what stands round them (rows: label, size, side).
    `rings`: fields as circles inside each other, the first innermost. `overlap`: left, both, right.
    `chain`: one box after another (fields, or rows with label). `arc`: stretches of a talk (rows: label, size in
    minutes). `fade`: for each row how much is done by whom (rows: label, side).
    """

    block: Literal["drawing"]
    drawing: Literal["web", "rings", "overlap", "chain", "arc", "fade"] = Field(description="What kind of picture.")
    title: Line = Field(description="What it shows, in a few words.")
    of: tuple[Slug, ...] = Field((), description="The fields it is made of, in order.")
    rows: Slug | None = Field(None, description="Or the rows it is made of.")
    label: Slug | None = Field(None, description="For rows: the column with the name.")
    size: Slug | None = Field(None, description="For rows: the column with a number.")
    side: Slug | None = Field(None, description="For rows: the column with a choice.")
    centre: Line | None = Field(None, description="For a web: who is in the middle; may hold `{field-id}`.")


PageBlock = Annotated[HeadingBlock | TextBlock | ListBlock | TableBlock | DrawingBlock, Field(discriminator="block")]


class Planner(Authored):
    """Fill in a small form and take the plan to work."""

    kind: Literal["planner"]
    makes: Line = Field(description="What it makes, as a title for the finished page: My next step with somebody.")
    parts: tuple[Part, ...] = Field(min_length=1, max_length=6, description="The form.")
    checks: tuple[Check, ...] = Field(min_length=1, max_length=8, description="What a good plan has, in sentences.")
    page: tuple[PageBlock, ...] = Field(min_length=1, max_length=20, description="The finished page, block by block.")
    afterwards: Prose = Field(description="What to do with it at work, and what to notice.")
    asked_again: bool = Field(
        False, description="`true` if the course asks after two weeks how the plan went: for plans with a first step."
    )

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        fields = form(self)
        names = [field.id for field in fields.values()]
        if len(names) < sum(len(part.fields) for part in self.parts):
            raise ValueError("two fields share an id. Give each its own")
        for check in self.checks:
            for name in (*check.needs, *check.at_least, *check.complete):
                _known(name, names, f"the check “{check.says}”")
            for name, cells in check.complete.items():
                _cells(fields[name], cells, f"the check “{check.says}”")
            for name in check.at_least:
                if fields[name].type not in ("scale", "rows"):
                    raise ValueError(f"the check “{check.says}” counts `{name}`. Count a scale or rows")
        for block in self.page:
            _block_fits(block, fields)
        return self


def form(planner: Planner) -> dict[str, FormField]:
    """Every field of the form by its id, in order."""
    return {field.id: field for part in planner.parts for field in part.fields}


def placeholders(text: str) -> Iterator[str]:
    """The ids that stand in curly brackets."""
    return (found.group(1) for found in PLACEHOLDER.finditer(text))


def _block_fits(block: PageBlock, fields: dict[str, FormField]) -> None:
    names = list(fields)
    if isinstance(block, TextBlock):
        for name in placeholders(block.text):
            _known(name, names, "a text of `page`")
    if isinstance(block, ListBlock | TableBlock | DrawingBlock) and block.rows is not None:
        _known(block.rows, names, "`page`")
    if isinstance(block, ListBlock):
        _cells(fields[block.rows], tuple(placeholders(block.text)), "a list of `page`")
    if isinstance(block, TableBlock):
        _cells(fields[block.rows], (), "a table of `page`")
    if isinstance(block, DrawingBlock):
        if bool(block.of) == bool(block.rows):
            raise ValueError(f"the drawing “{block.title}” needs `of` or `rows`, one of the two. Name fields or rows")
        for name in (*block.of, *placeholders(block.centre or "")):
            _known(name, names, f"the drawing “{block.title}”")
        if block.rows:
            cells = tuple(name for name in (block.label, block.size, block.side) if name)
            _cells(fields[block.rows], cells, f"the drawing “{block.title}”")


def _known(name: str, names: list[str], where: str) -> None:
    if name not in names:
        raise ValueError(f"{where} names `{name}`, and there is no such field. Known: {', '.join(names)}")


def _cells(field: FormField, cells: tuple[str, ...], where: str) -> None:
    if not isinstance(field, RowsField):
        raise ValueError(f"{where} names `{field.id}`, which has no rows. Name a field of `type: rows`")
    for name in cells:
        _known(name, [column.id for column in field.columns], where)
