"""Who holds a content: the noun phrase of a cue's subject with title and apposition, and what status that gives."""

from typing import TYPE_CHECKING

from sayso.annotate.clauses import phrase_bounds
from sayso.extract.attributions_draft import Page, Run, Runs
from sayso.model import EntityKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = frozenset({"who", "which", "that", "whom"})


def _with_office(page: Page, run: Run) -> Run:
    """A name with the office between commas behind it, where the parser lost the apposition."""
    start, end = run
    if end + 2 >= len(page.tokens) or page.lower[end] != "," or page.tokens[end - 1].ent_type_ != "PERSON":
        return run
    is_office = False
    for index in range(end + 1, min(end + 13, len(page.tokens))):
        token = page.tokens[index]
        if token.text in {",", "."}:
            return (start, index) if is_office and index > end + 1 else run
        if token.pos_ in {"VERB", "AUX"}:
            return run
        is_office = is_office or page.rules.kinds.get(token.lower_) is EntityKind.PERSON
    return run


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
    run = _with_office(page, run)
    start = run[0]
    while start < holder.i and (page.tokens[start].is_quote or page.lower[start] in {")", "]"}):
        start += 1
    trimmed = page.trimmed((start, run[1]))
    return (trimmed,) if trimmed else ((holder.i, holder.i + 1),)
