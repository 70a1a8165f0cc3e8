"""iCalendar (RFC 5545): one all-day VEVENT for each event with a day in the text; partial dates do not fit and are counted.

``DTSTAMP`` is the day of publication: a calendar made twice from the same articles is the same file.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import BinaryIO

from sayso.across.days import day_of
from sayso.across.passages import Passages
from sayso.export.event_facts import EventFacts, event_facts, leave_out_the_rest
from sayso.export.iris import digest
from sayso.export.manifest import Tally
from sayso.model import Record

_LONGEST_LINE = 75
"""Octets, the line break left out."""


def write_icalendar(records: Iterable[Record], sink: BinaryIO) -> Tally:
    """One VCALENDAR."""
    tally = Tally()
    _put(sink, ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sayso//events with their sources//EN"])
    for record in records:
        passages = Passages(record.article)
        for facts in event_facts(record):
            if facts.days is None:
                tally.left_out["events without a date in the text"] += 1
            elif facts.time is None or len(facts.time.value or "") < len("2031-W20"):
                tally.left_out["events dated only to a month or year"] += 1
            else:
                _put(sink, _event(facts, passages))
                tally.written += 1
        leave_out_the_rest(record, tally)
    _put(sink, ["END:VCALENDAR"])
    return tally


def _event(facts: EventFacts, passages: Passages) -> Iterator[str]:
    assert facts.days is not None
    first, last = facts.days
    article, event, place = facts.record.article, facts.event, facts.place
    published = day_of(article.published.value) if article.published else None
    words = passages.around(event.trigger).slice(article.text)
    yield "BEGIN:VEVENT"
    yield f"UID:{digest(article.id, event.id)}@sayso.invalid"
    yield f"DTSTAMP:{(published or first):%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    if last != first:
        yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(facts.headline)}"
    yield f"DESCRIPTION:{_text(f'{words} ({facts.vouched})')}"
    if place is not None:
        yield f"LOCATION:{_text(place.name or place.text)}"
        if place.lat is not None and place.lon is not None and place.precision in {None, "point"}:
            yield f"GEO:{place.lat:.6f};{place.lon:.6f}"
    if article.url and article.url.startswith(("https://", "http://")) and article.url.isprintable():
        yield f"URL:{article.url}"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """A value of type TEXT: one line, its special characters escaped, control characters dropped."""
    line = " ".join(value.split())
    line = "".join(character for character in line if character.isprintable())
    return line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _put(sink: BinaryIO, lines: Iterable[str]) -> None:
    sink.writelines(_folded(line.encode("utf-8", "replace")) for line in lines)


def _folded(line: bytes) -> bytes:
    """The line in pieces of at most 75 octets, no character cut in two."""
    pieces = []
    while len(line) > _LONGEST_LINE:
        cut = _LONGEST_LINE
        while line[cut] & 0xC0 == 0x80:  # inside a character of UTF-8
            cut -= 1
        pieces.append(line[:cut])
        line = b" " + line[cut:]
    return b"\r\n".join([*pieces, line]) + b"\r\n"
