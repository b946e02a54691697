"""Exercises as document nodes: content first, so that every builder and every printer can show them."""

from datetime import date
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

OLD = " That is more than a year ago. Check it before you rely on it."


class exercise_node(nodes.General, nodes.Element):
    """One exercise. Attributes: exercise, kind, payload (JSON text), quick_exit."""


class exercise_title(nodes.General, nodes.TextElement):
    """The title of an exercise: a heading on a page, a line of its own elsewhere."""


class exercise_body(nodes.General, nodes.Element):
    """The part that the browser replaces by something to touch."""


class reveal(nodes.General, nodes.Element):
    """What may be read after one's own try. Attribute: summary."""


class writing_lines(nodes.General, nodes.Element):
    """Room to write by hand, on paper only. Attribute: count."""


class journal_node(nodes.General, nodes.Element):
    """The place on the page where *My journal* appears."""


class today_node(nodes.General, nodes.Element):
    """The place on the page where *Today's three* appear. Attribute: payload (JSON text) of what asks about a plan."""


class rate_node(nodes.General, nodes.Element):
    """The place on the page where a colleague rates replies. Attribute: payload (JSON text) of the reply task."""


class old_note(nodes.Inline, nodes.TextElement):
    """What is said from the day `after` (as text) on. A page lies on a host for years, so it looks by itself."""


class exercise_link(nodes.Inline, nodes.TextElement):
    """A link to where another exercise stands, made when every page has been read. Attribute: exercise (its id)."""


def register(app: Sphinx) -> None:
    """Teach every builder our nodes; those not named print the content as it stands."""
    plain = (_pass, _pass)
    line = (_open_line, _close_line)
    others: Any = dict.fromkeys(("latex", "man", "texinfo"), plain)
    app.add_node(exercise_node, html=(_open_exercise, _close_exercise), text=plain, **others)
    app.add_node(exercise_title, html=(_open_title, _close_title), text=line, latex=line)
    app.add_node(exercise_body, html=(_open_body, _close_body), text=plain, **others)
    app.add_node(reveal, html=(_open_reveal, _close_reveal), text=(_say_summary, _pass), latex=(_say_summary, _pass))
    app.add_node(writing_lines, html=(_draw_lines, _pass), text=plain, **others)
    app.add_node(exercise_link, html=plain, text=plain, **others)
    app.add_node(old_note, html=(_open_old, _close_old), text=(_skip_unless_old, _pass), **others)
    app.add_node(journal_node, html=(_open_journal, _close_journal), text=plain, **others)
    app.add_node(rate_node, html=(_open_rate, _close_journal), text=plain, **others)
    app.add_node(today_node, html=(_open_today, _close_journal), text=plain, **others)


def _is_old(node: old_note) -> bool:
    return date.today() >= date.fromisoformat(node["after"])


def _open_old(self: HTML5Translator, node: old_note) -> None:
    more: dict[str, Any] = {"data-after": node["after"]} | ({} if _is_old(node) else {"hidden": ""})
    self.body.append(self.starttag(node, "span", "", CLASS="pw-old", **more))


def _close_old(self: HTML5Translator, node: old_note) -> None:
    self.body.append("</span>")


def _skip_unless_old(self: Any, node: old_note) -> None:
    if not _is_old(node):
        raise nodes.SkipNode


def _pass(_translator: Any, _node: nodes.Element) -> None:
    """Print the children and nothing else."""


def _open_exercise(translator: HTML5Translator, node: exercise_node) -> None:
    anchor = node["ids"][0]
    attributes = {"data-exercise": node["exercise"], "data-kind": node["kind"], "aria-labelledby": f"{anchor}-title"}
    if node["quick_exit"]:
        attributes["data-quick-exit"] = ""
    translator.body.append(translator.starttag(node, "section", CLASS="pw-exercise", **attributes))


def _close_exercise(translator: HTML5Translator, _node: exercise_node) -> None:
    translator.body.append("</section>\n")


def _open_title(translator: HTML5Translator, node: exercise_title) -> None:
    translator.body.append(translator.starttag(node, f"h{_level(translator)}", "", CLASS="pw-title"))


def _close_title(translator: HTML5Translator, _node: exercise_title) -> None:
    translator.body.append(f"</h{_level(translator)}>\n")


def _level(translator: HTML5Translator) -> int:
    return min(translator.section_level + 1, 6)


def _open_line(translator: Any, node: exercise_title) -> None:
    translator.visit_rubric(node)


def _close_line(translator: Any, node: exercise_title) -> None:
    translator.depart_rubric(node)


def _open_body(translator: HTML5Translator, node: exercise_body) -> None:
    write_payload(translator, node.parent["payload"])
    translator.body.append('<div class="pw-body">\n')


def write_payload(translator: HTML5Translator, text: str) -> None:
    """What a script reads, as data that nothing runs; in builders for the web alone."""
    if translator.builder.name in ("html", "dirhtml", "singlehtml"):
        safe = text.replace("<", "\\u003c")
        translator.body.append(f'<script type="application/json" class="pw-payload">{safe}</script>\n')


def _close_body(translator: HTML5Translator, _node: exercise_body) -> None:
    translator.body.append("</div>\n")


def _open_reveal(translator: HTML5Translator, node: reveal) -> None:
    summary = translator.encode(node["summary"])
    translator.body.append(f'<details class="pw-reveal"><summary>{summary}</summary>\n<div class="pw-revealed">')


def _close_reveal(translator: HTML5Translator, _node: reveal) -> None:
    translator.body.append("</div></details>\n")


def _say_summary(translator: Any, node: reveal) -> None:
    node.insert(0, nodes.paragraph("", "", nodes.strong("", node["summary"])))


def _draw_lines(translator: HTML5Translator, node: writing_lines) -> None:
    lines = '<span class="pw-line-to-write"></span>' * node["count"]
    translator.body.append(f'<div class="pw-lines" aria-hidden="true">{lines}</div>\n')
    raise nodes.SkipNode


def _open_journal(translator: HTML5Translator, _node: journal_node) -> None:
    translator.body.append('<div data-powerwith="journal">\n')


def _close_journal(translator: HTML5Translator, _node: journal_node) -> None:
    translator.body.append("</div>\n")


def _open_today(translator: HTML5Translator, node: today_node) -> None:
    translator.body.append('<div data-powerwith="today">\n')
    write_payload(translator, node["payload"])


def _open_rate(translator: HTML5Translator, node: rate_node) -> None:
    translator.body.append('<div data-powerwith="rate">\n')
    write_payload(translator, node["payload"])
