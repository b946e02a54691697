"""The nouns of the course: what an exercise, an entry and a rule are. Pydantic and nothing else."""

from powerwith.model.base import Record
from powerwith.model.codes import HARM_CODES, HELP_CODES, Code, HarmCode, HelpCode
from powerwith.model.entry import (
    Appeal,
    Backup,
    ChoiceResponse,
    Entry,
    Finding,
    Outcome,
    ReflectionResponse,
    Response,
    RewriteResponse,
    Score,
    SortResponse,
)
from powerwith.model.exercise import (
    KINDS,
    MEANING,
    Authored,
    Card,
    CastMember,
    Choice,
    Context,
    Exercise,
    Group,
    ModelReply,
    Option,
    Question,
    Reflection,
    Rewrite,
    Sort,
)
from powerwith.model.rule import Found, Rule, Surrounding
from powerwith.model.wire import Payload, ShelfMark

__all__ = [
    "HARM_CODES", "HELP_CODES", "KINDS", "MEANING",
    "Appeal", "Authored", "Backup", "Card", "CastMember", "Choice", "ChoiceResponse", "Code", "Context",
    "Entry", "Exercise", "Finding", "Found", "Group", "HarmCode", "HelpCode", "ModelReply", "Option", "Outcome",
    "Payload", "Question", "Record", "Reflection", "ReflectionResponse", "Response", "Rewrite",
    "RewriteResponse", "Rule", "Score", "ShelfMark", "Sort", "SortResponse", "Surrounding",
]  # fmt: skip
