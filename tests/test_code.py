"""A short code carries progress alone, and no slip of a finger gets past its check character."""

import importlib.util
import json
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from powerwith import code, schedule, signs
from powerwith.model import Carried
from powerwith.model.authored import Skill

ROOT = Path(__file__).resolve().parents[1]
VECTORS = json.loads((ROOT / "tests/vectors/codes.json").read_text(encoding="utf-8"))
CODES = [one["code"] for one in VECTORS["written"] if one["code"]]

somewhen = st.dates(date(2026, 1, 1), date(2031, 1, 1))
carried = st.builds(
    lambda skill, rungs, returns, days: Carried(
        skill=skill,
        rungs=tuple(rung for rung in code.RUNGS if rung in rungs),
        returns=returns,
        first=min(days),
        last=max(days),
    ),
    st.sampled_from(code.SKILLS),
    st.sets(st.sampled_from(code.RUNGS)),
    st.integers(0, 4),
    st.tuples(somewhen, somewhen),
)


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_codes", ROOT / "tests/vectors/make_codes.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _is_refused(text: str) -> bool:
    try:
        code.read(text)
    except code.CodeError:
        return True
    return False


def test_the_vectors_are_what_python_says() -> None:
    assert (ROOT / "tests/vectors/codes.json").read_text(encoding="utf-8") == _maker().made(), (
        "stale. Run .venv/bin/python tests/vectors/make_codes.py"
    )


def test_every_skill_and_every_rung_of_the_ladder_has_its_place() -> None:
    assert get_args(Skill) == code.SKILLS, "add a new skill at the end of code.SKILLS, in both languages"
    assert schedule.RUNGS == code.RUNGS


@given(st.lists(carried, unique_by=lambda one: one.skill, max_size=13))
def test_what_goes_in_comes_out(progress: list[Carried]) -> None:
    text = code.write(progress)

    in_order = sorted(progress, key=lambda one: code.SKILLS.index(one.skill))
    assert (list(code.read(text)) if text else []) == in_order


@pytest.mark.parametrize("case", VECTORS["typed"], ids=lambda case: case["name"])
def test_typed_codes_are_read_or_refused_in_one_sentence(case: dict[str, Any]) -> None:
    try:
        read = [one.model_dump(mode="json") for one in code.read(case["text"])]
    except code.CodeError as error:
        assert str(error) == case["read"]["problem"]
        assert str(error).endswith(".") and "invalid" not in str(error)
        return
    assert read == case["read"]["carried"]


def _signs(text: str) -> list[int]:
    """The places of the signs, without prefix and hyphens."""
    return [i for i, sign in enumerate(text) if i > 3 and sign != "-"]


@pytest.mark.parametrize("text", CODES)
def test_every_single_slip_is_caught(text: str) -> None:
    *places, last = _signs(text)
    slips = [(i, sign) for i in places for sign in signs.SIGNS] + [(last, sign) for sign in signs.CHECK_SIGNS]
    passed = [text[:i] + sign + text[i + 1 :] for i, sign in slips if sign != text[i]]

    assert len(passed) == len(places) * 31 + 36
    assert [slip for slip in passed if not _is_refused(slip)] == []


@pytest.mark.parametrize("text", CODES)
def test_every_swap_of_neighbours_is_caught(text: str) -> None:
    signs = [text[i] for i in _signs(text)]
    swaps = [
        "PW1" + "".join([*signs[:i], signs[i + 1], signs[i], *signs[i + 2 :]])
        for i in range(len(signs) - 1)
        if signs[i] != signs[i + 1]
    ]

    assert swaps
    assert [swap for swap in swaps if not _is_refused(swap)] == []


@pytest.mark.parametrize("text", CODES)
def test_a_sign_left_out_or_typed_twice_is_caught(text: str) -> None:
    less = [text[:i] + text[i + 1 :] for i in _signs(text)]
    more = [text[:i] + text[i] + text[i:] for i in _signs(text)]

    assert [slip for slip in (*less, *more) if not _is_refused(slip)] == []


@given(st.lists(carried, max_size=20), st.lists(carried, max_size=20))
def test_together_nothing_is_taken_away(here: list[Carried], brought: list[Carried]) -> None:
    both = code.merge(here, brought)

    assert both == code.merge(brought, here) == code.merge(both, brought)
    by = {one.skill: one for one in both}
    for one in (*here, *brought):
        merged = by[one.skill]
        assert set(one.rungs) <= set(merged.rungs)
        assert one.returns <= merged.returns
        assert merged.first <= one.first <= one.last <= merged.last


def test_what_does_not_fit_is_said_as_far_as_it_goes() -> None:
    long_ago = Carried(skill="ask", rungs=(), returns=0, first=date(2019, 5, 1), last=date(2026, 3, 1))
    for_ever = Carried(skill="step", rungs=(), returns=4, first=date(2050, 1, 1), last=date(2060, 1, 1))

    ask, step = code.read(code.write([long_ago, for_ever]))
    most = timedelta(2047)
    assert (ask.first, ask.last) == (code.START, long_ago.last)
    assert (step.first, step.last, step.returns) == (code.START + most, code.START + 2 * most, 4)


def test_a_code_of_every_skill_can_still_be_typed() -> None:
    longest = max(CODES, key=len)

    assert len(_signs(longest)) == 8 + 13 * 6 + 1
    assert all(len(group) <= 4 for group in longest.split("-"))
