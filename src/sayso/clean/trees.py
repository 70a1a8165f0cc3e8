"""Boosted trees over a unit's numbers: how likely it is story, and the smoothest reading of a page."""

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from sayso.errors import Code, SetupError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.clean.features import Matrix

    type Numbers = NDArray[np.float64]


_PARTS = 10_000
_ROWS = 1000  # at a time, for a little memory


class Trees(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Trees that ask one question a level (oblivious trees, as in CatBoost: Prokhorenkova et al. 2018).

    ``features`` names the columns; ``asked`` holds a column a level and tree, ``over`` the number it must exceed, ``leaves`` a value for each
    row of answers, first question lowest. Their sum plus ``bias`` is the log odds of story; ``switch`` is the price of a change from one unit
    to the next. Fitted by benchmarks/fit_clean.py.
    """

    features: tuple[str, ...]
    asked: tuple[tuple[int, ...], ...]
    over: tuple[tuple[float, ...], ...]
    leaves: tuple[tuple[float, ...], ...]
    bias: float
    switch: float


def load_trees(names: tuple[str, ...]) -> Trees:
    """The weights that ship with the package. Raises SetupError where they are damaged or were fitted on other features than ``names``."""
    source = files("sayso.clean").joinpath("page_trees.json")
    try:
        trees = msgspec.json.decode(source.read_bytes(), type=Trees)
    except (OSError, msgspec.DecodeError) as error:
        raise SetupError(Code.TABLE, str(error), where="clean/page_trees.json", remedy="reinstall sayso") from error
    if trees.features != names:
        raise SetupError(Code.TABLE, "fitted on other features", where="clean/page_trees.json", remedy="make fit")
    return trees


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """Trees as arrays: a row a tree, a column a level or a leaf. Leaves are whole ten-thousandths, so that their sum is the same on any machine."""

    asked: "NDArray[np.int64]"
    over: "Matrix"
    leaves: "NDArray[np.int64]"
    bias: float
    switch: float


def planted(trees: Trees) -> Forest:
    """The same trees, ready to be asked."""
    import numpy as np

    return Forest(
        asked=np.array(trees.asked, dtype=np.int64),
        over=np.array(trees.over, dtype=np.float32),
        leaves=np.rint(np.array(trees.leaves) * _PARTS).astype(np.int64),
        bias=trees.bias,
        switch=trees.switch,
    )


def story_odds(matrix: "Matrix", forest: Forest) -> "Numbers":
    """The log odds of story of each row."""
    import numpy as np

    count, depth = forest.asked.shape
    bits = 1 << np.arange(depth)
    odds = np.empty(len(matrix), dtype=np.float64)
    for start in range(0, len(matrix), _ROWS):
        answers = matrix[start : start + _ROWS, forest.asked] > forest.over
        odds[start : start + _ROWS] = forest.bias + forest.leaves[np.arange(count), answers @ bits].sum(axis=1) / _PARTS
    return odds


def smooth(odds: "Numbers", switch: float) -> list[bool]:
    """The sequence of story and not story with the highest sum of log odds less ``switch`` for every change (Viterbi).

    Where nothing would be story the best unit's odds are lifted over the line, and those of all others with it: a page has a story.
    """
    best = _viterbi(odds, switch)
    if not any(best) and len(odds):
        best = _viterbi(odds + (2 * switch + 1.0 - odds.max()), switch)
    return best


def _viterbi(odds: "Numbers", switch: float) -> list[bool]:
    came_from: list[tuple[bool, bool]] = []
    page, story = 0.0, 0.0
    for value in odds.tolist():
        from_page, from_story = story - switch > page, story >= page - switch
        came_from.append((from_page, from_story))
        page, story = max(page, story - switch), max(story, page - switch) + value
    result: list[bool] = []
    state = story > page
    for from_page, from_story in reversed(came_from):
        result.append(state)
        state = from_story if state else from_page
    return result[::-1]
