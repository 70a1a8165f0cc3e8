"""Who holds a content: the noun phrase of a cue's subject with title and apposition, and what status that gives."""

from typing import TYPE_CHECKING

from sayso.annotate.clauses import own_subject, phrase_bounds, subject_of
from sayso.extract.attributions_draft import Page, Run, Runs
from sayso.extract.attributions_holders import known_status, may_be_somebody
from sayso.model import EntityKind, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_SPEAKERS = frozenset({Status.PERSON, Status.INSTITUTION, Status.GROUP, Status.DOCUMENT, Status.ANONYMOUS})
_PEOPLE = frozenset({Status.PERSON, Status.GROUP, Status.ANONYMOUS})
_OF_WHOM = frozenset({"at", "in", "from", "of", "for", "with", "near"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})


def reporter_of(page: Page, verb: "Token") -> "Token | None":
    """The subject of a cue; for a participle behind a clause with a subject that cannot speak, the subject of the sentence.

    "The mayor backed the view that it would fail, saying" has the mayor speak, not "it".
    """
    subject = subject_of(verb)
    if subject is not None and verb.dep_ == "relcl":
        subject = _who(page, subject, verb)
    if subject is not None and page.quote[subject.i] >= 0 and page.quote[verb.i] < 0:
        return _unquoted_subject(page, verb)
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or (subject is not None and own_subject(verb) is not None):
        return subject
    if subject is not None and known_status(page, subject) in _SPEAKERS and page.lower[subject.i] != "it":
        return subject
    top = verb
    for _ in range(12):
        if top.head.i == top.i:
            break
        top = top.head
    main = own_subject(top) if top.i < verb.i and top.pos_ in {"VERB", "AUX"} else None
    return main if main is not None and known_status(page, main) in _SPEAKERS else subject


def _who(page: Page, noun: "Token", verb: "Token") -> "Token":
    """Whom a "who" stands for, where the parser chose the last noun before it: of "the surgeon at the hospital, who", the surgeon."""
    if not any(child.lower_ == "who" for child in verb.lefts):
        return noun
    above = noun
    for _ in range(4):
        if known_status(page, above) in _PEOPLE or above.dep_ != "pobj" or above.head.lower_ not in _OF_WHOM:
            break
        above = above.head.head
    return above if may_be_somebody(page, above) else noun


def antecedent_of(subject: "Token | None", verb: "Token") -> "Token | None":
    """The noun that a relative pronoun subject stands for, else the subject itself."""
    return verb.head if subject is not None and subject.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl" else subject


def _unquoted_subject(page: Page, verb: "Token") -> "Token | None":
    """The nearest subject before the verb outside quotation marks, where the parser took one from inside them."""
    for index in range(verb.i - 1, max(-1, verb.i - 16), -1):
        if page.quote[index] < 0 and page.tokens[index].dep_ in {"nsubj", "nsubjpass"}:
            return page.tokens[index]
    return None


def _with_office(page: Page, run: Run) -> Run:
    """A name with the office between commas behind it, where the parser lost the apposition."""
    start, end = run
    if end + 2 >= len(page.tokens) or page.lower[end] != "," or page.tokens[end - 1].pos_ != "PROPN":
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
    end = run[1]
    if end < len(page.tokens) and page.lower[end] == ")" and "(" in page.lower[start:end]:
        end += 1
    trimmed = page.trimmed((start, end))
    return (trimmed,) if trimmed else ((holder.i, holder.i + 1),)
