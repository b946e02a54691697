"""Every conversation of the built book, held by keyboard, in own words, backwards, twice, and without scripts."""

import gzip
import json
import re
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from powerwith import coach
from powerwith.bank import load_bank
from powerwith.conversation import begin, explore, hears, place, route, spoken, step
from powerwith.model import Conversation, ConversationReply, Ending, Turn

from .drive import Exercise, axe_in_both, places
from .keeping import records

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
BANK = load_bank(ROOT / "exercises")
ALL = [one for one in BANK.exercises.values() if isinstance(one, Conversation)]
EACH = [pytest.param(one, id=one.id) for one in ALL if one.id in places()]
FIRST = next(one for one in ALL if one.id in places())
HOSTILE = "<img src=x onerror=window.pwned=1><script>window.pwned=1</script> {{7*7}}"
NOTHING = "Zephyrine blue."


def replies(turn: Turn) -> dict[str, ConversationReply]:
    return {reply.id: reply for reply in turn.replies}


def main_route(conversation: Conversation) -> list[ConversationReply]:
    """The first helping reply at every turn."""
    position, found = begin(conversation), []
    while isinstance(here := place(conversation, position.at), Turn):
        found.append(next(reply for reply in here.replies if reply.effect == "helps"))
        position = step(conversation, position, found[-1].id)
    return found


@cache
def free_turns(conversation_id: str) -> list[tuple[Turn, list[ConversationReply]]]:
    """Each turn for own words, with the replies of a shortest route to it."""
    conversation = BANK.exercises[conversation_id]
    assert isinstance(conversation, Conversation)
    explored = explore(conversation)
    by_id = {reply.id: reply for turn in conversation.turns for reply in turn.replies}
    found = []
    for turn in conversation.turns:
        position = next(each for each in explored.positions if each.at == turn.id)
        if turn.write:
            found.append((turn, [by_id[name] for name in route(explored, position)]))
    return found


class Talk(Exercise):
    """Somebody in a conversation."""

    def __init__(self, page: Page, conversation: Conversation) -> None:
        super().__init__(page, conversation.id)
        self.conversation = conversation

    @property
    def turns(self) -> Locator:
        return self.section.locator(".pw-turn")

    @property
    def end(self) -> Locator:
        return self.section.locator(".pw-feedback")

    @property
    def reading(self) -> Locator:
        """What the coach makes of own words."""
        return self.section.locator(".pw-heard")

    def choose(self, reply: ConversationReply) -> None:
        if self.section.locator(".pw-answering textarea").count():
            self.press("Choose from replies")
        self.section.locator(f'.pw-answering input[value="{reply.id}"]').check()
        self.press("Say it")

    def follow(self, route: list[ConversationReply]) -> None:
        for reply in route:
            self.choose(reply)

    def write(self, words: str) -> None:
        self.section.locator(".pw-answering textarea").fill(words)
        self.press("Say it")

    def nearest(self, reply: ConversationReply) -> None:
        self.reading.locator(f'input[value="{reply.id}"]').check()
        self.press("This is nearest")


def begun(page: Page, site: str, conversation: Conversation) -> Talk:
    page.goto(site + places()[conversation.id])
    return Talk(page, conversation)


def at_free_turn(page: Page, site: str) -> tuple[Talk, Turn]:
    """The first conversation, at its first turn for own words."""
    talk = begun(page, site, FIRST)
    turn, way = free_turns(FIRST.id)[0]
    talk.follow(way)
    return talk, turn


def test_every_conversation_stands_in_a_chapter() -> None:
    assert [one.id for one in ALL if "/ch" not in places()[one.id]] == []


def test_its_script_stays_small(root: Path) -> None:
    script = root / "src" / "powerwith" / "static" / "conversation.js"
    assert len(gzip.compress(script.read_bytes(), 9)) <= 12_000


