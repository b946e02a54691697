"""What might identify somebody in a text: numbers, addresses and dates by rule, and words with a capital for a review.

The rules stand in `rules.yml`. The browser has the same functions in `js/src/judge/privacy.ts`; both are held
together by `tests/vectors/privacy.json`. There is no model of names: such models find English names twice as often as
others. Rules read strings and not stories: a rare condition or a small village can point at a person as well.
"""

from powerwith.privacy.capitals import Name, names, replaced
from powerwith.privacy.gathered import NAME, SMALL, Find, Place, gathered, rewritten
from powerwith.privacy.in_words import CAUTION, PrivacyError, in_words, read_text
from powerwith.privacy.reference import identifies_page, is_found, is_shown
from powerwith.privacy.rulebook import (
    FILE,
    Finder,
    called,
    compiled,
    read_rules,
    rules,
    rules_json,
    rules_script,
    words_script,
)
from powerwith.privacy.spots import Spot, found

__all__ = [
    "CAUTION", "FILE", "NAME", "SMALL", "Find", "Finder", "Name", "Place", "PrivacyError", "Spot", "called", "compiled",
    "found", "gathered", "identifies_page", "in_words", "is_found", "is_shown", "names", "read_rules", "read_text",
    "replaced", "rewritten", "rules", "rules_json", "rules_script", "words_script",
]  # fmt: skip
