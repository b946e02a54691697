"""The cast audit: who is shown with which problem, and with which strength."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from powerwith.bank import Bank
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
"""Groups the audit can see in the words of a cast entry. It reads no names: names say nothing about a person."""


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
    silent = [e.id for e in bank.exercises.values() if not e.cast and e.setting != "own-practice"]
    if silent:
        lines += ["", f"Without a cast: {', '.join(silent)}"]
    return "\n".join(lines)


def _said(word: str, text: str) -> str:
    return f"\n    {word}: {text}" if text else ""


def only_helped(bank: Bank) -> list[str]:
    """The groups that never appear as anybody but the person helped."""
    return [group for group, (_, others) in _by_group(bank).items() if not others]


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
