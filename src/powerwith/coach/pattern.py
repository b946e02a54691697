"""The pattern language in which rules are written, and its plain compiled form.

    why [did not|have not] you    one of several words or phrases; brackets may stand inside brackets
    you (really)? need to         words that may be missing
    you need to ... more          a gap of up to four words
    {they} failed to              a list from words.yml
    you *ed                       a word by its ending
    _                             any one word
    ^ ... $ ... ? ... !           start of a sentence, its end, its end with that mark
    well , you                    a comma, colon, dash or bracket stands here; without it, it may

Contractions are read in full: `didn't` and `did not` are the same. A pattern compiles to one line of
steps, a step a token: single tokens to choose from stay one step (`good|great`), phrases stand between < and >
(`<did not/have not>`), and a step ending in `?` may be left out.
"""

import math
import re
from collections.abc import Mapping

from powerwith.coach.program import Steps, expand
from powerwith.coach.reading import spell_out

MOST = 200
"""The most sequences one pattern may become."""

GAP = ("_?",) * 4

PART = re.compile(r"\.\.\.|[\[\](|,^$!]|\)\??|\?|\{[a-z]+\}|\*[a-z]{2,4}|_|[0-9a-z'\u00c0-\u024f]+")
MARKS = ("^", "$", "?", "!")

Choices = tuple[Steps, ...]


class PatternError(ValueError):
    """A pattern that cannot be read. The message has two sentences: what is the case, what to do."""


def compile_pattern(pattern: str, slots: Mapping[str, tuple[str, ...]]) -> str:
    """One line of steps and choices: `why <have not/did not> you`. Raises PatternError."""
    parts = _parts(pattern)
    opens = parts[:1] == ["^"]
    closes = parts[-1] if len(parts) > 1 and parts[-1] in MARKS[1:] else ""
    reader = _Reader(pattern, parts[1 if opens else 0 : len(parts) - (1 if closes else 0)], slots)
    choices = reader.read()
    if (count := math.prod(len(each) for each in choices)) > MOST:
        raise PatternError(f"`{pattern}` stands for {count} sequences. Keep it to {MOST}: write two patterns")
    row = [_written(each) for each in choices]
    line = " ".join([*(["^"] if opens else []), *(part for part in row if part), *([closes] if closes else [])])
    found = [steps for steps, _, _ in expand(line)]
    if any(len(steps) > 32 for steps in found):
        raise PatternError(f"`{pattern}` is longer than 32 words. Cut it: a rule holds on to a few words")
    if not all(_holds_on(steps) or (steps and closes in ("?", "!")) for steps in found):
        raise PatternError(f"`{pattern}` has no firm word to hold on to. Write at least one word that must be there")
    return line


def _written(choices: Choices) -> str:
    if len(choices) == 1:
        return " ".join(choices[0])
    return f"<{'/'.join(' '.join(steps) for steps in choices)}>"


def _parts(pattern: str) -> list[str]:
    parts, at = [], 0
    while at < len(pattern):
        if pattern[at] == " ":
            at += 1
            continue
        found = PART.match(pattern, at)
        if not found:
            todo = "Write small letters, [choices], (maybe)?, {lists}, *ing, _ or ..."
            raise PatternError(f"`{pattern}` cannot be read from `{pattern[at : at + 20]}` on. {todo}")
        parts.append(found.group())
        at = found.end()
    return parts


class _Reader:
    """Reads the parts of one pattern from left to right."""

    def __init__(self, pattern: str, parts: list[str], slots: Mapping[str, tuple[str, ...]]) -> None:
        self.pattern, self.parts, self.slots, self.at = pattern, parts, slots, 0

    def read(self) -> list[Choices]:
        """The parts of the pattern in a row, each with its alternatives."""
        found = self._row("")
        if self.at < len(self.parts):
            raise PatternError(f"`{self.pattern}` closes a bracket that was not opened. Count the brackets")
        return found

    def _row(self, closing: str) -> list[Choices]:
        """Parts in a row, up to a `|` or the bracket that closes this group."""
        row: list[Choices] = []
        paused = False
        while self.at < len(self.parts) and self.parts[self.at] not in ("|", closing, f"{closing or ')'}?"):
            part = self.parts[self.at]
            self.at += 1
            if part == ",":
                paused = True
                continue
            choices = self._part(part)
            row.append(tuple((f",{steps[0]}", *steps[1:]) for steps in choices if steps) if paused else choices)
            paused = False
        if paused:
            raise PatternError(f"`{self.pattern}` has a comma at an edge. Put words on both sides of it")
        return row

    def _sequence(self, closing: str) -> Choices:
        """Everything a row inside a group stands for."""
        found: Choices = ((),)
        for choices in self._row(closing):
            found = tuple(left + right for left in found for right in choices)
            if len(found) > MOST:
                raise PatternError(f"`{self.pattern}` stands for more than {MOST} sequences. Write two patterns")
        return found

    def _part(self, part: str) -> Choices:
        if part == "...":
            return (GAP,)
        if part in "[(":
            return self._group("]" if part == "[" else ")")
        if part in MARKS or part in ("]", ")", ")?"):
            raise PatternError(f"`{self.pattern}` has `{part}` in the middle. Put ^ first, and $, ? or ! last")
        if part[0] == "{" and part[1:-1] not in self.slots:
            raise PatternError(
                f"`{self.pattern}` names the list `{part}`. Known lists: {', '.join(sorted(self.slots))}"
            )
        return ((part,),) if part[0] in "{*_" else (tuple(spell_out(part)),)

    def _group(self, closing: str) -> Choices:
        choices: list[Steps] = []
        while True:
            choices.extend(self._sequence(closing))
            if self.at >= len(self.parts):
                raise PatternError(f"`{self.pattern}` leaves a bracket open. Close it")
            part = self.parts[self.at]
            self.at += 1
            if part == "|":
                continue
            if closing == ")" and part != ")?":
                raise PatternError(
                    f"`{self.pattern}` has round brackets without `?`. Use [a|b] for words that must be there"
                )
            return _joined(choices, maybe=part == ")?")


def _joined(choices: list[Steps], *, maybe: bool) -> Choices:
    """Alternatives with all single words in one step; what may be missing becomes a step that may be skipped."""
    singles = sorted(
        {steps[0] for steps in choices if len(steps) == 1 and not steps[0].endswith("?") and steps[0][0] != ","}
    )
    others = sorted({steps for steps in choices if steps and steps not in {(single,) for single in singles}})
    step = "_" if "_" in singles else "|".join(singles)
    maybe = maybe or () in choices
    if maybe and not others:
        return ((f"{step}?",),)
    return (*others, *(((step,),) if singles else ()), *(((),) if maybe else ()))


def _holds_on(steps: Steps) -> bool:
    return any(not step.endswith("?") and step.lstrip(",") != "_" for step in steps)
