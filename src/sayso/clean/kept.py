"""Words that an extractor kept, found again in the flattened page: our offsets stay."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.model.page import Piece

type _Words = tuple[str, ...]

_WORD = re.compile(r"\w+")
_RUN = 4
"""Words in a row that make a match; a shorter line must be found whole."""

_MOST_PLACES = 40
"""Places of one run that are looked at; more of them would cost time and tell nothing."""


@dataclass(frozen=True, slots=True)
class _Match:
    """A line of ours that may be the kept words ``start`` up to ``end``, ``words`` of them in common."""

    line: int
    start: int
    end: int
    words: int


def find_kept(text: str, pieces: tuple[Piece, ...], kept: tuple[str, ...]) -> list[float]:
    """For each piece the share of its words that stand in ``kept``, 0 to 1.

    The lines of the pieces and the kept words are matched by runs of four words, both in their order and each kept word once, so that as
    many words as possible are found: a headline repeated in a menu is not the headline of the story.
    """
    owners: list[int] = []
    lines: list[_Words] = []
    counts: Counter[int] = Counter()
    for index, piece in enumerate(pieces):
        for line in piece.span.slice(text).split("\n"):
            words = tuple(_WORD.findall(line))
            if words:
                owners.append(index)
                lines.append(words)
                counts[index] += len(words)
    stream = tuple(word for line in kept for word in _WORD.findall(line))
    common: Counter[int] = Counter()
    for match in _heaviest_chain(_matches(lines, stream)):
        common[owners[match.line]] += match.words
    return [common[index] / counts[index] if counts[index] else 0.0 for index in range(len(pieces))]


def _matches(lines: list[_Words], stream: _Words) -> Iterator[_Match]:
    """Every place of the stream where a line may stand, line by line: its runs that lie at the same distance make one match."""
    places: dict[_Words, list[int]] = {}
    for length in range(1, _RUN + 1):
        for place, run in enumerate(zip(*(stream[shift:] for shift in range(length)), strict=False)):
            places.setdefault(run, []).append(place)
    for index, words in enumerate(lines):
        length = min(_RUN, len(words))
        starts: dict[int, list[int]] = {}
        for offset, run in enumerate(zip(*(words[shift:] for shift in range(length)), strict=False)):
            for place in places.get(run, ())[:_MOST_PLACES]:
                starts.setdefault(place - offset, []).append(offset)
        for start in sorted(starts):
            offsets = starts[start]
            common = len({offset + step for offset in offsets for step in range(length)})
            yield _Match(index, start + offsets[0], start + offsets[-1] + length, common)


def _heaviest_chain(matches: Iterator[_Match]) -> list[_Match]:
    """The matches in order of line and stream, not overlapping in the stream, with the most words in common.

    The heaviest increasing subsequence, with the best chain for every end kept sorted; a line may be matched in several parts.
    """
    ends: list[int] = []
    tips: list[tuple[int, int]] = []  # weight of the best chain up to each end, and its last match; weights rise with the ends
    chain: list[tuple[_Match, int]] = []
    for match in matches:
        place = bisect_right(ends, match.start)
        weight, before = tips[place - 1] if place else (0, -1)
        weight += match.words
        chain.append((match, before))
        place = bisect_right(ends, match.end)
        if place and tips[place - 1][0] >= weight:
            continue
        begin = place - 1 if place and ends[place - 1] == match.end else place
        after = place
        while after < len(tips) and tips[after][0] <= weight:
            after += 1
        ends[begin:after] = [match.end]
        tips[begin:after] = [(weight, len(chain) - 1)]
    chosen: list[_Match] = []
    index = tips[-1][1] if tips else -1
    while index >= 0:
        match, index = chain[index]
        chosen.append(match)
    return chosen[::-1]
