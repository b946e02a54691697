"""A share holds what was chosen and rated: no word that was not ticked, no clock, and nothing that names an entry."""

import importlib.util
import itertools
import json
import random
import re
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from powerwith import coach, conversation, share, signs
from powerwith.bank import load_bank
from powerwith.cli import main
from powerwith.coach.glass import MARKS
from powerwith.journal import open_backup, open_journal
from powerwith.journal.backup import read_backup, written
from powerwith.model import (
    Authored,
    Choice,
    Conversation,
    Entry,
    Handed,
    MarksResponse,
    Planner,
    Reflection,
    Replies,
    Rewrite,
    Scale,
    Sort,
    Vignette,
    form,
)
from powerwith.model.share import Share, SharedAnswer, SharedVignette, SharedVignetteCase
from powerwith.payload import canonical, digest, meaning
from powerwith.share import bits, heard

ROOT = Path(__file__).resolve().parents[1]
BANK = load_bank(ROOT / "exercises").exercises
VECTORS = json.loads((ROOT / "tests/vectors/share.json").read_text(encoding="utf-8"))
ENTRIES = [Entry.model_validate_json(json.dumps(one)) for one in VECTORS["entries"]]
RULES = {one.id: str(one.code) for one in coach.records()} | {rule: one[0] for rule, one in MARKS.items()}
SHARE = "0b9fa1de-32aa-4e11-8a36-a1b2c3d4e5f6"
ONE = Handed(cohort="spring-b", share=SHARE, seq=1)
CLOCK = re.compile(r"20\d\d-\d|\d\d:\d\d|\"(updated|made)\"")
SAMPLE = open_backup(ROOT / "notebooks/sample-journal.json")


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_share", ROOT / "tests/vectors/make_share.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _refused(text: str) -> str:
    with pytest.raises(share.CodeError) as error:
        share.read_code(text, BANK)
    return str(error.value)


def _canaries(plain: Any) -> Any:
    """The same entry with a word nobody else has in every text of its own."""
    if isinstance(plain, dict):
        return {name: _canary(name, value) for name, value in plain.items()}
    return [_canaries(one) for one in plain] if isinstance(plain, list) else plain


def _canary(name: str, value: Any) -> Any:
    if name in ("text", "reason") and value:
        return f"CANARY {value}"
    if name in ("fields", "texts") and isinstance(value, dict):
        return {key: f"CANARY {text}" for key, text in value.items()}
    if name == "rows":
        return {key: [_canary("fields", row) for row in rows] for key, rows in value.items()}
    return _canaries(value)


def test_the_vectors_are_what_python_says() -> None:
    assert (ROOT / "tests/vectors/share.json").read_text(encoding="utf-8") == _maker().made(), (
        "stale. Run .venv/bin/python tests/vectors/make_share.py"
    )


def test_no_word_no_clock_and_no_id_of_an_entry_is_in_a_share() -> None:
    plain = [_canaries(one.model_dump(mode="json")) for one in (*ENTRIES, *SAMPLE)]
    entries = [Entry.model_validate_json(json.dumps(one)) for one in plain]
    assert sum("CANARY" in one.model_dump_json() for one in entries) > 25
    text = share.text(share.gather(entries, handed=ONE))
    assert "CANARY" not in text
    assert not CLOCK.search(text.replace(SHARE, ""))
    assert not [one.id for one in entries if one.id in text]
    raters = [one.response.rater for one in entries if isinstance(one.response, MarksResponse) and one.response.rater]
    assert raters
    assert not [rater for rater in raters if rater in text]


def test_a_ticked_entry_carries_exactly_its_words_and_no_other_does() -> None:
    ticked = next(one for one in ENTRIES if one.exercise == "a-rewrite")
    made = share.gather(ENTRIES, handed=ONE, words={ticked.id: share.own(ticked)})
    carried = {one.exercise: one.words for one in made.answers if one.words}
    assert carried == {"a-rewrite": {"text": "What happened, Nóra?", "appeal-1": "She asked for it."}}


def test_words_that_were_changed_in_the_review_are_the_ones_that_go() -> None:
    ticked = next(one for one in ENTRIES if one.exercise == "a-rewrite")
    text = share.text(share.gather(ENTRIES, handed=ONE, words={ticked.id: {"text": "What happened, Person A?"}}))
    assert "Person A" in text
    assert "Nóra" not in text


