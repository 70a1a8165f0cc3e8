"""TimelineJS 3: one JSON object with a slide an event. Headlines and texts are HTML there, so everything from an article is escaped.

A slide needs a date: events without one in the text are left out and counted.
"""

import html
from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from sayso.across.passages import Passages
from sayso.export.event_facts import EventFacts, event_facts, leave_out_the_rest
from sayso.export.iris import digest
from sayso.export.manifest import Tally
from sayso.model import Record


def write_timelinejs(records: Iterable[Record], sink: BinaryIO) -> Tally:
    """The slides in the order of the records; TimelineJS sorts by date itself."""
    tally = Tally()
    encoder = msgspec.json.Encoder()
    sink.write(b'{"events":[')
    for record in records:
        passages = Passages(record.article)
        for facts in event_facts(record):
            if facts.days is None:
                tally.left_out["events without a date in the text"] += 1
                continue
            sink.write((b",\n" if tally.written else b"\n") + encoder.encode(_slide(facts, passages)))
            tally.written += 1
        leave_out_the_rest(record, tally)
    sink.write(b"\n]}\n")
    return tally


def _slide(facts: EventFacts, passages: Passages) -> dict[str, Any]:
    assert facts.days is not None
    first, last = facts.days
    article = facts.record.article
    event = facts.event
    outlet = article.outlet.value if article.outlet else "the outlet"
    words = passages.around(event.trigger).slice(article.text)
    text = f"{words} ({facts.vouched})"
    slide: dict[str, Any] = {
        "start_date": _date(facts, "first"),
        "text": {"headline": html.escape(facts.headline), "text": html.escape(text)},
        "unique_id": digest(article.id, event.id),
        "group": html.escape(outlet),
    }
    if last != first and _precision(facts) == "day":
        slide["end_date"] = _date(facts, "last")
    return slide


def _precision(facts: EventFacts) -> str:
    """How exact the text is: a year and a month stay a year and a month."""
    value = facts.time.value if facts.time and facts.time.value else ""
    return "year" if len(value) == 4 else "month" if len(value) == 7 and "W" not in value else "day"


def _date(facts: EventFacts, which: str) -> dict[str, int]:
    assert facts.days is not None
    day = facts.days[0] if which == "first" else facts.days[1]
    parts = {"year": day.year, "month": day.month, "day": day.day}
    kept = {"year": 1, "month": 2, "day": 3}[_precision(facts)]
    return dict(list(parts.items())[:kept])
