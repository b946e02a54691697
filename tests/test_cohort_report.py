"""The report about a group: only what may be told, in one file, with nothing of anybody in it."""

import csv
import gc
import html
import io
import json
import re
import runpy
import sys
import time
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner

from powerwith import share as shares
from powerwith import synth
from powerwith.bank import course_bank
from powerwith.cli import main
from powerwith.cohort import published, take
from powerwith.cohort.cells import WITHHELD
from powerwith.cohort.told import Part, Told
from powerwith.model import Conversation, Scale
from powerwith.model.share import Share
from powerwith.papers import PapersError, cohorts
from powerwith.papers.cohorts import Report, gather, page, report_file
from powerwith.papers.cohorts.drawn import TALLEST, Head, Row, bars
from powerwith.papers.cohorts.gather import AS_BEFORE

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "notebooks" / "sample-cohort.zip"
BANK = course_bank()
FEW = ("the-brown-envelope", "why-to-what", "keep-reword-drop", "the-envelope")
WORDS, LINK = "Canary words of my own", "CANARY77"


def write(folder: Path, people: int, *, only: tuple[str, ...] = FEW, cohort: str = "synth-canary") -> list[Share]:
    """Shares with own words and a linking code in each, under the names of files that name somebody."""
    folder.mkdir(exist_ok=True)
    made = []
    for number, one in enumerate(synth.shares(BANK.exercises, only, people=people, cohort=cohort), start=1):
        answers = tuple(each.model_copy(update={"words": {"text": f"{WORDS} {number}"}}) for each in one.answers)
        given = one.model_copy(update={"answers": answers, "linking": f"{LINK}{number:03}"})
        (folder / f"Jo Canary {number}.json").write_text(shares.text(given), encoding="utf-8")
        made.append(given)
    return made


def reported(folder: Path) -> Report:
    return cohorts.report(take([folder], exercises=BANK.exercises), BANK.exercises, chapters=cohorts.chapters_of(BANK))[
        0
    ]


@pytest.fixture(scope="module")
def sample() -> Report:
    return reported(SAMPLE)


@pytest.fixture(scope="module")
def text(sample: Report) -> str:
    return page(sample)


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(words))
    return result.exit_code, result.output


def told(**more: object) -> Told:
    given = {
        "about": "item", "exercise": "why", "phase": "none", "label": "Why?", "state": "shown", "n": 12,
        "rule": "a rule", "sentence": "A sentence.",
        "parts": (Part(label="this", estimate=60, low=35, high=85, sentence="About 60 of 100 answered “this”."),),
    }  # fmt: skip
    return Told.model_validate(given | more)


# The sample


def test_the_sample_is_what_its_tool_makes() -> None:
    made = runpy.run_path(str(ROOT / "tools" / "sample_cohort.py"))["made"]()
    assert SAMPLE.read_bytes() == made, "Run .venv/bin/python tools/sample_cohort.py"


def test_everything_in_the_sample_is_taken_in() -> None:
    taken = take([SAMPLE], exercises=BANK.exercises)
    assert taken.people == 24 and taken.notices == ()


# The page


