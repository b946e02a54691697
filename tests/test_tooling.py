"""The front door: what the Makefile, the documents and the lock files promise is there."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from click import Context

from powerwith.cli import main
from powerwith.cli.base import ALONE, MODULES

TOP_LEVEL = {
    # what the course is made of
    "_config.yml", "_toc.yml", "index.md", "book", "notebooks", "exercises", "requirements.txt",
    # the code behind it
    "src", "js", "schema", "tests", "bench", "tools", "pyproject.toml", "constraints.txt", "Makefile",
    # what people look for first
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "CITATION.cff", "LICENSE", "LICENSE-CONTENT.md",
    # settings of tools that look nowhere else
    ".ci", ".editorconfig", ".gitattributes", ".github", ".gitignore", ".vscode",
}  # fmt: skip
DOCUMENTS = ("README.md", "CONTRIBUTING.md")


def in_git(root: Path) -> list[str]:
    """Every file of the repository."""
    listed = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=True)
    return listed.stdout.splitlines()


def targets(root: Path) -> dict[str, str]:
    """The targets of the Makefile that `make help` explains, with their explanations."""
    text = (root / "Makefile").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z-]+):.*?## (.+)$", text, re.MULTILINE))


def told(root: Path, pattern: str) -> set[str]:
    """What the documents say in code that fits the pattern."""
    found: set[str] = set()
    for name in DOCUMENTS:
        text = (root / name).read_text(encoding="utf-8")
        for code in re.findall(r"```\w*\n(.*?)```|`([^`\n]+)`", text, re.DOTALL):
            found.update(re.findall(pattern, "".join(code), re.MULTILINE))
    return found


def test_help_lists_every_command_with_a_reason(root: Path) -> None:
    printed = subprocess.run(["make"], cwd=root, capture_output=True, text=True, check=True).stdout

    explained = targets(root)
    assert {"serve", "live", "book", "test", "lint", "types", "regen"} <= set(explained)
    for name, reason in explained.items():
        assert re.search(rf"^make {name} +{re.escape(reason)}$", printed, re.MULTILINE), name


def test_every_command_is_a_phony_target(root: Path) -> None:
    text = (root / "Makefile").read_text(encoding="utf-8")
    phony = set(re.findall(r"^\.PHONY: (.+)$", text, re.MULTILINE)[0].split())

    assert set(targets(root)) <= phony, "a file of that name would stop the command"


def test_every_script_the_makefile_calls_is_there(root: Path) -> None:
    called = set(re.findall(r"\b(?:tools|bench)/\w+(?:\.py)?", (root / "Makefile").read_text(encoding="utf-8")))

    assert {"tools/setup.py", "tools/check.py"} <= called
    assert [name for name in sorted(called) if not (root / name).is_file()] == []


def test_documents_name_only_make_commands_that_exist(root: Path) -> None:
    named = told(root, r"(?:^|\s)make ([a-z]+)\b")

    assert {"serve", "test", "live"} <= named
    assert named <= set(targets(root))


def test_documents_name_only_powerwith_commands_that_exist(root: Path) -> None:
    named = told(root, r"\bpowerwith ([a-z]+)\b")

    assert {"new", "preview", "lint", "serve"} <= named
    assert named <= set(main.list_commands(Context(main)))


def test_every_command_is_found_and_those_people_wait_for_by_themselves(root: Path) -> None:
    there = {path.stem for path in (root / "src" / "powerwith" / "cli").glob("*.py")}
    assert there - {"__init__", "__main__", "base", "programmes", "pooling"} == set(MODULES), "these hold no command"
    for name, module in ALONE.items():
        said = subprocess.run(
            [sys.executable, "-c", f"import sys, powerwith.cli as c; c.main(['{name}', '-h'], standalone_mode=False);"
             "print([one for one in sys.modules if one.startswith('powerwith.cli.')])"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        assert "Usage: " in said and f"powerwith.cli.{module}" in said and "powerwith.cli.authoring" not in said


def test_documents_name_only_files_that_exist(root: Path) -> None:
    named = told(root, r"^((?:src|book|exercises|notebooks|js|schema|tests|tools|\.vscode)/[\w./-]*)$")
    linked = {
        target
        for name in DOCUMENTS
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", (root / name).read_text(encoding="utf-8"))
    }

    assert "src/powerwith/" in named and "LICENSE" in linked
    missing = [name for name in sorted(named | linked) if not (root / name).exists() and "my-idea" not in name]
    assert missing == []


def test_the_windows_lines_are_those_that_work(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")

    assert "py -m venv .venv" in text
    assert r".venv\Scripts\pip install -r requirements.txt" in text
    assert r".venv\Scripts\powerwith serve" in text


def test_what_is_said_to_install_is_an_extra_of_this_folder_and_of_no_index(root: Path) -> None:
    extras = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    pages = [root / "README.md", *(root / "book").rglob("*.md"), *(root / "src" / "powerwith").rglob("*.py")]
    texts = {page: page.read_text(encoding="utf-8") for page in pages}
    assert [str(page) for page, text in texts.items() if re.search(r"powerwith\[[a-z{]", text)] == []
    said = {name for text in texts.values() for name in re.findall(r"""install [^\n]*-e ["'].\[(\w+)\]""", text)}
    assert {"cohort", "pandas", "polars", "duckdb", "spark"} <= said <= set(extras)


