"""The `powerwith` command: for authors, and for the Makefile."""

import json
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

import click

from powerwith import assets, coach, maps, papers, portfolio, privacy, serve, terminal
from powerwith import lint as critic
from powerwith import today as todays
from powerwith.authors import authors_page
from powerwith.bank import Bank, load_bank
from powerwith.journal import Journal, JournalError, Secret, open_backup, open_journal, read_backup
from powerwith.lexicon import RULES, lexicon, rules_file, words_page
from powerwith.model import KINDS, NOTICE_CODES, Conversation, Entry, Planner, PlannerResponse
from powerwith.model.rule import Found
from powerwith.model.schema import schemas
from powerwith.source import SourceError
from powerwith.starter import starter

TWINS = (
    "codes",
    "conversations",
    "envelope",
    "planners",
    "portfolios",
    "privacy",
    "replies",
    "restore",
    "review",
    "schedule",
)
"""Examples in `tests/vectors/` that are made by Python and gone through by the browser too."""

THOUGHT = "Worth a thought. Neither harm nor strength, only a question:"


locked_too = click.option(
    "--passphrase-file", "secret", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    callback=lambda _context, _option, file: _secret(file),
    help="Where the passphrase or recovery code of a locked BACKUP stands. Left out, it is asked for.",
)  # fmt: skip


def _secret(file: Path | None) -> Secret:
    """Asked for only when a backup turns out to be locked; never an argument, since other people can see those."""
    if file is None:
        return lambda: click.prompt("Passphrase or recovery code", hide_input=True, err=True, type=str)
    try:
        return file.read_text(encoding="utf-8-sig").strip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise click.ClickException(f"{file}: it cannot be read as text. Name another file.") from None


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="powerwith")
def main() -> None:
    """Work on the Power With course: check it, add to it, look at it."""


@main.command()
@click.option("--cast", is_flag=True, help="Print who is shown with which problem and which strength, and stop.")
@click.option("--coverage", is_flag=True, help="Print what practises which idea. Exit code 1 if one has none.")
@click.option("--dates", is_flag=True, help="Print what was looked up too long ago, and stop. Exit code 1 if anything.")
@click.option("--ladder", is_flag=True, help="Print how many exercises each skill has on each rung, and stop.")
@click.option("--strict", is_flag=True, help="With a table: exit code 1 while it shows a gap.")
def lint(cast: bool, coverage: bool, dates: bool, ladder: bool, strict: bool) -> None:
    """Say in sentences what an author should look at. Exit code 1 if there is anything."""
    try:
        if dates:
            _dates()
            return
        bank = load_bank(_root() / "exercises")
        if cast or coverage or ladder:
            _tables(bank, cast=cast, coverage=coverage, ladder=ladder, strict=strict)
            return
        problems = critic.lint(bank, _root())
    except SourceError as error:
        problems = list(error.problems)
        bank = None
    for problem in problems:
        click.echo(str(problem))
    for size in critic.sizes(bank) if bank else ():
        click.echo(size)
    if problems:
        click.echo(f"{len(problems)} to look at.", err=True)
        sys.exit(1)
    click.echo(f"{len(bank.exercises) if bank else 0} exercises read. Nothing to mend.")


def _dates() -> None:
    old = critic.old_days(_root(), date.today())
    for problem in old:
        click.echo(str(problem))
    if old:
        click.echo(f"{len(old)} to look up again.", err=True)
        sys.exit(1)
    click.echo("Everything with a day was looked up recently enough.")


def _tables(bank: Bank, *, cast: bool, coverage: bool, ladder: bool, strict: bool) -> None:
    gaps = False
    if cast:
        click.echo(critic.cast_table(bank))
        gaps = bool(critic.only_helped(bank))
    if coverage:
        click.echo(critic.coverage_table(bank, _root()))
        strict = strict or not (cast or ladder)
        gaps = gaps or not all(critic.coverage(bank, _root()).values())
    if ladder:
        click.echo(critic.ladder_table(bank))
        gaps = gaps or bool(critic.missing_rungs(bank))
    if strict and gaps:
        sys.exit(1)


