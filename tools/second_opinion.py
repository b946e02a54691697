"""Makes an environment of its own in .cache for acro, a tool of others that finds small cells in tables.

    .venv/bin/python tools/second_opinion.py

It needs an older pandas than the course, so it cannot stand in .venv. Only tests use it. A second run returns at once.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import setup

PACKAGES = ("acro==1.0.2", "pandas==2.3.3")
HOME = setup.ROOT / ".cache" / "acro"
LOG = setup.ROOT / ".cache" / "acro.log"


def python() -> Path:
    """The Python that has acro, made now if it is not there. Raises SetupError."""
    path = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = HOME / ".ready"
    wanted = f"{HOME} {' '.join(PACKAGES)}"  # an environment cannot be moved
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return path
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.parent.mkdir(exist_ok=True)
    if uv := shutil.which("uv"):
        commands = [[uv, "venv", "--python", sys.executable, str(HOME)],
                    [uv, "pip", "install", "--python", str(path), *PACKAGES]]  # fmt: skip
    else:
        install = [str(path), "-m", "pip", "install", "--disable-pip-version-check", "--retries", "2"]
        commands = [[sys.executable, "-m", "venv", str(HOME)], [*install, *PACKAGES]]
    with LOG.open("w", encoding="utf-8") as log:
        for command in commands:
            if subprocess.run(command, cwd=setup.ROOT, stdout=log, stderr=log, check=False).returncode:
                where = LOG.relative_to(setup.ROOT)
                raise setup.SetupError(f"{where}: acro could not be installed. Look there, and at the connection.")
    stamp.write_text(wanted, encoding="utf-8")
    return path


if __name__ == "__main__":
    try:
        print(python())
    except setup.SetupError as error:
        sys.exit(str(error))
