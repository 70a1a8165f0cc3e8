"""Claims as flat lines of plain values: the rows of the CSV and Parquet exports."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from sayso.across.claims import Claim, claims_of
from sayso.model import Place, Record, Time


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """One claim with its article. ``chain`` joins the sources with `` > ``, outlet left out; offsets count code points of the article's text."""

    claim: str
    article: str
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    kind: str
    label: str
    stance: str
    factuality: str
    modality: str
    number: float | None
    lower: float | None
    upper: float | None
    modifier: str | None
    unit: str | None
    time: str | None
    time_words: str | None
    place: str | None
    geonames_id: int | None
    lat: float | None
    lon: float | None
    precision: str | None
    actors: str
    targets: str
    source: str | None
    status: str | None
    chain: str
    start: int
    end: int
    words: str
    passage: str


COLUMNS = tuple(field.name for field in fields(ClaimLine))
NUMBERS = frozenset({"number", "lower", "upper", "lat", "lon"})
COUNTS = frozenset({"geonames_id", "start", "end"})


def claim_lines(records: Iterable[Record]) -> Iterator[ClaimLine]:
    """A line for every claim of every record, in order."""
    for record in records:
        names = {entity.id: entity.name for entity in record.entities}
        places = {place.id: place for place in record.places}
        times = {time.id: time for time in record.times}
        for claim in claims_of(record):
            yield _line(record, claim, names, places.get(claim.place or ""), times.get(claim.time or ""))


def _line(record: Record, claim: Claim, names: dict[str, str], place: Place | None, time: Time | None) -> ClaimLine:
    article = record.article
    return ClaimLine(
        claim=claim.id,
        article=article.id,
        outlet=article.outlet.value if article.outlet else None,
        published=article.published.value if article.published else None,
        title=article.title.value if article.title else None,
        url=article.url,
        kind=claim.kind,
        label=claim.label,
        stance=claim.stance,
        factuality=claim.factuality,
        modality=claim.modality,
        number=claim.number,
        lower=claim.lower,
        upper=claim.upper,
        modifier=claim.modifier,
        unit=claim.unit,
        time=time.value if time else None,
        time_words=time.text if time else None,
        place=(place.name or place.text) if place else None,
        geonames_id=place.geonames_id if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        precision=place.precision if place else None,
        actors="; ".join(names[entity] for entity in claim.actors if entity in names),
        targets="; ".join(names[entity] for entity in claim.targets if entity in names),
        source=claim.source.name if claim.source else None,
        status=claim.source.status if claim.source else None,
        chain=" > ".join(voice.name for voice in claim.voices),
        start=claim.span.start,
        end=claim.span.end,
        words=claim.span.slice(article.text),
        passage=claim.passage.slice(article.text),
    )
