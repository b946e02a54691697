"""The server that shows the course: what it serves, to whom, and how an open page follows edits."""

import http.client
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support import running

from powerwith.serve import Live, ServeError, Server, build_book, preview, serve, serve_book, watch

PAGE = "<!doctype html><html><head><title>A page</title></head><body><p>Words</p></body></html>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small folder of pages, as a built book has them."""
    pages = tmp_path / "pages"
    (pages / "book").mkdir(parents=True)
    (pages / "index.html").write_text(PAGE, encoding="utf-8")
    (pages / "book" / "index.html").write_text(PAGE, encoding="utf-8")
    for name in ("core.js", "book.css", "icon.svg", "shelf.json", "font.woff2", "course.webmanifest", "dates.ics"):
        (pages / name).write_text("", encoding="utf-8")
    (tmp_path / "outside.txt").write_text("not for you", encoding="utf-8")
    return pages


def ask(
    server: Server, path: str, *, host: str | None = None, method: str = "GET", **headers: str
) -> tuple[int, http.client.HTTPMessage, str]:
    """One request: the status, the headers and the body of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request(method, path, headers={"Host": host or f"127.0.0.1:{server.port}", **headers})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        connection.close()


def wait_until(is_so: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether it becomes so in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("core.js", "text/javascript; charset=utf-8"),
        ("book.css", "text/css; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
        ("shelf.json", "application/json"),
        ("font.woff2", "font/woff2"),
        ("course.webmanifest", "application/manifest+json"),
        ("dates.ics", "text/calendar; charset=utf-8"),
    ],
)
def test_files_say_what_they_are(folder: Path, name: str, kind: str) -> None:
    with running(serve(folder, port=0)) as server:
        status, headers, _ = ask(server, f"/{name}")

    assert (status, headers["Content-Type"]) == (200, kind)
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("host", ["attacker.example", "attacker.example:8000", "10.1.2.3", "127.0.0.1.example", ""])
def test_a_foreign_host_name_is_refused_on_loopback(folder: Path, host: str) -> None:
    with running(serve(folder, port=0)) as server:
        status, _, body = ask(server, "/", host=host or " ")

    assert status == 421
    assert "Words" not in body
    assert server.url in body


@pytest.mark.parametrize("host", ["localhost", "localhost:9", "127.0.0.1", "[::1]:8000", "LOCALHOST"])
def test_every_name_of_this_device_is_answered(folder: Path, host: str) -> None:
    with running(serve(folder, port=0)) as server:
        assert ask(server, "/", host=host)[0] == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        pytest.param("192.0.2.7:8000", 200, id="an-address-typed-on-a-phone"),
        pytest.param("localhost", 200, id="this-device"),
        pytest.param("attacker.example", 421, id="a-foreign-name"),
    ],
)
def test_an_open_server_answers_to_addresses_but_not_to_foreign_names(folder: Path, host: str, status: int) -> None:
    with running(serve(folder, host="0.0.0.0", port=0)) as server:
        assert ask(server, "/", host=host)[0] == status


@pytest.mark.parametrize("path", ["/../outside.txt", "/%2e%2e/outside.txt", "/book/../../outside.txt", "/nowhere.html"])
def test_nothing_outside_the_folder_is_served(folder: Path, path: str) -> None:
    with running(serve(folder, port=0)) as server:
        status, _, body = ask(server, path)

    assert status == 404
    assert "not for you" not in body


def test_folders_are_not_listed(folder: Path) -> None:
    (folder / "book" / "index.html").unlink()

    with running(serve(folder, port=0)) as server:
        assert ask(server, "/book/")[0] == 404


def test_nothing_can_be_sent_to_the_server(folder: Path) -> None:
    with running(serve(folder, port=0, live=Live())) as server:
        statuses = [ask(server, "/", method=method)[0] for method in ("POST", "PUT", "DELETE")]

    assert statuses == [501, 501, 501]


def test_pages_are_served_as_they_are_when_not_live(folder: Path) -> None:
    with running(serve(folder, port=0)) as server:
        assert ask(server, "/")[2] == PAGE
        assert ask(server, "/__version")[0] == 404
        assert ask(server, "/__live.js")[0] == 404


@pytest.mark.parametrize("path", ["/", "/index.html", "/book/", "/book/index.html?print=1"])
def test_a_live_page_asks_whether_it_is_old(folder: Path, path: str) -> None:
    live = Live()

    with running(serve(folder, port=0, live=live)) as server:
        _, headers, body = ask(server, path)

    assert f'<script src="/__live.js?version={live.version}"></script>\n</body>' in body
    assert int(headers["Content-Length"]) == len(body)
    assert headers["Cache-Control"] == "no-store"


def test_a_live_page_is_never_left_old_by_the_browser(folder: Path) -> None:
    with running(serve(folder, port=0, live=Live())) as server:
        later = {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
        assert ask(server, "/index.html", **later)[0] == 200


def test_a_folder_without_its_slash_is_redirected(folder: Path) -> None:
    with running(serve(folder, port=0, live=Live())) as server:
        status, headers, _ = ask(server, "/book")

    assert (status, headers["Location"]) == (301, "/book/")


def test_the_version_changes_with_every_build_and_every_start(folder: Path) -> None:
    live = Live()
    with running(serve(folder, port=0, live=live)) as server:
        seen = [json.loads(ask(server, "/__version")[2])["version"]]
        live.record("")
        seen.append(json.loads(ask(server, "/__version")[2])["version"])

    seen.append(Live().version)
    assert len(set(seen)) == 3


def test_a_failed_build_is_told_to_the_open_page(folder: Path) -> None:
    live = Live()
    with running(serve(folder, port=0, live=live)) as server:
        live.record("book/ch09.md:3: a word is missing")
        told = json.loads(ask(server, "/__version")[2])
        live.record("")
        mended = json.loads(ask(server, "/__version")[2])

    assert told["problem"] == "book/ch09.md:3: a word is missing"
    assert mended["problem"] == ""


def test_a_worker_from_an_earlier_visit_is_sent_away_while_editing(folder: Path) -> None:
    (folder / "sw.js").write_text("keeps pages", encoding="utf-8")

    with running(serve(folder, port=0)) as server:
        assert ask(server, "/sw.js")[2] == "keeps pages"
    with running(serve(folder, port=0, live=Live())) as server:
        assert "registration.unregister()" in ask(server, "/sw.js")[2]


def test_a_stopped_server_answers_nobody(folder: Path) -> None:
    with running(serve(folder, port=0)) as server:
        kept_open = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        kept_open.request("GET", "/")
        assert kept_open.getresponse().read().decode() == PAGE
        kept_open.auto_open = 0

    with pytest.raises((http.client.HTTPException, OSError)):
        kept_open.request("GET", "/")
        kept_open.getresponse()


def test_a_taken_port_gives_way_to_the_next_free_one(folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with running(serve(folder, port=taken)) as server:
            assert server.port != taken
            assert ask(server, "/")[0] == 200


@pytest.mark.parametrize(
    ("host", "port", "says"),
    [
        pytest.param("203.0.113.9", 0, "203.0.113.9: not an address of this device", id="an-address-of-another-device"),
        pytest.param("127.0.0.1", 70000, "port 70000: ports go from 0 to 65535", id="a-port-that-cannot-be"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_in_a_sentence(folder: Path, host: str, port: int, says: str) -> None:
    with pytest.raises(ServeError, match=says):
        serve(folder, host=host, port=port)


def test_a_missing_folder_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ServeError, match="there is no such folder"):
        serve(tmp_path / "nowhere", port=0)


def test_edits_below_folders_and_to_single_files_are_noticed(tmp_path: Path) -> None:
    exercises = tmp_path / "exercises"
    exercises.mkdir()
    toc, other = tmp_path / "_toc.yml", tmp_path / "notes.txt"
    toc.write_text("root: index", encoding="utf-8")
    with watching([exercises], [toc], since=toc.stat().st_mtime - 1) as seen:
        assert wait_until(lambda: len(seen) == 1), "the edit of before the watching began"

        (exercises / "one.yml").write_text("id: one", encoding="utf-8")
        assert wait_until(lambda: len(seen) == 2)

        other.write_text("not part of the book", encoding="utf-8")
        time.sleep(1)
        assert len(seen) == 2

        replacement = tmp_path / "_toc.yml.new"  # as editors save: a new file in the place of the old
        replacement.write_text("root: start", encoding="utf-8")
        replacement.replace(toc)
        assert wait_until(lambda: len(seen) == 3)


def test_nothing_is_built_again_when_nothing_was_edited(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text("id: one", encoding="utf-8")

    with watching([tmp_path], [], since=time.time() + 1) as seen:
        time.sleep(1.5)

    assert seen == []


@contextmanager
def watching(folders: list[Path], files: list[Path], *, since: float) -> Iterator[list[float]]:
    """Watch until the block ends; gives the times of the reactions."""
    seen: list[float] = []
    stop = threading.Event()
    arguments = (folders, files, lambda: seen.append(time.monotonic()), stop)
    thread = threading.Thread(target=watch, args=arguments, kwargs={"since": since})
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join(10)


def test_a_warning_in_the_book_is_returned_with_its_place(root: Path, tmp_path: Path) -> None:
    course = small_course(root, tmp_path)
    assert build_book(course) == ""

    (course / "index.md").write_text("# Start\n\n```{practice} no-such-exercise\n```\n", encoding="utf-8")

    problem = build_book(course)
    assert problem.startswith("index.md:3: ")
    assert "no-such-exercise" in problem
    assert "Traceback" not in problem
    assert "\x1b" not in problem


def test_a_book_that_cannot_be_built_is_not_served(
    root: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    course = small_course(root, tmp_path)
    (course / "exercises" / "ch09" / "left-till-friday.yml").write_text("id: left-till-friday\n", encoding="utf-8")

    code = serve_book(course, port=0, open_page=False)

    assert code == 1
    assert "exercises/ch09/left-till-friday.yml:1: " in capfd.readouterr().err


def test_preview_names_the_closest_exercise(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = preview("left-til-friday", root=small_course(root, tmp_path), open_page=False)

    assert code == 1
    assert "Did you mean left-till-friday?" in capsys.readouterr().err


def test_preview_follows_the_file_through_a_mistake(root: Path, tmp_path: Path) -> None:
    course = small_course(root, tmp_path)
    exercise = course / "exercises" / "ch09" / "left-till-friday.yml"
    whole = exercise.read_text(encoding="utf-8")
    (exercise.parent / "a-broken-neighbour.yml").write_text("id: [", encoding="utf-8")

    with command("preview", "left-till-friday", "--port", "0", "--no-open", folder=course) as address:
        assert 'data-exercise="left-till-friday"' in text_at(address)

        exercise.write_text(whole.replace("objective:", "objektive:"), encoding="utf-8")
        assert wait_until(lambda: "exercises/ch09/left-till-friday.yml:" in text_at(address))
        told = text_at(address)
        assert "objektive" in told
        assert "/__live.js" in told

        exercise.write_text(whole.replace("title:", "title: Mended,"), encoding="utf-8")
        assert wait_until(lambda: "Mended," in text_at(address))
        assert 'data-exercise="left-till-friday"' in text_at(address)


@contextmanager
def command(*words: str, folder: Path) -> Iterator[str]:
    """Run `powerwith` in a folder until the block ends; gives the address it prints. Ctrl+C must end it well."""
    started = subprocess.Popen(
        [sys.executable, "-m", "powerwith.cli", *words],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert started.stdout is not None
    said = []
    try:
        for line in started.stdout:
            said.append(line)
            if found := re.search(r"http://\S+", line):
                yield found[0]
                break
        else:
            pytest.fail(f"no address was printed: {said}")
    finally:
        started.send_signal(signal.SIGINT)
        rest, _ = started.communicate(timeout=30)
    assert (started.returncode, rest.splitlines()[-1]) == (0, "Stopped.")


def text_at(address: str) -> str:
    """The page at an address; nothing while it is being written."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError:
        return ""


def small_course(root: Path, into: Path) -> Path:
    """A course of one page and one exercise, with the settings and templates of the real one."""
    course = into / "course"
    (course / "exercises" / "ch09").mkdir(parents=True)
    for name in ("_config.yml", "pyproject.toml"):
        shutil.copy(root / name, course)
    shutil.copytree(root / "book", course / "book")
    shutil.copy(root / "exercises" / "ch09" / "left-till-friday.yml", course / "exercises" / "ch09")
    (course / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    (course / "index.md").write_text("# Start\n\n```{practice} left-till-friday\n```\n", encoding="utf-8")
    return course
