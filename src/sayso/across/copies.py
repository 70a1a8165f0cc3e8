"""Copies and rewrites of one text: proposed cheaply, verified by counting what two stories share.

Runs of three words tell what was taken over word for word, also with many words changed; a MinHash of them proposes. The stems of the
content words tell the same report in other words; those are only compared where both articles tell of the same incident.
"""

import math
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import msgspec
import numpy as np
import rensa
from numpy.typing import NDArray

from sayso.across.wording import Stems, plain_words
from sayso.model import Article

_PRINTS = 32
"""Minima of a MinHash. Of a copy with a third of its words changed six of them are left, of two that have nothing to do with each
other hardly one: two shared prints propose a pair. Bands of several minima would need four times as many to propose as much."""

_SEED = 42
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
"""Odd multipliers that mix the hashes of the three words of a run. Runs of five words would lose half of the copies once one word in
ten is changed."""

_FEWEST_RUNS = 30
"""A shorter text is a flash or a caption: too short to tell a copy from a coincidence."""

VERBATIM = 0.88
"""Least sum of two shares of the shorter text that the longer one holds: of its runs and of its content words. With one word in three
changed 0.34 of the runs and 0.7 of the words are left; two articles that quote the same statement share the runs, not the words."""

_FEWEST_VERBATIM = 0.1
"""Least share of the runs: with fewer, the same words stand in another order."""

REWORDED = 0.44
"""Least overlap of content words, counted up by shared runs, for the same report in other words. Reports of one happening by
different reporters stay under 0.43 on our development set; rewrites start at 0.45."""

_MOST_FOR_RUNS = 0.15
"""What shared runs can add: a long statement that both print whole makes no rewrite."""

_REWORDED_DAYS = 2
"""A rewrite is printed at once; what comes out later and reads alike is the next report by the same people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A story in the two forms in which it is compared: sorted 32-bit hashes of its runs and of its content stems."""

    runs: bytes
    stems: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What decides whether two stories are one text: the wording, whose it is, its day of publication."""

    wording: Wording
    outlet: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The verdict on two stories: ``share`` is what they have in common, 0..1; ``how`` is ``verbatim`` or ``reworded``."""

    share: float
    how: str


def story_words(article: Article) -> str:
    """The words of the story's blocks."""
    return "\n".join(block.span.slice(article.text) for block in article.story)


def word_story(text: str, stems: Stems) -> tuple[Wording, tuple[int, ...]]:
    """A story's wording, and the prints of its MinHash: stories that share two are worth comparing. A short text has none."""
    words = plain_words(text)
    hashes = _hashes(words)
    runs = _distinct((hashes[:-2] * _MIX[0] + hashes[1:-1] * _MIX[1] + hashes[2:] * _MIX[2]) >> np.uint64(32))
    content = _distinct(_hashes(stems.of(words)))
    wording = Wording(runs=runs.tobytes(), stems=content.tobytes())
    return wording, _prints(runs.tolist()) if len(runs) >= _FEWEST_RUNS else ()


def compare_stories(one: Story, other: Story) -> Copy | None:
    """Whether one story is a copy or a rewrite of the other; None where it is not."""
    runs = _shared(one.wording.runs, other.wording.runs)
    if runs.shorter < _FEWEST_RUNS:
        return None
    may_be_verbatim, may_be_reworded = runs.of_shorter >= _FEWEST_VERBATIM, _is_other_report_of_the_day(one, other)
    if not may_be_verbatim and not may_be_reworded:
        return None
    stems = _shared(one.wording.stems, other.wording.stems)
    if may_be_verbatim and runs.of_shorter + stems.of_shorter >= VERBATIM:
        return Copy(share=runs.of_shorter, how="verbatim")
    score = stems.of_both + min(2 * runs.of_both, _MOST_FOR_RUNS)
    return Copy(share=stems.of_shorter, how="reworded") if may_be_reworded and score >= REWORDED else None


def _is_other_report_of_the_day(one: Story, other: Story) -> bool:
    """Whether two stories may be the same report in other words: an outlet's own next report only repeats its background."""
    if one.published is None or other.published is None or (one.outlet is not None and one.outlet == other.outlet):
        return False
    return abs((one.published - other.published).days) <= _REWORDED_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    shorter: int
    of_shorter: float
    of_both: float


def _shared(one: bytes, other: bytes) -> _Shared:
    """How many hashes two sets share, over the smaller one and over the geometric mean of both."""
    left, right = np.frombuffer(one, dtype="<u4"), np.frombuffer(other, dtype="<u4")
    shorter = min(len(left), len(right))
    if not shorter:
        return _Shared(shorter=0, of_shorter=0.0, of_both=0.0)
    both = np.concatenate((left, right))
    both.sort(kind="stable")  # two sorted runs: merged, not sorted anew
    common = int(np.count_nonzero(both[1:] == both[:-1]))  # neither holds a hash twice
    return _Shared(shorter=shorter, of_shorter=common / shorter, of_both=common / math.sqrt(len(left) * len(right)))


def _hashes(words: Collection[str]) -> NDArray[np.uint64]:
    """A hash of each word."""
    encoded = "\n".join(words).encode("utf-8", "replace").split(b"\n") if words else []
    return np.fromiter(map(zlib.crc32, encoded), dtype=np.uint64, count=len(encoded))


def _distinct(numbers: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """The numbers sorted, each once."""
    listed = numbers.astype("<u4")
    listed.sort()
    return listed[np.concatenate(([True], listed[1:] != listed[:-1]))] if len(listed) else listed


def _prints(runs: list[int]) -> tuple[int, ...]:
    """The minima, each with its place: the third minimum of one story says nothing about the fifth of another."""
    minhash = rensa.RMinHash(num_perm=_PRINTS, seed=_SEED)
    minhash.update(msgspec.json.encode(runs)[1:-1].split(b","))  # each as its digits: several times faster than by `str`
    return tuple(minimum * _PRINTS + place for place, minimum in enumerate(minhash.digest()))