def test_what_is_not_finished_stays() -> None:
    open_ = next(one for one in ENTRIES if one.outcome is None)
    made = share.gather(ENTRIES, handed=ONE, exercises=[open_.exercise])
    finished = [one for one in ENTRIES if one.outcome and one.exercise == open_.exercise]
    assert [one.attempt for one in made.answers] == [one.attempt for one in finished]
    with pytest.raises(share.ShareError, match="Nothing was chosen that is finished"):
        share.gather([open_], handed=ONE)


def test_the_same_journal_makes_the_same_file_in_whatever_order_it_is_read() -> None:
    texts = {share.text(share.gather(random.Random(i).sample(ENTRIES, len(ENTRIES)), handed=ONE)) for i in range(5)}
    assert len(texts) == 1
    assert share.text(Share.model_validate_json(texts.copy().pop())) in texts


def test_a_file_fits_its_published_format_and_names_neither_person_nor_day() -> None:
    made = share.gather(SAMPLE, handed=Handed(cohort="spring-b", share=SHARE, seq=3), linking="BUS42KITE")
    assert Share.model_validate_json(share.text(made)) == made
    assert share.file_name(made) == "share-spring-b-0b9f-3.json"


def test_what_went_out_as_before_stays_so_when_it_goes_again_with_what_came_after() -> None:
    entries = [one.model_copy(update={"phase": "none", "seq": i}) for i, one in enumerate(ENTRIES, start=1)]
    first = share.handed.following("spring-b", (), share=SHARE, phase="before", entries=entries[:6])
    again = share.handed.following("spring-b", (first,), share="unused", phase="after", entries=entries)
    before = share.gather(entries[:6], handed=first, phase="before").answers
    both = share.gather(entries, handed=again, phase="after").answers
    assert (first.seq, again.seq, again.share) == (1, 2, SHARE)
    assert {one.phase for one in before} == {"before"}
    assert [one.phase for one in both if one.seq <= 6] == ["before"] * len(before)
    assert {one.phase for one in both if one.seq > 6} == {"after"}


def test_a_phase_of_an_entry_itself_counts_more_than_what_is_said_now() -> None:
    entry = SAMPLE[0].model_copy(update={"phase": "before"})
    assert share.phase_of(entry, "after", None) == "before"
    assert share.phase_of(entry.model_copy(update={"phase": "none"}), "after", None) == "after"


@pytest.mark.parametrize("typed", ["Nóra's group", "", "ab", "a" * 25, "a/b"])
def test_a_group_code_that_could_name_somebody_is_refused(typed: str) -> None:
    with pytest.raises(share.ShareError, match="spring-b"):
        share.cohort_code(typed)


# The journal on disk, and the backup


def test_the_journal_on_disk_remembers_a_share_and_a_backup_takes_it_along(tmp_path: Path) -> None:
    mine = open_journal(tmp_path / "mine")
    mine.keep(SAMPLE[0])
    mine.hand_over([ONE])
    assert open_journal(tmp_path / "mine").handed == (ONE,)
    mine.write_backup(tmp_path / "b.json")
    other = open_journal(tmp_path / "other")
    other.open_backup(tmp_path / "b.json")
    other.open_backup(tmp_path / "b.json")
    assert other.handed == (ONE,)
    assert read_backup(tmp_path / "b.json").handed == (ONE,)


def test_a_journal_that_is_lost_gets_it_back_from_its_newest_backup(tmp_path: Path) -> None:
    mine = open_journal(tmp_path)
    mine.keep(SAMPLE[0])
    mine.hand_over([ONE])
    mine.back_up()
    mine.path.unlink()
    assert open_journal(tmp_path).handed == (ONE,)


def test_a_backup_without_shares_is_what_it_was_before_there_were_any() -> None:
    assert "handed" not in written(SAMPLE, datetime(2026, 11, 22, tzinfo=UTC))
    assert read_backup(ROOT / "tests/vectors/backup/v1.json").handed == ()


