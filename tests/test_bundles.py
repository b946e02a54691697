"""The scripts of a page stay small: what few pages need stands in a script of its own."""

import gzip

import pytest

from powerwith import assets

MOST = {"core": 30_000, "coach": 8_000, "lock": 12_000, "scale": 8_000}
"""Bytes as they travel. The core is on every page with an exercise; the others come after it."""


@pytest.mark.parametrize(("name", "most"), MOST.items(), ids=MOST)
def test_a_script_stays_small(name: str, most: int) -> None:
    script = assets.path(f"{name}.js").read_bytes()
    assert len(gzip.compress(script, 9)) <= most


def test_the_core_leaves_the_coach_to_its_own_script() -> None:
    """A sentence pattern's own words stand in the coach's script and no longer in the core."""
    assert "powerwithCoach=" in assets.path("coach.js").read_text(encoding="utf-8")
    assert "powerwithCoach=" not in assets.path("core.js").read_text(encoding="utf-8")


def test_a_hint_brings_only_the_rules_it_needs() -> None:
    scripts = [assets.path(name).read_bytes() for name in ("identifies.js", "privacy-rules.js")]
    assert sum(len(gzip.compress(script, 9)) for script in scripts) <= 12_000
