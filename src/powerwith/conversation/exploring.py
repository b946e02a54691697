"""Every position a conversation can come to, and what happens on the way there."""

from collections import deque
from dataclasses import dataclass

from powerwith.conversation.twin import Position, after, begin, holds, place, places, step, taken
from powerwith.model import Conversation, Ending, Turn

Key = tuple[str, tuple[int, ...], tuple[str, ...]]

MANY = 100_000
"""More positions than this are not visited: nobody could say in reasonable time that each of them ends."""


@dataclass(frozen=True)
class Explored:
    """What was found by trying every reply everywhere. `positions` come in the order of how soon they are reached."""

    positions: tuple[Position, ...]
    lines: frozenset[tuple[str, int]]
    ways: frozenset[tuple[str, int]]
    moved: frozenset[str]
    stuck: tuple[Position, ...]
    came: dict[Key, tuple[Key, str]]
    whole: bool

    @property
    def reached(self) -> frozenset[str]:
        """The turns and endings that some route leads to."""
        return frozenset(position.at for position in self.positions)


def key(position: Position) -> Key:
    """A position as something to look up."""
    return position.at, tuple(position.state.values()), position.said


def explore(conversation: Conversation) -> Explored:
    """Visit every reachable turn with every state and every memory it can be reached with.

    Lines are (turn or ending, which line), ways (reply, which way), both counted from 0. From a position that is
    `stuck` no replies lead to an ending. `whole` is false where there are more than `MANY` positions.
    """
    walker = _Walker(conversation)
    walker.walk()
    found = tuple(walker.found.values())
    ends = walker.ends()
    return Explored(
        positions=found,
        lines=frozenset(walker.lines),
        ways=frozenset(walker.ways),
        moved=frozenset(walker.moved),
        stuck=tuple(position for position in found if key(position) not in ends) if walker.whole else (),
        came=walker.came,
        whole=walker.whole,
    )


def route(explored: Explored, position: Position) -> list[str]:
    """The replies of a shortest route to a position."""
    replies: list[str] = []
    here = key(position)
    while here in explored.came:
        here, reply = explored.came[here]
        replies.append(reply)
    return replies[::-1]


def main_route(conversation: Conversation) -> list[str]:
    """The first reply that helps, again and again, until it ends, finds none, or comes back to where it was."""
    position, replies = begin(conversation), list[str]()
    seen: set[Key] = set()
    while key(position) not in seen and isinstance(here := place(conversation, position.at), Turn):
        seen.add(key(position))
        helping = next((reply.id for reply in here.replies if reply.effect == "helps"), None)
        if helping is None:
            break
        replies.append(helping)
        position = step(conversation, position, helping)
    return replies


@dataclass(frozen=True)
class Known:
    """How large a conversation is."""

    positions: int
    turns: int
    endings: int

    def __str__(self) -> str:
        many = "positions" if self.positions != 1 else "position"
        return f"{self.positions} {many}, {self.turns} turns on its main route, {self.endings} endings"


def known(conversation: Conversation, explored: Explored) -> Known:
    """The counts that `powerwith lint` prints."""
    endings = sum(ending.id in explored.reached for ending in conversation.endings)
    return Known(len(explored.positions), len(main_route(conversation)), endings)


class _Walker:
    """Keeps what is found on the way. Breadth first, so that the first route to a position is a shortest one."""

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation
        self.found: dict[Key, Position] = {}
        self.came: dict[Key, tuple[Key, str]] = {}
        self.before: dict[Key, list[Key]] = {}
        self.lines: set[tuple[str, int]] = set()
        self.ways: set[tuple[str, int]] = set()
        self.moved: set[str] = set()
        self.places = {at.id: at for at in places(conversation)}
        self.whole = True

    def walk(self) -> None:
        first = begin(self.conversation)
        self.found[key(first)] = first
        waiting = deque([first])
        while waiting:
            if len(self.found) > MANY:
                self.whole = False
                return
            waiting.extend(self._onward(waiting.popleft()))

    def _onward(self, position: Position) -> list[Position]:
        """Say what is said here, try every reply, and return the positions that are new."""
        here, at, new = self.places[position.at], key(position), list[Position]()
        self.lines.add((here.id, next(i for i, line in enumerate(here.says) if holds(line.when, position))))
        if isinstance(here, Ending):
            return new
        for reply in here.replies:
            then = after(position, reply)
            self.ways.add((reply.id, taken(reply, then)))
            self.moved.update(name for name in reply.moves if then.state[name] != position.state[name])
            to = key(then)
            if to not in self.found:
                self.found[to] = then
                self.came[to] = (at, reply.id)
                new.append(then)
            self.before.setdefault(to, []).append(at)
        return new

    def ends(self) -> set[Key]:
        """Every position from which some replies lead to an ending."""
        endings = {ending.id for ending in self.conversation.endings}
        waiting = [at for at in self.found if at[0] in endings]
        good = set(waiting)
        while waiting:
            for earlier in self.before.get(waiting.pop(), ()):
                if earlier not in good:
                    good.add(earlier)
                    waiting.append(earlier)
        return good
