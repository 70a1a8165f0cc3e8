"""The independent origins behind the claims about one incident: who, in the end, puts his own word to it.

What one origin is: a body speaks through spokesmen, ministers and statements and stays one; a named person is one however many interview
him; an unnamed source is one through every outlet that repeats him, unless an outlet shows that it asked somebody itself; outlets that pass
something on are none; the outlet's own words go back to the text it copied, to the source it goes on to name, to its reporter's eyes, or
else to nobody who can be named, and then they do not count as independent.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sayso.across.claims import Stance
from sayso.across.speakers import Speaker, SpeakerKind, same_body


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One claim about the incident as far as its origin goes.

    ``speaker`` is the innermost source that is no mere carrier, None for the outlet's own words; ``carriers`` are the outlets and agencies
    of the chain. ``cluster`` is the copy cluster, ``order`` the article's place in time, ``position`` the claim's in its article;
    ``outlet_words`` are the stems of the outlet's name, ``is_hearsay`` that it is only said to be said; ``quoted``
    the words of the quotation it stands in; ``saw`` that the outlet says it was there, ``asked`` that it says the source told it itself.
    """

    claim: int
    incident: int
    article: int
    cluster: int
    order: int
    position: int
    outlet: str
    stance: Stance
    speaker: Speaker | None
    outlet_words: frozenset[str] = frozenset()
    carriers: tuple[frozenset[str], ...] = ()
    is_hearsay: bool = False
    words: frozenset[str] = frozenset()
    quoted: tuple[str, ...] = ()
    saw: bool = False
    asked: bool = False


