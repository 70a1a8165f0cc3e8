"""Judges what the innermost source commits itself to about a trigger (FactBank values)."""

from collections.abc import Sequence

from sayso.annotate import ParsedArticle
from sayso.model import Attribution, Commitment, Span
from sayso.tables.hedges import HedgeRules


def judge_triggers(
    triggers: Sequence[Span], parsed: ParsedArticle, attributions: tuple[Attribution, ...], rules: HedgeRules
) -> tuple[Commitment, ...]:
    """A commitment for each trigger, in order; triggers may be any words of the story."""
    del parsed, attributions, rules
    return tuple(Commitment() for _ in triggers)
