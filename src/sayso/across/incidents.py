"""What an article tells of one incident, and whether two tellings are of the same one.

An incident is what happened once, at one place and time, whoever tells of it and in whatever words. Tellings are compared by their words and
names; times that exclude each other keep them apart.
"""

import math
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec
from msgspec.structs import replace

from sayso.across.claims import Claim
from sayso.across.days import Days, apart, day_of, days_of
from sayso.across.names import Names
from sayso.across.wording import Stems, plain_words
from sayso.model import Article, Modality, Record, Span

_WINDOW = 20
"""Days: tellings of articles published within half a window of each other are always compared, those more than two apart never."""

SAME = 0.5
"""Least likeness of tellings of two articles that are of one incident. Lower ones chain: in 250 mixed articles of one autumn, 0.4 joins
a third of them into one incident, 0.55 none that should not be."""

WITHIN = 0.38
"""The same within one article, which tells of few things: fitted on the origins set."""

MERGING = 0.7
"""Least likeness of a telling to those of a second incident that makes both one: higher, because what is merged stays merged. Two articles
with tellings so alike are of one story."""

IN_STORY = 0.2
"""The least likeness among articles of one story, which tell of the same few things in other words. Fitted on the origins set, with an eye
on 84 mixed articles of one autumn: there it joins hardly more than the strict one."""


_MOST_AT_ONCE = 40
"""Incidents that an article keeps in the air: a longer list is a page of many stories, whose first ones are over."""

_EMPTY: frozenset[str] = frozenset()
_MOST_WORDS = 150
_THREAD_WORDS = 1
_STANDS_ALONE = 3
"""Names that tell an incident from the one the article has been telling of."""


