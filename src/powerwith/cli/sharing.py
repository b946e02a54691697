"""For what a learner hands to a trainer, from a backup or from the journal on this device."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, cast

import click

from powerwith import portfolio, privacy, share
from powerwith.bank import load_bank
from powerwith.cli.base import course, locked_too, main
from powerwith.cli.handing import in_pairs, look_through
from powerwith.journal import Journal, JournalError, Secret, open_journal, read_backup
from powerwith.model import Authored, Entry, Handed
from powerwith.share.answers import Phase
from powerwith.source import SourceError

PHASES = ("none", "before", "after", "later")


class _Mine(NamedTuple):
    """A journal, wherever it came from."""

    entries: tuple[Entry, ...]
    handed: tuple[Handed, ...]
    journal: Journal | None


@main.command("share")
@click.argument("backup", type=click.Path(exists=True, path_type=Path))
@click.option("--cohort", required=True, metavar="CODE", help="The code of your group, from your trainer: spring-b.")
@click.option("--exercises", metavar="ID,ID", help="Which exercises. Left out, every one that was finished.")
@click.option("--phase", type=click.Choice(PHASES), default="none", show_default=True, help="When it was answered.")
@click.option("--linking", default="", metavar="CODE", help="A code of your own, for before and after: BUS42KITE.")
@click.option("--words", "ticked", multiple=True, metavar="ENTRY", help="An entry whose own words go too, by its id.")
@click.option("--replace", "changes", multiple=True, metavar='"OLD=NEW"', help="Replace a name in those words.")
@click.option("--keep-as-is", "reason", default="", metavar="REASON", help="Why a number or the like may stay in.")
@click.option("--ask/--no-ask", default=None, help="Ask about each thing found. Usual when you sit at a terminal.")
@click.option(
    "--to", "file", type=click.Path(dir_okay=False, path_type=Path), help="The file. Left out, all is listed."
)
@click.option("--code", "coded", metavar="EXERCISE", help="Instead of a file: the latest answer to it, as a code.")
@locked_too
def share_command(
    backup: Path,
    cohort: str,
    exercises: str | None,
    phase: str,
    linking: str,
    ticked: tuple[str, ...],
    changes: tuple[str, ...],
    reason: str,
    ask: bool | None,
    file: Path | None,
    coded: str | None,
    secret: Secret,
) -> None:
    """Make a file for a trainer of a BACKUP of My journal, or of the folder of a journal: no words unless you say so.

    From a backup, the same file is made however often; from a folder, each file takes the place of the one before.
    """
    when = cast("Phase", phase)
    try:
        mine, group, link = _opened(backup, secret), share.cohort_code(cohort), share.linking_code(linking)
        handed = _next(mine, group, when)
        if coded:
            code, left_out = _code(mine, coded, load_bank(course() / "exercises").exercises, handed, when)
            click.echo(code)
            click.echo(left_out, err=True)
            _remember(mine, handed if share.handed.of(group, mine.handed) is None else None)
            return
        chosen = _chosen(mine.entries, exercises)
        if file is None:
            click.echo(_listed(mine.entries, chosen))
            return
        words = _words(mine.entries, ticked, in_pairs("--replace", changes), ask=ask, reason=reason.strip())
        made = share.gather(mine.entries, handed=handed, exercises=chosen, phase=when, linking=link, words=words)
    except (SourceError, JournalError) as error:
        raise click.ClickException(str(error)) from None
    except (share.ShareError, share.CodeError, portfolio.PortfolioError) as error:
        raise click.ClickException(f"{backup}: {str(error).rstrip('.')}.") from None
    if file.exists():
        raise click.ClickException(f"{file}: this file is there already. Name another with --to.")
    file.write_text(share.text(made), encoding="utf-8")
    _remember(mine, handed)
    click.echo(f"{file} written for {group}: {_counted(made.answers)}, {_own_words(len(words))}. No date and no name.")


def _opened(path: Path, secret: Secret) -> _Mine:
    if path.is_dir():
        journal = open_journal(path)
        return _Mine(journal.entries, journal.handed, journal)
    backup = read_backup(path, secret)
    return _Mine(backup.entries, backup.handed, None)


def _next(mine: _Mine, cohort: str, phase: Phase) -> Handed:
    made = share.handed.from_file(cohort, mine.handed, phase=phase, entries=mine.entries)
    return made if mine.journal is None or share.handed.of(cohort, mine.handed) else made.model_copy(update={"seq": 1})


def _remember(mine: _Mine, handed: Handed | None) -> None:
    if mine.journal and handed:
        mine.journal.hand_over([handed])


def _chosen(entries: Sequence[Entry], exercises: str | None) -> frozenset[str]:
    """The exercises that go. Raises ShareError for one that was not finished."""
    done = {one.exercise for one in entries if one.outcome}
    if exercises is None:
        return frozenset(done)
    wanted = [name.strip() for name in exercises.split(",") if name.strip()]
    missing = [name for name in wanted if name not in done]
    if missing:
        raise share.ShareError(f"no finished answer to “{missing[0]}” is there. Leave --exercises out to write all")
    return frozenset(wanted)


def _listed(entries: Sequence[Entry], chosen: frozenset[str]) -> str:
    """What could go, and which entries hold own words, by their id."""
    lines = []
    for name, times in Counter(one.exercise for one in entries if one.outcome and one.exercise in chosen).items():
        lines.append(f"{name}  {times} {'answer' if times == 1 else 'answers'}")
        lines += [
            f"  own words in {one.id}, try {one.attempt}"
            for one in entries
            if one.exercise == name and one.outcome and share.own(one)
        ]
    return "\n".join(lines) or "Nothing is finished yet, so there is nothing to share."


def _words(
    entries: Sequence[Entry], ticked: Sequence[str], by: dict[str, str], *, ask: bool | None, reason: str
) -> dict[str, dict[str, str]]:
    """The own words that go, after looking for what might identify somebody."""
    known = {one.id: one for one in entries if one.outcome}
    unknown = [name for name in ticked if name not in known]
    if unknown:
        raise share.ShareError(f"no finished entry has the id “{unknown[0]}”. Leave --to out to see the ids")
    places = {name: share.own(known[name]) for name in ticked}
    texts = [
        portfolio.Text(id=f"{name} {place}", label=f"{known[name].exercise}:", text=text)
        for name, own in places.items()
        for place, text in own.items()
    ]
    if not texts:
        return {}
    looked = look_through(texts, by, ask=ask, reason=reason)
    click.echo(privacy.CAUTION, err=True)
    return {name: {place: looked.texts[f"{name} {place}"] for place in own} for name, own in places.items()}


def _code(mine: _Mine, name: str, exercises: dict[str, Authored], handed: Handed, phase: Phase) -> tuple[str, str]:
    """The latest answer to one exercise as a code, and what of the file it leaves out."""
    if not any(one.exercise == name and one.outcome for one in mine.entries):
        raise share.ShareError(f"no finished answer to “{name}” is there. Leave --code out to see what is")
    if name not in exercises:
        raise share.ShareError(f"“{name}” is not in this course. Use the version it was answered in")
    *others, latest = share.gather(mine.entries, handed=handed, exercises=[name], phase=phase).answers
    made = share.write_code(latest, share.keys(exercises[name]), handed.share)
    try:
        share.read_code(made, exercises)
    except share.CodeError:
        raise share.ShareError(
            f"“{name}” was answered before it changed. Answer it again, or hand over a file"
        ) from None
    more = ["your answer before it" if len(others) == 1 else f"your {len(others)} answers before it"] if others else []
    out = [*share.left_out(latest), *more]
    return made, f"The latest answer, and none of your words. Left out: {'; '.join(out) or 'nothing else'}."


def _counted(answers: Sequence[object]) -> str:
    return f"{len(answers)} {'answer' if len(answers) == 1 else 'answers'}"


def _own_words(count: int) -> str:
    if count == 0:
        return "none of your own words"
    return f"your own words in {count} {'entry' if count == 1 else 'entries'}"
