"""Every position of every conversation is visited, and what its author should look at is said with its place."""

import re
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from support import LADDER, two_conversations, write_bank

from powerwith.bank import Bank, load_bank
from powerwith.cli import main
from powerwith.conversation import (
    begin,
    every_fault,
    explore,
    faults,
    holds,
    known,
    main_route,
    place,
    route,
    spoken,
    step,
    walk,
    wishes,
)
from powerwith.lint.conversations import check_conversations
from powerwith.model import Conversation, Ending, Exercise, Turn, ways
from powerwith.model.conversation import TOP
from powerwith.source import Located, SourceError, fit, parse_yaml

ROOT = Path(__file__).resolve().parents[1]
BANK = load_bank(ROOT / "exercises")
CONVERSATIONS = [one for one in BANK.exercises.values() if isinstance(one, Conversation)]
EXPLORED = {one.id: explore(one) for one in CONVERSATIONS}
IDS = frozenset({"a-borrowed-ladder", "a-lent-drill"})


def read(text: str) -> tuple[Conversation, Located]:
    located = parse_yaml(text, "ladder.yml")
    found = fit(located, TypeAdapter(Exercise))
    assert isinstance(found, Conversation)
    return found, located


def told(text: str) -> list[str]:
    conversation, located = read(text)
    found = [*faults(conversation, explore(conversation), located, IDS), *wishes(conversation, located)]
    return [str(problem) for problem in found]


# --- Proof by exhaustion, for the conversations of the course ---------------------------------------------------


@pytest.fixture(params=CONVERSATIONS, ids=lambda one: one.id)
def conversation(request: pytest.FixtureRequest) -> Conversation:
    found = request.param
    assert isinstance(found, Conversation)
    return found


def test_there_are_conversations_in_the_course() -> None:
    assert len(CONVERSATIONS) >= 6


def test_from_every_position_some_replies_lead_to_an_ending(conversation: Conversation) -> None:
    explored = EXPLORED[conversation.id]
    assert explored.whole
    near = {ending.id for ending in conversation.endings}
    ends = {(p.at, tuple(p.state.values()), p.said) for p in explored.positions if p.at in near}
    waiting = [p for p in explored.positions if p.at not in near]
    while waiting:
        left = []
        for position in waiting:
            turn = place(conversation, position.at)
            assert isinstance(turn, Turn)
            after = [step(conversation, position, reply.id) for reply in turn.replies]
            if any((p.at, tuple(p.state.values()), p.said) in ends for p in after):
                ends.add((position.at, tuple(position.state.values()), position.said))
            else:
                left.append(position)
        assert len(left) < len(waiting), f"from {left[0]} no replies lead to an ending"
        waiting = left


def test_whatever_is_said_stays_in_bounds_and_is_answered(conversation: Conversation) -> None:
    for position in EXPLORED[conversation.id].positions:
        assert all(0 <= value <= TOP for value in position.state.values())
        assert list(position.said) == sorted(set(position.said))
        assert spoken(conversation, position).line
        here = place(conversation, position.at)
        if isinstance(here, Ending):
            assert here.debrief
            assert here.questions


def test_every_turn_every_ending_every_line_and_every_way_is_used(conversation: Conversation) -> None:
    explored = EXPLORED[conversation.id]
    everywhere: tuple[Turn | Ending, ...] = (*conversation.turns, *conversation.endings)
    assert explored.reached == {here.id for here in everywhere}
    assert explored.lines == {(here.id, i) for here in everywhere for i in range(len(here.says))}
    replies = [reply for turn in conversation.turns for reply in turn.replies]
    assert explored.ways == {(reply.id, i) for reply in replies for i in range(len(ways(reply)))}
    assert explored.moved == {gauge.id for gauge in conversation.gauges}


def test_it_ends_in_more_than_one_way_and_can_be_mended(conversation: Conversation) -> None:
    assert known(conversation, EXPLORED[conversation.id]).endings >= 3
    assert 8 <= len(main_route(conversation)) <= 14
    assert sum(turn.write is not None for turn in conversation.turns) >= 2


def test_its_author_has_nothing_to_mend() -> None:
    assert [str(problem) for problem in check_conversations(BANK)] == []


def test_all_of_them_are_visited_in_two_seconds() -> None:
    started = time.process_time()
    for one in CONVERSATIONS:
        explore(one)
    assert time.process_time() - started < 2


# --- Made-up conversations, to try the walker itself ------------------------------------------------------------


