"""Somebody who has all that was published and a solver, and wants to know how many people gave an answer."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from powerwith.cohort import suppress
from powerwith.cohort.cells import Row

Cell = tuple[str, int]
"""Which table, and the place of the answer in it."""


class Attacker:
    """Counts of people are whole numbers from 0 up; each thing published narrows them."""

    def __init__(self) -> None:
        self.cells: dict[Cell, int] = {}
        self.known: list[tuple[dict[int, float], float, float]] = []

    def knows(self, parts: Mapping[Cell, float], low: float, high: float) -> None:
        """That a sum of so many times these counts lies between two ends."""
        row = {self.cells.setdefault(cell, len(self.cells)): times for cell, times in parts.items()}
        self.known.append((row, low, high))

    def reads(self, table: str, row: Row, size: int, *, aside: int = 0) -> None:
        """All of one table, with exact totals even where only rounded percentages are shown."""
        n, state = row["n"], row["state"]
        every = {(table, i): 1.0 for i in range(size)}
        if state == suppress.NOTHING:
            self.knows(every, 0, 1000)
            return
        self.knows(every, n, n)
        if state == suppress.MOST:
            self.knows({(table, row["most"]): 1.0}, n - 2, n)
        if state == suppress.SHOWN:
            for group in set(row["groups"]):
                inside = {(table, i): 1.0 for i in range(size) if row["groups"][i] == group}
                self.knows(inside, row["totals"][group], row["totals"][group])
        if state == suppress.MIDDLE and not aside:
            self._reads_middle(table, row, size)

    def _reads_middle(self, table: str, row: Row, size: int) -> None:
        n = row["n"]
        first = max(suppress.DEEP, (n + 3) // 4)
        for name, rank in (("low", first), ("median", (n + 1) // 2), ("high", n + 1 - first)):
            place = row[name]  # type: ignore[literal-required]
            if place:
                self.knows({(table, i): 1.0 for i in range(place)}, 0, rank - 1)
            self.knows({(table, i): 1.0 for i in range(place + 1)}, rank, n)

    def solves(self, cells: Sequence[Cell]) -> Iterator[tuple[int, int]]:
        """The least and the most people that may have given each of these answers."""
        size = len(self.cells)
        matrix = np.zeros((len(self.known), size))
        for i, (row, _, _) in enumerate(self.known):
            for place, times in row.items():
                matrix[i, place] = times
        what = LinearConstraint(matrix, [low for _, low, _ in self.known], [high for _, _, high in self.known])
        for cell in cells:
            ends = []
            for sign in (1, -1):
                aim = np.zeros(size)
                aim[self.cells[cell]] = sign
                found = milp(aim, constraints=what, integrality=np.ones(size), bounds=Bounds(0, np.inf))
                assert found.success, found.message
                ends.append(round(sign * found.fun))
            yield ends[0], ends[1]


def hidden(row: Row, counts: Sequence[int]) -> list[int]:
    """Places of answers somebody gave that are not shown by themselves."""
    if row["state"] != suppress.SHOWN:
        return [i for i, count in enumerate(counts) if count]
    together = [row["groups"].count(group) > 1 for group in row["groups"]]
    # A group whose other answers nobody gave is only as hidden as they are: it is looked at where somebody did.
    return [i for i, count in enumerate(counts) if count and together[i]]
