"""What might identify somebody: the rules find it, leave the rest alone, and the review is the same for every name."""

import io
import json
import runpy
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum.gb import nhs

from powerwith import privacy
from powerwith.cli import main
from powerwith.privacy import Spot, capitals
from powerwith.source import SourceError

ROOT = Path(__file__).resolve().parents[1]
VECTORS = ROOT / "tests" / "vectors"
HELD_OUT: dict[str, Any] = json.loads((VECTORS / "privacy-held-out.json").read_text(encoding="utf-8"))
RULES = [pytest.param(rule, id=f"{rule.kind}-{i}") for i, rule in enumerate(privacy.rules().rules)]

HOSTILE = (
    "1", "1 ", "11-", "0 1", "(0", "+1", "1.", "a.", "a@", "a-", "Aa ", "1 Aa ", "99-", "+44 (0) 1", "born on the ",
    "ref no: a-a-", "case number aaaaaaaaaaaaaaaaaaaaaaa ", "flat 1, 1 aa aa ", "www.a-", "https://a", "Mrs A ",
    "she is 99 ", "a at b dot ", "1 Aa Aa Aa Aa ", "123 456 7890 ", "😀1",
)  # fmt: skip
"""Pieces that, repeated, keep every pattern busy."""


def kinds(text: str) -> set[str]:
    """The kinds that are found in a text."""
    return {spot.kind for spot in privacy.found(text)}


def words(text: str, allowed: tuple[str, ...] = ()) -> list[str]:
    """The words that the review shows."""
    return [name.word for name in privacy.names(text, allowed)]


def quickest(text: str) -> float:
    """Milliseconds of this process's own time, so that other work on the machine cannot fail a test."""
    times = []
    for _ in range(5):
        start = time.process_time()
        privacy.found(text)
        times.append((time.process_time() - start) * 1000)
    return min(times)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_finds_its_examples_and_leaves_the_others(rule: privacy.Finder) -> None:
    assert [text for text in rule.finds if rule.kind not in kinds(text)] == []
    assert [text for text in rule.leaves if rule.kind in kinds(text)] == []


def test_a_mistake_in_a_pattern_is_told_with_its_place(tmp_path: Path) -> None:
    written = privacy.FILE.read_text(encoding="utf-8")
    for wrong, told in (
        ("[0-9]*", "`*"),
        ("{nothing}", "no piece `nothing`"),
        (r"\d", r"`\d"),
        ("(?<=a)b", "`(?<=a)b"),
    ):
        file = tmp_path / "rules.yml"
        file.write_text(written.replace("'[0-9]{10}'", f"'{wrong}'", 1), encoding="utf-8")
        line = next(i for i, one in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if f"'{wrong}'" in one)

        with pytest.raises(SourceError) as caught:
            privacy.read_rules(file)

        assert told in str(caught.value)
        assert f"rules.yml:{line}:" in str(caught.value)


def test_the_check_digit_is_that_of_the_standard_library_of_numbers() -> None:
    for number in range(9434765000, 9434767000):
        text = str(number)
        assert (Spot(kind="nhs-number", start=0, end=10, hard=True) in privacy.found(text)) == nhs.is_valid(text), text


@pytest.mark.parametrize("kind", HELD_OUT["marked"])
def test_nearly_all_of_what_was_held_out_is_found(kind: str) -> None:
    texts = HELD_OUT["marked"][kind]
    missed = []
    for text in texts:
        start, end = text.index("⟦"), text.index("⟧") - 1
        spots = privacy.found(text.replace("⟦", "").replace("⟧", ""))
        if not any(spot.kind == kind and spot.start < end and spot.end > start for spot in spots):
            missed.append(text)

    assert len(texts) >= 50
    assert len(missed) <= 0.02 * len(texts), missed


def test_few_clean_sentences_are_flagged() -> None:
    flagged = [text for text in HELD_OUT["clean"] if privacy.found(text)]

    assert len(HELD_OUT["clean"]) >= 100
    assert len(flagged) <= 0.03 * len(HELD_OUT["clean"]), flagged


