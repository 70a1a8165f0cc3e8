"""One record as the rows of a ledger's tables: everything that can be worked out before the store is touched."""

import hashlib
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from sayso.across.claims import Claim, Voice, claims_of
from sayso.across.copies import Story, story_words, word_story
from sayso.across.days import day_of, days_of
from sayso.across.identities import join_names
from sayso.across.incidents import Telling, neighbour_keys, tellings_of
from sayso.across.wording import Stems
from sayso.errors import Code, InputRefused
from sayso.export.json_record import encode_record
from sayso.model import Entity, Place, Record
from sayso.tables.across import AcrossRules

type Row = tuple[Any, ...]
type _Days = tuple[str | None, str | None, str | None]

_PUBLISHED = 5
"""Where the date of publication stands in the head of an article's row."""

_LEVEL = 1
"""zlib's fastest: a third of the size at a tenth of the time of the best."""


class ClaimRow(NamedTuple):
    """A row of ``claims`` whose links are still places in the record's own lists: of its tellings, its blocks and its places."""

    key: str
    telling: int
    block: int | None
    place: int | None
    before: Row
    after: Row


class EntityRow(NamedTuple):
    """An entity with the keys of the names it may be known by already, and its columns of ``entities``."""

    keys: tuple[int, ...]
    local: str
    name: str
    kind: str
    country: str | None
    code: str | None
    roles: str


class TellingRow(NamedTuple):
    """What a telling is compared by, and the keys under which others of its incident are kept, by name: the first is its own."""

    told: str
    keys: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A record as rows that lack only the ledger's own numbers, with what its neighbours are found by.

    ``parts`` are (claim's place, entity's place, day, role); ``made_by`` is the version and rules that read it, None where it came as
    a record. It waits for the writer as `packed_item` makes it.
    """

    key: str
    made_by: str | None
    page: str
    text_id: str
    head: Row
    packed: bytes
    story: Story
    prints: tuple[int, ...]
    blocks: tuple[Row, ...]
    words: tuple[str, ...]
    mentions: tuple[Row, ...]
    places: tuple[Row, ...]
    times: tuple[Row, ...]
    attributions: tuple[Row, ...]
    entities: tuple[EntityRow, ...]
    tellings: tuple[TellingRow, ...]
    claims: tuple[ClaimRow, ...]
    parts: tuple[tuple[int, int, str, str], ...]

    @property
    def published(self) -> str | None:
        """The article's date of publication, as it stands in ``head``."""
        published: str | None = self.head[_PUBLISHED]
        return published


_packer = msgspec.msgpack.Encoder()
_unpacker = msgspec.msgpack.Decoder(Prepared)
_telling_reader = msgspec.json.Decoder(Telling)


def packed_item(item: Prepared) -> bytes:
    """The prepared record as MessagePack: smaller and read many times faster than what `pickle` makes of it.

    While it waits it is one value, not thousands that Python's collector would look through.
    """
    return _packer.encode(item)


def unpacked_item(content: bytes) -> Prepared:
    """What `packed_item` packed."""
    return _unpacker.decode(content)


def prepare(record: Record, rules: AcrossRules, *, line: bytes | None = None, made_by: str | None = None) -> Prepared:
    """Everything of a record that does not depend on the ledger; ``line`` is the JSON it was read from, kept as it is.

    Raises InputRefused where the record cannot be written as UTF-8.
    """
    article = record.article
    try:
        packed = zlib.compress(encode_record(record) if line is None else line.strip(), _LEVEL)
    except UnicodeEncodeError as error:
        raise InputRefused(
            Code.BAD_RECORD, f"a text that is no Unicode: {error.reason}", remedy="read the page with `sayso read`"
        ) from None
    title, byline, outlet, published = (
        stated.value if stated else None for stated in (article.title, article.byline, article.outlet, article.published)
    )
    key = _digest(article.id, article.url, outlet, published)
    claims = claims_of(record)
    stems = Stems(rules.function)
    wording, prints = word_story(story_words(article), stems)
    tellings = tellings_of(record, claims, stems)
    days = _claim_days(record, claims, day_of(published))
    return Prepared(
        key=key,
        made_by=made_by,
        page=article.url or key,
        text_id=article.id,
        head=(article.id, article.url, outlet, title, byline, published, article.language, article.text),
        packed=packed,
        story=Story(wording=wording, outlet=outlet, published=day_of(published)),
        prints=prints,
        blocks=tuple((block.kind, *block.span) for block in article.blocks),
        words=tuple(block.span.slice(article.text) for block in article.blocks),
        mentions=tuple(sorted((mention.id, mention.entity, mention.form, *mention.span, mention.text) for mention in record.mentions)),
        places=tuple(map(_place_row, record.places)),
        times=tuple((time.id, time.text, time.value, time.type, *time.span) for time in record.times),
        attributions=tuple(_attribution_rows(record)),
        entities=tuple(_entity_row(entity) for entity in record.entities),
        tellings=tuple(TellingRow(told_by(telling), neighbour_keys(telling)) for telling in tellings),
        claims=tuple(_claim_rows(record, claims, tellings, days)),
        parts=tuple(_part_rows(record, claims, days)),
    )


