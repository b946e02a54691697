"""A code with the answer to one exercise, to paste or to read out: no words, no clock, and nobody's name.

It holds, bit by bit: which exercise (20), what it means today (15), who (25, another for each cohort), the phase (2),
the attempt (5), whether these are marks (1), and then the answer by its kind. Marks of the coach by rule stay out.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, get_args

from powerwith.model import Authored, Choice, Conversation, Planner, Replies, Scale, Sort, form
from powerwith.model.codes import HarmCode, HelpCode
from powerwith.model.entry import ReplyMarks, Score
from powerwith.model.share import (
    SharedAnswer,
    SharedChoice,
    SharedConversation,
    SharedMarks,
    SharedOutcome,
    SharedPlanner,
    SharedReflection,
    SharedReplies,
    SharedResponse,
    SharedRewrite,
    SharedScale,
    SharedSort,
    SharedTurn,
)
from powerwith.payload import canonical, digest, meaning
from powerwith.signs import NOT_WHOLE, SIGNS, SLIPPED, CodeError, bits_of, code_of, is_sound, signs_in

KIND = "1"
PHASES = ("none", "before", "after", "later")
EFFECTS = (None, "helps", "mixed", "hurts")
HEARD = ("chosen", "heard", "nearest", "overruled")
CODES: tuple[str, ...] = (*get_args(HarmCode), *get_args(HelpCode))
"""The place of a code in the bits. Only ever added to at the end, or old codes would mean something else."""

MOST_ATTEMPTS = 31
OPTIONS = ("a", "b", "c", "d", "e", "f")
SKIPPED, LEFT_OUT = 14, 15
UNMARKED = 7

Keys = tuple[tuple[str, ...], ...]
"""What an answer can name, in order: it goes into a code as a place in one of these lists."""


class Coded(NamedTuple):
    """One answer out of a code. `tag` stands for one learner in one cohort; see `tag_of`."""

    tag: str
    answer: SharedAnswer


def tag_of(share: str) -> str:
    """Five signs that stand for the learner whose share has this id: the same in every code of that learner."""
    return "".join(SIGNS[int(_hashed(share, 25)[i : i + 5], 2)] for i in range(0, 25, 5))


def keys(exercise: Authored) -> Keys:
    """What an answer to this exercise can name."""
    match exercise:
        case Sort():
            numbers = tuple(str(i) for i in range(1, len(exercise.cards) + 1))
            return (numbers, tuple(group.id for group in exercise.groups))
        case Conversation():
            said = tuple(f"{turn.id}/{reply.id}" for turn in exercise.turns for reply in turn.replies)
            return (said, tuple(ending.id for ending in exercise.endings))
        case Planner():
            return (tuple(form(exercise)),)
        case Scale():
            return (tuple(item.id for item in exercise.items),)
        case Replies():
            prompts = tuple(prompt.id for one in exercise.forms for prompt in one.prompts)
            return (tuple(one.id for one in exercise.forms), prompts, tuple(one.id for one in exercise.criteria))
    return ()


def write_code(shared: SharedAnswer, known: Keys, share: str) -> str:
    """The code of one answer. `known`: from `keys`. Raises CodeError for what no code can carry."""
    bits = _Bits()
    bits.add(_hashed(shared.exercise, 20))
    bits.add(_meant(shared.digest, known))
    bits.add(_hashed(share, 25))
    bits.number(PHASES.index(shared.phase), 2)
    bits.number(min(shared.attempt, MOST_ATTEMPTS), 5)
    bits.flag(shared.response.kind == "marks")
    try:
        _pack(shared.response, known, bits)
    except ValueError:
        raise CodeError(
            f"“{shared.exercise}” was answered before it changed. Answer it again, or hand over a file."
        ) from None
    _pack_outcome(shared, known, bits)
    return code_of(KIND, bits.text)


def read_code(text: str, exercises: Mapping[str, Authored]) -> Coded:
    """The answer in a code, however it was typed, for the exercises of this bank. Raises CodeError with one sentence.

    `seq` of the answer is its attempt, since a code knows no other order. Whoever pastes a code twice counts once:
    `tag`, exercise, phase and attempt are the same.
    """
    signs = signs_in(text)
    if len(signs) < 3:
        raise CodeError(NOT_WHOLE)
    if not is_sound(signs):
        raise CodeError(SLIPPED)
    if signs[0] != KIND:
        raise CodeError(
            "This code carries something other than an answer. Look for the code under Share with a trainer."
        )
    bits = _Read(bits_of(signs[1:-1]))
    which, meant, who = bits.take(20), bits.take(15), bits.take(25)
    phase, attempt, is_marks = PHASES[bits.number(2)], bits.number(5), bits.flag()
    exercise, of = _found(which, meant, exercises)
    known = keys(exercise)
    response = _unpack("marks" if is_marks else _kind(exercise), known, bits)
    outcome = _unpack_outcome(exercise, response, known, bits)
    bits.end()
    if attempt == 0:
        raise CodeError(NOT_WHOLE)
    fields: dict[str, Any] = {"exercise": exercise.id, "digest": of, "phase": phase, "attempt": attempt}
    shared = SharedAnswer(seq=attempt, response=response, outcome=outcome, **fields)
    return Coded("".join(SIGNS[int(who[i : i + 5], 2)] for i in range(0, 25, 5)), shared)


def _found(which: str, meant: str, exercises: Mapping[str, Authored]) -> tuple[Authored, str]:
    named = [one for one in exercises.values() if _hashed(one.id, 20) == which]
    if not named:
        raise CodeError(
            "This code is about an exercise that is not in this course. Ask which version it was made with."
        )
    for one in named:
        of = digest(meaning(one))
        if _meant(of, keys(one)) == meant:
            return one, of
    raise CodeError(
        f"This code is about “{named[0].id}” as it was in another version of the course. Ask for the file instead."
    )


def _kind(exercise: Authored) -> str:
    return str(getattr(exercise, "kind", ""))


def _hashed(text: str, size: int) -> str:
    """The first bits of the SHA-256 of a text."""
    return f"{int(hashlib.sha256(text.encode()).hexdigest()[:8], 16):032b}"[:size]


def _meant(of: str, known: Keys) -> str:
    return _hashed(canonical([of, [list(one) for one in known]]), 15)


def _width(count: int) -> int:
    """So many bits hold a number from 0 to this."""
    return count.bit_length()


class _Bits:
    """Noughts and ones, added one after the other."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, bits: str) -> None:
        self.text += bits

    def number(self, value: int, size: int) -> None:
        if not 0 <= value < 2**size:
            raise ValueError(value)
        self.text += f"{value:0{size}b}"

    def flag(self, is_so: bool) -> None:
        self.text += "1" if is_so else "0"


