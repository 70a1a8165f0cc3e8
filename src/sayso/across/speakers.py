"""What kind of source a phrase names: a body, a person (and for which body he speaks), somebody unnamed, a carrier, a rumour."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from sayso.across.claims import Voice
from sayso.across.wording import plain_words, stem
from sayso.model import CueClass, EntityKind, Status
from sayso.tables.across import AcrossRules

_RELATIVE = re.compile(r",?\s+(?:who|whom|whose|which|that)\b")
_BELONGING = re.compile(r"\s+(?:of|for|at|from|with)\s")
_SPOKEN_FOR = re.compile(r"\b(?:speaking|acting|talking)\s+(?:for|on behalf of)\s+([^,;]+)")
_OWNER = re.compile(r"(.+?)(?:['’]s|(?<=s)['’])\s+(.+)")
_WHERE = re.compile(r"\s+(?=(?:in|at|near|outside|across|there|here)\b)")
_COMMON_OWNER = re.compile(r"[Tt]he\s+[a-z]+['’]s\s")
_THEIRS = (["its"], ["their"])
_SAYING = frozenset({CueClass.SPEECH, CueClass.IMPERSONAL, None})
_STATES = frozenset({EntityKind.GOVERNMENT, EntityKind.ARMED_GROUP})
"""Kinds that are no outlet, though one may be named after them."""


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
    ("its leader", "the firm's analyst"); ``is_kin``: ``body`` only says whose relative or lawyer he is; ``is_vague``: the body is called by a
    word that leaves open which of several it is ("the authorities", "both sides", a country), ``is_other``: and that it is not the one just named ("its rival"); ``sort`` of an unnamed source is
    ``official``, ``witness`` or empty (nobody can tell).
    """

    kind: SpeakerKind
    name: str
    body: frozenset[str] = frozenset()
    person: frozenset[str] = frozenset()
    speaks_for_body: bool = False
    is_deputy: bool = False
    is_kin: bool = False
    is_vague: bool = False
    is_other: bool = False
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Who puts his word to a claim (None: nobody but the outlet), the outlets that passed it on, whether it is only said to be said."""

    speaker: Speaker | None
    carriers: tuple[frozenset[str], ...] = ()
    is_hearsay: bool = False


def speaker_of(chain: Sequence[Voice], outlet: str, outlets: Sequence[frozenset[str]], rules: AcrossRules) -> Heard:
    """The innermost source of ``chain`` (outlet inwards) that puts its own word to the claim.

    ``outlets`` are the names (as stems) of outlets that are known to be such; the article's own ``outlet`` among its sources is itself, as is
    "we" outside quotations. A thing that somebody points to ("the tickets show") and what he says of another's mind ("they have agreed")
    is his word.
    """
    own = frozenset(map(stem, plain_words(outlet)))
    carriers = []
    for place in range(len(chain) - 1, -1, -1):
        voice = chain[place]
        words = plain_words(_phrase(voice.words or voice.name))
        if voice.status is Status.IMPERSONAL or any(word in rules.negators for word in words[:1]):
            continue
        if (place > 0 and voice.cue_class not in _SAYING) or _is_thing(voice, words, rules, is_inner=place > 0):
            continue
        if place == 0 and words and all(word in rules.first_person for word in words):
            continue
        named = [word for word in plain_words(_phrase(voice.name)) if word not in rules.function]
        name = frozenset(map(stem, named))
        if name and name <= own and voice.kind not in _STATES:
            continue
        if is_carrier(voice, rules) or (_may_be_outlet(voice) and name and any(name <= known for known in outlets)):
            carriers.append(frozenset(stem(word) for word in named if word not in rules.carrier) or name)
            continue
        return Heard(speaker=_speaker(voice, words, rules), carriers=tuple(carriers))
    return Heard(speaker=None, carriers=tuple(carriers), is_hearsay=bool(chain) and chain[-1].status is Status.IMPERSONAL)


def is_carrier(voice: Voice, rules: AcrossRules) -> bool:
    """Whether a source only passes on what others say: an agency, a paper, a broadcaster, their people."""
    words = plain_words(_phrase(voice.name))
    return bool(words) and _may_be_outlet(voice) and (words[-1] in rules.carrier or words[0] in rules.carrier)


def _may_be_outlet(voice: Voice) -> bool:
    return voice.kind is not EntityKind.PERSON and voice.kind not in _STATES


def _is_thing(voice: Voice, words: list[str], rules: AcrossRules, *, is_inner: bool) -> bool:
    """Whether a source is no speaker: a document inside somebody's words, or something without a name or a word for people."""
    if voice.status is Status.DOCUMENT:
        return is_inner
    if voice.kind is not None or any(word[:1].isupper() for word in voice.words.split()[1:]):
        return False
    is_person = any(word in rules.unnamed or word in rules.speaks_for for word in words)
    if is_inner:
        return not is_person and voice.status is not Status.PERSON
    return any(word in rules.evidence for word in _head(voice.words, rules))


