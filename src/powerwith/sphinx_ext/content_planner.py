"""Writes a planner out for pen and paper: its questions with room to write, and what a good plan has."""

from docutils import nodes

from powerwith.model import Planner, RowsField
from powerwith.model.planner import SCALE_TOP, ChooseField, Column, DateField, FormField, ScaleField, WordsField
from powerwith.sphinx_ext.nodes import reveal, writing_lines


def planner_body(planner: Planner) -> list[nodes.Node]:
    """Everything after the prompt."""
    made: list[nodes.Node] = []
    for part in planner.parts:
        made.append(_para(part.title, "pw-part-title"))
        made += [_para(part.about, "pw-hint")] if part.about else []
        for field in part.fields:
            made += _field(field)
    made += [_para("What a good plan has", "pw-part-title"), _list([check.says for check in planner.checks])]
    after = reveal(summary="Afterwards")
    after += [_para(text.strip().replace("\n", " ")) for text in planner.afterwards.split("\n\n")]
    return [*made, after]


def _field(field: FormField) -> list[nodes.Node]:
    made: list[nodes.Node] = [_para(field.label, "pw-question")]
    made += [_para(field.hint, "pw-hint")] if field.hint else []
    match field:
        case ChooseField():
            return [*made, _list(list(field.options))]
        case ScaleField():
            numbers = " · ".join(str(number) for number in range(SCALE_TOP + 1))
            ends = f"0: {field.low}. {SCALE_TOP}: {field.high}."
            return [*made, _para(ends, "pw-hint"), _para(numbers, "pw-numbers")]
        case DateField():
            return [*made, writing_lines(count=1)]
        case RowsField():
            asked = [_para(f"For each {field.row}:", "pw-hint"), _list([_column(column) for column in field.columns])]
            return [*made, *asked, writing_lines(count=2 * field.first)]
    made += [_para(f"For example: {field.example}", "pw-hint", "pw-example")] if field.example else []
    return [*made, writing_lines(count=3 if isinstance(field, WordsField) else 1)]


def _column(column: Column) -> str:
    """A column by its name, with what can be chosen in it."""
    options = f" ({' / '.join(column.options)})" if column.options else ""
    numbers = f" (0 to {SCALE_TOP})" if column.type == "scale" else ""
    return column.label + options + numbers


def _para(text: str, *classes: str) -> nodes.paragraph:
    return nodes.paragraph("", text, classes=list(classes))


def _list(texts: list[str]) -> nodes.bullet_list:
    return nodes.bullet_list("", *[nodes.list_item("", _para(text)) for text in texts])
