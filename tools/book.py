"""Builds the course into _build/html and says where it is, or what stands in the way."""

import sys
import time

import setup

from powerwith.serve import build_book


def main() -> int:
    """Build; returns the exit code."""
    started = time.monotonic()
    print("Building the book. The first time, its notebooks are run.", flush=True)
    problem = build_book(setup.ROOT)
    if problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"Built in {time.monotonic() - started:.0f} s: _build/html/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
