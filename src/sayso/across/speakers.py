"""What kind of source a phrase names: a body, a person (and for which body he speaks), somebody unnamed, a carrier, a rumour."""

from dataclasses import dataclass
from enum import StrEnum

from sayso.across.wording import plain_words, stem
from sayso.model import EntityKind, Status
from sayso.tables.across import AcrossRules


class SpeakerKind(StrEnum):
    """What a source is where origins are counted."""

    BODY = "body"
    PERSON = "person"
    UNNAMED = "unnamed"
    RUMOUR = "rumour"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A source in the form in which sources are compared; words are stems.

    ``body`` names the body that speaks or is spoken for, ``person`` a person's name, ``sort`` of an unnamed source is ``official``,
    ``witness`` or empty (nobody can tell).
    """

    kind: SpeakerKind
    name: str
    body: frozenset[str] = frozenset()
    person: frozenset[str] = frozenset()
    speaks_for_body: bool = False
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a ledger knows of one source of a chain: the entity's name and kind, its roles, the article's own words, the status."""

    name: str
    words: str
    status: Status
    kind: EntityKind | None = None
    roles: tuple[str, ...] = ()


def speaker_of(chain: tuple[Source, ...], rules: AcrossRules) -> tuple[Speaker | None, tuple[str, ...]]:
    """The innermost source of ``chain`` (outlet inwards) that is no carrier, and the names of the carriers; None: only carriers, or nobody."""
    carriers = []
    for source in reversed(chain):
        if source.status is Status.IMPERSONAL:
            continue
        if is_carrier(source, rules):
            carriers.append(" ".join(word for word in plain_words(source.name) if word not in rules.function))
            continue
        return _speaker(source, rules), tuple(carriers)
    return None, tuple(carriers)


def is_carrier(source: Source, rules: AcrossRules) -> bool:
    """Whether a source only passes on what others say: an agency, a paper, a broadcaster."""
    words = plain_words(source.name)
    return bool(words) and source.kind is not EntityKind.PERSON and (words[-1] in rules.carrier or words[0] in rules.carrier)


def same_body(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names may be of one body: one holds the other, or they share most of their words."""
    if not one or not other:
        return False
    shared = len(one & other)
    return shared == min(len(one), len(other)) or 2 * shared / (len(one) + len(other)) >= 0.6


def _speaker(source: Source, rules: AcrossRules) -> Speaker:
    words = plain_words(source.words or source.name)
    if source.kind is None and any(word in rules.rumour for word in words):
        return Speaker(kind=SpeakerKind.RUMOUR, name=source.name)
    everything = [*words, *(word for role in source.roles for word in plain_words(role))]
    if source.kind is EntityKind.PERSON or (source.status is Status.PERSON and _has_name(source.words or source.name)):
        person = frozenset(stem(word) for word in plain_words(source.name))
        body = _body(everything, rules) - person
        speaks = bool(body) and any(word in rules.speaks_for for word in everything)
        return Speaker(kind=SpeakerKind.PERSON, name=source.name, person=person, body=body, speaks_for_body=speaks)
    body = _body(plain_words(source.name), rules)
    if not body or (source.kind is None and _is_unnamed(words, rules)):
        sort = (
            "official"
            if any(word in rules.officials for word in words)
            else "witness"
            if any(word in rules.unnamed for word in words)
            else ""
        )
        return Speaker(kind=SpeakerKind.UNNAMED, name=source.name, sort=sort)
    return Speaker(kind=SpeakerKind.BODY, name=source.name, body=body, speaks_for_body=True)


def _is_unnamed(words: list[str], rules: AcrossRules) -> bool:
    """Whether a phrase names nobody: one of its words is such a head, and none says that he speaks for a body."""
    return any(word in rules.unnamed for word in words)


def _has_name(words: str) -> bool:
    return any(word[:1].isupper() for word in words.split()[1:]) or (words[:1].isupper() and len(words.split()) == 1)


def _body(words: list[str], rules: AcrossRules) -> frozenset[str]:
    """The words that name a body: no function words, no titles of those who speak for it."""
    return frozenset(stem(word) for word in words if word not in rules.function and word not in rules.speaks_for and len(word) > 1)