def test_of_two_memories_of_one_group_the_id_used_more_often_stays() -> None:
    other = Handed(cohort="spring-b", share=SHARE.replace("0b", "1b"), seq=4, after=9)
    mine = ONE.model_copy(update={"before": 3})
    both = (other.model_copy(update={"before": 3}),)
    assert share.handed.merge([mine], [other]) == share.handed.merge([other], [mine]) == both
    assert share.handed.merge(both, both) == both
    even = other.model_copy(update={"seq": 1})
    assert share.handed.merge([mine], [even])[0].share == share.handed.merge([even], [mine])[0].share == SHARE


# Codes


def _response(exercise: Authored, dice: random.Random) -> dict[str, Any]:
    """Some answer to this exercise, as a share holds it."""
    match exercise:
        case Choice():
            return {"kind": "choice", "option": "abcdef"[dice.randrange(len(exercise.options))]}
        case Rewrite():
            return {"kind": "rewrite"}
        case Sort():
            groups = [one.id for one in exercise.groups]
            return {"kind": "sort", "groups": {str(i + 1): dice.choice(groups) for i in range(len(exercise.cards))}}
        case Reflection():
            return {"kind": "reflection", "skipped": dice.random() < 0.5}
        case Conversation():
            turns = [dice.choice(exercise.turns) for _ in range(dice.randrange(1, 15))]
            by = ("chosen", "heard", "nearest", "overruled")
            said = [{"turn": turn.id, "reply": dice.choice(turn.replies).id, "by": dice.choice(by)} for turn in turns]
            return {"kind": "conversation", "turns": said}
        case Planner():
            return {"kind": "planner", "filled": sorted(one for one in form(exercise) if dice.random() < 0.5)}
        case Scale():
            some = {one.id: dice.choice([None, 0, 1, 2, 8]) for one in exercise.items if dice.random() < 0.8}
            return {"kind": "scale", "about": dice.choice(["now", "then"]), "ratings": some}
        case Replies():
            form_ = dice.choice(exercise.forms)
            prompts = [one.id for one in form_.prompts]
            if dice.random() < 0.5:
                answered = sorted(dice.sample(prompts, 3))
                return {"kind": "replies", "form": form_.id, "timed": dice.random() < 0.5, "answered": answered}
            marks = {one.id: dice.randrange(4) for one in exercise.criteria}
            replies = {one: {"marks": marks, "deducted": dice.random() < 0.5} for one in prompts}
            return {"kind": "marks", "by": dice.choice(["self", "peer"]), "replies": replies}
        case Vignette():
            part = dice.choice(["taken", "taken", "read", "withdrawn"])
            cases = {one.id: _case(exercise, dice) for one in exercise.cases if part == "taken" and dice.random() < 0.8}
            return {"kind": "vignette", "pack": exercise.pack, "version": 1, "part": part, "cases": cases}
    raise AssertionError(type(exercise))


def _case(exercise: Vignette, dice: random.Random) -> dict[str, Any]:
    ratings = {one.id: dice.randrange(11) for one in exercise.outcomes if dice.random() < 0.8}
    return {"version": dice.choice("ab"), "ratings": ratings, "step": dice.choice([None, exercise.steps[0].id])}


def _marked(*rules: str) -> dict[str, Any]:
    """What the coach says of a rewrite in which these rules marked something."""
    codes = dict.fromkeys(RULES[rule] for rule in rules if RULES[rule] in heard.CODES)
    return {"codes": list(codes), "marked": [{"rule": rule, "code": RULES[rule]} for rule in rules]}


def _answer(exercise: Authored, seed: int) -> SharedAnswer:
    dice = random.Random(seed)
    response = _response(exercise, dice)
    outcome: dict[str, Any] = {}
    if isinstance(exercise, Choice):
        option = exercise.options["abcdef".index(response["option"])]
        outcome = {"effect": option.effect, "codes": list(option.codes)}
    elif isinstance(exercise, Conversation):
        outcome = {"codes": [heard.CODES[dice.randrange(21)]], "ending": exercise.endings[0].id}
        outcome["marked"] = _marked(*dice.sample(sorted(RULES), dice.randrange(3)))["marked"]
    elif isinstance(exercise, Rewrite):
        outcome = _marked(*dice.sample(sorted(RULES), dice.randrange(7)))
    elif isinstance(exercise, Sort):
        outcome = {"score": {"value": dice.randrange(8), "of": 8}}
    attempt = dice.randrange(1, 31)
    plain = {
        "exercise": exercise.id,
        "digest": digest(meaning(exercise)),
        "attempt": attempt,
        "seq": attempt,
        "phase": dice.choice(["none", "before", "after", "later"]),
        "response": response,
        "outcome": outcome,
        "appeals": [one["rule"] for one in outcome.get("marked", ()) if dice.random() < 0.3],
    }
    return SharedAnswer.model_validate_json(json.dumps(plain))


