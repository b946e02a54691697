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


def _opened(context: BrowserContext, address: str, theme: str, width: int, height: int = 800) -> Page:
    page = context.new_page()
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    return page


def test_every_built_page_is_tested(pages: list[str]) -> None:
    assert sorted(PAGES) == pages, "_toc.yml and the built book differ"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(
    name: str, theme: str, width: int, site: str, context: BrowserContext, axe_source: str
) -> None:
    page = _opened(context, site + name, theme, width)
    started(page)
    found = {"start": axe(page, axe_source)}
    if answer_all(page):
        found["answered"] = axe(page, axe_source)
    if page.locator("main details").count():
        unfold(page)
        found["everything open"] = axe(page, axe_source)
    assert page.locator("html").get_attribute("data-theme") == theme
    assert not any(found.values()), json.dumps(found, indent=1)


@pytest.mark.parametrize("name", PAGES)
def test_contents_on_a_phone_pass_axe(name: str, site: str, context: BrowserContext, axe_source: str) -> None:
    page = _opened(context, site + name, "light", 360)
    page.get_by_role("button", name="Contents").click()
    assert axe(page, axe_source) == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways_at_320(name: str, site: str, context: BrowserContext) -> None:
    page = _opened(context, site + name, "light", 320, 256)
    answer_all(page)
    unfold(page)
    wide = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter(one => one.getBoundingClientRect().right > innerWidth + 0.5 && one.checkVisibility()
                && !one.closest(".pw-page-scroll, pre, .cell_output"))
            .map(one => one.outerHTML.slice(0, 120))"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, wide
    assert page.evaluate("document.documentElement.clientWidth") == 320


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


@pytest.mark.parametrize("name", PAGES)
def test_whatever_can_be_pressed_is_large_enough(name: str, site: str, context: BrowserContext) -> None:
    page = _opened(context, site + name, "light", 390)
    answer_all(page)
    unfold(page)
    page.get_by_role("button", name="Contents").click()
    assert page.evaluate(TOO_SMALL) == []


@pytest.mark.parametrize("name", PAGES)
def test_headings_make_an_outline(name: str, site: str, page: Page) -> None:
    page.goto(site + name)
    answer_all(page)
    levels = page.evaluate(
        """[...document.querySelectorAll("h1,h2,h3,h4,h5,h6")]
            .filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]))"""
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def test_every_page_has_its_own_title_and_language(pages: list[str], site: str, page: Page) -> None:
    titles = []
    for name in pages:
        page.goto(site + name)
        titles.append(page.title())
        assert page.locator("html").get_attribute("lang") == "en"
    assert all(title.strip() for title in titles)
    assert [title for title, count in Counter(titles).items() if count > 1] == []


@pytest.mark.parametrize("name", PAGES)
def test_no_id_stands_twice(name: str, site: str, page: Page) -> None:
    page.goto(site + name)
    started(page)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert [one for one, count in Counter(ids).items() if count > 1] == []


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
    expect(contents.get_by_role("link", name="My journal")).to_be_visible()
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


SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`p { margin-bottom: 2em !important }
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }`);
  document.adoptedStyleSheets = [sheet];
  return [...document.querySelectorAll("body *")].filter(one => {
    const style = getComputedStyle(one);
    const cuts = style.overflowY === "hidden" || style.overflowY === "clip";
    return cuts && one.checkVisibility() && style.clipPath === "none" && one.clientHeight > 1
      && one.scrollHeight > one.clientHeight + 1;
  }).map(one => one.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("name", PAGES)
def test_wider_spaced_text_is_not_cut_off(name: str, site: str, context: BrowserContext) -> None:
    page = _opened(context, site + name, "light", 390)
    answer_all(page)
    unfold(page)
    assert page.evaluate(SPACED) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("name", PAGES)
def test_text_of_twice_the_size_fits(name: str, site: str, context: BrowserContext) -> None:
    page = _opened(context, site + name, "light", 1280)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    answer_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


HIDDEN_FOCUS = """() => {
  const hidden = [];
  const all = [...document.querySelectorAll("main a[href], main button, main input, main textarea, main summary")];
  for (const one of [...all, ...all.toReversed()]) { // down the page, and up again, where a header may lie above
    if (!one.checkVisibility({ visibilityProperty: true })) continue;
    one.focus();
    if (document.activeElement !== one) continue;
    const box = (one.matches("[type=radio], [type=checkbox]") ? one.labels[0] : one).getClientRects()[0];
    const seen = [box.top + 2, box.top + box.height / 2, box.bottom - 2].some(y => {
      const top = document.elementFromPoint(box.left + Math.min(box.width, 30) / 2, y);
      return top && (top === one || one.contains(top) || top.contains(one) || [...(one.labels ?? [])].includes(top));
    });
    if (!seen) hidden.push(`${one.outerHTML.slice(0, 120)} at ${Math.round(box.top)}`);
  }
  return hidden;
}"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_what_has_the_focus_is_never_covered(name: str, width: int, site: str, context: BrowserContext) -> None:
    page = _opened(context, site + name, "light", width)
    answer_all(page)
    unfold(page)
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
    assert page.evaluate(HIDDEN_FOCUS) == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_moves_for_those_who_asked_for_less(name: str, site: str, context: BrowserContext) -> None:
    page = _opened(context, site + name, "light", 390)
    answer_all(page)
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


@pytest.mark.parametrize("name", PAGES)
def test_controls_have_an_edge_in_forced_colours(name: str, site: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.emulate_media(forced_colors="active")
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(site + name)
    started(page)
    bare = page.evaluate(
        """() => [...document.querySelectorAll("button, textarea, input[type=search]")]
            .filter(one => one.checkVisibility() && parseFloat(getComputedStyle(one).borderTopWidth) < 1)
            .map(one => one.outerHTML.slice(0, 120))"""
    )
    assert bare == []
