"""Finds mentions: names, descriptions and pronouns of persons, organisations, groups and places."""

from sayso.annotate import ParsedArticle
from sayso.model import Mention, Place, Span, Time
from sayso.tables.actors import ActorRules


def find_mentions(parsed: ParsedArticle, places: tuple[Place, ...], times: tuple[Time, ...], rules: ActorRules) -> tuple[Mention, ...]:
    """Every mention of the story, in text order; ids are final, entities are not yet given."""
    del parsed, places, times, rules
    return ()


def given_mentions(parsed: ParsedArticle, spans: tuple[Span, ...], rules: ActorRules) -> tuple[Mention, ...]:
    """Exactly these spans as mentions, in their order: for measuring the grouping alone."""
    del parsed, spans, rules
    return ()
