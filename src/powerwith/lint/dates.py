"""What was looked up so long ago that it may no longer hold: law, codes, rules for CPD, telephone numbers."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from powerwith.lint.voice import Path_, texts
from powerwith.model import local, signpost
from powerwith.model.local import months_since
from powerwith.source import Located, Problem, read_yaml

DATED = {
    "book/local/*.yml": local.MONTHS_FRESH,
    "book/signposts.yml": signpost.MONTHS_FRESH,
    "src/powerwith/bodies.yml": local.MONTHS_FRESH,
}
"""Files whose records carry the day somebody looked them up, with the months for which that is trusted."""

DAY = "checked_on"
"""The field with the day."""


def old_days(root: Path, today: date) -> list[Problem]:
    """What has to be looked up again before the course is given away. Never part of `lint`, which knows no clock."""
    return [problem for pattern, months in DATED.items() for problem in _in_files(root, pattern, months, today)]


def _in_files(root: Path, pattern: str, months: int, today: date) -> Iterator[Problem]:
    for path in sorted(root.glob(pattern)):
        located = read_yaml(path, path.relative_to(root).as_posix())
        for where, text in texts(located.value):
            if where[-1] == DAY:
                yield from _judged(located, where, text, months=months, today=today)


def _judged(located: Located, where: Path_, text: str, *, months: int, today: date) -> Iterator[Problem]:
    place, name = located.place(where), _name(located.value, where[:-1])
    try:
        day = date.fromisoformat(text)
    except ValueError:
        yield Problem(place, f"{name} was looked up on “{text}”, which is no day", "Write year-month-day")
        return
    passed = months_since(day, today)
    if day > today:
        says = f"{name} was looked up on {day}, which is still to come"
        yield Problem(place, says, "Write the day on which somebody saw its pages")
    elif passed >= months:
        says = f"{name} was looked up on {day}, {passed} months ago, and {months} is too long"
        yield Problem(place, says, "Open its pages, mend what has changed, and write the day")


def _name(value: object, record: Path_) -> str:
    """What a record calls itself."""
    for step in record:
        value = value[step]  # type: ignore[index]
    assert isinstance(value, dict)
    return f"`{value.get('id') or value.get('topic')}`"
