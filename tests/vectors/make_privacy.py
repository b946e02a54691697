"""Makes privacy.json: texts with what might identify somebody in them, for the twin in the browser.

.venv/bin/python tests/vectors/make_privacy.py
"""

import itertools
import json
from pathlib import Path
from typing import Any

from powerwith import privacy

HERE = Path(__file__).resolve().parent

FRAMES = ("{}", "😀 {}\n", "Zażółć “{}” – and 𝒜 no more", "({}), {}", "x{}", "{}x", "e\u0301 {}; then {}.")
"""Around every example: beside characters outside the basic plane, twice, with a letter before or after."""

EDGES = (
    "", " ", "\n", "\u00a0", "0", "@", "+", "😀", "\ufeff", "a" * 300, "1" * 300, "1 " * 150, "Aa " * 100,
    "943 476 5919 943 476 5919", "9434765919\n9434765919", "1112 943 476 5919",
    "943\u00a0476\u00a05919", "943\u2011476\u20115919",
    "NHS no: 943 476 5918 or 943 476 5919", "943 4765 9190 0000", "Born 3/4/81 and again on 3/4/81",
    "https://example.org/?mail=a.b@example.org&tel=07700900123", "a@b.c@example.org", "@a @bb @ccc",
    "Mrs Khan, 14 Acacia Avenue, M1 1AE, 07700 900123, a@example.org, DOB 3/4/1981, AB12 CDE, case 48213",
    "01 02 2023 03 04 2024", "+44 7700 900123+44 7700 900124", "07700 900123 07700 900124", "0770\n0900123",
    "31/12/2024", "32/12/2024", "12/31/2024", "2024-02-30", "May 3 and march 3", "3 MAY", "3RD MAY 2020",
    "SW1A1AAa", "ſW1A 1AA", "\u212a1 1AA", "İ 12 34", "ＡＢ１２ ＣＤＥ", "٠١٢٣٤٥٦٧٨٩", "the third\nof May",
    "Flat 2\n31 Mill Lane", "£12345678 and 12345678", "aged 93", "aged 93x", "she’s 94.", "she is 94",
)  # fmt: skip

NAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ()), ("Priya", ()), ("priya", ()), ("Yesterday Priya rang. Priya's mother came.", ()),
    ("When we met, I asked Noor and Sam.", ("Noor",)), ("When we met, I asked Noor and Sam.", ("noor", "Sam Smith")),
    ("Grace came. Hope did not.", ()), ("Will you come? Will came.", ()), ("I saw Will. Will you come?", ()),
    ("In May we met May. April rang in April.", ()), ("May 3 was late. The 3 June visit. June sang.", ()),
    ("May I come in? May came in.", ()), ("Mark the place. Mark the postman.", ()),
    ("Jean-Luc and Al-Amin met O'Brien, d'Souza and N’Golo.", ()), ("al-Rashid wrote to ap Rhys.", ()),
    ("PRIYA SAID no. Priya wept. So did priya.", ()), ("I’m here, I've come, I'd go.", ()),
    ("Priya'll come; Priya’s gone; Priyas stay", ()), ("Élodie and E\u0301lodie are one.", ()),
    ("王小明 met علي محمد and Ольга, Ελένη, Ñandú, Şeyma, İpek, Նարե, გიორგი, अर्जुन.", ()),
    ("Today. Then we went to Today.", ()), ("Then Then came.", ()), ("“Come in,” said Ade. ‘Sit,’ said Bola.", ()),
    ("- Thanks\n- Ade\n* Sit\nStand", ()), ("NHS and GP and DWP and PIP and CAMHS and ZQX", ()),
    ("She moved from Leeds to Scotland on Monday.", ()), ("😀 Ade 😀Bola 𝒜da", ()), ("McDonald's at iPhone PhD", ()),
    ("Well-meaning people. A non-English speaker. The Anglo-Irish.", ()), ("Don't. We met Don't.", ()),
    ("Dear Mrs Khan, Dr. Osei wrote.", ()), ("Can came late: I met Can.", ()), ("ΟΔΟΣ and Οδος and οδος", ()),
    ("One two. THREE. Long met Long. An and An.", ()), ("O’Neill’s, O'Neill's and O’NEILL", ()),
    ("Ade\u200bBola Ade\u00adBola Ade_Bola Ade/Bola Ade.Bola", ()), ("३ and ٣ and 3rd and Ⅳ", ()),
)  # fmt: skip

