"""A vignette experiment: four cases, each written twice with the same facts, and chance decides who reads which."""

import re
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from powerwith.model.authored import Authored
from powerwith.model.base import Line, Prose, Record, Slug

NOT_ABOUT_ONE = "It says nothing about any one of us."
"""Stands wherever an answer to a vignette is shown: nobody has read a case in both versions with fresh eyes."""

UNREAD = "Read by two people who live with this: not yet done. Have it read, and pay them, before a group uses it."
"""Stands on a pack with a marker until it says who read it."""

Version = Literal["a", "b"]
"""`a` is the plain one, `b` the loaded one, or the one with the marker."""

CaseText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]

CASES = 4
"""Two of them are read in each version. With four there are six ways to choose which two."""

_PLACE = re.compile(r"\[(\d+)\]")


class Phrase(Record):
    """One place of a case where its two versions differ."""

    a: Line = Field(description="The words in version A, the plain one.")
    b: Line = Field(description="The words in version B, the loaded one, or the one with the marker.")


class Case(Record):
    """One case. Outside its places, both versions have the same words."""

    id: Slug = Field(description="A short name, kept for as long as there are answers.")
    title: Annotated[str, StringConstraints(min_length=1, max_length=60)] = Field(
        description="What the case is called, without a word that is loaded."
    )
    text: CaseText = Field(description="About 90 words; `[1]`, `[2]` and `[3]` stand where the versions differ.")
    phrases: tuple[Phrase, ...] = Field(
        min_length=1, max_length=3, description="The words for `[1]`, then for `[2]`, then for `[3]`."
    )

    @model_validator(mode="after")
    def _every_phrase_has_its_place(self) -> Self:
        places = [int(place) for place in _PLACE.findall(self.text)]
        if places != list(range(1, len(self.phrases) + 1)):
            wanted = ", ".join(f"[{place}]" for place in range(1, len(self.phrases) + 1))
            found = ", ".join(f"[{place}]" for place in places) or "no place"
            raise ValueError(f"the text has {found}. Give it {wanted}, each once and in this order")
        for place, phrase in enumerate(self.phrases):
            if phrase.a == phrase.b:
                raise ValueError(f"phrases[{place}] says the same twice. Say how the versions differ")
        return self


class Versions(Record):
    """What the two versions are called once both are shown."""

    a: Line = Field(description="A few words, as in `plain words`.")
    b: Line = Field(description="A few words, as in `loaded words`.")


class Judged(Record):
    """One thing everybody rates from 0 to 10, fixed before anybody answers."""

    id: Slug = Field(description="A short name, kept for as long as there are answers.")
    asks: Line = Field(description="The question.")
    low: Line = Field(description="What 0 means.")
    high: Line = Field(description="What 10 means.")
    short: Line = Field(description="What it is called beside a picture, as in `Warmth`.")


class NextStep(Record):
    """One thing one could do next."""

    id: Slug = Field(description="A short name, as in `shared`.")
    label: Line = Field(description="What the learner chooses.")


class Marker(Record):
    """What a pack that differs in one marker of identity must say of itself before it can be used."""

    what: Line = Field(description="The one thing that differs, as in `The age of the mother`.")
    agree: Line = Field(description="What the learner ticks before it begins, besides taking part.")
    reverses: Slug = Field(description="The id of the case in which the expected stereotype is turned round.")


class Vignette(Authored):
    """Read four cases, each in the version that chance deals, and then see both side by side. No personal result."""

    kind: Literal["vignette"]
    pack: Slug = Field(description="The name of the pack, which cohorts are put together by. Never used again.")
    version: int = Field(ge=1, le=999, description="Raised with every change of what is asked or read.")
    design: Literal["wording", "marker"] = Field(
        "wording",
        description="`wording`: the same person in other words. `marker`: one sign of who somebody is; it needs a "
        "trained facilitator, and `marker`.",
    )
    consent: Prose = Field(description="What is said before anybody reads a case: chance, the group, skip, withdraw.")
    versions: Versions = Field(description="What the versions are called afterwards.")
    marker: Marker | None = Field(None, description="For `design: marker`.")
    cases: tuple[Case, Case, Case, Case] = Field(description="Four, so that two can be read in each version.")
    outcomes: tuple[Judged, ...] = Field(min_length=1, max_length=4, description="What is rated, from 0 to 10.")
    step_asks: Line = Field(description="The question above the next steps.")
    steps: tuple[NextStep, ...] = Field(min_length=2, max_length=4, description="One choice for each case.")
    line_asks: Line = Field(description="Asks for one line in the learner's own words. It stays on the device.")
    debrief: Prose = Field(description="What is read with both versions: why chance, and what a group can find out.")
    asks: Line = Field(description="The question to end with, about ways of working.")
    fixes: tuple[Line, ...] = Field(min_length=1, max_length=8, description="Changes in forms and ways of working.")

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        for name, ids in (
            ("cases", [one.id for one in self.cases]),
            ("outcomes", [one.id for one in self.outcomes]),
            ("steps", [one.id for one in self.steps]),
        ):
            for i, one in enumerate(ids):
                if one in ids[:i]:
                    raise ValueError(f"{name}[{i}] has the id `{one}` of another. Give each its own")
        return self

    @model_validator(mode="after")
    def _one_marker(self) -> Self:
        if (self.design == "marker") != (self.marker is not None):
            raise ValueError("`design: marker` and the field `marker` go together. Have both, or neither")
        if self.marker:
            for i, case in enumerate(self.cases):
                if len(case.phrases) > 1:
                    raise ValueError(
                        f"cases[{i}] differs in {len(case.phrases)} places. A marker stands alone: have one"
                    )
            if self.marker.reverses not in {case.id for case in self.cases}:
                raise ValueError(f"marker.reverses names `{self.marker.reverses}`, which is no case. Name one")
        return self


def pieces(case: Case, version: Version) -> list[tuple[str, bool]]:
    """The text of a case in one version, in pieces; `True` where the versions differ."""
    said: list[tuple[str, bool]] = []
    for i, part in enumerate(_PLACE.split(case.text)):
        words = getattr(case.phrases[int(part) - 1], version) if i % 2 else part
        said += [(words, bool(i % 2))] if words else []
    return said


def told(case: Case, version: Version) -> str:
    """The text of a case in one version."""
    return "".join(words for words, _ in pieces(case, version))


def is_unread(pack: Vignette) -> bool:
    """Whether a pack differs in a sign of who somebody is, and nobody who lives with it has read it."""
    return pack.marker is not None and not pack.reviewed
