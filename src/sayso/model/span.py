"""Half-open stretches of an article's raw text."""

from typing import NamedTuple


class Span(NamedTuple):
    """Characters ``start`` up to, not including, ``end`` of `Article.text`, counted in Unicode code points.

    A tuple, so that it sorts, hashes and is written to JSON as ``[start, end]``.
    """

    start: int
    end: int

    def slice(self, text: str) -> str:
        """The words of ``text`` that the span stands for."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether both spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether every character of ``other`` lies in this span."""
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]
"""A discontinuous stretch of text: spans in text order, none touching the next."""
