"""Every page of the built book: nobody is shut out, nobody else is asked, nothing is stopped or broken."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import BrowserContext, Page, expect

from .drive import answer_all, axe, started, unfold

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]


def _listed() -> list[str]:
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    chapters = [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]
    return [f"{name}.html" for name in [toc["root"], *chapters, "search"]]


PAGES = _listed()


def test_every_built_page_is_tested(pages: list[str]) -> None:
    assert sorted(PAGES) == pages, "_toc.yml and the built book differ"


TWICE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
  return ids.filter((one, at) => ids.indexOf(one) !== at);
}"""

LEVELS = """[...document.querySelectorAll("h1,h2,h3,h4,h5,h6")]
  .filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]))"""

TOO_SMALL = """() => {
  const inSentence = (one) => one.matches("a") && getComputedStyle(one).display === "inline"
    && one.parentElement.textContent.trim().length > one.textContent.trim().length;
  const box = (one) => {
    const boxes = [one, ...(one.labels ?? [])].map(each => each.getBoundingClientRect());
    const line = getComputedStyle(one).display === "inline" ? parseFloat(getComputedStyle(one).lineHeight) : 0;
    return [Math.max(...boxes.map(each => each.width)), Math.max(line, ...boxes.map(each => each.height))];
  };
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.matches(".pw-page-skip") && !inSentence(one))
    .map(one => [...box(one), one.outerHTML.slice(0, 120)])
    .filter(([width, height]) => width < 24 || height < 24);
}"""

WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] : ["the page is wider than the screen",
  ...[...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 0.5 && one.checkVisibility()
      && !one.closest(".pw-page-scroll, pre, .cell_output"))
    .map(one => one.outerHTML.slice(0, 120))]"""

WITHOUT_EDGE = """() => [...document.querySelectorAll("button, textarea, input[type=search]")]
  .filter(one => one.checkVisibility() && parseFloat(getComputedStyle(one).borderTopWidth) < 1
    && !getComputedStyle(one).textDecorationLine.includes("underline")) // a link in a sentence shows by its line
  .map(one => one.outerHTML.slice(0, 120))"""

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`p { margin-bottom: 2em !important }
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return [...document.querySelectorAll("body *")].filter(one => {
    const style = getComputedStyle(one);
    const cuts = style.overflowY === "hidden" || style.overflowY === "clip";
    return cuts && one.checkVisibility() && style.clipPath === "none" && one.clientHeight > 1
      && one.scrollHeight > one.clientHeight + 1;
  }).map(one => one.outerHTML.slice(0, 120));
}"""

HIDDEN_FOCUS = """() => {
  const hidden = [];
  const all = [...document.querySelectorAll("main a[href], main button, main input, main textarea, main summary")];
  for (const one of [...all, ...all.toReversed()]) { // down the page, and up again, where a header may lie above
    if (!one.checkVisibility({ visibilityProperty: true })) continue;
    one.focus();
    if (document.activeElement !== one) continue;
    const box = ((one.matches("[type=radio], [type=checkbox]") && one.labels[0]) || one).getClientRects()[0];
    const seen = [box.top + 2, box.top + box.height / 2, box.bottom - 2].some(y => {
      const top = document.elementFromPoint(box.left + Math.min(box.width, 30) / 2, y);
      return top && (top === one || one.contains(top) || top.contains(one) || [...(one.labels ?? [])].includes(top));
    });
    if (!seen) hidden.push(`${one.outerHTML.slice(0, 120)} at ${Math.round(box.top)}`);
  }
  return hidden;
}"""


CONTENTS = ".pw-page-top, #pw-page-contents"


class Visit:
    """One page, opened once and looked at in many ways; what is found is gathered, so that all of it is told."""

    def __init__(self, page: Page, axe_source: str) -> None:
        self.page, self.axe_source = page, axe_source
        self.found: dict[str, Any] = {}

    def look(self, what: str, script: str) -> None:
        """Note what the script finds, if it finds anything."""
        self.note(what, self.page.evaluate(script))

    def axe(self, what: str, where: str = "html") -> None:
        self.note(f"axe, {what}", axe(self.page, self.axe_source, where))

    def note(self, what: str, found: Any) -> None:
        if found:
            self.found[what] = found

    def outline(self, what: str) -> None:
        levels = self.page.evaluate(LEVELS)
        whole = levels[:1] == [1] and levels.count(1) == 1
        if not whole or any(after > before + 1 for before, after in pairwise(levels)):
            self.found[what] = levels

    def wide(self, width: int, height: int = 800) -> None:
        self.page.set_viewport_size({"width": width, "height": height})


