"""The ledger: one file that holds the claims of many articles; what `sayso add`, `find`, `show` and `compare` work on."""

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sayso.across.origins import Origin
from sayso.errors import Code, LedgerError
from sayso.export.json_record import decode_record
from sayso.ledger.comparing import Comparison, compare_claims, origins_of
from sayso.ledger.faults import told
from sayso.ledger.frames import to_arrow, to_pandas, to_polars
from sayso.ledger.opening import open_for_reading, open_for_writing
from sayso.ledger.queries import FoundClaim, articles_with, claim_statement, find_claims, find_numbered
from sayso.ledger.question import Question
from sayso.ledger.reviews import Review, Subject, overlay_of, read_log
from sayso.ledger.showing import ArticlePage, EntityPage, show_article, show_entity
from sayso.model import Record
from sayso.tables.across import load_across_rules

if TYPE_CHECKING:
    from sayso.ledger.joining import Joiner
    from sayso.ledger.store import Added


class Claims:
    """The claims that answer a question, read from the ledger as they are iterated; each iteration asks anew."""

    def __init__(self, ledger: "Ledger", question: Question) -> None:
        self._ledger = ledger
        self._question = question

    def __iter__(self) -> Iterator[FoundClaim]:
        """One claim after the other, by day."""
        return self._ledger.stream(self._question)

    def to_arrow(self) -> Any:
        """A pyarrow Table; LedgerError (S-NO-EXTRA) without ``pip install sayso[arrow]``."""
        return to_arrow(self)

    def to_polars(self) -> Any:
        """A polars DataFrame; LedgerError (S-NO-EXTRA) without ``pip install sayso[frames]``."""
        return to_polars(self)

    def to_pandas(self) -> Any:
        """A pandas DataFrame; LedgerError (S-NO-EXTRA) without ``pip install sayso[frames]``."""
        return to_pandas(self)


