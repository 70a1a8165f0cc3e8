"""Which entities of different articles are one: by name, role and country; apart where in doubt."""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.across.wording import plain_words, stem
from sayso.model import Entity, EntityKind

_NAMED_ALONE = frozenset({EntityKind.GOVERNMENT, EntityKind.ORGANISATION, EntityKind.ARMED_GROUP, EntityKind.PLACE})
"""Kinds whose proper name is enough to know them by."""

_NEVER = frozenset({EntityKind.CROWD, EntityKind.UNNAMED_SOURCE, EntityKind.OTHER})
"""Kinds that no name identifies: "residents" of two articles are two crowds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """An entity across articles as the ledger knows it; ``country`` ISO 3166 alpha-3 or None."""

    id: int
    name: str
    kind: str
    country: str | None


def identity_name(entity: Entity) -> str:
    """The name as it is looked up: words in lower case, no accents, no leading article."""
    words = plain_words(entity.name)
    return " ".join(words[1:] if len(words) > 1 and words[0] in {"the", "a", "an"} else words)


def join_names(entity: Entity) -> tuple[str, ...]:
    """Under which names an entity may be known already: its own, and for a person known by surname and office both together."""
    name = identity_name(entity)
    if entity.kind is EntityKind.PERSON and name:
        if not entity.name[:1].isupper():
            return ()  # "the man" is no name
        words = name.split(" ")
        with_office = tuple(f"{words[-1]}, {office}" for office in _offices(entity))
        return (name, *with_office) if len(words) > 1 else with_office
    return (name,) if name else ()


def choose_identity(entity: Entity, known: Sequence[Identity]) -> Identity | None:
    """The one of ``known`` (those kept under one of its `join_names`) that the entity is; None where there is none or more than one.

    A country that differs keeps two apart. A person known by one word only, or a body without a name or a country of its own ("the
    ministry"), is nobody in particular.
    """
    if not known or not _is_particular(entity):
        return None
    fitting = [
        identity
        for identity in known
        if identity.kind == entity.kind and (identity.country is None or entity.country is None or identity.country == entity.country)
    ]
    same_country = [identity for identity in fitting if identity.country == entity.country]
    chosen = same_country if len(same_country) == 1 else fitting
    return chosen[0] if len(chosen) == 1 else None


def _is_particular(entity: Entity) -> bool:
    if entity.kind in _NEVER:
        return False
    words = identity_name(entity).split(" ")
    if entity.kind is EntityKind.PERSON:
        return entity.name[:1].isupper() and (len(words) > 1 or bool(_offices(entity)))
    has_name = any(word[:1].isupper() for word in entity.name.split()[1:]) or entity.name[:1].isupper()
    if entity.kind in _NAMED_ALONE:
        return has_name
    return len(words) > 1 and (has_name or entity.country is not None)


def _offices(entity: Entity) -> tuple[str, ...]:
    surname = plain_words(entity.name)[-1:]
    offices = (plain_words(role.text) for role in entity.roles)
    return tuple(sorted({" ".join(map(stem, office)) for office in offices if surname and surname[0] not in office}))
