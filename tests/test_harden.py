"""Pages are locked: what is inline is hashed, what is foreign stops the build, and twice is as once."""

import re
import shutil
import time
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from powerwith.harden import HardenError, harden

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')

FOREIGN = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)=[\"'](?:https?:)?//[^\"']*")


@pytest.fixture
def copy(book: Path, tmp_path: Path) -> Path:
    """A copy of the built book that a test may spoil."""
    return Path(shutil.copytree(book, tmp_path / "html"))


def _spoil(copy: Path, added: str, where: str = "</main>") -> Path:
    page = copy / "index.html"
    text = page.read_text(encoding="utf-8")
    assert where in text
    page.write_text(text.replace(where, added + where, 1), encoding="utf-8")
    return page


def test_every_page_has_one_policy_and_it_comes_first(book: Path, pages: list[str]) -> None:
    for name in pages:
        text = (book / name).read_text(encoding="utf-8")
        assert len(POLICY.findall(text)) == 1, name
        assert re.search(r"<head>\s*<meta http-equiv=\"Content-Security-Policy\"", text), name


def test_no_policy_allows_what_is_inline_or_elsewhere(book: Path, pages: list[str]) -> None:
    for name in pages:
        policy = POLICY.findall((book / name).read_text(encoding="utf-8"))[0]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy, name
        assert "http" not in policy, name
        assert "*" not in policy, name


