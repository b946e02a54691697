"""The common factors behind items, by maximum likelihood: what omega stands on."""

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import scipy

Matrix: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.float64]]"
Vector: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.float64]]"

NO_ERROR = 0.005
"""An item of which less than this part is its own error counts as having none."""


class Factors:
    """A factor for each group of items: loadings, what is left of each item, how the factors go together."""

    def __init__(self, loadings: Vector, left: Vector, together: Matrix, sizes: Sequence[int]) -> None:
        self.loadings, self.left, self.together, self.sizes = loadings, left, together, sizes
        self.group = np.repeat(np.arange(len(sizes)), sizes)
        self.pattern: Matrix = (self.group[:, None] == np.arange(len(sizes))).astype(float)
        self.by: Matrix = self.pattern * loadings[:, None]

    @property
    def cov(self) -> Matrix:
        made: Matrix = self.by @ self.together @ self.by.T + np.diag(self.left)
        return made

    def rescaled(self, spread: Vector) -> "Factors":
        return Factors(self.loadings * spread, self.left * spread**2, self.together, self.sizes)

    def omegas(self, n: int, z: float) -> list[tuple[float, tuple[float, float]]]:
        """Each with its interval, by the delta method from the expected information."""
        spread = np.linalg.pinv(self._information(n))
        found = []
        for i in range(len(self.sizes)):
            own = self.group == i
            common, rest = self.loadings[own].sum(), self.left[own].sum()
            value = float(common**2 / (common**2 + rest))
            slope = np.zeros(len(spread))
            slope[: len(own)][own] = 2 / common  # of log(common² / rest), the logit of omega
            slope[len(own) : 2 * len(own)][own] = -1 / rest
            half = z * math.sqrt(max(0.0, float(slope @ spread @ slope)))
            logit = math.log(common**2 / rest)
            found.append((value, (_share(logit - half), _share(logit + half))))
        return found

    def _information(self, n: int) -> Matrix:
        inverse = np.linalg.inv(self.cov)
        parts = [inverse @ slope for slope in self._slopes()]
        made: Matrix = np.array([[float(np.sum(a * b.T)) for b in parts] for a in parts]) * (n - 1) / 2
        return made

    def _slopes(self) -> list[Matrix]:
        """Of the covariances by each loading, each rest and each correlation of factors."""
        k, others = len(self.loadings), self.by @ self.together
        made = []
        for i in range(k):
            row = np.zeros((k, k))
            row[i] = others @ self.pattern[i]
            made.append(row + row.T)
        for i in range(k):
            made.append(np.diag(np.eye(k)[i]))
        for a, b in _pairs(len(self.sizes)):
            both = np.outer(self.by[:, a], self.by[:, b])
            made.append(both + both.T)
        return made


def _pairs(count: int) -> list[tuple[int, int]]:
    return [(a, b) for a in range(count) for b in range(a + 1, count)]


def fit(correlations: Matrix, sizes: Sequence[int]) -> Factors | None:
    """The likeliest factors, or None where there are none without an item that has no error of its own."""
    k, pairs = len(correlations), _pairs(len(sizes))
    constant = k + float(np.linalg.slogdet(correlations)[1])

    def built(x: Vector) -> Factors:
        together = np.eye(len(sizes))
        for (a, b), value in zip(pairs, x[2 * k :], strict=True):
            together[a, b] = together[b, a] = value
        return Factors(x[:k], x[k : 2 * k], together, sizes)

    def misfit(x: Vector) -> tuple[float, Vector]:
        factors = built(x)
        cov = factors.cov
        sign, size = np.linalg.slogdet(cov)
        if sign <= 0:
            return 1e6, np.zeros_like(x)
        inverse = np.linalg.inv(cov)
        weight = inverse - inverse @ correlations @ inverse
        slope = np.array([float(np.sum(weight * each)) for each in factors._slopes()])
        return float(size + np.sum(inverse * correlations) - constant), slope

    starts = []
    for part in np.split(np.arange(k), np.cumsum(sizes)[:-1]):
        values, vectors = np.linalg.eigh(correlations[np.ix_(part, part)])
        first = vectors[:, -1] * math.sqrt(values[-1]) * 0.8
        starts.append(first * (1 if first.sum() >= 0 else -1))
    loadings = np.concatenate(starts)
    begin = np.concatenate([loadings, np.clip(1 - loadings**2, 0.1, 0.9), np.full(len(pairs), 0.3)])
    limits = [(-1.0, 1.0)] * k + [(NO_ERROR, 1.0)] * k + [(-0.999, 0.999)] * len(pairs)
    options = {"maxiter": 2000, "ftol": 1e-15, "gtol": 1e-9}
    done = scipy.optimize.minimize(misfit, begin, jac=True, method="L-BFGS-B", bounds=limits, options=options)
    found = built(done.x)
    is_whole = done.fun < 1e6 and found.left.min() > NO_ERROR * 1.01
    return found if is_whole and np.abs(done.jac).max() < 1e-4 else None


def _share(logit: float) -> float:
    return 1 / (1 + math.exp(-logit)) if logit > -700 else 0.0
