"""Attempts counted: entries as tables, and an attempt made in a notebook cell."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, cast

import pandas as pd

from powerwith.model import HARM_CODES, HELP_CODES, NOTICE_CODES, Code, Entry, Finding, Outcome, RewriteResponse

COLUMNS = ("exercise", "kind", "attempt", "seq", "phase", "loaded", "considerate", "effect", "agreed", "of")
"""What `table` shows of an entry. None of them holds words the learner wrote."""

APPEALS = ("rule", "code", "says", "marked", "differently", "reasons")
"""What `appeals` shows of a rule. Only `reasons` holds words the learner wrote."""


def tried(
    exercise: str, text: str, findings: Sequence[Finding], *, attempt: int, digest: str, at: datetime | None = None
) -> Entry:
    """A written attempt made in a notebook cell, in the form in which the page keeps it."""
    counted = (cast(Code, finding.code) for finding in findings if finding.code not in NOTICE_CODES)
    return Entry(
        v=1,
        id=str(uuid.uuid4()),
        rev=0,
        exercise=exercise,
        kind="rewrite",
        attempt=attempt,
        seq=attempt,
        digest=digest,
        response=RewriteResponse(kind="rewrite", text=text),
        outcome=Outcome(findings=tuple(findings), codes=tuple(dict.fromkeys(counted))),
        updated=at or datetime.now(UTC),
    )


def table(entries: Iterable[Entry]) -> pd.DataFrame:
    """One row per answered attempt, oldest first; marks are counted, never weighed. Columns: COLUMNS."""
    rows = [_row(entry) for entry in entries if entry.outcome is not None]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.sort_values("seq", kind="stable").reset_index(drop=True)


def _row(entry: Entry) -> dict[str, Any]:
    outcome = entry.outcome or Outcome()
    codes = [finding.code for finding in outcome.findings]
    return {
        "exercise": entry.exercise,
        "kind": entry.kind,
        "attempt": entry.attempt,
        "seq": entry.seq,
        "phase": entry.phase,
        "loaded": sum(code in HARM_CODES for code in codes) if entry.kind == "rewrite" else pd.NA,
        "considerate": sum(code in HELP_CODES for code in codes) if entry.kind == "rewrite" else pd.NA,
        "effect": outcome.effect,
        "agreed": outcome.score.value if outcome.score else pd.NA,
        "of": outcome.score.of if outcome.score else pd.NA,
    }


def appeals(entries: Iterable[Entry], says: Mapping[str, str] | None = None) -> pd.DataFrame:
    """One row per rule that the learner saw differently, the most doubted first. Columns: APPEALS.

    `marked` counts the answers in which the rule marked something, `differently` those in which the learner disagreed;
    a rule counts once an answer. `says` puts rules into words: `powerwith.coach.in_words()` does for today's rules.
    """
    rows: dict[str, dict[str, Any]] = {}
    kept = sorted(entries, key=lambda entry: entry.seq)
    for entry in kept:
        for one in entry.appeals:
            row = rows.setdefault(one.rule, _doubted(one.rule, (says or {}).get(one.rule, "")))
            row["differently"] += 1
            row["reasons"] += (one.reason,) if one.reason.strip() else ()
    for entry in kept:
        codes = {finding.rule: finding.code for finding in (entry.outcome or Outcome()).findings}
        for rule in codes.keys() & rows.keys():
            rows[rule]["marked"] += 1
            rows[rule]["code"] = rows[rule]["code"] or codes[rule]
    frame = pd.DataFrame(list(rows.values()), columns=list(APPEALS))
    order = ["differently", "marked", "rule"]
    return frame.sort_values(order, ascending=[False, False, True], kind="stable").reset_index(drop=True)


def _doubted(rule: str, says: str) -> dict[str, Any]:
    return {"rule": rule, "code": "", "says": says, "marked": 0, "differently": 0, "reasons": ()}