def _read(exercise: Authored, made: SharedAnswer) -> SharedAnswer:
    """The answer out of its code."""
    return share.read_code(share.write_code(made, share.keys(exercise), SHARE), BANK).answer


@pytest.mark.parametrize("exercise", BANK.values(), ids=BANK)
def test_an_answer_to_every_exercise_comes_out_of_its_code_as_it_went_in(exercise: Authored) -> None:
    for seed in range(3):
        made = _answer(exercise, seed)
        assert share.carried(made) == made
        assert share.left_out(made) == ()
        assert share.read_code(share.write_code(made, share.keys(exercise), SHARE), BANK) == (share.tag_of(SHARE), made)


VIGNETTE = next(one for one in BANK.values() if isinstance(one, Vignette))
REWRITE = next(one for one in BANK.values() if isinstance(one, Rewrite))
CASES = st.fixed_dictionaries(
    {"version": st.sampled_from("ab"), "step": st.sampled_from([None, *(one.id for one in VIGNETTE.steps)])},
    optional={
        "ratings": st.dictionaries(st.sampled_from([one.id for one in VIGNETTE.outcomes]), st.integers(0, 10)),
    },
)


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(st.sampled_from([one.id for one in VIGNETTE.cases]), CASES),
    st.sampled_from(["taken", "read", "withdrawn"]),
)
def test_whatever_was_rated_in_a_vignette_comes_out_again(cases: dict[str, Any], part: str) -> None:
    plain = {"kind": "vignette", "pack": VIGNETTE.pack, "version": VIGNETTE.version, "part": part, "cases": cases}
    response = SharedVignette.model_validate_json(json.dumps(plain))
    made = _answer(VIGNETTE, 1).model_copy(update={"response": response})
    assert _read(VIGNETTE, made) == made


def test_a_vignette_in_which_all_was_answered_has_a_code_to_read_out() -> None:
    ratings = {one.id: 10 for one in VIGNETTE.outcomes}
    cases = {one.id: {"version": "b", "ratings": ratings, "step": VIGNETTE.steps[-1].id} for one in VIGNETTE.cases}
    plain = {"kind": "vignette", "pack": VIGNETTE.pack, "version": VIGNETTE.version, "cases": cases}
    response = SharedVignette.model_validate_json(json.dumps(plain))
    code = share.write_code(_answer(VIGNETTE, 1).model_copy(update={"response": response}), share.keys(VIGNETTE), SHARE)
    assert len(code.replace("-", "")) <= 40


def test_a_rating_above_ten_and_a_fourth_part_are_no_vignette() -> None:
    response = SharedVignette(
        kind="vignette", pack=VIGNETTE.pack, version=VIGNETTE.version,
        cases={VIGNETTE.cases[0].id: SharedVignetteCase(version="a", ratings={VIGNETTE.outcomes[0].id: 10})},
    )  # fmt: skip
    code = share.write_code(_answer(VIGNETTE, 1).model_copy(update={"response": response}), share.keys(VIGNETTE), SHARE)
    held = signs.bits_of(code.replace("-", "")[4:-1])
    part, rating = 68, 68 + 2 + 1 + 1
    assert (held[part : part + 2], held[rating : rating + 4]) == ("00", "1010")
    for at, said in ((rating, "1011"), (rating, "1110"), (part, "11")):
        assert "not whole" in _refused(signs.code_of("1", held[:at] + said + held[at + len(said) :]))


