"""Hangs figures on their word, place and time, and says which updates which."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.annotate import ParsedArticle
from sayso.annotate.clauses import is_locative, subject_of
from sayso.model import Attribution, Figure, Place, Time
from sayso.resolve.nearby import Nearby, last_token
from sayso.resolve.vouching import Vouching
from sayso.tables.figures import FigureRules, UnitRules

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEIGHBOURS = 4
"""A level and the level before it stand in one clause."""
_MEMORY = 200
"""A toll told so many figures ago is another story's."""


_LEAVING = frozenset({"displaced", "evacuated", "rescued"})
"""Units of those who are counted where they came from."""
_DEEP = 5
"""Steps from a name up to its preposition."""


def hang_figures(
    figures: tuple[Figure, ...],
    attributions: tuple[Attribution, ...],
    places: tuple[Place, ...],
    times: tuple[Time, ...],
    *,
    parsed: ParsedArticle,
    rules: FigureRules,
) -> tuple[Figure, ...]:
    """The same figures with attribution, place, time and the figure that each replaces.

    The attribution is the innermost whose content holds the figure. Place and time are those in the phrase of what is counted, else of the
    figure's clause; else the only place of its sentence, and the time of the clause that the figure's depends on. Else they stay open.
    """
    if not figures:
        return figures
    vouching = Vouching.of(attributions)
    found = [last_token(figure.span, parsed) for figure in figures]
    tokens = [token for token in found if token is not None]
    located = ((place, last_token(place.span, parsed)) for place in places if not place.is_metonym and not place.in_organisation)
    spots = [(place, token) for place, token in located if token is not None and is_locative(token)]
    left = Nearby.of(((place.span, place.id) for place, _ in spots), parsed)
    where = Nearby.of(((place.span, place.id) for place, token in spots if not _is_origin(token)), parsed)
    when = Nearby.of(((time.span, time.id) for time in times if time.type in {"DATE", "TIME"}), parsed)
    hung = [
        replace(
            figure,
            attribution=vouching.at(figure.span.start, _vouches(token, rules.units)),
            place=_place_of(token, left if figure.unit in _LEAVING else where),
            time=when.of_phrase(_counted(token), token) or when.above(token),
        )
        for figure, token in zip(figures, tokens, strict=True)
    ]
    updates = _updates(hung, tokens, rules.units)
    return tuple(replace(figure, updates=updates.get(figure.id)) for figure in hung)


def _place_of(token: "Token", where: Nearby) -> str | None:
    return where.of_phrase(_counted(token), token) or where.nearest(token)


def _is_origin(token: "Token") -> bool:
    """Whether a place only says where somebody is from: "a woman visiting from Norway"."""
    for _ in range(_DEEP):
        if token.dep_ == "pobj":
            return bool(token.head.lower_ == "from")
        token = token.head
    return False


def _counted(token: "Token") -> "Token":
    """The noun that a number counts; the number itself where it stands alone ("two in Bergen")."""
    return token.head if token.dep_ == "nummod" else token


def _vouches(token: "Token", rules: UnitRules) -> "Callable[[Attribution], bool]":
    """Who may vouch for a figure: a verb that makes its toll ("the flood claimed 31 lives") says nothing."""
    noun = _counted(token)
    is_toll = (noun.head.lemma_.lower(), noun.lemma_.lower()) in rules.own_objects
    verb = noun.head.idx
    return lambda attribution: not (is_toll and any(part.start <= verb < part.end for part in attribution.cue))


def _updates(figures: Sequence[Figure], tokens: "Sequence[Token]", rules: UnitRules) -> dict[str, str]:
    """For each figure that a quantity is said to have reached, the figure of the same unit before it."""
    found = {}
    for place, (figure, token) in enumerate(zip(figures, tokens, strict=True)):
        verb = _level_verb(token, rules)
        if verb is None or figure.unit is None or figure.number is None:
            continue
        earlier = next(_replaced(place, verb, figures, tokens), None)
        if earlier is not None:
            found[figure.id] = earlier
    return found


def _replaced(place: int, verb: "Token", figures: Sequence[Figure], tokens: "Sequence[Token]") -> Iterator[str]:
    """Candidates for what a figure replaces: the "from" figure of its clause, then earlier figures of the unit, latest first."""
    figure = figures[place]
    for other in range(max(0, place - _NEIGHBOURS), min(len(figures), place + _NEIGHBOURS)):
        if other != place and figures[other].unit == figure.unit and _is_start(tokens[other], verb):
            yield figures[other].id
    for other in range(place - 1, max(-1, place - _MEMORY), -1):
        earlier = figures[other]
        if earlier.unit == figure.unit and earlier.number not in {None, figure.number} and tokens[other].sent != tokens[place].sent:
            yield earlier.id


def _is_start(token: "Token", verb: "Token") -> bool:
    """Whether a number is the level before: "rose from 28", "up from 28"."""
    source = token.head
    return source.lower_ == "from" and (source.head == verb or (source.nbor(-1).lower_ in {"up", "down"} and source.sent == verb.sent))


def _level_verb(token: "Token", rules: UnitRules) -> "Token | None":
    """The verb by which a quantity reaches the figure ("rose to 31", "bringing the total to 31", "now stands at 31"), or None."""
    if token.dep_ == "nummod":
        token = token.head
    if token.dep_ == "pobj" and token.head.lower_ in {"to", "at"}:
        verb = token.head.head
        lemma = verb.lemma_.lower()
        if lemma in rules.level_changes:
            return verb
        return verb if lemma in rules.level_verbs and _is_quantity(subject_of(verb), rules) else None
    if token.dep_ in {"dobj", "attr"} and token.head.lemma_.lower() in rules.level_verbs and _is_quantity(subject_of(token.head), rules):
        return token.head
    return None


def _is_quantity(noun: "Token | None", rules: UnitRules) -> bool:
    return noun is not None and noun.lemma_.lower() in rules.level_nouns
