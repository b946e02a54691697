"""What tests of several rooms need: a small bank of files, and a server that answers for a while."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from powerwith.serve import Server

GOOD_CHOICE = """\
id: ID
kind: choice
title: Open the meeting
objective: Share control of the agenda.
minutes: 3
level: 1
skills: [ask]
rung: recognise
seeds: [seed-027]
setting: school
prompt: Dawit arrives late.
options:
  - text: We need to get through the form.
    effect: hurts
    feedback: The form leads.
    landed: They have decided.
  - text: Where would you like to start?
    effect: helps
    feedback: The agenda is shared.
    landed: I get a say.
"""


SHEET = """\
id: a-talk
title: A talk
aim: Hear a question from both sides.
people: 8 people
materials: [a watch]
room: Chairs in a ring.
prepare: Read it.
sessions:
  - title: One
    minutes: 30
    if_short: Leave out the drill.
    steps:
      - {title: Welcome, minutes: 10, how: everyone, what: Say hello.}
      - {title: Debate, minutes: 10, how: tables, what: Argue both sides., seeds: [seed-028]}
      - {title: Drill, minutes: 10, how: pairs, what: Do it., exercises: [good]}
if_it_goes_wrong:
  - {when: Nobody speaks, do: Count to ten.}
  - {when: “Not here.”, do: Ask what would have to change.}
aftercare: Stay a while.
"""
"""A run sheet that uses `good`."""


LADDER = (Path(__file__).parent / "vectors" / "a-borrowed-ladder.yml").read_text(encoding="utf-8")
"""A conversation whose author has nothing to mend, once there is the other one that it names."""


def two_conversations() -> dict[str, str]:
    """Two that name each other, for `write_bank`."""
    other = LADDER.replace("instead: a-lent-drill", "instead: a-borrowed-ladder")
    other = other.replace("id: a-borrowed-ladder", "id: a-lent-drill", 1)
    return {"a_borrowed_ladder": LADDER, "a_lent_drill": other}


def finished(place: int, exercise: str, day: str, response: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A finished attempt as a backup holds it: the `place`-th on this device, made on `day` (as in 2026-11-22)."""
    return {
        "v": 1,
        "id": f"00000000-0000-4000-8000-{place:012d}",
        "rev": 1,
        "exercise": exercise,
        "kind": response["kind"],
        "attempt": 1,
        "seq": place,
        "digest": "0123456789abcdef",
        "response": response,
        "outcome": {},
        "updated": f"{day}T09:00:00Z",
    } | changes


def backup_of(*entries: dict[str, Any], **more: Any) -> str:
    """A backup file of these entries, whatever is in them."""
    head = {"format": "powerwith-backup", "v": 1, "made": "2026-11-22T10:00:00Z"}
    return json.dumps(head | {"entries": list(entries)} | more)


def write_bank(folder: Path, **exercises: str) -> Path:
    """Write exercises into `folder/exercises/ch09`, each under its own id; `_` in a name becomes `-`."""
    chapter = folder / "exercises" / "ch09"
    chapter.mkdir(parents=True)
    for name, text in exercises.items():
        exercise_id = name.replace("_", "-")
        (chapter / f"{exercise_id}.yml").write_text(text.replace("id: ID", f"id: {exercise_id}"), encoding="utf-8")
    return chapter.parent


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """Let a server answer until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
