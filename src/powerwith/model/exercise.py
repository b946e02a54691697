"""What an author writes: one exercise per file, in one of a few kinds."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from powerwith.model.authored import Authored, Effect
from powerwith.model.base import Line, Prose, Record, Slug
from powerwith.model.codes import Code, HarmCode, HelpCode
from powerwith.model.conversation import Conversation
from powerwith.model.planner import Planner
from powerwith.model.replies import Replies
from powerwith.model.scale import Scale
from powerwith.model.vignette import Vignette

Frame = Literal["borton-driscoll", "era", "gibbs", "kolb", "schon", "johns", "brookfield", "rolfe", "free"]


class Option(Record):
    """One thing the learner can choose."""

    text: Line = Field(description="The wording, without quotation marks around it.")
    effect: Effect = Field(description="What it does: `helps`, `mixed` or `hurts`.")
    codes: tuple[Code, ...] = Field((), description="The codes it carries; see the codebook page.")
    feedback: Prose = Field(description="What this wording does to the other person, and why. Never about the learner.")
    landed: Line | None = Field(None, description="How it landed: one line in the first person, from the other side.")


class Context(Record):
    """One of two situations in which the same sentence is said."""

    when: Line = Field(description="The situation, in one or two sentences.")
    then: Prose = Field(description="What the sentence may do there. Shown after the learner has answered.")


class Choice(Authored):
    """Choose between wordings and see how each one lands."""

    kind: Literal["choice"]
    line: Line | None = Field(None, description="A sentence under discussion, shown as speech above the options.")
    question: Line = Field("What would you say?", description="The question above the options.")
    options_are: Literal["said", "names"] = Field(
        "said", description="`said` for replies to a person; `names` where the options name or judge something."
    )
    contexts: tuple[Context, Context] | None = Field(
        None, description="For *it depends*: two situations for one line. Then no option is best: all are `mixed`."
    )
    options: tuple[Option, ...] = Field(min_length=2, max_length=6, description="What the learner can choose.")

    @model_validator(mode="after")
    def _effects_make_sense(self) -> Self:
        effects = {option.effect for option in self.options}
        if self.contexts:
            if effects != {"mixed"}:
                raise ValueError("an *it depends* exercise has no best option. Give every option `effect: mixed`")
            if not self.line:
                raise ValueError("an *it depends* exercise needs the `line` that is said in both contexts. Add `line:`")
        elif "helps" not in effects or effects == {"helps"}:
            raise ValueError("the options do not differ. Have at least one that `helps` and one that does not")
        return self

    @model_validator(mode="after")
    def _replies_land(self) -> Self:
        if self.options_are == "said" and not self.contexts:
            silent = [i for i, option in enumerate(self.options) if option.landed is None]
            if silent:
                raise ValueError(f"options[{silent[0]}] is said to somebody and has no `landed`. Add how it landed")
        return self


class ModelReply(Record):
    """One way of saying it that works, with its reason."""

    text: Line = Field(description="The reply, without quotation marks around it.")
    why: Prose = Field(description="What it does, in one or two sentences.")
    landed: Line = Field(description="How it landed: one line in the first person, from the other side.")
    codes: tuple[Code, ...] = Field((), description="The codes it carries.")


class Rewrite(Authored):
    """Start from a loaded line, write your own, see what changed."""

    kind: Literal["rewrite"]
    line: Line = Field(description="The loaded line the learner starts from.")
    landed: Line = Field(description="How the loaded line landed: one line in the first person.")
    carries: tuple[HarmCode, ...] = Field((), description="The harm codes the loaded line carries, if its words do.")
    look_for: tuple[HelpCode, ...] = Field(min_length=1, description="The helping codes a good reply here often has.")
    hint: Line | None = Field(None, description="A nudge the learner can ask for before writing.")
    must_say: Line | None = Field(None, description="For hard truths: what the reply may not leave out.")
    models: tuple[ModelReply, ...] = Field(
        min_length=2, max_length=5, description="Replies that work, shown after the learner's own."
    )


class Group(Record):
    """One place a card can go."""

    id: Slug = Field(description="A short name for use in `cards`.")
    label: Line = Field(description="What the learner reads.")
    about: Line | None = Field(None, description="What belongs here, in one line.")


class Card(Record):
    """One thing to sort."""

    text: Line = Field(description="What stands on the card.")
    group: Slug = Field(description="The `id` of the group it fits best.")
    also: tuple[Slug, ...] = Field((), description="Other groups for which there is a fair case.")
    feedback: Prose = Field(description="Why it fits there.")


class Sort(Authored):
    """Put cards into groups and compare with a practitioner's order."""

    kind: Literal["sort"]
    groups: tuple[Group, ...] = Field(min_length=2, max_length=4, description="Where cards can go.")
    cards: tuple[Card, ...] = Field(min_length=3, max_length=12, description="What there is to sort.")

    @model_validator(mode="after")
    def _cards_have_a_place(self) -> Self:
        known = [group.id for group in self.groups]
        for i, card in enumerate(self.cards):
            for name in (card.group, *card.also):
                if name not in known:
                    raise ValueError(
                        f"cards[{i}] goes to `{name}`, which is not one of {', '.join(known)}. Name a group"
                    )
        return self


