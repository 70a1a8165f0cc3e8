"""What a source says where no event, figure or position of ours is in it: each sentence of its words is a claim of its own.

Without a parser, so that a ledger can be made from records alone: whether a sentence denies is read from its cue and its words.
"""

import re
from collections.abc import Collection, Iterator

from sayso.across.passages import Passages
from sayso.across.wording import plain_words
from sayso.model import Attribution, Record, Span
from sayso.tables.across import AcrossRules

_FEWEST_LETTERS = 3
_FEWEST_WORDS = 4
"""Words of a clause that says something by itself."""

_REACH = 9
"""Words from the start of a clause within which a negation denies the whole of it."""

_NEXT_CLAUSE = re.compile(r"(?:[,;]\s+(?:and|but|while|although|though)|;|\s(?:and|but)(?=\s+that\b))\s*")
_AND = re.compile(r"\s(?:and|but)\s")
_FEWEST_JOINED = 6
"""Words of a clause behind or before a bare "and", which joins nouns as well."""

_HEDGES = frozenset({"may", "might", "could", "possibly", "perhaps", "maybe"})
_COPULAS = frozenset({"is", "are", "was", "were", "be", "been", "as", "call", "calls", "called"})
_COPULA_REACH = 6

_CALL = re.compile(r"[\"“‘'\s]*(?:don['’]t|do not|never)\s+(?!you\b|we\b|i\b|they\b)[a-z]", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:–—]|\b(?:but|although|though|while|because|after|before|who|which)\b")


def statements_of(record: Record, taken: Collection[Span], passages: Passages) -> Iterator[tuple[Attribution, Span]]:
    """(attribution, span) for each sentence of a content that holds none of ``taken`` (the spans of other claims), innermost source first.

    A sentence that two nested attributions cover is the inner one's.
    """
    text = record.article.text
    by_sentence: dict[Span, list[Span]] = {}
    for other in sorted(taken):
        by_sentence.setdefault(passages.around(Span(other.start, other.start + 1)), []).append(other)
    for attribution in sorted(record.attributions, key=_content_length):
        if not attribution.is_claim:
            continue
        for span in attribution.content:
            for sentence in passages.within(span):
                others = by_sentence.setdefault(passages.around(Span(sentence.start, sentence.start + 1)), [])
                for piece in list(_untold(text, sentence, [other for other in others if sentence.overlaps(other)])):
                    others.append(piece)
                    yield attribution, piece


def _untold(text: str, sentence: Span, others: list[Span]) -> Iterator[Span]:
    """The sentence where no other claim stands in it, else those of its clauses that hold none and can stand alone."""
    if not others:
        if sum(map(str.isalpha, sentence.slice(text))) >= _FEWEST_LETTERS:
            yield sentence
        return
    for borders, fewest in ((_NEXT_CLAUSE, _FEWEST_WORDS), (_AND, _FEWEST_JOINED)):
        pieces = [
            piece
            for piece in _pieces(text, sentence, borders)
            if len(piece.slice(text).split()) >= fewest and not any(piece.overlaps(other) for other in others)
        ]
        yield from pieces
        others = [*others, *pieces]


def _pieces(text: str, sentence: Span, borders: re.Pattern[str]) -> Iterator[Span]:
    start = sentence.start
    for match in borders.finditer(text, sentence.start, sentence.end):
        if match.start() > start:
            yield Span(start, match.start())
        start = match.end()
    if start < sentence.end:
        yield Span(start, sentence.end)


def denies(words: str, cue: str, content: str, rules: AcrossRules) -> bool:
    """Whether a source that introduces ``words`` by ``cue`` denies what they tell of: by the cue, by calling it untrue, by a negation.

    Who calls something untrue denies it with every sentence of the same ``content``. A negation in what is denied makes it an assertion:
    "denied that it had not paid".
    """
    is_negated = _is_negated(words, rules)
    if any(word in rules.denial_cues for word in plain_words(cue)):
        return not is_negated
    return is_negated or _is_called_untrue(plain_words(_with_its_clause(content, words)), rules)


def hedges(words: str) -> bool:
    """Whether the main clause only says that something may be."""
    clause = _CLAUSE.split(words.lower(), maxsplit=1)[0] or words
    return any(word in _HEDGES for word in plain_words(clause)[:_REACH])


def _is_negated(words: str, rules: AcrossRules) -> bool:
    """Whether a negation stands near the start of the main clause; a call ("Don't fire!") and a question deny nothing."""
    if words.rstrip("\"”’' ").endswith("?") or _CALL.match(words):
        return False
    clause = _CLAUSE.split(words.lower().replace("’", "'"), maxsplit=1)[0] or words
    spoken = plain_words(clause)[:_REACH]
    return any(word in rules.negators or word.endswith("n't") for word in spoken)


def _with_its_clause(content: str, words: str) -> str:
    """The content without what a semicolon parts from ``words`` in the same sentence: that is another matter."""
    start = content.find(words)
    if start < 0:
        return content
    first = max(content.rfind(mark, 0, start) for mark in ".!?") + 1
    ends = [place for mark in ".!?" if (place := content.find(mark, start + len(words))) >= 0]
    last = min(ends, default=len(content))
    opening, closing = content.rfind(";", first, start), content.find(";", start + len(words), last)
    own = content[max(first, opening + 1) : closing if closing >= 0 else last]
    return f"{content[:first]} {own} {content[last:]}"


def _is_called_untrue(spoken: list[str], rules: AcrossRules) -> bool:
    """Whether "false", "a lie" is said of something, not only named: it stands behind a form of "be", "call" or "as"."""
    return any(
        word in rules.untrue and any(before in _COPULAS for before in spoken[max(0, place - _COPULA_REACH) : place])
        for place, word in enumerate(spoken)
    )


def _content_length(attribution: Attribution) -> tuple[int, str]:
    return sum(span.end - span.start for span in attribution.content), attribution.id