@st.composite
def conversations(draw: st.DrawFn) -> Conversation:
    """Small conversations of any shape, with gauges, memories, conditions, loops and dead ends."""
    turns = [f"t{i}" for i in range(draw(st.integers(2, 5)))]
    endings = [f"e{i}" for i in range(draw(st.integers(1, 2)))]
    memories = ["m0", "m1"]
    places = st.sampled_from(turns + endings)
    level = st.integers(0, TOP)
    condition = st.one_of(
        st.builds(lambda n: {"at_least": {"trust": n}}, level),
        st.builds(lambda n, k: {"at_most": {"say": n}, "said": [memories[k]]}, level, st.integers(0, 1)),
        st.builds(lambda k: {"not_said": [memories[k]]}, st.integers(0, 1)),
    )
    leads = st.one_of(
        places, st.builds(lambda when, a, b: [{"when": when, "to": a}, {"to": b}], condition, places, places)
    )

    def lines() -> list[dict[str, object]]:
        conditional = [{"when": when, "line": "Hm."} for when in draw(st.lists(condition, max_size=2))]
        return [*conditional, {"line": "Well."}]

    def reply(name: str, remembers: list[str]) -> dict[str, object]:
        moves = {"trust": draw(st.integers(-2, 2)), "say": draw(st.integers(-2, 2))}
        said = {"id": name, "text": "Yes.", "effect": "helps", "landed": "Oh.", "feedback": "It says yes."}
        return {**said, "moves": moves, "remembers": remembers, "to": draw(leads)}

    made = [
        {
            "id": name,
            "says": lines(),
            "replies": [reply(f"{name}r0", ["m0"]), reply(f"{name}r1", ["m1"]), reply(f"{name}r2", [])],
        }
        for name in turns
    ]
    gauges = [
        {"id": name, "label": name, "low": "low", "high": "high", "start": draw(level)} for name in ("trust", "say")
    ]
    ends = [{"id": name, "title": "End", "says": lines(), "debrief": "So.", "questions": ["And?"]} for name in endings]
    base = read(LADDER)[0].model_dump(mode="json")
    return Conversation.model_validate_json(
        TypeAdapter(dict).dump_json(base | {"gauges": gauges, "turns": made, "endings": ends})
    )


@settings(max_examples=150, deadline=None)
@given(conversations(), st.data())
def test_wherever_one_wanders_the_walker_has_been(conversation: Conversation, chance: st.DataObject) -> None:
    explored = explore(conversation)
    known_positions = {(p.at, tuple(p.state.values()), p.said) for p in explored.positions}
    position = begin(conversation)
    for _ in range(25):
        assert (position.at, tuple(position.state.values()), position.said) in known_positions
        here = place(conversation, position.at)
        first = next(i for i, line in enumerate(here.says) if holds(line.when, position))
        assert (here.id, first) in explored.lines
        if isinstance(here, Ending):
            return
        reply = chance.draw(st.sampled_from(here.replies))
        position = step(conversation, position, reply.id)


@settings(max_examples=100, deadline=None)
@given(conversations())
def test_the_walker_can_show_the_way_to_every_position(conversation: Conversation) -> None:
    explored = explore(conversation)
    for position in explored.positions[:60]:
        assert walk(conversation, route(explored, position))[-1] == position


@settings(max_examples=100, deadline=None)
@given(conversations())
def test_what_is_called_stuck_cannot_end_and_nothing_else_is(conversation: Conversation) -> None:
    explored = explore(conversation)
    endings = {ending.id for ending in conversation.endings}
    stuck = {(p.at, tuple(p.state.values()), p.said) for p in explored.stuck}
    for position in explored.positions[:40]:
        reached, waiting = set(), [position]
        ends = False
        while waiting and not ends:
            here = waiting.pop()
            ends = here.at in endings
            turn = place(conversation, here.at)
            for reply in turn.replies if isinstance(turn, Turn) else ():
                after = step(conversation, here, reply.id)
                key = (after.at, tuple(after.state.values()), after.said)
                if key not in reached:
                    reached.add(key)
                    waiting.append(after)
        assert ends is ((position.at, tuple(position.state.values()), position.said) not in stuck)


# --- What the author is told ------------------------------------------------------------------------------------


def test_a_good_conversation_is_left_in_peace() -> None:
    assert told(LADDER) == []


GUESSED = [
    ("hello", "hello-roof", "hello-rules"),
    ("how", "how-two", "how-sure"),
    ("day", "day-when", "day-friday"),
    ("where", "where-you", "where-here"),
    ("last", "last-she", "last-go"),
]


def swapped(text: str, one: str, other: str) -> str:
    """The same conversation with two replies of a turn in the other order."""

    def block(name: str) -> str:
        start = text.index(f"      - id: {name}\n")
        ends = [text.find(mark, start) for mark in ("\n      - id: ", "\n  - id: ", "\nendings:")]
        return text[start : min(end for end in ends if end > 0) + 1]

    first, second = block(one), block(other)
    return text.replace(first, "\0").replace(second, first).replace("\0", second)


