"""Rows of `sayso annotate` in, flat lines out: batches of documents, with what a row gives for measuring."""

from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any

from sayso.errors import InputRefused
from sayso.export.standoff import Line, flat_line
from sayso.model import Commitment, Span
from sayso.pipeline import Cleaned, Given, Reader, Reading, open_page, open_text


def annotate_rows(rows: Iterable[Line | str], reader: Reader, *, as_pages: bool) -> Iterator[Line]:
    """A flat line for each row, in order.

    A row is ``{"id", "text", "published"?, "url"?, "mentions"?, "triggers"?}``: with ``mentions`` exactly these spans are grouped, with
    ``triggers`` each of these spans gets its factuality. A string instead of a row is an input that could not be read: it, and a text
    that is refused, becomes ``{"id", "error"}``. With ``as_pages`` a text is a raw page to be cleaned first; where
    that is HTML, offsets lie in its visible text, which the line then gives as ``text``.
    """
    for group in batched(rows, reader.settings.batch_articles):
        opened = [(row, _open(row, reader, as_pages=as_pages)) for row in group]
        readings = reader.readings(item for _, item in opened if isinstance(item, Cleaned))
        for row, item in opened:
            identifier = row.get("id") if isinstance(row, dict) else None
            if isinstance(item, Cleaned):
                line = _line(str(identifier), next(readings), reader)
                is_moved = isinstance(row, dict) and item.article.text != row["text"]
                yield line | {"text": item.article.text} if is_moved else line
            else:
                yield {"id": identifier, "error": item}


def _open(row: Line | str, reader: Reader, *, as_pages: bool) -> Cleaned | str:
    if isinstance(row, str):
        return row
    published, url = _stated(row, "published"), _stated(row, "url")
    try:
        given = Given(mentions=_spans(row, "mentions"), triggers=_spans(row, "triggers") or ())
        if as_pages:
            return open_page(row["text"], reader.settings, published=published, url=url)
        return open_text(row["text"], published=published, url=url, given=given)
    except (InputRefused, ValueError) as refusal:
        return f"{row.get('id')}: {refusal}"


def _stated(row: Line, name: str) -> str | None:
    value = row.get(name)
    return str(value) if value else None


def _spans(row: Line, name: str) -> tuple[Span, ...] | None:
    """The spans that a row gives under ``name``; raises ValueError where one does not lie in the text."""
    if name not in row:
        return None
    spans = []
    for item in row[name]:
        start, end = (item["start"], item["end"]) if isinstance(item, dict) else item
        if not 0 <= start < end <= len(row["text"]):
            raise ValueError(f"{name}: [{start}, {end}] does not lie in the text")
        spans.append(Span(start, end))
    return tuple(spans)


def _line(identifier: str, reading: Reading, reader: Reader) -> Line:
    line = flat_line(identifier, reading.record, people_units=reader.people_units)
    if reading.given.mentions is not None:
        line["mentions"] = line["mentions"][: len(reading.given.mentions)]  # what follows was made for participants of events
    if reading.given.triggers:
        pairs = zip(reading.given.triggers, reading.judged, strict=True)
        line["triggers"] = [_trigger(span, commitment) for span, commitment in pairs]
    return line


def _trigger(span: Span, commitment: Commitment) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "factuality": commitment.factuality,
        "polarity": commitment.polarity,
        "certainty": commitment.certainty,
        "time_frame": commitment.time_frame,
    }
