"""Each picture says in a sentence what it shows."""

from pathlib import Path

import pytest

from powerwith import journal, plots, standing
from powerwith.bank import load_bank
from powerwith.model import Finding, Replies, Scale
from powerwith.model.standing import Standing


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


SCALE, TASK = (load_bank().exercises[name] for name in ("epsa", "reply-task"))
SAMPLE = Path(__file__).resolve().parents[1] / "notebooks" / "sample-journal.json"


@pytest.fixture(scope="module")
def here() -> Standing:
    assert isinstance(SCALE, Scale) and isinstance(TASK, Replies)
    return standing.stand(journal.open_backup(SAMPLE), scale=SCALE, task=TASK)


@pytest.fixture(scope="module")
def pictures(here: Standing) -> dict[str, plots.Picture]:
    assert here.shift and here.lines
    return {
        "profile": plots.profile(here.profiles[0]),
        "dumbbell": plots.dumbbell(here.changes[0]),
        "shift": plots.shift(here.shift),
        "lines": plots.lines(here.lines),
    }


@pytest.mark.parametrize("name", ["profile", "dumbbell", "shift", "lines"])
def test_a_picture_of_ratings_carries_its_sentences_its_table_and_its_status(
    name: str, pictures: dict[str, plots.Picture]
) -> None:
    shown = pictures[name]._repr_mimebundle_()["text/html"]
    assert "Not for appraisal, selection, grading or comparing people." in pictures[name].says
    assert '<th scope="row">' in shown and "The same as a table" in shown
    assert "style=" not in shown


def test_a_fall_is_said_before_anything_else(pictures: dict[str, plots.Picture]) -> None:
    assert pictures["dumbbell"].says.startswith("A lower score after learning can mean you now see more.")


def test_the_band_of_noise_is_drawn_for_a_change_and_not_for_a_shift(pictures: dict[str, plots.Picture]) -> None:
    band = plots.BAND.encode()
    rows = 9
    assert pictures["dumbbell"].svg.count(b"fill: " + band) == rows + 1, "one for every row, and one that explains it"
    assert pictures["shift"].svg.count(b"fill: " + band) == 0


def test_the_table_says_which_step_is_noise(pictures: dict[str, plots.Picture]) -> None:
    table = pictures["dumbbell"].table
    assert table is not None
    assert table["Part"].iloc[0] == "Knowing where I stand"
    assert list(table["Beside the noise"])[:2] == ["more than noise", "within noise"]
    shift = pictures["shift"].table
    assert shift is not None and "Beside the noise" not in shift.columns


def test_a_part_without_a_mean_is_drawn_as_nothing(here: Standing) -> None:
    first = here.profiles[0]
    bare = first.model_copy(update={"parts": tuple(one.model_copy(update={"mean": None}) for one in first.parts)})
    table = plots.profile(bare).table
    assert table is not None and set(list(table["Mean"])[:8]) == {plots.NONE}
