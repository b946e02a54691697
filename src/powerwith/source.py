"""Authored YAML, read strictly, with the place of every value.

Authors write plain YAML. Three of its habits are refused, because each has surprised somebody: aliases
(one can hide a million copies in a line), duplicate keys (the last would win in silence), and the old
readings of `no` as false or `1:30` as ninety. Here a scalar is text unless it is written as a whole
number, `true`, `false` or `null`.
"""

import difflib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

T = TypeVar("T")
Path_ = tuple[str | int, ...]

SIZE_LIMIT = 200_000
"""The largest authored file, in bytes."""

DEPTH_LIMIT = 20

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C where PyYAML has it: ten times as fast, the same language."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing an author can mend: where, what is the case, what to do."""

    place: str
    says: str
    todo: str

    def __str__(self) -> str:
        return f"{self.place}: {self.says}. {self.todo}{'' if self.todo.endswith('?') else '.'}"


class SourceError(Exception):
    """Authored files that cannot be used yet. Holds every problem, not only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Located:
    """Plain values read from a file, and the line on which each of them stands."""

    name: str
    value: Any
    lines: dict[Path_, int]

    def place(self, path: Path_) -> str:
        """`file:line` of a value, or of the nearest one above it."""
        while path not in self.lines and path:
            path = path[:-1]
        return f"{self.name}:{self.lines.get(path, 1)}"


def read_yaml(path: Path, name: str | None = None) -> Located:
    """Read one file into plain values. Raises SourceError."""
    name = name or _shown(path)
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise _one(name, 1, f"the file has {size:,} bytes", f"Keep it under {SIZE_LIMIT:,}")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise _one(name, 1, f"the file cannot be read ({error.strerror})", "Look whether it is there") from None
    except UnicodeDecodeError:
        raise _one(name, 1, "the text is not UTF-8", "Save the file as UTF-8") from None
    return parse_yaml(text, name)


def parse_yaml(text: str, name: str) -> Located:
    """Read YAML text into plain values with places. Raises SourceError."""
    try:
        _refuse_traps(text, name)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        says = f"this is not YAML that can be read ({error.problem or error.context})"
        todo = "Look for a missing space after a colon, or put quotation marks round text that has a colon in it"
        raise _one(name, mark.line + 1 if mark else 1, says, todo) from None
    except yaml.YAMLError:
        raise _one(name, 1, "the file holds a character that YAML does not allow", "Remove it") from None
    except UnicodeEncodeError:
        raise _one(name, 1, "the file holds half a character", "Save it again as UTF-8") from None
    if node is None:
        raise _one(name, 1, "the file is empty", "Start with `powerwith new KIND ID`")
    reader = _Reader(name)
    value = reader.value(node, ())
    if reader.problems:
        raise SourceError(tuple(reader.problems))
    return Located(name, value, reader.lines)


def _refuse_traps(text: str, name: str) -> None:
    """Before composing, which is recursive: a deep file would end the process, an alias bomb the walk after it."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _one(
                name, line, f"`{getattr(event, 'anchor', '')}` is a YAML anchor or alias", "Write the text out instead"
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH_LIMIT:
            raise _one(name, line, "values are nested too deeply", f"Keep to {DEPTH_LIMIT} levels")


