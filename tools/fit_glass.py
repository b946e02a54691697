"""Fits the glass-box layer of the coach and writes src/powerwith/coach/weights.json.

    .venv/bin/python tools/fit_glass.py [--check]

It learns from text the licences allow, and from nothing else: the labelled replies with odd numbers, the exercises,
the spoken sentences in tools/glass/lines.txt, and, where POWERWITH_COACH_DATA names a folder that has them, the
written pairs, the requests of the Stanford politeness corpus (CC BY 4.0) and the Lend an Ear conversations (MIT). From
the last two it learns only how a question begins, by hiding the question mark. Sets that forbid commercial use, or name
no licence, are never opened here: they measure.

A sign (a word, a pair, a place; see `signs` in coach/glass.py) counts only if it occurs five times and in two of these
sources, so that no rare string or name can stay. L1 chooses the signs, L2 weighs them. Every task is cut where
cross-validation, five folds by exercise, reply or conversation, reaches the precision named in TASKS. Fixed order and
seed: the same text gives the same file. scikit-learn is put into .cache/fit the first time; the course does without.
"""

import argparse
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from powerwith.bank import load_bank
from powerwith.coach import check
from powerwith.coach.glass import KNOWN, WEIGHTS, signs
from powerwith.coach.measured import kept_apart
from powerwith.coach.reading import Sentence, read
from powerwith.model import HARM_CODES, Choice, Rewrite

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / ".cache" / "fit"
NEEDS = "scikit-learn==1.9.1"
FOLDS = 5
LEAST = 5
"""How often a sign must occur."""

SMALL = 12
"""Weights under this many hundredths are left out: they hardly move a sum, and every sign is sent to phones."""


@dataclass(frozen=True)
class Task:
    """What a model is for: the codes that count, how sure it must be, and how hard L1 and L2 press."""

    codes: frozenset[str]
    sure: float
    choose: float
    weigh: float
    sees_codes: bool = False
    """Whether what the rules found may count. Not for questions: the rules know those by their mark."""


TASKS = {
    "question": Task(frozenset({"QUESTION_OPEN", "QUESTION_CLOSED"}), 0.94, 0.5, 0.5),
    "open": Task(frozenset({"QUESTION_OPEN"}), 0.96, 1.0, 1.0),
    "reflect": Task(frozenset({"REFLECT", "REFLECT_FEELING"}), 0.85, 1.0, 0.1, sees_codes=True),
}
WEIGHT = {"politeness_se": 0.15, "lend_an_ear": 0.5}
"""What one sentence of a large set counts; all others count 1."""

Labels = dict[str, bool]


@dataclass(frozen=True)
class Example:
    """One sentence: where it is from, what it shows, and what it is, task by task."""

    source: str
    group: str
    tokens: list[str]
    codes: list[str]
    labels: Labels
    asks: bool
    is_harmful: bool


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="fit and print, but write nothing")
    asked = parser.parse_args()
    examples = list(gathered())
    print("sentences", dict(Counter(one.source for one in examples)))
    found = {name: fit(name, task, examples) for name, task in TASKS.items()}
    text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if not asked.check:
        WEIGHTS.write_text(text, encoding="utf-8")
        print(f"Written: {WEIGHTS.relative_to(ROOT)}")


# -- the text


def gathered() -> Iterator[Example]:
    """Every sentence that may be learnt from."""
    yield from spoken()
    yield from labelled()
    yield from exercises()
    folder = os.environ.get("POWERWITH_COACH_DATA")
    if folder and (Path(folder) / "dev").is_dir():
        yield from outside(Path(folder) / "dev")
    else:
        print("POWERWITH_COACH_DATA names no folder: fitted on the project's own text alone.")


def sentences(source: str, group: str, text: str, label: Callable[[Sentence], Labels]) -> Iterator[Example]:
    """The sentences of one text, without those that quote somebody."""
    reading = read(text)
    found = [one for one in check(text) if not one.rule.startswith("glass-")]
    for sentence in reading.sentences:
        if not reading.quoted[sentence.first]:
            codes = {one.code for one in found if one.start < sentence.end and sentence.start < one.end}
            tokens = reading.tokens[sentence.first : sentence.last + 1]
            known, harms = sorted(map(str, codes - KNOWN)), bool(codes & HARM_CODES)
            yield Example(source, group, tokens, known, label(sentence), sentence.is_question, harms)


