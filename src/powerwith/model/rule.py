"""What the coach knows: one rule for one way of saying something, with its examples beside it."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from powerwith.model.authored import BibKey
from powerwith.model.base import Line, Record, Slug
from powerwith.model.codes import HARM_CODES, NOTICE_CODES, MarkCode

Strength = Literal["blames", "heard", "helps", "notice"]
Pattern = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=800)]
Scope = Literal["before", "near", "over", "after", "sentence", "text"]


class Rule(Record):
    """One way of saying something: the words that carry it, what it may do, and what to say instead."""

    id: Slug = Field(description="Kebab-case, used once. A released id is never given to another rule.")
    code: MarkCode = Field(description="The move it finds; see the codebook.")
    strength: Strength = Field(
        description="`helps` for helping codes. `heard` for wording that could be heard as a harmful move. "
        "`blames` only where hardly any other reading is left. `notice` for notices, which only ask."
    )
    patterns: tuple[Pattern, ...] = Field(min_length=1, description="The words, in the coach's pattern language.")
    then: tuple[Pattern, ...] = Field(
        (), description="A second part that must follow within 14 words, in this sentence or the next."
    )
    when: tuple[Slug, ...] = Field((), description="Contexts that must hold, such as `asked`.")
    unless: tuple[Slug, ...] = Field((), description="Contexts that must not hold, such as `quoted` or `reflected`.")
    spares: tuple[Pattern, ...] = Field((), description="Longer wordings that contain a pattern and mean no harm.")
    marks: Literal["words", "clause", "sentence"] = Field(
        "words",
        description="What is marked: the `words` that matched, the words and the rest of their `clause` up to the next "
        "comma, or the whole `sentence` round them.",
    )
    says: Line = Field(
        description="Completes the sentence: The words “…” *says*. Starts with a small letter, ends with a full stop, "
        "and is about the words, never about the person who wrote them."
    )
    why: Line = Field(description="One or two plain sentences: what such words can do to somebody, or why they help.")
    source: BibKey | Literal["craft"] = Field(
        description="A key in `book/references.bib` for the claim in `why`, or `craft` for practice wisdom."
    )
    offers: tuple[Line, ...] = Field(
        (), max_length=2, description="For harm: two other wordings. For all others: none."
    )
    asks: Line | None = Field(
        None,
        description="For a notice: what it asks instead of judging, as in *What exactly did they do? Name it.* "
        "It holds a question mark.",
    )
    answered: tuple[MarkCode, ...] = Field(
        (),
        description="For a notice: codes that answer its question, wherever in the reply. It then stays away.",
    )
    flags: tuple[Line, ...] = Field(min_length=1, description="Sentences in which this rule must fire.")
    passes: tuple[Line, ...] = Field(min_length=1, description="Sentences in which this rule must stay silent.")

    @model_validator(mode="after")
    def _strength_fits(self) -> Self:
        if self.strength not in _STRENGTHS[self.tier]:
            raise ValueError(
                f"`{self.id}` has code {self.code} and strength `{self.strength}`. "
                "Use `heard` or `blames` for a harm code, `helps` for a helping one, `notice` for a notice"
            )
        if self.tier == "notice" and "?" not in (self.asks or ""):
            raise ValueError(f"`{self.id}` is a notice and `asks` nothing. Write the question it puts to the writer")
        if self.tier != "notice" and (self.asks or self.answered):
            raise ValueError(f"`{self.id}` is no notice. Leave `asks` and `answered` out")
        if self.code in HARM_CODES and len(self.offers) != 2:
            raise ValueError(
                f"`{self.id}` has {len(self.offers)} offers. A harm rule has two other wordings: write two"
            )
        if self.code not in HARM_CODES and self.offers:
            raise ValueError(f"`{self.id}` is no harm rule and has offers. Leave `offers` out")
        if not self.says[:1].islower() or not self.says.endswith("."):
            raise ValueError(
                f"`{self.id}` says “{self.says}”. Complete “The words …”: a small letter first, a full stop last"
            )
        return self

    @property
    def tier(self) -> Literal["harm", "help", "notice"]:
        """Which of the three its code belongs to."""
        if self.code in NOTICE_CODES:
            return "notice"
        return "harm" if self.code in HARM_CODES else "help"


_STRENGTHS = {"harm": ("blames", "heard"), "help": ("helps",), "notice": ("notice",)}


class Surrounding(Record):
    """A named context: words around a match that change what it means."""

    id: Slug = Field(description="The name that rules use in `when` and `unless`.")
    scope: Scope = Field(
        description="Where its words must stand: `before` the match in its sentence, `near` (within three words before "
        "it), `over` it, `after` its start, anywhere in the `sentence`, or in the `text`."
    )
    about: Line = Field(description="What this context is, in one line.")
    patterns: tuple[Pattern, ...] = Field(min_length=1, description="The words, in the coach's pattern language.")


class Found(Record):
    """Words the coach marked, with what it says about them. `start` to `end` in code points, end not included."""

    rule: Slug
    code: MarkCode
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    says: Line
    why: Line
    offers: tuple[Line, ...]
    strength: Strength
    asks: Line | None = None
