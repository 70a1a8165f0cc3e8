"""What descriptions mean: the same phrase, an apposition, a title before a name, "the company" after its name."""

from collections import defaultdict
from collections.abc import Sequence

from sayso.model import EntityKind, MentionForm
from sayso.resolve.entities_faces import BODIES, PEOPLE, Face
from sayso.resolve.entities_groups import Groups, sort_of
from sayso.tables.actors import ActorRules

_WINDOW = 60


def merge_same_head(groups: Groups) -> None:
    """Two borders drawn around one head mean one thing; a coordination means more than its first member."""
    by_head: dict[tuple[int, bool], Face] = {}
    for face in groups.faces:
        first = by_head.setdefault((face.head.i, face.joint), face)
        if first.index != face.index and not (first.form is face.form is MentionForm.NAME and first.key != face.key):
            groups.merge(first.index, face.index)


def merge_appositions(groups: Groups, rules: ActorRules) -> None:
    """ "A. Vale, the mayor", "the mayor, A. Vale", "mayor A. Vale", "Northern Relief Fund (NRF)", "Vale is the mayor"."""
    by_head: dict[int, Face] = {}
    for face in groups.faces:
        if not face.joint:
            by_head.setdefault(face.head.i, face)
    for face in groups.faces:
        outer = by_head.get(face.head.head.i)
        if face.joint or outer is None or outer.index == face.index:
            continue
        if face.head.dep_ == "appos" and _may_be_apposed(groups, outer, face):
            groups.merge(outer.index, face.index)
        elif face.head.dep_ in {"compound", "nmod"} and _is_title_of(groups, face, outer):
            groups.merge(outer.index, face.index)
    for face in groups.faces:
        if face.pronoun is not None and face.pronoun.role == "relative":
            _merge_relative(groups, face, by_head)
        elif face.head.dep_ == "attr" and not face.joint:
            _merge_copula(groups, face, by_head)


def _may_be_apposed(groups: Groups, outer: Face, inner: Face) -> bool:
    a, b = groups.kind(outer.index), groups.kind(inner.index)
    if EntityKind.PLACE in {a, b} and outer.form is inner.form is MentionForm.NAME:
        return False
    return outer.plural == inner.plural or sort_of(a) == sort_of(b)


def _is_title_of(groups: Groups, title: Face, name: Face) -> bool:
    """Whether a noun right before a name says what its bearer is, not whose he is."""
    if name.form is not MentionForm.NAME or title.form is MentionForm.NAME and title.kind is not EntityKind.PERSON:
        return False
    if title.last + 1 < name.core[0].i or title.last >= name.core[-1].i:
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


def merge_same_phrases(groups: Groups) -> None:
    """The same description again, unless it is introduced anew ("a man ... a man")."""
    last: dict[str, int] = {}
    for face in groups.faces:
        if face.form is not MentionForm.NOMINAL or face.joint:
            continue
        key = " ".join(token.lower_ for token in face.head.doc[face.core[0].i : face.last + 1])
        if key in last and face.definite:
            groups.merge(last[key], face.index)
        last[key] = face.index


def merge_descriptions(groups: Groups, rules: ActorRules) -> None:
    """ "the company", "the ministers": to the latest mention with that head, or the latest name of that kind."""
    by_lemma: dict[str, list[Face]] = defaultdict(list)
    recent: list[Face] = []
    for face in sorted(groups.faces, key=lambda face: (face.head.i, face.first)):
        if face.form is MentionForm.NOMINAL and not face.joint:
            if face.definite and len(groups.members(face.index)) == 1 and _looks_back(face):
                _link_description(groups, face, by_lemma[face.head.lemma_.lower()], recent)
            by_lemma[face.head.lemma_.lower()].append(face)
        if face.form is not MentionForm.PRONOUN:
            recent.append(face)


def _looks_back(face: Face) -> bool:
    return face.head.doc[face.first].lower_ in {"the", "this", "that", "these", "those"}


def _link_description(groups: Groups, face: Face, same_head: Sequence[Face], recent: Sequence[Face]) -> None:
    modifiers = set(face.words[:-1])
    for earlier in reversed(same_head[-12:]):
        if earlier.plural == face.plural and modifiers <= set(earlier.words) and groups.merge(earlier.index, face.index):
            return
    if modifiers or face.plural or face.kind is None:
        return
    for earlier in reversed(recent[-_WINDOW:]):
        if earlier.form is not MentionForm.NAME or earlier.joint:
            continue
        kind = groups.kind(earlier.index)
        if kind is not None and sort_of(kind) == sort_of(face.kind) and groups.merge(earlier.index, face.index):
            return
