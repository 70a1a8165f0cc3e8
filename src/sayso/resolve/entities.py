"""Groups the mentions of an article into entities, and says who each is."""

from collections.abc import Sequence

from sayso.annotate import ParsedArticle
from sayso.model import Attribution, Entity, Mention, MentionForm, Place
from sayso.resolve.entities_descriptions import merge_appositions, merge_descriptions, merge_neighbours, merge_same_head, merge_same_phrases
from sayso.resolve.entities_faces import read_faces
from sayso.resolve.entities_groups import Groups
from sayso.resolve.entities_names import merge_names, merge_short_persons
from sayso.resolve.entities_persons import merge_speech_pronouns
from sayso.resolve.entities_pronouns import merge_pronouns
from sayso.resolve.entities_story import read_story
from sayso.resolve.entities_who import Describer
from sayso.tables.actors import ActorRules


def group_mentions(
    mentions: tuple[Mention, ...],
    parsed: ParsedArticle,
    places: tuple[Place, ...],
    attributions: tuple[Attribution, ...],
    rules: ActorRules,
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """The mentions with their entity, and the entities in order of first mention.

    A pronoun that nothing was found for stays open (its entity is None), and so does everything in an empty story.
    """
    if not mentions or not len(parsed.doc):
        return mentions, ()
    story = read_story(parsed.doc)
    groups = Groups(read_faces(mentions, parsed, story, places, rules), story)
    merge_same_head(groups)
    merge_names(groups, rules)
    merge_appositions(groups)
    merge_neighbours(groups)
    merge_short_persons(groups)
    merge_same_phrases(groups)
    merge_descriptions(groups, rules)
    merge_pronouns(groups)
    merge_speech_pronouns(groups, mentions, attributions)
    ids: dict[int, str] = {}
    for index in sorted(range(len(mentions)), key=lambda i: mentions[i].span):
        if mentions[index].form is not MentionForm.PRONOUN or not groups.is_alone(index):
            ids.setdefault(groups.of(index), f"e{len(ids) + 1}")
    grouped = tuple(_with_entity(mention, ids.get(groups.of(index))) for index, mention in enumerate(mentions))
    metonyms = _metonyms(mentions, places)
    describer = Describer(groups, metonyms, rules)
    entities = tuple(describer.describe(identifier, root) for root, identifier in ids.items())
    return grouped, entities


def _with_entity(mention: Mention, entity: str | None) -> Mention:
    """The mention, or a copy of it with its entity; spelled out, since `replace` takes ten times as long and an article has hundreds of mentions."""
    if entity is None:
        return mention
    return Mention(id=mention.id, span=mention.span, text=mention.text, form=mention.form, head=mention.head, entity=entity)


def _metonyms(mentions: Sequence[Mention], places: Sequence[Place]) -> frozenset[int]:
    """The mentions whose head is a place name that means those who govern it."""
    starts = {place.span.end: place for place in places if place.is_metonym}
    return frozenset(index for index, mention in enumerate(mentions) if mention.head.end in starts)
