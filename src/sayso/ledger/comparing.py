"""Every claim about an incident side by side: by outlet, by origin, agreeing, conflicting, denied, left open."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import msgspec

from sayso.across.claims import Stance, Voice
from sayso.across.days import day_of
from sayso.across.origins import Origin, Saying, Why, find_origins
from sayso.across.speakers import speaker_of
from sayso.across.wording import content_stems, plain_words, quoted_words, stem
from sayso.ledger.figures import FigureLine, conflicting_units, figure_lines
from sayso.ledger.queries import FoundClaim
from sayso.tables.across import AcrossRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that is said about an incident, or about some that belong together.

    ``origins`` are the sources behind the claims, ``asserting`` and ``denying`` the ids of the independent ones among them; ``figures`` are
    sorted by unit and time, ``conflicting`` the units for which origins give numbers that cannot both be right; ``texts`` counts a text and its
    copies once.
    """

    incidents: tuple[int, ...]
    claims: tuple[FoundClaim, ...]
    origins: tuple[Origin, ...]
    asserting: tuple[int, ...]
    denying: tuple[int, ...]
    unconfirmed: tuple[int, ...]
    figures: tuple[FigureLine, ...]
    conflicting: tuple[str, ...]
    articles: int
    texts: int
    outlets: int

    def origin_of(self, claim: int) -> Origin:
        """The origin that a claim goes back to. Raises KeyError for a claim of another incident."""
        for origin in self.origins:
            if any(number == claim for number, _ in origin.claims):
                return origin
        raise KeyError(claim)

    def in_words(self, most: int | None = None) -> str:
        """One sentence: "12 articles, 3 of them copies, 2 origins: the ministry; an unnamed diplomat."; at most so many are named."""
        sure = [origin for origin in self.origins if origin.is_independent]
        copies = self.articles - self.texts
        told = [f"{copies} of them {'a copy' if copies == 1 else 'copies'}"] if copies else []
        parts = [_count(self.articles, "article"), *told, _count(len(sure), "origin")]
        names = [origin.what for origin in sure[:most]]
        if len(names) < len(sure):
            names.append(f"{len(sure) - len(names)} more")
        return ", ".join(parts) + (": " + "; ".join(names) if names else "") + "."


_TOGETHER = timedelta(days=7)
"""Incidents in the same words that are printed further apart have their sources counted apart."""

_NAMELESS = frozenset({Why.UNNAMED, Why.REPEATED, Why.RUMOUR, Why.COPIED, Why.LEAD, Why.SPOKEN_FOR})
"""Reasons that by themselves name nobody."""


def compare_claims(
    connection: sqlite3.Connection, claims: Sequence[FoundClaim], rules: AcrossRules, asked: frozenset[int] = frozenset()
) -> Comparison:
    """Gather claims (at least one), of one incident or of some that belong together, by origin.

    Where some of them were ``asked`` for, the rest help to find the origins and are then left out, but for denials, doubts and figures
    that an article tells of the same incident: who asks who died in a market wants to know who denies it, in whatever words.
    """
    if not asked:
        return _gathered(claims, origins_of(connection, claims, rules))
    weeks = [origins_of(connection, together, rules) for together in _by_time(claims)]
    origins = _joined(origin for week in weeks for origin in week)
    tellings = {claim.telling for claim in claims if claim.id in asked}
    kept = [c for c in claims if c.id in asked or (c.telling in tellings and (c.unit is not None or c.stance != Stance.ASSERTS))]
    numbers = {claim.id for claim in kept}
    narrowed = (replace(origin, claims=tuple(pair for pair in origin.claims if pair[0] in numbers)) for origin in origins)
    return _gathered(kept, tuple(origin for origin in narrowed if origin.claims))


def _by_time(claims: Sequence[FoundClaim]) -> Iterator[list[FoundClaim]]:
    """The claims of incidents that are told within a few days of each other: only there is "a spokesman" the spokesman named before."""
    told: dict[int, list[FoundClaim]] = {}
    for claim in claims:
        told.setdefault(claim.incident, []).append(claim)
    dated = sorted((min(c.published or "9999" for c in group), incident) for incident, group in told.items())
    together: list[FoundClaim] = []
    last = None
    for first, incident in dated:
        if together and (last is None or first == "9999" or (day_of(first) or last) - last > _TOGETHER):
            yield together
            together = []
        together += told[incident]
        last = max((day for claim in told[incident] if (day := day_of(claim.published))), default=None)
    yield together


