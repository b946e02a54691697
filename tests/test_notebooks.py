"""Notebooks as they are committed."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_carries_no_outputs_and_no_widget_state(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert "widgets" not in notebook["metadata"]
    assert all(not c["outputs"] and c["execution_count"] is None for c in notebook["cells"] if c["cell_type"] == "code")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_ends_in_a_cell_that_asserts(path: Path) -> None:
    last = json.loads(path.read_text(encoding="utf-8"))["cells"][-1]
    assert last["cell_type"] == "code"
    assert "assert " in "".join(last["source"])


CLOCK = "import time\ntime.process_time()"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_in_eight_seconds_and_shows_no_word_of_an_answer(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(CLOCK))
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    taken = float(notebook.cells.pop().outputs[0]["data"]["text/plain"])
    assert taken <= 8, f"{path.name} kept the processor busy for {taken:.1f} s"
    shown = json.dumps([cell.get("outputs", []) for cell in notebook.cells], ensure_ascii=False)
    sample = json.loads((path.parent / "sample-journal.json").read_text(encoding="utf-8"))
    answers = [text for entry in sample["entries"] for text in _written(entry["response"]) if len(text) > 12]
    assert len(answers) > 20
    assert not [text for text in answers if text in shown]


def _written(response: dict[str, Any]) -> list[str]:
    inside = (response.get("text"), *response.get("texts", {}).values(), *response.get("fields", {}).values())
    return [text for text in inside if isinstance(text, str)]
