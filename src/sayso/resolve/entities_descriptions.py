"""What descriptions mean: the same phrase, an apposition, a title before a name, "the company" after its name."""

from collections import defaultdict
from collections.abc import Sequence

from sayso.extract.places_names import opens_report
from sayso.model import EntityKind, MentionForm
from sayso.resolve.entities_faces import BODIES, PEOPLE, Face
from sayso.resolve.entities_groups import Groups, sort_of
from sayso.tables.actors import ActorRules

_WINDOW = 60
_SAME_HEADS = 12
"""How many names, and how many descriptions with the same head, a description looks back over."""
_PLACES = {"place.country": True, "place.area": False}
"""Rows of nouns that stand for a place named before, and whether it is a country."""
_EXPLAINING = frozenset({"appos", "compound", "nmod"})
_STOPS = frozenset({":", ";", "/", "."})
"""Marks that part a caption or a list from what follows; an apposition has commas, dashes, brackets or nothing."""


_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "dative"})


def merge_same_head(groups: Groups) -> None:
    """Two borders drawn around one head mean one thing; a coordination means more than its first member."""
    by_head: dict[tuple[int, bool], Face] = {}
    for face in groups.faces:
        first = by_head.setdefault((face.at, face.joint), face)
        if first.index != face.index and not (first.form is face.form is MentionForm.NAME and first.key != face.key):
            groups.merge(first.index, face.index)


def merge_appositions(groups: Groups) -> None:
    """Merge what the parse calls apposition, title, copula or relative clause: "A. Vale, the mayor", "mayor A. Vale", "Vale is the mayor"."""
    by_head: dict[int, Face] = {}
    for face in groups.faces:
        if not face.joint:
            by_head.setdefault(face.at, face)
    for face in groups.faces:
        if face.joint or face.dep not in _EXPLAINING:
            continue
        outer = by_head.get(face.governor)
        if outer is None or outer.index == face.index:
            continue
        if _may_be_apposed(groups, outer, face) if face.dep == "appos" else _is_title_of(groups, face, outer):
            groups.merge(outer.index, face.index)
    for face in groups.faces:
        if face.pronoun is not None and face.pronoun.role == "relative":
            _merge_relative(groups, face, by_head)
        elif face.dep == "attr" and not face.joint:
            _merge_copula(groups, face, by_head)


def _may_be_apposed(groups: Groups, outer: Face, inner: Face) -> bool:
    a, b = groups.kind(outer.index), groups.kind(inner.index)
    if EntityKind.PLACE in {a, b} and outer.form is inner.form is MentionForm.NAME:
        return False
    between = groups.story.lower[min(outer.at, inner.at) : max(outer.at, inner.at)]
    if not _STOPS.isdisjoint(between) or _in_brackets(groups, inner):
        return False
    if MentionForm.NOMINAL in {outer.form, inner.form} and (sort_of(a) != sort_of(b) or a is None):
        return False
    return outer.plural == inner.plural or sort_of(a) == sort_of(b)


def _is_title_of(groups: Groups, title: Face, name: Face) -> bool:
    """Whether a noun right before a name says what its bearer is, not whose he is."""
    if name.form is not MentionForm.NAME or (title.form is MentionForm.NAME and title.kind is not EntityKind.PERSON):
        return False
    if title.last + 1 < name.start or title.last >= name.end:
        return False
    return title.kind is not None and sort_of(title.kind) == sort_of(groups.kind(name.index))


def _merge_relative(groups: Groups, face: Face, by_head: dict[int, Face]) -> None:
    verb = face.head
    for _ in range(6):
        if verb.dep_ == "relcl":
            noun = by_head.get(verb.head.i)
            if noun is not None:
                groups.merge(noun.index, face.index)
            return
        verb = verb.head


