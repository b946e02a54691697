"""Where somebody stands: compared only with themselves, within the noise, and never as a verdict."""

import importlib.util
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from powerwith import payload, scoring, standing
from powerwith.bank import load_bank
from powerwith.model import Entry, Replies, Scale
from powerwith.model.standing import Standing
from powerwith.score import fraction, score

BANK = load_bank().exercises
EPSA, TASK = BANK["epsa"], BANK["reply-task"]
assert isinstance(EPSA, Scale) and isinstance(TASK, Replies)
ROOT = Path(__file__).resolve().parents[1]
DIGESTS = {one.id: payload.payload(one).digest for one in (EPSA, TASK)}


def entry(seq: int, response: dict[str, Any], outcome: dict[str, Any] | None, **more: Any) -> Entry:
    exercise = EPSA.id if response["kind"] == "scale" else TASK.id
    made = {
        "v": 1,
        "id": f"00000000-0000-4000-8000-{seq:012d}",
        "rev": 1,
        "exercise": exercise,
        "kind": response["kind"],
        "attempt": seq,
        "seq": seq,
        "digest": DIGESTS[exercise],
        "response": response,
        "outcome": outcome,
        "updated": f"2026-{1 + seq // 28:02d}-{1 + seq % 28:02d}T00:30:00+02:00",
    }
    return Entry.model_validate(made | more)


def rated(seq: int, worth: int | dict[str, int | None], phase: str = "none", about: str = "now", **more: Any) -> Entry:
    """A rating in which every item is worth so much, or the items of a subscale are."""
    top = len(EPSA.answers) - 1
    values = worth if isinstance(worth, dict) else {}
    usual = worth if isinstance(worth, int) else 2
    ratings: dict[str, int | None] = {}
    for item in EPSA.items:
        value = values.get(item.subscale, usual)
        ratings[item.id] = None if value is None else top - value if item.reverse else value
    response = {"kind": "scale", "about": about, "ratings": ratings}
    return entry(seq, response, {"scored": score(EPSA, ratings)}, phase=phase, **more)


def replied(seq: int, phase: str = "none", **more: Any) -> Entry:
    return entry(seq, {"kind": "replies", "form": "a", "texts": {}}, {}, phase=phase, **more)


def marked(seq: int, about: Entry, value: int, rater: int = 0) -> Entry:
    by = "peer" if rater else "self"
    name = f"00000000-0000-4000-8000-{rater:012d}" if rater else None
    response = {"kind": "marks", "by": by, "rater": name, "replies": {}}
    return entry(seq, response, {"score": {"value": value, "of": 72}}, about=about.id)


def stand(*entries: Entry) -> Standing:
    return standing.stand(entries, scale=EPSA, task=TASK)


def test_an_empty_journal_shows_nothing_and_says_so() -> None:
    here = stand()
    assert (here.profiles, here.changes, here.shift, here.lines) == ((), (), None, None)
    assert here.says == ("There is no rating here yet.",)


def test_one_rating_is_a_profile_and_no_change() -> None:
    here = stand(rated(1, {"steps": 1, "words": 3}))
    assert [part.mean.shown for part in here.profiles[0].parts if part.mean][4:6] == ["1.0", "3.0"]
    assert here.changes == ()
    assert here.says == ("There is one rating so far. A second one, some weeks on, lets you see change.",)
    assert here.profiles[0].says[-1] == "Highest: Words that build, at 3.0. Lowest: Small steps, at 1.0."


def test_a_fall_is_told_first_with_what_it_can_mean() -> None:
    fell = stand(rated(1, 3, "before"), rated(2, 2, "after")).changes[0]
    assert fell.says[0] == EPSA.when_lower
    assert fell.says[1] == "Your total is 1.00 lower. That is more than 0.44, the noise of this score."
    rose = stand(rated(1, 2, "before"), rated(2, 3, "after")).changes[0]
    assert EPSA.when_lower not in rose.says


