"""What is told of a cohort: sentences with numbers, and sentences where numbers would tell of somebody."""

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from cohorts import answer, share

from powerwith import bank, payload
from powerwith.cohort import Taken, published
from powerwith.cohort.asked import questions
from powerwith.cohort.cells import UNMOVED, WITHHELD
from powerwith.cohort.published import Published, PublishedError
from powerwith.cohort.summary import Showing
from powerwith.cohort.tables import given, tabled
from powerwith.cohort.told import EXAGGERATE, Told, frame
from powerwith.model import Authored, Choice, Conversation, Scale, Sort
from powerwith.model.share import Share

ROOT = Path(__file__).resolve().parents[1]
BANK = bank.load_bank(ROOT / "exercises").exercises
EXERCISES: dict[str, Authored] = {one.id: one for one in (BANK.values() if isinstance(BANK, Mapping) else BANK)}
EPSA = EXERCISES["epsa"]
assert isinstance(EPSA, Scale)
CHOICE = next(one for one in EXERCISES.values() if isinstance(one, Choice) and len(one.options) == 4)
SORT = next(one for one in EXERCISES.values() if isinstance(one, Sort) and len(one.cards) >= 6)
TALK = next(one for one in EXERCISES.values() if isinstance(one, Conversation))


def said(exercise: str, response: dict[str, Any], **more: Any) -> dict[str, Any]:
    known = EXERCISES.get(exercise)
    return answer(exercise, response, **more) | ({"digest": payload.payload(known).digest} if known else {})


def chosen(option: str) -> list[dict[str, Any]]:
    return [said(CHOICE.id, {"kind": "choice", "option": option})]


def rated(level: int, phase: str = "before", seq: int = 1) -> dict[str, Any]:
    """Ratings about so high, the same each time for the same place."""
    chance = random.Random(f"{level} {phase} {seq}")
    ratings = {item.id: min(4, max(0, level + chance.choice([-1, 0, 0, 1]))) for item in EPSA.items}
    return said("epsa", {"kind": "scale", "ratings": ratings}, phase=phase, seq=seq, attempt=seq)


def cohort(*people: list[dict[str, Any]], first: int = 0) -> Taken:
    return tabled(given(Share.model_validate(share(first + i, some), strict=False)) for i, some in enumerate(people))


def options(word: str) -> Taken:
    """A person for each letter, who chose it."""
    return cohort(*(chosen(letter) for letter in word))


def showing(taken: Taken, record: Published | None = None) -> Showing:
    return Showing(taken, EXERCISES.values(), record)


def part_of(told: Told, text: str) -> int:
    return next(one.estimate for one in told.parts if text in one.label)


# Small numbers


@pytest.mark.parametrize(("word", "says"), [
    pytest.param("abca", "Fewer than 5 people answered, so nothing is shown.", id="four-people"),
    pytest.param("abcabcabc", "9 people answered. Single questions are shown from 10 on", id="nine-people"),
    pytest.param("bbbbbbbbbb", "Most or all of 10 people answered", id="everybody-alike"),
    pytest.param("bbbbbbbbbbac", "Most or all of 12 people answered", id="nearly-everybody-alike"),
])  # fmt: skip
def test_a_group_too_small_gets_a_sentence(word: str, says: str) -> None:
    (told,) = showing(options(word)).items(CHOICE.id)

    assert told.sentence.startswith(says)
    assert (told.estimate, told.parts) == (None, ())


def test_an_exercise_nobody_answered_gets_a_sentence() -> None:
    (told,) = showing(options("abc")).items("no-such-exercise")

    assert told.sentence == "Nobody answered this in a form that can be counted."


def test_options_are_told_with_intervals() -> None:
    (told,) = showing(options("aaaabbbbbcccc")).items(CHOICE.id)

    assert told.n == 13
    assert part_of(told, CHOICE.options[1].text) == 40
    assert EXAGGERATE in told.sentence
    assert all(one.low <= one.estimate <= one.high for one in told.parts)


