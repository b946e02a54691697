"""Every planner of the built book, filled in by keyboard, half-way, and taken along."""

import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Download, Locator, Page, expect

from powerwith.bank import load_bank
from powerwith.model import Planner, PlannerResponse, RowsField, form
from powerwith.planner import checked, plain

from .drive import Exercise, axe_in_both, places
from .keeping import records

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
BANK = load_bank(ROOT / "exercises")
ALL = {one.id: one for one in BANK.exercises.values() if isinstance(one, Planner) and one.id in places()}
EACH = [pytest.param(one, id=one.id) for one in ALL.values()]
BY_PAGE = sorted(ALL.values(), key=lambda one: places()[one.id])  # to go to the next one on a page loads nothing anew
STEP, FADE, WEB, RINGS = (ALL[name] for name in ("step-shrinker", "fade-out-schedule", "power-map", "three-levels"))
HOSTILE = "<img src=x onerror=window.pwned=1><script>window.pwned=1</script> {{7*7}} & $& {step}"
KEPT = "Only on this device, it is mine"

# In the order of the page, as fast as the page can take it. What a key does is tested apart from this.
FILL = """(section, words) => {
  const tell = (one, kind) => one.dispatchEvent(new Event(kind, { bubbles: true }));
  let count = 0;
  for (const one of section.querySelectorAll(".pw-planner textarea, .pw-planner input[type=date]")) {
    const isTime = one.closest(".pw-field").querySelector("label").textContent.includes("minutes");
    one.value = one.type === "date" ? "2026-11-24" : isTime ? "5" : `${words} ${++count}`;
    tell(one, "input");
  }
  for (const one of section.querySelectorAll(".pw-planner select")) {
    one.selectedIndex = 1 + (count++ % (one.options.length - 1));
    tell(one, "change");
  }
  for (const one of section.querySelectorAll(".pw-planner fieldset")) {
    const radios = [...one.querySelectorAll(":scope > div input[type=radio]")];
    if (radios.length) radios.at(-1).click();
  }
}"""


class Form(Exercise):
    """Somebody with a form."""

    def __init__(self, page: Page, planner: Planner) -> None:
        super().__init__(page, planner.id)
        self.planner = planner

    @property
    def paper(self) -> Locator:
        """The finished page."""
        return self.section.locator(".pw-feedback .pw-paper")

    @property
    def rows(self) -> Locator:
        return self.section.locator(".pw-row")

    def write(self, label: str, words: str, nth: int = 0) -> None:
        self.section.get_by_label(label, exact=True).nth(nth).fill(words)

    def fill(self, words: str = "Zephyrine") -> None:
        self.section.evaluate(FILL, words)

    def finish(self, words: str = "Zephyrine") -> None:
        self.fill(words)
        self.press("Keep")
        expect(self.paper).to_be_visible()

    def save(self, name: str) -> Download:
        with self.page.expect_download() as started:
            self.press(name)
        return started.value


def opened(page: Page, site: str, planner: Planner) -> Form:
    page.goto(f"{site}{places()[planner.id]}#practice-{planner.id}")
    return Form(page, planner)


def kept(page: Page) -> list[dict[str, Any]]:
    """What the browser holds, oldest first."""
    return sorted((record["body"] for record in records(page)), key=lambda entry: int(entry["attempt"]))


def as_written(entry: dict[str, Any]) -> PlannerResponse:
    return PlannerResponse.model_validate_json(json.dumps(entry["response"]))


@pytest.mark.parametrize("planner", EACH)
def test_every_field_has_its_name(planner: Planner, site: str, page: Page) -> None:
    to_do = opened(page, site, planner)
    for field in form(planner).values():
        if isinstance(field, RowsField):
            group = to_do.section.get_by_role("group", name=field.label, exact=True)
            for column in field.columns:
                expect(group.get_by_label(column.label, exact=True)).to_have_count(field.first)
        elif field.type in ("choose", "scale"):
            expect(to_do.section.get_by_role("group", name=field.label, exact=True)).to_have_count(1)
        else:
            expect(to_do.section.get_by_label(field.label, exact=True)).to_have_count(1)


