"""Says who a group of mentions is: name, kind, country, actor code, roles, and the words that say so."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sayso.annotate.clauses import trimmed_span
from sayso.annotate.parsed import token_span
from sayso.model import Entity, EntityKind, MentionForm, Role, Span
from sayso.resolve.entities_faces import BODIES, Face
from sayso.resolve.entities_groups import Groups
from sayso.resolve.entities_story import Story
from sayso.tables.actors import ActorRules, NounRow, PartRow

if TYPE_CHECKING:
    from spacy.tokens import Token

_MANY = 40
"""So many mentions of a group are read for roles and countries: what an article says of somebody it says early."""
_ELSEWHERE = frozenset({"new", "port", "fort", "mount", "lake"})
_DISTRICTS = frozenset({"county", "township", "street", "avenue", "road", "lane"})
"""Words that make another name of a country's: "New Jersey", "Guernsey County"."""
_JOINING = frozenset({"relcl", "acl", "cc", "appos"})
"""What makes more of an "of"-phrase than the end of a name."""
_ROLES = 6
_GOVERNS = "GOV"
_LONG_COUNTRY = 4
"""Words of the longest country's name."""
_LONG_NAME = 6
"""A longer run of capitals is rather a title and a name than a fuller name."""


class _Clue(NamedTuple):
    """One thing that words say of an entity, and the words."""

    value: str
    span: Span


class Describer:
    """Describes the groups of one article; holds where its country words stand."""

    def __init__(self, groups: Groups, metonyms: frozenset[int], rules: ActorRules) -> None:
        """``metonyms`` are the mentions that name a place for those who govern it."""
        self._groups = groups
        self._metonyms = metonyms
        self._rules = rules
        self._story = groups.story
        self._hints = _country_words(groups.story, rules)
        self._starts = [hint.first for hint in self._hints]

    def describe(self, identifier: str, root: int) -> Entity:
        """The entity of the group ``root``."""
        members = sorted(self._groups.members(root), key=lambda index: self._groups.faces[index].first)
        faces = [self._groups.faces[index] for index in members]
        kind = self._kind(root, members, faces)
        if kind is EntityKind.OTHER:
            return Entity(id=identifier, name=self._name(faces, kind), kind=kind)
        told = [face for face in faces[:_MANY] if face.form is not MentionForm.PRONOUN]
        country = next(self._countries(told), None)
        sector = next(_sectors(told, self._story, self._rules), None)
        return Entity(
            id=identifier,
            name=self._name(faces, kind),
            kind=kind,
            country=country.value if country else None,
            code=_code(kind, country, sector, self._international(told)),
            roles=tuple(_roles(told, self._story, self._rules)) if kind is EntityKind.PERSON else (),
            because=tuple(sorted({clue.span for clue in (country, sector) if clue is not None})),
        )

    def _kind(self, root: int, members: Sequence[int], faces: Sequence[Face]) -> EntityKind:
        kind = self._groups.kind(root) or EntityKind.OTHER
        if kind is EntityKind.PLACE and any(index in self._metonyms for index in members):
            return EntityKind.GOVERNMENT
        if kind is EntityKind.PERSON and all(face.plural for face in faces if face.form is not MentionForm.PRONOUN):
            return EntityKind.CROWD if any(face.form is not MentionForm.PRONOUN for face in faces) else kind
        return kind

    def _international(self, faces: Iterable[Face]) -> str | None:
        """The letters that stand for a country in the code of an international body."""
        bearers = (self._rules.bearers.get(face.key) for face in faces)
        return next((bearer.code for bearer in bearers if bearer is not None and bearer.code), None)

    def _countries(self, faces: Iterable[Face]) -> Iterator[_Clue]:
        """Countries that the words around the heads name, the surest first: the name itself, then what stands before and behind."""
        later: list[Face] = []
        for face in faces:
            bearer = self._rules.bearers.get(face.key)
            country = face.country or face.people or (bearer.country if bearer else None) or self._rules.capitals.get(face.key)
            if country:
                yield _Clue(value=country, span=_span(face.core))
            elif not face.joint:
                later.append(face)
        for face in later:
            yield from self._countries_around(face)

    def _countries_around(self, face: Face) -> Iterator[_Clue]:
        """Country words that modify the head or its title: "Norwegian", "Norway's", "of Norway", "for the Norwegian army"."""
        is_person = face.form is MentionForm.NAME and self._groups.kind(face.index) is EntityKind.PERSON
        position = bisect_left(self._starts, face.first)
        while position < len(self._hints) and self._hints[position].first <= face.last:
            hint = self._hints[position]
            if is_person and face.start <= hint.first <= face.end:  # "Marlen Jordan" is called so
                position += 1
                continue
            if not _in_clause(self._story.tokens[hint.last], face.head):
                yield _Clue(value=hint.country, span=trimmed_span(face.head.doc, hint.first, hint.last))
            position += 1

    def _name(self, faces: Sequence[Face], kind: EntityKind | None) -> str:
        """The fullest name; where there is none, the first description without its determiner; else the first words.

        A body's name goes on over "of" ("the Ministry of Health"), a person's does not.
        """
        names = [face for face in faces if face.form is MentionForm.NAME]
        if names:
            best = max(names, key=lambda face: (face.people is None, min(len(face.core), _LONG_NAME), -face.first))
            return self._story.words(best.start, _end_with_of(best, self._story) if kind in BODIES else best.end)
        nominal = next((face for face in faces if face.form is MentionForm.NOMINAL), None)
        if nominal is not None:
            return self._story.words(nominal.start, _end_with_of(nominal, self._story))
        return str(faces[0].head.text)


