"""Whether what somebody says denies: by its cue, by calling it untrue, by a negation, or as the answer to a charge; and whether it hedges.

Read from words alone, so that a ledger can be made from records without a parser.
"""

import re
from collections.abc import Iterable

from sayso.across.passages import Passages
from sayso.across.wording import plain_words
from sayso.model import Attribution, Record, Span
from sayso.tables.across import AcrossRules

_REACH = 9
"""Words from the start of a clause within which a negation denies the whole of it."""

_HEDGES = frozenset({"may", "might", "could", "possibly", "perhaps", "maybe"})
_COPULAS = frozenset({"is", "are", "was", "were", "be", "been", "as", "call", "calls", "called"})
_COPULA_REACH = 6

_CALL = re.compile(r"[\"“‘'\s]*(?:don['’]t|do not|never)\s+(?!you\b|we\b|i\b|they\b)[a-z]", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:–—]|\b(?:but|although|though|while|because|after|before|who|which)\b")
_QUOTE = re.compile(r"[\"“]")

_THING_REACH = 3
_LONGEST_REJECTION = 15
"""Words of a sentence that only says that something is rejected; what a longer one goes on to say may be something else."""

_NEAR = 500
"""Characters on both sides of a claim that are read for what it is called."""

_DEEPEST = 10


def denied_attributions(record: Record, passages: Passages, rules: AcrossRules) -> frozenset[str]:
    """The ids of attributions whose source denies what their content tells.

    By its cue ("denied that"), by what it calls it ("called the report a fabrication"). The content of a claim or report that nobody is
    named for ("the claim that") is denied by whoever denies that claim, or by the words around it that call it untrue.
    """
    text = record.article.text
    by_id = {attribution.id: attribution for attribution in record.attributions}
    denied = {one.id for one in record.attributions if _denies_itself(one, text, rules)}
    for one in record.attributions:
        above = [one]
        while not above[-1].source and above[-1].parent in by_id and len(above) < _DEEPEST:
            above.append(by_id[above[-1].parent or ""])
        if denied.intersection(link.id for link in above) or any(
            _is_rejected_around(inner, outer, text, passages, rules) for inner, outer in zip(above, [*above[1:], None], strict=True)
        ):
            denied.add(one.id)
    return frozenset(denied)


def _denies_itself(attribution: Attribution, text: str, rules: AcrossRules) -> bool:
    cue = _words_in(attribution.cue, text)
    is_naming = any(word in rules.naming for word in cue)
    return any(word in rules.denial_cues for word in cue) or (
        is_naming and any(word in rules.untrue for word in _words_in(attribution.content, text))
    )


def _is_rejected_around(inner: Attribution, outer: Attribution | None, text: str, passages: Passages, rules: AcrossRules) -> bool:
    """Whether the words of the sentence around a claim that nobody is named for reject it."""
    if inner.source or not inner.content:
        return False
    first, last = inner.content[0], inner.content[-1]
    sentence = passages.around(first)
    near = Span(max(sentence.start, first.start - _NEAR), min(max(sentence.end, last.end), last.end + _NEAR))
    outside = _words_in(_outside(near, inner.content), text)
    return _is_called(outside, rules.untrue) or (outer is None and _is_called(_words_in(inner.content, text), rules.denial_cues))


def _words_in(spans: Iterable[Span], text: str) -> list[str]:
    return [word for span in spans for word in plain_words(span.slice(text))]


def _outside(span: Span, inner: Iterable[Span]) -> Iterable[Span]:
    """The parts of a span that none of the inner ones covers, in order."""
    start = span.start
    for taken in sorted(inner):
        if taken.start > start:
            yield Span(start, min(taken.start, span.end))
        start = max(start, taken.end)
    if start < span.end:
        yield Span(start, span.end)


def answers_rejection(span: Span, text: str, passages: Passages, rules: AcrossRules) -> bool:
    """Whether a quotation tells why the sentence before it rejects something: "The dairy rejected this. "Our milk is clean," it said."."""
    if not _QUOTE.match(text, span.start):
        return False
    before = text[: span.start].rstrip(" ")
    if not before or before[-1] == "\n":
        return False
    words = plain_words(passages.around(Span(len(before) - 1, len(before))).slice(text))
    if len(words) > _LONGEST_REJECTION:
        return False
    return any(
        word in rules.denial_cues and any(thing in rules.denied_things for thing in words[place + 1 : place + 1 + _THING_REACH])
        for place, word in enumerate(words)
    )


def denies(words: str, content: str, rules: AcrossRules, *, is_denied: bool = False) -> bool:
    """Whether a source denies what ``words`` of its ``content`` tell of: because it denies the content, calls it untrue, or by a negation.

    Who calls something untrue denies it with every sentence of the same content. A negation in what is denied makes it an assertion:
    "denied that it had not paid".
    """
    is_negated = _is_negated(words, rules)
    if is_denied:
        return not is_negated
    return is_negated or _is_called(plain_words(_with_its_clause(content, words)), rules.untrue)


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


def _is_called(spoken: list[str], what: frozenset[str]) -> bool:
    """Whether one of ``what`` ("false", "a lie") is said of something, not only named: it stands behind a form of "be", "call" or "as"."""
    return any(
        word in what and any(before in _COPULAS for before in spoken[max(0, place - _COPULA_REACH) : place])
        for place, word in enumerate(spoken)
    )