def spoken() -> Iterator[Example]:
    """Sentences in spoken English, a section a kind."""
    kind = ""
    for number, line in enumerate((ROOT / "tools" / "glass" / "lines.txt").read_text(encoding="utf-8").splitlines()):
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            labels = {"question": kind.startswith(("open", "closed")), "reflect": kind.startswith("reflect")}
            if labels["question"]:
                labels["open"] = kind.startswith("open")
            if kind == "reflect with mark":
                del labels["question"]
            yield from sentences("spoken", f"spoken {number}", line, lambda _, labels=labels: labels)  # type: ignore[misc]


def labelled() -> Iterator[Example]:
    """The labelled replies that are not kept apart to measure."""
    for path in sorted((ROOT / "tests" / "vectors" / "coach" / "labelled").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            reply = json.loads(line)
            if not kept_apart(reply["id"]):
                yield from marked("labelled", reply["id"], reply["text"], reply["codes"])


def marked(source: str, group: str, text: str, marks: list[dict[str, Any]]) -> Iterator[Example]:
    """A reply whose marks have places."""

    def label(sentence: Sentence) -> Labels:
        codes = {mark["code"] for mark in marks if mark["start"] < sentence.end and sentence.start < mark["end"]}
        labels = {name: bool(codes & task.codes) for name, task in TASKS.items() if name != "open"}
        labels["question"] |= sentence.is_question
        return labels | ({"open": "QUESTION_OPEN" in codes} if codes & TASKS["question"].codes else {})

    yield from sentences(source, group, text, label)


def exercises() -> Iterator[Example]:
    """Options, lines and model replies of the bank. Their codes are for the whole wording."""
    for exercise in load_bank(ROOT / "exercises").exercises.values():
        wordings: list[tuple[str, frozenset[str]]] = []
        if isinstance(exercise, Choice):
            wordings = [(option.text, frozenset(option.codes)) for option in exercise.options]
        elif isinstance(exercise, Rewrite):
            wordings = [(model.text, frozenset(model.codes)) for model in exercise.models]
            wordings.append((exercise.line, frozenset(exercise.carries)))
        for text, codes in wordings:
            yield from coded(f"exercise {exercise.id}", text, codes)


def coded(group: str, text: str, codes: frozenset[str]) -> Iterator[Example]:
    """A wording with codes and no places: one sentence has them all, of several each lacks what the whole lacks."""
    alone = len(read(text).sentences) == 1

    def label(sentence: Sentence) -> Labels:
        labels = {"question": sentence.is_question}
        if alone or (codes and not codes & TASKS["reflect"].codes):
            labels["reflect"] = bool(codes & TASKS["reflect"].codes)
        if (sentence.is_question or alone) and codes & TASKS["question"].codes:
            labels["open"] = "QUESTION_OPEN" in codes
        return labels

    yield from sentences("exercises", group, text, label)


def outside(folder: Path) -> Iterator[Example]:
    """Sets from elsewhere whose licences allow it."""
    for pair in lines(folder / "pairs_dev.jsonl"):
        for side in ("harm", "ok"):
            yield from marked("pairs", f"pair {pair['id']}", pair[side]["text"], pair[side]["spans"])
    for request in lines(folder / "politeness_se.jsonl"):
        yield from sentences("politeness_se", str(request["group"]), request["text"], asks_only)
    for conversation in lines(folder / "lend_an_ear.jsonl"):
        for turn in conversation["supporter_turns"]:
            yield from sentences("lend_an_ear", str(conversation["id"]), turn, asks_only)


def asks_only(sentence: Sentence) -> Labels:
    """All that a sentence without labels tells: whether it ends in a question mark."""
    return {"question": sentence.is_question}


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file, none if it is not there."""
    if path.is_file():
        yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


# -- the fit


def fit(name: str, task: Task, examples: list[Example]) -> dict[str, Any]:
    """One task: prints what it was fitted on and how it does on folds it has not seen."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold

    used = [one for one in examples if name in one.labels and fits(name, one)]
    shown = [signs(one.tokens, one.codes if task.sees_codes else ()) for one in used]
    wanted = np.array([one.labels[name] for one in used])
    counts = np.array([WEIGHT.get(one.source, 1.0) for one in used])
    groups = np.array([one.group for one in used])

    def model(press: float, l1: float) -> Any:
        return LogisticRegression(C=press, l1_ratio=l1, solver="liblinear", random_state=0, max_iter=1000)

    def trained(rows: Any) -> tuple[list[str], Any]:
        names = frequent([used[i] for i in rows], [shown[i] for i in rows])
        chosen = model(task.choose, 1).fit(matrix([shown[i] for i in rows], names), wanted[rows], counts[rows])
        names = [sign for sign, weight in zip(names, chosen.coef_[0], strict=True) if weight]
        weighed = model(task.weigh, 0).fit(matrix([shown[i] for i in rows], names), wanted[rows], counts[rows])
        return names, weighed

    leans = np.zeros(len(used))
    for learn, test in GroupKFold(FOLDS).split(shown, wanted, groups):
        names, weighed = trained(learn)
        leans[test] = weighed.decision_function(matrix([shown[i] for i in test], names))
    cut = cut_at(leans, wanted, task.sure)
    names, weighed = trained(np.arange(len(used)))
    whole = {sign: round(100 * float(weight)) for sign, weight in zip(names, weighed.coef_[0], strict=True)}
    features = {sign: weight for sign, weight in whole.items() if abs(weight) >= SMALL}
    told(name, used, wanted, leans, cut, features)
    return {"bias": round(100 * (float(weighed.intercept_[0]) - cut)), "features": features}


def fits(name: str, one: Example) -> bool:
    """Whether the layer would ever ask this of such a sentence."""
    return not one.is_harmful and not (name == "reflect" and one.asks)


def frequent(used: list[Example], shown: list[list[str]]) -> list[str]:
    """Signs that occur often enough, and in two sources; codes of our own need one."""
    times: Counter[str] = Counter()
    places: dict[str, set[str]] = defaultdict(set)
    for one, signs_ in zip(used, shown, strict=True):
        for sign in signs_:
            times[sign] += 1
            places[sign].add(one.source)
    return sorted(s for s, n in times.items() if n >= LEAST and (len(places[s]) > 1 or s[0] == "#"))


def matrix(shown: list[list[str]], names: list[str]) -> Any:
    """A row a sentence, a column a sign."""
    from scipy.sparse import csr_matrix

    column = {sign: i for i, sign in enumerate(names)}
    cells = [(i, column[sign]) for i, signs_ in enumerate(shown) for sign in signs_ if sign in column]
    rows, columns = zip(*cells, strict=True) if cells else ((), ())
    return csr_matrix(([1.0] * len(cells), (rows, columns)), shape=(len(shown), len(names)))


def cut_at(leans: Any, wanted: Any, sure: float) -> float:
    """The lowest cut above which at least this share is right, on sentences the model had not seen."""
    best, right = float(max(leans)), 0
    for count, i in enumerate(sorted(range(len(leans)), key=lambda k: (-leans[k], k)), start=1):
        right += bool(wanted[i])
        if right / count >= sure and count >= 10:
            best = float(leans[i])
    return best


def told(name: str, used: list[Example], wanted: Any, leans: Any, cut: float, features: dict[str, int]) -> None:
    """One line a task."""
    marked_ = leans >= cut
    right = int((marked_ & wanted).sum())
    by_source = Counter((one.source, one.labels[name]) for one in used)
    sizes = ", ".join(f"{source} {n} {'yes' if yes else 'no'}" for (source, yes), n in sorted(by_source.items()))
    print(
        f"{name}: {len(used)} sentences ({sizes}); cross-validated precision {right / max(1, marked_.sum()):.3f}, "
        f"recall {right / max(1, wanted.sum()):.3f}; {len(features)} signs"
    )


def library() -> None:
    """Make scikit-learn importable, from a folder of its own."""
    if not (LIBRARY / "sklearn").is_dir():
        print(f"Installing {NEEDS} into {LIBRARY.relative_to(ROOT)} (only this first time) ...", flush=True)
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--target", str(LIBRARY), NEEDS], check=True)
    sys.path.append(str(LIBRARY))


if __name__ == "__main__":
    library()
    main()
