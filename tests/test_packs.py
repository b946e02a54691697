"""A trainer pack holds what the run sheet and the bank say, word for word, on paper that everybody can use."""

import io
import logging
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
import yaml
import zxingcpp
from click.testing import CliRunner
from docx import Document
from support import GOOD_CHOICE, SHEET, write_bank
from test_papers import opened

from powerwith.bank import load_bank
from powerwith.cli import main
from powerwith.model import Vignette, told
from powerwith.model.runsheet import RunSheet
from powerwith.papers.packs import PackError, addresses, docx, gather, most, outside, pdf, slides
from powerwith.papers.packs.cases import deal
from powerwith.papers.packs.pieces import Block, Card, Deck, Heading, Pack, Part
from powerwith.runsheets import HOW, load_runsheets, load_slips, steps, used
from powerwith.source import read_yaml

ROOT = Path(__file__).resolve().parents[1]
BANK = load_bank(ROOT / "exercises")
SHEETS = load_runsheets(BANK.folder, tuple(BANK.exercises))
SLIPS = load_slips(BANK.folder)
ADDRESS = "https://www.example.org/power-with/"
STANDS = addresses(ROOT, ADDRESS)
CASES = next(each for each in BANK.exercises.values() if isinstance(each, Vignette))
SHORT = SHEETS["from-why-to-what"]


def pack(sheet: RunSheet, *, seed: int = 7, codes: bool = False) -> Pack:
    return gather(sheet, BANK, SLIPS, people=most(sheet), seed=seed, stands=STANDS if codes else None)


def plain(text: str) -> str:
    """Without the line breaks that a page puts in, nor those of an author."""
    return re.sub(r"\s+", "", text)


@cache
def words(file: bytes) -> str:
    pages = pypdfium2.PdfDocument(file)
    return plain("".join(pages[i].get_textpage().get_text_range() for i in range(len(pages))).replace("\ufffe", "-"))


@pytest.fixture(scope="module")
def printed() -> dict[str, bytes]:
    """Every pack of the course as a PDF, with codes. No letter may lack its font, and no rule of style its meaning."""
    made = {name: warned(pack(sheet, codes=True)) for name, sheet in SHEETS.items()}
    assert {name: said for name, (_, said) in made.items()} == {name: [] for name in SHEETS}
    return {name: file for name, (file, _) in made.items()}


