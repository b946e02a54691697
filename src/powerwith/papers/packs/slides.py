"""Slides for a workshop: one file that opens in any browser, without a network, by keyboard, touch or clicker."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from powerwith import assets
from powerwith.bank import Bank
from powerwith.model import Authored, Choice, Planner, Reflection, Rewrite, Sort
from powerwith.model.runsheet import RunSheet, Session, Step
from powerwith.papers.packs import codes
from powerwith.papers.packs.pieces import quoted, texts
from powerwith.runsheets import HOW

LOOK = Path(__file__).with_name("slides.css")


def slides(sheet: RunSheet, bank: Bank, stands: Mapping[str, str] | None = None) -> str:
    """The page. What the trainer does stands in notes that are folded. `stands`: where exercises stand, for codes."""
    look, script = LOOK.read_text(encoding="utf-8"), assets.path("slides.js").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; style-src '{_digest(look)}'; script-src '{_digest(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    sessions = [list(_session(sheet, session, bank, stands or {})) for session in sheet.sessions]
    first = _first(sheet, [len(session) for session in sessions])
    shown = [first, *(one for session in sessions for one in session)]
    numbered = "\n".join(_slide(number, *one) for number, one in enumerate(shown, start=1))
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(sheet.title)}: slides</title>\n<style>{look}</style>\n</head>\n<body>\n"
        f"<header><h1>{escape(sheet.title)}</h1></header>\n<main>\n{numbered}\n"
        f"</main>\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _digest(text: str) -> str:
    """By which a policy knows the one script and the one style sheet that may be used."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _slide(number: int, title: str, body: str) -> str:
    return (
        f'<section id="slide-{number}" aria-labelledby="title-{number}">\n'
        f'<h2 id="title-{number}" tabindex="-1">{escape(title)}</h2>\n{body}\n</section>'
    )


Slide = tuple[str, str]
"""A title, and the page below it."""


def _first(sheet: RunSheet, lengths: list[int]) -> Slide:
    keys = "Next slide: the right arrow or Page Down. Back: the left arrow or Page Up."
    links, at = [], 2
    for session, length in zip(sheet.sessions, lengths, strict=True):
        links.append(f'<li><a href="#slide-{at}">{escape(session.title)}</a></li>')
        at += length
    contents = f'<ul class="contents">{"".join(links)}</ul>' if len(links) > 1 else ""
    return "What it is for", f'<p>{escape(sheet.aim)}</p>\n{contents}\n<p class="when">{keys}</p>'


def _session(sheet: RunSheet, session: Session, bank: Bank, stands: Mapping[str, str]) -> Iterator[Slide]:
    if len(sheet.sessions) > 1:
        steps = [step.title for step in session.steps if step.how != "break"]
        yield session.title, f'<p class="when">{session.minutes} minutes</p>\n{_list(steps)}'
    at = 0
    for step in session.steps:
        yield _step(step, at)
        at += step.minutes
        for name in step.exercises:
            if body := _exercise(bank.exercises[name]):
                yield bank.exercises[name].title, _beside(body, bank.exercises[name].title, stands.get(name))


def _step(step: Step, at: int) -> Slide:
    when = f"{step.minutes} minutes" if step.how == "break" else f"{step.minutes} minutes, {HOW[step.how]}"
    said = "".join(f"<blockquote><p>{escape(one.text)}</p></blockquote>" for one in texts(step.say or "") if one.text)
    parts = [f"{role.name}: {role.does}" for role in step.roles]
    notes = "".join(f"<p>{escape(one.text)}</p>" for one in texts(step.what))
    summary = f"<summary>For the trainer, minutes {at} to {at + step.minutes}</summary>"
    shown = (said, _list(parts), _list(step.cards), f'<details class="notes">{summary}{notes}</details>')
    return step.title, "\n".join([f'<p class="when">{when}</p>', *filter(None, shown)])


def _exercise(exercise: Authored) -> str:
    """What everybody may see while they work on it; never which answer is called the best."""
    prompt = "".join(f"<p>{escape(one.text)}</p>" for one in texts(exercise.prompt))
    match exercise:
        case Sort():
            heaps = [f"{group.label}. {group.about}" if group.about else group.label for group in exercise.groups]
            return prompt + _list(heaps)
        case Choice():
            line = _line(exercise.line) if exercise.line else ""
            places = _list([context.when for context in exercise.contexts or ()])
            answers = _list([option.text for option in exercise.options], "ol class=letters")
            return f"{prompt}{line}{places}<p><b>{escape(exercise.question)}</b></p>{answers}"
        case Rewrite():
            must = f"<p>This has to be said: {escape(exercise.must_say)}</p>" if exercise.must_say else ""
            return prompt + _line(exercise.line) + must
        case Reflection():
            return prompt + _list([question.label for question in exercise.questions])
        case Planner():
            return prompt + _list([part.title for part in exercise.parts])
    return ""


def _line(text: str) -> str:
    return f"<blockquote><p>{escape(quoted(text))}</p></blockquote>"


def _list(items: list[str] | tuple[str, ...], tag: str = "ul") -> str:
    if not items:
        return ""
    return f"<{tag}>{''.join(f'<li>{escape(item)}</li>' for item in items)}</{tag.split()[0]}>"


def _beside(body: str, title: str, address: str | None) -> str:
    """With a code beside it, where there is room."""
    if not address:
        return body
    picture = f'<img src="{codes.svg(address)}" alt="{escape(codes.says(title))}" width="200" height="200">'
    return (
        f'<div class="beside">\n<div>{body}</div>\n<div>{picture}<p class="address">{escape(address)}</p></div>\n</div>'
    )