def test_replies_written_for_the_coach_are_left_alone() -> None:
    files = list((VECTORS / "coach" / "blind").glob("*.jsonl"))
    replies = [json.loads(line)["text"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    flagged = [text for text in replies if kinds(text) - {"titled-name"}]

    assert len(replies) >= 200
    assert len(flagged) <= 0.03 * len(replies), flagged


def _shown(name: str, text: str) -> bool:
    wanted = [part for part in name.split("-") if part.lower() != part or not part.isascii()]
    return set(wanted) <= set(words(text))


def test_the_review_finds_names_of_every_origin_alike() -> None:
    found = {
        group: [_shown(name, frame.replace("{}", name)) for name in names for frame in HELD_OUT["frames"]]
        for group, names in HELD_OUT["names"].items()
    }
    shares = {group: 100 * sum(hits) / len(hits) for group, hits in found.items()}

    assert len(shares) == 6 and {len(names) for names in HELD_OUT["names"].values()} == {60}
    assert min(shares.values()) >= 98
    assert max(shares.values()) - min(shares.values()) <= 2, shares


@pytest.mark.parametrize("group", HELD_OUT["names"])
def test_in_an_entry_every_name_of_every_origin_is_shown(group: str) -> None:
    entry = " ".join(HELD_OUT["frames"])

    assert [name for name in HELD_OUT["names"][group] if not _shown(name, entry.replace("{}", name))] == []


def test_common_words_are_no_names_of_the_held_out_set_but_for_a_few() -> None:
    common = set(privacy.compiled()["words"]["common"])
    names = {name.lower() for group in HELD_OUT["names"].values() for name in group}

    assert names & common <= {"an", "can", "long", "day"}, "shown only where they stand inside a sentence"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Yesterday we met. Then we left.", [], id="a-sentence-may-begin-with-a-common-word"),
        pytest.param("Then we met Then.", ["Then"], id="unless-it-has-its-capital-inside-as-well"),
        pytest.param("Grace came. Hope stayed.", ["Grace", "Hope"], id="names-that-are-words-count-as-names"),
        pytest.param("Will you come? Mark the place.", [], id="a-verb-that-is-a-name-too"),
        pytest.param("In May I asked May.", ["May"], id="a-month-that-is-a-name-too"),
        pytest.param("The NHS and E12, and J. came", [], id="letters-and-codes-are-no-names"),
        pytest.param("Priya's son and Priya", ["Priya"], id="a-possessive-belongs-to-the-name"),
        pytest.param("We met علي and 王小明.", ["علي", "王小明"], id="scripts-without-capitals-are-shown"),
        pytest.param("On Monday in Scotland", [], id="days-and-nations-are-left-out"),
        pytest.param("She lives in Leeds", ["Leeds"], id="other-places-are-shown"),
    ],
)
def test_what_the_review_shows(text: str, shown: list[str]) -> None:
    assert words(text) == shown


def test_people_of_an_exercise_can_be_left_out() -> None:
    assert words("We asked Noor and Sam Okoro.", ("noor",)) == ["Sam", "Okoro"]
    assert words("We asked Noor and Sam Okoro.", ("Sam Okoro", "Noor")) == []


@pytest.mark.parametrize(
    ("text", "by", "out"),
    [
        pytest.param("Priya's, PRIYA, Priyas", {"Priya": "Person A"}, "Person A's, Person A, Priyas", id="whole-words"),
        pytest.param("Rose rose.", {"Rose": "Person A"}, "Person A rose.", id="not-what-is-written-small"),
        pytest.param("Ade Osei left", {"Ade": "Person A", "Osei": "Person A"}, "Person A left", id="both-names-as-one"),
        pytest.param("Ade Osei, Ade", {"Ade": "B", "Ade Osei": "A"}, "A, B", id="the-longest-first"),
        pytest.param("A B", {"A": "B", "B": "A"}, "B A", id="none-is-replaced-twice"),
        pytest.param("O’Brien and O'Brien", {"O'Brien": "P"}, "P and P", id="either-apostrophe"),
        pytest.param("علي، 王小明", {"علي": "P", "王小明": "Q"}, "P، Q", id="every-script"),
        pytest.param("E\u0301lodie", {"Élodie": "P"}, "P", id="accents-apart-or-joined"),
    ],
)
def test_replaced_everywhere(text: str, by: dict[str, str], out: str) -> None:
    assert privacy.replaced(text, by) == out


def test_digits_that_do_not_add_up_hide_none_that_do() -> None:
    text = "1112 943 476 5919"

    assert not nhs.is_valid("1112943476") and nhs.is_valid("9434765919")
    assert Spot(kind="nhs-number", start=5, end=17, hard=True) in privacy.found(text)


def test_what_overlaps_becomes_one_of_the_kind_of_the_longest_and_hard_if_any_is() -> None:
    text = "https://example.org/?from=a.b@example.org"
    assert privacy.found(text) == (Spot(kind="web-address", start=0, end=len(text), hard=True),)