@pytest.mark.parametrize("conversation", EACH)
def test_it_is_held_to_its_end_by_keys_alone(conversation: Conversation, site: str, page: Page) -> None:
    talk = begun(page, site, conversation)
    talk.listen()
    position = begin(conversation)
    talk.section.locator(".pw-turn-title").focus()
    for number, reply in enumerate(main_route(conversation), start=1):
        here = place(conversation, position.at)
        assert isinstance(here, Turn)
        expect(talk.turns).to_have_count(number)
        expect(talk.turns.last).to_contain_text(spoken(conversation, position).line)
        if here.write:
            talk.enter("Choose from replies")
        else:
            talk.tab_to_radio()
        page.keyboard.press("Space")
        for _ in range(here.replies.index(reply)):
            page.keyboard.press("ArrowDown")
        talk.enter("Say it")
        position = step(conversation, position, reply.id)
        focused = page.locator(":focus")
        after = place(conversation, position.at)
        expect(focused).to_have_text(
            f"How it ended: {after.title}" if isinstance(after, Ending) else f"Turn {number + 1}"
        )
        expect(focused).to_be_in_viewport()
        said = talk.heard()
        assert len(said) == number, "one message for one reply"
        assert reply.landed in said[-1]
        assert spoken(conversation, position).line in said[-1]
    ending = place(conversation, position.at)
    assert isinstance(ending, Ending)
    expect(talk.end).to_contain_text(ending.questions[0])
    for gauge in conversation.gauges:
        expect(talk.end.locator("figcaption", has_text=gauge.label)).to_contain_text(f"{position.state[gauge.id]}")
    expect(talk.end.locator("svg")).to_have_count(len(conversation.gauges))
    for number, reply in enumerate(main_route(conversation)):
        expect(talk.turns.nth(number)).to_contain_text(" ".join(reply.feedback.split()))


@pytest.mark.parametrize("conversation", EACH)
def test_own_words_are_heard_as_the_coach_of_python_hears_them(
    conversation: Conversation, site: str, page: Page
) -> None:
    assert free_turns(conversation.id), "nobody can use their own words here"
    for turn, way in free_turns(conversation.id):
        talk = begun(page, site, conversation)
        talk.follow(way)
        for reply in turn.replies:
            talk.write(reply.text)
            heard = hears(turn, [found.code for found in coach.check(reply.text)])
            if heard:
                as_to = replies(turn)[heard.reply].text
                expect(talk.reading).to_contain_text(f"so {conversation.person} answers as to: “{as_to}”")
            else:
                expect(talk.reading).to_contain_text("No pattern of mine matched. Which of these is nearest")
            talk.section.locator(".pw-answering textarea").fill("")
            expect(talk.reading).to_be_hidden()


def loaded(turn: Turn) -> tuple[str, str]:
    """Words that the coach hears as something at this turn, and the id of the reply they count as."""
    for reply in turn.replies:
        if heard := hears(turn, [found.code for found in coach.check(reply.text)]):
            return reply.text, heard.reply
    raise AssertionError(f"the coach hears none of the replies of “{turn.id}”")


def test_what_the_coach_heard_decides_and_is_told_with_the_turn(site: str, page: Page) -> None:
    talk, turn = at_free_turn(page, site)
    words, heard = loaded(turn)
    before = talk.turns.count()
    talk.write(words)
    expect(talk.turns).to_have_count(before)
    expect(talk.section.locator(".pw-live")).to_contain_text("answers as to")
    talk.press(f"Let {FIRST.person} answer")
    told = talk.turns.nth(before - 1)
    expect(told.locator(".pw-yours")).to_contain_text(words)
    expect(told).to_contain_text(f"answered as to: “{replies(turn)[heard].text}”")
    expect(told).to_contain_text(replies(turn)[heard].landed)


def test_the_coach_can_be_overruled(site: str, page: Page) -> None:
    talk, turn = at_free_turn(page, site)
    words, heard = loaded(turn)
    other = next(reply for reply in turn.replies if reply.id != heard)
    before = talk.turns.count()
    talk.write(words)
    talk.press("I meant something else")
    expect(talk.reading.locator("input").first).to_be_focused()
    talk.press("This is nearest")
    expect(talk.reading).to_contain_text("Choose the one that comes nearest.")
    talk.nearest(other)
    told = talk.turns.nth(before - 1)
    expect(told.locator(".pw-yours")).to_contain_text(words)
    expect(told).to_contain_text(f"You picked as nearest: “{other.text}”")
    expect(told).to_contain_text(other.landed)
    talk.own()
    kept = records(page)[0]["body"]["response"]["turns"][-1]
    assert (kept["reply"], kept["by"], kept["text"]) == (other.id, "overruled", words)
    assert kept["findings"], "what the coach heard is kept with it"


