"""Which entities of different articles are one: by name, role and country; apart where in doubt."""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.across.wording import plain_words, stem
from sayso.model import Entity, EntityKind

_NAMED_ALONE = frozenset({EntityKind.GOVERNMENT, EntityKind.ORGANISATION, EntityKind.ARMED_GROUP, EntityKind.PLACE})
"""Kinds whose proper name is enough to know them by."""

_ARTICLES = frozenset({"the", "a", "an"})
_NEVER = frozenset({EntityKind.CROWD, EntityKind.UNNAMED_SOURCE, EntityKind.OTHER})
"""Kinds that no name identifies: "residents" of two articles are two crowds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """An entity across articles as the ledger knows it; ``country`` ISO 3166 alpha-3 or None."""

    id: int
    name: str
    kind: str
    country: str | None


def identity_words(entity: Entity) -> list[str]:
    """The name as it is looked up: words in lower case, no accents, no leading article."""
    words = plain_words(entity.name)
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words


def join_names(entity: Entity) -> tuple[str, ...]:
    """Under which names an entity may be known already: its own, and for a person known by surname and office both together.

    None for one that is nobody in particular: a person known by one word only, a body without a name or a country of its own ("the
    ministry"), a crowd.
    """
    if entity.kind in _NEVER:
        return ()
    is_person, starts_large = entity.kind is EntityKind.PERSON, entity.name[:1].isupper()
    if is_person and not starts_large:
        return ()  # "the man" is no name
    has_name = starts_large or any(word[:1].isupper() for word in entity.name.split()[1:])
    if not is_person and not has_name and (entity.kind in _NAMED_ALONE or entity.country is None):
        return ()
    words = identity_words(entity)
    if not words:
        return ()
    name = " ".join(words)
    if is_person:
        with_office = tuple(f"{words[-1]}, {office}" for office in _offices(entity, words[-1]))
        return (name, *with_office) if len(words) > 1 else with_office
    return (name,) if len(words) > 1 or entity.kind in _NAMED_ALONE else ()


def choose_identity(kind: str, country: str | None, known: Sequence[Identity]) -> Identity | None:
    """The one of ``known`` (those kept under one of an entity's `join_names`) that the entity is; None where there is none or more than one.

    A country that differs keeps two apart.
    """
    fitting = [
        identity
        for identity in known
        if identity.kind == kind and (identity.country is None or country is None or identity.country == country)
    ]
    same_country = [identity for identity in fitting if identity.country == country]
    chosen = same_country if len(same_country) == 1 else fitting
    return chosen[0] if len(chosen) == 1 else None


def _offices(entity: Entity, surname: str) -> tuple[str, ...]:
    offices = (plain_words(role.text) for role in entity.roles)
    return tuple(sorted({" ".join(map(stem, office)) for office in offices if surname not in office}))
