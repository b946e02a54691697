"""A locked backup: the same envelope as in the browser, and one clear sentence for every way it cannot be opened."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from powerwith import envelope
from powerwith.cli import main
from powerwith.journal import JournalError, open_backup, open_journal, read_backup

VECTORS: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "vectors" / "envelope.json").read_text(encoding="utf-8")
)
V1 = Path(__file__).parent / "vectors" / "backup" / "v1.json"
PASSPHRASE = "four plain words here"
CODE = envelope.new_recovery_code()


def drawn(content: str) -> envelope.Random:
    left = bytearray.fromhex(content)

    def draw(size: int) -> bytes:
        taken = bytes(left[:size])
        del left[:size]
        return taken

    return draw


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of six entries, locked."""
    path = tmp_path_factory.mktemp("locked") / "locked.json"
    path.write_text(envelope.seal(V1.read_text(encoding="utf-8"), passphrase=PASSPHRASE, recovery=CODE))
    return path


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("POWERWITH_JOURNAL", str(tmp_path / "j"))
    return tmp_path / "j"


@pytest.mark.parametrize("one", VECTORS["sealed"], ids=lambda one: one["name"])
def test_the_same_text_and_bytes_make_the_envelope_of_the_browser(one: dict[str, Any]) -> None:
    made = envelope.seal(
        one["text"], passphrase=one["passphrase"], recovery=one["recovery"], random=drawn(one["bytes"])
    )
    assert made == one["envelope"]


@pytest.mark.parametrize("one", VECTORS["opened"], ids=lambda one: one["name"])
def test_an_envelope_opens_or_says_in_one_sentence_why_not(one: dict[str, Any]) -> None:
    try:
        told = {"text": envelope.unseal(one["envelope"], one["secret"], "backup.json")}
    except envelope.EnvelopeError as error:
        told = {"problem": str(error)}
    assert told == {key: one[key] for key in ("text", "problem") if key in one}


def test_nothing_that_was_written_can_be_read_in_an_envelope(locked: Path) -> None:
    words = {text for entry in json.loads(V1.read_text())["entries"] for text in str(entry).split() if len(text) > 12}
    assert words
    assert not [word for word in words if word in locked.read_text()]


def test_every_slip_in_a_recovery_code_is_noticed() -> None:
    plain = CODE.replace("-", "")
    assert envelope.signs(CODE) == plain[:32]
    for at, sign in enumerate(plain):
        others = set("0123456789ABCDEFGHJKMNPQRSTVWXYZ") - {sign}
        assert not [other for other in others if envelope.signs(plain[:at] + other + plain[at + 1 :])]


def test_no_two_recovery_codes_are_alike() -> None:
    assert len({envelope.new_recovery_code() for _ in range(200)}) == 200


@pytest.mark.parametrize("secret", [PASSPHRASE, CODE, lambda: PASSPHRASE], ids=["passphrase", "code", "asked"])
def test_a_locked_backup_opens_like_any_other(locked: Path, secret: Any) -> None:
    assert open_backup(locked, secret) == open_backup(V1)


def test_a_locked_backup_without_its_passphrase_says_so(locked: Path) -> None:
    with pytest.raises(JournalError, match=r"this backup is locked\. Give its passphrase"):
        read_backup(locked)


def test_b27_a_wrong_passphrase_writes_nothing_to_the_journal_on_disk(locked: Path) -> None:
    journal = open_journal()
    with pytest.raises(JournalError, match="that passphrase does not open it"):
        journal.open_backup(locked, "four other words here")
    assert journal.entries == ()


def test_the_page_about_the_lock_names_the_rounds_there_are() -> None:
    page = Path(__file__).resolve().parents[1] / "book" / "reference" / "lock.md"
    assert f"SHA-256, {envelope.ROUNDS:,} rounds" in page.read_text(encoding="utf-8")


def test_a_plain_backup_is_opened_without_asking() -> None:
    result = CliRunner().invoke(main, ["journal", "open", str(V1)])
    assert (result.exit_code, "Passphrase" in result.output) == (0, False)


def test_the_command_asks_for_the_passphrase_and_does_not_show_it(locked: Path) -> None:
    result = CliRunner().invoke(main, ["journal", "open", str(locked)], input=PASSPHRASE + "\n")
    assert result.exit_code == 0, result.output
    assert "6 new" in result.output
    assert PASSPHRASE not in result.output


@pytest.mark.parametrize("secret", [PASSPHRASE, CODE + "\r\n"], ids=["passphrase", "recovery code"])
def test_the_command_reads_the_passphrase_from_a_file(locked: Path, tmp_path: Path, secret: str) -> None:
    (tmp_path / "secret").write_text(secret, encoding="utf-8", newline="")
    result = CliRunner().invoke(main, ["journal", "open", str(locked), "--passphrase-file", str(tmp_path / "secret")])
    assert result.exit_code == 0, result.output
    assert "6 new" in result.output


@pytest.mark.parametrize("command", [["journal", "open"], ["plan"], ["today"]], ids=" ".join)
def test_b27_a_wrong_passphrase_is_told_in_one_sentence(locked: Path, command: list[str]) -> None:
    result = CliRunner().invoke(main, [*command, str(locked)], input="not this one\n")
    assert result.exit_code == 1
    said = result.output.splitlines()[-1]
    assert said == f"Error: {locked}: that passphrase does not open it. Try again, or use the recovery code."