def test_a_reply_that_helps_may_not_always_stand_first() -> None:
    text = LADDER
    for _, helps, other in GUESSED:
        text = swapped(text, other, helps)
    assert any("a reply that helps stands first in 8 of 9 turns. Move some of them." in line for line in told(text))


def test_a_reply_that_helps_may_not_always_be_the_longest() -> None:
    text = LADDER
    for reply in (
        "It is free from today. Which day is dry?",
        "Where is it easiest for you?",
        "Shall I come and hold it?",
    ):
        text = text.replace(reply, f"{reply} You know it best, and I can wait until you do.")
    assert any("a reply that helps is the longest in 7 of 9 turns" in line for line in told(text))


@pytest.mark.parametrize(
    ("find", "put", "says"),
    [
        pytest.param(
            "        to: cold\n",
            "        to: what\n",
            "no route leads to the turn `cold`. Let a reply lead there, or take it out.",
            id="a-turn-nobody-comes-to",
        ),
        pytest.param(
            "          - {when: {at_least: {trust: 3, say: 2}, said: [she-chose], not_said: [sorry]}, to: lent}\n"
            "          - {when: {said: [offered, heard-her]}, to: lent}\n",
            "",
            "no route leads to the ending `lent`",
            id="an-ending-nobody-comes-to",
        ),
        pytest.param(
            "        to: where\n",
            "        to: day\n",
            "after `hello-roof`, `what-drip` no replies lead to an ending any more. "
            "Let a reply of `how` or of a later turn lead out.",
            id="a-ring-without-a-way-out",
        ),
        pytest.param(
            "remembers: [offered]",
            "remembers: [offered, unasked]",
            "`need-hold` leaves `unasked` behind, and nothing asks for it. Name it in a `when`, or take it out.",
            id="a-memory-nobody-asks-for",
        ),
        pytest.param(
            "at_least: {trust: 4}",
            "at_least: {trust: 4, open: 3}, at_most: {open: 2}",
            "`how` never says “I have done two roofs.",
            id="a-line-that-never-fits",
        ),
        pytest.param(
            "at_most: {trust: 0}",
            "at_most: {trust: 4}",
            "`cold` never says “Well. Is it here or not?”. One before it always fits",
            id="a-line-that-is-always-forestalled",
        ),
        pytest.param(
            "{when: {at_most: {open: 2}}, to: shut}",
            "{when: {at_most: {open: 2}, at_least: {open: 3}}, to: shut}",
            "`cold-again` never leads to `shut` by this way. Look at its `when`",
            id="a-way-that-is-never-taken",
        ),
        pytest.param(
            "        - {codes: [DIRECT, WARN, POWER], reply: what-danger}\n"
            "        - {codes: [REFLECT, REFLECT_FEELING], reply: what-drip}\n",
            "        - {codes: [REFLECT, REFLECT_FEELING], reply: what-drip}\n"
            "        - {codes: [DIRECT, WARN, POWER], reply: what-danger}\n",
            "`what` listens for DIRECT after it has listened for what helps. Put the harmful codes first",
            id="help-heard-before-harm",
        ),
        pytest.param(
            "codes: [POWER], reply: need-form",
            "codes: [POWER, SMALL_STEP], reply: need-form",
            "`need` listens for POWER and SMALL_STEP in one breath. Make two of it",
            id="help-and-harm-in-one-breath",
        ),
        pytest.param(
            "codes: [SEEK, SUPPORT], reply: need-hold",
            "codes: [SEEK, SUPPORT], reply: need-form",
            "`need` hears SEEK as `need-form`, which hurts. Name a reply that does the same",
            id="help-heard-as-harm",
        ),
        pytest.param(
            "codes: [QUESTION_OPEN], reply: what-cot",
            "codes: [QUESTION_OPEN, REFLECT], reply: what-cot",
            "`what` has listened for REFLECT already",
            id="a-code-heard-twice",
        ),
        pytest.param(
            "instead: a-lent-drill",
            "instead: a-lent-dril",
            "`instead` is `a-lent-dril`, and there is no such conversation. Name another one of equal value. "
            "There are: a-lent-drill.",
            id="an-alternative-that-is-not-there",
        ),
        pytest.param(
            "instead: a-lent-drill", "instead: a-borrowed-ladder", "names this very conversation", id="no-alternative"
        ),
        pytest.param(
            "person: Ines", "person: Inez", "`person` is `Inez`, and nobody in `cast` is called that", id="a-stranger"
        ),
        pytest.param(
            "        to: where\n",
            "        to: last\n",
            "the main route has 7 turns. Aim at 8 to 14",
            id="a-short-route",
        ),
        pytest.param(
            "codes: [AFFIRM, AUTONOMY]",
            "codes: [AFFIRM, POWER]",
            "`how-two` helps and carries POWER",
            id="harm-in-a-reply-that-helps",
        ),
        pytest.param(
            "effect: helps\n        codes: [SEEK]\n        landed: At the gate",
            "effect: mixed\n        codes: [SEEK]\n        landed: At the gate",
            "no reply of `where` helps. Add one that does",
            id="a-turn-where-nothing-helps",
        ),
        pytest.param(
            "        moves: {say: 1}\n        to: last\n",
            "        moves: {say: 1}\n        to: where\n",
            "whoever always takes the first reply that helps comes back to `where` for ever",
            id="a-main-route-that-goes-round",
        ),
    ],
)
def test_it_is_said_in_a_sentence(find: str, put: str, says: str) -> None:
    assert find in LADDER
    said = told(LADDER.replace(find, put))
    assert any(says in line for line in said), said


