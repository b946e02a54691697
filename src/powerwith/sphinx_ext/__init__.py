"""The Sphinx extension: exercises, the journal page and signposts in a built book."""

from typing import Any

from sphinx.application import Sphinx

from powerwith import assets
from powerwith.sphinx_ext import (
    book,
    listing,
    local_boxes,
    mime,
    nodes,
    portfolio_page,
    running,
    share_page,
    standing_page,
)
from powerwith.sphinx_ext.directives import DrawnIdea, JournalPage, Practice, Signposts, TodayPage
from powerwith.sphinx_ext.mime import ExerciseMime
from powerwith.sphinx_ext.rate_page import RatePage
from powerwith.sphinx_ext.sheets import Packs, RunSheetPage

__all__ = ["ExerciseMime", "setup"]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx."""
    app.add_config_value("powerwith_exercises", "exercises", "env", str, "Folder of the exercise bank")
    app.add_config_value("powerwith_harden", True, "html", bool, "Lock every page and write the offline worker")
    app.add_config_value("powerwith_assets", assets.digest(), "html", str, "Set by the extension itself")
    nodes.register(app)
    local_boxes.register(app)
    listing.register(app)
    mime.register(app)
    running.register(app)
    portfolio_page.register(app)
    standing_page.register(app)
    share_page.register(app)
    app.add_directive("rate", RatePage)
    app.add_directive("practice", Practice)
    app.add_directive("journal", JournalPage)
    app.add_directive("today", TodayPage)
    app.add_directive("signposts", Signposts)
    app.add_directive("diagram", DrawnIdea)
    app.add_directive("runsheet", RunSheetPage)
    app.add_directive("packs", Packs)
    app.connect("builder-inited", book.open_bank)
    app.connect("builder-inited", book.copy_assets)
    app.connect("env-purge-doc", book.forget_page)
    app.connect("env-merge-info", book.merge_pages)
    app.connect("html-page-context", book.add_page_assets)
    app.connect("build-finished", book.finish, priority=900)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
