"""Writes notebooks/sample-cohort.zip: what 24 people who do not exist handed in, for notebooks and tests.

.venv/bin/python tools/sample_cohort.py

It is made again by hand when an exercise in it changes its meaning.
"""

import io
import zipfile
from pathlib import Path

from powerwith import share, synth
from powerwith.bank import load_bank
from powerwith.model.share import Share

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "notebooks" / "sample-cohort.zip"

PEOPLE, SEED, COHORT = 24, 9, "synth-spring"
DID = (
    "epsa", "reply-task", "the-brown-envelope", "what-stopped-you", "second-exclusion", "what-mends-it",
    "how-wide-a-question", "why-to-what", "under-the-table", "running-out", "the-envelope", "if-why-then-what",
    "keep-reword-drop", "whose-win-is-it", "four-cases-by-chance",
)  # fmt: skip
_EPOCH = (1980, 1, 1, 0, 0, 0)


def made() -> bytes:
    """The file: the same bytes each time."""
    people = synth.shares(load_bank(ROOT / "exercises").exercises, DID, people=PEOPLE, seed=SEED, cohort=COHORT)
    return zipped(people)


def zipped(people: tuple[Share, ...]) -> bytes:
    """Shares in one zip, without a clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, one in enumerate(people, start=1):
            archive.writestr(
                zipfile.ZipInfo(f"share-{one.cohort}-{number:04}.json", _EPOCH),
                share.text(one),
                zipfile.ZIP_DEFLATED,
                9,
            )
    return out.getvalue()


if __name__ == "__main__":
    FILE.write_bytes(made())
    print(f"{FILE.relative_to(ROOT)}: {FILE.stat().st_size:,} bytes")
