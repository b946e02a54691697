"""Writes a planner out for pen and paper: its questions with room to write, and what a good plan has."""

from docutils import nodes

from powerwith.model import Planner, RowsField
from powerwith.model.planner import SCALE_TOP, ChooseField, Column, DateField, FormField, ScaleField, WordsField
from powerwith.sphinx_ext.nodes import writing_lines
from powerwith.sphinx_ext.pieces import listed, para, paragraphs, revealed


def planner_body(planner: Planner) -> list[nodes.Node]:
    """Everything after the prompt."""
    made: list[nodes.Node] = []
    for part in planner.parts:
        made.append(para(part.title, "pw-part-title"))
        made += [para(part.about, "pw-hint")] if part.about else []
        for field in part.fields:
            made += _field(field)
    made += [para("What a good plan has", "pw-part-title"), listed([check.says for check in planner.checks])]
    return [*made, revealed("Afterwards", paragraphs(planner.afterwards))]


def _field(field: FormField) -> list[nodes.Node]:
    made: list[nodes.Node] = [para(field.label, "pw-question")]
    made += [para(field.hint, "pw-hint")] if field.hint else []
    match field:
        case ChooseField():
            return [*made, listed(list(field.options))]
        case ScaleField():
            numbers = " · ".join(str(number) for number in range(SCALE_TOP + 1))
            ends = f"0: {field.low}. {SCALE_TOP}: {field.high}."
            return [*made, para(ends, "pw-hint"), para(numbers, "pw-numbers")]
        case DateField():
            return [*made, writing_lines(count=1)]
        case RowsField():
            asked = [para(f"For each {field.row}:", "pw-hint"), listed([_column(column) for column in field.columns])]
            return [*made, *asked, writing_lines(count=2 * field.first)]
    made += [para(f"For example: {field.example}", "pw-hint", "pw-example")] if field.example else []
    return [*made, writing_lines(count=3 if isinstance(field, WordsField) else 1)]


def _column(column: Column) -> str:
    """A column by its name, with what can be chosen in it."""
    options = f" ({' / '.join(column.options)})" if column.options else ""
    numbers = f" (0 to {SCALE_TOP})" if column.type == "scale" else ""
    return column.label + options + numbers
