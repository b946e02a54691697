"""For what is made from sources."""

import json
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import click

from powerwith import assets, coach, privacy
from powerwith.authors import authors_page
from powerwith.cli.base import course, main
from powerwith.lexicon import RULES, lexicon, rules_file, words_page
from powerwith.model.schema import schemas

TWINS = (
    "assign",
    "codes",
    "conversations",
    "envelope",
    "planners",
    "portfolios",
    "privacy",
    "replies",
    "restore",
    "review",
    "schedule",
    "share",
)
"""Examples in `tests/vectors/` that are made by Python and gone through by the browser too."""


@main.command()
@click.option("--check", is_flag=True, help="Only say what is stale; exit code 1 if anything is.")
def regen(check: bool) -> None:
    """Make schemas, browser types, bundles and coach rules again from their sources."""
    stale = _renew({RULES: rules_file(lexicon())}, check=check)
    stale += _renew(_made(), check=check)
    if check:
        sys.exit(1 if stale else 0)
    _bundles()


def _renew(made: dict[Path, str], *, check: bool) -> list[Path]:
    """Write what is stale, or only tell of it. What the coach reads comes before what is made with the coach."""
    stale = [path for path, text in made.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        click.echo(f"{path.relative_to(course())}: {'stale. Run `make regen`.' if check else 'written.'}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[path], encoding="utf-8")
    return stale


def _made() -> dict[Path, str]:
    """Every generated text file that needs no Node, by its path."""
    files = {
        course() / "schema" / f"{name}.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas().items()
    }
    reference = course() / "book" / "reference"
    vectors = course() / "tests" / "vectors" / "coach"
    lines = json.loads((vectors / "moves.json").read_text(encoding="utf-8"))
    page = coach.moves_page(coach.reference_page((reference / "coach.md").read_text(encoding="utf-8")), lines)
    replies = coach.measured.sets(vectors)
    return files | {
        assets.FOLDER / "coach-rules.js": coach.rules_script(),
        assets.FOLDER / "privacy-rules.js": privacy.rules_script(),
        assets.FOLDER / "privacy-words.js": privacy.words_script(),
        reference / "coach.md": coach.measured.figures_page(page, replies),
        reference / "identifies.md": _identifies(reference / "identifies.md", vectors.parent),
        reference / "words.md": words_page(lexicon()),
        reference / "authors.md": authors_page((reference / "authors.md").read_text(encoding="utf-8")),
        vectors.parent / "privacy-rules.json": privacy.rules_json(),
        **{vectors.parent / f"{name}.json": _examples(vectors.parent, name) for name in TWINS},
    }


def _identifies(page: Path, folder: Path) -> str:
    held = json.loads((folder / "privacy-held-out.json").read_text(encoding="utf-8"))
    return privacy.identifies_page(page.read_text(encoding="utf-8"), held)


def _examples(folder: Path, name: str) -> str:
    """The examples that Python and the browser both go through."""
    return str(runpy.run_path(str(folder / f"make_{name}.py"))["made"]())


def _bundles() -> None:
    npm = shutil.which("npm")
    if npm is None:
        click.echo("js: npm is not here, so types and bundles stay as they are. Install Node 20 or later to make them.")
        return
    js = course() / "js"
    if not (js / "node_modules").is_dir():
        subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=js, check=True)
    for step in ("wire", "build"):
        subprocess.run([npm, "run", "--silent", step], cwd=js, check=True)
