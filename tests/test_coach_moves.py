"""The table of moves: what the coach can see of each, and what it says about itself there."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from powerwith import coach
from powerwith.coach.moves import is_read, moves
from powerwith.coach.reference import NOTICES, moves_page, moves_table
from powerwith.model import NOTICE_CODES
from powerwith.model.move import Move

ROOT = Path(__file__).resolve().parents[1]
LINES = json.loads((ROOT / "tests" / "vectors" / "coach" / "moves.json").read_text(encoding="utf-8"))
MOVES = {move.id: move for move in moves()}

FLOORS = {"yes": 5, "partly": 3, "no": 0}
"""Of the six lines of a move, how many the coach must mark. Measured on 22 November 2026: 132 of all 144."""


def test_every_move_has_its_row_and_six_lines() -> None:
    ids = [f"{side}{n}" for side in "DE" for n in range(1, 13)]
    assert list(MOVES) == list(LINES) == ids
    assert {name: len(set(lines)) for name, lines in LINES.items()} == dict.fromkeys(ids, 6)


@pytest.mark.parametrize("move", moves(), ids=lambda move: f"{move.id}-{move.name}")
def test_moves_are_read_as_well_as_the_table_says(move: Move) -> None:
    assert sum(is_read(move, line) for line in LINES[move.id]) >= FLOORS[move.readable]


def test_most_lines_of_the_moves_are_read() -> None:
    assert sum(is_read(MOVES[name], line) for name, lines in LINES.items() for line in lines) >= 126


@pytest.mark.parametrize("line", [line for name, lines in LINES.items() if name[0] == "E" for line in lines])
def test_no_line_that_opens_a_door_is_asked_what_it_left_out(line: str) -> None:
    asked = {found.code for found in coach.check(line)} & NOTICE_CODES
    assert asked <= {"NAME_CONTEXT", "DREAM"}


def test_every_notice_belongs_to_a_move() -> None:
    assert {code for move in moves() for code in move.notices} == NOTICE_CODES


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        pytest.param({"codes": ("AFFIRM",)}, "closes doors and names AFFIRM", id="a strength in a move that closes"),
        pytest.param({"id": "E1"}, "opens doors and names CONFRONT", id="harm in a move that opens"),
        pytest.param({"codes": ()}, "names no code and no notice", id="nothing at all"),
        pytest.param({"id": "D13"}, "should match pattern", id="a move nobody teaches"),
    ],
)
def test_a_row_keeps_to_its_side(changed: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Move.model_validate(MOVES["D1"].model_dump() | changed)


def test_the_table_counts_what_the_coach_marks() -> None:
    table = moves_table(LINES)
    assert table.count("\n| D") == table.count("\n| E") == 12
    deaf = moves_table({name: ["Hm."] * 6 for name in LINES})
    assert "In 0 of the 144 lines" in deaf and "mostly, 0 of 6" in deaf and "mostly, 0 of 6" not in table


def test_the_table_keeps_to_its_place_on_the_page() -> None:
    page = (ROOT / "book" / "reference" / "coach.md").read_text(encoding="utf-8")
    assert moves_page(page, LINES) == page
    with pytest.raises(ValueError, match="the page has lost a mark"):
        moves_page("# A page without marks\n", LINES)


def test_notices_are_named_as_in_the_exercises() -> None:
    shown = (ROOT / "js" / "src" / "view" / "words.ts").read_text(encoding="utf-8")
    assert set(NOTICES) == NOTICE_CODES
    assert [code for code, name in NOTICES.items() if f'{code}: "{name}"' not in shown] == []
