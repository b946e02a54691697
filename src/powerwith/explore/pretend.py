"""Pretend groups to play with: how small ones mislead, how people who stay the same seem to change, how alpha jumps."""

import matplotlib.style
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from powerwith import simulate
from powerwith.explore.still import Again, Shown, slider
from powerwith.picture import CONSIDERATE, INK, LOADED, Picture, drawn
from powerwith.scoring import least_step
from powerwith.simulate import FALL, RISE, UNSURE

QUIET = "#8a857e"

LOOKS = {
    RISE: {"color": CONSIDERATE, "marker": "o", "label": "says up"},
    UNSURE: {"color": QUIET, "marker": "", "label": "cannot tell"},
    FALL: {"color": LOADED, "marker": "s", "label": "says down"},
}
"""Shape and place tell them apart, too: a dot, a bare line, a square."""

BAND = 0.05
"""Alphas are counted in steps of this width."""


def groups(*, people: int = 8, change: float = 0.3, spread: float = 0.8) -> Shown:
    """200 pretend groups of one size, with sliders: what each would have concluded."""
    controls = {
        "people": slider("People in a group", people, 3, 60, 1),
        "change": slider("Real change", change, 0.0, 1.5, 0.1),
        "spread": slider("Spread of changes", spread, 0.2, 1.5, 0.1),
        "seed": Again(),
    }

    def still(people: int, change: float, spread: float, seed: int) -> str:
        return f"{_MOVES} Here: {people} people, a real change of {change:.1f}, a spread of {spread:.1f}."

    return Shown(groups_picture, controls, still=still)


def unchanged(*, people: int = simulate.DRAWS) -> Shown:
    """People who rate themselves twice and have not changed, with a button that draws new ones."""

    def show(seed: int) -> Picture:
        return unchanged_picture(simulate.twice(people, seed=seed))

    return Shown(show, {"seed": Again()}, still="In JupyterLab, a button above this picture draws new people.")


def alphas(*, people: int = 20, true: float = 0.75) -> Shown:
    """What alpha 200 pretend groups find, with sliders for their size and for the real alpha."""
    controls = {
        "people": slider("People in a group", people, 5, 200, 5),
        "true": slider("Real alpha", true, 0.5, 0.95, 0.05),
        "seed": Again(),
    }

    def still(people: int, true: float, seed: int) -> str:
        return f"{_MOVES} Here: {people} people and a real alpha of {true:.2f}."

    return Shown(alphas_picture, controls, still=still)


_MOVES = "In JupyterLab, sliders above this picture move it."


def groups_picture(people: int, change: float, spread: float, seed: int = 1) -> Picture:
    """Every group's mean change with its interval, from the lowest to the highest."""
    found = simulate.groups(people, change, spread, seed=seed)
    order = found.sort_values("mean", ignore_index=True)
    counts = {name: int((order["shows"] == name).sum()) for name in LOOKS}
    with matplotlib.style.context("default"):
        figure, axes = _paper(height=3.9)
        for name, look in LOOKS.items():
            part = order[order["shows"] == name]
            if len(part):
                axes.vlines(part.index, part["low"], part["high"], color=look["color"], linewidth=1, alpha=0.65)
                label = f"{look['label']}: {counts[name]}"
                axes.plot(part.index, part["mean"], linestyle="", color=look["color"], label=label,
                          marker=look["marker"] or "_", markersize=4)  # fmt: skip
        axes.axhline(0, color=INK, linewidth=1)
        axes.axhline(change, color=INK, linewidth=1, linestyle=":", label="real change")
        axes.set(xlabel="200 groups, the lowest mean first", ylabel="mean change and interval", xlim=(-3, 203))
        figure.legend(frameon=False, loc="outside upper left", ncols=2, fontsize=9)
        axes.set_xticks([])
    means = order.groupby("shows", observed=True)["mean"].mean()
    table = pd.DataFrame({
        "what a group concludes": ["it went up", "cannot tell", "it went down"],
        "groups": [counts[name] for name in LOOKS],
        "their mean change": [f"{means[name]:.2f}".replace("-", "−") if name in means else "none" for name in LOOKS],
    })  # fmt: skip
    return drawn(figure, simulate.groups_in_words(found, people, change), table)


