"""A group in a notebook: people who do not exist until a folder is named, then that folder, and never a bare number."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from powerwith import share as shares
from powerwith import synth
from powerwith.bank import course_bank
from powerwith.cohort import published
from powerwith.explore import Cohort, cohorts, handed
from powerwith.explore.cohorts import ALL, MINE, PICKED, TOGETHER, CohortError

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


def test_a_folder_under_another_name_is_known_by_its_people(tmp_path: Path) -> None:
    folder = write(tmp_path / "spring", 14)
    first = Cohort(SAMPLE, folder).report
    folder.rename(tmp_path / "autumn")
    next((tmp_path / "autumn").glob("*.json")).unlink()
    second = Cohort(SAMPLE, tmp_path / "autumn").report

    assert not published.beside(tmp_path / "autumn").exists(), "one record goes on, there is no second"
    assert first.people != second.people
    shown = {(one.exercise, one.item): one.parts for one in first.told if one.parts}
    again = {(one.exercise, one.item): one.parts for one in second.told if one.parts}
    assert again == shown, "a look that differs by one person says what the first said"


def test_one_cohort_of_several_is_shown_at_a_time(tmp_path: Path) -> None:
    folder = write(tmp_path / "both", 12, cohort="synth-a")
    write(folder, 11, cohort="synth-b", seed=2)
    group = Cohort(SAMPLE, folder)
    assert tuple(group._cohort.options) == ("synth-a", "synth-b")
    assert group.report.people == "12 people"
    group._cohort.value = "synth-b"
    assert group.report.cohort == "synth-b" and group.report.people == "11 people"


def test_cohorts_can_be_put_together_where_a_notebook_offers_it(tmp_path: Path) -> None:
    folder = tmp_path / "both"
    folder.mkdir()
    for name in ("synth-a", "synth-b"):
        for number, one in enumerate(synth.shares(BANK, ("four-cases-by-chance",), people=22, cohort=name)):
            (folder / f"{name}-{number}.json").write_text(shares.text(one), encoding="utf-8")
    assert TOGETHER not in Cohort(SAMPLE, folder)._cohort.options
    group = Cohort(SAMPLE, folder, together=True)
    shown = group.show(lambda group: cohorts.pictures(group, "vignette"))
    assert "A grey dot" not in repr(shown) and group.report.cohort == "synth-a"
    group._cohort.value = TOGETHER
    assert "44 people of 2 cohorts together" in repr(group) and "A grey dot" in repr(shown)
    (found,) = group.report.trials
    assert found.cohorts == 2 and found in [look.trial for look in published.read(published.beside(folder)).looks]
    assert TOGETHER not in Cohort(SAMPLE, together=True)._cohort.options, "the sample is one cohort"


def test_too_few_people_get_a_sentence(tmp_path: Path) -> None:
    group = Cohort(SAMPLE, write(tmp_path / "few", 3))
    shown = html_of(group.show(lambda group: cohorts.pictures(group, "choice")))
    assert "data:image" not in shown and shown.count("Fewer than 5 people answered") == 1
    assert "The brown envelope" not in shown and "To talk about" not in shown
    assert "The brown envelope" not in html_of(group.show(lambda group: cohorts.pictures(group, "vignette")))
    assert group.report.people == "Fewer than 5 people"


def test_a_folder_without_shares_is_said_to_be_one(tmp_path: Path) -> None:
    group = Cohort(SAMPLE, tmp_path)
    assert "no share could be taken in" in repr(group)
    assert "no share could be taken in" in repr(group.show(cohorts.note))


# Files that are chosen


def pick(group: Cohort, *files: tuple[str, bytes]) -> None:
    """What a browser hands over once somebody has chosen files."""
    given = [
        {"name": name, "type": "", "size": len(raw), "content": memoryview(raw), "last_modified": 0}
        for name, raw in files
    ]
    group._files.set_state({"value": given})


def shares_of(people: int, *, cohort: str = "synth-mine", seed: int = 1) -> list[tuple[str, bytes]]:
    made = synth.shares(BANK, ("the-brown-envelope", "whose-win-is-it"), people=people, cohort=cohort, seed=seed)
    return [(f"share-{number}.json", shares.text(one).encode()) for number, one in enumerate(made)]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the notebook runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_chosen_files_are_read_like_a_folder(group: Cohort, here: Path) -> None:
    shown = group.show(lambda group: cohorts.pictures(group, "choice"))
    files = shares_of(14)
    pick(group, *files)
    assert group._whose.value == PICKED and not group.is_sample
    assert group.report.cohort == "synth-mine" and group.report.people == "14 people"
    folder = write(here / "other", 14)
    assert [one.table.to_csv() for section in group.sections for one in section.figures] == [
        one.table.to_csv() for section in Cohort(SAMPLE, folder).sections for one in section.figures
    ]
    assert "The brown envelope" in repr(shown)


def test_nothing_is_chosen_yet(group: Cohort, here: Path) -> None:
    group._whose.value = PICKED
    assert "No files are chosen yet. Press Choose files" in repr(group)
    assert list(here.iterdir()) == []


def test_the_picker_is_empty_once_files_are_read(group: Cohort, here: Path) -> None:
    """A notebook may be saved with the state of its widgets: no share may be in it."""
    files = shares_of(12)
    ids = [json.loads(raw)["share"] for _, raw in files]
    pick(group, *files)
    assert group._files.value == ()
    state = json.dumps([widget.get_state() for widget in (group, *group.children)], default=str)
    assert not [one for one in ids if one in state] and "share-3" not in state
    assert not [one for one in ids if one in json.dumps(group._repr_mimebundle_(), default=str)]


def test_what_was_shown_of_chosen_files_is_remembered_where_the_notebook_runs(group: Cohort, here: Path) -> None:
    pick(group, *shares_of(14))
    record = here / "synth-mine.powerwith-published.json"
    assert f"is remembered in {record}, which holds nobody's answer" in repr(group)
    assert [one.name for one in here.iterdir()] == [record.name]
    looks = published.read(record).looks
    assert looks and not [raw for _, raw in shares_of(14) if json.loads(raw)["share"] in record.read_text()]
    first = html_of(group.show(lambda group: cohorts.pictures(group, "choice")))
    later = Cohort(SAMPLE)
    pick(later, *shares_of(14), *[(f"late-{name}", raw) for name, raw in shares_of(3, seed=2)])
    assert later.report.people == "17 people"
    again = html_of(later.show(lambda group: cohorts.pictures(group, "choice")))
    assert "This is as it was shown before" in again and "This is as it was shown before" not in first


def test_a_record_that_cannot_be_read_or_written_shows_nothing(group: Cohort, here: Path) -> None:
    record = here / "synth-mine.powerwith-published.json"
    record.write_text("{", encoding="utf-8")
    pick(group, *shares_of(14))
    assert "the record of what was shown cannot be read" in repr(group)
    with pytest.raises(CohortError):
        _ = group.report
    record.unlink()
    record.mkdir()
    pick(group, *shares_of(14))
    with pytest.raises(CohortError):
        _ = group.report


def test_the_same_refusals_stand_below_and_never_in_a_saved_cell(group: Cohort, here: Path) -> None:
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        for name, raw in shares_of(12):
            archive.writestr(name, raw)
        archive.writestr("annas-notes.json", b"{}")
    pick(group, ("spring.zip", zipped.getvalue()), ("<b>photo.json", b"\x89PNG"), ("empty.txt", b""))
    left = group._left.value
    assert "About the files (3)" in left and left.count("Left out:") == 3
    assert "spring.zip/annas-notes.json" in left and "&lt;b&gt;" in left and "<b>" not in left
    assert "3 things were left out. The list below says why." in repr(group)
    assert "annas-notes" not in repr(group) and "annas-notes" not in html_of(group)


def test_files_without_a_share_say_why(group: Cohort, here: Path) -> None:
    pick(group, ("report.json", b"{}"))
    assert "1 file that you chose: no share could be taken in. The list below says why." in repr(group)
    assert "report.json" in group._left.value
    group._whose.value = cohorts.SAMPLE
    assert group._left.value == "" and group.is_sample


def test_two_files_of_one_name_both_count(group: Cohort, here: Path) -> None:
    pick(group, *[("share.json", raw) for _, raw in shares_of(12)])
    assert group.report.people == "12 people"
    assert list(handed.named([{"name": "a.json", "content": b"1"}, {"name": "a.json", "content": b"2"}])) == [
        "a.json",
        "a (2).json",
    ]


def test_a_new_choice_takes_the_place_of_the_last(group: Cohort, here: Path) -> None:
    pick(group, *shares_of(12))
    pick(group, *shares_of(11, cohort="synth-other", seed=3))
    assert group.report.cohort == "synth-other" and group.report.people == "11 people"


def test_one_row_shows_at_a_time_for_where_the_files_are(group: Cohort, here: Path) -> None:
    for whose, shown in ((cohorts.SAMPLE, None), (MINE, group._path), (PICKED, group._files)):
        group._whose.value = whose
        assert [one for one in (group._path, group._files) if one.layout.display != "none"] == (
            [shown] if shown else []
        )
