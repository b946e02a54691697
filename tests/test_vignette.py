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
from powerwith.lint.vignettes import check_vignette, unread
from powerwith.model import Case, Entry, Phrase, Vignette, VignetteResponse, pieces, told
from powerwith.model.share import SharedVignette
from powerwith.model.vignette import NOT_ABOUT_ONE, UNREAD, Marker
from powerwith.papers.packs.cases import case_parts
from powerwith.papers.packs.pieces import Heading, Ticks
from powerwith.papers.packs.pieces import Text as Words
from powerwith.runsheets import load_runsheets, load_slips
from powerwith.widgets import Practice

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "exercises/ch17/four-cases-by-chance.yml"
FOUND = course_bank().find("four-cases-by-chance", "here")
assert isinstance(FOUND, Vignette)
PACK = FOUND
SIGNED = course_bank().find("four-more-cases", "here")
assert isinstance(SIGNED, Vignette)
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
        pytest.param(
            Vignette.model_validate_json(json.dumps(marked() | {"cases": [
                one | {"text": one["text"] + " The police came."} for one in marked()["cases"]]})),
            ("cases", 0, "text"), "says “police”", id="a-marker-beside-a-crime"),
    ],
)  # fmt: skip
def test_an_author_is_told_what_would_spoil_it(pack: Vignette, path: tuple[str | int, ...], says: str) -> None:
    assert any(place == path and re.search(says, words) for place, words, _ in check_vignette(pack))


@pytest.mark.parametrize("pack", [PACK, SIGNED], ids=lambda pack: pack.design)
def test_the_packs_of_the_course_have_nothing_to_mend(pack: Vignette) -> None:
    assert list(check_vignette(pack)) == []


# The pack with a marker


def test_one_detail_differs_and_it_is_the_same_in_every_case() -> None:
    assert SIGNED.marker and SIGNED.marker.reverses == "mother-and-stove"
    assert all(len(case.phrases) == 1 for case in SIGNED.cases)
    assert {case.phrases[0].b for case in SIGNED.cases} == {"on an estate on the council's priority list"}
    assert all(told(case, "a").count("estate") == 0 for case in SIGNED.cases), "nothing else gives it away"


def test_everybody_in_it_has_something_to_bring() -> None:
    names = {member.name for member in SIGNED.cast}
    assert all(member.faces and member.brings for member in SIGNED.cast)
    assert all(any(name in told(case, "a") for name in names) for case in SIGNED.cases)


def test_it_asks_what_the_lab_on_words_asks() -> None:
    """What is rated was settled before, so that nobody can choose among outcomes."""
    assert (SIGNED.outcomes, SIGNED.steps, SIGNED.line_asks) == (PACK.outcomes, PACK.steps, PACK.line_asks)


def test_nothing_open_says_which_detail_it_is() -> None:
    assert SIGNED.marker
    before = " ".join([SIGNED.title, SIGNED.objective, SIGNED.prompt, SIGNED.consent, SIGNED.marker.agree, SIGNED.id,
                       SIGNED.content_note or "", *(case.title for case in SIGNED.cases)])  # fmt: skip
    assert not re.search(r"address|estate|street|where .* lives?", before, re.IGNORECASE)
    page = (ROOT / "book/trainers/one-detail.md").read_text(encoding="utf-8")
    around = re.sub(r":::\{dropdown\}.*?:::", "", page, flags=re.DOTALL)
    assert not re.search(r"address|estate", around, re.IGNORECASE), "only folded away"


def test_until_somebody_has_read_it_page_shell_and_pack_say_so(tmp_path: Path) -> None:
    assert SIGNED.reviewed is None
    assert [line for line in unread(course_bank()) if UNREAD in line and SIGNED.id in line]
    (tmp_path / "exercises" / "ch17").mkdir(parents=True)
    file = ROOT / "exercises/ch17/four-more-cases.yml"
    text = file.read_text(encoding="utf-8")
    (tmp_path / "exercises" / "ch17" / file.name).write_text(text, encoding="utf-8")
    (tmp_path / "index.md").write_text("# A page\n\n```{practice} four-more-cases\n```\n", encoding="utf-8")
    made = " ".join(re.sub(r"<script.*?</script>", "", build(tmp_path), flags=re.DOTALL).split())
    assert made.index("Read by two people who live with this: not yet done.") < made.index("Before you begin")
    assert SIGNED.marker and made.index(SIGNED.marker.agree) < made.index("Judith is 31")
    record = text.replace("pack: one-detail", "reviewed: Two people, in spring.\npack: one-detail")
    (tmp_path / "exercises" / "ch17" / file.name).write_text(record, encoding="utf-8")
    read = load_bank(tmp_path / "exercises")
    assert list(unread(read)) == []
    assert payload.payload(read.exercises[SIGNED.id]).digest == payload.payload(SIGNED).digest


def test_on_paper_a_tick_comes_before_the_first_case_and_the_debrief_is_its_own() -> None:
    sheet = load_runsheets(ROOT / "exercises", tuple(course_bank().exercises))["one-detail-in-a-file"]
    step = next(step for session in sheet.sessions for step in session.steps if SIGNED.id in step.exercises)
    packs, both, key = case_parts(SIGNED, step, load_slips(ROOT / "exercises").cases, people=36, seed=3)
    assert len([block for block in packs.blocks if isinstance(block, Heading)]) == 9, "a pack for each table of four"
    assert SIGNED.marker and packs.blocks[2] == Ticks(((SIGNED.marker.agree, ""),))
    assert key.blocks[0] == Words(UNREAD, "strong")
    said = " ".join(block.text for block in both.blocks if isinstance(block, Words))
    assert "One detail differs: where the person lives." in said and "what words may do" not in said
    assert "estate on a list" not in " ".join(block.text for block in packs.blocks if isinstance(block, Words))


def test_answers_to_it_travel_in_a_share_and_in_a_code() -> None:
    given = response(pack=SIGNED.pack, order=[case.id for case in SIGNED.cases],
                     cases={"second-check": {"version": "b", "ratings": {"warmth": 8}, "step": "shared"},
                            "eleven-days": {"version": "a", "ratings": {"leave-it": 2}}})  # fmt: skip
    one = share.answer(entry(given, exercise=SIGNED.id, digest=payload.payload(SIGNED).digest))
    assert isinstance(one.response, SharedVignette) and one.response.cases["second-check"].ratings == {"warmth": 8}
    code = share.write_code(one, share.keys(SIGNED), "11111111-1111-4111-8111-111111111111")
    assert share.read_code(code, course_bank().exercises).answer.response == one.response
