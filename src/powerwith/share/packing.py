"""How the answer to each kind of exercise becomes bits, and an answer again. Everything about one kind stands together.

A kind has up to three functions: what its answers can name, how one is packed, how it is unpacked. To change how a kind
is packed, raise its form in `FORMS`: it goes into what a code says its exercise means, so a reader that knows another
form refuses the code with a sentence and never reads it as something else.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from powerwith.model import Authored, Conversation, Planner, Replies, Scale, Sort, Vignette, form
from powerwith.model.entry import ReplyMarks
from powerwith.model.share import (
    SharedChoice,
    SharedConversation,
    SharedMarks,
    SharedPlanner,
    SharedReflection,
    SharedReplies,
    SharedResponse,
    SharedRewrite,
    SharedScale,
    SharedSort,
    SharedTurn,
    SharedVignette,
    SharedVignetteCase,
)
from powerwith.share.bits import Bits, Keys, Read, each_known
from powerwith.signs import NOT_WHOLE, CodeError

FORMS = {"rewrite": 2, "conversation": 2}
"""The how-manyth way of packing a kind; where nothing stands, the first. The second takes rules of the coach along."""


def has_marks(kind: str) -> bool:
    """Whether answers of this kind can hold words that the coach reads, so that a code says which rules marked some."""
    return kind in ("rewrite", "conversation")


def keys(exercise: Authored) -> Keys:
    """What an answer to this exercise can name."""
    match exercise:
        case Sort():
            return _sort_keys(exercise)
        case Conversation():
            return _conversation_keys(exercise)
        case Planner():
            return (tuple(form(exercise)),)
        case Scale():
            return (tuple(item.id for item in exercise.items),)
        case Replies():
            return _replies_keys(exercise)
        case Vignette():
            return _vignette_keys(exercise)
    return ()


# choice: one option, or none

OPTIONS = ("a", "b", "c", "d", "e", "f")
NO_OPTION = 7


def _pack_choice(response: SharedChoice, _known: Keys, bits: Bits) -> None:
    bits.number(NO_OPTION if response.option is None else OPTIONS.index(response.option), 3)


def _unpack_choice(_known: Keys, bits: Read) -> SharedChoice:
    at = bits.number(3)
    if at != NO_OPTION and at >= len(OPTIONS):
        raise CodeError(NOT_WHOLE)
    return SharedChoice(kind="choice", option=None if at == NO_OPTION else OPTIONS[at])


# rewrite: nothing but that it was written; what the coach marked goes with what was heard


def _pack_rewrite(_response: SharedRewrite, _known: Keys, _bits: Bits) -> None:
    """Nothing to pack."""


def _unpack_rewrite(_known: Keys, _bits: Read) -> SharedRewrite:
    return SharedRewrite(kind="rewrite")


# sort: for each card its group


def _sort_keys(exercise: Sort) -> Keys:
    cards = tuple(str(i) for i in range(1, len(exercise.cards) + 1))
    return (cards, tuple(group.id for group in exercise.groups))


def _pack_sort(response: SharedSort, known: Keys, bits: Bits) -> None:
    each_known(response.groups, known[0])
    for card in known[0]:
        bits.place(response.groups.get(card), known[1])


def _unpack_sort(known: Keys, bits: Read) -> SharedSort:
    placed = {card: bits.place(known[1]) for card in known[0]}
    return SharedSort(kind="sort", groups={card: group for card, group in placed.items() if group})


# reflection: done or left out


def _pack_reflection(response: SharedReflection, _known: Keys, bits: Bits) -> None:
    bits.flag(response.skipped)


def _unpack_reflection(_known: Keys, bits: Read) -> SharedReflection:
    return SharedReflection(kind="reflection", skipped=bits.flag())


# conversation: each turn with its reply, and how it came to count

MOST_TURNS = 200
HEARD = ("chosen", "heard", "nearest", "overruled")


def _conversation_keys(exercise: Conversation) -> Keys:
    said = tuple(f"{turn.id}/{reply.id}" for turn in exercise.turns for reply in turn.replies)
    return (said, tuple(ending.id for ending in exercise.endings))


def _pack_conversation(response: SharedConversation, known: Keys, bits: Bits) -> None:
    bits.number(len(response.turns), 8)
    for said in response.turns:
        bits.place(f"{said.turn}/{said.reply}", known[0])
        bits.number(HEARD.index(said.by), 2)


def _unpack_conversation(known: Keys, bits: Read) -> SharedConversation:
    count = bits.number(8, most=MOST_TURNS)
    return SharedConversation(kind="conversation", turns=tuple(_turn(known, bits) for _ in range(count)))


def _turn(known: Keys, bits: Read) -> SharedTurn:
    turn, _, reply = bits.one_of(known[0]).partition("/")
    return SharedTurn(turn=turn, reply=reply, by=HEARD[bits.number(2)])  # type: ignore[arg-type]


# planner: which fields hold something


def _pack_planner(response: SharedPlanner, known: Keys, bits: Bits) -> None:
    each_known(response.filled, known[0])
    for field in known[0]:
        bits.flag(field in response.filled)


def _unpack_planner(known: Keys, bits: Read) -> SharedPlanner:
    return SharedPlanner(kind="planner", filled=tuple(sorted(field for field in known[0] if bits.flag())))


# scale: for each item its rating, that it did not come up, or that it was left open

MOST_POINTS = 8
NOT_COME_UP, LEFT_OPEN = 14, 15


def _pack_scale(response: SharedScale, known: Keys, bits: Bits) -> None:
    bits.flag(response.about == "then")
    each_known(response.ratings, known[0])
    for item in known[0]:
        rating = response.ratings.get(item)
        bits.number(rating if rating is not None else NOT_COME_UP if item in response.ratings else LEFT_OPEN, 4)


def _unpack_scale(known: Keys, bits: Read) -> SharedScale:
    is_then, ratings = bits.flag(), {}
    for item in known[0]:
        rating = bits.number(4)
        if MOST_POINTS < rating < NOT_COME_UP:
            raise CodeError(NOT_WHOLE)
        if rating != LEFT_OPEN:
            ratings[item] = None if rating == NOT_COME_UP else rating
    return SharedScale(kind="scale", about="then" if is_then else "now", ratings=ratings)


# replies, and the marks for them

MOST_MARK = 3
UNMARKED = 7


def _replies_keys(exercise: Replies) -> Keys:
    prompts = tuple(prompt.id for one in exercise.forms for prompt in one.prompts)
    return (tuple(one.id for one in exercise.forms), prompts, tuple(one.id for one in exercise.criteria))


def _pack_replies(response: SharedReplies, known: Keys, bits: Bits) -> None:
    bits.place(response.form, known[0])
    bits.flag(response.timed)
    each_known(response.answered, known[1])
    for prompt in known[1]:
        bits.flag(prompt in response.answered)


def _unpack_replies(known: Keys, bits: Read) -> SharedReplies:
    form_id, timed = bits.one_of(known[0]), bits.flag()
    answered = tuple(sorted(prompt for prompt in known[1] if bits.flag()))
    return SharedReplies(kind="replies", form=form_id, timed=timed, answered=answered)


def _pack_marks(response: SharedMarks, known: Keys, bits: Bits) -> None:
    bits.flag(response.by == "peer")
    each_known(response.replies, known[1])
    for prompt in known[1]:
        given = response.replies.get(prompt)
        bits.flag(given is not None)
        if given is None:
            continue
        bits.flag(given.deducted)
        each_known(given.marks, known[2])
        for criterion in known[2]:
            bits.number(given.marks.get(criterion, UNMARKED), 3)


def _unpack_marks(known: Keys, bits: Read) -> SharedMarks:
    if len(known) != 3:
        raise CodeError(NOT_WHOLE)
    is_peer, replies = bits.flag(), {}
    for prompt in known[1]:
        if bits.flag():
            deducted, marks = bits.flag(), {}
            for criterion in known[2]:
                mark = bits.number(3)
                if MOST_MARK < mark < UNMARKED:
                    raise CodeError(NOT_WHOLE)
                if mark != UNMARKED:
                    marks[criterion] = mark
            replies[prompt] = ReplyMarks(marks=marks, deducted=deducted)
    return SharedMarks(kind="marks", by="peer" if is_peer else "self", replies=replies)


# vignette: for each case that was answered its version, a rating from 0 to 10 for each outcome, and the next step

PARTS = ("taken", "read", "withdrawn")
VERSIONS = ("a", "b")
MOST_RATING = 10
UNRATED = 15


def _vignette_keys(exercise: Vignette) -> Keys:
    each = (exercise.cases, exercise.outcomes, exercise.steps)
    return (*(tuple(one.id for one in some) for some in each), (exercise.pack, str(exercise.version)))


def _pack_vignette(response: SharedVignette, known: Keys, bits: Bits) -> None:
    cases, outcomes, steps, pack = known
    if (response.pack, str(response.version)) != pack:
        raise ValueError(response.pack)
    bits.number(PARTS.index(response.part), 2)
    each_known(response.cases, cases)
    for name in cases:
        case = response.cases.get(name)
        bits.flag(case is not None)
        if case is None:
            continue
        bits.flag(case.version == "b")
        each_known(case.ratings, outcomes)
        for outcome in outcomes:
            bits.number(case.ratings.get(outcome, UNRATED), 4)
        bits.place(case.step, steps)


def _unpack_vignette(known: Keys, bits: Read) -> SharedVignette:
    cases, _, _, (pack, version) = known
    part: Any = PARTS[bits.number(2, most=len(PARTS) - 1)]
    answered = {name: _case(known, bits) for name in cases if bits.flag()}
    return SharedVignette(kind="vignette", pack=pack, version=int(version), part=part, cases=answered)


def _case(known: Keys, bits: Read) -> SharedVignetteCase:
    version: Any = VERSIONS[bits.flag()]
    ratings = {}
    for outcome in known[1]:
        rating = bits.number(4)
        if MOST_RATING < rating < UNRATED:
            raise CodeError(NOT_WHOLE)
        if rating != UNRATED:
            ratings[outcome] = rating
    return SharedVignetteCase(version=version, ratings=ratings, step=bits.place(known[2]))


class Packing(NamedTuple):
    """Both directions for one kind of answer. `pack` raises ValueError for a name that the exercise does not have."""

    pack: Callable[[Any, Keys, Bits], None]
    unpack: Callable[[Keys, Read], SharedResponse]


PACKINGS: dict[str, Packing] = {
    "choice": Packing(_pack_choice, _unpack_choice),
    "rewrite": Packing(_pack_rewrite, _unpack_rewrite),
    "sort": Packing(_pack_sort, _unpack_sort),
    "reflection": Packing(_pack_reflection, _unpack_reflection),
    "conversation": Packing(_pack_conversation, _unpack_conversation),
    "planner": Packing(_pack_planner, _unpack_planner),
    "scale": Packing(_pack_scale, _unpack_scale),
    "replies": Packing(_pack_replies, _unpack_replies),
    "marks": Packing(_pack_marks, _unpack_marks),
    "vignette": Packing(_pack_vignette, _unpack_vignette),
}
