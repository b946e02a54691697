"""Writes an exercise out as plain content: prompt, options, and model replies to unfold."""

from docutils import nodes

from powerwith.model import Authored, Choice, Planner, Reflection, Rewrite, Sort
from powerwith.sphinx_ext.content_planner import planner_body
from powerwith.sphinx_ext.nodes import exercise_title, reveal, writing_lines

KIND_WORDS = {
    "choice": "Choose",
    "rewrite": "Write your own",
    "sort": "Sort",
    "reflection": "Look back, in private",
    "conversation": "Talk with somebody",
    "planner": "Make a plan",
}
"""What each kind is called on the page, in a word or three."""

_LANDING = {"helps": "Opens a door.", "mixed": "Leaves it half open.", "hurts": "Closes a door."}
_FITTING = {"helps": "Fits best.", "mixed": "Partly fits.", "hurts": "Fits less."}
ENDINGS = {
    "insight-action": ("One thing I now understand", "One thing I will try"),
    "if-then": ("If (when and where)", "then I will"),
}


def head(exercise: Authored, kind: str, anchor: str) -> list[nodes.Node]:
    """Title, kind and minutes, objective, content note: the part that stays when the exercise comes alive."""
    title = exercise_title("", exercise.title, ids=[f"{anchor}-title"])
    unit = "minute" if exercise.minutes == 1 else "minutes"
    called = nodes.inline("", KIND_WORDS[kind], classes=["pw-kind"])
    time = nodes.Text(f" · about {exercise.minutes} {unit}")
    about = nodes.paragraph("", "", called, time, classes=["pw-about"])
    made: list[nodes.Node] = [title, about, nodes.paragraph("", exercise.objective, classes=["pw-objective"])]
    if exercise.content_note:
        made.append(nodes.paragraph("", f"Content note: {exercise.content_note}", classes=["pw-note"]))
    return made


def body(exercise: Authored) -> list[nodes.Node]:
    """Everything a learner needs on paper, in the order in which they need it."""
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
    raise TypeError(f"{type(exercise).__name__} has no way to be printed. Add one to sphinx_ext/content.py")


def _prompt(exercise: Authored) -> list[nodes.Node]:
    return _paragraphs(exercise.prompt, "pw-prompt")


def _choice(exercise: Choice) -> list[nodes.Node]:
    made: list[nodes.Node] = [_speech(exercise.line)] if exercise.line else []
    made += [_list([context.when for context in exercise.contexts], "pw-contexts")] if exercise.contexts else []
    made.append(_para(exercise.question, "pw-question"))
    said = exercise.options_are == "said" and not exercise.contexts
    texts = [_quoted(option.text) if said else option.text for option in exercise.options]
    made.append(_list(texts, "pw-options", letters=True))
    return made + ([writing_lines(count=2)] if exercise.contexts else []) + [_reveal_choice(exercise, texts)]


def _reveal_choice(exercise: Choice, texts: list[str]) -> nodes.Element:
    words = _LANDING if exercise.options_are == "said" else _FITTING
    made: list[nodes.Node] = []
    for text, option in zip(texts, exercise.options, strict=True):
        verdict = "" if exercise.contexts else f" {words[option.effect]}"
        made.append(nodes.paragraph("", "", nodes.strong("", text), nodes.Text(verdict)))
        made += _paragraphs(option.feedback)
        made += [_para(f"How it landed: {_quoted(option.landed)}", "pw-landed")] if option.landed else []
    for context in exercise.contexts or ():
        made += [nodes.paragraph("", "", nodes.strong("", context.when)), *_paragraphs(context.then)]
    return _reveal(
        "What may happen in each"
        if exercise.contexts
        else "How each one lands"
        if words is _LANDING
        else "How each one fits",
        made,
    )


def _rewrite(exercise: Rewrite) -> list[nodes.Node]:
    made: list[nodes.Node] = [_speech(exercise.line), _para(f"How it landed: {_quoted(exercise.landed)}", "pw-landed")]
    made.append(_para("Say it in your own words, so that the door stays open.", "pw-question"))
    made += [_para(f"It may not leave out: {exercise.must_say}", "pw-must-say")] if exercise.must_say else []
    made.append(writing_lines(count=3))
    shown: list[nodes.Node] = []
    for model in exercise.models:
        shown.append(nodes.paragraph("", "", nodes.strong("", _quoted(model.text))))
        shown += [*_paragraphs(model.why), _para(f"How it landed: {_quoted(model.landed)}", "pw-landed")]
    return [*made, _reveal("Replies that work, to read after your own", shown)]


def _sort(exercise: Sort) -> list[nodes.Node]:
    labels = {group.id: group.label for group in exercise.groups}
    groups = [f"{group.label}: {group.about}" if group.about else group.label for group in exercise.groups]
    made: list[nodes.Node] = [_para("Where does each card belong?", "pw-question"), _list(groups, "pw-groups")]
    made.append(_list([card.text for card in exercise.cards], "pw-cards", letters=True))
    shown: list[nodes.Node] = []
    for card in exercise.cards:
        also = "".join(f", or {labels[name]}" for name in card.also)
        shown.append(nodes.paragraph("", "", nodes.strong("", card.text), nodes.Text(f" {labels[card.group]}{also}.")))
        shown += _paragraphs(card.feedback)
    return [*made, _reveal("How we would sort them", shown)]


def _reflection(exercise: Reflection) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for question in exercise.questions:
        made.append(_para(question.label, "pw-question"))
        made += [_para(question.hint, "pw-hint")] if question.hint else []
        made.append(writing_lines(count=3))
    for label in ENDINGS[exercise.ending]:
        made += [_para(label, "pw-question"), writing_lines(count=1)]
    made.append(_para("Nobody marks this. You can skip it, or say it aloud and write nothing.", "pw-hint"))
    return [*made, _reveal("Afterwards", _paragraphs(exercise.afterwards))]


def _reveal(summary: str, children: list[nodes.Node]) -> nodes.Element:
    node = reveal(summary=summary)
    node += children
    return node


def _speech(line: str) -> nodes.Element:
    return nodes.block_quote("", _para(_quoted(line)), classes=["pw-line"])


def _quoted(text: str) -> str:
    return f"“{text}”"


def _para(text: str, *classes: str) -> nodes.paragraph:
    return nodes.paragraph("", text, classes=list(classes))


def _paragraphs(text: str, *classes: str) -> list[nodes.Node]:
    return [_para(part.strip().replace("\n", " "), *classes) for part in text.split("\n\n") if part.strip()]


def _list(texts: list[str], name: str, *, letters: bool = False) -> nodes.Element:
    kind = nodes.enumerated_list if letters else nodes.bullet_list
    made = kind("", *[nodes.list_item("", _para(text)) for text in texts], classes=[name])
    if letters:
        made.update_basic_atts({"enumtype": "loweralpha", "prefix": "", "suffix": "."})
        made["enumtype"], made["prefix"], made["suffix"] = "loweralpha", "", "."
    return made
