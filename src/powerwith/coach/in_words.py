"""What each rule says of the words it marks, by its id: for a journal, where no rule is read any more."""

from functools import cache

from powerwith.coach.glass import MARKS
from powerwith.coach.rulebook import records


@cache
def in_words() -> dict[str, str]:
    """Rule id to the end of a sentence that begins with *These words*, such as *could be heard as an order.*"""
    return {rule.id: rule.says for rule in records()} | {rule: says for rule, (_, says, *_) in MARKS.items()}
