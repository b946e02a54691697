"""A run sheet: what a trainer does with a group, minute by minute."""

from typing import Literal, Self

from pydantic import Field, model_validator

from powerwith.model.authored import BibKey, SeedId
from powerwith.model.base import Line, Prose, Record, Slug


class Role(Record):
    """One part in a group, on a card of its own."""

    name: Line = Field(description="What the part is called: `Listener`.")
    does: Prose = Field(description="What somebody in this part does, said to them.")


class Step(Record):
    """One thing the group does."""

    title: Line
    minutes: int = Field(ge=1, le=90)
    how: Literal["alone", "pairs", "threes", "tables", "everyone", "break"] = Field(description="Who works with whom.")
    what: Prose = Field(description="What happens, for the trainer.")
    say: Prose | None = Field(None, description="Words to say, which the trainer may change. Without quotation marks.")
    exercises: tuple[Slug, ...] = Field((), description="Exercises of the bank that are used.")
    seeds: tuple[SeedId, ...] = Field((), description="Ideas this activity practises by itself, such as a debate.")
    roles: tuple[Role, ...] = Field((), description="The parts people take, each on a card in the trainer pack.")
    cards: tuple[Line, ...] = Field((), description="Words for cards of this step, besides its exercises.")
    cases: tuple[Slug, ...] = Field((), description="The cases of a vignette that are read; all if left out.")
    materials: tuple[Line, ...] = Field((), description="What lies ready for this step, where a series needs much.")


class Session(Record):
    """One meeting of the group."""

    title: Line
    minutes: int = Field(ge=20, le=300, description="From welcome to goodbye, breaks included.")
    before: Prose | None = Field(None, description="What people do on their own before it.")
    if_short: Prose = Field(description="What to leave out first when time runs short. Never what is said about it.")
    steps: tuple[Step, ...] = Field(min_length=3)
    between: Prose | None = Field(None, description="What people try until the next time.")

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(step.minutes for step in self.steps)
        if total != self.minutes:
            raise ValueError(f"the steps take {total} minutes and the session {self.minutes}. Change one of them")
        return self


class Trouble(Record):
    """Something that may go wrong in the room."""

    when: Line = Field(description="What happens, in a few words.")
    do: Prose = Field(description="What the trainer does then, or says.")


class RunSheet(Record):
    """A workshop or a series of them."""

    id: Slug
    title: Line
    aim: Line = Field(description="What people can do afterwards, as one could see it.")
    people: Line = Field(description="How many it is made for, as in `8 to 20 people`.")
    materials: tuple[Line, ...]
    room: Prose = Field(description="How the room is set, and how people take part on paper and with a phone.")
    prepare: Prose = Field(description="What the trainer does before.")
    sessions: tuple[Session, ...] = Field(min_length=1, max_length=8)
    if_it_goes_wrong: tuple[Trouble, ...] = Field(min_length=2, description="What may go wrong here, and what helps.")
    aftercare: Prose = Field(description="Who looks after people afterwards, and how.")
    sources: tuple[BibKey, ...] = ()


class Contract(Record):
    """The sheet on which a group makes its contract."""

    title: Line
    asks: Line = Field(description="The question it begins with.")
    starters: tuple[Line, ...] = Field(min_length=3, max_length=8, description="Sentences to change or cross out.")


class Consent(Record):
    """What somebody reads before they leave a paper with the trainer."""

    title: Line
    says: Line = Field(description="Whose choice it is.")
    gaps: tuple[Line, ...] = Field(min_length=1, description="What the trainer fills in before copying.")
    promises: tuple[Line, ...] = Field(min_length=1, description="What the trainer promises.")
    choices: tuple[Line, Line] = Field(description="What can be ticked.")
    code: Line = Field(description="Asks for a word that stands in place of a name.")


class Tick(Record):
    """One box to tick."""

    label: Line
    about: Line = Field(description="What can be heard or seen when it fits.")


class Observer(Record):
    """What a listener ticks while two others talk."""

    title: Line
    says: Line = Field(description="What it is for, and whose it is afterwards.")
    ticks: tuple[Tick, ...] = Field(min_length=1, max_length=5)
    asks: Line = Field(description="The question with room to write.")


class Goodbye(Record):
    """The slip at the end of a session."""

    title: Line
    says: Line
    questions: tuple[Line, Line]
    answers: tuple[Line, ...] = Field(min_length=2, max_length=4)
    change: Line = Field(description="A third question, with room to write.")


class Certificate(Record):
    """That somebody was there. It never says what they can do."""

    title: Line
    says: Line = Field(description="The sentence around `{name}` and `{workshop}`.")
    claims: Line = Field(description="What it does not say.")
    made: Line = Field(description="Asks what the person made and took with them.")
    gaps: tuple[Line, ...] = Field(min_length=1, description="What is written in by hand.")

    @model_validator(mode="after")
    def _names_the_workshop(self) -> Self:
        for gap in ("{name}", "{workshop}"):
            if self.says.count(gap) != 1:
                raise ValueError(f"`says` has no {gap}, or more than one. Put it in once")
        return self


class CaseWords(Record):
    """What stands on the packs of cases in two versions."""

    before: Line = Field(description="On every pack: chance, whose the sheet is, and that all of it may be left out.")
    afterwards: Line = Field(description="Under both versions.")
    key: Line = Field(description="For the trainer, above the list of who read what.")


class Slips(Record):
    """The papers that every trainer pack has."""

    contract: Contract
    consent: Consent
    observer: Observer
    goodbye: Goodbye
    certificate: Certificate
    cases: CaseWords
