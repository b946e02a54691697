"""What the coach gets right, and what one reply costs in Python, Node and Chromium, beside ordinary word lists.

    .venv/bin/python bench/coach.py [--runs 5]

The replies are all wordings of the exercise bank. The ordinary alternative is VADER, which scores a text as pleasant
or unpleasant by a list of words, and marks nothing; it comes in Python (vaderSentiment) and JavaScript
(vader-sentiment). Each run goes over all replies; the table has the median run. "First reply" includes making the
rules ready. What it gets right is measured by judged.py and written to bench/coach.md.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import judged
from stand import CACHE, ROOT, STOCK, chromium, esbuild, npm_packages, run, runs_wanted, stock_python, table

from powerwith import coach
from powerwith.bank import load_bank
from powerwith.model import Authored, Choice, Rewrite, Sort

ENTRY = """\
import { check } from COACH;
import vader from VADER;

const now = () => performance.now();
const each = (work, replies, runs) => {
  let start = now();
  work(replies[0]);
  const first = now() - start;
  const times = [];
  for (let run = 0; run < runs; run++) {
    start = now();
    for (const reply of replies) work(reply);
    times.push(((now() - start) * 1000) / replies.length);
  }
  return { first, times };
};

globalThis.benchCoach = (rules, replies, runs) => ({
  coach: each((reply) => check(reply, rules), replies, runs),
  vader: each((reply) => vader.SentimentIntensityAnalyzer.polarity_scores(reply), replies, runs),
  found: replies.reduce((sum, reply) => sum + check(reply, rules).length, 0),
});
"""

IN_NODE = """\
import "./coach.js";
import { readFileSync } from "node:fs";
const { rules, replies, runs } = JSON.parse(readFileSync(new URL("coach.json", import.meta.url), "utf8"));
console.log(JSON.stringify(globalThis.benchCoach(rules, replies, runs)));
"""


def main() -> None:
    """Measure, print, and write bench/coach.md."""
    runs = runs_wanted(__doc__ or "")
    found = judged.report()
    judged.PAGE.write_text(found, encoding="utf-8")
    print(found)
    print(report(runs)[0])


def replies() -> list[str]:
    """Every wording of the bank that somebody says."""
    found = [text for one in load_bank(ROOT / "exercises").exercises.values() for text in _wordings(one)]
    return sorted(set(found))


def _wordings(exercise: Authored) -> list[str]:
    match exercise:
        case Choice():
            return [option.text for option in exercise.options]
        case Rewrite():
            return [exercise.line, *(model.text for model in exercise.models)]
        case Sort():
            return [card.text for card in exercise.cards]
    return []


def report(runs: int) -> tuple[str, dict[str, float]]:
    """The table as Markdown, and the figures for the summary."""
    texts = replies()
    rounds = max(runs, 3)
    in_python = python(texts, rounds)
    script = prepare(texts, rounds)
    in_node = json.loads(run("node", str(script)))
    in_chromium = browser(texts, rounds)
    marks = sum(len(coach.check(text)) for text in texts)
    if not marks == in_node["found"] == in_chromium["found"]:
        raise SystemExit(f"The coach marks {marks} places in Python, {in_node['found']} in Node, "
                         f"{in_chromium['found']} in Chromium. They must agree.")  # fmt: skip
    rows, found = [], {}
    for where, timed in (("Python", in_python), ("Node", in_node), ("Chromium", in_chromium)):
        ours, theirs = (statistics.median(timed[name]["times"]) for name in ("coach", "vader"))
        rows.append([where, f"{ours:.0f}", f"{theirs:.0f}", f"{ours / theirs:.1f}", f"{timed['coach']['first']:.0f}"])
        found[f"{where} microseconds"], found[f"{where} ratio"] = ours, ours / theirs
    head = ["where", "coach, µs per reply", "VADER, µs per reply", "coach, VADER = 1", "coach, first reply, ms"]
    words = statistics.mean(len(text.split()) for text in texts)
    lines = [
        "## Coach",
        "",
        f"{len(texts)} replies of {words:.0f} words on average, {marks} marks in them, the same in all three; "
        f"medians of {rounds} runs.",
        "",
        table(head, rows),
    ]
    return "\n".join(lines), found


def python(texts: list[str], runs: int) -> dict[str, dict[str, object]]:
    """Both in this Python. VADER comes from the environment of its own, and only when asked for by name."""
    stock_python()
    sys.path.append(str(next((STOCK / "lib").glob("python*/site-packages"))))
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader = SentimentIntensityAnalyzer()
    return {"coach": _timed(coach.check, texts, runs), "vader": _timed(vader.polarity_scores, texts, runs)}


def _timed(work: Callable[[str], object], texts: list[str], runs: int) -> dict[str, object]:
    start = time.perf_counter()
    work(texts[0])
    first = (time.perf_counter() - start) * 1000
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        for text in texts:
            work(text)
        times.append((time.perf_counter() - start) * 1e6 / len(texts))
    return {"first": first, "times": times}


def prepare(texts: list[str], runs: int) -> Path:
    """Bundle the browser's coach with what it is compared with; returns the script for Node."""
    folder = CACHE / "coach"
    folder.mkdir(parents=True, exist_ok=True)
    ours = ROOT / "js" / "src" / "judge" / "coach.ts"
    theirs = npm_packages() / "vader-sentiment"
    entry = folder / "entry.mjs"
    words = ENTRY.replace("COACH", json.dumps(str(ours))).replace("VADER", json.dumps(str(theirs)))
    entry.write_text(words, encoding="utf-8")
    esbuild(entry, folder / "coach.js", "--bundle", "--minify", "--format=iife")
    given = {"rules": coach.compiled(), "replies": texts, "runs": runs}
    (folder / "coach.json").write_text(json.dumps(given), encoding="utf-8")
    script = folder / "coach.mjs"
    script.write_text(IN_NODE, encoding="utf-8")
    return script


def browser(texts: list[str], runs: int) -> dict[str, dict[str, object]]:
    """Both in Chromium, on a page of their own."""
    with chromium() as opened:
        page = opened.new_page()
        page.add_script_tag(path=CACHE / "coach" / "coach.js")
        timed: dict[str, dict[str, object]] = page.evaluate(
            "([rules, replies, runs]) => benchCoach(rules, replies, runs)", [coach.compiled(), texts, runs]
        )
    return timed


if __name__ == "__main__":
    main()
