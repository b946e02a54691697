"""Runs every test of the project, quick ones first, and ends with one summary.

    .venv/bin/python tools/check.py

A missing Chromium or Node is fetched; where that cannot be, the rest runs and one sentence says what did not.
Under CI=true nothing may be left out: a missing program or a skipped test fails the run.
"""

import json
import os
import re
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import found
import setup

ROOT = setup.ROOT
JS = ROOT / "js"
NOTES = ROOT / ".cache" / "tests"
CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}


@dataclass
class Step:
    """One thing that was run: how it went, how many tests it held, how long it took."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    says: str = ""

    @property
    def is_good(self) -> bool:
        return self.failed == 0 and not (CI and self.skipped)


def main() -> int:
    """Run all steps; returns the exit code."""
    NOTES.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    node = found.node(NOTES / "node.log")
    if node:
        found.put_on_path(node)
    with ThreadPoolExecutor(max_workers=1) as beside:  # none of these uses more than one processor
        course = beside.submit(aside, [("notebooks", notebooks), ("book", book)])
        steps = [timed("rooms and arrows", rooms), timed("form and types", style)]
        if node:
            steps.extend(timed(name, work) for name, work in FRONT_END)
        else:
            steps.append(
                missing("front end", "No Node 20 or newer could be had, so the front end's tests did not run.")
            )
        chromium = browsers()
        held, words = course.result()
    say(words)
    steps.extend(held)
    steps.append(timed("python", python))
    if chromium:
        steps.append(timed("browser", browser))
    else:
        steps.append(missing("browser", "No Chromium could be had, so the browser tests did not run."))
    return summary(steps, time.monotonic() - started)


def browsers() -> bool:
    """Find or fetch a Chromium, its headless shell and a Firefox; returns whether there is a Chromium."""
    found.firefox(NOTES / "firefox.log")  # the tests of faults find it by themselves, and say so when it is missing
    path = found.chromium(NOTES / "chromium.log")
    if path:
        os.environ["POWERWITH_CHROMIUM"] = path
        os.environ["POWERWITH_SHELL"] = found.headless_shell(path, NOTES / "chromium.log") or path
    return path is not None


def rooms() -> Step:
    """Imports go down only."""
    return from_exit(run([str(found.BIN / "lint-imports")])[0], "See CONTRIBUTING for the rooms and their arrows.")


def packages() -> Step:
    """What the front end's tests and builds are made of."""
    good = found.front_end_packages(NOTES / "npm.log")
    return from_exit(not good, f"npm could not fetch them; {(NOTES / 'npm.log').relative_to(ROOT)} says why.")


def types() -> Step:
    """TypeScript, strict."""
    return from_exit(run(["npm", "run", "--silent", "types"], JS)[0], "The compiler's lines above say where.")


def front_end() -> Step:
    """The front end's tests, under Node."""
    code, words = run(["npm", "test", "--silent"], JS, quiet=True)
    say(words if code else "".join(re.findall(r"^(?:ℹ|#) (?:tests|pass|fail) \d+\n", words, re.MULTILINE)))
    counts = {word: int(number) for word, number in re.findall(r"^(?:ℹ|#) (pass|fail|skipped|todo) (\d+)", words, re.M)}
    step = Step("", counts.get("pass", 0), counts.get("fail", 0), counts.get("skipped", 0) + counts.get("todo", 0))
    return whole(step, code)


def notebooks() -> Step:
    """Every cell of every notebook runs, and its asserts hold."""
    paths = sorted(str(path) for path in (ROOT / "notebooks").glob("*.ipynb"))
    return pytest("--nbval", "--nbval-current-env", *paths) if paths else Step("", failed=1, says="No notebook found.")


def book() -> Step:
    """The book, built once for all that look at it."""
    step = from_exit(run([str(setup.PYTHON), str(ROOT / "tools" / "book.py")])[0], "The lines above say why.")
    if step.is_good:
        os.environ["POWERWITH_BOOK"] = str(ROOT / "_build" / "html")
    return step


def python() -> Step:
    """The Python tests that need no browser, two files at a time."""
    two = ("-n", "2", "--dist", "loadfile")
    return pytest(*two, "--durations=5", "--continue-on-collection-errors", "tests", "--ignore=tests/browser")


