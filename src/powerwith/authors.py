"""The author's reference: every kind of exercise and every field, made from the published schema."""

import re
from collections.abc import Iterator
from typing import Any

from powerwith.model import HARM_CODES, HELP_CODES, KINDS, Authored
from powerwith.model.schema import schemas

BEGIN = "<!-- the fields begin: written by `make regen`, edit the records instead -->"
END = "<!-- the fields end -->"

EVERY, SHARED = "every", ("CastMember",)
"""The home of what all kinds share, and the records that live there."""

Schema = dict[str, Any]


def authors_page(page: str) -> str:
    """The page with everything between its marks made again. Raises ValueError where a mark is missing."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the page has no line “{BEGIN if not begin else END}”. Put it back")
    return f"{before}{BEGIN}\n\n{fields()}\n\n{END}{after}"


def fields() -> str:
    """Every field of every kind, as Markdown: first those that all kinds share."""
    defs: dict[str, Schema] = schemas()["exercise"]["$defs"]
    shared = list(Authored.model_fields)
    parts = ["## In every exercise", *_entries(defs["Choice"], ["kind", *shared], EVERY)]
    for name in SHARED:
        parts += _section(defs[name], EVERY)
    for kind, record in KINDS.items():
        own = [name for name in record.model_fields if name not in shared and name != "kind"]
        parts += [f"## Kind `{kind}`", str(record.__doc__), *_entries(defs[record.__name__], own, kind)]
        for name in _inside(defs[record.__name__], own, defs):
            parts += _section(defs[name], kind)
    return "\n\n".join(parts)


def _section(record: Schema, kind: str) -> list[str]:
    """One record that stands inside an exercise."""
    title, inside = record["title"], "" if kind == EVERY else f" in `{kind}`"
    head = f"({_target(title, kind)})=\n### {_called(title)}{inside}"
    return [head, _paragraphs(record["description"]), *_entries(record, list(record["properties"]), kind)]


def _paragraphs(description: str) -> str:
    """A description as Markdown: its line breaks gone, its paragraphs kept."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", description))


def _entries(record: Schema, names: list[str], kind: str) -> list[str]:
    needed = record.get("required", [])
    return [_entry(name, record["properties"][name], name in needed, kind) for name in names]


def _entry(name: str, field: Schema, needed: bool, kind: str) -> str:
    """One field: what it is for, then what can be written in it."""
    if name == "kind":
        about, field = "What kind of exercise it is. It decides which other fields there are.", {"enum": list(KINDS)}
    else:
        about = " ".join(field.get("description", "").split())
    must = "needed, " if needed or "const" in field else ""
    return f"`{name}`\n: {about} *{_capital(must + _words(field, kind) + _otherwise(field))}.*".replace(":  *", ": *")


def _otherwise(field: Schema) -> str:
    default = field.get("default")
    if default in (None, [], {}):
        return ""
    return f"; left out it is `{str(default).lower() if isinstance(default, bool) else default}`"


def _words(field: Schema, kind: str) -> str:
    """What can be written in a field, in words."""
    match field:
        case {"$ref": ref}:
            return f"the fields of {_link(ref, kind)}"
        case {"anyOf": several} | {"oneOf": several}:
            return _several(several, kind)
        case {"const": value}:
            return f"always `{value}`"
        case {"enum": values}:
            return _one_of(values)
        case {"type": "array", "prefixItems": [first, *_] as items}:
            return f"a list of {len(items)}, each with {_words(first, kind)}"
        case {"type": "array", "items": items}:
            return f"a list{_many(field)}{_each(items, kind)}"
        case {"type": "object", "patternProperties": inner}:
            return f"names, each with {_words(next(iter(inner.values())), kind)}"
        case {"type": "boolean"}:
            return "`true` or `false`"
        case {"type": "integer", "minimum": least, "maximum": most}:
            return f"a number from {least} to {most}"
        case {"type": "integer"}:
            return "a number"
    return _text(field)


def _each(items: Schema, kind: str) -> str:
    words = _words(items, kind)
    return f", each with {words}" if words.startswith("the fields") else f", each {words}"


def _text(field: Schema) -> str:
    pattern, longest = field.get("pattern", ""), field.get("maxLength")
    for part, words in (("^[a-z][a-z0-9]*(-", "a name"), ("seed-", "as `seed-027`"), ("[DE]", "as `E2`")):
        if part in pattern:
            return words
    if pattern:
        return "a key of that list"
    return {400: "a line", 2000: "text"}.get(longest or 0, f"a line of {longest} letters at most")


def _several(several: list[Schema], kind: str) -> str:
    parts = [part for part in several if part.get("type") != "null"]
    if len(parts) > 1 and all("enum" in part for part in parts):
        return _one_of([value for part in parts for value in part["enum"]])
    if len(parts) > 1 and all("$ref" in part for part in parts):
        return f"the fields of one of {', '.join(_link(part['$ref'], kind) for part in parts)}"
    return ", or ".join(_words(part, kind) for part in parts)


def _one_of(values: list[str]) -> str:
    for codes, words in ((HARM_CODES | HELP_CODES, "code"), (HARM_CODES, "harm code"), (HELP_CODES, "helping code")):
        if set(values) == codes:
            return f"a {words}"
    return f"one of {', '.join(f'`{value}`' for value in values)}"


def _many(field: Schema) -> str:
    least, most = field.get("minItems", 0), field.get("maxItems")
    if most is None:
        return f" of at least {least}" if least > 1 else ""
    return f" of {least} to {most}" if least else f" of at most {most}"


def _link(ref: str, kind: str) -> str:
    title = ref.rpartition("/")[2]
    return f"[{_called(title).lower()}](#{_target(title, EVERY if title in SHARED else kind)})"


def _target(title: str, kind: str) -> str:
    return f"author-{kind}-{title.lower()}"


def _called(title: str) -> str:
    """`ModelReply` in the words of this page: `Model reply`."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: f" {found[1].lower()}", title)


def _inside(record: Schema, names: list[str], defs: dict[str, Schema]) -> Iterator[str]:
    """The records inside these fields, each once, in the order in which an author meets them."""
    found: dict[str, None] = {}
    waiting = [record["properties"][name] for name in names]
    while waiting:
        for name in _refs(waiting.pop(0)):
            if name not in found:
                found[name] = None
                waiting.append(defs[name].get("properties", {}))
    yield from found


def _refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"].rpartition("/")[2]
        for key, item in value.items():
            if key != "discriminator":
                yield from _refs(item)
    elif isinstance(value, list):
        for item in value:
            yield from _refs(item)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
