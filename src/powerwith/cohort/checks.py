"""Whether an answer can be one to its exercise: no ninth of five points, no option that is not there.

What is said about it never repeats what somebody chose: it stands beside the name of their file.
"""

from collections.abc import Callable, Iterable, Mapping

from powerwith import conversation as conversations
from powerwith.cohort.shown import label
from powerwith.model import Authored, Choice, Conversation, Planner, Replies, Scale, Sort, Vignette, form
from powerwith.model.share import (
    SharedAnswer,
    SharedChoice,
    SharedConversation,
    SharedMarks,
    SharedPlanner,
    SharedReplies,
    SharedScale,
    SharedSort,
    SharedVignette,
)
from powerwith.payload import digest, meaning

Wrong = tuple[str, str]
"""The field inside the answer, and what is the case."""


class Bench:
    """The exercises of the course, each looked up once."""

    def __init__(self, exercises: Mapping[str, Authored]) -> None:
        self.exercises = exercises
        self._digests: dict[str, str] = {}

    def knows(self, name: str) -> bool:
        """Whether the course has an exercise of this id."""
        return name in self.exercises

    def is_same(self, one: SharedAnswer) -> bool:
        """Whether the exercise still means what it meant when this was answered."""
        return self.knows(one.exercise) and self.digest(self.exercises[one.exercise]) == one.digest

    def wrong(self, one: SharedAnswer) -> Wrong | None:
        """Why this cannot be an answer. Where the exercise is unknown or has changed, only what is never so counts."""
        if (score := _score(one)) or not self.is_same(one):
            return score
        return next(iter(_wrong(one, self.exercises[one.exercise])), None)

    def digest(self, exercise: Authored) -> str:
        """Of what the exercise means now."""
        if exercise.id not in self._digests:
            self._digests[exercise.id] = digest(meaning(exercise))
        return self._digests[exercise.id]


def _score(one: SharedAnswer) -> Wrong | None:
    score = one.outcome.score if one.outcome else None
    if score and score.value > score.of:
        return "outcome.score", f"the score is {score.value} of {score.of}"
    return None


def _wrong(one: SharedAnswer, exercise: Authored) -> Iterable[Wrong]:
    """What cannot be so, by the exercise's own definition."""
    response = one.response
    kind = "replies" if response.kind == "marks" else response.kind
    own = getattr(exercise, "kind", kind)
    if kind != own:
        yield "response.kind", f"it is answered as {response.kind}, and the exercise is of the kind {own}"
        return
    check = _CHECKS.get(response.kind)
    if check is not None:
        yield from check(one, exercise)
    score = one.outcome.score if one.outcome else None
    if score and response.kind not in ("sort", "marks"):
        yield "outcome.score", "an exercise of this kind has no score"


def _choice(one: SharedAnswer, exercise: Choice) -> Iterable[Wrong]:
    assert isinstance(one.response, SharedChoice)
    options = {chr(ord("a") + i): option for i, option in enumerate(exercise.options)}
    name = one.response.option
    if name is None:
        return
    if name not in options:
        yield "response.option", _none_of(name, options)
    elif one.outcome and one.outcome.effect not in (None, options[name].effect):
        yield "outcome.effect", "it is not the effect of the option that was chosen"


def _sort(one: SharedAnswer, exercise: Sort) -> Iterable[Wrong]:
    assert isinstance(one.response, SharedSort)
    cards = {str(number): card for number, card in enumerate(exercise.cards, start=1)}
    groups = [group.id for group in exercise.groups]
    placed = one.response.groups
    yield from (("response.groups", f"there is no card {label(card)}") for card in placed if card not in cards)
    yield from (
        (f"response.groups.{card}", _none_of(group, groups)) for card, group in placed.items() if group not in groups
    )
    score = one.outcome.score if one.outcome else None
    agreeing = sum(placed.get(number) in (card.group, *card.also) for number, card in cards.items())
    if score and (score.value, score.of) != (agreeing, len(cards)):
        yield (
            "outcome.score",
            f"the score is {score.value} of {score.of}, and the cards make {agreeing} of {len(cards)}",
        )