def _merge_copula(groups: Groups, face: Face, by_head: dict[int, Face]) -> None:
    verb = face.head.head
    if verb.lemma_ != "be" or any(child.dep_ == "neg" for child in verb.children):
        return
    subject = next((by_head[child.i] for child in verb.children if child.dep_ == "nsubj" and child.i in by_head), None)
    if subject is not None and subject.plural == face.plural:
        groups.merge(subject.index, face.index)


def merge_neighbours(groups: Groups) -> None:
    """A description and a name parted by a comma or by nothing, wherever the parser hung them: "the mayor of Lund, A. Vale"."""
    story = groups.story
    ends: dict[int, list[Face]] = defaultdict(list)
    for face in groups.faces:
        if not face.joint and face.form is not MentionForm.PRONOUN:
            ends[face.last].append(face)
    for face in groups.faces:
        if face.joint or face.form is MentionForm.PRONOUN or face.first == 0:
            continue
        gap = 1 if story.lower[face.first - 1] == "," else 0
        if _in_brackets(groups, face):
            _merge_bracket(groups, face, ends.get(face.first - 2, ()))
            continue
        if face.last + 1 < len(story.dep) and story.dep[face.last + 1] == "cc":
            continue
        for before in ends.get(face.first - 1 - gap, ()):
            if _explain_each_other(groups, before, face, parted=bool(gap)) and groups.merge(before.index, face.index):
                break


def _in_brackets(groups: Groups, face: Face) -> bool:
    return face.first > 0 and groups.story.lower[face.first - 1] == "("


def _merge_bracket(groups: Groups, face: Face, before: Sequence[Face]) -> None:
    """A name in brackets behind a body's name is another name of it ("Northern Relief Fund (NRF)"); behind a person's it is a party."""
    for other in before:
        if other.form is face.form is MentionForm.NAME and groups.kind(other.index) in BODIES and groups.kind(face.index) not in PEOPLE:
            groups.merge(other.index, face.index)
            return


def _explain_each_other(groups: Groups, before: Face, face: Face, *, parted: bool) -> bool:
    """Whether one names and the other describes, in the singular: a person on either side, a body only right before its name."""
    if {before.form, face.form} != {MentionForm.NAME, MentionForm.NOMINAL} or before.plural or face.plural:
        return False
    if parted and _opens_clause_of(before, face):
        return False
    name, description = (face, before) if face.form is MentionForm.NAME else (before, face)
    kind = groups.kind(name.index)
    if kind is None and len(name.core) == 1:
        return False
    if description.kind is EntityKind.PERSON:
        return kind in {EntityKind.PERSON, None} and (description is before or (parted and description.definite))
    return description.kind in BODIES and (kind is None or kind in BODIES) and description is before and not parted


def _opens_clause_of(before: Face, subject: Face) -> bool:
    """Whether the comma ends a phrase that opens the subject's clause ("According to a diplomat, A. Vale will go")."""
    verb, token = subject.head.head, before.head
    if subject.dep not in {"nsubj", "nsubjpass"} or token.dep_ != "pobj":
        return False
    for _ in range(4):
        if token.head.i == verb.i:
            return bool(token.dep_ == "prep" and token.i < subject.head.i)
        token = token.head
    return False


def merge_same_phrases(groups: Groups) -> None:
    """The same description again, unless it is introduced anew ("a man ... a man"); "their base" is not "a base"."""
    story = groups.story
    last: dict[tuple[str, ...], int] = {}
    for face in groups.faces:
        if face.form is MentionForm.PRONOUN or face.joint:
            continue
        key = story.lower[face.start : face.last + 1]
        if story.tokens[face.first].tag_ == "PRP$":
            key = (story.lower[face.first], *key)
        if key in last and face.definite:
            groups.merge(last[key], face.index)
        last[key] = face.index


