"""What happens once a build: the bank is opened, assets are copied, pages learn which scripts they need."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes as docutils_nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util.display import progress_message

from powerwith import assets, coach, payload, share
from powerwith.bank import Bank, BankError, load_bank, load_skills
from powerwith.conversation import every_fault
from powerwith.harden import HardenError, harden
from powerwith.model import Authored, Choice, ShelfMark, Sort
from powerwith.offline import write as write_offline
from powerwith.source import Problem
from powerwith.sphinx_ext.local_boxes import LOCAL
from powerwith.sphinx_ext.nodes import exercise_node, journal_node, rate_node, today_node
from powerwith.sphinx_ext.portfolio_page import portfolio_node
from powerwith.sphinx_ext.share_page import share_node

APART = frozenset({"conversation", "planner", "replies", "scale", "vignette"})
"""Kinds whose front end is a script of its own, so that other pages need not carry it."""

REVIEWED = (journal_node, portfolio_node, share_node)
REVIEWED_KINDS = frozenset({"replies"})
"""Nodes and kinds from which words go out to others, so that their pages carry what the review before it needs."""

SHELVED = ((journal_node, "journal"), (today_node, "today"), (portfolio_node, "portfolio"), (share_node, "share"))
"""Pages that show what was answered, and their scripts: they need to know what stands where in the book."""

_BANKS: WeakKeyDictionary[Sphinx, Bank] = WeakKeyDictionary()


class BrokenExercisesError(SphinxError):
    """Stops the build with the places and sentences of the bank."""

    category = "Exercises"


class UnlockedPagesError(SphinxError):
    """Stops the build where a page would need more than its policy allows."""

    category = "Pages"


def open_bank(app: Sphinx) -> None:
    """Read the whole bank, or stop the build with every problem in it."""
    try:
        opened = load_bank(Path(app.srcdir, app.config.powerwith_exercises))
    except BankError as error:
        raise BrokenExercisesError(f"\n{error}") from None
    if problems := problems_of(opened):
        raise BrokenExercisesError("".join(f"\n{problem}" for problem in problems))
    _BANKS[app] = opened


def problems_of(bank: Bank) -> list[Problem]:
    """What single files cannot show and would leave a reader stuck."""
    return list(every_fault(bank.exercises, bank.located))


def bank(env: BuildEnvironment) -> Bank:
    """The bank of this build."""
    return _BANKS[env.app]


def note_exercise(env: BuildEnvironment, docname: str, exercise_id: str) -> int:
    """Remember the page, so that an edit rebuilds it. Returns how often the exercise stood there before."""
    env.note_dependency(str(bank(env).path(exercise_id)))
    page = _shelf(env).setdefault(docname, [])
    page.append(exercise_id)
    return page.count(exercise_id) - 1


def _shelf(env: BuildEnvironment) -> dict[str, list[str]]:
    if not hasattr(env, "powerwith_shelf"):
        env.powerwith_shelf = {}  # type: ignore[attr-defined]
    return env.powerwith_shelf  # type: ignore[attr-defined,no-any-return]


def forget_page(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """A page is about to be read again."""
    _shelf(env).pop(docname, None)


def merge_pages(_app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    """Take over what a parallel reader found."""
    _shelf(env).update({name: ids for name, ids in _shelf(other).items() if name in set(docnames)})


def copy_assets(app: Sphinx) -> None:
    """Put our files beside the book's own static files."""
    if app.builder.format == "html":
        assets.copy_to(Path(app.outdir, "_static", "powerwith"))


