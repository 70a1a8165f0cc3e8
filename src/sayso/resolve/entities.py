"""Groups the mentions of an article into entities, and says who each is."""

from sayso.annotate import ParsedArticle
from sayso.model import Entity, Mention, Place
from sayso.tables.actors import ActorRules


def group_mentions(
    mentions: tuple[Mention, ...], parsed: ParsedArticle, places: tuple[Place, ...], rules: ActorRules
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """The mentions with their entity (None where it stays open), and the entities in order of first mention."""
    del parsed, places, rules
    return mentions, ()
