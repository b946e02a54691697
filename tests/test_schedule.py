"""Skills come back a few times, further and further apart, and never in a heap."""

import importlib.util
import json
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from powerwith import schedule
from powerwith.bank import BankError, load_skills
from powerwith.model import Carried
from powerwith.model.authored import Skill
from powerwith.schedule import Done, Item, Practice

ROOT = Path(__file__).resolve().parents[1]
FIRST = date(2026, 11, 22)
SKILLS = load_skills(ROOT / "exercises")


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_schedule", ROOT / "tests/vectors/make_schedule.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKER = _maker()
SHELF: tuple[Item, ...] = MAKER.shelf()


def _practice(done: list[tuple[str, date]], today: date, carried: tuple[Carried, ...] = ()) -> Practice:
    known = tuple(one for one in SKILLS if one.id in MAKER.TRAINED)
    made = tuple(Done(exercise=exercise, day=day) for exercise, day in done)
    return Practice(skills=known, shelf=SHELF, done=made, today=today, carried=carried)


def _back(days: list[date], today: date) -> tuple[date, int] | None:
    """When asking comes back after practice on these days."""
    found = schedule.returns(_practice([("ask-recognise-1", day) for day in days], today))
    return (found[0].day, found[0].nth) if found else None


def after(days: int) -> date:
    return FIRST + timedelta(days)


def test_the_vectors_are_what_python_says() -> None:
    assert (ROOT / "tests/vectors/schedule.json").read_text(encoding="utf-8") == MAKER.made(), (
        "stale. Run .venv/bin/python tests/vectors/make_schedule.py"
    )


def test_the_list_names_every_skill_that_exercises_may_have() -> None:
    assert [one.id for one in SKILLS] == list(get_args(Skill))
    assert len({one.label for one in SKILLS}) == len(SKILLS)


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        pytest.param("- id: ask\n  label: Ask\n", "exercises/skills.yml:1", "about", id="something-missing"),
        pytest.param("- {id: fly, label: Fly, about: Fly.}\n", "exercises/skills.yml:1", "fly", id="no-such-skill"),
        pytest.param(
            "- {id: ask, label: A, about: B.}\n- {id: ask, label: C, about: D.}\n",
            "exercises/skills.yml:2",
            "named twice",
            id="named-twice",
        ),
    ],
)
def test_a_list_of_skills_is_read_strictly(tmp_path: Path, text: str, place: str, says: str) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises/skills.yml").write_text(text, encoding="utf-8")

    with pytest.raises(BankError) as refused:
        load_skills(tmp_path / "exercises")

    assert str(refused.value).startswith(place) and says in str(refused.value)


def test_a_bank_without_the_list_has_no_named_skills(tmp_path: Path) -> None:
    assert load_skills(tmp_path) == ()


def test_returns_in_time_fall_on_days_2_14_45_and_120() -> None:
    days = [FIRST]
    for nth, gap in enumerate((2, 14, 45, 120), start=1):
        assert _back(days, days[-1]) == (after(gap), nth)
        days.append(after(gap))

    assert _back(days, days[-1]) is None
    assert _back(days, days[-1] + timedelta(900)) is None


@pytest.mark.parametrize(
    ("days", "back"),
    [
        pytest.param([0, 1], (2, 1), id="too-early-is-practice-but-no-return"),
        pytest.param([0, 0, 0], (2, 1), id="three-times-in-a-day-is-once"),
        pytest.param([0, 3], (15, 2), id="a-day-late-is-a-day-later"),
        pytest.param([0, 400], (412, 2), id="a-year-late-keeps-its-distance"),
        pytest.param([0, 2, 14, 50], (125, 4), id="each-return-from-the-one-before"),
        pytest.param([0, 2, 3, 4, 13], (14, 2), id="practice-in-between-does-not-push-it-away"),
    ],
)
def test_a_return_counts_from_the_day_it_was_met(days: list[int], back: tuple[int, int]) -> None:
    practised = [after(day) for day in days]

    assert _back(practised, practised[-1]) == (after(back[0]), back[1])


def test_a_years_pause_brings_three_things_and_no_heap() -> None:
    every = [(f"{skill}-recognise-1", FIRST) for skill in MAKER.TRAINED]
    practice = _practice(every, FIRST + timedelta(365))

    assert [one.nth for one in schedule.returns(practice)] == [1] * 5
    assert len(schedule.due(practice)) == 3
    assert [pick.why for pick in schedule.three(practice)] == ["due"] * 3


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2027, 3, 28), id="spring-forward-in-London"),
        pytest.param(date(2026, 10, 25), id="autumn-back-in-London"),
        pytest.param(date(2026, 9, 27), id="spring-forward-in-Auckland"),
        pytest.param(date(2028, 2, 29), id="leap-day"),
        pytest.param(date(2026, 12, 31), id="new-year"),
    ],
)
def test_a_return_is_a_calendar_day_whatever_the_clocks_do(day: date) -> None:
    for before in range(3):
        first = day - timedelta(before)
        assert _back([first], first) == (first + timedelta(2), 1)


