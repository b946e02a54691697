"""The nouns of the course: what an exercise, an entry and a rule are. Pydantic and nothing else."""

from powerwith.model.authored import Authored, CastMember
from powerwith.model.base import Record
from powerwith.model.codes import HARM_CODES, HELP_CODES, NOTICE_CODES, Code, HarmCode, HelpCode, MarkCode, NoticeCode
from powerwith.model.conversation import Conversation, Ending, Gauge, Turn, When, ways
from powerwith.model.conversation import Reply as ConversationReply
from powerwith.model.entry import (
    Appeal,
    Backup,
    ChoiceResponse,
    ConversationResponse,
    Entry,
    Finding,
    Outcome,
    PlannerResponse,
    ReflectionResponse,
    Response,
    RewriteResponse,
    Said,
    Score,
    SortResponse,
)
from powerwith.model.exercise import (
    KINDS,
    MEANING,
    Card,
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
from powerwith.model.planner import Planner, RowsField, form
from powerwith.model.rule import Found, Rule, Surrounding
from powerwith.model.wire import Payload, ShelfMark

__all__ = [
    "HARM_CODES", "HELP_CODES", "KINDS", "MEANING", "NOTICE_CODES", "Appeal", "Authored", "Backup", "Card", "CastMember",
    "Choice", "MarkCode", "NoticeCode",
    "ChoiceResponse", "Code", "Context", "Conversation", "ConversationReply", "ConversationResponse", "Ending",
    "Entry", "Exercise", "Finding", "Found", "Gauge", "Group", "HarmCode", "HelpCode", "ModelReply", "Option",
    "Outcome", "Payload", "Planner", "PlannerResponse", "Question", "Record", "Reflection", "ReflectionResponse",
    "Response", "Rewrite", "RewriteResponse", "RowsField", "Rule", "Said", "Score", "ShelfMark", "Sort",
    "SortResponse", "Surrounding", "Turn", "When", "form", "ways",
]  # fmt: skip
