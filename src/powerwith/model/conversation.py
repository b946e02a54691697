"""A conversation with somebody who reacts: turns, replies, a little state, and ways that lead on."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from powerwith.model.authored import Authored, Effect
from powerwith.model.base import Line, Prose, Record, Slug
from powerwith.model.codes import Code

TOP = 4
"""Every gauge runs from 0 to this, and a reply can move it no further than its ends."""

Level = Annotated[int, Field(ge=0, le=TOP)]
Step = Annotated[int, Field(ge=-2, le=2)]


class Gauge(Record):
    """One plain value that replies move, such as trust."""

    id: Slug = Field(description="A short name for use in `moves` and `when`: `trust`.")
    label: Line = Field(description="What the learner reads: Trust.")
    low: Line = Field(description="What 0 looks like, in a few words.")
    high: Line = Field(description="What 4 looks like, in a few words.")
    start: Level = Field(description="Where it stands when the conversation begins, 0 to 4.")


class When(Record):
    """A condition: everything named in it must hold."""

    at_least: dict[Slug, Level] = Field({}, description="Gauges that stand at this number or above.")
    at_most: dict[Slug, Level] = Field({}, description="Gauges that stand at this number or below.")
    said: tuple[Slug, ...] = Field((), description="Things remembered from an earlier reply.")
    not_said: tuple[Slug, ...] = Field((), description="Things that no earlier reply has left behind.")

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not (self.at_least or self.at_most or self.said or self.not_said):
            raise ValueError("`when` is empty, so it always holds. Name a condition, or leave `when` out")
        return self


class Spoken(Record):
    """One of the things the person may say at this turn."""

    when: When | None = Field(None, description="When they say it. The first line that fits is said.")
    line: Line = Field(description="Their words, without quotation marks.")
    seen: Line | None = Field(None, description="What can be seen meanwhile: hands, eyes, a silence.")


class Way(Record):
    """Where a reply leads, under a condition."""

    when: When | None = Field(None, description="When it leads there. The first way that fits is taken.")
    to: Slug = Field(description="The `id` of a turn or of an ending.")


class Reply(Record):
    """One thing the learner can say at this turn."""

    id: Slug = Field(description="A short name, used once in the whole conversation.")
    text: Line = Field(description="The words, without quotation marks.")
    effect: Effect = Field(description="What it does: `helps`, `mixed` or `hurts`.")
    codes: tuple[Code, ...] = Field((), description="The codes it carries; see the codebook page.")
    landed: Line = Field(description="How it landed: one line in the first person, from the other side.")
    feedback: Prose = Field(description="What these words do, and why. Never about the learner.")
    moves: dict[Slug, Step] = Field({}, description="How far it moves each gauge: -2 to 2.")
    remembers: tuple[Slug, ...] = Field((), description="What it leaves behind for later turns: `asked-first`.")
    to: Slug | tuple[Way, ...] = Field(
        description="Where it leads: one `id`, or ways tried in order, the last without `when`."
    )

    @model_validator(mode="after")
    def _leads_on(self) -> Self:
        if not isinstance(self.to, str):
            if not self.to or self.to[-1].when is not None:
                raise ValueError(f"`{self.id}` may lead nowhere. End `to` with a way that has no `when`")
            if any(way.when is None for way in self.to[:-1]):
                raise ValueError(f"`{self.id}` has ways that are never tried. Only the last one goes without `when`")
        return self


class Heard(Record):
    """If the coach hears one of these moves in the learner's own words, they count as this reply."""

    codes: tuple[Code, ...] = Field(min_length=1, description="Any of these.")
    reply: Slug = Field(description="The `id` of a reply of this turn.")


class Write(Record):
    """The learner may use their own words here. Where the coach hears nothing it knows, they pick the nearest reply."""

    ask: Line = Field("Say it in your own words.", description="What stands above the box.")
    heard: tuple[Heard, ...] = Field(
        min_length=1, description="What the coach listens for, the harmful first. The first that fits decides."
    )


