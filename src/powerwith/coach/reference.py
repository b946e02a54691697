"""The tables of the page "How the coach reads", made from the rule files so that page and coach cannot differ."""

from collections.abc import Iterable, Mapping, Sequence

from powerwith.coach.measured import NAMES
from powerwith.coach.moves import is_read, moves
from powerwith.coach.rulebook import records
from powerwith.model import HARM_CODES, HELP_CODES, NOTICE_CODES, Rule

BEGIN = "<!-- the rules begin: written by `make regen`, edit the rule files instead -->"
END = "<!-- the rules end -->"
MOVES_BEGIN = "<!-- the moves begin: written by `make regen`, edit src/powerwith/coach/moves.yml instead -->"
MOVES_END = "<!-- the moves end -->"

NOTICES = {
    "PRAISE_GENERAL": "praise in general",
    "PRAISE_INFLATED": "very big praise",
    "ASSUME": "a guess about them",
    "SHRINK": "the limit first",
    "SCORE": "counting what is missing",
    "CONTEXT_BLIND": "the person alone",
    "NAME_CONTEXT": "naming what stands in the way",
    "DREAM": "asking for a hope",
}
"""Each notice in the words of the exercises; a test holds them together with `js/src/view/words.ts`."""

READABLE = {"yes": "mostly", "partly": "in part", "no": "hardly"}
"""How much of a move the words alone show, as the page puts it."""


def reference_tables() -> str:
    """Every rule by code, as Markdown: what it says, one example, one offer."""
    rules = records()
    notices = [rule for rule in rules if rule.code in NOTICE_CODES]
    marks = [rule for rule in rules if rule.code not in NOTICE_CODES]
    counted = [f"{len(kind)} rules for {len({rule.code for rule in kind})} " for kind in (marks, notices)]
    parts = [f"{counted[0]}codes, and {counted[1]}notices."]
    for title, codes, table in (
        ("Could be heard as harmful", HARM_CODES, _table),
        ("Helps", HELP_CODES, _table),
        ("Only asks", NOTICE_CODES, _notice_table),
    ):
        parts.append(f"### {title}")
        for code in sorted(codes):
            parts.append(table(code, (rule for rule in rules if rule.code == code)))
    return "\n\n".join(parts)


def moves_table(lines: Mapping[str, Sequence[str]]) -> str:
    """Every move as Markdown: an example, what the coach can mark of it, how many of its lines, and what it cannot."""
    rows, found, of = [], 0, 0
    for move in moves():
        own = lines[move.id]
        read = sum(is_read(move, line) for line in own)
        found, of = found + read, of + len(own)
        marks = ", ".join([NAMES[code] for code in move.codes] + [f"*{NOTICES[code]}*" for code in move.notices])
        share = f"{READABLE[move.readable]}, {read} of {len(own)}"
        cells = (f"{move.id} {move.name}", f"“{_cell(own[0])}”", marks, share, _cell(move.beyond))
        rows.append(f"| {' | '.join(cells)} |")
    head = "| Move | Example | Marks it can get | Seen in words | What words cannot tell |\n|---|---|---|---|---|"
    return f"In {found} of the {of} lines the coach marks the move.\n\n{head}\n" + "\n".join(rows)


def reference_page(page: str) -> str:
    """The page with its tables of rules made again. Leaves everything outside their marks as it is."""
    return _between(page, BEGIN, END, reference_tables())


def moves_page(page: str, lines: Mapping[str, Sequence[str]]) -> str:
    """The page with its table of moves made again. Leaves everything outside their marks as it is."""
    return _between(page, MOVES_BEGIN, MOVES_END, moves_table(lines))


def _between(page: str, begin: str, end: str, made: str) -> str:
    before, first, rest = page.partition(begin)
    _, last, after = rest.partition(end)
    if not first or not last:
        raise ValueError(f"the page has lost a mark. Put `{begin}` and `{end}` round the tables")
    return f"{before}{begin}\n\n{made}\n\n{end}{after}"


def _table(code: str, rules: Iterable[Rule]) -> str:
    rows = []
    for rule in rules:
        offer = rule.offers[0] if rule.offers else "–"
        cells = (f"`{rule.id}`", _cell(rule.flags[0]), f"The words {_cell(rule.says)}", _cell(rule.why), _cell(offer))
        rows.append(f"| {' | '.join(cells)} |")
    head = "| Rule | Example | What it says | Why | One offer |\n|---|---|---|---|---|"
    return f"**{code}**\n\n{head}\n" + "\n".join(rows)


def _notice_table(code: str, rules: Iterable[Rule]) -> str:
    rows = []
    for rule in rules:
        answers = ", ".join(NAMES.get(each) or NOTICES[each] for each in rule.answered) or "–"
        says = f"The words {_cell(rule.says)}"
        cells = (f"`{rule.id}`", _cell(rule.flags[0]), says, _cell(rule.asks or ""), _cell(rule.why), answers)
        rows.append(f"| {' | '.join(cells)} |")
    head = "| Rule | Example | What it says | What it asks | Why | Stays away beside |\n|---|---|---|---|---|---|"
    return f"**{code}**\n\n{head}\n" + "\n".join(rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("$", "\\$").replace("*", "\\*")
