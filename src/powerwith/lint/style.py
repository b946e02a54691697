"""How our prose reads: its grade, its longest sentences, and whether it ever scolds."""

import re
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator

from powerwith.lint.grade import grade, sentences, size
from powerwith.prose import Passage
from powerwith.source import Problem

LEARNER, TRAINER, TYPICAL, EXERCISE = 8.0, 10.0, 7.0, 8.0
"""The highest grade of a learner's page, a trainer's, the middle paragraph of a chapter, and an exercise."""

LONGEST = 35
"""The most words in a sentence."""

LONG, SHARE, MANY = 25, 0.10, 20
"""A long sentence has more words than this; the share of them on a page; fewer sentences make no share."""

ENOUGH, PARAGRAPH, SEVERAL = 100, 10, 5
"""Fewer words than this make no grade for a page, or for one paragraph; fewer paragraphs have no middle."""

FOR_TRAINERS = ("book/reference/", "book/trainers/", "exercises/runsheets/")
"""Where what is written is for people who run the course."""

RUNNING = frozenset({"paragraph", "item", "definition"})

_TELLING_OFF = re.compile(r"\bwhy (?:did|do|have|would|could)(?:n['’]t you| you not)\b", re.IGNORECASE)
_CHAPTER = re.compile(r"book/ch\d\d\.md")


def is_for_trainers(passage: Passage) -> bool:
    """Whether a passage stands in a note for trainers, or on a page about running the course."""
    return "trainer" in passage.box.lower() or passage.file.startswith(FOR_TRAINERS)


def page_grades(passages: Iterable[Passage]) -> Iterator[Problem]:
    """Pages, notes for trainers and chapters that ask for more years of school than they should."""
    groups: dict[tuple[str, bool], list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.kind in RUNNING:
            groups[passage.file, is_for_trainers(passage)].append(passage)
    for (_, trainers), group in groups.items():
        what, most = ("the text for trainers", TRAINER) if trainers else ("the text", LEARNER)
        yield from _too_hard(group, what, most)
        yield from _too_many_long(group, what)
        if _CHAPTER.fullmatch(group[0].file) and not trainers:
            yield from _too_hard_in_the_middle(group)


def exercise_grade(fields: list[Passage]) -> Iterator[Problem]:
    """An exercise whose own text is too hard to read."""
    yield from _too_hard(fields, "the text", EXERCISE)


def _too_hard(group: list[Passage], what: str, most: float) -> Iterator[Problem]:
    texts = [passage.text for passage in group]
    measured = grade(texts)
    if size(texts) >= ENOUGH and measured > most:
        hardest = max(group, key=lambda p: grade([p.text]) if size([p.text]) >= PARAGRAPH else 0)
        says = f"{what} has reading grade {measured:.1f}, and {most:.0f} is the most"
        yield Problem(hardest.place(), says, "Begin with this passage: shorter sentences, everyday words")


def _too_hard_in_the_middle(group: list[Passage]) -> Iterator[Problem]:
    grades = [grade([p.text]) for p in group if size([p.text]) >= PARAGRAPH]
    if len(grades) >= SEVERAL and statistics.median(grades) > TYPICAL:
        middle = statistics.median(grades)
        says = f"half the paragraphs have reading grade {middle:.1f} or more, and {TYPICAL:.0f} is the most"
        yield Problem(group[0].place(), says, "Shorten sentences all through the chapter")


def _too_many_long(group: list[Passage], what: str) -> Iterator[Problem]:
    lengths = [(len(words), passage, start) for passage in group for start, words in sentences(passage.text)]
    long = [one for one in lengths if one[0] > LONG]
    if len(lengths) >= MANY and len(long) > SHARE * len(lengths):
        most, passage, start = max(long, key=lambda one: one[0])
        says = f"in {what}, {len(long)} of {len(lengths)} sentences have more than {LONG} words, and one has {most}"
        yield Problem(passage.place(start), says, f"Shorten them until at most {SHARE:.0%} are that long")


def long_sentences(passage: Passage) -> Iterator[Problem]:
    """Sentences in which a reader can get lost."""
    for start, words in sentences(passage.text):
        if len(words) > LONGEST:
            says = f"the sentence “{' '.join(words[:5])} …” has {len(words)} words"
            yield Problem(passage.place(start), says, f"Make two of it: {LONGEST} is the most")


def scolding(passage: Passage) -> Iterator[Problem]:
    """“Why didn’t you”, said to the reader."""
    for found in _TELLING_OFF.finditer(passage.said):
        says = "our own text asks “why didn’t you”"
        yield Problem(passage.place(found.start()), says, "Say it another way, or mark the words as an example")
