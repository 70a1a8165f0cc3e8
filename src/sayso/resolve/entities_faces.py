"""What one mention shows of its entity: its name words, kind, gender, number, country, and where it stands."""

from bisect import bisect_right
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from sayso.annotate import ParsedArticle
from sayso.model import EntityKind, Mention, MentionForm, Place
from sayso.resolve.entities_cores import Core, name_borders, noun_start, title_before
from sayso.resolve.entities_kinds import kind_of_name, noun_of
from sayso.resolve.entities_story import Story
from sayso.tables.actors import ActorRules, Gender, NounRow, PronounRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

BODIES = frozenset({EntityKind.ORGANISATION, EntityKind.GOVERNMENT, EntityKind.ARMED_GROUP, EntityKind.INSTITUTION})
PEOPLE = frozenset({EntityKind.PERSON, EntityKind.UNNAMED_SOURCE})
_INDEFINITE = frozenset({"a", "an", "some", "any", "another", "no", "every", "each", "several", "many", "most", "few", "other", "more"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_GENDERS: dict[str, Gender] = {"m": "m", "f": "f"}
_PARTING = frozenset({"relcl", "acl", "appos"})
"""What opens a clause or an apposition: a coordination behind it is not of the phrase."""
_SURE = 1000
"""Votes of a word of the tables, against one of the model's label."""


class Face(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A mention seen from the grammar.

    ``first`` and ``last`` are token indexes, both included; ``at`` is that of the head, ``governor`` that of the token the head
    hangs on, by the label ``dep``; ``core`` the tokens ``start`` to ``end`` of the name without titles, or of the noun phrase
    from behind its determiner to its head; ``words`` are theirs, lower case, and ``key`` is these in one string; ``kind`` None where nothing tells; ``country`` where
    the core itself is a country's name, ``people`` where it is a word for its people. ``joint``: the phrase is a coordination;
    ``is_modifier``: it is an adjective before a noun ("Danish", "Republican"), which names, but nothing looks back at it;
    ``sure``: the kind comes from a table or a title, not from the model's label.

    A struct, not a dataclass: a frozen one of so many fields takes microseconds to make, and every mention has a face. Faces
    point at no other faces, so the garbage collector need not walk them.
    """

    index: int
    form: MentionForm
    first: int
    last: int
    head: "Token"
    at: int
    governor: int
    dep: str
    is_modifier: bool
    start: int
    end: int
    core: Core
    words: tuple[str, ...]
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

    def holds(self, other: "Face") -> bool:
        """Whether the other mention stands inside this one."""
        return self.first <= other.first and other.last <= self.last and (self.first, self.last) != (other.first, other.last)


def read_faces(
    mentions: "Sequence[Mention]", parsed: ParsedArticle, story: Story, places: "Sequence[Place]", rules: ActorRules
) -> tuple[Face, ...]:
    """A face for each mention, in the order given; the same name is of the same kind all over the article."""
    sentences = [sentence.start for sentence in parsed.doc.sents]
    reader = _Reader(story, sentences, places, rules)
    return tuple(_settled([reader.read(index, mention) for index, mention in enumerate(mentions)]))


def _settled(faces: "Sequence[Face]") -> "Iterable[Face]":
    """The faces with one kind a name: the sure one where there is one, else the label it got most often."""
    votes: dict[str, dict[EntityKind, int]] = {}
    for face in faces:
        if face.form is MentionForm.NAME and face.kind is not None:
            kinds = votes.setdefault(face.key, {})
            kinds[face.kind] = kinds.get(face.kind, 0) + (_SURE if face.sure else 1)
    winners = {key: max(kinds.items(), key=itemgetter(1)) for key, kinds in votes.items()}
    for face in faces:
        if face.form is MentionForm.NAME and face.key in winners:
            kind, weight = winners[face.key]
            sure = weight >= _SURE
            yield face if (kind, sure) == (face.kind, face.sure) else replace(face, kind=kind, sure=sure)
        else:
            yield face


class _Reader:
    """Reads the faces of one story, whose sentences start at the token indexes ``sentences``."""

    def __init__(self, story: Story, sentences: "Sequence[int]", places: "Sequence[Place]", rules: ActorRules) -> None:
        self._story = story
        self._places = {(p.span.start, p.span.end) for p in places if p.geonames_id is not None and not p.in_organisation}
        self._rules = rules
        self._starts = story.offsets
        self._sentences = sentences
        self._conjuncts: dict[int, list[int]] = defaultdict(list)
        for position, label in enumerate(story.dep):
            if label == "conj":
                self._conjuncts[story.tokens[position].head.i].append(position)

    def read(self, index: int, mention: Mention) -> Face:
        """The face of one mention; a mention outside the story gets that of the nearest words."""
        first, last = self._borders(mention)
        at = min(max(first, self._token_at(mention.head.start)), last)
        head = self._story.tokens[at]
        word, label = self._story.lower[at], self._story.dep[at]
        face = Face(
            index=index,
            form=mention.form,
            first=first,
            last=last,
            head=head,
            at=at,
            governor=head.head.i,
            dep=label,
            is_modifier=label == "amod" or head.pos_ == "ADJ",
            start=at,
            end=at,
            core=(head,),
            words=(word,),
            key=word,
            plural=head.tag_ in {"NNS", "NNPS"},
            definite=mention.form is not MentionForm.NOMINAL or first == last or self._is_definite(first),
            joint=self._is_joint(first, last, at),
            sentence=bisect_right(self._sentences, at),
        )
        if mention.form is MentionForm.PRONOUN:
            return self._pronoun(face, mention.text.lower())
        return self._name(face) if mention.form is MentionForm.NAME else self._nominal(face)

    def _token_at(self, position: int) -> int:
        return bisect_right(self._starts, position, 1) - 1

    def _borders(self, mention: Mention) -> tuple[int, int]:
        """First and last token, a closing possessive, comma or space left out."""
        first = self._token_at(mention.span.start)
        last = max(first, self._token_at(mention.span.end - 1))
        while last > first:
            token = self._story.tokens[last]
            if token.tag_ != "POS" and not token.is_punct and not token.is_space:
                break
            last -= 1
        return first, last

    def _is_definite(self, first: int) -> bool:
        """Whether a description that opens so may look back."""
        word, opener = self._story.lower[first], self._story.tokens[first]
        return word == "the" or not (word in _INDEFINITE or opener.like_num or opener.tag_ == "CD")

    def _is_joint(self, first: int, last: int, head: int) -> bool:
        """Whether the phrase names several: its head is coordinated, or what hangs on it is, outside clauses and appositions.

        The parser often hangs the second name on the last word of the first phrase ("A. Moe of the union and B. Ras").
        """
        tokens, labels = self._story.tokens, self._story.dep
        if head in self._conjuncts and any(first <= conjunct <= last for conjunct in self._conjuncts[head]):
            return True
        if head == last or tokens[head].pos_ != "PROPN":
            return False
        for position in range(head + 1, last + 1):
            if labels[position] in _PARTING:
                return False
            if labels[position] == "cc" and position < last:
                before, after = tokens[position].head, tokens[position + 1]
                if before.pos_ == after.pos_ == "PROPN":
                    return bool(after.ent_type_ == tokens[head].ent_type_ != before.ent_type_)
        return False

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
        start = noun_start(self._story, face.first, face.at)
        core, words = self._story.tokens[start : face.at + 1], self._story.lower[start : face.at + 1]
        row = noun_of(core, words, self._rules)
        key = " ".join(words)
        people = self._people(core, key)
        if row is None or face.is_modifier:
            return replace(face, start=start, core=core, words=words, key=key, people=people)
        return replace(
            face,
            start=start,
            core=core,
            words=words,
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
        country = self._rules.adjectives.get(key)
        if country is None or not core[0].text[:1].isupper() or core[-1].dep_ not in {"amod", "compound", "nmod"}:
            return None
        return country

    def _name(self, face: Face) -> Face:
        start, end = name_borders(self._story, (face.first, face.last), face.at, self._rules)
        core, words = self._story.tokens[start : end + 1], self._story.lower[start : end + 1]
        key = " ".join(words)
        is_titled, gender = title_before(self._story, start, face.first, self._rules)
        kind, sure = kind_of_name(core, key, is_titled=is_titled, rules=self._rules)
        if kind in BODIES and face.head.ent_type_ in _PLACES and (core[0].idx, core[-1].idx + len(core[-1])) in self._places:
            kind, sure = EntityKind.PLACE, True
        if gender is None and kind is EntityKind.PERSON and len(core) > 1:
            gender = self._rules.given.get(words[0])
        part = next((self._rules.parts[word] for word in reversed(words) if word in self._rules.parts), None)
        is_capital = core[0].text[:1].isupper()
        return replace(
            face,
            start=start,
            end=end,
            core=core,
            words=words,
            key=key,
            kind=kind,
            sure=sure,
            gender=gender,
            plural=face.plural and (kind is not EntityKind.PERSON or face.first < start),
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
