"""The author's reference: nothing an author can write is missing from it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from powerwith.authors import BEGIN, END, authors_page, fields
from powerwith.model import KINDS, Authored, Record

PAGE = Path(__file__).resolve().parents[1] / "book" / "reference" / "authors.md"


TEXT = fields()


def inside(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
        for field in annotation.model_fields.values():
            yield from inside(field.annotation)
    for inner in get_args(annotation):
        yield from inside(inner)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_kind_is_on_the_page(kind: str) -> None:
    text = TEXT
    part = text.partition(f"## Kind `{kind}`")[2].partition("\n## ")[0]
    assert (KINDS[kind].__doc__ or "nothing") in part
    for record in {each for each in inside(KINDS[kind]) if each.__name__ != "CastMember"}:
        section = part if record is KINDS[kind] else _section(part, record)
        own = [name for name in record.model_fields if name not in Authored.model_fields or record is not KINDS[kind]]
        missing = [name for name in own if name != "kind" and f"`{name}`\n: " not in section]
        assert missing == [], record


def _section(part: str, record: type[Record]) -> str:
    found = re.search(rf"\(author-\w+-{record.__name__.lower()}\)=\n(.*?)(?=\n\(author-|\Z)", part, re.DOTALL)
    assert found, record
    return found[1]


@pytest.mark.parametrize("name", Authored.model_fields)
def test_what_all_kinds_share_stands_first(name: str) -> None:
    assert f"`{name}`\n: " in TEXT.partition("## Kind")[0]


def test_every_link_leads_to_a_place_on_the_page() -> None:
    text = TEXT
    named = set(re.findall(r"\]\(#([\w-]+)\)", text))
    assert named
    assert named <= set(re.findall(r"^\(([\w-]+)\)=$", text, re.MULTILINE))


@pytest.mark.parametrize(
    ("field", "says"),
    [
        pytest.param("title", "Needed, a line of 60 letters at most", id="a-limit-of-its-own"),
        pytest.param("turns", "Needed, a list of 2 to 40, each with the fields of [turn]", id="a-list-of-records"),
        pytest.param("moves", "Names, each with a number from -2 to 2", id="names-with-numbers"),
        pytest.param("contexts", "A list of 2, each with the fields of [context]", id="a-pair"),
        pytest.param("carries", "A list, each a harm code", id="codes-without-a-list-of-them"),
        pytest.param("first", "A number from 1 to 8; left out it is `3`", id="what-is-so-if-left-out"),
        pytest.param("quick_exit", "`true` or `false`; left out it is `false`", id="yes-or-no"),
        pytest.param("to", "Needed, a name, or a list, each with the fields of [way]", id="one-of-two-shapes"),
        pytest.param("block", "Needed, always `drawing`", id="a-word-that-is-always-the-same"),
        pytest.param("landed", "Needed, a line", id="a-line"),
        pytest.param("debrief", "Needed, text", id="a-text"),
    ],
)
def test_it_says_what_can_be_written(field: str, says: str) -> None:
    entries = re.findall(rf"^`{field}`\n: (.*)$", TEXT, re.MULTILINE)
    assert any(f"*{says}" in entry for entry in entries), entries


def test_the_words_round_the_fields_are_kept() -> None:
    page = f"before\n\n{BEGIN}\nold\n{END}\n\nafter\n"
    made = authors_page(page)
    assert made.startswith(f"before\n\n{BEGIN}\n\n## In every exercise")
    assert made.endswith(f"\n\n{END}\n\nafter\n")
    assert authors_page(made) == made


@pytest.mark.parametrize("page", ["no marks", f"{BEGIN}\nno end"], ids=["no-beginning", "no-end"])
def test_a_page_without_its_marks_is_left_alone(page: str) -> None:
    with pytest.raises(ValueError, match="Put it back"):
        authors_page(page)


def test_the_page_is_there() -> None:
    assert PAGE.read_text(encoding="utf-8").startswith("# Every field of an exercise")