@pytest.mark.parametrize(("worth", "is_noise"), [(2, True), (3, False), (1, False)])
def test_less_than_one_whole_step_of_a_part_is_noise(worth: int, is_noise: bool) -> None:
    one = stand(rated(1, 2, "before"), rated(2, {"trust": worth}, "after")).changes[0]
    flags = {step.subscale: step.is_noise for step in one.steps}
    assert flags["trust"] is is_noise
    assert all(flag for name, flag in flags.items() if name != "trust")


def test_three_quarters_of_a_step_is_noise_still() -> None:
    before, after = rated(1, 2, "before"), rated(2, 2, "after")
    ratings = dict(after.response.ratings) | {"a1": 3, "a2": 3, "a4": 3}  # type: ignore[union-attr]
    moved = entry(2, {"kind": "scale", "ratings": ratings}, {"scored": score(EPSA, ratings)}, phase="after")
    step = stand(before, moved).changes[0].steps[0]
    assert step.gap and (step.gap.over, step.gap.under, step.gap.shown) == (3, 4, "+0.8")
    assert step.is_noise


@pytest.mark.parametrize("low", range(9))
def test_the_total_is_judged_as_the_statistics_judge_it(low: int) -> None:
    """`low` of the eight parts one step up: from 3.5 of them on it is more than 0.44."""
    parts = {part.id: 3 for part in EPSA.subscales[:low]}
    total = stand(rated(1, 2, "before"), rated(2, parts, "after")).changes[0].total
    assert total.before and total.after and EPSA.planning
    ends = [float(fraction(one.exact)) for one in (total.before, total.after)]
    told = scoring.reliable_change(
        *ends, spread=float(EPSA.planning.spread), retest=float(EPSA.planning.retest)
    ).sentence
    assert total.is_noise is ("may be no change" in told or "the same both times" in told)
    assert total.is_noise is (low < 4)


def test_the_whole_change_is_told_in_the_words_of_the_statistics() -> None:
    says = stand(rated(1, 2, "before"), rated(2, {"trust": 3}, "after")).changes[0].says
    assert EPSA.planning
    told = scoring.reliable_change(2, 2.125, spread=0.5, retest=0.9).sentence
    assert says[0] == told


def test_the_primary_changes_begin_before_the_course() -> None:
    here = stand(
        rated(1, 2), rated(2, 2, "before"), rated(3, 2, "before"), rated(4, 2, "after"), rated(5, 3, "after"),
        rated(6, 3, "later"), rated(7, 1),
    )  # fmt: skip
    assert [(one.before.seq, one.after.seq) for one in here.changes] == [(2, 5), (2, 6)]


def test_without_phases_the_first_is_set_beside_the_last() -> None:
    here = stand(rated(5, 3), rated(1, 2), rated(3, 2))
    assert [(one.before.seq, one.after.seq) for one in here.changes] == [(1, 5)]


def test_looking_back_is_never_a_change() -> None:
    before, now = rated(1, 3, "before"), rated(2, 3, "after")
    back = rated(3, 1, "after", "then")
    here = stand(before, now, back.model_copy(update={"about": now.id}))
    assert [one.when.seq for one in here.profiles] == [1, 2]
    assert [one.after.seq for one in here.changes] == [2]
    assert here.shift and here.shift.kind == "shift" and (here.shift.before.seq, here.shift.after.seq) == (1, 3)
    assert here.shift.says == (
        "Looking back, you rate that time 2.00 lower than you did then.",
        "That is a shift in your own standard, or in memory. It does not show what you learned.",
    )
    assert here.shift.least is None and here.shift.total.is_noise is None


def test_looking_back_with_nothing_earlier_has_nothing_to_stand_beside() -> None:
    now = rated(1, 3, "after")
    back = rated(2, 1, "after", "then").model_copy(update={"about": now.id})
    assert stand(now, back).shift is None
    assert len(stand(now, back).back) == 1


