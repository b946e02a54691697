"""Controls show what they should, stand still where nothing moves, and keep no word of an answer."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import ipywidgets
import pandas as pd
import pytest
from support import finished

from powerwith import envelope, journal, plots, scoring
from powerwith.explore import Chosen, Said, Session, Shown, pretend, rated, skills
from powerwith.explore.chosen import DISK, FILE, HERE, SAMPLE
from powerwith.explore.still import Again, in_html
from powerwith.journal import JournalError
from powerwith.model import Entry
from powerwith.picture import as_html

ROOT = Path(__file__).resolve().parents[1]
JOURNAL = ROOT / "notebooks" / "sample-journal.json"
VIEW = "application/vnd.jupyter.widget-view+json"
CANARY = "CANARY-4711 in the corridor"


def html_of(shown: Any) -> str:
    return str(shown._repr_mimebundle_()["text/html"])


def written(text: str = CANARY, place: int = 1) -> Entry:
    response = {"kind": "rewrite", "text": text}
    return Entry.model_validate_json(json.dumps(finished(place, "why-to-what", "2026-11-02", response)))


# What is shown


def test_a_moved_control_draws_again_and_the_page_says_how_it_stands() -> None:
    shown = pretend.groups(people=8)
    slider = shown.children[0]
    assert "Here: 8 people, a real change of 0.3, a spread of 0.8." in html_of(shown)
    slider.value = 20
    assert repr(shown).startswith("200 pretend groups of 20.")
    assert "Here: 20 people" in html_of(shown)
    assert VIEW in shown._repr_mimebundle_()


def test_draw_again_draws_others() -> None:
    shown = pretend.unchanged()
    again = next(one for one in shown.children if isinstance(one, Again))
    before = html_of(shown)
    again.click()
    assert html_of(shown) != before


@pytest.mark.parametrize("people", [5, 200])
@pytest.mark.parametrize("true", [0.5, 0.95])
def test_every_end_of_the_sliders_can_be_drawn(people: int, true: float) -> None:
    picture = pretend.alphas_picture(people, true)
    assert picture.table is not None
    assert picture.table["pretend groups"].sum() == 200


@pytest.mark.parametrize(("people", "change", "spread"), [(3, 0.0, 0.2), (60, 1.5, 0.2), (3, 1.5, 1.5), (60, 0.0, 1.5)])
def test_every_end_of_the_groups_can_be_drawn(people: int, change: float, spread: float) -> None:
    picture = pretend.groups_picture(people, change, spread)
    assert picture.table is not None
    assert picture.table["groups"].sum() == 200


def test_an_alpha_far_below_nothing_still_stands_in_the_picture() -> None:
    found = pd.Series([-2.01, 0.4, 0.8] * 10)
    picture = pretend.spread_of_alphas(found, 10, known=0.7, known_as="all")
    assert picture.table is not None
    assert picture.table["pretend groups"].sum() == 30
    assert "-0.50" in picture.table["alpha from"].to_list()


def test_what_cannot_be_shown_is_said_in_a_sentence() -> None:
    def show() -> plots.Picture:
        return plots.marks(journal.table([]))

    assert repr(Shown(show)).startswith("No written reply has been checked yet.")


def test_a_fault_of_ours_is_not_hidden_in_a_sentence() -> None:
    with pytest.raises(ZeroDivisionError):
        Shown(lambda: str(1 // 0))


def test_words_numbers_and_tables_are_shown_without_style_or_script() -> None:
    table = pd.DataFrame({"name": ["<b>"], "count": [3]})
    shown = Said("One & two.", scoring.alpha(pd.DataFrame({"a": [1.0], "b": [2.0]})), table)._repr_html_()
    assert "<p>One &amp; two.</p>" in shown
    assert "no reliability is worth printing" in shown
    assert '<th scope="row">&lt;b&gt;</th><td>3</td>' in shown
    assert "style" not in shown and "<script" not in shown


def test_a_picture_carries_its_table() -> None:
    picture = pretend.groups_picture(8, 0.3, 0.8)
    assert "<details><summary>The same as a table</summary>" in in_html(picture)
    assert as_html(picture.table, "Groups").startswith('<table class="pw-table"><caption>Groups</caption>')


# Whose answers


def chosen(tmp_path: Path, **more: Any) -> tuple[Chosen, Shown]:
    mine = Chosen(JOURNAL, folder=tmp_path / "j", **more)
    return mine, mine.show(lambda mine: str(len(mine.entries)))


def choose(mine: Chosen, whose: str) -> None:
    mine.children[0].value = whose


def bring(mine: Chosen, content: bytes, name: str = "own.json") -> None:
    mine.children[1]._handle_custom_msg({"type": "file", "name": name}, [memoryview(content)])


def backup(*entries: Entry) -> bytes:
    made = [one.model_dump(mode="json") for one in entries]
    file = {"format": "powerwith-backup", "v": 1, "made": "2026-11-20T10:00:00Z", "entries": made}
    return json.dumps(file).encode()


def test_the_sample_is_shown_first_and_its_day_never_grows_old(tmp_path: Path) -> None:
    mine, shown = chosen(tmp_path)
    assert mine.is_sample
    assert mine.today == mine.backup.made.date()
    assert repr(shown) == str(len(mine.entries)) == "40"
    assert "an invented person" in html_of(mine)


def test_a_backup_takes_its_place_at_once_and_leaves_its_control(tmp_path: Path) -> None:
    mine, shown = chosen(tmp_path)
    bring(mine, backup(written()))
    assert mine.children[0].value == FILE
    assert repr(shown) == "1"
    assert not mine.is_sample
    assert mine.today == date.today()
    assert repr(mine) == "1 answer from own.json. They are in this notebook's memory only."
    assert CANARY not in json.dumps(ipywidgets.Widget.get_manager_state(), default=repr)


LOCKED_BY = "four plain words here"


@pytest.mark.parametrize(("content", "name", "says"), [
    (b"", "own.json", "own.json: the file breaks off or is no JSON"),
    (b'{"format": "powerwith-backup"', "own.json", "the file breaks off or is no JSON, from line 1 on."),
    (b"\xff\xfe\x00", "photo.png", "photo.png: this is not a backup of the course."),
    (b"[]", "own.json", "own.json: the file: Input should be an object"),
    (b"[" * 200_000, "own.json", "own.json: this is not a backup of the course."),
    (b" " * 9_000_000, "own.json", "own.json: the file is larger than 5,000,000 bytes."),
    (backup() * 2, "own.json", "the file breaks off or is no JSON"),
    (b"{}", "<img src=x onerror=alert(1)>\n.json", "<img src=x onerror=alert(1)>.json: format: Field required."),
    (b"{}", "\x00", "This file: format: Field required."),
], ids=["empty", "cut", "photo", "list", "deep", "too large", "two in one", "hostile name", "no name"])  # fmt: skip
def test_a_hostile_file_is_one_sentence_and_the_sample_stays(
    tmp_path: Path, content: bytes, name: str, says: str
) -> None:
    mine, shown = chosen(tmp_path)
    bring(mine, content, name)
    assert says in repr(mine)
    assert repr(mine).endswith("Until then, this shows the sample.")
    assert mine.is_sample
    assert repr(shown) == "40"
    assert "<img" not in html_of(mine)
    assert "\n" not in repr(mine)


def test_a_locked_backup_asks_for_its_passphrase_and_forgets_it(tmp_path: Path) -> None:
    sealed = envelope.seal(backup(written()).decode(), passphrase=LOCKED_BY, recovery=envelope.new_recovery_code())
    mine, shown = chosen(tmp_path)
    secret = mine.children[2]
    assert secret.layout.display == "none"
    bring(mine, sealed.encode(), "locked.json")
    assert "locked.json: this backup is locked." in repr(mine)
    assert secret.layout.display == ""
    secret.value = "not these words at all"
    assert mine.is_sample
    assert secret.value == ""
    secret.value = LOCKED_BY
    assert repr(shown) == "1"
    assert secret.value == ""
    assert secret.layout.display == "none"


def test_the_journal_on_this_computer_is_opened_and_never_made_by_looking(tmp_path: Path) -> None:
    mine, shown = chosen(tmp_path)
    choose(mine, DISK)
    assert "there is no journal here yet" in repr(mine)
    assert not (tmp_path / "j").exists()
    with_one = journal.open_journal(tmp_path / "j")
    with_one.keep(written())
    mine.children[3].click()
    assert repr(shown) == "1"
    assert "1 answer from" in repr(mine)
    choose(mine, SAMPLE)
    assert repr(shown) == "40"


def test_a_first_answer_takes_the_place_of_the_sample(tmp_path: Path) -> None:
    session = Session()
    mine, shown = chosen(tmp_path, session=session)
    begun = written()
    session.keep(begun.model_copy(update={"outcome": None}))
    assert mine.is_sample
    session.keep(begun)
    assert mine.children[0].value == HERE
    assert repr(shown) == "1"
    session.keep(written(place=2))
    assert repr(shown) == "2"


def test_an_answer_does_not_push_aside_a_backup(tmp_path: Path) -> None:
    session = Session()
    mine, _ = chosen(tmp_path, session=session)
    bring(mine, backup(written(), written(place=2)))
    session.keep(written(place=3))
    assert mine.children[0].value == FILE
    assert len(mine.entries) == 2


def test_nothing_answered_yet_is_said(tmp_path: Path) -> None:
    mine, _ = chosen(tmp_path, session=Session())
    choose(mine, HERE)
    assert repr(mine).startswith("Nothing has been answered in this notebook yet.")


def test_a_session_counts_like_a_journal() -> None:
    session = Session()
    first = session.keep(written(place=7))
    second = session.keep(written(place=3))
    again = session.keep(first.entry)
    assert [one.seq for one in session.entries] == [1, 2]
    assert (first.entry.rev, again.entry.rev, second.entry.seq) == (1, 2, 2)
    assert not first.on_disk
    assert CANARY not in repr(session)


# What a journal shows


@pytest.fixture(scope="module")
def sample() -> Chosen:
    return Chosen(JOURNAL)


@pytest.mark.parametrize("draw", [
    rated.profile, rated.pick, rated.changes, rated.looking_back, rated.two_lines, rated.raters,
    lambda mine: skills.practised(mine.entries), lambda mine: skills.ladders(mine.practice),
    lambda mine: skills.returns(mine.practice), lambda mine: skills.three(mine.practice),
    lambda mine: skills.plans(mine.entries, mine.today),
])  # fmt: skip
def test_the_sample_has_something_for_every_question_and_shows_no_words_of_answers(sample: Chosen, draw: Any) -> None:
    shown = sample.show(draw)
    assert "yet" not in repr(shown).split(".")[0], "the sample says there is nothing"
    texts = [text for one in sample.entries for text in words(one) if len(text) > 12]
    assert len(texts) > 20
    assert not [text for text in texts if text in html_of(shown) or text in repr(shown)]


def words(entry: Entry) -> list[str]:
    plain = entry.response.model_dump()
    return [text for text in (plain.get("text"), *plain.get("texts", {}).values(), *plain.get("fields", {}).values())
            if isinstance(text, str)]  # fmt: skip


@pytest.mark.parametrize("draw", [rated.profile, rated.pick, rated.changes, rated.looking_back, rated.two_lines,
                                  rated.raters, lambda mine: skills.ladders(mine.practice)])  # fmt: skip
def test_an_empty_journal_gets_a_sentence_for_every_question(tmp_path: Path, draw: Any) -> None:
    mine, _ = chosen(tmp_path)
    bring(mine, backup())
    assert len(mine.entries) == 0
    said = repr(mine.show(draw))
    assert said.endswith(".")
    assert any(word in said for word in ("yet", "It takes two"))


def test_other_questions_of_an_empty_journal_get_a_sentence(tmp_path: Path) -> None:
    mine, _ = chosen(tmp_path)
    bring(mine, backup())
    assert "Nothing comes back yet" in repr(mine.show(lambda mine: skills.returns(mine.practice)))
    assert "No plan waits" in repr(mine.show(lambda mine: skills.plans(mine.entries, mine.today)))
    assert len(skills.practised(mine.entries)) == 0


def test_ladders_say_in_a_table_what_they_draw(sample: Chosen) -> None:
    picture = skills.ladders(sample.practice)
    assert picture.table is not None
    states = picture.table.drop(columns="skill").to_numpy().ravel().tolist()
    assert f"{states.count('done')} of their" in picture.says
    assert set(states) == {"done", "next", "open"}
    assert (picture.table == "next").sum(axis=1).max() == 1


def test_later_marks_of_a_rater_count(sample: Chosen) -> None:
    table = rated.marks(sample.entries, rated.reply_task())
    assert list(table.index) == ["A", "B"]
    assert table.shape == (2, 12)
    peer = next(one for one in sample.entries if one.kind == "marks" and one.response.by == "peer")
    prompt = next(iter(peer.response.replies))
    best = peer.response.replies[prompt].model_copy(
        update={"marks": dict.fromkeys(peer.response.replies[prompt].marks, 3), "deducted": False}
    )
    again = peer.model_copy(update={
        "id": "0b7f3f8e-3c55-4c5c-9d5e-0a4f6f1f9a11", "seq": 99,
        "response": peer.response.model_copy(update={"replies": {prompt: best}}),
    })  # fmt: skip
    after = rated.marks((*sample.entries, again), rated.reply_task())
    changed = (after != table).to_numpy().sum()
    assert changed == 1
    assert after.max(axis=None) == 12


def test_one_rater_cannot_agree_with_nobody(sample: Chosen) -> None:
    one = next(each.response.rater for each in sample.entries if each.kind == "marks" and each.response.rater)
    only = tuple(each for each in sample.entries if each.kind != "marks" or each.response.rater == one)

    class Half:
        entries = only

    with pytest.raises(ValueError, match="It takes two colleagues"):
        rated.raters(Half())  # type: ignore[arg-type]


def test_a_broken_sample_is_not_hidden(tmp_path: Path) -> None:
    broken = tmp_path / "sample.json"
    broken.write_text("{}", encoding="utf-8")
    with pytest.raises(JournalError, match="format: Field required"):
        Chosen(broken)
