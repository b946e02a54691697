"""How heavy a page with an exercise is, and how long until the exercise answers, beside two ordinary ways.

    .venv/bin/python bench/pages.py [--runs 5]

Every run opens a page in a fresh browser (nothing cached) from a host on this device that compresses. "Answers" is
the time from navigation until the first option could be chosen and its feedback was painted: a script in the page
tries it every 10 ms. The slow phone has 150 ms latency, 1.6 Mbit/s and a quarter of this machine's processor.
"""

import gzip
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser
from rivals import our_book, our_page, stock_book
from stand import SLOW, chromium, hosting, median, runs_wanted, slow_down, table, verdict

OURS = {
    "radio": "[data-ready][data-kind=choice] input[type=radio]",
    "button": ".pw-work .pw-actions button",
    "feedback": ".pw-feedback",
}
WIDGET = {"radio": ".drill input[type=radio]", "button": ".drill button", "feedback": ".drill-feedback"}
QUIZ = {"radio": ".MCButton", "button": "", "feedback": ".Feedback"}
PLAIN = {"radio": "", "button": "", "feedback": ""}

PROBE = """
(({ radio, button, feedback }) => {
  if (!radio || window.top !== window) return;
  const seen = (one) => one?.checkVisibility() && one.textContent.trim() !== "";
  const look = () => {
    const first = document.querySelector(radio);
    if (!first?.checkVisibility()) return;
    const exercise = first.closest("[data-exercise]") ?? document;
    first.click();
    if (button) exercise.querySelector(button)?.click();
    if (!seen(exercise.querySelector(feedback))) return;
    clearInterval(timer);
    requestAnimationFrame(() => setTimeout(() => (window.benchAnswers = performance.now())));
  };
  const timer = setInterval(look, 10);
})(PARTS);
"""


@dataclass
class Page:
    """One page to open, with what to press on it, and what was measured."""

    name: str
    folder: Path
    path: str
    parts: dict[str, str]
    requests: list[float] = field(default_factory=list)
    wire: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    slow_paint: list[float] = field(default_factory=list)
    slow_answers: list[float] = field(default_factory=list)


def main() -> None:
    """Measure and print."""
    print(report(runs_wanted(__doc__ or ""))[0])


def report(runs: int) -> tuple[str, dict[str, float]]:
    """The table and notes as Markdown, and the figures for the summary."""
    ours, book, stock = our_page(), our_book(), stock_book()
    pages = [
        Page("**one drill, ours**", ours, "index.html", OURS),
        *(Page(name, book, path, OURS) for name, path in chapters(book)),
        Page("one drill, anywidget with the ipywidgets manager", stock, "widget.html", WIDGET),
        Page("one drill, jupyterquiz", stock, "quiz.html", QUIZ),
        Page("no drill, the stock theme alone", stock, "index.html", PLAIN),
    ]
    with chromium() as browser, ExitStack() as hosts:
        at = {folder: hosts.enter_context(hosting(folder)) for folder in {page.folder for page in pages}}
        for _ in range(runs):  # in turn, so that a busy moment of the machine meets all of them
            for page in pages:
                visit(browser, page, at[page.folder] + page.path, slow=False)
                visit(browser, page, at[page.folder] + page.path, slow=True)
    return written(pages, book, runs), figures(pages, book)


def chapters(book: Path) -> Iterator[tuple[str, str]]:
    """Two of the fullest chapters, the same from run to run, with how many exercises they hold."""
    for path in (book / "book" / "ch09.html", book / "book" / "ch10.html"):
        count = path.read_text(encoding="utf-8").count("data-exercise=")
        if count:
            yield f"chapter {int(path.stem[2:])}, ours ({count} exercises)", f"book/{path.name}"


def visit(browser: Browser, page: Page, address: str, *, slow: bool) -> None:
    """Open one page with nothing cached, wait until it answers and is quiet, and note what that took."""
    context = browser.new_context(service_workers="block", viewport={"width": 390, "height": 800})
    opened = context.new_page()
    opened.add_init_script(PROBE.replace("PARTS", json.dumps(page.parts)))
    session = context.new_cdp_session(opened)
    session.send("Network.enable")
    asked: set[str] = set()
    wire: list[float] = []
    session.on("Network.requestWillBeSent", lambda sent: _note(asked, sent))
    session.on("Network.loadingFinished", lambda done: wire.append(done["encodedDataLength"]))
    if slow:
        slow_down(session)
    opened.goto(address, wait_until="load", timeout=120_000)
    if page.parts["radio"]:
        opened.wait_for_function("() => window.benchAnswers !== undefined", timeout=120_000)
    opened.wait_for_load_state("networkidle", timeout=120_000)
    answers = opened.evaluate("window.benchAnswers ?? NaN")
    paint = opened.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN")
    context.close()
    if slow:
        page.slow_answers.append(answers)
        page.slow_paint.append(paint)
    else:
        page.answers.append(answers)
        page.requests.append(len(asked))
        page.wire.append(sum(wire))


