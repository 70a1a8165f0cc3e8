"""Wires the stages in order: batches, limits, diagnostics; contains no rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import batched
from pathlib import Path

from sayso.annotate import Annotator, ParsedArticle
from sayso.clean.plain import plain_article
from sayso.errors import InputRefused
from sayso.model import Article, Diagnostic, Record
from sayso.settings import Settings

type Source = str | bytes | Path
"""What can be read: a path, the bytes of a page, or its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The tables of every layer, loaded once and passed down."""


def load_rules(settings: Settings) -> Rules:
    """Every table and the gazetteer, validated. Raises SetupError where one is missing or damaged."""
    del settings
    return Rules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """An article ready to be parsed, with what was noticed on the way to it."""

    article: Article
    diagnostics: tuple[Diagnostic, ...] = ()


class Reader:
    """Reads articles into records; holds the language model and the tables, so make one and keep it.

    ``settings`` are the limits and choices. Loading takes seconds, reading an article some tens of milliseconds.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._annotator = Annotator(self.settings)
        self._rules = load_rules(self.settings)

    def read(self, source: Source, *, published: str | None = None, url: str | None = None) -> Record:
        """The record of one page: ``source`` is a Path, the page's bytes, or its text.

        ``published`` (ISO date) wins over any date on the page. Raises InputRefused where no record can be made.
        """
        return next(self.records([open_article(source, published=published, url=url)]))

    def stream(self, sources: Iterable[Source]) -> Iterator[Record | InputRefused]:
        """A record or the reason of a refusal for each source, in order; one bad page never stops the run."""
        for group in batched(sources, self.settings.batch_articles):
            opened = [_open_or_refuse(source) for source in group]
            records = self.records(item for item in opened if isinstance(item, Cleaned))
            for item in opened:
                yield next(records) if isinstance(item, Cleaned) else item

    def records(self, cleaned: Iterable[Cleaned]) -> Iterator[Record]:
        """A record for each article, in order, parsed in batches."""
        notes: list[tuple[Diagnostic, ...]] = []

        def articles() -> Iterator[Article]:
            for item in cleaned:
                notes.append(item.diagnostics)
                yield item.article

        for parsed in self._annotator.annotate(articles()):
            yield make_record(replace(parsed, diagnostics=notes.pop(0) + parsed.diagnostics), self._rules)


def open_article(source: Source, *, published: str | None = None, url: str | None = None) -> Cleaned:
    """Ingest and clean one page."""
    text = source if isinstance(source, str) else Path(source).read_text("utf-8") if isinstance(source, Path) else source.decode()
    return Cleaned(article=plain_article(text, published=published, url=url))


def _open_or_refuse(source: Source) -> Cleaned | InputRefused:
    try:
        return open_article(source)
    except InputRefused as refusal:
        return refusal


def make_record(parsed: ParsedArticle, rules: Rules) -> Record:
    """Run every layer over one parsed article."""
    del rules
    return Record(article=parsed.article, diagnostics=parsed.diagnostics)
