"""Claims found in a ledger: a question as one SQL statement, its rows as values."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from sayso.across.wording import plain_words
from sayso.ledger.question import Question, match_of
from sayso.ledger.reviews import Overlay, Subject
from sayso.model import Span

_MOST_NAMESAKES = 500
"""Identities that one name may stand for in a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundClaim:
    """One claim with what is needed to read, cite and check it.

    ``id`` and ``article`` are the ledger's own numbers, ``key`` is content-made. ``day`` is the day the claim is about when ``day_from`` is
    ``text``, else the day of publication. ``incident`` is what reviewers made of it; a telling that one of them split off stands alone under
    its negative number. ``source`` None is the outlet's own word. ``words`` slices from the article's text by ``span``.
    """

    id: int
    key: str
    article: int
    incident: int
    telling: int
    cluster: int
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    kind: str
    label: str
    stance: str
    factuality: str
    modality: str
    number: float | None
    lower: float | None
    upper: float | None
    modifier: str | None
    unit: str | None
    day: str | None
    day_last: str | None
    day_from: str | None
    place: str | None
    lat: float | None
    lon: float | None
    source: str | None
    status: str | None
    chain: tuple[str, ...]
    span: Span
    words: str
    passage: str


_COLUMNS = """c.id, c.key, c.article, t.incident, t.id, a.cluster, a.outlet, a.published, a.title, a.url, c.kind, c.label, c.stance, c.factuality,
c.modality, c.number, c.lower, c.upper, c.modifier, c.unit, c.day, c.day_last, c.day_from, p.name, p.lat, p.lon,
c.source, c.status, c.chain, c.span_start, c.span_end, c.words, c.passage"""

_FROM = "FROM claims c JOIN articles a ON a.id = c.article JOIN tellings t ON t.id = c.telling LEFT JOIN places p ON p.id = c.place"


def find_claims(connection: sqlite3.Connection, question: Question, overlay: Overlay) -> Iterator[FoundClaim]:
    """The claims that answer ``question``, by day; read from the store as they are asked for."""
    statement, values = claim_statement(connection, question, overlay)
    for row in connection.execute(statement, values):
        yield _found(row, overlay)


def find_numbered(connection: sqlite3.Connection, numbers: Iterable[int], overlay: Overlay) -> Iterator[FoundClaim]:
    """The claims of these numbers, in their order; numbers that no claim has are left out."""
    for number in numbers:
        for row in connection.execute(f"SELECT {_COLUMNS} {_FROM} WHERE c.id = ?", (number,)):  # constants of ours
            yield _found(row, overlay)


def claim_statement(connection: sqlite3.Connection, question: Question, overlay: Overlay) -> tuple[str, list[Any]]:
    """The SQL of a question and its parameters; what a user typed is only ever a parameter."""
    conditions: list[str] = []
    values: list[Any] = []
    for condition, given in _conditions(connection, question, overlay):
        conditions.append(condition)
        values += given
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    limit = f"LIMIT {int(question.limit)}" if question.limit is not None else ""
    return f"SELECT {_COLUMNS} {_FROM} {where} ORDER BY c.day, c.id {limit}", values  # conditions are our own, values are bound


def _conditions(connection: sqlite3.Connection, question: Question, overlay: Overlay) -> Iterator[tuple[str, list[Any]]]:
    if not question.every_version:
        yield "a.is_latest", []
    if question.words is not None:
        match = match_of(question.words)
        yield ("c.block IN (SELECT rowid FROM block_words WHERE block_words MATCH ?)", [match]) if match else ("0", [])
    if question.entity is not None:
        yield _part("", question.entity, connection, question, overlay)
    if question.source is not None:
        condition, values = _part("AND role = 'source'", question.source, connection, question, overlay)
        yield f"({condition} OR c.source = ? COLLATE NOCASE)", [*values, question.source]
    if question.box is not None:
        south, west, north, east = question.box
        across = "(p.lon BETWEEN ? AND ?)" if west <= east else "(p.lon >= ? OR p.lon <= ?)"
        yield f"p.lat BETWEEN ? AND ? AND {across}", [south, north, west, east]
    if question.place is not None:
        yield "c.place IN (SELECT id FROM places WHERE name = ? COLLATE NOCASE)", [question.place]
    if question.incident is not None and question.incident < 0:
        yield "t.id = ?", [-question.incident]
    elif question.incident is not None:
        numbers = overlay.together(Subject.INCIDENT, question.incident)
        alone = sorted(overlay.alone[Subject.INCIDENT])
        yield f"t.incident IN ({_marks(numbers)}) AND t.id NOT IN ({_marks(alone)})", [*numbers, *alone]
    yield from _plain_conditions(question)


def _plain_conditions(question: Question) -> Iterator[tuple[str, list[Any]]]:
    """Conditions on columns."""
    for column, value in (
        ("c.kind = ?", question.kind),
        ("c.label = ?", question.label),
        ("c.factuality = ?", question.factuality),
        ("c.stance = ?", question.stance),
        ("c.article = ?", question.article),
        ("c.day >= ?", question.since),
        ("c.day <= ?", question.until),
        ("a.outlet = ? COLLATE NOCASE", question.outlet),
    ):
        if value is not None:
            yield column, [value]
    if question.status == "outlet":
        yield "c.status IS NULL", []
    elif question.status is not None:
        yield "c.status = ?", [question.status]


def _part(role: str, name: str, connection: sqlite3.Connection, question: Question, overlay: Overlay) -> tuple[str, list[Any]]:
    """Claims in which an entity of this name plays a part; the index is walked by identity and day."""
    numbers = identities_named(connection, name, overlay)
    alone = sorted(overlay.alone[Subject.ENTITY])
    conditions = f"identity IN ({_marks(numbers)}) {role} AND entity NOT IN ({_marks(alone)})"
    values: list[Any] = [*numbers, *alone]
    for sign, day in ((">=", question.since), ("<=", question.until)):
        if day is not None:
            conditions += f" AND day {sign} ?"
            values.append(day)
    return f"c.id IN (SELECT claim FROM claim_parts WHERE {conditions})", values  # noqa: S608  # role is one of two strings of ours


def identities_named(connection: sqlite3.Connection, name: str, overlay: Overlay) -> tuple[int, ...]:
    """The identities whose name has every word of ``name``, with those that a reviewer merged with them."""
    match = match_of(" ".join(plain_words(name)))
    if match is None:
        return ()
    rows = connection.execute(
        f"SELECT rowid FROM identity_words WHERE identity_words MATCH ? ORDER BY rowid LIMIT {_MOST_NAMESAKES}",  # noqa: S608  # a number
        (match,),
    )
    numbers = [number for (number,) in rows]
    return tuple(sorted({together for number in numbers for together in overlay.together(Subject.ENTITY, number)}))


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


def _found(row: tuple[Any, ...], overlay: Overlay) -> FoundClaim:
    names = FoundClaim.__dataclass_fields__
    head, chain, (start, end, *rest) = row[:28], row[28], row[29:]
    values = [*head, tuple(msgspec.json.decode(chain)), Span(start, end), *rest]
    claim = dict(zip(names, values, strict=True))
    if claim["telling"] in overlay.alone[Subject.INCIDENT]:
        claim["incident"] = -claim["telling"]
    else:
        claim["incident"] = overlay.head(Subject.INCIDENT, claim["incident"])
    return FoundClaim(**claim)