@pytest.mark.window
@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_shut_out(name: str, site: str, page: Page, axe_source: str) -> None:
    """As met on a phone, as worked through with everything open, wide, dark, enlarged and in forced colours."""
    visit = Visit(page, axe_source)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    visit.wide(390)
    page.goto(site + name)
    started(page)
    visit.look("ids that stand twice", TWICE)
    visit.axe("as it is met")
    page.get_by_role("button", name="Contents").click()
    visit.axe("contents open", CONTENTS)  # all else is as it was just now
    visit.look("too small to press", TOO_SMALL)
    page.get_by_role("button", name="Contents").click()
    answer_all(page)
    visit.outline("headings, answered")
    unfold(page)
    visit.axe("answered and everything open")
    visit.look("too small to press, answered", TOO_SMALL)
    visit.look("moves although less was asked for", "document.getAnimations().map(one => one.animationName ?? 'one')")
    visit.look("scrolls smoothly", "getComputedStyle(document.documentElement).scrollBehavior === 'auto' ? 0 : 1")
    visit.look("covered while it has the focus", HIDDEN_FOCUS)
    visit.wide(320, 256)
    visit.look("sideways at 320", WIDER)
    page.emulate_media(forced_colors="active")
    visit.look("no edge in forced colours", WITHOUT_EDGE)
    page.emulate_media(forced_colors="none")
    visit.wide(1280)
    visit.look("covered while it has the focus, wide", HIDDEN_FOCUS)
    page.get_by_role("button", name="Dark").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    visit.axe("answered, everything open, dark and wide")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    visit.look("sideways at twice the size", WIDER)
    page.evaluate("document.documentElement.style.fontSize = ''")
    visit.wide(390)
    visit.look("cut off when spaced wider", SPACED)
    visit.look("sideways when spaced wider", WIDER)
    assert not visit.found, json.dumps(visit.found, indent=1)


IN_CONTENTS = """document.querySelector("#pw-page-contents")
  .insertAdjacentHTML("beforeend", '<img src="../_static/favicon.svg">')"""
PLANTED = """() => {
  const plant = (html) => document.querySelector("main").insertAdjacentHTML("beforeend", html);
  plant('<h6 id="one">Too deep</h6><p id="one"></p><img src="../_static/favicon.svg">');
  plant('<p><button class="thin"></button></p><div class="wide">w</div><div class="cut">c<br>c<br>c</div>');
  plant('<div class="over"><a href="#one" class="under">under</a></div><p class="moves">m</p>');
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`.thin { inline-size: 18px !important; block-size: 18px; min-block-size: 0 !important;
      padding: 0 !important; border: 0 !important }
    .wide { inline-size: 500px } .cut { block-size: 3.2em; line-height: 1; overflow: hidden }
    .over::after { content: ""; position: fixed; inset: 0; z-index: 9 }
    .moves { animation: away 9s infinite } @keyframes away { to { opacity: .5 } }`);
  document.adoptedStyleSheets = [sheet];
}"""


def test_each_of_these_looks_sees_what_is_planted(site: str, page: Page, axe_source: str) -> None:
    visit = Visit(page, axe_source)
    visit.wide(390)
    page.goto(f"{site}book/credits.html")
    page.evaluate(IN_CONTENTS)
    page.get_by_role("button", name="Contents").click()
    visit.axe("contents", CONTENTS)
    page.get_by_role("button", name="Contents").click()
    page.evaluate(PLANTED)
    visit.look("ids", TWICE)
    visit.axe("planted")
    visit.outline("headings")
    visit.look("small", TOO_SMALL)
    visit.look("moves", "document.getAnimations().map(one => one.animationName ?? 'one')")
    visit.look("wide", WIDER)
    visit.look("edge", WITHOUT_EDGE)
    visit.look("covered", HIDDEN_FOCUS)
    visit.look("cut", SPACED)
    seen = {"axe, contents", "ids", "axe, planted", "headings", "small", "moves", "wide", "edge", "covered", "cut"}
    assert set(visit.found) == seen, visit.found


def test_every_page_has_its_own_title_and_language(pages: list[str], site: str, page: Page) -> None:
    titles = []
    for name in pages:
        page.goto(site + name)
        titles.append(page.title())
        assert page.locator("html").get_attribute("lang") == "en"
    assert all(title.strip() for title in titles)
    assert [title for title, count in Counter(titles).items() if count > 1] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opened_as_a_file_works(name: str, book: Path, page: Page) -> None:
    page.goto((book / name).as_uri())
    started(page)
    assert page.evaluate("document.documentElement.classList.contains('pw-js')")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"