def warned(made: Pack) -> tuple[bytes, list[str]]:
    """The PDF, and what its maker complained of."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        return pdf(made), said
    finally:
        logger.removeHandler(handler)


@pytest.fixture(scope="module")
def large() -> bytes:
    return pdf(pack(SHORT), large=True)


def authored(exercise: str) -> Iterator[str]:
    """What stands on cards and sheets, read from the file as an author wrote it and by no code of ours."""
    raw = read_yaml(BANK.path(exercise)).value
    yield from (card["text"] for card in raw.get("cards", []))
    yield from (group["label"] for group in raw.get("groups", []))
    if raw["kind"] == "choice":
        yield from (option["text"] for option in raw["options"])
        yield from (context["when"] for context in raw.get("contexts", []))
    if raw["kind"] == "rewrite":
        yield from (reply["text"] for reply in raw["models"])
    yield from [raw["line"]] if "line" in raw else []
    yield from (prompt["text"] for form in raw.get("forms", []) for prompt in form["prompts"])
    yield from (one["label"] for one in raw.get("questions", []))
    yield from (field["label"] for part in raw.get("parts", []) for field in part["fields"] if "columns" not in field)


@pytest.mark.parametrize("name", SHEETS)
def test_the_print_and_the_bank_say_the_same(name: str, printed: dict[str, bytes]) -> None:
    said = words(printed[name])
    for exercise in used(SHEETS[name]):
        texts = list(authored(exercise))
        assert texts or isinstance(BANK.exercises[exercise], Vignette)
        assert [text for text in texts if plain(text) not in said] == [], exercise


def decks(blocks: tuple[Block, ...]) -> Iterator[Card]:
    return (card for block in blocks if isinstance(block, Deck) for card in block.cards)


@pytest.mark.parametrize("name", SHEETS)
def test_no_card_says_what_its_file_does_not(name: str) -> None:
    sheet = SHEETS[name]
    known = {text.strip("“”") for exercise in used(sheet) for text in authored(exercise)}
    known |= {text for step in steps(sheet) for text in (*step.cards, *(role.does for role in step.roles))}
    cards = [card for part in pack(sheet).parts for card in decks(part.blocks)]
    assert len(cards) >= 20
    assert [card.text for card in cards if card.text.strip("“”") not in known] == []


@pytest.mark.parametrize("name", SHEETS)
def test_no_card_of_the_bank_is_left_out(name: str) -> None:
    cards = [card.text.strip("“”") for part in pack(SHEETS[name]).parts for card in decks(part.blocks)]
    wanted = [text for exercise in used(SHEETS[name]) for text in to_cut(exercise)]
    assert [text for text in wanted if text not in cards] == []
    assert len(wanted) >= 15


def to_cut(exercise: str) -> Iterator[str]:
    """The cards, answers and lines of an exercise, as its file has them."""
    raw = read_yaml(BANK.path(exercise)).value
    yield from (each["text"] for each in (*raw.get("cards", ()), *raw.get("options", ())))
    yield from [raw["line"]] if raw["kind"] in ("choice", "rewrite") and "line" in raw else []


def test_a_card_follows_the_bank(tmp_path: Path) -> None:
    """Somebody mends a line in the bank, and the next pack has it mended."""
    write_bank(tmp_path, good=GOOD_CHOICE)
    bank = load_bank(tmp_path / "exercises")
    sheet = sheet_in(tmp_path)
    before = {card.text for part in gather(sheet, bank, SLIPS, people=8, seed=1).parts for card in decks(part.blocks)}
    text = yaml.safe_load(GOOD_CHOICE)["options"][0]["text"]
    assert f"“{text}”" in before
    file = bank.path("good")
    file.write_text(file.read_text(encoding="utf-8").replace(text, "Mended words"), encoding="utf-8")
    bank = load_bank(tmp_path / "exercises")
    after = {card.text for part in gather(sheet, bank, SLIPS, people=8, seed=1).parts for card in decks(part.blocks)}
    assert after - before == {"“Mended words”"}


def sheet_in(root: Path, text: str = SHEET) -> RunSheet:
    folder = root / "exercises" / "runsheets"
    folder.mkdir(exist_ok=True)
    (folder / "a-talk.yml").write_text(text, encoding="utf-8")
    return load_runsheets(root / "exercises", ("good",))["a-talk"]


@pytest.mark.parametrize("name", SHEETS)
def test_every_minute_and_every_word_to_say_is_there(name: str, printed: dict[str, bytes]) -> None:
    said = words(printed[name])
    for session in SHEETS[name].sessions:
        at = 0
        for step in session.steps:
            row = f"{at} to {at + step.minutes}{step.title} ({HOW[step.how]}, {step.minutes} min)"
            assert plain(row) in said
            assert plain(step.what) in said
            assert plain(step.say or "") in said
            at += step.minutes
        assert at == session.minutes


@pytest.mark.parametrize("name", SHEETS)
def test_the_first_page_lists_every_paper(name: str) -> None:
    first, *others = pack(SHEETS[name], codes=True).parts
    grid = next(block for block in first.blocks if hasattr(block, "rows"))
    assert [row[0] for row in grid.rows] == [part.title for part in others]
    assert len({part.title for part in others}) == len(others)


@pytest.mark.parametrize("name", SHEETS)
def test_the_pdf_is_tagged_and_numbered(name: str, printed: dict[str, bytes]) -> None:
    file = pypdf.PdfReader(io.BytesIO(printed[name]))
    catalogue: Any = file.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en-GB"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert file.metadata is not None and file.metadata.title == f"{SHEETS[name].title}: trainer pack"
    assert file.metadata.author is None
    assert b"<pdfuaid:part>1</pdfuaid:part>" in plain_bytes(catalogue["/Metadata"].get_data())
    roles = Counter(tags(catalogue["/StructTreeRoot"]))
    headings = [block for part in pack(SHEETS[name]).parts for block in part.blocks if isinstance(block, Heading)]
    assert roles["/H1"] == 1
    assert roles["/H2"] == len(pack(SHEETS[name], codes=True).parts)
    assert roles["/H3"] == len(headings)
    assert min(roles["/Table"], roles["/TH"], roles["/LI"]) > 5 and roles["/Figure"] > 3
    pages = pypdfium2.PdfDocument(printed[name])
    for number in range(1, len(pages) + 1):
        assert f"Page {number} of {len(pages)}" in pages[number - 1].get_textpage().get_text_range()


def plain_bytes(text: bytes) -> bytes:
    return re.sub(rb'pdfuaid:part="1"', b"<pdfuaid:part>1</pdfuaid:part>", re.sub(rb"\s+", b" ", text))


def tags(node: Any) -> Iterator[str]:
    """The role of every element of the structure."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            if "/S" in one:
                yield str(one["/S"])
            if "/K" in one:
                waiting.append(one["/K"])


