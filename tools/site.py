"""Makes the folder site/ and powerwith-site.zip, which work from any static host and from a USB stick.

    .venv/bin/python tools/site.py

The zip is the same to the byte whenever the pages are: names in order, one fixed time, the same rights for all.
"""

import os
import re
import shutil
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import setup

from powerwith import assets, offline
from powerwith.bank import load_bank
from powerwith.harden import harden
from powerwith.model import Authored, Vignette
from powerwith.papers import packs
from powerwith.runsheets import load_runsheets, load_slips, used
from powerwith.serve import build_book

BUILT = setup.ROOT / ".cache" / "site"
FOLDER = setup.ROOT / "site"
ZIP = setup.ROOT / "powerwith-site.zip"
FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold
PACKS = "packs"
SEED = 2026
"""Deals the cases in the packs that are ready to download, so that they are the same whenever they are made."""
PLACE = re.compile(r'<div class="pw-pack pw-pack-([a-z0-9-]+)[^>]*>\s*<p><strong>(.*?)</strong>.*?</div>', re.DOTALL)
NOT_PUBLISHED = (".buildinfo", "objects.inv")

START_HERE = """\
POWER WITH
A course in practice that shares power

1. If this came as a zip file, take everything out of it first.
   On Windows: right-click the zip file and choose "Extract all".
2. Open the file  index.html  with a double click.
   It opens in your web browser. You need no internet connection.

What you write is NOT KEPT when the course is opened this way.
It lasts only until you leave the page. To have it later, press the
download button below your answer before you move on.
The reason: on most computers, a page opened from a file may read what
other pages opened from files have stored. So this course stores nothing.

Do you want a journal that stays? Ask whoever gave you this for a web
address of the course, or put the folder on a web server yourself.
The page "Put the course on the web" says how.
"""

PACKS_HERE = """
Do you train others? The folder  packs  holds workshops to print, with
slides. The page "A workshop tomorrow" says how to begin.
"""

HEADERS = """\
/*
  Cache-Control: no-cache
  Content-Security-Policy: frame-ancestors 'self'
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
"""
"""What a page cannot say of itself, for the hosts that read such a file; the others are told by their own settings."""

NOT_FOUND = """\
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="referrer" content="no-referrer">
  <meta name="robots" content="noindex">
  <title>This page is not here · Power With</title>
  <style>{style}</style>
</head>
<body class="pw-page">
<header class="pw-page-top">
  <a class="pw-page-brand" href="/"><span class="pw-page-brand-mark" aria-hidden="true"></span>Power With</a>
</header>
<main class="pw-page-main" id="content">
  <article class="pw-page-text">
    <h1>This page is not here</h1>
    <p>The address may have changed, or a letter of it went astray. What you kept in your journal is still kept.</p>
    <p><a href="/">Go to the start of the course</a></p>
    <p id="by-hand">If that link leads somewhere else, shorten the address above: take away its last part and try
    again.</p>
  </article>
</main>
<script>{script}</script>
</body>
</html>
"""

# A host shows this page at any address, however deep, and does not say where the course begins.
# So the page looks upwards, nearest folder first, for a file that only the course has.
WAY_HOME = """
(() => {
  "use strict";
  try {
    const own = localStorage.getItem("powerwith-theme");
    if (own === "dark" || own === "light") document.documentElement.dataset.theme = own;
  } catch {} // storage is blocked: the device decides
  const lead = (home) => {
    for (const link of document.querySelectorAll("a")) link.href = home;
    document.getElementById("by-hand").hidden = true;
  };
  const look = async () => {
    for (let folder = new URL("./", location.href); ; folder = new URL("../", folder)) {
      const { ok } = await fetch(new URL("_static/powerwith/core.js", folder), { method: "HEAD" });
      if (ok) return lead(folder.href);
      if (folder.pathname === "/") return;
    }
  };
  if (location.protocol === "file:") lead("index.html");
  else look().catch(() => {}); // no network: the link and the sentence below it stay
})();
"""


class SiteError(Exception):
    """The site cannot be made; the message says why and what to do."""


def main() -> int:
    """Build the book anew, then make both; returns the exit code."""
    print("Building the book for publishing.", flush=True)
    for left in ("html", ".doctrees"):  # pages taken out of the book must not be published; notebooks may stay run
        shutil.rmtree(BUILT / "_build" / left, ignore_errors=True)
    if problem := build_book(setup.ROOT, into=BUILT):
        print(problem, file=sys.stderr)
        return 1
    try:
        print("Making the trainer packs, some 30 seconds.", flush=True)
        ready, problem = trainer_packs(setup.ROOT / "exercises", BUILT / PACKS)
        if problem:
            print(problem, file=sys.stderr)
        count = make(BUILT / "_build" / "html", FOLDER, ready)
        pack(FOLDER, ZIP)
    except SiteError as error:
        print(error, file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in files(FOLDER))
    print(f"{FOLDER.name}/: {count} files, {size / 1e6:.1f} MB. {ZIP.name}: {ZIP.stat().st_size / 1e6:.1f} MB.")
    print("The page book/reference/publish.md says where they can go.")
    return 0


