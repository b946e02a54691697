"""Content notes: nobody should come upon abuse or suicide without a word of warning."""

import re
from collections.abc import Iterable, Iterator

from powerwith.bank import Bank
from powerwith.lint.voice import texts
from powerwith.model import Authored
from powerwith.prose import Passage
from powerwith.source import Problem

NAMED = re.compile(
    r"\b(?:suicid\w*|self-harm\w*|overdos\w*|abus(?:e|ed|es|er|ive)|rap(?:e|ed|ist)\b|coercive|violen(?:t|ce)"
    r"|assault\w*|strangl\w*|kill(?:ed|ing)? (?:him|her|my|your|them)self)\b",
    re.IGNORECASE,
)
"""Words after which some readers would have liked to be told. Stories without them need an author's eye."""

HOME = re.compile(r"\b(?:partner|husband|wife|boyfriend|girlfriend|ex|father|mother|stepfather)\b", re.IGNORECASE)
BEGINS = re.compile(r"content notes?\b", re.IGNORECASE)


def unannounced_in(bank: Bank, exercise: Authored) -> Iterator[Problem]:
    """An exercise that names abuse or suicide and has no content note; one about abuse at home without a quick exit."""
    if exercise.content_note is None:
        for path, text in texts(exercise.model_dump(mode="json", exclude={"sources", "id"})):
            found = NAMED.search(text)
            if found:
                says = f"“{found.group()}” is named and there is no content note"
                yield Problem(bank.located[exercise.id].place(path), says, "Add a short `content_note:`")
                break
    if exercise.setting == "domestic-abuse" and not exercise.quick_exit:
        says = "the scene is about abuse at home and has no quick exit"
        yield Problem(bank.located[exercise.id].place(("setting",)), says, "Add `quick_exit: true`")


def unannounced_on_pages(passages: Iterable[Passage]) -> Iterator[Problem]:
    """Chapters that name such things and say nothing of it before their first heading of the second level."""
    told: set[str] = set()
    asked: set[str] = set()
    for passage in passages:
        if not re.match(r"book/ch\d\d\.md", passage.file):
            continue
        if len(passage.headings) <= 1 and BEGINS.search(passage.text):
            told.add(passage.file)
        found = NAMED.search(passage.text)
        if found and passage.file not in told | asked and passage.kind not in ("heading", "summary"):
            asked.add(passage.file)
            says = f"the chapter names “{found.group()}” and has no content note before it"
            yield Problem(passage.place(found.start()), says, "Add a line that begins *Content note.* under the title")
