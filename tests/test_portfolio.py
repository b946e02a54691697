"""A portfolio says what somebody chose, under the headings of a body, and holds no name that was taken out."""

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from pydantic import TypeAdapter
from test_papers import opened, words

from powerwith import papers
from powerwith.cli import main
from powerwith.journal import JournalError, open_backup
from powerwith.lint.grade import grade
from powerwith.model import Entry
from powerwith.model.portfolio import Bodies, Body, EntryKind, Portfolio
from powerwith.portfolio import (
    FILE,
    Heading,
    Note,
    PortfolioError,
    Room,
    Said,
    Shelf,
    bodies,
    find,
    gather,
    look_through,
    page,
    read_bodies,
    reviewed,
    texts,
)
from powerwith.source import SourceError

ROOT = Path(__file__).resolve().parents[1]
VECTORS = json.loads((ROOT / "tests" / "vectors" / "portfolios.json").read_text(encoding="utf-8"))
ENTRIES = TypeAdapter(tuple[Entry, ...]).validate_json(json.dumps(VECTORS["entries"]))
MADE = date(2026, 11, 22)
BODIES = bodies().bodies
OFFICE = "07700 900123"
NAME = "Zephyrine"


def entry(number: int, text: str, *, day: str = "2026-11-20", done: bool = True) -> dict[str, Any]:
    return {
        "v": 1,
        "id": f"00000000-0000-4000-8000-{number:012d}",
        "rev": 1,
        "exercise": "why-to-what",
        "kind": "rewrite",
        "attempt": number,
        "seq": number,
        "digest": "0" * 16,
        "response": {"kind": "rewrite", "text": text},
        "outcome": {} if done else None,
        "updated": f"{day}T10:00:00Z",
    }


def of(*plain: dict[str, Any], body: str = "plain") -> tuple[Portfolio, Body]:
    """A portfolio of these entries."""
    kept = TypeAdapter(tuple[Entry, ...]).validate_json(json.dumps(plain))
    chosen = find(body, bodies())
    return gather(kept, Shelf(), bodies(), chosen, made=MADE), chosen


def whole(body: str = "plain") -> tuple[Portfolio, Body]:
    """One with an entry of every kind."""
    chosen = find(body, bodies())
    return gather(ENTRIES, Shelf(), bodies(), chosen, made=MADE), chosen


# The bodies.


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.id)
def test_each_body_says_where_it_was_read_and_when(body: Body) -> None:
    assert date(2026, 1, 1) <= body.checked_on <= date.today()
    assert body.sources or body.id == "plain"
    assert all(re.fullmatch(r"https://[\w./-]+", source) for source in body.sources)
    said = [block.text for block in page(*_of(body)) if isinstance(block, Note)]
    for source in body.sources:
        assert any(source in text and "22 November 2026" in text for text in said)


def _of(body: Body) -> tuple[Portfolio, Bodies, Body]:
    return gather((), Shelf(), bodies(), body, made=MADE), bodies(), body


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.id)
def test_what_a_body_asks_for_is_said_in_plain_words(body: Body) -> None:
    said = [body.asks, body.note or "", body.peer, *(one.asks for one in body.headings)]
    assert grade(text for text in said if text) <= 10


def test_the_six_bodies_are_there() -> None:
    assert [body.id for body in BODIES] == ["plain", "social-work-england", "hcpc", "nmc", "cdi", "casw"]


def test_the_kinds_are_those_of_the_journal() -> None:
    assert set(Entry.model_fields["kind"].annotation.__args__) == set(EntryKind.__args__)  # type: ignore[union-attr, attr-defined]
    assert set(bodies().words.kinds) == set(EntryKind.__args__)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("takes: [planner]", "takes: []", "`planner` stands in 0 headings. Put it under one in `takes`"),
        ("takes: [planner]", "takes: [planner, scale]", "`scale` stands in 2 headings"),
        ("- id: learned\n", "- id: practised\n", "has the id `practised` of another"),
        ("- id: hcpc\n", "- id: nmc\n", "`nmc` is there twice. Give each its own id."),
    ],
    ids=["a-kind-without-a-place", "a-kind-in-two-places", "two-headings-of-one-id", "two-bodies-of-one-id"],
)
def test_a_slip_in_the_file_is_said(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "bodies.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SourceError, match=re.escape(says)):
        read_bodies(path)


def test_a_slip_in_a_name_of_a_body_finds_the_nearest() -> None:
    with pytest.raises(SourceError, match="Did you mean `nmc`"):
        find("ncm", bodies())


# Where things stand.


def test_an_entry_stands_under_the_heading_of_its_main_skill_or_kind() -> None:
    made, _ = whole()
    places = {(piece.exercise, piece.kind): piece.heading for piece in made.pieces}
    assert places["a-plan", "planner"] == "next"
    assert places["a-line", "rewrite"] == "practised"
    shelf = {mark["id"]: mark for mark in VECTORS["shelf"]}
    assert shelf["a-reflection"]["skills"] == ["know-myself"]
    everything = next(case for case in VECTORS["cases"] if case["name"] == "everything, plain")
    by_skill = {piece["exercise"]: piece["heading"] for piece in everything["gathered"]["pieces"]}
    assert by_skill["a-reflection"] == by_skill["a-scale"] == "learned"


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.id)
def test_every_entry_stands_under_one_heading_of_each_body(body: Body) -> None:
    made = gather(ENTRIES, Shelf(), bodies(), body, made=MADE)
    blocks = page(made, bodies(), body)
    assert sum(isinstance(block, Heading) and block.level == 3 for block in blocks) == len(ENTRIES)
    rooms = [block.asks for block in blocks if isinstance(block, Room)]
    assert [f"In my own words: {one.asks}" for one in body.headings] == rooms[: len(body.headings)]


