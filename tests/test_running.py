"""A notebook is run again when a file that it reads has changed, and only then."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
from support import GOOD_CHOICE, write_bank

READS = """\
import json, os, pathlib

print("says", json.loads(pathlib.Path("sample.json").read_text()), "run", os.urandom(4).hex())
"""


CONF = """\
extensions = ["myst_nb", "powerwith.sphinx_ext"]
powerwith_harden = False
exclude_patterns = ["_build", "exercises"]
html_theme = "basic"
nb_execution_mode = "cache"
root_doc = "notebooks/index"
"""


def build(course: Path) -> str:
    """In a process of its own: MyST-NB changes settings of Sphinx for every later build."""
    out = course / "_build" / "html"
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", str(course / "_build" / "trees")]
    done = subprocess.run([*command, str(course), str(out)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return (out / "notebooks" / "index.html").read_text(encoding="utf-8")


def run_of(page: str) -> str:
    return page.split(" run ")[1][:8]


def test_a_changed_file_beside_it_runs_a_notebook_again(tmp_path: Path) -> None:
    write_bank(tmp_path, good=GOOD_CHOICE)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
    sample = tmp_path / "notebooks" / "sample.json"
    sample.write_text(json.dumps("first"), encoding="utf-8")
    cells = [nbformat.v4.new_markdown_cell("# A notebook"), nbformat.v4.new_code_cell(READS)]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), tmp_path / "notebooks" / "index.ipynb")
    page = build(tmp_path)
    assert "says first" in page
    os.utime(tmp_path / "notebooks" / "index.ipynb")
    assert run_of(build(tmp_path)) == run_of(page), "it was run again without a reason"
    sample.write_text(json.dumps("second"), encoding="utf-8")
    assert "says second" in build(tmp_path)
    runs = [path for path in (tmp_path / "_build" / ".jupyter_cache").iterdir() if len(path.name) == 16]
    assert len(runs) == 1, "runs of an older state were left behind"
