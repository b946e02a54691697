"""The list of references: whole entries, each cited somewhere, and nothing cited that is not in it."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pybtex.database import BibliographyData, Entry, parse_file, parse_string

from powerwith import coach
from powerwith.bank import load_bank
from powerwith.lexicon import lexicon
from powerwith.runsheets import load_runsheets

ROOT = Path(__file__).resolve().parents[1]
REFERENCES = ROOT / "book" / "references.bib"

CITE = re.compile(r"\{cite(?::[a-z]+)?\}`([^`]+)`")
DOI = re.compile(r"10\.\d{4,9}/[^\s{}\"<>,]*[^\s{}\"<>,.;]")
YEAR = re.compile(r"(19|20)\d\d|n\.d\.")
OURS_ALONE = ("checknote", "verification")  # notes on how an entry was checked belong in a comment above it
UNNAMED = re.compile(r"author[^.;]*not named", re.IGNORECASE)


@cache
def references() -> BibliographyData:
    """All entries. Stops where a key stands twice."""
    return parse_file(str(REFERENCES), bib_format="bibtex")


def faults(entry: Entry) -> list[str]:
    """What an entry lacks, or has too much of."""
    fields = entry.fields
    found = [f"has no {name}" for name in ("title", "year") if not fields.get(name, "").strip()]
    people = [*entry.persons.get("author", []), *entry.persons.get("editor", [])]
    if not people and not UNNAMED.search(fields.get("note", "")):
        found.append("has no author or editor, and no note that none is named")
    if any(str(one).strip().lower() == "others" for one in people[:1]):
        found.append("begins with “others”")
    if fields.get("year") and not YEAR.fullmatch(fields["year"]):
        found.append(f"has the year {fields['year']}")
    if "doi" in fields and not DOI.fullmatch(fields["doi"]):
        found.append(f"has the DOI {fields['doi']}")
    if "url" in fields and not fields["url"].startswith(("https://", "http://")):
        found.append(f"has the address {fields['url']}")
    found += [f"still has the field {name}" for name in fields if name.lower() in OURS_ALONE]
    return found


def cites(text: str) -> Iterator[str]:
    """The keys a page cites, in its order."""
    for keys in CITE.findall(text):
        yield from (key.strip() for key in keys.split(","))


@cache
def cited() -> dict[str, list[str]]:
    """Each key that is named anywhere, and where."""
    places: dict[str, list[str]] = {}
    pages = [ROOT / "index.md", *(ROOT / "book").rglob("*.md")]
    texts = [*pages, *(ROOT / "notebooks").rglob("*.ipynb"), *(ROOT / "exercises").rglob("*.yml")]
    for text in sorted(texts):
        for key in cites(text.read_text(encoding="utf-8")):
            places.setdefault(key, []).append(str(text.relative_to(ROOT)))
    for exercise in load_bank(ROOT / "exercises").exercises.values():
        for key in exercise.sources:
            places.setdefault(key, []).append(f"sources of {exercise.id}")
    for name, sheet in load_runsheets(ROOT / "exercises").items():
        for key in sheet.sources:
            places.setdefault(key, []).append(f"sources of the run sheet {name}")
    for term in lexicon().terms:
        places.setdefault(term.source, []).append(f"lexicon, {term.term}")
    for rule in coach.records():
        places.setdefault(rule.source, []).append(f"rule {rule.id}")
    return places


def outside() -> set[str]:
    """What a source may be beside a reference."""
    return {"craft", *lexicon().guides}


def test_every_entry_is_whole() -> None:
    found = {key: faults(entry) for key, entry in references().entries.items()}
    assert {key: what for key, what in found.items() if what} == {}


def test_no_work_stands_twice() -> None:
    dois = Counter(entry.fields["doi"].lower() for entry in references().entries.values() if "doi" in entry.fields)
    titles = Counter(
        (re.sub(r"\W", "", entry.fields["title"]).lower(), entry.fields["year"])
        for entry in references().entries.values()
        if {"title", "year"} <= set(entry.fields)
    )
    assert [one for one, times in [*dois.items(), *titles.items()] if times > 1] == []


def test_what_is_cited_is_there() -> None:
    missing = {key: where for key, where in cited().items() if key not in {*references().entries, *outside()}}
    assert missing == {}


def test_what_is_there_is_cited() -> None:
    removable = [key for key in references().entries if key not in cited()]
    assert removable == [], f"book/references.bib: nothing cites {', '.join(removable)}. Cite them or take them out"


WHOLE = "author = {Solomon, Barbara}, title = {Black Empowerment}, year = {1976}"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (WHOLE, []),
        (WHOLE.replace("author", "editor"), []),
        (f"{WHOLE}, doi = {{10.1037/a0021288}}, url = {{https://example.org/}}", []),
        ("title = {A leaflet}, year = {n.d.}, note = {Author and site not named in the copy used}", []),
        ("title = {A leaflet}, year = {1999}", ["has no author or editor, and no note that none is named"]),
        ("author = {Solomon, Barbara}, year = {1976}", ["has no title"]),
        ("author = {Solomon, Barbara}, title = {Black Empowerment}", ["has no year"]),
        (WHOLE.replace("1976", "c. 1976"), ["has the year c. 1976"]),
        (f"{WHOLE}, doi = {{https://doi.org/10.1037/a0021288}}", ["has the DOI https://doi.org/10.1037/a0021288"]),
        (f"{WHOLE}, doi = {{10.1037/a0021288.}}", ["has the DOI 10.1037/a0021288."]),
        (f"{WHOLE}, url = {{example.org}}", ["has the address example.org"]),
        (f"{WHOLE}, checknote = {{look up the pages}}", ["still has the field checknote"]),
        (f"{WHOLE}, Verification = {{P}}", ["still has the field Verification"]),
    ],
)
def test_a_fault_in_an_entry_is_found(fields: str, says: list[str]) -> None:
    entry = parse_string(f"@misc{{one, {fields}}}", "bibtex").entries["one"]
    assert faults(entry) == says


def test_every_way_to_cite_is_read() -> None:
    text = "A {cite:p}`goddu2018`, by {cite:t}`eyal2018`; {cite}`webb2013,\n sweeny2010`, {cite:alp}`x`. {term}`praise`"
    assert list(cites(text)) == ["goddu2018", "eyal2018", "webb2013", "sweeny2010", "x"]
