"""Writes constraints.txt: the versions in .venv of everything the course and its tests stand on.

Walks from the course's own requirements, so what else somebody has installed in .venv (JupyterLab, say) stays
out. Packages that only one system or one Python wants stay free, so that the file holds on all of them.
"""

import sys
from importlib.metadata import PackageNotFoundError, distribution

import setup
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HEAD = """\
# The versions with which the course was built and tested, for Python 3.11 to 3.13. Made by `make pins`.
# pip install -c constraints.txt -e .
"""


def main() -> int:
    """Write the file; returns the exit code."""
    pins = {name: version for name, version in tree("powerwith", {"dev"}).items() if name != "powerwith"}
    lines = [f"{name}=={version}" for name, version in sorted(pins.items())]
    (setup.ROOT / "constraints.txt").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"constraints.txt: {len(lines)} versions.")
    return 0


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
