"""The interpreter: begin, take a reply, hear what is said.

`js/src/judge/conversation.ts` has the same functions under the same names, and `tests/vectors/conversations.json`
holds both to the same answers.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from powerwith.model import Conversation, ConversationReply, Ending, Turn, When
from powerwith.model.conversation import TOP, Heard, Spoken


class ConversationError(Exception):
    """Something was asked of a conversation that it does not have."""


@dataclass(frozen=True)
class Position:
    """Where a conversation stands: the turn or ending, its gauges, and what replies have left behind, sorted."""

    at: str
    state: dict[str, int]
    said: tuple[str, ...] = ()


def begin(conversation: Conversation) -> Position:
    """The first turn, every gauge at its start."""
    return Position(conversation.turns[0].id, {gauge.id: gauge.start for gauge in conversation.gauges})


def step(conversation: Conversation, position: Position, reply_id: str) -> Position:
    """What a reply leads to: gauges move and are held between 0 and 4, memories are kept, then the ways are tried.

    Raises ConversationError where the turn has no such reply.
    """
    return after(position, _reply(conversation, position, reply_id))


def after(position: Position, reply: ConversationReply) -> Position:
    """What this reply leads to from here."""
    state = {name: min(TOP, max(0, value + reply.moves.get(name, 0))) for name, value in position.state.items()}
    said = tuple(sorted({*position.said, *reply.remembers})) if reply.remembers else position.said
    here = Position(position.at, state, said)
    to = reply.to if isinstance(reply.to, str) else reply.to[taken(reply, here)].to
    return Position(to, state, said)


def taken(reply: ConversationReply, here: Position) -> int:
    """Which of a reply's ways is taken, counted from 0: the first that fits once gauges have moved."""
    if isinstance(reply.to, str):
        return 0
    return next(number for number, way in enumerate(reply.to) if holds(way.when, here))


def holds(when: When | None, position: Position) -> bool:
    """Whether everything that a condition names is so. Without a condition it always is."""
    return when is None or (
        all(position.state[name] >= least for name, least in when.at_least.items())
        and all(position.state[name] <= most for name, most in when.at_most.items())
        and all(name in position.said for name in when.said)
        and not any(name in position.said for name in when.not_said)
    )


def spoken(conversation: Conversation, position: Position) -> Spoken:
    """What the person says now: the first line that fits."""
    return next(line for line in place(conversation, position.at).says if holds(line.when, position))


def hears(turn: Turn, codes: Collection[str]) -> Heard | None:
    """The first thing this turn listens for that is among the codes found in the learner's own words."""
    listened = turn.write.heard if turn.write else ()
    return next((heard for heard in listened if any(code in codes for code in heard.codes)), None)


def walk(conversation: Conversation, reply_ids: Iterable[str]) -> list[Position]:
    """Every position along a route: one more than there are replies."""
    positions = [begin(conversation)]
    for reply_id in reply_ids:
        positions.append(step(conversation, positions[-1], reply_id))
    return positions


def places(conversation: Conversation) -> tuple[Turn | Ending, ...]:
    """Every turn and every ending."""
    return (*conversation.turns, *conversation.endings)


def place(conversation: Conversation, at: str) -> Turn | Ending:
    """The turn or the ending with that id. Raises ConversationError where there is none."""
    for found in places(conversation):
        if found.id == at:
            return found
    raise ConversationError(f"{conversation.id}: there is no turn or ending `{at}`. Begin again")


def _reply(conversation: Conversation, position: Position, reply_id: str) -> ConversationReply:
    here = place(conversation, position.at)
    for reply in here.replies if isinstance(here, Turn) else ():
        if reply.id == reply_id:
            return reply
    raise ConversationError(f"{conversation.id}: `{here.id}` has no reply `{reply_id}`. Choose one of its own")