def test_vectors_are_what_python_says() -> None:
    made = runpy.run_path(str(VECTORS / "make_privacy.py"))["made"]()
    assert (VECTORS / "privacy.json").read_text(encoding="utf-8") == made, "stale. Run `make regen`."
    assert (VECTORS / "privacy-rules.json").read_text(encoding="utf-8") == privacy.rules_json(), "stale. `make regen`."
    assert sum(len(some) for some in json.loads(made).values()) >= 400


anything = st.text(max_size=300)
likely = st.lists(
    st.sampled_from(
        ["0", "1", "07700", "943 476 5919", "Mrs", "Ade", "'s", "’", "-", " ", "\n", ".", "@", "a", "3 May", "born",
         "M1", "é", "😀"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(anything | likely)
@example("\ud83d")
@example("\x00")
def test_places_lie_in_the_text_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for spot in privacy.found(text):
        assert end <= spot.start < spot.end <= len(text)
        end = spot.end
    for name in privacy.names(text):
        for start, stop in name.spots:
            assert capitals.key(text[start:stop]) == capitals.key(name.word)


@given(anything | likely, st.dictionaries(st.sampled_from(["Ade", "Mrs", "M1", "é", "a"]), st.just("§"), max_size=3))
def test_a_replaced_name_is_gone_and_the_rest_stays(text: str, by: dict[str, str]) -> None:
    after = privacy.replaced(text, by)

    assert privacy.replaced(after, by) == after
    assert not set(by) & {name.word for name in privacy.names(after)}
    if not by:
        assert after == text


@given(likely)
def test_a_line_more_changes_nothing_before_it(text: str) -> None:
    before = [spot.model_dump() for spot in privacy.found(text)]
    after = [spot.model_dump() for spot in privacy.found(text + "\n\nIt rained.")]
    assert after == before


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_no_longer_than_50_ms(piece: str) -> None:
    assert quickest((piece * 20_000)[:20_000]) <= 50


def test_twice_the_text_takes_about_twice_the_time() -> None:
    for piece in HOSTILE:
        short, long = quickest((piece * 2_500)[:2_500]), quickest((piece * 10_000)[:10_000])
        assert long <= 8 * short + 5, piece


@pytest.mark.parametrize(
    ("note", "code", "said"),
    [
        pytest.param("We rang\n07700 900123.", 1, "note.txt:2: “07700 900123” is probably a phone number.", id="hard"),
        pytest.param("We met\non 3 May.", 1, "note.txt:2: “3 May” looks like a date with a day.", id="soft"),
        pytest.param("I asked Ade.\nAde sang.", 0, "note.txt:1: “Ade” has a capital (again on line 2).", id="name"),
        pytest.param("We listened.", 0, "no rule found anything", id="nothing"),
        pytest.param("Ade: https://x.org/\x1b[2J", 1, "“https://x.org/�[2J”", id="nothing-that-steers-a-terminal"),
    ],
)  # fmt: skip
def test_the_command_says_it_line_by_line(note: str, code: int, said: str, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.txt").write_text(note, encoding="utf-8")

    result = CliRunner().invoke(main, ["identifies", "note.txt"])

    assert result.exit_code == code
    assert said in result.output
    assert "\x1b" not in result.output
    assert "cannot see a story" in result.output


def test_the_command_tells_of_each_place_once(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(
        "We met at 12 High Street.\nHigh hopes. A woman called High rang.", encoding="utf-8"
    )

    said = CliRunner().invoke(main, ["identifies", str(tmp_path / "note.txt")]).output

    assert "“Street”" not in said
    assert "note.txt:2: “High” has a capital." in said


def test_the_command_reads_standard_input_and_says_what_it_cannot_read(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "powerwith.cli", "identifies", "-"], input=b"a@example.org", capture_output=True
    )
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff")
    refused = CliRunner().invoke(main, ["identifies", str(tmp_path / "picture.png")])

    assert run.returncode == 1
    assert run.stdout.decode().startswith("standard input:1: “a@example.org” is probably an e-mail address.")
    assert "picture.png: this is not text in UTF-8. Save it as plain text." in refused.output


def test_a_file_too_large_is_not_looked_through() -> None:
    with pytest.raises(
        privacy.PrivacyError, match=r"^note\.txt: the file is larger than 5,000,000 bytes\. Divide it\.$"
    ):
        privacy.read_text(io.BytesIO(b"a" * 5_000_001), "note.txt")

    assert len(privacy.read_text(io.BytesIO(b"a" * 5_000_000), "note.txt")) == 5_000_000
