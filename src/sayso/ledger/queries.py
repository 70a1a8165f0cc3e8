"""Claims found in a ledger: a question as one SQL statement, its rows as values."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlsplit

import msgspec

from sayso.across.wording import plain_words
from sayso.export.claim_lines import ClaimLine
from sayso.ledger.question import OUTLET, PARAGRAPH, UNNAMED, Question, holds, match_of, quoted_terms
from sayso.ledger.reviews import Overlay, Subject
from sayso.tables.countries import load_countries

_MOST_NAMESAKES = 500
"""Identities that one name may stand for in a question."""

_LONG_PARAGRAPH = 1_200
_NEAR = 400
"""In a longer paragraph, a page whose paragraphs are lost, words must stand within so many characters of the claim's sentence."""

_NEAR_WORDS = """c.block IN (SELECT rowid FROM block_words WHERE block_words MATCH ?) AND EXISTS (SELECT 1 FROM blocks b
WHERE b.id = c.block AND (b.span_end - b.span_start <= ? OR holds(substr(a.text, max(c.passage_start - ?, 0) + 1,
min(c.passage_start, ?) + c.passage_end - c.passage_start + ?), ?)))"""

_ARTICLES_WITH = "SELECT article FROM blocks WHERE id IN (SELECT rowid FROM block_words WHERE block_words MATCH ?)"

_UNNAMED = """(instr(c.voices, '"anonymous"') OR instr(c.voices, '"impersonal"') OR instr(c.voices, '"group"')) AND EXISTS (SELECT 1 FROM json_each(c.voices) WHERE json_extract(value, '$.status') IN ('anonymous', 'impersonal')
OR json_extract(value, '$.status') = 'group' AND json_extract(value, '$.name') NOT GLOB '?*[A-Z]*')"""
"""Whoever hands it on, it rests on somebody without a name; a group has one where its words have a capital besides the first letter.
Most chains are passed over without being taken apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundClaim(ClaimLine):
    """A claim with what the ledger knows of it.

    ``id`` and ``article`` are the ledger's own numbers. ``day`` is the day the claim is about when ``day_from`` is ``text``, else the day
    of publication. ``incident`` is what reviewers made of it; a telling that one of them split off stands alone under its negative
    number. ``cluster`` is shared by the copies of one text.
    """

    id: int
    article: int
    incident: int
    telling: int
    cluster: int
    day: str | None
    day_last: str | None
    day_from: str | None

    @property
    def publisher(self) -> str:
        """The outlet; where the page names none, the host of its address, else the article's number."""
        return self.outlet or _host(self.url) or f"article {self.article}"


_SELECTED = {
    "claim": "c.key",
    "text_id": "a.text_id",
    "outlet": "a.outlet",
    "published": "a.published",
    "title": "a.title",
    "url": "a.url",
    "time": "m.value",
    "time_words": "m.text",
    "place": "p.name",
    "geonames_id": "p.geonames_id",
    "lat": "p.lat",
    "lon": "p.lon",
    "precision": "p.precision",
    "start": "c.span_start",
    "end": "c.span_end",
    "incident": "t.incident",
    "telling": "t.id",
    "cluster": "a.cluster",
}
"""Where a field of a claim stands; the others are columns of ``claims``."""

_FIELDS = tuple(field.name for field in fields(FoundClaim))
_COLUMNS = ", ".join(_SELECTED.get(name, f"c.{name}") for name in _FIELDS)
_LISTS = ("actors", "targets", "chain")

_FROM = (
    "FROM claims c JOIN articles a ON a.id = c.article JOIN tellings t ON t.id = c.telling "
    "LEFT JOIN places p ON p.id = c.place LEFT JOIN times m ON m.article = c.article AND m.local = c.time"
)


def find_claims(connection: sqlite3.Connection, question: Question, overlay: Overlay) -> Iterator[FoundClaim]:
    """The claims that answer ``question``, by day, those without a day last; read from the store as they are asked for."""
    left = question.limit
    for has_day in (True, False):
        if left == 0:
            return
        statement, values = claim_statement(connection, replace(question, limit=left), overlay, has_day=has_day)
        for row in connection.execute(statement, values):
            left = None if left is None else left - 1
            yield _found(row, overlay)


def find_numbered(connection: sqlite3.Connection, numbers: Iterable[int], overlay: Overlay) -> Iterator[FoundClaim]:
    """The claims of these numbers, in their order; numbers that no claim has are left out."""
    for number in numbers:
        for row in connection.execute(f"SELECT {_COLUMNS} {_FROM} WHERE c.id = ?", (number,)):  # constants of ours
            yield _found(row, overlay)


def articles_with(connection: sqlite3.Connection, words: str) -> tuple[int, ...]:
    """The articles in whose story all ``words`` stand, in one paragraph or in several."""
    terms = quoted_terms(words)
    if not terms:
        return ()
    rows = connection.execute(" INTERSECT ".join([_ARTICLES_WITH] * len(terms)) + " ORDER BY article", terms)
    return tuple(number for (number,) in rows)