def test_a_gauge_that_nothing_moves_is_told() -> None:
    text = re.sub(r"say: -?\d(?=[,}])", "say: 0", LADDER.replace("at_least: {say: 2}", "at_least: {say: 0}"))
    said = told(text)
    assert any("`say` never changes, whatever is said. Give a reply `moves: {say: 1}`" in line for line in said), said


def test_a_conversation_that_never_listens_is_told() -> None:
    assert any("no turn listens to the learner's own words" in line for line in told(without_writing(LADDER)))


def without_writing(text: str) -> str:
    lines, kept, inside = text.splitlines(keepends=True), [], False
    for line in lines:
        if line == "    write:\n":
            inside = True
        elif inside and not line.startswith("      "):
            inside = False
        if not inside:
            kept.append(line)
    return "".join(kept)


def test_the_place_is_the_line_of_the_file() -> None:
    text = LADDER.replace("remembers: [offered]", "remembers: [offered, unasked]")
    line = text.splitlines().index("        remembers: [offered, unasked]") + 1
    assert told(text)[0].startswith(f"ladder.yml:{line}: ")


def test_a_missing_debrief_is_said_like_any_missing_field() -> None:
    text = LADDER.replace("    debrief: The door closed, and not because of her.\n", "")
    with pytest.raises(SourceError, match=r"endings\[2\] has no debrief\. Add `debrief:`"):
        read(text)


def test_too_many_positions_are_not_waited_for() -> None:
    turns = "".join(
        f"  - id: t{i}\n    says: [{{when: {{said: [m{i}]}}, line: A.}}, {{line: B.}}]\n    replies:\n"
        + "".join(
            f"      - {{id: t{i}{side}, text: Yes., effect: {effect}, landed: Oh., feedback: So., "
            f"moves: {{trust: {by}, say: 1}}, remembers: [{memory}], to: {f't{i + 1}' if i < 24 else 'lent'}}}\n"
            for side, effect, by, memory in (("a", "helps", 1, f"m{i}"), ("b", "hurts", -1, "none"))
        )
        for i in range(25)
    )
    head, rest = LADDER.split("turns:\n")
    endings = (
        rest.partition("endings:")[2]
        .replace("      - when: {said: [offered]}\n        line: Tomorrow at nine", "      - line: Tomorrow at nine")
        .replace("      - line: I will bring it back on Monday.\n", "")
    )
    started = time.process_time()
    said = told(f"{head}turns:\n{turns}endings:{endings}")
    assert any("there are more than 100,000 positions" in line for line in said), said
    assert not any("no route" in line for line in said)
    assert time.process_time() - started < 20


def test_a_reply_heard_as_another_is_told(tmp_path: Path) -> None:
    bank = two_conversations()
    bank["a_borrowed_ladder"] = LADDER.replace(
        "text: So it drips where the baby sleeps.", "text: You must move the cot."
    )
    found = [str(problem) for problem in check_conversations(load_bank(write_bank(tmp_path, **bank)))]
    assert any("whoever writes the words of `what-drip` is heard as saying `what-danger`" in line for line in found)


def test_lint_counts_what_was_visited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_bank(tmp_path, **two_conversations())
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.chdir(tmp_path)
    output = CliRunner().invoke(main, ["lint"]).output
    assert (
        f"a-borrowed-ladder: {len(explore(read(LADDER)[0]).positions)} positions, 8 turns on its main route, 3 end"
        in (output)
    )


def test_faults_of_all_conversations_are_told_at_once(tmp_path: Path) -> None:
    bank = {
        name: text.replace("at_most: {trust: 0}", "at_most: {trust: 4}") for name, text in two_conversations().items()
    }
    loaded: Bank = load_bank(write_bank(tmp_path, **bank))
    places = [problem.place.partition(":")[0] for problem in every_fault(loaded.exercises, loaded.located)]
    assert places == ["exercises/ch09/a-borrowed-ladder.yml", "exercises/ch09/a-lent-drill.yml"]