class Telling(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one article tells of one incident. All words are stems (`sayso.across.wording`).

    ``heads`` are the words that carry the claims, ``words`` the content of their sentences, ``names`` the names in them, ``places`` the
    names and gazetteer ids of where, ``days`` when it is said to have been, ``published`` the article's own day.
    """

    claims: tuple[int, ...] = ()
    labels: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    days: Days | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike two tellings are and what they share, in words for a person."""

    score: float
    reason: str


def tellings_of(record: Record, claims: Sequence[Claim], stems: Stems) -> tuple[Telling, ...]:
    """The claims of one article grouped by incident, in text order of their first claim; ``claims`` of a telling are indices."""
    found = _Found(record, stems)
    joined: list[Telling] = []
    recent: list[int] = []
    for group in _linked_by_record(record, claims):
        telling = _telling(tuple(group), claims, found)
        scores = {at: 0.0 if _exclude(joined[at], telling) else _score(joined[at], telling) for at in recent}
        best = max(recent, key=scores.__getitem__, default=None)
        if best is not None and scores[best] < WITHIN:
            best = _thread([(at, joined[at]) for at in recent], telling, claims, record.article)
        if best is None:
            best = len(joined)
            joined.append(telling)
        else:
            joined[best] = _united(joined[best], telling)
        recent = [*(at for at in recent if at != best), best][-_MOST_AT_ONCE:]
    return tuple(_with_title(joined, record, found))


def _with_title(joined: list[Telling], record: Record, found: "_Found") -> list[Telling]:
    """The tellings, the words of the title added to the first of those that share most of them: it says what the article is about."""
    title = record.article.title
    words = found.stems(title.value) if title else frozenset()
    told = max(range(len(joined)), key=lambda at: (len(words & joined[at].words), -at), default=0)
    if not joined or words.isdisjoint(joined[told].words):
        return joined
    about = replace(joined[told], words=_grown(joined[told].words, words), names=joined[told].names | (words & found.names.all))
    return [*joined[:told], about, *joined[told + 1 :]]


def _thread(before: Sequence[tuple[int, Telling]], telling: Telling, claims: Sequence[Claim], article: Article) -> int | None:
    """Which earlier telling goes on in one that names hardly anything itself; ``before`` holds places and tellings, the newest last.

    The one that its paragraph has been telling, else the last that its source spoke of, else the one whose words it takes up. None for
    a telling that can stand alone: with some names, or a time of its own.
    """
    if len(telling.names) >= _STANDS_ALONE or telling.days is not None or not before:
        return None
    first = claims[telling.claims[0]]
    newest, last = before[-1]
    if "\n" not in article.text[claims[last.claims[-1]].span.end : first.span.start]:
        return newest
    if first.source is not None:
        for place, earlier in reversed(before):
            spoke = (claims[index].source for index in earlier.claims[-_MOST_AT_ONCE:])
            if any(source is not None and source.name == first.source.name for source in spoke):
                return place
    best, likest = max(before, key=lambda pair: len(pair[1].words & telling.words))
    return best if len(likest.words & telling.words) >= _THREAD_WORDS else None


def likeness(one: Telling, other: Telling) -> Likeness:
    """How alike two tellings are, 0 where their times exclude each other."""
    if _exclude(one, other):
        return Likeness(score=0.0, reason="their times exclude each other")
    score = _score(one, other)
    if not score:
        return Likeness(score=0.0, reason="they share no more than names")
    names = one.names & other.names
    words = (one.words & other.words) - one.names - other.names
    return Likeness(score=score, reason="shared: " + " ".join([*sorted(names), *sorted(words)][:8]))


def _exclude(one: Telling, other: Telling) -> bool:
    return bool(one.days and other.days and apart(one.days, other.days) > 1)


def _score(one: Telling, other: Telling) -> float:
    """The likeness of two tellings whose times do not exclude each other."""
    heads = not one.heads.isdisjoint(other.heads)
    names = one.names & other.names
    shared = (one.words & other.words) - names
    if not heads and not shared:
        return 0.0
    score = 0.5 * len(names) / math.sqrt(len(one.names) * len(other.names)) if names else 0.0
    if shared:
        score += len(shared) / math.sqrt(_told(one, other) * _told(other, one))
    if heads:
        score += 0.2
    if not one.labels.isdisjoint(other.labels):
        score += 0.05
    if not one.places.isdisjoint(other.places):
        score += 0.1
    if one.days and other.days:
        score += 0.1
    return score


def _told(one: Telling, other: Telling) -> int:
    """How many words of a telling are no names, or names that the other has as plain words ("Finance Minister", "the finance minister")."""
    names = one.names
    if not names.isdisjoint(other.words):
        names -= other.words - other.names
    return len(one.words) - len(one.words & names)


def neighbour_keys(telling: Telling) -> dict[str, tuple[int, ...]]:
    """Under which keys tellings of the same incident are kept, by name: this one's own first, then that of the nearer time beside it.

    A key is a name within some weeks of publication. Tellings with no key in common are never compared.
    """
    names = sorted(telling.names | telling.places)
    if telling.published is None:
        return {name: (_key(name, 0),) for name in names}
    window, place = divmod(telling.published.toordinal(), _WINDOW)
    beside = window - 1 if 2 * place < _WINDOW else window + 1
    return {name: (_key(name, window), _key(name, beside)) for name in names}


def without_names(telling: Telling, common: Collection[str]) -> Telling:
    """The telling as it is compared where ``common`` names are in every second report: they tell no incident from another."""
    return replace(telling, names=telling.names - frozenset(common), words=telling.words - frozenset(common)) if common else telling


def _key(name: str, window: int) -> int:
    """The window first, so that what is told at one time is kept together."""
    return window << 32 | zlib.crc32(name.encode("utf-8", "replace"))


def _linked_by_record(record: Record, claims: Sequence[Claim]) -> list[list[int]]:
    """Indices of claims that the record itself ties to one event, each group in text order."""
    same_as = {event.id: event.same_as for event in record.events}
    groups: dict[str, list[int]] = {}
    for index, claim in enumerate(claims):
        root = claim.event
        for _ in range(len(same_as)):
            if root is None or same_as.get(root) is None:
                break
            root = same_as[root]
        groups.setdefault(root if root is not None else f"{claim.kind} {claim.item}", []).append(index)
    return list(groups.values())


class _Found:
    """What a record holds by id, and what its passages were found to hold: several claims stand in one sentence."""

    def __init__(self, record: Record, stems: Stems) -> None:
        published = record.article.published
        self.text = record.article.text
        self.published = day_of(published.value) if published else None
        self.places = {place.id: frozenset(_place_names(place.geonames_id, place.name or place.text)) for place in record.places}
        self.days = {time.id: days_of(time.value) for time in record.times}
        self._stems = stems
        self.names = Names([block.span for block in record.article.story], self.text, stems)
        self._passages: dict[Span, tuple[frozenset[str], frozenset[str]]] = {}

    def stems(self, words: str) -> frozenset[str]:
        """The content of some words."""
        return self._stems.of(plain_words(words))

    def days_of(self, claim: Claim) -> Days | None:
        """When it is said to have been; what is planned is not on the day on which that was said."""
        days = self.days.get(claim.time or "")
        is_saying = days is not None and self.published is not None and claim.modality is Modality.PLANNED and days[1] <= self.published
        return None if is_saying else days

    def passage(self, span: Span) -> tuple[frozenset[str], frozenset[str]]:
        """The content of a sentence and the names in it."""
        known = self._passages.get(span)
        if known is None:
            known = self._passages[span] = (self.stems(span.slice(self.text)), self.names.within(span))
        return known


def _telling(members: tuple[int, ...], claims: Sequence[Claim], found: _Found) -> Telling:
    own = [claims[index] for index in members]
    words, names = zip(*map(found.passage, {claim.passage for claim in own}), strict=True)
    return Telling(
        claims=members,
        labels=frozenset([claim.label for claim in own]),
        heads=found.stems(" ".join([claim.span.slice(found.text) for claim in own])),
        words=_EMPTY.union(*words),
        names=_EMPTY.union(*names),
        places=_EMPTY.union(*[found.places.get(claim.place or "", _EMPTY) for claim in own]),
        days=next(filter(None, map(found.days_of, own)), None),
        published=found.published,
    )


def _place_names(geonames_id: int | None, name: str) -> Iterable[str]:
    yield " ".join(plain_words(name))
    if geonames_id is not None:
        yield f"geonames {geonames_id}"


def _united(one: Telling, other: Telling) -> Telling:
    return Telling(
        claims=(*one.claims, *other.claims),
        labels=one.labels | other.labels,
        heads=_grown(one.heads, other.heads),
        words=_grown(one.words, other.words),
        names=_grown(one.names, other.names),
        places=_grown(one.places, other.places),
        days=one.days or other.days,
        published=one.published,
    )


def _grown(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Both sets, or the first where it tells enough already: more words would make a telling like everything."""
    return one if len(one) >= _MOST_WORDS else one | other
