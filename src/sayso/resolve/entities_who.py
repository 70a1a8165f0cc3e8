"""Says who a group of mentions is: name, kind, country, actor code, roles, and the words that say so."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.annotate.clauses import trimmed_span
from sayso.annotate.parsed import token_span
from sayso.model import Entity, EntityKind, MentionForm, Role, Span
from sayso.resolve.entities_faces import BODIES, Face
from sayso.resolve.entities_groups import Groups
from sayso.tables.actors import ActorRules, NounRow, PartRow

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MANY = 40
"""So many mentions of a group are read for roles and countries: what an article says of somebody it says early."""
_ROLES = 6
_GOVERNS = "GOV"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clue:
    """One thing that words say of an entity, and the words."""

    value: str
    span: Span


def describe(identifier: str, root: int, groups: Groups, metonyms: frozenset[int], rules: ActorRules) -> Entity:
    """The entity of a group. ``metonyms`` are the mentions that name a place for those who govern it."""
    members = sorted(groups.members(root), key=lambda index: groups.faces[index].first)
    faces = [groups.faces[index] for index in members]
    told = faces[:_MANY]
    kind = groups.kind(root)
    if kind is EntityKind.PLACE and any(index in metonyms for index in members):
        kind = EntityKind.GOVERNMENT
    if kind is EntityKind.PERSON and all(face.plural for face in faces if face.form is not MentionForm.PRONOUN):
        kind = EntityKind.CROWD
    country = next(_countries(told, rules), None)
    sectors = tuple(_sectors(told, rules))
    international = next((rules.bearers[face.key].code for face in told if face.key in rules.bearers and rules.bearers[face.key].code), None)
    clues = [country, *sectors[:1]]
    return Entity(
        id=identifier,
        name=_name(faces),
        kind=kind or EntityKind.OTHER,
        country=country.value if country else None,
        code=_code(kind, country, sectors, international),
        roles=tuple(_roles(told, rules)) if kind is EntityKind.PERSON else (),
        because=tuple(sorted({clue.span for clue in clues if clue is not None})),
    )


def _name(faces: Sequence[Face]) -> str:
    """The fullest name; where there is none, the first description up to its head; else the first words."""
    names = [face for face in faces if face.form is MentionForm.NAME]
    if names:
        best = max(names, key=lambda face: (min(len(face.core), 5), -face.first))
        return _words(best.core)
    nominal = next((face for face in faces if face.form is MentionForm.NOMINAL), None)
    if nominal is not None:
        return _words(nominal.core)
    return faces[0].head.text


def _words(tokens: "Sequence[Token]") -> str:
    return tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text.replace("\n", " ")


def _code(kind: EntityKind | None, country: _Clue | None, sectors: Sequence[_Clue], international: str | None) -> str | None:
    """Country, or the letters that stand for one, and sector, in PLOVER's manner; None where the text tells neither."""
    place = international or (country.value if country else "")
    sector = sectors[0].value if sectors else ""
    if not sector and kind is EntityKind.GOVERNMENT:
        sector = _GOVERNS
    if kind in {EntityKind.OTHER, None} or (kind is EntityKind.PLACE and not place):
        return None
    if kind is EntityKind.PLACE:
        return place
    return (place + (sector if sector != place else "")) or None


def _countries(faces: Iterable[Face], rules: ActorRules) -> Iterator[_Clue]:
    """Countries that the words around the heads name, the surest first: the name itself, then what stands before and behind."""
    later: list[_Clue] = []
    for face in faces:
        span = _span(face.core)
        bearer = rules.bearers.get(face.key)
        country = face.country or face.people or (bearer.country if bearer else None) or rules.capitals.get(face.key)
        if country:
            yield _Clue(value=country, span=span)
        elif face.form is not MentionForm.PRONOUN and not face.joint:
            later += _countries_around(face, rules)
    yield from later


def _countries_around(face: Face, rules: ActorRules) -> Iterator[_Clue]:
    """Country words that modify the head or its title: "Norwegian", "Norway's", "of Norway", "for the Norwegian army"."""
    doc = face.head.doc
    last = face.first - 1
    for token in doc[face.first : face.last + 1]:
        if token.i <= last or not token.text[:1].isupper() or _in_clause(token, face.head):
            continue
        for size in (4, 3, 2, 1):
            words = [word.lower_ for word in doc[token.i : min(token.i + size, face.last + 1)]]
            key = " ".join(words).removeprefix("the ")
            country = rules.countries.get(key) or rules.adjectives.get(key)
            if country:
                last = token.i + len(words) - 1
                yield _Clue(value=country, span=trimmed_span(doc, token.i, last))
                break


