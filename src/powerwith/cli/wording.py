"""For words: what the coach reads in them, and what in them might identify somebody."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import BinaryIO

import click

from powerwith import coach, privacy
from powerwith.cli.base import main
from powerwith.model import NOTICE_CODES
from powerwith.model.rule import Found

THOUGHT = "Worth a thought. Neither harm nor strength, only a question:"


@main.command("identifies")
@click.argument("file", type=click.File("rb"))
def identifies_command(file: BinaryIO) -> None:
    """Say what in a text FILE (- for standard input) might identify somebody. Exit code 1 if a rule found something."""
    name = "standard input" if file.name == "<stdin>" else str(file.name)
    try:
        text = privacy.read_text(file, name)
    except privacy.PrivacyError as error:
        raise click.ClickException(str(error)) from None
    said = privacy.in_words(text, name)
    click.echo(said or f"{name}: no rule found anything, and no word with a capital.")
    click.echo(privacy.CAUTION, err=True)
    if privacy.found(text):
        sys.exit(1)


@main.command("coach")
@click.argument("text", required=False)
@click.option("--jsonl", is_flag=True, help="Read lines {id, text}, write lines {id, codes, stance, notices}.")
def coach_command(text: str | None, jsonl: bool) -> None:
    """Say what the coach reads in a reply, and where."""
    if jsonl:
        _coach_lines()
    elif text is None:
        raise click.UsageError('Give the reply in quotation marks, as in: powerwith coach "What happened?"')
    else:
        click.echo(_told(text))


def _told(text: str) -> str:
    """The findings for people: the marked words, what they do, why, and other wordings."""
    found = coach.check(text)
    if not found:
        return "No pattern of mine matched. That is not a judgement: I read words alone, not tone, truth or safety."
    parts = []
    for one in coach.in_order(found):
        if one.asks and THOUGHT not in parts:
            parts.append(THOUGHT)
        more = [one.asks or "", one.why, *(f"You could say: {offer}" for offer in one.offers)]
        told = f"{one.code}: the words “{text[one.start : one.end]}” {one.says}"
        parts.append("\n  ".join([told, *filter(None, more)]))
    return "\n\n".join(parts)


def _coach_lines() -> None:
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            found = coach.check(given["text"])
            name = given["id"]
        except (ValueError, KeyError, TypeError, RecursionError):
            what = 'Write {"id": ..., "text": "..."}'
            raise click.ClickException(f"standard input:{number}: this line holds no id and text. {what}.") from None
        marks = [f for f in found if f.code not in NOTICE_CODES]
        notices = [f for f in found if f.code in NOTICE_CODES]
        line = {"id": name, "codes": _lines(marks), "stance": _stance(marks), "notices": _lines(notices)}
        click.echo(json.dumps(line, ensure_ascii=False))


def _lines(found: Iterable[Found]) -> list[dict[str, object]]:
    return [{"code": f.code, "start": f.start, "end": f.end, "score": 1.0, "rule": f.rule} for f in found]


def _stance(found: Sequence[Found]) -> str:
    """`loaded` if any words could hurt, `considerate` if only helping words were found, else `silent`."""
    if any(one.strength != "helps" for one in found):
        return "loaded"
    return "considerate" if found else "silent"
