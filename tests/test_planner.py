"""A plan is checked in sentences and becomes a page; the browser does the same."""

import importlib.util
import json
import string
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from powerwith.bank import load_bank
from powerwith.lint.planners import check_planner
from powerwith.model import Planner, PlannerResponse, RowsField, form
from powerwith.planner import GAP, Drawing, Grid, Heading, checked, day, is_blank, page, plain

ROOT = Path(__file__).resolve().parents[1]
VECTORS = ROOT / "tests" / "vectors"
BANK = load_bank(ROOT / "exercises")
PLANNERS = [e for e in BANK.exercises.values() if isinstance(e, Planner)]


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_planners", VECTORS / "make_planners.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKER = _maker()
EVERYTHING = Planner.model_validate_json(json.dumps(MAKER.PLANNER))


def response(rows: dict[str, list[dict[str, str]]] | None = None, **fields: str) -> PlannerResponse:
    held = {name: tuple(each) for name, each in (rows or {}).items()}
    return PlannerResponse(kind="planner", fields=fields, rows=held)


def met(given: PlannerResponse) -> list[bool]:
    return [one.met for one in checked(EVERYTHING, given)]


def test_the_browser_is_held_to_what_python_says_now() -> None:
    assert (VECTORS / "planners.json").read_text(encoding="utf-8") == MAKER.made(), (
        "tests/vectors/planners.json is stale. Run `make regen`."
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(response(), [False] * 5, id="nothing-written-meets-no-check"),
        pytest.param(response(cue=" ", step="\ufeff"), [False] * 5, id="spaces-are-nothing"),
        pytest.param(response(cue="a", step="b"), [True, False, False, False, False], id="both-fields-it-needs"),
        pytest.param(response(cue="a"), [False] * 5, id="one-of-two-is-not-enough"),
        pytest.param(response(sure="7"), [False, True, False, False, False], id="a-scale-at-its-least-number"),
        pytest.param(response(sure="6"), [False] * 5, id="a-scale-below-it"),
        pytest.param(response(sure="ten"), [False] * 5, id="no-number-on-the-scale"),
        pytest.param(
            response({"people": [{"name": "A", "way": "Me"}, {}]}),
            [False, False, False, True, False],
            id="an-empty-row-does-not-count",
        ),
        pytest.param(
            response({"people": [{"name": "A", "way": "Me"}, {"name": "B"}]}),
            [False, False, True, False, False],
            id="one-row-begun-and-not-complete",
        ),
    ],
)
def test_checks_say_what_is_there(given: PlannerResponse, expected: list[bool]) -> None:
    assert met(given) == expected


def test_an_empty_form_makes_an_empty_page() -> None:
    assert page(EVERYTHING, response()) == []
    assert is_blank(response({"people": [{"name": " "}]}, cue="\n"))


def test_a_heading_stands_only_above_something() -> None:
    headings = [block.text for block in page(EVERYTHING, response(sure="3")) if isinstance(block, Heading)]
    assert "Who" not in headings
    assert "Nothing asked here" in headings


def test_a_gap_stays_open_beside_what_was_written() -> None:
    assert f"If the kettle boils, then I will {GAP}" in plain(EVERYTHING, response(cue="the kettle boils"))


def test_no_full_stop_stands_twice() -> None:
    text = plain(EVERYTHING, response(cue="it rings.", step="look. ", place="At the office."))
    assert "If it rings, then I will look. At the office.!" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-24", "Tuesday 24 November 2026"),
        ("2024-02-29", "Thursday 29 February 2024"),
        ("2025-02-29", "2025-02-29"),
        ("0000-01-01", "0000-01-01"),
        ("24.11.", "24.11."),
    ],
)
def test_days_have_names(text: str, expected: str) -> None:
    assert day(text) == expected


def test_tables_and_drawings_leave_empty_rows_out() -> None:
    made = page(EVERYTHING, response({"people": [{"name": "Noor"}, {"name": " "}, {"name": "Dawit"}]}))
    grids = [block for block in made if isinstance(block, Grid)]
    assert [row[0] for row in grids[0].rows] == ["Noor", "Dawit"]
    assert all(
        len(block.pieces) == 2 for block in made if isinstance(block, Drawing) and block.title == "Chain of rows"
    )


def test_every_drawing_says_in_words_what_it_shows() -> None:
    given = response({"people": [MAKER.NOOR, MAKER.DAWIT]}, cue="Monday", step="Ring", place="At home")
    drawings = [block for block in page(EVERYTHING, given) if isinstance(block, Drawing)]
    assert {block.drawing for block in drawings} == {"web", "rings", "overlap", "chain", "arc", "fade"}
    for block in drawings:
        words = " ".join(block.words)
        for piece in block.pieces:
            assert piece.text in words or not piece.text, f"“{piece.text}” is drawn in “{block.title}” and not said"


def changed(**fields: Any) -> Planner:
    """The made-up planner with something else in it."""
    return Planner.model_validate_json(json.dumps(MAKER.PLANNER | fields))


