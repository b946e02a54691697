"""JSON that anybody may have written: the same suspicion for a backup and for a share."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from powerwith import plain
from powerwith.journal.backup import backup_in
from powerwith.journal.whole import clean

WHOLE = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15) + 1, 10**15 - 1) | st.text(max_size=9),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=15,
)


@given(WHOLE)
def test_what_is_well_written_comes_back_as_it_was(value: Any) -> None:
    assert plain.values(json.dumps(value)) == value


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"a": 1, "a": 2}', "a name stands twice"),
        ("NaN", "`NaN` is not a whole number"),
        ("[-Infinity]", "`-Infinity` is not a whole number"),
        ("1e400", "`1e400` is not a whole number"),
        ("1" * 16, "more than 15 digits"),
        ("[" * 100_000, "nested more than 20 deep"),
        ("[" * 21 + "]" * 21, "nested more than 20 deep"),
    ],
)
def test_what_two_languages_would_read_differently_is_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        plain.values(text)


def test_twenty_levels_are_not_too_deep() -> None:
    assert plain.values("[" * 20 + "]" * 20)


def test_the_journal_reads_with_the_same_suspicion() -> None:
    assert clean is plain.clean
    with pytest.raises(Exception, match=r"own\.json: `NaN` is not a whole number\. Choose a backup"):
        backup_in(b'{"v": NaN}', "own.json")
