"""Whom pronouns mean: the most salient earlier mention that agrees in number, gender and kind; runs of I and we."""

from sayso.model import EntityKind, MentionForm
from sayso.resolve.entities_faces import BODIES, Face
from sayso.resolve.entities_groups import Groups, sort_of

_REACH = 40
_SENTENCES = 3


def merge_pronouns(groups: Groups) -> None:
    """Link each third-person pronoun in text order."""
    order = sorted(groups.faces, key=lambda face: (face.first, -face.last))
    seen: list[Face] = []
    for face in order:
        row = face.pronoun
        if row is not None and row.person == 3 and row.role in {"personal", "possessive", "reflexive", "demonstrative"}:
            if len(groups.members(face.index)) == 1:
                best = _antecedent(groups, face, seen)
                if best is not None:
                    groups.merge(best.index, face.index)
        seen.append(face)


def _antecedent(groups: Groups, pronoun: Face, seen: list[Face]) -> Face | None:
    best: Face | None = None
    best_score = float("-inf")
    row = pronoun.pronoun
    assert row is not None
    if row.role == "demonstrative":
        return None
    for distance, face in enumerate(reversed(seen[-_REACH:])):
        gap = pronoun.sentence - face.sentence
        if gap > _SENTENCES:
            break
        if not _agrees(groups, pronoun, face) or _same_clause(pronoun, face):
            continue
        score = _salience(groups, face, gap, distance) + _number_bonus(groups, pronoun, face)
        if score > best_score and groups.may_merge(face.index, pronoun.index):
            best, best_score = face, score
    return best


def _agrees(groups: Groups, pronoun: Face, face: Face) -> bool:
    row = pronoun.pronoun
    assert row is not None
    if face.pronoun is not None and (face.pronoun.person != 3 or face.pronoun.role in {"indefinite", "demonstrative"}):
        return False
    kind = groups.kind(face.index)
    sort = sort_of(kind)
    if row.gender in {"m", "f"}:
        if face.joint or face.plural or sort not in {"person", None} or (sort is None and face.form is MentionForm.NOMINAL):
            return False
        return groups.gender(face.index) in {None, row.gender}
    if row.gender == "n":
        return (
            not face.joint
            and not face.plural
            and sort not in {"person", "crowd"}
            and not (face.pronoun is not None and face.pronoun.number == "plural")
        )
    if face.joint or face.plural or kind is EntityKind.CROWD:
        return True
    return kind in BODIES or (face.pronoun is not None and face.pronoun.number == "plural")


def _same_clause(pronoun: Face, face: Face) -> bool:
    """Whether the face is the subject of the verb whose object the pronoun is: they cannot be one unless reflexive."""
    row = pronoun.pronoun
    assert row is not None
    if row.role != "personal":
        return False
    return pronoun.head.head.i == face.head.head.i and pronoun.head.dep_ != "conj"


def _salience(groups: Groups, face: Face, gap: int, distance: int) -> float:
    """How much a mention stands out: near, subject, a name or taken up before, often told of. Weights fitted on open data, see NOTICE."""
    score = -1.6 * gap - 0.05 * distance + 0.3 * min(4, len(groups.members(face.index)))
    return score + _BY_PLACE.get(face.head.dep_, 0.0) + _BY_FORM[face.form]


_BY_PLACE = {"nsubj": 1.3, "nsubjpass": 1.3, "dobj": 0.5, "attr": 0.5, "poss": -0.3, "compound": -0.3, "nmod": -0.3}
_BY_FORM = {MentionForm.NAME: 0.8, MentionForm.NOMINAL: 0.0, MentionForm.PRONOUN: 1.2}


def _number_bonus(groups: Groups, pronoun: Face, face: Face) -> float:
    """ "They" may mean one body, but means several wherever it can."""
    row = pronoun.pronoun
    assert row is not None
    if row.number != "plural":
        return 0.0
    if face.joint or face.plural or (face.pronoun is not None and face.pronoun.number == "plural"):
        return 1.0
    return 0.0
