"""The review before words go out: each thing once, the same stand-in everywhere, and nothing left over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from powerwith.privacy import NAME, SMALL, gathered, rewritten

CANARIES = ("07700 900123", "priya.shah@example.org", "943 476 5919", "Priya", "priya", "Khan", "Acacia")
ENTRIES = (
    "Yesterday Priya rang from 07700 900123. Mrs Khan's son was there.",
    "I told priya, and Khan too: priya.shah@example.org or 943 476 5919.",
    "PRIYA lives at 14 Acacia Avenue. Nobody else does.",
)
PIECES = (
    "Priya", "priya", "Mrs Khan", "Khan's", "07700 900123", "a.b@example.org", "Will you", "Will", "Leeds", "Jean-Luc",
    "王小明", "😀", "May", "3 April", "14 Acacia Avenue", ".", "\n", ",", "-", "and", "the", "'", "O’Brien",
)  # fmt: skip


def ids(*texts: str, allowed: tuple[str, ...] = ()) -> list[str]:
    """What is found, by what a decision about it is kept by."""
    return [find.id for find in gathered(texts, allowed)]


def test_each_thing_stands_there_once_with_all_its_places() -> None:
    finds = {find.id: [(place.at, place.start) for place in find.places] for find in gathered(ENTRIES)}

    assert finds["name:Priya"] == [(0, 10), (2, 0)]
    assert finds["small:priya"] == [(1, 7)], "not the one within the e-mail address"
    assert list(finds)[:2] == ["phone:07700 900123", "email:priya.shah@example.org"]


def test_nothing_that_was_decided_is_left_anywhere() -> None:
    by = {find.id: "Person A" if find.kind in (NAME, SMALL) else f"[{find.kind}]" for find in gathered(ENTRIES)}

    out = rewritten(ENTRIES, by)

    assert [canary for canary in CANARIES if canary in "\n".join(out)] == []
    assert out[0] == "Yesterday Person A rang from [phone]. Person A's son was there."
    assert out[2] == "Person A lives at [address]. Nobody else does."


def test_without_a_decision_every_letter_stays() -> None:
    assert rewritten(ENTRIES, {}) == ENTRIES


@pytest.mark.parametrize(
    ("text", "by", "out"),
    [
        pytest.param(
            "Mrs Khan met Khan.", {"name:Khan": "Person A"}, "Person A met Person A.", id="a title goes along"
        ),
        pytest.param("Dr. Khan's car", {"name:Khan": "Person A"}, "Person A's car", id="a title with a stop"),
        pytest.param("Mr March rang", {"titled-name:Mr March": "Person A"}, "Person A rang", id="a title and a month"),
        pytest.param("Hope came. I hope so.", {"name:Hope": "Sam"}, "Sam came. I hope so.", id="small letters apart"),
        pytest.param("Ring 07700 900123 Will you", {"phone:07700 900123": "[]"}, "Ring [] Will you", id="a number"),
        pytest.param("ref: X-99-123.", {"reference:X-99-123": "[ref]"}, "ref: [ref].", id="the stop stays"),
    ],
)
def test_rewritten(text: str, by: dict[str, str], out: str) -> None:
    assert rewritten((text,), by) == (out,)


def test_a_name_at_the_start_of_one_entry_is_known_from_another() -> None:
    assert ids("Long rang.") == []
    assert ids("Long rang.", "Then I met Long.") == ["name:Long"]
    assert rewritten(("Long rang.", "Then I met Long."), {"name:Long": "Person A"})[0] == "Person A rang."


def test_what_begins_the_next_entry_does_not_turn_a_name_into_a_month() -> None:
    assert ids("I met May", "3 people came.") == ["name:May"]


def test_stand_ins_and_people_of_an_exercise_are_no_finds() -> None:
    assert ids("Then Person A met Person B at Place C, and Noor.", allowed=("Noor",)) == []


def test_common_words_in_small_letters_are_not_asked_about() -> None:
    assert ids("I met Long. It took long. I met Will, and will again.") == ["name:Long", "name:Will"]


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join), max_size=4))
def test_after_every_find_is_replaced_nothing_is_found(texts: list[str]) -> None:
    by = {find.id: "" if find.kind == NAME else "…" for find in gathered(texts)}
    again = gathered(rewritten(texts, by))

    assert [find.text for find in again if find.id in by] == []


@given(st.lists(st.text(max_size=40), max_size=4))
def test_any_text_is_taken(texts: list[str]) -> None:
    finds = gathered(texts)

    assert all(texts[one.at][one.start : one.end] for find in finds for one in find.places)
    assert rewritten(texts, {}) == tuple(texts)