def test_a_rating_never_stands_without_its_status() -> None:
    made, body = whole()
    blocks = page(made, bodies(), body)
    rated = [piece for piece in made.pieces if piece.kind in ("scale", "replies", "marks", "vignette")]
    assert len(rated) == 9
    assert all(piece.status for piece in rated)
    assert sum(isinstance(block, Note) and block.text == bodies().words.status for block in blocks) == 9


def test_it_says_who_made_it_and_claims_nothing() -> None:
    made, body = of(entry(1, "What happened?"))
    said = [block.text for block in page(made, bodies(), body) if isinstance(block, Note)]
    assert said[0].startswith("I made this on 22 November 2026 from my own journal")
    assert "Nobody has checked it." in said[0]
    assert any("no certificate" in text for text in said)
    assert any("Creative Commons Attribution 4.0" in text for text in said)


def test_the_page_for_a_colleague_has_room_to_write() -> None:
    made, body = of(entry(1, "What happened?"))
    blocks = page(made, bodies(), body)
    start = next(i for i, block in enumerate(blocks) if isinstance(block, Heading) and block.fresh)
    assert [block.lines for block in blocks[start:] if isinstance(block, Room)] == [3, 3, 3, 3, 3, 1, 1]


# What might identify somebody.


def test_a_name_that_was_replaced_is_in_no_form() -> None:
    made, body = of(
        entry(1, f"{NAME}’s mother rang. zephyrine was at school.\nI said: {NAME.upper()}!"),
        entry(2, f"Mrs {NAME} Okafor rang {OFFICE}. Ask {NAME}."),
    )
    found = look_through(texts(made), {f"{NAME} Okafor": "Person A", NAME: "Person A", OFFICE: "[phone number]"})
    done = reviewed(made, found.texts)
    for form in papers.FORMS:
        file = papers.portfolio_file(done, bodies(), body, form)
        for text in _inside(file, form):
            assert NAME.casefold() not in text.casefold(), f"{form}: {text[:200]}"
            assert "Okafor" not in text
            assert "900123" not in text
        assert "Person A" in " ".join(_inside(file, form))


def test_the_same_name_is_there_while_nobody_takes_it_out() -> None:
    made, body = of(entry(1, f"{NAME} rang."))
    for form in papers.FORMS:
        assert NAME in " ".join(_inside(papers.portfolio_file(made, bodies(), body, form), form)), form


def _inside(file: bytes, form: str) -> list[str]:
    if form != "docx":
        return [file.decode()]
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]


def test_a_word_that_stands_nowhere_is_said() -> None:
    made, _ = of(entry(1, "Priya rang."))
    with pytest.raises(PortfolioError, match="“Pryia” stands nowhere in what you chose"):
        look_through(texts(made), {"Pryia": "Person A"})


def test_the_exercise_s_own_words_are_not_changed() -> None:
    made, _ = whole()
    changed = reviewed(made, {f"{i}.{k}": "gone" for i in range(40) for k in range(40)})
    for before, after in zip(made.pieces, changed.pieces, strict=True):
        assert [line for line in before.lines if not line.own] == [line for line in after.lines if not line.own]
        assert all(line.text == "gone" for line in after.lines if line.own)


# The files.


