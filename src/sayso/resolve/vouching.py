"""Says on whose word a character of the text stands: the innermost attribution whose content holds it."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Self

from sayso.model import Attribution, Span

_CHAIN_LIMIT = 50
"""Nobody quotes so many deep; a longer chain is a ring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouching:
    """The attributions of an article by the stretches of text they vouch for.

    ``starts`` are the characters at which the innermost attribution changes, ``ids`` who it is from there on (None: the outlet).
    """

    starts: tuple[int, ...]
    ids: tuple[str | None, ...]
    attributions: Mapping[str, Attribution]

    @classmethod
    def of(cls, attributions: Sequence[Attribution]) -> Self:
        """The index of one article; of contents that hold the same character the deepest layer is innermost, then the shortest."""
        by_id = {attribution.id: attribution for attribution in attributions}
        borders = list(_borders(attributions, by_id))
        return cls(starts=tuple(start for start, _ in borders), ids=tuple(identifier for _, identifier in borders), attributions=by_id)

    def at(self, offset: int, may_vouch: Callable[[Attribution], bool] = lambda _: True) -> str | None:
        """The innermost attribution at a character that ``may_vouch`` accepts, None for the outlet's own word."""
        return next((attribution.id for attribution in self.chain(offset) if may_vouch(attribution)), None)

    def chain(self, offset: int) -> Iterator[Attribution]:
        """The attributions that vouch for a character, from the innermost outwards."""
        index = bisect_right(self.starts, offset) - 1
        identifier = self.ids[index] if index >= 0 else None
        for _ in range(_CHAIN_LIMIT):
            attribution = self.attributions.get(identifier) if identifier is not None else None
            if attribution is None:
                return
            yield attribution
            identifier = attribution.parent

    def holding(self, offset: int, span: Span) -> str | None:
        """The innermost attribution at a character whose content holds a span as well."""
        return self.at(offset, lambda attribution: any(part.contains(span) for part in attribution.content))


def _borders(attributions: Sequence[Attribution], by_id: Mapping[str, Attribution]) -> Iterator[tuple[int, str | None]]:
    """Where the innermost attribution changes, and to which, by one sweep over the contents."""
    pieces = sorted((part.start, part.end, *_rank(attribution, by_id)) for attribution in attributions for part in attribution.content)
    open_pieces: list[tuple[int, int, str, int]] = []
    position = 0
    borders = sorted({border for start, end, *_ in pieces for border in (start, end)})
    for border in borders:
        while position < len(pieces) and pieces[position][0] <= border:
            _, end, layer, size, identifier = pieces[position]
            heappush(open_pieces, (layer, size, identifier, end))
            position += 1
        while open_pieces and open_pieces[0][3] <= border:
            heappop(open_pieces)
        yield border, open_pieces[0][2] if open_pieces else None


def _rank(attribution: Attribution, by_id: Mapping[str, Attribution]) -> tuple[int, int, str]:
    """What decides who is innermost: minus the depth in its chain, then the size of the content, then the id."""
    depth, parent = 0, attribution.parent
    while parent is not None and parent in by_id and depth < _CHAIN_LIMIT:
        depth, parent = depth + 1, by_id[parent].parent
    return -depth, sum(part.end - part.start for part in attribution.content), attribution.id