DRAWING = {"block": "drawing", "title": "Picture"}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"drawing": "overlap", "of": ["cue", "step"]}, "is made of 2 fields"),
        ({"drawing": "overlap", "rows": "people"}, "is made of rows, and `overlap` is made of fields"),
        ({"drawing": "rings", "rows": "people"}, "is made of rows, and `rings` is made of fields"),
        ({"drawing": "arc", "of": ["cue", "step"]}, "is made of fields, and `arc` is made of rows"),
        ({"drawing": "arc", "rows": "people"}, "does not know how long each stretch is"),
        ({"drawing": "fade", "rows": "people"}, "does not know who does how much"),
        ({"drawing": "fade", "rows": "people", "side": "name"}, "does not know who does how much"),
    ],
)
def test_a_drawing_that_cannot_be_drawn_is_told(more: dict[str, Any], says: str) -> None:
    planner = changed(page=[*MAKER.PLANNER["page"], DRAWING | more])
    assert [found for _, found, _ in check_planner(planner)] == [f"the drawing “Picture” {says}"]


def test_an_answer_that_gets_lost_is_told() -> None:
    planner = changed(page=[{"block": "text", "text": "{cue} {step} {place} {on} {people}"}])
    told = [found for _, found, _ in check_planner(planner)]
    assert told == [
        f"`{name}` is asked for and stands nowhere on the finished page"
        for name in ("sure", "people.pull", "people.way", "people.since", "people.time")
    ]


@pytest.mark.parametrize(("name", "least"), [("sure", 11), ("sure", 0), ("people", 9)])
def test_a_check_that_no_answer_can_meet_is_told(name: str, least: int) -> None:
    planner = changed(checks=[{"says": "Enough.", "ask": "More?", "at_least": {name: least}}])
    (told,) = [found for _, found, _ in check_planner(planner)]
    assert told.startswith(f"the check “Enough.” asks for {least} of `{name}`")


def test_a_whole_planner_leaves_nothing_to_look_at() -> None:
    assert list(check_planner(EVERYTHING)) == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"checks": [{"says": "It is.", "ask": "Is it?", "needs": ["nowhere"]}]}, "names `nowhere`"),
        ({"checks": [{"says": "It is.", "ask": "Is it?"}]}, "a check looks at nothing"),
        ({"page": [{"block": "text", "text": "I will {nowhere}."}]}, "names `nowhere`"),
        ({"page": [{"block": "table", "rows": "cue"}]}, "has no rows"),
        ({"page": [{"block": "list", "rows": "people", "text": "{nobody}"}]}, "names `nobody`"),
        ({"page": [DRAWING | {"drawing": "chain"}]}, "needs `of` or `rows`"),
    ],
)
def test_a_planner_that_names_what_is_not_there_is_refused(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        changed(**fields)


TEXT = st.text(alphabet=string.printable + "…“é🙂\u2003\ufeff{}", max_size=30)
IDS = [name for name, field in form(EVERYTHING).items() if not isinstance(field, RowsField)]
CELLS = [column.id for field in form(EVERYTHING).values() if isinstance(field, RowsField) for column in field.columns]


@given(
    fields=st.dictionaries(st.sampled_from(IDS), TEXT),
    rows=st.lists(st.dictionaries(st.sampled_from(CELLS), TEXT), max_size=4),
)
def test_whatever_is_typed_a_page_is_made_of_it(fields: dict[str, str], rows: list[dict[str, str]]) -> None:
    given = PlannerResponse(kind="planner", fields=fields, rows={"people": tuple(rows)})
    made = page(EVERYTHING, given)
    assert bool(made) == (not is_blank(given))
    assert plain(EVERYTHING, given).startswith("Naïve plan\n==========\n")


def filled(planner: Planner, text: str = "written") -> PlannerResponse:
    """A response in which every field and every first row is filled."""
    fields: dict[str, str] = {}
    rows: dict[str, tuple[dict[str, str], ...]] = {}
    for field in form(planner).values():
        if isinstance(field, RowsField):
            cells = {column.id: _answer(column, f"{text} in {column.id}") for column in field.columns}
            rows[field.id] = tuple(dict(cells) for _ in range(field.most))
        else:
            fields[field.id] = _answer(field, f"{text} in {field.id}")
    return PlannerResponse(kind="planner", fields=fields, rows=rows)


def _answer(field: Any, text: str) -> str:
    """Something this field or column can hold."""
    match field.type:
        case "choose":
            return str(field.options[-1])
        case "scale":
            return "9"
        case "date":
            return "2026-11-24"
        case _:
            return text


@pytest.mark.parametrize("planner", PLANNERS, ids=lambda planner: planner.id)
class TestEveryPlanner:
    def test_a_full_form_meets_every_check(self, planner: Planner) -> None:
        assert [one.says for one in checked(planner, filled(planner)) if not one.met] == []

    def test_an_empty_form_meets_none(self, planner: Planner) -> None:
        assert [one.says for one in checked(planner, response()) if one.met] == []

    def test_everything_written_stands_on_the_page(self, planner: Planner) -> None:
        given = filled(planner)
        text = plain(planner, given)
        cells = [cell for rows in given.rows.values() for row in rows for cell in row.values()]
        missing = [part for part in (*given.fields.values(), *cells) if day(part) not in text]
        assert missing == []
