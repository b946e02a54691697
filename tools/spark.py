"""Puts Spark into .cache for the tests of many cohorts on it; prints the folder.

    .venv/bin/python tools/spark.py

It is large, and only those need it who have a cluster: `make test-all` asks for it, `make test` does not. Java comes
from the system. A second run returns at once.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import setup

PACKAGE = "pyspark==4.3.0"
HOME = setup.ROOT / ".cache" / "spark"
LOG = setup.ROOT / ".cache" / "spark.log"


def folder() -> Path:
    """Where Spark lies, fetched now if it is not there. Raises SetupError, also where there is no Java."""
    if shutil.which("java") is None:
        raise setup.SetupError("java: Spark needs Java 17 or newer. Install it, on Debian: apt install default-jre.")
    stamp = HOME / ".ready"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == PACKAGE:
        return HOME
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.parent.mkdir(exist_ok=True)
    command = [str(setup.PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--target", str(HOME), PACKAGE]
    with LOG.open("w", encoding="utf-8") as log:
        if subprocess.run(command, cwd=setup.ROOT, stdout=log, stderr=log, check=False).returncode:
            where = LOG.relative_to(setup.ROOT)
            raise setup.SetupError(f"{where}: Spark could not be fetched. Look there, and at the connection.")
    stamp.write_text(PACKAGE, encoding="utf-8")
    return HOME


if __name__ == "__main__":
    try:
        print(folder())
    except setup.SetupError as error:
        sys.exit(str(error))