def test_an_option_of_one_person_joins_one_of_like_effect() -> None:
    (told,) = showing(options("aaaaaabbbbbbc")).items(CHOICE.id)

    assert not [one for one in told.parts if one.label == CHOICE.options[2].text]
    assert sum(one.estimate for one in told.parts) in range(95, 106)


def test_a_table_has_no_gap_without_a_word() -> None:
    everybody = [[*chosen("abc"[i % 3]), rated(i % 4, seq=2), rated(1 + i % 3, "after", 3)] for i in range(12)]
    for people in (3, 7, 12):
        table = frame(showing(cohort(*everybody[:people])).everything())

        assert len(table)
        assert not table.isna().any(axis=None)
        assert table["sentence"].str.len().min() > 20
        assert not table["sentence"].str.contains(r"nan|None of|significan|p =", regex=True).any()


# Scores and change


def test_change_is_told_with_its_interval_and_its_limits() -> None:
    taken = cohort(*([rated(1 + i % 2), rated(2 + i % 3, "after", 2)] for i in range(14)))
    told = showing(taken).change("epsa")[0]

    assert told.n == 14
    assert told.low is not None and told.high is not None and told.estimate is not None
    assert told.low <= told.estimate <= told.high
    assert told.estimate == round(told.estimate, 1)
    assert "Small groups exaggerate." in told.sentence
    assert "does not show what brought the change" in told.sentence


def test_change_of_four_is_not_told() -> None:
    told = showing(cohort(*([rated(1 + i % 2), rated(2, "after", 2)] for i in range(4)))).change("epsa")[0]

    assert (told.estimate, told.n) == (None, None)


def test_from_five_people_a_total_and_from_ten_its_parts() -> None:
    seven = showing(cohort(*([rated(i % 4)] for i in range(7))))

    assert seven.total("epsa", "before").estimate is not None
    assert all(one.estimate is None for one in seven.subscales("epsa", "before"))


def test_a_mean_beside_a_change_is_of_the_people_in_it() -> None:
    both = [[rated(i % 4), rated(1 + i % 3, "after", 2)] for i in range(10)]
    room = showing(cohort(*both, [rated(0)], [rated(4)]))
    change = room.change("epsa")[0]
    before = room.total("epsa", "before")

    assert change.estimate is not None
    assert before.estimate is not None
    assert before.n == change.n == 10, "12 people less 10 people are 2 people"


def test_a_mean_that_was_shown_of_others_by_a_few_withholds_those_beside_a_change() -> None:
    once = [[rated(i % 4)] for i in range(12)]
    first = showing(cohort(*once))
    both = [[*one, *([rated(1 + i % 3, "after", 2)] if i < 10 else [])] for i, one in enumerate(once)]

    assert first.total("epsa", "before").n == 12
    room = showing(cohort(*both), first.published)
    assert room.change("epsa")[0].estimate is not None
    assert room.total("epsa", "before").sentence.endswith(UNMOVED)
    assert room.total("epsa", "after").sentence == WITHHELD


def test_everybody_the_same_is_most_or_all() -> None:
    same = said("epsa", {"kind": "scale", "ratings": {item.id: 2 for item in EPSA.items}}, phase="before")
    told = showing(cohort(*([same] for _ in range(12)))).total("epsa", "before")

    assert told.estimate is None
    assert told.sentence.startswith("Most or all of 12 people came out the same")


# Words marked, and seen differently


def marked(rules: str, *, differs: bool = False) -> list[dict[str, Any]]:
    marks = [{"rule": f"rule-{rule}", "code": "CONFRONT"} for rule in rules]
    return [answer("a-rewrite", {"kind": "rewrite"}, outcome={"marked": marks},
                   appeals=[one["rule"] for one in marks] if differs else [])]  # fmt: skip


