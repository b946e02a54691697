"""Runs the tests of every fault of the journal and writes the page that says what came of them.

.venv/bin/python tools/faults.py            run them all, some four minutes on two cores; note what they found
.venv/bin/python tools/faults.py b27 b28    run only these, and keep what is noted of the others
.venv/bin/python tools/faults.py --page     only write the page again from what is noted
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import found
import setup
import yaml

ROOT = Path(__file__).resolve().parents[1]
DESCRIBED = ROOT / "tests" / "faults.yml"
NOTED = ROOT / "tests" / "faults.json"
PAGE = ROOT / "book" / "reference" / "faults.md"
TESTS = ("tests/test_journal_disk.py", "tests/browser/test_lock.py", *(
    f"tests/browser/test_faults{part}.py" for part in ("", "_store", "_firefox")
))  # fmt: skip
IN_FIREFOX = "_in_firefox_"

PAGE_TEXT = """\
<!-- Made by `make faults` from tests/faults.yml and tests/faults.json; edit those instead. -->
# What can go wrong with a journal

Your answers lie in your browser, or in a file on your disk. Both can fail. So we cause each fault on purpose, for real,
and look at what is left. Each line of the tables is one fault with tests of its own.

- In the browser: **{browser} of {browser_all}** survived, {fox} of them tried in Firefox, too.
- On disk: **{disk} of {disk_all}** survived.
- Last run: {when}, with {versions}.

*Survived* means that every test of the fault passed, in each browser named. It is no promise for all time. Nobody has
tried this in Safari yet: it could not be had where the tests run. And killing a program is not the same as cutting the
power. So the best safety is still a backup that you download now and then.

## In the browser

{browser_table}

## In the file on your disk

Notebooks and the shell keep answers in a file of their own.

{disk_table}

## Run them yourself

`make faults` causes all of them again and writes this page. A fault stands here as survived only if its tests are part
of this very version of the course.
"""

Fault = dict[str, str]
Noted = dict[str, Any]


def main(words: list[str]) -> int:
    """Run what was asked for, note it, write the page; returns the exit code."""
    code = 0
    if words != ["--page"]:
        code, noted = run([word for word in words if not word.startswith("-")])
        NOTED.write_text(json.dumps(noted, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    PAGE.write_text(page(described(), json.loads(NOTED.read_text(encoding="utf-8"))), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}: written.")
    return code


def described() -> dict[str, list[Fault]]:
    """What can happen, in the browser and on disk."""
    read: dict[str, list[Fault]] = yaml.safe_load(DESCRIBED.read_text(encoding="utf-8"))
    return read


def run(only: list[str]) -> tuple[int, Noted]:
    """The exit code, and what is noted now. A fault that was not run again keeps its note."""
    noted: Noted = json.loads(NOTED.read_text(encoding="utf-8")) if NOTED.is_file() else {"faults": {}}
    asked = ["-k", " or ".join(f"test_{name.lower()}_" for name in only) if only else "test_b or test_d"]
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "faults.json"
        tests = [name for name in TESTS if (ROOT / name).is_file()]
        code = subprocess.run(
            [str(setup.PYTHON), "-m", "pytest", "-q", "-n", "2", *asked, *tests],
            cwd=ROOT, env=os.environ | {"POWERWITH_FAULTS": str(result)}, check=False,
        ).returncode  # fmt: skip
        ended: dict[str, dict[str, bool]] = json.loads(result.read_text(encoding="utf-8"))
    today = datetime.now(UTC).date().isoformat()
    for name, tests_of in ended.items():
        noted["faults"][name] = {"on": today, "tests": tests_of}
    noted["with"] = versions()
    if not only:
        noted["seconds"] = round(time.monotonic() - started)
    return code, noted


def versions() -> dict[str, str]:
    """What the tests ran in."""
    made = {"Python": platform.python_version()}
    logs = Path(tempfile.gettempdir()) / "powerwith-faults.log"
    for name, path in (("Chromium", found.chromium(logs)), ("Firefox", found.firefox(logs))):
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout if path else ""
        made[name] = next((word for word in said.split() if word[0].isdigit()), "")
    return {name: version for name, version in made.items() if version}


def page(faults: dict[str, list[Fault]], noted: Noted) -> str:
    """The whole page."""
    every = [fault for part in faults.values() for fault in part]
    days = sorted(note["on"] for note in noted["faults"].values())
    survived = {part: sum(outcome(fault["id"], noted)[0] for fault in each) for part, each in faults.items()}
    fox = sum(
        any(IN_FIREFOX in test for test in noted["faults"].get(fault["id"], {}).get("tests", ())) for fault in every
    )
    return PAGE_TEXT.format(
        fox=fox,
        browser=survived["browser"],
        browser_all=len(faults["browser"]),
        disk=survived["disk"],
        disk_all=len(faults["disk"]),
        when=when(days),
        versions=", ".join(f"{name} {version}" for name, version in noted["with"].items()),
        browser_table=table(faults["browser"], noted),
        disk_table=table(faults["disk"], noted),
    )


def when(days: list[str]) -> str:
    """One day, or the first and the last."""
    said = [f"{day.day} {day:%B %Y}" for day in map(date.fromisoformat, sorted(set(days)))]
    return said[0] if len(said) == 1 else f"between {said[0]} and {said[-1]}"


def table(faults: list[Fault], noted: Noted) -> str:
    rows = ["| Fault | What happens | What you see | Result |", "|---|---|---|---|"]
    for fault in faults:
        rows.append(f"| {fault['id']} | {fault['happens']} | {fault['see']} | {outcome(fault['id'], noted)[1]} |")
    return "\n".join(rows)


def outcome(name: str, noted: Noted) -> tuple[bool, str]:
    """Whether a fault was survived, and how that is said."""
    tests: dict[str, bool] = noted["faults"].get(name, {}).get("tests", {})
    if not tests:
        return False, "not tried yet"
    if not all(tests.values()):
        return False, "**not survived**"
    if name.startswith("D"):
        return True, "survived"
    browsers = {"Firefox" if IN_FIREFOX in test else "Chromium" for test in tests}
    return True, f"survived ({', '.join(sorted(browsers))})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
