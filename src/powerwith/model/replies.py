"""The reply task: short things people say, your own reply to each, and marks given by a person, never by a machine."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from powerwith.model.authored import Authored
from powerwith.model.base import Line, Record, Slug, Uuid
from powerwith.model.entry import Digest, Key, Mark, Text

SheetKey = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
"""What stands for one reply on a sheet: it says nothing about when it was written."""


class ReplyPrompt(Record):
    """One thing somebody says, to which the learner replies."""

    id: Slug
    text: Line = Field(description="What the person says, without quotation marks around it.")
    needs: Line | None = Field(None, description="What an honest and safe reply may not leave out here.")


class ReplyForm(Record):
    """One of two forms that ask for the same skills with other words."""

    id: Slug
    prompts: tuple[ReplyPrompt, ...] = Field(min_length=1, max_length=12)


class Criterion(Record):
    """One of the things a rater looks for, with what each mark means."""

    id: Slug
    label: Line
    asks: Line = Field(description="The question a rater puts to the reply.")
    levels: tuple[Line, Line, Line, Line] = Field(description="What 0, 1, 2 and 3 look like.")


class Settled(Record):
    """A reply that raters mark for practice, with the marks agreed for it and the reason."""

    prompt: Slug = Field(description="The id of the prompt it answers.")
    text: Line
    marks: dict[Key, Mark] = Field(description="Criterion id to the agreed mark.")
    deducted: bool = False
    why: Line


class Replies(Authored):
    """Say what you would say next, six times, before the course and after it."""

    kind: Literal["replies"]
    beside: Slug | None = Field(
        None,
        description="The id of the scale that asks people how they see the same in themselves. A group's report then "
        "sets the two side by side.",
    )
    status: Line = Field(description="What the task is not, shown wherever it or a score of it is shown.")
    seconds: int = Field(90, ge=20, le=600, description="For each reply, when the learner wants a clock at all.")
    forms: tuple[ReplyForm, ReplyForm] = Field(description="Equally long; one for each time.")
    criteria: tuple[Criterion, ...] = Field(min_length=1, max_length=8)
    deductions: tuple[Line, ...] = Field(min_length=1, description="Any one of these takes one point off a reply.")
    training: tuple[Settled, ...] = Field(min_length=4, description="For raters to settle before they begin.")
    when_lower: Line = Field(description="What is said first when later replies got lower marks.")

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        first, second = (form.prompts for form in self.forms)
        if len(first) != len(second):
            raise ValueError(f"the forms have {len(first)} and {len(second)} prompts. Give both the same number")
        prompts = [prompt.id for prompt in (*first, *second)]
        criteria = [one.id for one in self.criteria]
        for name, ids in (("forms", [form.id for form in self.forms]), ("prompts", prompts), ("criteria", criteria)):
            twice = [one for i, one in enumerate(ids) if one in ids[:i]]
            if twice:
                raise ValueError(f"{name}: the id `{twice[0]}` is there twice. Give each its own")
        for i, reply in enumerate(self.training):
            if reply.prompt not in prompts:
                raise ValueError(f"training[{i}] answers `{reply.prompt}`. Known: {', '.join(prompts)}")
            if sorted(reply.marks) != sorted(criteria):
                raise ValueError(f"training[{i}] needs a mark for each of {', '.join(criteria)}, and no other")
        return self


class SheetReply(Record):
    """One reply on a sheet for a rater."""

    key: SheetKey
    prompt: Slug
    text: Text


class ReplySheet(Record):
    """What a colleague gets to rate: replies in mixed order, with no date, name or time point."""

    format: Literal["powerwith-replies"]
    v: Literal[1]
    sheet: Uuid
    exercise: Slug
    digest: Digest
    replies: tuple[SheetReply, ...] = Field(min_length=1, max_length=48)


class SheetMark(Record):
    """The marks for one reply."""

    key: SheetKey
    marks: dict[Key, Mark] = Field(description="Criterion id to mark.")
    deducted: bool = False


class SheetMarks(Record):
    """What comes back from a colleague."""

    format: Literal["powerwith-marks"]
    v: Literal[1]
    sheet: Uuid
    exercise: Slug
    digest: Digest
    rater: Uuid = Field(description="Made for this file, so that two raters can be told apart without a name.")
    settled: int = Field(ge=0, le=100, description="Marks of the training set that agreed, in per cent.")
    replies: tuple[SheetMark, ...] = Field(min_length=1, max_length=48)