def unchanged_picture(people: pd.DataFrame) -> Picture:
    """One subscale before and after, with the band inside which a difference is noise."""
    kind = simulate.Sameness()
    step = least_step(kind.spread, kind.retest)
    change = people["after"] - people["before"]
    looks = change.abs() > step
    ends = np.array([people[["before", "after"]].min().min() - 0.2, people[["before", "after"]].max().max() + 0.2])
    with matplotlib.style.context("default"):
        figure, axes = _paper(height=4.2)
        axes.fill_between(ends, ends - step, ends + step, color=QUIET, alpha=0.18, linewidth=0, label="noise")
        axes.plot(ends, ends, color=INK, linewidth=1, linestyle=":")
        for part, look in ((~looks, {"marker": "o", "color": QUIET, "label": "within the noise"}),
                           (looks, {"marker": "s", "color": LOADED, "label": "looks changed"})):  # fmt: skip
            axes.plot(people["before"][part], people["after"][part], linestyle="", markersize=4,
                      marker=look["marker"], color=look["color"], label=look["label"])  # fmt: skip
        axes.set(xlabel="first rating", ylabel="second rating", xlim=ends, ylim=ends)
        figure.legend(frameon=False, loc="outside upper left", ncols=2, fontsize=9)
    lowest = simulate.lowest_quarter(people)
    rows = [("everybody", people), ("the quarter who began lowest", lowest)]
    table = pd.DataFrame({
        "pretend people": [name for name, _ in rows],
        "how many": [len(part) for _, part in rows],
        "first rating": [f"{part['before'].mean():.2f}" for _, part in rows],
        "second rating": [f"{part['after'].mean():.2f}" for _, part in rows],
        "a subscale looks changed": [int((part["flags"] > 0).sum()) for _, part in rows],
        "the total looks changed": [int(part["moved"].sum()) for _, part in rows],
    })  # fmt: skip
    return drawn(figure, simulate.twice_in_words(people), table)


def alphas_picture(people: int, true: float, seed: int = 1) -> Picture:
    """How many pretend groups find which alpha."""
    found = simulate.alphas(people, true=true, seed=seed)
    return spread_of_alphas(found, people, known=true, known_as="the real alpha")


def spread_of_alphas(
    found: pd.Series, people: int, *, known: float, known_as: str, groups: str = "pretend groups"
) -> Picture:
    """A count of alphas in steps of 0.05, with a line where the one known is."""
    low = min(0.0, float(np.floor(found.min() / BAND)) * BAND)
    if low < -0.5:
        low = -0.5
    edges = np.round(np.arange(low, 1 + BAND / 2, BAND), 2)
    counts, _ = np.histogram(found.clip(lower=low), bins=edges)
    with matplotlib.style.context("default"):
        figure, axes = _paper(height=3.2)
        axes.bar(edges[:-1], counts, width=BAND * 0.9, align="edge", color=CONSIDERATE)
        axes.axvline(known, color=INK, linewidth=1.5, linestyle=":")
        axes.annotate(f"{known_as}, {known:.2f}", (known, max(counts) * 1.06), fontsize=9, color=INK,
                      ha="right" if known > 0.6 else "left")  # fmt: skip
        axes.set(xlabel="alpha", ylabel=groups, xlim=(low, 1), ylim=(0, max(counts) * 1.18))
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    some = [place for place, count in enumerate(counts) if count]
    table = pd.DataFrame({
        "alpha from": [f"{edges[place]:.2f}" for place in some],
        "to below": [f"{edges[place + 1]:.2f}" for place in some],
        groups: [int(counts[place]) for place in some],
    })  # fmt: skip
    return drawn(figure, simulate.alphas_in_words(found, people, groups), table)


def _paper(height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(5.0, height), layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=INK)
    return figure, axes
