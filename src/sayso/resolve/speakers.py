"""Says who the source of an attribution is: an entity of the article, or nobody named."""

from dataclasses import replace

from sayso.annotate import ParsedArticle
from sayso.model import Attribution, Entity, EntityKind, Mention, MentionForm, Status
from sayso.resolve.entities_sources import MentionFinder

_BODIES = frozenset({EntityKind.ORGANISATION, EntityKind.GOVERNMENT, EntityKind.INSTITUTION, EntityKind.ARMED_GROUP})


def link_speakers(
    attributions: tuple[Attribution, ...], mentions: tuple[Mention, ...], entities: tuple[Entity, ...], parsed: ParsedArticle
) -> tuple[Attribution, ...]:
    """The same attributions with the entity that speaks, where the text tells.

    A speaker is somebody a reader could ask: a named person or body, a body by its description, a country or capital that
    stands for its government. Crowds, roles in the plural and unnamed persons are no speakers, only sources. A document speaks
    for the body named in its phrase.
    """
    del parsed
    finder = MentionFinder(mentions)
    kinds = {entity.id: entity.kind for entity in entities}
    told = {mention.entity for mention in mentions if mention.form is not MentionForm.PRONOUN}
    named = {mention.entity for mention in mentions if mention.form is MentionForm.NAME and mention.entity is not None}
    linked: list[Attribution] = []
    for attribution in attributions:
        speaker = _speaker(attribution, mentions, finder, kinds, named)
        linked.append(replace(attribution, speaker=speaker) if speaker in told else attribution)
    return tuple(linked)


def _speaker(
    attribution: Attribution, mentions: tuple[Mention, ...], finder: MentionFinder, kinds: dict[str, EntityKind], named: set[str]
) -> str | None:
    if not attribution.source or attribution.status is Status.IMPERSONAL:
        return None
    if attribution.status is Status.DOCUMENT:
        return _issuer(attribution, mentions, finder, kinds, named)
    index = finder.mention_of(attribution.source)
    entity = mentions[index].entity if index is not None else None
    if entity is None:
        return None
    kind = kinds[entity]
    if kind is EntityKind.UNNAMED_SOURCE or (attribution.status in {Status.ANONYMOUS, Status.GROUP} and entity not in named):
        return None
    if kind in _BODIES or entity in named:
        return entity if kind is not EntityKind.CROWD else None
    return entity if attribution.status in {Status.INSTITUTION, Status.METONYM} else None


def _issuer(
    attribution: Attribution, mentions: tuple[Mention, ...], finder: MentionFinder, kinds: dict[str, EntityKind], named: set[str]
) -> str | None:
    """The named body or person inside the phrase of a document ("a study by the Lind Institute")."""
    for span in attribution.source:
        for index in finder.inside(span):
            entity = mentions[index].entity
            if entity is not None and entity in named and kinds[entity] in _BODIES | {EntityKind.PERSON}:
                return entity
    return None
