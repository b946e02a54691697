"""What the coach gets right and wrong, on the page "How the coach reads": counted on our replies, kept for others."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field

from powerwith.coach.check import check
from powerwith.coach.rulebook import rules_version
from powerwith.model import HARM_CODES, HELP_CODES
from powerwith.model.base import Record

BEGIN = "<!-- the figures begin: written by `make regen` and `bench/coach.py`, do not edit them here -->"
END = "<!-- the figures end -->"

FILE = Path(__file__).with_suffix(".json")
"""The figures on public texts as `bench/coach.py` last measured them. The texts themselves are not ours to ship."""

FEWEST = 20
"""Below this many replies a share says so little that the page gives the count alone."""

NAMES = {
    "CONFRONT": "blame",
    "DIRECT": "an order",
    "PERSUADE": "advice nobody asked for",
    "WARN": "a threat",
    "MINIMISE": "playing it down",
    "POWER": "power over",
    "LABEL": "a label",
    "PATRONISE": "talking down",
    "BUT_CANCEL": "praise taken back",
    "AFFIRM": "naming a strength",
    "AUTONOMY": "leaving the choice with them",
    "SEEK": "asking first",
    "REFLECT": "giving back what was said",
    "REFLECT_FEELING": "giving back a feeling",
    "QUESTION_OPEN": "an open question",
    "QUESTION_CLOSED": "a yes-or-no question",
    "GIVE_INFO": "plain information",
    "PERSUADE_PERM": "advice they asked for",
    "SMALL_STEP": "one small step",
    "SHARE_POWER": "sharing power",
    "SUPPORT": "standing by them",
}
"""Each code in the words of the exercises; a test holds them together with `js/src/view/words.ts`."""

TASKS = {
    "annomi_question": ("AnnoMI", "a question"),
    "annomi_open": ("AnnoMI, questions only", "an open question"),
    "annomi_reflection": ("AnnoMI", "giving back"),
    "annomi_direct_persuade": ("AnnoMI", "an order, or advice nobody asked for"),
    "annomi_confront": ("AnnoMI", "blame, or a threat"),
    "mi_question": ("MI set", "a question"),
    "mi_advice": ("MI set", "an order, or advice nobody asked for"),
    "es_affirm_clean": ("ESConv, reassurance only", "naming a strength"),
}
"""The tasks of the evaluation script whose labels are clean enough to show: the texts, and what is looked for."""

BLAMING = "blame, a threat, power over, talking down or a label"

ALARMS = {
    "AnnoMI high-quality sessions, any harm code": ("AnnoMI, sessions that experts called good", "any harm"),
    "AnnoMI high-quality sessions, CONFRONT/WARN/POWER/PATRONISE/LABEL": (
        "AnnoMI, sessions that experts called good", BLAMING,
    ),
    "ESConv replies not labelled suggestion, CONFRONT/WARN/POWER/PATRONISE/LABEL": (
        "ESConv, replies without suggestions", BLAMING,
    ),
}  # fmt: skip

Reply = Mapping[str, Any]


class Count(Record):
    """How often something was there, how often it was marked, and how often both."""

    there: int = Field(ge=0, description="Replies that carry it.")
    marked: int = Field(ge=0, description="Replies in which the coach marks it.")
    right: int = Field(ge=0, description="Replies of which both are true.")


class Task(Count):
    """One thing looked for in one public set of texts."""

    texts: int = Field(ge=1, description="How many texts were read.")


class Alarm(Record):
    """Good practice that was marked as harm."""

    texts: int = Field(ge=0, description="How many texts of good practice were read.")
    marked: int = Field(ge=0, description="How many of them were marked.")


class Measured(Record):
    """The figures on public texts, with their day and the rules that were measured."""

    made: date
    rules: str
    tasks: dict[str, Task]
    alarms: dict[str, Alarm]


# -- our own replies


def read(path: Path) -> list[dict[str, Any]]:
    """Labelled replies: one JSON object a line, of one file or of every file of a folder."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def sets(vectors: Path) -> dict[str, list[dict[str, Any]]]:
    """The replies that no rule was made from, by the heading they have on the page."""
    return {
        "Replies by a hand that had not seen the rules": read(vectors / "blind" / "replies.jsonl"),
        "The half of our labelled replies that is kept apart": unseen(read(vectors / "labelled")),
    }