class Ledger:
    """A ledger's file, opened for reading, or with ``write=True`` also for adding and reviewing.

    Use it in a ``with`` statement. Many may read while one writes; a second writer waits ``wait`` seconds. Every method raises LedgerError
    where the file cannot do what is asked.
    """

    def __init__(self, path: str | Path, *, write: bool = False, wait: float = 30.0) -> None:
        self.path = Path(path)
        self._connection = open_for_writing(self.path, wait=wait) if write else open_for_reading(self.path)
        self._rules = load_across_rules()
        self._joiner: Joiner | None = None

    def __enter__(self) -> Self:
        """The ledger itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; what was added is in it."""
        self._connection.close()

    def add(self, record: Record, *, made_by: str | None = None, reread: bool = False) -> "Added":
        """Add one article, whole or not at all; the same article again changes nothing.

        ``made_by`` says which version and rules read it. With ``reread`` a reading that differs from the one that the ledger holds becomes
        the newest version, the old one stays beside it. Raises InputRefused where the record cannot be written.
        """
        from sayso.ledger.rows import packed_item, prepare  # brings numpy: only who adds pays for it

        return self.add_packed([packed_item(prepare(record, self._rules, made_by=made_by))], reread=reread)[0]

    def add_packed(self, items: Iterable[bytes], *, reread: bool = False) -> "list[Added]":
        """The same for records that were prepared and packed elsewhere, in one transaction: what this returns is in the ledger for good."""
        from sayso.ledger.joining import Joiner
        from sayso.ledger.store import write_articles

        if self._joiner is None:
            self._joiner = Joiner(self._connection)
        with told(self.path):
            return write_articles(self._connection, self._joiner, list(items), reread=reread)

    def claims(self, question: Question | None = None, **filters: Any) -> Claims:
        """The claims that pass the ``filters``, named as the fields of `Question`."""
        return Claims(self, question or Question(**filters))

    def stream(self, question: Question) -> Iterator[FoundClaim]:
        """The same as an iterator; prefer `claims`."""
        with told(self.path):
            yield from find_claims(self._connection, question, overlay_of(read_log(self._connection)))

    def plan(self, question: Question) -> list[str]:
        """How SQLite will answer a question: the lines of its query plan."""
        with told(self.path):
            statement, values = claim_statement(self._connection, question, overlay_of(read_log(self._connection)), has_day=True)
            return [row[3] for row in self._connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]

    def records(self, articles: list[int] | None = None) -> Iterator[Record]:
        """Whole records, as they were added, in that order: the newest version of each page, or those of ``articles``."""
        with told(self.path):
            if articles is None:
                rows = self._connection.execute("SELECT record FROM articles WHERE is_latest ORDER BY id")
            else:
                marks = ",".join("?" * len(articles))
                rows = self._connection.execute(f"SELECT record FROM articles WHERE id IN ({marks}) ORDER BY id", articles)  # noqa: S608  # question marks
            for (packed,) in rows:
                yield decode_record(zlib.decompress(packed))

    def article(self, number: int) -> ArticlePage:
        """An article with its versions, its copies and its claims. LedgerError (S-NOT-IN-LEDGER) where there is none."""
        with told(self.path):
            return show_article(self._connection, number, list(self.claims(article=number, every_version=True)))

    def entity(self, name: str) -> tuple[EntityPage, ...]:
        """Every entity of this name: its names and roles, what it says and what is said of it."""
        with told(self.path):
            return show_entity(self._connection, name, overlay_of(read_log(self._connection)))

    def claim(self, number: int) -> FoundClaim:
        """One claim by its number in the ledger. LedgerError (S-NOT-IN-LEDGER) where there is none."""
        with told(self.path):
            found = next(find_numbered(self._connection, [number], overlay_of(read_log(self._connection))), None)
        if found is None:
            raise LedgerError(
                Code.NOT_IN_LEDGER, f"there is no claim {number}", where=str(self.path), remedy="look it up with `sayso find`"
            )
        return found

    def articles_with(self, words: str) -> tuple[int, ...]:
        """The articles in whose story all ``words`` stand, in one paragraph or in several."""
        with told(self.path):
            return articles_with(self._connection, words)

    def compare(self, *incidents: int) -> Comparison:
        """Every claim about an incident, or about some that are one, by outlet and origin. LedgerError (S-NOT-IN-LEDGER) where there is none."""
        if not incidents:
            raise LedgerError(Code.BAD_QUESTION, "no incident to compare", remedy="give the number of one")
        with told(self.path):
            return compare_claims(self._connection, self._about(incidents), self._rules)

    def compare_found(self, question: Question | None = None, **filters: Any) -> Comparison:
        """The claims that pass the filters, whatever incident they are of, with the denials, doubts and figures told beside them.

        LedgerError (S-NOT-IN-LEDGER) where no claim passes.
        """
        asked = list(self.claims(question, **filters))
        if not asked:
            raise LedgerError(Code.NOT_IN_LEDGER, "no claim answers this", where=str(self.path), remedy="use fewer words or filters")
        about = self._about(sorted({claim.incident for claim in asked}))
        with told(self.path):
            return compare_claims(self._connection, about, self._rules, frozenset(claim.id for claim in asked))

    def _about(self, incidents: Iterable[int]) -> list[FoundClaim]:
        claims: dict[int, FoundClaim] = {}
        for incident in incidents:
            found = {claim.id: claim for claim in self.claims(incident=incident)}
            if not found:
                raise LedgerError(
                    Code.NOT_IN_LEDGER, f"there is no incident {incident}", where=str(self.path), remedy="look it up with `sayso find`"
                )
            claims |= found
        return list(claims.values())

    def origins(self, claims: Iterable[FoundClaim]) -> tuple[Origin, ...]:
        """The origins behind any claims of this ledger; one source that speaks of several incidents is one origin."""
        with told(self.path):
            return origins_of(self._connection, list(claims), self._rules)

    def copies(self) -> list[tuple[int, ...]]:
        """The clusters of articles that tell one text, as groups of article ids."""
        groups: dict[int, list[int]] = {}
        with told(self.path):
            for number, cluster in self._connection.execute("SELECT id, cluster FROM articles ORDER BY id"):
                groups.setdefault(cluster, []).append(number)
        return [tuple(group) for group in groups.values() if len(group) > 1]

    def review(
        self, what: Subject | str, action: str, subject: int, other: int | None = None, *, reviewer: str, noted: str, note: str = ""
    ) -> int:
        """Note a decision: ``merge`` two identities or incidents, ``split`` an entity or telling off, ``undo`` an earlier review.

        ``noted`` is the day of the decision, given by the caller. Returns the review's number. Needs ``write=True``.
        """
        if (action == "merge") != (other is not None):
            raise LedgerError(Code.BAD_QUESTION, "a merge names two, a split or undo one", remedy="give `other` only with merge")
        with told(self.path):
            row = (Subject(what), action, subject, other, reviewer, noted, note)
            number = self._connection.execute(
                "INSERT INTO reviews (what, action, subject, other, reviewer, noted, note) VALUES (?, ?, ?, ?, ?, ?, ?)", row
            ).lastrowid
        assert number is not None
        return number

    def reviews(self) -> tuple[Review, ...]:
        """The review log, oldest first."""
        with told(self.path):
            return read_log(self._connection)

    def counts(self) -> dict[str, int]:
        """How many of what the ledger holds."""
        tables = ("articles", "entities", "identities", "attributions", "claims", "tellings")
        with told(self.path):
            return {table: self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}  # noqa: S608  # names of ours