def test_every_picture_has_its_words(printed: dict[str, bytes]) -> None:
    file: Any = pypdf.PdfReader(io.BytesIO(printed[SHORT.id]))
    figures = [each for each in structure(file.trailer["/Root"]["/StructTreeRoot"]) if each.get("/S") == "/Figure"]
    assert sorted(str(figure["/Alt"]) for figure in figures) == sorted(
        f"Code that opens {BANK.exercises[name].title}" for name in used(SHORT)
    )


def structure(node: Any) -> Iterator[Any]:
    waiting = [node]
    while waiting:
        one = waiting.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            yield one
            waiting += [one["/K"]] if "/K" in one else []


@pytest.mark.parametrize("letter", ["å", "ł", "é", "ن", "–", "☐"])
def test_letters_of_many_names_are_printed(letter: str) -> None:
    file, said = warned(Pack("Names", "An aim", (Part("Names", "1, for you", (Deck((Card(f"a {letter} b"),)),)),)))
    assert letter in words(file)
    assert said == []


def test_a_letter_that_no_font_has_would_be_noticed() -> None:
    nobodys = "\u0378"
    _, said = warned(Pack("Names", "An aim", (Part("Names", "1, for you", (Deck((Card(f"a {nobodys} b"),)),)),)))
    assert any("U+0378" in one for one in said)


def smallest(file: bytes) -> float:
    found: list[float] = []

    def note(text: str, _matrix: Any, place: Any, _font: Any, size: float) -> None:
        if text.strip():
            found.append(abs(size * place[3] * _matrix[3]))

    for page in pypdf.PdfReader(io.BytesIO(file)).pages:
        page.extract_text(visitor_text=note)
    return min(found)


def test_large_print_has_nothing_smaller_than_18_points(large: bytes, printed: dict[str, bytes]) -> None:
    assert smallest(large) >= 17.99
    assert smallest(printed[SHORT.id]) < 12


def test_large_print_says_the_same(large: bytes) -> None:
    said = words(large)
    assert [text for name in used(SHORT) for text in authored(name) if plain(text) not in said] == []


