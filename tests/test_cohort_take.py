"""Taking shares in: everybody once, the newest counts, order means nothing, and no file stops the others."""

import io
import json
import random
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner
from cohorts import DIGEST, answer, example, share, share_id
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from powerwith import synth
from powerwith.bank import load_bank
from powerwith.cli import main
from powerwith.cohort import Limits, Notice, Taken, take
from powerwith.cohort.listing import listed
from powerwith.cohort.tables import ANSWERS, APPEALS, MARKED, WORDS
from powerwith.model.share import SharedAnswer
from powerwith.payload import digest, meaning
from powerwith.share import keys, text, write_code

ROOT = Path(__file__).resolve().parents[1]
BANK = load_bank(ROOT / "exercises").exercises
CHOICE, SCALE, TALK = BANK["whose-story-is-it"], BANK["epsa"], BANK["interpreter-in-the-room"]
REWRITE, CASES = BANK["why-to-what"], BANK["four-cases-by-chance"]


def files(*shares: dict[str, Any]) -> dict[str, bytes]:
    return {f"{number}.json": json.dumps(one).encode() for number, one in enumerate(shares)}


def chosen(number: int, option: str = "a", **more: Any) -> dict[str, Any]:
    return share(number, [answer("a-choice", {"kind": "choice", "option": option})], **more)


def same(one: Taken, other: Taken) -> bool:
    """Whether both hold the same tables."""
    names = ("answers", "marked", "appeals", "words")
    return one.people == other.people and all(getattr(one, name).equals(getattr(other, name)) for name in names)


def test_every_table_has_its_columns_even_when_nothing_came_in() -> None:
    empty = take()
    assert empty.people == 0
    columns = [tuple(table.columns) for table in (empty.answers, empty.marked, empty.appeals, empty.words)]
    assert columns == [ANSWERS, MARKED, APPEALS, WORDS]


def test_each_kind_becomes_rows_that_can_be_counted() -> None:
    found = example(12)
    rows = found.answers.groupby(["exercise", "kind"])["item"].agg(lambda items: sorted(set(items))).to_dict()
    assert rows == {
        ("a-choice", "choice"): ["", "=effect"],
        ("a-sort", "sort"): ["1", "2", "3", "4", "5", "6", "=score"],
        ("a-scale", "scale"): ["item-1", "item-2", "item-3", "item-4"],
        ("a-talk", "conversation"): ["=ending", "=state/trust", "start"],
        ("a-rewrite", "rewrite"): [""],
        ("a-task", "replies"): ["=form", "p1", "p2"],
        ("a-task", "marks"): ["=after", "=by", "p1/asks", "p2/asks"],
    }
    assert not found.answers.duplicated(["person", "exercise", "kind", "phase", "attempt", "item"]).any()


def test_a_turn_come_back_to_and_ratings_that_look_back_have_rows_of_their_own() -> None:
    turns = [{"turn": "start", "reply": reply} for reply in ("ask", "ask", "tell")]
    one = share(
        1,
        [
            answer("a-talk", {"kind": "conversation", "turns": turns}),
            answer("a-scale", {"kind": "scale", "about": "then", "ratings": {"item": 1}}, seq=2, phase="after"),
            answer("a-planner", {"kind": "planner", "filled": []}, seq=3),
        ],
    )
    rows = take(uploads=files(one)).answers
    assert list(rows[rows["exercise"] == "a-talk"]["item"]) == ["start", "start/2", "start/3"]
    assert list(rows[rows["exercise"] == "a-scale"]["phase"]) == ["then"]
    assert list(rows[rows["exercise"] == "a-planner"]["item"]) == [""]


def test_a_vignette_keeps_case_and_version_in_every_row() -> None:
    case = {"version": "b", "ratings": {"warmth": 7}, "step": "ask"}
    response = {"kind": "vignette", "pack": "four", "version": 1, "cases": {"c1": case}}
    rows = take(uploads=files(share(1, [answer("a-case", response)]))).answers
    assert list(rows[["item", "value"]].itertuples(index=False, name=None)) == [
        ("c1", "b"), ("c1/warmth", "b"), ("c1/=step", "ask"), ("=pack", "four/1"), ("=part", "taken"),
    ]  # fmt: skip
    assert rows["number"].dropna().tolist() == [7.0]


