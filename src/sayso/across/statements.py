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
_REACH = 9
"""Words from the start of a clause within which a negation denies the whole of it."""

_CLAUSE = re.compile(r"[,;:–—]|\b(?:but|although|though|while|because|after|before|who|which)\b")


def statements_of(record: Record, taken: Collection[Span], passages: Passages) -> Iterator[tuple[Attribution, Span]]:
    """(attribution, span) for each sentence of a content that holds none of ``taken`` (the spans of other claims), innermost source first.

    A sentence that two nested attributions cover is the inner one's.
    """
    said: set[Span] = set()
    for attribution in sorted(record.attributions, key=_content_length):
        if not attribution.is_claim:
            continue
        for span in attribution.content:
            for piece in passages.within(span):
                words = piece.slice(record.article.text)
                if sum(map(str.isalpha, words)) < _FEWEST_LETTERS or any(piece.overlaps(other) for other in (*taken, *said)):
                    continue
                said.add(piece)
                yield attribution, piece


def denies(words: str, cue: str, rules: AcrossRules) -> bool:
    """Whether a source that introduces ``words`` by ``cue`` denies what they tell of."""
    flips = _denial_cue(cue, rules) + _denial_words(words, rules)
    return flips % 2 == 1


def _denial_cue(cue: str, rules: AcrossRules) -> int:
    return int(any(word in rules.denial_cues for word in plain_words(cue)))


def _denial_words(words: str, rules: AcrossRules) -> int:
    """1 where the main clause is negated or its predicate calls something untrue, else 0."""
    clause = _CLAUSE.split(words.lower().replace("’", "'"), maxsplit=1)[0] or words
    spoken = plain_words(clause)[:_REACH]
    if any(word in rules.negators or word.endswith("n't") for word in spoken):
        return 1
    return int(any(word in rules.untrue for word in plain_words(words)))


def _content_length(attribution: Attribution) -> tuple[int, str]:
    return sum(span.end - span.start for span in attribution.content), attribution.id
