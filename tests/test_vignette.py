"""Cases that chance deals: the shape of a pack, the dealing, paper, the notebook, and what an author is told."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from test_sphinx_ext import build

from powerwith import assign, payload, share
from powerwith.bank import BankError, course_bank, load_bank
from powerwith.journal.whole import covers
from powerwith.lint.vignettes import check_vignette
from powerwith.model import Case, Entry, Phrase, Vignette, VignetteResponse, pieces, told
from powerwith.model.share import SharedVignette
from powerwith.model.vignette import NOT_ABOUT_ONE, Marker
from powerwith.widgets import Practice

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "exercises/ch17/four-cases-by-chance.yml"
FOUND = course_bank().find("four-cases-by-chance", "here")
assert isinstance(FOUND, Vignette)
PACK = FOUND
MARKER = Marker(what="The age of the mother", agree="I know that one detail was chosen.", reverses="envelope")


def changed(**changes: Any) -> Vignette:
    return PACK.model_copy(update=changes)


def cases(**changes: Any) -> tuple[Any, ...]:
    """The cases, the first of them changed."""
    return (PACK.cases[0].model_copy(update=changes), *PACK.cases[1:])


def marked() -> dict[str, Any]:
    """The pack as a marker pack: one phrase in each case."""
    plain = PACK.model_dump(mode="json", exclude_none=True)
    for case in plain["cases"]:
        case["text"] = re.sub(r"\[[23]\]", "came", case["text"])
        case["phrases"] = case["phrases"][:1]
    return plain | {"design": "marker", "marker": MARKER.model_dump()}


def response(**changes: Any) -> VignetteResponse:
    given: dict[str, Any] = {
        "kind": "vignette",
        "pack": PACK.pack,
        "version": 1,
        "seed": 4,
        "order": [case.id for case in PACK.cases],
        "cases": {
            "envelope": {"version": "b", "ratings": {"warmth": 3}, "step": "shared", "text": "Good morning, Delphine."},
            "biscuit-tin": {"version": "a", "skipped": True},
        },
    }
    return VignetteResponse.model_validate_json(json.dumps(given | changes))


def entry(given: VignetteResponse, **changes: Any) -> Entry:
    plain: dict[str, Any] = {
        "v": 1, "id": "00000000-0000-4000-8000-000000000001", "rev": 1, "exercise": PACK.id, "kind": "vignette",
        "attempt": 1, "seq": 1, "digest": payload.payload(PACK).digest, "response": given.model_dump(mode="json"),
        "outcome": {}, "updated": "2026-11-22T09:00:00Z",
    }  # fmt: skip
    return Entry.model_validate_json(json.dumps(plain | changes))


# The shape


def test_versions_differ_in_their_marked_phrases_alone() -> None:
    for case in PACK.cases:
        rest = [[words for words, differs in pieces(case, version) if not differs] for version in ("a", "b")]
        assert rest[0] == rest[1]
        assert told(case, "a") != told(case, "b")
        assert 1 <= len(case.phrases) <= 3


def test_the_chapter_prints_the_very_same_words() -> None:
    """The lab on paper has the cases in the chapter's text, so that they can be cut out."""
    page = " ".join((ROOT / "book/ch17.md").read_text(encoding="utf-8").split())
    for case in PACK.cases:
        for version in ("a", "b"):
            assert f"**Version {version.upper()}** > {told(case, version)}" in page, f"{case.id}, version {version}"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({"text": "She said so."}, "the text has no place", id="no-place-for-a-phrase"),
        pytest.param({"text": "[2] and [1]."}, "in this order", id="places-out-of-order"),
        pytest.param({"text": "[1] [1] [2]"}, "each once", id="a-place-twice"),
        pytest.param({"phrases": [{"a": "said", "b": "said"}] * 2}, "says the same twice", id="no-difference"),
        pytest.param({"phrases": [{"a": "x", "b": "y"}] * 4}, "at most 3", id="four-phrases"),
    ],
)
def test_a_case_that_does_not_fit_together_is_refused(change: dict[str, Any], says: str) -> None:
    plain = {
        "id": "a",
        "title": "A",
        "text": "She [1] and [2].",
        "phrases": [{"a": "x", "b": "y"}, {"a": "u", "b": "v"}],
    }
    Case.model_validate_json(json.dumps(plain))
    with pytest.raises(ValidationError, match=re.escape(says)):
        Case.model_validate_json(json.dumps(plain | change))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({"design": "wording"}, "go together", id="marker-without-its-design"),
        pytest.param({"marker": None}, "go together", id="design-without-its-marker"),
        pytest.param(
            {"marker": MARKER.model_dump() | {"reverses": "nobody"}}, "which is no case", id="nothing-reversed"
        ),
        pytest.param({"cases": PACK.model_dump(mode="json")["cases"]}, "A marker stands alone", id="stacked"),
        pytest.param({"cases": marked()["cases"][:3]}, "cases", id="three-cases"),
        pytest.param({"steps": [{"id": "x", "label": "X"}] * 2}, "Give each its own", id="one-id-twice"),
    ],
)
def test_a_marker_pack_says_what_it_does(change: dict[str, Any], says: str) -> None:
    Vignette.model_validate_json(json.dumps(marked()))
    with pytest.raises(ValidationError, match=re.escape(says)):
        Vignette.model_validate_json(json.dumps(marked() | change))


