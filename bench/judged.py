"""What the coach gets right and wrong, beside ordinary tools; called by bench/coach.py, which writes bench/coach.md.

The peers are VADER and TextBlob (pleasant or unpleasant) and alex (inconsiderate words); none of them says which words
do what. The labelled replies that are kept apart are ours. The public sets are measured by the `evaluate.py` in the
folder that POWERWITH_COACH_DATA names, on its development half; without that folder one sentence says so. The coach's
figures on them are kept in src/powerwith/coach/measured.json, from which `make regen` makes a table of the book.
"""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import notices
from stand import CACHE, ROOT, esbuild, run, table

from powerwith import coach
from powerwith.coach.measured import unseen
from powerwith.model import HARM_CODES, HELP_CODES

PEERS = CACHE / "peers"
PYTHON_PEERS = ("vaderSentiment==3.3.2", "textblob==0.19.0")
ALEX = "alex@11.0.1"
PAGE = ROOT / "bench" / "coach.md"

ALEX_SCRIPT = """\
import { text as check } from "alex";
import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) {
  const { id, text } = JSON.parse(line);
  const codes = check(text).messages.length > 0 ? ["CONFRONT"] : [];
  console.log(JSON.stringify({ id, codes }));
}
"""

IN_NODE = """\
import { check } from COACH;
import { readFileSync, writeFileSync } from "node:fs";
const { rules, texts } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const found = texts.map((text) => check(text, rules).map((f) => [f.rule, f.code, f.start, f.end]));
writeFileSync(process.argv[3], JSON.stringify(found));
"""

REMAINS = {
    "CONFRONT": "Blame built for one case, sarcasm without a set phrase, an accusing tag after an ordinary statement.",
    "DIRECT": "Orders without a verb or told as a forecast. Marked too often: advice in the imperative.",
    "PERSUADE": "Advice worded as a wish or as a plain question: reflections and real questions look the same.",
    "WARN": "A consequence joined on by *and* or *if*, which is also how a rule is told neutrally.",
    "MINIMISE": "Comparisons made up for the case, and smallness that only the situation shows.",
    "POWER": "Decisions told as news, and claims to know better in words of their own.",
    "LABEL": "Nouns and adjectives that are harmless elsewhere. Marked too often: group words inside pity.",
    "PATRONISE": "Pity, surprise and baby talk without set words; what is said over somebody's head.",
    "BUT_CANCEL": "Praise in words of its own before the *but*, or taken back without one.",
    "QUESTION_CLOSED": "Marked too often: questions that ask leave, blame or only check. Their form is the same.",
    "REFLECT": "Reflections without a set opening. Marked too often: advice that begins with *You want to*.",
    "AFFIRM": "Acts told without a verb of effort. Marked too often: plain statements of what somebody did.",
    "SUPPORT": "Warmth in words of its own, tied to the situation.",
    "SHARE_POWER": "Slips and limits told as plain facts about the case.",
    "GIVE_INFO": "Facts: any plain statement may be one, so the rules name only the commonest forms.",
}
"""What the errors have in common, from reading those on the replies with odd numbers."""

Flags = list[set[str]]


def report() -> str:
    """Both parts as Markdown, with the day."""
    parts = [
        "# What the coach gets right and wrong",
        f"Made by `bench/coach.py`, {date.today():%d %B %Y}, rules {coach.rules_version()}. "
        "VADER and TextBlob: unpleasant counts as harm. alex: any warning counts as harm.",
        own(),
    ]
    folder = notices.folder_named()
    parts.append(notices.report(folder))
    if folder:
        parts.append(public(folder))
    else:
        parts.append("POWERWITH_COACH_DATA names no folder with evaluate.py, so the public sets were not measured.")
    return "\n\n".join(parts) + "\n"


# -- our own replies


