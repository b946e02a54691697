"""What an author should look at in one scale: items one can read, and answers nobody gives in their sleep."""

from collections.abc import Iterator

from powerwith.lint.grade import grade, sentences
from powerwith.model import Scale

Path_ = tuple[str | int, ...]
Look = tuple[Path_, str, str]

HARDEST, EACH, LONGEST = 7.0, 12.0, 25
"""The highest reading grade of all items together and of one alone, and the most words in an item.

One sentence gives a rough grade, so a single item is allowed more than all of them together.
"""


def check_scale(scale: Scale) -> Iterator[Look]:
    """Each thing to look at as its path in the file, what is the case, and what to do."""
    yield from _one_way_round(scale)
    yield from _hard_to_read(scale)
    yield from _same_words(scale)


def _one_way_round(scale: Scale) -> Iterator[Look]:
    """Reversed items slow down a hand that ticks by itself; more than one of a subscale measures wording."""
    for i, part in enumerate(scale.subscales):
        count = sum(item.reverse for item in scale.items if item.subscale == part.id)
        if count != 1:
            says = f"“{part.label}” has {count or 'no'} reversed {'item' if count == 1 else 'items'}"
            yield ("subscales", i), says, "Have one, so that answers are not given in one's sleep"


def _hard_to_read(scale: Scale) -> Iterator[Look]:
    whole = grade(item.text for item in scale.items)
    if whole > HARDEST:
        says = f"the items have reading grade {whole:.1f}, and {HARDEST:.0f} is the most"
        yield ("items",), says, "Use shorter sentences and everyday words"
    for i, item in enumerate(scale.items):
        words = sum(len(found) for _, found in sentences(item.text))
        alone = grade([item.text])
        if words > LONGEST:
            yield ("items", i), f"the item has {words} words", f"Make it shorter: {LONGEST} is the most"
        elif alone > EACH:
            yield ("items", i), f"the item has reading grade {alone:.1f} alone", "Use everyday words"


def _same_words(scale: Scale) -> Iterator[Look]:
    """Two answers, or two items, that a person cannot tell apart."""
    said = [answer.words for answer in scale.answers]
    for i, words in enumerate(said):
        if words in said[:i] or words == scale.skip:
            yield ("answers", i), f"the answer “{words}” is there twice", "Word each answer in its own way"
    asked = [item.text for item in scale.items]
    for i, text in enumerate(asked):
        if text in asked[:i]:
            yield ("items", i), "the item asks what another asks", "Ask each thing once"
