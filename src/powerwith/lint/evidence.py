"""Whether every claim of an evidence check has its source."""

import re
from collections.abc import Iterable, Iterator

from powerwith.prose import Passage
from powerwith.source import Problem

SECTION = "evidence check"

_STUDY = re.compile(
    r"who and how|\b(?:stud(?:y|ies)|trials?|experiments?|reviews?|survey|meta-analysis|randomised)\b"
    r"|\b\d[\d,.]*\s*(?:%|per cent|people|patients|children|students|adults|comparisons)",
    re.I,
)
_LIMIT = re.compile(r"\s*(?:what (?:it|they) do(?:es)? not show|no study here|none of these|these studies)\b", re.I)
"""How a sentence begins that says where the evidence stops."""


def uncited_claims(passages: Iterable[Passage]) -> Iterator[Problem]:
    """Paragraphs of an evidence check that speak of studies and name none."""
    for passage in passages:
        inside = any(heading.lower().startswith(SECTION) for heading in passage.headings)
        if not inside or passage.kind not in ("paragraph", "definition", "item") or passage.cites:
            continue
        claims = "".join(line + "\n" for line in re.split(r"(?<=[.!?])\s+", passage.text) if not _LIMIT.match(line))
        if _LIMIT.match(passage.text) or not _STUDY.search(claims):
            continue
        words = " ".join(passage.text.split()[:6])
        says = f"the claim “{words} …” in the evidence check names no source"
        yield Problem(passage.place(), says, "Add a citation, as in {cite:p}`goddu2018`, or say that it is craft")
