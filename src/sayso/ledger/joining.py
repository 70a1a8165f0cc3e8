"""Joins a new article to what the ledger holds: its copies and its incidents. Looks only at neighbours, never at the whole."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sayso.across.copies import Story, Wording, compare_stories
from sayso.across.days import day_of
from sayso.across.incidents import IN_STORY, MERGING, SAME, Telling, likeness, without_names
from sayso.ledger.neighbours import Neighbours
from sayso.ledger.rows import Prepared, TellingRow, telling_from

_MOST_STORIES = 8
"""Stories compared in full with a new one: those that share most prints."""

_MOST_TELLINGS = 16
"""Tellings compared in full with a new one: those that share most names; an incident told a thousand times needs no more."""

_MOST_MATES = 2
"""Articles of the same story whose every telling is compared with what nothing else was found for."""

_MOST_RECENT = 64
"""Newest tellings of an incident that are looked through for rewrites."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why a new telling belongs to an incident: the telling that is most like it."""

    incident: int
    telling: int
    score: float
    reason: str


def find_copies(connection: sqlite3.Connection, neighbours: Neighbours, item: Prepared) -> list[tuple[int, str, float]]:
    """(article, how, share) of the articles in the ledger that tell the same text word for word, best first."""
    near = neighbours.articles_with(item.prints, _MOST_STORIES)
    same_text = connection.execute("SELECT id FROM articles WHERE text_id = ? ORDER BY id DESC LIMIT ?", (item.text_id, _MOST_STORIES))
    return _compare(connection, item, {*near, *(number for (number,) in same_text)})


def find_rewrites(
    connection: sqlite3.Connection, item: Prepared, incidents: Iterable[int], known: set[int]
) -> list[tuple[int, str, float]]:
    """The same for articles that tell of one of ``incidents`` in other words; ``known`` are left out."""
    statement = "SELECT article FROM tellings WHERE incident = ? ORDER BY id DESC LIMIT ?"
    told: Counter[int] = Counter()
    for incident in sorted(set(incidents)):
        told.update(article for (article,) in connection.execute(statement, (incident, _MOST_RECENT)) if article not in known)
    most = sorted(told, key=lambda article: (-told[article], -article))[:_MOST_STORIES]
    return _compare(connection, item, most)


def _compare(connection: sqlite3.Connection, item: Prepared, numbers: Iterable[int]) -> list[tuple[int, str, float]]:
    found = []
    for number in sorted(numbers):
        outlet, published, runs, stems = connection.execute(
            "SELECT outlet, published, wording, stems FROM articles WHERE id = ?", (number,)
        ).fetchone()
        other = Story(wording=Wording(runs=runs, stems=stems), outlet=outlet, published=day_of(published))
        verdict = compare_stories(item.story, other)
        if verdict is not None:
            found.append((number, verdict.how, verdict.share))
    return sorted(found, key=lambda copy: (-copy[2], copy[0]))


def find_tellings(connection: sqlite3.Connection, neighbours: Neighbours, told: TellingRow) -> list[Link]:
    """The tellings in the ledger that are of the same incident, the likest first, one for each incident."""
    nearest, common = neighbours.tellings_with(told.keys, _MOST_TELLINGS)
    if not nearest:
        return []
    compared = without_names(telling_from(told.columns), common)
    best: dict[int, Link] = {}
    for number, incident, *row in _tellings(connection, nearest):
        alike = likeness(compared, without_names(telling_from(row), common))
        if alike.score >= SAME and (incident not in best or alike.score > best[incident].score):
            best[incident] = Link(incident=incident, telling=number, score=alike.score, reason=alike.reason)
    return sorted(best.values(), key=lambda link: (-link.score, link.incident))


def tellings_of_story(connection: sqlite3.Connection, links: Sequence[Link]) -> list[tuple[int, int, Telling]]:
    """(number, incident, telling) of all that those articles tell to which ``links`` are so strong that they tell the same story."""
    shared = sorted({link.telling for link in links if link.score >= MERGING})
    if not shared:
        return []
    marks = ",".join("?" * len(shared))
    articles = connection.execute(
        f"SELECT article FROM tellings WHERE id IN ({marks}) GROUP BY article ORDER BY count(*) DESC, article DESC LIMIT {_MOST_MATES}",  # noqa: S608  # question marks
        shared,
    ).fetchall()
    rows = _tellings(connection, [article for (article,) in articles], by="article")
    return [(number, incident, telling_from(row)) for number, incident, *row in rows]


def like_in_story(told: TellingRow, story: Sequence[tuple[int, int, Telling]]) -> list[Link]:
    """The likest of ``story`` for a telling that nothing else was found for; none where all are of something else."""
    if not story:
        return []
    telling = telling_from(told.columns)
    alike = [(number, incident, likeness(telling, other)) for number, incident, other in story]
    number, incident, best = max(alike, key=lambda found: (found[2].score, -found[0]))
    if best.score < IN_STORY:
        return []
    return [Link(incident=incident, telling=number, score=best.score, reason=best.reason)]


def _tellings(connection: sqlite3.Connection, numbers: Sequence[int], *, by: Literal["id", "article"] = "id") -> list[tuple[Any, ...]]:
    marks = ",".join("?" * len(numbers))
    columns = "id, incident, labels, heads, words, names, places, first_day, last_day"
    return connection.execute(f"SELECT {columns} FROM tellings WHERE {by} IN ({marks}) ORDER BY id", numbers).fetchall()  # noqa: S608  # question marks
