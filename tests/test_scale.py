"""A scale as an exercise: on paper, in a notebook, and before its author's critical friend."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from sphinx.errors import SphinxError
from test_sphinx_ext import build

from powerwith import payload, score, source
from powerwith.bank import BankError, load_bank
from powerwith.lint.exercises import check_exercise
from powerwith.lint.scales import check_scale
from powerwith.model import Scale
from powerwith.widgets import Practice

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "exercises/self/epsa.yml").read_text(encoding="utf-8")
EPSA = score.load("epsa")
REVERSED = [str(i) for i, item in enumerate(EPSA.items, start=1) if item.reverse]


def changed(**changes: Any) -> Scale:
    return EPSA.model_copy(update=changes)


def items(**changes: Any) -> tuple[Any, ...]:
    """The items, the first of them changed."""
    return (EPSA.items[0].model_copy(update=changes), *EPSA.items[1:])


def straight(text: str) -> str:
    """With the marks of a typewriter, whatever a builder made of them."""
    return re.sub("[“”]", '"', text).replace("’", "'")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "exercises" / "self"
    folder.mkdir(parents=True)
    (folder / "epsa.yml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "index.md").write_text("# A page\n\n```{practice} epsa\n```\n", encoding="utf-8")
    return tmp_path


# One source


def test_every_reader_has_the_same_scale() -> None:
    assert load_bank(ROOT / "exercises").exercises["epsa"] == EPSA
    assert not list((ROOT / "src").rglob("epsa.yml")), "two copies would drift apart"


def test_outside_the_course_the_course_is_found_by_where_the_package_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert score.load("epsa") == EPSA
    with pytest.raises(FileNotFoundError, match="no course folder here or above"):
        source.course_folder(tmp_path)


def test_an_exercise_of_another_kind_is_no_scale() -> None:
    with pytest.raises(score.ScoreError, match=r"^the-brown-envelope: there is no scale of this name\. Known: epsa\.$"):
        score.load("the-brown-envelope")


def test_words_for_looking_back_are_no_part_of_the_meaning() -> None:
    assert payload.payload(changed(looking_back=None)).digest == payload.payload(EPSA).digest
    assert payload.payload(changed(items=items(reverse=True))).digest != payload.payload(EPSA).digest


# The critical friend


def test_the_self_assessment_gives_its_author_nothing_to_mend() -> None:
    assert list(check_scale(EPSA)) == []


@pytest.mark.parametrize(
    ("scale", "path", "says"),
    [
        (changed(items=items(reverse=True)), ("subscales", 4), "“Small steps” has 2 reversed items"),
        (
            changed(items=tuple(one.model_copy(update={"reverse": False}) for one in EPSA.items)),
            ("subscales", 0),
            "“Knowing where I stand” has no reversed items",
        ),
        (changed(items=items(text="I " + "really " * 25 + "did.")), ("items", 0), "the item has 27 words"),
        (
            changed(items=items(text="Organisational multidisciplinary considerations predominated.")),
            ("items", 0),
            "the item has reading grade",
        ),
        (
            changed(
                items=tuple(i.model_copy(update={"text": "I considered everything important."}) for i in EPSA.items)
            ),
            ("items",),
            "the items have reading grade",
        ),
        (changed(items=items(text=EPSA.items[1].text)), ("items", 1), "the item asks what another asks"),
        (changed(answers=(*EPSA.answers, EPSA.answers[0])), ("answers", 5), "the answer “None” is there twice"),
        (changed(skip="None"), ("answers", 0), "the answer “None” is there twice"),
    ],
)
def test_an_author_is_told_what_could_be_fairer(scale: Scale, path: tuple[Any, ...], says: str) -> None:
    assert any(where == path and words.startswith(says) for where, words, _ in check_scale(scale)), list(
        check_scale(scale)
    )


def test_the_friend_names_the_line_and_lets_the_folder_pass(project: Path) -> None:
    path = project / "exercises" / "self" / "epsa.yml"
    path.write_text(TEXT.replace("    subscale: trust\n    reverse: true", "    subscale: trust", 1), encoding="utf-8")
    bank = load_bank(project / "exercises")
    (problem,) = check_exercise(bank, bank.exercises["epsa"])
    assert re.fullmatch(
        r"exercises/self/epsa\.yml:\d+: “Trust, safety and reliability” has no reversed items\. Have one, .*",
        str(problem),
    )


def test_another_folder_is_still_questioned(project: Path) -> None:
    (project / "exercises" / "self").rename(project / "exercises" / "mine")
    bank = load_bank(project / "exercises")
    assert [p.says for p in check_exercise(bank, bank.exercises["epsa"])] == ["the file stands in `mine`"]


# On paper


def test_it_can_be_ticked_and_counted_up_on_paper(project: Path) -> None:
    page = html.unescape(re.sub(r"<script.*?</script>", "", build(project), flags=re.DOTALL))
    table = page[page.index("<table") : page.index("</table>")]
    assert EPSA.status in page
    assert table.count("<tr") == 1 + len(EPSA.items)
    assert table.count("☐") == 32 * 6
    assert [item.text for item in EPSA.items if straight(item.text) not in straight(table)] == []
    before, _, after = page.partition("How to count it up")
    assert all(part.label not in before and part.label in after for part in EPSA.subscales), "names come at the end"
    assert f"Turn these round, since more of them is less: {', '.join(REVERSED)}." in after
    assert "Small steps: 1, 10, 23, 29" in after
    for band in EPSA.bands:
        assert band.says in after


def test_plain_text_has_it_all(project: Path) -> None:
    text = " ".join(build(project, "text").split())
    assert "☐" in text
    assert "A part needs 3 answers." in text
    assert "The total is the mean of the parts. It needs 6 of them." in text


def test_looking_back_asks_in_its_own_words(project: Path) -> None:
    (project / "index.md").write_text("# A page\n\n```{practice} epsa\n:then:\n```\n", encoding="utf-8")
    page = build(project)
    sent = json.loads(page[page.index('"pw-payload">') + 13 :].partition("</script>")[0])
    assert sent["about"] == "then"
    seen = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert "Now think back to the time before you began this course" in seen
    assert "Think of your last ten conversations" not in seen
    assert "When is this?" not in seen
    assert EPSA.asks[0] not in seen


def test_a_rating_of_now_carries_nothing_more_than_before(project: Path) -> None:
    page = build(project)
    sent = json.loads(page[page.index('"pw-payload">') + 13 :].partition("</script>")[0])
    assert set(sent) == {"exercise", "digest"}


def test_what_has_no_words_for_looking_back_cannot_look_back(project: Path) -> None:
    path = project / "exercises" / "self" / "epsa.yml"
    path.write_text(re.sub(r"looking_back: >-\n(  .*\n)+", "", TEXT), encoding="utf-8")
    (project / "index.md").write_text("# A page\n\n```{practice} epsa\n:then:\n```\n", encoding="utf-8")
    with pytest.raises(SphinxError, match=r"index\.md:3: `epsa` has no words for looking back\. Leave out `:then:`"):
        build(project)


# In a notebook


def test_a_notebook_looks_back_too() -> None:
    made = Practice("epsa", then=True)
    assert repr(made) == "Practice('epsa', then=True)"
    assert made.payload["about"] == "then"
    bundle, _ = made._repr_mimebundle_() or ({}, {})
    assert bundle[payload.MIME] == {"exercise": "epsa", "then": True}
    assert "about" not in Practice("epsa").payload


def test_a_notebook_is_told_where_there_is_nothing_to_look_back_with() -> None:
    with pytest.raises(BankError, match="`why-to-what` has no words for looking back"):
        Practice("why-to-what", then=True)
