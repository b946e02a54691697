"""Makes assign.json: numbers, packs and hands for many seeds, for the twin in the browser.

.venv/bin/python tests/vectors/make_assign.py
"""

import json
from itertools import islice
from pathlib import Path
from typing import Any

from powerwith import assign

HERE = Path(__file__).resolve().parent
SEEDS = (0, 1, 2, 7, 2026, 65_535, 65_536, 2_147_483_647, 2_147_483_648, assign.LARGEST)


def _hand(hand: assign.Hand) -> dict[str, Any]:
    return {"order": list(hand.order), "versions": list(hand.versions)}


def made() -> str:
    """The text of the file."""
    vectors = {
        "numbers": [{"seed": seed, "numbers": list(islice(assign.numbers(seed), 12))} for seed in SEEDS],
        "packs": [{"seed": seed, "hands": [_hand(hand) for hand in assign.deal(seed, 20)]} for seed in SEEDS],
        "hands": [{"seed": seed, "hand": _hand(assign.hand(seed))} for seed in range(200)],
    }
    return json.dumps(vectors, separators=(",", ":")).replace('{"seed"', '\n{"seed"') + "\n"


if __name__ == "__main__":
    (HERE / "assign.json").write_text(made(), encoding="utf-8")
