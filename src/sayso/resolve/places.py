"""Links toponyms to the gazetteer, or to nothing."""

from collections.abc import Sequence

from sayso.annotate import ParsedArticle
from sayso.extract.places import Toponym
from sayso.gazetteer import Candidate
from sayso.model import Place
from sayso.resolve.places_ranking import Sense, rank
from sayso.resolve.places_roles import is_metonym
from sayso.tables.places import PlaceRules

_POINT_KINDS = frozenset({"PPL", "PPLC", "building", "facility", "airport", "mountain"})


def resolve_places(
    toponyms: Sequence[Toponym], parsed: ParsedArticle, rules: PlaceRules, home: Candidate | None = None
) -> tuple[Place, ...]:
    """A place for each toponym, in text order: with id, kind and point of the likeliest candidate, or with none of them.

    ``home`` is where the outlet is at home, if that is known: it counts as one more place of the article.
    """
    meanings = _meanings(toponyms, rules, home)
    places = []
    for position, toponym in enumerate(toponyms):
        best, score = meanings.get(position, (None, None))
        means_government = is_metonym(toponym, best, parsed.doc, rules)
        places.append(_place(f"p{position + 1}", toponym, best, score, is_metonym=means_government))
    return tuple(places)


def _meanings(toponyms: Sequence[Toponym], rules: PlaceRules, home: Candidate | None) -> dict[int, tuple[Candidate, float]]:
    """By position: the likeliest candidate of each toponym that has any, with its share (0 to 1)."""
    grouped = senses_of(toponyms)
    senses = [sense for sense, _ in grouped]
    if home is not None:
        senses.append(Sense(candidates=(home,)))
    meanings: dict[int, tuple[Candidate, float]] = {}
    for (sense, positions), shares in zip(grouped, rank(senses, rules.ranking_weights), strict=False):
        share, _, best = max(
            (share, -place, candidate) for place, (share, candidate) in enumerate(zip(shares, sense.candidates, strict=True))
        )
        meanings |= dict.fromkeys(positions, (best, share))
    return meanings


def senses_of(toponyms: Sequence[Toponym]) -> list[tuple[Sense, list[int]]]:
    """The different names among the toponyms and the positions of their mentions, in text order.

    One sense a document, unless the text itself tells two apart ("Torvanna, Ohio" and "Torvanna, Norway"); a mention without a state
    behind it is the first of these.
    """
    containers: dict[str, list[frozenset[int | str | None]]] = {}
    for toponym in toponyms:
        known = containers.setdefault(toponym.key, [])
        if toponym.containers and toponym.containers not in known:
            known.append(toponym.containers)
    grouped: dict[tuple[str, frozenset[int | str | None]], list[int]] = {}
    for position, toponym in enumerate(toponyms):
        if toponym.candidates:
            around = toponym.containers or next(iter(containers[toponym.key]), frozenset())
            grouped.setdefault((toponym.key, around), []).append(position)
    return [
        (
            Sense(
                candidates=min((toponyms[position].candidates for position in positions), key=len),
                opens_report=any(toponyms[position].opens_report for position in positions),
            ),
            positions,
        )
        for (_, around), positions in grouped.items()
    ]


def _place(identifier: str, toponym: Toponym, best: Candidate | None, score: float | None, *, is_metonym: bool) -> Place:
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
        is_metonym=is_metonym,
        score=round(score, 4) if score is not None else None,
    )


def precision_of(place: Candidate) -> str:
    """How fine a point the place's coordinates are: ``country``, ``region`` or ``point``."""
    if place.kind == "PCLI":
        return "country"
    return "point" if place.kind in _POINT_KINDS else "region"
