"""The pages for trainers keep up with the exercises they are about."""

import re
from pathlib import Path

import pytest

from powerwith.bank import load_bank
from powerwith.model.conversation import Conversation
from powerwith.model.planner import Planner
from powerwith.runsheets import load_runsheets

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "book" / "trainers"
BANK = load_bank(ROOT / "exercises")
TALKED_OVER = {each.title: each.id for each in BANK.exercises.values() if isinstance(each, Conversation | Planner)}
ARC = ("*What?*", "*So what?*", "*Now what?*", "*Tends to come up:*")


def debriefs() -> dict[str, str]:
    """What stands under each third heading of the page."""
    _, *parts = re.split(r"^### (.+)\n", (PAGES / "debriefs.md").read_text(encoding="utf-8"), flags=re.M)
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize("title", TALKED_OVER)
def test_every_conversation_and_planner_has_a_debrief(title: str) -> None:
    assert title in debriefs(), f"book/trainers/debriefs.md has no `### {title}`. Add three questions and a line."


@pytest.mark.parametrize("title", debriefs())
def test_every_debrief_is_about_something_and_follows_the_arc(title: str) -> None:
    text = debriefs()[title]
    assert title in TALKED_OVER
    assert [text.find(part) for part in ARC] == sorted(text.find(part) for part in ARC)
    assert all(text.count(part) == 1 for part in ARC)


def test_every_run_sheet_stands_on_the_page() -> None:
    page = (PAGES / "runsheets.md").read_text(encoding="utf-8")
    shown = re.findall(r"```\{runsheet\} (\S+)", page)
    assert sorted(shown) == sorted(load_runsheets(BANK.folder, tuple(BANK.exercises)))


def test_every_page_for_trainers_is_in_the_contents() -> None:
    contents = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    assert [page.stem for page in sorted(PAGES.glob("*.md")) if f"book/trainers/{page.stem}" not in contents] == []
