"""The codes a reply can carry, named as in MITI 4.2.1 and MISC 2.5 where those have a term."""

from typing import Literal, get_args

HarmCode = Literal["CONFRONT", "DIRECT", "PERSUADE", "WARN", "MINIMISE", "POWER", "LABEL", "PATRONISE", "BUT_CANCEL"]
"""Wording that can shrink a person. BUT_CANCEL, LABEL, MINIMISE, PATRONISE and POWER are our own additions."""

HelpCode = Literal[
    "AFFIRM", "AUTONOMY", "SEEK", "REFLECT", "REFLECT_FEELING", "QUESTION_OPEN", "QUESTION_CLOSED",
    "GIVE_INFO", "PERSUADE_PERM", "SMALL_STEP", "SHARE_POWER", "SUPPORT",
]  # fmt: skip
"""Wording that makes room for a person. SHARE_POWER and SMALL_STEP are our own additions."""

Code = HarmCode | HelpCode

HARM_CODES: frozenset[str] = frozenset(get_args(HarmCode))
HELP_CODES: frozenset[str] = frozenset(get_args(HelpCode))