def test_where_nothing_is_heard_the_learner_picks_the_nearest(site: str, page: Page) -> None:
    talk, turn = at_free_turn(page, site)
    before = talk.turns.count()
    talk.write(NOTHING)
    talk.nearest(turn.replies[-1])
    expect(talk.turns.nth(before - 1).locator(".pw-yours")).to_contain_text(NOTHING)
    expect(talk.turns.nth(before - 1)).to_contain_text(turn.replies[-1].landed)


@pytest.mark.may_complain("a script of the coach is held back on purpose")
@pytest.mark.parametrize("script", ["coach", "coach-rules"])
def test_without_the_coach_the_learner_picks_the_nearest(site: str, page: Page, script: str) -> None:
    page.route(f"**/{script}.js*", lambda asked: asked.abort())
    talk, turn = at_free_turn(page, site)
    talk.write(turn.replies[0].text)
    expect(talk.reading).to_contain_text("could not be loaded")
    talk.nearest(turn.replies[0])
    expect(talk.turns.locator(".pw-landed").last).to_contain_text(turn.replies[0].landed)


@pytest.mark.parametrize("script", ["coach", "coach-rules"])
def test_a_coach_that_comes_late_reads_the_words_that_wait_for_it(site: str, page: Page, script: str) -> None:
    waiting: list[Route] = []
    page.route(f"**/{script}.js*", lambda asked: waiting.append(asked))
    page.goto(site + places()[FIRST.id], wait_until="commit")
    talk = Talk(page, FIRST)
    turn, way = free_turns(FIRST.id)[0]
    talk.follow(way)
    talk.write(loaded(turn)[0])
    expect(talk.section).to_contain_text("still on its way")
    waiting[0].continue_()
    expect(talk.reading).to_contain_text("answers as to")


@pytest.mark.may_complain("the script of conversations is held back on purpose")
def test_without_its_script_the_conversation_is_there_to_read(site: str, page: Page) -> None:
    page.route("**/conversation.js*", lambda asked: asked.abort())
    page.goto(site + places()[FIRST.id])
    section = page.locator(f"#practice-{FIRST.id}")
    expect(section).to_contain_text("could not start here")
    expect(section).to_contain_text(FIRST.prompt.split(".")[0])


def test_pressing_with_nothing_chosen_or_written_asks_kindly(site: str, page: Page) -> None:
    talk, _ = at_free_turn(page, site)
    for name in ("Say it", "Choose from replies", "Say it"):
        talk.press(name)
        asked = talk.section.locator(".pw-ask:visible")
        if name == "Say it":
            expect(asked).to_have_count(1)
            assert not re.search(r"wrong|incorrect|error|invalid|must", asked.inner_text(), re.IGNORECASE)
            expect(talk.section.locator(":focus")).to_have_count(1)


def test_a_turn_can_be_taken_back_and_stands_ready_again(site: str, page: Page) -> None:
    talk, turn = at_free_turn(page, site)
    before = talk.turns.count()
    talk.write(NOTHING)
    talk.nearest(turn.replies[0])
    talk.press("Back one turn")
    expect(talk.turns).to_have_count(before)
    expect(talk.section.locator(".pw-answering textarea")).to_have_value(NOTHING)
    expect(talk.turns.last.locator(".pw-turn-title")).to_be_focused()
    for count in range(before - 1, 0, -1):
        talk.press("Back one turn")
        expect(talk.turns).to_have_count(count)
        expect(talk.section.locator("input:checked")).to_have_count(1)
    expect(talk.section.get_by_role("button", name="Back one turn")).to_have_count(0)


def test_words_set_aside_for_a_reply_come_back(site: str, page: Page) -> None:
    talk, _ = at_free_turn(page, site)
    talk.section.locator(".pw-answering textarea").fill(NOTHING)
    talk.press("Choose from replies")
    expect(talk.section.locator(".pw-answering input").first).to_be_focused()
    talk.press("Use my own words")
    expect(talk.section.locator(".pw-answering textarea")).to_have_value(NOTHING)