def test_a_document_has_levels_a_header_row_and_a_language() -> None:
    made, body = of(entry(1, "What happened?"), body="nmc")
    paper = Document(io.BytesIO(papers.portfolio_file(made, bodies(), body, "docx")))
    levels = [style.name for paragraph in paper.paragraphs if (style := paragraph.style) and "Heading" in style.name]
    assert levels[0] == "Heading 1"
    assert levels.count("Heading 1") == 1
    assert levels.count("Heading 3") == 1
    assert levels.count("Heading 2") == len(body.headings) + 3
    row = paper.tables[0].rows[0]
    assert [cell.text for cell in row.cells] == ["Date", "Exercise", "What it was", "Skill"]
    assert row._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(one._tr.trPr.find(qn("w:cantSplit")) is not None for one in paper.tables[0].rows)
    assert paper.tables[0]._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "What I did, by date"
    about = paper.core_properties
    assert (about.title, about.language) == ("My practice portfolio", "en-GB")
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert paper.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "en-GB"


def test_a_word_processor_opens_the_document(soffice: str, tmp_path: Path) -> None:
    made, body = whole("hcpc")
    (tmp_path / "mine.docx").write_bytes(papers.portfolio_file(made, bodies(), body, "docx"))
    pdf = opened(soffice, tmp_path, tmp_path / "mine.docx", "pdf")
    assert pdf.read_bytes().startswith(b"%PDF-")
    text = opened(soffice, tmp_path, tmp_path / "mine.docx", "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig")
    for block in page(made, bodies(), body):
        if isinstance(block, Heading | Note):
            assert block.text in text
        if isinstance(block, Said):
            assert all(line.strip() in text for line in block.text.split("\n"))


def test_a_word_processor_opens_the_page_with_its_headings_and_table(soffice: str, tmp_path: Path) -> None:
    made, body = whole("casw")
    (tmp_path / "mine.html").write_bytes(papers.portfolio_file(made, bodies(), body, "html"))
    into = "docx:MS Word 2007 XML"
    paper = Document(str(opened(soffice, tmp_path, tmp_path / "mine.html", into)))
    named = [(p.style.name if p.style else "", p.text) for p in paper.paragraphs]
    assert ("Heading 1", "My practice portfolio") in named
    assert ("Heading 2", "Peer reflection") in named
    assert len(paper.tables[0].rows) == len(ENTRIES) + 1
    assert "Only if Priya is there." in words((tmp_path / "mine.docx").read_bytes())


def test_a_page_asks_nothing_of_anybody() -> None:
    made, body = whole("nmc")
    text = papers.portfolio_file(made, bodies(), body, "html").decode()
    assert not re.findall(
        r"<(script|link|img|iframe|a|base|form|object|video)\b|\b(src|href|style)=|url\(|@import", text
    )
    assert '<html lang="en-GB">' in text
    assert "&lt;b&gt;&amp; more_" in text


def test_markdown_means_what_was_written() -> None:
    made, body = whole()
    text = papers.portfolio_file(made, bodies(), body, "md").decode()
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    assert not [token for token in tokens if token.type in ("html_block", "code_block", "fence", "list_item_open")]
    inline = [child for token in tokens for child in token.children or ()]
    assert not [child for child in inline if child.type in ("html_inline", "code_inline", "em_open", "link_open")]
    read = "\n".join("".join(child.content or "\n" for child in token.children or ()) for token in tokens)
    for piece in made.pieces:
        for line in piece.lines:
            assert all(part.strip(" \t") in read for part in line.text.split("\n")), line.text


def test_json_is_the_record_itself() -> None:
    made, body = whole()
    file = papers.portfolio_file(made, bodies(), body, "json")
    assert Portfolio.model_validate_json(file) == made
    assert not {"id", "digest", "seq", "updated"} & set(json.loads(file)["pieces"][0])


# In the shell.


@pytest.fixture
def backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(ROOT)
    entries = [
        entry(1, "What happened, Priya?", day="2026-10-01"),
        entry(2, f"Ring me on {OFFICE}.", day="2026-11-01"),
        entry(3, "I was about to", done=False),
    ]
    path = tmp_path / "journal.json"
    path.write_text(
        json.dumps({"format": "powerwith-backup", "v": 1, "made": "2026-11-22T10:00:00Z", "entries": entries})
    )
    return path


def run(*given: object, typed: str | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["portfolio", *map(str, given)], input=typed)
    return result.exit_code, result.output


def test_the_help_names_every_body() -> None:
    said = CliRunner().invoke(main, ["portfolio", "--help"]).output
    assert all(body.id in " ".join(said.split()).replace("- ", "-") for body in BODIES), said


def test_the_entries_are_listed_with_their_ids(backup: Path) -> None:
    code, said = run(backup)
    assert code == 0
    assert "1 October 2026, ch09, " in said
    assert "why-to-what  00000000-0000-4000-8000-000000000001" in said
    assert "20 November 2026" in said
    assert "not finished" in said