class _CountryWord(NamedTuple):
    """First and last token of a country's name or adjective."""

    first: int
    last: int
    country: str


def _country_words(story: Story, rules: ActorRules) -> tuple[_CountryWord, ...]:
    """Every word of the article that tells of a country, longest match first."""
    found: list[_CountryWord] = []
    last = -1
    for first, word in enumerate(story.lower):
        if first <= last or word not in rules.country_starts or not story.tokens[first].text[:1].isupper():
            continue
        if first and story.lower[first - 1] in _ELSEWHERE and story.tokens[first - 1].text[:1].isupper():
            continue  # "New Jersey", "Port Jordan" lie elsewhere
        for end in range(min(first + _LONG_COUNTRY, len(story.lower)) - 1, first - 1, -1):
            key = story.words(first, end).lower()
            country = rules.countries.get(key) or rules.adjectives.get(key)
            if country and (end + 1 == len(story.lower) or story.lower[end + 1] not in _DISTRICTS):
                last = end
                found.append(_CountryWord(first, last, country))
                break
    return tuple(found)


def _end_with_of(face: Face, story: Story) -> int:
    """The last token of the core, or of a plain "of"-phrase right behind it."""
    of = face.end + 1
    if of < face.last and story.lower[of] == "of":
        last: int = next((child.right_edge.i for child in story.tokens[of].children if child.dep_ == "pobj"), face.end)
        if of < last <= face.last and _JOINING.isdisjoint(story.dep[of : last + 1]):
            return last
    return face.end


def _code(kind: EntityKind | None, country: _Clue | None, told: _Clue | None, international: str | None) -> str | None:
    """Country, or the letters that stand for one, and sector, in PLOVER's manner; None where the text tells neither."""
    place = international or (country.value if country else "")
    sector = told.value if told else ""
    if not sector and kind is EntityKind.GOVERNMENT:
        sector = _GOVERNS
    if kind in {EntityKind.OTHER, None} or (kind is EntityKind.PLACE and not place):
        return None
    if kind is EntityKind.PLACE:
        return place
    return (place + (sector if sector != place else "")) or None


def _in_clause(token: "Token", head: "Token") -> bool:
    """Whether a clause, or a second thing, stands between a word and the head it should describe."""
    for _ in range(6):
        if token.i in {head.i, token.head.i}:
            return False
        if token.dep_ in {"relcl", "acl", "conj", "advcl"}:
            return True
        token = token.head
    return True


