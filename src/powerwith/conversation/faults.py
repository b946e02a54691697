"""What an author should look at in a conversation, in sentences with their places."""

from collections.abc import Iterator, Mapping

from powerwith.conversation.exploring import MANY, Explored, explore, main_route, route
from powerwith.conversation.twin import place, places, walk
from powerwith.model import HARM_CODES, HELP_CODES, Authored, Conversation, ConversationReply, Turn, When, ways
from powerwith.model.conversation import Spoken, Way
from powerwith.source import Located, Problem

Path_ = tuple[str | int, ...]

SHORT, LONG = 8, 14
"""How many turns a main route should have at least and at most."""

OFTEN = 0.6
"""In a larger share of turns than this, the reply that helps must not stand first, or be the longest."""


def every_fault(exercises: Mapping[str, Authored], located: Mapping[str, Located]) -> Iterator[Problem]:
    """The faults of all conversations among these exercises."""
    conversations = [exercise for exercise in exercises.values() if isinstance(exercise, Conversation)]
    ids = frozenset(one.id for one in conversations)
    for one in conversations:
        yield from faults(one, explore(one), located[one.id], ids)


def faults(
    conversation: Conversation, explored: Explored, located: Located, conversations: frozenset[str]
) -> Iterator[Problem]:
    """What a learner would stumble over. A book with any of these is not built.

    `conversations` are the ids of all conversations there are.
    """
    for path, says, todo in (*_strangers(conversation, conversations), *_listening(conversation)):
        yield Problem(located.place(path), says, todo)
    for path, says, todo in _unreached(conversation, explored) if explored.whole else _too_many(explored):
        yield Problem(located.place(path), says, todo)


def wishes(conversation: Conversation, located: Located) -> Iterator[Problem]:
    """What makes a conversation worth having. A book is built without."""
    for path, says, todo in (*_guessable(conversation), *_main_route(conversation), *_effects(conversation)):
        yield Problem(located.place(path), says, todo)
    if not any(turn.write for turn in conversation.turns):
        todo = "Add `write:` to a turn, so that learners can use their own words"
        yield Problem(located.place(("turns",)), "no turn listens to the learner's own words", todo)


Sentence = tuple[Path_, str, str]


def _too_many(explored: Explored) -> Iterator[Sentence]:
    says = f"there are more than {MANY:,} positions, so nobody can say that each of them ends"
    yield ("turns",), says, "Let replies remember fewer things"


def _strangers(conversation: Conversation, conversations: frozenset[str]) -> Iterator[Sentence]:
    if conversation.person not in [member.name for member in conversation.cast]:
        says = f"`person` is `{conversation.person}`, and nobody in `cast` is called that"
        yield ("person",), says, "Add them to `cast`, with what they bring"
    if conversation.instead == conversation.id:
        yield ("instead",), "`instead` names this very conversation", "Name another one of equal value"
    elif conversation.instead not in conversations:
        others = ", ".join(sorted(conversations - {conversation.id})) or "none yet"
        says = f"`instead` is `{conversation.instead}`, and there is no such conversation"
        yield ("instead",), says, f"Name another one of equal value. There are: {others}"


def _unreached(conversation: Conversation, explored: Explored) -> Iterator[Sentence]:
    """Turns, lines, ways, gauges and memories that no route makes use of, and routes that never end."""
    yield from _stuck(conversation, explored)
    for i, gauge in enumerate(conversation.gauges):
        if gauge.id not in explored.moved:
            todo = f"Give a reply `moves: {{{gauge.id}: 1}}`, or take the gauge out"
            yield ("gauges", i), f"`{gauge.id}` never changes, whatever is said", todo
    asked = {name for when in _conditions(conversation) for name in (*when.said, *when.not_said)}
    for i, turn in enumerate(conversation.turns):
        yield from _place(("turns", i), "turn", turn.id, turn.says, explored)
        for k, reply in enumerate(turn.replies) if turn.id in explored.reached else ():
            path: Path_ = ("turns", i, "replies", k)
            yield from _ways((*path, "to"), reply, explored)
            for name in reply.remembers:
                if name not in asked:
                    says = f"`{reply.id}` leaves `{name}` behind, and nothing asks for it"
                    yield (*path, "remembers"), says, "Name it in a `when`, or take it out"
    for i, ending in enumerate(conversation.endings):
        yield from _place(("endings", i), "ending", ending.id, ending.says, explored)


def _stuck(conversation: Conversation, explored: Explored) -> Iterator[Sentence]:
    """Where no replies lead to an ending any more: the nearest such place, and how one comes there."""
    if not explored.stuck:
        return
    nearest = explored.stuck[0]
    number = next(i for i, turn in enumerate(conversation.turns) if turn.id == nearest.at)
    after = ", ".join(f"`{reply}`" for reply in route(explored, nearest)) or "the beginning"
    says = f"after {after} no replies lead to an ending any more"
    yield ("turns", number), says, f"Let a reply of `{nearest.at}` or of a later turn lead out"


