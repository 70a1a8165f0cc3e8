"""The flat stand-off form of a record: one line a document, spans into its text, as batches and benchmarks read it."""

from collections.abc import Iterable, Mapping
from typing import Any

from sayso.model import Attribution, BlockKind, Event, Figure, Mention, Position, Record, Span

type Line = dict[str, Any]


def flat_line(identifier: str | None, record: Record, *, people_units: frozenset[str] = frozenset()) -> Line:
    """The layers of ``record`` under the names that ``sayso annotate`` documents.

    ``story`` is the body without the headline. ``people_units`` are the units whose figures count people: they make the layer ``counts``.
    Entities and mentions keep the record's ids; events are best first, and ``main`` is the type of the one that leads (None without events).
    """
    names = {entity.id: entity.name for entity in record.entities}
    mentions = {mention.id: mention for mention in record.mentions}
    codes = {entity.id: entity.code for entity in record.entities}
    events = sorted(record.events, key=lambda event: -event.score)
    return {
        "id": identifier,
        "story": [block.span for block in record.article.story if block.kind is not BlockKind.TITLE],
        "attributions": [_attribution(attribution, names) for attribution in record.attributions],
        "times": [{"start": t.span.start, "end": t.span.end, "value": t.value, "type": t.type} for t in record.times],
        "places": [
            {
                "start": p.span.start,
                "end": p.span.end,
                "name": p.text,
                "lat": p.lat,
                "lon": p.lon,
                "geonames_id": p.geonames_id,
                "country": p.country,
                "kind": p.kind,
            }
            for p in record.places
        ],
        "counts": [_count(figure, record) for figure in record.figures if figure.unit in people_units],
        "mentions": [_mention(mention) for mention in record.mentions],
        "entities": [{"id": e.id, "name": e.name, "kind": e.kind, "country": e.country, "code": e.code} for e in record.entities],
        "events": [line for event in events for line in _tellings(event, record, mentions, codes)],
        "main": events[0].type if events else None,
        "positions": [_position(position) for position in record.positions],
        "diagnostics": [note.code for note in record.diagnostics],
    }


def _attribution(attribution: Attribution, names: Mapping[str, str]) -> Line:
    return {
        "id": attribution.id,
        "source": attribution.source or None,
        "cue": attribution.cue,
        "content": attribution.content,
        "kind": attribution.kind,
        "status": attribution.status,
        "addressee": attribution.addressee,
        "parent": attribution.parent,
        "speaker": names.get(attribution.speaker) if attribution.speaker else None,
        "class": attribution.cue_class,
        "colour": attribution.colour,
    }


def _count(figure: Figure, record: Record) -> Line:
    low, high = figure.lower, figure.upper
    is_range = figure.number is None and low is not None and high is not None
    source = next((a.source for a in record.attributions if a.id == figure.attribution and a.source), None)
    return {
        "start": figure.span.start,
        "end": figure.span.end,
        "number": [low, high] if is_range else figure.number,
        "mod": figure.modifier,
        "unit": figure.unit,
        "source": _ends(source[0]) if source else None,
    }


def _mention(mention: Mention) -> Line:
    """A mention that means no known entity stands for itself: entities are compared as groups."""
    return {**_ends(mention.span), "text": mention.text, "entity": mention.entity or mention.id}


def _tellings(event: Event, record: Record, mentions: Mapping[str, Mention], codes: Mapping[str, str | None]) -> list[Line]:
    """The event, and a bare line for each later word that stands for it ("the attack"): same id and type, no participants."""
    first = _event(event, record, mentions, codes)
    bare = {**first, "actor": [], "target": [], "reciprocal": False, "place": None, "time": None, "also": []}
    return [first, *({**bare, "trigger": _ends(trigger)} for trigger in event.also)]


def _event(event: Event, record: Record, mentions: Mapping[str, Mention], codes: Mapping[str, str | None]) -> Line:
    place = next((p.span for p in record.places if p.id == event.place), None)
    time = next((t.span for t in record.times if t.id == event.time), None)
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "trigger": _ends(event.trigger),
        "actor": _participants(event.actors, mentions, codes),
        "target": _participants(event.targets, mentions, codes),
        "reciprocal": event.reciprocal,
        "place": _ends(place) if place else None,
        "time": _ends(time) if time else None,
        "factuality": event.factuality,
        "polarity": event.polarity,
        "certainty": event.certainty,
        "time_frame": event.time_frame,
        "attribution": event.attribution,
        "also": [_ends(trigger) for trigger in event.also],
        "score": event.score,
    }


def _participants(ids: Iterable[str], mentions: Mapping[str, Mention], codes: Mapping[str, str | None]) -> list[Line]:
    lines = []
    for identifier in ids:
        mention = mentions[identifier]
        code = codes.get(mention.entity) if mention.entity else None
        lines.append({**_ends(mention.span), "text": mention.text, "code": code})
    return lines


def _position(position: Position) -> Line:
    return {
        "holder": position.holder,
        "attitude": position.attitude,
        "issue": position.issue,
        "attribution": position.attribution,
    }


def _ends(span: Span) -> Line:
    return {"start": span.start, "end": span.end}
