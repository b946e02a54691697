"""Loads the rule files and turns them into the one plain program that Python and the browser interpret."""

import functools
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from powerwith.coach.glass import compiled_glass
from powerwith.coach.pattern import PatternError, compile_pattern
from powerwith.model import Rule, Surrounding
from powerwith.source import Located, Problem, SourceError, closest, load

FOLDER = Path(__file__).parent
BUILT_IN = ("asked", "shouted", "quoted")
"""Contexts that come from reading itself: the sentence ends with ? or with !, the words stand in quotation marks."""

SCRIPT_HEAD = "globalThis.powerwithRules="

_RULES = TypeAdapter(tuple[Rule, ...])
_SURROUNDINGS = TypeAdapter(tuple[Surrounding, ...])
_SLOTS = TypeAdapter(dict[str, tuple[str, ...]])

Compiled = dict[str, Any]


@dataclass(frozen=True)
class Rulebook:
    """Everything authored: rules in the order of their files, named contexts, word lists."""

    rules: tuple[Rule, ...]
    surroundings: tuple[Surrounding, ...]
    slots: dict[str, tuple[str, ...]]


def read_rulebook(folder: Path = FOLDER) -> Rulebook:
    """Read `words.yml`, `contexts.yml` and every file of `rules/`. Raises SourceError with every problem."""
    slots, _ = load(folder / "words.yml", _SLOTS)
    surroundings, context_places = load(folder / "contexts.yml", _SURROUNDINGS)
    known = (*BUILT_IN, *(item.id for item in surroundings))
    problems = _pattern_problems(surroundings, context_places, slots, ("patterns",))
    rules: list[Rule] = []
    for path in sorted((folder / "rules").glob("*.yml")):
        try:
            authored, places = load(path, _RULES)
        except SourceError as error:
            problems.extend(error.problems)
            continue
        problems.extend(_pattern_problems(authored, places, slots, ("patterns", "then", "spares")))
        problems.extend(_name_problems(authored, places, known, {rule.id for rule in rules}, path.name.split(".")[0]))
        rules.extend(authored)
    if problems:
        raise SourceError(tuple(problems))
    return Rulebook(tuple(rules), surroundings, slots)


@functools.cache
def rulebook() -> Rulebook:
    """The course's own rulebook, read once."""
    return read_rulebook()


def records() -> tuple[Rule, ...]:
    """Every rule as it was written, with its examples."""
    return rulebook().rules


def compile_rulebook(book: Rulebook) -> Compiled:
    """The rulebook as plain JSON values, without examples. `version` is a digest of all the rest.

    `texts` holds what each rule says, why, and its offers (a notice: what it asks), in the order of the rules; prose
    kept together packs well.
    """

    def lines(patterns: Iterable[str]) -> list[str]:
        return [compile_pattern(pattern, book.slots) for pattern in patterns]

    rules = [_compiled_rule(rule, lines) for rule in book.rules]
    contexts = [{"id": c.id, "scope": c.scope, "lines": lines(c.patterns)} for c in book.surroundings]
    slots = {name: list(words) for name, words in book.slots.items()}
    texts = [[rule.says, rule.why, *([rule.asks] if rule.asks else rule.offers)] for rule in book.rules]
    plain: Compiled = {"v": 1, "rules": rules, "contexts": contexts, "slots": slots, "texts": texts}
    plain["glass"] = compiled_glass()
    digest = hashlib.sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]
    return {"version": digest, **plain}


def _compiled_rule(rule: Rule, lines: Callable[[Iterable[str]], list[str]]) -> Compiled:
    compiled: Compiled = {"id": rule.id, "code": rule.code, "strength": rule.strength, "lines": lines(rule.patterns)}
    for name in ("then", "spares"):
        if getattr(rule, name):
            compiled[name] = lines(getattr(rule, name))
    for name in ("when", "unless", "answered"):
        if getattr(rule, name):
            compiled[name] = list(getattr(rule, name))
    if rule.marks != "words":
        compiled["marks"] = rule.marks
    return compiled


@functools.cache
def compiled() -> Compiled:
    """The compiled rules: the JSON that the page and the notebook widget receive."""
    return compile_rulebook(rulebook())


def rules_script() -> str:
    """The compiled rules as the classic script a page loads, since `fetch` fails on file://."""
    return SCRIPT_HEAD + json.dumps(compiled(), ensure_ascii=False, separators=(",", ":")) + ";\n"


def rules_version() -> str:
    """Sixteen hexadecimal digits that change whenever a rule changes what it finds or says."""
    return str(compiled()["version"])


def _pattern_problems(
    records: Iterable[Rule | Surrounding], places: Located, slots: dict[str, tuple[str, ...]], fields: tuple[str, ...]
) -> list[Problem]:
    problems = []
    for i, record in enumerate(records):
        for field in fields:
            for k, pattern in enumerate(getattr(record, field)):
                try:
                    compile_pattern(pattern, slots)
                except PatternError as error:
                    says, _, todo = str(error).partition(". ")
                    problems.append(Problem(places.place((i, field, k)), says, todo.rstrip(".")))
    return problems


def _name_problems(
    rules: Iterable[Rule], places: Located, known: tuple[str, ...], taken: set[str], stem: str
) -> list[Problem]:
    problems = []
    seen = set(taken)
    for i, rule in enumerate(rules):
        if rule.id in seen:
            problems.append(Problem(places.place((i, "id")), f"`{rule.id}` is already a rule", "Choose another id"))
        seen.add(rule.id)
        if rule.code.lower().replace("_", "-") != stem:
            todo = f"Move it to `{rule.code.lower().replace('_', '-')}.yml`"
            problems.append(Problem(places.place((i, "code")), f"a {rule.code} rule stands in `{stem}.yml`", todo))
        for field in ("when", "unless"):
            for k, name in enumerate(getattr(rule, field)):
                if name not in known:
                    near = closest(name, known)
                    todo = f"Did you mean `{near}`?" if near else f"Known: {', '.join(known)}"
                    problems.append(Problem(places.place((i, field, k)), f"`{name}` is not a context", todo))
    return problems