def _conversation(one: SharedAnswer, exercise: Conversation) -> Iterable[Wrong]:
    assert isinstance(one.response, SharedConversation)
    here = conversations.begin(exercise)
    for i, said in enumerate(one.response.turns):
        field = f"response.turns[{i}]"
        if said.turn != here.at:
            yield field, "the conversation does not stand there at this point"
            return
        try:
            here = conversations.step(exercise, here, said.reply)
        except conversations.ConversationError:
            yield field, "this reply cannot be given there"
            return
    if one.outcome and one.outcome.ending not in (None, here.at):
        yield "outcome.ending", "these replies do not lead to this ending"
    if one.outcome and one.outcome.state not in (None, here.state):
        yield "outcome.state", "these replies do not leave the gauges there"


def _planner(one: SharedAnswer, exercise: Planner) -> Iterable[Wrong]:
    assert isinstance(one.response, SharedPlanner)
    fields = form(exercise)
    yield from (
        ("response.filled", f"there is no field “{name}”") for name in one.response.filled if name not in fields
    )


def _scale(one: SharedAnswer, exercise: Scale) -> Iterable[Wrong]:
    assert isinstance(one.response, SharedScale)
    items, top = [item.id for item in exercise.items], len(exercise.answers) - 1
    for name, rating in one.response.ratings.items():
        if name not in items:
            yield "response.ratings", f"there is no item “{name}”"
        elif rating is not None and rating > top:
            yield f"response.ratings.{name}", f"the rating is {rating} of at most {top}"


def _replies(one: SharedAnswer, exercise: Replies) -> Iterable[Wrong]:
    assert isinstance(one.response, SharedReplies)
    forms = {each.id: [prompt.id for prompt in each.prompts] for each in exercise.forms}
    if one.response.form not in forms:
        yield "response.form", _none_of(one.response.form, forms)
        return
    known = forms[one.response.form]
    yield from (("response.answered", _none_of(name, known)) for name in one.response.answered if name not in known)


def _marks(one: SharedAnswer, exercise: Replies) -> Iterable[Wrong]:
    assert isinstance(one.response, SharedMarks)
    prompts = [prompt.id for each in exercise.forms for prompt in each.prompts]
    criteria = [each.id for each in exercise.criteria]
    for name, given in one.response.replies.items():
        if name not in prompts:
            yield "response.replies", f"there is no prompt “{name}”"
        yield from (
            (f"response.replies.{name}.marks", _none_of(each, criteria)) for each in given.marks if each not in criteria
        )


def _vignette(one: SharedAnswer, exercise: Vignette) -> Iterable[Wrong]:
    assert isinstance(one.response, SharedVignette)
    if (one.response.pack, one.response.version) != (exercise.pack, exercise.version):
        yield "response.pack", f"the exercise is of the pack “{exercise.pack}”, version {exercise.version}"
    cases = [case.id for case in exercise.cases]
    outcomes = [outcome.id for outcome in exercise.outcomes]
    steps = [step.id for step in exercise.steps]
    for name, case in one.response.cases.items():
        if name not in cases:
            yield "response.cases", _none_of(name, cases)
        yield from (
            (f"response.cases.{name}", _none_of(each, outcomes)) for each in case.ratings if each not in outcomes
        )
        if case.step is not None and case.step not in steps:
            yield f"response.cases.{name}.step", _none_of(case.step, steps)


def _none_of(name: str, known: Iterable[str]) -> str:
    return f"“{label(name)}” is none of {', '.join(known)}"


_CHECKS: dict[str, Callable[..., Iterable[Wrong]]] = {
    "choice": _choice,
    "sort": _sort,
    "conversation": _conversation,
    "planner": _planner,
    "scale": _scale,
    "replies": _replies,
    "marks": _marks,
    "vignette": _vignette,
}
