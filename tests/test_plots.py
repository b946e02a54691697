"""Each picture says in a sentence what it shows."""

import pytest

from powerwith import journal, plots
from powerwith.model import Finding


def tries(*loaded: int) -> "journal.pd.DataFrame":
    mark = Finding(rule="r", code="CONFRONT", start=0, end=1)
    return journal.table(
        journal.tried("a", "x", [mark] * count, attempt=n, digest="0" * 16) for n, count in enumerate(loaded, start=1)
    )


def test_the_sentence_gives_first_and_last_and_claims_no_trend() -> None:
    says = plots.marks(tries(2, 1, 0)).says
    assert says.startswith("First try: 2 loaded marks, no considerate marks. Try 3: no loaded marks")
    assert "too few for a trend" in says


def test_one_try_shows_no_change() -> None:
    assert plots.marks(tries(1)).says.endswith("One try shows nothing about change.")


def test_nothing_to_draw_is_said_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="No written reply has been checked yet"):
        plots.marks(journal.table([]))


def test_the_picture_carries_its_sentence_for_people_who_cannot_see_it() -> None:
    picture = plots.marks(tries(1, 0))
    shown = picture._repr_mimebundle_()
    assert f'alt="{picture.says}"' in shown["text/html"]
    assert shown["text/plain"] == picture.says


def test_the_same_tries_make_the_same_picture() -> None:
    assert plots.marks(tries(1, 0)).svg == plots.marks(tries(1, 0)).svg
