"""Which names mean the same: sieves from the exact word to the surname, each over an index of the names."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from sayso.model import EntityKind, MentionForm
from sayso.resolve.entities_faces import BODIES, Face
from sayso.resolve.entities_groups import Groups
from sayso.tables.actors import ActorRules

_GLUE = frozenset({"-", ".", "'s", "’s", "'"})
_SMALL = frozenset({"of", "the", "and", "for", "&", "de", "in", "on", "a", "to"})


def merge_names(groups: Groups, rules: ActorRules) -> None:
    """Merge the groups of names that are one name in full, short or abbreviated form."""
    names = _names(groups)
    _merge_by(groups, names, lambda face: face.key)
    _merge_by(groups, names, lambda face: face.country or face.people)
    bare = {face.words: _bare(face.words, rules) for face in names}
    _merge_by(groups, names, lambda face: bare[face.words])
    _merge_acronyms(groups, names)
    merge_short_persons(groups)
    _merge_short_bodies(groups, names, rules)
    _merge_class_words(groups, names, rules)


def _names(groups: Groups) -> list[Face]:
    return [face for face in groups.faces if face.form is MentionForm.NAME and not face.joint]


def _merge_by(groups: Groups, faces: Iterable[Face], key_of: Callable[[Face], str | None]) -> None:
    """Merge faces that share a key; where a key's first bearer cannot be meant, a later one may."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for face in faces:
        key = key_of(face)
        if not key:
            continue
        earlier = bearers[key]
        if not earlier or not any(groups.merge(first, face.index) for first in earlier[:4]):
            earlier.append(face.index)


def _one_of_each(groups: Groups, names: Sequence[Face]) -> list[Face]:
    """The first face of every wording of every group: a name told a thousand times is compared once."""
    seen: dict[tuple[str, int], Face] = {}
    for face in names:
        seen.setdefault((face.key, groups.of(face.index)), face)
    return list(seen.values())


def _bare(name: Sequence[str], rules: ActorRules) -> str:
    """The name without company endings and the country before it ("the Norwegian Coast Guard", "Norway's Coast Guard")."""
    words = [word for word in name if word not in _GLUE]
    while len(words) > 1 and words[-1] in rules.endings:
        words.pop()
    sizes = (3, 2, 1) if words and words[0] in rules.country_starts else ()
    for size in sizes:
        opening = " ".join(words[:size])
        if len(words) > size + 1 and (opening in rules.countries or opening in rules.adjectives):
            return " ".join(words[size:])
    return " ".join(words)


def _merge_acronyms(groups: Groups, names: Sequence[Face]) -> None:
    """Merge "ABC" and "Alder Borough Council"; letters are compared with the capitals of the longer name."""
    acronyms = [(letters, face) for face in names if (letters := _letters(face))]
    if not acronyms:
        return
    spelled: dict[str, int] = {}
    for face in names:
        for letters in _initials(face):
            spelled.setdefault(letters, face.index)
    for letters, face in acronyms:
        if letters in spelled:
            groups.merge(spelled[letters], face.index)


def _letters(face: Face) -> str:
    """The letters of an acronym, lower case; empty for other names."""
    letters = face.key.replace(".", "")
    if len(face.core) > 1 or not 2 <= len(letters) <= 6 or not face.core[0].text.replace(".", "").isupper():
        return ""
    return letters


def _initials(face: Face) -> Iterable[str]:
    if len(face.core) == 1 and "-" not in face.key:
        return
    words = [part for token in face.core for part in token.text.split("-") if part]
    if len(words) < 2:
        return
    long = "".join(word[0] for word in words if word[0].isalnum()).lower()
    short = "".join(word[0] for word in words if word[0].isupper() and word.lower() not in _SMALL).lower()
    yield short
    if long != short:
        yield long


