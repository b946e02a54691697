"""A trainer pack from a run sheet, the bank and the slips: nothing on its papers is written anywhere else."""

import re
from collections.abc import Iterator, Mapping
from math import ceil

from powerwith.bank import Bank
from powerwith.model import Authored, Vignette
from powerwith.model.runsheet import Consent, Contract, RunSheet, Session, Slips, Step
from powerwith.papers.packs.cases import case_parts
from powerwith.papers.packs.handouts import handout, is_for_everybody, reasons
from powerwith.papers.packs.pieces import (
    SIZES,
    Block,
    Card,
    Deck,
    Grid,
    Heading,
    Items,
    Link,
    Links,
    Pack,
    PackError,
    Part,
    Room,
    Text,
    Ticks,
    quoted,
    texts,
)
from powerwith.runsheets import HOW, stopped, used
from powerwith.runsheets import steps as all_steps

NAMED = {"pairs": "pair", "threes": "group of three", "tables": "table of four"}
LICENCE = "From Power With by the Power With contributors, CC BY 4.0. If you change it, say so."
_PEOPLE = re.compile(r"(?:(\d+) to )?(\d+) people\b")


def most(sheet: RunSheet) -> int:
    """For how many people the pack is made, as the run sheet says. Raises PackError."""
    found = _PEOPLE.match(sheet.people)
    if not found:
        todo = "Begin it with the numbers, as in `8 to 20 people`, or say how many with --people"
        raise PackError(f"{sheet.id}: `people` is “{sheet.people}”, without a number in front. {todo}")
    return int(found[2])


def outside(sheet: RunSheet, people: int) -> str:
    """A sentence where the run sheet is for more or for fewer; otherwise nothing."""
    found = _PEOPLE.match(sheet.people)
    if not found or int(found[1] or found[2]) <= people <= int(found[2]):
        return ""
    return (
        f"{sheet.id} is for {found[0]}, and this pack is for {people}. It is made as you asked. "
        "Read the run sheet first: with another number it may not do what it is for."
    )


def gather(
    sheet: RunSheet, bank: Bank, slips: Slips, *, people: int, seed: int, stands: Mapping[str, str] | None = None
) -> Pack:
    """Everything for one workshop. `stands`: where exercises stand, for codes; `seed` deals the cases."""
    parts = [
        *_sessions(sheet, bank),
        _around(sheet),
        *_answers(sheet, bank),
        _contract(slips.contract),
        *_own_cards(sheet, people),
        *_exercises(sheet, bank, people),
        *_cases(sheet, bank, slips, people=people, seed=seed),
        *_slips(sheet, slips, people),
        *_links(sheet, bank, stands or {}),
    ]
    return Pack(sheet.title, sheet.aim, (_first(sheet, parts, people), *parts))


def _first(sheet: RunSheet, parts: list[Part], people: int) -> Part:
    rows = tuple((part.title, part.copies) for part in parts)
    blocks = (
        Text(sheet.aim),
        Text(f"{stopped(sheet.people)} The numbers below are for {people}."),
        Heading("What you need"),
        Items(sheet.materials),
        Heading("What to print"),
        Grid("What to print, and how often", ("Paper", "Copies"), rows),
        Text(LICENCE, "quiet"),
    )
    return Part("What is in this pack", "1, for you", blocks)


def _sessions(sheet: RunSheet, bank: Bank) -> Iterator[Part]:
    for session in sheet.sessions:
        name = f"Run sheet: {session.title}" if len(sheet.sessions) > 1 else "Run sheet"
        yield Part(name, "1, for you", tuple(_session(session, bank)))


def _session(session: Session, bank: Bank) -> Iterator[Block]:
    yield Text(f"{session.minutes} minutes.")
    if session.before:
        yield Text("On their own, before", "strong")
        yield from texts(session.before)
    yield Text("If time runs short", "strong")
    yield from texts(session.if_short)
    rows, at = [], 0
    for step in session.steps:
        said = quoted(" ".join(step.say.split())) if step.say else ""
        rows.append((f"{at} to {at + step.minutes}", "\n".join(_step(step, bank)), said))
        at += step.minutes
    yield Grid("Minute by minute", ("Minutes", "What happens", "Words you might say"), tuple(rows), "minutes")
    if session.between:
        yield Text("Until the next time", "strong")
        yield from texts(session.between)


def _step(step: Step, bank: Bank) -> Iterator[str]:
    yield f"{step.title} ({HOW[step.how]}, {step.minutes} min)"
    yield from (text.text for text in texts(step.what))
    if step.exercises:
        yield f"Exercises: {', '.join(bank.exercises[name].title for name in step.exercises)}."
    if step.materials:
        yield f"You need: {', '.join(step.materials)}."


def _around(sheet: RunSheet) -> Part:
    troubles: list[Block] = []
    for one in sheet.if_it_goes_wrong:
        troubles += [Text(stopped(one.when), "strong"), *texts(one.do)]
    blocks: tuple[Block, ...] = (
        Heading("The room"),
        *texts(sheet.room),
        Heading("Before"),
        *texts(sheet.prepare),
        Heading("If it goes wrong"),
        *troubles,
        Heading("Afterwards"),
        *texts(sheet.aftercare),
    )
    return Part("The room, before and after", "1, for you", blocks)