class Why(StrEnum):
    """Why a claim goes back to its origin; each with a sentence for a person."""

    BODY = "a body that speaks for itself"
    SPOKEN_FOR = "somebody who speaks for the body"
    PERSON = "a named person"
    QUOTED = "the same words in quotation marks"
    UNNAMED = "an unnamed source"
    REPEATED = "the same unnamed source, repeated without a sign of own reporting"
    COPIED = "copied from a text that has it from there"
    LEAD = "the summary of what the article goes on to attribute"
    EYES = "the outlet was there itself"
    OUTLET = "the outlet's own words, without a source"
    RUMOUR = "talk that nobody can trace"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One origin: what it is, whether it counts as independent, and the claims that go back to it, each with the reason."""

    id: int
    what: str
    is_independent: bool
    claims: tuple[tuple[int, Why], ...]


@dataclass(slots=True)
class _Root:
    """An origin while claims are being gathered: grows inside `find_origins` only."""

    speaker: Speaker | None
    what: str
    is_independent: bool
    articles: set[int]
    clusters: set[int]
    claims: list[tuple[int, Why]]
    told: set[tuple[int, Stance]]


def find_origins(sayings: Iterable[Saying]) -> tuple[Origin, ...]:
    """The origins of the claims about one incident, or about some that belong together, in the order in which they first spoke."""
    ordered = sorted(sayings, key=lambda saying: (saying.order, saying.article, saying.position, saying.claim))
    gathering = _Gathering(ordered)
    for saying in sorted((s for s in ordered if s.speaker is not None), key=_fullest_first):
        gathering.add_spoken(saying)
    for saying in ordered:
        if saying.speaker is None:
            gathering.add_own(saying)
    return gathering.origins()


def _fullest_first(saying: Saying) -> tuple[int, int, int, int, int]:
    """Bodies by their fullest names, then persons, then the unnamed, so that a short form finds the long one that it stands for."""
    speaker = saying.speaker
    assert speaker is not None
    if speaker.kind is SpeakerKind.BODY and (speaker.is_vague or speaker.is_kin or speaker.is_deputy):
        rank = _RANKS[SpeakerKind.DEPUTY]
    else:
        rank = _RANKS[speaker.kind] - speaker.is_deputy
    return rank, -len(speaker.body) - len(speaker.person), saying.order, saying.position, saying.claim


_RANKS = {SpeakerKind.BODY: 0, SpeakerKind.PERSON: 2, SpeakerKind.UNNAMED: 3, SpeakerKind.RUMOUR: 4, SpeakerKind.DEPUTY: 5}

_FEWEST_QUOTED = 4
"""Words of a quotation that two sources do not happen to share."""

_FEWEST_SHARED = 3
"""Content words that a claim without a source must share with the one whose source it is given: an incident has many sides."""


class _Quotations:
    """Who is quoted with which words; kept by runs of words, so that one look-up a quotation finds those that it shares."""

    def __init__(self) -> None:
        self._by_start: dict[tuple[str, ...], list[tuple[tuple[str, ...], _Root]]] = {}
        self._by_run: dict[tuple[str, ...], list[tuple[tuple[str, ...], _Root]]] = {}
        self._known: set[tuple[str, ...]] = set()

    def add(self, words: tuple[str, ...], root: _Root) -> None:
        """Keep a quotation; the first origin that is quoted with it is the one it is known by."""
        if len(words) < _FEWEST_QUOTED or words in self._known:
            return
        self._known.add(words)
        self._by_start.setdefault(words[:_FEWEST_QUOTED], []).append((words, root))
        for run in _runs(words):
            self._by_run.setdefault(run, []).append((words, root))

    def roots_of(self, words: tuple[str, ...]) -> Iterator[_Root]:
        """Those quoted with the same words, with more, or with some of them."""
        if len(words) < _FEWEST_QUOTED:
            return
        yield from (root for quoted, root in self._by_run.get(words[:_FEWEST_QUOTED], ()) if _is_part(words, quoted))
        yield from (root for run in _runs(words) for quoted, root in self._by_start.get(run, ()) if _is_part(quoted, words))


def _runs(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(words[at : at + _FEWEST_QUOTED] for at in range(len(words) - _FEWEST_QUOTED + 1)))


class _Gathering:
    """Claims on their way to their origins."""

    def __init__(self, ordered: Sequence[Saying]) -> None:
        self._ordered = ordered
        self._here: defaultdict[int, list[Saying]] = defaultdict(list)
        self._alike: defaultdict[tuple[int, Stance], list[Saying]] = defaultdict(list)
        for saying in ordered:
            self._here[saying.article].append(saying)
            self._alike[saying.incident, saying.stance].append(saying)
        self._roots: list[_Root] = []
        self._root_of: dict[int, _Root] = {}
        self._quotations = _Quotations()

    def add_spoken(self, saying: Saying) -> None:
        """A claim with a source."""
        speaker = saying.speaker
        assert speaker is not None
        quoting = self._quoting(saying, speaker)
        if quoting is not None:
            self._hang(saying, quoting, Why.QUOTED)
        elif speaker.kind is SpeakerKind.UNNAMED:
            self._add_unnamed(saying, speaker)
        elif speaker.kind is SpeakerKind.DEPUTY:
            self._add_deputy(saying, speaker)
        elif not self._add_stand_in(saying, speaker):
            self._add_named(saying, speaker)

    def _quoting(self, saying: Saying, speaker: Speaker) -> _Root | None:
        """Who is quoted with the same words elsewhere; not another person by name."""
        for root in self._quotations.roots_of(saying.quoted):
            both_named = root.speaker is not None and bool(root.speaker.person) and bool(speaker.person)
            if saying.article not in root.articles and not both_named:
                return root
        return None

    def _add_named(self, saying: Saying, speaker: Speaker) -> None:
        """A body or a person: an origin that is known already, by the same stand on the same thing where several fit, or a new one."""
        why = {SpeakerKind.BODY: Why.BODY, SpeakerKind.PERSON: Why.PERSON, SpeakerKind.RUMOUR: Why.RUMOUR}[speaker.kind]
        fitting = [root for root in self._roots if root.speaker is not None and _is_same(root.speaker, speaker)]
        if fitting:
            root = max(fitting, key=lambda root: (saying.article in root.articles, _closeness(root.speaker, speaker), _tells(root, saying)))
            self._hang(saying, root, Why.SPOKEN_FOR if root.speaker and root.speaker.kind is not speaker.kind else why)
            root.speaker = _fuller(root.speaker, speaker) if root.speaker else speaker
            return
        self._hang(saying, self._new(speaker, speaker.name, speaker.kind is not SpeakerKind.RUMOUR), why)

    def _add_stand_in(self, saying: Saying, speaker: Speaker) -> bool:
        """A source that is called by what it is to a body named before, or so that it may be one of several; whether that one was found."""
        is_known = any(root.speaker is not None and _is_same(root.speaker, speaker) for root in self._roots)
        if speaker.is_deputy and not (is_known and speaker.kind is SpeakerKind.BODY):
            body = self._last_body(saying)
            if body is not None:
                self._hang(saying, body, Why.SPOKEN_FOR)
                body.speaker = _fuller(body.speaker, speaker) if body.speaker else speaker
            return body is not None
        if not speaker.is_vague or is_known:
            return False
        just_named = self._last_body(saying) if speaker.is_other else None
        meant = [root for root in self._roots if root.speaker and root.speaker.speaks_for_body and _tells(root, saying)]
        meant = [root for root in meant if root is not just_named]
        here = [root for root in meant if saying.article in root.articles]
        if here or len(meant) == 1:
            self._hang(saying, (here or meant)[0], Why.SPOKEN_FOR)
        return bool(here) or len(meant) == 1

    def _add_unnamed(self, saying: Saying, speaker: Speaker) -> None:
        """An unnamed source: the one the same text or outlet has, or the first of his sort, unless the outlet asked one itself."""
        alike = [
            root for root in self._roots if root.speaker and root.speaker.kind is SpeakerKind.UNNAMED and _may_be(root.speaker, speaker)
        ]
        near = [root for root in alike if saying.cluster in root.clusters]
        if near:
            self._hang(saying, near[0], Why.UNNAMED)
        elif alike and not saying.asked:
            self._hang(saying, alike[0], Why.REPEATED)
        else:
            self._hang(saying, self._new(speaker, speaker.name, is_independent=True), Why.UNNAMED)

    def _last_body(self, saying: Saying) -> _Root | None:
        """The body that the sentence names, else the one that spoke last before in the same article."""
        named = [root for root in self._roots if root.speaker and root.speaker.kind is SpeakerKind.BODY and _is_named_in(root, saying)]
        if named:
            return max(named, key=lambda root: len(root.speaker.body & saying.words) if root.speaker else 0)
        before = [
            self._root_of[other.claim]
            for other in self._here[saying.article]
            if other.position < saying.position and other.claim in self._root_of
        ]
        return next((root for root in reversed(before) if root.speaker and root.speaker.kind is SpeakerKind.BODY), None)

    def _add_deputy(self, saying: Saying, speaker: Speaker) -> None:
        """Somebody who speaks for whoever was named last before him, else next behind him; of nobody in particular where nobody is."""
        body = self._last_body(saying) if speaker.is_deputy else None
        if body is not None:
            self._hang(saying, body, Why.SPOKEN_FOR)
            return
        others = [other for other in self._here[saying.article] if other.speaker and other.claim in self._root_of]
        before = [other for other in others if other.position < saying.position]
        behind = [other for other in others if other.position >= saying.position and other.speaker and other.speaker.person]
        if before or behind:
            self._hang(saying, self._root_of[(before[-1:] or behind)[0].claim], Why.SPOKEN_FOR)
        else:
            self._add_unnamed(saying, speaker)

    def add_own(self, saying: Saying) -> None:
        """The outlet's own words."""
        found = self._attributed_later(saying) or self._original(saying) or self._quoted(saying)
        if found is not None:
            self._hang(saying, *found)
            return
        if saying.is_hearsay:
            unnamed = [
                root for root in self._roots if root.speaker and root.speaker.kind is SpeakerKind.UNNAMED and self._has_told(root, saying)
            ]
            if unnamed:
                self._hang(saying, unnamed[0], Why.REPEATED)
                return
        if saying.saw:
            self._hang(saying, self._outlet(saying, is_independent=True), Why.EYES)
        else:
            self._hang(saying, self._outlet(saying, is_independent=False), Why.OUTLET)

    def _original(self, saying: Saying) -> tuple[_Root, Why] | None:
        """What the text that this one copies has it from; the likest claim decides."""
        sources = [
            other
            for other in self._alike[saying.incident, saying.stance]
            if other.claim in self._root_of and other.article != saying.article and _says_the_same(saying, other) and _copies(saying, other)
        ]
        best = max(sources, key=lambda other: (len(other.words & saying.words), -other.order, -other.position), default=None)
        return (self._root_of[best.claim], Why.COPIED) if best else None

    def _attributed_later(self, saying: Saying) -> tuple[_Root, Why] | None:
        """The first source to whom the article goes on to attribute the same."""
        for other in self._here[saying.article]:
            if other.position > saying.position and other.speaker is not None and _says_the_same(saying, other):
                return self._root_of[other.claim], Why.LEAD
        return None

    def _quoted(self, saying: Saying) -> tuple[_Root, Why] | None:
        """Whose words the outlet quotes without saying whose they are."""
        return next(((root, Why.QUOTED) for root in self._quotations.roots_of(saying.quoted)), None)

    def _has_told(self, root: _Root, saying: Saying) -> bool:
        """Whether an origin says the same of the same incident in words that meet."""
        return any(
            self._root_of.get(other.claim) is root and _says_the_same(saying, other)
            for other in self._alike[saying.incident, saying.stance]
        )

    def _outlet(self, saying: Saying, *, is_independent: bool) -> _Root:
        for root in self._roots:
            if root.speaker is None and root.what == saying.outlet and root.is_independent == is_independent:
                return root
        return self._new(None, saying.outlet, is_independent)

    def _new(self, speaker: Speaker | None, what: str, is_independent: bool) -> _Root:
        root = _Root(speaker=speaker, what=what, is_independent=is_independent, articles=set(), clusters=set(), claims=[], told=set())
        self._roots.append(root)
        return root

    def _hang(self, saying: Saying, root: _Root, why: Why) -> None:
        root.claims.append((saying.claim, why))
        root.articles.add(saying.article)
        root.clusters.add(saying.cluster)
        root.told.add((saying.incident, saying.stance))
        self._quotations.add(saying.quoted, root)
        self._root_of[saying.claim] = root

    def origins(self) -> tuple[Origin, ...]:
        """The origins in the order of their first claim."""
        place = {saying.claim: at for at, saying in enumerate(self._ordered)}
        roots = sorted(self._roots, key=lambda root: min(place[claim] for claim, _ in root.claims))
        return tuple(
            Origin(
                id=number,
                what=root.what,
                is_independent=root.is_independent,
                claims=tuple(sorted(root.claims, key=lambda claim: place[claim[0]])),
            )
            for number, root in enumerate(roots, 1)
        )


