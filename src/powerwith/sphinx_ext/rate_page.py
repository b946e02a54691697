"""The page on which a colleague rates replies; on paper the rubric, and the replies to settle on."""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from powerwith import payload
from powerwith.bank import BankError
from powerwith.model import Replies
from powerwith.sphinx_ext import book
from powerwith.sphinx_ext.content_replies import rubric, training
from powerwith.sphinx_ext.nodes import rate_node
from powerwith.sphinx_ext.pieces import para

WORDS = "Files are opened by this browser and sent nowhere, which needs JavaScript. This is how to rate on paper."


class RatePage(SphinxDirective):
    """Let a colleague rate the replies to one task: ```` ```{rate} reply-task ````."""

    required_arguments = 1
    has_content = False

    def run(self) -> list[nodes.Node]:
        """A place for it, with all that a rater on paper needs. Stops the build where there is no such task."""
        source, line = self.get_source_info()
        name = self.arguments[0].strip()
        try:
            task = book.bank(self.env).find(name, f"{source}:{line}")
        except BankError as error:
            raise book.BrokenExercisesError(f"\n{error}") from None
        if not isinstance(task, Replies):
            says = f"{source}:{line}: `{name}` is a {type(task).__name__.lower()}. Name a reply task"
            raise book.BrokenExercisesError(f"\n{says}.")
        self.env.note_dependency(str(book.bank(self.env).path(name)))
        node = rate_node(payload=payload.as_json(payload.payload(task)))
        node += [para(task.status, "pw-note"), para(WORDS), *rubric(task), *training(task)]
        return [node]
