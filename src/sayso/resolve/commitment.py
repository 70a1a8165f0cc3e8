"""Judges what the innermost source commits itself to about a trigger (FactBank values)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.annotate import ParsedArticle, token_span
from sayso.model import Attribution, Certainty, Commitment, Factuality, Modality, Polarity, Span, TimeFrame
from sayso.resolve.commitment_mood import Finding
from sayso.resolve.commitment_scope import findings_of
from sayso.resolve.vouching import Vouching
from sayso.tables.hedges import HedgeRules

if TYPE_CHECKING:
    from spacy.tokens import Token

_WEAKNESS = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNDERSPECIFIED)
_FACTUALITY = {
    (Certainty.CERTAIN, Polarity.POSITIVE): Factuality.CT_PLUS,
    (Certainty.CERTAIN, Polarity.NEGATIVE): Factuality.CT_MINUS,
    (Certainty.PROBABLE, Polarity.POSITIVE): Factuality.PR_PLUS,
    (Certainty.PROBABLE, Polarity.NEGATIVE): Factuality.PR_MINUS,
    (Certainty.POSSIBLE, Polarity.POSITIVE): Factuality.PS_PLUS,
    (Certainty.POSSIBLE, Polarity.NEGATIVE): Factuality.PS_MINUS,
}
_HISTORY_YEARS = 2
"""An event dated this many years before the story is background, not news."""


def judge_triggers(
    triggers: Sequence[Span], parsed: ParsedArticle, attributions: tuple[Attribution, ...], rules: HedgeRules
) -> tuple[Commitment, ...]:
    """A commitment for each trigger, in order; triggers may be any words of the story.

    The innermost source is that of the shortest attribution content that holds the trigger: how surely others report it does not
    count. A trigger outside the story's words is taken as plainly asserted.
    """
    vouching = Vouching.of(attributions)
    return tuple(_judge(trigger, parsed, vouching, rules) for trigger in triggers)


def _judge(trigger: Span, parsed: ParsedArticle, vouching: Vouching, rules: HedgeRules) -> Commitment:
    words = parsed.doc.char_span(trigger.start, trigger.end, alignment_mode="expand")
    if words is None or not len(words):
        return Commitment()
    innermost = vouching.holding(trigger.start, trigger)
    findings = findings_of(words, vouching.attributions[innermost].content if innermost is not None else None, rules)
    commitment = _combine(findings)
    if commitment.modality is Modality.ASSERTED and _is_historical(words.root, parsed):
        return Commitment(modality=Modality.HISTORICAL)
    return commitment


def _combine(findings: Sequence[Finding]) -> Commitment:
    """One commitment from what was found on the way up, nearest first."""
    if not findings:
        return Commitment()
    rows = [finding.row for finding in findings]
    polarity = Polarity.NEGATIVE if sum(row.flips for row in rows) % 2 else Polarity.POSITIVE
    certainty = max((Certainty(row.certainty) for row in rows), key=_WEAKNESS.index)
    time = next((finding.time for finding in findings if finding.time), TimeFrame.NON_FUTURE)
    return Commitment(
        factuality=_factuality(polarity, certainty, time),
        polarity=polarity,
        certainty=certainty,
        time_frame=time,
        modality=_modality(findings, polarity, certainty),
        because=tuple(sorted({token_span(finding.word) for finding in findings})),
    )


def _factuality(polarity: Polarity, certainty: Certainty, time: TimeFrame) -> Factuality:
    """FactBank's value; what is announced for the future is probable at best."""
    if certainty is Certainty.UNDERSPECIFIED:
        return Factuality.UU
    if certainty is Certainty.CERTAIN and time is TimeFrame.FUTURE:
        certainty = Certainty.PROBABLE
    return _FACTUALITY[certainty, polarity]


def _modality(findings: Sequence[Finding], polarity: Polarity, certainty: Certainty) -> Modality:
    """How the event is presented; what is only asked or wished not to be is not denied."""
    if polarity is Polarity.NEGATIVE and certainty is not Certainty.UNDERSPECIFIED:
        return Modality.DENIED
    weakest = [finding.row.modality for finding in findings if Certainty(finding.row.certainty) is certainty]
    others = [finding.row.modality for finding in findings]
    name = next((name for name in (*weakest, *others) if name not in {"", "denied"}), "")
    return Modality(name) if name else Modality.ASSERTED


def _is_historical(token: "Token", parsed: ParsedArticle) -> bool:
    """Whether the trigger is dated years before the story ("during the war of 1967")."""
    published = parsed.article.published
    if published is None or not published.value[:4].isdecimal():
        return False
    newest = int(published.value[:4]) - _HISTORY_YEARS
    phrases = (token, *token.children)
    years = [
        grandchild
        for word in phrases
        for grandchild in (word, *word.children)
        if grandchild.pos_ in {"NUM", "PROPN"} and len(grandchild) == 4 and grandchild.text.isdecimal()
    ]
    return any(1000 <= int(year.text) <= newest and year.head.dep_ in {"prep", "pobj"} for year in years)
