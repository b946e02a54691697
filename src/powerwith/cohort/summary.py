"""A cohort in numbers that tell of nobody: each with its interval, the people behind it, the rule and a sentence.

Everything that is shown goes through one `Showing`, which remembers it (`looks`). What two different tables give away
together (a total and its parts, turns of one conversation, options and what they do) is held apart: only one of them
is shown, or both rounded enough. `tests/test_suppress.py` and `tests/test_undone.py` say how that was tried, and the
trainers' page on data what was not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from powerwith.cohort import authors, cells, items, marked, means
from powerwith.cohort.asked import Question
from powerwith.cohort.beside import beside, pairs
from powerwith.cohort.looks import Looks
from powerwith.cohort.published import Published
from powerwith.cohort.tables import Taken
from powerwith.cohort.told import Told
from powerwith.model import Authored, Conversation

FOR_AUTHORS = ("difficulty", "discrimination")
"""What is of use to whoever writes exercises, and not to a group."""


class Showing:
    """A cohort, the exercises it answered, and what was shown of it. `published` is what to keep afterwards."""

    def __init__(self, taken: Taken, exercises: Iterable[Authored] = (), published: Published | None = None) -> None:
        self._looks = Looks(taken, exercises, published)

    @property
    def taken(self) -> Taken:
        return self._looks.taken

    @property
    def published(self) -> Published:
        return self._looks.published

    def items(self, exercise: str, phase: str = "none") -> tuple[Told, ...]:
        """How the answers to each question of an exercise lie; the first attempt counts, of a scale the newest."""
        return items.items(self._looks, exercise, phase)

    def tell(self, asked: Sequence[Question]) -> tuple[Told, ...]:
        """Each question as it may be shown, and remembered as shown."""
        return self._looks.tell(asked)

    def way(self, exercise: str, phase: str = "none") -> tuple[Told, ...]:
        """Which replies were given on the way through a conversation, and how it ended."""
        return items.on_the_way(self._looks, exercise, phase)

    def by_group(self, asked: Question, groups: Mapping[str, str]) -> tuple[Told, ...]:
        """One question in each subgroup; in none unless every one has ten people answering."""
        return items.by_group(self._looks, asked, groups)

    def total(self, exercise: str, phase: str = "none") -> Told:
        """The mean score: of a scale its total, of a sort the share of cards, of marks the mark of a reply."""
        return means.total(self._looks, exercise, phase)

    def subscales(self, exercise: str, phase: str = "none") -> tuple[Told, ...]:
        """The mean of each subscale, from ten people on."""
        return means.subscales(self._looks, exercise, phase)

    def change(self, exercise: str, first: str = "before", second: str = "after") -> tuple[Told, ...]:
        """How the same people came out the two times: the total, and each subscale from ten people on."""
        return means.change(self._looks, exercise, first, second)

    def beside(self, scale: str, task: str, phase: str = "none") -> tuple[Told, ...]:
        """How people rated themselves beside the marks their replies got."""
        return beside(self._looks, scale, task, phase)

    def marked(self, exercise: str, phase: str = "none") -> tuple[Told, ...]:
        """For how many people the coach marked each rule at least once, of all who answered. Codes stand beside."""
        return marked.marked(self._looks, exercise, phase)

    def appeals(self) -> tuple[Told, ...]:
        """For each rule of the coach, how many of those it was marked for saw it differently, over all exercises."""
        return marked.appeals(self._looks)

    def difficulty(self, exercise: str, phase: str = "none") -> tuple[Told, ...]:
        """How many chose what helps, or the group a card fits, for authors."""
        return authors.difficulty(self._looks, exercise, phase)

    def discrimination(self, exercise: str, phase: str = "none") -> tuple[Told, ...]:
        """How far each card or item goes with all the others, for authors, from 30 people on."""
        return authors.discrimination(self._looks, exercise, phase)

    def everything(self) -> tuple[Told, ...]:
        """All there is to tell of a cohort, in an order in which nothing gives anything else away."""
        there = self._there()
        self._prepare(there)
        told: list[Told] = []
        for exercise in sorted({one for one, _ in there}):
            if {(exercise, "before"), (exercise, "after")} <= set(there) and self._looks.scores(exercise, "before"):
                told += self.change(exercise)
        for exercise, phase in there:
            told += self._all_of(exercise, phase)
        for scale, task in pairs(self._looks):
            phases = [phase for name, phase in there if name == task and (scale, phase) in there]
            told += [one for phase in phases for one in self.beside(scale, task, phase)]
        return (*told, *self.appeals(), *self._for_authors(there))

    def _there(self) -> list[tuple[str, str]]:
        answers = self.taken.answers
        phases = answers[answers["kind"] != "marks"].drop_duplicates(["exercise", "phase"])
        return sorted(zip(phases["exercise"], phases["phase"], strict=True))

    def _prepare(self, there: Iterable[tuple[str, str]]) -> None:
        """All counts at once, and then each is there already: see `cells.merged`."""
        asked = [one for name, phase in there for one in self._looks.asked(name, phase)]
        asked += [one for name, phase in there for one in marked.marks(self._looks.only(name), name, phase)]
        cells.merged([*asked, *marked.seen_differently(self.taken)])

    def _all_of(self, exercise: str, phase: str) -> Iterator[Told]:
        only = self._looks.only(exercise)
        kinds = set(only.answers["kind"])
        if isinstance(self._looks.known(exercise), Conversation) or "conversation" in kinds:
            yield from self.way(exercise, phase)
        elif self._looks.asked(exercise, phase):
            yield from self.items(exercise, phase)
        if self._looks.scores(exercise, phase):
            yield self.total(exercise, phase)
            yield from self.subscales(exercise, phase)
        if (only.marked["phase"] == phase).any():
            yield from self.marked(exercise, phase)

    def _for_authors(self, there: Iterable[tuple[str, str]]) -> Iterator[Told]:
        """Of what has an answer that fits best, and of scales. It comes last: it stands on what is shown already."""
        for exercise, phase in there:
            asked = self._looks.asked(exercise, phase)
            yield from self.difficulty(exercise, phase)
            if len(asked) >= authors.LEAST_ITEMS and all(one.best or one.is_ordered for one in asked):
                yield from self.discrimination(exercise, phase)
