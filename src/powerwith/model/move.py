"""The twenty-four moves that the course teaches, and how much of each a reader of words can see."""

from typing import Literal, Self

from pydantic import Field, model_validator

from powerwith.model.authored import MoveId
from powerwith.model.base import Line, Record
from powerwith.model.codes import HARM_CODES, HELP_CODES, Code, NoticeCode


class Move(Record):
    """One move: what the coach's codes and notices catch of it, and what no reading of words can tell."""

    id: MoveId = Field(description="D1 to D12 close doors, E1 to E12 open them.")
    name: Line = Field(description="What the course calls it.")
    codes: tuple[Code, ...] = Field((), description="The codes that its words can carry.")
    notices: tuple[NoticeCode, ...] = Field((), description="The notices that ask about it.")
    readable: Literal["yes", "partly", "no"] = Field(
        description="Whether words alone show it: `yes` in most of its forms, `partly` in some, `no` only by chance."
    )
    beyond: Line = Field(description="What cannot be read from the words, in one sentence.")

    @model_validator(mode="after")
    def _on_its_side(self) -> Self:
        other = HELP_CODES if self.id[0] == "D" else HARM_CODES
        if strays := [code for code in self.codes if code in other]:
            side = "closes" if self.id[0] == "D" else "opens"
            raise ValueError(f"`{self.id}` {side} doors and names {', '.join(strays)}. Name codes of its own side")
        if not self.codes and not self.notices:
            raise ValueError(f"`{self.id}` names no code and no notice. Name those its words can carry")
        return self
