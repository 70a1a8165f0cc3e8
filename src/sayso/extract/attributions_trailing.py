"""Reads cues that stand behind or inside their content: "The dam, engineers say, will hold.", "It fell, as the clerk put it."."""

from typing import TYPE_CHECKING

from sayso.annotate.clauses import has_finite_form
from sayso.extract.attributions_draft import DASHES, Draft, Page, Run, Runs, minus
from sayso.extract.attributions_holders import is_thing
from sayso.extract.attributions_sources import source_runs
from sayso.extract.attributions_verbs import CueVerb

if TYPE_CHECKING:
    from spacy.tokens import Token

_BEFORE = frozenset({",", "–", "—", "--", "as"})
_BEHIND = frozenset({",", ".", "–", "—", "--", ";", "!", "?"})
_ADJUNCTS = frozenset({"npadvmod", "prep", "advmod", "dative", "dobj", "advcl", "acl"})
_CLAUSE_OPENERS = frozenset({"which", "who", "that", "and", "but", "because"})
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "oprd", "acomp", "attr"})


def trailing_draft(cue: CueVerb, holder: "Token | None", heard: Run | None) -> Draft | None:
    """The sentence without the cue's clause as content, where a comma or dash sets that clause off; else None."""
    page, verb = cue.page, cue.verb
    frame = cue.frames.get("that")
    if (
        frame is None
        or holder is None
        or is_thing(page, holder)
        or holder.i < page.first[verb.i]
        or not has_finite_form(verb)
        or _has_complement(cue, heard)
    ):
        return None
    source = _back_to_pause(page, source_runs(page, holder, verb.i))
    start = min(source[0][0], cue.cue[0][0])
    if start <= page.first[verb.i] or holder.sent.start != verb.sent.start or page.lower[start - 1] not in _BEFORE:
        return None
    is_outside = page.quote[verb.i] < 0
    if is_outside and any(page.quote[index] >= 0 for index in range(max(0, start - 2), start)):
        return None  # a quotation before it is found by its marks
    end = _clause_end(page, verb, source)
    if end <= page.last[verb.i] and page.lower[end] not in _BEHIND:
        return None
    if is_outside and end < len(page.tokens) and page.lower[end] in {",", ":"} and _opens_sentence(page, end + 1):
        return None  # the quotation behind it is a sentence of its own
    content = _around(page, verb, (start - 1 if page.lower[start - 1] == "as" else start, end))
    if not content:
        return None
    return Draft(
        rule=frame.rule.removesuffix("that") + "trailing",
        row=frame.row,
        anchor=verb.i,
        cue=cue.cue,
        source=source,
        content=content,
        holder=holder,
        addressee=heard,
    )


def _opens_sentence(page: Page, index: int) -> bool:
    """Whether a quotation that begins with a capital opens at ``index``, white space passed over."""
    while index < len(page.tokens) and page.tokens[index].is_space:
        index += 1
    return index + 1 < len(page.tokens) and page.quote[index] >= 0 and page.tokens[index + 1].is_title


def _has_complement(cue: CueVerb, heard: Run | None) -> bool:
    """Whether the verb has a content of its own behind it; a comma right behind the verb says that it has none."""
    following = cue.verb.i + 1
    if following < len(cue.page.lower) and cue.page.lower[following] == ",":
        return False
    objects = (child for child in cue.verb.rights if child.dep_ == "dobj" and child.i >= cue.after)
    if any(heard is None or not heard[0] <= child.i < heard[1] for child in objects):
        return True
    return any(child.dep_ in _COMPLEMENTS for child in cue.verb.rights)


def _back_to_pause(page: Page, source: Runs) -> Runs:
    """The source with the nouns and adjectives before it, where the parser cut a title off a name."""
    start = source[0][0]
    while (
        start > 0 and page.tokens[start - 1].pos_ in {"NOUN", "PROPN", "ADJ", "DET", "NUM"} and page.block[start - 1] == page.block[start]
    ):
        start -= 1
    return ((start, source[0][1]), *source[1:])


def _clause_end(page: Page, verb: "Token", source: Runs) -> int:
    """Behind the cue, its subject, and what tells time, place and hearer, up to the first comma."""
    end = max(source[-1][1], verb.i + 1)
    for child in verb.rights:
        if child.dep_ in _ADJUNCTS:
            end = max(end, child.right_edge.i + 1)
    return next((index for index in range(verb.i + 1, end) if page.lower[index] == "," and index > source[-1][1]), end)


def _around(page: Page, verb: "Token", clause: Run) -> Runs:
    """The sentence on both sides of the cue's clause; from a "which", "and" or "but" right before it where there is one."""
    first = page.first[verb.i]
    before = clause[0] - 2
    if before > first and page.lower[before] in _CLAUSE_OPENERS and page.tokens[before].dep_ != "dobj":
        first = before
    breaks = (
        index for index in range(clause[0] - 1, first, -1) if page.lower[index] in DASHES | {";"} and page.tokens[index - 1].whitespace_
    )
    first = next(breaks, first - 1) + 1 if clause[1] <= page.last[verb.i] and page.lower[clause[1]] == "," else first
    pieces = (page.trimmed(run) for run in minus((first, page.last[verb.i] + 1), (clause,)))
    kept = tuple(run for run in pieces if run is not None and any(page.tokens[index].is_alpha for index in range(*run)))
    if any(page.tokens[index].pos_ in {"VERB", "AUX"} or page.quote[index] >= 0 for run in kept for index in range(*run)):
        return kept
    return ()
