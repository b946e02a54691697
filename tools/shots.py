"""Photographs the built book: every page, and every kind of exercise in every state, on phone, tablet and desk.

    python tools/shots.py [--book _build/html] [--out shots] [--only WORD]

Writes PNGs and a contact sheet, `shots/index.html`. Looking at them is the point.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Locator, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
WIDTHS = (360, 768, 1280)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TALL = 6000
STATES = ("start", "answered", "open")
TYPED = {
    "rewrite": "Why didn't you open it? What goes through your mind when you see that envelope?",
    "reflection": "I asked about the form before I asked about her week.",
    "choice": "there is somebody in the room who knows them well",
}
STAY_PUT = """() => { // what stays in view would lie over the picture
  for (const one of document.querySelectorAll(".pw-page-top, .pw-exit")) one.style.position = "static";
}"""
READY = "() => [...document.querySelectorAll('[data-exercise]')].every(one => 'ready' in one.dataset)"


def main() -> int:
    options = _options()
    pages = sorted(path for path in options.book.rglob("*.html") if "_static" not in path.parts)
    if not pages:
        print(f"{options.book}: no built book is there. Run `make book` first.", file=sys.stderr)
        return 1
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=_chromium(), args=_arguments())
        taken = list(_photographs(browser, options.book, pages, options.out, options.only))
        browser.close()
    (options.out / "index.html").write_text(_sheet(taken), encoding="utf-8")
    print(f"{len(taken)} pictures. Look at them in {options.out / 'index.html'}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Photograph the built book.")
    parser.add_argument("--book", type=Path, default=ROOT / "_build" / "html", help="folder of the built book")
    parser.add_argument("--out", type=Path, default=ROOT / "shots", help="folder for the pictures")
    parser.add_argument("--only", default="", help="only pages and kinds whose name holds this word")
    return parser.parse_args()


def _chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("POWERWITH_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def _arguments() -> list[str]:
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def _photographs(browser: Browser, book: Path, pages: list[Path], out: Path, only: str) -> Iterator[tuple[str, str]]:
    """Take every picture; yields its group and its file name."""
    for theme in THEMES:
        for width in WIDTHS:
            page = browser.new_page(
                viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce"
            )
            wanted: dict[str, tuple[Path, str]] = {}
            for path in pages:
                name = path.relative_to(book).with_suffix("").as_posix()
                page.goto(path.as_uri())
                page.wait_for_function(READY)
                wanted |= {kind: (path, one) for kind, one in _kinds(page).items() if kind not in wanted}
                if only in name:
                    yield name, _whole(page, out, f"{name.replace('/', '-')}-{width}-{theme}.png")
            for kind, (path, exercise) in sorted(wanted.items()):
                if only in kind:
                    for file in _states(page, path, exercise, out, f"{kind}-{width}-{theme}"):
                        yield kind, file
            page.close()


def _kinds(page: Page) -> dict[str, str]:
    """The first exercise of each kind on the page, by its id; *it depends* and names count as kinds of their own."""
    found: dict[str, str] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("[data-exercise]")].reverse().map(one => {
            const { exercise } = JSON.parse(one.querySelector(".pw-payload").textContent);
            const more = exercise.contexts ? "-depends" : exercise.options_are === "names" ? "-names"
              : exercise.must_say ? "-hard-truth" : exercise.ending === "if-then" ? "-plan" : "";
            return [one.dataset.kind + more, one.dataset.exercise];
        }))"""
    )
    return found


def _whole(page: Page, out: Path, name: str) -> str:
    """The whole page, or the beginning of a very long one: browsers give up on pictures of forty screens."""
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    page.set_viewport_size({"width": width, "height": min(height, TALL)})
    page.screenshot(path=out / name)
    page.set_viewport_size({"width": width, "height": 900})
    return name


def _states(page: Page, path: Path, exercise: str, out: Path, name: str) -> Iterator[str]:
    page.goto(path.as_uri())
    page.wait_for_function(READY)
    page.evaluate(STAY_PUT)
    section = page.locator(f"[data-exercise='{exercise}']").first
    for state in STATES:
        if state == "answered":
            _answer(section)
        if state == "open":
            section.evaluate("one => one.querySelectorAll('details').forEach(each => { each.open = true; })")
        file = f"{name}-{state}.png"
        section.screenshot(path=out / file)
        yield file


def _answer(section: Locator) -> None:
    kind = section.get_attribute("data-kind") or ""
    for name in section.locator("input[type=radio]").evaluate_all("all => [...new Set(all.map(one => one.name))]"):
        section.locator(f"input[type=radio][name='{name}']").first.check()
    for box in section.locator("textarea:visible").all():
        box.fill(TYPED.get(kind, "Something written."))
    section.locator(".pw-work .pw-actions button").first.click()
    section.locator(".pw-feedback").first.wait_for(state="visible")


def _sheet(taken: list[tuple[str, str]]) -> str:
    groups: dict[str, list[str]] = {}
    for group, file in taken:
        groups.setdefault(group, []).append(file)
    parts = [
        f"<h2>{escape(group)}</h2><div>"
        + "".join(f'<a href="{file}"><img src="{file}" alt="{file}" loading="lazy"><br>{file}</a>' for file in files)
        + "</div>"
        for group, files in groups.items()
    ]
    style = (
        "body{font:14px sans-serif;margin:2rem}div{display:flex;flex-wrap:wrap;gap:1rem;align-items:start}"
        "img{width:16rem;border:1px solid #999}"
    )
    head = f"<!doctype html><meta charset='utf-8'><title>Pictures of the book</title><style>{style}</style>"
    return head + "".join(parts)


if __name__ == "__main__":
    sys.exit(main())