def test_rules_of_one_or_two_people_are_not_even_named() -> None:
    people = [*(marked("a") for _ in range(6)), marked("b"), *(marked("") for _ in range(6))]
    told = showing(cohort(*people)).marked("a-rewrite")

    assert [one.item for one in told] == ["rule-a"]
    assert told[0].estimate == 0.45
    assert "rule-b" not in frame(told).to_csv()


def test_appeals_are_counted_among_those_it_was_marked_for() -> None:
    people = [*(marked("a", differs=True) for _ in range(5)), *(marked("a") for _ in range(8)), marked("b")]
    told = showing(cohort(*people)).appeals()

    assert [one.item for one in told] == ["rule-a"]
    assert told[0].n == 10, "13 rounded down, so that no exact number can be taken from another"
    assert told[0].estimate == 0.40


# Ways through a conversation


def test_only_the_first_turn_is_shown_where_a_later_one_would_tell() -> None:
    turn, second = TALK.turns[0], TALK.turns[1]
    replies = [reply.id for reply in turn.replies]

    def went(first: int, then: int) -> list[dict[str, Any]]:
        turns = [{"turn": turn.id, "reply": replies[first]}, {"turn": second.id, "reply": second.replies[then].id}]
        return [said(TALK.id, {"kind": "conversation", "turns": turns})]

    few = [*(went(0, 0) for _ in range(6)), *(went(1, 1) for _ in range(7)), went(0, 1)]
    plain = [*(went(0, 0) for _ in range(6)), *(went(1, 1) for _ in range(7))]
    assert [one.item for one in showing(cohort(*plain)).way(TALK.id)] == [turn.id, second.id]
    lone = [*plain, said_only_first()]
    told = showing(cohort(*lone)).way(TALK.id)
    assert [one.item for one in told] == [turn.id]
    assert "Later turns would tell who came by" in told[0].sentence
    assert len(showing(cohort(*few)).way(TALK.id)) == 2


def said_only_first() -> list[dict[str, Any]]:
    turn = TALK.turns[0]
    return [said(TALK.id, {"kind": "conversation", "turns": [{"turn": turn.id, "reply": turn.replies[0].id}]})]


# For authors


def sorted_(right: int) -> list[dict[str, Any]]:
    groups = {}
    for i, card in enumerate(SORT.cards):
        wrong = next(group.id for group in SORT.groups if group.id not in (card.group, *card.also))
        groups[str(i + 1)] = card.group if i < right else wrong
    score = {"value": right, "of": len(SORT.cards)}
    return [said(SORT.id, {"kind": "sort", "groups": groups}, outcome={"score": score})]


def test_difficulty_is_the_share_that_fits_best() -> None:
    people = [sorted_(len(SORT.cards)) for _ in range(6)] + [sorted_(0) for _ in range(6)]
    told = showing(cohort(*people)).difficulty(SORT.id)

    assert [one.estimate for one in told] == [0.5] * len(SORT.cards)


def test_discrimination_needs_thirty_people() -> None:
    people = [sorted_(i % (len(SORT.cards) + 1)) for i in range(36)]

    assert showing(cohort(*people[:20])).discrimination(SORT.id)[0].estimate is None
    told = showing(cohort(*people)).discrimination(SORT.id)
    assert told[1].estimate is not None and told[1].estimate > 0.3


# Looks beside each other


def test_a_second_look_that_differs_by_four_shows_what_was_shown() -> None:
    first = showing(options("aaaabbbbcccc"))
    (before,) = first.items(CHOICE.id)
    (after,) = showing(options("aaaabbbbccccaaaa"), first.published).items(CHOICE.id)

    assert after.parts == before.parts
    assert after.sentence == f"{before.sentence} {UNMOVED}"


def test_a_second_look_that_differs_by_five_is_a_new_one() -> None:
    first = showing(options("aaaabbbbcccc"))
    first.items(CHOICE.id)
    (after,) = showing(options("aaaabbbbccccaaaaa"), first.published).items(CHOICE.id)

    assert after.n == 17


