"""From entries of a journal to a portfolio: which heading each stands under, and the words to look through."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from powerwith.model import Entry, Record, ShelfMark
from powerwith.model.portfolio import Bodies, Body, Portfolio, PortfolioLine, PortfolioPiece
from powerwith.portfolio.bodies import place
from powerwith.portfolio.said import said

RATED = frozenset({"scale", "replies", "marks", "vignette"})
"""Kinds that never stand without saying what they are not."""

_MINE = re.compile("^You (?=chose$|wrote$|sorted$|said, turn|skipped this one$|read both versions)")


@dataclass(frozen=True)
class Shelf:
    """What the course knows of its exercises and skills, by id."""

    marks: Mapping[str, ShelfMark] = field(default_factory=dict)
    skills: Mapping[str, str] = field(default_factory=dict)


class Text(Record):
    """Words of the learner's own, to look through before they leave."""

    id: str
    label: str
    text: str


def gather(
    entries: Iterable[Entry],
    shelf: Shelf,
    bodies: Bodies,
    body: Body,
    *,
    made: date,
    headings: Mapping[str, str] | None = None,
) -> Portfolio:
    """A portfolio of these entries, oldest first. `headings`: entry id to another heading than the usual one."""
    kept = sorted(entries, key=lambda entry: (entry.updated.date().isoformat(), entry.seq, entry.id))
    return Portfolio(
        made=made,
        body=body.id,
        pieces=tuple(_piece(entry, shelf, bodies, body, headings or {}) for entry in kept),
    )


def _piece(entry: Entry, shelf: Shelf, bodies: Bodies, body: Body, headings: Mapping[str, str]) -> PortfolioPiece:
    mark = shelf.marks.get(entry.exercise)
    skill = mark.skills[0] if mark else None
    status = (mark.words.get("status") if mark else None) or bodies.words.status
    chosen = headings.get(entry.id)
    is_there = any(one.id == chosen for one in body.headings)
    return PortfolioPiece(
        exercise=entry.exercise,
        title=mark.title if mark else entry.exercise,
        kind=entry.kind,
        day=entry.updated.date(),
        attempt=entry.attempt,
        phase=entry.phase,
        finished=entry.outcome is not None,
        skill=shelf.skills.get(skill, skill) if skill else "",
        minutes=mark.minutes if mark and entry.kind != "marks" else 0,
        heading=chosen if chosen and is_there else place(body, entry.kind, skill),
        status=status if entry.kind in RATED else "",
        lines=tuple(line.model_copy(update={"name": _MINE.sub("I ", line.name)}) for line in said(entry, mark)),
    )


def texts(portfolio: Portfolio) -> tuple[Text, ...]:
    """Everything in the learner's own words, each with a name for its place."""
    return tuple(
        Text(id=f"{i}.{k}", label=f"{piece.title}: {line.name}", text=line.text)
        for i, piece in enumerate(portfolio.pieces)
        for k, line in enumerate(piece.lines)
        if line.own
    )


def reviewed(portfolio: Portfolio, changed: Mapping[str, str], kept: str = "") -> Portfolio:
    """The same with other words in some places. `kept`: why something was left that might identify somebody."""
    pieces = tuple(
        piece.model_copy(update={"lines": _changed(piece.lines, i, changed)})
        for i, piece in enumerate(portfolio.pieces)
    )
    return portfolio.model_copy(update={"pieces": pieces, "kept": kept})


def _changed(lines: Sequence[PortfolioLine], piece: int, changed: Mapping[str, str]) -> tuple[PortfolioLine, ...]:
    return tuple(
        line.model_copy(update={"text": changed[f"{piece}.{k}"]}) if line.own and f"{piece}.{k}" in changed else line
        for k, line in enumerate(lines)
    )
