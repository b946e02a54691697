"""A code with the answer to one exercise, to paste or to read out: no words, no clock, and nobody's name.

It holds, bit by bit: which exercise (20), what it means today (15), who (25, another for each cohort), the phase (2),
the attempt (5), whether these are marks (1); then the answer by its kind (`packing`), and what was heard (`heard`).
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from powerwith.model import Authored
from powerwith.model.share import SharedAnswer, SharedMarks, SharedOutcome
from powerwith.payload import canonical, digest, meaning
from powerwith.share import heard
from powerwith.share.bits import Bits, Keys, Read, hashed
from powerwith.share.packing import FORMS, PACKINGS, has_marks, keys
from powerwith.signs import NOT_WHOLE, SIGNS, SLIPPED, CodeError, bits_of, code_of, is_sound, signs_in

KIND = "1"
PHASES = ("none", "before", "after", "later")
MOST_ATTEMPTS = 31


class Coded(NamedTuple):
    """One answer out of a code. `tag` stands for one learner in one cohort; see `tag_of`."""

    tag: str
    answer: SharedAnswer


def tag_of(share: str) -> str:
    """Five signs that stand for the learner whose share has this id: the same in every code of that learner."""
    return _signs(hashed(share, 25))


def write_code(shared: SharedAnswer, known: Keys, share: str) -> str:
    """The code of one answer. `known`: from `keys`. Raises CodeError for what no code can carry."""
    kind = shared.response.kind
    bits = Bits()
    bits.add(hashed(shared.exercise, 20))
    bits.add(_meant(shared.digest, known, kind))
    bits.add(hashed(share, 25))
    bits.number(PHASES.index(shared.phase), 2)
    bits.number(min(shared.attempt, MOST_ATTEMPTS), 5)
    bits.flag(kind == "marks")
    try:
        PACKINGS[kind].pack(shared.response, known, bits)
        heard.pack(shared, known, bits)
    except ValueError:
        raise CodeError(
            f"“{shared.exercise}” was answered before it changed. Answer it again, or hand over a file."
        ) from None
    return code_of(KIND, bits.text)


def read_code(text: str, exercises: Mapping[str, Authored]) -> Coded:
    """The answer in a code, however it was typed, for the exercises of this bank. Raises CodeError with one sentence.

    It is what `carried` says of the answer that was written. Whoever pastes a code twice counts once: `tag`, exercise,
    phase and attempt are the same.
    """
    bits = Read(_bits_in(text))
    which, meant, who = bits.take(20), bits.take(15), bits.take(25)
    phase, attempt, is_marks = PHASES[bits.number(2)], bits.number(5), bits.flag()
    exercise, of = _found(which, meant, exercises)
    known = keys(exercise)
    kind = "marks" if is_marks else _kind(exercise)
    response = PACKINGS[kind].unpack(known, bits)
    outcome, appeals = heard.unpack(exercise, response, known, bits)
    bits.end()
    if attempt == 0:
        raise CodeError(NOT_WHOLE)
    fields: dict[str, Any] = {"exercise": exercise.id, "digest": of, "phase": phase, "attempt": attempt}
    return Coded(_signs(who), SharedAnswer(seq=attempt, response=response, outcome=outcome, appeals=appeals, **fields))


def carried(shared: SharedAnswer) -> SharedAnswer:
    """What of an answer comes out of its code again. `seq` is its attempt, since a code knows no other order."""
    attempt = min(shared.attempt, MOST_ATTEMPTS)
    fields: dict[str, Any] = {"attempt": attempt, "seq": attempt, "rules_version": None, "words": {}}
    if isinstance(shared.response, SharedMarks):
        fields["response"] = shared.response.model_copy(update={"after": None})
    with_marks = has_marks(shared.response.kind)
    if shared.outcome:
        fields["outcome"] = shared.outcome.model_copy(
            update={
                "marked": shared.outcome.marked if with_marks else (),
                "score": shared.outcome.score if heard.fits(shared.outcome.score) else None,
                "state": shared.outcome.state if shared.response.kind == "conversation" else None,
            }
        )
    if not (with_marks and shared.outcome):
        fields["appeals"] = ()
    return shared.model_copy(update=fields)


def left_out(shared: SharedAnswer) -> tuple[str, ...]:
    """What stands in a file about this answer and not in its code, in words."""
    kept = carried(shared)
    full, rest = shared.outcome or SharedOutcome(), kept.outcome or SharedOutcome()
    told = {
        "the words you ticked": bool(shared.words),
        "which of your answers these marks are for": kept.response != shared.response,
        "which version of the coach marked it": bool(shared.rules_version and rest.marked),
        "what the coach marked and you saw differently": (full.marked, shared.appeals) != (rest.marked, kept.appeals),
        "how many you agreed on": full.score != rest.score,
        f"which try it was, after try {MOST_ATTEMPTS}": shared.attempt > MOST_ATTEMPTS,
    }
    return tuple(words for words, is_so in told.items() if is_so)


def _bits_in(text: str) -> str:
    """The bits of a code of this kind. Raises CodeError."""
    signs = signs_in(text)
    if len(signs) < 3:
        raise CodeError(NOT_WHOLE)
    if not is_sound(signs):
        raise CodeError(SLIPPED)
    if signs[0] != KIND:
        raise CodeError(
            "This code carries something other than an answer. Look for the code under Share with a trainer."
        )
    return bits_of(signs[1:-1])


def _found(which: str, meant: str, exercises: Mapping[str, Authored]) -> tuple[Authored, str]:
    named = [one for one in exercises.values() if hashed(one.id, 20) == which]
    if not named:
        raise CodeError(
            "This code is about an exercise that is not in this course. Ask which version it was made with."
        )
    for one in named:
        of = digest(meaning(one))
        if _meant(of, keys(one), _kind(one)) == meant:
            return one, of
    raise CodeError(
        f"This code is about “{named[0].id}” as it was in another version of the course. Ask for the file instead."
    )


def _kind(exercise: Authored) -> str:
    return str(getattr(exercise, "kind", ""))


def _meant(of: str, known: Keys, kind: str) -> str:
    """What the exercise means, what an answer to it can name, and how it is packed, where that is not the first way."""
    plain: list[Any] = [of, [list(one) for one in known]]
    return hashed(canonical([*plain, FORMS[kind]] if kind in FORMS else plain), 15)


def _signs(bits: str) -> str:
    return "".join(SIGNS[int(bits[i : i + 5], 2)] for i in range(0, len(bits), 5))