def test_no_page_names_a_script_style_or_picture_of_another_host(book: Path, pages: list[str]) -> None:
    for name in pages:
        text = (book / name).read_text(encoding="utf-8")
        assert not re.findall(
            r"<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)=\"(?:https?:)?//[^\"]*", text
        ), name
    for sheet in book.rglob("*.css"):
        assert not re.findall(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", sheet.read_text(encoding="utf-8")), sheet


def test_locking_twice_changes_nothing(copy: Path) -> None:
    _spoil(copy, '<p style="color: red">Red</p><script>window.x = 1</script><table><tr><td>1</td></tr></table>')
    harden(copy)
    once = {path: path.read_bytes() for path in copy.rglob("*.html")}
    harden(copy)
    assert {path: path.read_bytes() for path in copy.rglob("*.html")} == once


def test_a_book_that_was_just_built_is_locked_already(book: Path, copy: Path, pages: list[str]) -> None:
    harden(copy)
    assert [name for name in pages if (copy / name).read_bytes() != (book / name).read_bytes()] == []


def test_an_inline_script_is_allowed_by_its_hash_alone(copy: Path) -> None:
    page = _spoil(copy, "<script>let a = '<b>&amp;';\n</script>")
    harden(copy)
    expected = b64encode(sha256(b"let a = '<b>&amp;';\n").digest()).decode()
    assert f"script-src 'self' 'sha256-{expected}';" in page.read_text(encoding="utf-8")


def test_data_in_a_page_needs_no_hash(copy: Path) -> None:
    page = _spoil(copy, '<script type="application/json">{"a": 1}</script>')
    harden(copy)
    assert "script-src 'self';" in page.read_text(encoding="utf-8")


def test_a_style_attribute_becomes_a_class(copy: Path) -> None:
    page = _spoil(copy, '<p class="old" style="color: red;">Red</p>')
    harden(copy)
    text = page.read_text(encoding="utf-8")
    name = re.search(r'<p class="old (pw-s-\w+)">Red', text)
    assert name
    assert f".{name[1]}.{name[1]}.{name[1]}{{color: red}}" in text
    assert " style=" not in text


def test_a_table_scrolls_inside_itself_once(copy: Path) -> None:
    page = _spoil(copy, "<table><tr><td>1</td></tr></table>")
    harden(copy)
    harden(copy)
    text = page.read_text(encoding="utf-8")
    assert text.count('<div class="pw-page-scroll"><table><tr>') == 1
    assert '<div class="pw-page-scroll"><div class="pw-page-scroll">' not in text


def test_the_address_of_a_script_changes_with_the_script(copy: Path) -> None:
    script = copy / "_static" / "powerwith" / "frame.js"
    before = re.findall(r"frame\.js\?v=(\w+)", (copy / "index.html").read_text(encoding="utf-8"))
    script.write_text(script.read_text(encoding="utf-8") + "\n// changed\n", encoding="utf-8")
    harden(copy)
    after = re.findall(r"frame\.js\?v=(\w+)", (copy / "index.html").read_text(encoding="utf-8"))
    assert len(before) == len(after) == 1
    assert before != after


@pytest.mark.parametrize(
    ("added", "says"),
    [
        pytest.param('<button onclick="x()">a</button>', "inline handler `onclick`", id="inline-handler"),
        pytest.param('<img src="https://elsewhere.test/a.png" alt="">', "elsewhere.test/a.png", id="picture-elsewhere"),
        pytest.param('<script src="//elsewhere.test/a.js"></script>', "elsewhere.test/a.js", id="script-elsewhere"),
        pytest.param('<link rel="stylesheet" href="HTTP://elsewhere.test/a.css">', "a.css", id="style-elsewhere"),
        pytest.param('<iframe src="https://elsewhere.test/"></iframe>', "<iframe>", id="frame-elsewhere"),
    ],
)
def test_what_cannot_be_locked_stops_the_build_with_its_place(copy: Path, added: str, says: str) -> None:
    _spoil(copy, added)
    with pytest.raises(HardenError) as stopped:
        harden(copy)
    assert "index.html: " in str(stopped.value)
    assert says in str(stopped.value)


def test_all_problems_are_told_at_once(copy: Path) -> None:
    _spoil(copy, '<b onclick="x()"></b><img src="https://elsewhere.test/a.png" alt="">')
    (copy / "_static" / "far.css").write_text('@import "https://elsewhere.test/a.css";', encoding="utf-8")
    with pytest.raises(HardenError) as stopped:
        harden(copy)
    assert len(stopped.value.problems) == 3


def test_links_to_other_hosts_are_for_readers_to_follow(copy: Path) -> None:
    _spoil(copy, '<a href="https://doi.org/10.1000/1">A source</a>')
    harden(copy)


def test_text_of_a_page_stays_as_it_was(copy: Path) -> None:
    odd = "<p>a &amp; b &#8212; c &nbsp; <!-- kept --> x &lt; y <br> <img alt='' src='data:image/gif;base64,R0'/></p>"
    page = _spoil(copy, odd)
    harden(copy)
    assert odd in page.read_text(encoding="utf-8")


def test_files_that_no_page_asks_for_are_dropped(copy: Path) -> None:
    left_over = copy / "_static" / "left-over.js"
    left_over.write_text("", encoding="utf-8")
    ours = {path.name for path in (copy / "_static" / "powerwith").iterdir()}
    harden(copy)
    assert not left_over.exists()
    assert {path.name for path in (copy / "_static" / "powerwith").iterdir()} == ours
    assert (copy / "_static" / "searchtools.js").is_file()


def test_every_script_style_and_picture_of_a_page_is_there(book: Path, pages: list[str]) -> None:
    for name in pages:
        text = (book / name).read_text(encoding="utf-8")
        for address in re.findall(r"<(?:script|link|img)\b[^>]*\b(?:src|href)=\"([^\"#?]+)", text):
            assert address.startswith("data:") or (book / name).parent.joinpath(address).is_file(), f"{name}: {address}"


def test_thirty_pages_are_locked_within_a_second(copy: Path) -> None:
    for number in range(30):
        shutil.copyfile(copy / "book" / "how-to.html", copy / "book" / f"more-{number}.html")
    started = time.perf_counter()
    harden(copy)
    # A generous bound, so that a busy machine does not fail it: measured at about a quarter of a second.
    assert time.perf_counter() - started < 5
