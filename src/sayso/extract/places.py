"""Finds toponyms: names of places, peoples and regions that may have a place in the gazetteer.

A name is a capitalised run that the gazetteer has, or that the recogniser calls a place. Which of them are places is judged by a linear
model over named features (places_features.py): what the best candidate is, what the recogniser says, the words around, the same string
elsewhere. The recogniser is one voice among these.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.attrs import ORTH

from sayso.annotate import ParsedArticle
from sayso.annotate.parsed import column
from sayso.extract.places_features import Context, features_of, is_in_organisation
from sayso.extract.places_names import Name, find_names, opens_report
from sayso.gazetteer import Candidate, Gazetteer
from sayso.model import Span
from sayso.tables.places import PlaceRules

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PLACE_LABELS = frozenset({"GPE", "LOC"})
_NAMED_LABELS = frozenset({"GPE", "LOC", "FAC", "ORG", "PERSON", "NORP"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A name that is a place: tokens ``start`` to ``end`` (half-open), its characters, its gazetteer key and candidates, most populous first.

    ``containers`` are the keys of the divisions, or the codes of the countries, named right behind it ("Torvanna, Ohio"). ``score`` is the
    log-odds of the filter; None where no gazetteer has the name and the recogniser, or the noun behind it, is the only witness.
    ``opens_report`` where it is a dateline. ``in_organisation`` where the name is only part of an organisation's ("Torvanna University").
    """

    start: int
    end: int
    span: Span
    text: str
    key: str = ""
    candidates: tuple[Candidate, ...] = ()
    containers: frozenset[int | str | None] = frozenset()
    score: float | None = None
    in_organisation: bool = False
    opens_report: bool = False


def find_toponyms(parsed: ParsedArticle, gazetteer: Gazetteer, rules: PlaceRules) -> tuple[Toponym, ...]:
    """Every toponym of the story, in text order, without overlaps, unresolved."""
    words = column(parsed.doc, ORTH)
    names = find_names(parsed.doc, words, gazetteer, rules)
    return judge_names(names, Context.of(parsed.doc, words, names, rules), parsed)


def judge_names(names: list[Name], context: Context, parsed: ParsedArticle) -> tuple[Toponym, ...]:
    """The names that are places, and the places that the gazetteer lacks, in text order."""
    doc, rules = parsed.doc, context.rules
    kept = [_toponym(parsed, name, score, context) for name in names if (score := _score(name, context)) >= rules.threshold]
    taken = {index for name in names for index in range(name.start, name.end)}
    unknown = [_bare_toponym(parsed, start, end) for start, end in _unknown_places(doc, context) if taken.isdisjoint(range(start, end))]
    return tuple(sorted([*kept, *unknown], key=lambda toponym: toponym.start))


def _score(name: Name, context: Context) -> float:
    return sum(context.rules.filter_weights.get(feature, 0.0) * value for feature, value in features_of(name, context))


def _unknown_places(doc: "Doc", context: Context) -> Iterator[tuple[int, int]]:
    """Names that the gazetteer lacks and that are places all the same.

    Either the recogniser says so and a word beside them agrees ("in Torvanna", "the Torvanna district"), or a noun behind them that only
    places have says so alone ("the Torvanna refugee camp").
    """
    for entity in doc.ents:
        if entity.label_ not in _NAMED_LABELS:
            continue
        start = entity.start + (entity[0].lower_ == "the")
        end = entity.end - (entity[-1].tag_ == "POS")
        if start >= end or not doc[start].text[:1].isupper() or doc[end - 1].idx - doc[start].idx > _LONGEST_UNKNOWN:
            continue
        if doc[end - 1].lower_ in context.surnames:
            continue
        before = doc[entity.start - 1].lower_ if entity.start else ""
        behind = doc[end].lower_ if end < len(doc) else ""
        is_placed = before in context.rules.cues["locative"] or before in context.rules.cues["direction"]
        is_facility = behind in context.rules.cues["facility"]
        if is_facility or (is_placed and entity.label_ in _PLACE_LABELS):
            yield start, end


_LONGEST_UNKNOWN = 60
"""Characters; what the recogniser joins beyond this is no name."""


def _toponym(parsed: ParsedArticle, name: Name, score: float, context: Context) -> Toponym:
    span = _span(parsed, name.start, name.end)
    return Toponym(
        start=name.start,
        end=name.end,
        span=span,
        text=span.slice(parsed.article.text),
        key=name.key,
        candidates=name.candidates,
        containers=name.containers,
        score=score,
        in_organisation=is_in_organisation(name, context),
        opens_report=opens_report(parsed.doc, name.start, name.end),
    )


def _bare_toponym(parsed: ParsedArticle, start: int, end: int) -> Toponym:
    span = _span(parsed, start, end)
    return Toponym(start=start, end=end, span=span, text=span.slice(parsed.article.text))


def _span(parsed: ParsedArticle, start: int, end: int) -> Span:
    last = parsed.doc[end - 1]
    return Span(parsed.doc[start].idx, last.idx + len(last))
