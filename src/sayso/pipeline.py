"""Wires the stages in order; contains no rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.annotate import Annotator, ParsedArticle
from sayso.model import Article, Record
from sayso.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The tables of every layer, loaded once."""


def load_rules(settings: Settings) -> Rules:
    """Every table and the gazetteer, validated."""
    del settings
    return Rules()


def read_articles(articles: Iterable[Article], annotator: Annotator, rules: Rules) -> Iterator[Record]:
    """A record for each article, in order."""
    for parsed in annotator.annotate(articles):
        yield make_record(parsed, rules)


def make_record(parsed: ParsedArticle, rules: Rules) -> Record:
    """Run every layer over one parsed article."""
    del rules
    return Record(article=parsed.article, diagnostics=parsed.diagnostics)