class Question(Record):
    """One step of a reflection."""

    label: Line = Field(description="The question itself.")
    hint: Line | None = Field(None, description="A second line that helps to start.")


class Reflection(Authored):
    """Look at your own practice in private. Never graded, always free to skip."""

    kind: Literal["reflection"]
    frame: Frame = Field("free", description="The reflection model the questions follow.")
    questions: tuple[Question, ...] = Field(min_length=1, max_length=6, description="The steps, in order.")
    ending: Literal["insight-action", "if-then"] = Field(
        "insight-action",
        description="`insight-action`: one thing I now understand and one I will try. `if-then`: a plan in two lines.",
    )
    afterwards: Prose = Field(
        description="What the learner reads after keeping it: what others notice, or a next step."
    )


Exercise = Annotated[
    Choice | Rewrite | Sort | Reflection | Conversation | Planner | Scale | Replies | Vignette,
    Field(discriminator="kind"),
]

KINDS: dict[str, type[Authored]] = {
    "choice": Choice,
    "rewrite": Rewrite,
    "sort": Sort,
    "reflection": Reflection,
    "conversation": Conversation,
    "planner": Planner,
    "scale": Scale,
    "replies": Replies,
    "vignette": Vignette,
}

MEANING: dict[str, tuple[str, ...]] = {
    "choice": ("line", "contexts", "options.text", "options.effect"),
    "rewrite": ("line", "look_for"),
    "sort": ("groups.id", "groups.label", "cards.text", "cards.group", "cards.also"),
    "reflection": ("questions.label", "ending"),
    "conversation": (
        "gauges.id",
        "gauges.start",
        "turns.id",
        "turns.write.heard",
        "turns.replies.id",
        "turns.replies.text",
        "turns.replies.moves",
        "turns.replies.remembers",
        "turns.replies.to",
        "endings.id",
    ),
    "scale": ("answers.words", "items.id", "items.text", "items.subscale", "items.reverse"),
    "replies": ("forms.id", "forms.prompts.id", "forms.prompts.text", "criteria.id"),
    "vignette": (
        "pack",
        "version",
        "design",
        "cases.id",
        "cases.text",
        "cases.phrases",
        "outcomes.id",
        "outcomes.asks",
        "outcomes.low",
        "outcomes.high",
        "steps.id",
        "steps.label",
    ),
    "planner": ("parts.fields.id", "parts.fields.type", "parts.fields.columns.id"),
}
"""The fields whose change makes an older answer mean something else. The digest is taken over these alone."""
