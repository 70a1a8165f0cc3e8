"""Links toponyms to the gazetteer, or to nothing."""

from collections.abc import Sequence
from dataclasses import replace

from sayso.annotate import ParsedArticle
from sayso.extract.places import Toponym
from sayso.gazetteer import Candidate
from sayso.model import Place
from sayso.resolve.places_ranking import Sense, rank
from sayso.resolve.places_roles import is_metonym
from sayso.tables.places import PlaceRules

_HOME = "="
"""No name folds to this."""

_POINT_KINDS = frozenset({"PPL", "PPLC", "building", "facility", "airport", "mountain"})


def resolve_places(
    toponyms: Sequence[Toponym], parsed: ParsedArticle, rules: PlaceRules, home: Candidate | None = None
) -> tuple[Place, ...]:
    """A place for each toponym, in text order: with id, kind and point of the likeliest candidate, or with none of them.

    ``home`` is where the outlet is at home, if that is known: it counts as one more place of the article.
    """
    meanings = best_candidates(toponyms, rules, home)
    places = []
    for number, toponym in enumerate(toponyms, 1):
        best, score = meanings.get(toponym.key, (None, None))
        place = _place(f"p{number}", toponym, best, score)
        places.append(replace(place, is_metonym=is_metonym(toponym, best, parsed.doc, rules)))
    return tuple(places)


def best_candidates(toponyms: Sequence[Toponym], rules: PlaceRules, home: Candidate | None = None) -> dict[str, tuple[Candidate, float]]:
    """The likeliest candidate of each name that has any, with its share (0 to 1)."""
    senses = senses_of(toponyms)
    if home is not None:
        senses.append(Sense(key=_HOME, candidates=(home,)))
    meanings = {}
    for sense, shares in zip(senses, rank(senses, rules.ranking_weights), strict=True):
        share, _, best = max(
            (share, -position, candidate) for position, (share, candidate) in enumerate(zip(shares, sense.candidates, strict=True))
        )
        meanings[sense.key] = (best, share)
    return meanings


def senses_of(toponyms: Sequence[Toponym]) -> list[Sense]:
    """The different names among the toponyms, in text order."""
    senses: dict[str, Sense] = {}
    for toponym in toponyms:
        if not toponym.candidates:
            continue
        known = senses.get(toponym.key)
        senses[toponym.key] = Sense(
            key=toponym.key,
            candidates=toponym.candidates,
            containers=toponym.containers | (known.containers if known else frozenset()),
            opens_report=toponym.opens_report or (known is not None and known.opens_report),
        )
    return list(senses.values())


def _place(identifier: str, toponym: Toponym, best: Candidate | None, score: float | None) -> Place:
    if best is None:
        return Place(id=identifier, span=toponym.span, text=toponym.text, in_organisation=toponym.in_organisation)
    return Place(
        id=identifier,
        span=toponym.span,
        text=toponym.text,
        name=best.name,
        kind=best.kind,
        geonames_id=best.geonames_id,
        country=best.country,
        lat=best.lat,
        lon=best.lon,
        precision=precision_of(best),
        in_organisation=toponym.in_organisation,
        score=round(score, 4) if score is not None else None,
    )


def precision_of(place: Candidate) -> str:
    """How fine a point the place's coordinates are: ``country``, ``region`` or ``point``."""
    if place.kind == "PCLI":
        return "country"
    return "point" if place.kind in _POINT_KINDS else "region"
