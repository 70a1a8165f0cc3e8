"""The claims of one record: an event, a figure, a position or another statement, on one chain of sources, with one factuality."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from sayso.across.denials import answers_rejection, asks, calls_untrue, denied_attributions, denies, heads_report, hedges
from sayso.across.passages import Passages
from sayso.across.statements import statements_of
from sayso.across.wording import plain_words
from sayso.model import (
    Attitude,
    Attribution,
    CueClass,
    Entity,
    EntityKind,
    Event,
    Factuality,
    Figure,
    Modality,
    Polarity,
    Position,
    Record,
    Span,
    Spans,
    Status,
)
from sayso.tables.across import load_across_rules


class ClaimKind(StrEnum):
    """What is claimed."""

    EVENT = "event"
    FIGURE = "figure"
    POSITION = "position"
    STATEMENT = "statement"


class Stance(StrEnum):
    """What the innermost source does with it. ``open``: it leaves open whether it is so."""

    ASSERTS = "asserts"
    DENIES = "denies"
    OPEN = "open"


_NO_NAME = frozenset({"the", "this", "that", "it", "its", "they", "he", "she", "of", "a", "an"})
_NEAR = 1_000
"""Characters on both sides of a sentence that are read for what it is called."""

_LOOK_BACK = 12
"""Sources before one that it may take up."""

DENIED = frozenset({Factuality.CT_MINUS, Factuality.PR_MINUS, Factuality.PS_MINUS})


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """One source of a chain: its name and the article's words for it, what kind of source it is, the entity it means (None: nobody named).

    ``kind`` and ``roles`` are the entity's; ``cue_class`` is None where a position has no attribution.
    """

    name: str
    words: str
    status: Status
    entity: str | None = None
    kind: EntityKind | None = None
    roles: tuple[str, ...] = ()
    cue_class: CueClass | None = None


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of one article; ``voices`` run from the outlet inwards, the outlet itself left out.

    ``id`` is content-made: the same claim of the same text has the same id everywhere. ``label`` is the event's type, the
    figure's unit, the position's attitude or ``statement``; ``item`` the id in its record of the event, figure, position or attribution; ``span`` the words
    that carry it, ``passage`` the sentence around them; ``place``, ``time``, ``actors``, ``targets`` are ids of the record, the last two
    of entities. ``event`` is the event that a figure counts.
    """

    id: str
    kind: ClaimKind
    label: str
    item: str
    span: Span
    passage: Span
    voices: tuple[Voice, ...] = ()
    stance: Stance = Stance.ASSERTS
    factuality: Factuality = Factuality.CT_PLUS
    modality: Modality = Modality.ASSERTED
    number: float | None = None
    lower: float | None = None
    upper: float | None = None
    modifier: str | None = None
    unit: str | None = None
    place: str | None = None
    time: str | None = None
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    event: str | None = None
    attribution: str | None = None

    @property
    def source(self) -> Voice | None:
        """The innermost source; None where the outlet itself says so."""
        return self.voices[-1] if self.voices else None


def claims_of(record: Record) -> tuple[Claim, ...]:
    """Every claim of the record, in text order: one for each event, figure and position, and for each other sentence that a source says."""
    reading = _Reading(record)
    claims = [
        *(reading.event(event) for event in record.events),
        *(reading.figure(figure) for figure in record.figures if figure.unit is not None),
        *(reading.position(position) for position in record.positions),
    ]
    claims += reading.statements([claim.span for claim in claims])
    claims.sort(key=lambda claim: (claim.span, claim.kind, claim.label, claim.item))
    return tuple(_with_distinct_ids(claims))