class _Reader:
    """Walks the composed nodes once and keeps values, lines and problems apart."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Path_, int] = {}
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, path: Path_) -> Any:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if not node.tag.startswith("tag:yaml.org,2002:") or node.tag.startswith("tag:yaml.org,2002:python"):
            self._problem(node, f"`{node.tag}` is a YAML tag", "Leave it out")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, i)) for i, child in enumerate(node.value)]
        return _scalar(cast(yaml.ScalarNode, node))

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str):
                self._problem(key_node, "a key is not a plain word", "Write `name: value`")
                continue
            if key in found:
                self._problem(key_node, f"`{key}` stands here a second time", "Keep one of the two")
                continue
            self.lines[(*path, key)] = key_node.start_mark.line + 1
            found[key] = self.value(value_node, (*path, key))
        return found

    def _problem(self, node: yaml.Node, says: str, todo: str) -> None:
        self.problems.append(Problem(f"{self.name}:{node.start_mark.line + 1}", says, todo))


def _scalar(node: yaml.ScalarNode) -> str | int | bool | None:
    text = cast(str, node.value)
    if node.style:
        return text
    if re.fullmatch(r"0|-?[1-9][0-9]{0,15}", text):
        return int(text)
    return {"true": True, "false": False, "null": None, "~": None, "": None}.get(text, text)


def load(path: Path, adapter: TypeAdapter[T], name: str | None = None) -> tuple[T, Located]:
    """Read one authored file into a record. Raises SourceError with every problem in it."""
    located = read_yaml(path, name)
    return fit(located, adapter), located


def fit(located: Located, adapter: TypeAdapter[T]) -> T:
    """Turn plain values into a record. Raises SourceError with a sentence for each that does not fit."""
    try:
        return adapter.validate_python(_frozen(located.value))
    except ValidationError as error:
        problems = _problems(located, error.errors(include_url=False))
        raise SourceError(tuple(sorted(problems, key=lambda p: (_line(p.place), p.says)))) from None


def closest(word: str, words: "list[str] | tuple[str, ...]") -> str | None:
    """The nearest known word to one that was probably mistyped, or None."""
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    return near[0] if near else None


def _frozen(value: Any) -> Any:
    """Lists become tuples, which is what frozen records hold."""
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return value


def _problems(located: Located, errors: list[ErrorDetails]) -> set[Problem]:
    """One problem for each cause: no echo of a mistyped field as a missing one, or of a bad item as too few."""
    found = [(own_path(located.value, details), details) for details in errors]
    missing = {path for path, details in found if details["type"] == "missing"}
    problems: set[Problem] = set()
    for path, details in found:
        if details["type"] == "too_short" and any(len(p) > len(path) and p[: len(path)] == path for p, _ in found):
            continue
        if details["type"] == "extra_forbidden":
            near = closest(str(path[-1]), [str(p[-1]) for p in missing if p[:-1] == path[:-1]])
            if near:
                missing.discard((*path[:-1], near))
                details = {**details, "ctx": {"near": near}}
        problems.add(_problem(located, path, details))
    echoes = {_problem(located, path, d) for path, d in found if d["type"] == "missing" and path not in missing}
    return problems - echoes


def _problem(located: Located, path: Path_, details: ErrorDetails) -> Problem:
    says, todo = _sentence(path, details)
    if details["type"].startswith("union_tag") and not path:
        path = ("kind",)
    if inner := re.match(r"([a-z_]+)\[(\d+)\]", says):
        path = (*path, inner[1], int(inner[2]))
    return Problem(located.place(path), says, todo)


def own_path(value: Any, details: ErrorDetails) -> Path_:
    """Pydantic's location without the union tags it puts in between."""
    path: list[str | int] = []
    for step in details["loc"]:
        inside = isinstance(step, int) and isinstance(value, list) and step < len(value)
        if not inside and not (isinstance(value, dict) and step in value):
            continue
        value = value[step]
        path.append(step)
    if details["type"] == "missing":
        path.append(details["loc"][-1])
    return tuple(path)


def spell(path: Path_) -> str:
    """`("options", 0, "text")` as an author reads it: `options[0].text`."""
    out = ""
    for step in path:
        out += f"[{step}]" if isinstance(step, int) else (f".{step}" if out else step)
    return out


