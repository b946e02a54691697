"""The exercise bank: every exercise by its id, or every problem of every file."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from powerwith.model import Authored, Exercise, SkillName
from powerwith.source import Located, Problem, SourceError, closest, course_folder, load

_EXERCISE: TypeAdapter[Authored] = TypeAdapter(Exercise)
_SKILLS: TypeAdapter[tuple[SkillName, ...]] = TypeAdapter(tuple[SkillName, ...])


class BankError(SourceError):
    """The bank, or what somebody asked of it, has problems that an author can mend."""


@dataclass(frozen=True)
class Bank:
    """All exercises, in the order of their files."""

    folder: Path
    exercises: dict[str, Authored]
    located: dict[str, Located]

    def path(self, exercise_id: str) -> Path:
        """The file an exercise was read from."""
        return self.folder.parent / self.located[exercise_id].name

    def find(self, exercise_id: str, place: str) -> Authored:
        """The exercise of that id. Raises BankError naming the closest one."""
        if exercise_id not in self.exercises:
            raise BankError((Problem(place, *self._unknown(exercise_id)),))
        return self.exercises[exercise_id]

    def _unknown(self, exercise_id: str) -> tuple[str, str]:
        near = closest(exercise_id, list(self.exercises))
        todo = f"Did you mean `{near}`?" if near else f"Add {self.folder.name}/chNN/{exercise_id}.yml"
        return f"there is no exercise `{exercise_id}`", todo


def files(folder: Path) -> tuple[Path, ...]:
    """The exercise files of a bank: `exercises/chNN/ID.yml`. Run sheets for groups stand beside them."""
    return tuple(sorted(path for path in folder.glob("*/*.yml") if path.parent.name != "runsheets"))


def load_bank(folder: Path = Path("exercises")) -> Bank:
    """Read every exercise. Raises BankError with all problems of all files at once."""
    folder = folder.resolve()
    problems: list[Problem] = []
    exercises: dict[str, Authored] = {}
    located: dict[str, Located] = {}
    for path in files(folder):
        name = path.relative_to(folder.parent).as_posix()
        try:
            exercise, where = read(path, name)
        except SourceError as error:
            problems += error.problems
            continue
        if exercise.id in exercises:
            says = f"`{exercise.id}` is also the id in {located[exercise.id].name}"
            problems.append(Problem(where.place(("id",)), says, "Give one of them another id and file name"))
            continue
        exercises[exercise.id] = exercise
        located[exercise.id] = where
    if problems:
        raise BankError(tuple(problems))
    return Bank(folder, exercises, located)


@cache
def course_bank() -> Bank:
    """The course's bank, looked for from this folder upwards (for a notebook: its own). Read once."""
    return load_bank(course_folder() / "exercises")


def read(path: Path, name: str | None = None) -> tuple[Authored, Located]:
    """Read one exercise file. Raises SourceError."""
    exercise, where = load(path, _EXERCISE, name)
    if exercise.id != path.stem:
        says = f"the id is `{exercise.id}` and the file is called `{path.name}`"
        raise BankError((Problem(where.place(("id",)), says, f"Rename one, so that both are `{path.stem}`"),))
    return exercise, where


def load_skills(folder: Path = Path("exercises")) -> tuple[SkillName, ...]:
    """The skills by name, in the order in which they are taught; none for a bank without the list. Raises BankError."""
    return read_skills(folder)[0]


def read_skills(folder: Path) -> tuple[tuple[SkillName, ...], Located]:
    """The same, with their places."""
    path = folder.resolve() / "skills.yml"
    if not path.is_file():
        return (), Located(f"{folder.name}/{path.name}", [], {})
    try:
        skills, where = load(path, _SKILLS, f"{folder.name}/{path.name}")
    except SourceError as error:
        raise BankError(error.problems) from None
    ids = [one.id for one in skills]
    twice = [i for i, one in enumerate(ids) if one in ids[:i]]
    if twice:
        todo = "Name each skill once"
        raise BankError(tuple(Problem(where.place((i,)), f"the skill `{ids[i]}` is named twice", todo) for i in twice))
    return skills, where
