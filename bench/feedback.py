"""From the press of the answer button to the feedback on the screen, over every exercise of the course.

    .venv/bin/python bench/feedback.py [--runs 3]

Each exercise is filled in as a learner would, then its button is pressed with a real mouse event. The clock starts
with that event. "own work" is what the page does: handler, style and layout. "painted" ends when the frame with the
feedback is painted, in a browser that draws as soon as it can. "painted at 60 Hz" adds the wait for the screen's
next frame, up to 16.7 ms that no page can shorten. The journal keeps every answer meanwhile.
"""

from collections import defaultdict
from pathlib import Path

from pages import chapters
from playwright.sync_api import Browser
from rivals import our_book
from stand import chromium, hosting, quantile, runs_wanted, slow_down, table, verdict

GOAL = 16.0
AT_ONCE = ("--disable-gpu-vsync", "--disable-frame-rate-limit")

ONE_PRESS = ", ".join(f"[data-exercise][data-kind={kind}]" for kind in ("choice", "rewrite", "sort", "reflection"))
"""Exercises that one press answers; others go step by step."""
READY = "() => [...document.querySelectorAll('[data-exercise]')].every(one => 'ready' in one.dataset)"
FILL = """(section) => {
  const tell = (one) => ["input", "change"].forEach((name) => one.dispatchEvent(new Event(name, { bubbles: true })));
  const names = new Set([...section.querySelectorAll("input[type=radio]")].map((one) => one.name));
  for (const name of names) {
    const first = section.querySelector(`input[type=radio][name="${name}"]`);
    first.checked = true;
    tell(first);
  }
  for (const box of section.querySelectorAll("textarea")) {
    box.focus();
    box.value = "Why didn't you ring? I wondered whether something had happened. What was going on for you that day?";
    tell(box);
  }
}"""
"""Through the page's own events and with the focus where somebody writes; only the press itself is a real one."""

CLOCK = """() => {
  const painted = (then) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(0);
  });
  addEventListener("click", (event) => {
    const start = performance.now();
    window.benchTook = undefined;
    addEventListener("click", () => {
      document.body.getBoundingClientRect(); // style and layout, which would come a little later anyway
      const work = performance.now() - start;
      painted((now) => (window.benchTook = [work, now - event.timeStamp]));
    }, { once: true });
  }, { capture: true });
}"""
"""A message sent from the frame's own callback arrives right after that frame has been laid out and painted."""


def main() -> None:
    """Measure and print."""
    print(report(runs_wanted(__doc__ or "", 3))[0])


def report(runs: int, book: Path | None = None) -> tuple[str, dict[str, float]]:
    """The table as Markdown, and the figures for the summary."""
    book = book or our_book()
    rows, found = [], {}
    for screen, flags in (("painted", AT_ONCE), ("painted at 60 Hz", ())):
        for speed, rate in (("full speed", 1), ("processor / 4", 4)):
            took = measure(book, flags, rate, runs)
            took["**all kinds**"] = [pair for pairs in took.values() for pair in pairs]
            for at, what in enumerate(("own work", screen)):
                if what == "own work" and screen != "painted":
                    continue  # it does not depend on the screen
                for kind, pairs in sorted(took.items(), key=lambda item: (item[0].startswith("*"), item[0])):
                    values = [pair[at] for pair in pairs]
                    shown = (f"{quantile(values, share):.1f}" for share in (0.5, 0.95))
                    rows.append([f"{what}, {speed}: {kind}", len(values), *shown])
                found[f"{what}, {speed}"] = quantile([pair[at] for pair in took["**all kinds**"]], 0.95)
    lines = [
        "## Button to feedback",
        "",
        f"{runs} rounds over every exercise of the chapters, kept in the journal meanwhile.",
        "",
        table(["milliseconds from the press", "answers", "p50", "p95"], rows),
        "",
        *(f"- {name}: p95 {verdict(value, GOAL, 'ms')}" for name, value in found.items()),
    ]
    return "\n".join(lines), found


def measure(book: Path, flags: tuple[str, ...], rate: int, runs: int) -> dict[str, list[list[float]]]:
    """Milliseconds of own work and until painted, by kind of exercise."""
    took: dict[str, list[list[float]]] = defaultdict(list)
    with hosting(book) as address, chromium(*flags) as browser:
        for _ in range(runs):
            for _name, path in chapters(book):
                visit(browser, address + path, rate, took)
    return took


def visit(browser: Browser, address: str, rate: int, took: dict[str, list[list[float]]]) -> None:
    """Answer every exercise of one page."""
    context = browser.new_context(service_workers="block", viewport={"width": 390, "height": 800})
    context.add_init_script("localStorage.setItem('powerwith:mode', 'own')")
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(READY)
    page.evaluate(CLOCK)
    session = context.new_cdp_session(page)
    slow_down(session, network=False, cpu=rate)
    for section in page.locator(ONE_PRESS).all():
        section.evaluate(FILL)
        button = section.locator(".pw-work .pw-actions button").first
        button.scroll_into_view_if_needed()
        page.wait_for_timeout(60)  # whatever the filling-in began is over
        box = button.bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_function("() => window.benchTook !== undefined", timeout=20_000)
        if not section.locator(".pw-feedback").first.is_visible():
            raise SystemExit(f"{section.get_attribute('data-exercise')}: the press brought no feedback.")
        took[section.get_attribute("data-kind") or ""].append(page.evaluate("window.benchTook"))
    context.close()


if __name__ == "__main__":
    main()
