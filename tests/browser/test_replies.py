"""The reply task in the built book: by keyboard, from the coin to the marks of two colleagues, and hostile files."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from powerwith.bank import load_bank
from powerwith.model import Replies, RepliesResponse
from powerwith.model.entry import ReplyMarks
from powerwith.model.replies import ReplySheet, SheetMarks
from powerwith.replies import matched, prompts, total

from .drive import Exercise, axe
from .keeping import records

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
TASK = next(one for one in load_bank(ROOT / "exercises").exercises.values() if isinstance(one, Replies))
PAGE, RATE = "book/reply-task.html", "book/rate-replies.html"
CANARY = "Zephyrine"
# The coin shows what the test wants; ids stay random.
COIN = """side => { const real = crypto.getRandomValues.bind(crypto);
  const isCoin = array => array.length === 1 && array.BYTES_PER_ELEMENT === 1;
  crypto.getRandomValues = array => isCoin(array) ? array.fill(side) : real(array); }"""
# Inside the page, as fast as it can take it. What a key does is tested apart from this.
WRITE = """(section, words) => {
  const box = section.querySelector(".pw-writing textarea");
  for (let nth = 0; nth < 6; nth++) {
    box.value = `${words} ${nth}?`;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    section.querySelector(".pw-writing .pw-actions button").click();
  }
}"""
MARK_ALL = """(root, [mark, presses]) => {
  for (let nth = 0; nth < presses; nth++) {
    for (const set of root.querySelectorAll(".pw-criterion")) set.querySelectorAll("input")[mark].click();
    root.querySelector(":scope > .pw-actions button").click();
  }
}"""
MARK = """(root, mark) => { for (const set of root.querySelectorAll(".pw-criterion"))
  set.querySelectorAll("input")[mark].click(); }"""


class Task(Exercise):
    """Somebody at the reply task."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, TASK.id)

    def begin(self, when: str = "Just now, for another reason", *, clock: bool = False) -> None:
        if clock:
            self.section.get_by_label("With a quiet clock", exact=False).check()
        self.section.get_by_label(when, exact=True).check()
        self.press("Begin")

    @property
    def box(self) -> Locator:
        return self.section.get_by_label("What would you say next?")

    def statement(self) -> str:
        return self.section.locator(".pw-writing .pw-said").inner_text().strip("“”")

    def form(self) -> str:
        said = self.statement()
        return next(form.id for form in TASK.forms if said in [prompt.text for prompt in form.prompts])

    def write(self, words: str = "What happened then") -> None:
        self.section.evaluate(WRITE, words)

    def answer(self, when: str = "Just now, for another reason", words: str = "What happened then") -> None:
        self.begin(when)
        self.write(words)
        expect(self.section.locator(".pw-feedback")).to_be_visible()

    def rate(self, mark: int) -> None:
        self.press("Rate them myself")
        self.section.locator(".pw-rate").evaluate(MARK_ALL, [mark, 6])

    def bring(self, text: str | bytes, name: str = "marks.json") -> None:
        body = text if isinstance(text, bytes) else text.encode()
        file = {"name": name, "mimeType": "application/json", "buffer": body}
        self.section.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]


def opened(page: Page, site: str, coin: int | None = None) -> Task:
    if coin is not None:
        page.add_init_script(f"({COIN})({coin})")
    page.goto(f"{site}{PAGE}")
    return Task(page)


def kept(page: Page, kind: str, count: int) -> list[dict[str, Any]]:
    """What the browser holds of a kind, oldest first, once there is so much of it."""
    for _ in range(50):
        found = [{**record, **record["body"]} for record in records(page) if record["body"]["kind"] == kind]
        if len(found) == count and all(one.get("outcome") for one in found):
            break
        page.wait_for_timeout(100)
    assert len(found) == count, found
    return sorted(found, key=lambda one: int(one["attempt"]))


