"""Says who the source of an attribution is: an entity of the article, or nobody named."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sayso.annotate import ParsedArticle
from sayso.model import Attribution, Entity, EntityKind, Mention, MentionForm, Span, Status
from sayso.resolve.entities_faces import BODIES
from sayso.resolve.entities_sources import MentionFinder

_NAMED = frozenset({Status.PERSON, Status.INSTITUTION, Status.METONYM})
_JOINTS = frozenset({"of", "for", "the", "in", "at", "from", "to", "by", "with", "and", "on", "a", "an", "or", "as", "like", "'s", "’s"})
"""A name behind one of these belongs to the phrase; behind a comma or a noun it is whom the phrase describes."""


def link_speakers(
    attributions: tuple[Attribution, ...], mentions: tuple[Mention, ...], entities: tuple[Entity, ...], parsed: ParsedArticle
) -> tuple[Attribution, ...]:
    """The same attributions with the entity that speaks, where the text tells.

    A speaker is somebody a reader could ask: a named person or body, a body by its description, a country or capital that
    stands for its government. Crowds, roles in the plural and unnamed persons are no speakers, only sources. A document speaks
    for the body named in its phrase.
    """
    known = _Known(
        mentions=mentions,
        finder=MentionFinder(mentions),
        kinds={entity.id: entity.kind for entity in entities},
        named=frozenset(m.entity for m in mentions if m.form is MentionForm.NAME and m.entity is not None),
        described=frozenset(m.entity for m in mentions if m.form is not MentionForm.PRONOUN and m.entity is not None),
        text=parsed.article.text,
    )
    linked: list[Attribution] = []
    for attribution in attributions:
        speaker = _speaker(attribution, known)
        linked.append(
            attribution if speaker is None else replace(attribution, speaker=speaker, status=_status(attribution, speaker, known))
        )
    return tuple(linked)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is known of the entities: those with a name among their mentions, and those with a name or a description."""

    mentions: tuple[Mention, ...]
    finder: MentionFinder
    kinds: Mapping[str, EntityKind]
    named: frozenset[str]
    described: frozenset[str]
    text: str


def _speaker(attribution: Attribution, known: _Known) -> str | None:
    if not attribution.source or attribution.status is Status.IMPERSONAL:
        return None
    if attribution.status is Status.DOCUMENT:
        return _issuer(attribution, known)
    entity = _source_entity(attribution, known)
    if entity not in known.described:
        return None
    kind = known.kinds[entity]
    if kind in {EntityKind.UNNAMED_SOURCE, EntityKind.CROWD}:
        return None
    if entity in known.named:
        return entity
    if attribution.status in {Status.ANONYMOUS, Status.GROUP}:
        return None
    return entity if kind in BODIES or attribution.status in {Status.INSTITUTION, Status.METONYM} else None


def _status(attribution: Attribution, speaker: str, known: _Known) -> Status:
    """The status of a source that is a bare name, as the whole article tells it: where it gives a first name or office, a person's."""
    index = known.finder.mention_of(attribution.source)
    if attribution.status not in _NAMED or index is None or known.mentions[index].form is not MentionForm.NAME:
        return attribution.status
    kind = known.kinds[speaker]
    if kind is EntityKind.PERSON:
        return Status.PERSON
    return Status.INSTITUTION if kind in BODIES and attribution.status is Status.PERSON else attribution.status


def _source_entity(attribution: Attribution, known: _Known) -> str | None:
    """The entity of the source's phrase, or of the name that the phrase leads up to ("the charity's head for the region, A. Lind")."""
    index = known.finder.mention_of(attribution.source)
    if index is None:
        return None
    entity = known.mentions[index].entity
    if entity is None or entity in known.named:
        return entity
    whole = attribution.source[-1]
    for other in reversed(known.finder.inside(whole)):
        mention = known.mentions[other]
        if mention.span.end == whole.end and mention.entity in known.named and _is_led_up_to(mention.span, whole, known.text):
            return mention.entity if known.kinds[mention.entity] is known.kinds[entity] else entity
    return entity


def _is_led_up_to(name: Span, whole: Span, text: str) -> bool:
    """Whether a name closes a phrase that describes its bearer."""
    before = text[whole.start : name.start].split()
    return bool(before) and (before[-1].endswith(",") or before[-1].lower() not in _JOINTS)


def _issuer(attribution: Attribution, known: _Known) -> str | None:
    """The named body or person inside the phrase of a document ("a study by the Lind Institute")."""
    for span in attribution.source:
        for index in known.finder.inside(span):
            entity = known.mentions[index].entity
            if entity in known.named and known.kinds[entity] in BODIES | {EntityKind.PERSON}:
                return entity
    return None
