"""The end of a cohort: what was handed in and what was made from it go, nothing else does, and copies are found."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from cohorts import answer, share, share_id

from powerwith.cli import main
from powerwith.cohort import made, published
from powerwith.cohort.forget import ForgetError, carry_out, plan

WORDS = "Canary words of my own"
LINK = "CANARY7"


def write(folder: Path, *numbers: int) -> Path:
    """A folder with shares, own words and a linking code in each."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        one = answer("why-to-what", {"kind": "rewrite"}, words={"text": f"{WORDS} {number}"})
        text = json.dumps(share(number, [one], linking=LINK))
        (folder / f"Jo Canary {number}.json").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    return write(tmp_path / "here" / "spring", 1, 2, 3)


def run(*words: str, typed: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(main, list(words), input=typed)
    return result.exit_code, result.output


def test_what_was_handed_in_and_made_from_it_is_deleted(cohort: Path) -> None:
    report = cohort.parent / "report.html"
    report.write_text("for the group", encoding="utf-8")
    made.note(cohort, [report])
    published.write(published.Published(), published.beside(cohort))
    left = carry_out(plan(cohort))
    assert list(cohort.parent.iterdir()) == []
    assert left.holding == () and left.unlooked == ()


def test_a_report_may_be_kept(cohort: Path) -> None:
    report = cohort.parent / "report.html"
    report.write_text("for the group", encoding="utf-8")
    made.note(cohort, [report])
    carry_out(plan(cohort, keep_made=True))
    assert list(cohort.parent.iterdir()) == [report]


def test_what_else_lies_there_stays_and_is_named(cohort: Path) -> None:
    (cohort / "minutes.docx").write_bytes(b"minutes")
    (cohort / "notes.json").write_text('{"my": "notes"}', encoding="utf-8")
    beside = cohort.parent / "somebody-else.html"
    beside.write_text("not made from it", encoding="utf-8")
    what = plan(cohort)
    assert {path.name for path in what.others} == {"minutes.docx", "notes.json"}
    assert any("minutes.docx stays" in line for line in what.lines())
    carry_out(what)
    assert {path.name for path in cohort.iterdir()} == {"minutes.docx", "notes.json"}
    assert beside.exists()


def test_whatever_lies_there_goes_when_asked_for(cohort: Path) -> None:
    (cohort / "minutes.docx").write_bytes(b"minutes")
    carry_out(plan(cohort, take_others=True))
    assert not cohort.exists()


def test_a_backup_that_came_by_mistake_and_a_file_of_codes_go_too(cohort: Path) -> None:
    (cohort / "mine.json").write_text('{"format": "powerwith-backup", "entries": []}', encoding="utf-8")
    (cohort / "codes.txt").write_text("Ann: PW1-1ABC-DEFG", encoding="utf-8")
    carry_out(plan(cohort))
    assert not cohort.exists()


def test_a_zip_is_a_cohort_as_well(tmp_path: Path, cohort: Path) -> None:
    file = tmp_path / "handed-in.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for path in cohort.iterdir():
            archive.write(path, path.name)
    report = tmp_path / "report.csv"
    report.write_text("a,b\n", encoding="utf-8")
    made.note(file, [report])
    left = carry_out(plan(file), [cohort])
    assert {path.name for path in tmp_path.iterdir()} == {"here"}
    assert len(left.holding) == 3, "the folder it was zipped from is still there"


@pytest.mark.parametrize("copy", ["copy.json", "archive.zip", "answers.ipynb"])
def test_a_copy_nearby_is_found(cohort: Path, copy: str) -> None:
    raw = next(iter(cohort.glob("*.json"))).read_bytes()
    path = cohort.parent / copy
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inside.json", raw)
    else:
        path.write_bytes(raw)
    left = carry_out(plan(cohort))
    assert left.holding == (path,)


def test_a_short_linking_code_in_a_text_is_no_copy(cohort: Path) -> None:
    (cohort.parent / "songs.html").write_text(f"<p>{LINK}</p>", encoding="utf-8")
    assert carry_out(plan(cohort)).holding == ()


def test_a_link_in_the_folder_is_left_alone_and_so_is_where_it_leads(cohort: Path, tmp_path: Path) -> None:
    elsewhere = write(tmp_path / "elsewhere", 9)
    (cohort / "link.json").symlink_to(next(iter(elsewhere.iterdir())))
    (cohort / "folder").symlink_to(elsewhere)
    carry_out(plan(cohort))
    assert len(list(elsewhere.iterdir())) == 1
    assert {path.name for path in cohort.iterdir()} == {"link.json", "folder"}


def test_a_note_that_names_a_link_does_not_delete_through_it(cohort: Path, tmp_path: Path) -> None:
    report = cohort.parent / "report.html"
    report.write_text("for the group", encoding="utf-8")
    made.note(cohort, [report])
    other = tmp_path / "thesis.html"
    other.write_text("years of work", encoding="utf-8")
    report.unlink()
    report.symlink_to(other)
    carry_out(plan(cohort))
    assert other.exists()


def test_a_file_that_is_not_as_it_was_made_stays_and_is_named(cohort: Path) -> None:
    report = cohort.parent / "report.html"
    report.write_text("for the group", encoding="utf-8")
    made.note(cohort, [report])
    report.write_text("for the group, with my notes", encoding="utf-8")
    code, said = run("forget", str(cohort), typed="y\n")
    assert code == 1
    assert f"{report}: this is not as it was made, so it stays." in said
    assert report.exists()


def test_a_note_that_somebody_handed_in_deletes_nothing_of_the_trainers(cohort: Path, tmp_path: Path) -> None:
    thesis = tmp_path / "thesis.pdf"
    thesis.write_text("years of work", encoding="utf-8")
    note = {"format": "powerwith-made", "v": 1, "made": [{"path": str(thesis), "sha256": "0" * 64}]}
    made.manifest(cohort).write_text(json.dumps(note), encoding="utf-8")
    assert plan(cohort).changed == (thesis,)
    carry_out(plan(cohort))
    assert thesis.exists()


def test_a_folder_that_is_no_cohort_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letters.json").write_text('{"dear": "all"}', encoding="utf-8")
    with pytest.raises(ForgetError, match="no share lies in it"):
        plan(tmp_path)
    write(tmp_path, 1)
    (tmp_path / "deeper").mkdir()
    monkeypatch.chdir(tmp_path / "deeper")
    with pytest.raises(ForgetError, match="much more than a cohort"):
        plan(tmp_path)
    monkeypatch.chdir("/")
    (tmp_path / ".git").mkdir()
    with pytest.raises(ForgetError, match="folder of a project"):
        plan(tmp_path)


def test_a_home_is_no_cohort(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(write(tmp_path / "home", 1)))
    with pytest.raises(ForgetError, match="much more than a cohort"):
        plan(tmp_path / "home")


def test_the_command_asks_first_and_says_what_it_will_do(cohort: Path) -> None:
    code, said = run("forget", str(cohort), typed="n\n")
    assert code == 0 and "Handed in: 3 files. Made from it: 0 files." in said
    assert said.rstrip().endswith("Nothing was deleted.")
    assert len(list(cohort.iterdir())) == 3


def test_the_command_deletes_and_tells_of_a_copy(cohort: Path) -> None:
    copy = cohort.parent / "copy.json"
    copy.write_bytes((cohort / "Jo Canary 1.json").read_bytes())
    code, said = run("forget", str(cohort), typed="y\n")
    assert code == 1 and f"{copy}: this is or holds a copy. Delete it too." in said
    assert not cohort.exists()
    assert share_id(1) not in said and LINK not in said


def test_the_command_says_so_when_there_is_nothing(tmp_path: Path) -> None:
    code, said = run("forget", str(tmp_path / "nowhere"))
    assert code == 1 and "there is no such folder. Look at the spelling." in said