def own() -> str:
    """Each code on the replies that are kept apart, and any harm beside the peers."""
    replies = [
        json.loads(line)
        for path in sorted((ROOT / "tests" / "vectors" / "coach" / "labelled").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    agree([reply["text"] for reply in replies])
    even = unseen(replies)
    found: Flags = [{one.code for one in coach.check(reply["text"])} for reply in even]
    rows = []
    for code in [*sorted(HARM_CODES), *sorted(HELP_CODES)]:
        wanted = [any(mark["code"] == code for mark in reply["codes"]) for reply in even]
        rows.append([code, str(sum(wanted)), *shares(wanted, [code in codes for codes in found])])
    harm = [reply["verdict"] == "harm" for reply in even]
    tools: dict[str, Flags] = {"coach": found} | {name: asked(name, even) for name in commands()}
    hard = [i for i, reply in enumerate(even) if reply["hard"]]
    beside = []
    for name, flags in tools.items():
        flagged = [bool(codes & HARM_CODES) for codes in flags]
        beside.append([name, *shares(harm, flagged), f"{sum(flagged[i] for i in hard)} of {len(hard)}"])
    return "\n\n".join([
        f"## Our own replies, the {len(even)} that are kept apart",
        "Nothing was fitted to them. Precision, recall: was a reply given the code, wherever in it.",
        table(["code", "replies", "precision", "recall"], rows),
        f"Any harm, {sum(harm)} of {len(even)} replies; the last column is good replies with alarming words, flagged:",
        table(["tool", "precision", "recall", "flagged"], beside),
        remaining(even),
    ])  # fmt: skip


def remaining(replies: list[dict[str, Any]]) -> str:
    """How many replies are still read otherwise than they are labelled, code by code, and what such errors are like."""
    rows = []
    for code, nature in REMAINS.items():
        wanted = [any(mark["code"] == code for mark in reply["codes"]) for reply in replies]
        given = [any(one.code == code for one in coach.check(reply["text"])) for reply in replies]
        both = list(zip(wanted, given, strict=True))
        rows.append([code, f"{both.count((True, False))} of {sum(wanted)}", str(both.count((False, True))), nature])
    return "\n\n".join([
        "### Errors that remain",
        "Replies of the same half that carry the code without a mark, and that have the mark without the code. The "
        "sentences come from reading the errors in the other half.",
        table(["code", "missed", "marked too often", "what they are like"], rows),
    ])  # fmt: skip


def shares(wanted: list[bool], given: list[bool]) -> list[str]:
    """Precision and recall, a dash where there is nothing to divide by."""
    right = sum(a and b for a, b in zip(wanted, given, strict=True))
    return [f"{right / n:.2f}" if n else "–" for n in (sum(given), sum(wanted))]


def asked(name: str, replies: list[dict[str, Any]]) -> Flags:
    """What a peer says about each reply."""
    lines = "".join(json.dumps({"id": i, "text": reply["text"]}) + "\n" for i, reply in enumerate(replies))
    done = subprocess.run(commands()[name], shell=True, input=lines, capture_output=True, text=True, check=True)
    return [set(json.loads(line)["codes"]) for line in done.stdout.splitlines()]


def commands() -> dict[str, str]:
    """How to ask each peer; installed the first time, into a folder of their own."""
    if not (PEERS / "textblob").is_dir():
        run(sys.executable, "-m", "pip", "install", "--quiet", "--target", str(PEERS), *PYTHON_PEERS)
    script = PEERS / "alex.mjs"
    if not (PEERS / "node_modules" / "alex").is_dir():
        (PEERS / "package.json").write_text('{"private": true}\n', encoding="utf-8")
        run("npm", "install", "--prefix", str(PEERS), "--no-audit", "--no-fund", "--silent", ALEX)
    script.write_text(ALEX_SCRIPT, encoding="utf-8")
    python = f'"{sys.executable}" "{ROOT / "bench" / "peers.py"}"'
    path = f'PYTHONPATH="{PEERS}" '
    return {"VADER": f"{path}{python} vader", "TextBlob": f"{path}{python} textblob", "alex": f'node "{script}"'}


# -- the public sets


def public(folder: Path) -> str:
    """The tables of the evaluation script, the coach and the peers side by side; and that both languages agree."""
    data = folder / "dev"
    records = [json.loads(line) for path in sorted(data.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    texts = [one["text"] for one in records if "text" in one]
    texts += [one[side]["text"] for one in records if "harm" in one for side in ("harm", "ok")]
    texts += [turn for one in records for turn in one.get("supporter_turns", ())]
    annomi = data / "annomi_dev.csv"
    if annomi.is_file():
        import csv

        with annomi.open(encoding="utf-8", newline="") as rows:
            texts += [row["utterance_text"] for row in csv.DictReader(rows)]
    compared = agree(sorted(set(texts)))
    powerwith = f'"{Path(sys.executable).parent / "powerwith"}" coach --jsonl'
    found = {name: evaluated(folder, name, how) for name, how in ({"coach": powerwith} | commands()).items()}
    ours = found["coach"]
    coach.measured.write(ours)
    tasks = []
    for name, task in ours["tasks"].items():
        cells = [" / ".join(figure(task[each]) for each in ("P", "R", "F1")), f"{task['AUROC']:.2f}"]
        cells += [f"{found[peer]['tasks'][name]['AUROC']:.2f}" for peer in commands()]
        tasks.append([f"{name}{' (noisy)' if task['noisy'] else ''}", str(task["n"]), str(task["pos"]), *cells])
    alarms = [
        [name, str(each["n"]), *(f"{one['false_alarms'][name]['per100']:.2f}" for one in found.values())]
        for name, each in ours["false_alarms"].items()
    ]
    return "\n\n".join([
        "## Public sets, the development half",
        "Measured, not fitted: AnnoMI, ESConv and the MI set forbid commercial use or name no licence. A peer that has "
        "no code for a task has an AUROC of 0.50.",
        table(["task", "n", "positive", "coach: P / R / F1", "AUROC", *(f"{p}" for p in commands())], tasks),
        "False alarms on good or neutral practice, per 100 utterances:",
        table(["where", "n", *found], alarms),
        f"Python and TypeScript gave the same rules, codes and places for all {compared:,} texts.",
    ])  # fmt: skip


def figure(number: float) -> str:
    """Two places, or a dash where there was nothing to divide by."""
    return "–" if number != number else f"{number:.2f}"


def evaluated(folder: Path, name: str, how: str) -> dict[str, Any]:
    """The figures of the evaluation script for one tool."""
    target = CACHE / "coach" / f"{name}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    more = ["--annomi", str(folder / "dev" / "annomi_dev.csv")] if (folder / "dev" / "annomi_dev.csv").is_file() else []
    run(sys.executable, str(folder / "evaluate.py"), "--split", "dev", "--no-ci", "--command", how, "--json",
        str(target), *more)  # fmt: skip
    found: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return found


def agree(texts: list[str]) -> int:
    """Stops unless Python and TypeScript mark the same words of every text; how many there were."""
    folder = CACHE / "coach"
    folder.mkdir(parents=True, exist_ok=True)
    entry, given, answer = folder / "agree.mjs", folder / "agree.json", folder / "agreed.json"
    coach_ts = ROOT / "js" / "src" / "judge" / "coach.ts"
    entry.write_text(IN_NODE.replace("COACH", json.dumps(str(coach_ts))), encoding="utf-8")
    script = esbuild(entry, folder / "agree.out.mjs", "--bundle", "--platform=node", "--format=esm")
    given.write_text(json.dumps({"rules": coach.compiled(), "texts": texts}), encoding="utf-8")
    run("node", str(script), str(given), str(answer))
    theirs = json.loads(answer.read_text(encoding="utf-8"))
    for text, found in zip(texts, theirs, strict=True):
        here = [[one.rule, one.code, one.start, one.end] for one in coach.check(text)]
        if here != found:
            raise SystemExit(f"{text!r}: Python marks {here}, TypeScript {found}. Make the twins agree.")
    return len(texts)
