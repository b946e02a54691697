"""What the course knows about words for people: one term for one loaded way of naming somebody."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from powerwith.model.authored import BibKey
from powerwith.model.base import Line, Record, Slug
from powerwith.model.rule import Pattern

WordKind = Literal["loaded", "stigmatising", "deficit", "jargon"]
"""Blames or doubts; makes a condition the whole person; counts what is missing; office talk."""

Word = Annotated[str, StringConstraints(pattern=r"^[a-z']+$", max_length=30)]


class Guide(Record):
    """A public page that says which words to avoid, and how it was seen."""

    title: Line = Field(description="What the page calls itself.")
    by: Line = Field(description="Who published it.")
    address: Line = Field(description="Where it is, or where the copy stood that was read.")
    seen: Line = Field(description="What of it was read: the page itself, a copy, or an account of it.")


class Term(Record):
    """One word or phrase that can shrink people, with its reason and other words."""

    term: Line = Field(description="The word as a reader would look it up; it is also the first thing the term finds.")
    kind: WordKind = Field(
        description="`loaded` blames or casts doubt, `stigmatising` turns a condition or history into the person, "
        "`deficit` names people by what they lack, `jargon` is office talk that shuts them out."
    )
    patterns: tuple[Pattern, ...] = Field(min_length=1, description="The words, in the coach's pattern language.")
    spares: tuple[Pattern, ...] = Field((), description="Longer wordings that contain a pattern and mean no harm.")
    why: Line = Field(description="What the word can do to somebody, in one plain sentence.")
    context: Line = Field(description="When it matters, and when the word has another meaning that is fine.")
    alternatives: tuple[Line, ...] = Field(min_length=1, description="Other words, the plainest first.")
    source: BibKey | Slug = Field(
        description="A guide from `guides`, a key in `book/references.bib`, or `craft` for practice wisdom."
    )
    nation: Literal["UK", "England", "US", "Australia"] | None = Field(
        None, description="Where the guide speaks of, if the word is heard differently elsewhere."
    )
    own_voice: bool = Field(False, description="`true` where people use the word of themselves, and that is theirs.")
    in_speech: Slug | None = Field(
        None,
        description="The group under `spoken` by whose rule the coach marks it, where it is said of people.",
    )
    said: tuple[Line, ...] = Field((), description="With `in_speech`: sentences in which the coach must mark it.")


class Spoken(Record):
    """What the coach says when somebody uses one of a group of terms: it becomes a rule of the coach."""

    says: Line = Field(description="Completes the sentence: The words “…” *says*.")
    why: Line = Field(description="One or two plain sentences: what such words can do to somebody.")
    source: BibKey | Literal["craft"] = Field(description="A key in `book/references.bib`, or `craft`.")
    offers: tuple[Line, Line] = Field(description="Two whole sentences to say instead, made of the terms' other words.")
    passes: tuple[Line, ...] = Field(min_length=1, description="Sentences in which the rule must stay silent.")


class Lexicon(Record):
    """All terms, the guides they cite, and the short word lists that patterns may name."""

    lists: dict[Slug, tuple[Word, ...]] = Field(description="Word lists, used in patterns as `{people}`.")
    own_voice: tuple[Pattern, ...] = Field(description="Words by which a sentence gives somebody's own name for it.")
    reported: tuple[Pattern, ...] = Field(
        description="Words that tell what somebody was called, or that we will not: the coach spares what follows."
    )
    guides: dict[Slug, Guide] = Field(description="The guides, by the short name that terms cite.")
    spoken: dict[Slug, Spoken] = Field(description="Groups of terms that the coach marks in a reply, by name.")
    terms: tuple[Term, ...] = Field(min_length=1, description="The terms, by theme.")