def _sentence(path: Path_, details: ErrorDetails) -> tuple[str, str]:
    kind, ctx, given = details["type"], details.get("ctx", {}), details.get("input")
    owner, field = spell(path[:-1]) or "the file", path[-1] if path else ""
    here = f"`{spell(path)}`" if path else "the file"
    match kind:
        case "missing":
            return f"{owner} has no {field}", f"Add `{field}:`"
        case "extra_forbidden":
            todo = f"Did you mean `{ctx['near']}`?" if "near" in ctx else "Look at the spelling, or leave it out"
            return f"{owner} has a field `{field}` that is not known", todo
        case "value_error":
            says, _, todo = str(ctx["error"]).partition(". ")
            return says, todo.rstrip(".") or "Mend it"
        case "union_tag_not_found":
            tag = str(ctx["discriminator"]).strip("'")
            return f"{here} has no {tag}", f"Add `{tag}:`"
        case "union_tag_invalid":
            known = [t.strip(" '") for t in str(ctx["expected_tags"]).split(",")]
            tag = str(ctx["discriminator"]).strip("'")
            return f"{tag} is `{ctx['tag']}`", _did_you_mean(str(ctx["tag"]), known)
        case "literal_error":
            known = re.findall(r"'([^']*)'", str(ctx["expected"]))
            return f"{here} is `{given}`", _did_you_mean(str(given), known)
        case "string_type":
            return f"{here} is not text but {_what(given)}", "Write text; put quotation marks round it if need be"
        case "tuple_type" | "list_type":
            return f"{here} is not a list but {_what(given)}", "Write `- ` before each item, or `[one, two]`"
        case "int_type":
            return f"{here} is not a whole number but {_what(given)}", "Write a number without quotation marks"
        case "bool_type":
            return f"{here} is not true or false but {_what(given)}", "Write `true` or `false`"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"{here} is {_what(given)}, where named fields belong", "Write `field: value` lines"
        case "too_short":
            return f"{here} has {ctx['actual_length']} of at least {ctx['min_length']}", "Add what is missing"
        case "too_long":
            return f"{here} has {ctx['actual_length']} of at most {ctx['max_length']}", "Take some out"
        case "string_too_short":
            return f"{here} is empty", "Write something, or leave the field out"
        case "string_too_long":
            return f"{here} has {len(str(given)):,} characters", f"Keep it to {ctx['max_length']:,}"
        case "string_pattern_mismatch":
            return f"{here} is `{given}`", _shape(str(field or path[-2] if path else ""), str(ctx["pattern"]))
        case "greater_than_equal":
            return f"{here} is {given}", f"Use {ctx['ge']} or more"
        case "less_than_equal":
            return f"{here} is {given}", f"Use {ctx['le']} or less"
    return f"{here}: {details['msg'][:1].lower()}{details['msg'][1:]}", "Look at the reference page for this field"


def _did_you_mean(given: str, known: list[str]) -> str:
    near = closest(given, known)
    return (f"Did you mean `{near}`? " if near else "") + f"Known: {', '.join(known)}"


def _shape(field: str, pattern: str) -> str:
    if "seed-" in pattern:
        return "Name an idea from exercises/ideas.csv, from `seed-001` to `seed-131`"
    if "[DE]" in pattern:
        return "Name a move, D1 to D12 or E1 to E12"
    if pattern.startswith("^[a-z][a-z0-9]*(-"):
        return "Use small letters, digits and single hyphens, as in `brown-envelope`"
    return f"Write it in the form {pattern}"


def _what(given: Any) -> str:
    match given:
        case None:
            return "empty"
        case bool() | int():
            return f"`{str(given).lower()}`"
        case str():
            return f"the text `{given[:40]}`"
        case tuple() | list():
            return "a list"
    return "a group of fields"


def _line(place: str) -> int:
    return int(place.rpartition(":")[2])


def _shown(path: Path) -> str:
    """The path as the author can click on it: relative to where they stand, if it is below."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _one(name: str, line: int, says: str, todo: str) -> SourceError:
    return SourceError((Problem(f"{name}:{line}", says, todo),))


def course_folder(start: Path | None = None) -> Path:
    """The folder of the course: `start` (else where we are) or above it, or above this package.

    Raises FileNotFoundError.
    """
    here = start or Path.cwd()
    for folder in (here, *here.parents, *(() if start else Path(__file__).parents)):
        if (folder / "exercises").is_dir() and (folder / "_toc.yml").is_file():
            return folder
    raise FileNotFoundError(f"{here}: no course folder here or above. Go into the folder of the course.")