def test_an_author_gets_the_place_of_a_slip(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8").replace("She [2] the advice", "She came to the advice")
    place = tmp_path / "ch17" / FILE.name
    place.parent.mkdir()
    place.write_text(text, encoding="utf-8")
    with pytest.raises(BankError, match=r"four-cases-by-chance\.yml:30: the text has \[1\], \[3\]\. Give it"):
        load_bank(tmp_path)


def test_a_new_version_is_another_pack_and_a_mended_debrief_is_not() -> None:
    digest = payload.payload(PACK).digest
    first = PACK.cases[0].phrases[0]
    others = [
        changed(version=2),
        changed(pack="other"),
        changed(cases=cases(phrases=(Phrase(a=first.a, b="swears"), *PACK.cases[0].phrases[1:]))),
        changed(cases=cases(text=PACK.cases[0].text + " She smiled.")),
        changed(outcomes=PACK.outcomes[:2]),
    ]
    assert len({digest, *(payload.payload(other).digest for other in others)}) == 6
    assert payload.payload(changed(debrief="Mended.", title="Other", fixes=("One.",))).digest == digest


# Chance


def test_every_six_packs_hold_each_split_once() -> None:
    for seed in range(40):
        dealt = assign.deal(seed, 18)
        for start in (0, 6, 12):
            assert len({hand.versions for hand in dealt[start : start + 6]}) == 6


def test_with_whole_sixes_each_case_is_read_equally_often_in_each_version() -> None:
    for packs in (6, 12, 24):
        dealt = assign.deal(5, packs)
        for case in range(4):
            assert sum(hand.versions[case] == "b" for hand in dealt) == packs // 2


def test_people_on_their_own_get_each_split_and_each_order_about_equally_often() -> None:
    """Of 6,000 hands about 1,000 have each split, and about 250 each of 24 orders; five standard errors are allowed."""
    dealt = [assign.hand(seed) for seed in range(6000)]
    splits, orders = Counter(hand.versions for hand in dealt), Counter(hand.order for hand in dealt)
    assert len(splits) == 6 and all(abs(count - 1000) < 145 for count in splits.values())
    assert len(orders) == 24 and all(abs(count - 250) < 78 for count in orders.values())


def test_a_seed_deals_the_same_again_and_another_does_not() -> None:
    assert assign.deal(7, 20) == assign.deal(7, 20)
    assert assign.deal(7, 20) != assign.deal(8, 20)


@pytest.mark.parametrize("seed", [-1, assign.LARGEST + 1])
def test_a_seed_beyond_32_bits_is_refused(seed: int) -> None:
    with pytest.raises(ValueError, match="the seed is"):
        assign.hand(seed)


# What is kept and handed over


def test_a_later_draft_takes_the_place_of_an_earlier_one_and_never_of_another_deal() -> None:
    older = entry(response(), outcome=None)
    more = {
        "envelope": {
            "version": "b",
            "ratings": {"warmth": 3, "leave-it": 0},
            "step": "shared",
            "text": "Good morning, Delphine. Tea?",
        },
        "biscuit-tin": {"version": "a", "skipped": True},
    }
    assert covers(entry(response(cases=more)), older)
    assert not covers(entry(response(cases=more, seed=5)), older)
    assert not covers(entry(response(cases={})), older)


def test_a_share_holds_ratings_and_versions_and_no_words() -> None:
    shared = share.answer(entry(response()))
    given = json.dumps(shared.model_dump(mode="json"))
    assert isinstance(shared.response, SharedVignette)
    assert shared.response.cases["envelope"].ratings == {"warmth": 3}
    assert "biscuit-tin" not in shared.response.cases
    assert "Delphine" not in given and '"seed"' not in given and "order" not in given


# Paper and notebook


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page as it is printed, without what a browser makes of it."""
    folder = tmp_path_factory.mktemp("paper")
    (folder / "exercises" / "ch17").mkdir(parents=True)
    (folder / "exercises" / "ch17" / FILE.name).write_text(FILE.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "index.md").write_text("# A page\n\n```{practice} four-cases-by-chance\n```\n", encoding="utf-8")
    return " ".join(re.sub(r"<script.*?</script>", "", build(folder), flags=re.DOTALL).split())


def test_paper_has_consent_before_any_case(paper: str) -> None:
    before = paper.index("We look only at the group")
    assert before < paper.index("<details") < paper.index("Delphine is 44")


def test_paper_has_a_sheet_for_each_version_and_twelve_packs_to_deal(paper: str) -> None:
    assert re.findall(r"Sheet (\d[AB])\.", paper) == ["1A", "1B", "2A", "2B", "3A", "3B", "4A", "4B"]
    rows = re.findall(r"<p>(\d[AB])</p>", paper)
    packs = [rows[start : start + 4] for start in range(0, 48, 4)]
    assert len(rows) == 48
    assert all(sum(sheet[1] == "B" for sheet in pack) == 2 and len({sheet[0] for sheet in pack}) == 4 for pack in packs)
    assert Counter(rows) == {f"{case}{version}": 6 for case in range(1, 5) for version in "AB"}


def test_paper_marks_the_words_that_differ_in_the_debrief_and_not_on_a_sheet(paper: str) -> None:
    sheets, debrief = paper.split("both versions, side by side", 1)
    assert "<strong>claims</strong>" not in sheets and "claims" in sheets
    assert debrief.count("<strong>claims</strong>") == 3
    assert NOT_ABOUT_ONE in debrief and all(fix in debrief for fix in PACK.fixes)


def test_a_notebook_shows_the_same_pack() -> None:
    widget = Practice("four-cases-by-chance")
    assert widget.payload["exercise"]["pack"] == "words-in-notes"
    assert widget.rules is None
    assert repr(widget) == "Practice('four-cases-by-chance')"


# What an author is told


@pytest.mark.parametrize(
    ("pack", "path", "says"),
    [
        pytest.param(changed(consent="Chance deals. We look at the group. Skip what you like."), ("consent",),
                     "does not speak of withdrawing", id="no-word-on-withdrawing"),
        pytest.param(changed(consent="We look at the group. Skip, or withdraw."), ("consent",),
                     "does not speak of chance", id="no-word-on-chance"),
        pytest.param(changed(debrief="This proves it."), ("debrief",), "it says “proves”", id="a-proof"),
        pytest.param(changed(debrief="So you’re biased."), ("debrief",), "it says “you're biased”", id="a-verdict"),
        pytest.param(changed(cases=cases(text="She [1], [2], [3].")), ("cases", 0, "text"), "words", id="too-short"),
        pytest.param(changed(cases=cases(title="Loaded")), ("cases", 0, "title"), "says “loaded”", id="telling"),
        pytest.param(
            changed(cases=cases(phrases=(Phrase(a="said", b="said at great length and with many words for once"),
                                         *PACK.cases[0].phrases[1:]))),
            ("cases", 0, "phrases"), "words longer", id="one-version-longer"),
        pytest.param(Vignette.model_validate_json(json.dumps(marked())), ("design",), "lived experience", id="unread"),
        pytest.param(
            Vignette.model_validate_json(json.dumps(marked() | {"cases": [
                one | {"text": one["text"] + " The police came."} for one in marked()["cases"]]})),
            ("cases", 0, "text"), "says “police”", id="a-marker-beside-a-crime"),
    ],
)  # fmt: skip
def test_an_author_is_told_what_would_spoil_it(pack: Vignette, path: tuple[str | int, ...], says: str) -> None:
    assert any(place == path and re.search(says, words) for place, words, _ in check_vignette(pack))


def test_the_pack_of_the_course_has_nothing_to_mend() -> None:
    assert list(check_vignette(PACK)) == []