# Cases in two versions, dealt by chance.


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("people", [6, 12, 17])
def test_each_case_is_read_as_often_in_each_version(count: int, people: int) -> None:
    cases = CASES.cases[:count]
    dealt = deal(cases, people, 7)
    assert [one.number for one in dealt] == list(range(1, people + 1))
    for one in dealt:
        loaded = sum(version == "b" for _, version in one.cases)
        assert sorted(case.id for case, _ in one.cases) == sorted(case.id for case in cases)
        assert loaded in (count // 2, count - count // 2)
    splits = 2 * count if count == 3 else (2, 2, 0, 6)[count - 1]
    for case in cases:
        read = Counter(version for one in dealt for each, version in one.cases if each is case)
        assert abs(read["a"] - read["b"]) <= people % splits


def test_the_same_seed_deals_the_same_packs_and_another_others() -> None:
    assert deal(CASES.cases, 12, 7) == deal(CASES.cases, 12, 7)
    assert len({deal(CASES.cases, 12, seed) for seed in range(20)}) == 20
    assert len({deal(CASES.cases[:1], 12, seed) for seed in range(20)}) > 10


def case_parts(sheet: RunSheet, seed: int = 7) -> tuple[Part, Part, Part]:
    packs, both, key = (part for part in pack(sheet, seed=seed).parts if re.search(r": (packs|both|who)", part.title))
    return packs, both, key


@pytest.mark.parametrize(("name", "count", "titles"), [
    ("partnership-when-trust-is-low", 6, ["biscuit-tin"]), ("six-weeks", 16, ["envelope", "biscuit-tin"]),
])  # fmt: skip
def test_packs_hold_the_cases_of_the_run_sheet_and_do_not_say_which_version(
    name: str, count: int, titles: list[str]
) -> None:
    cases = [case for case in CASES.cases if case.id in titles]
    packs, both, key = case_parts(SHEETS[name])
    told_in = {told(case, version) for case in cases for version in ("a", "b")}
    texts = [block.text for block in packs.blocks if hasattr(block, "text")]
    assert sum(text.startswith("Pack ") for text in texts) == count
    assert {text for text in texts if text in told_in} == told_in
    assert not any(re.search(r"version|loaded|plain", text, re.I) for text in texts)
    marked = ["".join(text for text, _ in block.pieces) for block in both.blocks if hasattr(block, "pieces")]
    assert marked == [told(case, version) for case in cases for version in ("a", "b")]
    grid = key.blocks[-1]
    assert len(getattr(grid, "rows", ())) == count


def test_the_key_says_what_is_in_each_pack() -> None:
    packs, _, key = case_parts(SHEETS["partnership-when-trust-is-low"])
    case = next(case for case in CASES.cases if case.id == "biscuit-tin")
    texts = [block.text for block in packs.blocks if hasattr(block, "text")]
    dealt = ["A" if text == told(case, "a") else "B" for text in texts if text in (told(case, "a"), told(case, "b"))]
    assert [row[1] for row in getattr(key.blocks[-1], "rows", ())] == dealt
    assert set(dealt) == {"A", "B"}


def test_a_case_that_is_not_there_is_told() -> None:
    sheet = SHEETS["partnership-when-trust-is-low"]
    session = sheet.sessions[0]
    wrong = tuple(s.model_copy(update={"cases": ("tin",)}) if s.cases else s for s in session.steps)
    sheet = sheet.model_copy(update={"sessions": (session.model_copy(update={"steps": wrong}),)})
    with pytest.raises(PackError, match=r"there is no case `tin`.*Known: envelope"):
        pack(sheet)


@pytest.mark.parametrize(("people", "count"), [("8 to 20 people, one trainer", 20), ("8 people", 8)])
def test_the_number_of_people_is_that_of_the_run_sheet(people: str, count: int) -> None:
    assert most(SHORT.model_copy(update={"people": people})) == count


def test_a_run_sheet_without_a_number_asks_for_one() -> None:
    with pytest.raises(PackError, match="--people"):
        most(SHORT.model_copy(update={"people": "as many as come"}))


# Slips.


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("trainers/facilitating", SLIPS.contract.starters),
        ("trainers/facilitating", ("what helps you speak honestly, and what shuts you down?",)),
        ("trainers/data", (SLIPS.consent.says, "It will not be used to judge anybody at work.")),
        ("trainers/evaluation", (*SLIPS.goodbye.questions, SLIPS.goodbye.change)),
        ("ch17", (SLIPS.cases.before, "This shows what words may do. It says nothing about you.")),
    ],
)
def test_slips_and_the_book_say_the_same(page: str, said: tuple[str, ...]) -> None:
    text = plain((ROOT / "book" / f"{page}.md").read_text(encoding="utf-8"))
    assert [one for one in said if plain(one) not in text] == []


def test_an_observer_ticks_heard_chose_and_next_step() -> None:
    assert [tick.label for tick in SLIPS.observer.ticks] == ["Heard", "Chose", "Next step"]


@pytest.mark.parametrize("name", SHEETS)
def test_a_certificate_says_that_somebody_was_there_and_no_more(name: str) -> None:
    part = next(part for part in pack(SHEETS[name]).parts if part.title == SLIPS.certificate.title)
    text = " ".join(getattr(block, "text", getattr(block, "asks", "")) for block in part.blocks)
    assert f"took part in the workshop “{SHEETS[name].title}”" in text
    assert "It says nothing about what they can do or what they are like" in text
    assert not re.search(r"competen|qualif|pass(ed)?\b|certif(y|ies)|achiev|skill|able to|success", text, re.I)


