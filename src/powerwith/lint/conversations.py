"""What an author should look at in a conversation, and how large each of them is."""

from collections.abc import Iterator

from powerwith import coach
from powerwith.bank import Bank
from powerwith.conversation import every_fault, explore, hears, known, wishes
from powerwith.model import Conversation, Turn
from powerwith.source import Problem


def check_conversations(bank: Bank) -> Iterator[Problem]:
    """Whether each can be gone through to an end on every route, is worth going through, and hears its own replies."""
    yield from every_fault(bank.exercises, bank.located)
    for conversation in conversations(bank):
        yield from wishes(conversation, bank.located[conversation.id])
        yield from _hears_its_replies(bank, conversation)


def conversations(bank: Bank) -> list[Conversation]:
    """Every conversation of the bank."""
    return [exercise for exercise in bank.exercises.values() if isinstance(exercise, Conversation)]


def sizes(bank: Bank) -> list[str]:
    """A line for each: how many positions were visited, how long its main route is, how many endings it has."""
    return [f"{one.id}: {known(one, explore(one))}" for one in conversations(bank)]


def _hears_its_replies(bank: Bank, conversation: Conversation) -> Iterator[Problem]:
    """Whoever types the words of a reply on a free turn should not be taken to have said something else."""
    for i, turn in enumerate(conversation.turns):
        effects = {reply.id: reply.effect for reply in turn.replies}
        for k, reply in enumerate(turn.replies):
            heard = _heard(turn, reply.text)
            if heard is not None and effects[heard] != reply.effect:
                says = f"whoever writes the words of `{reply.id}` is heard as saying `{heard}`"
                place = bank.located[conversation.id].place(("turns", i, "replies", k, "text"))
                yield Problem(place, says, "Change the words, or what `heard` listens for")


def _heard(turn: Turn, text: str) -> str | None:
    heard = hears(turn, [found.code for found in coach.check(text)])
    return heard.reply if heard else None
