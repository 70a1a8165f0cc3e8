"""What one mention shows of its entity: its name words, kind, gender, number, country, and where it stands."""

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.annotate import ParsedArticle
from sayso.model import EntityKind, Mention, MentionForm, Place
from sayso.resolve.entities_cores import Core, name_core, noun_core, title_before
from sayso.resolve.entities_kinds import kind_of_name, noun_of
from sayso.tables.actors import ActorRules, Gender, NounRow, PronounRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

BODIES = frozenset({EntityKind.ORGANISATION, EntityKind.GOVERNMENT, EntityKind.ARMED_GROUP, EntityKind.INSTITUTION})
PEOPLE = frozenset({EntityKind.PERSON, EntityKind.UNNAMED_SOURCE})
_INDEFINITE = frozenset({"a", "an", "some", "any", "another", "no", "every", "each", "several", "many", "most", "few", "other", "more"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_GENDERS: dict[str, Gender] = {"m": "m", "f": "f"}
_SURE = 1000
"""Votes of a word of the tables, against one of the model's label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A mention seen from the grammar.

    ``first`` and ``last`` are token indexes, both included; ``core`` the tokens of the name without titles, or of the noun
    phrase up to its head; ``key`` their words, lower case; ``kind`` None where nothing tells; ``country`` where the core
    itself is a country's name, ``people`` where it is a word for its people. ``joint``: the phrase is a coordination;
    ``sure``: the kind comes from a table or a title, not from the model's label.
    """

    index: int
    form: MentionForm
    first: int
    last: int
    head: "Token"
    core: Core
    key: str
    plural: bool | None
    definite: bool
    joint: bool
    sentence: int
    kind: EntityKind | None = None
    sure: bool = False
    gender: Gender | None = None
    country: str | None = None
    people: str | None = None
    pronoun: PronounRow | None = None
    noun: NounRow | None = None
    sector: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the core, lower case."""
        return tuple(token.lower_ for token in self.core)

    @property
    def is_modifier(self) -> bool:
        """Whether the mention is an adjective before a noun ("Danish", "Republican"): it names, but nothing looks back at it."""
        return bool(self.head.pos_ == "ADJ" or self.head.dep_ == "amod")

    def holds(self, other: "Face") -> bool:
        """Whether the other mention stands inside this one."""
        return self.first <= other.first and other.last <= self.last and (self.first, self.last) != (other.first, other.last)


def read_faces(mentions: "Sequence[Mention]", parsed: ParsedArticle, places: "Sequence[Place]", rules: ActorRules) -> tuple[Face, ...]:
    """A face for each mention, in the order given; the same name is of the same kind all over the article."""
    reader = _Reader(parsed.doc, places, rules)
    return tuple(_settled([reader.read(index, mention) for index, mention in enumerate(mentions)]))


def _settled(faces: "Sequence[Face]") -> "Iterable[Face]":
    """The faces with one kind a name: the sure one where there is one, else the label it got most often."""
    votes: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    for face in faces:
        if face.form is MentionForm.NAME and face.kind is not None:
            votes[face.key][face.kind] += _SURE if face.sure else 1
    for face in faces:
        if face.form is MentionForm.NAME and face.key in votes:
            kind, weight = votes[face.key].most_common(1)[0]
            sure = weight >= _SURE
            yield face if (kind, sure) == (face.kind, face.sure) else replace(face, kind=kind, sure=sure)
        else:
            yield face


class _Reader:
    """Reads the faces of one document."""

    def __init__(self, doc: "Doc", places: "Sequence[Place]", rules: ActorRules) -> None:
        self._doc = doc
        self._places = {(p.span.start, p.span.end) for p in places if p.geonames_id is not None and not p.in_organisation}
        self._rules = rules
        self._starts = [token.idx for token in doc]
        self._sentences = [sentence.start for sentence in doc.sents] if len(doc) else []

    def read(self, index: int, mention: Mention) -> Face:
        """The face of one mention; a mention outside the story gets that of the nearest words."""
        first, last = self._borders(mention)
        head = self._doc[min(max(first, self._token_at(mention.head.start)), last)]
        face = Face(
            index=index,
            form=mention.form,
            first=first,
            last=last,
            head=head,
            core=(head,),
            key=head.lower_,
            plural=head.tag_ in {"NNS", "NNPS"},
            definite=mention.form is not MentionForm.NOMINAL or first == last or _is_definite(self._doc[first]),
            joint=_is_joint(self._doc, first, last, head),
            sentence=bisect_right(self._sentences, head.i),
        )
        if mention.form is MentionForm.PRONOUN:
            return self._pronoun(face, mention.text.lower())
        return self._name(face) if mention.form is MentionForm.NAME else self._nominal(face)

    def _token_at(self, position: int) -> int:
        return max(0, bisect_right(self._starts, position) - 1)

    def _borders(self, mention: Mention) -> tuple[int, int]:
        """First and last token, a closing possessive, comma or space left out."""
        first = self._token_at(mention.span.start)
        last = max(first, self._token_at(mention.span.end - 1))
        while last > first and (self._doc[last].tag_ == "POS" or self._doc[last].is_punct or self._doc[last].is_space):
            last -= 1
        return first, last

    def _pronoun(self, face: Face, word: str) -> Face:
        rows = self._rules.pronouns.get(word, ())
        if not rows:
            return face
        row = rows[0] if face.head.tag_ in {"WP", "WDT", "WP$"} else rows[-1]
        is_person = row.number != "plural" and (row.gender in {"m", "f"} or row.person < 3 or word in {"who", "whom"})
        return replace(
            face,
            kind=EntityKind.PERSON if is_person else None,
            sure=is_person,
            gender=_GENDERS.get(row.gender),
            plural=None if row.number == "any" else row.number == "plural",
            pronoun=row,
        )

    def _nominal(self, face: Face) -> Face:
        core = noun_core(self._doc, face.first, face.head)
        row = noun_of(core, self._rules)
        key = _key(core)
        people = self._people(core, key)
        if row is None or face.is_modifier:
            return replace(face, core=core, key=key, people=people)
        return replace(
            face,
            core=core,
            key=key,
            people=people,
            kind=row.kind,
            sure=True,
            gender=row.gender or _gender_of(face.head),
            noun=row,
            sector=row.sector,
        )

    def _people(self, core: Core, key: str) -> str | None:
        """The country of an adjective before a noun ("Danish"); "Danes" are not their country."""
        if not core[0].text[:1].isupper() or core[-1].dep_ not in {"amod", "compound", "nmod"}:
            return None
        return self._rules.adjectives.get(key)

    def _name(self, face: Face) -> Face:
        core = name_core(self._doc, (face.first, face.last), face.head, self._rules)
        key = _key(core)
        is_titled, gender = title_before(core, face.first, self._rules)
        kind, sure = kind_of_name(core, key, is_titled=is_titled, rules=self._rules)
        if kind in BODIES and face.head.ent_type_ in _PLACES and (core[0].idx, core[-1].idx + len(core[-1])) in self._places:
            kind, sure = EntityKind.PLACE, True
        if gender is None and kind is EntityKind.PERSON and len(core) > 1:
            gender = self._rules.given.get(core[0].lower_)
        part = next((self._rules.parts[token.lower_] for token in reversed(core) if token.lower_ in self._rules.parts), None)
        is_capital = core[0].text[:1].isupper()
        return replace(
            face,
            core=core,
            key=key,
            kind=kind,
            sure=sure,
            gender=gender,
            plural=face.plural and (kind is not EntityKind.PERSON or face.first < core[0].i),
            country=self._rules.countries.get(key) if is_capital else None,
            people=self._people(core, key),
            sector=part.sector if part is not None else None,
        )


def _gender_of(noun: "Token") -> Gender | None:
    """The gender that the ending of a noun of persons tells ("gunman", "policewoman")."""
    lemma = noun.lemma_.lower()
    if lemma.endswith("woman"):
        return "f"
    return "m" if lemma.endswith("man") and lemma not in {"human", "german"} else None


def _key(core: Core) -> str:
    return " ".join([token.lower_ for token in core])


def _is_definite(opener: "Token") -> bool:
    """Whether a description that opens so may look back."""
    return bool(opener.lower_ not in _INDEFINITE and not opener.like_num and opener.tag_ != "CD")


def _is_joint(doc: "Doc", first: int, last: int, head: "Token") -> bool:
    """Whether the phrase names several: its head is coordinated, or what hangs on it is, outside clauses and appositions.

    The parser often hangs the second name on the last word of the first phrase ("A. Moe of the union and B. Ras").
    """
    if any(first <= token.i <= last for token in head.children if token.dep_ == "conj"):
        return True
    if head.pos_ != "PROPN":
        return False
    for token in doc[head.i + 1 : last + 1]:
        if token.dep_ in {"relcl", "acl", "appos"}:
            return False
        if token.dep_ == "cc" and token.head.pos_ == "PROPN" and token.i < last and doc[token.i + 1].pos_ == "PROPN":
            return bool(doc[token.i + 1].ent_type_ == head.ent_type_ != token.head.ent_type_)
    return False