def claim_statement(connection: sqlite3.Connection, question: Question, overlay: Overlay, *, has_day: bool) -> tuple[str, list[Any]]:
    """The SQL of a question and its parameters, for claims with a day or for those without; what a user typed is only ever a parameter."""
    if question.words is not None:
        connection.create_function("holds", 2, holds, deterministic=True)
    conditions = ["c.day IS NOT NULL" if has_day else "c.day IS NULL"]
    values: list[Any] = []
    for condition, given in _conditions(connection, question, overlay):
        conditions.append(condition)
        values += given
    limit = f"LIMIT {int(question.limit)}" if question.limit is not None else ""
    return (
        f"SELECT {_COLUMNS} {_FROM} WHERE {' AND '.join(conditions)} ORDER BY c.day, c.id {limit}",
        values,
    )  # conditions are our own, values are bound


def _conditions(connection: sqlite3.Connection, question: Question, overlay: Overlay) -> Iterator[tuple[str, list[Any]]]:
    if not question.every_version:
        yield "a.is_latest", []
    if question.words is not None:
        yield _in_words(question.words, question.within)
    if question.entity is not None:
        yield _part("", question.entity, connection, question, overlay)
    if question.source is not None:
        condition, values = _part("AND role = 'source'", question.source, connection, question, overlay)
        yield f"({condition} OR c.source = ? COLLATE NOCASE)", [*values, question.source]
    if question.box is not None:
        south, west, north, east = question.box
        across = "(p.lon BETWEEN ? AND ?)" if west <= east else "(p.lon >= ? OR p.lon <= ?)"
        yield f"p.lat BETWEEN ? AND ? AND {across} AND p.precision IS NOT 'country'", [south, north, west, east]
    if question.place is not None:
        named = "SELECT id FROM places WHERE name = ? COLLATE NOCASE UNION SELECT id FROM places WHERE text = ? COLLATE NOCASE"
        code = _country_code(question.place)
        inside = " UNION SELECT id FROM places WHERE country = ?" if code else ""
        yield f"c.place IN ({named}{inside})", [question.place, question.place, *([code] if code else [])]
    if question.about is not None:
        yield _mentioned(question.about, connection, overlay)
    if question.incident is not None and question.incident < 0:
        yield "t.id = ?", [-question.incident]
    elif question.incident is not None:
        numbers = overlay.together(Subject.INCIDENT, question.incident)
        alone = sorted(overlay.alone[Subject.INCIDENT])
        yield f"t.incident IN ({_marks(numbers)}) AND t.id NOT IN ({_marks(alone)})", [*numbers, *alone]
    yield from _plain_conditions(question)


def _in_words(words: str, within: str) -> tuple[str, list[Any]]:
    terms = quoted_terms(words)
    if not terms:
        return "0", []
    if within == PARAGRAPH:
        return _NEAR_WORDS, [match_of(words), _LONG_PARAGRAPH, _NEAR, _NEAR, _NEAR, words]
    held = " INTERSECT ".join([_ARTICLES_WITH] * len(terms))
    one = "c.block IN (SELECT rowid FROM block_words WHERE block_words MATCH ?)"
    return f"{one} AND c.article IN ({held})", [" OR ".join(terms), *terms]


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
    if question.status == OUTLET:
        yield "c.status IS NULL", []
    elif question.status == UNNAMED:
        yield _UNNAMED, []
    elif question.status is not None:
        yield "c.status = ?", [question.status]


def _country_code(name: str) -> str | None:
    """The two letters of a country called so."""
    sought = name.casefold()
    return next((country.iso2 for country in load_countries() if sought in (known.casefold() for known in country.names)), None)


def _mentioned(name: str, connection: sqlite3.Connection, overlay: Overlay) -> tuple[str, list[Any]]:
    """Claims in whose sentence an entity of this name is mentioned, by whatever words."""
    numbers = identities_named(connection, name, overlay)
    alone = sorted(overlay.alone[Subject.ENTITY])
    theirs = f"identity IN ({_marks(numbers)}) AND id NOT IN ({_marks(alone)})"
    values = [*numbers, *alone]
    condition = f"""c.article IN (SELECT article FROM entities WHERE {theirs}) AND EXISTS (
        SELECT 1 FROM entities e JOIN mentions s ON s.article = e.article AND s.entity = e.local
        WHERE e.article = c.article AND {theirs} AND s.span_start >= c.passage_start AND s.span_end <= c.passage_end)"""  # noqa: S608  # question marks
    return condition, [*values, *values]


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


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


def _found(row: tuple[Any, ...], overlay: Overlay) -> FoundClaim:
    claim = dict(zip(_FIELDS, row, strict=True))
    for name in _LISTS:
        claim[name] = tuple(msgspec.json.decode(claim[name]))
    if claim["telling"] in overlay.alone[Subject.INCIDENT]:
        claim["incident"] = -claim["telling"]
    else:
        claim["incident"] = overlay.head(Subject.INCIDENT, claim["incident"])
    return FoundClaim(**claim)