class _Reader(HTMLParser):
    """Every tag with its attributes, and how the tags are nested."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


def tags(text: str) -> list[tuple[str, dict[str, str]]]:
    reader = _Reader()
    reader.feed(text)
    return reader.tags


def test_it_asks_no_other_host_and_needs_no_script(text: str) -> None:
    found = tags(text)
    assert not [tag for tag, _ in found if tag in ("script", "link", "iframe", "img", "object", "embed", "form")]
    assert all(one["href"].startswith("#") for _, one in found if "href" in one)
    assert not [name for _, one in found for name in one if name.startswith("on") or name in ("src", "style")]
    addresses = set(re.findall(r"https?://[^\s\"'<>)]+", text))
    assert addresses == {"http://www.w3.org/2000/svg"}, "the name of a form and not a place"
    assert "url(" not in text and "@import" not in text


def test_pretend_people_are_called_so_first_and_last(text: str) -> None:
    assert text.index(synth.NOT_REAL) < text.index("<h1>")
    assert text.rindex(synth.NOT_REAL) > text.index("<footer>")


def test_the_note_stands_before_any_picture(text: str) -> None:
    note = text[: text.index("<svg")]
    for said in (
        "24 people",
        "of their own choice",
        "not for judging",
        "Fewer than 5 people answered",
        "What was hidden",
    ):
        assert said in note
    assert "nearly everybody answered alike" in note or "too few people answered" in note


def test_every_picture_has_words_a_table_and_questions(sample: Report, text: str) -> None:
    figures = [figure for section in sample.sections for figure in section.figures]
    assert len(figures) > 15
    for figure in figures:
        assert figure.says and len(figure.table) and figure.questions
        assert all('aria-label="' in one for one in figure.drawn)
    assert text.count("<figure") == len(figures) == text.count("To talk about")
    assert text.count('role="img"') == sum(len(figure.drawn) for figure in figures)


def test_every_kind_that_was_done_is_in_it(sample: Report) -> None:
    about = {figure.about for section in sample.sections for figure in section.figures}
    assert {"item", "score", "change", "turn", "marked", "vignette"} <= about
    assert {section.exercise for section in sample.sections} >= {"epsa", "the-envelope", "four-cases-by-chance"}


def test_labels_are_words_and_not_names_of_files(sample: Report, text: str) -> None:
    known = {one.exercise: BANK.exercises[one.exercise] for one in sample.told if one.exercise in BANK.exercises}
    turns = [one for one in sample.told if isinstance(known.get(one.exercise), Conversation)]
    assert turns and all(one.label.startswith(("After: “", "How it ended")) for one in turns)
    assert not [one for one in sample.told if one.label == one.exercise]
    assert "rule you-" in text and "(CONFRONT)" not in text
    assert "Chapter 9" in text


def test_what_is_in_it_is_what_may_be_told(sample: Report) -> None:
    looked = 0
    for section in sample.sections:
        for figure in section.figures:
            if figure.about not in ("item", "turn"):
                continue
            parts = {(str(part.estimate), f"{part.low} to {part.high}") for one in sample.told
                     if one.exercise == section.exercise for part in one.parts}  # fmt: skip
            for row in figure.table.to_dict("records"):
                if "Of 100" in row:
                    shown = [(row["Of 100"], row["95% interval"])]
                else:
                    shown = re.findall(r": (\d+) \((\d+ to \d+)\)", row["Of 100, with 95% interval"])
                looked += len(shown)
                assert set(shown) <= parts | {("not shown", "")}
    assert looked > 100


def test_each_sentence_keeps_its_label(sample: Report) -> None:
    changes = [one for one in sample.told if one.exercise == "epsa" and one.about == "change" and one.is_shown]
    (section,) = [one for one in sample.sections if one.exercise == "epsa"]
    (figure,) = [one for one in section.figures if one.about == "change"]
    assert len(changes) > 3
    for one in changes:
        assert sum(line.startswith(f"{one.label}: On average") for line in figure.says) == 1
    assert sum("no other group to compare" in line for line in figure.says) == 1


def test_text_from_elsewhere_stays_text() -> None:
    made = gather("spring", 12, [told(label="<script>alert(1)</script>", exercise="<b>")], {})
    text = page(made)
    assert "<script" not in text and "<b>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_long_chart_is_cut_so_that_paper_holds_each_piece() -> None:
    made = bars([Row(f"Answer {i}", 50, 30, 70, "50 (30–70)") for i in range(60)], "Many")
    heights = [int(one) for svg in made for one in re.findall(r'viewBox="0 0 360 (\d+)"', svg)]
    assert len(made) > 3 and max(heights) <= TALLEST + 30
    assert [svg.count("<rect") for svg in made] and sum(svg.count("<rect") for svg in made) == 120
    assert 'aria-label="Many Part 2 of' in made[1]


# Self-ratings beside replies, and what is for authors


def test_a_self_rating_stands_beside_the_replies_each_on_its_own_line(sample: Report) -> None:
    (section,) = [one for one in sample.sections if one.exercise == "reply-task"]
    pictures = [one for one in section.figures if one.about == "beside"]
    assert [one.title for one in pictures] == [
        "Self-rating beside replies, before the course", "Self-rating beside replies, after the course",
    ]  # fmt: skip
    scale = BANK.exercises["epsa"]
    assert isinstance(scale, Scale)
    for one in pictures:
        own, marks = one.drawn
        assert scale.answers[-1].words in own and "from 0 to 4" in own and "from 0 to 3" in marks
        told = [each for each in sample.told if each.about == "beside" and each.is_shown]
        assert {f"{each.estimate:.1f}" for each in told} >= set(one.table["Mean"]) - {"not shown"}
        assert one.says[0].startswith("These are two measures") and "trust neither alone" in " ".join(one.says)
        assert "ask a colleague" in one.questions[-1]


def test_what_is_for_authors_is_last_and_folded_away(sample: Report, text: str) -> None:
    start = text.index('<section class="authors"')
    assert start > text.rindex("<figure") and "<details>" in text[start : text.index("<table", start)]
    assert not [one for one in sample.told if one.about in ("difficulty", "discrimination")]
    assert "Difficulty" not in text
    hard = [one for one in sample.for_authors if one.about == "difficulty" and one.estimate is not None]
    assert len(hard) == len(sample.author_rows) > 5
    first = hard[0]
    assert f"{round(100 * (first.estimate or 0))} (" in sample.author_rows.iloc[0]["Of 100 who chose what fits best"]
    paper = page(sample, for_paper=True)
    assert '<section class="authors"' not in paper and "stands in the same report as .html or .xlsx" in paper


def test_the_workbook_has_a_sheet_for_authors_and_the_tables_have_their_rows(sample: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(report_file(sample, "xlsx"))) as book:
        assert 'name="For authors"' in book.read("xl/workbook.xml").decode()
    assert "\ndifficulty," in report_file(sample, "csv").decode().replace("\r", "")


def test_paper_says_every_number_once_and_in_words(sample: Report) -> None:
    paper = page(sample, for_paper=True)
    said = [figure for section in sample.sections for figure in section.figures if figure.is_said]
    assert len(said) > 10
    for figure in said:
        for one in figure.bars:
            assert html.escape(one.label) in paper and (isinstance(one, Head) or f"<td>{one.says}</td>" in paper)
        for row in [] if figure.bars else figure.table.itertuples(index=False):
            assert html.escape(", ".join(filter(None, map(str, row)))) in paper
    tables = [
        figure for section in sample.sections for figure in section.figures if figure.drawn and not figure.is_said
    ]
    assert len([one for one in said if one.bars]) > 5
    assert paper.count("<table") == len(tables) + len([one for one in said if one.bars])


# Small groups


@pytest.mark.parametrize(("people", "says"), [(4, "Fewer than 5 people"), (7, "7 people")])
def test_a_small_group_gets_a_sentence_and_no_chart(tmp_path: Path, people: int, says: str) -> None:
    write(tmp_path / "few", people)
    made = reported(tmp_path / "few")
    assert made.people == says
    assert not [
        svg for section in made.sections for figure in section.figures if figure.about == "item" for svg in figure.drawn
    ]
    text = page(made)
    assert ("keeps each of them out of sight" if people < 5 else "Single questions are shown from 10 on") in text


@pytest.mark.parametrize("form", cohorts.FORMS)
def test_of_fewer_than_five_no_file_says_which_exercises_they_did(tmp_path: Path, form: str) -> None:
    write(tmp_path / "few", 4, only=(*FEW, "four-cases-by-chance"))
    code, said = run("cohort", str(tmp_path / "few"), "--report", str(tmp_path / f"out.{form}"))
    assert code == 0 and "Fewer than 5 people" in said and "4 people" not in said
    text = re.sub(r"\s+", " ", left_in((tmp_path / f"out.{form}").read_bytes()))
    assert text.count("so nothing is shown. That keeps each of them out of sight.") == 1
    assert "<svg" not in text and "To talk about" not in text and not re.search(r"\b4 people", text)
    for name in (*FEW, "four-cases-by-chance"):
        assert name not in text and BANK.exercises[name].title not in text
    if form == "csv":
        assert len(text.split("about,exercise,phase")[1].split("few,")) == 2, "one row"


def test_a_second_look_with_one_more_person_shows_what_was_shown_before(tmp_path: Path) -> None:
    folder = tmp_path / "spring"
    write(folder, 15)
    last = folder / "Jo Canary 15.json"
    kept = last.read_bytes()
    last.unlink()
    taken = take([folder], exercises=BANK.exercises)
    first, shown = cohorts.report(taken, BANK.exercises)
    last.write_bytes(kept)
    taken = take([folder], exercises=BANK.exercises)
    second, _ = cohorts.report(taken, BANK.exercises, published=shown)
    items = [[one.parts for one in made.told if one.about == "item" and one.parts] for made in (first, second)]
    assert items[0] and all(parts in items[0] for parts in items[1])
    assert AS_BEFORE not in page(first) and AS_BEFORE in page(second), "15 people stand over figures of 14"
    assert AS_BEFORE in report_file(second, "csv").decode()


# Canaries


def left_in(raw: bytes) -> str:
    """All the text of a file, out of every kind of packing."""
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    if raw.startswith(b"%PDF"):
        document = pypdf.PdfReader(io.BytesIO(raw))
        return "\n".join([str(document.metadata), *(one.extract_text() for one in document.pages)])
    if raw.startswith(b"PAR1"):
        import pyarrow.parquet

        table = pyarrow.parquet.read_table(io.BytesIO(raw))
        return f"{table.schema.metadata} {table.to_pylist()}"
    return raw.decode("utf-8")


def test_no_file_that_is_made_holds_anything_of_anybody_and_all_are_deleted(tmp_path: Path) -> None:
    folder = tmp_path / "spring"
    people = write(folder, 12)
    ids = [one.share for one in people]
    for form in cohorts.FORMS:
        code, said = run("cohort", str(folder), "--report", str(tmp_path / f"out.{form}"))
        assert code == 0, said
        assert not [one for one in (WORDS, LINK, *ids) if one in said]
    made = [path for path in tmp_path.iterdir() if path.is_file()]
    assert {path.suffix for path in made} == {".html", ".pdf", ".xlsx", ".csv", ".parquet", ".json"}
    for path in made:
        text = left_in(path.read_bytes())
        assert len(text) > 400
        for canary in (WORDS, LINK, "Canary", *ids):
            assert canary.lower() not in text.lower().replace("synth-canary", ""), f"{path.name} holds {canary}"
    code, said = run("forget", str(folder), "--yes")
    assert code == 0 and "Made from it: 5 files" in said and "None was found" in said
    assert list(tmp_path.iterdir()) == []


def test_a_report_that_is_kept_is_the_only_thing_left(tmp_path: Path) -> None:
    folder = tmp_path / "spring"
    write(folder, 12)
    assert run("cohort", str(folder), "--report", str(tmp_path / "out.html"))[0] == 0
    assert run("forget", str(folder), "--keep-reports", "--yes")[0] == 0
    assert [path.name for path in tmp_path.iterdir()] == ["out.html"]


# Spreadsheets

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠A1", "\x00=1", '=HYPERLINK("x")')


@pytest.fixture
def hostile() -> Report:
    return gather("spring", 12, [told(label=one, sentence=one, exercise=f"e{i}") for i, one in enumerate(FORMULAS)], {})


def test_no_cell_of_the_csv_is_a_formula(hostile: Report) -> None:
    rows = list(csv.reader(io.StringIO(report_file(hostile, "csv").decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row if cell]
    assert any("1+1" in cell for cell in cells)
    numbers = re.compile(r"-?\d+(\.\d+)?")
    bad = [one for one in cells if re.match(r"[\s\x00]*[=+\-@＝＋－＠]", one) and not numbers.fullmatch(one)]
    assert bad == []
    assert rows[0][0].startswith("12 people of the cohort spring")


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(hostile: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(report_file(hostile, "xlsx"))) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name]
        strings = book.read("xl/sharedStrings.xml").decode()
    assert len(sheets) == 5 and not [one for one in sheets if "<f>" in one or "hyperlink" in one.lower()]
    assert "=1+1" in strings and "not for judging" in strings


def test_parquet_carries_its_note(sample: Report) -> None:
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(io.BytesIO(report_file(sample, "parquet")))
    note = (table.schema.metadata or {})[b"powerwith-note"].decode()
    assert note.startswith(synth.NOT_REAL) and "not for judging" in note
    assert str(table.schema.field("n").type) == "double" and table.num_rows > 100


# Paper


def test_the_pdf_is_tagged_and_whole(tmp_path: Path) -> None:
    write(tmp_path / "spring", 12)
    document = pypdf.PdfReader(io.BytesIO(report_file(reported(tmp_path / "spring"), "pdf")))
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root and str(root["/Lang"]).startswith("en")
    text = "\n".join(one.extract_text() for one in document.pages)
    assert all(synth.NOT_REAL in re.sub(r"\s+", " ", one.extract_text()) for one in document.pages), "on every sheet"
    assert text.count("The same as a table") == 0, "nothing is folded away on paper"
    assert "95% interval" in text and "To talk about" in text


def test_what_is_thrown_away_is_looked_for_again_after_a_pdf() -> None:
    report_file(gather("spring", 12, [told()], {}), "pdf")
    assert gc.isenabled()


@pytest.fixture
def without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Room for a package that cannot be loaded."""
    room = tmp_path / "packages"
    room.mkdir()
    for name in [one for one in sys.modules if one.split(".")[0] in ("weasyprint", "pyarrow")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(str(room))
    yield room


@pytest.mark.parametrize(
    ("form", "package", "raises", "says"),
    [
        ("pdf", "weasyprint", "OSError('cannot load library libpango-1.0-0')", "There is no PDF, since Pango"),
        ("parquet", "pyarrow", "ImportError('No module named pyarrow')", '.venv/bin/pip install -e ".[cohort]"'),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(
    without: Path, form: str, package: str, raises: str, says: str
) -> None:
    (without / f"{package}.py").write_text(f"raise {raises}\n", encoding="utf-8")
    with pytest.raises(PapersError, match=re.escape(says)):
        report_file(gather("spring", 12, [told()], {}), form)


# The command


def test_the_command_writes_over_nothing_and_knows_its_endings(tmp_path: Path) -> None:
    write(tmp_path / "spring", 6)
    there = tmp_path / "out.html"
    there.write_text("mine", encoding="utf-8")
    code, said = run("cohort", str(tmp_path / "spring"), "--report", str(there))
    assert code == 1 and "this file is there already. Name another." in said
    code, said = run("cohort", str(tmp_path / "spring"), "--report", str(tmp_path / "out.docx"))
    assert code == 2 and "Use one of .html, .pdf, .xlsx, .csv, .parquet." in said
    assert there.read_text(encoding="utf-8") == "mine"


def test_the_command_makes_no_report_about_two_cohorts_at_once(tmp_path: Path) -> None:
    write(tmp_path / "both", 3)
    one = json.loads((tmp_path / "both" / "Jo Canary 1.json").read_text(encoding="utf-8"))
    (tmp_path / "both" / "other.json").write_text(json.dumps(one | {"cohort": "synth-other"}), encoding="utf-8")
    code, said = run("cohort", str(tmp_path / "both"), "--report", str(tmp_path / "out.html"))
    assert code == 1 and "Choose one with --cohort." in said and "--pool" in said
    assert not (tmp_path / "out.html").exists() and not published.beside(tmp_path / "both").exists()


def test_pretend_people_are_called_so_in_the_list(tmp_path: Path) -> None:
    write(tmp_path / "spring", 6)
    assert synth.NOT_REAL in run("cohort", str(tmp_path / "spring"))[1]


@pytest.mark.parametrize("form", ["html", "pdf", "xlsx"])
def test_a_report_about_24_people_is_made_in_five_seconds(form: str) -> None:
    started = time.process_time()
    report_file(reported(SAMPLE), form)
    assert time.process_time() - started <= 5


def test_a_rating_shows_its_answers_from_the_first_to_the_last(sample: Report) -> None:
    scale = BANK.exercises["epsa"]
    assert isinstance(scale, Scale)
    figures = [
        one for each in sample.sections if each.exercise == "epsa" for one in each.figures if one.about == "item"
    ]
    assert len(figures) == 2
    assert all(f"from “{scale.answers[0].words}” to “{scale.answers[-1].words}”" in one.says[0] for one in figures)


# Several cohorts together

PACK = "four-cases-by-chance"


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders, of 22 and of 24 people, that did one pack of cases and something else."""
    for name, people in (("a", 22), ("b", 24)):
        write(tmp_path / name, people, only=(PACK, FEW[0]), cohort=f"synth-{name}")
    return tmp_path / "a", tmp_path / "b"


def pool(tmp_path: Path, name: str, *folders: Path) -> tuple[int, str]:
    return run("cohort", *map(str, folders), "--pool", "--report", str(tmp_path / name))


def test_a_pool_is_of_packs_of_cases_and_names_nobody(tmp_path: Path, two: tuple[Path, Path]) -> None:
    for form in cohorts.FORMS:
        code, said = pool(tmp_path, f"out.{form}", *two)
        assert code == 0 and "about 2 cohorts together" in said, said
        text = re.sub(r"\s+", " ", left_in((tmp_path / f"out.{form}").read_bytes()))
        assert "46 people of 2 cohorts together" in text and "not for judging" in text and synth.NOT_REAL in text
        assert BANK.exercises[FEW[0]].title not in text and FEW[0] not in text
        assert "We cannot tell." in text or "were judged differently on average" in text
        assert not [canary for canary in (WORDS, LINK) if canary in text]
        assert "synth-a" in text and "synth-b" in text
    made = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "A grey dot is one cohort by itself" in made and made.count('<circle class="quiet"') == 6
    assert "people of 2 cohorts that used the same pack" in made
    looks = [[one.trial for one in published.read(published.beside(folder)).looks] for folder in two]
    assert len(looks[0]) == 1 and looks[0] == looks[1] and looks[0][0] and looks[0][0].cohorts == 2
    assert run("forget", str(two[1]), "--yes")[0] == 0
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("out.")]


def test_no_cohort_can_be_taken_from_a_pool(tmp_path: Path, two: tuple[Path, Path]) -> None:
    few = tmp_path / "few"
    write(few, 3, only=(PACK,), cohort="synth-few")
    assert run("cohort", str(two[0]), "--report", str(tmp_path / "a.html"))[0] == 0
    code, said = pool(tmp_path, "one.html", two[0], few)
    assert code == 0, said
    one = (tmp_path / "one.html").read_text(encoding="utf-8")
    assert WITHHELD in one, "22 and 3 beside 22"
    assert "Nothing had to be hidden" not in one and "would tell of somebody. In 1 place." in one
    assert run("cohort", str(two[1]), "--report", str(tmp_path / "b.html"))[0] == 0
    assert pool(tmp_path, "three.html", *two, few)[0] == 0
    assert WITHHELD in (tmp_path / "three.html").read_text(encoding="utf-8"), "22, 24 and 3 beside 22 and 24"
    assert pool(tmp_path, "both.html", *reversed(two))[0] == 0
    both = (tmp_path / "both.html").read_text(encoding="utf-8")
    assert WITHHELD not in both and "A grey dot" in both
    assert pool(tmp_path, "all.html", few, *two)[0] == 0
    assert WITHHELD in (tmp_path / "all.html").read_text(encoding="utf-8"), "and beside both together"


def test_a_pool_that_gained_one_person_shows_what_it_showed(tmp_path: Path, two: tuple[Path, Path]) -> None:
    last = two[1] / "Jo Canary 24.json"
    kept = last.read_bytes()
    last.unlink()
    assert pool(tmp_path, "first.csv", *two)[0] == 0
    last.write_bytes(kept)
    assert pool(tmp_path, "second.csv", *two)[0] == 0
    first, second = ((tmp_path / f"{name}.csv").read_text(encoding="utf-8-sig") for name in ("first", "second"))
    assert first.split("pack,version")[1] == second.split("pack,version")[1]
    assert AS_BEFORE in second and AS_BEFORE not in first


def test_a_pool_says_what_it_needs(tmp_path: Path, two: tuple[Path, Path]) -> None:
    out = str(tmp_path / "out.html")
    code, said = run("cohort", *map(str, two), "--report", out)
    assert code == 2 and "put together with --pool" in said
    code, said = pool(tmp_path, "out.html", two[0])
    assert code == 1 and "Leave --pool out." in said
    code, said = pool(tmp_path, "out.html", two[0], two[1] / "Jo Canary 1.json")
    assert code == 2 and "no single files" in said
    assert run("cohort", *map(str, two), "--pool")[0] == 2
    assert run("cohort", *map(str, two), "--pool", "--cohort", "synth-a", "--report", out)[0] == 2
    for name in "ab":
        write(tmp_path / f"other-{name}", 6, only=(FEW[0],), cohort=f"synth-o{name}")
    code, said = pool(tmp_path, "out.html", tmp_path / "other-a", tmp_path / "other-b")
    assert code == 1 and "no pack of cases was answered" in said
    assert not Path(out).exists()


def test_a_pool_of_fewer_than_five_is_one_sentence(tmp_path: Path) -> None:
    for name in "ab":
        write(tmp_path / name, 2, only=(PACK,), cohort=f"synth-{name}")
    assert pool(tmp_path, "out.html", tmp_path / "a", tmp_path / "b")[0] == 0
    made = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "keeps each of them out of sight" in made and BANK.exercises[PACK].title not in made
