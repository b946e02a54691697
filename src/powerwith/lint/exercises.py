"""What an author should look at in one exercise."""

import re
from collections.abc import Callable, Iterator

from powerwith import coach
from powerwith.bank import Bank
from powerwith.lint.planners import check_planner
from powerwith.lint.replies import check_replies, good_replies
from powerwith.lint.scales import check_scale
from powerwith.lint.vignettes import check_vignette
from powerwith.lint.voice import STARTER, texts
from powerwith.model import HARM_CODES, Authored, Choice, Conversation, Planner, Replies, Rewrite, Scale, Vignette
from powerwith.source import Problem

Path_ = tuple[str | int, ...]


def check_exercise(bank: Bank, exercise: Authored) -> Iterator[Problem]:
    """Everything that one exercise can be asked on its own, apart from its prose."""
    for check in CHECKS:
        yield from check(bank, exercise)


def _starter_text(bank: Bank, exercise: Authored) -> Iterator[Problem]:
    for path, text in texts(exercise.model_dump(mode="json")):
        if text.startswith(STARTER):
            yield _at(bank, exercise, path, "this still holds the starter's text", "Write your own")


def _model_replies_are_considerate(bank: Bank, exercise: Authored) -> Iterator[Problem]:
    for path, text in _good_practice(exercise):
        for found in coach.check(text):
            if found.code in HARM_CODES:
                words = text[found.start : found.end]
                says = f"the coach reads “{words}” in a reply that should help as {found.code} (rule {found.rule})"
                yield _at(bank, exercise, path, says, "Reword it, or mend the rule if the reply is fine")


def _chapter_folder(bank: Bank, exercise: Authored) -> Iterator[Problem]:
    folder = bank.path(exercise.id).parent.name
    if not re.fullmatch(r"ch\d\d|self", folder):
        yield _at(
            bank,
            exercise,
            ("id",),
            f"the file stands in `{folder}`",
            "Move it to a chapter's folder, as in `ch09`, or to `self`",
        )


def _planner_is_whole(bank: Bank, exercise: Authored) -> Iterator[Problem]:
    for path, says, todo in check_planner(exercise) if isinstance(exercise, Planner) else ():
        yield _at(bank, exercise, path, says, todo)


def _scale_is_fair(bank: Bank, exercise: Authored) -> Iterator[Problem]:
    for path, says, todo in check_scale(exercise) if isinstance(exercise, Scale) else ():
        yield _at(bank, exercise, path, says, todo)


def _replies_can_be_rated(bank: Bank, exercise: Authored) -> Iterator[Problem]:
    for path, says, todo in check_replies(exercise) if isinstance(exercise, Replies) else ():
        yield _at(bank, exercise, path, says, todo)


def _replies_stand_beside_a_scale(bank: Bank, exercise: Authored) -> Iterator[Problem]:
    scale = exercise.beside if isinstance(exercise, Replies) else None
    if scale and not isinstance(bank.exercises.get(scale), Scale):
        known = ", ".join(sorted(name for name, one in bank.exercises.items() if isinstance(one, Scale)))
        says = f"`beside` names `{scale}`, and there is no scale of that id"
        yield _at(bank, exercise, ("beside",), says, f"Name one: {known}" if known else "Leave it out")


def _vignette_compares(bank: Bank, exercise: Authored) -> Iterator[Problem]:
    for path, says, todo in check_vignette(exercise) if isinstance(exercise, Vignette) else ():
        yield _at(bank, exercise, path, says, todo)


def _moves_fit(bank: Bank, exercise: Authored) -> Iterator[Problem]:
    """The line of a rewrite carries what its closing moves carry, and looks for what its opening moves bring."""
    if not isinstance(exercise, Rewrite):
        return
    codes = {move.id: move.codes for move in coach.moves.moves()}
    closing = {code for name in exercise.moves if name[0] == "D" for code in codes[name]}
    opening = {code for name in exercise.moves if name[0] == "E" for code in codes[name]}
    for i, code in enumerate(exercise.carries):
        if code not in closing:
            todo = "Name the move that carries it under `moves:`, or leave the code out"
            yield _at(bank, exercise, ("carries", i), f"{code} belongs to none of its moves that close doors", todo)
    if opening and not opening & set(exercise.look_for):
        says = f"its moves that open doors bring {', '.join(sorted(opening))}, and it looks for none of these"
        yield _at(bank, exercise, ("look_for",), says, "Look for one of them, or name other moves")


CHECKS: tuple[Callable[[Bank, Authored], Iterator[Problem]], ...] = (
    _starter_text,
    _model_replies_are_considerate,
    _chapter_folder,
    _moves_fit,
    _planner_is_whole,
    _scale_is_fair,
    _replies_can_be_rated,
    _replies_stand_beside_a_scale,
    _vignette_compares,
)


def _good_practice(exercise: Authored) -> Iterator[tuple[Path_, str]]:
    if isinstance(exercise, Rewrite):
        yield from ((("models", i, "text"), model.text) for i, model in enumerate(exercise.models))
    if isinstance(exercise, Choice) and exercise.options_are == "said":
        yield from ((("options", i, "text"), o.text) for i, o in enumerate(exercise.options) if o.effect == "helps")
    if isinstance(exercise, Replies):
        yield from good_replies(exercise)
    if isinstance(exercise, Conversation):
        for i, turn in enumerate(exercise.turns):
            for k, reply in enumerate(turn.replies):
                if reply.effect == "helps":
                    yield ("turns", i, "replies", k, "text"), reply.text


def _at(bank: Bank, exercise: Authored, path: Path_, says: str, todo: str) -> Problem:
    return Problem(bank.located[exercise.id].place(path), says, todo)
