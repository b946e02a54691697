"""The coach: marks the words of a reply that carry a move, says what they do, and offers another wording."""

from powerwith.coach import measured
from powerwith.coach.check import Rules, check, in_order, prepare, rules
from powerwith.coach.in_words import in_words
from powerwith.coach.reference import moves_page, reference_page, reference_tables
from powerwith.coach.rulebook import compile_rulebook, compiled, read_rulebook, records, rules_script, rules_version

__all__ = [
    "Rules", "check", "compile_rulebook", "compiled", "in_order", "in_words", "measured", "moves_page",
    "prepare", "read_rulebook", "records", "reference_page", "reference_tables", "rules", "rules_script",
    "rules_version",
]  # fmt: skip