def test_a_clock_that_was_years_ahead_holds_nothing_up() -> None:
    ahead = date(2031, 1, 1)

    assert _back([FIRST, ahead], after(1)) == (after(2), 1)
    assert _back([ahead], after(1)) is None
    [ask, *_] = schedule.ladder(_practice([("ask-recognise-1", ahead)], after(1)))
    assert ask.begun and ask.steps[0].is_done, "what was done stays done"


def test_tomorrow_in_another_time_zone_is_a_day_like_others() -> None:
    assert _back([after(1)], FIRST) == (after(3), 1)


def test_an_exercise_counts_for_every_skill_it_lists() -> None:
    shared = next(one for one in SHELF if len(set(one.skills)) == 2 and one.rung in schedule.RUNGS)
    stands = {one.skill: one for one in schedule.ladder(_practice([(shared.id, FIRST)], FIRST))}

    assert {skill for skill, one in stands.items() if one.begun} == set(shared.skills)


def test_plans_and_reflections_stand_beside_the_ladder() -> None:
    practice = _practice([("ask-reflect-1", FIRST)], after(30))
    [ask, *_] = schedule.ladder(practice)

    assert (ask.beside_done, ask.begun, ask.next) == (1, False, "recognise")
    assert schedule.returns(practice) == ()


def test_the_next_rung_is_the_lowest_not_climbed_that_has_an_exercise() -> None:
    done = [(f"step-{rung}-1", FIRST) for rung in ("recognise", "repair", "write")]
    by = {one.skill: one for one in schedule.ladder(_practice(done, FIRST))}
    assert by["step"].next == "sort"

    by = {one.skill: one for one in schedule.ladder(_practice([*done, ("step-sort-1", FIRST)], FIRST))}
    assert by["step"].next == "again", "there is no conversation for it to go on with"


def test_a_return_takes_another_setting_and_something_new() -> None:
    settings = {one.id: one.setting for one in SHELF}
    [first, *_] = schedule.three(_practice([("ask-recognise-1", FIRST)], after(2)))

    assert (first.skill, first.why) == ("ask", "due")
    assert first.exercise != "ask-recognise-1"
    assert settings[first.exercise] != settings["ask-recognise-1"]
    assert first.reason == "“Ask what and how” came up 2 days ago. Now it comes back."


def _small(*items: tuple[str, str, str, str]) -> tuple[Item, ...]:
    """A shelf of exercises: id, skills, rung and setting."""
    return tuple(
        Item.model_validate_json(
            json.dumps({"id": one, "skills": of.split(), "rung": on, "setting": where, "minutes": 3, "level": 1})
        )
        for one, of, on, where in items
    )


def _picked(shelf: tuple[Item, ...], done: list[tuple[str, date]], today: date) -> list[str]:
    return [one.exercise for one in schedule.three(_practice(done, today).model_copy(update={"shelf": shelf}))]


def test_settings_are_mixed_even_if_the_first_choice_has_to_give_way() -> None:
    shelf = _small(
        ("a", "ask", "recognise", "tax"),
        ("b", "ask", "recognise", "ward"),
        ("c", "reflect", "recognise", "tax"),
        ("d", "affirm", "recognise", "school"),
    )
    assert _picked(shelf, [], FIRST) == ["b", "c", "d"]
    assert _picked(shelf[:1] + shelf[2:], [], FIRST) == ["a", "c", "d"], "the same setting where there is no other"


def test_no_exercise_is_picked_for_two_skills() -> None:
    shelf = _small(
        ("a", "ask reflect", "recognise", "tax"),
        ("b", "affirm", "recognise", "ward"),
        ("c", "step", "recognise", "team"),
    )
    assert _picked(shelf, [], FIRST) == ["a", "b", "c"], "reflecting waits until there is another exercise for it"


def test_of_what_was_begun_the_longest_ago_goes_on_first() -> None:
    names = ("ask", "reflect", "affirm", "step")
    rungs = [(skill, rung) for skill in names for rung in ("recognise", "sort")]
    shelf = _small(*((f"{skill}-{rung}", skill, rung, "tax") for skill, rung in rungs))
    done = [(f"{skill}-recognise", after(-back)) for skill, back in zip(names, (0, 1, 1, 0), strict=True)]

    assert _picked(shelf, done, after(1))[:1] == ["reflect-sort"]
    assert _picked(shelf, [("ask-recognise", FIRST), ("step-recognise", after(-1))], after(0))[0] == "step-sort"


