"""Share with a trainer in the built book: what is shown is the file, and no word goes that was not ticked."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from powerwith import payload, share
from powerwith.bank import load_bank
from powerwith.journal import open_backup
from powerwith.model import Handed, Vignette
from powerwith.model.share import Share

from .drive import axe, eventually
from .keeping import CHAPTER, JOURNAL, rewrite, visit, wait_for_state
from .test_lock import locked, unlock
from .test_portfolio import SEEN, WIDE

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
SHARE = "book/share.html"
SAMPLE = ROOT / "notebooks/sample-journal.json"
OWN = [text for one in json.loads(SAMPLE.read_text(encoding="utf-8"))["entries"] for text in
       [one["response"].get("text", ""), *one["response"].get("fields", {}).values(),
        *one["response"].get("texts", {}).values()] if len(text) > 12]  # fmt: skip
SMALL = """() => [...document.querySelectorAll(
    ".pw-share :is(button, select, summary, .pw-portfolio-tick, .pw-share-field input), .pw-journal-restore label")]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
  .map(one => `${one.textContent} ${one.getBoundingClientRect().height}`)"""
HANDED = """async () => { const db = await new Promise(yes => {
    const asked = indexedDB.open("powerwith-journal"); asked.onsuccess = () => yes(asked.result); });
  const found = await new Promise(yes => {
    const asked = db.transaction("meta").objectStore("meta").get("handed");
    asked.onsuccess = () => yes(asked.result); });
  db.close(); return found?.length > 0; }"""


@pytest.fixture
def page(context: BrowserContext, site: str) -> Page:
    """The page with a backup opened on it, on a device that keeps nothing."""
    page = context.new_page()
    page.goto(site + SHARE)
    expect(page.locator(".pw-share")).to_contain_text("Nothing is kept here yet")
    return _with_backup(page)


def _with_backup(page: Page) -> Page:
    page.set_input_files(".pw-journal-file", SAMPLE)
    page.locator("[data-share]").first.wait_for(state="attached")
    return page


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def _choose(page: Page, *exercises: str) -> None:
    page.locator(".pw-portfolio-chapter").evaluate_all("all => all.forEach(one => { one.open = true; })")
    for exercise in exercises:
        page.locator(f"[data-share={exercise}]").check()


def _look(page: Page, *, words: bool = False) -> str:
    """What stands in the preview of the file."""
    _press(page, "Show me what goes")
    if words:
        expect(page.get_by_role("heading", name="Look through it first")).to_be_focused()
        for row in page.locator(".pw-review-finds > li").all():
            row.locator("select").select_option("leave")
        _press(page, "Go on")
    expect(page.get_by_role("heading", name="This is what goes")).to_be_focused()
    return page.locator(".pw-share-file").text_content() or ""


def _saved(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as download:
        _press(page, "Save the file")
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_the_preview_is_the_file_byte_for_byte_and_the_one_python_makes(page: Page) -> None:
    page.get_by_label("Group code").fill(" Spring B ")
    _choose(page)
    for button in page.get_by_role("button", name="Choose all of").all():
        button.click()
    page.get_by_label("When did you answer these?").select_option("before")
    page.get_by_label("A code of your own").fill("bus 42 kite")
    shown = _look(page)
    name, saved = _saved(page)
    assert saved == shown.encode()
    made = Share.model_validate_json(saved)
    assert name == share.file_name(made)
    assert (made.cohort, made.linking, made.seq) == ("spring-b", "BUS42KITE", 1)
    handed = Handed(cohort=made.cohort, share=made.share, seq=made.seq)
    again = share.gather(open_backup(SAMPLE), handed=handed, phase="before", linking="BUS42KITE")
    assert share.text(again).encode() == saved
    assert OWN
    assert not [text for text in OWN if text in shown]
    assert not [text for text in OWN if text in page.locator(".pw-share-told").inner_text()]


def test_words_go_only_where_they_were_ticked_and_as_they_were_changed(page: Page) -> None:
    page.get_by_label("Group code").fill("spring-b")
    _choose(page, "why-to-what", "the-missed-sessions")
    ticks = page.locator("[data-words]")
    expect(ticks).to_have_count(3)
    ticks.first.check()
    made = Share.model_validate_json(_look(page, words=True))
    carried = [one.words for one in made.answers if one.words]
    assert len(carried) == 1
    assert carried[0]["text"] in (ticks.first.locator("xpath=..").inner_text())
    expect(page.locator(".pw-share-told")).to_contain_text(carried[0]["text"])
    page.locator("[data-words]").first.uncheck()
    expect(page.locator(".pw-share-file")).to_have_count(0)
    expect(page.locator(".pw-share")).to_contain_text("You changed what goes, so what was shown here is gone.")
    assert not [one.words for one in Share.model_validate_json(_look(page)).answers if one.words]


def test_a_code_holds_the_answer_and_the_learner_of_the_file(page: Page) -> None:
    page.get_by_label("Group code").fill("spring-b")
    _choose(page, "the-brown-envelope", "epsa")
    made = Share.model_validate_json(_look(page))
    page.get_by_text("No way to send a file?").click()
    exercises = load_bank(ROOT / "exercises").exercises
    for title in ("The brown envelope", exercises["epsa"].title):
        page.get_by_label("Which exercise?").select_option(label=title)
        _press(page, "Make the code")
        coded = share.read_code(page.locator(".pw-share-code").inner_text(), exercises)
        latest = [one for one in made.answers if one.exercise == coded.answer.exercise][-1]
        assert coded.tag == share.tag_of(made.share)
        assert coded.answer == share.carried(latest)


def test_a_code_of_marks_and_one_of_a_vignette_say_what_they_hold_and_leave_out(
    context: BrowserContext, site: str, tmp_path: Path
) -> None:
    exercises = load_bank(ROOT / "exercises").exercises
    cases = exercises["four-cases-by-chance"]
    assert isinstance(cases, Vignette)
    backup = json.loads(SAMPLE.read_text(encoding="utf-8"))
    taken = {
        one.id: {"version": version, "ratings": {cases.outcomes[0].id: 10}, "text": "Zephyrine"}
        for one, version in zip(cases.cases, "abba", strict=True)
    }
    response = {"kind": "vignette", "pack": cases.pack, "version": cases.version, "seed": 1, "order": [*taken]}
    entry = backup["entries"][0] | {"outcome": {}, "kind": "vignette", "exercise": cases.id, "seq": 99, "attempt": 1}
    entry |= {"id": "99999999-0000-4000-8000-000000000099", "response": response | {"cases": taken}}
    backup["entries"].append(entry | {"digest": payload.digest(payload.meaning(cases))})
    (tmp_path / "backup.json").write_text(json.dumps(backup), encoding="utf-8")
    page = context.new_page()
    page.goto(site + SHARE)
    page.set_input_files(".pw-journal-file", tmp_path / "backup.json")
    page.locator("[data-share]").first.wait_for(state="attached")
    page.get_by_label("Group code").fill("spring-b")
    page.get_by_label("A code of your own").fill("bus42kite")
    _choose(page, cases.id, "why-to-what")
    made = Share.model_validate_json(_look(page))
    page.get_by_text("No way to send a file?").click()
    for name, shown, left in (
        (cases.id, "version B", "The code leaves out your own code BUS42KITE, so before and after"),
        (
            "why-to-what",
            "Marked by the coach",
            "which version of the coach marked it, your other answer to this exercise",
        ),
    ):
        page.get_by_label("Which exercise?").select_option(label=exercises[name].title)
        _press(page, "Make the code")
        fold = page.locator("details.pw-more", has=page.locator(".pw-share-code"))
        coded = share.read_code(fold.locator(".pw-share-code").inner_text(), exercises)
        latest = [one for one in made.answers if one.exercise == name][-1]
        assert coded.answer == share.carried(latest)
        expect(fold).to_contain_text(shown)
        expect(fold).to_contain_text(left)
        assert "Zephyrine" not in fold.inner_text()


def test_the_second_file_takes_the_place_of_the_first_and_before_stays_before(
    context: BrowserContext, site: str
) -> None:
    journal = context.new_page()
    journal.goto(site + JOURNAL)
    _press(journal, "Only on this device, it is mine")
    journal.set_input_files(".pw-journal-file", SAMPLE)
    expect(journal.locator(".pw-journal-said").first).to_contain_text("40 entries are back")
    made = []
    for when in ("before", "after"):
        page = context.new_page()
        page.goto(site + SHARE)
        page.get_by_label("Group code").fill("spring-b")
        _choose(page, "why-to-what")
        page.get_by_label("When did you answer these?").select_option(when)
        _look(page)
        made.append(Share.model_validate_json(_saved(page)[1]))
        eventually(page, HANDED)
        expect(page.locator(".pw-share")).to_contain_text("You shared with spring-b before.")
    assert [one.seq for one in made] == [1, 2]
    assert made[0].share == made[1].share
    assert {answer.phase for one in made for answer in one.answers} == {"before"}
    page = context.new_page()
    page.goto(site + SHARE)
    page.get_by_label("Group code").fill("autumn")
    _choose(page, "why-to-what")
    assert Share.model_validate_json(_look(page)).share != made[0].share


def test_what_is_missing_gets_one_sentence_and_the_focus(page: Page) -> None:
    _press(page, "Show me what goes")
    expect(page.locator(".pw-share")).to_contain_text("Type the group code first.")
    expect(page.get_by_label("Group code")).to_be_focused()
    page.get_by_label("Group code").fill("spring-b")
    _press(page, "Show me what goes")
    expect(page.get_by_text("Choose at least one exercise first.")).to_be_focused()
    page.get_by_label("A code of your own").fill("!")
    _press(page, "Show me what goes")
    expect(page.get_by_label("A code of your own")).to_be_focused()
    expect(page.locator(".pw-share-file")).to_have_count(0)


def test_the_keyboard_goes_all_the_way(page: Page) -> None:
    def tab_to(what: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            focused = page.locator(":focus")
            assert focused.evaluate(SEEN), focused.evaluate("one => one.outerHTML.slice(0, 200)")
            if focused.evaluate("(one, what) => one.matches(what) || one.textContent === what", what):
                return
        raise AssertionError(f"80 times Tab and not at {what}")

    page.locator(".pw-journal-said").first.focus()
    tab_to("input[type=text]")
    page.keyboard.type("spring-b")
    tab_to("[data-share=why-to-what]")
    page.keyboard.press("Space")
    tab_to("select")
    page.keyboard.type("Before")
    tab_to("[data-words]")
    page.keyboard.press("Space")
    tab_to("input[type=text]")
    page.keyboard.type("bus42kite")
    tab_to("Show me what goes")
    page.keyboard.press("Enter")
    for _ in range(page.locator(".pw-review-finds > li").count()):
        tab_to("select")
        page.keyboard.type("Leave it")
    tab_to("Go on")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="This is what goes")).to_be_focused()
    tab_to("pre")
    with page.expect_download() as download:
        tab_to("Save the file")
        page.keyboard.press("Enter")
    made = Share.model_validate_json(Path(download.value.path()).read_bytes())
    assert [len(one.words) for one in made.answers] == [1, 0]
    tab_to("summary")
    page.keyboard.press("Enter")
    tab_to("Make the code")
    page.keyboard.press("Enter")
    expect(page.locator(".pw-share-code")).to_contain_text("PW1-1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_is_accessible_on_a_phone(page: Page, scheme: Any, axe_source: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 740})

    def look(state: str) -> None:
        assert axe(page, axe_source) == [], state
        assert page.evaluate(WIDE) == 0, state
        assert page.evaluate(SMALL) == [], state

    page.get_by_label("Group code").fill("spring-b")
    _choose(page, "why-to-what", "epsa")
    page.get_by_text("How to make one that nobody can guess").click()
    look("chosen")
    page.locator("[data-words]").first.check()
    _look(page, words=True)
    page.get_by_text("No way to send a file?").click()
    _press(page, "Make the code")
    look("made")


def test_a_locked_journal_is_opened_first_and_what_was_shown_goes_when_it_shuts(
    context: BrowserContext, site: str
) -> None:
    page = visit(context, site + CHAPTER)
    locked(page, "Zephyrine rang.")
    page.goto(site + SHARE)
    unlock(page)
    expect(page.locator(".pw-share")).to_contain_text("Nothing is finished yet. Answer an exercise first")
    page.goto(site + CHAPTER)
    unlock(page)
    rewrite(page).locator(".pw-work .pw-actions button").first.click()
    wait_for_state(page, "Saved on this device.")
    page.goto(site + SHARE)
    expect(page.locator(".pw-share")).to_contain_text("Open your journal above to choose from it.")
    unlock(page)
    page.get_by_label("Group code").fill("spring-b")
    page.locator("[data-share]").check()
    shown = _look(page)
    assert "Zephyrine" not in shown
    _saved(page)
    _press(page, "Lock now")
    expect(page.locator(".pw-share")).to_contain_text("Open your journal above to choose from it.")
    expect(page.locator(".pw-share-file")).to_have_count(0)
    assert "Zephyrine" not in page.locator("main").inner_html()
    assert "spring-b" not in json.dumps(page.evaluate(HANDED.replace("found?.length > 0", "JSON.stringify(found)")))


def test_without_scripts_the_page_says_what_it_needs(site: str, context: BrowserContext) -> None:
    plain = context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = plain.new_page()
    page.goto(site + SHARE)
    expect(page.locator("[data-powerwith=share]")).to_contain_text("it needs JavaScript")
    plain.close()