def merge_descriptions(groups: Groups, rules: ActorRules) -> None:
    """Link "the company", "the ministers" to the latest mention with that head, or the most salient name of that kind."""
    by_lemma: dict[str, list[Face]] = defaultdict(list)
    recent: list[Face] = []
    for face in sorted(groups.faces, key=lambda face: (face.at, face.first)):
        if face.form is MentionForm.NOMINAL and not face.joint:
            lemma = face.head.lemma_.lower()
            same_head = by_lemma[rules.same.get(lemma, lemma)]
            if face.definite and groups.is_alone(face.index) and _looks_back(groups, face):
                _link_description(groups, face, same_head, recent, rules)
            same_head.append(face)
        if face.form is MentionForm.NAME and not face.joint and not face.is_modifier and not _is_dateline(face):
            recent.append(face)


def _is_dateline(face: Face) -> bool:
    """Whether a place only says where the report was written: "the town" of a story is not that one."""
    return face.kind is EntityKind.PLACE and opens_report(face.head.doc, face.start, face.end + 1)


def _looks_back(groups: Groups, face: Face) -> bool:
    """Whether a description points at something told before; behind "is" it tells something new."""
    return face.dep != "attr" and groups.story.lower[face.first] in {"the", "this", "that", "these", "those"}


def _modifiers(face: Face, rules: ActorRules) -> set[str]:
    """The words before the head; a country by its code, so that "US" is "American"."""
    words = [word for token, word in zip(face.core[:-1], face.words, strict=False) if token.tag_ != "POS"]
    return {rules.adjectives.get(word) or rules.countries.get(word) or word for word in words}


def _link_description(groups: Groups, face: Face, same_head: Sequence[Face], recent: Sequence[Face], rules: ActorRules) -> None:
    """To the latest of ``same_head`` that says as much, else, where it is bare, to the most salient of the ``recent`` names."""
    modifiers = _modifiers(face, rules) - rules.faded
    complement = _complement(groups, face)
    for earlier in reversed(same_head[-_SAME_HEADS:]):
        if _are_coarguments(earlier, face) or (complement and complement != _complement(groups, earlier)):
            continue
        if earlier.plural == face.plural and modifiers <= _modifiers(earlier, rules) and groups.merge(earlier.index, face.index):
            return
    if modifiers or complement or face.plural or face.kind is None:
        return
    best: Face | None = None
    best_score = 0.0
    for distance, earlier in enumerate(reversed(recent[-_WINDOW:])):
        if not _are_coarguments(earlier, face) and _may_be_called(groups, face, earlier) and groups.may_merge(earlier.index, face.index):
            score = 2 + 0.3 * min(5, len(groups.members(earlier.index))) - 0.2 * distance
            score += 1 if earlier.dep in {"nsubj", "nsubjpass"} else 0
            if best is None or score > best_score:
                best, best_score = earlier, score
    if best is not None:
        groups.merge(best.index, face.index)


def _complement(groups: Groups, face: Face) -> tuple[str, ...]:
    """The of-phrase behind a head ("of Kessar"), which says whose it is as a modifier does."""
    behind = groups.story.lower[face.at + 1 : face.last + 1]
    return behind if behind[:1] == ("of",) else ()


def _are_coarguments(one: Face, other: Face) -> bool:
    """Whether two phrases are subject and object of one verb: they are two, or the second would be "himself"."""
    return one.governor == other.governor and one.dep != other.dep and {one.dep, other.dep} <= _ARGUMENTS


def _may_be_called(groups: Groups, face: Face, earlier: Face) -> bool:
    """Whether a name can be meant by a bare description: of the same kind and sector, a country only by "country"."""
    kind = groups.kind(earlier.index)
    if kind is None or face.noun is None:
        return False
    if kind is EntityKind.PLACE:
        return _PLACES.get(face.noun.id) is (groups.country(earlier.index) is not None)
    if kind is not face.kind and not (face.kind is EntityKind.ORGANISATION and kind in BODIES):
        return False
    return earlier.sector is None or face.sector in {None, earlier.sector}
