"""A conversation in the terminal: for authors who want to hear it, and for anybody who likes a prompt."""

import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from powerwith import coach
from powerwith.conversation import Position, begin, hears, place, spoken, step
from powerwith.model import Conversation, ConversationReply, Ending, Found, Turn

WIDTH = 88
KEYS = "Type a number. b goes back a turn, q stops."
KEYS_FREE = "Type a number, or your own words. b goes back a turn, q stops."


class StoppedError(Exception):
    """The learner stopped, or nothing more came in."""

    def __init__(self, *, ran_out: bool) -> None:
        super().__init__("stopped")
        self.ran_out = ran_out


@dataclass(frozen=True)
class Told:
    """One turn as it went: what was heard, and the reply with the learner's own words if there were any."""

    line: str
    reply: ConversationReply
    text: str
    after: Position


class Play:
    """One go through a conversation. `say` shows a line; `hear` asks for one and returns None when there is no more."""

    def __init__(self, conversation: Conversation, say: Callable[[str], None], hear: Callable[[], str | None]) -> None:
        self.conversation = conversation
        self._say = say
        self._hear = hear
        self.told: list[Told] = []

    @property
    def position(self) -> Position:
        """Where it stands now."""
        return self.told[-1].after if self.told else begin(self.conversation)

    def play(self) -> bool:
        """Talk until it ends or the learner stops. Returns False where the input ran out before that."""
        self._say(_opening(self.conversation))
        try:
            while isinstance(here := place(self.conversation, self.position.at), Turn):
                self._turn(here)
        except StoppedError as stopped:
            if self.told:
                self._say(_account(self.conversation, self.told))
            return not stopped.ran_out
        self._end(here)
        return True

    def _turn(self, turn: Turn) -> None:
        now = spoken(self.conversation, self.position)
        self._say(f"\n{len(self.told) + 1}. {self.conversation.person}: “{now.line}”")
        if now.seen:
            self._say(f"   {now.seen}")
        self._say("")
        self._show(turn)
        while True:
            typed = self._read()
            if typed == "b":
                if self.told:
                    self.told.pop()
                    return
                self._say("This is the first turn.")
            elif reply := _numbered(turn, typed):
                self._answer(now.line, reply, "")
                return
            elif turn.write and typed and not typed.isdigit():
                if reply := self._own_words(turn, typed):
                    self._answer(now.line, reply, typed)
                    return
                self._show(turn)
            else:
                self._say(f"There are replies 1 to {len(turn.replies)}. {_keys(turn)}")

    def _show(self, turn: Turn) -> None:
        if turn.write:
            self._say(turn.write.ask)
        for number, reply in enumerate(turn.replies, start=1):
            self._say(f"  {number}  “{reply.text}”")
        self._say(_keys(turn))

    def _own_words(self, turn: Turn, text: str) -> ConversationReply | None:
        """The reply these words count as, or None if the learner would rather write something else."""
        found = coach.check(text)
        heard = hears(turn, [one.code for one in found])
        reply = next((one for one in turn.replies if heard and one.id == heard.reply), None)
        if heard and reply:
            self._say(_reason(text, [one for one in found if one.code in heard.codes]))
            self._say(f"So {self.conversation.person} answers as to: “{reply.text}”")
            self._say("Return goes on. A number picks another reply, b lets you write again.")
        else:
            self._say("No pattern of mine matched. Which of these is nearest to what you wrote?")
            self._say("Type its number. b lets you write again.")
        while (typed := self._read()) != "b":
            if not typed and reply:
                return reply
            if picked := _numbered(turn, typed):
                return picked
            self._say(f"There are replies 1 to {len(turn.replies)}.")
        return None

    def _answer(self, line: str, reply: ConversationReply, text: str) -> None:
        self.told.append(Told(line, reply, text, step(self.conversation, self.position, reply.id)))
        self._say(f"\n   You: “{text or reply.text}”")
        self._say(f"   How it landed: “{reply.landed}”")

    def _end(self, ending: Ending) -> None:
        last = spoken(self.conversation, self.position)
        self._say(f"\n{self.conversation.person}: “{last.line}”")
        if last.seen:
            self._say(f"   {last.seen}")
        self._say(f"\n{ending.title}\n\n{ending.debrief}\n")
        for question in ending.questions:
            self._say(f"- {question}")
        self._say(_account(self.conversation, self.told))

    def _read(self) -> str:
        typed = self._hear()
        if typed is None or typed.strip() in ("q", "Q"):
            raise StoppedError(ran_out=typed is None)
        return "b" if typed.strip() == "B" else typed.strip()


def wrapped(text: str) -> str:
    """Paragraphs no wider than a page, each keeping its own indent."""
    lines = []
    for line in text.split("\n"):
        indent = " " * (len(line) - len(line.lstrip()))
        after = f"{indent}     " if line.lstrip()[:1].isdigit() and indent else indent
        lines += textwrap.wrap(line, WIDTH, subsequent_indent=after, break_long_words=False) or [""]
    return "\n".join(lines)


def _opening(conversation: Conversation) -> str:
    parts = [conversation.title, f"about {conversation.minutes} minutes, with {conversation.person}", ""]
    if conversation.content_note:
        parts += [f"Content note: {conversation.content_note}"]
        parts += [f"Another conversation of equal value: powerwith conversation {conversation.instead}", ""]
    return "\n".join([*parts, conversation.prompt, "", "There is no time limit. Nothing you type is kept."])


def _keys(turn: Turn) -> str:
    return KEYS_FREE if turn.write else KEYS


def _numbered(turn: Turn, typed: str) -> ConversationReply | None:
    """The reply of that number, if what was typed is one."""
    if typed.isascii() and typed.isdigit() and 1 <= int(typed[:3]) <= len(turn.replies):
        return turn.replies[int(typed[:3]) - 1]
    return None


def _reason(text: str, found: Iterable[Found]) -> str:
    heard = [f"{coach.measured.NAMES[one.code]} in “{text[one.start : one.end]}”" for one in found]
    return f"I heard {' and '.join(dict.fromkeys(heard))}."


def _account(conversation: Conversation, told: list[Told]) -> str:
    """The transcript, what each reply did, and where the gauges went."""
    lines = ["", "The conversation, turn by turn", ""]
    for number, one in enumerate(told, start=1):
        lines += [f"{number}. {conversation.person}: “{one.line}”", f"   You: “{one.text or one.reply.text}”"]
        lines += [f"   How it landed: “{one.reply.landed}”", f"   {one.reply.feedback}", ""]
    lines += ["Where things stood, at the start and after each turn", ""]
    for gauge in conversation.gauges:
        values = [gauge.start, *(one.after.state[gauge.id] for one in told)]
        lines.append(f"{gauge.label}, from 0 ({gauge.low}) to 4 ({gauge.high}): {' '.join(map(str, values))}")
    return "\n".join(lines)