def test_every_planner_stands_in_a_chapter() -> None:
    assert [
        one.id for one in BANK.exercises.values() if isinstance(one, Planner) and "/ch" not in places()[one.id]
    ] == []


@pytest.mark.parametrize("planner", EACH)
def test_it_is_filled_in_by_keyboard_alone(planner: Planner, site: str, page: Page) -> None:
    to_do = opened(page, site, planner)
    page.evaluate("section => section.querySelector('.pw-title').tabIndex = -1", to_do.section.element_handle())
    to_do.section.locator(".pw-title").focus()
    to_do.listen(".pw-live")
    done: set[str] = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        # A day has stops of its own inside its field, which no selector sees.
        about = page.evaluate(
            """() => { const one = document.activeElement; const shown = [one, one.nextElementSibling].filter(Boolean)
                 .some(each => getComputedStyle(each).outlineStyle !== "none");
               return {key: one.name || one.id, type: one.type ?? "", words: one.textContent.trim(), shown}; }"""
        )
        if about["type"] == "button" and about["words"] == "Keep":
            break
        if about["key"] in done:
            continue
        assert about["shown"], f"nothing shows that the focus is on {about}"
        done.add(about["key"])
        match about["type"]:
            case "textarea":
                page.keyboard.type("5 Zephyrine")
            case "radio":
                page.keyboard.press("Space")
                page.keyboard.press("ArrowUp")
            case "select-one":
                page.keyboard.press("ArrowDown")
            case "date":
                page.keyboard.type("11242026")
    page.keyboard.press("Enter")
    assert page.locator(":focus").inner_text() == "Keep", "the focus left the button"
    expect(to_do.paper).to_contain_text("Zephyrine")
    told = [one.says for one in planner.checks]
    expect(to_do.section.locator(".pw-feedback .pw-checks li[data-met=yes]")).to_have_count(len(told))
    page.wait_for_function("window.heard.length > 0")
    assert to_do.heard() == ["Kept. Everything the checks look for is there. Go to “What it has so far”"]
    to_do.section.get_by_role("link", name="Go to “What it has so far”").press("Enter")
    assert page.locator(":focus").inner_text() == "What it has so far"


@pytest.mark.parametrize("planner", EACH)
def test_the_page_says_what_python_says(planner: Planner, site: str, page: Page) -> None:
    to_do = opened(page, site, planner)
    to_do.finish()
    text = Path(to_do.save("Save as plain text").path()).read_text(encoding="utf-8")
    to_do.press(KEPT)
    expect(to_do.section).to_contain_text("Saved on this device.")
    given = as_written(kept(page)[0])
    assert set(given.fields) | set(given.rows) == set(form(planner)), "something filled in was not kept"
    assert text == plain(planner, given)
    assert text.count("Zephyrine") > 3
    shown = [one.says for one in checked(planner, given) if one.met]
    said = to_do.section.locator(".pw-feedback .pw-checks li[data-met=yes]").all_text_contents()
    assert said == [f"There already: {words}" for words in shown]


@pytest.mark.parametrize("planner", EACH)
def test_every_drawing_is_told_in_words(planner: Planner, site: str, page: Page) -> None:
    to_do = opened(page, site, planner)
    to_do.finish()
    drawings = [block for block in planner.page if block.block == "drawing"]
    figures = to_do.paper.locator("figure")
    assert figures.count() == len(drawings)
    for figure, block in zip(figures.all(), drawings, strict=True):
        svg = figure.locator("svg")
        expect(svg).to_have_attribute("role", "img")
        label = svg.get_attribute("aria-label") or ""
        figure.locator("summary").click()
        for line in figure.locator("li").all_inner_texts():
            assert line in label, f"“{block.title}” says one thing aloud and another in print"
        told = set(re.findall(r"Zephyrine \d+", label))
        drawn = set(re.findall(r"Zephyrine \d+", svg.evaluate("one => one.textContent")))
        assert drawn == told
        assert not svg.locator("[style]").count()


