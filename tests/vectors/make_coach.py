"""Writes tests/vectors/coach.json and coach/glass.json, which Python and TypeScript must both agree with.

    python tests/vectors/make_coach.py

The texts come from `coach-texts.txt`, the examples of every rule and the labelled replies. Read the difference before
you commit it: the file says what the coach does, and a reviewer decides whether it should.
"""

import json
from pathlib import Path

from powerwith.coach import check, records
from powerwith.coach.glass import lean, signs, weights
from powerwith.coach.reading import read

HERE = Path(__file__).parent
LONG = (
    "you need to ",
    "why didn't you, ",
    "well done but you still. ",
    "I ",
    "\u201cyou ",
    "a\u0301\U0001f600? ",
    "it's just a ",
)
"""Hostile texts, repeated up to twenty thousand characters."""


def texts() -> list[str]:
    """Every text once, in order."""
    lines = (HERE / "coach-texts.txt").read_text(encoding="utf-8").split("\n")
    own = [json.loads(f'"{line}"') if "\\" in line and line[0] != "#" else line for line in lines]
    examples = [text for rule in records() for text in (*rule.flags, *rule.passes, *rule.offers)]
    replies = [
        json.loads(line)["text"]
        for path in sorted((HERE / "coach" / "labelled").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return list(dict.fromkeys([line for line in own if not line.startswith("# ")] + examples + replies))


def case(text: str) -> dict[str, object]:
    """One text and what the coach finds in it."""
    return {"text": text, "found": [[f.rule, f.code, f.start, f.end] for f in check(text)]}


def long_case(text: str) -> dict[str, object]:
    """A long text: how much is found, and the first and last of it."""
    times = 20_000 // len(text)
    found = [[f.rule, f.code, f.start, f.end] for f in check(text * times)]
    return {"text": text, "times": times, "count": len(found), "ends": found[:1] + found[-1:]}


GLASS = (
    "What would help",
    "so, um, what what do you think would",
    "Okay, right. So you've been on your own with it.",
    "Do you still see the nurse, or",
    "Tell me, was it the Monday?",
    "The form has two parts.",
    "I'd be glad to. You and I, we and you.",
    "Um. Uh... Mm-hmm!",
    "So and but then because",
    "constructor __proto__ toString hasOwnProperty",
    "Na\u00efve d\u00e9j\u00e0 vu \U0001f600 you",
    "one two three four five six seven eight nine ten " * 5,
)
"""Sentences whose signs are compared, and how far they lean."""


def glass_case(text: str) -> dict[str, object]:
    """What the sentences of one text show together, and how far they lean towards each task."""
    shown = signs(read(text).tokens, ["SUPPORT"])
    return {"text": text, "signs": shown, "leans": {task: lean(weighed, shown) for task, weighed in weights().items()}}


if __name__ == "__main__":
    cases = [case(text) for text in texts()] + [long_case(text) for text in LONG]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in cases)
    (HERE / "coach.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    glass = ",\n".join(json.dumps(glass_case(text), ensure_ascii=False) for text in GLASS)
    (HERE / "coach" / "glass.json").write_text(f"[\n{glass}\n]\n", encoding="utf-8")
    print(f"{len(cases)} texts, {len(GLASS)} for the glass-box layer")