def test_an_attempt_number_used_twice_becomes_the_next_attempt() -> None:
    two = [answer("x", {"kind": "choice", "option": option}, seq=seq) for seq, option in ((1, "a"), (2, "b"))]
    rows = take(uploads=files(share(1, two))).answers
    assert list(rows[["attempt", "value"]].itertuples(index=False, name=None)) == [(1, "a"), (2, "b")]


def test_people_who_do_not_exist_come_through_whole() -> None:
    names = [
        "whose-story-is-it",
        "four-rules-for-a-story",
        "epsa",
        "reply-task",
        "interpreter-in-the-room",
        "power-map",
    ]
    made = synth.shares(BANK, names, people=20, seed=3, cohort="synth-b", gain=0.4)
    found = take(uploads={f"{i}.json": text(one).encode() for i, one in enumerate(made)}, exercises=BANK)
    assert found.people == 20 and found.notices == ()
    assert set(found.answers["exercise"]) == set(names)
    tries = found.answers.drop_duplicates(["person", "exercise", "kind", "phase", "attempt"])
    assert len(tries) == sum(len(one.answers) for one in made)


def _drawn(number: int, seq: int, option: str) -> dict[str, Any]:
    marked = [{"rule": f"rule-{option}", "code": "CONFRONT"}]
    answers = [
        answer("a-choice", {"kind": "choice", "option": option}),
        answer("a-rewrite", {"kind": "rewrite"}, seq=2, outcome={"marked": marked}, appeals=[f"rule-{option}"],
               words={"text": f"option {option}"}),
    ]  # fmt: skip
    return share(number, answers, seq=seq)


SHARES = st.lists(st.builds(_drawn, st.integers(0, 4), st.integers(1, 3), st.sampled_from("abc")), max_size=8)
JUNK = st.lists(st.sampled_from([b"", b"{", b"[]", b"\xff", b"<html>", b"PW1-0000-0000"]), max_size=2)


@settings(max_examples=60, deadline=None)
@given(SHARES, JUNK, st.randoms(use_true_random=False))
def test_order_means_nothing_and_twice_is_once(shares: list[Any], junk: list[bytes], chance: random.Random) -> None:
    raw = [json.dumps(one).encode() for one in shares] + junk
    there = take(uploads={f"a{i}.json": one for i, one in enumerate(raw)})
    mixed = chance.sample(raw * 2, len(raw) * 2)
    assert same(there, take(uploads={f"b{i}.json": one for i, one in enumerate(mixed)}))
    assert there.people == len({one["share"] for one in shares})


@settings(max_examples=60, deadline=None)
@given(SHARES)
def test_the_newest_share_of_each_person_counts(shares: list[dict[str, Any]]) -> None:
    found = take(uploads=files(*shares))
    newest: dict[str, int] = {}
    for one in shares:
        newest[one["share"]] = max(newest.get(one["share"], 0), one["seq"])
    of_newest = [one for one in shares if one["seq"] == newest[one["share"]]]
    allowed = sorted(one["answers"][0]["response"]["option"] for one in of_newest)
    counted = list(found.answers.loc[found.answers["kind"] == "choice", "value"])
    assert len(counted) == len(newest) and all(option in allowed for option in counted)


def test_notices_come_in_the_same_order_whatever_was_read_first(tmp_path: Path) -> None:
    for name, content in (("b", "{"), ("a", "["), ("c", json.dumps(chosen(1)))):
        (tmp_path / f"{name}.json").write_text(content)
    paths = [tmp_path / "a.json", tmp_path / "b.json", tmp_path / "c.json"]
    assert take(paths).notices == take(reversed(paths)).notices == take([tmp_path, *paths]).notices


