"""Uses exercises as people do: all of a page at once whatever their kind, or one of them by keyboard alone."""

import functools
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Error, Locator, Page, expect

ROOT = Path(__file__).resolve().parents[2]


@functools.cache
def places() -> dict[str, str]:
    """Exercise id to the address of the first page it stands on, in the order of the book."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for name in [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]:
        page = ROOT / f"{name}.md"
        text = page.read_text(encoding="utf-8") if page.is_file() else ""
        for exercise in re.findall(r"^\s*[`:]{3,}\{practice\}\s+(\S+)", text, re.MULTILINE):
            found.setdefault(exercise, f"{name}.html")
    return found


LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
EVERY_RULE = {"type": "tag", "values": LEVELS}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # no other rule looks at colours

READY = "() => [...document.querySelectorAll('[data-exercise]')].every(one => 'ready' in one.dataset)"

# Asks for a new worker and says in which state it ended. The page's own opening may have asked just before, and what
# that found is not told again: so it is asked anew, and a test never waits for ever.
REFUSED = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  const later = (milliseconds) => new Promise(done => setTimeout(done, milliseconds, "nothing was found"));
  for (let time = 1; ; time++) {
    const ended = new Promise(done => registration.addEventListener("updatefound", () => {
      const { installing } = registration;
      installing.addEventListener("statechange", () => done(installing.state));
    }, { once: true }));
    await Promise.race([registration.update().catch(() => undefined), later(5000)]);
    const said = await Promise.race([ended, later(5000)]);
    if (said === "redundant" || time === 3) return said;
  }
}"""

# Inside the page, since a chapter holds more than thirty exercises. What a key or a finger does is tested elsewhere.
ANSWER = """words => {
  const talk = (exercise) => {
    const press = (name) => [...exercise.querySelectorAll("button")].find(one => one.innerText === name)?.click();
    const ended = () => exercise.querySelector(".pw-feedback").checkVisibility();
    for (let turn = 0; turn < 100 && !ended(); turn++) {
      press("Choose from replies");
      const replies = exercise.querySelectorAll(".pw-answering input[type=radio]");
      replies[turn % replies.length].click();
      press("Say it");
    }
  };
  const fill = (box) => {
    box.value = words;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  const reply = (exercise) => {
    const press = (name) =>
      [...exercise.querySelectorAll("button")].find(one => one.innerText === name && one.checkVisibility())?.click();
    [...exercise.querySelectorAll("input[type=radio]")].at(-1).click(); // just now, for another reason
    press("Begin");
    for (let at = 0; at < 20 && exercise.querySelector(".pw-writing").checkVisibility(); at++) {
      fill(exercise.querySelector(".pw-writing textarea"));
      press("Next");
      press("Finish");
    }
  };
  const judge = (exercise) => {
    const press = (name) =>
      [...exercise.querySelectorAll("button")].find(one => one.innerText === name && one.checkVisibility())?.click();
    for (const box of exercise.querySelectorAll("input[type=checkbox]")) if (!box.checked) box.click(); // agreed
    press("Take part");
    for (let at = 0; at < 8 && exercise.querySelector(".pw-vignette").checkVisibility(); at++) {
      const radios = [...exercise.querySelectorAll(".pw-vignette input[type=radio]")];
      for (const name of new Set(radios.map(one => one.name))) radios.filter(one => one.name === name).at(-1).click();
      fill(exercise.querySelector(".pw-vignette textarea"));
      press("Next");
      press("Finish and see both versions");
    }
  };
  for (const exercise of document.querySelectorAll("[data-exercise]")) {
    if (exercise.querySelector("[data-stage=waiting]")) continue; // it asks for something else first, and says so
    if (exercise.dataset.kind === "conversation") {
      talk(exercise);
      continue;
    }
    if (exercise.dataset.kind === "vignette") {
      judge(exercise);
      continue;
    }
    if (exercise.dataset.kind === "replies") {
      reply(exercise);
      continue;
    }
    const radios = [...exercise.querySelectorAll("input[type=radio]")];
    for (const name of new Set(radios.map(one => one.name))) radios.find(one => one.name === name).click();
    exercise.querySelectorAll("textarea").forEach(fill);
    exercise.querySelector(".pw-work .pw-actions button").click();
    [...exercise.querySelectorAll("button")].find(one => one.textContent === "See what it comes to")?.click();
  }
}"""
ANSWERED = """() => [...document.querySelectorAll("[data-exercise]")]
  .every(one => one.querySelector(".pw-feedback")?.checkVisibility() || one.querySelector("[data-stage=waiting]"))"""
WORDS = "Why didn't you ring? What was going on for you that day?"


def eventually(page: Page, condition: str, argument: str | None = None) -> None:
    """Until the condition holds, async or not. Asked from here: the page may be loaded anew meanwhile, and
    Playwright's `wait_for_function` takes any promise for true."""
    until = time.monotonic() + 20
    while True:
        try:
            if page.evaluate(condition, argument):
                return
        except Error as error:
            if "context was destroyed" not in str(error):
                raise
        assert time.monotonic() < until, f"not so after 20 s: {condition}"
        page.wait_for_timeout(50)


