"""The moves of the course, read from `moves.yml`: which codes and notices their words can carry."""

import functools
from pathlib import Path

from pydantic import TypeAdapter

from powerwith.coach.check import check
from powerwith.model.move import Move
from powerwith.source import load

FILE = Path(__file__).with_suffix(".yml")

_MOVES = TypeAdapter(tuple[Move, ...])


def read_moves(path: Path = FILE) -> tuple[Move, ...]:
    """Every move, D1 to D12 and E1 to E12. Raises SourceError."""
    return load(path, _MOVES)[0]


@functools.cache
def moves() -> tuple[Move, ...]:
    """The course's own moves, read once."""
    return read_moves()


def is_read(move: Move, line: str) -> bool:
    """Whether the coach finds any of the move's codes or notices in a line."""
    return not {found.code for found in check(line)}.isdisjoint((*move.codes, *move.notices))
