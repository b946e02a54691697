"""The report about a group in a browser: light and dark, on a phone, a screen and paper, without barriers."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from powerwith import synth
from powerwith.bank import course_bank
from powerwith.cohort.tables import given, tabled
from powerwith.papers import cohorts

from .drive import axe, unfold

pytestmark = pytest.mark.browser

BANK = course_bank()
DID = ("the-brown-envelope", "why-to-what", "keep-reword-drop", "the-envelope", "epsa", "four-cases-by-chance")
INK = "getComputedStyle(document.querySelector('{}')).{}"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    people = synth.shares(BANK.exercises, DID, people=24, seed=5)
    report, _ = cohorts.report(tabled(map(given, people)), BANK.exercises, chapters=cohorts.chapters_of(BANK))
    path = tmp_path_factory.mktemp("report") / "out.html"
    path.write_bytes(cohorts.report_file(report, "html"))
    return path


def lightness(page: Page, selector: str, what: str) -> float:
    """From 0, black, to 255, white."""
    colour = page.evaluate(INK.format(selector, what))
    red, green, blue = (float(one) for one in colour.removeprefix("rgb(").rstrip(")").split(",")[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_it_can_be_read_by_everybody(page: Page, axe_source: str, file: Path, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 720})
    page.goto(file.as_uri())
    for _ in ("folded", "open"):
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe(page, axe_source) == []
        unfold(page)
    assert page.locator("figure.drawn svg").count() > 8
    ink, paper = lightness(page, "svg text.ink", "fill"), lightness(page, "html", "backgroundColor")
    assert abs(ink - paper) > 180, "the words in a picture stand out from the page"
    assert lightness(page, "svg .bar", "fill") > 100 if scheme == "dark" else lightness(page, "svg .bar", "fill") < 100


def test_letters_in_a_picture_are_large_enough_on_a_small_phone(page: Page, file: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(file.as_uri())
    heights = page.evaluate(
        "[...document.querySelectorAll('svg text.ink')].map(one => one.getBoundingClientRect().height)"
    )
    assert len(heights) > 30 and min(heights) >= 10


def test_on_paper_it_is_black_on_white_even_in_the_dark(page: Page, file: Path) -> None:
    page.emulate_media(color_scheme="dark", media="print")
    page.goto(file.as_uri())
    assert lightness(page, "html", "backgroundColor") > 254 and lightness(page, "body", "color") < 1
    assert lightness(page, "svg text.ink", "fill") < 80
    assert page.locator("footer").inner_text().strip() == synth.NOT_REAL