@pytest.mark.may_complain("the page is made to break its policy")
def test_what_a_page_may_not_do_is_stopped(site: str, context: BrowserContext) -> None:
    """Types the faults that the policy is there for into a real page, and expects each to be stopped."""
    page = context.new_page()
    page.goto(site)
    stopped: list[str] = page.evaluate(
        """async () => {
          const stopped = [];
          addEventListener("securitypolicyviolation", event => stopped.push(event.effectiveDirective));
          const add = (tag, more) => document.body.append(Object.assign(document.createElement(tag), more));
          add("script", {textContent: "window.ran = true"});
          add("style", {textContent: "body { --ran: 1 }"});
          document.body.setAttribute("onclick", "window.ran = true");
          document.body.click();
          document.body.setAttribute("style", "--ran: 1");
          add("img", {src: "data:text/plain,x"});
          add("object", {data: "_static/favicon.svg"});
          setTimeout("window.ran = true");
          await new Promise(done => setTimeout(done, 200));
          for (let wait = 0; wait < 100 && !stopped.includes("object-src"); wait++) {
            await new Promise(done => setTimeout(done, 50)); // a busy machine asks for the object late
          }
          return window.ran ? ["ran"] : stopped;
        }"""
    )
    assert {"script-src-elem", "style-src-elem", "script-src-attr", "style-src-attr", "object-src"} <= set(stopped)


def test_the_watch_itself_notices(site: str, context: BrowserContext, watched: Any) -> None:
    """A request to another host, an error and a broken policy are each seen by the fixture every test relies on."""
    page = context.new_page()
    page.goto(site)
    page.evaluate(
        "new Promise(done => { const i = new Image(); i.onerror = done; i.src = 'http://elsewhere.test/x.png'; })"
    )
    page.evaluate("setTimeout(() => { throw new Error('planted'); })")
    page.wait_for_timeout(100)
    assert any("elsewhere.test" in one for one in watched.elsewhere)
    assert any("planted" in one for one in watched.complaints)
    assert any("img-src" in one for one in watched.complaints)
    watched.elsewhere.clear()
    watched.complaints.clear()


def test_colours_chosen_by_hand_stay(site: str, page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(site)
    page.get_by_role("button", name="Dark").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.goto(site + PAGES[1])
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_contents_open_by_keyboard_and_close_with_escape(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(site)
    contents = page.get_by_role("navigation", name="Course contents")
    button = page.get_by_role("button", name="Contents")
    assert not contents.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert contents.is_visible()
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#pw-page-contents') !== null")
    page.keyboard.press("Escape")
    assert not contents.is_visible()
    assert page.evaluate("document.activeElement.id") == "pw-page-menu"


def test_contents_open_where_somebody_is_reading(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(site + "book/ch09.html")
    started(page)
    page.evaluate("scrollTo({top: 5000, behavior: 'instant'})")
    page.get_by_role("button", name="Contents").click()
    contents = page.get_by_role("navigation", name="Course contents")
    expect(contents.get_by_role("link", name="My journal", exact=True)).to_be_visible()
    expect(contents).to_be_in_viewport()
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Evidence check").click()
    expect(contents).to_be_hidden()
    heading = page.get_by_role("heading", name="Evidence check")
    expect(heading).to_be_in_viewport()
    header = page.locator(".pw-page-top").bounding_box()
    place = heading.bounding_box()
    assert header and place
    assert place["y"] >= header["y"] + header["height"], "the header covers the heading"


def test_search_finds_a_page_and_keeps_the_words_out_of_every_request(site: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site)
    page.get_by_role("search").get_by_role("searchbox").fill("envelope")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html#q=envelope")
    page.locator("#search-results li a").first.wait_for()
    expect(page.locator("#pw-found")).to_contain_text("found")
    assert page.get_by_label("Words to look for").input_value() == "envelope"
    assert not [one for one in asked if "envelope" in one.split("#")[0]]
    assert page.evaluate("JSON.stringify({...localStorage})").count("envelope") == 0


def test_a_second_search_replaces_the_first(site: str, page: Page) -> None:
    page.goto(site + "search.html#q=envelope")
    page.locator("#search-results li a").first.wait_for()
    page.get_by_label("Words to look for").fill("zzzyx")
    page.keyboard.press("Enter")
    page.get_by_text("Nothing found.").wait_for()
    assert page.locator("#search-results li").count() == 0


def test_without_scripts_every_page_can_be_read_and_left(site: str, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700})
    page = context.new_page()
    for name in PAGES:
        page.goto(site + name)
        assert page.locator("main h1").is_visible()
        assert page.get_by_role("navigation", name="Course contents").is_visible()
    context.close()