def _head(phrase: str, rules: AcrossRules) -> list[str]:
    """The last word of a phrase before its first preposition, as a list; empty where there is none."""
    words = [word for word in plain_words(_BELONGING.split(phrase, maxsplit=1)[0]) if word not in rules.function]
    return words[-1:]


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
    if _points_back(words, rules):
        return Speaker(kind=SpeakerKind.DEPUTY, name=name)
    if words[:1] in _THEIRS and not any(word[:1].isupper() for word in voice.words.split()[1:]):
        return _owned(name, words, rules)
    if _is_unnamed(voice, words, rules):
        return Speaker(kind=SpeakerKind.UNNAMED, name=voice.words or name, sort=_sort(words, rules))
    if voice.kind is None and (_is_pronoun(words, rules) or (words and words[-1] == "old")):
        return Speaker(kind=SpeakerKind.DEPUTY, name=name)
    if voice.kind is EntityKind.PERSON and _is_named_kind(voice, rules):
        return Speaker(kind=SpeakerKind.BODY, name=name, body=_body(voice, rules), speaks_for_body=True)
    is_title = _speaks(words[-1:], rules) and words[-1] not in rules.mouthpieces
    is_named = voice.status is Status.PERSON and _has_name(_BELONGING.split(name, maxsplit=1)[0]) and not is_title
    if voice.kind is EntityKind.PERSON or (voice.kind is None and is_named):
        return _person(voice, name, words, rules)
    if words[:1] in (["his"], ["her"]) and words[-1] in rules.kin:
        return Speaker(kind=SpeakerKind.BODY, name=name, body=frozenset(map(stem, words[-1:])), is_kin=True)
    body = _body(voice, rules)
    if not body:
        kind = SpeakerKind.DEPUTY if _speaks(words, rules) or _is_pronoun(words, rules) else SpeakerKind.UNNAMED
        return Speaker(kind=kind, name=name, sort=_sort(words, rules))
    is_vague = any(word in rules.vague for word in words) or _is_country(voice)
    is_common = len(body) == 1 and words[-1] in rules.stand_ins
    return Speaker(kind=SpeakerKind.BODY, name=name, body=body, speaks_for_body=True, is_vague=is_vague, is_deputy=is_common)


def _owned(name: str, words: list[str], rules: AcrossRules) -> Speaker:
    """Somebody called by a body named before: who speaks for it ("its spokesman"), or another that may be named elsewhere ("its rival")."""
    if _speaks(words, rules):
        return Speaker(kind=SpeakerKind.DEPUTY, name=name, is_deputy=True)
    return Speaker(
        kind=SpeakerKind.BODY, name=" ".join(words), body=_body_words(words, rules), speaks_for_body=True, is_vague=True, is_other=True
    )


