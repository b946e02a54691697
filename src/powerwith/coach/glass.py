"""A second look at each sentence where rules are weak: sums of small whole numbers that anybody can read.

A twin of `js/src/judge/glass.ts`. The numbers stand in `weights.json`, word by word, and come from
`tools/fit_glass.py`. They are whole, so that both languages add up to the same. This layer marks questions without a
mark, open questions and reflections. It has no mark for a harm code, and so cannot raise one.
"""

import functools
import itertools
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from powerwith.coach.reading import Reading, Sentence
from powerwith.model import HARM_CODES, Code, Found

WEIGHTS = Path(__file__).parent / "weights.json"

FILLERS = frozenset({"um", "uh", "er", "erm", "mm", "hm", "hmm", "mhm", "ah", "eh"})
OPENERS = frozenset({"okay", "ok", "alright", "right", "yeah", "yes", "yep", "oh", "well", "great", "good", "sure",
                     "now", "no", "absolutely", "exactly"})  # fmt: skip
JOINTS = frozenset({"so", "and", "but", "then", "because"})
YOU = frozenset({"you", "your", "yours", "yourself"})
ME = frozenset({"i", "we", "me", "us", "my", "our"})
STEPS = (2, 4, 8, 16, 32)
"""Sentences are short or long in steps, each twice the one before."""

MOST_WORDS = 40
MOST_SENTENCES = 60
"""What is looked at. A sentence shows early what it does, and a reply has few sentences: hostile texts stay quick."""

ASKING = frozenset({"QUESTION_OPEN", "QUESTION_CLOSED", "SEEK"})
GIVING_BACK = frozenset({"REFLECT", "REFLECT_FEELING"})
KNOWN = ASKING | GIVING_BACK | HARM_CODES

MARKS: Mapping[str, tuple[Code, str, str]] = {
    "glass-question-open": (
        "QUESTION_OPEN",
        "read like an open question, one with room for any answer.",
        "No set wording told me, only how such sentences tend to begin. An open question lets the person choose where "
        "to start.",
    ),
    "glass-question-closed": (
        "QUESTION_CLOSED",
        "read like a question for a yes, a no or one fact.",
        "No question mark told me, only how such sentences tend to begin. Closed questions are good for checking.",
    ),
    "glass-reflect": (
        "REFLECT",
        "read like giving back what the person said or meant.",
        "No set wording told me, only the words such sentences tend to have. A reflection lets the person correct it.",
    ),
}
"""By rule: its code, what it says and why. All of them help, none is a harm code."""

Tasks = Mapping[str, Mapping[str, Any]]


@functools.cache
def weights() -> dict[str, Any]:
    """The weights of every task: a bias, and a whole number for each sign."""
    found: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return found


def compiled_glass() -> dict[str, Any]:
    """The layer as plain JSON values: the weights, and what each mark says."""
    return {"tasks": weights(), "marks": {rule: list(mark) for rule, mark in MARKS.items()}}


def signs(tokens: Iterable[str], codes: Iterable[str] = ()) -> list[str]:
    """What a sentence shows, each once.

    `^how` begins it (after okay, well, so), `^how do` its first two words, `.how` the second word, `how$` its last
    word; `how` and `how do` stand anywhere. `+so` joins it to what was said, `+^you` begins it after such a joint.
    `@you`, `@me` or `@-` is the first person spoken of, `@both` says that both are; `>2` is its length in steps;
    `#SUPPORT` is what the rules found in it.
    """
    words: list[str] = []
    joints: list[str] = []
    last = ""
    for token in tokens:
        if token in FILLERS or token == last:
            continue
        last = token
        if not words and token in JOINTS:
            joints.append(token)
        elif words or token not in OPENERS:
            words.append(token)
        if len(words) + len(joints) == MOST_WORDS:
            break
    found = [f"+{joint}" for joint in joints]
    if words:
        second = words[1] if len(words) > 1 else "-"
        found += [f"^{words[0]}", f"^{words[0]} {second}", f".{second}", f"{words[-1]}$"]
        if joints:
            found.append(f"+^{words[0]}")
    people = ["you" if word in YOU else "me" for word in words if word in YOU or word in ME]
    found.append(f"@{people[0] if people else '-'}")
    if len(set(people)) == 2:
        found.append("@both")
    found.append(f">{sum(len(words) > step for step in STEPS)}")
    found += words
    found += [f"{word} {after}" for word, after in itertools.pairwise(words)]
    found += [f"#{code}" for code in codes]
    return list(dict.fromkeys(found))


def lean(task: Mapping[str, Any], shown: Iterable[str]) -> int:
    """How far what a sentence shows leans towards a task."""
    features: Mapping[str, int] = task["features"]
    return int(task["bias"]) + sum(features.get(sign, 0) for sign in shown)


def looked_at(reading: Reading, found: Collection[Found]) -> Iterator[tuple[Sentence, set[str], list[str]]]:
    """The sentences this layer looks at, each with the codes the rules gave it and with what it shows."""
    sentences = reading.sentences[:MOST_SENTENCES]
    codes: list[set[str]] = [set() for _ in sentences]
    for item in found:
        for i, sentence in enumerate(sentences):
            if item.start < sentence.end and sentence.start < item.end:
                codes[i].add(item.code)
    for sentence, given in zip(sentences, codes, strict=True):
        if not reading.quoted[sentence.first] and not given & HARM_CODES:
            tokens = reading.tokens[sentence.first : sentence.last + 1]
            yield sentence, given, signs(tokens, sorted(given - KNOWN))


def second_look(glass: Mapping[str, Any], reading: Reading, found: Collection[Found]) -> list[Found]:
    """Marks to add to what the rules found, each over a whole sentence."""
    tasks: Tasks = glass["tasks"]
    is_harmful = any(item.code in HARM_CODES for item in found)
    added: list[Found] = []
    for sentence, given, shown in looked_at(reading, found):
        is_open_ended = reading.ends[sentence.last] == sentence.end
        rule = _rule(tasks, sentence, given, shown, is_open_ended=is_open_ended)
        if rule and not (is_harmful and rule == "glass-reflect"):
            code, says, why = glass["marks"][rule]
            start, end = sentence.start, sentence.end
            mark = Found(rule=rule, code=code, start=start, end=end, says=says, why=why, offers=(), strength="helps")
            added.append(mark)
    return added


def _rule(tasks: Tasks, sentence: Sentence, given: set[str], shown: list[str], *, is_open_ended: bool) -> str:
    """The rule of this layer that a sentence falls under, if any. A full stop says that it is no question."""
    if sentence.is_question:
        only_closed = given & ASKING == {"QUESTION_CLOSED"}
        return "glass-question-open" if only_closed and lean(tasks["open"], shown) > 0 else ""
    if given & ASKING:
        return ""
    if is_open_ended and lean(tasks["question"], shown) > 0:
        return "glass-question-open" if lean(tasks["open"], shown) > 0 else "glass-question-closed"
    return "glass-reflect" if not given & GIVING_BACK and lean(tasks["reflect"], shown) > 0 else ""
