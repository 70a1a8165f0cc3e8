"""W3C Web Annotation (Recommendation of 23 February 2017), one annotation a line.

Offsets are half-open and in code points, as the Recommendation demands; every position selector has a quote selector beside it, and the
target's state names the digest of the text in which they count.
"""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from sayso.export.iris import article_iri, item_iri, text_iri
from sayso.export.manifest import Tally
from sayso.model import Attribution, Event, Position, Record, Span

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32


def write_web_annotations(records: Iterable[Record], sink: BinaryIO) -> Tally:
    """An annotation for every mention, place, time, figure, attribution, event and position, one JSON object a line."""
    tally = Tally()
    encoder = msgspec.json.Encoder()
    for record in records:
        for annotation in _annotations(record):
            sink.write(encoder.encode(annotation) + b"\n")
            tally.written += 1
        if record.stops:
            tally.left_out["stops of an itinerary"] += len(record.stops)
    return tally


def _annotations(record: Record) -> Iterator[dict[str, Any]]:
    entities = {entity.id: entity for entity in record.entities}
    for mention in record.mentions:
        entity = entities.get(mention.entity) if mention.entity else None
        body = {"entity": entity.id, "name": entity.name, "kind": entity.kind, "country": entity.country} if entity else {}
        yield _annotation(record, mention.id, "identifying", {"layer": "mention", **body}, [mention.span])
    for place in record.places:
        where = {"name": place.name, "geonames_id": place.geonames_id, "lat": place.lat, "lon": place.lon, "precision": place.precision}
        yield _annotation(record, place.id, "identifying", {"layer": "place", **where}, [place.span])
    for time in record.times:
        yield _annotation(record, time.id, "describing", {"layer": "time", "timex": time.type, "value": time.value}, [time.span])
    for figure in record.figures:
        counted = {"number": figure.number, "modifier": figure.modifier, "unit": figure.unit, "attribution": figure.attribution}
        yield _annotation(record, figure.id, "describing", {"layer": "figure", **counted}, [figure.span])
    for attribution in record.attributions:
        yield from _attribution(record, attribution)
    for event in record.events:
        yield _annotation(record, event.id, "classifying", _event_body(event), [event.trigger])
    for position in record.positions:
        yield _annotation(record, position.id, "describing", _position_body(position), [position.issue])


def _attribution(record: Record, attribution: Attribution) -> Iterator[dict[str, Any]]:
    body = {
        "layer": "attribution",
        "kind": attribution.kind,
        "status": attribution.status,
        "speaker": attribution.speaker,
        "parent": attribution.parent,
        "source": attribution.source,
        "cue": attribution.cue,
        "rule": attribution.rule,
    }
    if attribution.content:
        yield _annotation(record, attribution.id, "describing", body, list(attribution.content))


def _event_body(event: Event) -> dict[str, Any]:
    return {
        "layer": "event",
        "event": event.type,
        "mode": event.mode,
        "context": event.context,
        "actors": event.actors,
        "targets": event.targets,
        "place": event.place,
        "time": event.time,
        "attribution": event.attribution,
        "factuality": event.factuality,
        "modality": event.modality,
    }


def _position_body(position: Position) -> dict[str, Any]:
    return {
        "layer": "position",
        "attitude": position.attitude,
        "issue": position.issue_name,
        "holder": position.holder,
        "attribution": position.attribution,
    }


def _annotation(record: Record, item: str, motivation: str, body: dict[str, Any], spans: list[Span]) -> dict[str, Any]:
    targets = [_target(record, span) for span in spans]
    return {
        "@context": _CONTEXT,
        "id": item_iri(record, item),
        "type": "Annotation",
        "motivation": motivation,
        "body": {"type": "Dataset", **body},
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _target(record: Record, span: Span) -> dict[str, Any]:
    text = record.article.text
    return {
        "source": article_iri(record),
        "state": {"type": "TimeState", "cached": text_iri(record)},
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.slice(text),
                "prefix": text[max(0, span.start - _AROUND) : span.start],
                "suffix": text[span.end : span.end + _AROUND],
            },
        ],
    }