def test_answers_to_another_version_of_a_pack_go_into_no_code() -> None:
    made = _answer(VIGNETTE, 1)
    other = made.model_copy(update={"response": made.response.model_copy(update={"version": VIGNETTE.version + 1})})
    with pytest.raises(share.CodeError, match="answered before it changed"):
        share.write_code(other, share.keys(VIGNETTE), SHARE)


def test_no_two_rules_of_the_coach_are_taken_for_one_another() -> None:
    assert len(RULES) > 80
    assert len({bits.hashed(rule, heard.RULE) for rule in RULES}) == len(RULES)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(sorted(RULES)), unique=True, max_size=12),
    st.sets(st.sampled_from(sorted(RULES)), max_size=4),
    st.one_of(st.none(), st.lists(st.sampled_from(heard.CODES), unique=True)),
)
def test_which_rules_marked_a_rewrite_and_were_seen_differently_comes_out_again(
    rules: list[str], appeals: set[str], codes: list[str] | None
) -> None:
    outcome = _marked(*rules)
    if codes is not None:
        outcome["codes"] = sorted(codes, key=heard.CODES.index)
    plain = _answer(REWRITE, 1).model_dump(mode="json") | {"outcome": outcome, "appeals": sorted(appeals)}
    made = SharedAnswer.model_validate_json(json.dumps(plain))
    read = _read(REWRITE, made)
    assert set(read.appeals) == appeals
    assert read.model_copy(update={"appeals": made.appeals}) == made


def test_six_marks_of_the_coach_are_still_a_code_to_read_out() -> None:
    rules = sorted(RULES)[:6]
    plain = _answer(REWRITE, 1).model_dump(mode="json") | {"outcome": _marked(*rules), "appeals": rules}
    made = SharedAnswer.model_validate_json(json.dumps(plain))
    assert len(share.write_code(made, share.keys(REWRITE), SHARE).replace("-", "")) <= 40


def test_where_the_gauges_stood_is_worked_out_from_the_replies() -> None:
    for exercise in (one for one in BANK.values() if isinstance(one, Conversation)):
        route = conversation.main_route(exercise)
        place, turns = conversation.begin(exercise), []
        for reply in route:
            turns.append({"turn": place.at, "reply": reply, "by": "chosen"})
            place = conversation.step(exercise, place, reply)
        plain = _answer(exercise, 1).model_dump(mode="json") | {"response": {"kind": "conversation", "turns": turns}}
        plain["outcome"] |= {"state": place.state, "ending": place.at}
        made = SharedAnswer.model_validate_json(json.dumps(plain))
        assert _read(exercise, made) == made


def test_a_code_says_what_it_leaves_out() -> None:
    exercise = next(one for one in BANK.values() if isinstance(one, Replies))
    marks = {"kind": "marks", "by": "self", "replies": {}, "after": 7}
    plain = _answer(exercise, 1).model_dump(mode="json") | {"response": marks, "words": {"1": "Nóra"}, "attempt": 99}
    made = SharedAnswer.model_validate_json(json.dumps(plain | {"outcome": {"score": {"value": 5, "of": 200}}}))
    assert share.left_out(made) == (
        "the words you ticked",
        "which of your answers these marks are for",
        "how many you agreed on",
        "which try it was, after try 31",
    )
    assert _read(exercise, made) == share.carried(made)


def test_a_code_packed_in_another_way_is_refused_and_never_misread() -> None:
    for exercise, way in ((REWRITE, None), (REWRITE, 3), (VIGNETTE, 2)):
        text = share.write_code(_answer(exercise, 1), share.keys(exercise), SHARE)
        held = signs.bits_of(text.replace("-", "")[4:-1])
        meant = [digest(meaning(exercise)), [list(one) for one in share.keys(exercise)], *([way] if way else [])]
        other = held[:20] + bits.hashed(canonical(meant), 15) + held[35:]
        assert f"“{exercise.id}” as it was in another version" in _refused(signs.code_of("1", other))


def test_a_rule_that_this_course_does_not_have_is_refused_with_what_to_do() -> None:
    plain = _answer(REWRITE, 1).model_dump(mode="json")
    plain["outcome"] = {"marked": [{"rule": "a-rule-of-the-year-2040", "code": "WARN"}]}
    made = SharedAnswer.model_validate_json(json.dumps(plain))
    assert "Ask for the file instead." in _refused(share.write_code(made, share.keys(REWRITE), SHARE))


