"""The review log: what a person decided about entities and incidents, laid over what the ledger joined by itself.

Nothing is changed in place: a decision is one more row, an undone one is one row more, and every query looks through the log.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """What is merged or split: entities across articles, or incidents."""

    ENTITY = "entity"
    INCIDENT = "incident"


_FOLLOWED_BY = {
    Subject.ENTITY: "SELECT n.id FROM entities n, entities o "
    "WHERE n.article = ? AND o.id = ? AND o.article = ? AND n.name = o.name AND n.kind = o.kind ORDER BY n.id LIMIT 1",
    Subject.INCIDENT: "SELECT l.telling FROM incident_links l JOIN tellings n ON n.id = l.telling JOIN tellings o ON o.id = l.other "
    "WHERE n.article = ? AND o.id = ? AND o.article = ? ORDER BY l.score DESC, l.telling LIMIT 1",
}
"""What of a new article takes the place of an entity or a telling of an old one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One decision as it stands in the log; ``noted`` is the date that the reviewer gave."""

    id: int
    what: Subject
    action: str
    subject: int
    other: int | None
    reviewer: str
    noted: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """The decisions in force: groups of merged ids, and members (entities or tellings) that stand alone."""

    merged: dict[Subject, tuple[frozenset[int], ...]]
    alone: dict[Subject, frozenset[int]]

    def together(self, what: Subject, number: int) -> tuple[int, ...]:
        """An id with all those merged with it, in order."""
        group = next((group for group in self.merged[what] if number in group), frozenset({number}))
        return tuple(sorted(group))

    def head(self, what: Subject, number: int) -> int:
        """The id that a merged group goes by: its smallest."""
        return self.together(what, number)[0]


def read_log(connection: sqlite3.Connection) -> tuple[Review, ...]:
    """Every decision in the order in which it was noted, undone ones too."""
    rows = connection.execute("SELECT id, what, action, subject, other, reviewer, noted, note FROM reviews ORDER BY id")
    return tuple(
        Review(id=row[0], what=Subject(row[1]), action=row[2], subject=row[3], other=row[4], reviewer=row[5], noted=row[6], note=row[7])
        for row in rows
    )


def overlay_of(log: Iterable[Review]) -> Overlay:
    """What the log amounts to; a later split of a merged group takes its member out of it."""
    listed = list(log)
    undone = {review.subject for review in listed if review.action == "undo"}
    in_force = [review for review in listed if review.id not in undone and review.action != "undo"]
    merged: dict[Subject, tuple[frozenset[int], ...]] = {}
    for what in Subject:
        groups: list[frozenset[int]] = []
        for review in in_force:
            if review.what is what and review.action == "merge" and review.other is not None:
                pair = frozenset({review.subject, review.other})
                touching = [group for group in groups if group & pair]
                groups = [group for group in groups if not group & pair] + [pair.union(*touching)]
        merged[what] = tuple(groups)
    alone = {what: frozenset(r.subject for r in in_force if r.what is what and r.action == "split") for what in Subject}
    return Overlay(merged=merged, alone=alone)


def carry_splits(connection: sqlite3.Connection, old: int, new: int) -> None:
    """Note the splits in force on an article's old reading once more for its new one, inside the caller's transaction.

    Merges name identities and incidents, which outlive a reading; a split names an entity or a telling of one reading. It is carried to
    the entity of the same name, and to the telling that was joined to the old one.
    """
    log = read_log(connection)
    alone = overlay_of(log).alone
    for review in log:
        if review.action != "split" or review.subject not in alone[review.what]:
            continue
        row = connection.execute(_FOLLOWED_BY[review.what], (new, review.subject, old)).fetchone()
        if row is not None and row[0] not in alone[review.what]:
            note = f"{review.note} (carried over from review {review.id})".lstrip()
            values = (review.what, "split", row[0], review.reviewer, review.noted, note)
            connection.execute("INSERT INTO reviews (what, action, subject, reviewer, noted, note) VALUES (?, ?, ?, ?, ?, ?)", values)