def test_six_replies_by_keyboard_alone(site: str, page: Page) -> None:
    to_do = opened(page, site)
    page.evaluate("one => { one.tabIndex = -1; one.focus(); }", to_do.section.locator(".pw-title").element_handle())
    to_do.listen(".pw-live")
    to_do.tab_to(lambda one: (one.get_attribute("name") or "").endswith("-when"))
    page.keyboard.press("Space")
    to_do.enter("Begin")
    for nth in range(6):
        expect(to_do.focus()).to_have_text(f"Statement {nth + 1} of 6")
        to_do.tab_to_field()
        page.keyboard.type(f"What happened {nth}?")
        to_do.enter("Finish" if nth == 5 else "Next")
    expect(to_do.section.locator(".pw-feedback .pw-own")).to_have_count(6)
    assert to_do.heard()[-1].startswith("Kept. You can look at your words now")


@pytest.mark.parametrize("coin", [0, 1])
def test_a_coin_decides_and_the_other_form_follows(coin: int, site: str, page: Page) -> None:
    to_do = opened(page, site, coin)
    to_do.begin("Before the course")
    first = TASK.forms[coin].id
    assert to_do.form() == first
    to_do.own()
    page.reload()  # The coin has fallen: nobody reloads until the other side comes up.
    page.evaluate(f"({COIN})({1 - coin})")
    to_do = Task(page)
    expect(to_do.box).to_be_visible()
    assert to_do.form() == first
    to_do.box.fill("Half a reply")
    to_do.press("Next")
    page.wait_for_timeout(700)
    page.reload()
    to_do = Task(page)
    expect(to_do.section).to_contain_text("Statement 2 of 6")
    for nth in range(1, 6):
        to_do.box.fill("And then?")
        to_do.press("Finish" if nth == 5 else "Next")
    to_do.press("Reply to the other six")
    to_do.begin("At its end")
    assert to_do.form() == TASK.forms[1 - coin].id
    to_do.write()
    expect(to_do.section).to_contain_text("At its end, ")
    answers = kept(page, "replies", 2)
    assert [(one["phase"], one["response"]["form"]) for one in answers] == [
        ("before", first),
        ("after", TASK.forms[1 - coin].id),
    ]


def test_the_clock_cuts_nothing_off(site: str, page: Page) -> None:
    page.clock.install(time="2026-05-01T10:00:00")
    to_do = opened(page, site)
    to_do.begin(clock=True)
    expect(to_do.section).to_contain_text("About 90 seconds left.")
    to_do.listen(".pw-live")
    to_do.box.fill("I was saying")
    page.clock.run_for(61_000)
    expect(to_do.section).to_contain_text("About 30 seconds left.")
    page.clock.run_for(30_000)
    expect(to_do.section.locator(".pw-clock")).to_contain_text("Time is up. The box stays open")
    assert [words for words in to_do.heard() if "Time is up" in words] == [
        "Time is up. The box stays open: finish your sentence if you like."
    ]
    expect(to_do.box).to_be_editable()
    expect(to_do.box).to_have_value("I was saying")
    to_do.press("Next")
    expect(to_do.section).to_contain_text("About 90 seconds left.")
    to_do.press("Turn the clock off")
    page.clock.run_for(120_000)
    expect(to_do.section.locator(".pw-clock")).to_have_text("No clock. Turn the clock on")


def test_an_empty_reply_is_asked_about_once(site: str, page: Page) -> None:
    to_do = opened(page, site)
    to_do.press("Begin")
    expect(to_do.section).to_contain_text("First say when this is.")
    to_do.begin()
    to_do.press("Next")
    expect(to_do.section.locator(".pw-writing .pw-ask:visible")).to_contain_text("press Next again to leave it empty")
    expect(to_do.box).to_be_focused()
    to_do.press("Next")
    expect(to_do.section).to_contain_text("Statement 2 of 6")
    for nth in range(1, 6):
        name = "Finish" if nth == 5 else "Next"
        to_do.press(name)
        to_do.press(name)
    expect(to_do.section.locator(".pw-live")).to_contain_text("One reply will do to begin with.")
    expect(to_do.section).to_contain_text("Statement 1 of 6")


