"""The portfolio: entries of a journal under the headings of a professional body, looked through before they leave.

The browser has the same in `js/src/judge/said.ts` and `js/src/judge/portfolio.ts`; `tests/vectors/portfolios.json`
holds both together.
"""

from powerwith.portfolio.bodies import FILE, bodies, find, place, read_bodies
from powerwith.portfolio.choosing import choose, listed, moved, shelf
from powerwith.portfolio.gather import Shelf, Text, gather, reviewed, texts
from powerwith.portfolio.looking import LookedThrough, PortfolioError, in_words, look_through, next_letter
from powerwith.portfolio.page import Block, Heading, Note, Room, Said, Table, dated, html, label, markdown, page, plain
from powerwith.portfolio.said import said

__all__ = [
    "FILE", "Block", "Heading", "LookedThrough", "Note", "PortfolioError", "Room", "Said", "Shelf", "Table", "Text",
    "bodies", "choose", "dated", "find", "gather", "html", "in_words", "label", "listed", "look_through", "markdown",
    "moved", "next_letter", "page", "place", "plain", "read_bodies", "reviewed", "said", "shelf", "texts",
]  # fmt: skip
