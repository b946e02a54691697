"""All that is told at once: a second look tells nothing new, and other answers could have given the first."""

import random
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from cohorts import answer, share

from powerwith import payload
from powerwith.bank import course_bank
from powerwith.cohort import Taken
from powerwith.cohort.published import Published
from powerwith.cohort.summary import FOR_AUTHORS, Showing
from powerwith.cohort.tables import given, tabled
from powerwith.cohort.told import Told
from powerwith.model import Choice, Replies, Scale, Sort
from powerwith.model.share import Share

BANK = course_bank().exercises
EPSA, TASK = BANK["epsa"], BANK["reply-task"]
assert isinstance(EPSA, Scale) and isinstance(TASK, Replies)
SORT = min((one for one in BANK.values() if isinstance(one, Sort)), key=lambda one: (len(one.cards), one.id))
CHOICE = next(one for one in BANK.values() if isinstance(one, Choice) and len(one.options) == 4)
KNOWN = (EPSA, TASK, SORT, CHOICE)

Answers = list[dict[str, Any]]


def said(name: str, response: dict[str, Any], seq: int, phase: str, **more: Any) -> dict[str, Any]:
    return answer(
        name, response, seq=seq, attempt=seq, phase=phase, digest=payload.payload(BANK[name]).digest, **more
    )  # fmt: skip


def person(number: int, *, seed: int = 1) -> Answers:
    """Somebody who did everything, with an able day or not; few slip at the cards, and few at one of them."""
    chance = random.Random(f"{seed} {number}")
    able = chance.gauss(0, 1)
    groups = {}
    for place, card in enumerate(SORT.cards, start=1):
        wrong = next(one.id for one in SORT.groups if one.id not in (card.group, *card.also))
        fits = 0.96 if place < 3 else 0.8 + 0.2 * able - 0.04 * place
        groups[str(place)] = card.group if chance.random() < fits else wrong
    right = sum(groups[str(i)] in (card.group, *card.also) for i, card in enumerate(SORT.cards, start=1))
    made = [
        said(CHOICE.id, {"kind": "choice", "option": chance.choice("abcd")}, 1, "none"),
        said(SORT.id, {"kind": "sort", "groups": groups}, 2, "none",
             outcome={"score": {"value": right, "of": len(SORT.cards)}}),
    ]  # fmt: skip
    for seq, phase in ((3, "before"), (6, "after")):
        ratings = {one.id: min(4, max(0, round(2 + able + chance.gauss(0, 1)))) for one in EPSA.items}
        made.append(said("epsa", {"kind": "scale", "ratings": ratings}, seq, phase))
        form = TASK.forms[phase == "after"]
        marks = {
            prompt.id: {
                "marks": {one.id: min(3, max(0, round(1.5 + able + chance.gauss(0, 1)))) for one in TASK.criteria}
            }
            for prompt in form.prompts
        }
        names = [prompt.id for prompt in form.prompts]
        made.append(said("reply-task", {"kind": "replies", "form": form.id, "answered": names}, seq + 1, phase))
        made.append(said("reply-task", {"kind": "marks", "by": "peer", "replies": marks}, seq + 2, phase))
    return made


def cohort(people: Iterable[Answers]) -> Taken:
    made = (share(number, some) for number, some in enumerate(people))
    return tabled(given(Share.model_validate(one, strict=False)) for one in made)


def everything(people: Iterable[Answers], record: Published | None = None) -> tuple[tuple[Told, ...], Published]:
    room = Showing(cohort(people), KNOWN, record)
    return room.everything(), room.published


def numbers(told: Iterable[Told]) -> set[tuple[object, ...]]:
    """Every number that is told, with what it is of."""
    return {
        (one.about, one.exercise, one.phase, one.item, one.estimate, one.low, one.high,
         tuple((part.label, part.estimate) for part in one.parts))
        for one in told
        if one.is_shown
    }  # fmt: skip


@pytest.fixture(scope="module")
def room() -> list[Answers]:
    return [person(number) for number in range(36)]


@pytest.fixture(scope="module")
def first(room: list[Answers]) -> tuple[tuple[Told, ...], Published]:
    return everything(room)