@pytest.mark.parametrize("title", [SLIPS.consent.title, SLIPS.observer.title, SLIPS.goodbye.title])
def test_every_pack_has_every_slip(title: str, printed: dict[str, bytes]) -> None:
    for name, file in printed.items():
        assert title in [part.title for part in pack(SHEETS[name]).parts]
        assert plain(title) in words(file)


# Codes.


@pytest.mark.parametrize("name", SHEETS)
def test_every_code_is_read_back_from_the_page(name: str, printed: dict[str, bytes]) -> None:
    pages = pypdfium2.PdfDocument(printed[name])
    found: list[str] = []
    for i in range(len(pages)):
        if "www.example.org" in pages[i].get_textpage().get_text_range():
            found += [code.text for code in zxingcpp.read_barcodes(pages[i].render(scale=2).to_numpy())]
    assert sorted(found) == sorted(STANDS[exercise] for exercise in used(SHEETS[name]))
    assert all(plain(address) in words(printed[name]) for address in found)


def test_an_address_leads_to_the_exercise() -> None:
    for exercise, address in STANDS.items():
        page, _, anchor = address.removeprefix(ADDRESS).partition("#")
        text = (ROOT / page).with_suffix(".md").read_text(encoding="utf-8")
        assert re.search(rf"\{{practice\}} {exercise}$", text, re.M)
        assert anchor == f"practice-{exercise}"
    assert set(STANDS) >= {name for sheet in SHEETS.values() for name in used(sheet)}


def test_the_address_is_that_of_the_built_page(book: Path) -> None:
    for name in used(SHORT):
        page, _, anchor = STANDS[name].removeprefix(ADDRESS).partition("#")
        assert f'id="{anchor}"' in (book / page).read_text(encoding="utf-8")


def test_without_an_address_nothing_names_a_host() -> None:
    made = pack(SHORT)
    assert not any("phone" in part.title for part in made.parts)
    assert "://" not in words(pdf(made)) + slides(SHORT, BANK)
    assert "://" in words(pdf(pack(SHORT, codes=True)))


@pytest.mark.parametrize("given", ["https://www.example.org/power-with", f"{ADDRESS}index.html", f" {ADDRESS} "])
def test_an_address_may_be_written_in_more_than_one_way(given: str) -> None:
    assert addresses(ROOT, given) == STANDS


@pytest.mark.parametrize(
    "given", ["www.example.org", "file:///course", "https://", "https://a.example/?q=1", "javascript:x"]
)
def test_what_is_no_address_is_told(given: str) -> None:
    with pytest.raises(PackError, match=r"^--address .*Write the address of the course's first page"):
        addresses(ROOT, given)


# Documents.


@pytest.mark.parametrize("big", [False, True], ids=["usual", "large-print"])
def test_a_word_processor_opens_the_document(big: bool, soffice: str, tmp_path: Path) -> None:
    path = tmp_path / "pack.docx"
    path.write_bytes(docx(pack(SHORT, codes=True), large=big))
    file = opened(soffice, tmp_path, path, "pdf").read_bytes()
    said = words(file)
    assert [text for name in used(SHORT) for text in authored(name) if plain(text) not in said] == []
    assert plain("took part in the workshop “From why to what”.") in said
    count = len(pypdf.PdfReader(io.BytesIO(file)).pages)
    assert 15 <= count <= 60
    assert plain(f"Page {count} of {count}") in said


def test_a_document_has_headings_tables_and_nobodys_name() -> None:
    made = pack(SHORT, codes=True)
    paper = Document(io.BytesIO(docx(made)))
    titles = [one.text for one in paper.paragraphs if one.style is not None and one.style.name == "Heading 2"]
    assert titles == [part.title for part in made.parts]
    assert (paper.core_properties.author, paper.core_properties.last_modified_by) == ("", "")
    pictures = paper.element.xpath("//wp:docPr/@descr")
    assert sorted(pictures) == sorted(f"Code that opens {BANK.exercises[name].title}" for name in used(SHORT))


