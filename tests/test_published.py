"""What was shown is remembered of people, whatever their folder is called by now, and forgotten with them."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from cohorts import answer, share, share_id

from powerwith.bank import course_bank
from powerwith.cli import main
from powerwith.cohort import made, published, take
from powerwith.cohort.pasted import tags_in
from powerwith.model.share import SharedAnswer
from powerwith.payload import digest, meaning
from powerwith.share import keys, tag_of, write_code

KNOWN = course_bank().exercises


@pytest.fixture(scope="module")
def exercise() -> str:
    """A choice of the course."""
    return next(name for name, one in sorted(KNOWN.items()) if one.kind == "choice")


def one(exercise: str, option: str) -> dict[str, object]:
    return answer(exercise, {"kind": "choice", "option": option}) | {"digest": digest(meaning(KNOWN[exercise]))}


def write(folder: Path, exercise: str, numbers: range, *, option: str = "a", cohort: str = "spring-b") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        text = json.dumps(share(number, [one(exercise, option)], cohort=cohort))
        (folder / f"share-{number:02}.json").write_text(text, encoding="utf-8")
    return folder


def code(exercise: str, number: int) -> str:
    shared = SharedAnswer.model_validate_json(json.dumps(one(exercise, "a")))
    return write_code(shared, keys(KNOWN[exercise]), share_id(number))


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(word) for word in words])
    return result.exit_code, result.output


def report(folder: Path, name: str, *more: object) -> tuple[int, str]:
    return run("cohort", folder, "--report", folder.parent / name, *more)


def records(folder: Path) -> list[str]:
    return [path.name for path in published.records(folder)]


# A folder with another name


@pytest.mark.parametrize("way", ["renamed", "zipped", "copied"])
def test_a_second_look_under_another_name_shows_what_the_first_one_showed(
    tmp_path: Path, exercise: str, way: str
) -> None:
    spring = write(tmp_path / "spring", exercise, range(12))
    assert report(spring, "first.csv")[0] == 0
    write(spring, exercise, range(12, 14), option="b")
    autumn = tmp_path / "autumn"
    if way == "zipped":
        autumn = Path(shutil.make_archive(str(autumn), "zip", spring))
    else:
        (shutil.copytree if way == "copied" else shutil.move)(spring, autumn)
    status, said = report(autumn, "second.csv")

    record = tmp_path / "spring.powerwith-published.json"
    assert status == 0 and f"{record} remembers what was shown of the same people" in said
    assert records(tmp_path) == [record.name]
    (row,) = [line for line in (tmp_path / "second.csv").read_text("utf-8").splitlines() if line.startswith("item,")]
    assert "Most or all of 12 people" in row and "This is as it was shown before." in row


def test_a_record_of_other_people_is_left_alone(tmp_path: Path, exercise: str) -> None:
    report(write(tmp_path / "spring", exercise, range(12)), "spring.csv")
    was = (tmp_path / "spring.powerwith-published.json").read_bytes()
    _, said = report(write(tmp_path / "other", exercise, range(20, 32)), "other.csv")

    assert "the same people" not in said
    assert records(tmp_path) == ["other.powerwith-published.json", "spring.powerwith-published.json"]
    assert (tmp_path / "spring.powerwith-published.json").read_bytes() == was


def test_a_folder_that_takes_an_old_name_leaves_the_record_to_whom_it_is_about(tmp_path: Path, exercise: str) -> None:
    report(write(tmp_path / "spring", exercise, range(12)), "one.csv")
    shutil.move(tmp_path / "spring", tmp_path / "old")
    report(write(tmp_path / "spring", exercise, range(20, 32)), "two.csv")
    _, said = report(tmp_path / "old", "three.csv")

    assert "spring.powerwith-published.json remembers" in said
    assert records(tmp_path) == ["spring.powerwith-published.json"]


def test_two_records_of_the_same_people_stop_everything(tmp_path: Path, exercise: str) -> None:
    spring = write(tmp_path / "spring", exercise, range(12))
    taken = take([spring], exercises=KNOWN)
    for name in ("first", "second"):
        record = published.Published().and_people(taken.keys.values())
        published.write(record, published.beside(tmp_path / name))
    status, said = report(spring, "out.csv")

    assert status == 1 and not (tmp_path / "out.csv").exists()
    assert "first.powerwith-published.json, second.powerwith-published.json each remember" in " ".join(said.split())


def test_a_record_nearby_that_cannot_be_read_stops_everything(tmp_path: Path, exercise: str) -> None:
    (tmp_path / "old.powerwith-published.json").write_text("{", encoding="utf-8")
    status, said = report(write(tmp_path / "spring", exercise, range(12)), "out.csv")

    assert status == 1 and "nobody knows whether it is about the same people" in said


def test_marks_of_people_say_nothing_without_their_shares(tmp_path: Path, exercise: str) -> None:
    taken = take([write(tmp_path / "spring", exercise, range(12))], exercises=KNOWN)
    one, other = (published.Published().and_people(taken.keys.values()) for _ in range(2))

    assert len(one.people) == 12 and one.is_about(list(taken.keys.values())[:1])
    assert not set(one.people) & set(other.people), "each record has a salt of its own"
    assert not one.is_about(["somebody else"])


# Forgetting


def test_a_renamed_cohort_is_forgotten_with_its_record(tmp_path: Path, exercise: str) -> None:
    report(write(tmp_path / "spring", exercise, range(12)), "out.csv")
    shutil.move(tmp_path / "spring", tmp_path / "renamed")
    status, said = run("forget", tmp_path / "renamed", "--yes")

    assert status == 0 and "spring.powerwith-published.json" in said
    assert list(tmp_path.iterdir()) == []


def test_a_record_that_another_folder_goes_by_stays_and_is_named(tmp_path: Path, exercise: str) -> None:
    spring = write(tmp_path / "spring", exercise, range(12))
    report(spring, "out.csv")
    shutil.copytree(spring, tmp_path / "copy")
    (tmp_path / "copy" / made.NAME).unlink()
    status, said = run("forget", tmp_path / "copy", "--yes")

    assert status == 1 and records(tmp_path) == ["spring.powerwith-published.json"]
    assert "spring.powerwith-published.json stays: spring is still there" in said
    assert "spring.powerwith-published.json: this remembers what was shown of these people. Delete it too." in said


def test_a_record_of_other_people_is_not_forgotten(tmp_path: Path, exercise: str) -> None:
    report(write(tmp_path / "other", exercise, range(20, 32)), "other.csv")
    status, said = run("forget", write(tmp_path / "spring", exercise, range(12)), "--yes")

    assert status == 0 and records(tmp_path) == ["other.powerwith-published.json"]
    assert "other.powerwith-published.json" not in said


def test_a_record_where_a_notebook_ran_is_named(tmp_path: Path, exercise: str) -> None:
    spring = write(tmp_path / "here" / "spring", exercise, range(12))
    taken = take([spring], exercises=KNOWN)
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    record = published.beside(notebooks / "spring-b")
    published.write(published.Published().and_people(taken.keys.values()), record)
    status, said = run("forget", spring, "--yes", "--look", notebooks)

    assert status == 1 and f"{record}: this remembers what was shown of these people." in said


# Codes


def test_a_code_tells_whose_it_is_in_any_form(exercise: str) -> None:
    text = code(exercise, 3)
    assert tags_in(f"Ann: {text}, thank you") == {tag_of(share_id(3))}
    assert tags_in(text.replace("-", " ").lower().replace("pw1 ", "PW1-")) == {tag_of(share_id(3))}
    assert tags_in(f"{text}\n{code(exercise, 4)}") == {tag_of(share_id(3)), tag_of(share_id(4))}
    assert tags_in("PW1-1ABC and no more") == set()


def test_codes_counted_from_elsewhere_are_named(tmp_path: Path, exercise: str) -> None:
    spring = write(tmp_path / "here" / "spring", exercise, range(11))
    codes = tmp_path / "messages" / "codes.log"
    codes.parent.mkdir()
    codes.write_text(f"Ann: {code(exercise, 30)}\n", encoding="utf-8")
    assert report(spring, "out.csv", "--codes", codes)[0] == 0
    status, said = run("forget", spring, "--yes")

    assert status == 1 and codes.exists() and not spring.exists()
    assert f"{codes} stays: codes of this cohort came from it." in said
    assert f"{codes}: codes of this cohort came from here. Delete it too." in said
    assert records(spring.parent) == []


@pytest.mark.parametrize("where", ["codes.txt", "mail.eml", "notes.md"])
def test_codes_of_these_people_nearby_are_found(tmp_path: Path, exercise: str, where: str) -> None:
    spring = write(tmp_path / "spring", exercise, range(6))
    text = code(exercise, 2)
    if where.endswith(".eml"):
        text = f"{text[:9]}=\r\n{text[9:]}"
    (tmp_path / where).write_text(f"My answer: {text}\n", encoding="utf-8", newline="")
    (tmp_path / "others.txt").write_text(code(exercise, 40), encoding="utf-8")
    status, said = run("forget", spring, "--yes")

    assert status == 1 and f"{tmp_path / where}: this is or holds a copy. Delete it too." in said
    assert "others.txt" not in said


def test_copies_of_codes_that_lay_in_the_folder_are_found(tmp_path: Path, exercise: str) -> None:
    spring = tmp_path / "spring"
    spring.mkdir()
    for path in (spring / "codes.txt", tmp_path / "copy.txt"):
        path.write_text(code(exercise, 2), encoding="utf-8")
    status, said = run("forget", spring, "--yes")

    assert status == 1 and not spring.exists() and f"{tmp_path / 'copy.txt'}: this is or holds a copy." in said


def test_a_cohort_of_codes_alone_is_known_under_another_name(tmp_path: Path, exercise: str) -> None:
    spring = tmp_path / "spring"
    spring.mkdir()
    (spring / "codes.txt").write_text("\n".join(code(exercise, number) for number in range(12)), encoding="utf-8")
    assert report(spring, "out.csv", "--cohort", "spring-b")[0] == 0
    shutil.move(spring, tmp_path / "renamed")
    assert "the same people" in report(tmp_path / "renamed", "two.csv", "--cohort", "spring-b")[1]
    status, _ = run("forget", tmp_path / "renamed", "--yes")

    assert status == 0 and list(tmp_path.iterdir()) == []


def test_folders_beside_it_are_said_not_to_be_looked_into(tmp_path: Path, exercise: str) -> None:
    write(tmp_path / "copies", exercise, range(6))
    status, said = run("forget", write(tmp_path / "spring", exercise, range(6)), "--yes")

    assert status == 0
    assert "1 folder beside these was not looked into. Name one that could hold a copy with --look." in said
