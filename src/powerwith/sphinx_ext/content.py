"""Writes an exercise out as plain content: prompt, options, and model replies to unfold."""

from collections.abc import Callable

from docutils import nodes

from powerwith.model import Authored, Choice, Conversation, Planner, Reflection, Replies, Rewrite, Scale, Sort, Vignette
from powerwith.model.vignette import UNREAD, is_unread
from powerwith.sphinx_ext.content_conversation import conversation_body
from powerwith.sphinx_ext.content_planner import planner_body
from powerwith.sphinx_ext.content_replies import replies_body
from powerwith.sphinx_ext.content_scale import scale_body
from powerwith.sphinx_ext.content_vignette import vignette_body
from powerwith.sphinx_ext.nodes import exercise_link, exercise_title, writing_lines
from powerwith.sphinx_ext.pieces import LANDING, begun, landed, listed, para, paragraphs, quoted, revealed, speech

KIND_WORDS = {
    "choice": "Choose",
    "rewrite": "Write your own",
    "sort": "Sort",
    "reflection": "Look back, in private",
    "conversation": "Talk with somebody",
    "planner": "Make a plan",
    "scale": "Look at your own practice",
    "replies": "Reply in your own words",
    "vignette": "Judge cases that chance deals",
}
"""What each kind is called on the page, in a word or three."""

_FITTING = {"helps": "Fits best.", "mixed": "Partly fits.", "hurts": "Fits less."}
ENDINGS = {
    "insight-action": ("One thing I now understand", "One thing I will try"),
    "if-then": ("If (when and where)", "then I will"),
}


def head(exercise: Authored, kind: str, anchor: str, title_of: Callable[[str], str]) -> list[nodes.Node]:
    """Title, kind and minutes, objective, content note: the part that stays when the exercise comes alive.

    `title_of` tells what another exercise is called.
    """
    title = exercise_title("", exercise.title, ids=[f"{anchor}-title"])
    unit = "minute" if exercise.minutes == 1 else "minutes"
    called = nodes.inline("", KIND_WORDS[kind], classes=["pw-kind"])
    time = nodes.Text(f" · about {exercise.minutes} {unit}")
    about = nodes.paragraph("", "", called, time, classes=["pw-about"])
    made: list[nodes.Node] = [title, about, nodes.paragraph("", exercise.objective, classes=["pw-objective"])]
    if exercise.content_note:
        made.append(nodes.paragraph("", f"Content note: {exercise.content_note}", classes=["pw-note"]))
    if isinstance(exercise, Vignette) and is_unread(exercise):
        made.append(nodes.paragraph("", UNREAD, classes=["pw-note"]))
    if exercise.content_note and isinstance(exercise, Conversation):
        link = exercise_link("", title_of(exercise.instead), exercise=exercise.instead)
        words = nodes.Text("Rather not this one? "), link, nodes.Text(" is another conversation of equal value.")
        made.append(nodes.paragraph("", "", *words, classes=["pw-instead", "pw-hint"]))
    return made


def body(exercise: Authored, *, then: bool = False) -> list[nodes.Node]:
    """Everything a learner needs on paper, in the order in which they need it. `then`: a scale that looks back."""
    match exercise:
        case Choice():
            return _prompt(exercise) + _choice(exercise)
        case Rewrite():
            return _prompt(exercise) + _rewrite(exercise)
        case Sort():
            return _prompt(exercise) + _sort(exercise)
        case Reflection():
            return _prompt(exercise) + _reflection(exercise)
        case Planner():
            return _prompt(exercise) + planner_body(exercise)
        case Conversation():
            return _prompt(exercise) + conversation_body(exercise)
        case Scale():
            asked = exercise.looking_back if then and exercise.looking_back else exercise.prompt
            return paragraphs(asked, "pw-prompt") + scale_body(exercise, then=then)
        case Replies():
            return _prompt(exercise) + replies_body(exercise)
        case Vignette():
            return _prompt(exercise) + vignette_body(exercise)
    raise TypeError(f"{type(exercise).__name__} has no way to be printed. Add one to sphinx_ext/content.py")


def _prompt(exercise: Authored) -> list[nodes.Node]:
    return paragraphs(exercise.prompt, "pw-prompt")


def _choice(exercise: Choice) -> list[nodes.Node]:
    made: list[nodes.Node] = [speech(exercise.line)] if exercise.line else []
    made += [listed([context.when for context in exercise.contexts], "pw-contexts")] if exercise.contexts else []
    made.append(para(exercise.question, "pw-question"))
    said = exercise.options_are == "said" and not exercise.contexts
    texts = [quoted(option.text) if said else option.text for option in exercise.options]
    made.append(listed(texts, "pw-options", letters=True))
    return made + ([writing_lines(count=2)] if exercise.contexts else []) + [_reveal_choice(exercise, texts)]


def _reveal_choice(exercise: Choice, texts: list[str]) -> nodes.Element:
    words = LANDING if exercise.options_are == "said" else _FITTING
    made: list[nodes.Node] = []
    for text, option in zip(texts, exercise.options, strict=True):
        verdict = "" if exercise.contexts else words[option.effect]
        made.append(begun(text, verdict))
        made += paragraphs(option.feedback)
        made += [landed(option.landed)] if option.landed else []
    for context in exercise.contexts or ():
        made += [begun(context.when, ""), *paragraphs(context.then)]
    return revealed(
        "What may happen in each"
        if exercise.contexts
        else "How each one lands"
        if words is LANDING
        else "How each one fits",
        made,
    )


def _rewrite(exercise: Rewrite) -> list[nodes.Node]:
    made: list[nodes.Node] = [speech(exercise.line), landed(exercise.landed)]
    made.append(para("Say it in your own words, so that the door stays open.", "pw-question"))
    made += [para(f"It may not leave out: {exercise.must_say}", "pw-must-say")] if exercise.must_say else []
    made.append(writing_lines(count=3))
    shown: list[nodes.Node] = []
    for model in exercise.models:
        shown.append(begun(quoted(model.text), ""))
        shown += [*paragraphs(model.why), landed(model.landed)]
    return [*made, revealed("Replies that work, to read after your own", shown)]


def _sort(exercise: Sort) -> list[nodes.Node]:
    labels = {group.id: group.label for group in exercise.groups}
    groups = [f"{group.label}: {group.about}" if group.about else group.label for group in exercise.groups]
    made: list[nodes.Node] = [para("Where does each card belong?", "pw-question"), listed(groups, "pw-groups")]
    made.append(listed([card.text for card in exercise.cards], "pw-cards", letters=True))
    shown: list[nodes.Node] = []
    for card in exercise.cards:
        also = "".join(f", or {labels[name]}" for name in card.also)
        shown.append(begun(card.text, f"{labels[card.group]}{also}."))
        shown += paragraphs(card.feedback)
    return [*made, revealed("How we would sort them", shown)]


def _reflection(exercise: Reflection) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for question in exercise.questions:
        made.append(para(question.label, "pw-question"))
        made += [para(question.hint, "pw-hint")] if question.hint else []
        made.append(writing_lines(count=3))
    for label in ENDINGS[exercise.ending]:
        made += [para(label, "pw-question"), writing_lines(count=1)]
    made.append(para("Nobody marks this. You can skip it, or say it aloud and write nothing.", "pw-hint"))
    return [*made, revealed("Afterwards", paragraphs(exercise.afterwards))]
