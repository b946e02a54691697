"""Writes constraints.txt: the versions in .venv of everything the course and its tests stand on.

Walks from the course's own requirements, so what else somebody has installed in .venv stays out. Packages that
only one system or one Python wants stay free, so that the file holds on all of them. A version that refuses the
oldest Python we promise is named, not written: some packages refuse even an older 3.11.
"""

import sys
from importlib.metadata import PackageNotFoundError, distribution

import setup
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

LEFT_FREE = {"powerwith", "pip", "setuptools", "wheel"}  # ours, and what comes with each Python
OLDEST_PYTHON = "3.11.0"
HEAD = """\
# The versions with which the course was built and tested, for Python 3.11 to 3.13. Made by `make pins`.
# pip install -c constraints.txt -e .
"""


def main() -> int:
    """Write the file; returns the exit code."""
    pins = {name: version for name, version in tree("powerwith", {"dev", "lab"}).items() if name not in LEFT_FREE}
    narrow = [name for name in pins if OLDEST_PYTHON not in SpecifierSet(wanted_python(name))]
    if narrow:
        names = ", ".join(f"{name} {pins[name]} ({wanted_python(name)})" for name in narrow)
        print(f"constraints.txt: not written. Python {OLDEST_PYTHON} is too old for {names}. Install older ones.")
        return 1
    lines = [f"{name}=={version}" for name, version in sorted(pins.items())]
    (setup.ROOT / "constraints.txt").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"constraints.txt: {len(lines)} versions.")
    return 0


def wanted_python(name: str) -> str:
    """The Pythons a package says it runs on."""
    return str((distribution(name).metadata.get_all("Requires-Python") or [""])[0])


def tree(root: str, extras: set[str]) -> dict[str, str]:
    """Name and version of a package and everything below it that is installed."""
    versions: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    todo = [(root, extra) for extra in ("", *sorted(extras))]
    while todo:
        name, extra = todo.pop()
        name = canonicalize_name(name)
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue  # for another system or another Python
        versions[name] = found.version
        for line in found.requires or []:
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                todo.extend((need.name, wanted) for wanted in ("", *need.extras))
    return versions


if __name__ == "__main__":
    sys.exit(main())
