"""The routes of a conversation as plain text. It says all that the picture shows, and more."""

from powerwith.conversation import condition, explore, known, leads, letters, moved, names
from powerwith.model import Conversation, Ending, Turn, When
from powerwith.model.authored import Effect

SAYS: dict[Effect, str] = {"helps": "opens a door", "mixed": "leaves it half open", "hurts": "closes a door"}


def outline(conversation: Conversation) -> str:
    """Turns, replies and where they lead, then the endings."""
    called, lettered = names(conversation), letters(conversation)
    gauges = "; ".join(f"{gauge.label} begins at {gauge.start}" for gauge in conversation.gauges)
    lines = [f"{conversation.title}: the routes", f"{known(conversation, explore(conversation))}.", f"{gauges}."]
    for turn in conversation.turns:
        lines += ["", f"{called[turn.id].capitalize()}, {turn.id}{', own words too' if turn.write else ''}"]
        lines += _lines(conversation, turn)
        for reply in turn.replies:
            lines.append(f"  {lettered[reply.id]} “{reply.text}”")
            told = (f"{SAYS[reply.effect].capitalize()}.", moved(conversation, reply), leads(conversation, reply))
            lines.append(f"     {' '.join(part for part in told if part)}")
    for ending in conversation.endings:
        lines += ["", f"E{called[ending.id][1:]}, {ending.id}: {ending.title}", *_lines(conversation, ending)]
    return "\n".join(lines)


def _lines(conversation: Conversation, here: Turn | Ending) -> list[str]:
    """Everything that may be said here, each with its condition."""
    return [f"  {_if(conversation, line.when, first=i == 0)}“{line.line}”" for i, line in enumerate(here.says)]


def _if(conversation: Conversation, when: When | None, *, first: bool) -> str:
    if when is None:
        return f"{conversation.person}: " if first else f"Otherwise {conversation.person}: "
    return f"If {condition(conversation, when)}, {conversation.person}: "
