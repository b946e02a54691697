"""The page about faults says what the tests found, and each fault said to be survived has its tests in this tree."""

import ast
import functools
import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from faults import NAMED

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def tool() -> Iterator[ModuleType]:
    """tools/faults.py, which is no part of the package."""
    sys.path.insert(0, str(ROOT / "tools"))
    spec = importlib.util.spec_from_file_location("tool_faults", ROOT / "tools" / "faults.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(ROOT / "tools"))


@functools.cache  # the whole tree is read for it
def in_tree() -> frozenset[str]:
    """The names of all tests of this tree that are of a fault."""
    names = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return frozenset(name for name in names if NAMED.match(f"::{name}"))


def test_every_fault_is_described_once(tool: ModuleType) -> None:
    described = tool.described()
    assert [fault["id"] for fault in described["browser"]] == [f"B{n:02}" for n in range(1, 29)]
    assert [fault["id"] for fault in described["disk"]] == [f"D{n:02}" for n in range(1, 21)]


def test_the_page_is_what_was_noted(tool: ModuleType) -> None:
    noted = json.loads((ROOT / "tests" / "faults.json").read_text(encoding="utf-8"))
    fresh = tool.page(tool.described(), noted)
    page = (ROOT / "book" / "reference" / "faults.md").read_text(encoding="utf-8")
    assert page == fresh, (
        "book/reference/faults.md is stale. Run `make faults`, or `.venv/bin/python tools/faults.py --page`."
    )


def test_what_is_said_to_be_survived_has_its_tests_here() -> None:
    noted = json.loads((ROOT / "tests" / "faults.json").read_text(encoding="utf-8"))
    for fault, note in noted["faults"].items():
        gone = set(note["tests"]) - in_tree()
        assert not gone, f"{fault}: {', '.join(sorted(gone))} passed once and is not here. Run `make faults`."
        assert all(name.startswith(f"test_{fault.lower()}_") for name in note["tests"])


def test_a_fault_without_a_passing_test_is_not_survived(tool: ModuleType) -> None:
    noted = {"faults": {"B01": {"on": "2026-11-22", "tests": {"test_b01_a": True, "test_b01_b": False}}}}
    assert tool.outcome("B01", noted) == (False, "**not survived**")
    assert tool.outcome("B02", noted) == (False, "not tried yet")
    noted["faults"]["B01"]["tests"]["test_b01_b"] = True  # type: ignore[index]
    assert tool.outcome("B01", noted) == (True, "survived (Chromium)")


def test_firefox_is_named_where_twenty_faults_are_tried_in_it() -> None:
    tried = {name[5:8] for name in in_tree() if re.search("_in_firefox_", name)}
    assert len(tried) >= 20