def _digest(*parts: str | None) -> str:
    content = "\x1f".join("" if part is None else part for part in parts)
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:32]


def _place_row(place: Place) -> Row:
    resolved = (place.name or place.text, place.kind, place.geonames_id, place.country, place.lat, place.lon, place.precision)
    return place.id, place.text, *resolved, *place.span


def _entity_row(entity: Entity) -> EntityRow:
    roles = "; ".join(dict.fromkeys(role.text for role in entity.roles))
    keys = tuple(map(_name_key, join_names(entity)))
    return EntityRow(keys, entity.id, entity.name, entity.kind, entity.country, entity.code, roles)


def _name_key(name: str) -> int:
    """A name as 64 bits: of ten million names, two meet under one key once in a hundred thousand ledgers."""
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def _attribution_rows(record: Record) -> Iterator[Row]:
    """Rows of ``attributions``; their spans as JSON."""
    text = record.article.text
    for item in record.attributions:
        words = " ... ".join(span.slice(text) for span in item.source)
        spans = (_json(item.source), _json(item.cue), _json(item.content))
        yield item.id, item.parent, *spans, words, item.kind, item.status, item.cue_class, item.speaker, item.rule


def _claim_rows(record: Record, claims: Sequence[Claim], tellings: Sequence[Telling], days: Sequence[_Days]) -> Iterator[ClaimRow]:
    telling_of = {index: at for at, telling in enumerate(tellings) for index in telling.claims}
    places = {place.id: at for at, place in enumerate(record.places)}
    names = {entity.id: entity.name for entity in record.entities}
    starts = [block.span.start for block in record.article.blocks]
    for at, claim in enumerate(claims):
        block = bisect_right(starts, claim.span.start) - 1
        yield ClaimRow(
            key=claim.id,
            telling=telling_of[at],
            block=block if block >= 0 else None,
            place=places.get(claim.place) if claim.place else None,
            before=(
                claim.kind,
                claim.label,
                claim.item,
                claim.stance,
                claim.factuality,
                claim.modality,
                claim.number,
                claim.lower,
                claim.upper,
                claim.modifier,
                claim.unit,
                *days[at],
            ),
            after=(
                claim.time,
                claim.attribution,
                claim.source.name if claim.source else None,
                claim.source.status if claim.source else None,
                _json([voice.name for voice in claim.voices]),
                _json(claim.voices),
                *claim.span,
                *claim.passage,
                claim.span.slice(record.article.text),
                claim.passage.slice(record.article.text),
                _json([names[entity] for entity in claim.actors if entity in names]),
                _json([names[entity] for entity in claim.targets if entity in names]),
            ),
        )


def _claim_days(record: Record, claims: Sequence[Claim], published: date | None) -> list[_Days]:
    """First and last day that each claim is about and where they are from: the text, else the day of publication, else nowhere."""
    values = {time.id: time.value for time in record.times}
    return [_days(values.get(claim.time or ""), published) for claim in claims]


def _days(value: str | None, published: date | None) -> _Days:
    days = days_of(value)
    if days is not None:
        return days[0].isoformat(), days[1].isoformat(), "text"
    if published is not None:
        return published.isoformat(), None, "published"
    return None, None, None


def _part_rows(record: Record, claims: Sequence[Claim], days: Sequence[_Days]) -> Iterator[tuple[int, int, str, str]]:
    """Who plays a part in which claim. A claim without a day has day ''."""
    entities = {entity.id: at for at, entity in enumerate(record.entities)}
    for at, claim in enumerate(claims):
        for role, entity in _parts(claim):
            if entity in entities:
                yield at, entities[entity], days[at][0] or "", role


def _parts(claim: Claim) -> Iterator[tuple[str, str]]:
    holder = "holder" if claim.kind == "position" else "actor"
    seen = set()
    source: Voice | None = claim.source
    for role, entity in (
        *((holder, entity) for entity in claim.actors),
        *(("target", entity) for entity in claim.targets),
        *((("source", source.entity),) if source and source.entity else ()),
    ):
        if (role, entity) not in seen:
            seen.add((role, entity))
            yield role, entity


def told_by(telling: Telling) -> str:
    """A telling as JSON, without its claims and its article's day."""
    return msgspec.json.encode(replace(telling, claims=(), published=None), order="deterministic").decode()


def telling_from(told: str) -> Telling:
    """The telling that `told_by` wrote."""
    return _telling_reader.decode(told)


def _json(value: Sequence[object]) -> str:
    return msgspec.json.encode(value).decode()
