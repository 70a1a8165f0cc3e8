"""Reads itineraries: who was where in which order, when, and whom they met."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sayso.annotate import ParsedArticle, token_span
from sayso.annotate.clauses import clause_head, trimmed_span
from sayso.model import BlockKind, Commitment, Entity, EntityKind, Mention, MentionForm, Modality, Place, Span, Stop, Time
from sayso.resolve.commitment import judge_triggers
from sayso.resolve.itinerary_legs import Leg, find_legs
from sayso.resolve.layers import Layers
from sayso.resolve.nearby import Nearby, last_token
from sayso.resolve.vouching import Vouching
from sayso.tables.hedges import HedgeRules
from sayso.tables.stances import StanceRules

if TYPE_CHECKING:
    from spacy.tokens import Token

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NEWS_DAYS = 60
"""A leg dated further from the story's own date belongs to another journey."""
_COUNTRY = "PCL"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A stop while its legs are gathered; ``at`` is the character where it is told, ``dated`` the day of its time."""

    place: str | None
    at: int
    words: Span
    cue: int
    modality: Modality
    time: str | None = None
    dated: str | None = None
    met: tuple[str, ...] = ()
    is_summary: bool = False
    has_travel: bool = True


class _Known:
    """The layers of an article by token and id."""

    def __init__(self, layers: Layers, parsed: ParsedArticle) -> None:
        self.places: Mapping[str, Place] = {place.id: place for place in layers.places}
        self.times: Mapping[str, Time] = {time.id: time for time in layers.times}
        self._entities: Mapping[str, Entity] = {entity.id: entity for entity in layers.entities}
        self._mentions = {mention.id: mention for mention in layers.mentions}
        self._by_head = {mention.head.start: mention for mention in layers.mentions}
        self._place_at = dict(_named_places(layers.places, parsed))
        self._named = frozenset(mention.entity for mention in layers.mentions if mention.form is MentionForm.NAME)
        self._same = _same_persons(layers, self._named)
        days = ((time.span, time.id) for time in layers.times if time.value and _DAY.match(time.value))
        self.days = Nearby.of(days, parsed)
        self.headings = list(_heading_places(layers.places, parsed))

    def place_at(self, token: "Token") -> str | None:
        """The place that a token names."""
        return self._place_at.get(token.i)

    def person_at(self, token: "Token") -> str | None:
        """The named person that a token stands for; groups, governments and people without a name make no itinerary."""
        mention = self._by_head.get(token.idx)
        if mention is None or mention.entity is None or not self._is_person(mention):
            return None
        person = self._same.get(mention.entity, mention.entity)
        return person if person in self._named else None

    def met(self, tokens: "Iterable[Token]", traveller: str) -> tuple[str, ...]:
        """The mentions of who was met: the traveller left out, and pronouns that stand for no person."""
        found = (self._by_head.get(token.idx) for token in tokens)
        return tuple(
            mention.id
            for mention in found
            if mention is not None and mention.entity != traveller and (mention.form is not MentionForm.PRONOUN or self._is_person(mention))
        )

    def once_each(self, mentions: Iterable[str]) -> tuple[str, ...]:
        """The first mention of everybody met."""
        first: dict[str, str] = {}
        for identifier in mentions:
            first.setdefault(self._mentions[identifier].entity or identifier, identifier)
        return tuple(first.values())

    def _is_person(self, mention: Mention) -> bool:
        entity = self._entities.get(mention.entity) if mention.entity is not None else None
        return entity is not None and entity.kind is EntityKind.PERSON

    def section(self, offset: int) -> tuple[int, str | None]:
        """Where the section of a character starts, and the place that its heading names."""
        index = bisect_right(self.headings, (offset, "\U0010ffff")) - 1
        return (self.headings[index][0], self.headings[index][1] or None) if index >= 0 else (0, None)

    def is_same_place(self, one: str | None, other: str | None) -> bool:
        """Whether two places are one stop: the same, or a town and its country."""
        if one is None or other is None:
            return False
        a, b = self.places[one], self.places[other]
        if a.text.casefold() == b.text.casefold() or (a.geonames_id is not None and a.geonames_id == b.geonames_id):
            return True
        has_country = any(place.kind is not None and place.kind.startswith(_COUNTRY) for place in (a, b))
        return has_country and a.country is not None and a.country == b.country


def find_stops(layers: Layers, parsed: ParsedArticle, rules: StanceRules, hedges: HedgeRules) -> tuple[Stop, ...]:
    """The legs of every traveller, each traveller's in order.

    A traveller is a person whom the text says to have gone somewhere. Stops come in the order of the text, dated ones in the order of
    their days; a stop that only a list of places names stands where the list does. What is denied or only wished for is no stop.
    """
    known = _Known(layers, parsed)
    legs = list(find_legs(parsed.doc, known.place_at, rules.travel))
    judged = judge_triggers([token_span(leg.cue) for leg in legs], parsed, layers.attributions, hedges)
    vouching = Vouching.of(layers.attributions)
    by_traveller: dict[str, list[tuple[Leg, Commitment]]] = {}
    for leg, commitment in zip(legs, judged, strict=True):
        person = known.person_at(leg.traveller)
        if person is not None:
            by_traveller.setdefault(person, []).append((leg, commitment))
    stops: list[Stop] = []
    for traveller, told in by_traveller.items():
        drafts = _ordered(_gathered(traveller, told, known, parsed))
        for order, draft in enumerate(drafts, 1):
            told_once = replace(draft, met=known.once_each(draft.met))
            stops.append(_stop(told_once, traveller, order, number=len(stops) + 1, attribution=vouching.at(draft.cue)))
    return tuple(stops)


def _gathered(traveller: str, told: Sequence[tuple[Leg, Commitment]], known: _Known, parsed: ParsedArticle) -> list[_Draft]:
    """The stops of one traveller in the order in which the text first names them."""
    drafts: list[_Draft] = []
    newest = told_at = -1
    for leg, commitment in told:
        if not _counts(leg, commitment, drafts):
            continue
        time = known.days.nearest(leg.cue)
        if time is not None and not _is_news(known.times[time], parsed):
            continue
        for place in leg.places or (_place_of_section(leg, told_at, known),):
            draft = _draft(
                leg, commitment, place, parsed, met=known.met(leg.met, traveller), time=known.times[time] if time is not None else None
            )
            newest, told_at = _place_in(drafts, draft, newest, known), leg.cue.idx
    return [draft for draft in drafts if draft.place is not None or draft.has_travel] if any(draft.has_travel for draft in drafts) else []


def _counts(leg: Leg, commitment: Commitment, drafts: Sequence[_Draft]) -> bool:
    """Whether a leg was or will be; whom a traveller goes to meet counts with the stop that the same sentence names."""
    if commitment.modality in {Modality.ASSERTED, Modality.PLANNED}:
        return True
    is_aim = commitment.modality is Modality.HYPOTHETICAL and not leg.is_travel and bool(drafts)
    return is_aim and leg.cue.sent.start_char <= drafts[-1].cue < leg.cue.sent.end_char


def _place_of_section(leg: Leg, told_at: int, known: _Known) -> str | None:
    """The place that the heading above a meeting names, where the traveller was last told of before that heading."""
    start, place = known.section(leg.cue.idx)
    return place if told_at < start else None


def _draft(
    leg: Leg, commitment: Commitment, place: str | None, parsed: ParsedArticle, *, met: tuple[str, ...], time: Time | None
) -> _Draft:
    clause = clause_head(leg.cue)
    left, right = min(clause.left_edge.i, leg.traveller.left_edge.i), clause.right_edge.i
    return _Draft(
        place=place,
        at=leg.cue.idx,
        words=trimmed_span(parsed.doc, left, right),
        cue=leg.cue.idx,
        modality=commitment.modality if commitment.modality is not Modality.HYPOTHETICAL else Modality.PLANNED,
        time=time.id if time is not None and not leg.is_summary else None,
        dated=time.value[:10] if time is not None and time.value is not None and not leg.is_summary else None,
        met=met,
        is_summary=leg.is_summary,
        has_travel=leg.is_travel,
    )


def _place_in(drafts: list[_Draft], draft: _Draft, newest: int, known: _Known) -> int:
    """Add what a leg says to the stop it belongs to, or as a new one; the index of that stop."""
    if draft.place is None and newest >= 0 and _goes_on(drafts[newest], draft):
        drafts[newest] = _merged(drafts[newest], draft)
        return newest
    for index, other in enumerate(drafts):
        same_day = draft.dated is None or other.dated is None or draft.dated == other.dated or index == newest
        if known.is_same_place(draft.place, other.place) and same_day:
            drafts[index] = _merged(other, draft)
            return index
    drafts.append(draft)
    return len(drafts) - 1


def _goes_on(stop: _Draft, meeting: _Draft) -> bool:
    """Whether a meeting without a place can have been at a stop: what happened was not where somebody is still to go, nor on another day."""
    is_ahead = stop.modality is Modality.PLANNED and meeting.modality is Modality.ASSERTED
    return not is_ahead and meeting.dated in {None, stop.dated}


def _merged(stop: _Draft, leg: _Draft) -> _Draft:
    """One stop of both: told words over listed ones, the first day, everybody met."""
    base = leg if stop.is_summary and not leg.is_summary else stop
    is_first = stop.dated is not None
    return replace(
        base,
        time=stop.time if is_first else leg.time,
        dated=stop.dated if is_first else leg.dated,
        met=tuple(dict.fromkeys(stop.met + leg.met)),
        is_summary=stop.is_summary and leg.is_summary,
        has_travel=stop.has_travel or leg.has_travel,
        modality=Modality.ASSERTED if Modality.ASSERTED in {stop.modality, leg.modality} else stop.modality,
    )


def _ordered(drafts: Iterable[_Draft]) -> list[_Draft]:
    """Stops in the order of the text, moved only where their days say otherwise; a stop without a day goes with the one before it."""
    told = sorted(drafts, key=lambda draft: draft.at)
    day, keyed = "", []
    for draft in told:
        day = draft.dated or day
        keyed.append((day, draft.at, draft))
    return [draft for _, _, draft in sorted(keyed, key=lambda item: item[:2])]


def _stop(draft: _Draft, traveller: str, order: int, *, number: int, attribution: str | None) -> Stop:
    return Stop(
        id=f"l{number}",
        traveller=traveller,
        order=order,
        words=draft.words,
        place=draft.place,
        time=draft.time,
        met=draft.met,
        attribution=attribution,
        modality=draft.modality,
    )


def _is_news(time: Time, parsed: ParsedArticle) -> bool:
    """Whether a day is near the story's own; without a date of the story every day is."""
    published = parsed.article.published
    try:
        told, own = date.fromisoformat((time.value or "")[:10]), date.fromisoformat(published.value[:10] if published is not None else "")
    except ValueError:
        return True
    return abs((told - own).days) <= _NEWS_DAYS


