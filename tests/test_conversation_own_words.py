"""What the conversations of the bank make of the learner's own words, and of a slip."""

from pathlib import Path

import pytest

from powerwith import coach
from powerwith.bank import load_bank
from powerwith.conversation import begin, hears, main_route, place, step, walk
from powerwith.model import Conversation, ConversationReply, Turn
from powerwith.source import read_yaml

HERE = Path(__file__).parent
BANK = load_bank(HERE.parent / "exercises")
CONVERSATIONS = [exercise for exercise in BANK.exercises.values() if isinstance(exercise, Conversation)]
WORDS: dict[str, dict[str, dict[str, list[str]]]] = read_yaml(HERE / "vectors" / "own-words.yml").value


def listening(conversation: Conversation) -> list[Turn]:
    return [turn for turn in conversation.turns if turn.write]


TURNS = [pytest.param(one.id, turn, id=f"{one.id}-{turn.id}") for one in CONVERSATIONS for turn in listening(one)]


def heard_as(turn: Turn, words: str) -> ConversationReply | None:
    heard = hears(turn, {finding.code for finding in coach.check(words)})
    return next((reply for reply in turn.replies if heard and reply.id == heard.reply), None)


@pytest.mark.parametrize(("conversation", "turn"), TURNS)
def test_good_words_of_ones_own_open_the_good_way(conversation: str, turn: Turn) -> None:
    heard = {words: heard_as(turn, words) for words in WORDS[conversation][turn.id]["good"]}
    assert {words: reply.id for words, reply in heard.items() if reply and reply.effect != "helps"} == {}
    assert 3 * sum(reply is not None for reply in heard.values()) >= len(heard), heard


@pytest.mark.parametrize(("conversation", "turn"), TURNS)
def test_loaded_words_of_ones_own_never_open_the_good_way(conversation: str, turn: Turn) -> None:
    heard = {words: heard_as(turn, words) for words in WORDS[conversation][turn.id]["loaded"]}
    assert {words: reply.id for words, reply in heard.items() if reply and reply.effect == "helps"} == {}
    assert any(reply is not None for reply in heard.values()), heard


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda one: one.id)
def test_one_slip_can_be_mended(conversation: Conversation) -> None:
    """After any one slip on the main route, helping replies alone lead to the good ending more often than not."""
    good = walk(conversation, main_route(conversation))[-1].at
    ends = [after_one_slip(conversation, before, slip) for before, slip in slips(conversation)]
    assert 2 * ends.count(good) > len(ends)


def slips(conversation: Conversation) -> list[tuple[list[str], str]]:
    """The start of the main route, and one reply there that does not help."""
    route = main_route(conversation)
    found = []
    for i, position in enumerate(walk(conversation, route)[:-1]):
        turn = place(conversation, position.at)
        assert isinstance(turn, Turn)
        found += [(route[:i], reply.id) for reply in turn.replies if reply.effect != "helps"]
    return found


def after_one_slip(conversation: Conversation, before: list[str], slip: str) -> str:
    position = walk(conversation, [*before, slip])[-1]
    while isinstance(turn := place(conversation, position.at), Turn):
        helping = next(reply.id for reply in turn.replies if reply.effect == "helps")
        position = step(conversation, position, helping)
    return position.at


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda one: one.id)
def test_nobody_walks_out_over_a_first_word(conversation: Conversation) -> None:
    """A conversation that ended with one reply would teach fear of speaking, and nothing about repair."""
    first = place(conversation, begin(conversation).at)
    assert isinstance(first, Turn)
    after = [place(conversation, walk(conversation, [reply.id])[-1].at) for reply in first.replies]
    assert all(isinstance(turn, Turn) for turn in after)
