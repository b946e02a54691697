"""What the coach marked in a group's replies, and how many saw that differently."""

from collections.abc import Mapping

from powerwith.cohort.asked import Question
from powerwith.cohort.cells import CELLS, UNMOVED
from powerwith.cohort.looks import Looks
from powerwith.cohort.suppress import MOST, NOTHING, TOTAL
from powerwith.cohort.tables import Taken
from powerwith.cohort.told import EXAGGERATE, Told, few, shares
from powerwith.scoring.estimate import DETAIL, people


def marks(taken: Taken, exercise: str, phase: str) -> list[Question]:
    """For each rule, whether it was marked at least once for each person who answered."""
    rows = taken.answers
    rows = rows[(rows["exercise"] == exercise) & (rows["phase"] == phase) & (rows["kind"] != "marks")]
    who = sorted(rows["person"].unique())
    marked = taken.marked
    marked = marked[(marked["exercise"] == exercise) & (marked["phase"] == phase)]
    each = []
    for (rule, code), some in marked.groupby(["rule", "code"]):
        had = set(some["person"])
        label = f"{rule} ({code})"
        each.append(_yes_no("marked", exercise, phase, str(rule), label, {one: one in had for one in who}))
    return each


def seen_differently(taken: Taken) -> list[Question]:
    """For each rule, whether each person it was marked for saw that differently, over all exercises."""
    had = taken.marked.groupby("rule")["person"].agg(set)
    other = taken.appeals.groupby("rule")["person"].agg(set)
    return [
        _yes_no("appeals", "", "", str(rule), str(rule), {one: one in other.get(rule, set()) for one in sorted(who)})
        for rule, who in had.items()
    ]


def marked(looks: Looks, exercise: str, phase: str) -> tuple[Told, ...]:
    told = [one for one in looks.tell(marks(looks.only(exercise), exercise, phase)) if _is_listed(one)]
    if told:
        return tuple(_in_words(one, "had this marked in a reply at least once") for one in told)
    rows = looks.only(exercise).answers
    rows = rows[(rows["phase"] == phase) & (rows["kind"] != "marks")]
    who = rows["person"].nunique()
    says = "No rule was marked for so many people that it can be shown." if who >= DETAIL else few(who)
    return (Told(about="marked", exercise=exercise, phase=phase, label="marked words",
                 state=NOTHING, rule=CELLS, sentence=says),)  # fmt: skip


def appeals(looks: Looks) -> tuple[Told, ...]:
    """The number of people is rounded down to fives: set beside single exercises, the exact one would tell."""
    told = [_in_fives(one, "saw this mark differently") for one in looks.tell(seen_differently(looks.taken))]
    told = [one for one in told if one.state not in (NOTHING, TOTAL)]
    says = f"No rule was marked for {DETAIL} people or more, so nothing is said of appeals."
    none = Told(about="appeals", exercise="", phase="", label="appeals", state=NOTHING, rule=CELLS, sentence=says)
    return tuple(told) or (none,)


def _yes_no(about: str, exercise: str, phase: str, item: str, label: str, had: Mapping[str, bool]) -> Question:
    answers = {who: "yes" if one else "no" for who, one in had.items()}
    return Question(about, exercise, phase, item, label, ("no", "yes"), ("no", "yes"), answers)


def _is_listed(one: Told) -> bool:
    """A rule that was marked for fewer than three people is not even named."""
    return bool(one.parts) or (one.state == MOST and "“yes”" in one.sentence)


def _in_words(one: Told, did: str, whom: str = "") -> Told:
    """A question of yes or no as a sentence about who did. `whom`: of so many, where the number is not to be exact."""
    if not one.is_shown and one.state != MOST:
        return one
    whom = whom or people(one.n or 0)
    ends = f" {UNMOVED}" if one.sentence.endswith(UNMOVED) else ""
    yes = next((each for each in one.parts if each.label == "yes"), None)
    if yes is None:
        some = "Few or none" if "“no”" in one.sentence else "Most or all"
        says = f"{some} of {whom} {did}. How many is not shown.{ends}"
        return one.model_copy(update={"sentence": says})
    says = f"Of {whom}, about {yes.estimate} in 100 {did} (95% interval {yes.low} to {yes.high}). {EXAGGERATE}{ends}"
    numbers = {"estimate": yes.estimate / 100, "low": yes.low / 100, "high": yes.high / 100}
    return one.model_copy(update=numbers | {"parts": (), "sentence": says})


def _in_fives(one: Told, did: str) -> Told:
    """The same with people and percentages in fives, so that no exact number can be taken from another."""
    n = (one.n or 0) // 5 * 5
    yes = next((each.estimate for each in one.parts if each.label == "yes"), 0)
    share = (yes + 2) // 5 * 5
    low, high = shares(max(n, 1), share, step=5)
    parts = tuple(each.model_copy(update={"estimate": share, "low": low, "high": high}) for each in one.parts)
    return _in_words(one.model_copy(update={"n": n, "parts": parts}), did, f"{n} people or a few more")