def test_a_route_is_there_again_after_a_reload_mid_way_with_the_words_not_said(site: str, page: Page) -> None:
    talk, turn = at_free_turn(page, site)
    talk.section.locator(".pw-answering textarea").fill(NOTHING)
    talk.own()
    lines = talk.turns.locator(".pw-speech").all_inner_texts()
    page.reload()
    talk = Talk(page, FIRST)
    expect(talk.section.locator(".pw-answering textarea")).to_have_value(NOTHING)
    assert talk.turns.locator(".pw-speech").all_inner_texts() == lines
    talk.press("Say it")
    talk.nearest(turn.replies[0])
    expect(talk.turns.locator(".pw-yours").last).to_contain_text(NOTHING)


def test_each_reply_is_kept_at_once(site: str, page: Page) -> None:
    talk = begun(page, site, FIRST)
    first, second = main_route(FIRST)[:2]
    talk.choose(first)
    talk.own()
    talk.choose(second)
    expect(talk.section).to_contain_text("Saved on this device.")
    page.reload()
    expect(talk.turns).to_have_count(3)
    expect(talk.turns.nth(1)).to_contain_text(second.landed)


def test_an_end_is_there_again_after_a_reload_and_told_in_the_journal(site: str, page: Page) -> None:
    talk = begun(page, site, FIRST)
    talk.follow(main_route(FIRST))
    talk.own()
    end = talk.end.inner_text()
    page.reload()
    expect(talk.end).to_be_visible()
    assert talk.end.inner_text() == end
    page.goto(f"{site}book/journal.html")
    shown = page.locator(".pw-journal-exercise", has_text=FIRST.title)
    expect(shown).to_contain_text(main_route(FIRST)[0].text)
    ended = talk_end(FIRST)
    expect(shown).to_contain_text(f"How it ended: {ended.title}")
    expect(shown).to_contain_text(FIRST.gauges[0].label)


def talk_end(conversation: Conversation) -> Ending:
    position = begin(conversation)
    for reply in main_route(conversation):
        position = step(conversation, position, reply.id)
    ending = place(conversation, position.at)
    assert isinstance(ending, Ending)
    return ending


def test_two_windows_show_which_way_each_has_gone(site: str, context: BrowserContext) -> None:
    here = begun(context.new_page(), site, FIRST)
    there = begun(context.new_page(), site, FIRST)
    first = FIRST.turns[0].replies[0]
    here.choose(first)
    here.own()
    expect(there.turns).to_have_count(2)
    turn = place(FIRST, step(FIRST, begin(FIRST), first.id).at)
    assert isinstance(turn, Turn)
    others = turn.replies[:2]
    there.choose(others[0])
    expect(there.section).to_contain_text("Saved on this device.")
    here.choose(others[1])
    for talk in (here, there):
        versions = talk.section.locator(".pw-versions")
        expect(versions).to_contain_text("Nothing is lost")
        expect(versions).to_contain_text(f"The last thing you said: “{others[0].text}”")
        expect(versions).to_contain_text(f"The last thing you said: “{others[1].text}”")


def test_from_any_turn_it_can_go_another_way_and_both_routes_stand_side_by_side(site: str, page: Page) -> None:
    talk = begun(page, site, FIRST)
    way = main_route(FIRST)
    talk.follow(way)
    expect(talk.end).to_contain_text("you can set two routes side by side here")
    talk.press("Try again from turn 2")
    expect(talk.end).to_be_hidden()
    expect(talk.turns).to_have_count(2)
    expect(talk.turns.last.locator(".pw-turn-title")).to_be_focused()
    walker(talk)
    talk.press("Show both routes")
    beside = talk.end.locator(".pw-beside")
    expect(beside).to_contain_text("They part at turn")
    expect(beside.locator(".pw-half-title")).to_have_count(2)
    expect(beside).to_contain_text(f"Try 1: {talk_end(FIRST).title}")
    expect(talk.section.locator(".pw-tries")).to_contain_text(f"{len(way)} turns, and how it ended")


def walker(talk: Talk) -> None:
    """Go on to an end by replies that do not help, where there are any."""
    for _ in range(40):
        if talk.end.is_visible():
            return
        position = begin(talk.conversation)
        for name in talk.section.evaluate(ROUTE, [r.text for t in talk.conversation.turns for r in t.replies]):
            position = step(talk.conversation, position, _by_text(talk.conversation, position.at, name).id)
        here = place(talk.conversation, position.at)
        assert isinstance(here, Turn)
        talk.choose(next((reply for reply in here.replies if reply.effect != "helps"), here.replies[0]))
    raise AssertionError("40 replies and no end")


