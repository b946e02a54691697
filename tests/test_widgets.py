"""The widget keeps what is typed out of everything that a notebook saves."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from powerwith.bank import BankError, load_bank
from powerwith.journal import open_journal
from powerwith.widgets import Practice

ROOT = Path(__file__).resolve().parents[1]
BANK = load_bank(ROOT / "exercises")
CANARY = "CANARY-4711 she said it to me in the corridor"


def entry(exercise: str, text: str, **changes: Any) -> dict[str, Any]:
    return {
        "v": 1, "id": "0b8f0a52-7c1e-4b60-9d4f-0d6b8a3c1f10", "rev": 0, "exercise": exercise, "kind": "rewrite",
        "attempt": 1, "seq": 0, "digest": "0" * 16, "phase": "none", "response": {"kind": "rewrite", "text": text},
        "outcome": None, "appeals": [], "rules_version": None, "updated": "2026-11-21T10:00:00+00:00", **changes,
    }  # fmt: skip


@pytest.fixture
def widget() -> Practice:
    made = Practice("why-to-what", bank=BANK)
    made.sent = []  # type: ignore[attr-defined]
    made.send = lambda content, buffers=None: made.sent.append(content)  # type: ignore[method-assign,attr-defined]
    return made


def test_an_answer_arrives_as_an_entry(widget: Practice) -> None:
    widget._handle_custom_msg({"type": "keep", "entry": entry("why-to-what", CANARY)}, [])
    assert [kept.response.text for kept in widget.entries] == [CANARY]  # type: ignore[union-attr]
    assert widget.sent[-1]["state"] == "memory"  # type: ignore[attr-defined]


def test_a_second_save_of_one_attempt_replaces_the_first(widget: Practice) -> None:
    for text in ("first", "second"):
        widget._handle_custom_msg({"type": "keep", "entry": entry("why-to-what", text)}, [])
    assert [(kept.rev, kept.response.text) for kept in widget.entries] == [(2, "second")]  # type: ignore[union-attr]


def test_what_was_typed_is_in_no_synced_trait(widget: Practice) -> None:
    widget._handle_custom_msg({"type": "keep", "entry": entry("why-to-what", CANARY)}, [])
    assert "CANARY" not in json.dumps(widget.get_state(), default=str)


def test_an_answer_that_does_not_fit_is_refused_in_words(widget: Practice) -> None:
    widget._handle_custom_msg({"type": "keep", "entry": entry("why-to-what", "x", attempt="one")}, [])
    assert widget.entries == ()
    assert widget.sent[-1]["words"].startswith("Not kept")  # type: ignore[attr-defined]


def test_an_unknown_exercise_names_the_closest() -> None:
    with pytest.raises(BankError, match="Did you mean `why-to-what`"):
        Practice("why-to-wat", bank=BANK)


def test_a_saved_notebook_holds_no_word_that_was_typed(tmp_path: Path) -> None:
    typed = entry("why-to-what", CANARY)
    cells = [
        "from powerwith.widgets import Practice\ndrill = Practice('why-to-what')\ndrill",
        # What the browser does, without leaving the sentence in the cell.
        f"import json, binascii\nmessage = json.loads(binascii.unhexlify('{json.dumps(typed).encode().hex()}'))\n"
        "drill._handle_custom_msg({'type': 'keep', 'entry': message}, [])\nlen(drill.entries)",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    client = NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(ROOT / "notebooks")}})
    client.execute()
    saved = tmp_path / "saved.ipynb"
    nbformat.write(notebook, saved)
    assert notebook.cells[1].outputs[0]["data"]["text/plain"] == "1"
    assert "widgets" in notebook.metadata, "the test is about a notebook that stores widget state"
    assert "CANARY" not in saved.read_text(encoding="utf-8")


def test_answers_are_kept_on_disk_only_where_a_journal_is_given(tmp_path: Path) -> None:
    mine = open_journal(tmp_path)
    one = Practice("why-to-what", bank=BANK, journal=mine)
    sent: list[dict[str, Any]] = []
    one.send = lambda content, buffers=None: sent.append(content)  # type: ignore[method-assign]
    one._handle_custom_msg({"type": "keep", "entry": entry("why-to-what", CANARY)}, [])
    one._handle_custom_msg({"type": "keep", "entry": entry("why-to-what", f"{CANARY}!")}, [])
    assert sent[-1] == {"type": "state", "state": "saved", "words": "Saved on this device."}
    assert [kept.rev for kept in one.entries] == [2]
    assert "CANARY" not in json.dumps(one.get_state(), default=str)
    later = Practice("why-to-what", bank=BANK, journal=open_journal(tmp_path))
    later.send = lambda content, buffers=None: sent.append(content)  # type: ignore[method-assign]
    later._handle_custom_msg({"type": "hello"}, [])
    assert [each["response"]["text"] for each in sent[-1]["entries"]] == [f"{CANARY}!"]
    assert Practice("the-brown-envelope", bank=BANK, journal=mine).entries == ()
    assert Practice("why-to-what", bank=BANK).entries == ()


def test_a_text_that_somebody_else_wrote_meanwhile_is_shown_beside(tmp_path: Path) -> None:
    first, second = (Practice("why-to-what", bank=BANK, journal=open_journal(tmp_path)) for _ in range(2))
    first._handle_custom_msg({"type": "keep", "entry": entry("why-to-what", "on this side")}, [])
    sent: list[dict[str, Any]] = []
    second.send = lambda content, buffers=None: sent.append(content)  # type: ignore[method-assign]
    second._handle_custom_msg({"type": "keep", "entry": entry("why-to-what", "over there")}, [])
    assert [each["type"] for each in sent] == ["other", "state"]
    assert sent[0]["entry"]["response"]["text"] == "on this side"
    assert len(second.entries) == 2


def test_a_journal_that_cannot_be_written_says_so_in_the_exercise(tmp_path: Path) -> None:
    (tmp_path / "note").write_text("in the way", encoding="utf-8")
    one = Practice("why-to-what", bank=BANK, journal=open_journal(tmp_path / "note"))
    sent: list[dict[str, Any]] = []
    one.send = lambda content, buffers=None: sent.append(content)  # type: ignore[method-assign]
    one._handle_custom_msg({"type": "keep", "entry": entry("why-to-what", "here")}, [])
    assert sent[-1]["state"] == "memory"
    assert len(one.entries) == 1
