"""Conversations: where a reply leads, whether every route ends, and what their author should look at."""

from powerwith.conversation.exploring import Explored, Known, explore, known, main_route, route
from powerwith.conversation.faults import every_fault, faults, wishes
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
    "ConversationError", "Explored", "Known", "Position", "begin", "every_fault", "explore", "faults", "hears", "holds",
    "known", "main_route", "place", "places", "route", "spoken", "step", "walk", "wishes",
]  # fmt: skip