@main.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("exercise_id", metavar="ID")
@click.option("--chapter", default="ch09", show_default=True, help="Folder of the chapter it belongs to.")
def new(kind: str, exercise_id: str, chapter: str) -> None:
    """Write a commented starter file for an exercise of KIND with that ID."""
    path = _root() / "exercises" / chapter / f"{exercise_id}.yml"
    taken = list((_root() / "exercises").glob(f"*/{exercise_id}.yml"))
    if taken:
        raise click.ClickException(f"{taken[0].relative_to(_root())}: that id is taken. Choose another.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(starter(kind, exercise_id), encoding="utf-8")
    click.echo(f"{path.relative_to(_root())} written. See it with: powerwith preview {exercise_id}")


@main.command()
@click.argument("exercise_id", metavar="ID")
@click.option("--port", default=8000, show_default=True, help="Port on this machine; the next free one if it is taken.")
@click.option("--open/--no-open", "open_page", default=True, help="Open the browser, or only print the address.")
def preview(exercise_id: str, port: int, open_page: bool) -> None:
    """Open one exercise in the browser and follow edits to its file."""
    sys.exit(serve.preview(exercise_id, root=_root(), port=port, open_page=open_page))


@main.command("serve")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Another address only to look from another device."
)
@click.option("--port", default=8000, show_default=True, help="Port; the next free one if it is taken.")
@click.option("--live", is_flag=True, help="Build again and reload the page after every edit.")
@click.option("--open/--no-open", "open_page", default=True, help="Open the browser, or only print the address.")
def serve_command(host: str, port: int, live: bool, open_page: bool) -> None:
    """Build the book and show it on this device."""
    sys.exit(serve.serve_book(_root(), host=host, port=port, live=live, open_page=open_page))


@main.command("conversation")
@click.argument("exercise_id", metavar="ID")
@click.option(
    "--map",
    "drawing",
    is_flag=False,
    flag_value="-",
    metavar="[FILE.svg]",
    help="Show the routes instead: as an outline, or drawn into FILE.svg with the outline in FILE.txt.",
)
def conversation_command(exercise_id: str, drawing: str | None) -> None:
    """Talk with the person of conversation ID, here in the terminal."""
    conversation = _conversation(exercise_id)
    if drawing:
        _map(conversation, None if drawing == "-" else Path(drawing))
        return
    play = terminal.Play(conversation, lambda text: click.echo(terminal.wrapped(text)), _typed)
    if not play.play():
        says = "it ended before the conversation did. Give a reply for every turn, or q"
        raise click.ClickException(f"standard input: {says}.")


def _conversation(exercise_id: str) -> Conversation:
    try:
        found = load_bank(_root() / "exercises").find(exercise_id, "powerwith conversation")
    except SourceError as error:
        raise click.ClickException(str(error)) from None
    if not isinstance(found, Conversation):
        says = f"`{exercise_id}` is a {type(found).__name__.lower()}. Name a conversation"
        raise click.ClickException(f"powerwith conversation: {says}.")
    return found