def add_page_assets(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: docutils_nodes.document | None
) -> None:
    """Load a script only on the pages that use it; the style sheets everywhere."""
    for sheet in ("powerwith.css", "book.css"):
        app.add_css_file(f"powerwith/{sheet}")
    if doctree is None:
        return
    context["script_files"][:] = [script for script in context["script_files"] if not _is_widget_state(script)]
    kinds = {node["kind"] for node in doctree.findall(exercise_node)}
    if kinds:
        app.add_js_file("powerwith/core.js", loading_method="async", fetchpriority="high")
    for kind in sorted(kinds & APART):
        app.add_js_file(f"powerwith/{kind}.js", loading_method="async")
    if kinds & payload.COACHED:
        # Needed only when a reply is checked, so it must not hold up what makes the exercises answer.
        for script in ("coach.js", "coach-rules.js"):
            app.add_js_file(f"powerwith/{script}", loading_method="async", fetchpriority="low")
    if any(_asks_for_words(bank(app.env).exercises[node["exercise"]]) for node in doctree.findall(exercise_node)):
        for script in ("privacy-rules.js", "identifies.js"):
            app.add_js_file(f"powerwith/{script}", loading_method="async", fetchpriority="low")
    if kinds & REVIEWED_KINDS or any(doctree.findall(lambda node: isinstance(node, REVIEWED))):
        for script in ("privacy-rules.js", "privacy-words.js"):
            app.add_js_file(f"powerwith/{script}", loading_method="async", fetchpriority="low")
    if any(doctree.findall(lambda node: isinstance(node, LOCAL))):
        app.add_js_file("powerwith/local.js", loading_method="async", fetchpriority="low")
    if any(doctree.findall(share_node)):
        app.add_js_file("powerwith/share-keys.js", loading_method="defer")
    for node, script in SHELVED:
        if any(doctree.findall(node)):
            app.add_js_file("powerwith/shelf.js", loading_method="defer")
            app.add_js_file(f"powerwith/{script}.js", loading_method="defer")
    if any(doctree.findall(rate_node)):
        app.add_js_file("powerwith/rate.js", loading_method="defer")


def _asks_for_words(exercise: Authored) -> bool:
    """Whether somebody writes in it, so that a hint may be due about what they write of others."""
    return exercise.contexts is not None if isinstance(exercise, Choice) else not isinstance(exercise, Sort)


def _is_widget_state(script: Any) -> bool:
    """Whether this is what a notebook's widgets left behind; our pages show the exercise and have no use for it."""
    return "widget-state" in str(getattr(script, "attributes", {}).get("type", ""))


def finish(app: Sphinx, error: Exception | None) -> None:
    """Write the shelf, then harden the pages and list them for offline use."""
    if error or app.builder.format != "html":
        return
    out = Path(app.outdir)
    _write_shelf(app.env, out)
    _write_share_keys(app.env, out)
    if app.config.powerwith_harden and app.builder.name == "html":
        with progress_message("locking every page"):
            _lock(out)
        write_offline(out)


def _lock(out: Path) -> None:
    try:
        harden(out)
    except HardenError as error:
        raise UnlockedPagesError(f"\n{error}") from None


def _write_shelf(env: BuildEnvironment, out: Path) -> None:
    marks = [mark.model_dump(mode="json") for mark in shelf_marks(env)]
    # Not in canonical form: the words of a planner stand in the order of its form.
    text = f"globalThis.powerwithShelf={json.dumps(marks, ensure_ascii=False, separators=(',', ':'))};\n"
    text += f"globalThis.powerwithRuleWords={payload.canonical(coach.in_words())};\n"
    skills = [skill.model_dump(mode="json") for skill in load_skills(bank(env).folder)]
    text += f"globalThis.powerwithSkills={payload.canonical(skills)};\n"
    (out / "_static" / "powerwith" / "shelf.js").write_text(text, encoding="utf-8")


def _write_share_keys(env: BuildEnvironment, out: Path) -> None:
    """What an answer can name, exercise by exercise: the page Share with a trainer makes codes of it."""
    named = {id_: share.keys(bank(env).exercises[id_]) for id_ in first_pages(env)}
    text = payload.canonical({id_: [list(one) for one in keys] for id_, keys in named.items() if keys})
    script = f"globalThis.powerwithShareKeys={text};\n"
    (out / "_static" / "powerwith" / "share-keys.js").write_text(script, encoding="utf-8")


def first_pages(env: BuildEnvironment) -> dict[str, str]:
    """Exercise id to the first page it stands on, in the order of the book."""
    shelf = _shelf(env)
    first: dict[str, str] = {}
    for page in _reading_order(env):
        for exercise_id in shelf.get(page, ()):
            first.setdefault(exercise_id, page)
    return first


def shelf_marks(env: BuildEnvironment) -> list[ShelfMark]:
    """Where each exercise stands first, in the order of the book."""
    return [_mark(env, exercise_id, page) for exercise_id, page in first_pages(env).items()]


def _mark(env: BuildEnvironment, exercise_id: str, page: str) -> ShelfMark:
    exercise = bank(env).exercises[exercise_id]
    return payload.mark(exercise, chapter=env.titles[page].astext(), page=env.app.builder.get_target_uri(page))


def _reading_order(env: BuildEnvironment) -> list[str]:
    order: list[str] = []
    waiting = [env.config.root_doc]
    while waiting:
        page = waiting.pop(0)
        if page not in order:
            order.append(page)
            waiting = list(env.toctree_includes.get(page, ())) + waiting
    return order + sorted(set(env.found_docs) - set(order))