@pytest.fixture
def twice(site: str, page: Page) -> Task:
    """Both forms answered, on a device of one's own, with a name in every reply."""
    to_do = opened(page, site, 1)
    to_do.answer("Before the course", f"I met {CANARY} too, what happened")
    to_do.own()
    to_do.press("Reply to the other six")
    to_do.answer("At its end", f"Ask {CANARY} on 07700 900123, what happened")
    return to_do


def sent(to_do: Task) -> ReplySheet:
    """The file for a colleague, after the review."""
    to_do.press("Make a file for a colleague")
    to_do.press("Go on")
    review = to_do.section.locator(".pw-review")
    for select in review.locator("select").all():
        choice = select.locator("option").filter(has_text=re.compile(r"^Write (Person A|\[phone number\])")).first
        select.select_option(value=choice.get_attribute("value"))
    with to_do.page.expect_download() as started:
        review.get_by_role("button", name="Go on").click()
    assert started.value.suggested_filename == "powerwith-replies.json"
    text = Path(started.value.path()).read_text(encoding="utf-8")
    return ReplySheet.model_validate_json(text)


def rated(context: BrowserContext, site: str, sheet: ReplySheet, mark: int) -> SheetMarks:
    """What a colleague gives back who always gives the same mark."""
    page = context.new_page()
    page.goto(f"{site}{RATE}")
    root = page.locator("[data-powerwith=rate]")
    body = sheet.model_dump_json().encode()
    root.locator("input[type=file]").set_input_files(
        {"name": "from-a-colleague.json", "mimeType": "application/json", "buffer": body}
    )
    expect(root).to_contain_text("Settle your marks first.")
    root.locator(".pw-rate").evaluate(MARK_ALL, [mark, 2 * len(TASK.training)])  # compared, and then on
    expect(root).to_contain_text("of your marks are the agreed ones.")
    root.locator(".pw-rate").evaluate(MARK_ALL, [mark, len(sheet.replies)])
    expect(root).to_contain_text("Every reply has its marks.")
    with page.expect_download() as started:
        root.get_by_role("button", name="Save my marks").click()
    text = Path(started.value.path()).read_text(encoding="utf-8")
    page.close()
    return SheetMarks.model_validate_json(text)


def test_from_replies_to_the_marks_of_two_colleagues(twice: Task, site: str, context: BrowserContext) -> None:
    sheet = sent(twice)
    texts = sheet.model_dump_json()
    assert CANARY not in texts and "07700" not in texts and "Person A" in texts and "[phone number]" in texts
    assert len(sheet.replies) == 12
    assert not re.search(r"before|after|phase|timed|20\d\d-", re.sub(r'"text":"[^"]*"', "", texts))
    answers = {one["id"]: one for one in kept(twice.page, "replies", 2)}
    assert not [entry for entry in answers if entry in texts]
    assert all(CANARY in text for one in answers.values() for text in one["response"]["texts"].values())

    one, other = (rated(context, site, sheet, mark) for mark in (2, 1))
    assert one.rater != other.rater
    twice.press("Back to my replies")
    twice.bring(one.model_dump_json())
    expect(twice.section.locator(".pw-live")).to_contain_text("A colleague gave marks to twelve replies.")
    twice.bring(one.model_dump_json())
    expect(twice.section.locator(".pw-live")).to_contain_text("were here already. Nothing changed.")
    twice.bring(other.model_dump_json())
    cells = twice.section.locator(".pw-marks tbody td")
    expect(cells).to_have_text(["48 of 72", "24 of 72", "48 of 72", "24 of 72"])
    expect(twice.section).to_contain_text(
        "Colleague 1 and colleague 2 gave 48 marks each to the same replies. 0 are the same, and 48 are the same or "
        "one step apart."
    )
    replies = {entry: RepliesResponse.model_validate_json(json.dumps(a["response"])) for entry, a in answers.items()}
    by = matched(TASK, sheet.digest, one, replies)
    assert [total(TASK, replies[entry], by[entry]).value for entry in answers] == [48, 48]
    marks = kept(twice.page, "marks", 4)
    assert [(m["outcome"]["score"], m["response"]["by"]) for m in marks] == [
        ({"value": value, "of": 72}, "peer") for value in (48, 48, 24, 24)
    ]
    assert [m["about"] for m in marks] == [*answers, *answers]

    twice.page.reload()
    expect(Task(twice.page).section.locator(".pw-marks tbody td")).to_have_count(4)