def _joined(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """Origins found apart as one list: who has a name is one origin by it, an unnamed source of another week is another one."""
    joined: dict[tuple[str, bool, int], Origin] = {}
    for place, origin in enumerate(origins):
        is_known = any(why not in _NAMELESS for _, why in origin.claims)
        key = (origin.what, origin.is_independent, 0 if is_known else place + 1)
        before = joined.get(key)
        claims = (*before.claims, *origin.claims) if before else origin.claims
        joined[key] = replace(origin, id=before.id if before else len(joined) + 1, claims=claims)
    return tuple(joined.values())


def _gathered(claims: Sequence[FoundClaim], origins: tuple[Origin, ...]) -> Comparison:
    by_claim = {number: origin for origin in origins for number, _ in origin.claims}
    stances = {claim.id: claim.stance for claim in claims}
    figures = tuple(figure_lines(claims, by_claim))
    return Comparison(
        incidents=tuple(sorted({claim.incident for claim in claims})),
        claims=tuple(claims),
        origins=origins,
        asserting=_with_stance(origins, stances, Stance.ASSERTS),
        denying=_with_stance(origins, stances, Stance.DENIES),
        unconfirmed=tuple(claim.id for claim in claims if claim.stance == Stance.OPEN),
        figures=figures,
        conflicting=tuple(conflicting_units(figures)),
        articles=len({claim.article for claim in claims}),
        texts=len({claim.cluster for claim in claims}),
        outlets=len({claim.publisher for claim in claims}),
    )


def origins_of(connection: sqlite3.Connection, claims: Sequence[FoundClaim], rules: AcrossRules) -> tuple[Origin, ...]:
    """The origins behind claims, of one incident or of several; a source that speaks of several is one origin."""
    return find_origins(_sayings(connection, claims, rules))


def _with_stance(origins: Iterable[Origin], stances: Mapping[int, str], stance: Stance) -> tuple[int, ...]:
    return tuple(origin.id for origin in origins if origin.is_independent and any(stances[claim] == stance for claim, _ in origin.claims))


def _sayings(connection: sqlite3.Connection, claims: Sequence[FoundClaim], rules: AcrossRules) -> list[Saying]:
    articles = sorted({(claim.published or "9999", claim.article) for claim in claims})
    order = {article: at for at, (_, article) in enumerate(articles)}
    voices = _voices(connection, claims)
    names = sorted({claim.outlet for claim in claims if claim.outlet})
    outlets = {name: frozenset(stem(word) for word in plain_words(name) if word not in rules.function) for name in names}
    sayings = []
    for claim in claims:
        outlet = claim.outlet or f"article {claim.article}"
        heard = speaker_of(voices[claim.id], outlet, list(outlets.values()), rules)
        passage = " ".join(claim.passage.lower().split())
        sayings.append(
            Saying(
                claim=claim.id,
                incident=claim.incident,
                article=claim.article,
                cluster=claim.cluster,
                order=order[claim.article],
                position=claim.span.start,
                outlet=outlet,
                stance=Stance.DENIES if claim.stance == Stance.DENIES else Stance.ASSERTS,
                outlet_words=outlets.get(claim.outlet or "", frozenset()),
                speaker=heard.speaker,
                carriers=heard.carriers,
                is_hearsay=heard.is_hearsay,
                words=content_stems(plain_words(claim.passage), rules.function),
                quoted=quoted_words(claim.passage, claim.words),
                saw=any(words in passage for words in rules.own_eyes),
                asked=any(words in passage for words in (*rules.own_asking, *_told(outlet))),
            )
        )
    return sayings


def _told(outlet: str) -> Iterable[str]:
    """The outlet speaking of itself: "told the Echo", "told Cardinal Wire"."""
    words = outlet.lower().split()
    return [
        f"told {'the ' if article else ''}{word}" for word in {" ".join(words), words[0], words[-1]} for article in (0, 1) if word != "the"
    ]


def _voices(connection: sqlite3.Connection, claims: Sequence[FoundClaim]) -> dict[int, tuple[Voice, ...]]:
    """The sources of each claim, outlet inwards."""
    voices = {}
    for claim in claims:
        (packed,) = connection.execute("SELECT voices FROM claims WHERE id = ?", (claim.id,)).fetchone()
        voices[claim.id] = msgspec.convert(msgspec.json.decode(packed), tuple[Voice, ...])
    return voices


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
