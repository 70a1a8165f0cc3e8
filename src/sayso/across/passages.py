"""The sentence around a span, without a parser: good enough to show a claim in its words and to compare wordings."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from sayso.model import Article, Span

_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_NO_END = re.compile(r"\b(?:[A-Z]|Mr|Ms|Mrs|Dr|St|Gen|Col|Lt|Capt|Sgt|Maj|Adm|Cmdr|Sen|Gov|Rep|Rev|Prof|No|vs)$")
"""What stands before a full stop that ends no sentence: an initial or a title."""

_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)$")
"""Before a number, no end either: "the Dec. 10 bombing"."""

_LONGEST_TITLE = 5


class Passages:
    """The sentences of an article's story."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        self._sentences = [(sentence, block.span.end) for block in article.story for sentence in _sentences(article.text, block.span)]
        self._starts = [sentence.start for sentence, _ in self._sentences]

    def around(self, span: Span) -> Span:
        """The sentence in which ``span`` starts, stretched so that it holds the whole of it; the span itself outside the story."""
        start, end = span
        place = bisect_right(self._starts, start) - 1
        if place < 0:
            return span
        sentence, block_end = self._sentences[place]
        if block_end <= start:
            return span
        return sentence if end <= sentence.end else Span(sentence.start, end)

    def within(self, span: Span) -> Iterator[Span]:
        """The sentences of ``span``, the first and the last cut at its ends."""
        position = span.start
        while position < span.end:
            end = min(max(self.around(Span(position, position + 1)).end, position + 1), span.end)
            yield Span(position, end)
            position = end
            while position < span.end and self._text[position].isspace():
                position += 1


def _sentences(text: str, block: Span) -> list[Span]:
    found = []
    start = block.start
    for match in _END.finditer(text, block.start, block.end):
        before = max(start, match.start() - _LONGEST_TITLE)
        if text[match.start()] == "." and _NO_END.search(text, before, match.start()):
            continue
        if text[match.end() : match.end() + 1].isdigit() and _MONTH.search(text, before, match.start()):
            continue
        found.append(Span(start, match.start() + len(match.group().rstrip())))
        start = match.end()
    if start < block.end or not found:
        found.append(Span(start, block.end))
    return found