def test_lower_marks_later_are_explained_first(twice: Task) -> None:
    twice.rate(1)
    twice.rate(3)
    # The newest without marks comes first, so the later time has the lower marks.
    expect(twice.section.locator(".pw-marks tbody td")).to_have_text(["72 of 72", "24 of 72"])
    first = twice.section.locator(".pw-overview > *").first
    expect(first).to_have_text(TASK.when_lower)


def test_marks_that_are_stopped_half_way_wait(twice: Task) -> None:
    twice.press("Rate them myself")
    twice.section.evaluate(MARK, 2)
    twice.press("Next")
    expect(twice.section).to_contain_text("Reply 2 of 6")
    twice.press("Stop here and go on later")
    twice.page.wait_for_timeout(700)
    twice.page.reload()
    again = Task(twice.page)
    expect(again.section).to_contain_text("No marks yet.")
    again.press("Rate them myself")
    expect(again.section).to_contain_text("Reply 2 of 6")


def hostile(sheet: ReplySheet) -> Iterator[tuple[str | bytes, str]]:
    key = sheet.replies[0].key
    good = {"key": key, "marks": dict.fromkeys((one.id for one in TASK.criteria), 2), "deducted": False}
    rater = "22222222-2222-4222-8222-222222222222"
    whole = {"format": "powerwith-marks", "v": 1, "sheet": sheet.sheet, "exercise": TASK.id, "digest": sheet.digest,
             "rater": rater, "settled": 80, "replies": [good]}  # fmt: skip

    def but(**other: Any) -> str:
        return json.dumps(whole | other)

    yield "", "it is empty."
    yield b"\xff\xfe\x00", "it is not text in UTF-8."
    yield "<html></html>", "it is a web page."
    yield json.dumps(whole)[:-9], "it is not JSON, or it was cut off."
    yield sheet.model_dump_json(), "it is a file of replies, and no file of marks."
    yield but(v=2), "it was made with a newer version of this course"
    yield but(sheet=rater), "None of these marks belongs to a reply in this journal."
    yield but(replies=[good, good | {"key": "f" * 12}]), "Reply 2 is not in this journal."
    yield but(replies=[good, good]), "Reply 2 is the same as reply 1."
    yield but(replies=[good | {"marks": good["marks"] | {"heard": 4}}]), "is 4 and should be a whole number from 0 to 3"  # type: ignore[operator]
    yield but(replies=[good | {"marks": {"heard": 1}}]), "Reply 1 needs one mark each"
    yield but(digest="0" * 16), "The task has changed"
    yield but(name="<img src=x onerror=window.pwned=1>"), "that this version does not know"


def test_a_hostile_file_of_marks_changes_nothing(twice: Task) -> None:
    sheet = sent(twice)
    twice.press("Back to my replies")
    said = twice.section.locator(".pw-feedback .pw-ask:visible")
    for text, says in hostile(sheet):
        twice.bring(text, "x.json")
        expect(said).to_contain_text(says)
        expect(said).to_contain_text("x.json")
    assert kept(twice.page, "marks", 0) == []
    assert twice.page.evaluate("window.pwned") is None


