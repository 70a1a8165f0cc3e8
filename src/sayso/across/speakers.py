"""What kind of source a phrase names: a body, a person (and for which body he speaks), somebody unnamed, a carrier, a rumour."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sayso.across.claims import Voice
from sayso.across.wording import plain_words, stem
from sayso.model import CueClass, EntityKind, Status
from sayso.tables.across import AcrossRules

_RELATIVE = re.compile(r",?\s+(?:who|whom|whose|which|that)\b")
_BELONGING = re.compile(r"\s+(?:of|for|at|from|with)\s")
_SAYING = frozenset({CueClass.SPEECH, CueClass.IMPERSONAL, None})
_MINISTRY = frozenset({"minister", "ministers", "ministry", "ministries", "ministerial"})


class SpeakerKind(StrEnum):
    """What a source is where origins are counted. A deputy ("its spokesman", "an officer", "he") speaks for somebody named before."""

    BODY = "body"
    PERSON = "person"
    UNNAMED = "unnamed"
    RUMOUR = "rumour"
    DEPUTY = "deputy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A source in the form in which sources are compared; words are stems.

    ``body`` names the body that speaks or is spoken for, ``person`` a person's name; ``is_deputy``: he is called that of a body named before
    ("its leader"); ``sort`` of an unnamed source is ``official``,
    ``witness`` or empty (nobody can tell).
    """

    kind: SpeakerKind
    name: str
    body: frozenset[str] = frozenset()
    person: frozenset[str] = frozenset()
    speaks_for_body: bool = False
    is_deputy: bool = False
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Who puts his word to a claim (None: nobody but the outlet), the outlets that passed it on, whether it is only said to be said."""

    speaker: Speaker | None
    carriers: tuple[frozenset[str], ...] = ()
    is_hearsay: bool = False


def speaker_of(chain: Sequence[Voice], outlet: str, outlets: Sequence[frozenset[str]], rules: AcrossRules) -> Heard:
    """The innermost source of ``chain`` (outlet inwards) that puts its own word to the claim.

    ``outlets`` are the names (as stems) of outlets that are known to be such; the article's own ``outlet`` among its sources is itself.
    A thing that somebody points to ("the tickets show") and what he says of another's mind ("they have agreed") is his word.
    """
    own = frozenset(map(stem, plain_words(outlet)))
    carriers = []
    for place in range(len(chain) - 1, -1, -1):
        voice = chain[place]
        words = plain_words(_phrase(voice.words or voice.name))
        if voice.status is Status.IMPERSONAL or any(word in rules.negators for word in words[:1]):
            continue
        if place > 0 and (voice.cue_class not in _SAYING or _is_thing(voice, words, rules)):
            continue
        name = frozenset(stem(word) for word in plain_words(_phrase(voice.name)) if word not in rules.function)
        if name and name <= own:
            continue
        if is_carrier(voice, rules) or (voice.kind is not EntityKind.PERSON and name and any(name <= known for known in outlets)):
            carriers.append(frozenset(word for word in name if word not in _carrier_stems(rules)) or name)
            continue
        return Heard(speaker=_speaker(voice, words, rules), carriers=tuple(carriers))
    return Heard(speaker=None, carriers=tuple(carriers), is_hearsay=bool(chain) and chain[-1].status is Status.IMPERSONAL)


def _carrier_stems(rules: AcrossRules) -> frozenset[str]:
    """Words that outlets share in their names: an agency is found by the rest of its name."""
    return frozenset(stem(word) for word in rules.carrier)


def is_carrier(voice: Voice, rules: AcrossRules) -> bool:
    """Whether a source only passes on what others say: an agency, a paper, a broadcaster, their people."""
    words = plain_words(_phrase(voice.name))
    return bool(words) and voice.kind is not EntityKind.PERSON and (words[-1] in rules.carrier or words[0] in rules.carrier)


def _is_thing(voice: Voice, words: list[str], rules: AcrossRules) -> bool:
    """Whether a source inside somebody's words is no speaker: a document, or something without a name or a word for people."""
    if voice.status is Status.DOCUMENT:
        return True
    is_person = voice.status is Status.PERSON or any(word in rules.unnamed or word in rules.speaks_for for word in words)
    return voice.kind is None and not is_person and not any(word[:1].isupper() for word in voice.words.split()[1:])


