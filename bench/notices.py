"""How often the coach only asks: notices per 100 replies of good practice, where each one too many is a nag.

    .venv/bin/python bench/notices.py

Called by bench/coach.py for bench/coach.md. The public texts come from the folder that POWERWITH_COACH_DATA names.
"""

import importlib.util
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

from stand import ROOT, table

from powerwith import coach
from powerwith.model import NOTICE_CODES

OPENS = frozenset({"NAME_CONTEXT", "DREAM"})
"""Notices on moves that open doors. They ask for a next step, so they are no sign that something was left out."""


def report(folder: Path | None) -> str:
    """The table as Markdown."""
    rows = [_row(name, texts) for name, texts in (_own() | (_public(folder) if folder else {})).items()]
    codes = sorted(NOTICE_CODES - OPENS) + sorted(OPENS)
    return "\n\n".join([
        "## Notices",
        "Replies with a notice, per 100. *Asked* leaves out the two that stand on moves which open doors. Nobody has "
        "labelled notices, so there is no precision or recall; on good practice a notice should be rare.",
        table(["where", "n", "asked", *codes], rows),
    ])  # fmt: skip


def _row(name: str, texts: list[str]) -> list[str]:
    found = [{one.code for one in coach.check(text)} & NOTICE_CODES for text in texts]
    times = Counter(code for codes in found for code in codes)
    codes = sorted(NOTICE_CODES - OPENS) + sorted(OPENS)
    shares = [sum(bool(codes - OPENS) for codes in found), *(times[code] for code in codes)]
    return [name, str(len(texts)), *(f"{100 * count / len(texts):.2f}" for count in shares)]


def _own() -> dict[str, list[str]]:
    vectors = ROOT / "tests" / "vectors" / "coach"
    replies = [json.loads(line) for path in sorted((vectors / "labelled").glob("*.jsonl")) for line in path.open()]
    lines: dict[str, list[str]] = json.loads((vectors / "moves.json").read_text(encoding="utf-8"))
    return {
        "our own good replies": [one["text"] for one in replies if one["verdict"] == "ok"],
        "our own harmful replies": [one["text"] for one in replies if one["verdict"] == "harm"],
        "lines of the moves that open doors": [line for name in lines if name[0] == "E" for line in lines[name]],
    }


def _public(folder: Path) -> dict[str, list[str]]:
    data = folder / "dev"
    found = {"ESConv": _texts(data / "esconv.jsonl"), "MI set": _texts(data / "mi_gold.jsonl")}
    if (data / "annomi_dev.csv").is_file():
        standoff = json.loads((data / "annomi_standoff.json").read_text(encoding="utf-8"))
        _, good = _evaluation(folder).annomi_tasks(str(data / "annomi_dev.csv"), standoff)
        found["AnnoMI, sessions that experts called good"] = [one["text"] for one in good]
    return found


def _texts(path: Path) -> list[str]:
    return [json.loads(line)["text"] for line in path.open(encoding="utf-8")] if path.is_file() else []


def _evaluation(folder: Path) -> Any:
    """The evaluation script, which knows which utterances of AnnoMI count."""
    spec = importlib.util.spec_from_file_location("evaluate", folder / "evaluate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def folder_named() -> Path | None:
    """The folder that POWERWITH_COACH_DATA names, if it holds the evaluation script."""
    named = os.environ.get("POWERWITH_COACH_DATA")
    return Path(named) if named and (Path(named) / "evaluate.py").is_file() else None


if __name__ == "__main__":
    print(report(folder_named()))
