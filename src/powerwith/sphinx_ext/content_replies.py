"""Writes the reply task out for pen and paper: statements with room to write, the rubric, and replies to settle on."""

from docutils import nodes

from powerwith.model import Replies
from powerwith.model.replies import Settled
from powerwith.sphinx_ext.nodes import writing_lines
from powerwith.sphinx_ext.pieces import begun, listed, para, quoted, revealed, speech

_COIN = "Toss a coin: heads is the first set, tails is the second. Take the other set the next time."
_SETS = ("First set", "Second set")


def replies_body(task: Replies) -> list[nodes.Node]:
    """Everything after the prompt."""
    made: list[nodes.Node] = [para(task.status, "pw-note"), para(_COIN, "pw-hint")]
    for name, form in zip(_SETS, task.forms, strict=True):
        made.append(para(name, "pw-part-title"))
        for prompt in form.prompts:
            made += [speech(prompt.text), writing_lines(count=3)]
    return [*made, revealed("How replies are rated", rubric(task))]


def rubric(task: Replies) -> list[nodes.Node]:
    """What raters look for, with what each mark means."""
    made: list[nodes.Node] = []
    for one in task.criteria:
        made.append(begun(f"{one.label}.", one.asks))
        made.append(listed([f"{mark}: {words}" for mark, words in enumerate(one.levels)]))
    made += [begun("One point off", "for any of these, and never more than one:"), listed(list(task.deductions))]
    needs = [prompt for form in task.forms for prompt in form.prompts if prompt.needs]
    made += [begun(f"To {quoted(prompt.text)}", prompt.needs or "") for prompt in needs]
    most = 3 * len(task.criteria)
    made.append(para(f"A reply gets 0 to {most} points, and six replies 0 to {6 * most}."))
    return made


def training(task: Replies) -> list[nodes.Node]:
    """Replies for raters to settle on: first to be rated, then compared with the marks that were agreed."""
    said = {prompt.id: prompt.text for form in task.forms for prompt in form.prompts}
    made: list[nodes.Node] = []
    for number, reply in enumerate(task.training, start=1):
        made.append(begun(f"{number}. {quoted(said[reply.prompt])}", f"The reply: {quoted(reply.text)}"))
    return [*made, revealed("The marks that were agreed, and why", [_settled(task, reply) for reply in task.training])]


def _settled(task: Replies, reply: Settled) -> nodes.paragraph:
    marks = ", ".join(f"{one.label} {reply.marks[one.id]}" for one in task.criteria)
    off = ", one point off" if reply.deducted else ""
    return begun(quoted(reply.text), f"{marks}{off}. {reply.why}")
