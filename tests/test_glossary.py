"""The words of the field: each leads somewhere, and somebody is led there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GLOSSARY = ROOT / "book" / "reference" / "glossary.md"
LINK = re.compile(r"\{term\}`(?:[^`<]*<([^`>]+)>|([^`<]+))`")
ENTRY = re.compile(r"^(\S.*)\n  \S", re.MULTILINE)


def entries() -> set[str]:
    body = GLOSSARY.read_text(encoding="utf-8").partition("```{glossary}\n")[2]
    return {name.casefold() for name in ENTRY.findall(body)}


def linked() -> set[str]:
    pages = (page for page in (ROOT / "book").rglob("*.md") if page != GLOSSARY)
    links = (link for page in pages for link in LINK.finditer(page.read_text(encoding="utf-8")))
    return {(link[1] or link[2]).strip().casefold() for link in links}


def test_every_word_of_the_glossary_is_linked_from_a_page() -> None:
    assert len(entries()) > 60
    assert sorted(entries() - linked()) == []
