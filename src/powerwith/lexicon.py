"""Words that can shrink people: the course's own cited lexicon, for the linter, for drills and for a page."""

import functools
from pathlib import Path

from pydantic import TypeAdapter

from powerwith.model.lexicon import Guide, Lexicon, Term, WordKind
from powerwith.source import Located, Problem, SourceError, closest, load

FILE = Path(__file__).with_suffix(".yml")

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
It is made from `src/powerwith/lexicon.yml`, so change it there.

It is no list of forbidden words. People choose their own names for themselves, and that is theirs.
A scene may need the very word it is about.
The check leaves alone what stands in quotation marks, in italics or in a block quote.
It leaves alone a passage marked as an example, too.

Usage here is British unless a line says otherwise.
“Disabled people” is the term of the social model in the UK, so it is not on the list.
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
    for name in lexicon.guides:
        if name not in used:
            place = places.place(("guides", name))
            problems.append(Problem(place, f"no term cites the guide `{name}`", "Cite it or leave it out"))
    return problems


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
    tries = "; ".join(f"*{words}*" for words in term.alternatives)
    return (
        f"“{term.term}”\n: {term.why} **When it matters.** {term.context}{own}\n\n"
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
