"""What professional bodies ask for, from the dated file `bodies.yml`."""

import functools
from pathlib import Path

from pydantic import TypeAdapter

from powerwith.model.portfolio import Bodies, Body, EntryKind
from powerwith.source import Problem, SourceError, closest, load

FILE = Path(__file__).parents[1] / "bodies.yml"

_BODIES: TypeAdapter[Bodies] = TypeAdapter(Bodies)


def read_bodies(path: Path = FILE) -> Bodies:
    """The file as it stands. Raises SourceError with every problem in it."""
    file, located = load(path, _BODIES)
    names = [one.id for one in file.bodies]
    twice = [i for i, name in enumerate(names) if name in names[:i]]
    says = "`{}` is there twice"
    problems = [Problem(located.place(("bodies", i)), says.format(names[i]), "Give each its own id") for i in twice]
    if problems:
        raise SourceError(tuple(problems))
    return file


@functools.cache
def bodies() -> Bodies:
    """The course's own file, read once."""
    return read_bodies()


def find(name: str, among: Bodies) -> Body:
    """The body of that id. Raises SourceError naming the closest one."""
    known = {one.id: one for one in among.bodies}
    if name not in known:
        near = closest(name, list(known))
        todo = f"Did you mean `{near}`?" if near else f"Known: {', '.join(known)}"
        raise SourceError((Problem(FILE.name, f"there is no body `{name}`", todo),))
    return known[name]


def place(body: Body, kind: EntryKind, skill: str | None) -> str:
    """The heading under which an entry stands: that of its main skill, or else that of its kind."""
    for one in body.headings:
        if skill in one.skills:
            return one.id
    return next(one.id for one in body.headings if kind in one.takes)
