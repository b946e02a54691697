"""A conversation played in the terminal, by keys that come in through a pipe."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydantic import TypeAdapter
from support import LADDER, two_conversations, write_bank

from powerwith.bank import load_bank
from powerwith.cli import main
from powerwith.conversation import main_route, place, walk
from powerwith.model import Conversation, Ending, Exercise, Turn
from powerwith.source import fit, parse_yaml

ROOT = Path(__file__).resolve().parents[1]
CONVERSATIONS = [one for one in load_bank(ROOT / "exercises").exercises.values() if isinstance(one, Conversation)]


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_bank(tmp_path, **two_conversations())
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def play(*typed: str, of: str = "a-borrowed-ladder") -> Result:
    return CliRunner().invoke(main, ["conversation", of], input="".join(f"{line}\n" for line in typed))


def keys(conversation: Conversation) -> list[str]:
    """What to type to take the main route."""
    route = main_route(conversation)
    turns = [place(conversation, position.at) for position in walk(conversation, route)]
    return [
        str([reply.id for reply in turn.replies].index(reply) + 1)
        for turn, reply in zip(turns, route, strict=False)
        if isinstance(turn, Turn)
    ]


def made_up() -> Conversation:
    found = fit(parse_yaml(LADDER, "f"), TypeAdapter(Exercise))
    assert isinstance(found, Conversation)
    return found


def test_the_main_route_comes_to_its_ending_and_its_debrief(course: Path) -> None:
    result = play(*keys(made_up()))
    assert result.exit_code == 0, result.output
    after = result.output.partition("She takes the ladder, and a hand")[2]
    assert "She decided, and said what she needed." in after
    assert "- What did she know that nobody asked at first?" in after
    assert "Trust, from 0 (Wary.) to 4 (Open-hearted.): 2 3 4 4 4 4 4 4 4" in " ".join(after.split())
    assert after.count("How it landed:") == 8


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda one: one.id)
def test_every_conversation_of_the_course_can_be_played(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    result = play(*keys(conversation), of=conversation.id)
    assert result.exit_code == 0, result.output
    last = walk(conversation, main_route(conversation))[-1]
    ending = place(conversation, last.at)
    assert isinstance(ending, Ending)
    assert (
        ending.debrief.split()
        == result.output.partition(f"\n{ending.title}\n")[2].split()[: len(ending.debrief.split())]
    )


def test_own_words_are_heard_because_of_certain_words(course: Path) -> None:
    output = play("2", "You must stay off that roof.", "", "q").output
    assert "I heard an order in “You must stay off that roof" in output
    assert "So Ines answers as to: “You must not go up there" in output
    assert "   You: “You must stay off that roof.”" in output
    assert "2. Ines" in output
    assert "3. Ines: “Well. Is it here or not?”" in output


def test_what_was_heard_can_be_overruled(course: Path) -> None:
    output = play("2", "You must stay off that roof.", "2", "q").output
    assert "How it landed: “Exactly there.”" in output
    assert "3. Ines: “I have done two roofs. I can do this one.”" in output


def test_words_without_a_pattern_ask_for_the_nearest_reply(course: Path) -> None:
    output = play("2", "Grey, this morning.", "", "3", "q").output
    assert "No pattern of mine matched. Which of these is nearest to what you wrote?" in output
    assert "There are replies 1 to 3." in output
    assert "3. Ines: “I know how, if that is what you ask.”" in output


def test_back_takes_the_last_reply_away(course: Path) -> None:
    output = play("b", "1", "b", "2", "q").output
    assert "This is the first turn." in output
    told = output.partition("The conversation, turn by turn")[2]
    assert "What are you working on?" in told
    assert "Have you read the rules?" not in told


def test_keys_may_be_typed_large(course: Path) -> None:
    result = play("B", "Q")
    assert result.exit_code == 0
    assert "This is the first turn." in result.output


@pytest.mark.parametrize("typed", ["0", "9", "99999", "²", "", "What are you working on?"])
def test_a_turn_without_own_words_asks_for_a_number(course: Path, typed: str) -> None:
    assert "There are replies 1 to 2." in play(typed, "q").output


def test_input_that_runs_out_is_said_so(course: Path) -> None:
    result = play("2")
    assert result.exit_code == 1
    assert "standard input: it ended before the conversation did." in result.output


def test_a_content_note_names_the_other_conversation(course: Path) -> None:
    path = course / "exercises" / "ch09" / "a-borrowed-ladder.yml"
    path.write_text(LADDER.replace("person: Ines\n", "person: Ines\ncontent_note: A leak.\n"), encoding="utf-8")
    assert "Another conversation of equal value: powerwith conversation a-lent-drill" in play("q").output


@pytest.mark.parametrize(
    ("named", "says"),
    [
        pytest.param("a-borowed-ladder", "Did you mean `a-borrowed-ladder`?", id="a-slip-of-the-fingers"),
        pytest.param("four-minutes", "Name a conversation", id="another-kind"),
    ],
)
def test_what_is_no_conversation_is_named(course: Path, monkeypatch: pytest.MonkeyPatch, named: str, says: str) -> None:
    if named == "four-minutes":
        monkeypatch.chdir(ROOT)
    result = play(of=named)
    assert result.exit_code == 1
    assert says in result.output
