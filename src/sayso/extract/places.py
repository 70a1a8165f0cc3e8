"""Finds toponyms: names of places, peoples and regions that may have a place in the gazetteer."""

from sayso.annotate import ParsedArticle
from sayso.gazetteer import Gazetteer
from sayso.model import Place
from sayso.tables.places import PlaceRules


def find_toponyms(parsed: ParsedArticle, gazetteer: Gazetteer, rules: PlaceRules) -> tuple[Place, ...]:
    """Every toponym of the story, in text order, unresolved."""
    del parsed, gazetteer, rules
    return ()
