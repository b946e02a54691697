"""What an author should look at in one pack of cases: a fair comparison, sheets that give nothing away, fair words."""

import re
from collections.abc import Iterator

from powerwith.bank import Bank
from powerwith.lint.grade import grade, sentences
from powerwith.model import Vignette, told
from powerwith.model.vignette import UNREAD, is_unread

Path_ = tuple[str | int, ...]
Look = tuple[Path_, str, str]

NEVER = ("your bias score", "you are biased", "you're biased", "passed", "significant", "proves", "proven")
"""Words that are never said to learners about such an experiment."""

SHORTEST, LONGEST = 50, 140
"""Words of a case. Shorter ones leave nothing but the phrases to judge by; longer ones hide them."""

WIDEST = 5
"""So many words may one version of a case be longer than the other."""

MOST_PHRASE = 9
LITTLE = 3
"""Words of a version's name that are this short, such as “the”, say nothing."""

HARDEST = 8.0

_CRIME = re.compile(
    r"\b(abus\w*|assault\w*|arrest\w*|crim\w*|offen[cd]\w*|police|prison|robb\w*|stole\w*|theft|viole\w*)\b",
    re.IGNORECASE,
)


def check_vignette(pack: Vignette) -> Iterator[Look]:
    """Each thing to look at as its path in the file, what is the case, and what to do."""
    yield from _said_before(pack)
    yield from _never(pack)
    yield from _alike(pack)
    yield from _hard_to_read(pack)
    yield from _marker(pack)


def unread(bank: Bank) -> Iterator[str]:
    """Packs with a marker that nobody who lives with it has read. A page says the same; only people can mend it."""
    for one in bank.exercises.values():
        if isinstance(one, Vignette) and is_unread(one):
            yield f"{one.id}: {UNREAD} Put the record under `reviewed`."


def _said_before(pack: Vignette) -> Iterator[Look]:
    """Consent names the four things without which nobody could decide."""
    for word, what in (("chance", "chance"), ("group", "the group"), ("skip|leave out", "skipping"),
                       ("withdraw|take .* back", "withdrawing")):  # fmt: skip
        if not re.search(word, pack.consent, re.IGNORECASE):
            says = f"what is said before does not speak of {what}"
            yield ("consent",), says, "Say that chance decides, that only the group counts, how to skip and withdraw"


def _never(pack: Vignette) -> Iterator[Look]:
    spoken = {"prompt": pack.prompt, "consent": pack.consent, "debrief": pack.debrief, "asks": pack.asks}
    for name, text in spoken.items():
        for words in NEVER:
            if re.search(rf"\b{re.escape(words)}\b", text.replace("’", "'"), re.IGNORECASE):
                yield (name,), f"it says “{words}”", "Leave it out: nothing here is a verdict, on anybody"


def _alike(pack: Vignette) -> Iterator[Look]:
    for i, case in enumerate(pack.cases):
        counts = [len(told(case, version).split()) for version in ("a", "b")]
        if not all(SHORTEST <= count <= LONGEST for count in counts):
            says = f"the case has {counts[0]} and {counts[1]} words"
            yield ("cases", i, "text"), says, f"Write {SHORTEST} to {LONGEST}, so that there is more to judge by"
        if abs(counts[0] - counts[1]) > WIDEST:
            says = f"one version is {abs(counts[0] - counts[1])} words longer"
            yield ("cases", i, "phrases"), says, "Give both the same facts in about as many words"
        for k, phrase in enumerate(case.phrases):
            if max(len(phrase.a.split()), len(phrase.b.split())) > MOST_PHRASE:
                says = f"a phrase has more than {MOST_PHRASE} words"
                yield ("cases", i, "phrases", k), says, "Change words, not facts: keep it short"
        for word in (*pack.versions.a.split(), *pack.versions.b.split()):
            if len(word) > LITTLE and re.search(rf"\b{re.escape(word)}\b", case.title, re.IGNORECASE):
                yield ("cases", i, "title"), f"the title says “{word}”", "Let the title give nothing away"


def _hard_to_read(pack: Vignette) -> Iterator[Look]:
    for i, case in enumerate(pack.cases):
        found = max(grade([told(case, version)]) for version in ("a", "b"))
        if found > HARDEST:
            says = f"the case has reading grade {found:.1f}, and {HARDEST:.0f} is the most"
            yield ("cases", i, "text"), says, "Use shorter sentences and everyday words"
    for i, one in enumerate(pack.outcomes):
        if sum(1 for _ in sentences(one.asks)) > 1:
            yield ("outcomes", i, "asks"), "it asks two things", "Ask one thing in one sentence"


def _marker(pack: Vignette) -> Iterator[Look]:
    """A marker may stand beside no crime. Who has read the pack is told by `unread`."""
    if pack.design != "marker":
        return
    for i, case in enumerate(pack.cases):
        if found := _CRIME.search(told(case, "a") + " " + told(case, "b")):
            says = f"a marker stands in a case that says “{found[0]}”"
            yield ("cases", i, "text"), says, "Leave crime and abuse out of cases with a marker"
