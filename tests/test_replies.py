"""What the reply task adds up to, and what of a file that comes back is believed."""

import re
from pathlib import Path

import pytest

from powerwith.bank import load_bank
from powerwith.coach import check
from powerwith.lint.exercises import check_exercise
from powerwith.lint.replies import check_replies, good_replies
from powerwith.model import HARM_CODES, Replies, RepliesResponse
from powerwith.model.entry import ReplyMarks
from powerwith.model.replies import SheetMark, SheetMarks
from powerwith.payload import payload
from powerwith.replies import (
    RepliesError,
    agreed,
    matched,
    next_form,
    points,
    prompts,
    settled,
    sheet_key,
    sheet_of,
    total,
)

ROOT = Path(__file__).resolve().parents[1]
TASK = next(one for one in load_bank(ROOT / "exercises").exercises.values() if isinstance(one, Replies))
DIGEST = payload(TASK).digest
SHEET = "11111111-1111-4111-8111-111111111111"
BEFORE, AFTER = "33333333-3333-4333-8333-333333333333", "44444444-4444-4444-8444-444444444444"
FULL = ReplyMarks(marks=dict.fromkeys((one.id for one in TASK.criteria), 3))


def written(form: str) -> RepliesResponse:
    texts = {prompt.id: f"What happened with {prompt.id}?" for prompt in prompts(TASK, form)}
    return RepliesResponse(kind="replies", form=form, texts=texts)


ANSWERS = {BEFORE: written("b"), AFTER: written("a")}


def back(*replies: SheetMark, **other: str) -> SheetMarks:
    named = {"sheet": SHEET, "exercise": TASK.id, "digest": DIGEST} | other
    return SheetMarks(format="powerwith-marks", v=1, rater=BEFORE, settled=80, replies=replies, **named)


def mark(entry: str, prompt: str, given: ReplyMarks = FULL) -> SheetMark:
    return SheetMark(key=sheet_key(SHEET, entry, prompt), marks=given.marks, deducted=given.deducted)


def test_the_most_is_72_in_both_forms() -> None:
    for form in TASK.forms:
        marks = {prompt.id: FULL for prompt in form.prompts}
        found = total(TASK, written(form.id), marks)
        assert (found.value, found.of, found.open) == (72, 72, 0)


def test_one_point_comes_off_a_reply_and_never_more_than_there_is() -> None:
    assert points(TASK, FULL.model_copy(update={"deducted": True})) == 11
    nothing = ReplyMarks(marks=dict.fromkeys(FULL.marks, 0), deducted=True)
    assert points(TASK, nothing) == 0


def test_the_other_form_comes_next_and_a_coin_decides_first() -> None:
    assert next_form(TASK, []) is None
    assert [next_form(TASK, ["b"]), next_form(TASK, ["b", "a"]), next_form(TASK, ["b", "a", "b"])] == ["a", "b", "a"]


def test_a_sheet_mixes_both_times_and_says_nothing_of_them() -> None:
    made = sheet_of(TASK, DIGEST, SHEET, ANSWERS, {})
    assert len(made.replies) == 12
    order = ["b" if any(one.id == reply.prompt for one in prompts(TASK, "b")) else "a" for reply in made.replies]
    assert order not in (sorted(order), sorted(order, reverse=True))
    text = made.model_dump_json()
    assert not re.search(rf"{BEFORE}|{AFTER}|timed|phase|updated|\d{{4}}-\d\d-\d\dT", text)


def test_another_sheet_of_the_same_replies_has_other_keys() -> None:
    one, other = (sheet_of(TASK, DIGEST, sheet, ANSWERS, {}) for sheet in (SHEET, BEFORE))
    assert not {reply.key for reply in one.replies} & {reply.key for reply in other.replies}


def test_marks_find_their_way_back_to_both_times() -> None:
    found = matched(TASK, DIGEST, back(mark(AFTER, "yard"), mark(BEFORE, "son")), ANSWERS)
    assert found == {AFTER: {"yard": FULL}, BEFORE: {"son": FULL}}