def test_everything_holds_every_kind_of_figure(first: tuple[tuple[Told, ...], Published]) -> None:
    shown = {one.about for one in first[0] if one.is_shown}
    assert shown >= {"item", "total", "subscale", "change", "beside", *FOR_AUTHORS}
    assert [one.item for one in first[0] if one.about == "beside" and one.is_shown] == [
        "epsa", "reply-task", "together", "epsa", "reply-task", "together",
    ]  # fmt: skip


@pytest.mark.parametrize("more", [-4, -1, 1, 4])
def test_a_second_look_that_differs_by_one_to_four_tells_no_other_number(
    room: list[Answers], first: tuple[tuple[Told, ...], Published], more: int
) -> None:
    people = room[:more] if more < 0 else [*room, *(person(number) for number in range(36, 36 + more))]
    second, _ = everything(people, first[1])
    assert len(numbers(second)) > 60
    assert numbers(second) <= numbers(first[0])


def test_somebody_who_answers_anew_does_not_show(
    room: list[Answers], first: tuple[tuple[Told, ...], Published]
) -> None:
    other = [person(100), *room[1:]]
    assert numbers(everything(other)[0]) != numbers(first[0])
    assert numbers(everything(other, first[1])[0]) <= numbers(first[0])


def test_a_second_look_that_differs_by_five_is_told(
    room: list[Answers], first: tuple[tuple[Told, ...], Published]
) -> None:
    second, _ = everything([*room, *(person(number) for number in range(36, 42))], first[1])
    assert numbers(second) != numbers(first[0])
    assert max(one.n or 0 for one in second) == 42


# Other answers that would have given the very same


def hidden(people: list[Answers], told: Iterable[Told]) -> list[tuple[str, str, int]]:
    """Cards of which few were put in a group that is not shown by itself: card, group, how many put it there."""
    found = []
    by_card = {one.item: one for one in told if one.about == "item" and one.exercise == SORT.id}
    for place, _ in enumerate(SORT.cards, start=1):
        given_ = [some[1]["response"]["groups"][str(place)] for some in people]
        alone = {part.label for part in by_card[str(place)].parts}
        for group in SORT.groups:
            if group.id in given_ and group.label not in alone:
                found.append((str(place), group.id, given_.count(group.id)))
    return found


def otherwise(people: list[Answers], who: int, card: str, group: str) -> list[Answers]:
    """The same people, of whom one put a card elsewhere."""
    some = people[who]
    sort = {**some[1], "response": {**some[1]["response"], "groups": {**some[1]["response"]["groups"], card: group}}}
    groups = sort["response"]["groups"]
    right = sum(groups[str(i)] in (one.group, *one.also) for i, one in enumerate(SORT.cards, start=1))
    sort["outcome"] = {"score": {"value": right, "of": len(SORT.cards)}}
    return [*people[:who], [some[0], sort, *some[2:]], *people[who + 1 :]]


def ways(people: list[Answers], card: str, group: str) -> Iterator[list[Answers]]:
    """One person more or fewer put the card there; then some others also put other cards where somebody else did."""
    others = [one.id for one in SORT.groups if one.id != group]
    is_in = [some[1]["response"]["groups"][card] == group for some in people]
    more = [otherwise(people, who, card, group) for who, there in enumerate(is_in) if not there]
    fewer = [otherwise(people, who, card, to) for who, there in enumerate(is_in) if there for to in others]
    yield from (*more[:6], *fewer[:6])
    chance = random.Random(card + group)
    for _ in range(120):
        made = chance.choice(chance.choice([some for some in (more, fewer) if some]))
        for _ in range(chance.randint(1, 3)):
            other = str(chance.choice([i for i in range(1, len(SORT.cards) + 1) if str(i) != card]))
            one, two = chance.sample(range(len(people)), 2)
            put = [made[who][1]["response"]["groups"][other] for who in (one, two)]
            made = otherwise(otherwise(made, one, other, put[1]), two, other, put[0])
        yield made


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_other_answers_to_a_hidden_card_would_have_given_the_same(seed: int) -> None:
    """With correlations and all: of every hidden number there is a cohort with another that is told of alike."""
    people = [person(number, seed=seed)[:2] for number in range(33)]
    told, _ = everything(people)
    assert [one for one in told if one.about == "discrimination" and one.is_shown]
    cells = hidden(people, told)
    assert cells
    for card, group, count in cells:
        alike = (one for one in ways(people, card, group) if numbers(everything(one)[0]) == numbers(told))
        assert next(alike, None), f"card {card} was put into {group} by exactly {count}"
