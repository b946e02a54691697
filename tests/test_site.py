"""What `make site` makes: whole, the same each time, and free to stand anywhere on a host."""

import hashlib
import importlib.util
import io
import json
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urljoin, urlsplit

import pypdf
import pytest
import yaml
from click.testing import CliRunner
from docx import Document

from powerwith.bank import load_bank
from powerwith.cli import main
from powerwith.harden import harden
from powerwith.model import Vignette
from powerwith.runsheets import load_runsheets, used

SET_HEADER = r"(?:add_header|Header always set) ([\w-]+) \"([^\"]+)\""
HOST = "https://name.example"
ADDED = {".nojekyll", "404.html", "START-HERE.txt", "_headers"}
PACK = "from-why-to-what"
LEFT_OUT = {".buildinfo", "objects.inv"}


@pytest.fixture(scope="module")
def tool(root: Path) -> Iterator[ModuleType]:
    """tools/site.py; loaded by its path, since Python has a module of that name."""
    sys.path.insert(0, str(root / "tools"))
    spec = importlib.util.spec_from_file_location("powerwith_site_tool", root / "tools" / "site.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(root / "tools"))


@pytest.fixture(scope="module")
def folder(tool: ModuleType, book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("publish") / "site"
    tool.make(book, made)
    return made


@pytest.fixture(scope="module")
def archive(tool: ModuleType, folder: Path) -> Path:
    made = folder.parent / "site.zip"
    tool.pack(folder, made)
    return made


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class _Asks(HTMLParser):
    """Every address a page holds, and every place in it that one can lead to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action", "data") and value is not None:
                self.addresses.append(value)
            if name == "id" and value:
                self.places.add(value)


def _page(path: Path) -> _Asks:
    return _Asks(path.read_text(encoding="utf-8"))


def _pages(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.html") if path.name != "404.html")


def _astray(folder: Path, base: str) -> list[str]:
    """Addresses that lead nowhere when the folder stands below `base`, which ends in a slash."""
    lost = []
    asks = {path: _page(path) for path in _pages(folder)}
    for path, page in asks.items():
        here = urljoin(base, path.relative_to(folder).as_posix())
        for address in page.addresses:
            there = urlsplit(urljoin(here, address))
            if there.scheme == "data" or f"{there.scheme}://{there.netloc}" != HOST:
                continue
            if not there.geturl().startswith(base):
                lost.append(f"{here}: {address} leaves the course")
                continue
            target = folder / unquote(there.path.removeprefix(urlsplit(base).path) or "index.html")
            if not target.is_file():
                lost.append(f"{here}: {address} is not there")
            elif there.fragment and there.fragment not in (page if target == path else asks[target]).places:
                lost.append(f"{here}: {address} names no place in that page")
    return lost


@pytest.fixture(scope="module")
def ready(tool: ModuleType, root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One pack; the others are made in the same way."""
    made, problem = tool.trainer_packs(root / "exercises", tmp_path_factory.mktemp("packs"), only=PACK)
    assert problem == ""
    return dict(made)


@pytest.fixture(scope="module")
def with_packs(tool: ModuleType, book: Path, ready: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("publish") / "site"
    tool.make(book, made, ready)
    return made


def test_the_folder_is_the_book_and_what_hosts_need(book: Path, folder: Path) -> None:
    built, made = _files(book), _files(folder)
    assert made.keys() - built.keys() == ADDED
    assert built.keys() - made.keys() <= LEFT_OUT
    assert {name for name in made.keys() & built.keys() if made[name] != built[name]} == set()


def test_the_zip_is_the_folder(folder: Path, archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == _files(folder)
        assert opened.namelist() == sorted(opened.namelist())


def test_the_zip_is_the_same_to_the_byte_when_made_again(
    tool: ModuleType, book: Path, archive: Path, tmp_path: Path
) -> None:
    for number, path in enumerate(sorted(book.rglob("*"), reverse=True)):  # other order, times and rights
        if path.is_file():
            copy = tmp_path / "book" / path.relative_to(book)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            copy.chmod(0o600)
            os.utime(copy, (number, 1_000_000_000 + number))
    tool.make(tmp_path / "book", tmp_path / "again")
    tool.pack(tmp_path / "again", tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()


def test_what_is_no_longer_in_the_book_is_not_published(tool: ModuleType, book: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "book").mkdir(parents=True)
    (site / "book" / "withdrawn.html").write_text("an old page", encoding="utf-8")
    tool.make(book, site)
    assert not (site / "book" / "withdrawn.html").exists()


@pytest.mark.parametrize("base", ["/", "/course/", "/a/b/c/"], ids=["own-host", "sub-path", "deep-sub-path"])
def test_every_address_leads_somewhere(folder: Path, base: str) -> None:
    assert _astray(folder, HOST + base) == []


@pytest.mark.parametrize(
    ("planted", "says"),
    [
        pytest.param('<a href="/book/privacy.html">', "leaves the course", id="from-the-top-of-the-host"),
        pytest.param('<img src="gone.png">', "is not there", id="missing-file"),
        pytest.param('<a href="#gone">', "names no place", id="missing-place"),
    ],
)
def test_an_address_that_leads_astray_is_seen(folder: Path, tmp_path: Path, planted: str, says: str) -> None:
    shutil.copytree(folder, tmp_path / "site")
    page = tmp_path / "site" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("</body>", f"{planted}</body>"), encoding="utf-8")
    before, after = (set(_astray(each, f"{HOST}/course/")) for each in (folder, tmp_path / "site"))
    assert len(after - before) == 1
    assert says in (after - before).pop()


def _leads_to_packs(page: Path) -> list[str]:
    return [address for address in _page(page).addresses if "/packs/" in address]


@pytest.mark.parametrize("name", ["pack", "runsheets"])
def test_pages_lead_to_the_packs_that_are_ready_and_to_no_other(with_packs: Path, book: Path, name: str) -> None:
    page = f"book/trainers/{name}.html"
    assert _leads_to_packs(book / page) == []
    assert sorted(_leads_to_packs(with_packs / page)) == sorted(
        f"../../packs/{PACK}{ending}" for ending in (".pdf", "-large-print.pdf", "-slides.html", ".zip")
    )
    text = (with_packs / page).read_text(encoding="utf-8")
    assert "pw-pack-six-weeks" in text
    assert f"pw-pack-{PACK}" not in text
    assert _astray(with_packs, f"{HOST}/course/") == []


def test_a_pack_that_is_ready_is_the_one_that_the_bank_makes(
    tool: ModuleType, root: Path, with_packs: Path, tmp_path: Path
) -> None:
    """Words and seed are the same, so all of it is, to the byte."""
    command = ["pack", PACK, "--seed", str(tool.SEED), "--to", str(tmp_path)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with zipfile.ZipFile(with_packs / "packs" / f"{PACK}.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == made
    there = {path.name: path.read_bytes() for path in (with_packs / "packs").iterdir() if path.suffix != ".zip"}
    assert there == made
    for name, content in made.items():
        if name.endswith(".pdf"):
            assert len(pypdf.PdfReader(io.BytesIO(content)).pages) > 5
        elif name.endswith(".docx"):
            assert Document(io.BytesIO(content)).core_properties.title.startswith("From why to what")
    assert len(made) == 5


def test_phones_do_not_keep_packs_and_do_keep_the_pages_that_lead_to_them(with_packs: Path) -> None:
    listed = re.match(r"const BOOK = (\{.*?\});\n", (with_packs / "sw.js").read_text(encoding="utf-8"), re.DOTALL)
    assert listed
    files: dict[str, str] = json.loads(listed[1])["files"]
    assert not [name for name in files if name.startswith("packs/")]
    digests = {name: hashlib.sha256((with_packs / name).read_bytes()).hexdigest()[:16] for name in files}
    assert digests == files
    packs = {path.relative_to(with_packs).as_posix() for path in (with_packs / "packs").iterdir()}
    assert _files(with_packs).keys() - files.keys() == ADDED | {"sw.js"} | packs


def test_a_pack_with_a_marker_of_identity_is_not_ready_to_take(tool: ModuleType, root: Path, tmp_path: Path) -> None:
    bank = load_bank(root / "exercises")
    marked = {one.id for one in bank.exercises.values() if isinstance(one, Vignette) and one.design == "marker"}
    sheets = load_runsheets(bank.folder, tuple(bank.exercises)).values()
    left = [sheet.id for sheet in sheets if marked & set(used(sheet))]
    assert left
    for sheet in left:
        assert tool.trainer_packs(root / "exercises", tmp_path, only=sheet) == ({}, "")


def test_style_sheets_ask_for_nothing_that_is_not_there(folder: Path) -> None:
    for sheet in folder.rglob("*.css"):
        for address in re.findall(r"url\(\s*[\"']?([^)\"']+)", sheet.read_text(encoding="utf-8")):
            assert address.startswith("data:") or (sheet.parent / address).is_file(), f"{sheet}: {address}"


def test_the_offline_list_is_what_is_published(folder: Path) -> None:
    listed = re.match(r"const BOOK = (\{.*?\});\n", (folder / "sw.js").read_text(encoding="utf-8"), re.DOTALL)
    assert listed
    files: dict[str, str] = json.loads(listed[1])["files"]
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest()[:16] for name in files}
    assert digests == files
    assert _files(folder).keys() - files.keys() == ADDED | {"sw.js"}


def test_the_page_for_lost_addresses_stands_alone(folder: Path, tmp_path: Path) -> None:
    """It is shown at any depth, so nothing in it may depend on where it is; its policy must allow its own parts."""
    text = (folder / "404.html").read_text(encoding="utf-8")
    assert set(_Asks(text).addresses) == {"/"}
    assert "url(" not in text
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert policy[1].count("'sha256-") == 2
    shutil.copytree(folder, tmp_path / "site")
    harden(tmp_path / "site")
    assert (tmp_path / "site" / "404.html").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("which", ["folder", "with_packs"])
def test_the_note_for_the_stick_names_what_is_there(which: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(which)
    words = (folder / "START-HERE.txt").read_bytes().decode("utf-8")
    assert "index.html" in words
    assert (folder / "index.html").is_file()
    assert ("The folder  packs " in words) == (folder / "packs").is_dir()
    assert words.count("\n") == words.count("\r\n") > 10, "old editors on Windows need both signs"
    assert max(map(len, words.splitlines())) <= 76


def test_every_recipe_sets_the_same_headers(root: Path, folder: Path) -> None:
    page = (root / "book" / "reference" / "publish.md").read_text(encoding="utf-8")
    recipes = {name: re.search(rf"```{name}\n(.*?)```", page, re.DOTALL) for name in ("nginx", "apache")}
    found = {name: dict(re.findall(SET_HEADER, recipe[1])) for name, recipe in recipes.items() if recipe}
    found["table"] = dict(re.findall(r"^\| `([A-Z][\w-]+): ([^`]+)`", page, re.MULTILINE))
    found["_headers"] = dict(
        re.findall(r"^  ([\w-]+): (.+)$", (folder / "_headers").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert len(found) == 4
    assert len(found["_headers"]) == 4
    assert all(headers == found["_headers"] for headers in found.values()), found


def test_the_workflow_in_the_recipe_publishes_what_is_made(root: Path, tool: ModuleType) -> None:
    page = (root / "book" / "reference" / "publish.md").read_text(encoding="utf-8")
    written = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert written
    steps = yaml.safe_load(written[1])["jobs"]["publish"]["steps"]
    assert "make site" in [step.get("run") for step in steps]
    upload = next(step for step in steps if "upload-pages-artifact" in step.get("uses", ""))
    assert root / upload["with"]["path"] == tool.FOLDER


def test_half_a_book_is_refused(tool: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(tool.SiteError, match=r"not a whole book. Run `make book`"):
        tool.make(tmp_path, tmp_path / "site")
    assert not (tmp_path / "site").exists()
