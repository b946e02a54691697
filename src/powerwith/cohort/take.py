"""Taking in what learners handed over: files, folders, zips and codes. One bad file never stops a cohort."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from powerwith.cohort.checks import Bench
from powerwith.cohort.files import Found, found
from powerwith.cohort.limits import Limits
from powerwith.cohort.pasted import codes_in, has_codes
from powerwith.cohort.reading import AGAIN, Refusal, share_in, text_of
from powerwith.cohort.tables import Given, Notice, Taken, as_given, given, of_codes, tabled, together
from powerwith.model import Authored
from powerwith.model.share import Share, SharedAnswer, SharedVignette
from powerwith.share import Coded, tag_of

BOX = "pasted text"
LOOSE = "pasted"
"""The cohort of codes where neither the trainer nor a file says which it is."""


class _Handed(NamedTuple):
    """A share that was read, with what decides between two of one learner. The file's name goes no further."""

    rank: tuple[int, int, str]
    file: str
    rows: Given


def take(
    paths: Iterable[str | Path] = (),
    texts: Iterable[str] = (),
    *,
    uploads: Mapping[str, bytes] | None = None,
    exercises: Mapping[str, Authored] | None = None,
    cohort: str | None = None,
    limits: Limits | None = None,
) -> Taken:
    """The tables of everything that could be taken in, and a notice for everything that could not. Never raises for it.

    `paths`: files, folders, zips. `texts`: boxes of pasted codes or of one share. `uploads`: name to bytes, as a file
    picker gives them. `exercises`: of the bank; without it answers are not checked and codes cannot be read.
    `cohort`: take only this one; codes count towards it. The same things in any order, once or twice, give the same
    tables.
    """
    return tabled(*read_in(paths, texts, uploads=uploads, exercises=exercises, cohort=cohort, limits=limits))


def read_in(
    paths: Iterable[str | Path] = (),
    texts: Iterable[str] = (),
    *,
    uploads: Mapping[str, bytes] | None = None,
    exercises: Mapping[str, Authored] | None = None,
    cohort: str | None = None,
    limits: Limits | None = None,
) -> tuple[list[Given], set[Notice]]:
    """The same before it becomes tables: what each person handed in, and the notices."""
    bag = _Bag(exercises, cohort, limits or Limits())
    for piece in found([Path(path) for path in paths], uploads or {}, bag.limits):
        if isinstance(piece, Notice):
            bag.notices.add(piece)
        else:
            bag.file(piece)
    for number, text in enumerate(dict.fromkeys(texts), start=1):
        bag.box(text, BOX if number == 1 else f"{BOX} {number}")
    return bag.everybody(), bag.notices