def trainer_packs(bank_folder: Path, into: Path, only: str = "") -> tuple[dict[str, Path], str]:
    """Make the pack of each run sheet in a folder of its own; returns them by id, and what could not be made.

    Without Pango there are no PDFs, and the rest is there. A pack with a marker of identity is not ready to take: it is
    for trainers who have read its rules.
    """
    shutil.rmtree(into, ignore_errors=True)
    bank, slips = load_bank(bank_folder), load_slips(bank_folder)
    ready: dict[str, Path] = {}
    problem = ""
    for sheet in load_runsheets(bank.folder, tuple(bank.exercises)).values():
        if only not in ("", sheet.id) or any(_has_marker(bank.exercises[name]) for name in used(sheet)):
            continue
        ready[sheet.id] = into / sheet.id
        ready[sheet.id].mkdir(parents=True)
        papers = packs.gather(sheet, bank, slips, people=packs.most(sheet), seed=SEED)
        try:
            for name, made in packs.files(sheet, bank, papers):
                (ready[sheet.id] / name).write_bytes(made())
        except packs.PackError as error:
            problem = f"{error}."
        pack(ready[sheet.id], into / f"{sheet.id}.zip")
    return ready, problem


def _has_marker(exercise: Authored) -> bool:
    return isinstance(exercise, Vignette) and exercise.design == "marker"


def make(book: Path, folder: Path, ready: Mapping[str, Path] | None = None) -> int:
    """Copy a built book into a folder of its own, with what hosts and USB sticks need; returns how many files.

    `ready`: trainer packs by the ids of their run sheets. Pages link to these and to no other.
    """
    if not (book / "sw.js").is_file():
        raise SiteError(f"{book}: this is not a whole book. Run `make book` and look at what it says.")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(book, folder, ignore=shutil.ignore_patterns(*NOT_PUBLISHED))
    if ready:
        link(folder, ready)
        offline.write(folder)  # pages have changed. The packs are not there yet, since nobody's phone needs them all
    (folder / ".nojekyll").touch()  # else GitHub Pages leaves out every folder that begins with an underscore
    write(folder / "_headers", HEADERS)
    note = START_HERE + (PACKS_HERE if ready else "")
    write(folder / "START-HERE.txt", note.replace("\n", "\r\n"))
    style = "".join(assets.path(name).read_text(encoding="utf-8") for name in ("powerwith.css", "book.css"))
    write(folder / "404.html", NOT_FOUND.replace("{style}", style).replace("{script}", WAY_HOME))
    harden(folder)
    for name, made in (ready or {}).items():
        shutil.copytree(made, folder / PACKS, dirs_exist_ok=True)
        shutil.copy(made.with_name(f"{name}.zip"), folder / PACKS)
    return len(files(folder))


def link(folder: Path, ready: Mapping[str, Path]) -> None:
    """Where a page says how to make a pack, let it lead to the one that is ready."""
    for page in sorted(folder.rglob("*.html")):
        before = page.read_text(encoding="utf-8")
        up = os.path.relpath(folder / PACKS, page.parent).replace(os.sep, "/")

        def links(found: re.Match[str], up: str = up) -> str:
            made = ready.get(found[1])
            return _links(found[1], found[2], made, up) if made else found[0]

        after = PLACE.sub(links, before)
        if after != before:
            write(page, after)


def _links(name: str, title: str, made: Path, up: str) -> str:
    there = {path.name: path.stat().st_size for path in files(made)}
    there[f"{name}.zip"] = made.with_name(f"{name}.zip").stat().st_size
    asked = (
        (f"{name}.pdf", "Print it", "PDF, "),
        (f"{name}{packs.LARGE}.pdf", "Large print", "PDF, "),
        (f"{name}-slides.html", "Slides", ""),
        (f"{name}.zip", "All of it, with documents to change", "zip, "),
    )
    shown = [
        f'<a href="{up}/{file}">{says}</a> ({form}{there[file] / 1000:.0f} kB)'
        for file, says, form in asked
        if file in there
    ]
    return f'<div class="pw-pack">\n<p><strong>{title}</strong> {" · ".join(shown)}</p>\n</div>'


def pack(folder: Path, target: Path) -> None:
    """Put a folder into a zip, the same to the byte each time."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files(folder):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), FIXED_TIME)
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes(), compresslevel=9)


def files(folder: Path) -> list[Path]:
    """Every file below a folder, in the order of their names."""
    return sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.as_posix())


def write(path: Path, text: str) -> None:
    """Write text as it stands, on every system alike."""
    path.write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    sys.exit(main())
