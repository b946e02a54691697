"""Programs that use a journal on disk and are stopped in the middle: run as `python on_disk.py WHAT FOLDER …`.

Loaded once and forked for each round, because loading takes far longer than the saves that are to be interrupted.
"""

import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from powerwith.journal import Journal, JournalError, open_journal, tried
from powerwith.journal.copies import newest_good, write
from powerwith.model import Entry, RewriteResponse


def entry(text: str, exercise: str = "why-to-what") -> Entry:
    return tried(exercise, text, [], attempt=1, digest="0" * 16).model_copy(update={"seq": 0})


def said(one: Entry, text: str) -> Entry:
    return one.model_copy(update={"response": RewriteResponse(kind="rewrite", text=text)})


def texts(journal: Journal) -> list[str]:
    return [one.response.text for one in journal.entries]  # type: ignore[union-attr]


def forked(task: Callable[[int], None]) -> tuple[int, int]:
    """Start the task in a process of its own; returns its id and the end on which it tells what was kept."""
    out, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(out)
        try:
            task(into)
        finally:
            os._exit(0)
    os.close(into)
    return pid, out


def told(out: int) -> list[str]:
    with os.fdopen(out) as file:
        return file.read().split()


def saving(folder: Path, mark: str) -> Callable[[int], None]:
    """Keep one entry after the other, each typed twice, and tell of each text that was reported as kept."""

    def task(into: int) -> None:
        journal = open_journal(folder)
        for n in range(10_000):
            one = entry(f"{mark}-{n}-a")
            journal.keep(one)
            os.write(into, f"{mark}-{n}-a\n".encode())
            journal.keep(said(one, f"{mark}-{n}-a {mark}-{n}-b"))
            os.write(into, f"{mark}-{n}-b\n".encode())

    return task


def stopped(folder: Path, rounds: int, sign: signal.Signals) -> None:
    """Stop a saving program at any moment, so many times. Prints what was reported, and what of it is not there."""
    dice = random.Random(rounds)
    reported: set[str] = set()
    unsound = 0
    for round_ in range(rounds):
        pid, out = forked(saving(folder, f"r{round_}"))
        if round_ % 4:  # else it is stopped while it opens the journal
            reported.update(os.read(out, 1000).decode().split())
        time.sleep(dice.uniform(0.0, 0.05))
        os.kill(pid, sign)
        reported.update(told(out))
        os.waitpid(pid, 0)
        journal = open_journal(folder)
        unsound += journal.mode != "disk" or bool(journal.status().says) or journal.status().unread > 0
        if round_ % 10 == 9 or round_ == rounds - 1:
            here = set(" ".join(texts(journal)).split())
            lost = reported - here
            print(len(reported), len(lost), unsound, flush=True)
            if lost or unsound:
                sys.exit(f"lost {sorted(lost)[:5]}, unsound {unsound}: {journal.status()}")


def restoring(folder: Path, rounds: int) -> None:
    """Kill a program while it brings in a large backup; prints how often none of it was there, all of it, or some."""
    dice = random.Random(rounds)
    backup = folder / "large.json"
    folder.mkdir()
    some = [entry(f"{n} " + "x" * 15_000).model_copy(update={"seq": n + 1, "rev": 1}) for n in range(250)]
    write(backup, some, datetime.now(UTC), ())
    found = {"none": 0, "all": 0, "some": 0}
    for round_ in range(rounds):
        place = folder / str(round_)
        open_journal(place)
        pid, out = forked(lambda into, place=place: _restored(place, backup, into))
        os.read(out, 4)
        time.sleep(dice.uniform(0.0, 0.4))
        os.kill(pid, signal.SIGKILL)
        told(out)
        os.waitpid(pid, 0)
        status = open_journal(place).status()
        whole = {0: "none", 250: "all"}.get(status.entries, "some")
        found[whole if status.mode == "disk" and not status.unread and not status.says else "some"] += 1
    print(*found.values(), flush=True)


def _restored(folder: Path, backup: Path, into: int) -> None:
    journal = open_journal(folder)
    os.write(into, b"open")
    journal.open_backup(backup)


def paging(folder: Path) -> None:
    """Kill a program at the first, second, third … page by which its file grows, in the middle of a write."""
    journal = open_journal(folder)
    journal.keep(entry("before"))
    killed = sound = 0
    for page in range(8):
        pid, out = forked(lambda into, page=page: _cut_off(folder, page * 4096))
        told(out)
        if not os.WIFSIGNALED(os.waitpid(pid, 0)[1]):
            break
        killed += 1
        found = open_journal(folder)
        sound += found.mode == "disk" and not found.status().says and texts(found) == ["before"]
    print(killed, sound, flush=True)


def _cut_off(folder: Path, room: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    journal = open_journal(folder)
    size = journal.path.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, resource.RLIM_INFINITY))
    journal.keep(entry("x" * 18_000))


