"""Runs every benchmark, one after the other, and writes bench/results.md and bench/readme-table.md.

    .venv/bin/python tools/with_node.py .venv/bin/python bench/all.py [--runs 5]

Figures depend on the machine and on what else it does: read the ratios, which are taken side by side in one run.
"""

import os
import sys
from datetime import date

import build
import coach
import engines
import feedback
import pages
from stand import ROOT, chromium, machine, run, runs_wanted, stock_python, table

RESULTS = ROOT / "bench" / "results.md"
SHORT = ROOT / "bench" / "readme-table.md"


def main() -> None:
    """Measure everything, print it, and write both files."""
    runs = runs_wanted(__doc__ or "")
    loads = [load()]
    head = f"{date.today():%d %B %Y}. {machine()}; {others()}."
    found: dict[str, dict[str, float]] = {}
    sections = ["# What was measured", "", f"Made by `make bench`, {head}", ""]
    for name, measure, times in (
        ("pages", pages.report, runs),
        ("feedback", feedback.report, min(runs, 3)),
        ("coach", coach.report, runs),
        ("build", build.report, min(runs, 3)),
        ("engines", engines.report, min(runs, 3)),
    ):
        print(f"Measuring: {name} ...", file=sys.stderr, flush=True)
        section, found[name] = measure(times)
        loads.append(load())
        print(f"{section}\n", flush=True)
        sections += [section, ""]
    if busy := crowded(max(loads)):
        sections += [busy, ""]
    RESULTS.write_text("\n".join(sections), encoding="utf-8")
    SHORT.write_text("\n".join(filter(None, [short(found), busy])), encoding="utf-8")
    print(f"Written: {RESULTS.relative_to(ROOT)}, {SHORT.relative_to(ROOT)}", file=sys.stderr)


def load() -> float:
    """How many programs want the processor, over the last minute."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def crowded(most: float) -> str:
    """A warning for figures taken while others used the machine too."""
    cores = os.cpu_count() or 1
    if most <= 2 * cores:
        return ""
    return (
        f"**The machine was busy:** up to {most:.0f} programs at a time wanted its {cores} cores. "
        "Times are too long and uneven, goals missed may be reached; only bytes, requests and large ratios hold. "
        "Run `make bench` again when it is quiet.\n"
    )


def others() -> str:
    """Versions of the browser, of Node and of what we compare with."""
    with chromium() as browser:
        names = [f"Chromium {browser.version}", f"Node {run('node', '--version').strip()}"]
    packages = ("sphinx-book-theme", "jupyterquiz", "vaderSentiment", "anywidget")
    ask = f"from importlib.metadata import version as v; print(*(f'{{n}} {{v(n)}}' for n in {packages}), sep=', ')"
    return ", ".join([*names, run(str(stock_python()), "-c", ask).strip()])


def short(found: dict[str, dict[str, float]]) -> str:
    """The few lines for the README."""
    page, press, build_ = found["pages"], found["feedback"], found["build"]

    def row(name: str, key: str) -> list[str]:
        return [name, f"{page[f'{key} requests']:.0f}", f"{page[f'{key} kB']:.0f} kB", f"{page[f'{key} slow']:.1f} s"]

    rows = [
        row("**Power With**, one drill", "ours"),
        row("**Power With**, all of chapter 9", "chapter"),
        row("the same drill as an ipywidgets page (anywidget)", "widget"),
        row("the same drill as a jupyterquiz page", "quiz"),
    ]
    head = ["page, nothing cached", "requests", "on the wire", "answers on a slow phone after"]
    many = found["engines"]
    own, seen = press["own work, full speed"], press["painted at 60 Hz, full speed"]
    lines = [
        table(head, rows),
        "",
        f"Press to feedback: {own:.0f} ms of the page's own work, {seen:.0f} ms until painted at 60 Hz (p95). "
        f"Coach: {found['coach']['Chromium microseconds']:.0f} µs a reply in the browser. "
        f"Build: {build_['cold']:.0f} s cold, {build_['edited']:.1f} s after editing one exercise. "
        f"Many cohorts on DuckDB beside SQL by hand: {many['ratio 10000']:.2f} times as long for 10,000 answers, "
        f"{many['ratio 1000000']:.2f} for a million, {many['ratio 50000000']:.2f} for fifty million "
        f"({many['seconds 50000000']:.0f} s, {many['mib 50000000']:,.0f} MiB). "
        f"Measured by `make bench` on {date.today():%d %B %Y}; see [bench/results.md](bench/results.md).",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