def _answers(sheet: RunSheet, bank: Bank) -> Iterator[Part]:
    made: list[Block] = []
    for name in used(sheet):
        if told := reasons(bank.exercises[name]):
            made += [Heading(bank.exercises[name].title), *told]
    if made:
        says = Text("Do the exercises yourself before you read this. None of it has to be read out.", "quiet")
        yield Part("What the exercises say", "1, for you", (says, *made))


def _contract(contract: Contract) -> Part:
    blocks = (Text(contract.asks, "strong"), Items(contract.starters), Room("What else, in your own words?", lines=8))
    return Part(contract.title, "1, to write on; large if you can", blocks)


def _own_cards(sheet: RunSheet, people: int) -> Iterator[Part]:
    """Roles, and cards that belong to a step and to no exercise. The same cards again later are not printed again."""
    seen: set[tuple[Card, ...]] = set()
    for step in all_steps(sheet):
        deck = (
            *(Card(role.does, f"Part: {role.name}", step.title) for role in step.roles),
            *(Card(text, "", step.title) for text in step.cards),
        )
        if deck and deck not in seen:
            seen.add(deck)
            name = f"Role cards: {step.title}" if step.roles else f"Cards: {step.title}"
            yield Part(name, _copies(step, people), (Deck(deck),))


def _exercises(sheet: RunSheet, bank: Bank, people: int) -> Iterator[Part]:
    """Each exercise once: sheets by themselves, and the cards of one step together."""
    printed: set[str] = set()
    for step in all_steps(sheet):
        new = [bank.exercises[name] for name in dict.fromkeys(step.exercises) if name not in printed]
        printed |= {exercise.id for exercise in new}
        shared = [exercise for exercise in new if not is_for_everybody(exercise)]
        if shared:
            yield Part(", ".join(one.title for one in shared), _copies(step, people), tuple(_together(shared)))
        for exercise in new:
            if exercise not in shared and (made := handout(exercise)):
                yield Part(exercise.title, f"{people}, one for each person", tuple(made))


def _together(shared: list[Authored]) -> Iterator[Block]:
    for exercise in shared:
        if len(shared) > 1:
            yield Heading(exercise.title)
        yield from handout(exercise)


def _copies(step: Step, people: int) -> str:
    if step.how in SIZES:
        count = ceil(people / SIZES[step.how])
        return f"{count}, one for each {NAMED[step.how]}"
    return f"{people}, one for each person" if step.how == "alone" else "1, for the room"


def _cases(sheet: RunSheet, bank: Bank, slips: Slips, *, people: int, seed: int) -> Iterator[Part]:
    """Where a step is done at tables, chance deals to tables; else to people."""
    for step in all_steps(sheet):
        for name in step.exercises:
            vignette: Authored = bank.exercises[name]
            if isinstance(vignette, Vignette):
                yield from case_parts(vignette, step, slips.cases, people=people, seed=seed)


def _slips(sheet: RunSheet, slips: Slips, people: int) -> Iterator[Part]:
    yield Part(slips.consent.title, "1 for each paper that you would like to keep", tuple(_consent(slips.consent)))
    observer = slips.observer
    ticks = Ticks(tuple((tick.label, tick.about) for tick in observer.ticks))
    blocks: tuple[Block, ...] = (Text(observer.says), ticks, Room(observer.asks, lines=4))
    yield Part(observer.title, f"{people}, one for each person; two fit on a page", blocks, twice=True)
    goodbye = slips.goodbye
    answers = Ticks(tuple((answer, "") for answer in goodbye.answers))
    asked = [block for question in goodbye.questions for block in (Text(question, "strong"), answers)]
    blocks = (Text(goodbye.says), *asked, Room(goodbye.change))
    yield Part(goodbye.title, f"{people}, one for each person; two fit on a page", blocks, twice=True)
    yield Part(slips.certificate.title, f"{people}, one for each person", tuple(_certificate(sheet, slips)))


def _consent(consent: Consent) -> Iterator[Block]:
    yield Text(consent.says)
    yield from (Room(gap, lines=1) for gap in consent.gaps)
    yield from (Text(promise) for promise in consent.promises)
    yield Ticks(tuple((choice, "") for choice in consent.choices))
    yield Room(consent.code, lines=1)


def _certificate(sheet: RunSheet, slips: Slips) -> Iterator[Block]:
    certificate = slips.certificate
    before, after = certificate.says.split("{name}")
    if before.strip():
        yield Text(before.strip())
    yield Room("Name", lines=1)
    yield Text(after.strip().replace("{workshop}", quoted(sheet.title)))
    times = [f"{session.minutes} minutes" for session in sheet.sessions]
    if len(times) > 1:
        yield Text("Sessions, ticked by the trainer", "strong")
        yield Ticks(tuple((session.title, time) for session, time in zip(sheet.sessions, times, strict=True)))
    else:
        yield Text(f"Length: {times[0]}.")
    yield Text(certificate.claims, "strong")
    yield Room(certificate.made, lines=4)
    yield from (Room(gap, lines=1) for gap in certificate.gaps)


def _links(sheet: RunSheet, bank: Bank, stands: Mapping[str, str]) -> Iterator[Part]:
    found = tuple(Link(bank.exercises[name].title, stands[name]) for name in used(sheet) if name in stands)
    if found:
        says = "For whoever would rather read on their own phone. What they write there stays on it."
        yield Part("The exercises on a phone", "1 for each table", (Text(says), Links(found)))
