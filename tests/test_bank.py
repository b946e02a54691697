"""The bank: all exercises, or all problems of all files."""

from pathlib import Path

import pytest
from support import GOOD_CHOICE, write_bank

from powerwith.bank import BankError, load_bank


def test_every_problem_of_every_file_is_reported_at_once(tmp_path: Path) -> None:
    folder = write_bank(
        tmp_path,
        good=GOOD_CHOICE,
        loud=GOOD_CHOICE.replace("level: 1", "level: 7"),
        lost=GOOD_CHOICE.replace("effect: helps", "effect: help"),
    )
    with pytest.raises(BankError) as caught:
        load_bank(folder)
    places = [problem.place for problem in caught.value.problems]
    assert places == ["exercises/ch09/lost.yml:18", "exercises/ch09/loud.yml:6"]


def test_the_id_is_the_name_of_the_file(tmp_path: Path) -> None:
    folder = write_bank(tmp_path, good=GOOD_CHOICE)
    (folder / "ch09" / "good.yml").rename(folder / "ch09" / "other.yml")
    with pytest.raises(BankError, match=r"other\.yml:1: the id is `good` and the file is called `other\.yml`"):
        load_bank(folder)


def test_an_id_is_used_once(tmp_path: Path) -> None:
    folder = write_bank(tmp_path, good=GOOD_CHOICE)
    (folder / "ch10").mkdir()
    (folder / "ch10" / "good.yml").write_text((folder / "ch09" / "good.yml").read_text())
    with pytest.raises(BankError, match=r"ch10/good\.yml:1: `good` is also the id in exercises/ch09/good\.yml"):
        load_bank(folder)


def test_an_unknown_id_names_the_closest(tmp_path: Path) -> None:
    bank = load_bank(write_bank(tmp_path, good=GOOD_CHOICE))
    with pytest.raises(BankError, match=r"book/ch09\.md:3: there is no exercise `goood`\. Did you mean `good`\?$"):
        bank.find("goood", "book/ch09.md:3")
