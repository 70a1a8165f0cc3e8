"""Joins a new article to what the ledger holds: its copies and its incidents. Looks only at neighbours, never at the whole."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

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

_STORIES_HELD = 8_192
_TELLINGS_HELD = 4_096
"""Stories and tellings that stay in memory, some 30 MB of each: what is in the news is compared again and again."""

type CopyFound = tuple[int, str, float]
"""Article, how, share."""

type InStory = tuple[int, Telling]
"""A telling of an article that tells the same story, with its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why a new telling belongs to an incident: the telling that is most like it."""

    incident: int
    telling: int
    score: float
    reason: str


class Joiner:
    """Compares new articles with their neighbours in a ledger that is open for writing, inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.neighbours = Neighbours(connection)
        self._connection = connection
        self._story = lru_cache(maxsize=_STORIES_HELD)(self._read_story)
        self._telling = lru_cache(maxsize=_TELLINGS_HELD)(self._read_telling)

    def forget(self) -> None:
        """Drop what is held in memory: a transaction was rolled back, its numbers will be given again."""
        self.neighbours.forget()
        self._story.cache_clear()
        self._telling.cache_clear()

    def copies_of(self, item: Prepared) -> list[CopyFound]:
        """The articles in the ledger that tell the same text word for word, best first."""
        near = self.neighbours.articles_with(item.prints, _MOST_STORIES)
        statement = "SELECT id FROM articles WHERE text_id = ? ORDER BY id DESC LIMIT ?"
        same_text = self._connection.execute(statement, (item.text_id, _MOST_STORIES))
        return self._compare(item, {*near, *(number for (number,) in same_text)})

    def rewrites_of(self, item: Prepared, incidents: Iterable[int], known: set[int]) -> list[CopyFound]:
        """The same for articles that tell of one of ``incidents`` in other words; ``known`` are left out."""
        statement = "SELECT article FROM tellings WHERE incident = ? ORDER BY id DESC LIMIT ?"
        told: Counter[int] = Counter()
        for incident in sorted(set(incidents)):
            told.update(article for (article,) in self._connection.execute(statement, (incident, _MOST_RECENT)) if article not in known)
        return self._compare(item, sorted(told, key=lambda article: (-told[article], -article))[:_MOST_STORIES])

    def links_of(self, told: TellingRow) -> list[Link]:
        """The tellings in the ledger that are of the same incident, the likest first, one for each incident."""
        nearest, common = self.neighbours.tellings_with(told.keys, _MOST_TELLINGS)
        if not nearest:
            return []
        compared = without_names(telling_from(told.told), common)
        best: dict[int, Link] = {}
        for number in sorted(nearest):
            alike = likeness(compared, without_names(self._telling(number), common))
            if alike.score >= SAME:
                link = Link(incident=self.incident_of(number), telling=number, score=alike.score, reason=alike.reason)
                if link.incident not in best or link.score > best[link.incident].score:
                    best[link.incident] = link
        return sorted(best.values(), key=lambda link: (-link.score, link.incident))

    def story_of(self, links: Sequence[Link]) -> list[InStory]:
        """All that those articles tell to which ``links`` are so strong that they tell the same story."""
        strong = sorted({link.telling for link in links if link.score >= MERGING})
        if not strong:
            return []
        statement = "SELECT article FROM tellings WHERE id = ?"
        shared = Counter(self._connection.execute(statement, (telling,)).fetchone()[0] for telling in strong)
        mates = sorted(shared, key=lambda article: (-shared[article], -article))[:_MOST_MATES]
        numbers = [row[0] for article in mates for row in self._connection.execute("SELECT id FROM tellings WHERE article = ?", (article,))]
        return [(number, self._telling(number)) for number in sorted(numbers)]

    def link_in_story(self, told: TellingRow, story: Sequence[InStory]) -> list[Link]:
        """The likest of ``story`` for a telling that nothing else was found for; none where all are of something else."""
        if not story:
            return []
        telling = telling_from(told.told)
        alike = [(number, likeness(telling, other)) for number, other in story]
        number, best = max(alike, key=lambda found: (found[1].score, -found[0]))
        if best.score < IN_STORY:
            return []
        return [Link(incident=self.incident_of(number), telling=number, score=best.score, reason=best.reason)]

    def incident_of(self, telling: int) -> int:
        """The incident of a telling; asked for each time, because incidents are merged."""
        incident: int = self._connection.execute("SELECT incident FROM tellings WHERE id = ?", (telling,)).fetchone()[0]
        return incident

    def _compare(self, item: Prepared, numbers: Iterable[int]) -> list[CopyFound]:
        found = []
        for number in sorted(numbers):
            verdict = compare_stories(item.story, self._story(number))
            if verdict is not None:
                found.append((number, verdict.how, verdict.share))
        return sorted(found, key=lambda copy: (-copy[2], copy[0]))

    def _read_story(self, number: int) -> Story:
        statement = "SELECT outlet, published, wording, stems FROM articles WHERE id = ?"
        outlet, published, runs, stems = self._connection.execute(statement, (number,)).fetchone()
        return Story(wording=Wording(runs=runs, stems=stems), outlet=outlet, published=day_of(published))

    def _read_telling(self, number: int) -> Telling:
        return telling_from(self._connection.execute("SELECT told FROM tellings WHERE id = ?", (number,)).fetchone()[0])