def test_a_third_look_is_held_against_the_first_as_well() -> None:
    first = showing(options("aaaabbbbcccc"))
    first.items(CHOICE.id)
    second = showing(options("aaaabbbbccccaaabbb"), first.published)
    second.items(CHOICE.id)
    (third,) = showing(options("aaaabbbbcccca"), second.published).items(CHOICE.id)

    assert third.n == 18
    assert third.sentence.endswith(UNMOVED)


def test_the_same_look_says_the_same() -> None:
    first = showing(options("aaaabbbbcccc"))
    told = first.items(CHOICE.id)

    assert first.items(CHOICE.id) == told
    assert len(first.published.looks) == 1


def test_subgroups_are_shown_only_if_each_has_ten() -> None:
    taken = options("aaaabbbbcccc" * 2)
    asked = questions(taken, CHOICE.id, "none", CHOICE)[0]
    who = sorted(asked.answers, key=lambda person: (asked.answers[person], person))
    halves = {person: "early" if i % 2 else "late" for i, person in enumerate(who)}

    assert [one.label for one in showing(taken).by_group(asked, halves)] == [
        f"{CHOICE.title} (early)", f"{CHOICE.title} (late)",
    ]  # fmt: skip
    nine = {person: "early" if i < 9 else "late" for i, person in enumerate(who)}
    (none,) = showing(taken).by_group(asked, nine)
    assert none.parts == ()
    assert none.sentence.startswith("Not every group has 10 people")
    some = dict(list(halves.items())[:20])
    assert showing(taken).by_group(asked, some)[0].parts == (), "four who are in no group could be worked out"


def test_subgroups_keep_together_what_is_together_in_the_whole() -> None:
    first, second, third = questions(options("abc" * 5), CHOICE.id, "none", CHOICE)[0].values[-3:]
    early = first * 9 + third * 10
    taken = options(early + first * 2 + second + third * 9)
    asked = questions(taken, CHOICE.id, "none", CHOICE)[0]
    left = {first: {"early": 9, "late": 2}, second: {"late": 1}, third: {"early": 10, "late": 9}}
    groups = {}
    for who, given_one in sorted(asked.answers.items()):
        name = next(name for name, count in left[given_one].items() if count)
        left[given_one][name] -= 1
        groups[who] = name

    (told,) = showing(taken).by_group(asked, groups)

    assert told.parts == (), "beside all, in which the first answer stands by itself, 9 of 11 leave the 2"


# The record


def test_the_record_is_kept_beside_the_folder_and_says_no_answer(tmp_path: Path) -> None:
    folder = tmp_path / "spring-b"
    folder.mkdir()
    room = showing(options("aaaabbbbcccc"))
    room.items(CHOICE.id)
    path = published.beside(folder)
    published.write(room.published, path)

    assert path.parent == tmp_path
    assert published.read(path) == room.published
    text = path.read_text(encoding="utf-8")
    assert not [key for key in room.taken.keys.values() if key in text]


def test_a_record_that_cannot_be_read_stops_everything(tmp_path: Path) -> None:
    path = tmp_path / "spring-b.powerwith-published.json"
    path.write_text("{", encoding="utf-8")

    with pytest.raises(PublishedError, match="Put the file back as it was"):
        published.read(path)


@pytest.mark.parametrize(("once", "counted"), [(0, 14), (2, 14), (4, 14), (6, 20)])
def test_questions_of_two_times_stand_on_the_same_people_unless_five_more_were_there_once(
    once: int, counted: int
) -> None:
    both = [[rated(1 + i % 3, "before", i + 1), rated(2 + i % 2, "after", i + 101)] for i in range(14)]
    left = [[rated(i % 4, "before", 50 + i)] for i in range(once)]
    show = showing(cohort(*both, *left))

    assert {one.n for one in show.items("epsa", "before") if one.n} == {counted}
    assert {one.n for one in show.items("epsa", "after") if one.n} == {14}
