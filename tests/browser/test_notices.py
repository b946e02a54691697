"""What the coach only asks: in words, after everything else, and in a look of its own on phone and desktop."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .drive import axe

pytestmark = pytest.mark.browser

EXERCISE = "left-till-friday"
REPLY = "Well done! You're a superstar. Why didn't you ring? What helped?"
ROOT = Path(__file__).resolve().parents[2]


def checked(page: Page, site: str, reply: str = REPLY) -> Locator:
    """The exercise with a reply that was checked."""
    page.goto(f"{site}book/ch09.html#practice-{EXERCISE}")
    exercise = page.locator(f"#practice-{EXERCISE}")
    expect(page.locator(f"#practice-{EXERCISE}[data-ready]")).to_be_attached()
    exercise.locator("textarea").first.fill(reply)
    exercise.get_by_role("button", name="Check my wording").click()
    expect(exercise.locator(".pw-finding").first).to_be_visible()
    return exercise


def test_questions_come_last_and_say_so_in_words(site: str, page: Page) -> None:
    exercise = checked(page, site)
    findings = exercise.locator(".pw-finding")
    tones = [each.get_attribute("data-tone") for each in findings.all()]
    assert tones == ["helps", "hurts", "asks", "asks"]
    expect(findings.nth(2)).to_contain_text("Worth a thought: praise in general")
    expect(findings.nth(2).locator(".pw-asks")).to_have_text("What exactly did they do? Name it.")
    assert [each.locator(".pw-offers").count() for each in findings.all()] == [0, 1, 0, 0]
    expect(exercise.locator(".pw-live")).to_contain_text("one that helps, one to look at again, two worth a thought")


def test_a_question_alone_is_no_judgement(site: str, page: Page) -> None:
    exercise = checked(page, site, "Well done!")
    expect(exercise.locator(".pw-live")).to_contain_text("One place is marked: one worth a thought.")
    expect(exercise.locator(".pw-about-marks").first).to_contain_text("My patterns see none of that in your words.")


def test_a_question_can_be_seen_differently(site: str, page: Page) -> None:
    exercise = checked(page, site, "Well done!")
    exercise.get_by_role("button", name="I see it differently").click()
    expect(exercise.locator(".pw-differently")).to_contain_text("Noted with this answer.")
    exercise.get_by_role("button", name="Only on this device, it is mine").click()
    expect(exercise).to_contain_text("Saved on this device.")
    page.reload()
    expect(exercise.locator(".pw-finding")).to_contain_text("Worth a thought: praise in general")
    expect(exercise.locator(".pw-differently")).to_contain_text("Noted with this answer.")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
def test_marks_differ_in_line_and_can_be_read(width: int, theme: str, site: str, page: Page, axe_source: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    exercise = checked(page, site)
    lines = exercise.locator(".pw-mark").evaluate_all(
        "marks => Object.fromEntries(marks.map(m => [m.dataset.tone, getComputedStyle(m).textDecorationStyle]))"
    )
    assert lines == {"helps": "solid", "hurts": "wavy", "asks": "dotted"}
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert axe(page, axe_source) == []


def test_the_words_of_a_notice_are_those_of_its_rule(site: str, page: Page) -> None:
    """The page shows what the file says, so that a mended rule reaches the learner."""
    script = (ROOT / "src" / "powerwith" / "static" / "coach-rules.js").read_text(encoding="utf-8")
    rules = json.loads(script[script.index("=") + 1 : script.rindex(";")])
    at = next(i for i, rule in enumerate(rules["rules"]) if rule["id"] == "praise-without-act")
    shown = checked(page, site, "Well done!").locator(".pw-finding").inner_text()
    assert all(part in shown for part in rules["texts"][at])
