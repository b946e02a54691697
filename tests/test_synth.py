"""Pretend cohorts: the same seed gives the same people, what they did fits the bank, and the change is as asked."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from powerwith import synth
from powerwith.bank import course_bank
from powerwith.cli import main
from powerwith.cohort import take
from powerwith.cohort.tables import given, tabled
from powerwith.model import Choice, Conversation, Scale, Sort
from powerwith.model.conversation import Ending
from powerwith.synth import SynthError

BANK = course_bank().exercises
NAMES = [name for name, one in BANK.items() if type(one) in synth._KINDS]
FEW = ["epsa", "reply-task", "the-brown-envelope", "why-to-what", "what-mends-it", "the-envelope"]


def test_the_same_seed_gives_the_same_people_and_another_gives_others() -> None:
    first = synth.shares(BANK, FEW, people=6, seed=7)
    assert synth.shares(BANK, FEW, people=6, seed=7) == first
    assert synth.shares(BANK, FEW, people=6, seed=8) != first
    assert len({one.share for one in first}) == 6


def test_everything_in_the_bank_can_be_done_and_fits_it() -> None:
    done = set()
    for share in synth.shares(BANK, NAMES, people=12):
        for answer in share.answers:
            exercise, response = BANK[answer.exercise], answer.response
            done.add(answer.exercise)
            assert response.kind in (exercise.kind, "marks")  # type: ignore[attr-defined]
            if isinstance(exercise, Choice):
                option = exercise.options[ord(response.option) - ord("a")]
                assert answer.outcome is not None and answer.outcome.effect == option.effect
            if isinstance(exercise, Sort):
                assert set(response.groups.values()) <= {group.id for group in exercise.groups}
            if isinstance(exercise, Conversation):
                assert answer.outcome is not None
                assert answer.outcome.ending in {one.id for one in exercise.endings if isinstance(one, Ending)}
            if isinstance(exercise, Scale):
                assert set(response.ratings) == {item.id for item in exercise.items}
    assert done == set(NAMES)


@pytest.mark.parametrize(("gain", "low", "high"), [(0.0, -0.12, 0.12), (1.0, 0.4, 1.0)])
def test_the_change_that_was_asked_for_is_there(gain: float, low: float, high: float) -> None:
    answers = tabled(map(given, synth.shares(BANK, ["epsa"], people=400, gain=gain))).answers
    reverse = {item.id for item in BANK["epsa"].items if item.reverse}  # type: ignore[attr-defined]
    turned = answers["number"].where(~answers["item"].isin(reverse), 4 - answers["number"])
    means = turned.groupby(answers["phase"]).mean()
    assert low < means["after"] - means["before"] < high


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (
            {"cohort": "spring-b"},
            "spring-b: the code of a synthetic cohort begins with synth-. Call it synth-spring-b.",
        ),
        ({"people": 0}, "people: it is 0. Use a whole number from 1 to 2000."),
        ({"names": ["no-such"]}, "no-such: no exercise of that name is in the bank."),
    ],
)
def test_what_cannot_be_made_is_said(given: dict[str, object], says: str) -> None:
    names = given.pop("names", FEW)
    with pytest.raises(SynthError) as raised:
        synth.shares(BANK, names, **given)  # type: ignore[arg-type]
    assert str(raised.value).startswith(says)


def test_loaded_words_do_to_pretend_people_what_was_asked_for() -> None:
    pack = BANK["four-cases-by-chance"]
    answers = tabled(map(given, synth.shares(BANK, [pack.id], people=600))).answers
    rated = answers[answers["item"].str.contains("/")].assign(outcome=lambda table: table["item"].str.split("/").str[1])
    means = rated.groupby(["outcome", "value"])["number"].mean().unstack()
    apart = means["b"] - means["a"]
    for one, true in zip(pack.outcomes, synth.LOADED, strict=True):  # type: ignore[attr-defined]
        assert abs(apart[one.id] - true) < 0.25


def test_the_command_writes_one_file_for_each_and_says_that_nobody_is_real(tmp_path: Path) -> None:
    wanted = ["synth", "--people", "7", "--seed", "3", "--only", "epsa", "--only", "why-to-what", "--to"]
    for name in ("one", "two"):
        done = CliRunner().invoke(main, [*wanted, str(tmp_path / name)])
        assert done.exit_code == 0 and done.output.rstrip().endswith(synth.NOT_REAL)
    first, second = ([path.read_bytes() for path in sorted((tmp_path / name).iterdir())] for name in ("one", "two"))
    assert len(first) == 7 and first == second
    taken = take([tmp_path / "one"], exercises=BANK)
    assert taken.people == 7 and taken.notices == ()


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (["--cohort", "spring"], "Call it synth-spring"),
        (["--chapter", "ch99"], "no exercise is in this folder"),
        (["--only", "nothing-of-that-name"], "no exercise of that name"),
        (["--people", "2001"], "Use a whole number from 1 to 2000"),
    ],
)
def test_the_command_says_what_to_do(tmp_path: Path, wanted: list[str], says: str) -> None:
    done = CliRunner().invoke(main, ["synth", *wanted, "--to", str(tmp_path / "new")])
    assert done.exit_code == 1 and says in done.output
    assert not (tmp_path / "new").exists()


def test_the_command_writes_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text("{}", encoding="utf-8")
    done = CliRunner().invoke(main, ["synth", "--to", str(tmp_path)])
    assert done.exit_code == 1 and "something lies in this folder already" in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["mine.json"]
