"""What a source says where no event, figure or position of ours is in it: each sentence of its words is a claim of its own.

Without a parser, so that a ledger can be made from records alone.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator

from sayso.across.passages import Passages
from sayso.model import Attribution, Record, Span

_FEWEST_LETTERS = 3
_FEWEST_WORDS = 4
"""Words of a clause that says something by itself."""

_NEXT_CLAUSE = re.compile(r"(?:[,;]\s+(?:and|but|while|although|though)|;|\s(?:and|but)(?=\s+that\b))\s*")
_AND = re.compile(r"\s(?:and|but)\s")
_FEWEST_JOINED = 6
"""Words of a clause behind or before a bare "and", which joins nouns as well."""


def statements_of(record: Record, taken: Collection[Span], passages: Passages) -> Iterator[tuple[Attribution, Span]]:
    """(attribution, span) for each sentence of a content that holds none of ``taken`` (the spans of other claims), innermost source first.

    A sentence that two nested attributions cover is the inner one's.
    """
    text = record.article.text
    by_sentence: dict[Span, list[Span]] = {}
    for other in sorted(taken):
        by_sentence.setdefault(passages.around(Span(other.start, other.start + 1)), []).append(other)
    for attribution in sorted(record.attributions, key=_content_length):
        if not attribution.is_claim:
            continue
        for span in attribution.content:
            for sentence in passages.within(span):
                others = by_sentence.setdefault(passages.around(Span(sentence.start, sentence.start + 1)), [])
                for piece in list(_untold(text, sentence, [other for other in others if sentence.overlaps(other)])):
                    others.append(piece)
                    yield attribution, piece


def _untold(text: str, sentence: Span, others: list[Span]) -> Iterator[Span]:
    """The sentence where no other claim stands in it, else those of its clauses that hold none and can stand alone."""
    if not others:
        if sum(map(str.isalpha, sentence.slice(text))) >= _FEWEST_LETTERS:
            yield sentence
        return
    for borders, fewest in ((_NEXT_CLAUSE, _FEWEST_WORDS), (_AND, _FEWEST_JOINED)):
        taken = _merged(others)
        pieces = [
            piece for piece in _pieces(text, sentence, borders) if len(piece.slice(text).split()) >= fewest and not _touches(piece, taken)
        ]
        yield from pieces
        others = [*others, *pieces]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that meet made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _touches(span: Span, merged: list[Span]) -> bool:
    """Whether a span shares a character with one of those that `_merged` gave."""
    place = bisect_left(merged, (span.end, span.end)) - 1
    return place >= 0 and span.overlaps(merged[place])


def _pieces(text: str, sentence: Span, borders: re.Pattern[str]) -> Iterator[Span]:
    start = sentence.start
    for match in borders.finditer(text, sentence.start, sentence.end):
        if match.start() > start:
            yield Span(start, match.start())
        start = match.end()
    if start < sentence.end:
        yield Span(start, sentence.end)


def _content_length(attribution: Attribution) -> tuple[int, str]:
    return sum(span.end - span.start for span in attribution.content), attribution.id