def _note(asked: set[str], sent: dict[str, object]) -> None:
    address = str(sent["request"]["url"])  # type: ignore[index]
    if not address.startswith("data:"):
        asked.add(address)


def written(pages: list[Page], book: Path, runs: int) -> str:
    """The section as Markdown."""
    base = pages[0]
    widget = next(page for page in pages if page.parts is WIDGET)
    head = ["page (cold cache)", "requests", "kB on the wire", "answers after, ms", "slow phone: first text, ms",
            "slow phone: answers after, ms", "bytes, ours = 1", "slow answer, ours = 1"]  # fmt: skip
    rows = []
    for page in pages:
        quick, slow, ratio = "-", "-", "-"
        if page.parts["radio"]:
            quick, slow = f"{median(page.answers):.0f}", f"{median(page.slow_answers):.0f}"
            ratio = f"{median(page.slow_answers) / median(base.slow_answers):.1f}"
        weight = [f"{median(page.requests):.0f}", f"{median(page.wire) / 1000:.0f}"]
        share = f"{median(page.wire) / median(base.wire):.1f}"
        rows.append([page.name, *weight, quick, f"{median(page.slow_paint):.0f}", slow, share, ratio])
    lines = [
        "## Pages",
        "",
        f"Medians of {runs} runs each, taken in turn. Slow phone: {SLOW['latency']} ms, 1.6 Mbit/s, processor / 4.",
        "",
        table(head, rows),
        "",
    ]
    for page in pages:
        if page.parts is OURS:
            slow = verdict(median(page.slow_answers) / 1000, 1.4, "s", digits=2)
            share = verdict(100 * median(page.wire) / median(widget.wire), 25, "%", digits=0)
            lines.append(f"- {page.name.strip('*')}: answers on the slow phone after {slow}; "
                         f"{share} of the bytes of the widget page")  # fmt: skip
    for name, size, packed in scripts(book):
        goal = f" (goal ≤ 30 kB: {'reached' if packed <= 30_000 else '**missed**'})" if name == "core.js" else ""
        lines.append(f"- {name}: {size / 1000:.1f} kB, {packed / 1000:.1f} kB gzip{goal}")
    count, total = offline_copy(book)
    lines.append(f"- after the first page, the worker fetches the whole course once for offline use: {count} files, "
                 f"{total / 1000:.0f} kB gzip (not in the table, and not under a data saver)")  # fmt: skip
    return "\n".join(lines)


def scripts(book: Path) -> Iterator[tuple[str, int, int]]:
    """Our own scripts with their sizes, plain and compressed."""
    for path in sorted((book / "_static" / "powerwith").glob("*.js")):
        body = path.read_bytes()
        yield path.name, len(body), len(gzip.compress(body, 9, mtime=0))


def offline_copy(book: Path) -> tuple[int, int]:
    """How many files the worker keeps, and their bytes when compressed."""
    every = (path for path in book.rglob("*") if path.is_file())
    kept = [path for path in every if not path.name.startswith(".") and path.name not in ("sw.js", "objects.inv")]
    return len(kept), sum(len(gzip.compress(path.read_bytes(), 6, mtime=0)) for path in kept)


def figures(pages: list[Page], book: Path) -> dict[str, float]:
    """What the summary needs."""
    chapter = next(page for page in pages if page.name.startswith("chapter"))
    one = {"ours": pages[0], "chapter": chapter}
    one |= {"widget": next(page for page in pages if page.parts is WIDGET)}
    one |= {"quiz": next(page for page in pages if page.parts is QUIZ)}
    found = {}
    for name, page in one.items():
        found[f"{name} kB"] = median(page.wire) / 1000
        found[f"{name} requests"] = median(page.requests)
        found[f"{name} slow"] = median(page.slow_answers) / 1000
    found["core gzip"] = next(packed for name, _, packed in scripts(book) if name == "core.js") / 1000
    return found


if __name__ == "__main__":
    main()
