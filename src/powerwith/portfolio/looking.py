"""Looking through one's own words before they leave: what is replaced, and what might still identify somebody."""

from collections.abc import Mapping, Sequence

from powerwith import privacy
from powerwith.model import Record
from powerwith.portfolio.gather import Text
from powerwith.privacy import Find

AROUND = 40
"""So many characters are shown on each side of what was found."""


class PortfolioError(Exception):
    """A portfolio that cannot be made, with what to do."""


class LookedThrough(Record):
    """The words as they may go out by text id, and what in them might still identify somebody."""

    texts: dict[str, str]
    left: tuple[Find, ...]

    @property
    def hard(self) -> tuple[Find, ...]:
        """What can hardly be anything else."""
        return tuple(find for find in self.left if find.hard)


def look_through(texts: Sequence[Text], by: Mapping[str, str]) -> LookedThrough:
    """Each word or name of `by` replaced wherever it stands, in every text alike. Raises PortfolioError.

    A number, an address or a whole name counts as one: `Sam Okafor`, `07700 900123`.
    """
    written = [one.text for one in texts]
    finds = privacy.gathered(written)
    whole = {find.id: new for find in finds for old, new in by.items() if _is(find, old)}
    parts = {old: new for old, new in by.items() if not any(_is(find, old) for find in finds)}
    for old, new in parts.items():
        changed = [privacy.replaced(text, {old: new}) for text in written]
        if changed == written:
            raise PortfolioError(f"“{old}” stands nowhere in what you chose. Look at the spelling, or leave it out")
        written = changed
    done = privacy.rewritten(written, whole)
    return LookedThrough(
        texts={one.id: text for one, text in zip(texts, done, strict=True)}, left=privacy.gathered(done)
    )


def _is(find: Find, old: str) -> bool:
    """Whether somebody means this find: in its own letters, or in small ones."""
    return " ".join(find.text.split()).casefold() == " ".join(old.split()).casefold()


def in_words(find: Find, texts: Sequence[Text], looked: LookedThrough) -> str:
    """A find in one line: what it is, how often it stands there, and its surroundings the first time."""
    place = find.places[0]
    one = texts[place.at]
    text = looked.texts[one.id]
    before, after = text[max(0, place.start - AROUND) : place.start], text[place.end : place.end + AROUND]
    shown = _line(f"{before}[{text[place.start : place.end]}]{after}")
    often = f", {len(find.places)} times" if len(find.places) > 1 else ""
    return f"“{_line(find.text)}” {_kind(find)}{often}. {_line(one.label)}: …{shown}…"


def _kind(find: Find) -> str:
    if find.kind == privacy.NAME:
        return "may be a name"
    if find.kind == privacy.SMALL:
        return "may be a name in small letters"
    return f"{'is probably' if find.hard else 'looks like'} {privacy.called(find.kind)}"


def next_letter(looked: LookedThrough, used: Mapping[str, str]) -> str:
    """The next *Person* that nobody is called yet."""
    taken = " ".join([*looked.texts.values(), *used.values()])
    letters = (f"Person {chr(ord('A') + i)}" for i in range(26))
    return next((name for name in letters if name not in taken), "Person")


def _line(text: str) -> str:
    """Words for a terminal: no line ends, nothing that would steer it."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in " ".join(text.split()))
