"""One record as the rows of a ledger's tables: everything that can be worked out before the store is touched."""

import hashlib
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from sayso.across.claims import Claim, Voice, claims_of
from sayso.across.copies import Story, story_words, word_story
from sayso.across.days import day_of, days_of
from sayso.across.incidents import Telling, tellings_of
from sayso.errors import Code, InputRefused
from sayso.export.json_record import encode_record
from sayso.model import Article, Mention, Record
from sayso.tables.across import AcrossRules

type Row = tuple[Any, ...]

_LEVEL = 1
"""zlib's fastest: a third of the size at a tenth of the time of the best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A record ready to be written: its keys, its claims grouped into tellings, what its copies are found by."""

    record: Record
    key: str
    page: str
    packed: bytes
    claims: tuple[Claim, ...]
    tellings: tuple[Telling, ...]
    story: Story
    bands: tuple[int, ...]


def prepare(record: Record, rules: AcrossRules) -> Prepared:
    """Everything of a record that does not depend on the ledger. Raises InputRefused where the record cannot be written as UTF-8."""
    article = record.article
    try:
        packed = zlib.compress(encode_record(record), _LEVEL)
    except UnicodeEncodeError as error:
        raise InputRefused(
            Code.BAD_RECORD, f"a text that is no Unicode: {error.reason}", remedy="read the page with `sayso read`"
        ) from None
    published = article.published.value if article.published else None
    outlet = article.outlet.value if article.outlet else None
    key = _digest(article.id, article.url, outlet, published)
    claims = claims_of(record)
    wording, bands = word_story(story_words(article), rules.function)
    return Prepared(
        record=record,
        key=key,
        page=article.url or key,
        packed=packed,
        claims=claims,
        tellings=tellings_of(record, claims, rules.function),
        story=Story(wording=wording, outlet=outlet, published=day_of(published)),
        bands=bands,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstIds:
    """The first free row ids of the tables that an article's rows of other tables point into."""

    block: int
    place: int
    entity: int
    telling: int
    claim: int


def _digest(*parts: str | None) -> str:
    content = "\x1f".join("" if part is None else part for part in parts)
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:32]


def article_row(item: Prepared, version: int, cluster: int, made_by: str | None) -> Row:
    """Columns of ``articles`` behind the id."""
    article = item.record.article
    title, byline = (stated.value if stated else None for stated in (article.title, article.byline))
    published = article.published.value if article.published else None
    head = (item.key, item.page, article.id, article.url, item.story.outlet, title, byline, published, article.language, article.text)
    return (*head, version, 1, cluster, made_by, item.story.wording.runs, item.story.wording.stems, item.packed)


def block_rows(article: Article, first: int, number: int) -> Iterator[Row]:
    """Rows of ``blocks`` from id ``first`` on; ``number`` is the article's id."""
    for offset, block in enumerate(article.blocks):
        yield first + offset, number, block.kind, *block.span


def block_words(article: Article, first: int) -> Iterator[Row]:
    """What is searched: the words of the story's blocks, and the title that stands outside the text."""
    for offset, block in enumerate(article.blocks):
        yield first + offset, block.span.slice(article.text)


def mention_rows(mentions: Sequence[Mention], number: int) -> Iterator[Row]:
    """Rows of ``mentions``."""
    for mention in mentions:
        yield number, mention.id, mention.entity, mention.form, *mention.span, mention.text


def place_rows(record: Record, first: int, number: int) -> Iterator[Row]:
    """Rows of ``places``."""
    for offset, place in enumerate(record.places):
        resolved = (place.name or place.text, place.kind, place.geonames_id, place.country, place.lat, place.lon, place.precision)
        yield first + offset, number, place.id, place.text, *resolved, *place.span


def time_rows(record: Record, number: int) -> Iterator[Row]:
    """Rows of ``times``."""
    for time in record.times:
        yield number, time.id, time.text, time.value, time.type, *time.span


def attribution_rows(record: Record, number: int) -> Iterator[Row]:
    """Rows of ``attributions``; their spans as JSON."""
    text = record.article.text
    for item in record.attributions:
        words = " ... ".join(span.slice(text) for span in item.source)
        spans = (_json(item.source), _json(item.cue), _json(item.content))
        yield number, item.id, item.parent, *spans, words, item.kind, item.status, item.cue_class, item.speaker, item.rule


def claim_rows(item: Prepared, first: "FirstIds", number: int, tellings: Sequence[int]) -> Iterator[Row]:
    """Rows of ``claims``; ``tellings`` are the ids of `Prepared.tellings`, in their order."""
    record = item.record
    telling_of = {index: tellings[at] for at, telling in enumerate(item.tellings) for index in telling.claims}
    places = {place.id: first.place + at for at, place in enumerate(record.places)}
    starts = [block.span.start for block in record.article.blocks]
    for at, (claim, days) in enumerate(zip(item.claims, claim_days(item), strict=True)):
        block = bisect_right(starts, claim.span.start) - 1
        yield (
            first.claim + at,
            claim.id,
            number,
            telling_of[at],
            first.block + block if block >= 0 else None,
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
            *days,
            places.get(claim.place) if claim.place else None,
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
        )


def claim_days(item: Prepared) -> Iterator[tuple[str | None, str | None, str | None]]:
    """First and last day that each claim is about and where they are from: the text, else the day of publication, else nowhere."""
    values = {time.id: time.value for time in item.record.times}
    return (_days(item, values.get(claim.time or "")) for claim in item.claims)


def _days(item: Prepared, value: str | None) -> tuple[str | None, str | None, str | None]:
    days = days_of(value)
    if days is not None:
        return days[0].isoformat(), days[1].isoformat(), "text"
    if item.story.published is not None:
        return item.story.published.isoformat(), None, "published"
    return None, None, None


def part_rows(item: Prepared, first: int, entities: dict[str, tuple[int, int]]) -> Iterator[Row]:
    """Rows of ``claim_parts``; ``entities`` maps an entity of the record to (row id, identity). A claim without a day has day ''."""
    for at, (claim, days) in enumerate(zip(item.claims, claim_days(item), strict=True)):
        day = days[0] or ""
        for role, entity in _parts(claim):
            if entity in entities:
                number, identity = entities[entity]
                yield identity, day, first + at, role, number


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


def telling_row(telling: Telling) -> Row:
    """Columns of ``tellings`` behind the incident; sets of words as lines."""
    days = [day.isoformat() for day in telling.days] if telling.days else [None, None]
    return (*("\n".join(sorted(words)) for words in _word_sets(telling)), *days)


def telling_from(row: Sequence[Any]) -> Telling:
    """The telling that `telling_row` wrote, without its claims and its article's day."""
    labels, heads, words, names, places = (frozenset(column.split("\n")) if column else frozenset() for column in row[:5])
    days = (date.fromisoformat(row[5]), date.fromisoformat(row[6])) if row[5] else None
    return Telling(labels=labels, heads=heads, words=words, names=names, places=places, days=days)


def _word_sets(telling: Telling) -> tuple[frozenset[str], ...]:
    return telling.labels, telling.heads, telling.words, telling.names, telling.places


def _json(value: Sequence[object]) -> str:
    return msgspec.json.encode(value).decode()
