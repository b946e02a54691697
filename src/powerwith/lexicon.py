"""Words that can shrink people: the course's own cited lexicon, for the linter, the coach, drills and a page."""

import functools
import json
import re
from pathlib import Path

from pydantic import TypeAdapter

from powerwith.model.lexicon import Guide, Lexicon, Term, WordKind
from powerwith.source import Located, Problem, SourceError, closest, load

FILE = Path(__file__).with_suffix(".yml")

RULES = Path(__file__).parent / "coach" / "rules" / "label.lexicon.yml"
"""The coach's rules that are made from the terms said of people."""

RULES_HEAD = """\
# Made from src/powerwith/lexicon.yml by `make regen`: change the words there.
# They stand before the other rules for LABEL, so that where both mark the same words, the lexicon speaks.
"""

UNLESS = ("quoted", "reflected", "negated", "asked", "self-blame")
"""The contexts that spare a loaded word: somebody else's, given back, denied, asked about, or said of oneself."""

CRAFT = "craft"
"""The source of a term that stands for practice wisdom alone."""

KINDS: dict[WordKind, tuple[str, str]] = {
    "loaded": ("Words that blame or doubt", "They decide who is at fault before anybody has asked what happened."),
    "stigmatising": (
        "Words that make a condition the person",
        "They put one trait where somebody was.",
    ),
    "deficit": (
        "Words that count what is missing",
        "They name people by what they lack, and leave out what stands in the way.",
    ),
    "jargon": ("Office talk", "It is short for us and shuts others out."),
}
"""Each kind of word with its heading and its reason, in the order of the page."""

_HEAD = """\
# Words that can shrink people

This page lists the words that the author's check looks for in our own pages.
Each has a reason, a note on when it matters, and other words to try.
Some of them are said of people so often that the coach marks them in a reply, too.
[Chapter 9](../ch09.md) has six exercises with them, under *Words that travel*.
It is made from `src/powerwith/lexicon.yml`, so change it there.

It is no list of forbidden words. People choose their own names for themselves, and that is theirs.
A scene may need the very word it is about.
The check leaves alone what stands in quotation marks, in italics or in a block quote.
It leaves alone a passage marked as an example, too.

Usage here is British unless a line says otherwise.
“Disabled people” is the term of the {term}`social model` in the UK, so it is not on the list.
Words change. Where you know better, please tell us.
"""


def read_lexicon(path: Path = FILE) -> tuple[Lexicon, Located]:
    """Read the lexicon with the places of its parts. Raises SourceError with every problem."""
    lexicon, places = load(path, TypeAdapter(Lexicon))
    problems = _problems(lexicon, places)
    if problems:
        raise SourceError(tuple(problems))
    return lexicon, places


@functools.cache
def lexicon() -> Lexicon:
    """The course's own lexicon, read once."""
    return read_lexicon()[0]


def _problems(lexicon: Lexicon, places: Located) -> list[Problem]:
    problems = []
    seen: set[str] = set()
    used = {term.source for term in lexicon.terms}
    for i, term in enumerate(lexicon.terms):
        if term.term in seen:
            says = f"“{term.term}” is already a term"
            problems.append(Problem(places.place(("terms", i, "term")), says, "Put the patterns together"))
        seen.add(term.term)
        if "-" in term.source and term.source not in lexicon.guides:
            near = closest(term.source, list(lexicon.guides))
            todo = f"Did you mean `{near}`?" if near else "Add it under `guides:`"
            problems.append(Problem(places.place(("terms", i, "source")), f"`{term.source}` is not a guide", todo))
        if term.in_speech is not None and term.in_speech not in lexicon.spoken:
            near = closest(term.in_speech, list(lexicon.spoken))
            todo = f"Did you mean `{near}`?" if near else f"Known: {', '.join(lexicon.spoken)}"
            place = places.place(("terms", i, "in_speech"))
            problems.append(Problem(place, f"`{term.in_speech}` is not a group under `spoken`", todo))
        if (term.in_speech is None) == bool(term.said):
            says = f"“{term.term}” has only one of `in_speech` and `said`"
            problems.append(Problem(places.place(("terms", i, "term")), says, "Write both, or leave both out"))
    for name in lexicon.spoken:
        if not any(term.in_speech == name for term in lexicon.terms):
            place = places.place(("spoken", name))
            problems.append(Problem(place, f"no term is in the group `{name}`", "Name it in a term or leave it out"))
    for name in lexicon.guides:
        if name not in used:
            place = places.place(("guides", name))
            problems.append(Problem(place, f"no term cites the guide `{name}`", "Cite it or leave it out"))
    return problems


def rules_file(lexicon: Lexicon) -> str:
    """The rules by which the coach marks these words in a reply, as a rule file: one for each group."""
    rules = []
    for name, spoken in lexicon.spoken.items():
        terms = [term for term in lexicon.terms if term.in_speech == name]
        fields: dict[str, object] = {
            "id": f"word-{name}",
            "code": "LABEL",
            "strength": "heard",
            "patterns": [_spelt(pattern, lexicon) for term in terms for pattern in term.patterns],
            "unless": UNLESS,
            "spares": [*lexicon.reported, *(_spelt(pattern, lexicon) for term in terms for pattern in term.spares)],
            "says": spoken.says,
            "why": spoken.why,
            "source": spoken.source,
            "offers": spoken.offers,
            "flags": [sentence for term in terms for sentence in term.said],
            "passes": spoken.passes,
        }
        written = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items())
        rules.append("- " + "\n  ".join(written))
    return RULES_HEAD + "\n".join(rules) + "\n"


def _spelt(pattern: str, lexicon: Lexicon) -> str:
    """A pattern with its word lists written out, since the coach has lists of its own."""
    return re.sub(r"\{([a-z]+)\}", lambda found: f"[{'|'.join(lexicon.lists[found[1]])}]", pattern)


def words_page(lexicon: Lexicon) -> str:
    """The reference page of all terms, as MyST Markdown."""
    parts = [_HEAD]
    for kind, (heading, reason) in KINDS.items():
        terms = sorted((term for term in lexicon.terms if term.kind == kind), key=lambda term: term.term.lower())
        parts += [f"## {heading}\n\n{reason}\n", *(_entry(term, lexicon) for term in terms)]
    parts.append("## Guides we read\n\nEach line says what we read of it. We copied no list.\n")
    for name, guide in sorted(lexicon.guides.items(), key=lambda item: item[1].title.lower()):
        parts.append(f"(guide-{name})=\n{_guide(guide)}\n")
    return "\n".join(parts)


def _entry(term: Term, lexicon: Lexicon) -> str:
    own = " People use it of themselves, and then it is theirs." if term.own_voice else ""
    spoken = " The coach marks it in a reply." if term.in_speech else ""
    tries = "; ".join(f"*{words}*" for words in term.alternatives)
    return (
        f"“{term.term}”\n: {term.why} **When it matters.** {term.context}{own}{spoken}\n\n"
        f": **Try** {tries}. **Source.** {_source(term, lexicon)}\n"
    )


def _source(term: Term, lexicon: Lexicon) -> str:
    nation = f" ({term.nation})" if term.nation else ""
    if term.source == CRAFT:
        return f"Craft{nation}: practice wisdom. We found no guide for it."
    if term.source in lexicon.guides:
        return f"[*{lexicon.guides[term.source].title}*](#guide-{term.source}){nation}."
    return f"{{cite:t}}`{term.source}`{nation}."


def _guide(guide: Guide) -> str:
    return f"*{guide.title}.* {guide.by}. `{guide.address}`. *Seen:* {guide.seen}"
