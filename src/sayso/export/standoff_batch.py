"""Rows of `sayso annotate` in, flat lines out: batches of documents, with what a row gives for measuring."""

from collections.abc import Iterable, Iterator
from itertools import batched

import msgspec

from sayso.errors import Code, InputRefused
from sayso.export.standoff import Line, flat_line
from sayso.model import Commitment, Span
from sayso.pipeline import Cleaned, Given, Page, Reader, Reading, open_pages, open_text


class _Ends(msgspec.Struct, frozen=True):
    """A span written as an object; it may hold more, such as its text."""

    start: int
    end: int


def annotate_rows(rows: Iterable[Line | InputRefused], reader: Reader, *, as_pages: bool) -> Iterator[Line]:
    """A flat line for each row, in order.

    A row is ``{"id", "text", "published"?, "url"?, "mentions"?, "triggers"?}``: with ``mentions`` exactly these spans are grouped, with
    ``triggers`` each of these spans gets its factuality. A refusal among the rows, and a row that is refused, becomes ``{"id", "error"}``.
    With ``as_pages`` a text is a raw page to be cleaned first. Where offsets lie in another text than the row's (the visible text of
    HTML, characters replaced), the line gives it as ``text``.
    """
    for group in batched(rows, reader.settings.batch_articles):
        opened = [(row, row if isinstance(row, InputRefused) else _open(row, reader, as_pages=as_pages)) for row in group]
        readings = reader.readings(item for _, item in opened if isinstance(item, Cleaned))
        for row, item in opened:
            identifier = None if isinstance(row, InputRefused) else _stated(row, "id")
            if isinstance(item, InputRefused):
                yield {"id": identifier, "error": str(item)}
                continue
            line = _line(identifier, next(readings), reader)
            is_moved = isinstance(row, dict) and item.article.text != row["text"]
            yield line | {"text": item.article.text} if is_moved else line


def _open(row: Line, reader: Reader, *, as_pages: bool) -> Cleaned | InputRefused:
    published, url = _stated(row, "published"), _stated(row, "url")
    try:
        given = Given(mentions=_spans(row, "mentions"), triggers=_spans(row, "triggers") or ())
    except InputRefused as refusal:
        return refusal
    if not as_pages:
        return open_text(row["text"], published=published, url=url, given=given)
    name = _stated(row, "id") or ""
    if given != Given():
        return InputRefused(Code.BAD_SPAN, "mentions and triggers cannot be given for a raw page", where=name, remedy="leave out --pages")
    return next(open_pages(Page(content=row["text"], name=name, published=published, url=url), reader.settings))


def _stated(row: Line, name: str) -> str | None:
    value = row.get(name)
    return None if value is None or value == "" else str(value)


def _spans(row: Line, name: str) -> tuple[Span, ...] | None:
    """The spans that a row gives under ``name``; raises InputRefused (S-BAD-SPAN) where one is none or does not lie in the text."""
    if row.get(name) is None:
        return None
    where = _stated(row, "id") or ""
    try:
        given = msgspec.convert(row[name], tuple[tuple[int, int] | _Ends, ...])
    except msgspec.ValidationError as error:
        raise InputRefused(Code.BAD_SPAN, f"{name}: {error}", where=where, remedy='[start, end] or {"start", "end"} a span') from None
    spans = tuple(Span(*item) if isinstance(item, tuple) else Span(item.start, item.end) for item in given)
    length = len(row["text"])
    for start, end in spans:
        if not 0 <= start < end <= length:
            problem = f"{name}: [{start}, {end}] does not lie in the text of {length} characters"
            raise InputRefused(Code.BAD_SPAN, problem, where=where, remedy="count in code points from 0")
    return spans


def _line(identifier: str | None, reading: Reading, reader: Reader) -> Line:
    line = flat_line(identifier, reading.record, people_units=reader.people_units)
    if reading.given.mentions is not None:
        line["mentions"] = line["mentions"][: len(reading.given.mentions)]  # what follows was made for participants of events
    if reading.given.triggers:
        pairs = zip(reading.given.triggers, reading.judged, strict=True)
        line["triggers"] = [_trigger(span, commitment) for span, commitment in pairs]
    return line


def _trigger(span: Span, commitment: Commitment) -> Line:
    return {
        "start": span.start,
        "end": span.end,
        "factuality": commitment.factuality,
        "polarity": commitment.polarity,
        "certainty": commitment.certainty,
        "time_frame": commitment.time_frame,
    }
