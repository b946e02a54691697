"""Conversations: where a reply leads, whether every route ends, and what their author should look at."""

from powerwith.conversation.exploring import Explored, Known, explore, known, main_route, route
from powerwith.conversation.faults import every_fault, faults, wishes
from powerwith.conversation.telling import condition, leads, letters, moved, names
from powerwith.conversation.twin import (
    ConversationError,
    Position,
    begin,
    hears,
    holds,
    place,
    places,
    spoken,
    step,
    walk,
)

__all__ = [
    "ConversationError", "Explored", "Known", "Position", "begin", "condition", "every_fault", "explore", "faults",
    "hears", "holds", "known", "leads", "letters", "main_route", "moved", "names", "place", "places", "route", "spoken",
    "step", "walk", "wishes",
]  # fmt: skip