def test_drawn_words_stay_inside_the_drawing(site: str, page: Page) -> None:
    for planner in BY_PAGE:
        to_do = opened(page, site, planner)
        to_do.finish("Donaudampfschifffahrtsgesellschaftskapitän and a good many words of an ordinary length")
        outside = to_do.paper.evaluate(
            """paper => [...paper.querySelectorAll("svg")].flatMap(svg => {
                 const { width, height } = svg.viewBox.baseVal;
                 return [...svg.querySelectorAll("text, rect, path")].filter(one => {
                   const box = one.getBBox();
                   return box.x < -1 || box.y < -1 || box.x + box.width > width + 1 || box.y + box.height > height + 1;
                 }).map(one => `${one.tagName}: ${one.textContent}`);
               })"""
        )
        assert outside == [], f"{planner.id} draws outside its drawing"


def test_nothing_written_is_asked_for_kindly(site: str, page: Page) -> None:
    to_do = opened(page, site, STEP)
    to_do.press("Keep")
    asked = to_do.section.locator(".pw-ask:visible")
    expect(asked).to_have_text("Nothing is written yet. One answer will do to begin with.")
    assert page.locator(":focus").evaluate("one => one.tagName") == "TEXTAREA"
    expect(to_do.paper).to_have_count(0)
    to_do.write("What is the whole task?", "the letter")
    expect(asked).to_have_count(0)


def test_checks_ask_and_never_stop_anybody(site: str, page: Page) -> None:
    to_do = opened(page, site, STEP)
    to_do.write("What is one step so small that it looks almost silly?", "open it")
    to_do.press("Keep")
    expect(to_do.section.locator(".pw-live")).to_contain_text("Four things are not there yet, and that may be fine.")
    lines = to_do.section.locator(".pw-feedback .pw-checks li")
    expect(lines.nth(0)).to_have_text("There already: The step is one thing that somebody could watch.")
    expect(lines.nth(1)).to_have_text("Not yet: It has a day, a time and a place. When and where exactly?")
    expect(to_do.paper).to_contain_text("open it")
    to_do.section.get_by_role("radio", name="7", exact=True).check()
    expect(lines.nth(2)).to_have_attribute("data-met", "yes")
    to_do.section.get_by_role("radio", name="6", exact=True).check()
    expect(lines.nth(2)).to_have_attribute("data-met", "not-yet")
    expect(to_do.section.get_by_text("You have changed something since you kept this.")).to_be_visible()
    to_do.press("Keep")
    expect(to_do.section.get_by_text("You have changed something since you kept this.")).to_be_hidden()


def test_a_half_filled_form_is_there_again(site: str, page: Page) -> None:
    to_do = opened(page, site, FADE)
    to_do.write("The task", "ring the surgery", nth=1)
    to_do.section.get_by_label("How is it done now?").nth(1).select_option("We do it together")
    to_do.write("How can they come back, and to whom?", "the duty\nline")
    to_do.press(KEPT)
    expect(to_do.section).to_contain_text("Saved on this device.")
    page.reload()
    again = Form(page, FADE)
    expect(again.section.get_by_label("The task", exact=True).nth(1)).to_have_value("ring the surgery")
    expect(again.section.get_by_label("How is it done now?").nth(1)).to_have_value("We do it together")
    expect(again.section.locator(".pw-feedback")).to_be_hidden()
    (entry,) = kept(page)
    assert entry["outcome"] is None
    assert as_written(entry).fields == {"back": "the duty line"}
    assert as_written(entry).rows["tasks"][0] == {}, "a row left empty keeps its place"


