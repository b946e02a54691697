"""Runs a command with Node on the path and the front end's packages installed.

.venv/bin/python tools/with_node.py npm --prefix js run types
"""

import subprocess
import sys

import found
import setup


def main(command: list[str]) -> int:
    """Find or fetch Node, then run the command; returns its exit code."""
    notes = setup.ROOT / ".cache"
    notes.mkdir(exist_ok=True)
    node = found.node(notes / "node.log")
    if node is None:
        print("node: no Node 20 or newer could be had. Install one and run this again.", file=sys.stderr)
        return 1
    found.put_on_path(node)
    if not found.front_end_packages(notes / "npm.log"):
        print("js: npm could not fetch the front end's packages; .cache/npm.log says why.", file=sys.stderr)
        return 1
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
