"""Finds every pattern of every rule in one pass over a reply.

All sequences lie side by side in one long row of bits, a bit a step; a set bit means that everything up
to that step has been read. A word moves all of them on at once (Shift-And, with optional steps after
Navarro and Raffinot), so the time grows with the length of the text and with nothing else.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from powerwith.coach.reading import Reading


@dataclass(frozen=True, slots=True)
class Sequence:
    """One compiled line: its steps as words allowed, and what its edges ask for."""

    words: tuple[frozenset[str], ...]
    endings: tuple[tuple[str, ...], ...]
    is_any: tuple[bool, ...]
    optional: tuple[bool, ...]
    paused: tuple[bool, ...]
    opens: bool
    closes: str

    def takes(self, step: int, token: str, paused: bool) -> bool:
        """Whether a step can read this token."""
        if self.paused[step] and not paused:
            return False
        if self.is_any[step] or token in self.words[step]:
            return True
        return any(is_ending(token, ending) for ending in self.endings[step])


def is_ending(token: str, ending: str) -> bool:
    """`*ed` reads any longer word with that ending, when at least two letters stand before it."""
    return token.endswith(ending) and len(token) >= len(ending) + 2


Steps = tuple[str, ...]
PART = re.compile("<([^>]*)>|[^ ]+")


def expand(line: str) -> list[tuple[Steps, bool, str]]:
    """Every sequence of a compiled line: its steps, whether it opens a sentence, and the mark that closes it."""
    opens, closes = line.startswith("^ "), line[-1] if line[-2:] in (" $", " ?", " !") else ""
    found: list[Steps] = [()]
    for part in PART.finditer(line[2 if opens else 0 : len(line) - (2 if closes else 0)]):
        phrases = part.group().strip("<>").split("/") if part.group()[0] == "<" else [part.group()]
        found = [steps + tuple(phrase.split()) for steps in found for phrase in phrases]
    firm = dict.fromkeys(steps for whole in found for steps in _firm(whole))
    return [(steps, opens, closes) for steps in firm]


def _firm(steps: Steps) -> list[Steps]:
    """Without optional steps at either end, so a match starts and ends on words that count."""
    for edge, rest in ((0, steps[1:]), (-1, steps[:-1])):
        if steps and steps[edge].endswith("?"):
            if steps[edge] == "_?":
                return _firm(rest)
            firm = steps[edge][:-1]
            return [*_firm((firm, *rest) if edge == 0 else (*rest, firm)), *_firm(rest)]
    return [steps]


def parse(steps: Steps, opens: bool, closes: str, slots: Mapping[str, Iterable[str]]) -> Sequence:
    """Read the steps of one sequence."""
    words, endings, is_any, optional, paused = [], [], [], [], []
    for step in steps:
        optional.append(step.endswith("?"))
        paused.append(step.startswith(","))
        atoms = step.lstrip(",").rstrip("?").split("|")
        is_any.append(atoms == ["_"])
        plain: list[str] = []
        for atom in atoms:
            plain.extend(slots[atom[1:-1]] if atom[0] == "{" else [atom])
        endings.append(tuple(atom[1:] for atom in plain if atom[0] == "*"))
        words.append(frozenset(atom for atom in plain if atom[0] != "*"))
    return Sequence(tuple(words), tuple(endings), tuple(is_any), tuple(optional), tuple(paused), opens, closes)


class Program:
    """All sequences of a rule set, ready to scan. `lines` in the order in which hits are numbered."""

    def __init__(self, lines: Iterable[str], slots: Mapping[str, Iterable[str]]) -> None:
        self.sequences: list[Sequence] = []
        self.line_of: list[int] = []
        for number, line in enumerate(lines):
            for steps, opens, closes in expand(line):
                self.sequences.append(parse(steps, opens, closes, slots))
                self.line_of.append(number)
        self._exact: dict[str, int] = defaultdict(int)
        self._endings: dict[str, int] = defaultdict(int)
        self._any = self._opens = self._starts = self._finals = 0
        self._optional = self._before = self._after = self._paused = 0
        self.owner: dict[int, int] = {}
        at = 0
        for number, sequence in enumerate(self.sequences):
            self._lay(sequence, at)
            at += len(sequence.words)
            self.owner[at - 1] = number
        masks = {word: mask | self._any | self._by_ending(word) for word, mask in self._exact.items()}
        self._masks = {word: (mask, mask & self._starts) for word, mask in masks.items()}
        self._skips = self._before | self._optional
        self.size = at

    def _lay(self, sequence: Sequence, at: int) -> None:
        """Put one sequence into the row of bits, from `at` on."""
        bit = 1 << at
        if sequence.opens:
            self._opens |= bit
        else:
            self._starts |= bit
        for step in range(len(sequence.words)):
            for word in sequence.words[step]:
                self._exact[word] |= bit
            for ending in sequence.endings[step]:
                self._endings[ending] |= bit
            self._any |= bit if sequence.is_any[step] else 0
            self._paused |= bit if sequence.paused[step] else 0
            if sequence.optional[step]:
                self._optional |= bit
                self._before |= 0 if sequence.optional[step - 1] else bit >> 1
                self._after |= 0 if sequence.optional[step + 1] else bit
            bit <<= 1
        self._finals |= bit >> 1

    def _by_ending(self, token: str) -> int:
        mask = 0
        for ending, bits in self._endings.items():
            if is_ending(token, ending):
                mask |= bits
        return mask

    def scan(self, reading: Reading) -> dict[int, list[tuple[int, int]]]:
        """For each line that occurs, the first and last token of every occurrence."""
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        repeats = len(reading.tokens) > 6 * len(set(reading.tokens))
        step = _Walk(self).step if repeats else self.moved
        last = -1
        state: int | None = None
        for at, token in enumerate(reading.tokens):
            if at > last:
                last = reading.sentences[reading.sentence[at]].last
                state = None
            state, hits = step(state, token, reading.paused[at])
            for number in hits:
                sequence = self.sequences[number]
                if self._closes(sequence, reading, at, last):
                    found[self.line_of[number]].append((_begin(sequence, reading, at), at))
        return found

    def moved(self, state: int | None, token: str, paused: bool) -> tuple[int, tuple[int, ...]]:
        """The row of bits after one more word, and the sequences that end with it. `None`: a sentence opens."""
        pair = self._masks.get(token)
        if pair is None:
            mask = self._any | self._by_ending(token)
            pair = (mask, mask & self._starts)
        mask, begins = pair
        if state is None:
            state = (self._starts | self._opens) & mask
        else:
            state = ((state << 1) & mask) | begins if state else begins
        if not paused and state & self._paused:
            state &= ~self._paused
        if state & self._skips:
            ended = state | self._after
            state |= self._optional & ((~(ended - self._before)) ^ ended)
        hits = state & self._finals
        numbers = []
        left = hits
        while left:
            low = left & -left
            left ^= low
            numbers.append(self.owner[low.bit_length() - 1])
        return state ^ hits, tuple(numbers)

    def _closes(self, sequence: Sequence, reading: Reading, at: int, last: int) -> bool:
        if not sequence.closes:
            return True
        if at != last:
            return False
        sentence = reading.sentences[reading.sentence[at]]
        return sequence.closes == "$" or (sentence.is_question if sequence.closes == "?" else sentence.is_shout)


class _Walk:
    """One way through a text that repeats itself. States met before have a number, so meeting them again is cheap."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._states: list[int] = []
        self._numbers: dict[int, int] = {}
        self._known: dict[tuple[int | None, str, bool], tuple[int, tuple[int, ...]]] = {}

    def step(self, state: int | None, token: str, paused: bool) -> tuple[int, tuple[int, ...]]:
        """As `moved`, with the number of a state in place of its bits."""
        key = (state, token, paused)
        known = self._known.get(key)
        if known is None:
            before = None if state is None else self._states[state]
            after, hits = self._program.moved(before, token, paused)
            number = self._numbers.setdefault(after, len(self._states))
            if number == len(self._states):
                self._states.append(after)
            known = self._known[key] = (number, hits)
        return known


def _begin(sequence: Sequence, reading: Reading, end: int) -> int:
    """The first token of the shortest occurrence that ends here."""
    first = reading.sentences[reading.sentence[end]].first
    if True not in sequence.optional:
        return end - len(sequence.words) + 1
    steps, at = {len(sequence.words) - 1}, end
    while at >= first:
        reached: set[int] = set()
        for step in sorted(steps):
            if not sequence.takes(step, reading.tokens[at], reading.paused[at]):
                continue
            if step == 0 and (not sequence.opens or at == first):
                return at
            while step > 0:
                step -= 1
                reached.add(step)
                if not sequence.optional[step]:
                    break
        steps, at = reached, at - 1
    return first
