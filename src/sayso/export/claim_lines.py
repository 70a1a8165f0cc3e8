"""Claims as flat lines of plain values: the rows of the CSV and Parquet exports, and what a ledger answers with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from sayso.across.claims import Claim, claims_of
from sayso.export.wording import NOBODY
from sayso.model import Place, Record, Span, Time


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """One claim with its article, enough to read, cite and check it.

    ``claim`` and ``text_id`` are content-made: the claim's id, and the digest of the article's text. ``time`` is a TIMEX3 value, ``time_words``
    the article's. ``chain`` holds the sources by name from the outlet inwards, the outlet left out; ``source`` is the last of them and
    ``status`` its kind, None the outlet's own word. ``start`` and ``end`` count code points of the article's text and slice to ``words``.
    """

    claim: str
    text_id: str
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
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    source: str | None
    status: str | None
    chain: tuple[str, ...]
    start: int
    end: int
    words: str
    passage: str

    @property
    def span(self) -> Span:
        """The words that carry the claim."""
        return Span(self.start, self.end)


COLUMNS = tuple(field.name for field in fields(ClaimLine))
"""A claim as a row of one text or number a cell."""

_NUMBERS = frozenset({"number", "lower", "upper", "lat", "lon"})
_COUNTS = frozenset({"geonames_id", "start", "end"})
_JOINED = {"chain": " > ", "actors": "; ", "targets": "; "}


def cells(line: ClaimLine, columns: Iterable[str] = COLUMNS) -> Iterator[object]:
    """The cells of a row; chains, actors and targets are joined into one text each."""
    for name in columns:
        value = getattr(line, name)
        yield _JOINED[name].join(part or NOBODY for part in value) if name in _JOINED else value


def column_type(name: str) -> type:
    """What the cells of a column hold where they hold anything: str, int or float."""
    return float if name in _NUMBERS else int if name in _COUNTS else str


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
        text_id=article.id,
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
        actors=tuple(names[entity] for entity in claim.actors if entity in names),
        targets=tuple(names[entity] for entity in claim.targets if entity in names),
        source=claim.source.name if claim.source else None,
        status=claim.source.status if claim.source else None,
        chain=tuple(voice.name for voice in claim.voices),
        start=claim.span.start,
        end=claim.span.end,
        words=claim.span.slice(article.text),
        passage=claim.passage.slice(article.text),
    )
