"""Who holds a content: the noun phrase of a cue's subject with title and apposition, and what status that gives."""

from typing import TYPE_CHECKING

from sayso.annotate.clauses import phrase_bounds
from sayso.extract.attributions_draft import Page, Run, Runs

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = frozenset({"who", "which", "that", "whom"})


def source_runs(page: Page, holder: "Token", cue: int) -> Runs:
    """The noun phrase of ``holder`` with coordinated nouns, cut where the cue or a clause around it begins.

    A noun whose relative clause holds the cue ends at the relative pronoun: "the mayor, who" said.
    """
    left, right = phrase_bounds(holder)
    for conjunct in holder.conjuncts:
        if conjunct.i > holder.i and conjunct.dep_ == "conj" and conjunct.pos_ in {"NOUN", "PROPN", "PRON"}:
            right = max(right, phrase_bounds(conjunct)[1])
    run: Run = (left, right + 1)
    if left <= cue <= right:
        run = (left, cue) if holder.i < cue else (cue + 1, right + 1)
        if holder.i < cue:
            stop = next((i for i in range(holder.i + 1, cue) if page.lower[i] in _RELATIVE), None)
            if stop is not None:
                run = (left, stop + 1)
            else:
                clause = page.tokens[cue]
                while clause.head.i != holder.i and clause.head != clause and clause.head.i > holder.i:
                    clause = clause.head
                run = (left, max(holder.i + 1, clause.left_edge.i if clause.left_edge.i > holder.i else holder.i + 1))
    trimmed = page.trimmed(run)
    return (trimmed,) if trimmed else ((holder.i, holder.i + 1),)
