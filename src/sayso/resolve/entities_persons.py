"""Who "I", "we" and "you" are: the speaker of a quotation, the one who is interviewed, or a circle of their own."""

from collections import defaultdict
from collections.abc import Sequence

from sayso.model import Attribution, EntityKind, Mention, MentionForm
from sayso.resolve.entities_faces import BODIES, Face
from sayso.resolve.entities_groups import Groups
from sayso.resolve.entities_sources import MentionFinder, Speech
from sayso.tables.actors import PronounRow

_OPENING = 3
"""Whom an interview is with stands in the headline or in one of its first sentences."""
_TALKATIVE = 3
"""So many words of the first person outside quotation marks make an interview of an article."""


def merge_speech_pronouns(groups: Groups, mentions: Sequence[Mention], attributions: Sequence[Attribution]) -> None:
    """Link first and second persons by whose words they are."""
    finder = MentionFinder(mentions)
    speech = Speech(attributions)
    circles: dict[tuple[str, int], int] = {}
    loose: list[Face] = []
    spoken: list[tuple[Face, PronounRow, int, int]] = []
    for face in groups.faces:
        row = face.pronoun
        if row is None or row.person == 3:
            continue
        attribution = speech.of(mentions[face.index].span.start)
        source = finder.mention_of(attribution.source) if attribution is not None else None
        if source is None:
            loose.append(face)
        else:
            spoken.append((face, row, source, groups.of(source)))  # now: a merge may give the speaker's group another name
    for face, row, source, speaker in spoken:
        if row.person == 1 and (row.number == "singular" or groups.kind(source) in BODIES):
            groups.merge(source, face.index)
        else:
            first = circles.setdefault((f"{row.person}{row.number}", speaker), face.index)
            groups.merge(first, face.index)
    _merge_loose(groups, loose)


def _merge_loose(groups: Groups, loose: Sequence[Face]) -> None:
    """Outside quotation marks one "I" speaks; in an interview it is the person asked, whom the questions call "you"."""
    runs: dict[str, list[Face]] = defaultdict(list)
    for face in loose:
        row = face.pronoun
        assert row is not None
        asked = row.person == 2 and _in_question(face)
        runs["asked" if asked else f"{row.person}{row.number}"].append(face)
    is_interview = len(runs["1singular"]) >= _TALKATIVE
    if is_interview:
        runs["1singular"] += runs.pop("asked", [])
    for run in runs.values():
        for face in run[1:]:
            groups.merge(run[0].index, face.index)
    if is_interview:
        person = _most_named(groups)
        if person is not None:
            groups.merge(person, runs["1singular"][0].index)


def _in_question(face: Face) -> bool:
    """Whether the sentence asks."""
    text: str = face.head.sent.text
    return text.rstrip().endswith("?")


def _most_named(groups: Groups) -> int | None:
    """The person named most often of those whom the article opens with; the first of them where they tie."""
    counts: dict[int, int] = defaultdict(int)
    opening: set[int] = set()
    for face in groups.faces:
        if face.form is MentionForm.NAME and groups.kind(face.index) is EntityKind.PERSON:
            counts[groups.of(face.index)] += 1
            if face.sentence <= _OPENING:
                opening.add(groups.of(face.index))
    return min(opening, key=lambda root: (-counts[root], min(groups.members(root))), default=None)