class _Read:
    """The same, taken one after the other."""

    def __init__(self, bits: str) -> None:
        self.left = bits

    def take(self, size: int) -> str:
        if len(self.left) < size:
            raise CodeError(NOT_WHOLE)
        taken, self.left = self.left[:size], self.left[size:]
        return taken

    def number(self, size: int) -> int:
        return int(self.take(size), 2) if size else 0

    def flag(self) -> bool:
        return self.take(1) == "1"

    def place(self, names: tuple[str, ...]) -> str | None:
        """A name by its place, counted from 1; 0 is none."""
        at = self.number(_width(len(names)))
        if at > len(names):
            raise CodeError(NOT_WHOLE)
        return names[at - 1] if at else None

    def end(self) -> None:
        if len(self.left) > 4 or "1" in self.left:
            raise CodeError(NOT_WHOLE)


def _place(name: str | None, names: tuple[str, ...], bits: _Bits) -> None:
    bits.number(0 if name is None else names.index(name) + 1, _width(len(names)))


def _each_known(names: Iterable[str], known: tuple[str, ...]) -> None:
    """Raises ValueError for a name that the exercise does not have."""
    for name in names:
        known.index(name)


def _pack(response: SharedResponse, known: Keys, bits: _Bits) -> None:
    match response:
        case SharedChoice(option=option):
            bits.number(7 if option is None else OPTIONS.index(option), 3)
        case SharedRewrite():
            pass
        case SharedSort(groups=placed):
            _each_known(placed, known[0])
            for card in known[0]:
                _place(placed.get(card), known[1], bits)
        case SharedReflection(skipped=skipped):
            bits.flag(skipped)
        case SharedConversation(turns=turns):
            bits.number(len(turns), 8)
            for said in turns:
                _place(f"{said.turn}/{said.reply}", known[0], bits)
                bits.number(HEARD.index(said.by), 2)
        case SharedPlanner(filled=filled):
            _each_known(filled, known[0])
            for field in known[0]:
                bits.flag(field in filled)
        case SharedScale(about=about, ratings=ratings):
            bits.flag(about == "then")
            _each_known(ratings, known[0])
            for item in known[0]:
                rating = ratings.get(item)
                bits.number(rating if rating is not None else SKIPPED if item in ratings else LEFT_OUT, 4)
        case SharedReplies():
            _place(response.form, known[0], bits)
            bits.flag(response.timed)
            _each_known(response.answered, known[1])
            for prompt in known[1]:
                bits.flag(prompt in response.answered)
        case SharedMarks():
            _pack_marks(response, known, bits)
        case _:
            raise CodeError(f"No code can carry an answer of the kind “{response.kind}”. Hand over a file.")


def _pack_marks(response: SharedMarks, known: Keys, bits: _Bits) -> None:
    bits.flag(response.by == "peer")
    _each_known(response.replies, known[1])
    for prompt in known[1]:
        given = response.replies.get(prompt)
        bits.flag(given is not None)
        if given is None:
            continue
        bits.flag(given.deducted)
        _each_known(given.marks, known[2])
        for criterion in known[2]:
            bits.number(given.marks.get(criterion, UNMARKED), 3)


