"""What might identify somebody: how much is found, how often in vain, and how fast, beside scrubadub.

    .venv/bin/python bench/privacy.py [--runs 5]

The texts are those of tests/vectors/privacy-held-out.json, to which no rule is fitted. The sentences are by the authors
of the rules, so both will find less in real notes. scrubadub looks for British forms (locale en_GB) with its own rules
and no model of names; it is installed into a folder of the cache the first time. Something counts as found if any mark
touches it, whatever it is called. Both run in this one process.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from stand import CACHE, ROOT, run, runs_wanted, table

from powerwith import privacy

PEERS = CACHE / "scrubadub"
PEER = "scrubadub==2.0.1"
HELD_OUT = ROOT / "tests" / "vectors" / "privacy-held-out.json"
NOTE = (
    "She rang on 3 April from 07700 900123, and later wrote from M1 1AE; we spoke of Ade and of his mother's garden. "
)

Marks = list[tuple[int, int]]
Finds = Callable[[str], Marks]


def main() -> None:
    """Measure, and print the tables."""
    print(report(runs_wanted(__doc__ or "")))


def report(runs: int) -> str:
    """Recall by kind, clean sentences flagged, names by origin, and the time for one note, as Markdown."""
    held: dict[str, Any] = json.loads(HELD_OUT.read_text(encoding="utf-8"))
    peer = scrubadub()
    rows = [[kind, *(share(recall(finds, some)) for finds in (ours, peer))] for kind, some in held["marked"].items()]
    clean = [share([bool(finds(text)) for text in held["clean"]]) for finds in (ours, peer)]
    note = (NOTE * 50)[:5000]
    mine, theirs = ([once(finds, note) for _ in range(runs)] for finds in (ours, peer))
    quick, slow = statistics.median(mine), statistics.median(theirs)
    parts = [
        table(["held out, found", "Power With", "scrubadub"], [*rows, ["**clean sentences flagged**", *clean]]),
        table(["names shown for review", "by sentence", "in a whole entry"], names(held)),
        f"A note of 5,000 characters: {quick:.1f} ms, scrubadub {slow:.1f} ms, {slow / quick:.1f} times the time.",
        f"Installed: rules of {len(privacy.rules_json()) / 1000:.0f} kB, scrubadub {weight() / 1e6:.0f} MB.",
    ]
    return "\n\n".join(parts)


def ours(text: str) -> Marks:
    """Where this course finds something."""
    return [(spot.start, spot.end) for spot in privacy.found(text)]


def scrubadub() -> Finds:
    """Where scrubadub does."""
    if not (PEERS / "scrubadub").is_dir():
        print("Installing scrubadub (only this first time) ...", file=sys.stderr, flush=True)
        run(sys.executable, "-m", "pip", "install", "--quiet", "--target", str(PEERS), PEER)
    sys.path.append(str(PEERS))
    import scrubadub as peer

    scrubber = peer.Scrubber(locale="en_GB")
    return lambda text: [(filth.beg, filth.end) for filth in scrubber.iter_filth(text)]


def recall(finds: Finds, marked: list[str]) -> list[bool]:
    """For each marked text whether any of what is marked was found."""
    hits = []
    for text in marked:
        start, end = text.index("⟦"), text.index("⟧") - 1
        marks = finds(text.replace("⟦", "").replace("⟧", ""))
        hits.append(any(a < end and b > start for a, b in marks))
    return hits


def names(held: dict[str, Any]) -> list[list[str]]:
    """For each group of names how many are shown, where each sentence stands alone and where all stand together."""
    rows = []
    for group, some in held["names"].items():
        alone = [privacy.is_shown(name, frame.replace("{}", name)) for name in some for frame in held["frames"]]
        whole = [privacy.is_shown(name, " ".join(held["frames"]).replace("{}", name)) for name in some]
        rows.append([group, share(alone), share(whole)])
    return rows


def share(hits: list[bool]) -> str:
    """So many of so many, and the percentage."""
    return f"{sum(hits)} of {len(hits)} ({100 * sum(hits) / len(hits):.1f} %)"


def once(finds: Finds, text: str) -> float:
    """Milliseconds of this process's own time for one text."""
    start = time.process_time()
    finds(text)
    return (time.process_time() - start) * 1000


def weight() -> int:
    """Bytes of scrubadub with all it needs."""
    return sum(file.stat().st_size for file in PEERS.rglob("*") if file.is_file())


if __name__ == "__main__":
    main()
