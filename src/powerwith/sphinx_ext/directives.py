"""The directives authors write: `{practice}` and `{journal}`."""

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from powerwith import payload
from powerwith.bank import BankError
from powerwith.sphinx_ext import book, content
from powerwith.sphinx_ext.nodes import exercise_body, exercise_node, journal_node


class Practice(SphinxDirective):
    """Put one exercise on the page: ```` ```{practice} brown-envelope ````."""

    required_arguments = 1
    has_content = False

    def run(self) -> list[nodes.Node]:
        """Content nodes for the exercise. Stops the build with the closest id where there is none."""
        source, line = self.get_source_info()
        node = exercise(self.env, self.arguments[0].strip(), f"{source}:{line}")
        self.set_source_info(node)
        return [node]


class JournalPage(SphinxDirective):
    """Put *My journal* on the page."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """A place for the journal, and a sentence for readers without scripts."""
        node = journal_node()
        words = "Your journal is kept by this browser and needs JavaScript to be shown. Nothing of it is on this page."
        node += nodes.paragraph("", words)
        return [node]


def exercise(env: BuildEnvironment, exercise_id: str, place: str) -> exercise_node:
    """The node of one exercise, the same for a directive and for a notebook cell."""
    try:
        found = book.bank(env).find(exercise_id, place)
    except BankError as error:
        raise book.BrokenExercises(f"\n{error}") from None
    before = book.note_exercise(env, env.docname, exercise_id)
    record = payload.payload(found)
    anchor = f"practice-{exercise_id}" + (f"-{before + 1}" if before else "")
    node = exercise_node(
        ids=[anchor],
        exercise=exercise_id,
        kind=record.exercise.kind,
        payload=payload.as_json(record),
        quick_exit=found.quick_exit,
    )
    node += content.head(found, record.exercise.kind, anchor)
    inner = exercise_body()
    inner += content.body(found)
    node += inner
    return node
