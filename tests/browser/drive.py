"""Uses every exercise of a page, whatever its kind, without knowing what is right."""

from typing import Any

from playwright.sync_api import Page

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

READY = "() => [...document.querySelectorAll('[data-exercise]')].every(one => 'ready' in one.dataset)"

# Asks for a new worker and says in which state it ended.
REFUSED = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  const ended = new Promise(done => registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing.addEventListener("statechange", () => done(installing.state));
  }));
  await registration.update();
  return ended;
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
  for (const exercise of document.querySelectorAll("[data-exercise]")) {
    if (exercise.dataset.kind === "conversation") {
      talk(exercise);
      continue;
    }
    const radios = [...exercise.querySelectorAll("input[type=radio]")];
    for (const name of new Set(radios.map(one => one.name))) radios.find(one => one.name === name).click();
    for (const box of exercise.querySelectorAll("textarea")) {
      box.value = words;
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    exercise.querySelector(".pw-work .pw-actions button").click();
  }
}"""
ANSWERED = """() => [...document.querySelectorAll("[data-exercise]")]
  .every(one => one.querySelector(".pw-feedback")?.checkVisibility())"""
WORDS = "Why didn't you ring? What was going on for you that day?"


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


def unfold(page: Page) -> None:
    """Open everything that is folded."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")


def axe(page: Page, source: str) -> list[str]:
    """What axe finds on the page as it stands, one sentence for each element."""
    page.evaluate(source)
    result: dict[str, Any] = page.evaluate(
        "levels => axe.run(document, {runOnly: {type: 'tag', values: levels}, resultTypes: ['violations']})", LEVELS
    )
    return [
        f"{rule['id']} ({rule['help']}): {node['html'][:160]} {' '.join(node['failureSummary'].split())[:200]}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]
