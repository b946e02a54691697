"""The codes a reply can carry, named as in MITI 4.2.1 and MISC 2.5 where those have a term."""

from typing import Literal, get_args

HarmCode = Literal["CONFRONT", "DIRECT", "PERSUADE", "WARN", "MINIMISE", "POWER", "LABEL", "PATRONISE", "BUT_CANCEL"]
"""Wording that can shrink a person. BUT_CANCEL, LABEL, MINIMISE, PATRONISE and POWER are our own additions."""

HelpCode = Literal[
    "AFFIRM", "AUTONOMY", "SEEK", "REFLECT", "REFLECT_FEELING", "QUESTION_OPEN", "QUESTION_CLOSED",
    "GIVE_INFO", "PERSUADE_PERM", "SMALL_STEP", "SHARE_POWER", "SUPPORT",
]  # fmt: skip
"""Wording that makes room for a person. SHARE_POWER and SMALL_STEP are our own additions."""

NoticeCode = Literal[
    "PRAISE_GENERAL", "PRAISE_INFLATED", "ASSUME", "SHRINK", "SCORE", "CONTEXT_BLIND", "NAME_CONTEXT", "DREAM"
]
"""Wording worth a second look: never harm and never a strength, only a question. All of them are our own additions."""

Code = HarmCode | HelpCode
MarkCode = Code | NoticeCode
"""What a mark of the coach can carry. Exercises and counts know the 21 codes only."""

HARM_CODES: frozenset[str] = frozenset(get_args(HarmCode))
HELP_CODES: frozenset[str] = frozenset(get_args(HelpCode))
NOTICE_CODES: frozenset[str] = frozenset(get_args(NoticeCode))
