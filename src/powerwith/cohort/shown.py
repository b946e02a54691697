"""Showing what somebody else wrote, so that it stays text: on a screen, in HTML, in a spreadsheet."""

import csv as csv_forms
import html
import io
import re

import pandas as pd

TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_FORMULA = re.compile(r"[\s\x00\u200b-\u200f\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n\x00]")
"""How a cell begins that a spreadsheet would reckon with; full-width signs count as the others do."""

CELL = 32_767
"""The longest text in a cell of a spreadsheet."""


def label(text: str, most: int = 80) -> str:
    """A name or a value in a sentence: on one line, nothing in it that hides or turns, and not too long."""
    plain = "".join(filter(str.isprintable, text[: 4 * most]))
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def as_html(text: str) -> str:
    """Free text for a page: never markup, and its direction stays its own."""
    return f"<bdi>{html.escape(text)}</bdi>"


def table_html(frame: pd.DataFrame) -> str:
    """A table for a page or a notebook: every cell and heading is text, for the browser and for MathJax."""
    with pd.option_context("display.html.use_mathjax", False, "display.max_colwidth", None):
        return str(frame.to_html(escape=True, index=False, border=0))


def cell(text: str) -> str:
    """Text that stays text in a spreadsheet: an apostrophe in front where it would be taken for a formula.

    Every line end becomes the usual one: a spreadsheet takes any other for the start of a row, and of a formula.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{plain}" if _FORMULA.match(plain) else plain


def csv(frame: pd.DataFrame, *, for_machines: bool = False) -> str:
    """A table as CSV. `for_machines` leaves text as it is, to be read back by a program and never by a spreadsheet."""
    if for_machines:
        return str(frame.to_csv(index=False, quoting=csv_forms.QUOTE_NONNUMERIC))
    safe = frame.rename(columns=cell)
    for name in safe.columns:
        safe[name] = [cell(one) if isinstance(one, str) else one for one in safe[name]]
    return str(safe.to_csv(index=False))


def xlsx(frames: dict[str, pd.DataFrame]) -> bytes:
    """Tables as sheets of one workbook. Text is written as text, so that nothing in it becomes a formula or a link."""
    import xlsxwriter  # slow to load, and only needed here

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, frame in frames.items():
            sheet = book.add_worksheet(name)
            rows = [list(frame.columns), *frame.itertuples(index=False)]
            for down, row in enumerate(rows):
                for across, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(down, across, value[:CELL])
                    elif not pd.isna(value):
                        sheet.write_number(down, across, value)
    return made.getvalue()