def _sectors(faces: Sequence[Face], story: Story, rules: ActorRules) -> Iterator[_Clue]:
    """Sectors that descriptions and names tell: those of titles and descriptions first, then words in names."""
    for face in faces:
        bearer = rules.bearers.get(face.key)
        if bearer is not None and bearer.sector:
            yield _Clue(value=bearer.sector, span=_span(face.core))
        elif face.form is MentionForm.NOMINAL:
            row = _noun_at(face.at, story, rules)
            if row is not None and row.sector:
                yield _Clue(value=row.sector, span=token_span(face.head))
        else:
            for token, row in _titles(face, story, rules):
                if row.sector:
                    yield _Clue(value=row.sector, span=token_span(token))
    for face in faces:
        if face.form is not MentionForm.NOMINAL and face.kind in BODIES:
            yield from _sectors_of_parts(face, rules)


def _sectors_of_parts(face: Face, rules: ActorRules) -> Iterator[_Clue]:
    """Sectors that words inside the name of a body tell, the last word first."""
    for token, word in zip(reversed(face.core), reversed(face.words), strict=True):
        row: PartRow | None = rules.parts.get(word)
        if row is not None and row.sector:
            yield _Clue(value=row.sector, span=token_span(token))
    if len(face.core) > 1 and face.words[-1] in rules.endings:
        yield _Clue(value="BUS", span=token_span(face.core[-1]))


def _titles(face: Face, story: Story, rules: ActorRules) -> "Iterator[tuple[Token, NounRow]]":
    """The role words between the start of a mention and its name."""
    for position in range(face.first, face.start):
        row = _noun_at(position, story, rules)
        if row is not None and row.kind is EntityKind.PERSON:
            yield story.tokens[position], row


def _noun_at(position: int, story: Story, rules: ActorRules) -> NounRow | None:
    """The row of the longest phrase that ends at the token ``position``."""
    lemma, lower = story.tokens[position].lemma_.lower(), story.lower[position]
    if lemma not in rules.noun_ends and lower not in rules.noun_ends:
        return None
    words = story.lower[max(0, position - 3) : position]
    row = rules.noun((*words, lemma))
    return row if row is not None or lemma == lower else rules.noun((*words, lower))


def _roles(faces: Iterable[Face], story: Story, rules: ActorRules) -> Iterator[Role]:
    """Titles before the name and descriptions of the same person, each wording once."""
    seen: set[str] = set()
    for face in faces:
        for span, text in _role_spans(face, story, rules):
            if text.lower() not in seen:
                seen.add(text.lower())
                yield Role(text=text, span=span)
        if len(seen) == _ROLES:
            return


def _role_spans(face: Face, story: Story, rules: ActorRules) -> Iterator[tuple[Span, str]]:
    if face.form is MentionForm.NAME:
        titles = [token.i for token, _ in _titles(face, story, rules)]
        if titles:
            yield _role(story, face.first, titles[-1])
    elif face.form is MentionForm.NOMINAL and not face.joint:
        row = _noun_at(face.at, story, rules)
        if row is not None and row.kind is EntityKind.PERSON:
            yield _role(story, face.first, _role_end(face))


def _role(story: Story, first: int, last: int) -> tuple[Span, str]:
    """The words of a title or description without its determiner."""
    while first < last:
        opener = story.tokens[first]
        if story.dep[first] != "det" and not opener.is_punct and opener.pos_ not in {"DET", "PRON"}:
            break
        first += 1
    return trimmed_span(story.tokens[first].doc, first, last), story.words(first, last)


def _role_end(face: Face) -> int:
    """Up to the last prepositional phrase of the head, clauses and appositions left out."""
    last = face.at
    for child in face.head.rights if face.last > face.at else ():
        if child.dep_ != "prep" or child.right_edge.i > face.last:
            break
        last = child.right_edge.i
    return last


def _span(core: "Sequence[Token]") -> Span:
    return Span(core[0].idx, core[-1].idx + len(core[-1]))
