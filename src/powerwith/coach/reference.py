"""The tables of the page "How the coach reads", made from the rule files so that page and coach cannot differ."""

from collections.abc import Iterable

from powerwith.coach.rulebook import records
from powerwith.model import HARM_CODES, HELP_CODES, Rule

BEGIN = "<!-- the rules begin: written by `make regen`, edit the rule files instead -->"
END = "<!-- the rules end -->"


def reference_tables() -> str:
    """Every rule by code, as Markdown: what it says, one example, one offer."""
    rules = records()
    parts = [f"{len(rules)} rules for {len({rule.code for rule in rules})} codes."]
    for title, codes in (("Could be heard as harmful", HARM_CODES), ("Helps", HELP_CODES)):
        parts.append(f"### {title}")
        for code in sorted(codes):
            parts.append(_table(code, (rule for rule in rules if rule.code == code)))
    return "\n\n".join(parts)


def reference_page(page: str) -> str:
    """The page with its tables made again. Leaves everything outside the two marks as it is."""
    before, mark, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError(f"the page has lost a mark. Put `{BEGIN}` and `{END}` round the tables")
    return f"{before}{BEGIN}\n\n{reference_tables()}\n\n{END}{after}"


def _table(code: str, rules: Iterable[Rule]) -> str:
    rows = []
    for rule in rules:
        offer = rule.offers[0] if rule.offers else "–"
        cells = (f"`{rule.id}`", _cell(rule.flags[0]), f"The words {_cell(rule.says)}", _cell(rule.why), _cell(offer))
        rows.append(f"| {' | '.join(cells)} |")
    head = "| Rule | Example | What it says | Why | One offer |\n|---|---|---|---|---|"
    return f"**{code}**\n\n{head}\n" + "\n".join(rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("$", "\\$").replace("*", "\\*")