def test_a_return_leaves_the_setting_of_last_time_even_for_something_done_before() -> None:
    shelf = _small(
        ("new-here", "ask", "write", "tax"),
        ("last", "ask", "sort", "tax"),
        ("before", "ask", "recognise", "ward"),
    )
    assert _picked(shelf, [("before", after(-1)), ("last", FIRST)], after(1)) == ["before"]


def test_returns_that_a_code_brought_are_never_lost() -> None:
    ahead = date(2031, 1, 1)
    brought = Carried(skill="ask", rungs=(), returns=3, first=ahead, last=ahead)
    practice = _practice([("ask-recognise-1", FIRST)], FIRST, (brought,))

    assert schedule.ladder(practice)[0].returns == 3
    assert schedule.progress(practice)[0].returns == 3


def test_what_landed_badly_comes_before_what_landed_well() -> None:
    done = [Done(exercise=one.id, day=FIRST, effect="helps") for one in SHELF]
    for bad in ("ask-write-1", "ask-sort-2", "ask-converse-1"):
        marked = tuple(one.model_copy(update={"effect": "hurts"}) if one.exercise == bad else one for one in done)
        practice = _practice([], after(40)).model_copy(update={"done": marked})
        assert schedule.three(practice)[0].exercise == bad


def test_todays_three_stay_the_same_all_day_and_are_ticked_off() -> None:
    before = [("ask-recognise-1", after(-3))]
    morning = schedule.three(_practice(before, FIRST))
    done = list(before)
    for count, pick in enumerate(morning, start=1):
        done.append((pick.exercise, FIRST))
        later = schedule.three(_practice(done, FIRST))
        assert [one.exercise for one in later] == [one.exercise for one in morning]
        assert [one.is_done for one in later] == [place < count for place in range(3)]
    tomorrow = {one.exercise for one in schedule.three(_practice(done, after(1)))}
    assert not tomorrow & {one.exercise for one in morning}


anybody = st.tuples(
    st.lists(st.tuples(st.sampled_from([one.id for one in SHELF]), st.integers(-400, 800)), max_size=30),
    st.integers(-10, 900),
)


@given(anybody)
def test_whoever_it_is_gets_at_most_three_and_no_two_alike(somebody: tuple[list[tuple[str, int]], int]) -> None:
    practised, today = somebody
    practice = _practice([(name, after(day)) for name, day in practised], after(today))

    picks = schedule.three(practice)
    back = schedule.returns(practice)
    assert len(picks) <= 3 and len(schedule.due(practice)) <= 3
    assert len({one.exercise for one in picks}) == len({one.skill for one in picks}) == len(picks)
    assert len({one.skill for one in back}) == len(back), "one return a skill at most"
    assert [one.day for one in back] == sorted(one.day for one in back)
    ids = {one.id for one in SHELF}
    assert {one.exercise for one in picks} <= ids


@given(anybody)
def test_what_a_code_carries_stands_on_the_other_device_as_here(
    somebody: tuple[list[tuple[str, int]], int],
) -> None:
    practised, today = somebody
    here = _practice([(name, after(day)) for name, day in practised if day <= today], after(today))
    there = _practice([], after(today), schedule.progress(here))
    both = here.model_copy(update={"carried": schedule.progress(here)})

    assert schedule.progress(there) == schedule.progress(both) == schedule.progress(here)
    assert schedule.returns(both) == schedule.returns(here), "a code brought back to where it was made changes nothing"
    assert [one.next for one in schedule.ladder(there)] == [one.next for one in schedule.ladder(here)]


@pytest.mark.parametrize("case", json.loads((ROOT / "tests/vectors/schedule.json").read_text())["kept"]["asked"])
def test_a_plan_is_asked_about_once_and_after_two_weeks(case: dict[str, Any]) -> None:
    plans = {"my-plan", "my-form"}
    found = schedule.to_ask(MAKER.entries(), plans, date.fromisoformat(case["today"]))
    by_day = {"2026-11-21": 0, "2026-11-22": 2, "2026-11-25": 2, "2026-11-26": 3, "2027-11-22": 3}

    assert len(found) == by_day[case["today"]]
    assert all(one.exercise in plans and one.outcome is not None for one in found)
    assert all(one.updated.date() + timedelta(14) <= date.fromisoformat(case["today"]) for one in found)