def style() -> Step:
    """The form of the Python, and its types."""
    commands = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"])
    codes = [run([str(found.BIN / name), *words])[0] for name, *words in commands]
    return from_exit(any(codes), "`make format` mends the form; the lines above say what else.")


def browser() -> Step:
    """The built book in Chromium, two pages at a time."""
    return pytest("-n", "2", "--durations=10", "--continue-on-collection-errors", "tests/browser")


FRONT_END: list[tuple[str, Callable[[], Step]]] = [
    ("front end: packages", packages),
    ("front end: types", types),
    ("front end: tests", front_end),
]


def pytest(*arguments: str) -> Step:
    """Run pytest and count what it ran."""
    report = NOTES / "pytest.xml"
    report.unlink(missing_ok=True)
    code, _ = run([str(setup.PYTHON), "-m", "pytest", "-q", f"--junitxml={report}", *arguments])
    if not report.is_file():
        return Step("", failed=1, says="pytest did not get as far as a test; the lines above say why.")
    suite = next(ET.parse(report).getroot().iter("testsuite"))
    total, failures, errors, skipped = (int(suite.get(k, 0)) for k in ("tests", "failures", "errors", "skipped"))
    return whole(Step("", total - failures - errors - skipped, failures + errors, skipped), code)


def whole(step: Step, code: int) -> Step:
    """A run that failed without a failed test, or ran none at all, is a failure too."""
    if step.failed == 0 and (code != 0 or step.passed == 0):
        step.failed, step.says = 1, f"It ended with code {code} after {step.passed} tests; the lines above say why."
    elif CI and step.skipped:
        step.says = f"{step.skipped} skipped, and with CI=true nothing may be."
    return step


def from_exit(code: int | bool, says: str) -> Step:
    """A check without a count: one failure when it did not end well."""
    return Step("", failed=1, says=says) if code else Step("")


def missing(name: str, says: str) -> Step:
    """What could not be run at all."""
    return Step(name, failed=1 if CI else 0, says=f"{says} See {NOTES.relative_to(ROOT)} for what was tried.")


HELD = threading.local()


def say(words: str | bytes) -> None:
    """Print at once; or, of steps that run beside others, keep until these have ended."""
    if isinstance(words, str):
        words = words.encode()
    held: bytearray | None = getattr(HELD, "words", None)
    if held is None:
        sys.stdout.buffer.write(words)
        sys.stdout.flush()
    else:
        held += words


def aside(steps: list[tuple[str, Callable[[], Step]]]) -> tuple[list[Step], bytes]:
    """Do steps in a thread of their own; returns them and all that they said."""
    HELD.words = bytearray()
    return [timed(name, work) for name, work in steps], bytes(HELD.words)


def timed(name: str, work: Callable[[], Step]) -> Step:
    """Do one step under a heading, and note how long it took."""
    say(f"\n== {name}\n")
    started = time.monotonic()
    step = work()
    step.name, step.seconds = name, time.monotonic() - started
    return step


def run(command: list[str], where: Path = ROOT, *, quiet: bool = False) -> tuple[int, str]:
    """Run one command, showing its words as they come unless quiet; returns its exit code and them."""
    said = bytearray()
    with subprocess.Popen(
        command, cwd=where, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout is not None
        while chunk := os.read(process.stdout.fileno(), 4096):  # as it comes: a row of dots ends in no line for minutes
            said += chunk
            if not quiet:
                say(chunk)
    return process.returncode, said.decode(errors="replace")


def summary(steps: list[Step], seconds: float) -> int:
    """Print what ran, keep the times, and return the exit code."""
    (NOTES / "times.json").write_text(json.dumps([asdict(step) for step in steps], indent=2), encoding="utf-8")
    print("\n== summary")
    for step in steps:
        counts = ((step.passed, "passed"), (step.failed, "failed"), (step.skipped, "skipped"))
        count = ", ".join(f"{number} {word}" for number, word in counts if number)
        mark = "ok " if step.is_good else "NOT"
        print(f"{mark} {step.name:<26}{step.seconds:7.1f} s  {count:<22} {step.says}".rstrip())
    passed, failed, skipped = (sum(getattr(step, each) for step in steps) for each in ("passed", "failed", "skipped"))
    print(f"All in {seconds:.1f} s.")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 0 if all(step.is_good for step in steps) else 1


if __name__ == "__main__":
    sys.exit(main())
