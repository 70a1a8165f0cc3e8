"""Finds figures: numbers that count or measure something."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from typing import TYPE_CHECKING

from spacy.attrs import LOWER

from sayso.annotate import ParsedArticle
from sayso.annotate.clauses import phrase_span, prepositional_object, trimmed_span
from sayso.annotate.parsed import tokens_with
from sayso.extract.figures_numbers import NumberPhrase, find_numbers
from sayso.extract.figures_units import Counted, counted_by, in_story, is_people, unit_of
from sayso.model import Figure, Span, Time
from sayso.tables.figures import FigureRules, NumberRules

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PEOPLE = "people"
"""The unit of people of whom the text only says that they are so many."""

_PER_CENT = frozenset({"%", "percent", "pct", "percentage"})
_LOOSE_ROLES = frozenset({"conj", "appos", "npadvmod", "dep", "attr", "nummod", "ROOT", "pobj"})
_NAMES = frozenset({"ORG", "FAC", "LOC", "GPE", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
_DEFINITE = frozenset({"the", "these", "those", "both", "his", "her", "its", "their", "our"})
_AGE_BEFORE = frozenset({",", "("})
_AGE_AFTER = frozenset({",", ")", ".", "and", ";"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Earlier:
    """The unit of the figure before, and where it stood."""

    unit: str | None = None
    position: int = -1


def find_figures(parsed: ParsedArticle, times: tuple[Time, ...], rules: FigureRules) -> tuple[Figure, ...]:
    """Every figure of the story in text order; what it hangs on is not yet given.

    A number is a figure where it counts or measures: dates, ages, labels, addresses, scores and bare numbers are none. "No" and
    "no one" count as 0 where they deny harm to people.
    """
    figures: list[Figure] = []
    earlier = _Earlier()
    rules = replace(rules, units=in_story(rules.units, parsed.doc))
    clock = sorted(time.span for time in times)
    for phrase in merge(find_numbers(parsed.doc, rules.numbers), _zeros(parsed.doc), key=lambda phrase: phrase.start):
        span = trimmed_span(parsed.doc, phrase.first, phrase.last)
        if _touches(span, clock) or _is_label(parsed.doc, phrase, rules.numbers):
            continue
        counted = counted_by(parsed.doc, phrase.first, phrase.start, phrase.end)
        unit = _unit(parsed.doc, phrase, counted, earlier, rules)
        if unit is None and not _counts_things(parsed.doc, phrase, counted):
            continue
        if unit is not None:
            earlier = _Earlier(unit=unit, position=phrase.end)
        figures.append(_figure(parsed, phrase, span, unit=unit, counted=_counted_span(phrase, counted), number=len(figures) + 1))
    return tuple(figures)


def _figure(parsed: ParsedArticle, phrase: NumberPhrase, span: Span, *, unit: str | None, counted: Span | None, number: int) -> Figure:
    return Figure(
        id=f"f{number}",
        span=span,
        text=span.slice(parsed.article.text),
        number=phrase.number,
        lower=phrase.lower,
        upper=phrase.upper,
        modifier=phrase.modifier,
        unit=unit,
        counted=counted,
    )


def _zeros(doc: "Doc") -> Iterator[NumberPhrase]:
    """Phrases of the number 0 ("no deaths", "no one"), to be kept where they count people."""
    for token in tokens_with(doc, LOWER, _NONE.__contains__):
        end = token.i + 1 if token.lower_ == "no" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "one" else token.i
        yield NumberPhrase(first=token.i, last=end, start=token.i, end=end, number=0.0)


_NONE = frozenset({"no", "nobody", "none"})


def _unit(doc: "Doc", phrase: NumberPhrase, counted: Counted, earlier: _Earlier, rules: FigureRules) -> str | None:
    """What the number counts; the earlier figure of the sentence lends its unit to a number that stands alone or breaks it down."""
    following = doc[phrase.end + 1].lower_ if phrase.end + 1 < len(doc) else ""
    if phrase.has_currency:
        return "money"
    if following in _PER_CENT or (following == "per" and doc[phrase.end + 1 :][1:2].text.lower() == "cent"):
        return "percent"
    if phrase.is_share:
        return "share"
    unit = None if _is_bare_sum(doc, phrase, counted) else unit_of(counted, rules.units)
    if phrase.number == 0.0:
        return unit if unit in rules.people_units else None
    noun = counted.noun
    names_people = noun is not None and is_people(noun, rules.units)
    if unit is None and earlier.unit and earlier.position >= doc[phrase.start].sent.start and (noun is None or names_people):
        unit = _inherited(doc, phrase, counted, earlier, rules)
    if unit is None and names_people and not _is_one(doc, phrase) and not _points_back(doc, phrase):
        return PEOPLE
    return unit


def _is_bare_sum(doc: "Doc", phrase: NumberPhrase, counted: Counted) -> bool:
    """Whether words tell much money ("made millions") or a part of what was told before ("none of the injuries"), and no people."""
    word = doc[phrase.start].lower_
    is_much = phrase.number is None and word in {"millions", "billions", "trillions"} and counted.noun is None
    return (is_much and not counted.carrier.dep_.startswith("nsubj")) or (
        word == "none" and counted.noun is not None and counted.noun.pos_ != "PRON"
    )


def _inherited(doc: "Doc", phrase: NumberPhrase, counted: Counted, earlier: _Earlier, rules: FigureRules) -> str | None:
    """The unit of the figure before, where this number lists a part of it or another of its kind."""
    carrier = counted.carrier
    if earlier.unit not in rules.people_units or carrier.dep_ not in _LOOSE_ROLES | {"nsubj", "nsubjpass"}:
        return None
    if counted.noun is not None:
        return earlier.unit if carrier.dep_ in {"conj", "appos", "npadvmod", "dep"} else None
    if _is_age(doc, phrase):
        return None
    governor = carrier.head
    if carrier.dep_ == "pobj":
        is_level = governor.lower_ in {"to", "at", "from"} and governor.head.lemma_.lower() in rules.units.level_changes
        is_before = governor.lower_ == "from" and governor.i > 0 and governor.nbor(-1).lower_ in {"up", "down"}
        return earlier.unit if is_level or is_before else None
    if carrier.dep_ in {"nsubj", "nsubjpass"}:
        is_part = any(child.lower_ == "of" for child in carrier.rights) or (
            governor.lemma_ == "be" and any(child.dep_ == "attr" and is_people(child, rules.units) for child in governor.children)
        )
        return earlier.unit if is_part else None
    return earlier.unit if any(child.dep_ in {"prep", "amod"} for child in carrier.rights) else None


def _counts_things(doc: "Doc", phrase: NumberPhrase, counted: Counted) -> bool:
    """Whether a number without a known unit counts a plural noun ("41 samples"); definite small numbers only point back ("the two")."""
    noun = counted.noun
    if noun is None or noun.tag_ != "NNS" or noun.i <= phrase.end or phrase.number in {0.0, 1.0} or phrase.is_share:
        return False
    return not _points_back(doc, phrase)


def _points_back(doc: "Doc", phrase: NumberPhrase) -> bool:
    """Whether a small definite number only takes up what was told: "the two", "both sides"."""
    return phrase.number is not None and phrase.number < 11 and phrase.start > 0 and doc[phrase.start - 1].lower_ in _DEFINITE


def _counted_span(phrase: NumberPhrase, counted: Counted) -> Span | None:
    """The words between the number and the end of the counted noun; of a percentage, what it is a share of."""
    noun = counted.noun
    if noun is None or noun.i <= phrase.last:
        return None
    if noun.lower_ in _PER_CENT:
        whole = prepositional_object(noun, "of")
        return phrase_span(whole, with_clauses=False) if whole is not None else None
    start = phrase.last + 1
    while start < noun.i and noun.doc[start].lower_ in {"of", "the", "-", "plus", "these", "those", "all", "more", "other", "'s"}:
        start += 1
    return trimmed_span(noun.doc, start, noun.i)


def _touches(span: Span, spans: Sequence[Span]) -> bool:
    """Whether a span overlaps one of the sorted spans."""
    index = bisect_right(spans, (span.end, -1))
    return any(spans[place].overlaps(span) for place in range(max(0, index - 2), index))


def _is_one(doc: "Doc", phrase: NumberPhrase) -> bool:
    return phrase.start == phrase.end and doc[phrase.start].lower_ == "one"


def _is_label(doc: "Doc", phrase: NumberPhrase, rules: NumberRules) -> bool:
    """Whether a number is no quantity: a date, an age, a year, the name of one of a series, an address, a pronoun."""
    first, last = doc[phrase.start], doc[phrase.end]
    before = doc[phrase.first - 1].lower_ if phrase.first else ""
    after = doc[phrase.end + 1].lower_ if phrase.end + 1 < len(doc) else ""
    if phrase.has_currency or phrase.number == 0.0:
        return False
    if before in rules.months or after in rules.months or before in {"aged", "age", "no.", "nos.", "#", "№"}:
        return True
    head = last.head
    counts = last.dep_ in {"nummod", "compound", "amod", "quantmod", "det"} and head.i > phrase.end
    noun = head if counts else last
    if counts and (
        noun.lemma_.lower() in rules.time_units or noun.lower_ == "times" or (noun.lower_ in rules.streets and noun.text[0].isupper())
    ):
        return True
    if after in rules.time_units or after.removesuffix("s") in rules.time_units or after in {"-", "st", "nd", "rd", "th"}:
        return True
    if _is_one(doc, phrase):
        return not counts or after == "of" or before in {"no", "any", "some", "every", "each", "this", "that", "the"}
    if _is_name(first):
        return True
    return not counts and (_names_one(first, before, rules) or _is_year(phrase, last) or _is_age(doc, phrase))


def _names_one(first: "Token", before: str, rules: NumberRules) -> bool:
    """Whether the number names one of a series: "Article 5", "Room 12", "Route 66"."""
    if before in rules.labels:
        return True
    neighbour = first.nbor(-1) if first.i else None
    return neighbour is not None and neighbour.pos_ == "PROPN" and first.dep_ in {"nummod", "compound", "appos"} and first.head == neighbour


def _is_name(first: "Token") -> bool:
    """Whether the model takes a number for part of a name ("the Group of Seven")."""
    return first.ent_type_ in _NAMES


def _is_year(phrase: NumberPhrase, last: "Token") -> bool:
    number = phrase.number
    return (
        number is not None
        and phrase.start == phrase.end
        and 1500 <= number <= 2100
        and last.text.isdecimal()
        and phrase.modifier == "exact"
    )


def _is_age(doc: "Doc", phrase: NumberPhrase) -> bool:
    """Whether a small number between commas stands behind a name: "Ilva Brann, 42, said"."""
    if phrase.number is None or phrase.number > 120 or phrase.start < 2 or phrase.end + 1 >= len(doc):
        return False
    name = doc[phrase.start - 2]
    return (
        doc[phrase.start - 1].text in _AGE_BEFORE
        and doc[phrase.end + 1].text in _AGE_AFTER
        and name.pos_ in {"PROPN", "NOUN"}
        and not name.is_digit
    )
