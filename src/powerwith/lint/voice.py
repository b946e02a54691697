"""Everything the course says in its own voice, as passages with their places."""

from collections.abc import Iterator
from pathlib import Path

from powerwith.bank import Bank
from powerwith.model import Authored
from powerwith.prose import Passage, masked, read_page
from powerwith.source import read_yaml

OURS = frozenset({
    "title", "objective", "content_note", "prompt", "question", "feedback", "when", "then", "why", "hint", "label",
    "about", "afterwards", "faces", "brings", "seen", "low", "high", "ask", "debrief", "questions",
    "status", "looking_back", "note", "says", "when_lower", "asks",
})  # fmt: skip
"""Fields of an exercise in which the course speaks. In the others somebody in the scene does."""

SHORT = frozenset({"title", "label", "faces", "brings", "question", "seen", "low", "high", "ask"})
"""Of these, the ones too short for a reading grade."""

STARTER = "Replace this"
"""Every text of a starter file begins so. It is nobody's voice yet."""

Path_ = tuple[str | int, ...]


def pages(root: Path) -> list[Path]:
    """Every page and notebook of the course."""
    return [
        path
        for path in (root / "index.md", *sorted((root / "book").rglob("*.md")), *sorted(root.glob("notebooks/*.ipynb")))
        if path.is_file()
    ]


def on_pages(root: Path) -> list[Passage]:
    """The prose of all pages, examples included."""
    return [passage for path in pages(root) for passage in read_page(path, path.relative_to(root).as_posix())]


_IN_SHEETS = {
    "aim", "room", "prepare", "if_short", "what", "say", "before", "between", "when", "do", "does", "aftercare",
}  # fmt: skip

BESIDE = {
    "book/signposts.yml": {"for"},
    "src/powerwith/coach/rules/*.yml": {"says", "why"},
    "exercises/runsheets/*.yml": _IN_SHEETS,
    "exercises/slips.yml": {"says", "asks", "about", "code", "claims", "made", "change", "before", "afterwards", "key"},
    "book/local/*.yml": {"says", "elsewhere", "about"},
}
"""Authored files whose texts the book prints, with the fields in which we speak."""


def beside_pages(root: Path) -> list[Passage]:
    """What the coach says of words, and what the page of support says of services."""
    found = []
    for pattern, fields in BESIDE.items():
        for path in sorted(root.glob(pattern)):
            located = read_yaml(path, path.relative_to(root).as_posix())
            for where, text in texts(located.value):
                if where[-1] in fields:
                    file, _, line = located.place(where).rpartition(":")
                    found.append(Passage(file, int(line), "field", text, masked(text), (str(where[-1]),)))
    return found


def in_exercise(bank: Bank, exercise: Authored) -> list[Passage]:
    """The texts of an exercise that are ours, each with its field as heading."""
    found = []
    for path, text in texts(exercise.model_dump(mode="json")):
        field = next(step for step in reversed(path) if isinstance(step, str))
        if field in OURS and not text.startswith(STARTER):
            file, _, line = bank.located[exercise.id].place(path).rpartition(":")
            found.append(Passage(file, int(line), "field", text, masked(text), (field,)))
    return found


def is_running(passage: Passage) -> bool:
    """Whether a field of an exercise is running text."""
    return passage.headings[0] not in SHORT


def texts(value: object, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """Every text of a record, with its path."""
    if isinstance(value, str):
        yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        yield from texts(item, (*path, step))
