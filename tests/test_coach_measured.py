"""The figures on the page "How the coach reads": counted here once more, in another way, and compared."""

import re
from pathlib import Path
from typing import Any

import pytest

from powerwith import coach
from powerwith.coach import measured
from powerwith.model import HARM_CODES, HELP_CODES

ROOT = Path(__file__).resolve().parents[1]
VECTORS = ROOT / "tests" / "vectors" / "coach"
PAGE = (ROOT / "book" / "reference" / "coach.md").read_text(encoding="utf-8")
SETS = measured.sets(VECTORS)

FIGURES: dict[str, Any] = {
    "tasks": {
        "annomi_question": {"n": 40, "pos": 10, "P": 0.8, "R": 0.4},
        "annomi_confront": {"n": 30, "pos": 3, "P": float("nan"), "R": 0.0},
        "politeness_se": {"n": 20, "pos": 5, "P": 0.5, "R": 0.2},
    },
    "false_alarms": {"AnnoMI high-quality sessions, any harm code": {"n": 1366, "per100": 0.5856515373352855}},
}


def section(name: str) -> str:
    """What stands on the page under one heading of the figures."""
    return PAGE.partition(f"### {name}\n")[2].partition("\n#")[0]


def cells(name: str, code: str) -> list[tuple[int, int]]:
    """The two counts of one code, as the page prints them."""
    row = next(line for line in section(name).splitlines() if f"(`{code}`)" in line)
    return [(int(a), int(b)) for a, b in re.findall(r"(\d+) of (\d+)", row)]


@pytest.mark.parametrize("name", SETS)
def test_the_page_shows_what_the_coach_does_today(name: str) -> None:
    replies = SETS[name]
    found = [{one.code for one in coach.check(reply["text"])} for reply in replies]
    for code in HARM_CODES | HELP_CODES:
        there = {i for i, reply in enumerate(replies) if any(mark["code"] == code for mark in reply["codes"])}
        marked = {i for i, codes in enumerate(found) if code in codes}
        wanted = [(len(there & marked), len(some)) for some in (there, marked) if some]
        assert cells(name, code) == wanted, f"{code}: the page is stale. Run `make regen`."


def test_the_page_counts_the_half_that_no_rule_was_made_from() -> None:
    replies = SETS["The half of our labelled replies that is kept apart"]
    assert len(replies) >= 300
    assert all(int(reply["id"][-3:]) % (3 if reply["id"].startswith("fresh") else 2) == 0 for reply in replies)


def test_every_code_has_the_name_that_the_exercises_use() -> None:
    shown = (ROOT / "js" / "src" / "view" / "words.ts").read_text(encoding="utf-8")
    assert set(measured.NAMES) == HARM_CODES | HELP_CODES
    assert [code for code, name in measured.NAMES.items() if f'{code}: "{name}"' not in shown] == []


def test_what_was_measured_on_public_texts_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "measured.json"
    measured.write(FIGURES, path)
    kept = measured.measured(path)
    assert kept.rules == coach.rules_version()
    assert kept.tasks["annomi_question"] == measured.Task(texts=40, there=10, marked=5, right=4)
    assert kept.tasks["annomi_confront"] == measured.Task(texts=30, there=3, marked=0, right=0)
    assert "politeness_se" not in kept.tasks
    assert kept.alarms["AnnoMI high-quality sessions, any harm code"].marked == 8


def test_the_page_shows_every_public_figure_that_is_kept() -> None:
    kept = measured.measured()
    public = section("Public sets of texts")
    assert set(kept.tasks) == set(measured.TASKS)
    assert set(kept.alarms) == set(measured.ALARMS)
    assert all(f"{one.right} of {one.there:,}" in public for one in kept.tasks.values())
    rows = [line for line in public.splitlines() if " in 100 |" in line]
    assert [
        f": {one.texts:,} |" in row and f"| {one.marked}, or" in row
        for one, row in zip(kept.alarms.values(), rows, strict=True)
    ] == [True] * 3
    assert kept.rules in public


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        pytest.param(coach.rules_version(), "They are the rules of this page.", id="the-same"),
        pytest.param("0" * 16, "The rules have changed since", id="older"),
    ],
)
def test_the_page_says_if_the_rules_have_changed(rules: str, says: str) -> None:
    kept = measured.measured().model_copy(update={"rules": rules})
    assert says in measured.figures_page(PAGE, {}, kept)


def test_few_replies_get_a_count_and_no_share() -> None:
    reply = {"text": "Calm down.", "verdict": "harm", "codes": [{"code": "DIRECT"}]}
    few = measured.figures_page(PAGE, {"Few": [reply] * 19})
    enough = measured.figures_page(PAGE, {"Enough": [reply] * 20})
    assert "| an order (`DIRECT`) | 19 of 19 | 19 of 19 |" in few
    assert "| an order (`DIRECT`) | 20 of 20 (100%) | 20 of 20 (100%) |" in enough


def test_good_replies_with_alarming_words_are_counted_apart() -> None:
    good = {"verdict": "ok", "codes": [], "text": "What happened?"}
    replies = [good | {"hard": True}, good | {"hard": True, "text": "Calm down."}, good | {"text": "Calm down."}]
    assert measured.alarmed(replies) == measured.Alarm(texts=2, marked=1)


def test_a_page_without_marks_is_left_alone() -> None:
    with pytest.raises(ValueError, match=r"lost a mark\. Put"):
        measured.figures_page("# How the coach reads", {})
