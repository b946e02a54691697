"""How hard our prose is to read: the Flesch–Kincaid grade, with a syllable counter of our own.

grade = 0.39 · words / sentences + 11.8 · syllables / words − 15.59 (Kincaid and others, 1975). A word is a run of
letters and digits with apostrophes and hyphens inside. A sentence ends at `.`, `!`, `?` or `…` before a space, and
where its paragraph ends. The grade knows length and nothing else: no jargon, no order of thought. Read aloud as well.
"""

import functools
import re
from collections.abc import Iterable

WORD = re.compile(r"\d+(?:[.,]\d+)+|[A-Za-zÀ-ɏ0-9]+(?:['’\-‑][A-Za-zÀ-ɏ0-9]+)*")
END = re.compile(r"(?<!\be\.g)(?<!\bi\.e)[.!?…]+[\"”’)\]]*(?=\s|$)")

_VOWELS = re.compile(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]+")
_SILENT = re.compile(
    r"[^aeiouy]e$(?<![^aeiouylr]le)"  # like, hope; not table
    r"|(?:[^aeiouytd]|[aeou]y)ed$(?<![^aeiouylr]led)"  # asked, stayed; not wanted, settled
    r"|[^aeiouysxzcg]es$(?<![sc]hes)(?<![^aeiouylr]les)"  # times; not pages, watches, tables
    r"|[aeiouy][^aeiouyl]e(?:ly|ful|less|ments?|ness|fully|lessly)$"  # likely, careful
    r"|^(?:some|home|there|where|ware|fore|side|time|life|care|safe|note|eye)(?=[bcfghklmnpt]|where|sight)"  # notebook
)
_APART = re.compile(
    r"ia(?!g|ls?\b|ns?\b|lly)|(?<![tcsgxnl])io|eo(?!p|u)"  # diary, period, video; not marriage, special, nation
    r"|(?<![qg])ua[lrt]|[^gq]uou|[^q]uel|iu|crea(?=t(?!ure))"  # usual, fuel, create
    r"|[aeiou]ing|yi|(?<=[aeou])y(?!ed\b)[aeo]"  # being, saying, beyond
    r"|(?<![tch])ien(?=ce|t)|(?<!h)iet|ie(?=rs?$|st$)"  # client, quiet, easier
    r"|sms?$"  # sarcasm
)
_IRREGULAR = {
    "everything": 3, "everybody": 4, "everyone": 3, "anyone": 3, "someone": 2, "whoever": 3, "evening": 2,
    "evenings": 2, "idea": 3, "ideas": 3, "area": 3, "areas": 3, "colleague": 2, "colleagues": 2, "technique": 2,
    "techniques": 2, "hundred": 2, "mr": 2, "mrs": 2, "ms": 1, "dr": 2, "reassurance": 4, "safety": 2, "ninety": 2,
    "suicide": 3, "beforehand": 3, "elsewhere": 2, "recipe": 3, "union": 2, "tired": 2, "choir": 2, "science": 2,
    "nineteen": 2, "friendly": 2, "brilliant": 2, "business": 2, "table": 2, "people": 2,
}  # fmt: skip
_SHORT_NOT = frozenset({"do", "ca", "wo", "are", "were", "ai", "sha"})


def syllables(word: str) -> int:
    """How many syllables a word has, near enough: its groups of vowels, less a silent e, plus vowels that part."""
    if word.isupper() and 1 < len(word) <= 5:
        return len(word)
    return sum(_syllables(part) for part in re.split(r"[-‑]", word.lower().replace("’", "'")) if part)


@functools.cache
def _syllables(word: str) -> int:
    bare = re.sub(r"'(?:s|d|m|re|ve|ll)?$", "", word)
    negated = 0
    if bare.endswith("n't"):
        bare = bare[:-3]
        negated = 0 if bare in _SHORT_NOT else 1
    if bare in _IRREGULAR:
        return _IRREGULAR[bare] + negated
    if bare[:1].isdigit():
        return sum(letter.isdigit() for letter in bare)
    groups = len(_VOWELS.findall(bare))
    silent = len(_SILENT.findall(bare)) if groups > 1 else 0
    return max(1, groups - silent + len(_APART.findall(bare))) + negated


def sentences(text: str) -> list[tuple[int, list[str]]]:
    """Each sentence of a paragraph as its place in the text and its words."""
    found, start = [], 0
    for end in [*(match.end() for match in END.finditer(text)), len(text)]:
        words = WORD.findall(text[start:end])
        if words:
            found.append((start + len(text[start:end]) - len(text[start:end].lstrip()), words))
        start = end
    return found


def grade(paragraphs: Iterable[str]) -> float:
    """The Flesch–Kincaid grade of some paragraphs together. Without words it is 0."""
    counted = [words for text in paragraphs for _, words in sentences(text)]
    words = [word for sentence in counted for word in sentence]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(counted) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def size(paragraphs: Iterable[str]) -> int:
    """How many words some paragraphs have."""
    return sum(len(WORD.findall(text)) for text in paragraphs)
