"""A report about a cohort as a file: a page, a PDF, a workbook, a table. For the group, and about nobody in it."""

from collections.abc import Callable

from powerwith.papers.cohorts.gather import Report, chapters_of, gather, pooled, report
from powerwith.papers.cohorts.page import page, pdf
from powerwith.papers.cohorts.sheets import csv, parquet, xlsx

__all__ = ["FORMS", "Report", "chapters_of", "gather", "page", "pooled", "report", "report_file"]


def _html(made: Report) -> bytes:
    return page(made).encode()


_MADE: dict[str, Callable[[Report], bytes]] = {
    "html": _html, "pdf": pdf, "xlsx": xlsx, "csv": csv, "parquet": parquet,
}  # fmt: skip
FORMS = tuple(_MADE)
"""What a report can be written as; the ending of its file says which."""


def report_file(made: Report, form: str) -> bytes:
    """The report as a file. `form`: one of FORMS. Raises PapersError where something is missing on this computer."""
    return _MADE[form](made)
