"""The files of a trainer pack by their names, the same for the shell and for a site that offers them."""

from collections.abc import Callable, Iterator, Mapping

from powerwith.bank import Bank
from powerwith.model.runsheet import RunSheet
from powerwith.papers.packs.document import docx
from powerwith.papers.packs.pieces import Pack
from powerwith.papers.packs.printed import pdf
from powerwith.papers.packs.slides import slides

LARGE = "-large-print"


def files(
    sheet: RunSheet, bank: Bank, pack: Pack, stands: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Name and maker of each file. Those that need Pango come last, and raise PackError without it."""
    yield f"{sheet.id}.docx", lambda: docx(pack)
    yield f"{sheet.id}{LARGE}.docx", lambda: docx(pack, large=True)
    yield f"{sheet.id}-slides.html", lambda: slides(sheet, bank, stands).encode()
    yield f"{sheet.id}.pdf", lambda: pdf(pack)
    yield f"{sheet.id}{LARGE}.pdf", lambda: pdf(pack, large=True)
