"""The cast audit: who is shown with which problem, and with which strength."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from powerwith.bank import Bank
from powerwith.lint.names import heard, is_name
from powerwith.model import Authored
from powerwith.source import Problem

GROUPS: dict[str, str] = {
    "a parent": r"mother|father|parents?|mum|dad|(?:his|her) (?:children|son|daughter)|childcare",
    "a carer for a relative": r"cares for|caring for|looks after (?:his|her)|carers?",
    "new to the country": r"new country|newcomer|refugee|asylum|learning (?:the language|English)|accent"
    r"|third language",
    "with an interpreter": r"interpreter",
    "out of work": r"since the (?:plant|yard|office) closed|job search|looking for work|no interview",
    "disabled or with a long condition": r"wheelchair|hearing aid|dyslexia|eyesight|stroke|new knees|pain|inhaler"
    r"|tablets|prescription|hoist|exhaustion|numb",
    "young": r"school|youth club|under-nines|exclusion|fourteen|sixteen|exams",
    "older": r"lunch club|since (?:his|her) wife died|eighty|seventy|was a head teacher|retired",
    "with the courts": r"court|custody|sessions ordered|handover of the children",
    "short of money": r"behind|bill|rent|tax|benefits?|bailiffs?|hours were cut",
    "a professional": r"doctor|teacher|nurse|engineer|finances of|care assistant|porter|solicitor|in his first year",
}
"""Groups the audit can see in the words of a cast entry. No name puts anybody in one of them."""

ENOUGH = 3
"""With fewer people than this, who has the problem and who helps is chance."""

KINDS = ("name heard as from", "name heard as", "age", "disability", "role")
"""What the table of parts is arranged by, in this order."""

HELPING = ("worker", "colleague", "interpreter", "relative")
"""Roles in which somebody is there to help, unless the entry shows them with the problem."""


@dataclass(frozen=True)
class Shown:
    """One person in one exercise."""

    exercise: str
    setting: str
    name: str
    role: str
    faces: str
    brings: str

    @property
    def groups(self) -> list[str]:
        """The groups that the words of this entry speak of."""
        words = f"{self.name} {self.faces} {self.brings}"
        return [name for name, seen in GROUPS.items() if re.search(rf"\b(?:{seen})\b", words, re.IGNORECASE)]

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The lines of the table that this person counts in."""
        found = [("role", self.role)]
        if (hearing := heard(self.name)) is not None:
            found += [("name heard as from", hearing.origin), ("name heard as", hearing.gender)]
        found += [("age", group) for group in self.groups if group in ("young", "older")]
        return found + [("disability", group) for group in self.groups if group.startswith("disabled")]


@dataclass(frozen=True)
class Parts:
    """How often a group is shown with the problem, with the help, and with something to know or do."""

    people: int = 0
    faces: int = 0
    helps: int = 0
    brings: int = 0

    @property
    def is_one_sided(self) -> bool:
        """Whether the group is shown often enough, has the problem and never the help."""
        return self.people >= ENOUGH and self.faces > 0 and self.helps == 0


def shown(bank: Bank) -> list[Shown]:
    """Everybody in every cast, by setting."""
    found = [
        Shown(e.id, e.setting, member.name, member.role, member.faces or "", member.brings or "")
        for e in bank.exercises.values()
        for member in e.cast
    ]
    return sorted(found, key=lambda s: (s.setting, s.exercise, s.name))


def cast_table(bank: Bank) -> str:
    """Who is shown with what, setting by setting, and the groups that are only ever helped."""
    by_setting: dict[str, list[Shown]] = defaultdict(list)
    for person in shown(bank):
        by_setting[person.setting].append(person)
    lines = []
    for setting, people in by_setting.items():
        lines.append(setting)
        lines += [
            f"  {p.name} ({p.role}; {p.exercise}){_said('faces', p.faces)}{_said('brings', p.brings)}" for p in people
        ]
    lines += ["", "Groups the words of the cast speak of, as the person helped and as somebody else:"]
    for group, (helped, others) in _by_group(bank).items():
        lines.append(f"  {group}: {helped} and {others}{'' if others else '  <- only ever the person helped'}")
    lines += ["", *_parts_table(bank)]
    silent = [e.id for e in bank.exercises.values() if not e.cast and e.setting != "own-practice"]
    if silent:
        lines += ["", f"Without a cast: {', '.join(silent)}"]
    return "\n".join(lines)


def _said(word: str, text: str) -> str:
    return f"\n    {word}: {text}" if text else ""


def _parts_table(bank: Bank) -> Iterator[str]:
    yield f"{'Who is shown with what':52} {'people':>7} {'faces':>7} {'helps':>7} {'brings':>7}"
    last = ""
    for (kind, group), parts in _parts(bank).items():
        if kind != last:
            yield kind
        last = kind
        marked = "  <- only ever the one with the problem" if kind != "role" and parts.is_one_sided else ""
        yield f"  {group:50} {parts.people:7} {parts.faces:7} {parts.helps:7} {parts.brings:7}{marked}"
    unplaced = sorted({p.name for p in shown(bank) if is_name(p.name) and heard(p.name) is None})
    if unplaced:
        yield f"Names on no list of lint/names.py: {', '.join(unplaced)}"


def _parts(bank: Bank) -> dict[tuple[str, str], Parts]:
    """What each group is shown with; somebody helps who is there to help and is not shown with the problem."""
    counted: dict[tuple[str, str], list[Shown]] = defaultdict(list)
    for person in shown(bank):
        for row in person.rows:
            counted[row].append(person)

    def place(item: tuple[tuple[str, str], list[Shown]]) -> tuple[int, int, str]:
        (kind, group), people = item
        return KINDS.index(kind), -len(people), group

    return {
        row: Parts(
            people=len(people),
            faces=sum(bool(p.faces) for p in people),
            helps=sum(p.role in HELPING and not p.faces for p in people),
            brings=sum(bool(p.brings) for p in people),
        )
        for row, people in sorted(counted.items(), key=place)
    }


def only_helped(bank: Bank) -> list[str]:
    """The groups that never appear as anybody but the person helped, or only with the problem and never the help."""
    by_words = [group for group, (_, others) in _by_group(bank).items() if not others]
    return by_words + [group for (kind, group), parts in _parts(bank).items() if parts.is_one_sided and kind != "role"]


def _by_group(bank: Bank) -> dict[str, tuple[int, int]]:
    helped, others = Counter[str](), Counter[str]()
    for person in shown(bank):
        for group in person.groups:
            (helped if person.role == "person" else others)[group] += 1
    return {group: (helped[group], others[group]) for group in GROUPS if helped[group] + others[group]}


def only_problems(bank: Bank) -> Iterator[Problem]:
    """People shown with what they face and nothing they bring; settings in which nobody brings anything."""
    by_setting: dict[str, list[Shown]] = defaultdict(list)
    for person in shown(bank):
        if person.role == "person":
            by_setting[person.setting].append(person)
    for setting, people in by_setting.items():
        bare = [p for p in people if p.faces and not p.brings]
        if bare and len(bare) * 2 > len(people):
            exercise: Authored = bank.exercises[bare[0].exercise]
            says = f"in `{setting}` {len(bare)} of {len(people)} people are shown with a problem and no strength"
            place = bank.located[exercise.id].place(("cast",))
            yield Problem(place, says, "Let the text show what they bring, and add `brings:`")
