"""For what people take along: plans and portfolios from a backup."""

import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

import click

from powerwith import papers, portfolio, privacy
from powerwith.bank import load_bank
from powerwith.cli.base import course, locked_too, main
from powerwith.journal import JournalError, Secret, open_backup
from powerwith.model import Entry, Planner, PlannerResponse
from powerwith.source import SourceError


@main.command("plan")
@click.argument("backup", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--entry", "wanted", metavar="N|ID", help="Which plan: its number in the list, or its id. The newest if left out."
)
@click.option(
    "--to", "form", type=click.Choice(["docx", "html", "text"]), help="What to write. Left out, the plans are listed."
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="The file. Text is printed if this is left out."
)
@locked_too
def plan_command(backup: Path, wanted: str | None, form: str | None, out: Path | None, secret: Secret) -> None:
    """Write a plan from a BACKUP of My journal as a document, a page of HTML, or plain text."""
    planners = {e.id: e for e in load_bank(course() / "exercises").exercises.values() if isinstance(e, Planner)}
    try:
        plans = sorted((e for e in open_backup(backup, secret) if e.kind == "planner"), key=lambda entry: entry.seq)
        chosen = papers.choose(plans, wanted)
    except (JournalError, papers.PapersError) as error:
        raise click.ClickException(
            f"{backup}: {error}." if isinstance(error, papers.PapersError) else str(error)
        ) from None
    if form is None:
        click.echo(papers.listed(plans, {name: planner.title for name, planner in planners.items()}))
        return
    made = papers.written(*_plan(backup, chosen, planners), form)
    if form == "text" and out is None:
        click.echo(made.decode(), nl=False)
        return
    path = out or Path(f"{chosen.exercise}-{chosen.updated.date()}.{'txt' if form == 'text' else form}")
    if path.exists():
        raise click.ClickException(f"{path}: this file is there already. Name another with --out.")
    path.write_bytes(made)
    click.echo(f"{path} written. It holds what was typed: look through it for names before you share it.")


def _plan(backup: Path, entry: Entry, planners: dict[str, Planner]) -> tuple[Planner, PlannerResponse]:
    """The planner and what was typed into it."""
    planner, response = planners.get(entry.exercise), entry.response
    if planner is None or not isinstance(response, PlannerResponse):
        says = f"“{entry.exercise}” is not among the planners of this course"
        raise click.ClickException(f"{backup}: {says}. Use the version of the course it was written with.")
    return planner, response


@main.command("portfolio")
@click.argument("backup", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", "form", type=click.Choice(papers.FORMS), help="What to write. Left out, the entries are listed.")
@click.option("--body", "body_id", default="plain", show_default=True, metavar="BODY",
              help="Whose headings: plain, social-work-england, hcpc, nmc, cdi or casw.")  # fmt: skip
@click.option("--only", multiple=True, metavar="ID", help="An exercise or one entry by its id. Can be given again.")
@click.option(
    "--chapter", "chapters", multiple=True, metavar="CHAPTER", help="A folder such as ch09. Can be given again."
)
@click.option(
    "--from", "since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="From this day on: 2026-11-22."
)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Up to this day.")
@click.option("--place", "places", multiple=True, metavar="ID=HEADING", help="Put one entry under another heading.")
@click.option("--replace", "pairs", multiple=True, metavar='"OLD=NEW"', help="Replace a word or name everywhere in it.")
@click.option(
    "--keep-as-is", "reason", default="", metavar="REASON", help="Why what is left may stay in; it is printed."
)
@click.option("--ask/--no-ask", default=None, help="Ask about each thing found. Usual when you sit at a terminal.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file.")
@locked_too
def portfolio_command(
    backup: Path,
    form: str | None,
    body_id: str,
    only: tuple[str, ...],
    chapters: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    places: tuple[str, ...],
    pairs: tuple[str, ...],
    reason: str,
    ask: bool | None,
    out: Path | None,
    secret: Secret,
) -> None:
    """Write a portfolio of entries from a BACKUP of My journal, after looking for what might identify somebody."""
    try:
        known = portfolio.shelf(load_bank(course() / "exercises"))
        body = portfolio.find(body_id, portfolio.bodies())
        entries = open_backup(backup, secret)
        days = {"since": since.date() if since else None, "until": until.date() if until else None}
        if form is None:
            click.echo(portfolio.listed(entries, known))
            return
        chosen = portfolio.choose(entries, known, only=only, chapters=chapters, **days)
        moved = portfolio.moved(in_pairs("--place", places), chosen, body)
        made = portfolio.gather(chosen, known, portfolio.bodies(), body, made=date.today(), headings=moved)
        looked = look_through(portfolio.texts(made), in_pairs("--replace", pairs), ask=ask, reason=reason.strip())
    except (SourceError, JournalError) as error:
        raise click.ClickException(str(error)) from None
    except portfolio.PortfolioError as error:
        raise click.ClickException(f"{backup}: {error}.") from None
    made = portfolio.reviewed(made, looked.texts, reason.strip() if looked.hard else "")
    path = out or Path(f"portfolio-{made.made}.{form}")
    if path.exists():
        raise click.ClickException(f"{path}: this file is there already. Name another with --out.")
    path.write_bytes(papers.portfolio_file(made, portfolio.bodies(), body, form))
    click.echo(
        f"{path} written: {len(made.pieces)} {'entry' if len(made.pieces) == 1 else 'entries'}. {privacy.CAUTION}"
    )


def in_pairs(option: str, given: Iterable[str]) -> dict[str, str]:
    pairs = {}
    for one in given:
        old, sign, new = one.partition("=")
        if not (sign and old.strip() and new.strip()):
            raise click.UsageError(f'{option} “{one}” has no two sides. Write it as in {option} "Sam=Person A"')
        pairs[old.strip()] = new.strip()
    return pairs


def look_through(
    texts: Sequence[portfolio.Text], by: dict[str, str], *, ask: bool | None, reason: str
) -> portfolio.LookedThrough:
    """What was found, decided by the options or asked about one by one. Stops while something hard is undecided."""
    looked = portfolio.look_through(texts, by)
    if sys.stdin.isatty() if ask is None else ask:
        return _asked(texts, by, looked, reason)
    for find in looked.left:
        click.echo(portfolio.in_words(find, texts, looked), err=True)
    if looked.hard and not reason:
        says = f"“{looked.hard[0].text}” is probably {privacy.called(looked.hard[0].kind)}, and nothing was written"
        raise portfolio.PortfolioError(f"{says}. Use --replace to change it, or --keep-as-is and say why it may stay")
    return looked


def _asked(
    texts: Sequence[portfolio.Text], by: dict[str, str], looked: portfolio.LookedThrough, reason: str
) -> portfolio.LookedThrough:
    """Goes through what was found once; what was replaced takes its other spellings along."""
    stays: set[str] = set()
    while find := next((one for one in looked.left if one.id not in stays), None):
        click.echo(portfolio.in_words(find, texts, looked))
        kind = privacy.called(find.kind) if find.kind not in (privacy.NAME, privacy.SMALL) else ""
        offer = f"[{kind.partition(' ')[2]}]" if kind else portfolio.next_letter(looked, by)
        new = click.prompt(f"Write instead (+ for {offer}, Enter leaves it)", default="", show_default=False).strip()
        if not new and find.hard and not reason:
            click.echo("This one can only stay with --keep-as-is and a reason.")
        elif new:
            by = {**by, find.text: offer if new == "+" else new}
            looked = portfolio.look_through(texts, by)
        else:
            stays.add(find.id)
    return looked
