"""Which place names say where something was: those behind a preposition of place, directly or deeper in their phrase."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.annotate.clauses import PLACE_PREPOSITIONS

if TYPE_CHECKING:
    from spacy.tokens import Token

_STEPS = 6
_WAYS = frozenset({"from", "to", "towards", "toward"})
"""Prepositions of a way: who moves along it was there, what else happened may have been anywhere."""
_TOPICS = frozenset({"over", "about", "regarding", "concerning"})
_LANDS = frozenset({"town", "city", "village", "district", "province", "region", "state", "county", "area", "island", "capital", "port"})
_LANDS |= {"suburb", "neighbourhood", "neighborhood", "municipality", "settlement", "resort", "valley", "hamlet", "governorate"}
"""Nouns behind whose "of" or before whose head a name is that of a place, whatever the parser took it for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a place name stands: the preposition that it is behind, and the word that the prepositional phrase hangs on."""

    preposition: "Token"
    holder: "Token"

    @property
    def is_way(self) -> bool:
        """Whether the phrase tells a way and no spot: from Bergen, to the coast."""
        return self.preposition.lower_ in _WAYS

    @property
    def tells_of_a_thing(self) -> bool:
        """Whether the phrase belongs to a noun (the crisis in Norway, a boy from Bergen) and so tells where that is."""
        return self.holder.pos_ in {"NOUN", "PROPN", "PRON"} and self.holder.ent_type_ not in {"DATE", "TIME"}

    @property
    def is_topic(self) -> bool:
        """Whether the noun that the phrase belongs to is only spoken of: a protest over the war in Norway."""
        return self.holder.dep_ == "pobj" and self.holder.head.lower_ in _TOPICS


def standing_of(name: "Token") -> Standing | None:
    """The prepositional phrase of place that a name stands in, None where it stands in none.

    Goes from the name to the noun that it describes ("Bergen market"), to the place it is a part of ("the town of Bergen") and
    along appositions and coordination.
    """
    token = name
    for _ in range(_STEPS):
        head = token.head
        if head == token:
            return None
        if token.dep_ == "pobj":
            if head.lower_ in PLACE_PREPOSITIONS:
                return Standing(preposition=head, holder=head.head)
            if head.lower_ != "of":
                return None
            token = head.head
        elif token.dep_ in {"appos", "conj"} or (token.dep_ in {"compound", "nmod", "poss"} and head.pos_ in {"NOUN", "PROPN"}):
            token = head
        else:
            return None
    return None


def is_ground(name: "Token", *, in_organisation: bool) -> bool:
    """Whether a name that the gazetteer knows means the ground: a demonym tells of people, a name of a body or person of them.

    ``in_organisation`` is what the layer of places made of it; "the town of" in front of it knows better.
    """
    if name.pos_ == "ADJ":
        return False
    if not in_organisation and name.ent_type_ not in {"PERSON", "ORG"}:
        return True
    head = name.head
    of_land = name.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in _LANDS
    return of_land or (name.dep_ in {"compound", "nmod", "appos"} and head.lemma_.lower() in _LANDS)


def antecedent_of(trigger: "Token") -> "Token | None":
    """The noun that the relative clause of a trigger describes: where, or in which, it was."""
    token = trigger
    for _ in range(_STEPS):
        if token.dep_ == "relcl" and token.head.pos_ in {"NOUN", "PROPN"}:
            return token.head
        if token.head == token or token.dep_ in {"ccomp", "advcl", "ROOT"}:
            return None
        token = token.head
    return None


def described_by(name: "Token") -> int:
    """The index of the noun that a place name stands before ("the Bergen bombing"), -1 where it stands before none."""
    return name.head.i if name.dep_ in {"compound", "nmod", "poss"} and name.head.i > name.i else -1