def _unpack(kind: str, known: Keys, bits: _Read) -> SharedResponse:
    match kind:
        case "choice":
            at = bits.number(3)
            return SharedChoice(kind="choice", option=None if at == 7 else _option(at))
        case "rewrite":
            return SharedRewrite(kind="rewrite")
        case "sort":
            placed = {card: bits.place(known[1]) for card in known[0]}
            return SharedSort(kind="sort", groups={card: group for card, group in placed.items() if group})
        case "reflection":
            return SharedReflection(kind="reflection", skipped=bits.flag())
        case "conversation":
            return SharedConversation(kind="conversation", turns=tuple(_turn(known, bits) for _ in range(_turns(bits))))
        case "planner":
            return SharedPlanner(kind="planner", filled=tuple(sorted(field for field in known[0] if bits.flag())))
        case "scale":
            return _unpack_scale(known, bits)
        case "replies":
            form_id, timed = bits.place(known[0]), bits.flag()
            answered = tuple(sorted(prompt for prompt in known[1] if bits.flag()))
            return SharedReplies(kind="replies", form=_there(form_id), timed=timed, answered=answered)
        case "marks" if len(known) == 3:
            return _unpack_marks(known, bits)
    raise CodeError("This code carries an answer that this version cannot read. Ask for the file instead.")


def _option(at: int) -> str:
    if at >= len(OPTIONS):
        raise CodeError(NOT_WHOLE)
    return OPTIONS[at]


def _there(name: str | None) -> str:
    if name is None:
        raise CodeError(NOT_WHOLE)
    return name


def _turns(bits: _Read) -> int:
    count = bits.number(8)
    if count > 200:
        raise CodeError(NOT_WHOLE)
    return count


def _turn(known: Keys, bits: _Read) -> SharedTurn:
    turn, _, reply = _there(bits.place(known[0])).partition("/")
    return SharedTurn(turn=turn, reply=reply, by=HEARD[bits.number(2)])  # type: ignore[arg-type]


def _unpack_scale(known: Keys, bits: _Read) -> SharedScale:
    is_then, ratings = bits.flag(), {}
    for item in known[0]:
        rating = bits.number(4)
        if rating in range(9, SKIPPED):
            raise CodeError(NOT_WHOLE)
        if rating != LEFT_OUT:
            ratings[item] = None if rating == SKIPPED else rating
    return SharedScale(kind="scale", about="then" if is_then else "now", ratings=ratings)


def _unpack_marks(known: Keys, bits: _Read) -> SharedMarks:
    is_peer, replies = bits.flag(), {}
    for prompt in known[1]:
        if not bits.flag():
            continue
        deducted, marks = bits.flag(), {}
        for criterion in known[2]:
            mark = bits.number(3)
            if mark in range(4, UNMARKED):
                raise CodeError(NOT_WHOLE)
            if mark != UNMARKED:
                marks[criterion] = mark
        replies[prompt] = ReplyMarks(marks=marks, deducted=deducted)
    return SharedMarks(kind="marks", by="peer" if is_peer else "self", replies=replies)


def _pack_outcome(shared: SharedAnswer, known: Keys, bits: _Bits) -> None:
    """What was heard. A choice carries none of it, since the exercise says what each option does."""
    outcome = shared.outcome
    bits.flag(outcome is not None)
    if outcome is None or shared.response.kind == "choice":
        return
    bits.number(EFFECTS.index(outcome.effect), 2)
    bits.flag(bool(outcome.codes))
    for code in CODES if outcome.codes else ():
        bits.flag(code in outcome.codes)
    score = outcome.score
    fits = score is not None and max(score.value, score.of) < 128
    bits.flag(fits)
    if score is not None and fits:
        bits.number(score.value, 7)
        bits.number(score.of, 7)
    if shared.response.kind == "conversation":
        _place(outcome.ending, known[1], bits)


def _unpack_outcome(exercise: Authored, response: SharedResponse, known: Keys, bits: _Read) -> SharedOutcome | None:
    if not bits.flag():
        return None
    if isinstance(exercise, Choice) and isinstance(response, SharedChoice):
        return _of_option(exercise, response)
    effect: Any = EFFECTS[bits.number(2)]
    codes: Any = tuple(code for code in CODES if bits.flag()) if bits.flag() else ()
    score = Score(value=bits.number(7), of=max(1, bits.number(7))) if bits.flag() else None
    ending = bits.place(known[1]) if response.kind == "conversation" else None
    return SharedOutcome(effect=effect, codes=codes, score=score, ending=ending)


def _of_option(exercise: Choice, response: SharedChoice) -> SharedOutcome:
    if response.option is None:
        return SharedOutcome()
    at = OPTIONS.index(response.option)
    if at >= len(exercise.options):
        raise CodeError(NOT_WHOLE)
    option = exercise.options[at]
    return SharedOutcome(effect=option.effect, codes=option.codes)
