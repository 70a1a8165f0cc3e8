"""What one mention shows of its entity: its name words, kind, gender, number, country, and where it stands."""

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.annotate import ParsedArticle
from sayso.model import EntityKind, Mention, MentionForm
from sayso.tables.actors import ActorRules, Gender, NounRow, PronounRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

BODIES = frozenset({EntityKind.ORGANISATION, EntityKind.GOVERNMENT, EntityKind.ARMED_GROUP, EntityKind.INSTITUTION})
PEOPLE = frozenset({EntityKind.PERSON, EntityKind.UNNAMED_SOURCE})
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
}
_SURE = 1000
"""Votes of a word of the tables, against one of the model's label."""
_LINKS = frozenset(
    {
        "of",
        "the",
        "and",
        "for",
        "&",
        "de",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "al",
        "bin",
        "ibn",
        "du",
        "da",
        "dos",
        "el",
        "-",
        "’",
        "'s",
    }
)
_OPENERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "your"})
_INDEFINITE = frozenset({"a", "an", "some", "any", "another", "no", "every", "each", "several", "many", "most", "few", "other", "more"})


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
    core: "tuple[Token, ...]"
    key: str
    kind: EntityKind | None
    gender: Gender | None
    plural: bool | None
    definite: bool
    joint: bool
    sentence: int
    titled: bool = False
    sure: bool = False
    country: str | None = None
    people: str | None = None
    pronoun: PronounRow | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the core, lower case."""
        return tuple(token.lower_ for token in self.core)

    def holds(self, other: "Face") -> bool:
        """Whether the other mention stands inside this one."""
        return self.first <= other.first and other.last <= self.last and (self.first, self.last) != (other.first, other.last)


def read_faces(mentions: "Sequence[Mention]", parsed: ParsedArticle, rules: ActorRules) -> tuple[Face, ...]:
    """A face for each mention, in the order given; the same name is of the same kind all over the article."""
    doc = parsed.doc
    starts = [token.idx for token in doc]
    sentences = [sentence.start for sentence in doc.sents] if len(doc) else []
    faces = [_read_face(index, mention, doc, starts, sentences, rules) for index, mention in enumerate(mentions)]
    return tuple(_settled(faces))


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


def _read_face(index: int, mention: Mention, doc: "Doc", starts: list[int], sentences: list[int], rules: ActorRules) -> Face:
    first = max(0, bisect_right(starts, mention.span.start) - 1)
    last = max(first, bisect_right(starts, mention.span.end - 1) - 1)
    while last > first and (doc[last].tag_ == "POS" or doc[last].is_punct or doc[last].is_space):
        last -= 1
    head = doc[min(max(first, bisect_right(starts, mention.head.start) - 1), last)]
    row = _pronoun_row(mention, head, rules) if mention.form is MentionForm.PRONOUN else None
    core = _name_core(doc, first, last, head, rules) if mention.form is MentionForm.NAME else _noun_core(doc, first, head)
    words = [token.lower_ for token in core]
    key = " ".join(words)
    titled, title_gender = _title_before(doc, first, core, rules) if mention.form is MentionForm.NAME else (False, None)
    kind, sure = _kind(mention.form, core, head, key, titled, row, rules)
    return Face(
        index=index,
        form=mention.form,
        first=first,
        last=last,
        head=head,
        core=core,
        key=key,
        kind=kind,
        gender=title_gender or _gender(mention.form, core, kind, row, rules),
        plural=_plural(head, row),
        definite=_is_definite(doc, first, last, mention.form),
        joint=_is_joint(doc, first, last, head),
        sentence=bisect_right(sentences, head.i),
        titled=titled,
        sure=sure,
        country=rules.countries.get(key) if mention.form is MentionForm.NAME and core[0].text[:1].isupper() else None,
        people=rules.adjectives.get(key) if core[0].text[:1].isupper() else None,
        pronoun=row,
    )


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
            return doc[token.i + 1].ent_type_ == head.ent_type_ != token.head.ent_type_
    return False


def _pronoun_row(mention: Mention, head: "Token", rules: ActorRules) -> PronounRow | None:
    rows = rules.pronouns.get(mention.text.lower(), ())
    if len(rows) > 1 and head.tag_ in {"WP", "WDT", "WP$"}:
        return rows[0]
    return rows[-1] if rows else None


def _noun_core(doc: "Doc", first: int, head: "Token") -> "tuple[Token, ...]":
    """From behind the determiner to the head."""
    start = first
    while start < head.i and (doc[start].lower_ in _OPENERS or doc[start].is_punct):
        start += 1
    return tuple(doc[start : head.i + 1])


def _name_core(doc: "Doc", first: int, last: int, head: "Token", rules: ActorRules) -> "tuple[Token, ...]":
    """The run of name words around the head, titles and determiners off."""
    if head.ent_type_ == "PERSON":
        left = right = head.i
        while left > first and doc[left].ent_iob_ == "I":
            left -= 1
        while right < last and doc[right + 1].ent_iob_ == "I":
            right += 1
    else:
        left = right = head.i
        while left > first and _in_name(doc[left - 1], doc, left - 2, first):
            left -= 1
        while right < last and _continues_name(doc, right + 1, last):
            right += 1
    while left < right and (doc[left].lower_ in _OPENERS or doc[left].pos_ == "NUM"):
        left += 1
    left = _behind_titles(doc, left, right, rules)
    while right > left and (doc[right].tag_ == "POS" or doc[right].is_punct or doc[right].lower_ in _LINKS):
        right -= 1
    return tuple(doc[left : right + 1])


def _in_name(token: "Token", doc: "Doc", before: int, first: int) -> bool:
    """Whether a token left of a name word still belongs to the name."""
    if _is_capital(token):
        return True
    return token.lower_ in _LINKS and before >= first and _is_capital(doc[before]) and token.tag_ != "POS"


def _continues_name(doc: "Doc", position: int, last: int) -> bool:
    token = doc[position]
    if _is_capital(token):
        return True
    return (
        token.lower_ in _LINKS - {"'s", "’"} and position < last and (_is_capital(doc[position + 1]) or doc[position + 1].lower_ == "the")
    )


def _is_capital(token: "Token") -> bool:
    return token.text[:1].isupper() or (token.like_num and not token.is_alpha)


def _behind_titles(doc: "Doc", left: int, right: int, rules: ActorRules) -> int:
    """Where the name starts when titles ("Foreign Minister", "Mr") open the run."""
    start = left
    for position in range(left, right):
        if doc[position].ent_type_ == "ORG" and doc[position + 1].ent_iob_ == "I":
            break
        words = tuple(doc[i].lower_ for i in range(left, position + 1))
        row = rules.noun(words)
        if words[-1] in rules.address or words[-1] in rules.qualifiers or (row is not None and row.kind is EntityKind.PERSON):
            start = position + 1
    if start < right and doc[start].lower_ == "of":
        return left
    return start


def _title_before(doc: "Doc", first: int, core: "tuple[Token, ...]", rules: ActorRules) -> tuple[bool, Gender | None]:
    """Whether a title stands right before the name, inside the mention or before it; and the gender it tells."""
    position = core[0].i - 1
    if position < 0 or position < first - 1:
        return False, None
    before = doc[position]
    if before.lower_ in rules.address:
        return before.text[:1].isupper(), rules.address[before.lower_]
    row = rules.noun(tuple(doc[i].lower_ for i in range(max(0, position - 2), position + 1)))
    if row is not None and row.kind is EntityKind.PERSON and not before.is_punct:
        return True, row.gender
    return False, None


def _kind(
    form: MentionForm, core: "tuple[Token, ...]", head: "Token", key: str, titled: bool, row: PronounRow | None, rules: ActorRules
) -> tuple[EntityKind | None, bool]:
    """The kind, and whether it is sure."""
    if form is MentionForm.PRONOUN:
        if row is None or row.number == "plural":
            return None, False
        return (EntityKind.PERSON, True) if row.gender in {"m", "f"} or row.person < 3 or head.lower_ in {"who", "whom"} else (None, False)
    if form is MentionForm.NOMINAL:
        noun = _noun(core, rules)
        return (noun.kind, True) if noun is not None else (None, False)
    if len(core) == 2 and core[0].lower_ in rules.given and head.ent_type_ == "PERSON":
        return EntityKind.PERSON, True
    kind = _kind_by_words(key, titled, rules)
    return (kind, True) if kind is not None else (_kind_by_label(core, head), False)


def _noun(core: "tuple[Token, ...]", rules: ActorRules) -> NounRow | None:
    """The row of the head of a description: by its lemma, else by the word as it stands ("forces")."""
    words = [token.lower_ for token in core[-4:]]
    return rules.noun([*words[:-1], core[-1].lemma_.lower()]) or rules.noun(words)


def _kind_by_words(key: str, titled: bool, rules: ActorRules) -> EntityKind | None:
    bearer = rules.bearers.get(key)
    if bearer is not None:
        return bearer.kind
    if key in rules.countries or key in rules.capitals:
        return EntityKind.PLACE
    if titled:
        return EntityKind.PERSON
    words = key.split()
    for word in reversed(words):
        if word in rules.parts and (len(words) > 1 or rules.parts[word].kind is not EntityKind.PLACE):
            return rules.parts[word].kind
    if len(words) > 1 and words[-1] in rules.endings:
        return EntityKind.ORGANISATION
    return EntityKind.PERSON if len(words) > 1 and words[0] in rules.given else None


def _kind_by_label(core: "tuple[Token, ...]", head: "Token") -> EntityKind | None:
    label = head.ent_type_ or next((token.ent_type_ for token in core if token.ent_type_), "")
    return EntityKind.CROWD if label == "NORP" else _LABELS.get(label)


def _gender(
    form: MentionForm, core: "tuple[Token, ...]", kind: EntityKind | None, row: PronounRow | None, rules: ActorRules
) -> Gender | None:
    if row is not None:
        return row.gender if row.gender in {"m", "f"} else None  # type: ignore[return-value]
    if kind is not EntityKind.PERSON:
        return None
    if form is MentionForm.NAME:
        return rules.given.get(core[0].lower_) if len(core) > 1 else None
    noun = _noun(core, rules)
    return noun.gender if noun is not None else None


def _plural(head: "Token", row: PronounRow | None) -> bool | None:
    if row is not None:
        return None if row.number == "any" else row.number == "plural"
    return head.tag_ in {"NNS", "NNPS"}


def _is_definite(doc: "Doc", first: int, last: int, form: MentionForm) -> bool:
    if form is not MentionForm.NOMINAL or first == last:
        return True
    opener = doc[first]
    return opener.lower_ not in _INDEFINITE and not opener.like_num and opener.tag_ != "CD"
