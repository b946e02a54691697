"""Pictures of one's own practice, each with its text and the table behind it."""

import matplotlib.style
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from powerwith.picture import CONSIDERATE, INK, LOADED, Picture, drawn

__all__ = ["Picture", "marks"]


def marks(table: pd.DataFrame) -> Picture:
    """Loaded and considerate marks over attempts at written exercises.

    `table` comes from `journal.table`. Raises ValueError when nothing written has been checked yet.
    """
    written = table[table["kind"] == "rewrite"]
    if written.empty:
        raise ValueError(
            "No written reply has been checked yet. Try one of the drills above, then run this cell again."
        )
    loaded = written["loaded"].astype(int).to_list()
    considerate = written["considerate"].astype(int).to_list()
    tries = list(range(1, len(written) + 1))
    with matplotlib.style.context("default"):
        figure = Figure(figsize=(6.4, 3.2), layout="constrained")
        axes = figure.subplots()
        axes.plot(tries, considerate, color=CONSIDERATE, marker="o", label="considerate marks")
        axes.plot(tries, loaded, color=LOADED, marker="s", linestyle="--", label="loaded marks")
        axes.set(xlabel="try, in order", ylabel="marks in the reply", ylim=(-0.3, max(*loaded, *considerate, 1) + 0.6))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(colors=INK)
        axes.legend(frameon=False, loc="upper left", ncols=2, bbox_to_anchor=(0, 1.16))
        return drawn(figure, _says(loaded, considerate))


def _says(loaded: list[int], considerate: list[int]) -> str:
    first, last = (loaded[0], considerate[0]), (loaded[-1], considerate[-1])
    start = f"First try: {_count(first[0], 'loaded mark')}, {_count(first[1], 'considerate mark')}."
    if len(loaded) == 1:
        return f"{start} One try shows nothing about change."
    end = f"Try {len(loaded)}: {_count(last[0], 'loaded mark')}, {_count(last[1], 'considerate mark')}."
    return f"{start} {end} Marks count words, not worth; a few tries are too few for a trend."


def _count(number: int, name: str) -> str:
    return f"{number or 'no'} {name}{'' if number == 1 else 's'}"