def started(page: Page) -> int:
    """How many exercises the page has, once all of them have come alive."""
    page.wait_for_function(READY)
    return page.locator("[data-exercise]").count()


def answer_all(page: Page) -> int:
    """Fill in everything there is to fill in, and press each button that answers."""
    count = started(page)
    page.evaluate(ANSWER, WORDS)
    page.wait_for_function(ANSWERED)
    return count


TAG = "one => one.tagName"
OUTSIDE = "one => one.outerHTML.slice(0, 120)"

# Where the focus shows: on the control, on what is drawn for it, or on what holds it.
SEEN = """one => [one, one.nextElementSibling, one.parentElement].filter(Boolean).some(each => {
  const style = getComputedStyle(each);
  return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
})"""

# Each message once, as a screen reader would say it. `part` is the region that is read out.
LISTEN = """(section, part) => { window.heard = []; const live = section.querySelector(part);
  new MutationObserver(() => { const words = live.innerText.trim();
    if (words && words !== window.heard.at(-1)) window.heard.push(words); })
  .observe(live, {childList: true, subtree: true, characterData: true}); }"""


class Exercise:
    """Somebody at one exercise of a page, which has come alive."""

    def __init__(self, page: Page, exercise_id: str) -> None:
        self.page = page
        self.section = page.locator(f"#practice-{exercise_id}")
        expect(self.section).to_have_attribute("data-ready", "")

    def press(self, name: str) -> None:
        """Press a button by pointer."""
        self.section.get_by_role("button", name=name, exact=True).click()

    def own(self) -> None:
        """Say that the device is one's own, so that answers are kept."""
        self.press("Only on this device, it is mine")
        expect(self.section).to_contain_text("Saved on this device.")

    def listen(self, part: str = "[role=status]") -> None:
        """Note every message that is read out from now on."""
        self.section.evaluate(LISTEN, part)

    def heard(self) -> list[str]:
        """What was read out since `listen`."""
        return self.page.evaluate("window.heard")  # type: ignore[no-any-return]

    def focus(self) -> Locator:
        """Where the focus is. It must be somewhere, and it must be seen."""
        focused = self.page.locator(":focus")
        assert focused.count() == 1, "the focus is on the page itself: a keyboard user is lost"
        assert focused.evaluate(SEEN), f"nothing shows where the focus is: {focused.evaluate(OUTSIDE)}"
        return focused

    def tab_to(self, wanted: Callable[[Locator], bool], most: int = 60) -> Locator:
        """Press Tab until the wanted thing has the focus."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            focused = self.focus()
            if wanted(focused):
                return focused
        raise AssertionError(f"{most} times Tab and not there")

    def tab_to_button(self, name: str) -> Locator:
        return self.tab_to(lambda one: one.evaluate(TAG) == "BUTTON" and one.inner_text().strip() == name)

    def tab_to_field(self) -> Locator:
        return self.tab_to(lambda one: one.evaluate(TAG) == "TEXTAREA")

    def tab_to_radio(self) -> Locator:
        return self.tab_to(lambda one: one.get_attribute("type") == "radio")

    def enter(self, name: str) -> None:
        """Go to a button by Tab and press it with Enter."""
        self.tab_to_button(name)
        self.page.keyboard.press("Enter")

    def enter_and_stay(self, name: str) -> None:
        """The same, where the focus must stay on the button."""
        self.enter(name)
        focused = self.page.locator(":focus")
        assert focused.count() == 1 and focused.inner_text().strip() == name, f"the focus left “{name}”"


def unfold(page: Page) -> None:
    """Open everything that is folded."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")


# Once what moves has arrived: half-way to its new colour or place, nothing can be judged.
LOOK = """async ([where, runOnly]) => {
  const moving = document.getAnimations().filter(one => one instanceof CSSTransition);
  await Promise.allSettled(moving.map(one => one.finished));
  for (let still = 0, at = -1; still < 3; still = at === scrollY ? still + 1 : 0) {
    at = scrollY;
    await new Promise(done => setTimeout(done, 17));
  }
  return axe.run(where, {runOnly, resultTypes: ["violations"], selectors: false});
}"""


def axe(page: Page, source: str, where: str = "html", rules: dict[str, Any] = EVERY_RULE) -> list[str]:
    """What axe finds on the page as it stands, or in a part of it, one sentence for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(source)
    result: dict[str, Any] = page.evaluate(LOOK, [where, rules])
    return [
        f"{rule['id']} ({rule['help']}): {node['html'][:160]} {' '.join(node['failureSummary'].split())[:200]}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


TURN = """() => {
  const { dataset } = document.documentElement;
  dataset.theme = { light: "dark", dark: "light" }[dataset.theme];
  if (dataset.theme === "undefined") throw new Error("the page does not say whether it is light or dark");
}"""


def axe_in_both(page: Page, source: str) -> list[str]:
    """What axe finds as the page stands, and of its colours when it is turned from light to dark or back."""
    found = axe(page, source)
    page.evaluate(TURN)
    found += axe(page, source, rules=COLOURS)
    page.evaluate(TURN)
    return found
