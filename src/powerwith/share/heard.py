"""What was heard of an answer, as bits: what it does, the rules of the coach that marked words, score and ending.

A rule goes as twelve bits of the hash of its id, and one bit each for marked and for seen differently: three signs.
A list of rules in both readers would have to be kept in step for ever; a hash needs none in the browser, stays the same
when rules are added, and a test sees that no two rules have the same one.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, get_args

from powerwith import coach, conversation
from powerwith.coach.glass import MARKS
from powerwith.model import Authored, Choice, Conversation
from powerwith.model.codes import Code, HarmCode, HelpCode, MarkCode
from powerwith.model.entry import Score
from powerwith.model.share import (
    SharedAnswer,
    SharedChoice,
    SharedConversation,
    SharedMark,
    SharedOutcome,
    SharedResponse,
)
from powerwith.share.bits import Bits, Keys, Read, hashed
from powerwith.share.packing import OPTIONS, has_marks
from powerwith.signs import NOT_WHOLE, CodeError

CODES: tuple[str, ...] = (*get_args(HarmCode), *get_args(HelpCode))
"""The place of a code in the bits. Only ever added to at the end, or old codes would mean something else."""

EFFECTS = (None, "helps", "mixed", "hurts")
MOST_SCORE = 127
RULE = 12
NO_RULE = "This code names a rule of the coach that this course does not have. Ask for the file instead."


class Heard(NamedTuple):
    """What a code says beside the answer itself."""

    outcome: SharedOutcome | None = None
    appeals: tuple[str, ...] = ()


def pack(shared: SharedAnswer, known: Keys, bits: Bits) -> None:
    """What was heard. A choice carries none of it, since the exercise says what each option does."""
    outcome, kind = shared.outcome, shared.response.kind
    bits.flag(outcome is not None)
    if outcome is None or kind == "choice":
        return
    bits.number(EFFECTS.index(outcome.effect), 2)
    is_as_marked = has_marks(kind) and outcome.codes == _codes_of(outcome.marked)
    if has_marks(kind):
        _pack_rules(outcome, shared.appeals, bits)
        bits.flag(is_as_marked)
    if not is_as_marked:
        _pack_codes(outcome.codes, bits)
    _pack_score(outcome.score, bits)
    if kind == "conversation":
        bits.place(outcome.ending, known[1])
        bits.flag(outcome.state is not None)


def unpack(exercise: Authored, response: SharedResponse, known: Keys, bits: Read) -> Heard:
    """The same back. What the exercise knows of this answer, such as where its gauges stood, comes from there."""
    if not bits.flag():
        return Heard()
    if isinstance(exercise, Choice) and isinstance(response, SharedChoice):
        return Heard(_of_option(exercise, response))
    effect: Any = EFFECTS[bits.number(2)]
    marked, appeals = _unpack_rules(bits) if has_marks(response.kind) else ((), ())
    codes = _codes_of(marked) if has_marks(response.kind) and bits.flag() else _unpack_codes(bits)
    score = _unpack_score(bits)
    ending = state = None
    if isinstance(exercise, Conversation) and isinstance(response, SharedConversation):
        ending = bits.place(known[1])
        state = _state(exercise, response) if bits.flag() else None
    made = SharedOutcome(effect=effect, codes=codes, marked=marked, score=score, state=state, ending=ending)
    return Heard(made, appeals)


def _pack_rules(outcome: SharedOutcome, appeals: tuple[str, ...], bits: Bits) -> None:
    marked = [one.rule for one in outcome.marked]
    for rule in dict.fromkeys([*marked, *appeals]):
        bits.flag(True)
        bits.add(hashed(rule, RULE))
        bits.flag(rule in marked)
        bits.flag(rule in appeals)
    bits.flag(False)


def _unpack_rules(bits: Read) -> tuple[tuple[SharedMark, ...], tuple[str, ...]]:
    marked, appeals = [], []
    while bits.flag():
        rule, code = _rule(bits.take(RULE))
        if bits.flag():
            marked.append(SharedMark(rule=rule, code=code))
        if bits.flag():
            appeals.append(rule)
    return tuple(marked), tuple(appeals)


@cache
def _rules() -> Mapping[str, tuple[str, MarkCode]]:
    named = {one.id: one.code for one in coach.records()} | {rule: mark[0] for rule, mark in MARKS.items()}
    return {hashed(rule, RULE): (rule, code) for rule, code in named.items()}


def _rule(bits: str) -> tuple[str, MarkCode]:
    if bits not in _rules():
        raise CodeError(NO_RULE)
    return _rules()[bits]


def _codes_of(marked: tuple[SharedMark, ...]) -> tuple[Code, ...]:
    """The moves that these marks are about; notices only ask, and are about none."""
    codes: Any = tuple(dict.fromkeys(one.code for one in marked if one.code in CODES))
    made: tuple[Code, ...] = codes
    return made


def _pack_codes(codes: tuple[Code, ...], bits: Bits) -> None:
    bits.flag(bool(codes))
    for code in CODES if codes else ():
        bits.flag(code in codes)


def _unpack_codes(bits: Read) -> tuple[Code, ...]:
    codes: Any = tuple(code for code in CODES if bits.flag()) if bits.flag() else ()
    made: tuple[Code, ...] = codes
    return made


def fits(score: Score | None) -> bool:
    """Whether a code has room for it."""
    return score is not None and max(score.value, score.of) <= MOST_SCORE


def _pack_score(score: Score | None, bits: Bits) -> None:
    bits.flag(fits(score))
    if score is not None and fits(score):
        bits.number(score.value, 7)
        bits.number(score.of, 7)


def _unpack_score(bits: Read) -> Score | None:
    return Score(value=bits.number(7), of=max(1, bits.number(7))) if bits.flag() else None


def _of_option(exercise: Choice, response: SharedChoice) -> SharedOutcome:
    if response.option is None:
        return SharedOutcome()
    at = OPTIONS.index(response.option)
    if at >= len(exercise.options):
        raise CodeError(NOT_WHOLE)
    option = exercise.options[at]
    return SharedOutcome(effect=option.effect, codes=option.codes)


def _state(exercise: Conversation, response: SharedConversation) -> dict[str, int]:
    """Where the gauges stood at its end: the replies lead to one place only."""
    try:
        return conversation.walk(exercise, [said.reply for said in response.turns])[-1].state
    except conversation.ConversationError:
        raise CodeError(NOT_WHOLE) from None
