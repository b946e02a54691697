"""What an exercise becomes on paper: cards, sheets to write on, and what a trainer reads about them."""

from collections.abc import Iterator

from powerwith.model import Authored, Choice, Planner, Reflection, Replies, Rewrite, Sort
from powerwith.model.planner import (
    SCALE_TOP,
    ChooseField,
    Column,
    DateField,
    FormField,
    RowsField,
    ScaleField,
    WordsField,
)
from powerwith.model.scale import Scale
from powerwith.papers.packs.pieces import (
    Block,
    Card,
    Deck,
    Grid,
    Heading,
    Items,
    Numbers,
    Room,
    Text,
    Ticks,
    quoted,
    texts,
)
from powerwith.runsheets import lines

ENDINGS = {
    "insight-action": ("One thing I now understand", "One thing I will try"),
    "if-then": ("If…", "then I will…"),
}
SETS = ("First set", "Second set")


def is_for_everybody(exercise: Authored) -> bool:
    """Whether each person gets a sheet to write on, instead of cards that people share."""
    return not isinstance(exercise, Sort | Choice | Rewrite)


def handout(exercise: Authored) -> list[Block]:
    """Cards or a sheet; nothing for kinds that live on a screen."""
    match exercise:
        case Sort() | Choice() | Rewrite():
            return _cards(exercise)
        case Replies():
            return _replies(exercise)
        case Reflection():
            return _reflection(exercise)
        case Planner():
            return _planner(exercise)
        case Scale():
            return _scale(exercise)
    return []


def _cards(exercise: Sort | Choice | Rewrite) -> list[Block]:
    made: list[Block] = [*texts(exercise.prompt)]
    said = [text for part in lines(exercise) for text in part.on_cards]
    match exercise:
        case Sort():
            heaps = [Card(group.label, "Heap", group.about or exercise.title) for group in exercise.groups]
            deck = [*heaps, *_numbered(said, exercise.title)]
        case Rewrite():
            deck = [Card(quoted(text), "Say it another way", exercise.title) for text in said]
            made += [Text(f"This has to be said: {exercise.must_say}", "strong")] if exercise.must_say else []
        case Choice():
            line = [Card(quoted(exercise.line), "The line", exercise.title)] if exercise.line else []
            places = [Card(one.when, "Said here?", exercise.title) for one in exercise.contexts or ()]
            made.append(Text(exercise.question, "strong"))
            deck = [*line, *places, *_lettered(said[len(line) :], exercise)]
    return [*made, Deck(tuple(deck))]


def _numbered(said: list[str], title: str) -> list[Card]:
    return [Card(text, f"Card {number}", title) for number, text in enumerate(said, start=1)]


def _lettered(said: list[str], exercise: Choice) -> list[Card]:
    speaks = exercise.options_are == "said" and not exercise.contexts
    shown = [quoted(text) if speaks else text for text in said]
    return [Card(text, f"Answer {letter}", exercise.title) for letter, text in zip("ABCDEF", shown, strict=False)]


def _replies(exercise: Replies) -> list[Block]:
    made: list[Block] = []
    for name, form in zip(SETS, exercise.forms, strict=True):
        made += [Heading(f"{exercise.title}: {name.lower()}", fresh=name != SETS[0]), *texts(exercise.prompt)]
        for number, prompt in enumerate(form.prompts, start=1):
            made.append(Room(f"{number}. {quoted(prompt.text)}", lines=3))
    return made


def _reflection(exercise: Reflection) -> list[Block]:
    asked = [Room(question.label, question.hint or "", 3) for question in exercise.questions]
    ends = [Room(label, lines=2) for label in ENDINGS[exercise.ending]]
    keeps = Text("This sheet is yours. You may leave any of it empty.", "quiet")
    return [*texts(exercise.prompt), keeps, *asked, *ends]


def _scale(exercise: Scale) -> list[Block]:
    head = ("", *(answer.words for answer in exercise.answers))
    rows = tuple((item.text, *("☐" for _ in exercise.answers)) for item in exercise.items)
    return [*texts(exercise.prompt), Text(exercise.status, "quiet"), Grid(exercise.title, head, rows)]


def _planner(exercise: Planner) -> list[Block]:
    made: list[Block] = [*texts(exercise.prompt)]
    for part in exercise.parts:
        made.append(Heading(part.title))
        made += [Text(part.about)] if part.about else []
        for field in part.fields:
            made += _field(field)
    return [*made, Heading("What a good plan has"), Items(tuple(check.says for check in exercise.checks))]


def _field(field: FormField) -> Iterator[Block]:
    hint = field.hint or ""
    match field:
        case ChooseField():
            yield Text(field.label, "strong")
            yield Ticks(tuple((option, "") for option in field.options))
        case ScaleField():
            yield Numbers(field.label, field.low, field.high)
        case RowsField():
            head = tuple(_column(column) for column in field.columns)
            yield Text(field.label, "strong")
            yield from [Text(hint, "quiet")] if hint else []
            yield Grid(field.label, head, tuple(("",) * len(head) for _ in range(field.first)), look="tall")
        case DateField():
            yield Room(field.label, hint, 1)
        case _:
            said = f"For example: {field.example}" if field.example else ""
            yield Room(field.label, " ".join(filter(None, (hint, said))), 3 if isinstance(field, WordsField) else 1)


def _column(column: Column) -> str:
    """A column by its name, with what can be chosen in it."""
    choice = f" ({' / '.join(column.options)})" if column.options else ""
    return column.label + choice + (f" (0 to {SCALE_TOP})" if column.type == "scale" else "")


def reasons(exercise: Authored) -> list[Block]:
    """What a trainer reads before: where each card may lie, and what each wording does."""
    match exercise:
        case Sort():
            return [_heaps(exercise)]
        case Choice():
            places = tuple(f"{one.when} {one.then}" for one in exercise.contexts or ())
            does = tuple((option.text, option.feedback) for option in exercise.options)
            grid = Grid(exercise.title, ("Answer", "What it does"), does)
            return [Items(places), grid] if places else [grid]
        case Rewrite():
            works = tuple((quoted(model.text), model.why) for model in exercise.models)
            return [
                Text(f"The line: {quoted(exercise.line)} It may land like this: {quoted(exercise.landed)}"),
                Grid(exercise.title, ("Words that work", "Why"), works),
            ]
    return []


def _heaps(exercise: Sort) -> Grid:
    labels = {group.id: group.label for group in exercise.groups}
    rows = []
    for card in exercise.cards:
        heaps = "; or ".join(labels[name] for name in (card.group, *card.also))
        rows.append((card.text, heaps, card.feedback))
    return Grid(exercise.title, ("Card", "Heap", "Why"), tuple(rows))
