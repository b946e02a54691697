"""What is made from sources is committed, and stays what its sources make."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from powerwith.cli import main

ROOT = Path(__file__).resolve().parents[1]


def test_schemas_and_coach_rules_are_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, ["regen", "--check"])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("script", ["build", "wire"])
def test_bundles_and_wire_types_are_fresh(script: str, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None and os.environ.get("CI") != "true":
        pytest.skip("Node is not here, so the bundles cannot be made again. `make test` brings it.")
    assert node, "CI needs Node to compare the bundles"
    out = tmp_path / ("wire.ts" if script == "wire" else "static")
    subprocess.run([node, f"{script}.mjs", "--out", str(out)], cwd=ROOT / "js", check=True)
    if script == "wire":
        assert out.read_text() == (ROOT / "js/src/wire.ts").read_text(), "wire.ts is stale. Run `make regen`."
        return
    made = sorted(path.name for path in out.iterdir())
    assert made, "the build wrote nothing"
    stale = [n for n in made if (out / n).read_bytes() != (ROOT / "src/powerwith/static" / n).read_bytes()]
    assert stale == [], f"{', '.join(stale)}: stale. Run `make regen`."
