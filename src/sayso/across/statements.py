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
    start = sentence.start
    borders = [match.span() for match in _NEXT_CLAUSE.finditer(text, sentence.start, sentence.end)]
    for end, following in (*borders, (sentence.end, sentence.end)):
        clause = Span(start, end)
        if len(clause.slice(text).split()) >= _FEWEST_WORDS and not any(clause.overlaps(other) for other in others):
            yield clause
        start = following


def denies(words: str, cue: str, content: str, rules: AcrossRules) -> bool:
    """Whether a source that introduces ``words`` by ``cue`` denies what they tell of: by the cue, by calling it untrue, by a negation.

    Who calls something untrue denies it with every sentence of the same ``content``. A negation in what is denied makes it an assertion:
    "denied that it had not paid".
    """
    is_negated = _is_negated(words, rules)
    if any(word in rules.denial_cues for word in plain_words(cue)):
        return not is_negated
    return is_negated or _is_called_untrue(plain_words(content), rules)


def _is_negated(words: str, rules: AcrossRules) -> bool:
    """Whether a negation stands near the start of the main clause; a call ("Don't fire!") and a question deny nothing."""
    if words.rstrip("\"”’' ").endswith("?") or _CALL.match(words):
        return False
    clause = _CLAUSE.split(words.lower().replace("’", "'"), maxsplit=1)[0] or words
    spoken = plain_words(clause)[:_REACH]
    return any(word in rules.negators or word.endswith("n't") for word in spoken)


def _is_called_untrue(spoken: list[str], rules: AcrossRules) -> bool:
    """Whether "false", "a lie" is said of something, not only named: it stands behind a form of "be", "call" or "as"."""
    return any(
        word in rules.untrue and any(before in _COPULAS for before in spoken[max(0, place - _COPULA_REACH) : place])
        for place, word in enumerate(spoken)
    )


def _content_length(attribution: Attribution) -> tuple[int, str]:
    return sum(span.end - span.start for span in attribution.content), attribution.id