class _Reading:
    """A record with its items by id."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._text = record.article.text
        self._passages = Passages(record.article)
        self._entities = {entity.id: entity for entity in record.entities}
        self._mentions = {mention.id: mention for mention in record.mentions}
        self._events = {event.id: event for event in record.events}
        self._attributions = {attribution.id: attribution for attribution in record.attributions}
        self._voices: dict[str | None, tuple[Voice, ...]] = {}
        self._denials = denied_attributions(record, self._passages, load_across_rules())
        self._denied = _first_denied(record, self._denials)
        self._sources, self._before = _sources_of(record, self._entities)

    def event(self, event: Event) -> Claim:
        is_denied = event.id in self._denied
        return replace(
            self._claim(ClaimKind.EVENT, event.type, event.id, event.trigger, event.attribution),
            stance=Stance.DENIES if is_denied else _stance(event),
            factuality=event.factuality,
            modality=event.modality,
            place=event.place,
            time=event.time,
            actors=self._meant(event.actors),
            targets=self._meant(event.targets),
            event=event.id,
        )

    def figure(self, figure: Figure) -> Claim:
        counted = self._events.get(figure.event) if figure.event else None
        if counted is not None and counted.attribution != figure.attribution:
            counted = None  # somebody else's event: its factuality is not that of whoever gives the number
        claim = replace(
            self._claim(ClaimKind.FIGURE, figure.unit or "", figure.id, figure.span, figure.attribution),
            stance=Stance.DENIES if figure.number == 0 else Stance.ASSERTS,
            number=figure.number,
            lower=figure.lower,
            upper=figure.upper,
            modifier=figure.modifier,
            unit=figure.unit or "",
            place=figure.place,
            time=figure.time,
            event=figure.event,
        )
        if counted is None:
            return claim
        return replace(
            claim,
            stance=Stance.DENIES if figure.number == 0 else _stance(counted),
            factuality=counted.factuality,
            modality=counted.modality,
            place=figure.place or counted.place,
            time=figure.time or counted.time,
        )

    def position(self, position: Position) -> Claim:
        mention = self._mentions.get(position.mention) if position.mention else None
        holder = self._entities.get(mention.entity) if mention and mention.entity else None
        return replace(
            self._claim(ClaimKind.POSITION, position.attitude, position.id, position.issue, position.attribution),
            voices=self._holder(position, holder),
            stance=Stance.DENIES if self._rejects_report(position) else Stance.ASSERTS,
            actors=(holder.id,) if holder else (),
            event=position.event,
        )

    def _rejects_report(self, position: Position) -> bool:
        """Whether it is a charge or a report that somebody rejects: then he denies what it tells."""
        if position.attitude is not Attitude.REJECTS:
            return False
        return heads_report(plain_words(position.issue.slice(self._text)[:_NEAR]), load_across_rules())

    def statements(self, taken: list[Span]) -> Iterator[Claim]:
        rules = load_across_rules()
        for attribution, span in statements_of(self._record, taken, self._passages):
            claim = self._claim(ClaimKind.STATEMENT, "statement", attribution.id, span, attribution.id)
            content, is_denied = self._near(attribution.content, span), attribution.id in self._denials
            answers = answers_rejection(span, self._text, self._passages, rules)
            says_no = answers or denies(span.slice(self._text), content, rules, is_denied=is_denied)
            is_hedged = hedges(span.slice(self._text))
            if says_no and not asks(claim.passage.slice(self._text)):
                factuality = Factuality.PS_MINUS if is_hedged else Factuality.CT_MINUS
                is_answer = answers or is_denied or calls_untrue(span.slice(self._text), content, rules)
                modality = Modality.DENIED if is_answer else Modality.ASSERTED  # "we have no plans" only says something in the negative
                claim = replace(claim, stance=Stance.DENIES, factuality=factuality, modality=modality)
            elif is_hedged:
                claim = replace(claim, factuality=Factuality.PS_PLUS)
            yield claim

    def _near(self, spans: Spans, span: Span) -> str:
        """The words of a content near a span in it, with a semicolon where the article has one between two parts."""
        first, last = span.start - _NEAR, span.end + _NEAR
        parts = [Span(max(part.start, first), min(part.end, last)) for part in spans if part.end > first and part.start < last]
        joined = parts[0].slice(self._text) if parts else ""
        for one, two in pairwise(parts):
            joined += ("; " if ";" in self._text[one.end : two.start] else " ") + two.slice(self._text)
        return joined

    def _claim(self, kind: ClaimKind, label: str, item: str, span: Span, attribution: str | None) -> Claim:
        """What every claim has: a plain assertion of its words on its chain."""
        return Claim(
            id=self._id(kind, "" if kind is ClaimKind.STATEMENT else label, span),
            kind=kind,
            label=label,
            item=item,
            span=span,
            passage=self._passages.around(span),
            voices=self._chain(attribution),
            attribution=attribution,
        )

    def _id(self, kind: ClaimKind, label: str, span: Span) -> str:
        content = f"{self._record.article.id}|{kind}|{label}|{span.start}|{span.end}"
        return hashlib.blake2b(content.encode(), digest_size=12).hexdigest()

    def _chain(self, attribution: str | None) -> tuple[Voice, ...]:
        if attribution not in self._voices:
            inwards: list[Attribution] = []
            current = attribution
            while current is not None and len(inwards) < len(self._attributions):
                inwards.append(self._attributions[current])
                current = inwards[-1].parent
            self._voices[attribution] = tuple(self._voice(link) for link in reversed(inwards))
        return self._voices[attribution]

    def _voice(self, attribution: Attribution) -> Voice:
        entity = self._entities.get(attribution.speaker) if attribution.speaker else None
        words = _words_of(attribution, self._text)
        if entity is not None and (taken_up := self._taken_up(attribution, entity, words)) is not entity:
            return replace(_voice_of(taken_up, words, attribution.status), cue_class=attribution.cue_class)
        return replace(_voice_of(entity, words, attribution.status), cue_class=attribution.cue_class)

    def _taken_up(self, attribution: Attribution, entity: Entity, words: str) -> Entity | None:
        """Whom "it", "the company", "the colonel" mean among the sources: the entity, unless it is no source where it is named.

        Then it is the source before that is called the same ("Colonel Anna Vell"), or nobody in particular: whoever spoke last.
        """
        if any(word[:1].isupper() for word in words.split()[1:]) or entity.id in self._sources:
            return entity
        said = set(plain_words(words)) - _NO_NAME
        for before in reversed(self._before[attribution.id]):
            called = plain_words(_words_of(before, self._text))
            if said and before.speaker is not None and len(called) > len(said) and said <= set(called):
                return self._entities.get(before.speaker, entity)
        if entity.kind is EntityKind.PERSON or _names(words, entity) or not self._before[attribution.id]:
            return entity
        last = self._before[attribution.id][-1].source[-1]
        return entity if "\n" in self._text[last.end : attribution.source[0].start] else None

    def _holder(self, position: Position, entity: Entity | None) -> tuple[Voice, ...]:
        """The chain of a position: it ends with the holder, whose stand it is."""
        chain = self._chain(position.attribution)
        voice = _voice_of(entity, " ".join(position.holder.slice(self._text).split()), _status_of(entity))
        known = chain and (voice.name == chain[-1].name or (voice.entity is not None and voice.entity == chain[-1].entity))
        return chain if known else (*chain, voice)

    def _meant(self, mention_ids: Iterable[str]) -> tuple[str, ...]:
        found = (self._mentions[identifier] for identifier in mention_ids if identifier in self._mentions)
        return tuple(dict.fromkeys(mention.entity for mention in found if mention.entity is not None))


def _first_denied(record: Record, denials: frozenset[str]) -> frozenset[str]:
    """The event that each denial denies: the first in its content ("denied a report that she would resign"). The rest may well have been."""
    first: dict[str, str] = {}
    for event in sorted(record.events, key=lambda event: event.trigger):
        if event.attribution in denials:
            first.setdefault(event.attribution, event.id)
    return frozenset(first.values())


def _sources_of(record: Record, entities: Mapping[str, Entity]) -> tuple[frozenset[str], dict[str, list[Attribution]]]:
    """The entities that are sources under a name of theirs, and for each attribution the few that stand before it."""
    ordered = sorted((one for one in record.attributions if one.source), key=lambda one: one.source[0])
    before = {one.id: ordered[max(0, at - _LOOK_BACK) : at] for at, one in enumerate(ordered)}
    spoken = [
        (entities[one.speaker], _words_of(one, record.article.text))
        for one in ordered
        if one.speaker is not None and one.speaker in entities
    ]
    named = (entity.id for entity, words in spoken if not _NO_NAME.issuperset(plain_words(words)) and _names(words, entity))
    return frozenset(named), before


def _names(words: str, entity: Entity) -> bool:
    """Whether a phrase has a word of the entity's name."""
    return not _NO_NAME.issuperset(set(plain_words(words)) & set(plain_words(entity.name)))


