"""Reads one reply and says which words carry a move. A twin of `js/src/judge/coach.ts`."""

import bisect
import functools
import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from powerwith.coach.glass import second_look
from powerwith.coach.program import Program
from powerwith.coach.reading import Reading, Sentence, read
from powerwith.coach.rulebook import Compiled, compiled
from powerwith.model import HARM_CODES, NOTICE_CODES, Found

REACH = 14
"""How many words a second part (`then`) may stand after the first."""

NOTHING = "No pattern of mine matched. That is not a judgement: I read words alone, not tone, truth or safety."

Span = tuple[int, int]

GIVES_WAY = {"QUESTION_CLOSED": frozenset({"SEEK", "QUESTION_OPEN"})}
"""A closed question that is really something else, such as asking leave, is not counted twice."""


@dataclass(frozen=True)
class Rules:
    """Compiled rules, ready to read with."""

    compiled: Compiled
    program: Program
    owners: tuple[tuple[tuple[int, str], ...], ...]
    """For each line the rules (or contexts, below zero) it belongs to, with the part it plays there."""


def prepare(source: Compiled) -> Rules:
    """Make compiled rules ready to read with. The same compiled rules give the same findings everywhere."""
    owners: dict[str, list[tuple[int, str]]] = {}
    for i, rule in enumerate(source["rules"]):
        for part in ("lines", "then", "spares"):
            for line in rule.get(part, ()):
                owners.setdefault(line, []).append((i, part))
    for i, context in enumerate(source["contexts"]):
        for line in context["lines"]:
            owners.setdefault(line, []).append((-1 - i, "lines"))
    program = Program(owners, source["slots"])
    return Rules(source, program, tuple(tuple(found) for found in owners.values()))


@functools.cache
def rules() -> Rules:
    """The course's own rules, loaded once."""
    return prepare(compiled())