def test_nothing_is_written_while_a_phone_number_stands_in_it(backup: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.md"
    code, said = run(backup, "--to", "md", "--out", out)
    assert (code, out.exists()) == (1, False)
    assert f"“{OFFICE}” is probably a phone number, and nothing was written. Use --replace" in said
    assert "“Priya” may be a name." in said
    assert "journal.json: “" in said


def test_a_reason_lets_it_stay_and_is_printed(backup: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.md"
    code, said = run(backup, "--to", "md", "--out", out, "--keep-as-is", "the office's own number")
    assert code == 0, said
    text = out.read_text()
    assert OFFICE in text
    assert "were left in on purpose: the office's own number" in text


def test_a_reason_is_not_printed_where_nothing_was_left(backup: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.md"
    assert run(backup, "--to", "md", "--out", out, "--keep-as-is", "why not", "--replace", f"{OFFICE}=[number]")[0] == 0
    assert "on purpose" not in out.read_text()


@pytest.mark.parametrize("form", papers.FORMS)
def test_what_is_to_be_replaced_is_in_no_file(backup: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"mine.{form}"
    given = ["--replace", "priya=Person A", "--replace", f"{OFFICE}=[phone number]"]
    code, said = run(backup, "--to", form, "--body", "nmc", "--out", out, *given)
    assert code == 0, said
    assert "2 entries" in said
    inside = " ".join(_inside(out.read_bytes(), form))
    assert "Person A" in inside
    assert "Priya" not in inside
    assert "900123" not in inside
    assert "about to" not in inside
    assert "Priya" in open_backup(backup)[0].model_dump_json()


def test_each_thing_found_can_be_asked_about(backup: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.md"
    code, said = run(backup, "--to", "md", "--out", out, "--ask", typed="\n+\n+\n")
    assert code == 0, said
    assert "This one can only stay with --keep-as-is and a reason." in said
    text = out.read_text()
    assert r"\[phone number\]" in text
    assert "Person A" in text
    assert "Priya" not in text


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--only", "gone"], "there is no entry “gone” in it"),
        (["--from", "2027-01-01"], "no finished entry is left after that choice"),
        (["--chapter", "ch10"], "no finished entry is left after that choice"),
        (["--body", "ncm"], "Did you mean `nmc`?"),
        (["--replace", "Priya"], 'Write it as in --replace "Sam=Person A"'),
        (["--replace", "Pryia=Person A"], "“Pryia” stands nowhere"),
        (["--place", "why-to-what=gone"], "Plain has no heading “gone”. Use one of practised, learned, next, power"),
        (["--place", "gone=learned"], "“gone” is not among the entries you chose"),
    ],
    ids=["no-such-entry", "no-such-day", "no-such-chapter", "no-such-body", "half-a-pair", "a-slip", "no-such-heading",
         "not-chosen"],
)  # fmt: skip
def test_what_cannot_be_done_is_said(backup: Path, tmp_path: Path, given: list[str], says: str) -> None:
    out = tmp_path / "mine.md"
    code, said = run(backup, "--to", "md", "--out", out, *given)
    assert code != 0
    assert says in said
    assert not out.exists()


@pytest.mark.parametrize(
    ("given", "there", "gone"),
    [
        (["--until", "2026-10-01"], "What happened", OFFICE),
        (["--only", "00000000-0000-4000-8000-000000000003"], "I was about to", "What happened"),
        (["--only", "why-to-what", "--chapter", "ch09", "--until", "2026-10-31"], "What happened", OFFICE),
    ],
    ids=["by-day", "one-not-finished-by-its-id", "by-exercise-and-chapter"],
)
def test_entries_are_chosen(backup: Path, tmp_path: Path, given: list[str], there: str, gone: str) -> None:
    out = tmp_path / "mine.md"
    code, said = run(backup, "--to", "md", "--out", out, *given)
    assert code == 0, said
    assert there in out.read_text()
    assert gone not in out.read_text()


def test_an_entry_goes_where_its_author_puts_it(backup: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.json"
    given = ["--until", "2026-10-01", "--place", "why-to-what=power", "--out", out]
    assert run(backup, "--to", "json", *given)[0] == 0
    assert [piece["heading"] for piece in json.loads(out.read_text())["pieces"]] == ["power"]


def test_a_file_that_is_there_is_kept(backup: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.md"
    out.write_text("mine")
    code, said = run(backup, "--to", "md", "--out", out, "--keep-as-is", "x")
    assert (code, out.read_text()) == (1, "mine")
    assert "is there already. Name another with --out." in said


def test_a_file_that_is_no_backup_is_said(backup: Path) -> None:
    backup.write_text("{}")
    code, said = run(backup)
    assert code == 1
    assert "Choose a backup made by the course." in said
    with pytest.raises(JournalError):
        open_backup(backup)
