"""The tables of a report for spreadsheets and for other programs: only what the report shows."""

import io

import pandas as pd

from powerwith.cohort import shown
from powerwith.cohort.told import frame
from powerwith.cohort.trial import shown as rounded
from powerwith.papers.cohorts.gather import Report
from powerwith.papers.plans import PapersError
from powerwith.scoring.estimate import GROUP

NO_ARROW = (
    "There is no Parquet, since pyarrow is not installed. "
    'In the course\'s folder, type: .venv/bin/pip install -e ".[cohort]"'
)


def table(report: Report) -> pd.DataFrame:
    """A row for each thing told, with the rule it was told by; of cohorts put together, their packs of cases."""
    if report.pooled and report.trials:
        return cases(report)
    return frame((*report.told, *report.for_authors))


def note(report: Report) -> pd.DataFrame:
    """What stands above every table."""
    lines = [report.banner] if report.banner else []
    lines += [report.who, *report.note]
    lines += [f"{says}. In {count} {'place' if count == 1 else 'places'}." for says, count in report.hidden]
    return pd.DataFrame({"Before you read it": lines})


def cases(report: Report) -> pd.DataFrame:
    """The packs of cases: one row for each outcome, with its fixed sentences."""
    rows: list[dict[str, object]] = [
        {"pack": trial.pack, "version": trial.version, "people": _people(trial.people), "outcome": "", "difference": "",
         "low": "", "high": "", "sentence": trial.refused}
        for trial in report.trials
        if trial.refused
    ]  # fmt: skip
    for trial in report.trials:
        for one in trial.compared:
            bar = None if one.bar95 is None else rounded(one.bar95)
            rows.append({
                "pack": trial.pack, "version": trial.version, "people": trial.people, "outcome": one.label,
                "difference": "" if one.difference is None else one.difference,
                "low": "" if bar is None else bar.low, "high": "" if bar is None else bar.high,
                "sentence": " ".join(one.sentences),
            })  # fmt: skip
            rows += [
                {"pack": trial.pack, "version": trial.version, "people": dot.people, "difference": dot.difference,
                 "outcome": f"{one.label}: {dot.cohort} alone", "low": "", "high": "", "sentence": ""}
                for dot in one.dots
            ]  # fmt: skip
    return pd.DataFrame(rows, columns=["pack", "version", "people", "outcome", "difference", "low", "high", "sentence"])


def _people(count: int) -> int | str:
    return count if count >= GROUP else ""


def chosen(report: Report) -> pd.DataFrame:
    """What was chosen next and said first in either version of a pack, of 100, or why nothing is shown of it."""
    rows: list[dict[str, object]] = []
    for trial in report.trials:
        for one in (trial.steps, trial.lines):
            if one is None:
                continue
            about = {"pack": trial.pack, "version": trial.version, "asks": one.asks, "sentence": one.sentences[0]}
            rows += [
                about | {"chosen": part.label, "in": name, "of 100": each.estimate, "low": each.low, "high": each.high}
                for part in one.parts
                for name, each in zip(trial.versions, (part.a, part.b), strict=True)
            ] or [about]
    columns = ["pack", "version", "asks", "chosen", "in", "of 100", "low", "high", "sentence"]
    return pd.DataFrame(rows, columns=columns, dtype=object).fillna("")


def xlsx(report: Report) -> bytes:
    """A workbook: the note first. Text is text in it, never a formula or a link."""
    return shown.xlsx({"Read first": note(report), "Told": frame(report.told), "Cases": cases(report),
                       "Chosen": chosen(report), "For authors": report.author_rows})  # fmt: skip


def csv(report: Report) -> bytes:
    """The table with the note above it, so that it cannot be read without. No cell is a formula."""
    notes = "".join(f"{_quoted(line)}\n" for line in note(report)["Before you read it"])
    return ("\ufeff" + notes + "\n" + shown.csv(table(report))).encode()


def _quoted(line: str) -> str:
    return '"' + shown.cell(line).replace('"', '""') + '"'


def parquet(report: Report) -> bytes:
    """The table for other programs, with the note in the file's own description. Raises PapersError without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise PapersError(NO_ARROW) from None
    told = table(report)
    for name in told.columns.intersection(["estimate", "low", "high", "n", "people", "difference"]):
        told[name] = pd.to_numeric(told[name].replace("", None))
    made = pa.Table.from_pandas(told, preserve_index=False)
    about = {b"powerwith-note": "\n".join(note(report)["Before you read it"]).encode()}
    made = made.replace_schema_metadata({**(made.schema.metadata or {}), **about})
    out = io.BytesIO()
    pq.write_table(made, out, compression="zstd")
    return out.getvalue()