def test_no_two_exercises_are_taken_for_one_another() -> None:
    same = {"attempt": 1, "phase": "none"}
    codes = [share.write_code(_answer(one, 0).model_copy(update=same), share.keys(one), SHARE) for one in BANK.values()]
    heads = [code.replace("-", "")[4:11] for code in codes]
    assert len(set(heads)) == len(heads)


def test_another_cohort_makes_another_tag_and_the_same_one_the_same() -> None:
    tags = [share.tag_of(SHARE), share.tag_of(SHARE), share.tag_of(SHARE.replace("0b", "1b"))]
    assert tags[0] == tags[1] != tags[2]
    assert all(len(tag) == 5 and set(tag) <= set(signs.SIGNS) for tag in tags)


def _code(kind: type[Authored] = Choice) -> str:
    exercise = next(one for one in BANK.values() if isinstance(one, kind))
    return share.write_code(_answer(exercise, 1), share.keys(exercise), SHARE)


@pytest.mark.parametrize(
    "kind", [Choice, Sort, Scale, Rewrite, Conversation, Replies, Vignette], ids=lambda kind: kind.__name__.lower()
)
def test_every_single_slip_in_a_code_is_caught(kind: type[Authored]) -> None:
    text = _code(kind)
    places = [i for i, sign in enumerate(text) if i > 3 and sign != "-"]
    slips = [text[:i] + sign + text[i + 1 :] for i in places for sign in signs.SIGNS if sign != text[i]]
    pairs = [(i, j) for i, j in itertools.pairwise(places) if text[i] != text[j]]
    swaps = [text[:i] + text[j] + text[i + 1 : j] + text[i] + text[j + 1 :] for i, j in pairs]
    assert len(slips) > 400
    for each in (*slips, *swaps):
        with pytest.raises(share.CodeError):
            share.read_code(each, BANK)


@pytest.mark.parametrize("change", [str.lower, lambda text: text.replace("-", " "), lambda text: f"“{text}.”\n"],
                         ids=["small letters", "spaces", "in quotes"])  # fmt: skip
def test_a_code_is_read_as_people_type_it(change: Any) -> None:
    assert share.read_code(change(_code()), BANK) == share.read_code(_code(), BANK)


def test_every_refusal_of_a_code_says_what_to_do() -> None:
    exercise = next(one for one in BANK.values() if isinstance(one, Sort))
    known = share.keys(exercise)
    made = _answer(exercise, 1)
    assert "not in this course" in _refused(share.write_code(made.model_copy(update={"exercise": "fly"}), known, SHARE))
    assert "another version" in _refused(share.write_code(made.model_copy(update={"digest": "0" * 16}), known, SHARE))
    assert "does not begin with PW1" in _refused("Noor rang on Tuesday")
    assert "other than an answer" in _refused(signs.code_of("0", "01" * 20))
    assert "not whole" in _refused(signs.code_of("1", "01" * 5))
    assert "not whole" in _refused("PW1-")


def test_a_code_with_more_in_it_than_its_answer_is_refused() -> None:
    held = signs.bits_of(_code().replace("-", "")[4:-1])
    assert signs.code_of("1", held) == _code()
    assert "not whole" in _refused(signs.code_of("1", held + "00000"))
    assert "not whole" in _refused(signs.code_of("1", held[:-1] + "1"))


def test_an_answer_from_before_the_exercise_changed_goes_into_no_code() -> None:
    exercise = next(one for one in BANK.values() if isinstance(one, Sort))
    made = _answer(exercise, 1)
    gone = made.model_copy(update={"response": made.response.model_copy(update={"groups": {"1": "no-such-group"}})})
    with pytest.raises(share.CodeError, match="answered before it changed"):
        share.write_code(gone, share.keys(exercise), SHARE)


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(sorted(BANK)), st.text(alphabet=signs.SIGNS, max_size=60))
def test_a_code_made_up_by_somebody_is_read_or_refused_and_nothing_else(name: str, tail: str) -> None:
    exercise = BANK[name]
    head = share.write_code(_answer(exercise, 1), share.keys(exercise), SHARE).replace("-", "")[3:16]
    made_up = head + tail
    text = f"PW1{made_up}{signs.check_sign(made_up)}"
    try:
        read = share.read_code(text, BANK)
    except share.CodeError as error:
        assert str(error).endswith(".")
    else:
        assert read.answer.exercise in BANK