def test_a_draft_and_answers_to_older_questions_do_not_count() -> None:
    old = rated(1, 3, "before").model_copy(update={"digest": "0" * 16})
    draft = rated(2, 3).model_copy(update={"outcome": None})
    unsent = replied(4).model_copy(update={"digest": "0" * 16, "outcome": None})
    here = stand(old, draft, replied(3).model_copy(update={"digest": "0" * 16}), unsent)
    assert here.profiles == ()
    assert here.left_out == 2
    assert here.says[-1] == "2 answers were given before the questions changed, and left out here."


def test_a_part_without_enough_answers_has_no_step() -> None:
    one = stand(rated(1, {"trust": None}, "before"), rated(2, 2, "after")).changes[0]
    step = one.steps[2]
    assert (step.before, step.gap, step.is_noise) == (None, None, None)
    assert one.total.gap is not None


def test_without_totals_only_parts_are_compared() -> None:
    few: dict[str, int | None] = {part.id: None for part in EPSA.subscales[:3]}
    one = stand(rated(1, few, "before"), rated(2, 2, "after")).changes[0]
    assert one.says[0] == "One of the two has no total, so only their parts can be compared."
    first = stand(rated(1, few)).profiles[0].says[0]
    assert first == "There is no total: 5 of 8 parts have enough answers, and it takes 6."


def test_marks_of_two_colleagues_are_a_mean_and_the_last_word_of_each_counts() -> None:
    replies = replied(1, "before")
    here = stand(replies, marked(2, replies, 30, 1), marked(3, replies, 41, 2), marked(4, replies, 32, 1))
    assert here.lines
    (point,) = here.lines.peer_marks
    assert (point.shown, point.raters, fraction(point.value)) == ("36.5", 2, Fraction(73, 2))
    assert here.lines.most == 72


def test_own_marks_and_those_of_others_stay_apart() -> None:
    replies = replied(1, "before")
    here = stand(replies, marked(2, replies, 50), marked(3, replies, 30, 1))
    assert here.lines
    assert [one.shown for one in here.lines.own_marks] == ["50"]
    assert [one.shown for one in here.lines.peer_marks] == ["30"]


def test_marks_for_replies_that_are_not_here_show_nothing() -> None:
    assert stand(rated(1, 2), marked(2, replied(9), 50)).lines is None


def test_lower_marks_are_told_first_with_what_they_can_mean() -> None:
    first, second = replied(1, "before"), replied(3, "after")
    lines = stand(first, marked(2, first, 50), second, marked(4, second, 40)).lines
    assert lines and lines.says[0] == TASK.when_lower


def test_the_day_is_the_one_on_the_learners_clock() -> None:
    assert stand(rated(1, 2, "before")).profiles[0].when.words == "Before the course, 2 January 2026"
    assert stand(rated(1, 2)).profiles[0].when.words == "2 January 2026"


def _texts(record: Any) -> Iterable[str]:
    if isinstance(record, str):
        yield record
    elif isinstance(record, dict):
        for each in record.values():
            yield from _texts(each)
    elif isinstance(record, list | tuple):
        for each in record:
            yield from _texts(each)


def test_nothing_said_judges_or_ranks() -> None:
    here = stand(
        rated(1, 1, "before"), rated(2, 4, "after"), rated(3, 0, "after", "then"), rated(4, 2, "later"),
    )  # fmt: skip
    texts = " ".join(_texts(here.model_dump())).lower()
    for word in (
        "good score",
        "well done",
        "improve",
        "better than",
        "poor",
        "percentile",
        "average person",
        "effect of",
    ):
        assert word not in texts


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_standing", ROOT / "tests/vectors/make_standing.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_vectors_are_what_python_says() -> None:
    same = (ROOT / "tests/vectors/standing.json").read_text(encoding="utf-8") == _maker().text()
    # Apart from the assertion: to write out how half a megabyte differs takes minutes.
    assert same, "stale. Run .venv/bin/python tests/vectors/make_standing.py"
