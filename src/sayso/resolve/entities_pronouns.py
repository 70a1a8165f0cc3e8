"""Whom pronouns of the third person mean: the most salient earlier mention that agrees in number, gender and kind."""

from sayso.model import EntityKind, MentionForm
from sayso.resolve.entities_faces import BODIES, Face
from sayso.resolve.entities_groups import Groups, sort_of
from sayso.tables.actors import PronounRow

_REACH = 40
_SENTENCES = 3
"""How far back a pronoun looks: mentions and sentences."""
_BY_PLACE = {"nsubj": 1.3, "nsubjpass": 1.3, "dobj": 0.5, "attr": 0.5, "poss": -0.3, "compound": -0.3, "nmod": -0.3}
_BY_FORM = {MentionForm.NAME: 0.8, MentionForm.NOMINAL: 0.0, MentionForm.PRONOUN: 1.2}
"""Salience by the place in the sentence and by form; fitted on the development halves of MEANTIME and GUM (CC BY, see NOTICE)."""


def merge_pronouns(groups: Groups) -> None:
    """Link each third-person pronoun that is not yet linked, in text order."""
    seen: list[Face] = []
    for face in sorted(groups.faces, key=lambda face: (face.first, -face.last)):
        row = face.pronoun
        if row is not None and row.person == 3 and row.role in {"personal", "possessive", "reflexive"} and groups.is_alone(face.index):
            best = _antecedent(groups, face, row, seen)
            if best is not None:
                groups.merge(best.index, face.index)
        seen.append(face)


def _antecedent(groups: Groups, pronoun: Face, row: PronounRow, seen: list[Face]) -> Face | None:
    """The most salient mention that agrees; None where none does."""
    best: Face | None = None
    best_score = float("-inf")
    for distance, face in enumerate(reversed(seen[-_REACH:])):
        gap = pronoun.sentence - face.sentence
        if gap > _SENTENCES:
            break
        if not _agrees(groups, row, face) or (row.role == "personal" and _share_verb(pronoun, face)):
            continue
        score = _salience(groups, face) - 1.6 * gap - 0.05 * distance
        if row.number == "plural" and _is_several(face):
            score += 1.0
        if score > best_score and groups.may_merge(face.index, pronoun.index):
            best, best_score = face, score
    return best


def _agrees(groups: Groups, row: PronounRow, face: Face) -> bool:
    """Whether number, gender and kind fit: "they" may mean one body, "it" no person."""
    if face.pronoun is not None and (face.pronoun.person != 3 or face.pronoun.role in {"indefinite", "demonstrative"}):
        return False
    if face.is_modifier:
        return False
    kind = groups.kind(face.index)
    sort = sort_of(kind)
    if row.number == "plural":
        return _is_several(face) or kind is EntityKind.CROWD or kind in BODIES
    if face.joint or face.plural:
        return False
    if row.gender == "n":
        return sort not in {"person", "crowd"}
    if sort != "person" and (sort is not None or face.form is not MentionForm.NAME):
        return False
    return groups.gender(face.index) in {None, row.gender}


def _is_several(face: Face) -> bool:
    return face.joint or bool(face.plural)


def _share_verb(pronoun: Face, face: Face) -> bool:
    """Whether both hang on one verb, so that they cannot be one unless the pronoun is reflexive ("he saw him")."""
    return pronoun.governor == face.governor and pronoun.dep != "conj"


def _salience(groups: Groups, face: Face) -> float:
    """How much a mention stands out: subject, a name or taken up before, often told of."""
    score = 0.3 * min(4, len(groups.members(face.index)))
    return score + _BY_PLACE.get(face.dep, 0.0) + _BY_FORM[face.form]
