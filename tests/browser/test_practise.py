"""Every exercise of the built book, done from start to end by keyboard alone."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from powerwith.bank import load_bank
from powerwith.model import Authored, Choice, Reflection, Rewrite, Sort

from .drive import Exercise, places

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
BANK = load_bank(ROOT / "exercises")
WORDS = "Zephyrine: what happened when the letter came?"


PLACES = places()
# Conversations and planners take many steps; they have test modules of their own.
SHORT = [e for e in BANK.exercises.values() if e.id in PLACES and isinstance(e, Choice | Rewrite | Sort | Reflection)]
ONE_OF_EACH = [
    pytest.param(next(e for e in SHORT if test(e)), id=name)
    for name, test in {
        "choice": lambda e: isinstance(e, Choice) and not e.contexts,
        "it-depends": lambda e: isinstance(e, Choice) and e.contexts is not None,
        "rewrite": lambda e: isinstance(e, Rewrite),
        "sort": lambda e: isinstance(e, Sort),
        "reflection": lambda e: isinstance(e, Reflection),
    }.items()
]


def answer_by_keys(keys: Exercise, exercise: Authored) -> None:
    """Do one exercise to its end."""
    match exercise:
        case Choice(contexts=None):
            keys.tab_to_radio()
            keys.page.keyboard.press("Space")
            keys.page.keyboard.press("ArrowDown")
            keys.enter_and_stay("See how it lands" if exercise.options_are == "said" else "Compare")
        case Choice():
            keys.tab_to_radio()
            keys.page.keyboard.press("Space")
            keys.tab_to_field()
            keys.page.keyboard.type(WORDS)
            keys.enter_and_stay("See what it may do")
        case Sort():
            for _ in exercise.cards:
                keys.tab_to_radio()
                keys.page.keyboard.press("Space")
            keys.enter_and_stay("See how they sort")
        case Reflection():
            for _ in range(len(exercise.questions) + 2):
                keys.tab_to_field()
                keys.page.keyboard.type(WORDS)
            keys.enter_and_stay("Keep")
        case _:
            keys.tab_to_field()
            keys.page.keyboard.press("ControlOrMeta+a")
            keys.page.keyboard.type(WORDS)
            keys.enter_and_stay("Check my wording")


def arrived(page: Page, site: str, exercise: Authored) -> Exercise:
    page.goto(f"{site}{PLACES[exercise.id]}#practice-{exercise.id}")
    return Exercise(page, exercise.id)


def by_page() -> list[Any]:
    """The exercises of each page, some at a time: opening a page takes longer than doing an exercise."""
    pages = sorted({PLACES[exercise.id] for exercise in SHORT})
    held = {name: [exercise for exercise in SHORT if PLACES[exercise.id] == name] for name in pages}
    return [
        pytest.param(exercises[at : at + 15], id=f"{Path(name).stem}-{at // 15 + 1}")
        for name, exercises in held.items()
        for at in range(0, len(exercises), 15)
    ]


@pytest.mark.parametrize("exercises", by_page())
def test_each_is_finished_without_a_pointer(exercises: list[Authored], site: str, page: Page) -> None:
    page.goto(f"{site}{PLACES[exercises[0].id]}")
    for exercise in exercises:
        keys = Exercise(page, exercise.id)
        page.evaluate("id => { location.hash = `practice-${id}`; }", exercise.id)  # as a link to it does
        keys.listen()
        answer_by_keys(keys, exercise)
        feedback = keys.section.locator(".pw-feedback")
        expect(feedback).to_be_visible()
        expect(feedback.locator("[tabindex='-1']").first).to_be_visible()
        page.wait_for_function("window.heard.length > 0")
        assert len(keys.heard()) == 1, (exercise.id, keys.heard())


@pytest.mark.parametrize("exercise", ONE_OF_EACH)
def test_an_answer_is_there_again_after_a_reload(exercise: Authored, site: str, page: Page) -> None:
    keys = arrived(page, site, exercise)
    answer_by_keys(keys, exercise)
    keys.tab_to_button("Only on this device, it is mine")
    page.keyboard.press("Enter")
    expect(keys.section).to_contain_text("Saved on this device.")
    expect(keys.section.locator(":focus")).to_contain_text("Your answers stay on this device")
    feedback = keys.section.locator(".pw-feedback").inner_text()
    page.reload()
    expect(keys.section.locator(".pw-feedback")).to_be_visible()
    assert keys.section.locator(".pw-feedback").inner_text() == feedback
    if not isinstance(exercise, Sort | Choice) or (isinstance(exercise, Choice) and exercise.contexts):
        assert WORDS in [area.input_value() for area in keys.section.locator("textarea").all()]
    else:
        assert keys.section.locator("input:checked").count() > 0


@pytest.mark.parametrize("exercise", ONE_OF_EACH)
def test_the_journal_tells_an_answer_in_words(exercise: Authored, site: str, page: Page) -> None:
    keys = arrived(page, site, exercise)
    answer_by_keys(keys, exercise)
    keys.section.get_by_role("button", name="Only on this device, it is mine").click()
    expect(keys.section).to_contain_text("Saved on this device.")
    page.goto(f"{site}book/journal.html")
    shown = page.locator(".pw-journal-exercise")
    match exercise:
        case Choice(contexts=None):
            expect(shown).to_contain_text(exercise.options[1].text)
        case Choice():
            expect(shown).to_contain_text(exercise.options[0].text)
        case Sort():
            expect(shown).to_contain_text(exercise.groups[0].label)
            expect(shown).to_contain_text(exercise.cards[-1].text)
        case Reflection():
            expect(shown).to_contain_text(exercise.questions[0].label)
        case _:
            expect(shown).to_contain_text(WORDS)


@pytest.mark.parametrize("exercise", ONE_OF_EACH)
def test_selecting_alone_answers_nothing(exercise: Authored, site: str, page: Page) -> None:
    keys = arrived(page, site, exercise)
    for label in keys.section.locator(".pw-option label").all():
        label.click()
    for area in keys.section.locator("textarea").all():
        area.fill(WORDS)
    expect(keys.section.locator(".pw-feedback")).to_be_hidden()


@pytest.mark.parametrize("exercise", ONE_OF_EACH)
def test_pressing_with_nothing_chosen_asks_kindly(exercise: Authored, site: str, page: Page) -> None:
    keys = arrived(page, site, exercise)
    if not isinstance(exercise, Choice | Sort | Reflection):
        keys.tab_to_field()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.press("Delete")
    names = ("See how it lands", "Compare", "See what it may do", "See how they sort", "Keep", "Check my wording")
    keys.tab_to(
        lambda one: one.evaluate("one => one.tagName") == "BUTTON" and one.inner_text().strip() in names, most=120
    )
    page.keyboard.press("Enter")
    expect(keys.section.locator(".pw-feedback")).to_be_hidden()
    asked = keys.section.locator(".pw-ask:visible")
    expect(asked).to_have_count(1)
    assert not re.search(r"wrong|incorrect|error|invalid|must", asked.inner_text(), re.IGNORECASE)
    keys.focus()


def test_a_text_beyond_the_limit_is_kept_and_told_how_long_it_may_be(site: str, page: Page) -> None:
    exercise = next(e for e in BANK.exercises.values() if e.id in PLACES and e.rung == "repair")
    keys = arrived(page, site, exercise)
    keys.section.locator("textarea").fill("x" * 20_001)
    keys.section.get_by_role("button", name="Check my wording").click()
    expect(keys.section).to_contain_text("20,000")
    expect(keys.section.locator(".pw-feedback")).to_be_hidden()
    assert len(keys.section.locator("textarea").input_value()) == 20_001


@pytest.mark.may_complain("the exercise is broken on purpose")
def test_a_broken_exercise_shows_its_text_and_one_honest_sentence(site: str, page: Page) -> None:
    exercise = next(e for e in BANK.exercises.values() if e.id in PLACES)
    page.add_init_script(
        f"""document.addEventListener("readystatechange", () => {{
          const found = document.querySelector("#practice-{exercise.id} .pw-payload");
          if (found) found.textContent = "{{";
        }}, {{once: true, capture: true}});"""
    )
    page.goto(f"{site}{PLACES[exercise.id]}")
    section = page.locator(f"#practice-{exercise.id}")
    expect(section).to_contain_text("could not start here")
    expect(section).to_contain_text(exercise.prompt.split(".")[0])


def test_learner_text_is_only_ever_text(site: str, page: Page) -> None:
    hostile = (
        "<img src=x onerror=window.pwned=1><script>window.pwned=1</script>[a](javascript:window.pwned=1) {{7*7}} $x$"
    )
    exercise = next(e for e in BANK.exercises.values() if e.id in PLACES and e.rung == "repair")
    keys = arrived(page, site, exercise)
    keys.section.locator("textarea").fill(hostile)
    keys.section.get_by_role("button", name="Check my wording").click()
    expect(keys.section.locator(".pw-feedback")).to_contain_text("<img src=x")
    assert page.evaluate("window.pwned") is None
