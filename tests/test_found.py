"""Which programs the tests take: a headless shell stands in for a Chromium only where it is the very same one."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def found(root: Path) -> Iterator[ModuleType]:
    """tools/found.py, which is no part of the package."""
    sys.path.insert(0, str(root / "tools"))
    spec = importlib.util.spec_from_file_location("tool_found", root / "tools" / "found.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(root / "tools"))


def program(path: Path, says: str) -> str:
    path.write_text(f"#!/bin/sh\necho '{says}'\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("says", "taken"),
    [
        pytest.param("Chromium 156.0.8078.79", True, id="the same"),
        pytest.param("Chromium 156.0.8078.7", False, id="another, by one sign"),
        pytest.param("Chromium 155.0.1.2", False, id="older"),
        pytest.param("", False, id="it does not start"),
    ],
)
def test_only_a_shell_of_the_same_version_is_taken(
    found: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, taken: bool
) -> None:
    chromium = program(tmp_path / "chromium", "Chromium 156.0.8078.79 built on Debian GNU/Linux 12")
    shell = program(tmp_path / "chromium-headless-shell", says)
    monkeypatch.setenv("PATH", str(tmp_path))  # and no apt-get: nothing may be fetched here
    monkeypatch.delenv("POWERWITH_SHELL", raising=False)
    assert found.headless_shell(chromium, tmp_path / "log") == (shell if taken else None)