def _words_of(attribution: Attribution, text: str) -> str:
    """The article's words for a source, white space folded."""
    return " ".join(" ".join(span.slice(text).split()) for span in attribution.source)


def _voice_of(entity: Entity | None, words: str, status: Status) -> Voice:
    if entity is None:
        return Voice(name=words, words=words, status=status)
    roles = tuple(dict.fromkeys(role.text for role in entity.roles))
    return Voice(name=entity.name, words=words, status=status, entity=entity.id, kind=entity.kind, roles=roles)


def _status_of(entity: Entity | None) -> Status:
    if entity is None or entity.kind is EntityKind.UNNAMED_SOURCE:
        return Status.ANONYMOUS
    return Status.PERSON if entity.kind is EntityKind.PERSON else Status.GROUP if entity.kind is EntityKind.CROWD else Status.INSTITUTION


def _stance(event: Event) -> Stance:
    if event.factuality in DENIED:
        return Stance.DENIES
    if event.factuality is Factuality.UU and event.modality is not Modality.PLANNED:
        return Stance.OPEN
    return Stance.DENIES if event.polarity is Polarity.NEGATIVE else Stance.ASSERTS


def _with_distinct_ids(claims: list[Claim]) -> Iterator[Claim]:
    """Two claims on the same words (joint figures) are told apart by their order."""
    seen: dict[str, int] = {}
    for claim in claims:
        count = seen[claim.id] = seen.get(claim.id, 0) + 1
        yield claim if count == 1 else replace(claim, id=f"{claim.id}.{count}")
