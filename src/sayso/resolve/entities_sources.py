"""Which mention the words of a source are, and whose words a stretch of text is."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sayso.model import Attribution, Mention, Quotedness, Span, Spans

_DETERMINER = 4
"""A source and its mention start together but for "the "."""
_DEEPEST = 12
"""How many contents that start before a word are tried: nested quotations, not whole articles."""


class MentionFinder:
    """Finds the mention that a source names, over the mentions sorted by their heads."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._order = sorted(range(len(mentions)), key=lambda index: mentions[index].head)
        self._heads = [mentions[index].head.start for index in self._order]
        self._mentions = mentions

    def mention_of(self, source: Spans) -> int | None:
        """Index of the mention that fits the source best: its head lies in the source, it starts with it, most characters are shared."""
        best: int | None = None
        best_fit = 0.0
        for span in source:
            first, last = bisect_left(self._heads, span.start), bisect_left(self._heads, span.end)
            for position in range(first, last):
                index = self._order[position]
                fit = _shared(self._mentions[index].span, span)
                if self._mentions[index].span.start - span.start <= _DETERMINER:
                    fit += 1
                if fit > best_fit:
                    best, best_fit = index, fit
        return best

    def inside(self, span: Span) -> list[int]:
        """Indexes of the mentions whose head lies in the span, in text order."""
        return self._order[bisect_left(self._heads, span.start) : bisect_left(self._heads, span.end)]


def _shared(one: Span, other: Span) -> float:
    """Shared characters as a part of all that both cover."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))


class Speech:
    """Whose word a position is: the attribution in whose quoted content it stands, innermost first."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        quoted = [a for a in attributions if a.kind is not Quotedness.INDIRECT]
        self._contents = sorted((span, a.id) for a in quoted for span in a.content)
        self._starts = [span.start for span, _ in self._contents]
        self._by_id = {a.id: a for a in quoted}

    def of(self, position: int) -> Attribution | None:
        """The innermost attribution whose quoted content covers the character at ``position``."""
        last = bisect_right(self._starts, position)
        for span, identifier in reversed(self._contents[max(0, last - _DEEPEST) : last]):
            if span.end > position:
                return self._by_id[identifier]
        return None