def merge_short_persons(groups: Groups) -> None:
    """A surname or a given name joins the one longer name of a person that it ends or opens.

    Asked again once appositions are joined, which tell of names that the recogniser did not know that they are persons'.
    """
    names = _names(groups)
    longer: dict[str, list[int]] = defaultdict(list)
    for face in _one_of_each(groups, [face for face in names if len(face.words) > 1 and face.dep != "compound"]):
        if groups.kind(face.index) is EntityKind.PERSON:
            for word in {face.words[-1], face.words[0]}:
                longer[word].append(face.index)
    for face in _one_of_each(groups, names):
        kind = groups.kind(face.index)
        if len(face.words) != 1 or face.country is not None or (groups.is_sure(face.index) and kind is not EntityKind.PERSON):
            continue
        candidates = [index for index in longer.get(face.words[0], ()) if groups.may_merge(index, face.index)]
        if kind in BODIES:  # misread surnames are many, misread given names few
            candidates = [index for index in candidates if groups.faces[index].words[-1] == face.words[0]]
        fitting = _first_told(groups, candidates, face)
        if fitting is not None:
            groups.merge(fitting, face.index)
    _merge_middle_names(groups, names)


def _first_told(groups: Groups, candidates: Sequence[int], short: Face) -> int | None:
    """The one person that a surname fits; of several the one whom it already meant before the others came up; else None."""
    begins: dict[int, int] = {}
    for index in candidates:
        root = groups.of(index)
        begins[root] = min(groups.faces[index].first, begins.get(root, groups.faces[index].first))
    ranked = sorted((first, root) for root, first in begins.items())
    if len(ranked) < 2:
        return ranked[0][1] if ranked else None
    uses = (groups.faces[index].first for index in groups.members(short.index))
    return ranked[0][1] if any(ranked[0][0] < use < ranked[1][0] for use in uses) else None


def _merge_middle_names(groups: Groups, names: Sequence[Face]) -> None:
    """Merge "Ada B. Stone" and "Ada Stone": same first and last word, persons only."""
    persons = [face for face in names if len(face.words) > 1 and groups.kind(face.index) is EntityKind.PERSON]
    _merge_by(groups, persons, lambda face: f"{face.words[0]} {face.words[-1]}")


def _merge_short_bodies(groups: Groups, names: Sequence[Face], rules: ActorRules) -> None:
    """The first words of a body's name stand for it where only one longer name begins so ("Norvik" for "Norvik Shipping")."""
    longer: dict[str, list[int]] = defaultdict(list)
    parts = {names[position].key for position in _held(names)}
    representatives = _one_of_each(groups, names)
    for face in representatives:
        words = face.words
        if len(words) > 1 and groups.kind(face.index) in BODIES:
            for end in range(1, len(words)):
                longer[" ".join(words[:end])].append(face.index)
    for face in representatives:
        if face.country or face.people or face.key in parts or groups.kind(face.index) not in BODIES:
            continue
        candidates = longer.get(face.key, [])
        fitting = {groups.of(index) for index in candidates if groups.may_merge(index, face.index)}
        if len(fitting) == 1 and face.key not in rules.parts:
            groups.merge(min(fitting), face.index)


def _merge_class_words(groups: Groups, names: Sequence[Face], rules: ActorRules) -> None:
    """Merge a capitalised class word with the one body whose class it is ("the Union", "the Ministry" of Health)."""
    bodies: dict[str, list[int]] = defaultdict(list)
    for face in _one_of_each(groups, names):
        if len(face.words) > 1 and groups.kind(face.index) in BODIES:
            bodies[face.words[0] if face.words[1] in {"of", "for"} else face.words[-1]].append(face.index)
    for face in names:
        is_class = len(face.words) == 1 and face.key in rules.parts and not face.plural
        if not is_class or face.start == 0 or groups.story.lower[face.start - 1] != "the":
            continue
        fitting = {groups.of(index) for index in bodies.get(face.key, ()) if groups.may_merge(index, face.index)}
        if len(fitting) == 1:
            groups.merge(min(fitting), face.index)


def _held(names: Sequence[Face]) -> Iterable[int]:
    """Positions of the names that stand inside a longer name: a part ("Collins" in "Collins College"), no short form."""
    order = sorted(range(len(names)), key=lambda position: (names[position].start, -names[position].end))
    outer = (-1, -1)
    for position in order:
        borders = (names[position].start, names[position].end)
        if borders[1] > outer[1]:
            outer = borders
        elif borders != outer:
            yield position
