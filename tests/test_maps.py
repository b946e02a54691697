"""Maps of conversations: a picture and an outline that show the same routes."""

import itertools
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from support import LADDER, two_conversations, write_bank

from powerwith import maps
from powerwith.bank import load_bank
from powerwith.cli import main
from powerwith.maps import drawing
from powerwith.maps.layout import layout
from powerwith.model import Conversation, Exercise, ways
from powerwith.source import fit, parse_yaml

ROOT = Path(__file__).resolve().parents[1]
SVG = "{http://www.w3.org/2000/svg}"


def made_up(text: str = LADDER) -> Conversation:
    found = fit(parse_yaml(text, "f"), TypeAdapter(Exercise))
    assert isinstance(found, Conversation)
    return found


CONVERSATIONS = [
    made_up(),
    *(one for one in load_bank(ROOT / "exercises").exercises.values() if isinstance(one, Conversation)),
]


def routes(conversation: Conversation) -> set[tuple[str, str, str]]:
    """Every (turn, letter, where it may lead)."""
    return {
        (turn.id, "abcd"[i], way.to)
        for turn in conversation.turns
        for i, reply in enumerate(turn.replies)
        for way in ways(reply)
    }


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda one: one.id)
def test_the_picture_has_an_arrow_for_every_way(conversation: Conversation) -> None:
    drawn = drawing.arrows(conversation)
    assert {(*arrow.ends[:1], letter, arrow.ends[1]) for arrow in drawn for letter in arrow.letters} == routes(
        conversation
    )
    svg = ElementTree.fromstring(maps.picture(conversation))
    paths = [path.get("class") for path in svg.iter(f"{SVG}path")]
    labels = [text.text for text in svg.iter(f"{SVG}text") if "label" in text.get("class", "")]
    assert sum("way" in (name or "") for name in paths) == len(drawn)
    assert sorted(labels, key=str) == sorted(arrow.label for arrow in drawn)
    boxes = [rect.get("class") for rect in svg.iter(f"{SVG}rect")]
    assert boxes == ["box"] * len(conversation.turns) + ["box ending"] * len(conversation.endings)


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda one: one.id)
def test_the_outline_says_all_that_the_picture_shows(conversation: Conversation) -> None:
    outline = maps.outline(conversation)
    for turn in conversation.turns:
        for text in (line.line for line in turn.says):
            assert f"“{text}”" in outline
        for reply in turn.replies:
            told = re.search(rf"“{re.escape(reply.text)}”\n     (.*)", outline)
            assert told
            assert len(re.findall(r"go to", told[1], re.IGNORECASE)) == len(ways(reply))
    for ending in conversation.endings:
        assert f"{ending.id}: {ending.title}" in outline


def test_conditions_are_told_in_words() -> None:
    outline = maps.outline(made_up())
    assert "If In the open stands at 2 or less, go to ending C; otherwise go to turn 2." in outline
    assert (
        "If Trust stands at 3 or more and Say in decisions stands at 2 or more and you have said 6b and you have "
        in (outline)
    )
    assert "you have not said 2a, go to ending A; otherwise if you have said 5a and you have said 4b" in outline
    assert "  If Trust stands at 0, Ines: “I will ask somebody else.”\n  Otherwise Ines: “Well." in outline
    assert "Turn 3, what, own words too" in outline


def test_nothing_is_told_by_colour_alone() -> None:
    labels = {arrow.effect: arrow.label for arrow in drawing.arrows(made_up())}
    assert {label.rstrip("?")[-1] for label in labels.values()} == {"+", "±", "\u2212"}
    assert all(sign in drawing.KEY for sign in ("+", "±", "\u2212", "?"))


def test_text_of_the_author_stays_text() -> None:
    svg = maps.picture(made_up(LADDER.replace("title: A borrowed ladder", "title: <script>alert(1)</script> & more")))
    assert ElementTree.fromstring(svg).findtext(f"{SVG}title") == "<script>alert(1)</script> & more: the routes"


def test_it_can_be_read_on_light_and_on_dark() -> None:
    light, dark = drawing.STYLE.split("@media")
    for part, ground in ((light, "#fdfcfa"), (dark, "#1c1b1a")):
        inks = set(re.findall(r"(?:\.tip|\.label)\.\w+ \{ fill: (#\w+)", part))
        assert len(inks) == 3
        assert all(contrast(ink, ground) >= 4.5 for ink in inks)


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


NAMES = [f"n{i}" for i in range(9)]
PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES))


@given(st.lists(PAIRS, max_size=24))
def test_whatever_leads_where_boxes_stay_apart_and_arrows_keep_their_ends(arrows: list[tuple[str, str]]) -> None:
    made = layout(NAMES, arrows, frozenset(), box=200, lane=30)
    for layer in made.layers:
        spots = sorted(layer, key=lambda spot: spot.x)
        for left, right in itertools.pairwise(spots):
            assert right.x - left.x >= (left.width + right.width) / 2 - 0.01
    for (source, to), lane in made.lanes.items():
        assert (lane[0].name, lane[-1].name) == (source, to)
        assert {abs(a.layer - b.layer) for a, b in itertools.pairwise(lane)} == {1}
    assert set(made.lanes) == {pair for pair in arrows if pair[0] != pair[1]}


def test_endings_stand_in_the_last_layer() -> None:
    made = layout(["a", "b", "c", "end"], [("a", "end"), ("a", "b"), ("b", "c")], frozenset({"end"}), box=9, lane=1)
    assert [[spot.name for spot in layer] for layer in made.layers][-1] == ["end"]


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_bank(tmp_path, **two_conversations())
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["conversation", *words])
    return result.exit_code, result.output


def test_without_a_file_the_outline_is_printed(course: Path) -> None:
    code, output = run("a-borrowed-ladder", "--map")
    assert code == 0
    assert output.startswith("A borrowed ladder: the routes\n")


def test_with_a_file_picture_and_outline_are_written(course: Path) -> None:
    assert run("a-borrowed-ladder", "--map", "ladder.svg") == (0, "ladder.svg and ladder.txt written.\n")
    assert (course / "ladder.svg").read_text(encoding="utf-8").startswith("<svg")
    assert (course / "ladder.txt").read_text(encoding="utf-8").startswith("A borrowed ladder")


@pytest.mark.parametrize(
    ("file", "says"),
    [
        pytest.param("ladder.txt", "Call the picture ladder.svg", id="a-name-that-is-the-outlines"),
        pytest.param("nowhere/ladder.svg", "nowhere/ladder.svg: it cannot be written", id="a-folder-that-is-not-there"),
    ],
)
def test_a_file_that_cannot_be_written_is_said_so(course: Path, file: str, says: str) -> None:
    code, output = run("a-borrowed-ladder", "--map", file)
    assert code != 0
    assert says in output
