"""Pairs quotation marks, repairs within a paragraph what does not pair, and tells speech from scare quotes and titles."""

import re
from dataclasses import dataclass

from sayso.annotate import ParsedArticle
from sayso.errors import Code
from sayso.extract.quotes_marks import Family, Mark, find_marks
from sayso.extract.quotes_roles import role_of
from sayso.model import Diagnostic, Quotation, Span

_MOST_MARKS = 2_000
_DENSEST = 20
"""A paragraph with more marks than the one, and fewer characters a mark than the other, is noise: its marks are read as plain text."""
_SENTENCE_END = re.compile(r"[.!?][)\]]*(?=\s)")
_TAIL = re.compile(r",\s+(?=(?:\w+\W+){1,7}$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """A quotation found: outer and inner borders, how deep it is nested, and which mark had to be inferred."""

    start: int
    inner_start: int
    inner_end: int
    end: int
    repaired: bool = False


def find_quotations(parsed: ParsedArticle) -> tuple[tuple[Quotation, ...], tuple[Diagnostic, ...]]:
    """Every quotation of the story in text order, nested ones after the one they stand in, and what was repaired.

    A quotation that runs on into a paragraph that opens with a mark again is one quotation a paragraph, none of them repaired.
    """
    text = parsed.article.text
    read = parsed.doc[-1].idx + len(parsed.doc[-1]) if len(parsed.doc) else 0
    blocks = [Span(block.span.start, min(block.span.end, read)) for block in parsed.article.story if block.span.start < read]
    quotations: list[Quotation] = []
    notes: list[Diagnostic] = []
    for number, block in enumerate(blocks):
        marks = find_marks(text, block.start, block.end)
        if not marks:
            continue
        if len(marks) > _MOST_MARKS and block.end - block.start < _DENSEST * len(marks):
            notes.append(
                Diagnostic(
                    code=Code.QUOTE_LIMIT,
                    message=f"a paragraph with {len(marks):,} quotation marks was read as if it had none",
                    span=Span(marks[0].start, marks[-1].end),
                )
            )
            continue
        reopened = _opens_with_mark(text, blocks[number + 1]) if number + 1 < len(blocks) else False
        for pair in _pair_marks(text, marks, block, reopened=reopened):
            span, inner = Span(pair.start, pair.end), Span(pair.inner_start, pair.inner_end)
            if inner.start >= inner.end or not any(character.isalnum() for character in inner.slice(text)):
                continue
            quotations.append(Quotation(span=span, inner=inner, role=role_of(parsed.doc, text, inner), repaired=pair.repaired))
            if pair.repaired:
                notes.append(
                    Diagnostic(code=Code.QUOTE_REPAIRED, message="a quotation mark is missing here; its border was inferred", span=span)
                )
    quotations.sort(key=lambda quotation: (quotation.span.start, -quotation.span.end))
    return tuple(quotations), tuple(notes)


def _opens_with_mark(text: str, block: Span) -> bool:
    head = find_marks(text, block.start, min(block.end, block.start + 3)) if text[block.start] not in "'’‘" else []
    return bool(head) and head[0].start == block.start and head[0].can_open


def _pair_marks(text: str, marks: list[Mark], block: Span, *, reopened: bool) -> list[_Pair]:
    """Pairs by nesting; a mark without partner gets its other border from the sentence or paragraph around it."""
    pairs: list[_Pair] = []
    stack: list[Mark] = []
    last_end = block.start
    for mark in marks:
        position = _partner(stack, mark) if mark.can_close else None
        if position is not None and not (mark.can_open and _prefers_open(text, mark, stack[position])):
            opening = stack[position]
            del stack[position:]
            pairs.append(_Pair(start=opening.start, inner_start=opening.end, inner_end=mark.start, end=mark.end))
            last_end = mark.end
        elif mark.can_open:
            open_twice = next((other for other in stack if other.family is mark.family and other.family is Family.DOUBLE), None)
            if open_twice is not None:
                stop = _inferred_end(text, open_twice.end, mark.start)
                pairs.append(_Pair(start=open_twice.start, inner_start=open_twice.end, inner_end=stop, end=stop, repaired=True))
                last_end = stop
                stack.clear()
            stack.append(mark)
        elif mark.family is Family.DOUBLE and not _is_inch(text, mark):
            start = _inferred_start(text, last_end, mark.start)
            pairs.append(_Pair(start=start, inner_start=start, inner_end=mark.start, end=mark.end, repaired=True))
            last_end = mark.end
            stack.clear()
    if stack and stack[0].family is not Family.SINGLE:
        opening = stack[0]
        stop = block.end if reopened else _paragraph_end(text, opening.end, block.end)
        pairs.append(_Pair(start=opening.start, inner_start=opening.end, inner_end=stop, end=stop, repaired=not reopened))
    return pairs


def _partner(stack: list[Mark], mark: Mark) -> int | None:
    """Where in the stack the mark that ``mark`` closes is: only the last few are tried, deeper nesting is noise."""
    for back in range(1, min(len(stack), 4) + 1):
        if stack[-back].family is mark.family:
            return len(stack) - back
    return None


def _prefers_open(text: str, mark: Mark, opening: Mark) -> bool:
    """Whether a mark that could do both opens: behind a blank with a word after it, while the open one was long ago closed by a stop."""
    return text[mark.start - 1].isspace() and mark.start - opening.end > 1 and text[mark.end : mark.end + 1].isalnum()


def _is_inch(text: str, mark: Mark) -> bool:
    return text[mark.start - 1].isdigit()


def _inferred_end(text: str, start: int, limit: int) -> int:
    """The end of the first sentence behind ``start``, or the last comma, or all up to ``limit``."""
    stop = _SENTENCE_END.search(text, start, limit)
    if stop is not None:
        return stop.end()
    comma = text.rfind(",", start, limit)
    end = comma + 1 if comma > start else limit
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _inferred_start(text: str, limit: int, end: int) -> int:
    """The start of the sentence that ends at ``end``, not before ``limit``."""
    start = limit
    for match in _SENTENCE_END.finditer(text, limit, max(limit, end - 1)):
        start = match.end()
    while start < end and (text[start].isspace() or text[start] in ".,;:"):
        start += 1
    return start


def _paragraph_end(text: str, start: int, end: int) -> int:
    """The end of the paragraph, short of a tail such as ", the mayor said."."""
    comma = _TAIL.search(text, max(start, end - 80), end)
    return comma.start() + 1 if comma is not None and comma.start() > start else end
