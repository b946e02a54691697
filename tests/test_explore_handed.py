"""Codes that a trainer pastes into a notebook: counted like files, gone from the box at once, never saved."""

import json
from pathlib import Path
from typing import Any

import pytest

from powerwith import share as shares
from powerwith import synth
from powerwith.bank import course_bank
from powerwith.cohort import published, take
from powerwith.explore import Cohort, handed
from powerwith.explore.cohorts import PICKED, SAMPLE, CohortError

ROOT = Path(__file__).resolve().parents[1]
ZIP = ROOT / "notebooks" / "sample-cohort.zip"
BANK = course_bank().exercises
DID = ("the-brown-envelope", "whose-win-is-it")


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cohort:
    """A notebook that runs in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return Cohort(ZIP)


def made(people: int, seed: int = 1) -> list[Any]:
    return list(synth.shares(BANK, DID, people=people, cohort="synth-mine", seed=seed))


def codes(people: int, seed: int = 1) -> list[str]:
    return [
        shares.write_code(answer, shares.keys(BANK[answer.exercise]), one.share)
        for one in made(people, seed)
        for answer in one.answers
    ]


def paste(group: Cohort, text: str) -> None:
    """What a browser hands over once somebody has left the box."""
    group._codes.set_state({"value": text})


def pick(group: Cohort, people: int) -> None:
    files = [(f"share-{number}.json", shares.text(one).encode()) for number, one in enumerate(made(people))]
    given = [
        {"name": name, "type": "", "size": len(raw), "content": memoryview(raw), "last_modified": 0}
        for name, raw in files
    ]
    group._files.set_state({"value": given})


def tables(group: Cohort) -> list[str]:
    return [one.table.to_csv() for section in group.sections for one in section.figures]


def state(group: Cohort) -> str:
    """All that a notebook saved with its widgets could hold of this one."""
    return json.dumps(
        [*(widget.get_state() for widget in (group, *group.children)), group._repr_mimebundle_()],
        default=str,
        ensure_ascii=False,
    )


def test_pasted_codes_are_read_like_a_file_of_them(group: Cohort, tmp_path: Path) -> None:
    text = "\n".join(f"Anna, today: {one}\nbest wishes" for one in codes(14))
    paste(group, text)
    assert group._whose.value == PICKED and not group.is_sample
    assert group.report.people == "14 people" and group._left.value == ""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "codes.txt").write_text(text, encoding="utf-8")
    assert tables(group) == tables(Cohort(ZIP, tmp_path / "other")) != []


def test_the_box_is_emptied_before_anything_is_read(group: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(handed, "take", lambda *given, **more: seen.append(group._codes.value) or take(*given, **more))
    paste(group, "\n".join(codes(12)))
    assert seen and set(seen) == {""}


def test_no_saved_notebook_holds_a_code(group: Cohort) -> None:
    whole = codes(12)
    broken = whole[0][:-1] + ("A" if whole[0][-1] != "A" else "B")
    paste(group, "\n".join([*whole[1:], broken, "annas-notes"]))
    assert group.report.people and "code" in group._left.value
    saved = state(group)
    assert "PW1-" not in saved.replace("PW1-…", "") and "annas-notes" not in saved
    assert not [one for one in [*whole, broken] if one[4:14] in saved]


def test_the_front_end_is_told_to_empty_the_box(group: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(group._codes, "send_state", lambda key=None: sent.append((key, group._codes.value)))
    paste(group, codes(1)[0])
    assert sent[-1][1] == "" and "value" in sent[-1][0]


def test_the_same_codes_pasted_again_count_once_and_the_newest_box_counts(group: Cohort) -> None:
    text = "\n".join(codes(12))
    paste(group, f"{text}\n{text}")
    assert group.report.people == "12 people"
    paste(group, "\n".join(codes(18, seed=4)))
    assert group.report.people == "18 people"


def test_files_and_codes_are_counted_together_and_nobody_twice(group: Cohort) -> None:
    pick(group, 12)
    paste(group, "\n".join([*codes(12)[:6], *codes(6, seed=9)]))
    assert group.report.cohort == "synth-mine" and group.report.people == "18 people"
    assert "choose all of its files and paste all of its codes each time" in repr(group)


def test_what_holds_no_code_is_refused_in_the_words_of_a_file(group: Cohort, tmp_path: Path) -> None:
    paste(group, "Here are <b>the codes</b>, see you on Monday")
    assert "what you pasted: no share could be taken in. The list below says why." in repr(group)
    said = take(texts=["Here are the codes"], exercises=BANK).notices[0].says
    assert said in group._left.value and "<b>" not in group._left.value and "Monday" not in group._left.value
    with pytest.raises(CohortError):
        _ = group.report
    paste(group, "PW1-\n" * 10_001)
    assert "Paste fewer at a time" in group._left.value
    assert list(tmp_path.iterdir()) == []


def test_an_empty_box_says_nothing(group: Cohort) -> None:
    paste(group, "  \n")
    assert group.is_sample and group._whose.value == SAMPLE and group._codes.value == ""
    group._whose.value = PICKED
    assert "Or paste all of the codes." in repr(group)


def test_what_was_shown_of_codes_is_remembered(group: Cohort, tmp_path: Path) -> None:
    paste(group, "\n".join(codes(14)))
    record = tmp_path / f"{group.report.cohort}.powerwith-published.json"
    assert published.read(record).looks and "PW1" not in record.read_text(encoding="utf-8")
    assert f"is remembered in {record}" in repr(group) and "paste all of its codes each time" in repr(group)


def test_the_box_has_a_label_waits_for_the_last_key_and_stands_beside_the_picker(group: Cohort) -> None:
    box = group._codes
    assert box.description == "Paste codes" and box.continuous_update is False and "Tab" in box.placeholder
    at = group.children.index(group._files)
    assert group.children[at + 1] is box
    assert box.layout.display == "none"
    group._whose.value = PICKED
    assert box.layout.display == group._files.layout.display == ""