class _Bag:
    """What was taken so far."""

    def __init__(self, exercises: Mapping[str, Authored] | None, cohort: str | None, limits: Limits) -> None:
        self.bench = Bench(exercises or {})
        self.is_checked = exercises is not None
        self.cohort = cohort
        self.limits = limits
        self.notices: set[Notice] = set()
        self.shares: dict[tuple[str, str], list[_Handed]] = defaultdict(list)
        self.codes: dict[str, dict[tuple[object, ...], SharedAnswer]] = defaultdict(dict)

    def file(self, piece: Found) -> None:
        """One file: a share, or text with codes in it."""
        try:
            self.text(text_of(piece.raw), piece.name)
        except Refusal as refusal:
            self.notices.update(refusal.notices(piece.name))

    def box(self, text: str, name: str) -> None:
        """One box of pasted text. An empty one is none."""
        try:
            if len(text) > self.limits.file_bytes:
                raise Refusal(("", f"it is longer than {self.limits.file_bytes:,} characters", "Paste less at a time"))
            if text.strip():
                self.text(text.lstrip("\ufeff"), name)
        except Refusal as refusal:
            self.notices.update(refusal.notices(name))

    def text(self, text: str, name: str) -> None:
        """What a file or a box holds. Raises Refusal."""
        if text.lstrip()[:1] in ("{", "["):
            self.share(text, name)
            return
        if not has_codes(text):
            raise Refusal(("", "it holds neither a share nor a code that begins with PW1", AGAIN))
        for one in codes_in(text, name, self.bench.exercises, self.limits):
            if isinstance(one, Notice):
                self.notices.add(one)
            else:
                self.code(one, name)

    def share(self, text: str, name: str) -> None:
        """One share. Raises Refusal."""
        read = share_in(text, name, self.limits)
        if self.cohort not in (None, read.share.cohort):
            says = f"it is for the cohort {read.share.cohort}"
            raise Refusal(("cohort", says, f"It was left out of {self.cohort}; take it in by itself"))
        self.notices.update(read.notices)
        rows = given(self.checked(read.share, read.places, name))
        content = hashlib.sha256(repr(rows).encode("utf-8", "replace")).hexdigest()
        self.shares[rows.cohort, rows.share].append(_Handed((rows.seq, len(rows.answers), content), name, rows))

    def checked(self, share: Share, places: list[int], name: str) -> Share:
        """The share without answers that cannot be; each of those is named."""
        kept = []
        for place, one in zip(places, share.answers, strict=True):
            if wrong := self.bench.wrong(one):
                field, says = wrong
                self.notices.add(Notice("refused", name, f"answers[{place}].{field}", says, _LEFT_OUT))
                continue
            kept.append(one)
            self.note(one)
        return share.model_copy(update={"answers": tuple(kept)})

    def note(self, one: SharedAnswer) -> None:
        """What is counted and could not be checked."""
        if not self.is_checked or self.bench.is_same(one):
            return
        if self.bench.knows(one.exercise):
            field, says = "digest", f"“{one.exercise}” was answered in another version of the course than yours"
        else:
            field, says = "exercise", f"“{one.exercise}” is an unknown exercise: your course does not have it"
        self.notices.add(Notice("note", "all files", field, says, "It is kept apart, and was not checked"))

    def code(self, coded: Coded, name: str) -> None:
        """One answer out of a code. Pasted twice it counts once."""
        one = coded.answer
        if wrong := self.bench.wrong(one):
            self.notices.add(Notice("refused", name, wrong[0], f"in a code, {wrong[1]}", AGAIN))
            return
        mine = self.codes[coded.tag]
        key = one.exercise, one.response.kind, one.phase, one.attempt, getattr(one.response, "about", "")
        before = mine.get(key)
        if before is None or before == one:
            mine[key] = one
            return
        mine[key] = min(before, one, key=lambda answer: (not _is_withdrawn(answer), answer.model_dump_json()))
        if _is_withdrawn(mine[key]):
            return
        says = "two codes of one learner say different things about one attempt"
        self.notices.add(Notice("kept", name, "", says, "One of them was counted"))

    def everybody(self) -> list[Given]:
        """Everybody once."""
        kept = {key: self.newest(some) for key, some in self.shares.items()}
        cohorts = {cohort for cohort, _ in kept}
        cohort = self.cohort or (cohorts.pop() if len(cohorts) == 1 else LOOSE)
        tags: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key in kept:
            if key[0] == cohort:
                tags[tag_of(key[1])].append(key)
        for tag, answers in self.codes.items():
            same = tags.get(tag, [])
            rows = as_given(_still_given(answers.values()), cohort, of_codes(tag))
            if len(same) == 1:
                kept[same[0]] = together(kept[same[0]], rows)
            else:
                kept[cohort, rows.share] = rows
        return list(kept.values())

    def newest(self, some: list[_Handed]) -> Given:
        """The share that counts, of all that one learner handed in; the others are named."""
        best = max(one.rank for one in some)
        counted = min((one for one in some if one.rank == best), key=lambda one: one.file)
        for one in some:
            if one.file == counted.file and one.rank == best:
                continue
            if one.rank == best:
                says, todo = f"it is the same share as {counted.file}", "It was counted once"
            elif one.rank[0] < best[0]:
                says, todo = f"{counted.file} is a newer share of the same learner", "The newest was counted"
            else:
                says = f"{counted.file} carries the same number and says something else"
                todo = "One of the two was counted; ask the learner to share again"
            self.notices.add(Notice("kept", one.file, "seq", says, todo))
        return counted.rows


def _is_withdrawn(one: SharedAnswer) -> bool:
    return isinstance(one.response, SharedVignette) and one.response.part == "withdrawn"


def _still_given(answers: Iterable[SharedAnswer]) -> list[SharedAnswer]:
    """Without those that another code of the same learner takes back."""
    every = list(answers)
    gone = {(one.exercise, one.attempt) for one in every if _is_withdrawn(one)}
    return [one for one in every if _is_withdrawn(one) or (one.exercise, one.attempt) not in gone]


_LEFT_OUT = "This answer was left out, and the others were counted"
