"""Writes a conversation out for pen and paper: turn by turn, with where each reply leads."""

from docutils import nodes

from powerwith.conversation import condition, leads, letters, moved, names
from powerwith.model import Conversation, Ending, Turn, When
from powerwith.sphinx_ext.nodes import writing_lines
from powerwith.sphinx_ext.pieces import LANDING, begun, landed, listed, para, paragraphs, quoted, revealed, speech


def conversation_body(conversation: Conversation) -> list[nodes.Node]:
    """Everything after the prompt."""
    made: list[nodes.Node] = []
    made.append(para("Begin at turn 1, say a reply, and look below it where it leads. Note where these stand:"))
    made.append(
        listed([f"{g.label}: {g.start}. (0: {g.low}. 4: {g.high}.)".replace("..", ".") for g in conversation.gauges])
    )
    for turn in conversation.turns:
        made += _turn(conversation, turn)
    ends = [node for ending in conversation.endings for node in _ending(conversation, ending)]
    return [*made, revealed("How it can end", ends)]


def _turn(conversation: Conversation, turn: Turn) -> list[nodes.Node]:
    called = names(conversation)[turn.id]
    made = [para(f"T{called[1:]}", "pw-part-title"), *_lines(conversation, turn)]
    if turn.write:
        made += [para(turn.write.ask, "pw-question"), writing_lines(count=2)]
    else:
        made.append(para("What do you say?", "pw-question"))
    lettered = letters(conversation)
    made.append(listed([f"{lettered[reply.id]} {quoted(reply.text)}" for reply in turn.replies], "pw-numbered"))
    shown: list[nodes.Node] = []
    for reply in turn.replies:
        told = (LANDING[reply.effect], moved(conversation, reply), leads(conversation, reply))
        shown.append(begun(lettered[reply.id], " ".join(part for part in told if part)))
        shown += [landed(reply.landed), *paragraphs(reply.feedback)]
    return [*made, revealed(f"How each one lands at {called}, and where it leads", shown)]


def _ending(conversation: Conversation, ending: Ending) -> list[nodes.Node]:
    called = names(conversation)[ending.id]
    made = [begun(f"E{called[1:]}: {ending.title}", ""), *_lines(conversation, ending)]
    return [*made, *paragraphs(ending.debrief), listed(list(ending.questions), "pw-questions")]


def _lines(conversation: Conversation, here: Turn | Ending) -> list[nodes.Node]:
    """What the person may say here, each line under its condition."""
    made: list[nodes.Node] = []
    for number, line in enumerate(here.says):
        made.append(para(_spoken_by(conversation, line.when, first=number == 0)))
        made.append(speech(line.line))
        made += [para(line.seen, "pw-seen")] if line.seen else []
    return made


def _spoken_by(conversation: Conversation, when: When | None, *, first: bool) -> str:
    if when is not None:
        return f"If {condition(conversation, when)}, {conversation.person} says:"
    return f"{conversation.person} says:" if first else f"Otherwise {conversation.person} says:"
