"""Which person reads which case in which version: dealt by a seed, so that the same packs can be made again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil

from powerwith import assign
from powerwith.model import Case, Vignette, pieces, told
from powerwith.model.runsheet import CaseWords, Step
from powerwith.model.vignette import CASES, UNREAD, Version, is_unread
from powerwith.papers.packs.pieces import (
    SIZES,
    Block,
    Grid,
    Heading,
    Marked,
    Numbers,
    PackError,
    Part,
    Room,
    Text,
    Ticks,
    texts,
)

VERSIONS: tuple[Version, Version] = ("a", "b")


@dataclass(frozen=True)
class Dealt:
    """What one person reads, in this order."""

    number: int
    cases: tuple[tuple[Case, Version], ...]


def chosen(vignette: Vignette, wanted: Sequence[str]) -> tuple[Case, ...]:
    """The cases that a run sheet names, or all four. Raises PackError."""
    known = {case.id: case for case in vignette.cases}
    for name in wanted:
        if name not in known:
            todo = f"Known: {', '.join(known)}"
            raise PackError(f"{vignette.id}: there is no case `{name}`, which the run sheet names. {todo}")
    return tuple(known[name] for name in wanted) or vignette.cases


def deal(cases: Sequence[Case], people: int, seed: int) -> tuple[Dealt, ...]:
    """A pack for each person. Half of its cases are in each version, and every way to do that is used equally often.

    With all four cases the deal is the one that a browser would make. With an odd number, one version has one more.
    """
    hands = assign.deal(seed, people) if len(cases) == CASES else _fewer(len(cases), people, seed)
    return tuple(
        Dealt(number, tuple((cases[place], hand.versions[place]) for place in hand.order))
        for number, hand in enumerate(hands, start=1)
    )


def _fewer(count: int, people: int, seed: int) -> list[assign.Hand]:
    half, places = count // 2, range(count)
    splits = tuple(loaded for size in sorted({half, count - half}) for loaded in combinations(places, size))
    source = assign.numbers(seed)
    hands: list[assign.Hand] = []
    while len(hands) < people:
        for loaded in assign.shuffled(splits, source):
            order = assign.shuffled(tuple(places), source)
            versions = tuple(VERSIONS[place in loaded] for place in places)
            hands.append(assign.Hand(order=order, versions=versions))
    return hands[:people]


def case_parts(vignette: Vignette, step: Step, words: CaseWords, *, people: int, seed: int) -> list[Part]:
    """The packs to hand out, both versions for afterwards, and the key. Where a step is done at tables, tables get
    packs; else each person gets one."""
    at_tables = step.how == "tables"
    cases = chosen(vignette, step.cases)
    dealt = deal(cases, ceil(people / SIZES["tables"]) if at_tables else people, seed)
    each = f"{SIZES['tables']} of each, a pack for each table" if at_tables else "1 of each, a pack for each person"
    title = vignette.title if len(cases) == CASES else " and ".join(case.title for case in cases)
    unread = (Text(UNREAD, "strong"),) if is_unread(vignette) else ()
    key = (
        *unread,
        Text(words.key),
        Text(f"The seed {seed} deals the same {len(dealt)} packs again."),
        _key(cases, dealt),
    )
    packs = tuple(block for one in dealt for block in _pack(vignette, one, words.before))
    return [
        Part(f"{title}: packs", each, packs),
        Part(
            f"{title}: both versions", f"{people}, one for each person, for afterwards", _both(vignette, cases, words)
        ),
        Part(f"{title}: who read what", "1, for you; keep it shut until both versions are shown", key),
    ]


def _pack(vignette: Vignette, dealt: Dealt, before: str) -> Iterator[Block]:
    yield Heading(f"Pack {dealt.number}", fresh=dealt.number > 1)
    yield Text(before, "quiet")
    if vignette.marker:
        yield Ticks(((vignette.marker.agree, ""),))
    for case, version in dealt.cases:
        yield Text(case.title, "strong")
        yield Text(told(case, version))
        yield from (Numbers(one.asks, one.low, one.high) for one in vignette.outcomes)
        yield Text(vignette.step_asks, "strong")
        yield Ticks(tuple((step.label, "") for step in vignette.steps))
        yield Room(vignette.line_asks, lines=1)


def _both(vignette: Vignette, cases: Sequence[Case], words: CaseWords) -> tuple[Block, ...]:
    made: list[Block] = [Text("The words that differ are underlined. Everything else is the same.", "quiet")]
    for case in cases:
        made.append(Heading(case.title))
        for version in VERSIONS:
            name = f"Version {version.upper()}, {getattr(vignette.versions, version)}"
            made += [Text(name, "strong"), Marked(tuple(pieces(case, version)))]
    said = texts(vignette.debrief) if vignette.marker else [Text(words.afterwards)]
    return (*made, *said, Text(vignette.asks, "strong"))


def _key(cases: Sequence[Case], dealt: Sequence[Dealt]) -> Grid:
    rows = []
    for one in dealt:
        read = {case.id: version.upper() for case, version in one.cases}
        rows.append((str(one.number), *(read[case.id] for case in cases)))
    return Grid("Which pack has which version", ("Pack", *(case.title for case in cases)), tuple(rows))
