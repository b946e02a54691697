"""Conversations in words: numbers for turns, letters for replies, sentences for conditions."""

from powerwith.model import Conversation, ConversationReply, When, ways


def names(conversation: Conversation) -> dict[str, str]:
    """What each turn and ending is called on paper: `turn 3`, `ending B`."""
    turns = {turn.id: f"turn {number}" for number, turn in enumerate(conversation.turns, start=1)}
    return turns | {ending.id: f"ending {chr(ord('A') + i)}" for i, ending in enumerate(conversation.endings)}


def letters(conversation: Conversation) -> dict[str, str]:
    """What each reply is called on paper: `3b` is the second reply of the third turn."""
    return {
        reply.id: f"{number}{chr(ord('a') + i)}"
        for number, turn in enumerate(conversation.turns, start=1)
        for i, reply in enumerate(turn.replies)
    }


def condition(conversation: Conversation, when: When) -> str:
    """A condition as the second half of a sentence that begins with *if*."""
    labels = {gauge.id: gauge.label for gauge in conversation.gauges}
    parts = [f"{labels[name]} stands at {_least(least)}" for name, least in when.at_least.items()]
    parts += [f"{labels[name]} stands at {_most(most)}" for name, most in when.at_most.items()]
    parts += [f"you have said {' or '.join(_left_by(conversation, name))}" for name in when.said]
    parts += [f"you have not said {' or '.join(_left_by(conversation, name))}" for name in when.not_said]
    return " and ".join(parts)


def leads(conversation: Conversation, reply: ConversationReply) -> str:
    """Where a reply leads, as one sentence."""
    called = names(conversation)
    tried = [
        f"if {condition(conversation, way.when)}, go to {called[way.to]}" if way.when else f"go to {called[way.to]}"
        for way in ways(reply)
    ]
    text = "; otherwise ".join(tried)
    return f"{text[0].upper()}{text[1:]}."


def moved(conversation: Conversation, reply: ConversationReply) -> str:
    """Which gauges a reply moves, as one sentence. Empty where it moves none."""
    parts = [
        f"{gauge.label} {'up' if by > 0 else 'down'} {abs(by)}"
        for gauge in conversation.gauges
        if (by := reply.moves.get(gauge.id, 0))
    ]
    return f"{', '.join(parts)}." if parts else ""


def _least(value: int) -> str:
    return str(value) if value == 4 else f"{value} or more"


def _most(value: int) -> str:
    return str(value) if value == 0 else f"{value} or less"


def _left_by(conversation: Conversation, name: str) -> list[str]:
    called = letters(conversation)
    return [called[reply.id] for turn in conversation.turns for reply in turn.replies if name in reply.remembers]