def same_body(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names may be of one body: one holds the other, or they share most of their words."""
    if not one or not other:
        return False
    shared = len(one & other)
    return shared == min(len(one), len(other)) or 2 * shared / (len(one) + len(other)) >= 0.6


def _speaker(voice: Voice, words: list[str], rules: AcrossRules) -> Speaker:
    name = _phrase(voice.name)
    if voice.kind is None and any(word in rules.rumour for word in words):
        return Speaker(kind=SpeakerKind.RUMOUR, name=name)
    if _points_back(words):
        return Speaker(kind=SpeakerKind.DEPUTY, name=name)
    if _is_unnamed(voice, words, rules):
        return Speaker(kind=SpeakerKind.UNNAMED, name=voice.words or name, sort=_sort(words, rules))
    if voice.kind is None and (_is_pronoun(words, rules) or (words and words[-1] == "old")):
        return Speaker(kind=SpeakerKind.DEPUTY, name=name)
    is_title = _speaks(words[-1:], rules) and words[-1] not in rules.mouthpieces
    is_named = voice.status is Status.PERSON and _has_name(name) and not is_title
    if voice.kind is EntityKind.PERSON or (voice.kind is None and is_named):
        return _person(voice, name, words, rules)
    body = _body([*plain_words(name), *words], rules)
    if not body:
        kind = SpeakerKind.DEPUTY if _speaks(words, rules) or _is_pronoun(words, rules) else SpeakerKind.UNNAMED
        return Speaker(kind=kind, name=name, sort=_sort(words, rules))
    return Speaker(kind=SpeakerKind.BODY, name=name, body=body, speaks_for_body=True)


def _person(voice: Voice, name: str, words: list[str], rules: AcrossRules) -> Speaker:
    """A named person: his name, and the body that his roles and the words around his name tell of."""
    roles = [word for role in voice.roles for word in plain_words(role)]
    head = _BELONGING.split(_phrase(voice.words), maxsplit=1)[0]
    titles = {*roles, *rules.speaks_for, *rules.offices, *rules.mouthpieces, *rules.function, *_MINISTRY}
    capitals = {word for written in head.split() if written[:1].isupper() for word in plain_words(written)}
    person = frozenset(stem(word) for word in {*plain_words(name), *capitals} if word not in titles)
    person = person or frozenset(map(stem, plain_words(name)))
    everything = [*words, *roles]
    body = _body(everything, rules) - person
    return Speaker(
        kind=SpeakerKind.PERSON,
        name=name,
        person=person,
        body=body,
        speaks_for_body=bool(body) and _speaks(everything, rules),
        is_deputy=words[:1] in (["its"], ["their"]),
    )


def _phrase(words: str) -> str:
    """A source without the relative clause behind it, and without an apposition that adds no name to one."""
    head = _RELATIVE.split(words, maxsplit=1)[0] or words
    first, _, rest = head.partition(",")
    return head if not rest or (_has_name(rest) and not _has_name(first)) else first


def _is_unnamed(voice: Voice, words: list[str], rules: AcrossRules) -> bool:
    """Whether a phrase names nobody, and nobody for whom he speaks: an official, residents."""
    if voice.status is not Status.ANONYMOUS and voice.kind not in {None, EntityKind.UNNAMED_SOURCE, EntityKind.CROWD}:
        return False
    return any(word in rules.unnamed for word in words)


def _points_back(words: list[str]) -> bool:
    """Whether a phrase means one of those named before: "one of them", "the other", "the same source"."""
    bare = [word for word in words if word not in {"the", "a"}]
    return bool(bare) and (bare[0] in {"other", "same", "both"} or bare[:2] == ["one", "of"] or bare == ["one"])


def _sort(words: list[str], rules: AcrossRules) -> str:
    if any(word in rules.officials for word in words):
        return "official"
    return "witness" if any(word in rules.unnamed for word in words) else ""


def _speaks(words: list[str], rules: AcrossRules) -> bool:
    return any(word in rules.speaks_for or word in rules.offices or word in _MINISTRY for word in words)


def _is_pronoun(words: list[str], rules: AcrossRules) -> bool:
    return all(word in rules.function for word in words)


def _has_name(words: str) -> bool:
    return any(word[:1].isupper() for word in words.split()[1:]) or (words[:1].isupper() and len(words.split()) == 1)


def _body(words: list[str], rules: AcrossRules) -> frozenset[str]:
    """The words that name a body: no function words, no titles of those who speak for it; a minister is his ministry."""
    kept = (word for word in words if word not in rules.function and word not in rules.speaks_for and len(word) > 1)
    return frozenset("ministry" if word in _MINISTRY else stem(word) for word in kept)
