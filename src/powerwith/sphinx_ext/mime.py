"""A notebook's cells on a page: an exercise makes the same node as the directive, and code that is folded says so."""

from typing import Any, ClassVar

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.writers.html5 import HTML5Translator

from powerwith import payload
from powerwith.sphinx_ext import directives


class ExerciseMime:
    """Myst-nb's hook for our mime type."""

    mime_priority_overrides: ClassVar = [("*", payload.MIME, 1)]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """The exercise's node, or None to let myst-nb go on."""
        if inline or data.mime_type != payload.MIME:
            return None
        env: BuildEnvironment = renderer.renderer.sphinx_env
        place = f"{env.doc2path(env.docname)}:{data.line or 1}"
        return [directives.exercise(env, data.content["exercise"], place, then="then" in data.content)]


def register(app: Sphinx) -> None:
    """Fold code under a summary of one line that is read as it is seen. MyST-NB's own has a label for readers alone."""
    app.add_node(HideCodeCellNode, override=True, html=(_open_code, _close_code))


def _open_code(translator: HTML5Translator, _node: nodes.Element) -> None:
    translator.body.append('<details class="pw-code-cell"><summary>The code of this cell</summary>\n')


def _close_code(translator: HTML5Translator, _node: nodes.Element) -> None:
    translator.body.append("</details>\n")