def _is_named_in(root: _Root, saying: Saying) -> bool:
    """Whether most words of a body's name stand in the sentence of a claim."""
    body = root.speaker.body if root.speaker else frozenset()
    return 2 * len(body & saying.words) > len(body)


def _is_part(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Whether a run of words stands in another."""
    return any(many[at : at + len(few)] == few for at in range(len(many) - len(few) + 1))


def _tells(root: _Root, saying: Saying) -> bool:
    """Whether an origin takes the same stand on the same incident."""
    return (saying.incident, saying.stance) in root.told


def _says_the_same(one: Saying, other: Saying) -> bool:
    """Whether two claims are of one incident and stance, and in words that meet."""
    return one.incident == other.incident and one.stance is other.stance and len(one.words & other.words) >= _FEWEST_SHARED


def _copies(one: Saying, other: Saying) -> bool:
    """Whether ``one`` stands in a copy of, or says it has it from, the outlet of ``other``."""
    return one.cluster == other.cluster or any(carrier <= other.outlet_words for carrier in one.carriers)


def _is_same(one: Speaker, other: Speaker) -> bool:
    """Whether two named speakers are one origin: the same person, the same body, or one who speaks for the other."""
    if SpeakerKind.UNNAMED in {one.kind, other.kind} or SpeakerKind.RUMOUR in {one.kind, other.kind}:
        return one.kind is other.kind is SpeakerKind.RUMOUR
    if one.person and other.person:
        shared = one.person & other.person
        if shared and (one.person <= other.person or other.person <= one.person):
            return True
        if one.is_kin or other.is_kin or not one.speaks_for_body or not other.speaks_for_body:
            return False
    if one.is_kin or other.is_kin:
        return one.is_kin and other.is_kin and one.body == other.body
    speaks = all(speaker.kind is SpeakerKind.BODY or speaker.speaks_for_body for speaker in (one, other))
    return speaks and same_body(one.body, other.body)


def _closeness(one: Speaker | None, other: Speaker) -> int:
    """How many words of name and body two speakers share."""
    return len(one.body & other.body) + 2 * len(one.person & other.person) if one else 0


def _may_be(one: Speaker, other: Speaker) -> bool:
    """Whether two unnamed sources may be one: of the same sort, or one of them of no sort."""
    return not one.sort or not other.sort or one.sort == other.sort


def _fuller(one: Speaker, other: Speaker) -> Speaker:
    """A root's speaker with what a new member adds: a person's body, a longer name of the body."""
    if one.person and not one.body:
        return replace(one, body=other.body, is_kin=other.is_kin)
    return replace(one, person=one.person or other.person)