@pytest.mark.parametrize(
    ("file", "says"),
    [
        pytest.param(back(mark(AFTER, "yard"), exercise="epsa"), "These marks are for epsa", id="of-another-task"),
        pytest.param(back(mark(AFTER, "yard"), digest="0" * 16), "The task has changed", id="of-an-older-task"),
        pytest.param(back(mark(SHEET, "yard")), "None of these marks", id="of-somebody-else"),
        pytest.param(back(mark(AFTER, "yard"), mark(SHEET, "son")), "Reply 2 is not in", id="with-one-strange-reply"),
        pytest.param(back(mark(AFTER, "yard"), mark(AFTER, "yard")), "Reply 2 is the same", id="with-a-reply-twice"),
        pytest.param(back(mark(AFTER, "yard", ReplyMarks(marks={"heard": 1}))), "Reply 1 needs one mark each",
                     id="with-marks-missing"),
    ],
)  # fmt: skip
def test_marks_that_do_not_belong_are_refused_in_one_sentence(file: SheetMarks, says: str) -> None:
    with pytest.raises(RepliesError) as refused:
        matched(TASK, DIGEST, file, ANSWERS)
    assert len(refused.value.problems) == 1
    assert refused.value.problems[0].startswith(says)


def test_the_agreed_marks_settle_at_100() -> None:
    agreed_marks = [ReplyMarks(marks=one.marks, deducted=one.deducted) for one in TASK.training]
    assert settled(TASK, agreed_marks) == 100
    assert settled(TASK, [None] * len(TASK.training)) == 0
    assert settled(TASK, [agreed_marks[0], *[None] * 11]) == 8


def test_two_raters_agree_criterion_by_criterion() -> None:
    other = ReplyMarks(marks=FULL.marks | {"heard": 2, "worth": 1})
    found = agreed(TASK, {"yard": FULL, "bus": FULL}, {"yard": other})
    assert (found.of, found.same, found.near) == (4, 2, 3)


def test_each_prompt_has_one_reply_to_settle_on() -> None:
    assert sorted(one.prompt for one in TASK.training) == sorted(p.id for form in TASK.forms for p in form.prompts)


def test_the_settled_replies_use_every_mark_of_every_criterion() -> None:
    used = {(name, value) for one in TASK.training for name, value in one.marks.items()}
    assert used == {(one.id, value) for one in TASK.criteria for value in range(4)}
    assert sum(one.deducted for one in TASK.training) >= 3


def test_the_coach_finds_no_harm_in_a_reply_that_is_settled_high() -> None:
    good = [text for _, text in good_replies(TASK)]
    assert len(good) >= 5
    for text in good:
        assert not [found for found in check(text) if found.code in HARM_CODES], text


def changed(**other: object) -> Replies:
    return TASK.model_copy(update=other)


NO_HALF = tuple(one for one in TASK.training if one.marks["worth"] != 3)
WORDY = "Unambiguously recapitulating considerations previously articulated demonstrates attentiveness."
HARD = TASK.criteria[0].model_copy(update={"levels": (WORDY,) * 4})
UNLIKE = TASK.forms[1].model_copy(update={"prompts": TASK.forms[1].prompts[:5]})


@pytest.mark.parametrize(
    ("task", "path", "says"),
    [
        pytest.param(changed(training=NO_HALF), ("training",), "no reply has 3 for “Specific worth”", id="mark"),
        pytest.param(changed(training=tuple(one for one in TASK.training if not one.deducted)), ("training",),
                     "no reply loses a point", id="point-off"),
        pytest.param(changed(forms=(TASK.forms[0], UNLIKE)),
                     ("forms", 1), "1 and 0 statements", id="needs"),
        pytest.param(changed(criteria=(HARD, *TASK.criteria[1:])), ("criteria", 0), "“Understanding” has reading grade",
                     id="hard-words"),
    ],
)  # fmt: skip
def test_an_author_is_told_what_a_rater_would_miss(task: Replies, path: tuple[str | int, ...], says: str) -> None:
    assert list(check_replies(TASK)) == []
    assert any(where == path and words.startswith(says) for where, words, _ in check_replies(task))


def test_a_task_stands_beside_a_scale_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "self").mkdir()
    text = (ROOT / "exercises" / "self" / "reply-task.yml").read_text(encoding="utf-8")
    assert "beside: epsa" in text
    for name, says in (("epsa", "names `epsa`, and there is no scale"), ("reply-task", "names `reply-task`")):
        file = tmp_path / "self" / "reply-task.yml"
        file.write_text(text.replace("beside: epsa", f"beside: {name}"), encoding="utf-8")
        bank = load_bank(tmp_path)
        found = list(check_exercise(bank, bank.exercises["reply-task"]))
        assert [one.says for one in found if says in one.says]
    bank = load_bank(ROOT / "exercises")
    assert list(check_exercise(bank, bank.exercises["reply-task"])) == []


def test_the_last_prompt_of_each_form_needs_safety() -> None:
    for form in TASK.forms:
        assert [bool(prompt.needs) for prompt in form.prompts] == [False] * 5 + [True]
        assert str(form.prompts[-1].needs).startswith("Safety and confidentiality.")
