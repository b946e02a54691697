"""The published formats: JSON Schema made from the records."""

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from powerwith.model.entry import Backup, Entry
from powerwith.model.envelope import Envelope, Lock
from powerwith.model.exercise import Exercise
from powerwith.model.portfolio import Bodies, Portfolio
from powerwith.model.rated import Scored
from powerwith.model.replies import ReplySheet, SheetMarks
from powerwith.model.runsheet import RunSheet, Slips
from powerwith.model.scale import Scale
from powerwith.model.share import Share
from powerwith.model.skill import SkillName
from powerwith.model.wire import Payload, ShelfMark

PUBLISHED: dict[str, Any] = {
    "exercise": Exercise,
    "entry": Entry,
    "backup": Backup,
    "envelope": Envelope,
    "lock": Lock,
    "payload": Payload,
    "shelf": ShelfMark,
    "runsheet": RunSheet,
    "slips": Slips,
    "scale": Scale,
    "scored": Scored,
    "reply-sheet": ReplySheet,
    "reply-marks": SheetMarks,
    "share": Share,
    "skills": tuple[SkillName, ...],
    "portfolio": Portfolio,
    "bodies": Bodies,
}
"""Name of the schema file to the record it describes."""


class _Plain(GenerateJsonSchema):
    """Without the titles that repeat each field's name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schemas() -> dict[str, JsonSchemaValue]:
    """Every published schema by name, in JSON Schema 2020-12."""
    return {name: _schema(name, record) for name, record in PUBLISHED.items()}


def _schema(name: str, record: Any) -> JsonSchemaValue:
    made = TypeAdapter(record).json_schema(schema_generator=_Plain)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name.capitalize()} | made
