"""What each rule says of the words it marks, by its id: for a journal, where no rule is read any more."""

from powerwith.coach.rulebook import compiled


def in_words() -> dict[str, str]:
    """Rule id to the end of a sentence that begins with *These words*, such as *could be heard as an order.*"""
    source = compiled()
    said = {rule["id"]: texts[0] for rule, texts in zip(source["rules"], source["texts"], strict=True)}
    return said | {rule: says for rule, (_, says, *_) in source["glass"]["marks"].items()}
