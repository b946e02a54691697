"""Makes review.json: texts that go out, what may identify somebody in them, and the texts with what was decided.

.venv/bin/python tests/vectors/make_review.py
"""

import json
from pathlib import Path
from typing import Any

from powerwith import privacy

HERE = Path(__file__).resolve().parent

CASES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    ((), ()), (("",), ()), (("", ""), ()), (("Nothing to see here.",), ()),
    (("Yesterday Priya rang. Priya's mother came.", "I met PRIYA, and priya rang."), ()),
    (("Yesterday Priya rang.", "Then I asked Noor."), ("Noor",)),
    (("Mrs Khan rang. Khan’s son came.", "Mrs. Khan's house, and khan."), ()),
    (("Mr A. B. Smith-Jones met Dr O'Brien and Dr. O’Brien’s wife.",), ()),
    (("Mr March rang. Then Mr March rang again.",), ()), (("Mrs Khan and Mr Khan met the Khans.",), ()),
    (("Ring her on 07700 900123.", "Her number is 07700 900123, or 07700900123."), ()),
    (("😀 Ade 😀 07700 900123 😀", "𝒜 Ade, ade and a.ade@example.org"), ()),
    (("14 Acacia Avenue, M1 1AE. Acacia is a tree.", "She lives at 14 Acacia Avenue."), ()),
    (("NHS no: 943 476 5919, DOB 3/4/1981, AB12 CDE, case 48213, @priya_s, aged 93.",), ()),
    (("I met May", "3 people came."), ()), (("I met Will", "you were there", "Will you come?"), ()),
    (("Hope came. I hope so. I met Hope.",), ()), (("Long ago I met Long.", "Long rang. A long day."), ()),
    (("Grace came.", "grace and GRACE"), ()), (("Person A met Person B at Place A. I met the Person.",), ()),
    (("Priya Sharma and Sharma-Jones met Jean-Luc.", "priya sharma, jean-luc"), ()),
    (("王小明 met علي, and Ольга ольга.",), ()), (("Élodie and E\u0301lodie and élodie",), ()),
    (("https://example.org/priya and Priya",), ()), (("Sister Ade and Sister ade and ade",), ()),
    (("Ade\nBola\nAde", "- Ade\n- Bola"), ()), (("PC Ade's notes. PC Adeyemi-Bola's own.",), ()),
)  # fmt: skip

DECISIONS = ("everything", "names alike", "every second", "own words")


def decided(finds: tuple[privacy.Find, ...], how: str) -> dict[str, str]:
    """What is written instead of each find, in four ways that people may choose."""
    if how == "everything":
        return {find.id: f"[{find.kind} {i}]" for i, find in enumerate(finds)}
    if how == "names alike":
        return {find.id: "Person A" for find in finds if find.kind in (privacy.NAME, privacy.SMALL)}
    if how == "every second":
        return {find.id: f"Place {'ABC'[i % 3]}" for i, find in enumerate(finds) if i % 2 == 0}
    return {find.id: "my Priya $& \\1 07700 900123" for find in finds}


def _case(texts: tuple[str, ...], allowed: tuple[str, ...]) -> dict[str, Any]:
    finds = privacy.gathered(texts, allowed)
    chosen = [decided(finds, how) for how in DECISIONS]
    return {
        "texts": texts,
        "allowed": allowed,
        "finds": [find.model_dump(mode="json") for find in finds],
        "rewritten": [{"by": by, "out": privacy.rewritten(texts, by, allowed)} for by in chosen if by],
    }


def made() -> str:
    """The text of the file: one example a line."""
    lines = [json.dumps(_case(texts, allowed), ensure_ascii=False) for texts, allowed in CASES]
    return "[\n" + ",\n".join(f" {line}" for line in lines) + "\n]\n"


if __name__ == "__main__":
    (HERE / "review.json").write_text(made(), encoding="utf-8")
