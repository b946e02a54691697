"""How people rated themselves, beside the marks that their own replies got."""

from powerwith.cohort.asked import Question
from powerwith.cohort.cells import record
from powerwith.cohort.looks import Looks
from powerwith.cohort.means import CORRELATED, correlated, mean, score_of
from powerwith.cohort.scores import NONE, Scores
from powerwith.cohort.suppress import NOTHING, TOTAL
from powerwith.cohort.told import Told, few
from powerwith.model import Replies
from powerwith.scoring.estimate import GROUP

APART = "A self-rating is a weak measure, and two sets of replies are few. Where the two part, trust neither alone."
NEARLY = "A few of them did only one of the two. To leave them out would tell of them, so they are counted here."
RULE = f"rank correlation (Spearman), from {CORRELATED} people with both, rounded to 0.1"


def pairs(looks: Looks) -> tuple[tuple[str, str], ...]:
    """Each scale with the reply task that says it stands beside it."""
    tasks = [one for one in looks.exercises.values() if isinstance(one, Replies)]
    return tuple((one.beside, one.id) for one in tasks if one.beside is not None and looks.known(one.beside))


def beside(looks: Looks, scale: str, task: str, phase: str) -> tuple[Told, ...]:
    """The mean of the self-rating, the mean of the marks, and from 30 people on whether the two go together.

    Both means are of those who have both, unless that would tell of the few others.
    """
    own, marks = (looks.scores(name, phase).get("", NONE) for name in (scale, task))
    both = sorted(own.of.keys() & marks.of.keys())
    labels = {name: known.title if (known := looks.known(name)) else name for name in (scale, task)}
    about = score_of("beside", task, phase, "together", "How far the two go together")
    if len(both) < GROUP:
        return (record(about, NOTHING, f"from {GROUP} people with both", few(len(both))),)
    sides = [_side(looks, name, phase, made, both) for name, made in ((scale, own), (task, marks))]
    named = [
        one.model_copy(update={"about": "beside", "exercise": task, "item": name, "label": label})
        for one, (name, label) in zip(sides, labels.items(), strict=True)
    ]
    return (*named, _together(looks, scale, about, own.only(both), marks.only(both)))


def _side(looks: Looks, exercise: str, phase: str, made: Scores, both: list[str]) -> Told:
    asked = score_of("total", exercise, phase)
    all_of_them = mean(looks, asked, made, least=GROUP)
    if len(both) == len(made.of):
        return all_of_them
    if not looks.would_tell(asked, made.only(both).of):
        return mean(looks, asked, made.only(both), least=GROUP)
    return all_of_them.model_copy(update={"sentence": f"{all_of_them.sentence} {NEARLY}"})


def _together(looks: Looks, scale: str, about: Question, own: Scores, marks: Scores) -> Told:
    n = len(own.of)
    if n < CORRELATED:
        says = f"Whether the two go together is shown from {CORRELATED} people with both on. {APART}"
        return record(about, TOTAL, RULE, says)
    return correlated(looks, about, own.of, marks.of, rule=RULE, ends=APART)