class Turn(Record):
    """One turn: the person speaks, the learner answers."""

    id: Slug = Field(description="A short name for use in `to`.")
    says: tuple[Spoken, ...] = Field(min_length=1, description="What they say; the last line has no `when`.")
    write: Write | None = Field(None, description="Lets the learner use their own words.")
    replies: tuple[Reply, ...] = Field(min_length=2, max_length=4, description="What the learner can say.")

    @model_validator(mode="after")
    def _speaks_and_listens(self) -> Self:
        if self.says[-1].when is not None:
            raise ValueError(f"turn `{self.id}` may stay silent. Let the last line of `says` go without `when`")
        own = [reply.id for reply in self.replies]
        for heard in self.write.heard if self.write else ():
            if heard.reply not in own:
                raise ValueError(f"turn `{self.id}` hears `{heard.reply}`, which is not one of {', '.join(own)}")
        return self


class Ending(Record):
    """How it ends, and what there is to think about."""

    id: Slug = Field(description="A short name for use in `to`.")
    title: Line = Field(description="How it ended, in a few words. Never a verdict on the learner.")
    says: tuple[Spoken, ...] = Field(min_length=1, description="The last thing that is said; the last has no `when`.")
    debrief: Prose = Field(description="What made the difference, and what stays open.")
    questions: tuple[Line, ...] = Field(
        min_length=1, max_length=4, description="To think or talk about, alone or in a group."
    )

    @model_validator(mode="after")
    def _speaks(self) -> Self:
        if self.says[-1].when is not None:
            raise ValueError(f"ending `{self.id}` may stay silent. Let the last line of `says` go without `when`")
        return self


class Conversation(Authored):
    """Talk with somebody who reacts to what you say, and see how it landed."""

    kind: Literal["conversation"]
    person: Line = Field(description="Who you talk with, by the name in `cast`.")
    instead: Slug = Field(description="The `id` of another conversation of equal value, for whoever would rather not.")
    gauges: tuple[Gauge, ...] = Field(min_length=2, max_length=3, description="What replies move.")
    turns: tuple[Turn, ...] = Field(min_length=2, max_length=40, description="The turns; it begins with the first.")
    endings: tuple[Ending, ...] = Field(min_length=1, max_length=8, description="The ways it can end.")

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        gauges = _unique("gauge", [gauge.id for gauge in self.gauges])
        places = _unique("turn or ending", [turn.id for turn in self.turns] + [ending.id for ending in self.endings])
        replies = [reply for turn in self.turns for reply in turn.replies]
        _unique("reply", [reply.id for reply in replies])
        said = {name for reply in replies for name in reply.remembers}
        for reply in replies:
            for gauge in reply.moves:
                _known("gauge", gauge, gauges, f"reply `{reply.id}`")
            for way in ways(reply):
                _known("turn or ending", way.to, places, f"reply `{reply.id}`")
                _fits(way.when, gauges, said, f"reply `{reply.id}`")
        places_to_speak: tuple[Turn | Ending, ...] = (*self.turns, *self.endings)
        for place in places_to_speak:
            for spoken in place.says:
                _fits(spoken.when, gauges, said, f"`{place.id}`")
        return self


def ways(reply: Reply) -> tuple[Way, ...]:
    """Where a reply leads, in the order in which the ways are tried; the last has no condition."""
    return (Way(when=None, to=reply.to),) if isinstance(reply.to, str) else reply.to


def _unique(what: str, names: list[str]) -> set[str]:
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"`{name}` is the id of more than one {what}. Give each its own")
    return set(names)


def _known(what: str, name: str, names: set[str], where: str) -> None:
    if name not in names:
        raise ValueError(f"{where} names `{name}`, and there is no such {what}. Known: {', '.join(sorted(names))}")


def _fits(when: When | None, gauges: set[str], said: set[str], where: str) -> None:
    if when is None:
        return
    for gauge in (*when.at_least, *when.at_most):
        _known("gauge", gauge, gauges, where)
    for name in (*when.said, *when.not_said):
        _known("memory left by a reply", name, said, where)
