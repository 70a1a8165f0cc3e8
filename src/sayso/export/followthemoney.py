"""FollowTheMoney entities as JSON Lines (schemata Article, Mention, Person, Organization, PublicBody, LegalEntity, Event; model 4).

The model has no spans and no chains of sources: a mention carries the IRI of its place in ``sourceUrl`` of its document only, and an event's
sources go into ``description``.
"""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from sayso.export.event_facts import EventFacts, event_facts
from sayso.export.iris import digest
from sayso.export.manifest import Tally
from sayso.model import Entity, EntityKind, MentionForm, Record

_SCHEMATA = {
    EntityKind.PERSON: "Person",
    EntityKind.ORGANISATION: "Organization",
    EntityKind.ARMED_GROUP: "Organization",
    EntityKind.GOVERNMENT: "PublicBody",
    EntityKind.INSTITUTION: "PublicBody",
}
"""Crowds, places and unnamed sources are no entities of that model."""


def write_followthemoney(records: Iterable[Record], sink: BinaryIO) -> Tally:
    """One entity a line: the article, whom it names, each mention by name, and what is told as having happened."""
    tally = Tally()
    encoder = msgspec.json.Encoder()
    for record in records:
        for entity in _entities(record, tally):
            sink.write(encoder.encode(entity) + b"\n")
            tally.written += 1
    return tally


def _entities(record: Record, tally: Tally) -> Iterator[dict[str, Any]]:
    article = digest(record.article.id, "article")
    yield _article(article, record)
    known = {entity.id: entity for entity in record.entities if entity.kind in _SCHEMATA}
    tally.left_out["entities of no schema"] += len(record.entities) - len(known)
    for entity in known.values():
        yield _thing(record, entity)
    for mention in record.mentions:
        named = known.get(mention.entity or "")
        if named is None or mention.form is not MentionForm.NAME:
            tally.left_out["mentions that name nobody"] += 1
            continue
        yield _made(
            digest(record.article.id, mention.id, "mention"),
            "Mention",
            document=article,
            name=mention.text,
            resolved=_key(record, named),
            detectedSchema=_SCHEMATA[named.kind],
        )
    for facts in event_facts(record):
        if facts.is_told_as_happened:
            yield _event(facts, article, set(known))
        else:
            tally.left_out["events denied, planned or left open"] += 1
    for name, layer in (("figures", record.figures), ("positions", record.positions), ("attributions", record.attributions)):
        tally.left_out[name] += len(layer)


def _article(identifier: str, record: Record) -> dict[str, Any]:
    article = record.article
    url = article.url if article.url and article.url.startswith(("https://", "http://")) else None
    return _made(
        identifier,
        "Article",
        title=article.title.value if article.title else None,
        author=article.byline.value if article.byline else None,
        publishedAt=article.published.value if article.published else None,
        publisher=article.outlet.value if article.outlet else None,
        sourceUrl=url,
        bodyText=article.text,
    )


def _thing(record: Record, entity: Entity) -> dict[str, Any]:
    role = "position" if entity.kind is EntityKind.PERSON else "notes"
    return _made(_key(record, entity), _SCHEMATA[entity.kind], name=entity.name, **{role: [role.text for role in entity.roles]})


def _event(facts: EventFacts, article: str, known: set[str]) -> dict[str, Any]:
    involved = [
        _key(facts.record, participant.entity)
        for participant in (*facts.actors, *facts.targets)
        if participant.entity and participant.entity.id in known
    ]
    place = facts.place
    return _made(
        digest(facts.record.article.id, facts.event.id, "event"),
        "Event",
        name=f"{facts.event.type}: {facts.event.text}",
        date=facts.days[0].isoformat() if facts.days else None,
        endDate=facts.days[1].isoformat() if facts.days and facts.days[1] != facts.days[0] else None,
        location=(place.name or place.text) if place else None,
        country=place.country.lower() if place and place.country else None,
        involved=list(dict.fromkeys(involved)),
        description="on the word of: " + " > ".join(["the outlet", *facts.sources]),
        proof=article,
    )


def _key(record: Record, entity: Entity) -> str:
    return digest(record.article.id, entity.id, "entity")


def _made(identifier: str, schema: str, **properties: str | list[str] | None) -> dict[str, Any]:
    """An entity with its properties as lists, empty ones left out."""
    lists = {name: [value] if isinstance(value, str) else value for name, value in properties.items() if value}
    return {"id": identifier, "schema": schema, "properties": lists}