def unseen(replies: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The replies nobody looks at while working on rules: even numbers, every third one of `fresh`.

    None of `calm` is: its false marks were read when it came.
    """
    return [reply for reply in replies if kept_apart(reply["id"])]


def kept_apart(reply_id: str) -> bool:
    """Whether a labelled reply only measures."""
    name, _, number = reply_id.rpartition("-")
    return name != "calm" and int(number) % (3 if name == "fresh" else 2) == 0


def counts(replies: Sequence[Reply]) -> dict[str, Count]:
    """For each code, and for `any` harm: in how many replies it is, is marked, and both."""
    wanted: list[set[str]] = [{mark["code"] for mark in reply["codes"]} for reply in replies]
    given: list[set[str]] = [{one.code for one in check(reply["text"])} for reply in replies]
    found = {code: _count(wanted, given, {code}) for code in NAMES}
    return found | {"any": _count(wanted, given, HARM_CODES)}


def _count(wanted: Sequence[set[str]], given: Sequence[set[str]], codes: Set[str]) -> Count:
    pairs = [(bool(a & codes), bool(b & codes)) for a, b in zip(wanted, given, strict=True)]
    return Count(there=sum(a for a, _ in pairs), marked=sum(b for _, b in pairs), right=sum(a and b for a, b in pairs))


def alarmed(replies: Sequence[Reply]) -> Alarm:
    """How many good replies with alarming words are marked as harm."""
    hard = [reply for reply in replies if reply.get("hard", reply.get("tricky")) and reply["verdict"] == "ok"]
    marked = sum(any(one.code in HARM_CODES for one in check(reply["text"])) for reply in hard)
    return Alarm(texts=len(hard), marked=marked)


# -- public texts


def measured(path: Path = FILE) -> Measured:
    """The figures on public texts, as they were last measured."""
    return Measured.model_validate_json(path.read_text(encoding="utf-8"))


def write(figures: Mapping[str, Any], path: Path = FILE) -> None:
    """Keep what the evaluation script found on public texts, for the page. `figures` is what its `--json` wrote."""
    kept = Measured(
        made=date.today(),
        rules=rules_version(),
        tasks={name: _task(figures["tasks"][name]) for name in TASKS if name in figures["tasks"]},
        alarms={
            name: Alarm(texts=one["n"], marked=round(one["per100"] * one["n"] / 100))
            for name, one in figures["false_alarms"].items()
            if name in ALARMS
        },
    )
    path.write_text(kept.model_dump_json(indent=2) + "\n", encoding="utf-8")


def _task(one: Mapping[str, Any]) -> Task:
    right = round(one["R"] * one["pos"]) if one["pos"] else 0
    return Task(texts=one["n"], there=one["pos"], right=right, marked=round(right / one["P"]) if right else 0)


# -- the page


def figures_page(page: str, replies: Mapping[str, Sequence[Reply]], kept: Measured | None = None) -> str:
    """The page with its figures counted again; `replies` by what a heading calls them. The rest stays as it is."""
    before, mark, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError(f"the page has lost a mark. Put `{BEGIN}` and `{END}` round the figures")
    parts = [part for name, each in replies.items() for part in _own(name, each)] + list(_public(kept or measured()))
    return f"{before}{BEGIN}\n\n" + "\n\n".join(parts) + f"\n\n{END}{after}"


def _own(name: str, replies: Sequence[Reply]) -> Iterator[str]:
    found = counts(replies)
    alarm = alarmed(replies)
    yield f"### {name}"
    yield (
        f"There are {len(replies)} replies, {found['any'].there} of them harmful. The coach marks harm in "
        f"{found['any'].right} of these, and in {found['any'].marked - found['any'].right} good ones. Of "
        f"{alarm.texts} good replies that hold words which sound alarming, it marks {alarm.marked}."
    )
    rows = [
        (f"{NAMES[code]} (`{code}`)", _share(found[code].right, found[code].there),
         _share(found[code].right, found[code].marked))
        for codes in (HARM_CODES, HELP_CODES) for code in sorted(codes)
    ]  # fmt: skip
    yield _table(("What", "Found", "Right"), rows)
    yield _weakest(found)


def _weakest(found: Mapping[str, Count]) -> str:
    """The codes to trust least, named."""
    said = []
    for codes, words in ((HARM_CODES, "Of the harmful ones"), (HELP_CODES, "Of the helpful ones")):
        enough = [code for code in codes if found[code].there >= FEWEST // 2]
        missed = sorted(enough, key=lambda code: (found[code].right / found[code].there, code))[:3]
        each = ", ".join(f"{NAMES[code]} ({found[code].right} of {found[code].there} found)" for code in missed)
        said.append(f"{words} it passes over most: {each}.")
    often = [code for code in NAMES if found[code].marked >= FEWEST // 2]
    wrong = sorted(often, key=lambda code: (found[code].right / found[code].marked, code))[:3]
    each = ", ".join(f"{NAMES[code]} ({found[code].right} of {found[code].marked} right)" for code in wrong)
    said.append(f"It is mistaken most often when it marks {each}.")
    return " ".join(said)


def _public(kept: Measured) -> Iterator[str]:
    yield "### Public sets of texts"
    yield (
        "AnnoMI holds what counsellors said in recorded sessions, the MI set what peers wrote to support each other, "
        "and ESConv what volunteers wrote in chats. Their labels are not ours and are not free of mistakes. Half of "
        "each set was used while the rules were made, and this is that half. On new texts expect less."
    )
    now = rules_version()
    since = (
        "They are the rules of this page."
        if kept.rules == now
        else f"The rules have changed since: this page shows rules `{now}`, so the next measuring may differ."
    )
    yield f"Measured on {kept.made.day} {kept.made:%B %Y} with rules `{kept.rules}`. {since}"
    rows = [
        (_texts(TASKS[name][0], one.texts), TASKS[name][1], _share(one.right, one.there), _share(one.right, one.marked))
        for name, one in kept.tasks.items()
    ]
    yield _table(("Texts", "What", "Found", "Right"), rows)
    yield "The next table counts false alarms: good or neutral practice that the coach marks."
    alarms = [
        (
            _texts(ALARMS[name][0], one.texts),
            ALARMS[name][1],
            f"{one.marked}, or {100 * one.marked / one.texts:.1f} in 100",
        )
        for name, one in kept.alarms.items()
    ]
    yield _table(("Texts", "What", "Marked"), alarms)


def _texts(name: str, count: int) -> str:
    return f"{name}: {count:,}"


def _share(part: int, of: int) -> str:
    """Counts, and a share where there is enough to make one."""
    if of == 0:
        return "–"
    return f"{part} of {of:,}" + (f" ({100 * part / of:.0f}%)" if of >= FEWEST else "")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines)
