"""A notebook cell makes the same node as the directive."""

from typing import Any, ClassVar

from docutils import nodes
from sphinx.environment import BuildEnvironment

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