REPLACED: tuple[tuple[str, dict[str, str]], ...] = (
    ("", {}), ("Priya", {}), ("Priya", {"Priya": "Person A"}), ("priya", {"Priya": "Person A"}),
    ("Priya, Priyas, Priya's, PRIYA, xPriya", {"Priya": "Person A"}), ("priya", {"priya": "Person A"}),
    ("Priya Sharma met Priya. Sharma’s son", {"Priya": "Person A", "Sharma": "Person A"}),
    ("Priya Sharma met Priya.", {"Priya Sharma": "Person A", "Priya": "Person B"}),
    ("Priya  Sharma, Priya-Sharma, Priya\nSharma, Priya, Sharma", {"Priya Sharma": "Person A"}),
    ("Priya's Sharma", {"Priya Sharma": "Person A"}), ("Priya Sharma's house", {"Priya Sharma": "Person A"}),
    ("Jean-Luc and Jean and Luc", {"Jean-Luc": "Person A", "Jean": "Person B"}),
    ("Sharma-Jones", {"Sharma": "Person A"}), ("Sharma-Jones", {"Sharma": "Person A", "Jones": "Person A"}),
    ("O’Brien's and O'Brien", {"O'Brien": "Person A"}), ("Will you? Will came. I will.", {"Will": "Person A"}),
    ("Rose rose.", {"Rose": "Person A"}), ("王小明 came", {"王小明": "Person A"}), ("علي، علي", {"علي": "Person A"}),
    ("Ольга и Ольги", {"Ольга": "Person A"}), ("E\u0301lodie", {"Élodie": "Person A"}),
    ("Élodie", {"E\u0301lodie": "Person A"}), ("😀Ade😀", {"Ade": "Person A"}), ("Ade", {"Ade": "Ade B"}),
    ("A B C", {"A": "B", "B": "C"}), ("Ade Ade", {"Ade": "$1 \\1 $&"}), ("Leeds", {"Leeds": "Place A", "": "x"}),
    ("Ade’s Ade", {"Ade": "Person A"}), ("Ade", {"!": "x"}), ("अर्जुन गया", {"अर्जुन": "Person A"}),
    ("Ade Bola Ade", {"Ade": "Person A", "Bola": "Person B"}), ("Ade'll, Ade'd, Ade've", {"Ade": "Person A"}),
)  # fmt: skip


def texts() -> list[str]:
    """Every example of every rule, in turn in each frame, and the edges; each text once."""
    examples = [one for rule in privacy.rules().rules for one in (*rule.finds, *rule.leaves)]
    frames = itertools.cycle(FRAMES[1:])
    framed = [next(frames).replace("{}", one) for one in examples for _ in range(2)]
    return list(dict.fromkeys([*EDGES, *examples, *framed]))


def _found(text: str) -> dict[str, Any]:
    return {"text": text, "spots": [spot.model_dump() for spot in privacy.found(text)]}


def _names(text: str, allowed: tuple[str, ...]) -> dict[str, Any]:
    return {
        "text": text,
        "allowed": allowed,
        "names": [n.model_dump(mode="json") for n in privacy.names(text, allowed)],
    }


def made() -> str:
    """The text of the file: one example a line."""
    vectors = {
        "found": [_found(text) for text in texts()],
        "names": [_names(text, allowed) for text, allowed in NAMES],
        "replaced": [{"text": text, "by": by, "out": privacy.replaced(text, by)} for text, by in REPLACED],
    }
    blocks = [
        f' "{name}": [\n' + ",\n".join(f"  {json.dumps(one, ensure_ascii=False)}" for one in some) + "\n ]"
        for name, some in vectors.items()
    ]
    return "{\n" + ",\n".join(blocks) + "\n}\n"


if __name__ == "__main__":
    (HERE / "privacy.json").write_text(made(), encoding="utf-8")
