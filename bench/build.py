"""How long the book takes to build: cold, with one exercise edited, with nothing changed, and from 50 to 500 exercises.

    .venv/bin/python bench/build.py [--runs 3]

Everything happens in copies. "Cold" has no earlier output and runs the notebooks too. The larger books hold copies of
the course's own exercises under new ids, 25 on a page, and no notebooks; their bank is also read alone.
"""

import re
import shutil
import time
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from stand import CACHE, ROOT, median, runs_wanted, table, verdict

from powerwith.bank import files, load_bank
from powerwith.serve import build_book

PARTS = ("_config.yml", "_toc.yml", "index.md", "book", "exercises", "notebooks")
ON_A_PAGE = 25


@dataclass
class Book:
    """A copy of the book, and the seconds its builds took."""

    name: str
    folder: Path
    cold: list[float] = field(default_factory=list)
    edited: list[float] = field(default_factory=list)
    same: list[float] = field(default_factory=list)
    bank: list[float] = field(default_factory=list)


def main() -> None:
    """Measure and print."""
    print(report(runs_wanted(__doc__ or "", 3))[0])


def report(runs: int) -> tuple[str, dict[str, float]]:
    """The table as Markdown, and the figures for the summary."""
    count = len(files(ROOT / "exercises"))
    books = [Book(f"**the course** ({count} exercises, notebooks run)", copied()), *(grown(size) for size in (50, 500))]
    for run in range(runs):
        for book in books:
            measure(book, run)
    course, small, large = books
    rows = [[book.name, *(f"{median(values):.1f}" for values in (book.cold, book.edited, book.same)),
             f"{median(book.bank):.2f}"] for book in books]  # fmt: skip
    rows.append(["500 exercises, 50 = 1", *(f"{median(getattr(large, name)) / median(getattr(small, name)):.1f}"
                                            for name in ("cold", "edited", "same", "bank"))])  # fmt: skip
    found = {"cold": median(course.cold), "edited": median(course.edited), "same": median(course.same)}
    found["edited 500"] = median(large.edited)
    lines = [
        "## Build",
        "",
        f"Seconds; medians of {runs} runs, each with the command's own start. `bank` is reading all exercises alone.",
        "",
        table(["book", "cold", "one exercise edited", "nothing changed", "bank"], rows),
        "",
        f"- cold build: {verdict(found['cold'], 60, 's')}",
        f"- after editing one exercise: {verdict(found['edited'], 5, 's')}",
        f"- the same with 500 exercises: {verdict(found['edited 500'], 5, 's')}",
    ]
    return "\n".join(lines), found


def measure(book: Book, run: int) -> None:
    """One cold build, one after an edit, one with nothing changed."""
    shutil.rmtree(book.folder / "_build", ignore_errors=True)
    book.cold.append(built(book))
    chosen = files(book.folder / "exercises")[run]
    text = chosen.read_text(encoding="utf-8")
    chosen.write_text(re.sub(r"^(title: .*)$", rf"\1 {run + 1}", text, count=1, flags=re.MULTILINE), encoding="utf-8")
    before = time.time()
    book.edited.append(built(book))
    if not any(page.stat().st_mtime > before for page in (book.folder / "_build" / "html").rglob("*.html")):
        raise SystemExit(f"{book.name}: {chosen.name} was edited and no page was written anew.")
    book.same.append(built(book))
    start = time.perf_counter()
    load_bank(book.folder / "exercises")
    book.bank.append(time.perf_counter() - start)


def built(book: Book) -> float:
    """Seconds of one build, every warning an error as in `make book`."""
    start = time.perf_counter()
    if problem := build_book(book.folder):
        raise SystemExit(f"{book.name}: the build stopped.\n{problem}")
    return time.perf_counter() - start


def copied() -> Path:
    """The course as it is."""
    project = _fresh("course-copy")
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, project / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__"))
        elif source.is_file():
            shutil.copyfile(source, project / name)
    return project


def grown(size: int) -> Book:
    """A book of so many exercises, 25 on a page."""
    project = _fresh(f"book-of-{size}")
    shutil.copyfile(ROOT / "_config.yml", project / "_config.yml")
    for name in ("_templates", "favicon.svg", "references.bib"):
        source = ROOT / "book" / name
        (shutil.copytree if source.is_dir() else _copy)(source, project / "book" / name)
    sources = cycle(files(ROOT / "exercises"))
    pages = []
    for first in range(0, size, ON_A_PAGE):
        page = first // ON_A_PAGE + 1
        ids = [_exercise(next(sources), project / "exercises" / f"ch{page:02}", number) for number in
               range(first, min(first + ON_A_PAGE, size))]  # fmt: skip
        body = "\n".join(f"```{{practice}} {one}\n```\n" for one in ids)
        (project / f"page{page}.md").write_text(f"# Page {page}\n\n{body}", encoding="utf-8")
        pages.append(f"  - file: page{page}\n")
    (project / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{''.join(pages)}", encoding="utf-8")
    (project / "index.md").write_text("# A larger book\n\nMade for measuring.\n", encoding="utf-8")
    return Book(f"{size} exercises, {len(pages)} pages", project)


def _exercise(source: Path, folder: Path, number: int) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{source.stem}-{number}"
    text = re.sub(r"^id: .*$", f"id: {name}", source.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return name


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _fresh(name: str) -> Path:
    project = CACHE / name
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir(parents=True)
    return project


if __name__ == "__main__":
    main()