ROUTE = """section => [...section.querySelectorAll(".pw-yours .pw-said")].map(one => one.innerText.slice(1, -1))"""


def _by_text(conversation: Conversation, at: str, text: str) -> ConversationReply:
    here = place(conversation, at)
    assert isinstance(here, Turn)
    return next(reply for reply in here.replies if reply.text == text)


def test_what_is_written_is_only_ever_text(site: str, page: Page) -> None:
    talk, turn = at_free_turn(page, site)
    talk.write(HOSTILE)
    if talk.reading.locator("input").count() == 0:
        talk.press("I meant something else")
    talk.nearest(turn.replies[0])
    expect(talk.turns.locator(".pw-yours").last).to_contain_text("<img src=x")
    assert page.evaluate("window.pwned") is None


def test_a_text_beyond_the_limit_stays_and_is_told_how_long_it_may_be(site: str, page: Page) -> None:
    talk, _ = at_free_turn(page, site)
    talk.write("x" * 20_001)
    expect(talk.section).to_contain_text("20,000")
    expect(talk.reading).to_be_hidden()
    assert len(talk.section.locator("textarea").input_value()) == 20_001


def test_a_content_note_comes_with_another_conversation_of_equal_value(site: str, page: Page) -> None:
    noted = [one for one in ALL if one.id in places() and one.content_note]
    assert noted, "no conversation has a content note"
    for conversation in noted:
        talk = begun(page, site, conversation)
        link = talk.section.locator(".pw-instead a")
        expect(link).to_have_text(BANK.exercises[conversation.instead].title)
        link.click()
        assert page.evaluate("location.hash") == f"#practice-{conversation.instead}"


@pytest.mark.parametrize(("width", "theme"), [(390, "light"), (1280, "dark")])
def test_axe_finds_nothing_in_any_state(
    theme: str, width: int, site: str, context: BrowserContext, axe_source: str
) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    talk, turn = at_free_turn(page, site)
    found = {"own words": axe_in_both(page, axe_source)}
    talk.press("Say it")
    found["asked"] = axe_in_both(page, axe_source)
    talk.write(loaded(turn)[0])
    found["heard"] = axe_in_both(page, axe_source)
    talk.press("I meant something else")
    found["nearest"] = axe_in_both(page, axe_source)
    talk.nearest(turn.replies[0])
    found["said"] = axe_in_both(page, axe_source)
    walker_from_own(talk, turn)
    found["ended"] = axe_in_both(page, axe_source)
    talk.press("Start again")
    talk.follow(main_route(FIRST))
    talk.press("Show both routes")
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
    found["side by side"] = axe_in_both(page, axe_source)
    assert not any(found.values()), json.dumps(found, indent=1)


def walker_from_own(talk: Talk, turn: Turn) -> None:
    """To an end by whatever stands first, since own words do not tell where one is."""
    for _ in range(60):
        if talk.end.is_visible():
            return
        if talk.section.locator(".pw-answering textarea").count():
            talk.press("Choose from replies")
        radios = talk.section.locator(".pw-answering input")
        radios.nth(talk.turns.count() % radios.count()).check()
        talk.press("Say it")
    raise AssertionError(f"60 replies after “{turn.id}” and no end")


@pytest.mark.parametrize("state", ["heard", "side by side"])
def test_nothing_scrolls_sideways_at_320(state: str, site: str, page: Page) -> None:
    talk, turn = at_free_turn(page, site)
    if state == "heard":
        talk.write(loaded(turn)[0])
    else:
        talk.choose(turn.replies[0])
        walker_from_own(talk, turn)
        talk.press("Start again")
        talk.follow(main_route(FIRST))
        talk.press("Show both routes")
        talk.end.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    page.set_viewport_size({"width": 320, "height": 256})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_it_works_from_a_folder_without_a_server(book: Path, page: Page) -> None:
    page.goto(f"file://{book / places()[FIRST.id]}")
    talk = Talk(page, FIRST)
    turn, way = free_turns(FIRST.id)[0]
    talk.follow(way)
    talk.write(loaded(turn)[0])
    talk.press(f"Let {FIRST.person} answer")
    walker_from_own(talk, turn)
    expect(talk.end).to_be_visible()
