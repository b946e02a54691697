"""A second look at each sentence where rules are weak: sums of small whole numbers that anybody can read.

A twin of `js/src/judge/glass.ts`. The numbers stand in `weights.json`, word by word, and come from
`tools/fit_glass.py`. They are whole, so that both languages add up to the same. This layer sees questions without a
mark, open questions, reflections and affirmations. It has no task for a harm code, and so cannot raise one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

FILLERS = frozenset({"um", "uh", "er", "erm", "mm", "hm", "hmm", "mhm", "ah", "eh"})
OPENERS = frozenset({"okay", "ok", "alright", "right", "yeah", "yes", "yep", "oh", "well", "great", "good", "sure",
                     "now", "no", "absolutely", "exactly"})  # fmt: skip
JOINTS = frozenset({"so", "and", "but", "then", "because"})
YOU = frozenset({"you", "your", "yours", "yourself"})
ME = frozenset({"i", "we", "me", "us", "my", "our"})
STEPS = (2, 4, 8, 16, 32)
"""Sentences are short or long in steps, each twice the one before."""

MOST = 40
"""Words of a sentence that are looked at. What a sentence does shows early."""


def signs(tokens: Iterable[str], codes: Iterable[str] = ()) -> list[str]:
    """What a sentence shows, each once.

    `^how` begins it (after okay, well, so), `^how do` its first two words, `.how` the second word, `how$` its last
    word; `how` and `how do` stand anywhere. `+so` joins it to what was said, `+^you` begins it after such a joint.
    `@you`, `@me` or `@-` is the first person spoken of, `@both` says that both are; `>2` is its length in steps;
    `#SEEK` is what the rules found in it.
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
            if len(words) == MOST:
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
    found += [f"{word} {after}" for word, after in zip(words, words[1:], strict=False)]
    found += [f"#{code}" for code in codes]
    return list(dict.fromkeys(found))
