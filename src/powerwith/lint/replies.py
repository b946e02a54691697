"""What an author should look at in one reply task: statements to settle on, every mark in use, words one can read."""

from collections.abc import Iterator

from powerwith.lint.grade import grade
from powerwith.model import Replies

Path_ = tuple[str | int, ...]
Look = tuple[Path_, str, str]

HARDEST = 8.0
"""The highest reading grade of what raters go by."""


def check_replies(task: Replies) -> Iterator[Look]:
    """Each thing to look at as its path in the file, what is the case, and what to do."""
    yield from _unlike(task)
    yield from _unsettled(task)
    yield from _hard_to_read(task)


def good_replies(task: Replies) -> Iterator[tuple[Path_, str]]:
    """Settled replies that are near the top, so that a rater learns good practice from them."""
    most = 3 * len(task.criteria)
    for i, one in enumerate(task.training):
        if not one.deducted and 3 * sum(one.marks.values()) >= 2 * most:
            yield ("training", i, "text"), one.text


def _unlike(task: Replies) -> Iterator[Look]:
    """Two forms that do not ask for the same cannot be set beside each other."""
    needs = [[prompt.needs is not None for prompt in form.prompts] for form in task.forms]
    if sum(needs[0]) != sum(needs[1]):
        says = f"{sum(needs[0])} and {sum(needs[1])} statements of the forms have `needs`"
        yield ("forms", 1), says, "Let both forms ask for it equally often"


def _unsettled(task: Replies) -> Iterator[Look]:
    """A mark that no settled reply has is one nobody learns to give."""
    for one in task.criteria:
        used = {reply.marks[one.id] for reply in task.training}
        if left := [str(mark) for mark in range(4) if mark not in used]:
            yield (
                ("training",),
                f"no reply has {' or '.join(left)} for “{one.label}”",
                "Add one, so raters see each mark",
            )
    if not any(reply.deducted for reply in task.training):
        yield ("training",), "no reply loses a point", "Add one with `deducted: true`"


def _hard_to_read(task: Replies) -> Iterator[Look]:
    """What raters read again and again."""
    for i, one in enumerate(task.criteria):
        if (found := grade([one.asks, *one.levels])) > HARDEST:
            says = f"“{one.label}” has reading grade {found:.1f}, and {HARDEST:.0f} is the most"
            yield ("criteria", i), says, "Use shorter sentences and everyday words"