def _in_clause(token: "Token", head: "Token") -> bool:
    """Whether a clause, or a second thing, stands between a word and the head it should describe."""
    for _ in range(6):
        if token.i == head.i or token.head.i == token.i:
            return False
        if token.dep_ in {"relcl", "acl", "conj", "advcl"}:
            return True
        token = token.head
    return True


def _sectors(faces: Iterable[Face], rules: ActorRules) -> Iterator[_Clue]:
    """Sectors that descriptions and names tell: those of titles and descriptions first, then words in names."""
    weaker: list[_Clue] = []
    for face in faces:
        if face.form is MentionForm.PRONOUN:
            continue
        bearer = rules.bearers.get(face.key)
        if bearer is not None and bearer.sector:
            yield _Clue(value=bearer.sector, span=_span(face.core))
        elif face.form is MentionForm.NOMINAL:
            row = _noun_at(face.head, rules)
            if row is not None and row.sector:
                yield _Clue(value=row.sector, span=token_span(face.head))
        else:
            for token, row in _titles(face, rules):
                if row.sector:
                    yield _Clue(value=row.sector, span=token_span(token))
            weaker += _sectors_of_parts(face, rules)
    yield from weaker


def _sectors_of_parts(face: Face, rules: ActorRules) -> Iterator[_Clue]:
    if face.kind not in BODIES:
        return
    for token in reversed(face.core):
        row: PartRow | None = rules.parts.get(token.lower_)
        if row is not None and row.sector:
            yield _Clue(value=row.sector, span=token_span(token))
    if len(face.core) > 1 and face.core[-1].lower_ in rules.endings:
        yield _Clue(value="BUS", span=token_span(face.core[-1]))


def _titles(face: Face, rules: ActorRules) -> "Iterator[tuple[Token, NounRow]]":
    """The role words between the start of a mention and its name."""
    doc = face.head.doc
    for token in doc[face.first : face.core[0].i]:
        row = _noun_at(token, rules)
        if row is not None and row.kind is EntityKind.PERSON:
            yield token, row


def _noun_at(token: "Token", rules: ActorRules) -> NounRow | None:
    """The row of the longest phrase that ends at ``token``."""
    doc = token.doc
    words = tuple(word.lower_ for word in doc[max(0, token.i - 3) : token.i])
    return rules.noun((*words, token.lemma_.lower())) or rules.noun((*words, token.lower_))


def _roles(faces: Iterable[Face], rules: ActorRules) -> Iterator[Role]:
    """Titles before the name and descriptions of the same person, each wording once."""
    seen: set[str] = set()
    for face in faces:
        for span, text in _role_spans(face, rules):
            if text.lower() not in seen and len(seen) < _ROLES:
                seen.add(text.lower())
                yield Role(text=text, span=span)


def _role_spans(face: Face, rules: ActorRules) -> Iterator[tuple[Span, str]]:
    doc = face.head.doc
    if face.form is MentionForm.NAME:
        titles = [token.i for token, _ in _titles(face, rules)]
        if titles:
            yield _role(doc, face.first, max(titles[-1], titles[0]))
    elif face.form is MentionForm.NOMINAL and not face.joint:
        row = _noun_at(face.head, rules)
        if row is not None and row.kind is EntityKind.PERSON:
            yield _role(doc, face.first, _role_end(face))


def _role(doc: "Doc", first: int, last: int) -> tuple[Span, str]:
    while first < last and (doc[first].dep_ == "det" or doc[first].is_punct or doc[first].pos_ in {"DET", "PRON"}):
        first += 1
    return trimmed_span(doc, first, last), doc[first : last + 1].text.replace("\n", " ")


def _role_end(face: Face) -> int:
    """Up to the last prepositional phrase of the head, clauses and appositions left out."""
    last = face.head.i
    for child in face.head.rights:
        if child.dep_ != "prep" or child.right_edge.i > face.last:
            break
        last = child.right_edge.i
    return last


def _span(core: "Sequence[Token]") -> Span:
    return Span(core[0].idx, core[-1].idx + len(core[-1]))