def test_a_kept_plan_comes_back_and_goes_on(site: str, page: Page) -> None:
    to_do = opened(page, site, STEP)
    to_do.finish()
    to_do.press(KEPT)
    expect(to_do.section).to_contain_text("Saved on this device.")
    words = to_do.paper.inner_text()
    page.reload()
    again = Form(page, STEP)
    expect(again.paper).to_be_visible()
    assert again.paper.inner_text() == words
    expect(again.section.locator(".pw-aside:visible")).to_have_count(0)
    again.write("What is the whole task?", "all of it")
    expect(again.paper).to_contain_text("all of it")
    again.press("Keep")
    page.wait_for_function("() => document.querySelector('.pw-tries details')")
    first, second = kept(page)
    assert (first["response"]["fields"]["task"], second["response"]["fields"]["task"]) == ("Zephyrine 1", "all of it")
    assert first["outcome"] and second["outcome"]


def test_it_can_be_seen_before_it_is_kept(site: str, page: Page) -> None:
    to_do = opened(page, site, RINGS)
    to_do.section.get_by_text("See it so far").click()
    preview = to_do.section.locator(".pw-planner .pw-paper")
    expect(preview).to_contain_text("Nothing is written yet.")
    to_do.write("Cultural", "Sixty is old.")
    expect(preview).to_contain_text("Sixty is old.")
    assert [entry["outcome"] for entry in kept(page)] in ([], [None])


class TestRows:
    """Rows come, go and move by buttons."""

    @pytest.fixture
    def begun(self, site: str, page: Page) -> Iterator[Form]:
        to_do = opened(page, site, WEB)
        for i, words in enumerate(("one", "two", "three")):
            to_do.write("What gives power here?", words, nth=i)
        yield to_do

    def names(self, to_do: Form) -> list[str]:
        return [each.input_value() for each in to_do.section.get_by_label("What gives power here?", exact=True).all()]

    def test_one_is_added_up_to_the_most(self, begun: Form) -> None:
        for count in range(6, 11):
            begun.press("Add a card")
            assert begun.rows.count() == count
            assert begun.page.locator(":focus").evaluate(
                "one => one === [...document.querySelectorAll('#practice-power-map .pw-row')].at(-1)"
                ".querySelector('textarea')"
            ), "the focus is not in the new row"
        expect(begun.section.get_by_role("button", name="Add a card")).to_be_hidden()
        expect(begun.section).to_contain_text("There is room for 10 here.")

    def test_one_moves_and_keeps_the_focus_with_it(self, begun: Form) -> None:
        begun.press("Move up: card 3")
        assert self.names(begun)[:3] == ["one", "three", "two"]
        assert begun.page.locator(":focus").get_attribute("aria-label") == "Move up: card 2"
        expect(begun.section.locator(".pw-live")).to_have_text("Card 3 is now card 2.")
        begun.page.keyboard.press("Enter")
        assert self.names(begun)[:3] == ["three", "one", "two"]
        assert begun.page.locator(":focus").get_attribute("aria-label") == "Move down: card 1", "a button at the top"
        expect(begun.section.get_by_role("button", name="Move up: card 1")).to_be_disabled()

    def test_one_goes_and_can_be_put_back(self, begun: Form) -> None:
        begun.press("Remove: card 2")
        assert self.names(begun)[:2] == ["one", "three"]
        assert begun.page.locator(":focus").inner_text() == "Put it back"
        expect(begun.section.locator(".pw-live")).to_have_text("Card 2 is removed. You can put it back.")
        begun.page.keyboard.press("Enter")
        assert self.names(begun)[:3] == ["one", "two", "three"]
        assert begun.page.locator(":focus").input_value() == "two"
        assert begun.rows.locator("legend").all_inner_texts() == [f"Card {number}" for number in range(1, 6)]

    def test_what_was_moved_or_removed_is_kept_so(self, begun: Form) -> None:
        begun.press(KEPT)
        begun.press("Move down: card 1")
        begun.press("Remove: card 3")
        expect(begun.section).to_contain_text("Saved on this device.")
        begun.page.wait_for_timeout(600)
        begun.page.reload()
        again = Form(begun.page, WEB)
        expect(again.section.get_by_label("What gives power here?", exact=True).first).to_have_value("two")
        assert self.names(again)[:3] == ["two", "one", ""]

    def test_all_can_go(self, begun: Form) -> None:
        for _ in range(5):
            begun.press("Remove: card 1")
        assert begun.rows.count() == 0
        begun.press("Put it back")
        assert begun.rows.count() == 1


