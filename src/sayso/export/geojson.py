"""GeoJSON (RFC 7946): one feature an event, positions as [longitude, latitude], WGS 84.

Only a place known as a point becomes one; an event in a region or a country has no geometry and keeps the gazetteer's centre among its
properties, so that nobody reads a pin into the middle of a country.
"""

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from sayso.across.claims import Claim, ClaimKind, claims_of
from sayso.export.manifest import Tally
from sayso.model import Place, Record


def write_geojson(records: Iterable[Record], sink: BinaryIO) -> Tally:
    """One FeatureCollection, written feature by feature."""
    tally = Tally()
    encoder = msgspec.json.Encoder()
    sink.write(b'{"type":"FeatureCollection","features":[')
    for record in records:
        places = {place.id: place for place in record.places}
        for claim in claims_of(record):
            if claim.kind is not ClaimKind.EVENT:
                if claim.kind is ClaimKind.STATEMENT:
                    tally.left_out["statements"] += 1
                continue
            sink.write((b",\n" if tally.written else b"\n") + encoder.encode(_feature(record, claim, places.get(claim.place or ""))))
            tally.written += 1
        for name, layer in (("figures", record.figures), ("positions", record.positions), ("stops of an itinerary", record.stops)):
            if layer:
                tally.left_out[name] += len(layer)
    sink.write(b"\n]}\n")
    return tally


def _feature(record: Record, claim: Claim, place: Place | None) -> dict[str, Any]:
    times = {time.id: time for time in record.times}
    names = {entity.id: entity.name for entity in record.entities}
    time = times.get(claim.time or "")
    located = place is not None and place.lat is not None and place.lon is not None
    is_point = located and place is not None and place.precision in {None, "point"}
    article = record.article
    return {
        "type": "Feature",
        "id": claim.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if is_point and place else None,
        "properties": {
            "type": claim.label,
            "words": claim.span.slice(article.text),
            "passage": claim.passage.slice(article.text),
            "actors": [names[entity] for entity in claim.actors if entity in names],
            "targets": [names[entity] for entity in claim.targets if entity in names],
            "stance": claim.stance,
            "factuality": claim.factuality,
            "modality": claim.modality,
            "chain": [voice.name for voice in claim.voices],
            "date": time.value if time else None,
            "published": article.published.value if article.published else None,
            "outlet": article.outlet.value if article.outlet else None,
            "title": article.title.value if article.title else None,
            "url": article.url,
            "place": (place.name or place.text) if place else None,
            "geonames_id": place.geonames_id if place else None,
            "precision": (place.precision or "point") if place and located else None,
            "centre": [place.lon, place.lat] if place and located and not is_point else None,
        },
    }