def test_a_large_document_has_nothing_smaller_than_18_points() -> None:
    paper = Document(io.BytesIO(docx(pack(SHORT), large=True)))
    given = [int(size) / 2 for size in paper.element.xpath("//w:rPr/w:sz/@w:val")]
    assert min([*given, paper.styles["Normal"].font.size.pt]) >= 18
    assert paper.sections[0].footer.paragraphs[0].style.name == "Normal"


# The command.


def run(*options: object) -> tuple[int, str]:
    outcome = CliRunner().invoke(main, ["pack", *map(str, options)])
    return outcome.exit_code, outcome.output


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


FILES = [".docx", ".pdf", "-large-print.docx", "-large-print.pdf", "-slides.html"]


@pytest.mark.usefixtures("here")
def test_a_pack_is_a_folder(tmp_path: Path) -> None:
    code, said = run(SHORT.id, "--seed", 7, "--to", tmp_path / "new")
    assert code == 0, said
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(f"{SHORT.id}{end}" for end in FILES)
    assert "Made for 20 people with the seed 7." in said and " is for " not in said


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("people", [7, 21])
def test_more_or_fewer_people_than_the_sheet_is_for_get_a_pack_and_a_sentence(
    people: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("powerwith.papers.packs.files", lambda *_: iter(()))
    code, said = run(SHORT.id, "--people", people, "--seed", 7, "--to", tmp_path / "new")
    assert code == 0
    assert f"{SHORT.id} is for 8 to 20 people, and this pack is for {people}. It is made as you asked." in said
    assert f"Made for {people} people with the seed 7." in said


@pytest.mark.parametrize(
    ("says", "inside", "beyond"),
    [("8 to 20 people, or so", (8, 20), (7, 21)), ("30 people", (30,), (29, 31)), ("many people", (2, 200), ())],
)
def test_a_sheet_says_for_how_many_it_is(says: str, inside: tuple[int, ...], beyond: tuple[int, ...]) -> None:
    sheet = SHORT.model_copy(update={"people": says})
    assert [outside(sheet, people) for people in inside] == [""] * len(inside)
    assert all(f"this pack is for {people}." in outside(sheet, people) for people in beyond)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["from-why-to-wat"], "there is no run sheet “from-why-to-wat”. Did you mean “from-why-to-what”?"),
        ([SHORT.id, "--address", "example"], "--address “example”: this is no address of a course."),
        ([SHORT.id, "--people", "1"], "--people"),
    ],
    ids=["a-name-mistyped", "an-address", "too-few"],
)
def test_what_cannot_be_made_is_told_and_nothing_is_written(options: list[str], says: str, tmp_path: Path) -> None:
    code, said = run(*options, "--to", tmp_path / "new")
    assert code != 0
    assert says in said
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("here")
def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    code, said = run(SHORT.id, "--to", tmp_path)
    assert (code, [path.name for path in tmp_path.iterdir()]) == (1, ["notes.txt"])
    assert "there is something in this folder. Name a new one with --to." in said


@pytest.mark.skipif(sys.platform != "linux", reason="a library is hidden by LD_LIBRARY_PATH, which only Linux reads")
def test_without_pango_there_is_one_sentence_and_everything_else(tmp_path: Path) -> None:
    """A file that is no library stands first where libraries are looked for, so that Pango cannot be opened."""
    for name in ("libpango-1.0.so.0", "libpango-1.0-0", "libpango-1.0-0.so", "libpango-1.0.so", "libpango-1.0.dylib"):
        (tmp_path / name).write_bytes(b"")
    outcome = subprocess.run(
        [sys.executable, "-m", "powerwith.cli", "pack", SHORT.id, "--to", tmp_path / "new"],
        cwd=ROOT, env={**os.environ, "LD_LIBRARY_PATH": str(tmp_path)}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stderr.count("\n") == 1
    assert outcome.stderr.startswith("There is no PDF, since Pango is not on this computer. Print the document")
    made = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert made == sorted(f"{SHORT.id}{end}" for end in FILES if not end.endswith(".pdf"))
