"""Uses every exercise of a page as a person would, whatever its kind, without knowing what is right."""

from playwright.sync_api import Locator, Page

MOUNTED = "() => [...document.querySelectorAll('[data-exercise]')].every(one => 'ready' in one.dataset)"
TYPED = "Why didn't you ring? What was going on for you that day?"


def started(page: Page) -> list[Locator]:
    """All exercises of the page, once they have come alive."""
    page.wait_for_function(MOUNTED)
    return page.locator("[data-exercise]").all()


def answer(section: Locator) -> None:
    """Fill in everything there is to fill in, then press the button that answers."""
    names = section.locator("input[type=radio]").evaluate_all("all => [...new Set(all.map(one => one.name))]")
    for name in names:
        section.locator(f"input[type=radio][name='{name}']").first.check()
    for choice in section.locator("select:visible").all():
        choice.select_option(index=1)
    for box in section.locator("textarea:visible").all():
        box.fill(TYPED)
    section.locator(".pw-work .pw-actions button").first.click()
    section.locator(".pw-feedback").first.wait_for(state="visible")


def unfold(page: Page) -> None:
    """Open everything that is folded."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