def test_folders_zips_and_text_files_are_one(tmp_path: Path) -> None:
    (tmp_path / "a group" / "of two").mkdir(parents=True)
    (tmp_path / "a group" / "of two" / "one.JSON").write_text(json.dumps(chosen(1)))
    (tmp_path / "a group" / "two.txt").write_text(json.dumps(chosen(2)))
    (tmp_path / ".hidden.json").write_text("{")
    (tmp_path / "photo.heic").write_bytes(b"?")
    with zipfile.ZipFile(tmp_path / "three.zip", "w") as archive:
        archive.writestr("__MACOSX/._three.json", "?")
        archive.writestr("some/where/three.json", json.dumps(chosen(3)))
    found = take([tmp_path])
    assert found.people == 3
    assert [one.says for one in found.notices] == ["1 other file was not looked at"]


def test_a_path_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "no such file or folder" in str(take([tmp_path / "nowhere"]).notices[0])


def test_limits_can_be_changed(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.json").write_text(json.dumps(chosen(number)))
    few = take([tmp_path], limits=Limits(files=4))
    assert few.people == 4 and "more than 4 files" in str(few.notices[0])
    assert take([tmp_path], limits=Limits(file_bytes=10)).people == 0
    assert take([tmp_path], limits=Limits(all_bytes=500)).people < 6
    assert "250" not in str(take([tmp_path], limits=Limits(values=3)).notices[0])


def test_one_cohort_can_be_taken_alone() -> None:
    found = take(uploads=files(chosen(1), chosen(2, cohort="autumn-c")), cohort="autumn-c")
    assert found.people == 1 and set(found.answers["cohort"]) == {"autumn-c"}
    assert [(one.kind, one.field) for one in found.notices] == [("refused", "cohort")]


def test_one_learner_in_two_cohorts_is_two_people() -> None:
    assert take(uploads=files(chosen(1), chosen(1, cohort="autumn-c"))).people == 2


# Codes


def coded(exercise: Any, response: dict[str, Any], who: int = 1, **more: Any) -> tuple[str, dict[str, Any]]:
    """The code of an answer and the answer itself."""
    plain = {**answer(exercise.id, response, **more), "digest": digest(meaning(exercise))}
    shared = SharedAnswer.model_validate_json(json.dumps(plain))
    return write_code(shared, keys(exercise), share_id(who)), plain


def test_a_box_of_codes_out_of_messages_is_read() -> None:
    first, _ = coded(CHOICE, {"kind": "choice", "option": "a"}, 1)
    second, _ = coded(CHOICE, {"kind": "choice", "option": "b"}, 2)
    third, _ = coded(SCALE, {"kind": "scale", "ratings": {item.id: 2 for item in SCALE.items}}, 2)
    box = (
        f"Anna K.: {first}\n> {first.lower()}\nThanks, Anna\n\n"
        f"[10:32] +44 7700 900123: {second.replace('-', ' ')} :-)\n"
        f"{third[:23]}\n{third[23:]} kind regards"
    )
    found = take(texts=[box], exercises=BANK, cohort="spring-b")
    assert found.notices == ()
    assert found.people == 2 and set(found.answers["cohort"]) == {"spring-b"}
    picked = found.answers[(found.answers["kind"] == "choice") & (found.answers["item"] == "")]
    assert sorted(picked["value"]) == ["a", "b"]
    assert found.answers["number"].eq(2).sum() == len(SCALE.items)


def test_a_code_that_cannot_be_read_is_named_by_its_place() -> None:
    good, _ = coded(CHOICE, {"kind": "choice", "option": "a"})
    bad = good[:-1] + ("A" if good[-1] != "A" else "B")
    found = take(texts=[f"{good}\n\n{bad}\nPW2-0000"], exercises=BANK)
    assert found.people == 1
    assert [(one.field, one.kind) for one in found.notices] == [
        ("code 2, line 3", "refused"),
        ("code 3, line 4", "refused"),
    ]
    assert "Compare it with the original" in str(found.notices[0])
    assert "bad" not in str(found.notices) and bad not in str(found.notices)


def test_a_code_counts_towards_the_person_whose_file_is_there_and_once() -> None:
    code, plain = coded(CHOICE, {"kind": "choice", "option": "a"}, 7, outcome={"effect": CHOICE.options[0].effect})
    other, _ = coded(SCALE, {"kind": "scale", "ratings": {SCALE.items[0].id: 3}}, 7)
    raw = files(share(7, [plain]))
    alone = take(uploads=raw, exercises=BANK)
    assert same(alone, take(uploads=raw, texts=[code, f"{code} {code}"], exercises=BANK))
    both = take(uploads=raw, texts=[other], exercises=BANK)
    assert both.people == 1 and set(both.answers["exercise"]) == {CHOICE.id, SCALE.id}


def test_what_the_coach_marked_comes_with_a_code_and_once() -> None:
    marks = {"codes": ["CONFRONT"], "marked": [{"rule": "why-didnt-you", "code": "CONFRONT"}]}
    code, plain = coded(REWRITE, {"kind": "rewrite"}, 7, outcome=marks, appeals=["why-didnt-you"])
    raw = files(share(7, [plain]))
    for found in (
        take(texts=[code], exercises=BANK),
        take(uploads=files(share(7, [])), texts=[code, code], exercises=BANK),
        take(uploads=raw, texts=[code], exercises=BANK),
    ):
        assert found.people == 1
        assert found.marked[["exercise", "rule", "code"]].values.tolist() == [[REWRITE.id, "why-didnt-you", "CONFRONT"]]
        assert found.appeals["rule"].tolist() == ["why-didnt-you"]


def dealt(part: str = "taken", **more: Any) -> tuple[str, dict[str, Any]]:
    """The code of an answer to the cases that chance deals, and the answer itself."""
    ratings = {one.id: 9 for one in CASES.outcomes}
    cases = {one.id: {"version": "a", "ratings": ratings, "step": None} for one in CASES.cases if part == "taken"}
    response = {"kind": "vignette", "pack": CASES.pack, "version": CASES.version, "part": part, "cases": cases}
    return coded(CASES, response, 7, **more)


@pytest.mark.parametrize("phase", ["before", "after"])
def test_answers_that_a_code_takes_back_are_gone_wherever_they_came_from(phase: str) -> None:
    given, plain = dealt(phase="before", words={CASES.cases[0].id: "She rang."})
    back, _ = dealt("withdrawn", phase=phase)
    ways: list[dict[str, Any]] = [
        {"texts": [given, back]},
        {"texts": [back, given]},
        {"uploads": files(share(7, [plain])), "texts": [back]},
        {"uploads": files(share(7, [plain])), "texts": [f"{given}\n{back}"]},
    ]
    for way in ways:
        found = take(**way, exercises=BANK)
        assert found.people == 1 and found.notices == ()
        assert found.answers["number"].isna().all() and found.words.empty
        assert "withdrawn" in set(found.answers["value"]) and "taken" not in set(found.answers["value"])
    assert take(texts=[given], exercises=BANK).answers["number"].eq(9).sum() == len(CASES.cases) * len(CASES.outcomes)


def test_codes_come_in_any_order_with_the_same_result() -> None:
    codes = [coded(CHOICE, {"kind": "choice", "option": option}, who)[0] for who, option in enumerate("abab")]
    codes.append(coded(CHOICE, {"kind": "choice", "option": "b"}, 0)[0])
    there, back = (take(texts=["\n".join(some)], exercises=BANK) for some in (codes, codes[::-1]))
    assert same(there, back) and there.notices == back.notices
    assert there.people == 4 and "different things about one attempt" in str(there.notices[0])


def test_codes_need_the_exercises_and_a_limit_holds_for_them() -> None:
    code, _ = coded(CHOICE, {"kind": "choice", "option": "a"})
    assert "not in this course" in str(take(texts=[code]).notices[0])
    many = take(texts=[f"{code}\n" * 5], exercises=BANK, limits=Limits(codes=4))
    assert many.people == 0 and "5 codes are more than the 4" in str(many.notices[0])
    assert take(texts=["", "  \n"]).notices == ()
    assert "neither a share nor a code" in str(take(texts=["Dear trainer"]).notices[0])


# Before and after


def _two(linking: str, number: int, phase: str, **more: Any) -> dict[str, Any]:
    one = answer("a-scale", {"kind": "scale", "ratings": {"item": number % 5}}, phase=phase)
    return share(number, [one], linking=linking, **more)


def test_before_and_after_are_laid_side_by_side_and_the_codes_are_gone() -> None:
    found = take(uploads=files(_two("BUS42", 1, "before"), _two("BUS42", 2, "after"), _two("KITE7", 3, "before")))
    matched = found.matched()
    assert (found.people, matched.people) == (3, 2)
    assert matched.answers["linked"].isna().all()
    assert sorted(matched.answers.groupby("person")["phase"].nunique()) == [1, 2]
    assert not any("BUS42" in str(one) for one in matched.notices)


def test_a_code_that_several_made_up_pairs_nobody() -> None:
    same_time = take(uploads=files(_two("BUS42", 1, "before"), _two("BUS42", 2, "before"))).matched()
    three = take(
        uploads=files(*(_two("BUS42", n, phase) for n, phase in enumerate(("before", "after", "later"))))
    ).matched()
    apart = take(uploads=files(_two("BUS42", 1, "before"), _two("BUS42", 2, "after", cohort="autumn-c"))).matched()
    assert (same_time.people, three.people, apart.people) == (2, 3, 2)
    assert "2 shares of cohort spring-b carry one linking code" in str(same_time.notices[0])
    assert apart.notices == ()


def test_attempts_of_two_shares_of_one_person_go_on_counting() -> None:
    one, other = chosen(1, "a", linking="BUS42"), chosen(2, "b", linking="BUS42")
    matched = take(uploads=files(one, other)).matched()
    assert matched.people == 1
    assert sorted(matched.answers["attempt"]) == [1, 2]


# The command


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    for number in range(6):
        answers = [{**answer(CHOICE.id, {"kind": "choice", "option": "a"}), "digest": digest(meaning(CHOICE))}]
        if number < 3:
            answers.append(answer("nobody-knows", {"kind": "rewrite"}, seq=2))
        (tmp_path / f"Anna {number}.json").write_text(json.dumps(share(number, answers)))
    (tmp_path / "broken.json").write_text("{")
    return tmp_path


def run(*words: str, typed: str | None = None) -> Any:
    return CliRunner().invoke(main, ["cohort", *words], input=typed)


def test_the_command_lists_people_exercises_and_refusals(handed_in: Path) -> None:
    done = run(str(handed_in))
    assert done.exit_code == 0, done.output
    assert "6 people in the cohort spring-b, 9 answers." in done.output
    assert f"“{CHOICE.title}” ({CHOICE.id}): 6 people" in done.output
    assert "unknown exercise “nobody-knows”: fewer than 5 people" in done.output
    assert "broken.json: the file breaks off" in done.output and "Anna" not in done.output


def test_the_command_tells_nothing_of_a_few(handed_in: Path) -> None:
    for number in range(3):
        (handed_in / f"Anna {number}.json").unlink()
    done = run(str(handed_in))
    assert (
        "Fewer than 5 people in the cohort spring-b." in done.output
        and "3 people" not in done.output
        and "stays hidden" in done.output
    )
    assert CHOICE.id not in done.output and CHOICE.title not in done.output


def test_an_exercise_nobody_knows_stays_hidden_among_a_few(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(chosen(1)))
    assert "a-choice" not in run(str(tmp_path)).output


def test_the_command_says_when_nothing_could_be_taken_in(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{")
    done = run(str(tmp_path))
    assert done.exit_code == 1 and "Nobody's answers could be taken in" in done.output and "a.json" in done.output
    assert run().exit_code == 2


def test_the_command_reads_codes_from_the_keyboard() -> None:
    codes = "\n".join(coded(CHOICE, {"kind": "choice", "option": "b"}, who)[0] for who in range(6))
    done = run("--codes", "-", "--cohort", "spring-b", typed=codes)
    assert done.exit_code == 0 and f"({CHOICE.id}): 6 people" in done.output


def test_the_command_can_raise_a_limit(handed_in: Path) -> None:
    assert "more than 2 files" in run(str(handed_in), "--most-files", "2").output
    assert run(str(handed_in), "--most-files", "0").exit_code == 2


def test_a_listing_of_two_cohorts_keeps_them_apart() -> None:
    shares = [chosen(n, cohort=cohort) for cohort in ("spring-b", "autumn-c") for n in range(5 if cohort < "s" else 3)]
    lines = listed(take(uploads=files(*shares)), {"a-choice": "A choice"}).splitlines()
    assert lines[0] == "8 people in 2 cohorts, 8 answers."
    assert lines[lines.index("Exercises of spring-b:") + 1] == (
        "  Fewer than 5 people: which exercises they answered stays hidden."
    )
    assert lines[lines.index("Exercises of autumn-c:") + 1] == "  “A choice” (a-choice): 5 people"


# Whatever comes

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from(["powerwith-share", "choice", "scale", "a", "before", DIGEST, share_id(1), "spring-b", "=1+1"]),
    lambda inside: st.lists(inside, max_size=4)
    | st.dictionaries(st.sampled_from(sorted(share(1, [])) + sorted(answer("x", {})) + ["kind", "option", "ratings"])
                      | st.text(max_size=6), inside, max_size=5),
    max_leaves=25,
)  # fmt: skip


def _put(value: Any, path: list[int], new: Any) -> Any:
    """The same value with something else at a place that the numbers lead to."""
    if not path or not isinstance(value, dict | list) or not value:
        return new
    places = list(value) if isinstance(value, dict) else list(range(len(value)))
    at = places[path[0] % len(places)]
    made = value.copy()
    made[at] = _put(value[at], path[1:], new)
    return made


WHOLE = share(1, [answer("a-choice", {"kind": "choice", "option": "a"}, outcome={"effect": "helps"}), *[
    answer("a-scale", {"kind": "scale", "ratings": {"one": 1}}, seq=2, words={"1": "own words"}, appeals=["a-rule"]),
]])  # fmt: skip
ANY = JSON.map(lambda value: json.dumps(value).encode("utf-8", "surrogatepass"))
CHANGED = st.builds(_put, st.just(WHOLE), st.lists(st.integers(0, 9), max_size=6), JSON).map(
    lambda value: json.dumps(value).encode("utf-8", "surrogatepass")
)
CUT = st.builds(
    lambda raw, at, size, new: raw[: at % len(raw)] + new + raw[at % len(raw) + size :],
    st.sampled_from([json.dumps(WHOLE).encode(), b"PW1-1ABC-DEFG-HJKM"]),
    st.integers(0, 5000), st.integers(0, 30), st.binary(max_size=12),
)  # fmt: skip


def _zip(names: list[str], raw: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, name in enumerate(names):
            archive.writestr(f"{number}{name}", raw)
    return made.getvalue()


ZIPS = st.builds(
    lambda raw, at, new: raw[: at % len(raw)] + new + raw[at % len(raw) + len(new) :],
    st.builds(_zip, st.lists(st.text(max_size=8).map(lambda name: f"{name}.json"), max_size=3), CHANGED),
    st.integers(0, 3000), st.binary(max_size=4),
)  # fmt: skip

GOOD = json.dumps(chosen(99)).encode()


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200) | ANY | CHANGED | CUT, ZIPS)
def test_whatever_comes_the_good_file_counts_and_the_rest_gets_a_sentence(raw: bytes, packed: bytes) -> None:
    found = take(
        uploads={"some.json": raw, "some.txt": raw, "some.zip": packed, "good.json": GOOD},
        texts=[raw.decode("utf-8", "replace")], exercises=BANK,
    )  # fmt: skip
    assert ((found.answers["exercise"] == "a-choice") & (found.answers["value"] == "a")).any()
    for one in found.notices:
        assert isinstance(one, Notice) and one.file and one.says and one.todo
        assert str(one).isprintable()
    pd.testing.assert_frame_equal(found.answers, found.answers.drop_duplicates())