def test_trainers_are_told_where_the_commands_run_and_who_to_try_them_with(root: Path) -> None:
    for name in ("README.md", "book/trainers/tomorrow.md"):
        text = " ".join((root / name).read_text(encoding="utf-8").split())
        assert re.search(r"in (?:that|the course's) folder", text), name
        assert "with people who do not exist: `powerwith synth --to practice`" in text, name


def test_jupyter_book_stays_below_two_wherever_it_is_asked_for(root: Path) -> None:
    asked = {}
    for name in ("pyproject.toml", "requirements.txt", "constraints.txt"):
        text = (root / name).read_text(encoding="utf-8")
        asked[name] = re.findall(r"^[ \"']*jupyter-book *([<>=][^\"'#\s]*)", text, re.MULTILINE)

    assert asked["pyproject.toml"] == asked["requirements.txt"] == [">=1.0.4.post1,<2"]
    assert len(asked["constraints.txt"]) == 1 and asked["constraints.txt"][0].startswith("==1.")


def test_the_agreed_packages_are_asked_for_alike(root: Path) -> None:
    listed = (root / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = {name: line for line in listed if (name := name_in(line))}
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ours = {name_in(line): line for line in project["dependencies"] + project["optional-dependencies"]["dev"]}

    assert {"jupyter-book", "myst-nb", "ipywidgets", "anywidget", "pandas", "pytest", "nbval"} <= set(wanted)
    assert {name: ours[name] for name in wanted} == wanted


def test_everything_the_project_asks_for_is_pinned(root: Path) -> None:
    pins = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.partition("==")[0] for line in pins if "==" in line}
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {name_in(line).lower() for line in project["dependencies"] + project["optional-dependencies"]["dev"]}

    assert sorted(asked - pinned) == []
    assert "-c constraints.txt" in (root / "requirements.txt").read_text(encoding="utf-8").splitlines()


def name_in(requirement: str) -> str:
    """The package a requirement names; empty for comments and options."""
    found = re.match(r"[A-Za-z][\w.-]*", requirement)
    return found[0] if found else ""


def test_lock_files_name_packages_and_no_place_to_fetch_them_from(root: Path) -> None:
    lock = json.loads((root / "js" / "package-lock.json").read_text(encoding="utf-8"))

    assert lock["lockfileVersion"] == 3
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    for name in ("constraints.txt", "requirements.txt", "js/.npmrc"):
        text = (root / name).read_text(encoding="utf-8")
        assert "://" not in text and "index-url" not in text, name


def test_the_top_level_holds_what_it_is_known_for(root: Path) -> None:
    found = {name.partition("/")[0] for name in in_git(root)}

    assert sorted(found - TOP_LEVEL) == []
    assert sorted(TOP_LEVEL - found) == []


def test_what_is_built_stays_out_of_the_repository(root: Path) -> None:
    built = re.compile(r"(^|/)(_build|node_modules|\.venv|__pycache__|\.cache|\.ipynb_checkpoints)/|\.pyc$")

    assert [name for name in in_git(root) if built.search(name)] == []


def test_the_editor_completes_exercises_by_the_published_schema(root: Path) -> None:
    settings = json.loads((root / ".vscode" / "settings.json").read_text(encoding="utf-8"))

    assert settings["yaml.schemas"]["schema/exercise.json"] == "exercises/*/*.yml"
    for schema, pattern in settings["yaml.schemas"].items():
        assert (root / schema).is_file(), schema
        assert list(root.glob(pattern)), pattern


def test_the_citation_can_be_read(root: Path) -> None:
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == project["version"]
    assert citation["license"] == ["MIT", "CC-BY-4.0"]


