"""Plans leave the browser as documents that word processors open."""

import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from test_planner import BANK, EVERYTHING, MAKER, PLANNERS, filled, response

from powerwith.cli import main
from powerwith.model import Planner, PlannerResponse
from powerwith.papers import as_docx, as_html
from powerwith.planner import Drawing, Grid, page

ROOT = Path(__file__).resolve().parents[1]
FULL = response(
    {"people": [MAKER.NOOR, MAKER.DAWIT]}, cue="it rings", step="open it.\nThen sit", place="At home", sure="8"
)


def words(file: bytes) -> str:
    """Everything a document says, cell by cell."""
    paper = Document(io.BytesIO(file))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in paper.paragraphs] + cells)


def opened(soffice: str, folder: Path, file: Path, into: str) -> Path:
    """The file as LibreOffice reads it."""
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [soffice, "--headless", f"-env:UserInstallation={profile}", "--convert-to", into, "--outdir", folder, file],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return folder / f"{file.stem}.{into.split(':')[0]}"


def test_a_document_has_headings_lists_and_tables() -> None:
    paper = Document(io.BytesIO(as_docx(EVERYTHING, FULL)))
    styles = [(paragraph.style.name if paragraph.style else "", paragraph.text) for paragraph in paper.paragraphs]
    assert styles[0] == ("Heading 1", "Naïve plan")
    assert ("Heading 2", "Pictures") in styles
    assert any(style == "List Bullet" and text.startswith("Noor since") for style, text in styles)
    assert paper.tables[0].rows[1].cells[0].text == "Noor"


def test_a_document_names_nobody_in_its_properties() -> None:
    file = as_docx(EVERYTHING, FULL)
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        about = archive.read("docProps/core.xml").decode() + archive.read("docProps/app.xml").decode()
    paper = Document(io.BytesIO(file))
    assert (paper.core_properties.author, paper.core_properties.last_modified_by) == ("", "")
    assert "python-docx" not in about


@pytest.mark.parametrize("planner", PLANNERS, ids=lambda planner: planner.id)
def test_every_plan_is_whole_in_each_form(planner: Planner) -> None:
    given = filled(planner, "Zephyrine <b> & co")
    said = {"docx": words(as_docx(planner, given)), "html": as_html(planner, given)}
    for block in page(planner, given):
        if isinstance(block, Grid):
            assert all(cell in said["docx"] for row in block.rows for cell in row)
        if isinstance(block, Drawing):
            assert all(piece.text in said["docx"] for piece in block.pieces), f"“{block.title}” lost something"
    assert said["html"].count("Zephyrine &lt;b&gt; &amp; co") >= 1
    assert "<b> &" not in said["html"]


def test_what_no_document_can_hold_is_left_out() -> None:
    given = response({"people": [{"name": "No\x0bor"}]}, cue="a\x00b\x1fc\ufffe")
    assert "If abc, then" in words(as_docx(EVERYTHING, given))


def test_an_empty_plan_is_a_document_with_its_title() -> None:
    assert words(as_docx(EVERYTHING, response())) == "Naïve plan"


def test_a_word_processor_opens_the_document(soffice: str, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(as_docx(EVERYTHING, FULL))
    text = opened(soffice, tmp_path, tmp_path / "plan.docx", "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig")
    assert "Naïve plan" in text
    assert "If it rings, then I will open it." in text
    assert "Thursday 29 February 2024" in text
    pdf = opened(soffice, tmp_path, tmp_path / "plan.docx", "pdf")
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_a_word_processor_opens_the_page(soffice: str, tmp_path: Path) -> None:
    (tmp_path / "plan.html").write_text(as_html(EVERYTHING, FULL), encoding="utf-8")
    text = opened(soffice, tmp_path, tmp_path / "plan.html", "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig")
    assert "If it rings, then I will open it." in text


PLANNER = next(planner for planner in PLANNERS if planner.id == "step-shrinker")


def entry(seq: int, given: PlannerResponse, *, exercise: str = PLANNER.id, finished: bool = True) -> dict[str, Any]:
    return {
        "v": 1,
        "id": f"00000000-0000-4000-8000-{seq:012d}",
        "rev": 1,
        "exercise": exercise,
        "kind": "planner",
        "attempt": seq,
        "seq": seq,
        "digest": "0123456789abcdef",
        "response": given.model_dump(mode="json"),
        "outcome": {} if finished else None,
        "updated": "2026-11-21T10:00:00Z",
    }


@pytest.fixture
def backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(ROOT)
    entries = [entry(1, response(step="ring the library")), entry(2, response(step="open the letter"), finished=False)]
    path = tmp_path / "journal.json"
    path.write_text(
        json.dumps({"format": "powerwith-backup", "v": 1, "made": "2026-11-22T10:00:00Z", "entries": entries})
    )
    return path


def plan(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["plan", *map(str, words)])
    return result.exit_code, result.output


def test_plans_of_a_backup_are_listed(backup: Path) -> None:
    code, said = plan(backup)
    assert code == 0
    assert "1  Step-shrinker, try 1, Saturday 21 November 2026\n" in said
    assert "2  Step-shrinker, try 2, Saturday 21 November 2026, not finished" in said


@pytest.mark.parametrize(
    ("wanted", "step"),
    [([], "open the letter"), (["--entry", "1"], "ring the library"),
     (["--entry", "00000000-0000-4000-8000-000000000001"], "ring the library")],
    ids=["the-newest-without-a-wish", "by-number", "by-id"],
)  # fmt: skip
def test_a_plan_is_printed_as_text(backup: Path, wanted: list[str], step: str) -> None:
    code, said = plan(backup, *wanted, "--to", "text")
    assert code == 0
    assert step in said


def test_a_plan_is_written_as_a_document(backup: Path, tmp_path: Path) -> None:
    out = tmp_path / "step.docx"
    code, said = plan(backup, "--to", "docx", "--out", out)
    assert code == 0, said
    assert "look through it for names" in said
    assert "open the letter" in words(out.read_bytes())


def test_a_file_that_is_there_is_kept(backup: Path, tmp_path: Path) -> None:
    out = tmp_path / "step.html"
    out.write_text("mine")
    code, said = plan(backup, "--to", "html", "--out", out)
    assert (code, out.read_text()) == (1, "mine")
    assert "is there already. Name another with --out." in said


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"entries": []}, "no plan in this backup"),
        ({"format": "other"}, "Choose a backup made by the course"),
        ({"entries": [entry(1, response(step="x"), exercise="gone-since")]}, "is not among the planners"),
    ],
    ids=["no-plan-in-it", "no-backup", "a-planner-of-another-version"],
)
def test_what_cannot_be_written_is_said(backup: Path, change: dict[str, Any], says: str) -> None:
    backup.write_text(json.dumps(json.loads(backup.read_text()) | change))
    code, said = plan(backup, "--to", "text")
    assert code == 1
    assert says in said


def test_a_number_that_is_not_there_is_said(backup: Path) -> None:
    code, said = plan(backup, "--entry", "7", "--to", "text")
    assert code == 1
    assert "Choose a number from 1 to 2" in said


def test_the_bank_has_its_planners() -> None:
    assert len(PLANNERS) >= 12, sorted(BANK.exercises)
