"""The calendar file is one that calendars can read: checked with a real parser, over everything the schedule says."""

import json
import os
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

ROOT = Path(__file__).resolve().parents[1]
SCHEDULE = json.loads((ROOT / "tests/vectors/schedule.json").read_text(encoding="utf-8"))
NOW = "2026-11-22T22:15:07.123Z"
PAGE = "https://example.org/a/rather/long/way/to/the/course/over/several/folders/book/today.html"

MAKE = """
import { build } from "esbuild";
import { readFileSync } from "node:fs";
const made = await build({
  entryPoints: ["src/judge/calendar.ts"], bundle: true, format: "esm", write: false, logLevel: "warning",
});
const { calendar } = await import("data:text/javascript," + encodeURIComponent(made.outputFiles[0].text));
const { cases, labels, now } = JSON.parse(readFileSync(0, "utf8"));
const files = cases.map(({ returns, page }) =>
  calendar({ returns, labels: new Map(Object.entries(labels)), now: new Date(now), page }));
console.log(JSON.stringify(files));
"""


@pytest.fixture(scope="module")
def files() -> list[tuple[dict[str, Any], bytes]]:
    """Every learner of the schedule's vectors with the file that the browser's code makes for them."""
    node = shutil.which("node")
    if node is None and os.environ.get("CI") != "true":
        pytest.skip("Node is not here, so no calendar can be made. `make test` brings it.")
    assert node, "CI needs Node to make the calendars"
    cases = [
        {"returns": one["returns"], "page": PAGE if i % 2 else None, "name": one["name"]}
        for i, one in enumerate(SCHEDULE["cases"])
    ]
    labels = {one["id"]: one["label"] for one in SCHEDULE["skills"]} | {"repair": "Mend, “slip”; again \\ 修补" * 4}
    given = json.dumps({"cases": cases, "labels": labels, "now": NOW})
    run = subprocess.run(
        [node, "--input-type=module", "-e", MAKE], cwd=ROOT / "js", input=given, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    return list(zip(cases, (text.encode() for text in json.loads(run.stdout)), strict=True))


def test_a_parser_reads_every_file_without_complaint(files: list[tuple[dict[str, Any], bytes]]) -> None:
    with_events = 0
    for case, content in files:
        read = Calendar.from_ical(content)
        assert read.errors == [] and all(event.errors == [] for event in read.events), case["name"]
        assert read["version"] == "2.0" and read["method"] == "PUBLISH"
        with_events += bool(read.events)
    assert with_events > 20


def test_there_is_one_all_day_event_for_each_day_with_a_return(files: list[tuple[dict[str, Any], bytes]]) -> None:
    for case, content in files:
        events = Calendar.from_ical(content).events
        days = sorted({date.fromisoformat(one["day"]) for one in case["returns"]})
        assert [event.start for event in events] == days, case["name"]
        assert all(type(event.start) is date and event.end - event.start == timedelta(1) for event in events)
        assert all(event["dtstamp"].dt == datetime(2026, 11, 22, 22, 15, 7, tzinfo=UTC) for event in events)
        assert len({event["uid"] for event in events}) == len(events)


def test_the_words_come_out_as_they_went_in(files: list[tuple[dict[str, Any], bytes]]) -> None:
    seen = ""
    for case, content in files:
        for event in Calendar.from_ical(content).events:
            assert event["summary"] == "Power With: three short exercises"
            assert event.get("url") == case["page"]
            assert event["class"] == "PRIVATE" and event["transp"] == "TRANSPARENT"
            seen += event["description"]
    assert "Mend, “slip”; again \\ 修补" * 4 in seen
    assert "; Ask what and how" in seen or "Ask what and how; " in seen
    assert "Open Today's three in the course." in seen


def test_every_line_is_short_and_ends_as_calendars_want_it(files: list[tuple[dict[str, Any], bytes]]) -> None:
    for _, content in files:
        assert content.count(b"\n") == content.count(b"\r\n") and content.endswith(b"END:VCALENDAR\r\n")
        assert max(len(line) for line in content.split(b"\r\n")) <= 75