def test_an_old_python_is_told_in_one_sentence(root: Path, tmp_path: Path) -> None:
    put(tmp_path / "python3", 'case "$1" in --version) echo "Python 3.9.2";; *) exit 1;; esac')

    done = run_with(root / "tools" / "python", "-c", "print('ran')", path=tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith("python: the course needs Python 3.11 or newer, and here is Python 3.9.2.")
    assert len(done.stderr.splitlines()) == 1


def test_a_newer_python_is_found_beside_an_old_one(root: Path, tmp_path: Path) -> None:
    put(tmp_path / "python3", "exit 1")
    put(tmp_path / "python3.12", f'exec "{sys.executable}" "$@"')

    done = run_with(root / "tools" / "python", "-c", "print('ran')", path=tmp_path)

    assert (done.returncode, done.stdout) == (0, "ran\n")


@pytest.mark.parametrize(
    ("breaks", "says"),
    [
        pytest.param(
            {"venv": "exit 1", "ask": "exit 1"},
            "this Python came without its venv module. On Debian and Ubuntu: sudo apt-get install python3.",
            id="no-venv-module",
        ),
        pytest.param(
            {"venv": "exit 1", "ask": "exit 0"},
            "the virtual environment could not be made. Is there room, and may you write here?",
            id="no-room",
        ),
    ],
)
def test_an_environment_that_cannot_be_made_is_told_in_a_sentence(
    root: Path, tmp_path: Path, breaks: dict[str, str], says: str
) -> None:
    course = set_up(root, tmp_path)
    python = put(tmp_path / "python", f'case "$2" in venv) {breaks["venv"]};; *) {breaks["ask"]};; esac')

    done = set_up_with(course, executable=python)

    assert done.returncode == 1
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (course / ".venv").exists()


@pytest.mark.parametrize(
    ("pip", "says"),
    [
        pytest.param(
            "NewConnectionError: Failed to establish a new connection: [Errno -3]",
            ".cache/install.log: the packages could not be fetched. Look at the connection and run this again.",
            id="no-network",
        ),
        pytest.param(
            "ERROR: No matching distribution found for powerwith-cannot-be",
            ".cache/install.log: the packages could not be installed "
            "(ERROR: No matching distribution found for powerwith-cannot-be).",
            id="no-such-version",
        ),
    ],
)
def test_packages_that_cannot_be_had_are_told_in_a_sentence(root: Path, tmp_path: Path, pip: str, says: str) -> None:
    course = set_up(root, tmp_path)
    make_environment(course, f'echo "{pip}" >&2; exit 1')

    done = set_up_with(course)

    assert (done.returncode, done.stderr) == (1, f"{says}\n")
    assert not (course / ".venv" / ".ready").exists()


def test_a_second_set_up_does_nothing_until_the_requirements_change(root: Path, tmp_path: Path) -> None:
    course = set_up(root, tmp_path)
    make_environment(course, 'echo "$@" >> "${0%/*}/../installed"; exit 0')
    installed = course / ".venv" / "installed"

    for extra in ([], [], ["dev"], ["dev"], []):
        assert set_up_with(course, *extra).returncode == 0
    lines = [line for line in installed.read_text(encoding="utf-8").splitlines() if "install" in line]
    assert [line.split()[-1] for line in lines] == ["-e.", "-e.[dev]"]

    with (course / "constraints.txt").open("a", encoding="utf-8") as constraints:
        constraints.write("six==1.17.0\n")
    assert set_up_with(course).returncode == 0
    lines = [line for line in installed.read_text(encoding="utf-8").splitlines() if "install" in line]
    assert [line.split()[-1] for line in lines] == ["-e.", "-e.[dev]", "-e.[dev]"], "what was there stays"


def set_up(root: Path, into: Path) -> Path:
    """A copy of what the set-up reads."""
    course = into / "course"
    (course / "tools").mkdir(parents=True)
    for name in ("pyproject.toml", "constraints.txt", "requirements.txt", "tools/setup.py"):
        shutil.copy(root / name, course / name)
    return course


def make_environment(course: Path, pip: str) -> None:
    """A .venv whose pip does what the script says."""
    folder = course / ".venv" / "bin"
    folder.mkdir(parents=True)
    (folder / "activate").write_text(f"VIRTUAL_ENV={course}/.venv\n", encoding="utf-8")
    put(folder / "python", f'case "$2 $3" in "pip --version") exit 0;; "pip install") {pip};; *) exit 0;; esac')


def set_up_with(course: Path, *extras: str, executable: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the set-up, with another executable for making environments."""
    code = (
        "import sys; sys.path.insert(0, 'tools'); import setup; "
        f"sys.executable = {str(executable or sys.executable)!r}; sys.exit(setup.main({list(extras)!r}))"
    )
    return run_with(Path(sys.executable), "-c", code, path=course, where=course)


def run_with(command: Path, *words: str, path: Path, where: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command that sees only one folder of programs, and the system's plainest."""
    environment = os.environ | {"PATH": f"{path}:/nowhere", "PYTHON": ""}
    shell = ["/bin/sh"] if command.name == "python" and command.parent.name == "tools" else []
    return subprocess.run(
        [*shell, str(command), *words], cwd=where, env=environment, capture_output=True, text=True, check=False
    )


def put(path: Path, script: str) -> Path:
    """A small program that does what the script says."""
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path
