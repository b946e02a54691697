"""How somebody rates their own practice, and what their replies were given: a picture or sentence for each question."""

import pandas as pd

from powerwith import plots, replies, scoring, standing
from powerwith.bank import course_bank
from powerwith.explore.chosen import Chosen
from powerwith.explore.still import Showable
from powerwith.model import Entry, MarksResponse, Replies, RepliesResponse, Scale
from powerwith.model.entry import ReplyMarks
from powerwith.model.standing import Standing

RATERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

SCALE, TASK = "epsa", "reply-task"


def profile(mine: Chosen) -> Showable:
    """The latest rating of now, part by part, with its status. Raises ValueError where there is none."""
    found = _standing(mine)
    if not found.profiles:
        raise ValueError(" ".join(found.says))
    return [plots.profile(found.profiles[-1]), *found.says]


def pick(mine: Chosen) -> Showable:
    """The items rated highest and lowest in the latest rating, by their words: one of them is worth a try."""
    latest = _standing(mine).profiles
    if not latest:
        raise ValueError("There is no rating here yet.")
    rows = [
        (name, f"{item.text} (The less, the better.)" if item.reverse else item.text)
        for name, items in (("strongest", latest[-1].strongest), ("weakest", latest[-1].weakest))
        for item in items
    ]
    return pd.DataFrame(rows, columns=["where", "item"])


def changes(mine: Chosen) -> Showable:
    """Each later rating beside the one before the course, with the band in which a difference is noise."""
    found = _standing(mine).changes
    if not found:
        raise ValueError("It takes two ratings to see a change. Rate yourself again at the end of the course.")
    return [plots.dumbbell(one) for one in found]


def looking_back(mine: Chosen) -> Showable:
    """How a time was rated then, and how it is rated now."""
    found = _standing(mine).shift
    if found is None:
        raise ValueError("You have not looked back yet. Rate how things are now first, then look back.")
    return plots.shift(found)


def two_lines(mine: Chosen) -> Showable:
    """How I rated myself, and what my replies showed."""
    found = _standing(mine).lines
    if found is None:
        raise ValueError("No replies have been marked yet. Do the reply task, and rate your replies or let others.")
    return plots.lines(found)


def raters(mine: Chosen) -> Showable:
    """How far two colleagues agree who marked the same replies: in words, and reply by reply."""
    task = reply_task()
    given = _given(mine.entries, task)
    if len(given) < 2:
        raise ValueError(
            "It takes two colleagues who marked the same replies. Send the file of the reply task to a second one."
        )
    one, other = list(given.values())[:2]
    found = replies.agreed(task, one, other)
    if not found.of:
        raise ValueError("Your colleagues marked different replies, so there is nothing to compare.")
    says = (
        f"Of {found.of} marks that both gave, {found.same} are the same and {found.near} are at most one step apart. "
        "Each mark goes from 0 to 3."
    )
    table = marks(mine.entries, task)
    return [says, scoring.agreement(table), _by_reply(table, task)]


def marks(entries: tuple[Entry, ...], task: Replies) -> pd.DataFrame:
    """What colleagues gave each reply: a row for each rater (A, B …), a column for each reply, points from 0 to 12.

    Where somebody marked a reply twice, the later marks count. Raters are told apart by the ids in their files.
    """
    rows = {
        rater: {reply: points for reply, each in given.items() if (points := replies.points(task, each)) is not None}
        for rater, given in _given(entries, task).items()
    }
    frame = pd.DataFrame.from_dict(rows, orient="index")
    frame.index = pd.Index([_letter(place) for place in range(len(frame))], name="rater")
    return frame


def _given(entries: tuple[Entry, ...], task: Replies) -> dict[str, dict[str, ReplyMarks]]:
    """Rater to the marks for each reply, in the order in which these were written and are asked."""
    kept = sorted((one for one in entries if one.outcome is not None), key=lambda one: (one.seq, one.id))
    written = {one.id: one for one in kept if isinstance(one.response, RepliesResponse) and one.exercise == task.id}
    order = [
        (entry.id, prompt.id)
        for entry in written.values()
        for form in task.forms
        for prompt in form.prompts
        if isinstance(entry.response, RepliesResponse) and form.id == entry.response.form
    ]
    found: dict[str, dict[tuple[str, str], ReplyMarks]] = {}
    for one in kept:
        response = one.response
        if isinstance(response, MarksResponse) and response.by == "peer" and one.about in written:
            theirs = found.setdefault(response.rater or one.id, {})
            theirs |= {(one.about, prompt): each for prompt, each in response.replies.items()}
    return {
        rater: {f"{written[entry].seq}.{prompt}": theirs[entry, prompt] for entry, prompt in order
                if (entry, prompt) in theirs}
        for rater, theirs in found.items()
    }  # fmt: skip


def _by_reply(table: pd.DataFrame, task: Replies) -> pd.DataFrame:
    most = replies.TOP * len(task.criteria)
    texts = {prompt.id: prompt.text for form in task.forms for prompt in form.prompts}
    shown = pd.DataFrame({"what the person says": [texts[str(reply).partition(".")[2]] for reply in table.columns]})
    for rater, row in table.iterrows():
        shown[f"{rater}, of {most}"] = ["no marks" if pd.isna(points) else f"{points:.0f}" for points in row]
    return shown


def _letter(place: int) -> str:
    return RATERS[place] if place < len(RATERS) else str(place + 1)


def _standing(mine: Chosen) -> Standing:
    return standing.stand(mine.entries, scale=scale(), task=reply_task())


def scale() -> Scale:
    """The self-assessment, as it stands in the course."""
    found = course_bank().find(SCALE, "this notebook")
    assert isinstance(found, Scale)
    return found


def reply_task() -> Replies:
    """The reply task, as it stands in the course."""
    found = course_bank().find(TASK, "this notebook")
    assert isinstance(found, Replies)
    return found
