"""Mentions on their way to entities: groups that merge, and what forbids two groups to merge."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.model import EntityKind, MentionForm
from sayso.resolve.entities_faces import BODIES, PEOPLE, Face
from sayso.resolve.entities_story import Story
from sayso.tables.actors import Gender

if TYPE_CHECKING:
    from spacy.tokens import Token

_SORTS = (
    dict.fromkeys(PEOPLE, "person")
    | dict.fromkeys(BODIES, "body")
    | {
        EntityKind.PLACE: "place",
        EntityKind.CROWD: "crowd",
        EntityKind.OTHER: "thing",
    }
)
_STRANGERS = frozenset(
    frozenset(pair)
    for pair in (("person", "body"), ("person", "place"), ("person", "thing"), ("person", "crowd"), ("crowd", "thing"), ("crowd", "place"))
)


def sort_of(kind: EntityKind | None) -> str | None:
    """person, body, place, crowd or thing: the grain at which kinds exclude each other."""
    return _SORTS.get(kind) if kind is not None else None


def are_strangers(one: EntityKind | None, other: EntityKind | None) -> bool:
    """Whether nothing can be both kinds."""
    return frozenset((sort_of(one), sort_of(other))) in _STRANGERS


class Groups:
    """A partition of mentions, merged step by step. Mutable, local to one article."""

    def __init__(self, faces: Sequence[Face], story: Story) -> None:
        self.faces = faces
        self.story = story
        self._parent = list(range(len(faces)))
        self._members = [[index] for index in range(len(faces))]
        self._kind: list[EntityKind | None] = [face.kind for face in faces]
        self._sure = [face.sure for face in faces]
        self._gender: list[Gender | None] = [face.gender for face in faces]
        self._country = [face.country for face in faces]
        self._called = [_full_name(face) for face in faces]

    def of(self, index: int) -> int:
        """The group of a mention, named by one of its members."""
        root = index
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[index] != root:
            self._parent[index], index = root, self._parent[index]
        return root

    def members(self, index: int) -> list[int]:
        """The mentions of the group, in no order."""
        return self._members[self.of(index)]

    def kind(self, index: int) -> EntityKind | None:
        """What the group is known to be."""
        return self._kind[self.of(index)]

    def is_sure(self, index: int) -> bool:
        """Whether words, not the model's label, told the kind."""
        return self._sure[self.of(index)]

    def gender(self, index: int) -> Gender | None:
        """The gender that a title, a pronoun or a given name told."""
        return self._gender[self.of(index)]

    def country(self, index: int) -> str | None:
        """The country whose name the group bears."""
        return self._country[self.of(index)]

    def is_alone(self, index: int) -> bool:
        """Whether nothing was merged with the mention yet."""
        return len(self.members(index)) == 1

    def _is_finer(self, one: int, other: int) -> bool:
        """Whether the first kind says more of a body than that it is an organisation."""
        return self._kind[other] is EntityKind.ORGANISATION and self._kind[one] in BODIES - {EntityKind.ORGANISATION}

    def may_merge(self, one: int, other: int) -> bool:
        """Whether nothing known speaks against both groups being one."""
        a, b = self.of(one), self.of(other)
        return a == b or (not self._contradict(a, b) and not self._nested(self.faces[one], self.faces[other]))

    def _contradict(self, a: int, b: int) -> bool:
        """Whether kind, gender, country or full personal names of two groups exclude each other."""
        if self._sure[a] and self._sure[b] and are_strangers(self._kind[a], self._kind[b]):
            return True
        if self._gender[a] is not None and self._gender[b] is not None and self._gender[a] != self._gender[b]:
            return True
        if self._called[a] and self._called[b] and self._called[a].isdisjoint(self._called[b]):
            return True  # a misread apposition would make one person of "Ines Kolbright" and "Tomas Ardell"
        return self._country[a] is not None and self._country[b] is not None and self._country[a] != self._country[b]

    def merge(self, one: int, other: int) -> bool:
        """Make one group of two where that is allowed; says whether they are one now."""
        if not self.may_merge(one, other):
            return False
        a, b = self.of(one), self.of(other)
        if a != b:
            if len(self._members[a]) < len(self._members[b]):
                a, b = b, a
            self._parent[b] = a
            self._members[a] += self._members[b]
            self._members[b] = []
            if self._kind[a] is None or (self._sure[b] and (not self._sure[a] or self._is_finer(b, a))):
                self._kind[a], self._sure[a] = self._kind[b], self._sure[b]
            self._gender[a] = self._gender[a] or self._gender[b]
            self._country[a] = self._country[a] or self._country[b]
            self._called[a] |= self._called[b]
        return True

    def _nested(self, one: Face, other: Face) -> bool:
        """Whether one mention is a mere part of the other: "the company" in "the company's owner", a member of a coordination."""
        if one.last < other.first or other.last < one.first:
            return False
        if one.holds(other):
            outer, inner = one, other
        elif other.holds(one):
            outer, inner = other, one
        else:
            return False
        if (outer.joint and not inner.joint) or self._coordinates(outer, inner):
            return True
        if outer.at == inner.at:
            return _counts(outer) and not _counts(inner)
        return not _same_bearer(outer, inner)

    def _coordinates(self, outer: Face, inner: Face) -> bool:
        """Whether the outer phrase goes on with "and" behind the inner one, other than inside an apposition."""
        for position in range(max(inner.last, outer.at) + 1, outer.last + 1):
            label = self.story.dep[position]
            if label == "relcl":
                return False
            if label == "cc":
                joined = self.story.tokens[position].head
                if joined.pos_ in {"NOUN", "PROPN"}:
                    return not _is_apposed(joined, outer.head)
        return False


def _full_name(face: Face) -> frozenset[str]:
    """The words of a person's given and family name; empty for a surname alone and for what bears no person's name."""
    is_full = face.form is MentionForm.NAME and face.kind is EntityKind.PERSON and not face.joint and len(face.words) > 1
    return frozenset(face.words) if is_full else frozenset()


def _counts(face: Face) -> bool:
    """Whether the phrase picks some of a kind: "22 jets" and "jets" are not one thing."""
    return any(token.dep_ == "nummod" and token.i >= face.first for token in face.head.lefts)


def _same_bearer(outer: Face, inner: Face) -> bool:
    """Whether the inner phrase is a title, an apposition or a relative pronoun of the outer one's head."""
    if inner.dep in {"appos", "compound", "nmod"} and inner.governor == outer.at:
        return True
    return inner.pronoun is not None and inner.pronoun.role == "relative"


def _is_apposed(token: "Token", head: "Token") -> bool:
    for _ in range(8):
        if token.dep_ in {"appos", "relcl", "acl"}:
            return True
        if token.i in {head.i, token.head.i}:
            return False
        token = token.head
    return False
