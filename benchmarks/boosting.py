"""Gradient boosting of oblivious trees with numpy alone; the same seed gives the same trees."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.clean.trees import Trees

type Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How trees are grown; chosen once by cross-validation."""

    trees: int = 200
    depth: int = 5
    rate: float = 0.08
    shrink: float = 5.0
    bins: int = 32
    columns: float = 0.5
    rows: float = 0.6
    seed: int = 0


def grow(matrix: Numbers, target: Numbers, weight: Numbers, *, names: tuple[str, ...], switch: float, growth: Growth) -> Trees:
    """Trees for the log odds that ``target`` is 1, by logistic loss with Newton steps in the leaves."""
    edges = [_edges(matrix[:, column], growth.bins) for column in range(matrix.shape[1])]
    binned = np.stack([np.searchsorted(edge, matrix[:, column]) for column, edge in enumerate(edges)], axis=1).astype(np.int32)
    usable = np.array([column for column, edge in enumerate(edges) if len(edge)])
    share = float((target * weight).sum() / weight.sum())
    bias = float(np.log(share / (1 - share)))
    odds = np.full(len(target), bias)
    random = np.random.default_rng(growth.seed)
    asked, over, leaves = [], [], []
    for _ in range(growth.trees):
        chance = 1 / (1 + np.exp(-odds))
        slope, bend = (target - chance) * weight, chance * (1 - chance) * weight
        rows = np.flatnonzero(random.random(len(target)) < growth.rows)
        columns = np.sort(random.choice(usable, max(1, int(len(usable) * growth.columns)), replace=False))
        questions = _questions(binned[np.ix_(rows, columns)], slope[rows], bend[rows], growth)
        leaf = np.zeros(len(target), dtype=np.int64)
        for level, (column, cut) in enumerate(questions):
            leaf |= (binned[:, columns[column]] > cut).astype(np.int64) << level
        size = 1 << growth.depth
        up, down = np.bincount(leaf[rows], slope[rows], size), np.bincount(leaf[rows], bend[rows], size)
        values = np.round(growth.rate * up / (down + growth.shrink), 4)
        odds += values[leaf]
        asked.append(tuple(int(columns[column]) for column, _ in questions))
        over.append(tuple(float(edges[columns[column]][cut]) for column, cut in questions))
        leaves.append(tuple(values.tolist()))
    return Trees(features=names, asked=tuple(asked), over=tuple(over), leaves=tuple(leaves), bias=round(bias, 4), switch=switch)


def _edges(column: Numbers, bins: int) -> Numbers:
    """At most ``bins`` - 1 cuts between the values of a column; bin b holds the values over cut b-1 up to cut b."""
    values = np.unique(column)
    if len(values) > bins:
        values = np.unique(np.quantile(column, np.linspace(0, 1, bins), method="lower"))
    cuts: Numbers = np.unique(np.round((values[:-1] + values[1:]) / 2, 4).astype(np.float32))
    return cuts


def _questions(binned: Numbers, slope: Numbers, bend: Numbers, growth: Growth) -> list[tuple[int, int]]:
    """Level by level the column and cut whose split gains most, summed over the leaves so far."""
    count = binned.shape[1]
    leaf = np.zeros(len(binned), dtype=np.int64)
    offsets = np.arange(count) * growth.bins
    flat = (binned + offsets).ravel()
    per_leaf = count * growth.bins
    slopes, bends = np.repeat(slope, count), np.repeat(bend, count)
    chosen: list[tuple[int, int]] = []
    for level in range(growth.depth):
        size = 1 << level
        code = flat + np.repeat(leaf, count) * per_leaf
        shape = (size, count, growth.bins)
        up = np.bincount(code, slopes, size * per_leaf).reshape(shape).cumsum(axis=2)
        down = np.bincount(code, bends, size * per_leaf).reshape(shape).cumsum(axis=2)
        all_up, all_down = up[:, :, -1:], down[:, :, -1:]
        gain = (up**2 / (down + growth.shrink) + (all_up - up) ** 2 / (all_down - down + growth.shrink)).sum(axis=0)[:, :-1]
        column, cut = divmod(int(gain.argmax()), growth.bins - 1)
        chosen.append((column, cut))
        leaf |= (binned[:, column] > cut).astype(np.int64) << level
    return chosen
