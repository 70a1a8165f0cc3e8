"""PLOVER events as JSON Lines (Open Event Data Alliance, PLOVER manual, chapter on the data format).

The format has no field for a denial, a plan or a chain of sources, and demands a date and a coded actor: events that lack them or are not told
as having happened are left out and counted; the chain goes into ``comment``.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, BinaryIO

import msgspec

from sayso.export.event_facts import EventFacts, Participant, write_happened
from sayso.export.iris import digest
from sayso.export.manifest import Tally
from sayso.model import EventType, Record
from sayso.tables.countries import load_countries

_VERBAL = frozenset({EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE})
_MATERIAL_GOOD = frozenset({EventType.COOPERATE, EventType.AID, EventType.RETREAT})
_VERBAL_BAD = frozenset({EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN})
_SIZES = {"dead": "dead", "injured": "injured", "detained": "arrested", "arrested": "arrested"}
_NON_STATE = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})
"""What the manual writes instead of a country."""
_RESOLUTION = {"point": 5, "region": 3, "country": 1}


def write_plover(records: Iterable[Record], sink: BinaryIO) -> Tally:
    """One event a line."""
    encoder = msgspec.json.Encoder()
    return write_happened(
        records, sink, why_not=_why_not, line_of=lambda facts: encoder.encode(_event(facts)), figures_in=lambda facts: len(_sizes(facts))
    )


def quad_code(kind: EventType) -> int:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    if kind in _VERBAL:
        return 1
    return 2 if kind in _MATERIAL_GOOD else 3 if kind in _VERBAL_BAD else 4


def _why_not(facts: EventFacts) -> str | None:
    if facts.event.type is EventType.OTHER:
        return "events of no PLOVER type"
    if not facts.is_told_as_happened:
        return "events denied, planned or left open"
    if facts.days is None:
        return "events without a date in the text"
    return None if any(_actors(facts.actors)) else "events without a coded actor"


def _event(facts: EventFacts) -> dict[str, Any]:
    event, record = facts.event, facts.record
    assert facts.days is not None
    first, last = facts.days
    found: dict[str, Any] = {
        "id": digest(record.article.id, event.id),
        "date": first.isoformat(),
        "actor": list(_actors(facts.actors)),
        "event": [event.type],
        "quad_code": quad_code(event.type),
        "event_text": [event.text],
        "text_info": {"start": event.trigger.start, "end": event.trigger.end},
        "cite_info": _cite(record),
        "comment": "on the word of: " + " > ".join(["the outlet", *facts.sources]) + f"; factuality {event.factuality}",
    }
    optional = {
        "enddate": last.isoformat() if last != first else None,
        "recipient": list(_actors(facts.targets)),
        "mode": [event.mode] if event.mode else None,
        "context": list(event.context),
        "event_loc": _location(facts),
        "size": _sizes(facts),
    }
    return found | {name: value for name, value in optional.items() if value}


def _actors(participants: Sequence[Participant]) -> Iterator[dict[str, Any]]:
    """Coded participants: the country from the first three letters of the code, the rest is the sector.

    The manual codes nobody by a sector alone: police of a country that the text does not tell have no code.
    """
    for participant in participants:
        entity = participant.entity
        code = (entity.code or entity.country) if entity else None
        if entity is None or code is None or code[:3] not in _actor_codes():
            continue
        actor = {"code": code[:3], "entity_text": participant.mention.text}
        if len(code) > 3:
            actor["sector"] = code[3:]
        if entity.wikidata:
            actor["identifier_id"] = entity.wikidata
        yield actor


def _location(facts: EventFacts) -> dict[str, Any]:
    place = facts.place
    if place is None:
        return {}
    where: dict[str, Any] = {
        "extracted_place": place.text,
        "resolved_place": place.name,
        "geonameid": str(place.geonames_id) if place.geonames_id is not None else None,
        "lat": place.lat,
        "lon": place.lon,
        "country": _three_letters().get(place.country or ""),
        "feature_code": place.kind,
        "resolution": _RESOLUTION.get(place.precision or ""),
    }
    return {name: value for name, value in where.items() if value is not None}


@cache
def _actor_codes() -> frozenset[str]:
    return _NON_STATE.union(country.iso3 for country in load_countries())


@cache
def _three_letters() -> dict[str, str]:
    return {country.iso2: country.iso3 for country in load_countries()}


def _sizes(facts: EventFacts) -> dict[str, int]:
    """Dead, injured and arrested, where the figure is one whole number."""
    sizes = {}
    for figure in facts.figures:
        name = _SIZES.get(figure.unit or "")
        if name and figure.number is not None and figure.number.is_integer():
            sizes[name] = int(figure.number)
    return sizes


def _cite(record: Record) -> dict[str, str]:
    article = record.article
    facts = {
        "url": article.url,
        "title": article.title.value if article.title else None,
        "publication": article.outlet.value if article.outlet else None,
        "language": article.language,
        "coder": "sayso",
        "codebook": "PLOVER",
    }
    return {name: value for name, value in facts.items() if value}
