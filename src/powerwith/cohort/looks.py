"""A cohort under one pair of eyes: who counts, what was shown already, and so what may be shown beside it.

Two harmless looks beside each other can tell of the one person in whom they differ. So nothing is told that did not
come through here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from powerwith.cohort import cells
from powerwith.cohort.asked import Question, questions
from powerwith.cohort.cells import CELLS, Row, unmoved
from powerwith.cohort.published import Look, Published, changed, trace, would_tell
from powerwith.cohort.scored import scored
from powerwith.cohort.scores import Scores
from powerwith.cohort.suppress import NOTHING, TOTAL
from powerwith.cohort.tables import Taken
from powerwith.cohort.told import Told
from powerwith.model import Authored, Replies
from powerwith.scoring.estimate import GROUP

NOBODY = "Nobody answered this in a form that can be counted."


class Looks:
    """A cohort, the exercises it answered, and what was shown of it. `published` is what to keep afterwards."""

    def __init__(self, taken: Taken, exercises: Iterable[Authored] = (), published: Published | None = None) -> None:
        self.taken = taken
        self.exercises = {one.id: one for one in exercises}
        self.published = (published or Published()).and_people(taken.keys.values())
        self._asked: dict[tuple[str, str], tuple[Question, ...]] = {}
        self._made: dict[tuple[str, str], dict[str, Scores]] = {}
        self._rows: dict[str, Row] = {}
        self._answers = {str(name): some for name, some in taken.answers.groupby("exercise")}
        self._marked = {str(name): some for name, some in taken.marked.groupby("exercise")}

    def known(self, exercise: str) -> Authored | None:
        return self.exercises.get(exercise)

    def only(self, exercise: str) -> Taken:
        """What was handed in of one exercise. To look for it among all takes longer than all the rest."""
        answers = self._answers.get(exercise, self.taken.answers.iloc[:0])
        return replace(self.taken, answers=answers, marked=self._marked.get(exercise, self.taken.marked.iloc[:0]))

    # Who counts

    def there(self, exercise: str, phase: str, *, marks: bool = False) -> frozenset[str]:
        """Whose answers count: beside another time, one to four who were there once would show."""
        rows = self.only(exercise).answers
        rows = rows[(rows["kind"] == "marks") == marks]
        each = {str(name): frozenset(some) for name, some in rows.groupby("phase")["person"]}
        stay = here = each.pop(phase, frozenset())
        for there in each.values():
            if here & there and (0 < len(here - there) < GROUP or 0 < len(there - here) < GROUP):
                stay &= there
        return stay

    def asked(self, exercise: str, phase: str) -> tuple[Question, ...]:
        """Every closed question of an exercise, with the answers of those who count."""
        key = exercise, phase
        if key not in self._asked:
            stay = self.there(exercise, phase)
            self._asked[key] = tuple(
                replace(one, answers={who: answer for who, answer in one.answers.items() if who in stay})
                for one in questions(self.only(exercise), exercise, phase, self.known(exercise))
            )
        return self._asked[key]

    def scores(self, exercise: str, phase: str) -> dict[str, Scores]:
        """Who of them came to which score: under an empty name the total, and each subscale under its own."""
        key = exercise, phase
        if key not in self._made:
            asked = self.asked(exercise, phase)
            made = scored(self.only(exercise), exercise, phase, self.known(exercise), asked, self.rows(asked))
            stay = self.there(exercise, phase, marks=isinstance(self.known(exercise), Replies))
            self._made[key] = {name: one.only(who for who in one.of if who in stay) for name, one in made.items()}
        return self._made[key]

    # What may be shown beside what was

    def tell(self, asked: Sequence[Question]) -> tuple[Told, ...]:
        """Each question as it may be shown, and remembered as shown."""
        return tuple(self.row(one, row) for one, row in zip(asked, cells.merged(asked), strict=True))

    def rows(self, asked: Sequence[Question]) -> tuple[Row | None, ...]:
        """What is shown of each question now; None where it is what was shown before."""
        self.tell(asked)
        return tuple(self._rows.get(one.name) for one in asked)

    def row(self, asked: Question, row: Row) -> Told:
        """The counts of one question beside every earlier look at it."""
        looks = self.published.of(asked.name)
        mine = [look for look in looks if look.part == asked.part]
        traces = self._traces(asked, asked.answers)
        if would_tell(looks, traces):
            return unmoved(asked, mine)
        kept = row if row["state"] in (NOTHING, TOTAL) else cells.beside(asked, row, mine)
        if kept is None:
            return unmoved(asked, mine)
        if not asked.part:
            self._rows[asked.name] = kept
        if mine and changed(mine[-1], traces) == 0 and mine[-1].told:
            return mine[-1].told
        if row["state"] in (NOTHING, TOTAL):
            return cells.say(asked, row)
        told = cells.say(asked, kept)
        self._keep(Look(
            question=asked.name, part=asked.part, traces=traces, state=kept["state"], groups=kept["groups"],
            totals=kept["totals"], told=told,
        ))  # fmt: skip
        return told

    def number(self, asked: Question, answers: Mapping[str, object], told: Told) -> Told:
        """A number beside what was shown of it before."""
        mine = [look for look in self.published.of(asked.name) if look.told]
        if self.would_tell(asked, answers):
            return unmoved(asked, mine)
        traces = self._traces(asked, answers)
        if mine and changed(mine[-1], traces) == 0 and mine[-1].told:
            return mine[-1].told
        self._keep(Look(question=asked.name, traces=traces, state=told.state, told=told))
        return told

    def would_tell(self, asked: Question, answers: Mapping[str, object]) -> bool:
        """Whether a number of these people could be set against one shown before, or is withheld for good."""
        looks = self.published.of(asked.name)
        return would_tell(looks, self._traces(asked, answers)) or any(look.is_withheld for look in looks)

    def hold(self, each: Sequence[tuple[Question, Mapping[str, object]]]) -> None:
        """From now on these numbers are of these people, for another one that was shown rests on them.

        Where one of them was shown already of a few others, the one not shown yet is withheld for good.
        """
        looks = [Look(question=one.name, traces=self._traces(one, answers)) for one, answers in each]
        told_apart = any(would_tell(self.published.of(look.question), look.traces) for look in looks)
        for look in looks:
            kept = look.model_copy(update={"is_withheld": told_apart})
            if kept not in self.published.looks:
                self._keep(kept)

    def last(self, question: str) -> Look | None:
        """The newest look at a question that was told of all."""
        return next((one for one in reversed(self.published.of(question)) if one.told and not one.part), None)

    def is_put_together(self, question: str) -> bool:
        """Whether some of its answers were ever shown as one."""
        return any(look.groups != tuple(range(len(look.groups))) for look in self.published.of(question))

    def _keep(self, look: Look) -> None:
        self.published = self.published.and_look(look)

    def _traces(self, asked: Question, answers: Mapping[str, object]) -> tuple[str, ...]:
        keys = self.taken.keys
        return trace(self.published, asked.name, {keys.get(who, who): f"{value}" for who, value in answers.items()})


def nobody(about: str, exercise: str, phase: str) -> Told:
    return Told(about=about, exercise=exercise, phase=phase, label=exercise, state=NOTHING, rule=CELLS, sentence=NOBODY)
