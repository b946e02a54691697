"""Which tests of a fault ran, and how they ended; `make faults` names the file for it in POWERWITH_FAULTS."""

import json
import re
from collections import defaultdict
from pathlib import Path

NAMED = re.compile(r"::(test_(?P<id>[bd]\d\d)_\w+)")
"""A test is of a fault by its name: `test_b05_...` is of B05."""

_ended: dict[str, dict[str, bool]] = defaultdict(dict)


def note_fault(nodeid: str, *, passed: bool) -> None:
    """A test with several cases has passed when all of them have."""
    if found := NAMED.search(nodeid):
        tests = _ended[found["id"].upper()]
        tests[found[1]] = tests.get(found[1], True) and passed


def write_faults(path: Path, *, is_worker: bool) -> None:
    """Write what was noted. Workers tell the process that started them, which alone writes."""
    if not is_worker:
        path.write_text(json.dumps({key: _ended[key] for key in sorted(_ended)}, indent=1), encoding="utf-8")