def _named_places(places: Iterable[Place], parsed: ParsedArticle) -> Iterator[tuple[int, str]]:
    """Token and id of every place that one can go to: no peoples, no names inside other names, no continents."""
    for place in places:
        token = last_token(place.span, parsed)
        if token is None or place.in_organisation or place.kind in {"continent", "region"}:
            continue
        if token.tag_ in {"JJ", "NNPS"} or token.ent_type_ == "NORP" or token.dep_ in {"compound", "amod", "nmod", "poss"}:
            continue
        yield token.i, place.id


def _heading_places(places: Sequence[Place], parsed: ParsedArticle) -> Iterator[tuple[int, str]]:
    """Where each section starts, with the place its heading names and nothing else; an empty id where it names none."""
    for block in parsed.article.story:
        if block.kind is BlockKind.HEADING:
            words = block.span.slice(parsed.article.text).strip()
            yield block.span.start, next((place.id for place in places if block.span.contains(place.span) and place.text == words), "")


def _same_persons(layers: Layers, named: frozenset[str | None]) -> dict[str, str]:
    """From a person named by office alone to the one person of the article who has that office by name."""
    persons = [entity for entity in layers.entities if entity.kind is EntityKind.PERSON]
    holders = [(role.text.casefold(), entity.id) for entity in persons if entity.id in named for role in entity.roles]
    same = {}
    for entity in persons:
        found = {identifier for office, identifier in holders if entity.name.casefold() in office}
        if entity.id not in named and len(found) == 1:
            same[entity.id] = found.pop()
    return same
