"""What a trainer pack consists of, before it becomes a PDF or a document: parts, and plain blocks in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

SIZES = {"pairs": 2, "threes": 3, "tables": 4}
"""How many work together."""


class PackError(Exception):
    """A pack that cannot be made, with what to do."""


@dataclass(frozen=True)
class Heading:
    """A heading inside a part. `fresh`: it begins a page."""

    text: str
    fresh: bool = False


@dataclass(frozen=True)
class Text:
    """One paragraph. `said`: words to say aloud; `quiet`: a remark; `strong`: what stands out."""

    text: str
    look: Literal["plain", "said", "quiet", "strong"] = "plain"


@dataclass(frozen=True)
class Marked:
    """A paragraph in which some words are underlined."""

    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table with a heading for each column. `tall`: its cells are for writing in; `minutes`: a run sheet."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    look: Literal["plain", "tall", "minutes"] = "plain"


@dataclass(frozen=True)
class Card:
    """One card to cut out. `over`: what kind it is; `under`: what it belongs to."""

    text: str
    over: str = ""
    under: str = ""


@dataclass(frozen=True)
class Deck:
    """Cards of one size, to cut along the lines."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Room:
    """A question with lines to write on."""

    asks: str
    hint: str = ""
    lines: int = 2


@dataclass(frozen=True)
class Ticks:
    """Boxes to tick, each with its words and what they mean."""

    ticks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Numbers:
    """A question answered on a line from 0 to 10."""

    asks: str
    low: str
    high: str


@dataclass(frozen=True)
class Link:
    """Where an exercise stands, as words and as a code for a phone's camera."""

    title: str
    address: str


@dataclass(frozen=True)
class Links:
    """The codes of several exercises."""

    links: tuple[Link, ...]


Block = Heading | Text | Marked | Items | Grid | Deck | Room | Ticks | Numbers | Links


@dataclass(frozen=True)
class Part:
    """What is printed together. `copies`: how many, for the list on the first page; `twice`: two fit on a page."""

    title: str
    copies: str
    blocks: tuple[Block, ...]
    twice: bool = False


@dataclass(frozen=True)
class Pack:
    """Everything for one workshop."""

    title: str
    aim: str
    parts: tuple[Part, ...]


def texts(text: str, look: Literal["plain", "said", "quiet", "strong"] = "plain") -> Iterator[Text]:
    """One paragraph for each that an author wrote; an empty line stands between them."""
    for part in re.split(r"\n[ \t]*\n", text):
        yield Text(" ".join(part.split()), look)


def quoted(text: str) -> str:
    """Words that somebody says."""
    return f"“{text}”"