def _map(conversation: Conversation, file: Path | None) -> None:
    outline = maps.outline(conversation)
    if file is None:
        click.echo(outline)
        return
    beside = file.with_suffix(".txt")
    if beside == file:
        raise click.UsageError(f"{file} would be overwritten by its own outline. Call the picture {file.stem}.svg")
    try:
        file.write_text(maps.picture(conversation), encoding="utf-8")
        beside.write_text(outline + "\n", encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{file}: it cannot be written ({error.strerror}). Choose another place.") from None
    click.echo(f"{file} and {beside} written.")


def _typed() -> str | None:
    """A line from whoever is there; None when the input has ended."""
    click.echo("> ", nl=False)
    line = sys.stdin.readline()
    if line and not sys.stdin.isatty():
        click.echo(line.rstrip("\n"))
    return line or None


@main.command("today")
@click.argument("backup", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Another day than today: 2026-11-22."
)
@locked_too
def today_command(backup: Path, day: datetime | None, secret: Secret) -> None:
    """Say today's three for the person of a BACKUP from My journal, and what comes back when."""
    try:
        bank = load_bank(_root() / "exercises")
        click.echo(todays.told(bank, read_backup(backup, secret), day.date() if day else date.today()))
    except (SourceError, JournalError) as error:
        raise click.ClickException(str(error)) from None


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


@main.group("journal", invoke_without_command=True)
@click.option(
    "--at", "folder", type=click.Path(path_type=Path), metavar="FOLDER", help="Another folder than the usual one."
)
@click.pass_context
def journal_command(context: click.Context, folder: Path | None) -> None:
    """Say where the journal on this device is, how many entries it holds, and when it was last backed up."""
    try:
        context.obj = open_journal(folder)
    except JournalError as error:
        raise click.ClickException(str(error)) from None
    if context.invoked_subcommand is None:
        click.echo(context.obj.status())


@journal_command.command("open")
@click.argument("backup", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@locked_too
@click.pass_obj
def journal_open(journal: Journal, backup: Path, secret: Secret) -> None:
    """Bring in a BACKUP from My journal, or a second copy of a journal. The same one again changes nothing."""
    _must_keep(journal)
    try:
        made = journal.open_backup(backup, secret)
    except JournalError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{backup}: {made.added} new, {made.newer} further along than here, {made.same} here already.")
    if made.further:
        click.echo("It brought progress from a code, too.")
    click.echo(journal.status())


@journal_command.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def journal_backup(journal: Journal, file: Path) -> None:
    """Write the whole journal into FILE, which My journal opens in a browser."""
    if file.exists():
        raise click.ClickException(f"{file}: this file is there already. Name another.")
    try:
        journal.write_backup(file)
    except JournalError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{file} written: {len(journal.entries)} entries. It holds what was typed: keep it where only you look.")


def _must_keep(journal: Journal) -> None:
    """A command ends at once, so what it only kept in memory would be gone."""
    if journal.mode != "disk":
        raise click.ClickException("\n".join(journal.status().says))


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
    planners = {e.id: e for e in load_bank(_root() / "exercises").exercises.values() if isinstance(e, Planner)}
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
        known = portfolio.shelf(load_bank(_root() / "exercises"))
        body = portfolio.find(body_id, portfolio.bodies())
        entries = open_backup(backup, secret)
        days = {"since": since.date() if since else None, "until": until.date() if until else None}
        if form is None:
            click.echo(portfolio.listed(entries, known))
            return
        chosen = portfolio.choose(entries, known, only=only, chapters=chapters, **days)
        moved = portfolio.moved(_pairs("--place", places), chosen, body)
        made = portfolio.gather(chosen, known, portfolio.bodies(), body, made=date.today(), headings=moved)
        looked = _look_through(portfolio.texts(made), _pairs("--replace", pairs), ask=ask, reason=reason.strip())
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


def _pairs(option: str, given: Iterable[str]) -> dict[str, str]:
    pairs = {}
    for one in given:
        old, sign, new = one.partition("=")
        if not (sign and old.strip() and new.strip()):
            raise click.UsageError(f'{option} “{one}” has no two sides. Write it as in {option} "Sam=Person A"')
        pairs[old.strip()] = new.strip()
    return pairs


def _look_through(
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


@main.command()
@click.option("--check", is_flag=True, help="Only say what is stale; exit code 1 if anything is.")
def regen(check: bool) -> None:
    """Make schemas, browser types, bundles and coach rules again from their sources."""
    stale = _renew({RULES: rules_file(lexicon())}, check=check)
    stale += _renew(_made(), check=check)
    if check:
        sys.exit(1 if stale else 0)
    _bundles()


def _renew(made: dict[Path, str], *, check: bool) -> list[Path]:
    """Write what is stale, or only tell of it. What the coach reads comes before what is made with the coach."""
    stale = [path for path, text in made.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        click.echo(f"{path.relative_to(_root())}: {'stale. Run `make regen`.' if check else 'written.'}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[path], encoding="utf-8")
    return stale


def _made() -> dict[Path, str]:
    """Every generated text file that needs no Node, by its path."""
    files = {
        _root() / "schema" / f"{name}.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas().items()
    }
    reference = _root() / "book" / "reference"
    vectors = _root() / "tests" / "vectors" / "coach"
    lines = json.loads((vectors / "moves.json").read_text(encoding="utf-8"))
    page = coach.moves_page(coach.reference_page((reference / "coach.md").read_text(encoding="utf-8")), lines)
    replies = coach.measured.sets(vectors)
    return files | {
        assets.FOLDER / "coach-rules.js": coach.rules_script(),
        assets.FOLDER / "privacy-rules.js": privacy.rules_script(),
        assets.FOLDER / "privacy-words.js": privacy.words_script(),
        reference / "coach.md": coach.measured.figures_page(page, replies),
        reference / "identifies.md": _identifies(reference / "identifies.md", vectors.parent),
        reference / "words.md": words_page(lexicon()),
        reference / "authors.md": authors_page((reference / "authors.md").read_text(encoding="utf-8")),
        vectors.parent / "privacy-rules.json": privacy.rules_json(),
        **{vectors.parent / f"{name}.json": _examples(vectors.parent, name) for name in TWINS},
    }


def _identifies(page: Path, folder: Path) -> str:
    held = json.loads((folder / "privacy-held-out.json").read_text(encoding="utf-8"))
    return privacy.identifies_page(page.read_text(encoding="utf-8"), held)


def _examples(folder: Path, name: str) -> str:
    """The examples that Python and the browser both go through."""
    return str(runpy.run_path(str(folder / f"make_{name}.py"))["made"]())


def _bundles() -> None:
    npm = shutil.which("npm")
    if npm is None:
        click.echo("js: npm is not here, so types and bundles stay as they are. Install Node 20 or later to make them.")
        return
    js = _root() / "js"
    if not (js / "node_modules").is_dir():
        subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=js, check=True)
    for step in ("wire", "build"):
        subprocess.run([npm, "run", "--silent", step], cwd=js, check=True)


def _root() -> Path:
    """The course's folder: here, or the nearest one above that holds a bank and a table of contents."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "exercises").is_dir() and (folder / "pyproject.toml").is_file():
            return folder
    raise click.ClickException(f"{here}: no course folder here or above. Change into the course's folder first.")


if __name__ == "__main__":
    main()