def _person(voice: Voice, name: str, words: list[str], rules: AcrossRules) -> Speaker:
    """A named person: his name, and the body that the words around his name, or else his roles, tell of."""
    roles = [word for role in voice.roles for word in plain_words(role)]
    head = _BELONGING.split(_phrase(voice.words), maxsplit=1)[0]
    titles = {*roles, *rules.speaks_for, *rules.offices, *rules.mouthpieces, *rules.function, *rules.ministers}
    capitals = {word for written in head.split() if written[:1].isupper() for word in plain_words(written)}
    person = frozenset(stem(word) for word in {*plain_words(name), *capitals} if word not in titles)
    person = person or frozenset(map(stem, plain_words(name)))
    spoken_for = _SPOKEN_FOR.search(voice.words)
    everything = plain_words(spoken_for.group(1)) if spoken_for else [*words, *roles]
    titled = _titles(everything, rules) if spoken_for else _body_words(roles, rules)
    body = (_body_words(everything if spoken_for else words, rules) - person - _stems(rules.mouthpieces)) or titled - person
    kin = frozenset(stem(word) for word in everything if word in rules.kin)
    return Speaker(
        kind=SpeakerKind.PERSON,
        name=name,
        person=person,
        body=body | kin,
        speaks_for_body=bool(spoken_for) or (bool(body) and _speaks(everything, rules)),
        is_deputy=(words[:1] in _THEIRS or bool(_COMMON_OWNER.match(voice.words))) and not any(word in rules.offices for word in words),
        is_kin=bool(kin),
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


def _points_back(words: list[str], rules: AcrossRules) -> bool:
    """Whether a phrase means one of those named before: "one of them", "the other", "the same source"."""
    bare = [word for word in words if word not in {"the", "a"}]
    return bool(bare) and (bare[0] in rules.back or bare[:2] == ["one", "of"] or bare == ["one"])


def _sort(words: list[str], rules: AcrossRules) -> str:
    if any(word in rules.officials for word in words):
        return "official"
    return "witness" if any(word in rules.unnamed for word in words) else ""


def _speaks(words: list[str], rules: AcrossRules) -> bool:
    return any(word in rules.speaks_for or word in rules.offices or word in rules.ministers for word in words)


def _is_pronoun(words: list[str], rules: AcrossRules) -> bool:
    return all(word in rules.function for word in words)


def _has_name(words: str) -> bool:
    return any(word[:1].isupper() for word in words.split()[1:]) or (words[:1].isupper() and len(words.split()) == 1)


def _is_country(voice: Voice) -> bool:
    """Whether a single name stands for a state, or for whatever speaks for it."""
    words = [word for word in voice.words.split() if word.lower() != "the"]
    is_state = voice.kind in {EntityKind.GOVERNMENT, EntityKind.PLACE, EntityKind.OTHER} or voice.status is Status.METONYM
    return is_state and len(words) == 1 and words[0][:1].isupper()


def _is_named_kind(voice: Voice, rules: AcrossRules) -> bool:
    """Whether the word beside a name says that a body bears it: "the imaging firm Orlund", "the Orlund dairy"."""
    words = _phrase(voice.words).split()
    if words[1:] and words[-1] in rules.bodies and words[-2][:1].isupper():
        return True
    return any(word.lower() in rules.bodies and name[:1].isupper() for word, name in pairwise(words))


def _body(voice: Voice, rules: AcrossRules) -> frozenset[str]:
    """The words that name a body: those of the entity's name and of the article's phrase, or its titles where it has no others ("general staff")."""
    phrases = [_of_body(_phrase(words), rules) for words in (voice.name, voice.words)]
    words = [word for phrase in phrases for word in plain_words(phrase)]
    body = _body_words(words, rules)
    if body or voice.kind is None or voice.kind is EntityKind.OTHER:
        return body
    return _titles(words, rules)


def _titles(words: list[str], rules: AcrossRules) -> frozenset[str]:
    """The words of a name that is made of nothing but titles; one alone names nobody."""
    titles = frozenset(stem(word) for word in words if word not in rules.function)
    return titles if len(titles) > 1 else frozenset()


def _of_body(phrase: str, rules: AcrossRules) -> str:
    """The part of a phrase that names the body: without what only it has ("the ministry's written statement"), without "in the capital"."""
    owner = _OWNER.match(phrase)
    if owner and (last := owner.group(2).split()[-1]).islower() and last in rules.speaks_for:
        phrase = owner.group(1)
    named, *places = _WHERE.split(phrase)
    names = [word for place in places for word in place.split() if word[:1].isupper()]
    is_enough = _body_words(plain_words(named), rules) or _titles(plain_words(named), rules)
    return " ".join([named, *names]) if is_enough else phrase


def _body_words(words: list[str], rules: AcrossRules) -> frozenset[str]:
    """No function words, no numbers, no titles of those who speak for the body; a minister is his ministry, a presidency its president."""
    dropped = rules.function | rules.speaks_for
    kept = (word for word in words if word not in dropped and len(word) > 1 and not word[0].isdigit())
    return frozenset("ministry" if word in rules.ministers else stem(rules.office_of.get(word, word)) for word in kept)


def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(stem, words))