def test_what_the_coach_heard_is_no_part_of_the_marks(site: str, page: Page) -> None:
    to_do = opened(page, site, 0)
    to_do.answer(words="Why didn't you open it? Put it in a folder.")
    to_do.press("What the coach heard")
    expect(to_do.section.locator(".pw-panel")).to_contain_text("it is no part of any marks")
    expect(to_do.section.locator(".pw-panel .pw-mark").first).to_be_visible()
    to_do.press("Back to my replies")
    expect(to_do.section).to_contain_text("No marks yet.")


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_every_state_is_accessible(width: int, scheme: Any, site: str, page: Page, axe_source: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)

    def look(state: str) -> None:
        assert axe(page, axe_source) == [], state
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{state}: {wide} px wide"

    to_do = opened(page, site, 1)
    look("at the beginning")
    to_do.begin(clock=True)
    to_do.press("Next")
    look("asked about an empty reply")
    to_do.write(f"{CANARY} said that, on 07700 900123. Why didn't you ring")
    look("when it is kept")
    to_do.press("Rate them myself")
    to_do.press("Next")
    look("rating, asked about open marks")
    to_do.press("Stop here and go on later")
    to_do.press("What the coach heard")
    look("what the coach heard")
    to_do.press("Back to my replies")
    to_do.rate(2)
    to_do.bring("{}")
    expect(to_do.section.locator(".pw-feedback .pw-ask:visible")).to_be_visible()
    look("marks, and a file that is refused")
    to_do.press("Make a file for a colleague")
    look("the review")
    page.goto(f"{site}{RATE}")
    root = page.locator("[data-powerwith=rate]")
    root.get_by_role("button", name="Compare").click()
    look("settling, asked about open marks")
    root.evaluate(MARK, 2)
    root.get_by_role("button", name="Compare").click()
    look("compared with the agreed marks")


def test_a_rater_goes_on_another_day(twice: Task, site: str, context: BrowserContext) -> None:
    sheet = sent(twice)
    ids = [one.id for one in TASK.criteria]
    half = SheetMarks.model_validate(
        {"format": "powerwith-marks", "v": 1, "sheet": sheet.sheet, "exercise": TASK.id, "digest": sheet.digest,
         "rater": "22222222-2222-4222-8222-222222222222", "settled": 75,
         "replies": tuple({"key": one.key, "marks": dict.fromkeys(ids, 1)} for one in sheet.replies[:5])}
    )  # fmt: skip
    page = context.new_page()
    page.goto(f"{site}{RATE}")
    root = page.locator("[data-powerwith=rate]")
    for file in (half, sheet):
        root.locator("input[type=file]").set_input_files(
            {"name": "mine.json", "mimeType": "application/json", "buffer": file.model_dump_json().encode()}
        )
    expect(root).to_contain_text("75 of 100 of your marks are the agreed ones.")
    expect(root).to_contain_text("Reply 6 of 12")
    expect(root).to_contain_text("Five of twelve replies have their marks.")
    with page.expect_download() as started:
        root.get_by_role("button", name="Save my marks").click()
    again = SheetMarks.model_validate_json(Path(started.value.path()).read_text(encoding="utf-8"))
    assert (again.rater, again.settled, len(again.replies)) == (half.rater, 75, 5)
    assert {one.key: ReplyMarks(marks=one.marks) for one in again.replies} == {
        one.key: ReplyMarks(marks=one.marks) for one in half.replies
    }


def test_both_pages_say_on_paper_what_a_rater_needs(book: Path) -> None:
    for page in (PAGE, RATE):
        html = (book / page).read_text(encoding="utf-8")
        for criterion in TASK.criteria:
            assert all(level in html for level in criterion.levels), page
        assert TASK.status in html.replace("\n", " "), page
    for form in TASK.forms:
        for prompt in prompts(TASK, form.id):
            assert prompt.text.replace("'", "’") in html.replace("'", "’")
