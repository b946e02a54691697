"""Makes scores.json: scales, ratings and what they come to, for the twin in the browser.

.venv/bin/python tests/vectors/make_scores.py
"""

import json
import random
from pathlib import Path
from typing import Any

from powerwith import score
from powerwith.model import Scale
from powerwith.model.rated import Ratio

HERE = Path(__file__).resolve().parent
EPSA = score.load("epsa")


def small(name: str, sizes: list[int], *, top: int, least: int, of_subscales: int) -> Scale:
    """A scale of subscales with so many items each, asked turn by turn; every third item is reversed."""
    parts = "abcdefghijkl"[: len(sizes)]
    order = [(part, i) for i in range(max(sizes)) for part, size in zip(parts, sizes, strict=True) if i < size]
    items = [
        {"id": f"{part}{i}", "text": "A line.", "subscale": part, "reverse": i % 3 == 2} for part, i in order
    ]  # fmt: skip
    said = EPSA.model_dump(mode="python", exclude={"items", "subscales", "answers", "note"})
    return Scale.model_validate(
        said
        | {
            "id": name,
            "items": tuple(items),
            "subscales": tuple({"id": part, "label": part.upper()} for part in parts),
            "answers": tuple({"words": str(i)} for i in range(top + 1)),
            "minimum_items": least,
            "minimum_subscales": of_subscales,
        }
    )


SCALES = {
    scale.id: scale
    for scale in (
        EPSA,
        small("yes-or-no", [3], top=1, least=2, of_subscales=1),
        small("two-of-a-kind", [4, 4], top=4, least=3, of_subscales=2),
        small("many", [12], top=8, least=1, of_subscales=1),
        small("uneven", [7, 9, 8], top=5, least=1, of_subscales=1),
    )
}


def _all(scale: Scale, rating: Any) -> dict[str, Any]:
    return {item.id: rating for item in scale.items}


def _best(scale: Scale, value: int) -> dict[str, Any]:
    """Ratings that are worth so much once the reversed ones are turned round."""
    top = len(scale.answers) - 1
    return {item.id: top - value if item.reverse else value for item in scale.items}


def _anybody(scale: Scale, seed: int) -> dict[str, Any]:
    dice = random.Random(f"{scale.id} {seed}")
    skips, leaves = dice.choice([(0, 0), (0.05, 0), (0.2, 0.1), (0.5, 0)])
    made: dict[str, Any] = {}
    for item in scale.items:
        if dice.random() >= leaves:
            made[item.id] = None if dice.random() < skips else dice.randrange(len(scale.answers))
    return made


def _without(scale: Scale, *names: str, left: int) -> dict[str, Any]:
    """All rated 2, but for these subscales, of which only so many items are answered."""
    made = _all(scale, 2)
    for name in names:
        for item in [one for one in scale.items if one.subscale == name][left:]:
            made[item.id] = None
    return made


def hand_made() -> list[tuple[str, str, dict[str, Any]]]:
    """Scale, what it is about, ratings."""
    parts = [part.id for part in EPSA.subscales]
    two = SCALES["two-of-a-kind"]
    made: list[tuple[str, str, dict[str, Any]]] = [
        ("epsa", "nothing answered", {}),
        ("epsa", "nothing came up", _all(EPSA, None)),
        *[("epsa", f"every rating {i}: reversed items pull to the middle", _all(EPSA, i)) for i in range(5)],
        *[("epsa", f"every item worth {i}", _best(EPSA, i)) for i in range(5)],
        ("epsa", "three of four are enough for a subscale", _without(EPSA, "stand", left=3)),
        ("epsa", "two of four are too few", _without(EPSA, "stand", left=2)),
        ("epsa", "six of eight subscales are enough for a total", _without(EPSA, *parts[:2], left=2)),
        ("epsa", "five of eight are too few", _without(EPSA, *parts[:3], left=2)),
        ("epsa", "one item only", {"h3": 4}),
        ("epsa", "two items, highest and lowest", {"h3": 4, "a1": 0}),
        ("epsa", "a reversed item is the strongest", {"a3": 0, "a1": 1, "a2": 1}),
        ("yes-or-no", "a third", {"a0": 1, "a1": 0, "a2": 1}),
        ("yes-or-no", "a half to the even digit", {"a0": 1, "a1": 0}),
        ("two-of-a-kind", "one subscale has no mean", {"a0": 1, "a1": 2, "a3": 3}),
    ]
    for total in range(17):  # every sum of four: quarters end in 0, 25, 50 and 75
        ratings = {f"a{i}": min(4, max(0, total - 4 * i)) for i in range(4)}
        ratings["a2"] = 4 - ratings["a2"]
        made.append(("two-of-a-kind", f"{total} over 4", ratings))
    for count in range(1, 13):  # means of one to twelve items
        made.append(("many", f"{count} answered of twelve", {f"a{i}": (i * 5 + count) % 9 for i in range(count)}))
    wrong: list[tuple[str, Any]] = [
        ("too high", 5), ("below nought", -1), ("between two", 1.5), ("text", "3"), ("yes", True), ("no", False),
        ("a list", [1]), ("named", {"of": 2}), ("far too long", "x" * 60), ("an emoji too long", "😀" * 60),
        ("a quotation mark", 'say "3"'), ("very high", 2**40), ("just above", 4.000001),
    ]  # fmt: skip
    made += [("two-of-a-kind", f"wrong: {name}", _all(two, 2) | {"b1": value}) for name, value in wrong]
    made += [
        ("two-of-a-kind", "several wrong at once, in the order of the items", {"b3": 9, "a0": -2, "b0": "x", "zz": 1}),
        ("two-of-a-kind", "names that are not there", {"zz": 1, "ab": None, "": 2, "Ä": 3, "\uffee": 1, "😀": 1}),
        ("many", "a name that browsers know", json.loads('{"__proto__": 1, "constructor": 2, "a1": 3}')),
    ]
    return made


def cases() -> list[dict[str, Any]]:
    """Each with what Python makes of it."""
    counts = {"epsa": 70, "yes-or-no": 10, "two-of-a-kind": 30, "many": 25, "uneven": 35}
    made = hand_made() + [
        (name, f"somebody, number {seed}", _anybody(SCALES[name], seed))
        for name, count in counts.items()
        for seed in range(count)
    ]
    return [{"scale": name, "name": about, "ratings": ratings, **_read(name, ratings)} for name, about, ratings in made]


def _read(name: str, ratings: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"scored": score.score(SCALES[name], ratings).model_dump(mode="json"), "problems": None}
    except score.ScoreError as error:
        return {"scored": None, "problems": list(error.problems)}


def made() -> str:
    """The text of the file."""
    ratios = [
        (over, under) for under in (1, 2, 3, 4, 7, 8, 20, 40, 27720) for over in range(0, 8 * under, 1 + under // 9)
    ]
    vectors = {
        "scales": [scale.model_dump(mode="json") for scale in SCALES.values()],
        "shown": [[over, under, score.shown(Ratio(over=over, under=under))] for over, under in ratios],
    }
    head = json.dumps(vectors, ensure_ascii=False)[1:-1]
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases())
    return "{" + head + ',\n"cases": [\n' + lines + "\n]}\n"


if __name__ == "__main__":
    (HERE / "scores.json").write_text(made(), encoding="utf-8")