class Findings(tuple[Found, ...]):
    """What the coach found. A tuple that a notebook shows as a table; the words themselves are not kept in it."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        if not self:
            return f"<p>{NOTHING}</p>"
        rows = "".join(
            f"<tr><td><code>{one.code}</code></td><td>{one.start} to {one.end}</td><td>These words "
            f"{_safe(one.says)} {_safe(one.why)}</td>"
            f"<td>{_safe(one.asks) if one.asks else '<br>'.join(map(_safe, one.offers)) or '–'}</td></tr>"
            for one in in_order(self)
        )
        head = "<tr><th>Move</th><th>Letters</th><th>What it says, and why</th><th>You could say, or ask</th></tr>"
        return f"<table>{head}{rows}</table><p>I read words alone, not tone, truth or safety.</p>"


def in_order(found: Iterable[Found]) -> list[Found]:
    """As people read them: what helps, then what could hurt, then what is only asked; each as the words stand."""
    rank = {"helps": 0, "blames": 1, "heard": 1, "notice": 2}
    return sorted(found, key=lambda each: (rank[each.strength], each.start, each.end))


def _safe(text: str) -> str:
    return html.escape(text)


def check(text: str, rules_: Rules | None = None) -> Findings:
    """The words of a reply that carry a move, in the order in which they stand."""
    ready = rules_ or rules()
    reading = read(text)
    if not reading.tokens:
        return Findings()
    parts = _collect(ready, reading)
    scene = _Scene(ready, reading, parts)
    found: list[tuple[Span, int]] = []
    for i, rule in enumerate(ready.compiled["rules"]):
        if (i, "lines") in parts:
            found.extend((span, i) for span in _spans(rule, i, parts, scene))
    records = [_record(reading, span, ready.compiled, i) for span, i in found]
    settled = _settle([record for record in records if record[0].code not in NOTICE_CODES])
    if added := second_look(ready.compiled["glass"], reading, [item for item, _ in settled]):
        settled = _settle([*settled, *((item, len(ready.compiled["rules"])) for item in added)])
    noticed = [record for record in records if record[0].code in NOTICE_CODES]
    if noticed:
        settled = sorted([*settled, *_notices(noticed, settled, ready.compiled)], key=_place)
    return Findings(item for item, _ in settled)


def _collect(ready: Rules, reading: Reading) -> dict[tuple[int, str], list[Span]]:
    """Occurrences by rule and part, without repeats, in the order in which they stand."""
    parts: dict[tuple[int, str], list[Span]] = {}
    for line, spans in ready.program.scan(reading).items():
        for owner in ready.owners[line]:
            parts.setdefault(owner, []).extend(spans)
    return {owner: sorted(set(spans)) for owner, spans in parts.items()}


class _Scene:
    """What surrounds a match: the named contexts of this reply, each answering by token or by sentence."""

    def __init__(self, ready: Rules, reading: Reading, parts: dict[tuple[int, str], list[Span]]) -> None:
        self.reading = reading
        self._clauses: list[int] = []
        self.scopes = {c["id"]: c["scope"] for c in ready.compiled["contexts"]}
        self.spans = {c["id"]: parts.get((-1 - i, "lines"), []) for i, c in enumerate(ready.compiled["contexts"])}
        self.first: dict[str, dict[int, int]] = {}
        self.final: dict[str, dict[int, int]] = {}
        self.ends: dict[str, set[int]] = {}
        self.covered: dict[str, set[int]] = {}
        for name, spans in self.spans.items():
            if spans:
                self._place(name, spans)

    def _place(self, name: str, spans: list[Span]) -> None:
        first: dict[int, int] = {}
        final: dict[int, int] = {}
        for start, _ in spans:
            first.setdefault(self.reading.sentence[start], start)
            final[self.reading.sentence[start]] = start
        self.first[name], self.final[name] = first, final
        self.ends[name] = {end for _, end in spans}
        self.covered[name] = _covered(spans)

    def clause_end(self, token: int) -> int:
        """The last token before the next comma or the end of the sentence."""
        if not self._clauses:
            reading, end = self.reading, 0
            for at in range(len(reading.tokens) - 1, -1, -1):
                if at == reading.sentences[reading.sentence[at]].last or reading.paused[at + 1]:
                    end = at
                self._clauses.append(end)
            self._clauses.reverse()
        return self._clauses[token]

    def holds(self, name: str, span: Span) -> bool:
        """Whether a context surrounds these tokens."""
        start, end = span
        sentence = self.reading.sentence[start]
        if name == "quoted":
            return self.reading.quoted[start]
        if name == "asked":
            return self.reading.sentences[self.reading.sentence[end]].is_question
        if name == "shouted":
            return self.reading.sentences[self.reading.sentence[end]].is_shout
        if not self.spans[name]:
            return False
        match self.scopes[name]:
            case "text":
                return True
            case "sentence":
                return sentence in self.first[name] or self.reading.sentence[end] in self.first[name]
            case "before":
                return self.first[name].get(sentence, start) < start
            case "after":
                return self.final[name].get(sentence, start) > start
            case "near":
                near = range(max(start - 3, self.reading.sentences[sentence].first), start)
                return any(at in self.ends[name] for at in near)
            case _:
                return any(at in self.covered[name] for at in range(start, end + 1))


def _covered(spans: Iterable[Span]) -> set[int]:
    return {at for start, end in spans for at in range(start, end + 1)}


def _spans(
    rule: dict[str, Any], number: int, parts: dict[tuple[int, str], list[Span]], scene: _Scene
) -> Iterator[Span]:
    """The occurrences of a rule that its contexts let stand."""
    spans = parts[number, "lines"]
    if "then" in rule:
        spans = list(_followed(spans, parts.get((number, "then"), []), scene.reading))
    spared = _covered(parts.get((number, "spares"), ()))
    for span in spans:
        if any(at in spared for at in range(span[0], span[1] + 1)):
            continue
        if all(scene.holds(name, span) for name in rule.get("when", ())) and not any(
            scene.holds(name, span) for name in rule.get("unless", ())
        ):
            sentence = scene.reading.sentences[scene.reading.sentence[span[0]]]
            if rule.get("marks") == "sentence":
                span = (sentence.first, max(span[1], sentence.last))
            elif rule.get("marks") == "clause":
                span = (span[0], scene.clause_end(span[1]))
            yield span


def _followed(firsts: list[Span], seconds: list[Span], reading: Reading) -> Iterator[Span]:
    """Each first part with the nearest second part after it, in reach and at most one sentence on."""
    at = 0
    for start, end in firsts:
        while at < len(seconds) and seconds[at][0] <= start:
            at += 1
        k = at
        while k < len(seconds) and seconds[k][0] <= end:
            k += 1
        if k < len(seconds):
            second = seconds[k]
            if second[0] - end - 1 <= REACH and reading.sentence[second[0]] - reading.sentence[end] <= 1:
                yield (start, second[1])


def _record(reading: Reading, span: Span, source: Compiled, order: int) -> tuple[Found, int]:
    rule, (says, why, *more) = source["rules"][order], source["texts"][order]
    asks = more[0] if rule["strength"] == "notice" else None
    start, last = span
    sentence: Sentence = reading.sentences[reading.sentence[last]]
    whole = last == sentence.last and (rule.get("marks") == "sentence" or sentence.is_question or sentence.is_shout)
    found = Found(
        rule=rule["id"],
        code=rule["code"],
        start=reading.starts[start],
        end=sentence.end if whole else reading.ends[last],
        says=says,
        why=why,
        offers=() if asks else tuple(more),
        strength=rule["strength"],
        asks=asks,
    )
    return found, order


def _settle(records: list[tuple[Found, int]]) -> list[tuple[Found, int]]:
    """One finding a place and code, the longest; helping codes give way to harm in the same words."""
    kept = _one_a_place(records)
    harm = _Row((f.start, f.end) for f, _ in kept if f.code in HARM_CODES)
    kept = [r for r in kept if r[0].code in HARM_CODES or r[0].code == "AUTONOMY" or not harm.meets(r[0])]
    for code, others in GIVES_WAY.items():
        row = _Row((f.start, f.end) for f, _ in kept if f.code in others)
        kept = [r for r in kept if r[0].code != code or not row.meets(r[0])]
    return sorted(kept, key=_place)


def _notices(
    noticed: list[tuple[Found, int]], settled: list[tuple[Found, int]], source: Compiled
) -> list[tuple[Found, int]]:
    """The notices that stay: one a place and code, none on words marked as harm, none already answered.

    They come after everything else is settled, so a notice can never take the place of a mark.
    """
    harm = _Row((f.start, f.end) for f, _ in settled if f.code in HARM_CODES)
    kept = [record for record in _one_a_place(noticed) if not harm.meets(record[0])]
    given = {f.code for f, _ in [*settled, *kept]}
    return [record for record in kept if given.isdisjoint(source["rules"][record[1]].get("answered", ()))]


def _place(record: tuple[Found, int]) -> tuple[int, int, int]:
    return record[0].start, record[0].end, record[1]


def _one_a_place(records: list[tuple[Found, int]]) -> list[tuple[Found, int]]:
    by_code: dict[str, list[tuple[Found, int]]] = {}
    for record in records:
        by_code.setdefault(record[0].code, []).append(record)
    return [record for found in by_code.values() for record in _longest(found)]


def _longest(found: list[tuple[Found, int]]) -> Iterator[tuple[Found, int]]:
    """Of findings that overlap in a chain, the longest; of equals the earlier."""
    best: tuple[Found, int] | None = None
    reach = -1
    for record in sorted(found, key=_place):
        item = record[0]
        if best is None or item.start >= reach:
            if best is not None:
                yield best
            best = record
        elif item.end - item.start > best[0].end - best[0].start:
            best = record
        reach = max(reach, item.end)
    if best is not None:
        yield best


class _Row:
    """Stretches of text, those that overlap joined."""

    def __init__(self, stretches: Iterable[Span]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(stretches):
            if self.ends and start < self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)

    def meets(self, item: Found) -> bool:
        """Whether a finding shares a character with one of the stretches."""
        at = bisect.bisect_left(self.starts, item.end)
        return at > 0 and self.ends[at - 1] > item.start