# The command


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["share", str(ROOT / "notebooks/sample-journal.json"), *arguments])


def test_the_command_lists_what_could_go_without_a_word_of_it() -> None:
    listed = _run("--cohort", "spring-b").output
    assert "epsa  4 answers" in listed
    assert "own words in" in listed
    assert not [word for one in SAMPLE for word in share.own(one).values() if word in listed]


def test_the_command_writes_the_same_file_however_often(tmp_path: Path) -> None:
    for name in ("a", "b"):
        how = ["--exercises", "why-to-what,epsa", "--phase", "before", "--linking", "bus 42 kite"]
        run = _run("--cohort", "Spring B", *how, "--to", str(tmp_path / name))
        assert run.exit_code == 0, run.output
        assert "none of your own words" in run.output
    texts = {(tmp_path / name).read_text(encoding="utf-8") for name in ("a", "b")}
    made = Share.model_validate_json(texts.pop())
    assert not texts
    assert (made.cohort, made.linking) == ("spring-b", "BUS42KITE")
    assert {one.exercise for one in made.answers} == {"why-to-what", "epsa"}
    again = _run("--cohort", "spring-b", "--to", str(tmp_path / "a"))
    assert "is there already" in again.output


def test_the_command_takes_words_along_only_of_the_entry_that_is_named(tmp_path: Path) -> None:
    ticked = next(one for one in SAMPLE if one.exercise == "why-to-what")
    run = _run(
        "--cohort",
        "spring-b",
        "--words",
        ticked.id,
        "--no-ask",
        "--replace",
        "sooner=later",
        "--to",
        str(tmp_path / "a"),
    )
    assert run.exit_code == 0, run.output
    made = Share.model_validate_json((tmp_path / "a").read_text(encoding="utf-8"))
    carried = [one.words for one in made.answers if one.words]
    assert carried == [{place: text.replace("sooner", "later") for place, text in share.own(ticked).items()}]


def test_the_code_of_the_command_is_read_as_the_answer_it_was_made_of() -> None:
    run = _run("--cohort", "spring-b", "--code", "why-to-what")
    latest = [one for one in SAMPLE if one.exercise == "why-to-what"][-1]
    assert share.read_code(run.stdout, BANK).answer.attempt == latest.attempt
    assert run.stderr == (
        "The latest answer, and none of your words. "
        "Left out: which version of the coach marked it; your answer before it.\n"
    )


def test_each_file_of_a_folder_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    mine = open_journal(tmp_path / "mine")
    mine.open_backup(ROOT / "notebooks/sample-journal.json")
    made = []
    for name in ("a", "b"):
        run = CliRunner().invoke(
            main, ["share", str(tmp_path / "mine"), "--cohort", "spring-b", "--to", str(tmp_path / name)]
        )
        assert run.exit_code == 0, run.output
        made.append(Share.model_validate_json((tmp_path / name).read_text(encoding="utf-8")))
    assert [one.seq for one in made] == [1, 2]
    assert made[0].share == made[1].share


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["--cohort", "Nóra"], "is not a group code", id="a-name-for-a-group"),
        pytest.param(
            ["--cohort", "spring-b", "--exercises", "fly"], "no finished answer to “fly”", id="an-unknown-exercise"
        ),
        pytest.param(["--cohort", "spring-b", "--linking", "!"], "4 to 12 letters", id="a-code-of-signs"),
        pytest.param(["--cohort", "spring-b", "--code", "fly"], "no finished answer to “fly”", id="a-code-of-nothing"),
        pytest.param(["--cohort", "spring-b", "--words", "x", "--to", "y"], "has the id “x”", id="words-of-nobody"),
    ],
)
def test_the_command_says_what_to_do(arguments: list[str], says: str) -> None:
    run = _run(*arguments)
    assert run.exit_code == 1
    assert says in run.output
    assert not Path("y").exists()
