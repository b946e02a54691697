"""The tables of the page *What might identify somebody*: the rules, and how much they find of what was held out."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from powerwith.privacy.capitals import names
from powerwith.privacy.rulebook import Finder, rules
from powerwith.privacy.spots import found

BEGIN, END = "<!-- rules: made by `make regen` -->", "<!-- end of rules -->"
COUNTS_BEGIN, COUNTS_END = "<!-- counts: made by `make regen` -->", "<!-- end of counts -->"
NAMES_BEGIN, NAMES_END = "<!-- names: made by `make regen` -->", "<!-- end of names -->"


def identifies_page(page: str, held: Mapping[str, Any]) -> str:
    """The page with its tables made again from the rules and the sentences held out. Leaves the rest as it is."""
    page = _between(page, BEGIN, END, rules_table())
    page = _between(page, COUNTS_BEGIN, COUNTS_END, counts_table(held))
    return _between(page, NAMES_BEGIN, NAMES_END, names_table(held))


def rules_table() -> str:
    """Every kind that is found by its form, in the order of the rule file."""
    kinds: dict[str, list[Finder]] = {}
    for rule in rules().rules:
        kinds.setdefault(rule.kind, []).append(rule)
    rows = [
        (_capital(some[0].called), _cell(some[0].finds[0]), _cell(some[0].leaves[0]), _sure(some), _yes(some[0].hint))
        for some in kinds.values()
    ]
    return _table(("What it looks like", "Found in", "Not in", "How sure", "Said while you write"), rows)


def counts_table(held: Mapping[str, Any]) -> str:
    """How many of the places that were held out are found, kind by kind, and how many clean sentences are marked."""
    called = {rule.kind: rule.called for rule in reversed(rules().rules)}
    rows = [
        (_capital(called[kind]), _share([is_found(text) for text in some])) for kind, some in held["marked"].items()
    ]
    flagged = _share([bool(found(text)) for text in held["clean"]])
    return _table(("Held out", "Found"), [*rows, ("Sentences with nothing in them, marked in vain", flagged)])


def names_table(held: Mapping[str, Any]) -> str:
    """How many names the review shows, group by group: in a sentence alone, and in an entry of six sentences."""
    rows = []
    for group, some in held["names"].items():
        alone = [is_shown(name, frame.replace("{}", name)) for name in some for frame in held["frames"]]
        whole = [is_shown(name, " ".join(held["frames"]).replace("{}", name)) for name in some]
        rows.append((group, _share(alone), _share(whole)))
    return _table(("Sixty names each", "In one sentence", "In a whole entry"), rows)


def is_found(marked: str) -> bool:
    """Whether any mark touches what stands between ⟦ and ⟧."""
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    spots = found(marked.replace("⟦", "").replace("⟧", ""))
    return any(spot.start < end and spot.end > start for spot in spots)


def is_shown(name: str, text: str) -> bool:
    """Whether the review shows every part of a name that has a capital, or a script without any."""
    parts = {part for part in name.split("-") if part.lower() != part or not part.isascii()}
    return parts <= {one.word for one in names(text)}


def _sure(some: list[Finder]) -> str:
    if any(rule.check == "mod-11" for rule in some):
        return "its check digit fits"
    return "hardly anything else" if any(rule.hard for rule in some) else "by its form"


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "only in the review"


def _share(hits: list[bool]) -> str:
    return f"{sum(hits)} of {len(hits)} ({100 * sum(hits) / len(hits):.1f} %)"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _cell(text: str) -> str:
    return (
        text.replace("|", "\\|")
        .replace("$", "\\$")
        .replace("*", "\\*")
        .replace("@", "&#64;")
        .replace("https:", "https&#58;")
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(_rows(head, rows))


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _between(page: str, begin: str, end: str, made: str) -> str:
    before, first, rest = page.partition(begin)
    _, last, after = rest.partition(end)
    if not first or not last:
        raise ValueError(f"the page has lost a mark. Put `{begin}` and `{end}` round the table")
    return f"{before}{begin}\n\n{made}\n\n{end}{after}"