class TestTakingAlong:
    """On paper, as a file, as words."""

    def test_the_page_is_printed_alone(self, site: str, page: Page) -> None:
        page.add_init_script("window.printed = 0; window.print = () => { window.printed++; };")
        to_do = opened(page, site, STEP)
        to_do.finish()
        to_do.press("Print this page alone")
        assert page.evaluate("window.printed") == 1
        page.emulate_media(media="print")
        seen = page.evaluate(
            """() => { const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
              while (walk.nextNode()) { const one = walk.currentNode.parentElement;
                if (walk.currentNode.data.trim() && one.checkVisibility() && !one.closest("script, style, .pw-paper"))
                  found.push(walk.currentNode.data.trim()); }
              return found; }"""
        )
        assert seen == [], "more than the page would be printed"
        expect(to_do.paper).to_be_visible()
        sheets = page.pdf(format="A4").count(b"/Type /Page\n") or page.pdf(format="A4").count(b"/Type /Page")
        assert sheets <= 3
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        expect(page.locator(".pw-exercise").last).to_be_visible()

    @pytest.mark.parametrize("planner", [STEP, FADE], ids=["with-a-chain", "with-rows-and-bars"])
    def test_the_saved_page_stands_alone(self, planner: Planner, site: str, page: Page, tmp_path: Path) -> None:
        to_do = opened(page, site, planner)
        to_do.finish(HOSTILE)
        saved = to_do.save("Save for a word processor")
        assert re.fullmatch(rf"{planner.id}-\d{{4}}-\d\d-\d\d\.html", saved.suggested_filename)
        expect(to_do.section.locator(".pw-live")).to_contain_text(saved.suggested_filename)
        assert page.evaluate("window.pwned") is None
        path = tmp_path / "plan.html"
        saved.save_as(path)
        other = page.context.new_page()
        other.goto(path.as_uri())
        assert other.evaluate("window.pwned") is None
        assert other.locator("script").count() == 0
        expect(other.locator("h1")).to_have_text(planner.makes)
        expect(other.locator("body")).to_contain_text("<img src=x onerror=window.pwned=1>")
        drawings = [block for block in planner.page if block.block == "drawing"]
        assert other.locator("img").count() == len(drawings)
        sizes = other.locator("img").evaluate_all("all => all.map(one => one.complete && one.naturalWidth)")
        assert sizes == [300] * len(drawings), "a picture is broken"

    def test_a_word_processor_opens_the_saved_page(self, soffice: str, site: str, page: Page, tmp_path: Path) -> None:
        to_do = opened(page, site, RINGS)
        to_do.finish()
        to_do.save("Save for a word processor").save_as(tmp_path / "plan.html")
        subprocess.run(
            [soffice, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "odt",
             "--outdir", tmp_path, tmp_path / "plan.html"], check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        with zipfile.ZipFile(tmp_path / "plan.odt") as archive:
            text = archive.read("content.xml").decode()
            pictures = [name for name in archive.namelist() if name.startswith("Pictures/")]
        assert RINGS.makes in text
        assert "Zephyrine 3" in text
        assert pictures, "the drawing did not arrive"

    def test_the_words_are_copied(self, site: str, context: BrowserContext, page: Page) -> None:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        to_do = opened(page, site, STEP)
        to_do.finish()
        to_do.press("Copy the words")
        expect(to_do.section.locator(".pw-live")).to_have_text("The words are copied.")
        text = page.evaluate("navigator.clipboard.readText()")
        assert text.startswith("One small step\n==============\n")

    def test_where_nothing_can_be_copied_the_words_stand_ready(self, site: str, page: Page) -> None:
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined });")
        to_do = opened(page, site, STEP)
        to_do.finish()
        to_do.press("Copy the words")
        box = to_do.section.get_by_label("The words of the page")
        expect(box).to_be_focused()
        assert box.evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)") == box.input_value() != ""

    def test_my_journal_tells_the_plan(self, site: str, page: Page) -> None:
        to_do = opened(page, site, FADE)
        to_do.finish()
        to_do.press(KEPT)
        expect(to_do.section).to_contain_text("Saved on this device.")
        page.goto(f"{site}book/journal.html")
        shown = page.locator(".pw-journal-exercise")
        expect(shown).to_contain_text("Who is it with? Zephyrine 1")
        names = shown.locator(".pw-journal-own .pw-tag").all_inner_texts()
        assert names[0].startswith("Who is it with?"), "not in the order of the form"
        assert names[-1].startswith("How can they come back, and to whom?")


