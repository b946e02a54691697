"""Law, codes and words that differ from country to country: read, checked against each other, and asked how old."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from powerwith.model.local import HOMES, LocalFile, LocalText, PersonWord, Topic
from powerwith.source import Located, Problem, SourceError, closest, load

_TOPICS: TypeAdapter[tuple[Topic, ...]] = TypeAdapter(tuple[Topic, ...])
_WORDS: TypeAdapter[tuple[PersonWord, ...]] = TypeAdapter(tuple[PersonWord, ...])
_COUNTRY: TypeAdapter[LocalFile] = TypeAdapter(LocalFile)


class LocalError(SourceError):
    """The files about countries do not fit together."""


@dataclass(frozen=True)
class Local:
    """What the course knows about places."""

    topics: dict[str, Topic]
    texts: dict[tuple[str, str], LocalText]
    """By topic and country."""
    words: tuple[PersonWord, ...]
    files: tuple[Path, ...]
    """What was read, so that an edit builds the pages again."""

    def topic(self, topic_id: str, place: str) -> Topic:
        """The topic of that id. Raises LocalError naming the closest one."""
        if topic_id not in self.topics:
            near = closest(topic_id, list(self.topics))
            todo = f"Did you mean `{near}`?" if near else f"Known: {', '.join(self.topics)}"
            raise LocalError((Problem(place, f"there is no local topic `{topic_id}`", todo),))
        return self.topics[topic_id]


def load_local(folder: Path) -> Local:
    """Read `topics.yml`, `words.yml` and one file for each country. Raises LocalError with every problem at once."""
    problems: list[Problem] = []
    files = tuple(sorted(folder.glob("*.yml")))
    texts: dict[tuple[str, str], LocalText] = {}
    topics, _ = _read(folder / "topics.yml", _TOPICS, problems) or ((), None)
    words, _ = _read(folder / "words.yml", _WORDS, problems) or ((), None)
    known = {topic.id: topic for topic in topics}
    for path in files:
        if path.stem in ("topics", "words"):
            continue
        read = _read(path, _COUNTRY, problems)
        if read is None:
            continue
        country, located = read[0].country, read[1]
        for i, text in enumerate(read[0].texts):
            if text.topic not in known:
                says = f"`{text.topic}` is not in topics.yml"
                problems.append(Problem(located.place(("texts", i, "topic")), says, "Name a topic from that list"))
            if (text.topic, country) in texts:
                says = f"`{text.topic}` is there twice for {country}"
                problems.append(Problem(located.place(("texts", i, "topic")), says, "Keep one of them"))
            texts[text.topic, country] = text
    for topic in known.values():
        missing = [country for country in HOMES if (topic.id, country) not in texts]
        if missing:
            says = f"`{topic.id}` has no text for {', '.join(missing)}"
            problems.append(Problem(f"{folder.name}/topics.yml:1", says, "Write one, or let the topic go"))
    if problems:
        raise LocalError(tuple(problems))
    return Local(known, texts, words, files)


def _read(path: Path, adapter: TypeAdapter[Any], problems: list[Problem]) -> tuple[Any, Located] | None:
    try:
        return load(path, adapter, f"{path.parent.name}/{path.name}")
    except SourceError as error:
        problems += error.problems
        return None
