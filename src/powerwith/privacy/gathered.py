"""The review before words go out: what may identify somebody in several texts, and the texts with what was decided.

The browser has the same in `js/src/judge/replace.ts`; `tests/vectors/review.json` holds both to the same answers.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from powerwith.model.base import Record
from powerwith.privacy.capitals import bare, key, names, replaced, split, stands_out
from powerwith.privacy.rulebook import compiled
from powerwith.privacy.spots import found

NAME = "name"
SMALL = "small"
_TITLED = "titled-name"

_STAND_INS = ("Person", "Place")
"""What this course writes in the place of names, so it is no name itself."""

_BETWEEN = "\nand\n"
"""Between texts that are read as one: no word of it is shown, and a sentence begins after it."""


class Place(Record):
    """Where something stands: in which of the texts, and from where to where in code points."""

    at: int
    start: int
    end: int


class Find(Record):
    """Something that may identify somebody, and every place where it stands.

    `id` is what a decision about it is kept by: its kind and its words. `kind` is that of a rule, `name` for a word
    with a capital, `small` for the same word in small letters. What is `hard` can hardly be anything else.
    """

    id: str
    kind: str
    text: str
    hard: bool
    places: tuple[Place, ...]


@dataclass(frozen=True)
class _Seen:
    """A spot without the stop of its sentence, a title with a name without its possessive."""

    kind: str
    text: str
    start: int
    end: int
    hard: bool

    def holds(self, place: Place) -> bool:
        return place.start >= self.start and place.end <= self.end


def gathered(texts: Sequence[str], allowed: Iterable[str] = ()) -> tuple[Find, ...]:
    """Everything in these texts that may identify somebody.

    What rules find by its form comes first, then words with a capital, each of them followed by the same word in small
    letters. `allowed` are further words to leave out.
    """
    seen = [_spots(text) for text in texts]
    called = _words(texts, seen, allowed)
    small = _small(texts, seen, called)
    formed = [
        (at, spot)
        for at, each in enumerate(seen)
        for spot in each
        if spot.kind != _TITLED or not any(_inside(one, at, spot) for one in called)
    ]
    lower = [[one, *small.get(key(one.text), ())] for one in called]
    return (*_grouped(formed), *(find for pair in lower for find in pair))


def rewritten(texts: Sequence[str], by: Mapping[str, str], allowed: Iterable[str] = ()) -> tuple[str, ...]:
    """The texts with each find of `by` (its id, and what stands there instead) replaced wherever it stands.

    A title goes with its name. What is not in `by` stays.
    """
    finds = gathered(texts, allowed)
    chosen = [find for find in finds if find.id in by]
    spelt = {find.text: by[find.id] for find in chosen if find.kind == NAME}
    done = []
    for at, text in enumerate(texts):
        cuts = [
            (place.start, place.end, by[find.id])
            for find in chosen
            if find.kind != NAME
            for place in find.places
            if place.at == at
        ]
        titles = [
            one for one in _titled(text, at, finds, by) if not any(one[0] <= s and e <= one[1] for s, e, _ in cuts)
        ]
        done.append(replaced(_cut(text, [*cuts, *titles]), spelt))
    return tuple(done)


def _inside(find: Find, at: int, spot: _Seen) -> bool:
    return any(place.at == at and spot.holds(place) for place in find.places)


def _spots(text: str) -> list[_Seen]:
    seen = []
    for spot in found(text):
        whole = text[spot.start : spot.end]
        shown = (bare(whole) if spot.kind == _TITLED else whole).removesuffix(".")
        seen.append(_Seen(spot.kind, shown, spot.start, spot.start + len(shown), spot.hard))
    return seen


def _grouped(spots: Iterable[tuple[int, _Seen]]) -> list[Find]:
    groups: dict[str, list[tuple[int, _Seen]]] = {}
    for at, spot in spots:
        groups.setdefault(f"{spot.kind}:{spot.text}", []).append((at, spot))
    return [
        Find(
            id=name,
            kind=some[0][1].kind,
            text=some[0][1].text,
            hard=any(spot.hard for _, spot in some),
            places=tuple(Place(at=at, start=spot.start, end=spot.end) for at, spot in some),
        )
        for name, some in groups.items()
    ]


def _words(texts: Sequence[str], seen: Sequence[Sequence[_Seen]], allowed: Iterable[str]) -> list[Find]:
    """Words with a capital over all texts, less those that only stand within something found by its form."""
    starts = list(itertools.accumulate((len(text) + len(_BETWEEN) for text in texts[:-1]), initial=0))
    finds = []
    for name in names(_BETWEEN.join(texts), (*_STAND_INS, *allowed)):
        places = tuple(place for place in _placed(name.spots, starts) if not _is_formed(seen, place))
        if places:
            finds.append(Find(id=f"{NAME}:{name.word}", kind=NAME, text=name.word, hard=False, places=places))
    return finds


def _placed(spots: Iterable[tuple[int, int]], starts: Sequence[int]) -> Iterator[Place]:
    at = 0
    for start, end in spots:
        while at + 1 < len(starts) and starts[at + 1] <= start:
            at += 1
        yield Place(at=at, start=start - starts[at], end=end - starts[at])


def _is_formed(seen: Sequence[Sequence[_Seen]], place: Place) -> bool:
    return any(spot.kind != _TITLED and spot.start < place.end and place.start < spot.end for spot in seen[place.at])


def _small(texts: Sequence[str], seen: Sequence[Sequence[_Seen]], called: Sequence[Find]) -> dict[str, list[Find]]:
    """The same words in small letters, by their key; not those that are common words as well."""
    lists = compiled()["words"]
    ordinary = {*lists["common"], *lists["verbs"], *lists["months"]}
    wanted = {key(find.text) for find in called} - ordinary
    by: dict[str, tuple[str, list[Place]]] = {}
    for at, text in enumerate(texts if wanted else ()):
        for part in split(text):
            word = bare(part.text)
            place = Place(at=at, start=part.start, end=part.start + len(word))
            if not stands_out(word) and key(word) in wanted and not _is_formed(seen, place):
                by.setdefault(key(word), (word, []))[1].append(place)
    return {
        own: [Find(id=f"{SMALL}:{word}", kind=SMALL, text=word, hard=False, places=tuple(places))]
        for own, (word, places) in by.items()
    }


_Cut = tuple[int, int, str]


def _titled(text: str, at: int, finds: Iterable[Find], by: Mapping[str, str]) -> list[_Cut]:
    """Titles whose names all become the same: `Mrs Khan` becomes `Person A`, not `Mrs Person A`."""
    named = [find for find in finds if find.kind == NAME]
    cuts = []
    for spot in _spots(text):
        if spot.kind == _TITLED:
            becomes = {by.get(find.id) for find in named if _inside(find, at, spot)}
            only = becomes.pop() if len(becomes) == 1 else None
            if only is not None:
                cuts.append((spot.start, spot.end, only))
    return cuts


def _cut(text: str, cuts: Iterable[_Cut]) -> str:
    out, end = "", 0
    for start, stop, becomes in sorted(cuts):
        out += text[end:start] + becomes
        end = stop
    return out + text[end:]
