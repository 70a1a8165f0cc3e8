"""Whether what somebody says denies: by its cue, by calling it untrue, by a negation, or as the answer to a charge; and whether it hedges.

Read from words alone, so that a ledger can be made from records without a parser.
"""

import re
from collections.abc import Iterable, Sequence

from sayso.across.negation import is_negated
from sayso.across.passages import Passages
from sayso.across.wording import plain_words
from sayso.model import Attribution, Record, Span
from sayso.tables.across import AcrossRules

_REACH = 9
"""Words from the start of a clause within which it hedges the whole of it."""

_HEDGES = frozenset({"may", "might", "could", "possibly", "perhaps", "maybe"})
_COPULAS = frozenset({"is", "are", "was", "were", "be", "been", "as", "call", "calls", "called"})
_COPULA_REACH = 6

_CLAUSE = re.compile(r"[,;:–—]|\b(?:but|although|though|while|because|after|before|who|which)\b")
_QUOTE = re.compile(r"[\"“]")
_STOP = re.compile(r"[.!?;]")

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
    cue = plain_words(_joined(attribution.cue, text))
    is_naming = any(word in rules.naming for word in cue)
    return any(word in rules.denial_cues for word in cue) or (
        is_naming and any(word in rules.untrue for word in plain_words(_joined(attribution.content, text)))
    )


def _is_rejected_around(inner: Attribution, outer: Attribution | None, text: str, passages: Passages, rules: AcrossRules) -> bool:
    """Whether the words of the sentence around a claim that nobody is named for reject it."""
    if inner.source or not inner.content:
        return False
    first, last = inner.content[0], inner.content[-1]
    sentence = passages.around(first)
    near = Span(max(sentence.start, first.start - _NEAR), min(max(sentence.end, last.end), last.end + _NEAR))
    if _is_called(_joined(_outside(near, inner.content), text), rules.untrue, rules):
        return True
    return outer is None and _is_called(_joined(inner.content, text), rules.denial_cues, rules)


def _joined(spans: Iterable[Span], text: str) -> str:
    return " ".join(span.slice(text) for span in spans)


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


def heads_report(words: Sequence[str], rules: AcrossRules) -> bool:
    """Whether what is rejected is a charge or a report, or nothing but "this": the last word of the phrase before its "of" or "that"."""
    borders = rules.function - (rules.denied_things - {"that"})
    end = next((place for place, word in enumerate(words) if place > 0 and word in borders), len(words))
    return bool(words) and words[end - 1] in rules.denied_things


def denies(words: str, content: str, rules: AcrossRules, *, is_denied: bool = False) -> bool:
    """Whether a source denies what ``words`` of its ``content`` tell of: because it denies the content, calls it untrue, or by a negation.

    Who calls something untrue denies it with every sentence of the same content. A negation in what is denied makes it an assertion:
    "denied that it had not paid".
    """
    if is_denied or is_negated(words, rules):
        return not (is_denied and is_negated(words, rules))
    return calls_untrue(words, content, rules)


def calls_untrue(words: str, content: str, rules: AcrossRules) -> bool:
    """Whether a content calls something false, a lie, nonsense in the sentence of ``words``, or in a clause of it that goes with them."""
    return _is_called(_with_its_clause(content, words), rules.untrue, rules)


def asks(sentence: str) -> bool:
    """Whether a sentence is a question: what stands in it is neither said nor denied."""
    return sentence.rstrip("\"”’' )").endswith("?")


def hedges(words: str) -> bool:
    """Whether the main clause only says that something may be."""
    clause = _CLAUSE.split(words.lower(), maxsplit=1)[0] or words
    return any(word in _HEDGES for word in plain_words(clause)[:_REACH])


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


def _is_called(words: str, what: frozenset[str], rules: AcrossRules) -> bool:
    """Whether one of ``what`` ("false", "a lie") is said of something, not only named: it stands behind a form of "be", "call" or "as".

    It is not said of the thing where it belongs to a noun of another sense ("the wrong track") or to a judgement ("wrong to compare").
    """
    return any(
        word in what
        and any(before in _COPULAS for before in spoken[max(0, place - _COPULA_REACH) : place])
        and all(behind != "to" and (behind in rules.function or behind in rules.denied_things) for behind in spoken[place + 1 : place + 2])
        for spoken in map(plain_words, _STOP.split(words))
        for place, word in enumerate(spoken)
    )