def interrupted(folder: Path, rounds: int) -> None:
    """Press Ctrl-C in the middle of saves; the same program goes on with the same journal."""

    def press(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    signal.signal(signal.SIGPROF, press)
    dice = random.Random(rounds)
    journal = open_journal(folder)
    reported: list[str] = []
    times = 0
    for n in range(rounds):
        try:
            signal.setitimer(signal.ITIMER_PROF, dice.uniform(0.0005, 0.02))
            for k in range(200):
                journal.keep(entry(f"i-{n}-{k}"))
                reported.append(f"i-{n}-{k}")
        except KeyboardInterrupt:
            times += 1
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    journal.keep(entry("after"))
    here = texts(open_journal(folder))
    lost = set(reported) - set(here)
    print(times, len(reported), len(lost), len(here) - len(set(here)), flush=True)


def rotating(folder: Path, most: int) -> None:
    """Kill a program at the first, second, third … thing it does with files while it makes a backup."""
    journal = open_journal(folder)
    for n in range(8):
        journal.keep(entry(f"kept-{n}"))
        journal.back_up()
    done = survived = 0
    for step in range(1, most):
        pid, out = forked(lambda into, step=step: _killed_at(folder, step, into))
        whole_way = told(out) == ["through"]
        os.waitpid(pid, 0)
        found = newest_good(folder)
        survived += found is not None and len(found[1].entries) == 8
        done += 1
        if whole_way:
            break
    print(done, survived, whole_way, flush=True)


def _killed_at(folder: Path, step: int, into: int) -> None:
    journal = open_journal(folder)
    count = 0

    def hook(event: str, args: tuple[object, ...]) -> None:
        nonlocal count
        if event in ("open", "os.rename", "os.remove", "os.truncate", "sqlite3.connect", "os.mkdir", "os.chmod"):
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    journal.back_up()
    os.write(into, b"through")


def migrating(folder: Path) -> None:
    """Kill a newer version of the course half-way through changing an older journal."""
    from powerwith.journal.store import STEPS

    def half(db: object) -> None:
        db.execute("ALTER TABLE entries ADD COLUMN place TEXT")  # type: ignore[attr-defined]
        db.execute("UPDATE entries SET place = 'x', body = ''")  # type: ignore[attr-defined]
        os.kill(os.getpid(), signal.SIGKILL)

    Journal(folder, steps=(*STEPS, half))


def full(folder: Path) -> None:
    """Keep until the disk takes no more, then make room and go on."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    journal = open_journal(folder)
    kept = 0
    room = (folder / "journal.sqlite3").stat().st_size + 60_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        for n in range(1000):
            journal.keep(entry(f"full-{n} " + "x" * 2000))
            kept += 1
    except JournalError as error:
        print(error, flush=True)
    before = len(open_journal(folder).entries)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    journal.keep(entry("after"))
    found = open_journal(folder)
    print(kept, before, len(found.entries), found.mode, len(found.status().says), flush=True)


def counting(folder: Path, name: str) -> None:
    """Keep 200 entries while others do the same."""
    journal = open_journal(folder)
    for n in range(200):
        journal.keep(entry(f"{name}-{n}"))


def together(folder: Path, programs: int) -> None:
    """So many programs at once."""
    open_journal(folder)
    pids = [forked(lambda into, name=f"p{k}": counting(folder, name))[0] for k in range(programs)]
    for pid in pids:
        os.waitpid(pid, 0)


def holding(folder: Path) -> None:
    """Take the lock and be killed with it; prints how long the next one waits, in milliseconds."""
    journal = open_journal(folder)

    def hold(into: int) -> None:
        with open_journal(folder)._lock:
            os.write(into, b"held")
            time.sleep(60)

    pid, out = forked(hold)
    os.read(out, 4)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    started = time.perf_counter()
    journal.keep(entry("free"))
    print(round((time.perf_counter() - started) * 1000), flush=True)


def closed(folder: Path) -> None:
    """Open and keep as somebody who may not write there; the superuser may write anywhere."""
    if os.geteuid() == 0:
        os.seteuid(65534)
    journal = open_journal(folder)
    kept = journal.keep(entry("held"))
    print(journal.mode, kept.on_disk, len(journal.entries), flush=True)
    print(journal.status(), flush=True)


if __name__ == "__main__":
    what, place, *more = sys.argv[1:]
    numbers = [int(each) for each in more]
    match what:
        case "kill":
            stopped(Path(place), numbers[0], signal.SIGKILL)
        case "restore":
            restoring(Path(place), numbers[0])
        case "pages":
            paging(Path(place))
        case "interrupt":
            interrupted(Path(place), numbers[0])
        case "rotate":
            rotating(Path(place), 400)
        case "migrate":
            migrating(Path(place))
        case "full":
            full(Path(place))
        case "together":
            together(Path(place), numbers[0])
        case "hold":
            holding(Path(place))
        case "closed":
            closed(Path(place))
