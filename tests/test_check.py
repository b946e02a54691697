"""The run of all tests: what is done beside other steps is counted, and told in one piece afterwards."""

import importlib.util
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def check(root: Path) -> Iterator[ModuleType]:
    """tools/check.py, which is no part of the package."""
    sys.path.insert(0, str(root / "tools"))
    spec = importlib.util.spec_from_file_location("tool_check", root / "tools" / "check.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its records ask for it
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]
    sys.path.remove(str(root / "tools"))


def test_steps_beside_others_keep_their_words_together(check: ModuleType, capfdbinary: pytest.CaptureFixture) -> None:
    def speaking(code: int) -> object:
        return lambda: check.from_exit(check.run([sys.executable, "-c", f"print('said {code}'); exit({code})"])[0], "")

    with ThreadPoolExecutor(max_workers=1) as beside:
        later = beside.submit(check.aside, [("quiet one", speaking(0)), ("failing one", speaking(3))])
        check.say("before all others\n")
        steps, words = later.result()
    assert capfdbinary.readouterr().out == b"before all others\n"
    assert words == b"\n== quiet one\nsaid 0\n\n== failing one\nsaid 3\n"
    assert [(step.name, step.is_good) for step in steps] == [("quiet one", True), ("failing one", False)]
