"""Loaded words in our own prose, by the lexicon; and the near-certain harms the coach knows."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from powerwith import coach
from powerwith.coach.pattern import PatternError, compile_pattern
from powerwith.coach.program import Program
from powerwith.coach.reading import read
from powerwith.lexicon import read_lexicon
from powerwith.model import HARM_CODES
from powerwith.model.lexicon import Lexicon, Term
from powerwith.prose import Passage
from powerwith.source import Located, Problem, SourceError

Span = tuple[int, int]

IN_PROSE = frozenset({
    "why-do-you-always", "excuses", "dont-care", "if-you-had", "promised", "writes-off",
    "speaks-for-a-culture", "worse-off", "bright-side", "for-someone-like-you", "i-know-better",
})  # fmt: skip
"""Rules weaker than `blames` that make sense in prose. The rest are about talk between two people: a page that
says *keep a copy* gives no orders."""


@dataclass(frozen=True)
class Hit:
    """Words that a term of the lexicon names: `start` to `end` in code points."""

    term: Term
    start: int
    end: int


class Watch:
    """The lexicon, ready to read with."""

    def __init__(self, source: Lexicon, places: Located) -> None:
        self.terms = source.terms
        owners: dict[str, list[tuple[int, str, int]]] = {}
        for path, pattern, owner in _patterns(source):
            try:
                owners.setdefault(compile_pattern(pattern, source.lists), []).append(owner)
            except PatternError as error:
                says, _, todo = str(error).partition(". ")
                raise SourceError((Problem(places.place(path), says, todo.rstrip(".")),)) from None
        self._owners = list(owners.values())
        self._program = Program(owners, source.lists)

    def hits(self, text: str) -> list[Hit]:
        """Every loaded word of a text, the longest where several overlap."""
        reading = read(text)
        parts: dict[tuple[int, str], list[Span]] = {}
        for line, spans in self._program.scan(reading).items():
            for i, part, follows in self._owners[line]:
                parts.setdefault((i, part), []).extend((start, end - follows) for start, end in spans)
        own = {reading.sentence[start] for start, _ in parts.get((-1, "own"), ())}
        found: list[tuple[Span, Term]] = []
        for (i, part), spans in parts.items():
            if part != "finds":
                continue
            spared = parts.get((i, "spares"), [])
            for start, end in spans:
                is_own = self.terms[i].own_voice and reading.sentence[start] in own
                if not is_own and not any(start <= b and a <= end for a, b in spared):
                    found.append(((start, end), self.terms[i]))
        return [Hit(term, reading.starts[a], reading.ends[b]) for (a, b), term in _longest(found)]


def _patterns(source: Lexicon) -> Iterator[tuple[tuple[str | int, ...], str, tuple[int, str, int]]]:
    """Every pattern with its place in the file, and: whose it is, what part it plays, how many words only follow."""
    for i, term in enumerate(source.terms):
        for k, pattern in enumerate(term.patterns):
            yield ("terms", i, "patterns", k), pattern, (i, "finds", 1 if pattern.endswith((" {verb}", ", _")) else 0)
        for k, pattern in enumerate(term.spares):
            yield ("terms", i, "spares", k), pattern, (i, "spares", 0)
    for k, pattern in enumerate(source.own_voice):
        yield ("own_voice", k), pattern, (-1, "own", 0)


def _longest(found: list[tuple[Span, Term]]) -> Iterator[tuple[Span, Term]]:
    """Of hits that share a word, the one that starts first; of those, the longest."""
    reach = -1
    for (start, end), term in sorted(found, key=lambda item: (item[0][0], -item[0][1], item[1].term)):
        if start > reach:
            yield (start, end), term
            reach = end


@functools.cache
def watch() -> Watch:
    """The course's own lexicon, made ready once."""
    return Watch(*read_lexicon())


def loaded_words(passage: Passage) -> Iterator[Problem]:
    """A loaded word that we say ourselves."""
    for hit in watch().hits(passage.said):
        words = " ".join(passage.text[hit.start : hit.end].split())
        tried = " or ".join(f"“{other}”" for other in hit.term.alternatives[:2])
        says = f"“{words}” stands in our own text. {hit.term.why.rstrip('.')}"
        yield Problem(passage.place(hit.start), says, f"Try {tried}, or mark the words as an example")


def harmful_moves(passage: Passage) -> Iterator[Problem]:
    """Wording that the coach would call blame, said by us."""
    for found in coach.check(passage.said):
        if found.code in HARM_CODES and (found.strength == "blames" or found.rule in IN_PROSE):
            words = " ".join(passage.text[found.start : found.end].split())
            says = f"our own text says “{words}”, which {found.says.rstrip('.')} (rule {found.rule})"
            yield Problem(passage.place(found.start), says, "Reword it, or mark the words as an example")