def _place(path: Path_, kind: str, at: str, says: tuple[Spoken, ...], explored: Explored) -> Iterator[Sentence]:
    if at not in explored.reached:
        yield path, f"no route leads to the {kind} `{at}`", "Let a reply lead there, or take it out"
        return
    for k, line in enumerate(says):
        if (at, k) not in explored.lines:
            yield (*path, "says", k), f"`{at}` never says “{_short(line.line)}”", _todo(line)


def _ways(path: Path_, reply: ConversationReply, explored: Explored) -> Iterator[Sentence]:
    for k, way in enumerate(ways(reply)):
        if (reply.id, k) not in explored.ways:
            yield (*path, k), f"`{reply.id}` never leads to `{way.to}` by this way", _todo(way)


def _todo(one: Spoken | Way) -> str:
    if one.when:
        return "Look at its `when` and at those before it, or take it out"
    return "One before it always fits: take this one out, and that one's `when`"


def _conditions(conversation: Conversation) -> Iterator[When]:
    for turn in conversation.turns:
        yield from (way.when for reply in turn.replies for way in ways(reply) if way.when)
    for at in places(conversation):
        yield from (line.when for line in at.says if line.when)


def _listening(conversation: Conversation) -> Iterator[Sentence]:
    """Free turns: harm is heard before help, and each code once, as a reply of its own kind."""
    for i, turn in enumerate(conversation.turns):
        helped, known = False, set[str]()
        effects = {reply.id: reply.effect for reply in turn.replies}
        for k, heard in enumerate(turn.write.heard if turn.write else ()):
            path: Path_ = ("turns", i, "write", "heard", k)
            harm, help_ = HARM_CODES.intersection(heard.codes), HELP_CODES.intersection(heard.codes)
            if harm and help_:
                says = f"`{turn.id}` listens for {min(harm)} and {min(help_)} in one breath"
                yield path, says, "Make two of it, the harmful codes first"
            elif harm and helped:
                says = f"`{turn.id}` listens for {min(harm)} after it has listened for what helps"
                yield path, says, "Put the harmful codes first, so that a kind word does not hide them"
            helped = helped or bool(help_)
            for code in sorted(known.intersection(heard.codes)):
                yield path, f"`{turn.id}` has listened for {code} already", "Take it out of one of the two"
            known.update(heard.codes)
            wrong = {"helps": harm, "hurts": help_, "mixed": set[str]()}[effects[heard.reply]]
            if wrong and not (harm and help_):
                says = f"`{turn.id}` hears {min(wrong)} as `{heard.reply}`, which {effects[heard.reply]}"
                yield path, says, "Name a reply that does the same"


def _guessable(conversation: Conversation) -> Iterator[Sentence]:
    """A learner should not find the reply that helps by its place or its length."""
    told = [turn for turn in conversation.turns if {reply.effect for reply in turn.replies} > {"helps"}]
    if len(told) < 3:
        return
    first = sum(turn.replies[0].effect == "helps" for turn in told)
    longest = sum(max(turn.replies, key=lambda reply: len(reply.text)).effect == "helps" for turn in told)
    if first > OFTEN * len(told):
        says = f"a reply that helps stands first in {first} of {len(told)} turns"
        yield ("turns",), says, "Move some of them"
    if longest > OFTEN * len(told):
        says = f"a reply that helps is the longest in {longest} of {len(told)} turns"
        yield ("turns",), says, "Shorten some, or give the others more to say"


def _main_route(conversation: Conversation) -> Iterator[Sentence]:
    replies = main_route(conversation)
    positions = walk(conversation, replies)
    last = place(conversation, positions[-1].at)
    number = next((i for i, turn in enumerate(conversation.turns) if turn.id == last.id), 0)
    if isinstance(last, Turn):
        if not any(reply.effect == "helps" for reply in last.replies):
            yield ("turns", number), f"no reply of `{last.id}` helps", "Add one that does"
        else:
            says = f"whoever always takes the first reply that helps comes back to `{last.id}` for ever"
            yield ("turns", number), says, "Let one of them lead on"
    elif not SHORT <= len(replies) <= LONG:
        says = f"the main route has {len(replies)} turns"
        yield ("turns",), says, f"Aim at {SHORT} to {LONG}: it is the first reply that helps, again and again"


def _effects(conversation: Conversation) -> Iterator[Sentence]:
    for i, turn in enumerate(conversation.turns):
        for k, reply in enumerate(turn.replies):
            harm = HARM_CODES.intersection(reply.codes)
            if harm and reply.effect == "helps":
                says = f"`{reply.id}` helps and carries {min(harm)}"
                yield ("turns", i, "replies", k, "codes"), says, "Take the code out, or call it `mixed` or `hurts`"


def _short(text: str) -> str:
    return text if len(text) <= 50 else text[:49].rstrip() + "…"
