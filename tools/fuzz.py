"""Lets atheris make up hostile files for the readers of shares and of exercises, and says what became of them.

    python tools/fuzz.py [--cases 100000] [--seconds 600]

atheris lives in an environment of its own, .cache/fuzz, since nothing else needs it. It starts from the files in
tests/vectors and keeps what it learned in .cache/fuzz-corpus. A file that ended in anything but a sentence is kept in
.cache/fuzz-found; its path is printed, and the exit code is 1. The first byte of a case says how the rest is read.
"""

import argparse
import io
import json
import os
import re
import subprocess
import sys
import sysconfig
import time
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".cache" / "fuzz"
CORPUS = ROOT / ".cache" / "fuzz-corpus"
FOUND = ROOT / ".cache" / "fuzz-found"
LOG = ROOT / ".cache" / "fuzz.log"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NEEDS = "atheris>=2.3,<4"
WAYS = ("some.json", "some.txt", "some.zip", "box", "yaml")
"""What a case is read as: three kinds of file, a box of pasted text, an exercise."""
LONGEST = 2.0
"""Seconds that one case may take, of this process's own time."""


def main() -> int:
    """Set up, run, and say what became of it; returns the exit code."""
    asked = argparse.ArgumentParser(description="Make up hostile files for the readers of shares and exercises.")
    asked.add_argument("--cases", type=int, default=100_000)
    asked.add_argument("--seconds", type=int, default=600)
    asked.add_argument("--in-here", action="store_true", help=argparse.SUPPRESS)
    given, _ = asked.parse_known_args()
    if given.in_here:
        return run()
    if not ready():
        return 1
    seeds()
    return told(given.cases, given.seconds)


def ready() -> bool:
    """Make sure that atheris is there; it has no wheel for every system and Python."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", "import atheris"], capture_output=True).returncode == 0:
        return True
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("w") as log:
        for command in (
            [sys.executable, "-m", "venv", "--clear", str(HOME)],
            [str(PYTHON), "-m", "pip", "install", NEEDS],
        ):
            if subprocess.run(command, stdout=log, stderr=log, check=False).returncode:
                print(
                    f"{LOG.relative_to(ROOT)}: atheris could not be installed. Its page says for which systems it is."
                )
                return False
    return True


def seeds() -> None:
    """Something of everything to begin with."""
    CORPUS.mkdir(exist_ok=True)
    FOUND.mkdir(exist_ok=True)
    vectors = ROOT / "tests" / "vectors"
    shares = [
        path.read_bytes()
        for folder in ("cohort", "share", "backup")
        for path in sorted((vectors / folder).glob("*.json"))
    ]
    shares += [re.sub(rb'"answers":.*', b'"answers":[]}', one, count=1) for one in shares]
    drawn, codes = _drawn()
    shares += drawn
    words = "\n".join([*codes, *_codes(json.loads((vectors / "codes.json").read_text(encoding="utf-8")))])
    exercises = [path.read_bytes() for path in sorted((ROOT / "exercises").glob("ch0*/*.yml"))[::20]]
    every = [(0, one) for one in shares] + [(1, one) for one in shares] + [(2, _zip(one)) for one in shares]
    every += (
        [(3, words.encode()), (1, words.encode())]
        + [(3, one.encode()) for one in codes]
        + [(4, one) for one in exercises]
    )
    for number, (way, content) in enumerate(every):
        (CORPUS / f"seed-{number:03}").write_bytes(bytes([way]) + content[:60_000])


def _drawn() -> tuple[list[bytes], list[str]]:
    """Shares of people who do not exist, with an answer of every kind, and codes with the same answers."""
    from powerwith import share, synth
    from powerwith.bank import load_bank

    exercises = load_bank(ROOT / "exercises").exercises
    kinds = {type(one): name for name, one in exercises.items() if synth.can_do(one)}
    made = synth.shares(exercises, sorted(kinds.values()), people=3)
    parts = [
        one.model_copy(update={"answers": one.answers[i : i + 1]}) for one in made for i in range(len(one.answers))
    ]
    codes = []
    for one in parts:
        try:
            codes.append(share.write_code(one.answers[0], share.keys(exercises[one.answers[0].exercise]), one.share))
        except share.CodeError:
            continue  # some kinds go as files only
    return [share.text(one).encode() for one in (*made, *parts)], codes


def _codes(value: Any) -> list[str]:
    """Every code anywhere in a vector."""
    if isinstance(value, str):
        return [value] if value.startswith("PW1-") else []
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [code for one in inside for code in _codes(one)]


def _zip(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", content)
        archive.writestr("b.json", content[: len(content) // 2])
    return made.getvalue()


def told(cases: int, seconds: int) -> int:
    """Run it in its own environment and say how far it came."""
    packages = os.pathsep.join([str(ROOT / "src"), sysconfig.get_path("purelib")])
    limits = [f"-runs={cases}", f"-max_total_time={seconds}", "-max_len=20000", "-timeout=20", "-rss_limit_mb=2048"]
    options = [*limits, f"-artifact_prefix={FOUND}/", "-print_final_stats=1"]
    command = [str(PYTHON), __file__, "--in-here", str(CORPUS), *options]
    with LOG.open("w") as log:
        done = subprocess.run(command, stdout=log, stderr=log, check=False, env={**os.environ, "PYTHONPATH": packages})
    said = LOG.read_text(encoding="utf-8", errors="replace")
    ran = re.search(r"stat::number_of_executed_units:\s*(\d+)", said)
    if done.returncode == 0 and ran:
        print(f"{int(ran[1]):,} cases, each answered with tables or a sentence.")
        return 0
    kept = re.findall(r"Test unit written to (\S+)", said)
    what = re.search(r"=== Uncaught Python exception: ===\n(.+)", said)
    print(
        f"{kept[-1] if kept else LOG}: {what[1] if what else 'it ended before its time'}. See {LOG.relative_to(ROOT)}."
    )
    return 1


def run() -> int:
    """Inside the environment of atheris."""
    import atheris

    with atheris.instrument_imports(
        include=["powerwith.cohort", "powerwith.plain", "powerwith.share", "powerwith.signs"]
    ):
        from powerwith.cohort.tables import tabled
        from powerwith.cohort.take import read_in
    from powerwith.bank import load_bank
    from powerwith.source import SourceError, parse_yaml

    exercises = load_bank(ROOT / "exercises").exercises

    def one(case: bytes) -> None:
        started = time.process_time()
        way, content = WAYS[(case[0] if case else 0) % len(WAYS)], case[1:]
        if way == "yaml":
            try:
                parse_yaml(content.decode("utf-8", "surrogateescape"), "some.yml")
            except SourceError as error:
                assert error.problems
        else:
            texts = [content.decode("utf-8", "replace")] if way == "box" else []
            uploads = {} if way == "box" else {way: content}
            shares, notices = read_in(texts=texts, uploads=uploads, exercises=exercises)
            assert all(str(notice).isprintable() and notice.says and notice.todo for notice in notices)
            assert shares or notices or not content.strip() or way == "some.zip" or way == "box"
            if shares:
                assert tabled(shares, notices).people == len(shares)
        assert time.process_time() - started < LONGEST, "it took too long"

    atheris.Setup([sys.argv[0], *(word for word in sys.argv[1:] if word != "--in-here")], one)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
