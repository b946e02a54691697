"""What was looked up too long ago is listed for a release, and never fails a test run by itself."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from powerwith import cli
from powerwith.bank import load_bank
from powerwith.lint import lint, old_days
from powerwith.lint.dates import DATED

TODAY = date(2026, 11, 22)
FILES = {
    "book/local/wales.yml": "country: Wales\ntexts:\n  - topic: capacity\n    checked_on: {}\n",
    "book/signposts.yml": "- id: childline\n  checked_on: {}\n",
    "src/powerwith/bodies.yml": "bodies:\n  - id: hcpc\n    checked_on: {}\n",
}


def told(root: Path, file: str, day: str) -> list[str]:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(FILES[file].format(day), encoding="utf-8")
    return [str(problem) for problem in old_days(root, TODAY)]


@pytest.mark.parametrize(
    ("file", "fresh", "old"),
    [
        pytest.param("book/local/wales.yml", "2025-11-23", "2025-11-22", id="law-after-twelve-months"),
        pytest.param("book/signposts.yml", "2026-05-23", "2026-05-22", id="numbers-after-six-months"),
        pytest.param("src/powerwith/bodies.yml", "2025-11-23", "2025-11-22", id="rules-for-cpd-after-twelve-months"),
    ],
)
def test_what_is_old_is_told_on_the_day_and_not_before(tmp_path: Path, file: str, fresh: str, old: str) -> None:
    assert told(tmp_path, file, fresh) == []
    assert len(told(tmp_path, file, old)) == 1


def test_the_sentence_names_line_record_day_and_what_to_do(tmp_path: Path) -> None:
    assert told(tmp_path, "book/local/wales.yml", "2025-10-01") == [
        "book/local/wales.yml:4: `capacity` was looked up on 2025-10-01, 13 months ago, and 12 is too long. "
        "Open its pages, mend what has changed, and write the day."
    ]


def test_a_day_still_to_come_would_never_grow_old(tmp_path: Path) -> None:
    assert "which is still to come" in told(tmp_path, "book/signposts.yml", "2027-01-01")[0]


def test_what_is_no_day_is_told(tmp_path: Path) -> None:
    assert "“2026-02-30”, which is no day" in told(tmp_path, "book/signposts.yml", "2026-02-30")[0]


def test_every_dated_record_of_the_course_is_looked_at(root: Path) -> None:
    dated = {path for pattern in DATED for path in root.glob(pattern)}
    for folder in ("book", "src/powerwith", "exercises"):
        for path in (root / folder).rglob("*.yml"):
            assert path in dated or "checked_on:" not in path.read_text(encoding="utf-8"), path


def test_all_of_the_course_is_old_one_day(root: Path) -> None:
    records = sum(path.read_text(encoding="utf-8").count("checked_on: 2") for p in DATED for path in root.glob(p))
    assert len(old_days(root, TODAY + timedelta(days=800))) == records > 50


def test_an_ordinary_lint_knows_no_clock(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Later(date):
        @classmethod
        def today(cls) -> "Later":
            return cls(2040, 1, 1)

    monkeypatch.setattr(cli.authoring, "date", Later)
    said = [str(problem) for problem in lint(load_bank(root / "exercises"), root)]
    assert not any("was looked up on" in one for one in said)
    result = CliRunner().invoke(cli.main, ["lint", "--dates"])
    assert result.exit_code == 1
    assert "book/local/canada.yml:" in result.output and "to look up again" in result.output


def test_the_command_is_content_while_all_is_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    class Then(date):
        @classmethod
        def today(cls) -> "Then":
            return cls(2026, 11, 22)

    monkeypatch.setattr(cli.authoring, "date", Then)
    result = CliRunner().invoke(cli.main, ["lint", "--dates"])
    assert (result.exit_code, result.output) == (0, "Everything with a day was looked up recently enough.\n")


def test_a_release_looks_at_the_days_first(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    recipe = makefile.partition("\nrelease:")[2].partition("\n\n")[0].splitlines()[1:]
    assert [line.split()[-1] if "lint" in line else line.split("/")[-1] for line in recipe] == [
        "--dates",
        "check.py",
        "site.py",
    ]