def test_what_is_typed_is_only_ever_text(site: str, page: Page) -> None:
    for planner in (STEP, WEB, RINGS):
        to_do = opened(page, site, planner)
        to_do.finish(HOSTILE)
        expect(to_do.paper).to_contain_text("<img src=x")
        assert to_do.paper.locator("img, script").count() == 0
    assert page.evaluate("window.pwned") is None


@pytest.mark.parametrize(("width", "theme"), [(390, "light"), (1280, "dark")])
def test_axe_finds_nothing_in_any_state(
    theme: str, width: int, site: str, context: BrowserContext, axe_source: str
) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    to_do = opened(page, site, STEP)
    page.evaluate("document.querySelectorAll('.pw-planner > details').forEach(one => { one.open = true; })")
    found = {"empty": axe_in_both(page, axe_source)}
    to_do.press("Keep")
    found["asked"] = axe_in_both(page, axe_source)
    to_do.write("What is the whole task?", "half of it")
    to_do.press("Keep")
    found["half"] = axe_in_both(page, axe_source)
    web = opened(page, site, WEB)
    web.finish()
    web.press("Remove: card 2")
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
    found["finished"] = axe_in_both(page, axe_source)
    assert not any(found.values()), json.dumps(found, indent=1)


def test_nothing_scrolls_sideways_at_320(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    for planner in BY_PAGE:
        opened(page, site, planner).finish("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz")
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, planner.id


def test_targets_are_large_enough_for_a_thumb(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    for planner in (FADE, STEP):
        opened(page, site, planner).finish()
        small = page.evaluate(
            """() => [...document.querySelectorAll(
                 "#practice-fade-out-schedule button, #practice-step-shrinker .pw-option label, .pw-planner select")]
               .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
               .map(one => `${one.textContent} ${one.getBoundingClientRect().height}`)"""
        )
        assert small == []


def test_it_works_from_a_folder_without_a_server(book: Path, page: Page) -> None:
    for planner in (STEP, WEB):
        page.goto(f"file://{book / places()[planner.id]}")
        to_do = Form(page, planner)
        to_do.finish()
        expect(to_do.paper.locator("svg").first).to_be_visible()


def test_without_scripts_it_is_a_form_for_pen_and_paper(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for planner in ALL.values():
        page.goto(site + places()[planner.id])
        words = page.locator(f"#practice-{planner.id}").inner_text()
        fields = form(planner).values()
        columns = [column.label for field in fields if isinstance(field, RowsField) for column in field.columns]
        missing = [text for text in [*(field.label for field in fields), *columns] if text not in words]
        assert missing == [], planner.id
        assert all(check.says in words for check in planner.checks)
    context.close()
