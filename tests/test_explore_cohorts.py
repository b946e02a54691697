"""A group in a notebook: people who do not exist until a folder is named, then that folder, and never a bare number."""

from pathlib import Path
from typing import Any

import pytest

from powerwith import share as shares
from powerwith import synth
from powerwith.bank import course_bank
from powerwith.cohort import published
from powerwith.explore import Cohort, cohorts
from powerwith.explore.cohorts import ALL, MINE

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "notebooks" / "sample-cohort.zip"
BANK = course_bank().exercises


def html_of(shown: Any) -> str:
    return str(shown._repr_mimebundle_()["text/html"])


def write(folder: Path, people: int, *, cohort: str = "synth-mine", seed: int = 1) -> Path:
    folder.mkdir(exist_ok=True)
    did = ("the-brown-envelope", "whose-win-is-it")
    for number, one in enumerate(synth.shares(BANK, did, people=people, cohort=cohort, seed=seed)):
        (folder / f"{cohort}-{number}.json").write_text(shares.text(one), encoding="utf-8")
    return folder


@pytest.fixture
def group() -> Cohort:
    return Cohort(SAMPLE)


def test_it_begins_with_people_who_do_not_exist_and_says_so(group: Cohort) -> None:
    assert group.is_sample and group.report.banner == synth.NOT_REAL
    assert synth.NOT_REAL in html_of(group) and "In JupyterLab" in html_of(group)
    assert html_of(group.show(cohorts.note)).startswith(f"<p>{synth.NOT_REAL}</p>")
    assert not published.beside(SAMPLE).exists(), "nothing is remembered of people who do not exist"


def test_a_picture_stands_with_its_words_table_and_questions(group: Cohort) -> None:
    shown = html_of(group.show(lambda group: cohorts.pictures(group, "choice")))
    assert shown.count("data:image/svg+xml") == shown.count("The same as a table") == shown.count("To talk about:") > 2
    assert "of 100 answered" in shown


def test_a_chapter_leaves_the_others_out(group: Cohort) -> None:
    shown = group.show(lambda group: cohorts.pictures(group, "item", "change", "score", "turn", "marked"))
    every = repr(shown)
    group._chapter.value = "For oneself"
    assert "Empowering Practice Self-Assessment" in repr(shown) and "The brown envelope" not in repr(shown)
    group._chapter.value = ALL
    assert repr(shown) == every


def test_a_folder_takes_the_place_of_the_sample_and_is_remembered(group: Cohort, tmp_path: Path) -> None:
    shown = group.show(lambda group: cohorts.pictures(group, "choice"))
    group._whose.value = MINE
    assert "No folder is named yet" in repr(shown)
    group._path.value = str(tmp_path / "nowhere")
    assert "there is no such folder or zip" in repr(shown)
    folder = write(tmp_path / "spring", 14)
    group._path.value = str(folder)
    assert group.report.cohort == "synth-mine" and "14 people" in html_of(group)
    assert "The brown envelope" in repr(shown)
    assert published.read(published.beside(folder)).looks


def test_one_cohort_of_several_is_shown_at_a_time(tmp_path: Path) -> None:
    folder = write(tmp_path / "both", 12, cohort="synth-a")
    write(folder, 11, cohort="synth-b", seed=2)
    group = Cohort(SAMPLE, folder)
    assert tuple(group._cohort.options) == ("synth-a", "synth-b")
    assert group.report.people == "12 people"
    group._cohort.value = "synth-b"
    assert group.report.cohort == "synth-b" and group.report.people == "11 people"


def test_too_few_people_get_a_sentence(tmp_path: Path) -> None:
    group = Cohort(SAMPLE, write(tmp_path / "few", 3))
    shown = html_of(group.show(lambda group: cohorts.pictures(group, "choice")))
    assert "data:image" not in shown and "Fewer than 5 people answered" in shown
    assert group.report.people == "Fewer than 5 people"


def test_a_folder_without_shares_is_said_to_be_one(tmp_path: Path) -> None:
    group = Cohort(SAMPLE, tmp_path)
    assert "no share could be taken in" in repr(group)
    assert "no share could be taken in" in repr(group.show(cohorts.note))
