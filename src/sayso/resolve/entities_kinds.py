"""What the words of a mention say of its kind and gender, and how sure that is."""

from sayso.model import EntityKind
from sayso.resolve.entities_cores import Core
from sayso.tables.actors import ActorRules, NounRow

_LABELS = {
    "PERSON": EntityKind.PERSON,
    "ORG": EntityKind.ORGANISATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
    "PRODUCT": EntityKind.OTHER,
    "EVENT": EntityKind.OTHER,
    "WORK_OF_ART": EntityKind.OTHER,
    "LAW": EntityKind.OTHER,
    "NORP": EntityKind.CROWD,
}


_LOOSE = frozenset({EntityKind.ORGANISATION, EntityKind.INSTITUTION})
"""Kinds whose words stand in names of countries and regions too ("Union", "Bank")."""


def noun_of(core: Core, words: tuple[str, ...], rules: ActorRules) -> NounRow | None:
    """The row of the head of a description: by its lemma, else by the word as it stands ("forces")."""
    lemma = core[-1].lemma_.lower()
    row = rules.noun((*words[:-1], lemma))
    return row if row is not None or lemma == words[-1] else rules.noun(words)


def kind_of_name(core: Core, key: str, *, is_titled: bool, rules: ActorRules) -> tuple[EntityKind | None, bool]:
    """The kind of a name, and whether words told it and not the model's label alone. ``key``: the words, lower case."""
    if len(core) == 2 and core[0].lower_ in rules.given and core[-1].ent_type_ == "PERSON":
        return EntityKind.PERSON, True
    kind = _by_words(key, is_titled=is_titled, rules=rules)
    label = core[-1].ent_type_ or next((token.ent_type_ for token in core if token.ent_type_), "")
    if kind is None or (kind in _LOOSE and label in {"GPE", "LOC"} and key not in rules.bearers):
        return _LABELS.get(label), False
    return kind, True


def _by_words(key: str, *, is_titled: bool, rules: ActorRules) -> EntityKind | None:
    if key in rules.bearers:
        return rules.bearers[key].kind
    if key in rules.countries or key in rules.capitals:
        return EntityKind.PLACE
    if is_titled:
        return EntityKind.PERSON
    words = key.split()
    if len(words) == 1:
        part = rules.parts.get(key)
        return part.kind if part is not None and part.kind is not EntityKind.PLACE else None
    part = next((rules.parts[word] for word in reversed(words) if word in rules.parts), None)
    if part is not None:
        return part.kind
    if words[-1] in rules.endings:
        return EntityKind.ORGANISATION
    return EntityKind.PERSON if words[0] in rules.given else None
